"""Findings that share with a finding what few share: a way on from its page.

That two findings name the same vessel, or stand under one provision in one year, is a fact of the records. It does not
say that one confirms the other, or that they tell of the same event; who reads both can judge.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nlargest
from typing import Any

from django.db import connection
from pyroaring import BitMap

from findings.documents.entries import years_of
from findings.queries.editions import PublishedEdition
from findings.queries.index import FindingIndex
from findings.queries.index_keeping import index_for
from findings.queries.lists import FinishedRows, Row, nothing_finished, rows_at
from findings.queries.packing import packed, unpacked
from findings.queries.questions import Question
from findings.vocabulary import ActorKind

#: So many findings are related at most, those that share most with the finding and share it with fewest others.
MOST_RELATED = 5
#: What more findings than this have relates none of them.
COMMON = 200


@dataclass(frozen=True, slots=True, order=True)
class Shared:
    """What two findings have in common: a filter (actor, place or provision) and its value."""

    name: str
    key: str


@dataclass(frozen=True, slots=True)
class Related:
    """Another finding, and what it shares, that which fewest have first."""

    row: Row
    shares: tuple[Shared, ...]


def related_to(edition: PublishedEdition, *, finished: FinishedRows = nothing_finished) -> list[Related]:
    """The findings in force that are related to one in force. One statement, and one more without an index.

    Each thing that is shared counts the more, the fewer findings have it. States are in too many to relate any, and a
    provision relates only what happened in the same year.
    """
    index = index_for(Question())
    things = _of_index(index, edition.document) if index else _of_database(edition.document)
    rare = {each: having for each, having in things.items() if 1 < len(having) <= COMMON}
    worth: defaultdict[int, float] = defaultdict(float)
    for having in rare.values():
        share = 1 / (len(having) - 1)
        for position in having:
            worth[position] += share
    # The finding itself shares all that there is, and so comes first.
    ranked = nlargest(MOST_RELATED + 1, zip(worth.values(), worth.keys(), strict=True))
    first = [position for _worth, position in ranked]
    if len(first) < 2:
        return []
    by_rarity = sorted(rare, key=lambda each: (len(rare[each]), each))
    return [
        Related(row, tuple(each for each in by_rarity if row.position in rare[each]))
        for row in rows_at(first, finished=finished)
        if row.slug != edition.slug
    ][:MOST_RELATED]


def _keys(document: dict[str, Any]) -> dict[str, list[str]]:
    """Filter → what a finding has of it, by which others can be related to it."""
    actors = [each["actor"] for each in document["involvements"]]
    return {
        "actor": [actor["key"] for actor in actors if actor["actor_kind"] != ActorKind.STATE],
        "place": [place["key"] for place in document["places"]],
        "provision": [provision["key"] for provision in document["provisions"]],
    }


def _of_index(index: FindingIndex, document: dict[str, Any]) -> dict[Shared, BitMap]:
    """Of each thing that a finding has, the findings that have it."""
    found = {
        Shared(name, key): index.sets[name].get(key) or BitMap()
        for name, keys in _keys(document).items()
        for key in keys
    }
    years = [index.sets["year"].get(str(year)) or BitMap() for year in years_of(document)]
    return {each: _in_any(years, having) if each.name == "provision" else having for each, having in found.items()}


def _in_any(sets: Iterable[BitMap], positions: BitMap) -> BitMap:
    """Those of the positions that are in any of the sets; if they are too many to relate any, only some of them."""
    found = BitMap()
    for each in sets:
        found |= each & positions
        if len(found) > COMMON:
            break
    return found


def _of_database(document: dict[str, Any]) -> dict[Shared, BitMap]:
    """The same from the database. One statement."""
    keys = _keys(document)
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(
                f"""
                SELECT '{name}', value, {packed("position")} FROM findings_findingentry, unnest({column}) AS value
                WHERE superseded_in IS NULL AND {column} && %s::varchar[] AND value = ANY(%s::varchar[]) AND {also}
                GROUP BY value
                """  # noqa: S608 - written here; every value is a parameter
                for name, column, also in (
                    ("actor", "actors", "TRUE"),
                    ("place", "places", "TRUE"),
                    ("provision", "provisions", "years && %s::smallint[]"),
                )
            ),
            [each for name in keys for each in (keys[name], keys[name])] + [years_of(document)],
        )
        found = {Shared(name, key): BitMap(unpacked(positions)) for name, key, positions in cursor}
    return {Shared(name, key): found.get(Shared(name, key), BitMap()) for name in keys for key in keys[name]}
