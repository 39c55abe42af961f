"""Addresses, dates and labels in the language of the page."""

import calendar
import datetime as dt
import re

from django.utils.translation import pgettext

from findings.exports.addresses import in_language
from findings.languages import current, date_in_words, recorded


def in_this_language(address: str) -> str:
    """The absolute address of a page in English → that of the same page in the language of this one."""
    return in_language(address, current())


#: Between a day and its month, and between a number and its million: no line ends there in a heading.
_TOGETHER = re.compile(rf"(?<=\d) (?=(?:{'|'.join(calendar.month_name[1:])}|million|billion)\b)")


def as_claim(title: str) -> str:
    """A claim in one line, as `as_recorded`: “on 9 December” is broken before or behind its date."""
    return recorded(_TOGETHER.sub("\u00a0", title))


def as_label(words: str) -> str:
    """“Origin” → “Origin:”."""
    return pgettext("a label before what it is of", "%(label)s:") % {"label": words}


def day(value: dt.date) -> str:
    """26 November 2026, which may be broken anywhere."""
    return date_in_words(value).replace("\u00a0", " ")
