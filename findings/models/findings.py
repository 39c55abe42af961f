"""Findings: one atomic claim of one report each."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import CheckConstraint, Exists, F, OuterRef, Q, UniqueConstraint
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Left
from django.utils.translation import gettext_lazy as _

from findings.models.assertions import Assertion, Detail
from findings.models.categories import Category
from findings.models.changes import remembered
from findings.models.editions import Edition
from findings.models.fields import REFERENCE, PartialDateEarliest, PartialDateLatest, is_slug
from findings.models.reports import Report
from findings.models.subjects import Subject, SubjectQuerySet
from findings.vocabulary import SubjectKind


class FindingQuerySet(SubjectQuerySet):
    def to_recheck(self) -> FindingQuerySet:
        """Those whose cited pages the editors still have to check against each detail."""
        return self.filter(recheck=True)

    def with_bare_details(self) -> FindingQuerySet:
        """Those with a figure, an actor, a place or a period that names no source that carries it."""
        undated = Q(period_start__isnull=True, period_end__isnull=True)
        bare: Combinable | Q = ~undated & Q(period_carried_by=[])
        for model in Detail.__subclasses__():
            bare |= Exists(model._default_manager.filter(finding=OuterRef("pk"), carried_by=[]))
        return self.filter(bare)

    def ending_after_their_report(self) -> FindingQuerySet:
        """Those whose stated period goes on after the last day on which the report can have appeared."""
        days = {"ends": PartialDateEarliest("period_end"), "appeared": PartialDateLatest("report__published")}
        return self.alias(**days).filter(ends__gt=F("appeared"))

    def with_whole_months_in_days(self) -> FindingQuerySet:
        """Those dated from the first day of a month to the last day of one, which may be more than the source says."""
        last_of_month = PartialDateLatest(Left("period_end", len("2018-10")))
        return self.filter(
            period_start__regex=r"^\d{4}-\d{2}-01$",
            period_end__regex=r"^\d{4}-\d{2}-\d{2}$",
            period_end=Cast(last_of_month, models.TextField()),
        )

    def not_looked_at_since(self, moment: dt.datetime) -> FindingQuerySet:
        """Those that nobody has published or reviewed since then. What was never published waits for no look."""
        editions = Edition.objects.of(SubjectKind.FINDING).in_force().readable().order_by()
        old = editions.filter(key=OuterRef("reference"), published_at__lt=moment)
        return self.filter(Exists(old)).exclude(reviews__reviewed_at__gte=moment)


@remembered()
class Finding(Subject, Assertion):
    kind = SubjectKind.FINDING
    key_field = "reference"

    reference = models.CharField(
        _("reference"), help_text=_("MSMT-2025-1-001. Given once, never changed, never used again.")
    )
    slug = models.CharField(_("short name"), help_text=_("For the editors' lists: containers-over-20000."))
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="findings")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="findings")

    objects = FindingQuerySet.as_manager()

    class Meta(Assertion.Meta):
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["reference"]
        constraints = [
            *Assertion.Meta.constraints,
            is_slug(),
            UniqueConstraint(
                fields=["reference"],
                name="finding_reference_is_unique",
                violation_error_message=_("This reference is taken. A reference is given once and never again."),
            ),
            CheckConstraint(
                name="finding_reference_is_well_formed",
                condition=Q(reference__regex=REFERENCE),
                violation_error_message=_("A reference is its report's prefix and a number: MSMT-2025-1-001."),
            ),
            UniqueConstraint(
                fields=["report", "slug"],
                name="finding_slug_is_unique_in_its_report",
                violation_error_message=_("This report has a finding with that short name already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"
