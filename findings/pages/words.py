"""Figures, dates and names in words, as readers meet them on every page."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from findings import languages
from findings.partial_dates import PartialDate, period_in_words
from findings.vocabulary import COUNTRIES, Qualifier, Unit

#: ISO 639-1 code → the name of the language, for those that sources are written in.
LANGUAGES = {
    "ar": gettext_lazy("Arabic"),
    "bg": gettext_lazy("Bulgarian"),
    "de": gettext_lazy("German"),
    "en": gettext_lazy("English"),
    "fr": gettext_lazy("French"),
    "id": gettext_lazy("Indonesian"),
    "it": gettext_lazy("Italian"),
    "ja": gettext_lazy("Japanese"),
    "ko": gettext_lazy("Korean"),
    "ru": gettext_lazy("Russian"),
    "sk": gettext_lazy("Slovak"),
    "zh": gettext_lazy("Chinese"),
}

#: ISO 639-1 code → the marks that words of the language are quoted in; of all others, those of English. They stand in
#: the page, and in no style sheet: a passage that is copied keeps them.
QUOTATION_MARKS = {
    "ar": ("«", "»"),
    "bg": ("„", "“"),
    "de": ("„", "“"),
    "fr": ("«\u00a0", "\u00a0»"),
    "it": ("«", "»"),
    "ja": ("「", "」"),
    "ru": ("«", "»"),
    "sk": ("„", "“"),
}

#: Units that say in a wider word what their measure says: workers are persons, tankers are vessels.
_WIDER_WORDS = {
    Unit.PERSONS,
    Unit.COMPANIES,
    Unit.COUNTRIES,
    Unit.INCIDENTS,
    Unit.ITEMS,
    Unit.SHIPS,
    Unit.VESSELS,
    Unit.VICTIMS,
}

_WRITTEN_DATE = re.compile(r"\b[12][0-9]{3}-(?:0[1-9]|1[0-2])\b(?!-)")


def date_in_words(value: dt.date | dt.datetime) -> str:
    """26 November 2026: day and month never part at the end of a line."""
    return languages.date_in_words(value)


def partial_in_words(text: str | None) -> str:
    """A partial date of a document, or "" where there is none."""
    return "" if text is None else PartialDate(text).in_words()


@languages.in_english
def spelled_out(text: str) -> str:
    """Words with partial dates among them, the dates in words: “2024-01 to 2025-04” → “January 2024 to April 2025”.

    The words are the editors’, and so the dates are in English as well.
    """
    return _WRITTEN_DATE.sub(lambda found: PartialDate.parse(found[0]).in_words(), text)


def period_of(document: dict[str, Any], *, short: bool = False) -> str:
    """The stated period; "" where none is stated."""
    # By name: the database gives the members of a document back in an order of its own.
    start, end = (None if text is None else PartialDate(text) for text in _bounds(document))
    return period_in_words(start, end, short=short)


def period_precision(document: dict[str, Any]) -> str:
    """How well its ends are known: "known to the month"; "" where none is stated or both are days."""
    precisions = {PartialDate(text).precision for text in _bounds(document) if text is not None}
    words = {
        "year": _("known to the year"),
        "month": _("known to the month"),
    }
    return next((words[precision] for precision in ("year", "month") if precision in precisions), "")


def _bounds(document: dict[str, Any]) -> tuple[str | None, str | None]:
    return document["period"]["start"], document["period"]["end"]


def country_name(code: str) -> str:
    """The name of an ISO 3166-1 code; "" for none."""
    return _(COUNTRIES[code]) if code in COUNTRIES else code


def is_country_itself(name: str, code: str) -> bool:
    """Whether a place is recorded by the name of its country."""
    return name == COUNTRIES.get(code)


def language_name(code: str) -> str:
    """The name of an ISO 639-1 code, or the code itself."""
    return str(LANGUAGES.get(code, code))


def quoted(text: str, language: str) -> str:
    """A passage in the quotation marks of its language: “words”, «слова», 「言葉」."""
    opening, closing = QUOTATION_MARKS.get(language, ("“", "”"))
    return f"{opening}{text}{closing}"


def number(text: str) -> str:
    """A decimal of a document with its thousands set apart: 20,000; 17,413.96. Never rounded."""
    return languages.written(Decimal(text))


def figure(quantity: dict[str, Any]) -> str:
    """The number itself, a currency before it, a per cent sign after it: “US$ 37,600,000”, “1,000–1,500”, “50%”."""
    low, high, unit = quantity["low"], quantity["high"], Unit(quantity["unit"])
    bounds = [each for each in (low, high) if each is not None]
    if quantity["qualifier"] in {Qualifier.AT_LEAST, Qualifier.MORE_THAN}:
        bounds = bounds[:1]
    words = "–".join(number(each) for each in dict.fromkeys(bounds))
    if unit.is_currency:
        amount = pgettext("an amount of money", "%(currency)s %(number)s").replace(" ", "\u00a0")
        return amount % {"currency": unit.label, "number": words}
    return _("%(number)s%%") % {"number": words} if unit is Unit.PERCENT else words


#: How a figure is said with its qualifier.
_QUALIFIED = {
    Qualifier.ABOUT: gettext_lazy("about %(figure)s"),
    Qualifier.AT_LEAST: gettext_lazy("at least %(figure)s"),
    Qualifier.MORE_THAN: gettext_lazy("more than %(figure)s"),
    Qualifier.UP_TO: gettext_lazy("up to %(figure)s"),
    Qualifier.FEWER_THAN: gettext_lazy("fewer than %(figure)s"),
}


def qualifier(quantity: dict[str, Any]) -> tuple[str, str]:
    """What stands before the figure, “more than”, “about”, “up to” …, and behind it; "" and "" for an exact one."""
    before, _figure, after = _qualified(quantity).partition("%(figure)s")
    return before.strip(), after.strip()


def _qualified(quantity: dict[str, Any]) -> str:
    return str(_QUALIFIED.get(Qualifier(quantity["qualifier"]), "%(figure)s"))


@languages.in_english
def measure(quantity: dict[str, Any]) -> str:
    """Of what, as recorded: the measure, with the unit before it where the measure does not say it itself."""
    unit = Unit(quantity["unit"])
    if unit.is_currency or unit is Unit.PERCENT or unit in _WIDER_WORDS:
        return quantity["measure"]
    # “brigade sets” says “brigades”.
    said = re.search(rf"\b{re.escape(str(unit.label).removesuffix('s'))}", quantity["measure"], re.IGNORECASE)
    return quantity["measure"] if said else f"{unit.label}, {quantity['measure']}"


def quantity_in_words(quantity: dict[str, Any]) -> str:
    """One figure as a phrase: “more than 20,000 containers”, “about US$ 2,840,000,000”, “20%”, “at least 1”."""
    unit = Unit(quantity["unit"])
    words = figure(quantity)
    # Labels of units are plurals, so one of a thing goes without.
    if not unit.is_currency and unit is not Unit.PERCENT and words != "1":
        words = _("%(number)s %(unit)s") % {"number": words, "unit": unit.label}
    return _qualified(quantity) % {"figure": words}


def bound_note(quantity: dict[str, Any]) -> str:
    """What kind of bound the figure is, a bound with the figure as a phrase; "" for an exact figure."""
    kind = Qualifier(quantity["qualifier"])
    phrase = {"phrase": quantity_in_words(quantity)}
    if kind is Qualifier.EXACT:
        return ""
    if kind is Qualifier.ABOUT:
        return _("An approximation, as the source gives it.")
    if kind in {Qualifier.UP_TO, Qualifier.FEWER_THAN}:
        bound = _("An upper bound, as the source gives it: %(phrase)s.") % phrase
        return bound if quantity["low"] is not None else " ".join([bound, _("No lower bound is stated.")])
    bound = _("A lower bound, as the source gives it: %(phrase)s.") % phrase
    if quantity["high"] is None:
        return " ".join([bound, _("No upper bound is stated.")])
    return " ".join([bound, _("It also names %(high)s as the high end.") % {"high": number(quantity["high"])}])
