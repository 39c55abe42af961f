"""Reports and their events."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from findings.admin.bulk import HAND_OF_REPORTS, change_selected
from findings.admin.carriers import ClaimForm
from findings.admin.columns import EditionFilter, SourceCountFilter, year_filter
from findings.admin.inlines import inlines_for, named_in_rows
from findings.admin.records import RecordAdmin
from findings.admin.subjects import SubjectAdmin
from findings.admin.worklists import WorkFilter
from findings.models import Finding, Report, ReportEvent


class EventInline(admin.TabularInline):
    """The events of a report in their order, each with the way to its own page."""

    model = ReportEvent
    extra = 0
    fields = ["position", "event_type", "title", "period_start"]
    readonly_fields = ["position", "event_type", "title", "period_start"]
    show_change_link = True
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Report)
class ReportAdmin(SubjectAdmin):
    actions = [
        *SubjectAdmin.actions,
        change_selected(_("Change whether read first-hand …"), "read_first_hand", caution=HAND_OF_REPORTS),
    ]
    list_display = [
        "code_or_title",
        "issuer",
        "published",
        "report_kind",
        "finding_count",
        "read_first_hand",
        "edition",
    ]
    list_filter = [
        WorkFilter,
        "report_kind",
        "read_first_hand",
        year_filter("published", _("published in")),
        EditionFilter,
    ]
    search_fields = ["title", "code", "slug", "reference_prefix", "issuer"]
    like_fields = ("title",)
    autocomplete_fields = ["source"]
    permanent = ("key",)
    inlines = [EventInline]
    fieldsets = [
        (None, {"fields": ["title", "code", "report_kind", "issuer", "published", "period_covered", "url"]}),
        (_("Its text"), {"fields": ["source", "read_first_hand", "note"]}),
        (_("Its address here"), {"fields": ["slug", "key", "reference_prefix"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        found = Finding.objects.order_by().filter(report=OuterRef("pk")).values("report")
        counted = Subquery(found.annotate(n=Count("pk")).values("n"))
        return super().get_queryset(request).select_related("source").annotate(asserted=Coalesce(counted, 0))

    @admin.display(description=_("report"), ordering="code")
    def code_or_title(self, report: Any) -> str:
        return str(report)

    @admin.display(description=_("findings"), ordering="asserted")
    def finding_count(self, report: Any) -> int:
        return report.asserted


@admin.register(ReportEvent)
class ReportEventAdmin(RecordAdmin):
    """Events: shown on the page of their report, and published with it."""

    actions = [change_selected(_("Change category or recheck mark …"), "category", "recheck")]
    list_display = ["title", "report", "event_type", "period_start", "support", "recheck"]
    list_filter = [WorkFilter, "event_type", "support", "recheck", SourceCountFilter, "report"]
    list_select_related = ["report"]
    search_fields = ["title", "slug", "summary", "report__code"]
    like_fields = ("title",)
    row_fields = named_in_rows("event")
    form = ClaimForm
    autocomplete_fields = ["report", "category"]
    inlines = inlines_for(ReportEvent)
    fieldsets = [
        (None, {"fields": ["report", "event_type", "slug", "position"]}),
        (
            _("What happened"),
            {
                "fields": [
                    *("title", "summary", ("period_start", "period_end"), "period_carried_by"),
                    *("asserted_by", "category"),
                ]
            },
        ),
        (_("How well it is attested"), {"fields": ["support", "recheck", "editors_note"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("report", "category")
