"""What the editors' room takes from the templates of public pages."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def public_part(name: str, **told: Any) -> SafeString:
    """A part of public pages, in a template of the editors' room: `{% public_part "findings/_…" part=part %}`."""
    return mark_safe(render_to_string(name, told))  # noqa: S308 - what a template of ours has made
