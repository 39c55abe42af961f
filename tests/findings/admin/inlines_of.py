"""The fields that the form of a record edits, its own and those of the rows on its page."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets


def form_fields(model: type[Any]) -> dict[type[Any], set[str]]:
    """Model → names of the fields that an editor sees: of the record, and of each kind of row."""
    model_admin: Any = admin.site.get_model_admin(model)
    fieldsets = model_admin.fieldsets or [(None, {"fields": model_admin.fields})]
    found: dict[type[Any], set[str]] = {model: set(flatten_fieldsets(fieldsets))}
    for inline in model_admin.inlines:
        if not getattr(inline, "readonly_fields", ()):
            found[inline.model] = {
                name for line in inline.fields for name in ([line] if isinstance(line, str) else line)
            }
    return found
