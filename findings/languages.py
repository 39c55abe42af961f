"""The languages of the interface, and the part of an address that says which one a page is in.

English has the addresses without a prefix, for ever; the other languages stand before them: `/ko/findings/`. Nothing
else decides it: no cookie, no header. What is recorded is English in all of them, and so is whatever is cited: the
address of a citation, of a file or of a feed names no language.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.utils import translation
from django.utils.dateformat import format as format_date
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override, pgettext, trans_null, trans_real

#: The language of what is recorded, and of the addresses without a prefix.
ENGLISH = "en"
#: Code (BCP 47) → what the language calls itself.
LANGUAGES = {ENGLISH: "English", "ko": "한국어", "ja": "日本語", "fr": "Français"}
#: Those with a prefix: code → the beginning of their addresses.
_PREFIXES = {code: f"/{code}/" for code in LANGUAGES if code != ENGLISH}


#: The language that is spoken. Django keeps it as well, where it takes ten times as long to find.
_current: ContextVar[str] = ContextVar("language", default=ENGLISH)


def current() -> str:
    """The language of the page that is being made."""
    return _current.get()


def is_english() -> bool:
    return current() == ENGLISH


def language_of(path: str) -> str:
    """The language that an address is in: `/ko/findings/` → `ko`, also where it was typed in capitals."""
    first = path[1:].partition("/")[0].lower()
    return first if first in _PREFIXES else ENGLISH


def without_language(path: str) -> str:
    """The same address in English, which is the one that is cited: `/ko/findings/` → `/findings/`."""
    return path[3:] if path[:4] in _PREFIXES.values() else path


def within(path: str, language: str) -> str:
    """The same address in a language: `/findings/` → `/ko/findings/`."""
    plain = without_language(path)
    return plain if language == ENGLISH else f"/{language}{plain}"


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """A block in which words are those of a language.

    English is spoken by looking up nothing: every string in the code is the English one. (Django's own catalogue for
    it, which is empty, would be asked some 200 times a page.)
    """
    before = _current.set(language)
    try:
        with override(None if language == ENGLISH else language):
            yield
    finally:
        _current.reset(before)


def take_english_as_it_is() -> None:
    """Let Django give an English string back without looking for its catalogue: 200 strings a page, a twentieth of it.

    Django does so itself where there are no other languages (`USE_I18N`), by the functions that are taken here.
    """
    for name in ("gettext", "pgettext", "ngettext", "npgettext"):
        setattr(translation._trans, name, _unless_english(getattr(trans_null, name), getattr(trans_real, name)))  # type: ignore[attr-defined]


def _unless_english(plain: Callable[..., str], looked_up: Callable[..., str]) -> Callable[..., str]:
    def said(*words: Any) -> str:
        return plain(*words) if _current.get() == ENGLISH else looked_up(*words)

    return said


def recorded(text: str) -> str:
    """Recorded words in HTML: marked as English on a page in another language, as they are on an English one."""
    return text if not text or is_english() else format_html('<span lang="{}">{}</span>', ENGLISH, text)


def in_english[**P, R](function: Callable[P, R]) -> Callable[P, R]:
    """A function whose words are English, whatever the language of the page that asks: a citation, linked data."""

    @functools.wraps(function)
    def spoken(*args: P.args, **kwargs: P.kwargs) -> R:
        if is_english():
            return function(*args, **kwargs)
        with speaking(ENGLISH):
            return function(*args, **kwargs)

    return spoken


#: Words of the interface that keep their capital inside a sentence.
_CAPITALS = ("État",)


def begun_small(words: object) -> str:
    """Words that do not begin a sentence: “Type of vessel” → “type of vessel”."""
    text = str(words)
    return text if text.startswith(_CAPITALS) else text[:1].lower() + text[1:]


def inside(words: object) -> str:
    """A label of one common noun inside a sentence: “Supplier” → “supplier”."""
    return str(words).lower() if is_english() else begun_small(words)


def labelled(label: object, words: object) -> str:
    """“Source: Final report”; in HTML if one of the two is."""
    return _set(pgettext("a label and what it is of", "%(label)s: %(words)s"), label=label, words=words)


def bracketed(words: object, more: object) -> str:
    """“Angara (carrier)”; in HTML if one of the two is."""
    return _set(pgettext("words and more of them", "%(words)s (%(more)s)"), words=words, more=more)


def joined(parts: Iterable[object], *, strongly: bool = False) -> str:
    """“supplier, carrier”, `strongly` “… ; …”; in HTML if one of them is."""
    stop = pgettext("between parts that have commas", "; ") if strongly else pgettext("between parts", ", ")
    told = list(parts)
    if any(isinstance(each, SafeString) for each in told):
        return format_html_join(stop, "{}", ((each,) for each in told))
    return stop.join(map(str, told))


def _set(pattern: str, **words: Any) -> str:
    if any(isinstance(each, SafeString) for each in words.values()):
        words = {name: conditional_escape(each) for name, each in words.items()}
        return mark_safe(pattern % words)  # noqa: S308 - every word is escaped, and the pattern is ours
    return pattern % words


#: Language → how a year, a month and a day are written, and with a short name of the month where it has one (Django's
#: format characters). A space at which no line is broken keeps the day with its month.
_DATES: dict[str, dict[str, str]] = {
    "en": {"year": "Y", "month": "F Y", "day": "j\u00a0F Y", "short month": "M Y", "short day": "j\u00a0M Y"},
    "ko": {"year": "Y년", "month": "Y년\u00a0n월", "day": "Y년\u00a0n월\u00a0j일"},
    "ja": {"year": "Y年", "month": "Y年n月", "day": "Y年n月j日"},
    "fr": {"year": "Y", "month": "F Y", "day": "j\u00a0F Y", "first day": "j\\e\\r\u00a0F Y"},
}


def date_in_words(value: dt.date, precision: str = "day", *, short: bool = False) -> str:
    """26 November 2026, November 2026 or 2026, as the language of the page writes it; 1er novembre 2026 in French."""
    return _date_in_words(value.year, value.month, value.day, precision, short, current())


@functools.lru_cache(maxsize=2048)
def _date_in_words(year: int, month: int, day: int, precision: str, short: bool, language: str) -> str:
    # A page has ten dates, some of them several times, and pages have many in common.
    formats = _DATES[language]
    wanted = [f"short {precision}"] * short + [f"first {precision}"] * (day == 1) + [precision]
    return format_date(dt.date(year, month, day), next(formats[each] for each in wanted if each in formats))


def year_stands_first() -> bool:
    """Whether a date begins with its year, as in Korean and Japanese."""
    return _DATES[current()]["month"].startswith("Y")


#: Language → what sets thousands apart, and what stands before decimals; those of English in all others.
_SEPARATORS = {"fr": str.maketrans({",": "\u202f", ".": ","})}


def written(number: Any) -> str:
    """An integer or a decimal with its thousands set apart, never rounded: 20,000; 17,413.96; in French 17 413,96."""
    text = f"{number:,f}" if not isinstance(number, int) else f"{number:,}"
    separators = _SEPARATORS.get(current())
    return text.translate(separators) if separators else text
