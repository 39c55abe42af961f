"""An edition as the API tells it, and which ones a list needs: editions in, plain data out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from findings.documents import moment
from findings.exports.addresses import absolute
from findings.models import Edition
from findings.pages.frames import detail_url, edition_url
from findings.queries.editions import PublishedEdition
from findings.vocabulary import SubjectKind

type Stamp = dict[str, Any]

_COLUMNS = ("number", "edition_kind", "note", "published_at", "published_in", "superseded_in", "digest")


def stamp(edition: PublishedEdition, slug: str) -> Stamp:
    """What an answer says of its edition. `slug` is the subject's address of today, which the edition's may not be."""
    return _stamp(
        edition.kind,
        slug,
        number=edition.number,
        edition_kind=edition.edition_kind.value,
        note=edition.note,
        published_at=edition.published_at,
        published_in=edition.published_in,
        superseded_in=edition.superseded_in,
        digest=edition.digest,
    )


def stamps_in_force(kind: SubjectKind, keys: Iterable[str], version: int | None = None) -> dict[str, Stamp]:
    """Permanent key → its edition in force, now or as of a dataset version. One statement, and no document is read."""
    editions = Edition.objects.of(kind).in_force(version).filter(key__in=list(keys)).order_by()
    return {row.pop("key"): _stamp(kind, row.pop("slug"), **row) for row in editions.values("key", "slug", *_COLUMNS)}


def stamps_of(kind: SubjectKind, numbers: dict[str, int]) -> dict[str, Stamp]:
    """Permanent key → that one of its editions, by number. One statement.

    For rows that were read as of a version which may not be the newest any more: what is told of an edition is then
    told of the very edition that the row shows.
    """
    editions = Edition.objects.of(kind).filter(key__in=numbers, number__in=set(numbers.values())).order_by()
    return {
        row.pop("key"): _stamp(kind, row.pop("slug"), **row)
        for row in editions.values("key", "slug", *_COLUMNS)
        if numbers[row["key"]] == row["number"]
    }


def editions_of(kind: SubjectKind, key: str, slug: str, *, page: int, size: int) -> list[Stamp]:
    """A page of all editions of a subject, the newest first, each with the reason of its redaction. One statement."""
    first = (page - 1) * size
    rows = Edition.objects.of(kind, key).values(*_COLUMNS, "redacted_in__redaction__reason")[first : first + size]
    return [{"redaction": row.pop("redacted_in__redaction__reason"), **_stamp(kind, slug, **row)} for row in rows]


def _stamp(
    kind: SubjectKind,
    slug: str,
    *,
    number: int,
    edition_kind: str,
    note: str,
    published_at: dt.datetime,
    published_in: int,
    superseded_in: int | None,
    digest: str,
) -> Stamp:
    return {
        "number": number,
        "kind": edition_kind,
        "note": note,
        "published_at": moment(published_at),
        "dataset_version": published_in,
        "superseded_in": superseded_in,
        "digest": digest,
        "permalink": absolute(detail_url(kind, slug)),
        "edition_permalink": absolute(edition_url(kind, slug, number)),
    }
