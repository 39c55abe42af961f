"""Runs of alike elements that every page has in its head, and beside its head: here and not in a template.

The page of a finding has ten of Dublin Core, fourteen of Open Graph, twenty links. What a template does for each of the
hundred and twenty values in them took eight times as long as this does, and was a sixth of the time of the whole page.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Protocol

from django import template
from django.utils.safestring import SafeString, mark_safe

from findings.exports.signposting import Signpost
from findings.pages.heads import Alternate

register = template.Library()


@register.filter
def as_metas(pairs: Iterable[tuple[str, str]], named_by: str) -> SafeString:
    """(name, content) → a `<meta>` for each on a line of its own, whose name stands in the attribute `named_by`."""
    return _run(f'<meta {named_by}="{escape(name)}" content="{_escaped(content)}">' for name, content in pairs)


@register.filter
def as_links(links: Iterable[Signpost]) -> SafeString:
    """Typed links → a `<link>` for each on a line of its own."""
    return _run(f'<link rel="{escape(link.rel)}" href="{escape(link.url)}"{_type(link)}>' for link in links)


@register.filter
def as_alternates(links: Iterable[Alternate]) -> SafeString:
    """The page in other forms → a `<link rel="alternate">` for each on a line of its own."""
    return _run(
        f'<link rel="alternate"{_type(link)} title="{_escaped(link.title)}" href="{escape(link.url)}">'
        for link in links
    )


def _run(elements: Iterable[str]) -> SafeString:
    return mark_safe("".join([f"\n{each}" for each in elements]))  # noqa: S308 - every value is escaped


class _Typed(Protocol):
    @property
    def type(self) -> str: ...


def _type(link: _Typed) -> str:
    return f' type="{escape(link.type)}"' if link.type else ""


def _escaped(text: str) -> str:
    """Words in an attribute. They may be HTML already, where they are marked as English, and then say so."""
    return text if isinstance(text, SafeString) else escape(text)
