"""Categories: a table, so that editors can add one."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from findings.models.changes import remembered
from findings.models.fields import REFERENCE, is_written
from findings.models.subjects import SluggedSubject, SubjectQuerySet
from findings.vocabulary import SubjectKind


@remembered()
class Category(SluggedSubject):
    kind = SubjectKind.CATEGORY

    name = models.CharField(_("name"))
    definition = models.TextField(_("definition"), help_text=_("What belongs here, in one or two sentences."))
    position = models.PositiveSmallIntegerField(
        _("position"), help_text=_("Its place in every list and chart: the order never changes with the counts.")
    )
    leading_finding = models.CharField(
        _("leading finding"),
        blank=True,
        default="",
        help_text=_("The reference of the finding whose figure stands for the category on the first page."),
    )

    objects = SubjectQuerySet.as_manager()

    class Meta(SluggedSubject.Meta):
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["position"]
        constraints = [
            *SluggedSubject.Meta.constraints,
            is_written("name"),
            CheckConstraint(
                name="category_leading_finding_is_a_reference",
                condition=Q(leading_finding="") | Q(leading_finding__regex=REFERENCE),
                violation_error_message=_("The leading finding is named by its reference: MSMT-2025-1-001."),
            ),
            UniqueConstraint(
                fields=["position"],
                name="category_position_is_unique",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message=_("Another category has this position."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
