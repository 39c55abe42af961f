"""Addresses and dates in the language of the page, and the links to the other languages.

The links are put together here and not in a template, which takes seven times as long for each of them: a page of a
finding has eight to its own languages, and six to those of each document of the United Nations.
"""

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from html import escape
from typing import Protocol

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext

from findings.exports.addresses import in_language
from findings.languages import current, date_in_words, inside, joined, recorded, without_language
from findings.pages.parts import LanguageLink

register = template.Library()
register.filter("as_recorded", recorded)
register.filter(without_language)
register.filter(inside)
register.filter(joined)


@register.filter
def in_this_language(address: str) -> str:
    """The absolute address of a page in English → that of the same page in the language of this one."""
    return in_language(address, current())


#: Between a day and its month, and between a number and its million: no line ends there in a heading.
_TOGETHER = re.compile(rf"(?<=\d) (?=(?:{'|'.join(calendar.month_name[1:])}|million|billion)\b)")


@register.filter
def as_claim(title: str) -> str:
    """A claim in one line, as `as_recorded`: “on 9 December” is broken before or behind its date."""
    return recorded(_TOGETHER.sub("\u00a0", title))


@register.filter
def written_in(words: str, language: str) -> SafeString | str:
    """Words of a language that is told; `as_recorded` where none is."""
    return format_html('<span lang="{}">{}</span>', language, words) if language else recorded(words)


@register.filter
def as_label(words: str) -> str:
    """“Origin” → “Origin:”."""
    return pgettext("a label before what it is of", "%(label)s:") % {"label": words}


@register.filter
def day(value: dt.date) -> str:
    """26 November 2026, which may be broken anywhere."""
    return date_in_words(value).replace("\u00a0", " ")


class InLanguage(Protocol):
    """The page in one of the languages of the interface: code, own name, path, absolute address."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def is_this(self) -> bool: ...


@register.filter
def as_hreflangs(pages: Sequence[InLanguage]) -> SafeString:
    """The page in its languages → a `<link>` to each for search engines; the first is that of any other too."""
    told = [(each.code, each.address) for each in pages]
    links = [*told[:1], ("x-default", told[0][1]), *told[1:]] if told else []
    return mark_safe(  # noqa: S308 - every value is escaped
        "".join([f'\n<link rel="alternate" hreflang="{code}" href="{escape(address)}">' for code, address in links])
    )


@register.filter
def as_tongues(pages: Sequence[InLanguage]) -> SafeString:
    """The page in its languages → the items of the list that a reader chooses from."""
    return mark_safe("".join([_tongue(each) for each in pages]))  # noqa: S308 - every value is escaped


def _tongue(page: InLanguage) -> str:
    this = ' aria-current="true"' if page.is_this else ""
    link = f'<a href="{escape(page.url)}" hreflang="{page.code}" lang="{page.code}"{this}>{escape(page.name)}</a>'
    return f"<li>{link}</li>"


@register.filter
def as_document_languages(documents: Sequence[LanguageLink]) -> SafeString:
    """A document of the United Nations in its languages → the links to it, a comma between them."""
    return mark_safe(", ".join([_document(each) for each in documents]))  # noqa: S308 - every value is escaped


def _document(each: LanguageLink) -> str:
    direction = ' dir="rtl"' if each.code == "ar" else ""
    attributes = f'rel="external" hreflang="{each.code}" lang="{each.code}"{direction}'
    return f'<a href="{escape(each.url)}" {attributes}>{escape(each.name)}</a>'
