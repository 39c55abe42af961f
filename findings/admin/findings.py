"""Findings: the claim and everything that hangs on it, on one page, in the order in which a reader meets it."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from findings.admin.bulk import change_selected
from findings.admin.carriers import ClaimForm
from findings.admin.columns import EditionFilter, SourceCountFilter, year_filter
from findings.admin.inlines import inlines_for, named_in_rows
from findings.admin.subjects import SubjectAdmin
from findings.admin.worklists import ReviewSelectedMixin, WorkFilter
from findings.models import Citation, Edition, Finding, KeyAlias, Report
from findings.vocabulary import SubjectKind

_SHORT_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class FindingForm(ClaimForm):
    def clean_reference(self) -> str:
        """As it is written, however it was copied: addresses have it in lower case."""
        reference: str = self.cleaned_data["reference"]
        return reference.upper()

    def clean_slug(self) -> str:
        """The rule of all slugs, in the words that this form has for them."""
        slug: str = self.cleaned_data["slug"]
        if not _SHORT_NAME.fullmatch(slug):
            raise forms.ValidationError(
                _("A short name takes lower-case letters, digits and single hyphens: containers-over-20000.")
            )
        return slug

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        report, reference = self.cleaned_data.get("report"), self.cleaned_data.get("reference")
        if not (self.is_new and report):
            return cleaned
        if reference and not reference.startswith(f"{report.reference_prefix}-"):
            self.add_error("reference", _("A reference begins with the prefix of its report."))
        if "reference" in self.errors:
            self.add_error(
                "reference",
                _("The next free one of this report is %(reference)s.") % {"reference": next_reference(report)},
            )
        return cleaned


def next_reference(report: Report) -> str:
    """The number after the highest that a finding of the report has or ever had."""
    begin = f"{report.reference_prefix}-"
    given = [
        *Finding.objects.filter(reference__startswith=begin).values_list("reference", flat=True),
        *Edition.objects.of(SubjectKind.FINDING).filter(key__startswith=begin).values_list("key", flat=True),
        *KeyAlias.objects.filter(subject_kind=SubjectKind.FINDING, old__startswith=begin).values_list("old", flat=True),
    ]
    numbers = [int(number) for each in given if (number := each.removeprefix(begin)).isdecimal()]
    return f"{begin}{max(numbers, default=0) + 1:03d}"


@admin.register(Finding)
class FindingAdmin(ReviewSelectedMixin, SubjectAdmin):
    form = FindingForm
    actions = [
        *SubjectAdmin.actions,
        change_selected(gettext_lazy("Change category or recheck mark …"), "category", "recheck"),
        "review_selected",
    ]
    list_display = [
        *("reference", "title", "edition", "category", "period"),
        *("source_count", "to_recheck"),
    ]
    list_filter = [
        *(WorkFilter, "category", "support", "recheck", SourceCountFilter, EditionFilter),
        *(year_filter("period_start", gettext_lazy("begins in")), "report"),
    ]
    list_select_related = ["category", "report"]
    search_fields = ["reference", "title", "slug", "summary", "asserted_by"]
    like_fields = ("title",)
    row_fields = named_in_rows("finding")
    search_help_text = gettext_lazy(
        "By its reference, words of the claim, a source that it cites, an actor that it names."
    )
    autocomplete_fields = ["report", "category"]
    permanent = ("reference", "report")
    inlines = inlines_for(Finding)
    fieldsets = [
        (None, {"fields": ["report", "reference", "slug", "category"]}),
        (
            gettext_lazy("The claim"),
            {"fields": ["title", "summary", ("period_start", "period_end"), "period_carried_by", "asserted_by"]},
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
        return format_html_join("\u00a0– ", '<span class="date">{}</span>', ((each,) for each in dates))

    @admin.display(description=gettext_lazy("recheck"), ordering="recheck", empty_value="–")
    def to_recheck(self, finding: Any) -> str | None:
        """Nothing to do is no failure: it is not told by a red cross."""
        return _("to do") if finding.recheck else None

    @admin.display(description=gettext_lazy("sources"), ordering="cited")
    def source_count(self, finding: Any) -> int:
        return finding.cited
