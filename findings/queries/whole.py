"""The whole answer to a question, for files and feeds: streamed with flat memory, or paged by what changed last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count, OuterRef, Q, Subquery

from findings.documents import upgraded
from findings.models import Edition, FindingEntry
from findings.queries.changes import SIGNIFICANT, last_change
from findings.queries.questions import Question
from findings.vocabulary import EditionKind, SubjectKind, Support

#: Rows that come from the database at a time: what a stream holds in memory.
FETCHED_AT_ONCE = 500
#: So many findings are read for examples: enough that nearly every field has a value in one of them.
EXAMPLES = 60


@dataclass(frozen=True, slots=True)
class WholeFinding:
    """A finding as files take it: its address, its edition, its document in today's schema."""

    slug: str
    number: int
    edition_kind: str
    published_at: dt.datetime
    document_digest: str
    document: dict[str, Any]


class FindingEdition(NamedTuple):
    """Which edition of a finding it is, without what that says."""

    reference: str
    slug: str
    number: int
    edition_kind: str
    published_at: dt.datetime
    document_digest: str


@dataclass(frozen=True, slots=True)
class ChangedFinding:
    """A finding in a feed.

    `published_at` is the date of its first edition; `changed_at`, `change` and `note` are those of the last significant
    edition up to the one shown, whose number is `number`.
    """

    slug: str
    number: int
    published_at: dt.datetime
    changed_at: dt.datetime
    change: EditionKind
    note: str
    document: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Attestation:
    """Of the findings that answer a question: how many are read at second hand, rest on one account, have no period."""

    total: int
    at_second_hand: int
    one_account: int
    undated: int


def every_finding(question: Question) -> Iterator[WholeFinding]:
    """All findings that answer, in the order asked for, through a cursor of the server. Needs a snapshot."""
    for row in question.ordered().values_list(*_WHOLE).iterator(chunk_size=FETCHED_AT_ONCE):
        yield _whole(row)


def every_edition(question: Question) -> Iterator[FindingEdition]:
    """The editions of `every_finding`, in the same order; no document is read. Needs the same snapshot."""
    rows = question.ordered().values_list("reference", *_EDITION)
    return map(FindingEdition._make, rows.iterator(chunk_size=FETCHED_AT_ONCE))


def examples() -> list[WholeFinding]:
    """Findings in force to show by, as a list of all of them begins: nothing is made up for it. One statement."""
    return [_whole(row) for row in Question().ordered().values_list(*_WHOLE)[:EXAMPLES]]


def findings_at(positions: Sequence[int]) -> Iterator[WholeFinding]:
    """The findings of these editions, in this order; of a redacted one none. One statement."""
    rows = FindingEntry.objects.filter(pk__in=positions).values_list("pk", *_WHOLE)
    found = {position: row for position, *row in rows}
    return (_whole(found[position]) for position in positions if position in found)


#: What an edition is told from others by, as an entry knows it.
_EDITION = (
    "edition__slug",
    "edition__number",
    "edition_kind",
    "edition__published_at",
    "edition__document_digest",
)
#: What a WholeFinding is made of.
_WHOLE = (*_EDITION, "edition__document")


def _whole(row: Sequence[Any]) -> WholeFinding:
    slug, number, kind, published_at, digest, document = row
    return WholeFinding(slug, number, kind, published_at, digest, upgraded(document))


def attestation(question: Question) -> Attestation:
    """One statement."""
    counted = question.entries().aggregate(
        total=Count("pk"),
        at_second_hand=Count("pk", filter=Q(at_second_hand=True)),
        one_account=Count("pk", filter=Q(support=Support.SINGLE)),
        undated=Count("pk", filter=Q(first_day__isnull=True, last_day__isnull=True)),
    )
    return Attestation(**counted)


def changed_findings(question: Question, *, size: int) -> list[ChangedFinding]:
    """The page of the answer that the question asks for, the finding that changed last first. Two statements.

    It is the list in the order that is called “changed”.
    """
    editions = Edition.objects.of(SubjectKind.FINDING).filter(key=OuterRef("reference"))
    changed = last_change()
    first = (question.page - 1) * size
    # Of each kind those that come first: so the whole answer is never sorted.
    newest = question.entries().filter(edition_kind__in=SIGNIFICANT).order_by("-pk").values("pk")
    updated = question.entries().filter(edition_kind=EditionKind.UPDATE).annotate(changed=changed)
    updated = updated.order_by("-changed").values("pk")
    rows = list(
        FindingEntry.objects.filter(pk__in=newest[: first + size].union(updated[: first + size]))
        .annotate(changed=changed, first_published=Subquery(editions.filter(number=1).values("published_at")))
        .order_by("-changed")
        .values_list("changed", "first_published", "edition__slug", "edition__number", "edition__document")[
            first : first + size
        ]
    )
    editions_of_change = Edition.objects.filter(position__in=[row[0] for row in rows])
    changes = {edition.position: edition for edition in editions_of_change.only("published_at", "edition_kind", "note")}
    return [
        ChangedFinding(
            slug,
            number,
            published_at,
            changes[changed].published_at,
            EditionKind(changes[changed].edition_kind),
            changes[changed].note,
            upgraded(document),
        )
        for changed, published_at, slug, number, document in rows
    ]
