"""Sources."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from findings.admin.bulk import HAND_OF_SOURCES, change_selected
from findings.admin.columns import EditionFilter, year_filter
from findings.admin.merging import MergeSelectedMixin
from findings.admin.subjects import SubjectAdmin
from findings.admin.worklists import WorkFilter
from findings.models import Source


@admin.register(Source)
class SourceAdmin(MergeSelectedMixin, SubjectAdmin):
    actions = [
        *SubjectAdmin.actions,
        change_selected(
            _("Change kind, language or whether consulted …"),
            *("source_kind", "language", "consulted"),
            caution=HAND_OF_SOURCES,
        ),
        "merge_selected",
    ]
    list_display = ["title", "publisher", "published", "source_kind", "consulted", "edition"]
    list_filter = [
        WorkFilter,
        "source_kind",
        "consulted",
        "language",
        year_filter("published", _("published in")),
        EditionFilter,
    ]
    search_fields = ["title", "publisher", "slug", "url"]
    like_fields = ("title", "publisher")
    permanent = ("key",)
    fieldsets = [
        (None, {"fields": ["title", "publisher", "authors", "published", "source_kind", "language"]}),
        (_("Where it is read"), {"fields": ["url", "archived_url", "archived", "consulted"]}),
        (_("Its address here"), {"fields": ["slug", "key"]}),
    ]
