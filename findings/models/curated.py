"""What the loader last wrote of each curated record, so that an editor's change is never overwritten silently."""

from __future__ import annotations

from django.db import models
from django.db.models import UniqueConstraint
from django.utils.translation import gettext_lazy as _


class CuratedForm(models.Model):
    """The SHA-256 of the curated form of a record as the loader last wrote it.

    `name` is the record's natural key: a slug, a reference, a number; `report/slug` for an event, `country/slug` for a
    place. If the record's form today has another digest, somebody has changed it since.
    """

    record = models.CharField(_("record"), help_text=_("finding, event, report, actor, source, place …: which kind."))
    name = models.CharField(_("natural key"))
    digest = models.CharField(_("digest"))

    class Meta:
        verbose_name = _("curated form")
        verbose_name_plural = _("curated forms")
        constraints = [
            UniqueConstraint(
                fields=["record", "name"],
                name="curatedform_is_one_per_record",
                violation_error_message=_("The form of this record is kept already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.record} {self.name}"
