"""An edition as the API tells it, and which ones a list needs: editions in, plain data out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

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


@dataclass(frozen=True, slots=True)
class EditionsAsked:
    """Editions of these kinds of subject (of all where none is named) that came, or whose text was taken away, after
    one dataset version and until another; None is no bound."""

    kinds: tuple[SubjectKind, ...] = ()
    since: int | None = None
    as_of: int | None = None

    def _editions(self) -> QuerySet[Edition]:
        editions = Edition.objects.order_by("-position")
        if self.kinds:
            editions = editions.filter(subject_kind__in=self.kinds)
        if self.since is not None:
            until = Q() if self.as_of is None else Q(redacted_in__lte=self.as_of)
            # Who keeps a copy has to hear of a redaction, however old the edition.
            editions = editions.filter(Q(published_in__gt=self.since) | (Q(redacted_in__gt=self.since) & until))
        if self.as_of is not None:
            editions = editions.filter(published_in__lte=self.as_of)
        return editions

    def total(self) -> int:
        """How many there are. One statement."""
        return self._editions().count()

    def page(self, number: int, size: int) -> list[dict[str, Any]]:
        """A page of them, those published last first, each with its subject. Two statements: rows, addresses of today.

        The text of an edition is not read: of one that was withdrawn or redacted the list says so, and why.
        """
        first = (number - 1) * size
        columns = ("subject_kind", "key", *_COLUMNS, "redacted_in__redaction__reason")
        rows = list(self._editions().values(*columns)[first : first + size])
        today = Edition.objects.in_force().filter(key__in={row["key"] for row in rows}).order_by()
        slugs = {(kind, key): slug for kind, key, slug in today.values_list("subject_kind", "key", "slug")}
        return [_published(row, slugs[row["subject_kind"], row["key"]]) for row in rows]


def _published(row: dict[str, Any], slug: str) -> dict[str, Any]:
    kind, key, redaction = (row.pop(name) for name in ("subject_kind", "key", "redacted_in__redaction__reason"))
    return {
        **_stamp(SubjectKind(kind), slug, **row),
        "redaction": redaction,
        "subject": {"kind": kind, "key": key},
        "address": absolute(reverse(f"api:{kind}-edition", args=[slug, row["number"]])),
    }


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
