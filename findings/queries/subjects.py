"""Lists of the other subjects, each with the number of findings that name it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, Count, F, Func, Value
from django.db.models.functions import Lower

from findings.documents import upgraded
from findings.models import Edition, FindingEntry
from findings.queries.lists import Unnest
from findings.vocabulary import SubjectKind

#: Kind → the column of an entry that holds its keys.
COLUMNS = {
    SubjectKind.CATEGORY: "category",
    SubjectKind.REPORT: "report",
    SubjectKind.ACTOR: "actors",
    SubjectKind.SOURCE: "sources",
}

#: Kind → the order in which its list is read.
_ORDERS: dict[SubjectKind, list[Any]] = {
    SubjectKind.CATEGORY: [F("document__position")],
    SubjectKind.REPORT: [F("document__published").desc(nulls_last=True), "key"],
    SubjectKind.ACTOR: [Lower("title"), "key"],
    SubjectKind.SOURCE: [Lower("title"), "key"],
    SubjectKind.RESOLUTION: ["key"],
}


class SplitPart(Func):
    function = "split_part"
    output_field = CharField()


@dataclass(frozen=True, slots=True)
class ListedSubject:
    """A subject in a list: where it is, its document in today's schema, and how many findings name it."""

    slug: str
    key: str
    title: str
    document: dict[str, Any]
    findings: int


@dataclass(frozen=True, slots=True)
class SubjectList:
    """A page of a list of subjects, and how many there are in all."""

    subjects: tuple[ListedSubject, ...]
    total: int


def subject_list(kind: SubjectKind, version: int | None = None, *, page: int = 1, size: int = 100) -> SubjectList:
    """A page of the subjects of a kind, in reading order. Three statements: count, rows, findings of those rows."""
    editions = Edition.objects.of(kind).in_force(version).readable()
    first = (page - 1) * size
    listed = list(
        editions.order_by(*_ORDERS[kind]).values_list("slug", "key", "title", "document")[first : first + size]
    )
    numbers = findings_of(kind, [key for _slug, key, _title, _document in listed], version)
    return SubjectList(
        tuple(
            ListedSubject(slug, key, title, upgraded(document), numbers.get(key, 0))
            for slug, key, title, document in listed
        ),
        editions.count(),
    )


def findings_of(kind: SubjectKind, keys: list[str], version: int | None = None) -> dict[str, int]:
    """Key → how many findings name the subject; keys without findings are absent. One statement."""
    entries = FindingEntry.objects.in_force(version)
    if kind == SubjectKind.RESOLUTION:
        # A provision's key begins with the number of its resolution; a finding mapped to two of them counts once.
        value: Any = SplitPart(Unnest("provisions"), Value("-"), Value(1))
        return dict(entries.values(value=value).annotate(n=Count("pk", distinct=True)).values_list("value", "n"))
    column = COLUMNS[kind]
    is_array = isinstance(FindingEntry._meta.get_field(column), ArrayField)
    naming_them = entries.filter(**{f"{column}__overlap" if is_array else f"{column}__in": keys})
    value = Unnest(column) if is_array else F(column)
    counted = dict(naming_them.values(value=value).annotate(n=Count("*")).values_list("value", "n"))
    return {key: counted[key] for key in keys if key in counted}


def findings_of_provisions(version: int | None = None) -> dict[str, int]:
    """Provision key → how many findings the editors map to it. One statement."""
    entries = FindingEntry.objects.in_force(version)
    return dict(entries.values(value=Unnest("provisions")).annotate(n=Count("*")).values_list("value", "n"))


def findings_in_report(key: str, *, at_most: int) -> list[str]:
    """The slugs of a report's findings in force, by reference. One statement."""
    entries = FindingEntry.objects.in_force().filter(report=key).order_by("reference")
    return list(entries.values_list("edition__slug", flat=True)[:at_most])
