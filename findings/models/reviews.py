"""That an editor has looked at a finding again and found nothing to change."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from findings.models.fields import is_written
from findings.models.findings import Finding


class Review(models.Model):
    """One look at a finding: by whom, when. What was found wrong is a change of the record, not a review."""

    finding = models.ForeignKey(Finding, verbose_name=_("finding"), on_delete=models.CASCADE, related_name="reviews")
    reviewed_by = models.CharField(_("reviewed by"))
    reviewed_at = models.DateTimeField(_("reviewed at"))

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["-reviewed_at", "-pk"]
        constraints = [is_written("reviewed_by")]

    def __str__(self) -> str:
        return f"{self.finding_id}, {self.reviewed_at:%Y-%m-%d}"
