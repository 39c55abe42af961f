"""The kinds of value that a curated field can hold.

A curated value is text (or `true` and `false`); a kind says which texts, and in which one form the text is kept. So
nothing is lost on the way: 17413.96 stays that, and 2024-03 does not become a day. Every refusal is a sentence of two
halves: what is wrong, and what would be right.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any

from django.db.models import TextChoices
from pydantic import AfterValidator, BeforeValidator, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, WithJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from findings import locators
from findings.curation.nearest import did_you_mean
from findings.models.fields import (
    LONGEST_DOCUMENT_TITLE,
    LONGEST_QUOTE,
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    MARKUP,
    UNEVEN_SPACE,
)
from findings.partial_dates import PartialDate, PartialDateError
from findings.vocabulary import COUNTRIES

#: More rows than this hang on no record; a longer list is a slip. So are longer texts (in characters), and an index of
#: the database could not hold them.
MOST_ROWS = 1000
LONGEST_PROSE = 20_000
LONGEST_LINE = 500
LONGEST_WORD = 100


class Plain:
    """Marks a kind that a file shows without quotes though YAML takes it for a number or a date."""


class Word:
    """Marks a kind without spaces: files show a list of such words on one line, where it fits."""


def refusal(problem: str, remedy: str, *, at: str = "") -> PydanticCustomError:
    """The error of a validator. `at` is the field that it is about, where the validator is a whole record's."""
    # The message template of pydantic would read braces of the text, so the sentence is handed over as context.
    return PydanticCustomError("curated", "refused", {"problem": problem, "remedy": remedy, "at": at})


_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def _prose(text: str) -> str:
    if not text:
        raise refusal("is empty", "write it, or leave the field out where it may be left out")
    if len(text) > LONGEST_PROSE:
        raise _too_long(text, LONGEST_PROSE)
    if text != text.strip():
        raise refusal("begins or ends with white space", "take it out")
    if found := _CONTROL.search(text):
        raise refusal(f"holds the control character U+{ord(found[0]):04X}", "take it out")
    return text


def _one_line(text: str) -> str:
    if "\n" in _prose(text):
        raise refusal("has more than one line", "write it in one line")
    return text


def _line(text: str) -> str:
    if len(_one_line(text)) > LONGEST_LINE:
        raise _too_long(text, LONGEST_LINE)
    return text


def _title(most: int) -> Callable[[str], str]:
    def check(text: str) -> str:
        if len(_one_line(text)) > most:
            raise _too_long(text, most)
        return text

    return check


def _summary(text: str) -> str:
    if len(_prose(text)) > LONGEST_SUMMARY:
        raise _too_long(text, LONGEST_SUMMARY)
    return text


def _quote(text: str) -> str:
    if len(_one_line(text)) > LONGEST_QUOTE:
        raise _too_long(text, LONGEST_QUOTE)
    if re.search(UNEVEN_SPACE, text):
        raise refusal("has other white space than single spaces", "put one space between words")
    if found := re.search(MARKUP, text):
        raise refusal(f"holds the tag {found[0]}", "write the words alone, as they are read")
    return text


def _too_long(text: str, most: int) -> PydanticCustomError:
    return refusal(f"is {len(text):,} characters long", f"at most {most:,} are allowed")


def _shaped(shape: str, remedy: str, *, longest: int = LONGEST_WORD) -> Callable[[str], str]:
    pattern = re.compile(shape)

    def check(text: str) -> str:
        if len(text) > longest:
            raise _too_long(text, longest)
        if pattern.fullmatch(text) is None:
            raise refusal("is not well formed", remedy)
        return text

    return check


def _partial_date(text: str) -> str:
    try:
        date = PartialDate.parse(text)
    except PartialDateError:
        raise refusal(
            "is not a date that exists", "write a year (2024), a month (2024-03) or a day (2024-03-26)"
        ) from None
    return date.text


def _day(text: str) -> str:
    try:
        return dt.datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=dt.UTC).date().isoformat()
    except ValueError:
        raise refusal("is not a day that exists", "write year, month and day: 2006-10-14") from None


def _country(code: str) -> str:
    if code not in COUNTRIES:
        raise refusal("is not an ISO 3166-1 country code", "write two capitals, such as KP or RU")
    return code


def number(text: str) -> str:
    """A decimal number in its shortest form: `20000.0` → `20000`. For what is known to be one."""
    short = f"{Decimal(text).normalize():f}"
    return "0" if short == "-0" else short


def _decimal(digits: int, places: int) -> Callable[[str], str]:
    pattern = re.compile(rf"-?[0-9]{{1,{digits - places}}}(\.[0-9]{{1,{places}}})?")

    def check(text: str) -> str:
        if pattern.fullmatch(text) is None:
            raise refusal(
                "is not a number",
                f"write digits alone, such as 20000 or 17413.96, with at most {digits - places} before the point "
                f"and {places} after it",
            )
        return number(text)

    return check


def _within(low: int, high: int, what: str) -> Callable[[str], str]:
    def check(text: str) -> str:
        if not low <= Decimal(text) <= high:
            raise refusal("is out of range", f"a {what} lies between {low} and {high} degrees")
        return text

    return check


def _not_negative(text: str) -> str:
    if text.startswith("-"):
        raise refusal("is below zero", "a quantity is not negative")
    return text


def _flag(value: object) -> object:
    if value is None:
        raise refusal("is empty", "write true or false")
    if value in ("true", "false"):
        return value == "true"
    raise refusal("is neither true nor false", "write true or false")


def _locator(text: str) -> str:
    words = locators.printed(locators.parse(text))
    if not words:
        raise refusal("names no place in the source", "write one, such as p. 12, or leave the field out")
    return words


class OneOf:
    """Marks a text that is one word of a vocabulary."""

    def __init__(self, choices: type[TextChoices]) -> None:
        self.words = list(choices.values)
        self._known = frozenset(self.words)
        self.sentence = f"one of: {', '.join(self.words)}"

    def check(self, word: str) -> str:
        if word not in self._known:
            raise refusal("is not a word of this field", did_you_mean(word, self.words) or f"write {self.sentence}")
        return word

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, _handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", "enum": self.words}


def distinct(name: str, *parts: str) -> AfterValidator:
    """A list in which nothing stands twice. `parts` are the fields by which an item is known; none: the item itself."""

    def known_by(item: Any) -> tuple[str, ...]:
        return tuple(filter(None, (getattr(item, part) for part in parts))) if parts else (item,)

    def check(items: list[Any]) -> list[Any]:
        seen = set()
        for item in items:
            words = known_by(item)
            if words in seen:
                raise refusal(f"{name} “{' '.join(words)}” is given twice", "give it once")
            seen.add(words)
        return items

    return AfterValidator(check)


#: On a list of rows.
BOUNDED = Field(max_length=MOST_ROWS)
Prose = Annotated[str, AfterValidator(_prose)]
Line = Annotated[str, AfterValidator(_line)]
#: A title that the editors write, that of a document, and what is claimed.
Title = Annotated[str, AfterValidator(_title(LONGEST_TITLE))]
DocumentTitle = Annotated[str, AfterValidator(_title(LONGEST_DOCUMENT_TITLE))]
Summary = Annotated[str, AfterValidator(_summary)]
#: Somebody else's words in one line.
Quote = Annotated[str, AfterValidator(_quote)]
_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
Slug = Annotated[
    str, AfterValidator(_shaped(_SLUG, "write lower-case letters, digits and single hyphens: kum-un-san-3")), Word()
]
PlaceName = Annotated[
    str,
    AfterValidator(_shaped(rf"[A-Z]{{2}}/{_SLUG}", "write the country’s code and the place’s slug: RU/vladivostok")),
    Word(),
]
Reference = Annotated[
    str,
    AfterValidator(
        _shaped(r"[A-Z0-9]+(-[A-Z0-9]+)*-[0-9]{3,}", "write the report’s prefix and a number: MSMT-2025-1-001")
    ),
]
ReferencePrefix = Annotated[
    str, AfterValidator(_shaped(r"[A-Z0-9]+(-[A-Z0-9]+)*", "write capitals, digits and single hyphens: MSMT-2025-1"))
]
ResolutionNumber = Annotated[str, AfterValidator(_shaped(r"[1-9][0-9]{0,4}", "write digits: 1718"))]
Vote = Annotated[
    str,
    AfterValidator(
        _shaped(r"[0-9]{1,2}-[0-9]{1,2}-[0-9]{1,2}", "write votes in favour, against and abstaining: 15-0-0")
    ),
]
Language = Annotated[
    str, AfterValidator(_shaped(r"[a-z]{2}", "write an ISO 639-1 code of two small letters, such as en or ko"))
]
Position = Annotated[
    str,
    AfterValidator(_shaped(r"0|[1-9][0-9]{0,3}|[12][0-9]{4}", "write a whole number from 0 to 29999")),
    Plain(),
    WithJsonSchema({"type": "integer"}),
]
WebAddress = Annotated[
    str,
    AfterValidator(_one_line),
    AfterValidator(
        _shaped(r"https?://[^\s]+", "an address begins with http:// or https:// and holds no space", longest=2000)
    ),
]
Country = Annotated[str, AfterValidator(_country)]
Date = Annotated[str, AfterValidator(_partial_date), Plain()]
Day = Annotated[str, AfterValidator(_day), Plain()]
#: A bound of a quantity, exact to six places.
Amount = Annotated[
    str,
    AfterValidator(_decimal(24, 6)),
    AfterValidator(_not_negative),
    Plain(),
    WithJsonSchema({"type": "number", "minimum": 0}),
]
Latitude = Annotated[
    str,
    AfterValidator(_decimal(8, 5)),
    AfterValidator(_within(-90, 90, "latitude")),
    Plain(),
    WithJsonSchema({"type": "number", "minimum": -90, "maximum": 90}),
]
Longitude = Annotated[
    str,
    AfterValidator(_decimal(8, 5)),
    AfterValidator(_within(-180, 180, "longitude")),
    Plain(),
    WithJsonSchema({"type": "number", "minimum": -180, "maximum": 180}),
]
Flag = Annotated[bool, BeforeValidator(_flag)]
LocatorText = Annotated[str, AfterValidator(_line), AfterValidator(_locator)]


def imo_number_fits(text: str) -> bool:
    """Seven digits; the last is the last digit of the sum of the first six times 7, 6, 5, 4, 3 and 2."""
    if re.fullmatch(r"[0-9]{7}", text) is None:
        return False
    return sum(int(digit) * weight for digit, weight in zip(text, range(7, 1, -1), strict=False)) % 10 == int(text[6])
