"""The editions of one subject beside each other: all of them, two of them, and the one that was in force at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from findings.documents import upgraded
from findings.models import Edition
from findings.queries.editions import Moved, PublishedEdition, newest_edition
from findings.vocabulary import EditionKind, SubjectKind


@dataclass(frozen=True, slots=True)
class PastEdition:
    """An edition in a list of editions. `redaction` is the public reason where its text was taken away."""

    number: int
    edition_kind: EditionKind
    note: str
    published_at: dt.datetime
    published_in: int
    superseded_in: int | None
    digest: str
    redaction: str | None


@dataclass(frozen=True, slots=True)
class History:
    """A page of a subject's editions, the newest first. There are as many as the number of the one in force."""

    newest: PublishedEdition
    editions: tuple[PastEdition, ...]

    @property
    def total(self) -> int:
        return self.newest.number


@dataclass(frozen=True, slots=True)
class ComparedEdition:
    """One side of a comparison: the edition, and its document in today's schema; {} where it was redacted."""

    edition: PastEdition
    document: dict[str, Any]


@dataclass(frozen=True, slots=True)
class TwoEditions:
    """Two editions of a subject, and those that came after the first up to the second, the newest first.

    Of more than AT_MOST, the newest are there.
    """

    newest: PublishedEdition
    old: ComparedEdition
    new: ComparedEdition
    since: tuple[PastEdition, ...]


#: Editions between two that are compared, whose reasons are told.
AT_MOST = 50

_COLUMNS = ("number", "edition_kind", "note", "published_at", "published_in", "superseded_in", "digest", "redaction")


def history(kind: SubjectKind, slug: str, *, page: int, size: int) -> History | Moved | None:
    """The editions of the subject at this address. Two statements."""
    newest = newest_edition(kind, slug)
    if newest is None or isinstance(newest, Moved):
        return newest
    first = newest.number - (page - 1) * size
    return History(newest, _past(kind, newest.key, range(max(first - size, 0) + 1, first + 1)))


def two_editions(kind: SubjectKind, slug: str, old: int, new: int) -> TwoEditions | Moved | None:
    """Editions `old` and `new`, where old < new. Three statements."""
    newest = newest_edition(kind, slug)
    if newest is None or isinstance(newest, Moved):
        return newest
    if new > newest.number:
        return None
    editions = Edition.objects.of(kind, newest.key).filter(number__in=[old, new])
    documents = {number: upgraded(document) for number, document in editions.values_list("number", "document")}
    numbers = [old, *range(max(old, new - AT_MOST) + 1, new + 1)]
    past = {each.number: each for each in _past(kind, newest.key, numbers)}
    return TwoEditions(
        newest,
        ComparedEdition(past[old], documents[old]),
        ComparedEdition(past[new], documents[new]),
        tuple(each for each in past.values() if each.number > old),
    )


def number_as_of(kind: SubjectKind, key: str, version: int) -> int | None:
    """The number of the edition that was in force in a dataset version; None where there was none yet."""
    return Edition.objects.of(kind, key).in_force(version).values_list("number", flat=True).first()


def number_at(kind: SubjectKind, key: str, moment: dt.datetime) -> int:
    """The number of the edition that was in force at a moment; before all of them, of the first (RFC 7089, 4.5.3)."""
    editions = Edition.objects.of(kind, key).filter(published_at__lte=moment)
    return editions.values_list("number", flat=True).first() or 1


def first_edition(kind: SubjectKind, key: str) -> PastEdition:
    """Edition 1 of a published subject."""
    return _past(kind, key, [1])[0]


def _past(kind: SubjectKind, key: str, numbers: Iterable[int]) -> tuple[PastEdition, ...]:
    """The editions of these numbers, the newest first. One statement, and no document is read."""
    editions = Edition.objects.of(kind, key).filter(number__in=list(numbers))
    rows = editions.annotate(redaction=F("redacted_in__redaction__reason")).values(*_COLUMNS)
    return tuple(PastEdition(edition_kind=EditionKind(row.pop("edition_kind")), **row) for row in rows)
