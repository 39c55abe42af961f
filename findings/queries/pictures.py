"""The numbers behind the pictures: findings by month and category, by place, and who is named with whom."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth
from pyroaring import BitMap

from findings.documents import upgraded
from findings.models import FindingEntry
from findings.queries.index import BOUNDS, FindingIndex
from findings.queries.index_keeping import index_for
from findings.queries.packing import packed, unpacked
from findings.queries.questions import Question
from findings.queries.sets import union

type Month = tuple[int, int]

#: Months begin here at the earliest; of findings that end before it is told how many there are.
FIRST_MONTH: Month = (2016, 1)
MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Months:
    """How many findings touch each month, by category.

    `first` and `last` are (year, month); `counts` maps category key → one number a month from first to last.
    `undated` findings have no stated period and stand in no month; `earlier` end before `first`. `changes` maps
    category key → the months whose findings are not those of the month before; `open` → the months in which periods
    without a stated beginning end.
    """

    first: Month
    last: Month
    counts: dict[str, tuple[int, ...]]
    undated: int
    earlier: int
    changes: dict[str, frozenset[Month]]
    open: dict[str, frozenset[Month]]


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """A place that findings name: coordinates in decimal degrees (WGS 84), or None for a whole country or region.

    `findings` are positions of their editions, `precision` is a value of `PlacePrecision`, "" without coordinates.
    """

    key: str
    name: str
    country: str
    latitude: Decimal | None
    longitude: Decimal | None
    findings: BitMap
    precision: str = ""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An actor named in the same findings as another: in which, and in which roles in each of them."""

    key: str
    name: str
    kind: str
    shared: tuple[tuple[str, tuple[str, ...]], ...]


def by_month(question: Question) -> Months | None:
    """Findings by month and category; None where no finding is dated. Four statements, or none with an index.

    A finding counts in every month that its stated period touches: one dated to a year in all twelve, one without a
    stated end in the months that its beginning can mean.
    """
    index = index_for(question)
    begins, ends, open_ones, undated = _months_of_index(index, question) if index else _months(question)
    if not ends:
        return None
    months = [month for _category, month in [*begins, *ends]]
    first = max(min(months), FIRST_MONTH)
    last = max(months)
    span = _span(first, last)
    counts: dict[str, tuple[int, ...]] = {}
    for category in sorted({category for category, _month in ends}):
        running = sum(n for (each, month), n in begins.items() if each == category and month < first)
        running -= sum(n for (each, month), n in ends.items() if each == category and month < first)
        row = []
        for month in span:
            running += begins[category, month]
            row.append(running)
            running -= ends[category, month]
        counts[category] = tuple(row)
    earlier = sum(n for (_category, month), n in ends.items() if month < first)
    changes = [*begins, *((category, _after(month)) for category, month in ends)]
    return Months(first, last, counts, undated, earlier, _by_category(changes, first), _by_category(open_ones, first))


def by_place(question: Question) -> list[PlaceCount]:
    """The places that the findings of the answer name, the most named first.

    Each is as the last published of these findings has it: of all documents that name a place one is read. Two
    statements, or one with an index.
    """
    index = index_for(question)
    named = _places_of_index(index, question) if index else _places(question)
    last = {key: positions.max() for key, positions in named.items()}
    documents = FindingEntry.objects.filter(pk__in=set(last.values())).values_list("pk", "edition__document")
    places: list[PlaceCount] = []
    for position, document in documents.iterator(chunk_size=500):
        places += [
            PlaceCount(
                place["key"],
                place["name"],
                place["country"],
                Decimal(place["latitude"]) if place["latitude"] is not None else None,
                Decimal(place["longitude"]) if place["longitude"] is not None else None,
                named[place["key"]],
                place["precision"],
            )
            for place in upgraded(document)["places"]
            if last.get(place["key"]) == position
        ]
    return sorted(places, key=lambda place: (-len(place.findings), place.name, place.key))


def references_at(positions: Collection[int]) -> dict[int, str]:
    """Position of a finding's edition → its reference. One statement; none for no positions."""
    if not positions:
        return {}
    return dict(FindingEntry.objects.filter(pk__in=positions).values_list("pk", "reference"))


def neighbours_in(documents: Iterable[dict[str, Any]], actor: str) -> list[Neighbour]:
    """Who is named beside an actor in these findings of it, by the number of those shared. No statement."""
    shared: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    briefs: dict[str, dict[str, Any]] = {}
    for document in documents:
        for row in document["involvements"]:
            other = row["actor"]
            if other["key"] != actor:
                briefs[other["key"]] = other
                shared[other["key"]][document["reference"]].append(row["role"])
    return [
        Neighbour(
            key,
            briefs[key]["name"],
            briefs[key]["actor_kind"],
            tuple((reference, tuple(roles)) for reference, roles in found.items()),
        )
        for key, found in sorted(shared.items(), key=lambda item: (-len(item[1]), briefs[item[0]]["name"]))
    ]


#: (category, month) → how many findings.
type _Counted = Counter[tuple[str, Month]]


def _months(question: Question) -> tuple[_Counted, _Counted, _Counted, int]:
    """How many findings begin in each month, and how many end; how many of these have no stated beginning, and stand in
    the month of their end alone; and how many are undated."""
    entries = question.entries()
    dated = entries.filter(last_day__isnull=False)
    open_ones = _per_month(dated.filter(first_day__isnull=True), "last_day")
    begins = _per_month(dated.exclude(first_day=None), "first_day") + open_ones
    return begins, _per_month(dated, "last_day"), open_ones, entries.filter(last_day__isnull=True).count()


def _months_of_index(index: FindingIndex, question: Question) -> tuple[_Counted, _Counted, _Counted, int]:
    """The same from the index."""
    match = index.matching(question)
    begin, end = (index.by_month(bound) for bound in BOUNDS)
    dated = union(end.values())
    with_beginning = union(begin.values())
    begins: _Counted = Counter()
    ends: _Counted = Counter()
    open_ones: _Counted = Counter()
    for category, having in index.sets["category"].items():
        answering = having & match
        for month, days in begin.items():
            begins[category, month] += answering.intersection_cardinality(days)
        without_beginning = answering - with_beginning
        for month, days in end.items():
            ends[category, month] += answering.intersection_cardinality(days)
            open_ones[category, month] += without_beginning.intersection_cardinality(days)
    return begins + open_ones, +ends, +open_ones, len(match - dated)


def _places(question: Question) -> dict[str, BitMap]:
    """Key of a place → the findings of the answer that name it. One statement."""
    sql, parameters = question.entries().order_by().values_list("pk", "places").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT place, {packed("position")} FROM ({sql}) entry (position, places), unnest(places) AS place
            GROUP BY place
            """,  # noqa: S608 - compiled from a queryset
            parameters,
        )
        return {place: BitMap(unpacked(positions)) for place, positions in cursor}


def _places_of_index(index: FindingIndex, question: Question) -> dict[str, BitMap]:
    """The same from the index."""
    match = index.matching(question)
    return {place: found for place, positions in index.sets["place"].items() if (found := positions & match)}


def _per_month(entries: QuerySet[FindingEntry], column: str) -> _Counted:
    counted = entries.order_by().annotate(month=TruncMonth(column)).values("category", "month").annotate(n=Count("*"))
    return Counter({(category, (month.year, month.month)): n for category, month, n in _rows(counted)})


def _by_category(months: Iterable[tuple[str, Month]], first: Month) -> dict[str, frozenset[Month]]:
    """Category → its months, those before the first one left out."""
    found: dict[str, set[Month]] = defaultdict(set)
    for category, month in months:
        if month >= first:
            found[category].add(month)
    return {category: frozenset(each) for category, each in found.items()}


def _after(month: Month) -> Month:
    return (month[0], month[1] + 1) if month[1] < MONTHS_A_YEAR else (month[0] + 1, 1)


def _rows(counted: QuerySet) -> list[tuple[str, dt.date, int]]:
    return list(counted.values_list("category", "month", "n"))


def _span(first: Month, last: Month) -> list[Month]:
    return [(index // 12, index % 12 + 1) for index in range(first[0] * 12 + first[1] - 1, last[0] * 12 + last[1])]
