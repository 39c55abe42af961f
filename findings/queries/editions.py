"""One subject's editions: the one in force, a numbered one, and where an old address leads."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Func, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject

from findings.documents import upgraded
from findings.models import Edition, FindingEntry, KeyAlias
from findings.vocabulary import EditionKind, SubjectKind


@dataclass(frozen=True, slots=True)
class Correction:
    """That an edition corrected what its subject said before: which one, when, and why."""

    number: int
    published_at: dt.datetime
    note: str


@dataclass(frozen=True, slots=True)
class Former:
    """An address that the subject had, or the key of a subject that was merged into it; it leads to the subject."""

    slug: str
    reason: str
    is_merged: bool


@dataclass(frozen=True, slots=True)
class PublishedEdition:
    """An edition as pages read it. `document` is in today's schema; {} where `redaction` (the public reason) is set.

    `latest` is the number of the subject's newest edition; `superseded_at` is None while this one is in force.
    `first_published_at` is the date of edition 1; `corrections` are those up to this edition, in their order; `stored`
    is the document as it was published and digested; `former_slugs` are addresses that lead to the subject today, and
    `former` the same with their reasons. `ends_withdrawn` says that the newest edition is a withdrawal.
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
    first_published_at: dt.datetime
    corrections: tuple[Correction, ...]
    former_slugs: tuple[str, ...]
    stored: dict[str, Any]
    former: tuple[Former, ...] = ()
    ends_withdrawn: bool = False

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


#: Former addresses that an edition is told with, the oldest first.
MOST_FORMER = 100


def edition_in_force(kind: SubjectKind, slug: str) -> PublishedEdition | Moved | None:
    """The current edition of the subject at this address. One statement; two where the address is not current.

    One that was merged into another is withdrawn, and its address leads to the survivor for ever (CITABLE C06).
    """
    row = _rows(Edition.objects.at(kind, slug).in_force()).first()
    if row is None:
        return _moved(kind, slug)
    edition = _edition(row)
    return (edition.is_withdrawn and _moved(kind, slug)) or edition


def newest_edition(kind: SubjectKind, slug: str) -> PublishedEdition | Moved | None:
    """As `edition_in_force`; of a subject that was merged into another its own last edition, the withdrawal."""
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
    edition = _edition(row)
    if edition.is_withdrawn and (survivor := _moved(SubjectKind.SOURCE, slug)):
        return survivor
    return SourceWithFindings(edition, tuple(upgraded(document) for document in findings), total or 0)


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
    same = Edition.objects.filter(subject_kind=OuterRef("subject_kind"), key=OuterRef("key"))
    corrections = same.filter(number__lte=OuterRef("number"), edition_kind=EditionKind.CORRECTION).order_by("number")
    former = KeyAlias.objects.in_force().filter(subject_kind=OuterRef("subject_kind"), key=OuterRef("key"))
    return editions.annotate(
        latest=Subquery(same.order_by("-number").values("number")[:1]),
        first_published_at=Subquery(same.filter(number=1).values("published_at")),
        corrections=ArraySubquery(
            corrections.values(each=JSONObject(number="number", published_at="published_at", note="note"))
        ),
        former=ArraySubquery(
            former.exclude(old=OuterRef("slug"))
            .order_by("pk")
            .values(each=JSONObject(slug="old", reason="reason", kind="alias_kind"))[:MOST_FORMER]
        ),
        latest_kind=Subquery(same.order_by("-number").values("edition_kind")[:1]),
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
        "first_published_at",
        "corrections",
        "former",
        "latest_kind",
        *more,
    )


def _edition(row: dict[str, Any]) -> PublishedEdition:
    stored, former = row.pop("document"), row.pop("former")
    return PublishedEdition(
        kind=SubjectKind(row.pop("subject_kind")),
        edition_kind=EditionKind(row.pop("edition_kind")),
        document=upgraded(stored),
        stored=stored,
        corrections=tuple(
            Correction(each["number"], dt.datetime.fromisoformat(each["published_at"]), each["note"])
            for each in row.pop("corrections")
        ),
        former_slugs=tuple(each["slug"] for each in former),
        former=tuple(
            Former(each["slug"], each["reason"], each["kind"] == KeyAlias.Reason.MERGE.value) for each in former
        ),
        ends_withdrawn=row.pop("latest_kind") == EditionKind.WITHDRAWAL,
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
