"""One subject's editions: the one in force, a numbered one, and where an old address leads."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery

from findings.documents import upgraded
from findings.models import Edition, KeyAlias
from findings.vocabulary import EditionKind, SubjectKind


@dataclass(frozen=True, slots=True)
class PublishedEdition:
    """An edition as pages read it. `document` is in today's schema; {} where `redaction` (the public reason) is set.

    `latest` is the number of the subject's newest edition; `superseded_at` is None while this one is in force.
    """

    kind: SubjectKind
    key: str
    slug: str
    title: str
    number: int
    latest: int
    edition_kind: EditionKind
    note: str
    published_at: dt.datetime
    published_in: int
    superseded_at: dt.datetime | None
    superseded_in: int | None
    redaction: str | None
    document: dict[str, Any]
    document_digest: str
    digest: str

    @property
    def is_in_force(self) -> bool:
        return self.superseded_in is None

    @property
    def is_withdrawn(self) -> bool:
        """Whether this edition is a tombstone: `document` holds `withdrawn` and little else."""
        return self.edition_kind == EditionKind.WITHDRAWAL


@dataclass(frozen=True, slots=True)
class Moved:
    """The address is a former one: the subject is at `slug` now, for the reason given."""

    slug: str
    reason: str


def edition_in_force(kind: SubjectKind, slug: str) -> PublishedEdition | Moved | None:
    """The current edition of the subject at this address. One statement; two where the address is not current."""
    row = _rows(Edition.objects.at(kind, slug).in_force()).first()
    return _edition(row) if row else _moved(kind, slug)


def numbered_edition(kind: SubjectKind, slug: str, number: int) -> PublishedEdition | Moved | None:
    """Edition `number` of the subject that is at this address today. One statement; two where it is not current."""
    key = Edition.objects.at(kind, slug).in_force().values("key")[:1]
    row = _rows(Edition.objects.of(kind).filter(key=Subquery(key), number=number)).first()
    return _edition(row) if row else _moved(kind, slug)


def closest_addresses(kind: SubjectKind, slug: str, *, at_most: int = 5) -> list[tuple[str, str]]:
    """(slug, title) of readable subjects whose address begins alike; for the page that says there is none here."""
    stem = slug
    while stem:
        near = Edition.objects.of(kind).in_force().readable().filter(slug__startswith=stem)
        found = list(near.order_by("slug").values_list("slug", "title")[:at_most])
        if found:
            return found
        stem = stem.rpartition("-")[0]
    return []


def _rows(editions: QuerySet[Edition]) -> QuerySet[Any, Any]:
    newest = Edition.objects.filter(subject_kind=OuterRef("subject_kind"), key=OuterRef("key"))
    return editions.annotate(
        latest=Subquery(newest.order_by("-number").values("number")[:1]),
        superseded_at=F("superseded_in__published_at"),
        redaction=F("redacted_in__redaction__reason"),
    ).values(
        "subject_kind",
        "key",
        "slug",
        "title",
        "number",
        "latest",
        "edition_kind",
        "note",
        "published_at",
        "published_in",
        "superseded_at",
        "superseded_in",
        "redaction",
        "document",
        "document_digest",
        "digest",
    )


def _edition(row: dict[str, Any]) -> PublishedEdition:
    return PublishedEdition(
        kind=SubjectKind(row.pop("subject_kind")),
        edition_kind=EditionKind(row.pop("edition_kind")),
        document=upgraded(row.pop("document")),
        **row,
    )


def _moved(kind: SubjectKind, slug: str) -> Moved | None:
    """Where a former slug, or a permanent key that is not the slug any more, leads today."""
    home = Edition.objects.of(kind).in_force().filter(key=OuterRef("key"))
    alias = (
        KeyAlias.objects.in_force()
        .filter(subject_kind=kind, old=slug)
        .annotate(slug=Subquery(home.values("slug")[:1]))
        .values_list("slug", "reason")
        .first()
    )
    return Moved(*alias) if alias and alias[0] and alias[0] != slug else None
