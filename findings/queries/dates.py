"""Dates as people write them, in a filter: `2024`, `2024-03`, `March 2024`, `26 March 2024`, `03/2024`.

What could be read in two ways, as 03/04/2024 or the year 24, is no date.
"""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from findings.partial_dates import PartialDate, PartialDateError

#: The months as the pages write them in letters; of an English one, as many letters as tell it are enough.
_ENGLISH = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_FRENCH = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
_FEWEST_LETTERS = 3

_DAY, _MONTH, _YEAR = "(?P<day>[0-9]{1,2})", "(?P<month>[0-9]{1,2})", "(?P<year>[0-9]{4})"
_NAME, _ORDINAL = r"(?P<name>[^\W\d_]{3,9})\.?", r"(?:st|nd|rd|th|er|\.)?"
_IN_FIGURES = re.compile(rf"{_YEAR}[-/.]{_MONTH}(?:[-/.]{_DAY})?\Z")
_SHAPES = (
    _IN_FIGURES,
    re.compile(rf"{_MONTH}[-/.]{_YEAR}\Z"),
    re.compile(rf"(?:{_DAY}{_ORDINAL}\s)?{_NAME},?\s{_YEAR}\Z"),
    re.compile(rf"{_NAME}\s{_DAY}{_ORDINAL},?\s{_YEAR}\Z"),
    re.compile(rf"{_YEAR}[年년]\s?(?:{_MONTH}[月월]\s?(?:{_DAY}[日일])?)?\Z"),
)


def read_date(text: str) -> PartialDate:
    """Raises PartialDateError with a sentence that says what would be right."""
    words = " ".join(text.lower().split())
    plain = next((found for shape in _SHAPES if (found := _plain(shape.match(words)))), "")
    try:
        return PartialDate.parse(plain or words)
    except PartialDateError as error:
        if plain or "%" in words or not words:
            raise  # of what is written as a date it is said that there is no such day
        raise PartialDateError(
            _("“%(text)s” is not a date. Write 2024, 2024-03, March 2024 or 2024-03-26.") % {"text": text}
        ) from error


def _plain(match: re.Match[str] | None) -> str:
    """What was matched as 2024-03-26, 2024-03 or 2024; "" where its name is that of no month."""
    if match is None:
        return ""
    parts = match.groupdict()
    month = _month(parts["name"]) if "name" in parts else parts["month"]
    if month == "":
        return ""
    return "-".join([parts["year"], *(f"{int(each):02}" for each in (month, parts.get("day")) if each)])


def _month(name: str) -> str:
    """The number of a month of this name; "" where there is none."""
    for number, (english, french) in enumerate(zip(_ENGLISH, _FRENCH, strict=True), start=1):
        if name == french or (len(name) >= _FEWEST_LETTERS and english.startswith(name)):
            return str(number)
    return ""
