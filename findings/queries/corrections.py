"""What was published and is not as it was: every correction, withdrawal and redaction, of every kind of subject."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, CharField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast

from findings.models import Edition, Redaction
from findings.vocabulary import EditionKind, SubjectKind

#: The editions that say so themselves.
KINDS = (EditionKind.CORRECTION, EditionKind.WITHDRAWAL)
REDACTION = "redaction"


@dataclass(frozen=True, slots=True)
class Amendment:
    """One of them. `act` is "correction", "withdrawal" or "redaction".

    `numbers` are the editions that it brought or, of a redaction, took away. `slug` and `title` are those of the
    subject's newest edition; `title` is "" where its text was taken away. `title_then` is that of the edition itself:
    what is told of a correction stays as it was. Of a redaction it is `title`. `replaced_by` is the key that replaces
    what was withdrawn, if anything does.
    """

    act: str
    kind: SubjectKind
    key: str
    slug: str
    title: str
    title_then: str
    numbers: tuple[int, ...]
    note: str
    published_at: dt.datetime
    dataset_version: int
    replaced_by: str | None


@dataclass(frozen=True, slots=True)
class Amendments:
    """A page of them, the newest first, and how many there are in all."""

    amendments: tuple[Amendment, ...]
    total: int


def amendments(*, page: int, size: int) -> Amendments:
    """A page of corrections, withdrawals and redactions. At most four statements: count, which, and what they say."""
    first = (page - 1) * size
    both = _named(Edition.objects.filter(edition_kind__in=KINDS), "published_in", F("edition_kind"), "position")
    both = both.union(_named(Redaction.objects.all(), "dataset_version", Value(REDACTION), "pk"), all=True).order_by(
        "-in_version", "act", "-row"
    )
    named = list(both[first : first + size])
    editions = [each["row"] for each in named if each["act"] != REDACTION]
    redactions = [each["row"] for each in named if each["act"] == REDACTION]
    told = _editions(editions) | _redactions(redactions)
    return Amendments(tuple(told[each["act"] == REDACTION, each["row"]] for each in named), both.count())


def _named(rows: QuerySet[Any, Any], version: str, act: Any, key: str) -> QuerySet[Any, Any]:
    """Rows as what both kinds of them have in common: a dataset version, an act, and what finds the row again."""
    big = BigIntegerField()
    return rows.order_by().values(in_version=Cast(F(version), big), act=Cast(act, CharField()), row=Cast(F(key), big))


def _editions(positions: list[int]) -> dict[tuple[bool, int], Amendment]:
    if not positions:
        return {}
    rows = _with_today(Edition.objects.filter(position__in=positions).order_by()).values_list(
        *("position", "edition_kind", "subject_kind", "key", "number", "note", "published_at", "published_in"),
        *("document__withdrawn__replaced_by", "slug_today", "title_today", "title"),
    )
    return {
        (False, position): Amendment(
            act, SubjectKind(kind), key, slug, title, then, (number,), note, published_at, version, replaced_by
        )
        for position, act, kind, key, number, note, published_at, version, replaced_by, slug, title, then in rows
    }


def _redactions(ids: list[int]) -> dict[tuple[bool, int], Amendment]:
    if not ids:
        return {}
    rows = _with_today(Redaction.objects.filter(pk__in=ids)).values_list(
        *("pk", "subject_kind", "key", "numbers", "reason", "redacted_at", "dataset_version"),
        *("slug_today", "title_today"),
    )
    return {
        (True, pk): Amendment(
            REDACTION, SubjectKind(kind), key, slug, title, title, tuple(numbers), reason, redacted_at, version, None
        )
        for pk, kind, key, numbers, reason, redacted_at, version, slug, title in rows
    }


def _with_today(rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """The rows with the address and the title that their subject has today."""
    today = Edition.objects.in_force().filter(subject_kind=OuterRef("subject_kind"), key=OuterRef("key"))
    return rows.annotate(slug_today=Subquery(today.values("slug")[:1]), title_today=Subquery(today.values("title")[:1]))
