"""Lists of findings: a page of rows, and the counts of every facet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import CharField, Count, F, Func, QuerySet, Value
from django.utils.translation import gettext as _

from findings.documents import upgraded
from findings.models import Edition, FindingEntry
from findings.queries.filters import KINDS, FindingFilter, Question, UnanswerableError

#: How many findings a page of a list holds.
PAGE_SIZE = 25
#: How many values of a facet a page offers; the chosen ones always.
FACET_SIZE = 10
#: The facets that a list of findings always offers; others once something of them is chosen.
FACETS = ("category", "report", "actor")

_TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Row:
    """A finding in a list: its address, its edition and its document in today's schema."""

    slug: str
    number: int
    published_at: dt.datetime
    document: dict[str, Any]


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet: the key of a subject, its name, and how many of the findings have it."""

    key: str
    name: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet counted with its own filter lifted: most frequent values first, `distinct` of them in all."""

    name: str
    label: str
    values: tuple[FacetValue, ...]
    distinct: int

    @property
    def is_cut(self) -> bool:
        return self.distinct > len(self.values)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many findings answer a question, and its facets in the order of the filters."""

    total: int
    facets: tuple[Facet, ...]


class Unnest(Func):
    function = "unnest"
    output_field = CharField()


def rows(question: Question, version: int | None = None, *, size: int = PAGE_SIZE) -> list[Row]:
    """The page of the answer that the question asks for, latest period first. One statement.

    Findings without a date come last; the reference decides between equals, so the order is the same everywhere.
    """
    first = (question.page - 1) * size
    entries = (
        question.entries(version)
        .order_by(F("last_day").desc(nulls_last=True), "reference")
        .values_list("edition__slug", "edition__number", "edition__published_at", "edition__document")
    )
    return [
        Row(slug, number, published_at, upgraded(document))
        for slug, number, published_at, document in entries[first : first + size]
    ]


def counts(
    question: Question, version: int | None = None, *, facets: Sequence[str] = FACETS, size: int = FACET_SIZE
) -> Counts:
    """The number of findings that answer the question, and each facet with its own filter lifted. One statement.

    A facet is counted over arrays of keys, never over a join, so that choosing one value does not hide the others of
    the same finding. A value's name is that of the subject's edition in force.
    """
    facets = [name for name in KINDS if name in facets or name in question.chosen]
    answers = question.entries(version).order_by()
    total = answers.values(facet=Value(_TOTAL), kind=Value(""), key=Value("")).annotate(n=Count("*"))
    counted = total.union(*(_counted(question, name, version) for name in facets), all=True)
    inner, parameters = counted.query.sql_with_params()
    force, force_parameters = _in_force(version)
    wanted = [f"{name}:{key}" for name, keys in question.chosen.items() for key in keys]
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH counted (facet, kind, key, n) AS ({inner}),
            ranked AS (
                SELECT counted.*, count(*) OVER facet_values AS distinct_values,
                       row_number() OVER (PARTITION BY facet ORDER BY n DESC, key) AS rank
                FROM counted WINDOW facet_values AS (PARTITION BY facet)
            )
            SELECT ranked.facet, ranked.key, ranked.n, ranked.distinct_values, coalesce(edition.title, ranked.key)
            FROM ranked LEFT JOIN findings_edition edition
              ON edition.subject_kind = ranked.kind AND edition.key = ranked.key AND {force}
            WHERE ranked.rank <= %s OR ranked.facet || ':' || ranked.key = ANY(%s)
            ORDER BY ranked.facet, ranked.rank
            """,  # noqa: S608 - both pieces are compiled from querysets; every value is a parameter
            [*parameters, *force_parameters, size, wanted],
        )
        found = cursor.fetchall()
    return _read(found, question, facets, version)


def _read(
    found: list[tuple[str, str, int, int, str]], question: Question, facets: Sequence[str], version: int | None
) -> Counts:
    result = []
    for name in facets:
        mine = [row for row in found if row[0] == name]
        chosen = question.chosen.get(name, ())
        values = [FacetValue(key, title, n, key in chosen) for _facet, key, n, _distinct, title in mine]
        absent = [key for key in chosen if key not in {value.key for value in values}]
        values += _without_findings(name, absent, version)
        result.append(
            Facet(
                name,
                str(FindingFilter.base_filters[name].label),
                tuple(values),
                max((row[3] for row in mine), default=0),
            )
        )
    return Counts(next(n for facet, _key, n, *_rest in found if facet == _TOTAL), tuple(result))


def _without_findings(name: str, keys: list[str], version: int | None) -> list[FacetValue]:
    """Chosen values that no finding has: subjects all the same, or else the question cannot be answered."""
    if not keys:
        return []
    editions = Edition.objects.of(KINDS[name]).in_force(version)
    if name == "provision":
        documents = editions.values_list("document", flat=True)
        titles = {each["key"]: each["key"] for document in documents for each in document["provisions"]}
    else:
        titles = dict(editions.filter(key__in=keys).values_list("key", "title"))
    if unknown := [key for key in keys if key not in titles]:
        raise UnanswerableError(
            [_("There is no %(name)s “%(key)s” in the portal.") % {"name": name, "key": key} for key in unknown]
        )
    return [FacetValue(key, titles[key], 0, chosen=True) for key in keys]


def _counted(question: Question, name: str, version: int | None) -> QuerySet:
    column = FindingFilter.base_filters[name].field_name
    value = Unnest(column) if isinstance(FindingEntry._meta.get_field(column), ArrayField) else F(column)
    entries = question.entries(version, lifted=name).order_by()
    return entries.values(facet=Value(name), kind=Value(KINDS[name].value), key=value).annotate(n=Count("*"))


def _in_force(version: int | None) -> tuple[str, list[int]]:
    if version is None:
        return "edition.superseded_in IS NULL", []
    return (
        "edition.published_in <= %s AND (edition.superseded_in IS NULL OR edition.superseded_in > %s)",
        [version, version],
    )
