"""Lists of the other subjects, each with the number of findings that name it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, F, Func, QuerySet, Value
from django.db.models.functions import Lower
from pyroaring import BitMap

from findings.documents import upgraded
from findings.models import Edition, FindingEntry
from findings.queries.arrays import Unnest
from findings.queries.filters import FILTERS
from findings.queries.index import FindingIndex
from findings.queries.index_keeping import index_for
from findings.queries.questions import Question
from findings.queries.sets import union
from findings.vocabulary import SubjectKind

#: Kind → the filter whose values are its keys.
NAMING = {
    SubjectKind.CATEGORY: "category",
    SubjectKind.REPORT: "report",
    SubjectKind.ACTOR: "actor",
    SubjectKind.SOURCE: "source",
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
    """A page of the subjects of a kind, in reading order. Three statements: count, rows, findings of those rows.

    With an index the last of these is none.
    """
    editions = Edition.objects.of(kind).in_force(version).readable()
    return SubjectList(listed_of(kind, editions, version, page=page, size=size), editions.count())


def listed_of(
    kind: SubjectKind, editions: QuerySet[Edition, Any], version: int | None, *, page: int, size: int
) -> tuple[ListedSubject, ...]:
    """A page of these editions, all of one kind, in reading order. Two statements: rows, findings of those rows.

    With an index the latter is none.
    """
    first = (page - 1) * size
    listed = list(
        editions.order_by(*_ORDERS[kind]).values_list("slug", "key", "title", "document")[first : first + size]
    )
    numbers = findings_of(kind, [key for _slug, key, _title, _document in listed], version)
    return tuple(
        ListedSubject(slug, key, title, upgraded(document), numbers.get(key, 0))
        for slug, key, title, document in listed
    )


def findings_of(kind: SubjectKind, keys: list[str], version: int | None = None) -> dict[str, int]:
    """Key → how many findings name the subject; keys without findings are absent. One statement, none with an index.

    A finding that is mapped to two provisions of a resolution counts once for it.
    """
    if index := index_for(Question(as_of=version)):
        counted = {key: len(each) for key, each in _naming(index, kind, keys)}
    else:
        counted = dict(_counted(kind, keys, version))
    return {key: counted[key] for key in keys if counted.get(key)}


def _naming(index: FindingIndex, kind: SubjectKind, keys: list[str]) -> Iterator[tuple[str, BitMap]]:
    if kind != SubjectKind.RESOLUTION:
        sets = index.sets[NAMING[kind]]
        yield from ((key, each) for key in keys if (each := sets.get(key)))
        return
    provisions: dict[str, list[BitMap]] = {}
    for key, each in index.sets["provision"].items():
        provisions.setdefault(resolution_of(key), []).append(each)
    for key in keys:
        yield key, union(provisions.get(key, []))


def resolution_of(provision: str) -> str:
    """The number of its resolution, which a provision's key begins with."""
    return provision.partition("-")[0]


def _counted(kind: SubjectKind, keys: list[str], version: int | None) -> Iterable[tuple[str, int]]:
    entries = FindingEntry.objects.in_force(version)
    if kind == SubjectKind.RESOLUTION:
        value: Any = SplitPart(Unnest("provisions"), Value("-"), Value(1))
        return entries.values(value=value).annotate(n=Count("pk", distinct=True)).values_list("value", "n")
    naming = FILTERS[NAMING[kind]]
    naming_them = naming.filter(entries, keys) if keys else entries.none()
    return naming_them.values(value=naming.expression).annotate(n=Count("*")).values_list("value", "n")


def provision_list(version: int | None = None) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """(document of the resolution, provision of it) of all that can be read, by resolution. One statement.

    All of them at once: they are as few as the paragraphs of some twenty resolutions.
    """
    editions = Edition.objects.of(SubjectKind.RESOLUTION).in_force(version).readable()
    documents = map(upgraded, editions.order_by(*_ORDERS[SubjectKind.RESOLUTION]).values_list("document", flat=True))
    return [(document, provision) for document in documents for provision in document["provisions"]]


def findings_of_provisions(version: int | None = None) -> dict[str, int]:
    """Provision key → how many findings the editors map to it. One statement, none with an index."""
    if index := index_for(Question(as_of=version)):
        return {key: len(each) for key, each in index.sets["provision"].items()}
    entries = FindingEntry.objects.in_force(version)
    return dict(entries.values(value=Unnest("provisions")).annotate(n=Count("*")).values_list("value", "n"))


def findings_in_report(key: str, *, at_most: int) -> list[tuple[str, str]]:
    """(slug, title) of a report's findings in force, by reference. One statement."""
    entries = FindingEntry.objects.in_force().filter(report=key).order_by("reference")
    return list(entries.values_list("edition__slug", "edition__title")[:at_most])
