"""Filters that have nearly as many values as there are findings: PostgreSQL knows which findings have a value.

A set for each value would be larger than all other sets of the index together (findings.queries.index).
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from pyroaring import BitMap

from findings.queries.filters import FILTERS
from findings.queries.involvements import INVOLVEMENT, Narrowed
from findings.queries.packing import packed, unpacked
from findings.queries.questions import Question
from findings.queries.sets import Tally

#: Their names. What is counted of them is counted by PostgreSQL, among the findings that the index has found.
UNINDEXED = frozenset({"at", "involvement"})
#: Among so many findings at most a list counts them. Of more, it leads to the page of all values.
COUNTED = 2000
#: Up to so many findings each is looked up to be counted; to read all that there are is the shorter way for more.
LOOKED_UP = 10_000


def having(name: str, values: Collection[str]) -> dict[str, BitMap]:
    """Value → the editions of findings, of any time, that have it. One statement."""
    values_of = FILTERS[name]
    stored = {values_of.stored(value): value for value in values}
    with connection.cursor() as cursor:
        # Found by the index of the arrays; of each entry that is found, only what was asked for is counted.
        cursor.execute(
            f"""
            SELECT value, {packed("position")}
            FROM findings_findingentry, unnest({values_of.field_name}) AS value
            WHERE {values_of.field_name} && %(values)s::varchar[] AND value = ANY(%(values)s::varchar[])
            GROUP BY value
            """,  # noqa: S608 - a column of our own
            {"values": list(stored)},
        )
        found = {stored[value]: BitMap(unpacked(positions)) for value, positions in cursor}
    return {value: found.get(value, BitMap()) for value in values}


def most(name: str, entries: QuerySet[Any, Any], question: Question, *, size: int, chosen: Collection[str]) -> Tally:
    """How many entries have each of the `size` most frequent values and of those chosen; and how many values there are.

    Values are as they are stored, in the order of `Sets.most`. They are named later, and not all of them: that would
    take longer than to count them. One statement.
    """
    column = FILTERS[name].field_name
    narrowed, parameters = Narrowed.by(question).condition("value") if name == INVOLVEMENT else ("TRUE", [])
    sql, told = entries.order_by().values_list(column).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT value, n, distinct_values FROM (
                SELECT value, count(*) AS n, count(*) OVER () AS distinct_values,
                       row_number() OVER (ORDER BY count(*) DESC, value COLLATE "C") AS rank
                FROM ({sql}) AS entry (values_of), unnest(values_of) AS value
                WHERE {narrowed} OR value = ANY(%s::varchar[])
                GROUP BY value
            ) ranked
            WHERE rank <= %s OR value = ANY(%s::varchar[])
            ORDER BY rank
            """,  # noqa: S608 - compiled from a queryset or written here; every value is a parameter
            [*told, *parameters, list(chosen), size, list(chosen)],
        )
        rows = cursor.fetchall()
    return Tally({value: n for value, n, _distinct in rows}, rows[0][2] if rows else 0)
