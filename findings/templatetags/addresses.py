"""Addresses as text: broken at their slashes and nowhere else."""

from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from findings.pages.frames import address_in_pieces

register = template.Library()


@register.filter
def in_pieces(url: str) -> SafeString:
    """An address → its pieces in HTML. Each page of an edition has two, and a template takes nine times as long."""
    pieces = "<wbr>".join([f'<span class="piece">{escape(piece)}</span>' for piece in address_in_pieces(url)])
    return mark_safe(pieces)  # noqa: S308 - every piece is escaped
