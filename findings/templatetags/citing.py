"""The ways to cite what a page shows, in HTML.

A page has six of them with eight values in each. What a template does for these, and for including itself, takes eight
times as long as this does, and was a twelfth of the time that the whole page took.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from findings.pages.citing import CiteText
from findings.templatetags.addresses import addresses_in_pieces

register = template.Library()


@register.simple_tag(takes_context=True)
def ways_to_cite(context: Any, *texts: CiteText | Iterable[CiteText]) -> SafeString:
    """Citations, alone or several → each with its name and the button that copies it."""
    of_all = [each for told in texts for each in ([told] if isinstance(told, CiteText) else told)]
    recorded, copy = context.get("recorded", ""), escape(_("Copy"))
    return mark_safe("".join([_way(text, recorded, copy) for text in of_all]))  # noqa: S308 - every word is escaped


def _way(text: CiteText, recorded: str, copy: str) -> str:
    name = f"cite-{escape(text.name)}"
    return (
        f'<div class="way"><h3 id="{name}-name">{escape(text.label)}</h3>'
        f'<p class="cited" id="{name}"{recorded} data-cite="{escape(text.name)}">{addresses_in_pieces(text.html)}</p>'
        f'<button type="button" hidden data-copies="{name}" data-said="{escape(text.said)}" '
        f'data-failed="{escape(text.failed)}" aria-describedby="{name}-name">{copy}</button></div>\n'
    )
