"""Addresses and dates in the language of the page."""

import datetime as dt

from django import template
from django.utils.translation import pgettext

from findings.exports.addresses import in_language
from findings.languages import current, date_in_words, inside, joined, recorded, without_language

register = template.Library()
register.filter("as_recorded", recorded)
register.filter(without_language)
register.filter(inside)
register.filter(joined)


@register.filter
def in_this_language(address: str) -> str:
    """The absolute address of a page in English → that of the same page in the language of this one."""
    return in_language(address, current())


@register.filter
def as_label(words: str) -> str:
    """“Origin” → “Origin:”."""
    return pgettext("a label before what it is of", "%(label)s:") % {"label": words}


@register.filter
def day(value: dt.date) -> str:
    """26 November 2026, which may be broken anywhere."""
    return date_in_words(value).replace("\u00a0", " ")
