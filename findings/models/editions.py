"""Editions: the immutable, numbered snapshots that are all the public ever sees, and what goes with them.

The database refuses to change or delete them (migration 0003). Two updates are permitted: `superseded_in`, once, and a
redaction. Nobody writes these tables but `findings.publishing`.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, F, Index, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from findings.models.fields import choice_is_known, is_written
from findings.vocabulary import EditionKind, SubjectKind

_SHA256 = r"^[0-9a-f]{64}$"


def is_superseded_later() -> CheckConstraint:
    """What is in force is so for one dataset version at least."""
    return CheckConstraint(
        name="%(class)s_is_superseded_later",
        condition=Q(superseded_in__isnull=True) | Q(superseded_in__gt=F("published_in")),
    )


class DatasetVersion(models.Model):
    """One act of publishing. The state of the whole portal has one number, and it grows by one with each of them."""

    number = models.PositiveIntegerField(_("number"), primary_key=True)
    published_at = models.DateTimeField(_("published at"))
    published_by = models.CharField(_("published by"), help_text=_("For the editors; never shown to the public."))
    note = models.TextField(_("note"))
    editions = models.PositiveIntegerField(_("editions"), help_text=_("How many editions it brought."))
    head = models.CharField(_("head digest"), help_text=_("The digest of the last edition in the ledger."))

    class Meta:
        verbose_name = _("dataset version")
        verbose_name_plural = _("dataset versions")
        ordering = ["-number"]
        constraints = [
            CheckConstraint(name="datasetversion_counts_from_one", condition=Q(number__gte=1)),
            is_written("published_by"),
            is_written("note"),
            CheckConstraint(name="datasetversion_head_is_a_sha_256", condition=Q(head__regex=_SHA256)),
        ]

    def __str__(self) -> str:
        return f"Dataset version {self.number}"


class InForceQuerySet(models.QuerySet):
    """Rows that are in force from one dataset version until another."""

    def in_force(self, version: int | None = None) -> Self:
        """Those in force now, or as of a dataset version."""
        if version is None:
            return self.filter(superseded_in__isnull=True)
        return self.filter(Q(superseded_in__isnull=True) | Q(superseded_in__gt=version), published_in__lte=version)


class EditionQuerySet(InForceQuerySet):
    def of(self, kind: SubjectKind, key: str | None = None) -> Self:
        """All editions of one kind of subject, or of one subject, the newest first."""
        editions = self.filter(subject_kind=kind).order_by("-number")
        return editions if key is None else editions.filter(key=key)

    def at(self, kind: SubjectKind, slug: str) -> Self:
        """Those published under this address."""
        return self.filter(subject_kind=kind, slug=slug)

    def readable(self) -> Self:
        """Those that lists may show: neither a withdrawal nor redacted."""
        return self.exclude(edition_kind=EditionKind.WITHDRAWAL).filter(redacted_in__isnull=True)

    def ledger(self) -> Self:
        """All of them in the order they were published, as the chain of digests runs."""
        return self.order_by("position")


class Edition(models.Model):
    """One edition of one subject.

    `position` is its place in the ledger: 1, 2, 3 … without a gap. It is in force from dataset version `published_in`
    until `superseded_in` (NULL while current). `slug` and `title` stand beside the document so that lists and addresses
    need not open it. `digest` covers the digest of the edition before it in the ledger, so that no edition can be
    changed, dropped or slipped in unseen.
    """

    position = models.PositiveBigIntegerField(_("position in the ledger"), primary_key=True)
    subject_kind = models.CharField(_("subject"), choices=SubjectKind.choices)
    key = models.CharField(_("key"))
    number = models.PositiveIntegerField(_("number"))
    edition_kind = models.CharField(_("kind"), choices=EditionKind.choices)
    note = models.TextField(_("note"))
    slug = models.CharField(_("slug"))
    title = models.CharField(_("title"))
    published_in = models.ForeignKey(
        DatasetVersion, on_delete=models.PROTECT, db_column="published_in", related_name="edition_set"
    )
    superseded_in = models.ForeignKey(
        DatasetVersion, on_delete=models.PROTECT, db_column="superseded_in", null=True, related_name="+"
    )
    redacted_in = models.ForeignKey(
        DatasetVersion, on_delete=models.PROTECT, db_column="redacted_in", null=True, related_name="+"
    )
    published_at = models.DateTimeField(_("published at"))
    published_by = models.CharField(_("published by"))
    schema = models.PositiveSmallIntegerField(_("schema of the document"))
    document = models.JSONField(_("document"))
    document_digest = models.CharField(_("document digest"))
    digest = models.CharField(_("digest"))

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["position"]
        constraints = [
            choice_is_known("subject_kind", SubjectKind),
            choice_is_known("edition_kind", EditionKind),
            UniqueConstraint(fields=["subject_kind", "key", "number"], name="edition_number_is_given_once"),
            UniqueConstraint(
                fields=["subject_kind", "key"],
                condition=Q(superseded_in__isnull=True),
                name="edition_in_force_is_one",
            ),
            UniqueConstraint(
                fields=["subject_kind", "slug"],
                condition=Q(superseded_in__isnull=True),
                name="edition_address_names_one_subject",
            ),
            CheckConstraint(
                name="edition_first_is_number_one",
                condition=Q(number=1, edition_kind="first") | (Q(number__gt=1) & ~Q(edition_kind="first")),
            ),
            is_superseded_later(),
            CheckConstraint(
                name="edition_redacted_document_is_empty",
                condition=Q(redacted_in__isnull=True) | Q(document={}),
            ),
            is_written("note"),
            is_written("published_by"),
            CheckConstraint(name="edition_document_digest_is_a_sha_256", condition=Q(document_digest__regex=_SHA256)),
            CheckConstraint(name="edition_digest_is_a_sha_256", condition=Q(digest__regex=_SHA256)),
        ]
        indexes = [
            # The latest editions of the home page and of the corrections: by kind, newest first.
            Index(fields=["subject_kind", "-position"], name="edition_latest"),
            Index(fields=["subject_kind", "slug"], name="edition_address"),
            # The list of corrections: a few of very many editions.
            Index(
                fields=["-published_in"],
                condition=Q(edition_kind__in=["correction", "withdrawal"]),
                name="edition_corrected",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.key}, edition {self.number}"

    @property
    def is_in_force(self) -> bool:
        return self.superseded_in_id is None


class KeyAlias(models.Model):
    """A former or other address of a subject, or the key of one merged into it. Versioned like editions."""

    class Reason(models.TextChoices):
        SLUG = "slug", _("its address was mended")
        MERGE = "merge", _("it was merged into another")
        GIVEN = "given", _("an editor led it here")

    subject_kind = models.CharField(choices=SubjectKind.choices)
    alias_kind = models.CharField(choices=Reason.choices)
    old = models.CharField(_("old slug or key"))
    key = models.CharField(_("key it leads to"))
    published_in = models.ForeignKey(
        DatasetVersion, on_delete=models.PROTECT, db_column="published_in", related_name="+"
    )
    superseded_in = models.ForeignKey(
        DatasetVersion, on_delete=models.PROTECT, db_column="superseded_in", null=True, related_name="+"
    )
    reason = models.TextField()

    objects = InForceQuerySet.as_manager()

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        constraints = [
            choice_is_known("subject_kind", SubjectKind),
            CheckConstraint(
                name="keyalias_alias_kind_is_in_vocabulary", condition=Q(alias_kind__in=["given", "merge", "slug"])
            ),
            UniqueConstraint(
                fields=["subject_kind", "old"],
                condition=Q(superseded_in__isnull=True),
                name="keyalias_leads_to_one_key",
            ),
            # In the same version, where one act of publishing frees an address and gives it to another subject.
            CheckConstraint(
                name="keyalias_is_not_superseded_earlier",
                condition=Q(superseded_in__isnull=True) | Q(superseded_in__gte=F("published_in")),
            ),
            is_written("old"),
            is_written("key"),
            is_written("reason"),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.key}"


class Redaction(models.Model):
    """That the text of some editions of a subject was taken away: which, by whom, when and why."""

    subject_kind = models.CharField(choices=SubjectKind.choices)
    key = models.CharField()
    numbers = ArrayField(models.PositiveIntegerField(), help_text=_("The numbers of the editions redacted."))
    reason = models.TextField(help_text=_("Public."))
    redacted_by = models.CharField(help_text=_("For the editors; never shown to the public."))
    redacted_at = models.DateTimeField()
    dataset_version = models.OneToOneField(DatasetVersion, on_delete=models.PROTECT, related_name="redaction")

    class Meta:
        verbose_name = _("redaction")
        verbose_name_plural = _("redactions")
        constraints = [
            choice_is_known("subject_kind", SubjectKind),
            is_written("reason"),
            is_written("redacted_by"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.key}: {self.numbers}"


def keys_given(kind: SubjectKind, keys: Collection[str]) -> set[str]:
    """Those of the keys by which readers know, or ever knew, a subject of this kind: none is given again."""
    editions = Edition.objects.of(kind).filter(key__in=keys).values_list("key", flat=True)
    aliases = KeyAlias.objects.filter(subject_kind=kind, old__in=keys).values_list("old", flat=True)
    return {*editions, *aliases}
