"""What the first page says: how much there is, the categories with their leading figures, the latest editions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q

from findings.models import Edition, FindingEntry
from findings.queries.index_keeping import index_for
from findings.queries.lists import Row, document_as_text
from findings.queries.questions import Question
from findings.queries.subjects import ListedSubject, subject_list
from findings.vocabulary import EditionKind, SubjectKind, Support


@dataclass(frozen=True, slots=True)
class Holdings:
    """How many subjects of each kind are public, and how the findings are attested."""

    subjects: dict[SubjectKind, int]
    two_or_more_accounts: int
    one_account: int
    at_second_hand: int


@dataclass(frozen=True, slots=True)
class CategoryGlance:
    """A category, its number of findings, and the finding that leads it, if the editors chose one."""

    category: ListedSubject
    leading: Row | None


@dataclass(frozen=True, slots=True)
class LatestEdition:
    """An edition among the newest of its kind."""

    kind: SubjectKind
    key: str
    slug: str
    title: str
    number: int
    edition_kind: EditionKind
    note: str
    published_at: dt.datetime


def holdings() -> Holdings:
    """Two statements; one with an index, which counts the findings."""
    editions = Edition.objects.in_force().readable().order_by()
    subjects = editions.values("subject_kind").annotate(n=Count("*")).values_list("subject_kind", "n")
    if index := index_for(Question()):
        # The kinds are named: an index finds those that are asked for, not those that are not one.
        counts = dict(subjects.filter(subject_kind__in=[kind for kind in SubjectKind if kind != SubjectKind.FINDING]))
        counts[SubjectKind.FINDING] = len(index.everything)
        asked = Question.of(support=Support.STRONG), Question.of(support=Support.SINGLE), Question.of(hand="second")
        strong, single, second = (len(index.matching(each)) for each in asked)
    else:
        counts = dict(subjects)
        entries = FindingEntry.objects.in_force()
        strong, single, second = entries.aggregate(
            strong=Count("pk", filter=Q(support=Support.STRONG)),
            single=Count("pk", filter=Q(support=Support.SINGLE)),
            second=Count("pk", filter=Q(at_second_hand=True)),
        ).values()
    return Holdings({kind: counts.get(kind, 0) for kind in SubjectKind}, strong, single, second)


def categories_at_a_glance() -> list[CategoryGlance]:
    """The categories in their fixed order. Four statements, three with an index."""
    categories = subject_list(SubjectKind.CATEGORY).subjects
    references = [each.document["leading_finding"] for each in categories if each.document["leading_finding"]]
    editions = Edition.objects.of(SubjectKind.FINDING).in_force().readable().filter(key__in=references)
    leading = {
        key: Row(position, slug, number, published_at, title, text)
        for key, position, slug, number, published_at, title, text in editions.values_list(
            "key", "position", "slug", "number", "published_at", "title", document_as_text("document")
        )
    }
    return [CategoryGlance(each, leading.get(each.document["leading_finding"])) for each in categories]


def latest_editions(kind: SubjectKind, *, at_most: int = 8) -> list[LatestEdition]:
    """The newest editions of a kind, the newest first. One statement."""
    editions = Edition.objects.of(kind).filter(redacted_in__isnull=True).order_by("-position")[:at_most]
    return [
        LatestEdition(kind, key, slug, title, number, EditionKind(edition_kind), note, published_at)
        for key, slug, title, number, edition_kind, note, published_at in editions.values_list(
            "key", "slug", "title", "number", "edition_kind", "note", "published_at"
        )
    ]
