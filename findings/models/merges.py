"""That two records were one: which key went into which. The public side learns of it by an alias, when published."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from findings.models.fields import choice_is_known, is_written
from findings.vocabulary import SubjectKind


class MergeQuerySet(models.QuerySet):
    def into(self, kind: SubjectKind, keys: list[str]) -> MergeQuerySet:
        """Those whose survivors are these."""
        return self.filter(subject_kind=kind, survivor__in=keys).order_by("merged_key")


class Merge(models.Model):
    """A published subject whose record was merged into another. Its key stays taken for ever (migration "merges").

    One that was merged into a survivor which is merged itself is led on: `survivor` is always a record that stands.
    """

    subject_kind = models.CharField(_("subject"), choices=SubjectKind.choices)
    merged_key = models.CharField(_("merged key"))
    merged_name = models.CharField(_("merged name"))
    survivor = models.CharField(_("key of the survivor"))
    reason = models.TextField(_("reason"), help_text=_("For the editors: why the two are one."))
    merged_by = models.CharField(_("merged by"))
    merged_at = models.DateTimeField(_("merged at"))

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-merged_at", "-pk"]
        constraints = [
            choice_is_known("subject_kind", SubjectKind),
            is_written("merged_key"),
            is_written("merged_name"),
            is_written("survivor"),
            is_written("reason"),
            is_written("merged_by"),
            UniqueConstraint(
                fields=["subject_kind", "merged_key"],
                name="merge_is_made_once",
                violation_error_message=_("This record was merged already."),
            ),
            CheckConstraint(
                name="merge_leads_to_another",
                condition=~Q(merged_key=F("survivor")),
                violation_error_message=_("A record cannot be merged into itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merged_key} → {self.survivor}"
