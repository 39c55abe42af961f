"""The ways to cite what a page shows, in HTML.

A page has six of them with eight values in each. What a template does for these, and for including itself, takes eight
times as long as this does, and was a twelfth of the time that the whole page took.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from findings.pages.citing import CiteText
from findings.pages.parts import Carrier
from findings.templatetags.addresses import addresses_in_pieces

register = template.Library()


@register.simple_tag(takes_context=True)
def ways_to_cite(context: Any, *texts: CiteText | Iterable[CiteText]) -> SafeString:
    """Citations, alone or several → each with its name. Where scripts run, each gets a button that copies it."""
    of_all = [each for told in texts for each in ([told] if isinstance(told, CiteText) else told)]
    recorded = context.get("recorded", "")
    return mark_safe("".join([_way(text, recorded) for text in of_all]))  # noqa: S308 - every word is escaped


def _way(text: CiteText, recorded: str) -> str:
    name = escape(text.name)
    return (
        f'<div class="way"><h3>{escape(text.label)}</h3>'
        f'<p class="cited" id="cite-{name}"{recorded}>{addresses_in_pieces(text.html)}</p></div>\n'
    )


@register.filter
def carried_by(carriers: Iterable[Carrier] | None) -> SafeString:
    """The sources that carry a detail → their numbers, raised behind it, each leading to its line; "" for none."""
    numbers = ", ".join(map(_number, carriers or ()))
    if not numbers:
        return SafeString("")
    words = escape(_("Carried by source"))
    return mark_safe(f'<sup class="carriers"><span class="aside-words">{words} </span>{numbers}</sup>')  # noqa: S308


def _number(carrier: Carrier) -> str:
    named = f'title="{escape(carrier.publisher)}"'
    if not carrier.url:
        return f"<span {named}>{carrier.number}</span>"
    return f'<a href="{escape(carrier.url)}" {named}>{carrier.number}</a>'


@register.simple_tag
def told_of_copies() -> SafeString:
    """Where it is announced what was copied, once on a page, and the words for it: “%s” is the name of a citation."""
    return format_html(
        '<p class="aside-words" role="status" data-copy="{}" data-copied="{}" data-failed="{}"></p>',
        _("Copy"),
        _("Copied: %s"),
        _("Selected, to be copied with the keyboard: %s"),
    )
