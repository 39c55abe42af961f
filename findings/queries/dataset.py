"""A whole dataset version, for releases: its editions, its state, its versions, aliases and redactions, as streams.

Everything is as it was in that version, whatever was published since; only a redaction reaches back. The order is that
of the ledger or of code points, so it is the same in every database. Call all of it in one snapshot.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Q, Value, When
from django.db.models.functions import Collate

from findings.documents import upgraded
from findings.models import DatasetVersion, Edition, KeyAlias, Redaction
from findings.queries.whole import FETCHED_AT_ONCE
from findings.vocabulary import EditionKind, SubjectKind

type Row = dict[str, Any]

_EDITION = (
    *("position", "subject_kind", "key", "number", "edition_kind", "note", "slug", "title", "published_in"),
    *("superseded_in", "redacted_in", "published_at", "schema", "document_digest", "digest"),
)
#: No sign of a key is beyond ASCII: in this collation, order is the same everywhere.
_BY_KEY = Collate("key", "C")


@dataclass(frozen=True, slots=True)
class InForce:
    """A subject as it was in force in a version: its edition, and the document in today's schema."""

    position: int
    key: str
    slug: str
    number: int
    edition_kind: str
    published_at: dt.datetime
    document_digest: str
    document: dict[str, Any]


def versions_until(version: int) -> Iterator[Row]:
    rows = DatasetVersion.objects.filter(number__lte=version).order_by("number")
    for row in rows.values("number", "published_at", "note", "editions", "head").iterator(chunk_size=FETCHED_AT_ONCE):
        yield dict(row)


def editions_until(version: int) -> Iterator[Row]:
    """Every edition in the order of the ledger, with its document as it is stored; {} where it was redacted."""
    rows = Edition.objects.ledger().filter(published_in__lte=version)
    return _as_of(rows, version, *_EDITION, "document")


def aliases_until(version: int) -> Iterator[Row]:
    rows = KeyAlias.objects.filter(published_in__lte=version).order_by("pk")
    names = ("subject_kind", "alias_kind", "old", "key", "published_in", "superseded_in", "reason")
    return _as_of(rows, version, *names)


def redactions_of(version: int) -> list[Row]:
    """The redactions that took away text of editions of this version, whenever they did. Two statements."""
    found = []
    for row in every_redaction():
        numbers = [number for number, published_in in row.pop("numbers").items() if published_in <= version]
        if numbers:
            found.append({**row, "numbers": numbers})
    return found


def every_redaction() -> list[Row]:
    """All redactions; `numbers` leads from each edition to the dataset version that brought it. Two statements."""
    names = ("dataset_version", "subject_kind", "key", "numbers", "reason", "redacted_at")
    rows = list(Redaction.objects.order_by("dataset_version").values(*names))
    editions = Edition.objects.filter(redacted_in__isnull=False) if rows else Edition.objects.none()
    brought = {
        (kind, key, number): version
        for kind, key, number, version in editions.values_list("subject_kind", "key", "number", "published_in")
    }
    return [
        {**row, "numbers": {number: brought[row["subject_kind"], row["key"], number] for number in row["numbers"]}}
        for row in rows
    ]


def heads(versions: Iterable[int]) -> dict[int, str]:
    """Dataset version → the head digest of the ledger in it, of those that there are. One statement."""
    return dict(DatasetVersion.objects.filter(number__in=list(versions)).values_list("number", "head"))


def in_force(kind: SubjectKind, version: int) -> Iterator[InForce]:
    """The readable subjects of a kind, by key."""
    rows = Edition.objects.of(kind).in_force(version).readable().order_by(_BY_KEY)
    names = ("position", "key", "slug", "number", "edition_kind", "published_at", "document_digest", "document")
    for row in rows.values(*names).iterator(chunk_size=FETCHED_AT_ONCE):
        yield InForce(**{**row, "document": upgraded(row["document"])})


def changes_between(since: int, version: int) -> Iterator[Row]:
    """Subjects whose edition in force is another one in `version` than it was in `since`, by kind and key.

    A withdrawn or redacted subject that nobody saw in between is not told of: it was never in a release.
    """
    redacted = set(
        Edition.objects.filter(redacted_in__gt=since, published_in__lte=since, redacted_in__lte=version)
        .in_force(version)
        .values_list("position", flat=True)
    )
    before = {
        (kind, key): (number, is_readable)
        for kind, key, number, is_readable in Edition.objects.in_force(since)
        .annotate(
            is_readable=Case(
                When(Q(edition_kind=EditionKind.WITHDRAWAL) | Q(redacted_in__lte=since), then=Value(False)),
                default=Value(True),
            )
        )
        .filter(Q(superseded_in__lte=version) | Q(position__in=redacted))
        .values_list("subject_kind", "key", "number", "is_readable")
    }
    names = ("subject_kind", "key", "number", "edition_kind", "published_in", "published_at", "note", "slug")
    rows = (
        Edition.objects.in_force(version)
        .filter(Q(published_in__gt=since) | Q(position__in=redacted))
        .annotate(is_redacted=Q(redacted_in__isnull=False))
        .order_by(Collate("subject_kind", "C"), _BY_KEY)
    )
    for row in rows.values(*names, "is_redacted").iterator(chunk_size=FETCHED_AT_ONCE):
        number, was_readable = before.get((row["subject_kind"], row["key"]), (None, False))
        is_gone = row["is_redacted"] or row["edition_kind"] == EditionKind.WITHDRAWAL
        if is_gone and not was_readable:
            continue
        change = (
            "redacted" if row["is_redacted"] else "withdrawn" if is_gone else "changed" if was_readable else "added"
        )
        yield {
            "subject_kind": row["subject_kind"],
            "key": row["key"],
            "change": change,
            "edition_before": number,
            "edition": row["number"],
            "edition_kind": row["edition_kind"],
            "dataset_version": row["published_in"],
            "published_at": row["published_at"],
            "note": row["note"],
            "slug": row["slug"],
        }


def _as_of(rows: Any, version: int, *names: str) -> Iterator[Row]:
    """The rows with `superseded_in` as it was known in this version."""
    for row in rows.values(*names).iterator(chunk_size=FETCHED_AT_ONCE):
        ended = row["superseded_in"]
        yield {**row, "superseded_in": None if ended is None or ended > version else ended}
