"""A template, or a piece of one, as it is rendered on a public page."""

from __future__ import annotations

from django.template import engines

from mmsmt_portal.templates import put_together


def rendered(template: str, **told: object) -> str:
    """What a template says, which is written as in a file; values that are not told are those of any page."""
    return engines["jinja2"].env.from_string(put_together(template)).render(told)  # type: ignore[attr-defined]
