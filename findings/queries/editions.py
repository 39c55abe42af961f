"""One subject's editions: the one in force, a numbered one, and where an old address leads."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Func, OuterRef, QuerySet, Subquery, Value

from findings.documents import upgraded
from findings.models import Edition, FindingEntry, KeyAlias
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


@dataclass(frozen=True, slots=True)
class SourceWithFindings:
    """A source's edition in force, the documents of findings that cite it, and how many there are in all."""

    edition: PublishedEdition
    findings: tuple[dict[str, Any], ...]
    total: int


def edition_in_force(kind: SubjectKind, slug: str) -> PublishedEdition | Moved | None:
    """The current edition of the subject at this address. One statement; two where the address is not current."""
    row = _rows(Edition.objects.at(kind, slug).in_force()).first()
    return _edition(row) if row else _moved(kind, slug)


def source_in_force(slug: str, *, at_most: int = 50) -> SourceWithFindings | Moved | None:
    """The current edition of a source, and the findings that rest on it, latest period first. One statement.

    What a reader wants of a source is the places in it, and these are few: so they come with its row.
    """
    resting = FindingEntry.objects.in_force().filter(sources__contains=[OuterRef("key")])
    documents = resting.order_by(F("last_day").desc(nulls_last=True), "reference").values("edition__document")
    editions = Edition.objects.at(SubjectKind.SOURCE, slug).in_force()
    row = _rows(
        editions.annotate(
            findings=ArraySubquery(documents[:at_most]),
            total=Subquery(resting.order_by().values(n=Func(Value(1), function="count"))),
        ),
        "findings",
        "total",
    ).first()
    if row is None:
        return _moved(SubjectKind.SOURCE, slug)
    findings, total = row.pop("findings"), row.pop("total")
    return SourceWithFindings(_edition(row), tuple(upgraded(document) for document in findings), total or 0)


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


def _rows(editions: QuerySet[Edition], *more: str) -> QuerySet[Any, Any]:
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
        *more,
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
