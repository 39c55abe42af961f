"""What the six kinds of subject have in common: a permanent key, and rows that a key finds."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar, Self

from django.db import models
from django.db.models import UniqueConstraint
from django.utils.translation import gettext_lazy as _

from findings.models.fields import is_slug
from findings.vocabulary import SubjectKind


class SubjectQuerySet(models.QuerySet):
    """Rows of one kind of subject."""

    def keyed(self, keys: Collection[str]) -> Self:
        """The subjects with these keys, in the order of the key."""
        field = self.model.key_field  # type: ignore[attr-defined]
        return self.filter(**{f"{field}__in": keys}).order_by(field)

    def keys(self) -> models.QuerySet:
        """The keys alone, in order: what a publication works through."""
        field = self.model.key_field  # type: ignore[attr-defined]
        return self.order_by(field).values_list(field, flat=True)


class Subject(models.Model):
    """A record that has editions. Its key is given once; the database refuses to change it (migration 0003)."""

    kind: ClassVar[SubjectKind]
    key_field: ClassVar[str]

    class Meta:
        abstract = True

    @property
    def subject(self) -> tuple[SubjectKind, str]:
        """(kind, permanent key): how everything outside the database names it."""
        return self.kind, getattr(self, self.key_field)


class SluggedSubject(Subject):
    """A subject whose key is its first slug. The slug is its address today and may be mended; the key stays."""

    key_field = "key"

    key = models.CharField(
        _("key"), editable=False, help_text=_("The first slug, kept for ever: editions and documents refer by it.")
    )
    slug = models.CharField(_("slug"), help_text=_("The last part of its address: kum-un-san-3."))

    class Meta:
        abstract = True
        constraints = [
            UniqueConstraint(
                fields=["key"],
                name="%(class)s_key_is_unique",
                violation_error_message=_("This key is taken. A key is given once and never again."),
            ),
            UniqueConstraint(
                fields=["slug"],
                name="%(class)s_slug_is_unique",
                violation_error_message=_("This slug is taken. Choose another one."),
            ),
            is_slug(),
            is_slug("key"),
        ]
