"""The words of templates in the language of the page: `{{ _("…") }}` and `{% trans %}` (Jinja's extension i18n).

A page of a finding says ninety of them. Each is looked up in its catalogue once a language and process, and kept.
"""

from __future__ import annotations

from functools import cache

from django.utils import translation
from markupsafe import Markup

from findings.languages import current


def gettext(words: str, /, **values: object) -> Markup:
    """A sentence of a template, its values escaped and filled in. A per cent sign that is one stands twice in it."""
    return _sentence(current(), words) % values if values else _said(current(), words)


def pgettext(context: str, words: str, /, **values: object) -> Markup:
    """The same, of words that mean different things in different places."""
    return _sentence(current(), words, context) % values if values else _said(current(), words, context)


def ngettext(one: str, many: str, number: int, /, **values: object) -> Markup:
    """A sentence that counts something. It may say the number, as the value that it is counted by."""
    return Markup(translation.ngettext(one, many, number)) % {"num": number, **values}  # noqa: S704 - our own words


def npgettext(context: str, one: str, many: str, number: int, /, **values: object) -> Markup:
    """The same, of words that mean different things in different places."""
    return Markup(translation.npgettext(context, one, many, number)) % {"num": number, **values}  # noqa: S704


@cache
def _sentence(language: str, words: str, context: str = "") -> Markup:
    """The words in the language that is spoken, which is `language`; values are still to be filled in."""
    return Markup(translation.pgettext(context, words) if context else translation.gettext(words))  # noqa: S704


@cache
def _said(language: str, words: str, context: str = "") -> Markup:
    return _sentence(language, words, context) % {}


def forget() -> None:
    """Look all words up anew: another catalogue is read."""
    _sentence.cache_clear()
    _said.cache_clear()
