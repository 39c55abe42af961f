"""Dates as people write them, in a filter: `2024`, `2024-03`, `March 2024`, `26 March 2024`."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from findings.partial_dates import PartialDate, PartialDateError

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_IN_WORDS = re.compile(r"(?:([0-9]{1,2})\.?\s+)?([a-z]{3,9})\.?,?\s+([0-9]{4})\Z")


def read_date(text: str) -> PartialDate:
    """Raises PartialDateError with a sentence that says what would be right."""
    words = " ".join(text.lower().split())
    match = _IN_WORDS.match(words)
    if match and match[2][:3] in _MONTHS:
        month = f"{match[3]}-{_MONTHS.index(match[2][:3]) + 1:02}"
        return PartialDate.parse(f"{month}-{int(match[1]):02}" if match[1] else month)
    try:
        return PartialDate.parse(words)
    except PartialDateError as error:
        if "%" in words or not words:
            raise
        raise PartialDateError(
            _("“%(text)s” is not a date. Write 2024, 2024-03, March 2024 or 2024-03-26.") % {"text": text}
        ) from error
