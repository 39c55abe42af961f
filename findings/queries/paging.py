"""How many pages a list has, and that there is no other one."""

from __future__ import annotations

from math import ceil

from django.utils.translation import gettext as _

from findings.queries.questions import UnanswerableError


def last_page(total: int, size: int) -> int:
    """The number of the last page of a list of `total` rows, `size` a page; one without rows has one page."""
    return max(ceil(total / size), 1)


def check_page(number: int, total: int, size: int) -> None:
    """Raises UnanswerableError where a list of `total` rows, `size` a page, has no such page."""
    last = last_page(total, size)
    if number > last:
        raise UnanswerableError(
            [
                _("There is no page %(number)s of this list: the last one is page %(last)s.")
                % {"number": number, "last": last}
            ],
            {"page": [str(number)]},
        )
