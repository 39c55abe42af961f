"""Dates known to the year, the month or the day. The precision is part of the fact and is never lost.

A partial date is written as in ISO 8601: `2024`, `2024-03`, `2024-03-26`. It is compared by its bounds: `2024-03` lies
between 2024-03-01 and 2024-03-31, so 2024-03-26 to 2024-03 is a period that exists.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from findings.languages import date_in_words, year_stands_first

_SHAPE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")


class PartialDateError(ValueError):
    """A text that is not a partial date; the message says why, and what would be right."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """One partial date, held as the text that was written."""

    text: str

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """`2024`, `2024-03` or `2024-03-26` → a PartialDate. Raises PartialDateError."""
        match = _SHAPE.match(text)
        if match is None:
            raise PartialDateError(
                _("“%(text)s” is not a date. Write a year (2024), a month (2024-03) or a day (2024-03-26).")
                % {"text": text}
            )
        year, month, day = match.groups(default="01")
        try:
            dt.date(int(year), int(month), int(day))
        except ValueError:
            raise PartialDateError(_("“%(text)s” is a date that does not exist.") % {"text": text}) from None
        return cls(text)

    @property
    def precision(self) -> str:
        """`year`, `month` or `day`."""
        return {4: "year", 7: "month", 10: "day"}[len(self.text)]

    @property
    def earliest(self) -> dt.date:
        """The first day it can mean."""
        return dt.date.fromisoformat(self.text + "0000-01-01"[len(self.text) :])

    @property
    def latest(self) -> dt.date:
        """The last day it can mean."""
        first = self.earliest
        if self.precision == "year":
            return first.replace(month=12, day=31)
        if self.precision == "month":
            return first.replace(day=calendar.monthrange(first.year, first.month)[1])
        return first

    def in_words(self, *, short: bool = False) -> str:
        """`2024`, `March 2024` or `26 March 2024`; `short` abbreviates the month: `Mar 2024`."""
        return date_in_words(self.earliest, self.precision, short=short)

    def __str__(self) -> str:
        return self.text


def period_in_words(start: PartialDate | None, end: PartialDate | None, *, short: bool = False) -> str:
    """A period as a reader says it; "" where neither end is known.

    `March to October 2024`, `9 December 2017`, `since September 2023`, `until 7 September 2022`.
    """
    if start is None and end is None:
        return ""
    if start is None:
        return _("until %(end)s") % {"end": end.in_words(short=short)}  # type: ignore[union-attr]
    if end is None:
        return _("since %(start)s") % {"start": start.in_words(short=short)}
    if start == end:
        return start.in_words(short=short)
    last = end.in_words(short=short)
    first = start.in_words(short=short)
    if start.text[:4] == end.text[:4] and start.precision != "year" and end.precision != "year":
        # The year is said once, where the language has it.
        year = PartialDate(start.text[:4]).in_words()
        if year_stands_first():
            last = last.removeprefix(year).lstrip()
        else:
            first = first.removesuffix(f" {year}")
    bounds = {"first": first, "last": last}
    if short:
        return (_("%(first)s–%(last)s") if "\u00a0" not in first + last else _("%(first)s – %(last)s")) % bounds
    return _("%(first)s to %(last)s") % bounds
