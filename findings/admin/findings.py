"""Findings: the claim and everything that hangs on it, on one page, in the order in which a reader meets it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from findings.admin.bulk import BulkChangeMixin
from findings.admin.columns import EditionFilter, SourceCountFilter, year_filter
from findings.admin.forms import RecordForm
from findings.admin.inlines import inlines_for
from findings.admin.subjects import SubjectAdmin
from findings.admin.worklists import ReviewSelectedMixin, WorkFilter
from findings.models import Citation, Finding


class FindingForm(RecordForm):
    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        report, reference = self.cleaned_data.get("report"), self.cleaned_data.get("reference")
        if self.is_new and report and reference and not reference.startswith(f"{report.reference_prefix}-"):
            self.add_error(
                "reference",
                _("A reference begins with the prefix of its report: %(prefix)s-001.")
                % {"prefix": report.reference_prefix},
            )
        return cleaned


@admin.register(Finding)
class FindingAdmin(BulkChangeMixin, ReviewSelectedMixin, SubjectAdmin):
    form = FindingForm
    actions = [*SubjectAdmin.actions, "change_selected", "review_selected"]
    list_display = [
        *("reference", "title", "edition", "category", "period"),
        *("source_count", "recheck"),
    ]
    list_filter = [
        *(WorkFilter, "category", "support", "recheck", SourceCountFilter, EditionFilter),
        *(year_filter("period_start", gettext_lazy("begins in")), "report"),
    ]
    list_select_related = ["category", "report"]
    search_fields = ["reference", "title", "slug", "summary", "asserted_by"]
    like_fields = ("title",)
    autocomplete_fields = ["report", "category"]
    permanent = ("reference", "report")
    inlines = inlines_for(Finding)
    fieldsets = [
        (None, {"fields": ["report", "reference", "slug", "category"]}),
        (
            gettext_lazy("The claim"),
            {"fields": ["title", "summary", ("period_start", "period_end"), "asserted_by"]},
        ),
        (gettext_lazy("How well it is attested"), {"fields": ["support", "recheck", "editors_note"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        cited = Citation.objects.order_by().filter(finding=OuterRef("pk")).values("finding")
        counted = Subquery(cited.annotate(n=Count("pk")).values("n"))
        return super().get_queryset(request).select_related("report", "category").annotate(cited=Coalesce(counted, 0))

    @admin.display(description=gettext_lazy("period"), ordering="period_start", empty_value="–")
    def period(self, finding: Any) -> str:
        dates = dict.fromkeys(str(each) for each in (finding.period_start, finding.period_end) if each is not None)
        return " – ".join(dates)

    @admin.display(description=gettext_lazy("sources"), ordering="cited")
    def source_count(self, finding: Any) -> int:
        return finding.cited
