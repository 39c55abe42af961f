"""The pages of a list, and the links that lead from one to the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from findings.queries.paging import last_page


@dataclass(frozen=True, slots=True)
class PageLinks:
    """Where one is in a list of several pages."""

    number: int
    last: int
    first_row: int
    last_row: int
    total: int
    previous: str
    next: str
    #: (page, its address, whether pages are left out before it)
    numbers: tuple[tuple[int, str, bool], ...]


def page_links(number: int, total: int, size: int, url_of: Callable[[int], str]) -> PageLinks:
    """The links of page `number` among those of `total` rows, `size` a page: near pages, the first and the last."""
    last = last_page(total, size)
    near = sorted({1, last, *range(max(number - 2, 1), min(number + 2, last) + 1)})
    return PageLinks(
        number=number,
        last=last,
        first_row=(number - 1) * size + 1 if total else 0,
        last_row=min(number * size, total),
        total=total,
        previous=url_of(number - 1) if number > 1 else "",
        next=url_of(number + 1) if number < last else "",
        numbers=tuple((each, url_of(each), each - 1 not in {0, *near}) for each in near),
    )
