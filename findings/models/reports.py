"""Reports, and what happened around them."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from findings.models.assertions import Assertion
from findings.models.categories import Category
from findings.models.changes import remembered
from findings.models.fields import (
    PartialDateField,
    choice_is_known,
    date_exists,
    has_a_document_title,
    is_slug,
    is_web_address,
    is_written,
)
from findings.models.sources import Source
from findings.models.subjects import SluggedSubject, SubjectQuerySet
from findings.vocabulary import EventType, ReportKind, SubjectKind


@remembered()
class Report(SluggedSubject):
    kind = SubjectKind.REPORT

    code = models.CharField(
        _("code"), blank=True, default="", help_text=_("Its symbol: MSMT/2025/1, S/2019/171. Never an invented one.")
    )
    reference_prefix = models.CharField(
        _("reference prefix"), help_text=_("What the references of its findings begin with: MSMT-2025-1.")
    )
    title = models.CharField(_("title"))
    report_kind = models.CharField(_("kind"), choices=ReportKind.choices)
    issuer = models.CharField(_("issuer"))
    published = PartialDateField(_("published"))
    period_covered = models.CharField(_("period covered"), blank=True, default="", help_text=_("In words."))
    url = models.URLField(_("address"), max_length=2000, blank=True, default="")
    source = models.ForeignKey(
        Source,
        verbose_name=_("its document"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
        help_text=_("The source that is this report's own text; none where it has no public address."),
    )
    read_first_hand = models.BooleanField(_("read first-hand"), help_text=_("Whether the editors have read its text."))
    note = models.TextField(_("note"), blank=True, default="")

    objects = SubjectQuerySet.as_manager()

    class Meta(SluggedSubject.Meta):
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["slug"]
        constraints = [
            *SluggedSubject.Meta.constraints,
            is_written("title"),
            has_a_document_title(),
            is_written("issuer"),
            choice_is_known("report_kind", ReportKind),
            date_exists("published"),
            is_web_address("url"),
            UniqueConstraint(
                fields=["code"],
                name="report_code_is_unique",
                condition=~Q(code=""),
                violation_error_message=_("Another report has this code."),
            ),
            UniqueConstraint(
                fields=["reference_prefix"],
                name="report_reference_prefix_is_unique",
                violation_error_message=_("Another report has this prefix."),
            ),
            CheckConstraint(
                name="report_reference_prefix_is_well_formed",
                condition=Q(reference_prefix__regex=r"^[A-Z0-9]+(-[A-Z0-9]+)*$"),
                violation_error_message=_("A prefix takes capitals, digits and single hyphens: MSMT-2025-1."),
            ),
        ]

    def __str__(self) -> str:
        return self.code or self.title


@remembered("report")
class ReportEvent(Assertion):
    """Publication, method, statement, reaction … Shown on the report's page and part of its editions.

    An event is not a finding: it has no reference and is never counted among findings.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="events")
    slug = models.CharField(_("slug"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    event_type = models.CharField(_("type"), choices=EventType.choices)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, null=True, blank=True, related_name="events")

    class Meta(Assertion.Meta):
        verbose_name = _("report event")
        verbose_name_plural = _("report events")
        ordering = ["report", "position"]
        constraints = [
            *Assertion.Meta.constraints,
            is_slug(),
            choice_is_known("event_type", EventType),
            UniqueConstraint(
                fields=["report", "slug"],
                name="reportevent_slug_is_unique_in_its_report",
                violation_error_message=_("This report has an event with that slug already."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
