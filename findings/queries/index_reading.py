"""How an index is read, and how it follows what is published: from PostgreSQL, in one snapshot.

The projection can be made anew (`rebuild_entries`) without a new dataset version; processes are to be restarted then.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator

from django.db import connection
from django.db.models import F, Q
from pyroaring import BitMap

from findings.models import Edition, FindingEntry
from findings.queries.filters import FILTERS, as_text
from findings.queries.index import BOUNDS, FindingIndex
from findings.queries.order import Order
from findings.queries.packing import packed, unpacked
from findings.queries.sets import Sets
from findings.queries.unindexed import UNINDEXED
from findings.queries.versions import current_version
from findings.vocabulary import SubjectKind

#: Filter, or bound of the period → the column of an entry that holds its values. `dating` has none, and is annotated.
COLUMNS = {name: values.field_name for name, values in FILTERS.items() if name not in UNINDEXED} | {
    name: name for name in BOUNDS
}
#: Up to so many new editions, each is put in its place in the order; of more, the whole order is read again.
PUT_IN_PLACE = 20
#: Up to so many new editions extend an index; more than that, and a new one is built.
MOST_ADDED = 5000


def read_index() -> FindingIndex | None:
    """The index of the current dataset version, None while nothing has been published. Needs a snapshot.

    One statement for each filter: PostgreSQL groups, and hands over each set as packed integers, so that no object is
    made for a finding.
    """
    version = current_version()
    if version is None:
        return None
    sets = {name: _read_sets(name) for name in COLUMNS}
    order = _read_order()
    return FindingIndex(version.number, BitMap(order.positions), order, sets)


def extended(index: FindingIndex) -> FindingIndex | None:
    """The index of the current dataset version, made from that of an earlier one. Needs a snapshot.

    Sets that did not change are shared by both. None where so much changed that it is better read anew.
    """
    version = current_version()
    if version is None or version.number < index.version:
        return None
    gone = BitMap(
        Edition.objects.of(SubjectKind.FINDING)
        .filter(Q(superseded_in__gt=index.version) | Q(redacted_in__gt=index.version), published_in__lte=index.version)
        .order_by()
        .values_list("pk", flat=True)
    )
    # Editions that came later have later positions: by them they are found without a look at all that there are.
    last = index.everything.max() if index.everything else 0
    came = FindingEntry.objects.in_force().filter(published_in__gt=index.version, pk__gt=last)
    came = came.annotate(dating=FILTERS["dating"].expression).order_by()
    entries = list(came.values("pk", *COLUMNS.values())[: MOST_ADDED + 1])
    if len(entries) > MOST_ADDED:
        return None
    positions = BitMap(entry["pk"] for entry in entries)
    sets = {}
    for name, column in COLUMNS.items():
        added: dict[str, BitMap] = {}
        for entry in entries:
            for key in _texts(entry[column]):
                added.setdefault(key, BitMap()).add(entry["pk"])
        sets[name] = index.sets[name].changed(gone, added)
    order = _put_in_place(index, positions) if len(entries) <= PUT_IN_PLACE else _read_order()
    words = index.words.changed(gone, positions)
    return FindingIndex(version.number, (index.everything - gone) | positions, order, sets, words)


def _put_in_place(index: FindingIndex, positions: BitMap) -> Order:
    """The order with some new positions in it: each before the first one, of those that were there, that follows it."""
    if not positions:
        return index.order
    order = index.order.positions[:]
    for position, follower in _followers(positions, index.version):
        order.insert(order.index(follower) if follower is not None else len(order), position)
    return Order(order)


def _followers(positions: BitMap, version: int) -> list[tuple[int, int | None]]:
    """New positions in the default order, and which one of those published up to `version` comes next.

    Three searches through the index of the order: on the same day, on an earlier one, without a day.
    """
    there = "there.superseded_in IS NULL AND there.published_in <= %(version)s"
    by_order = "ORDER BY there.last_day DESC NULLS LAST, there.reference LIMIT 1"
    found = "SELECT there.position FROM findings_findingentry there WHERE"
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT entry.position, coalesce(
                ({found} {there} AND there.last_day = entry.last_day AND there.reference > entry.reference {by_order}),
                ({found} {there} AND there.last_day < entry.last_day {by_order}),
                ({found} {there} AND there.last_day IS NULL
                    AND (entry.last_day IS NOT NULL OR there.reference > entry.reference) {by_order})
            )
            FROM findings_findingentry entry WHERE entry.position = ANY(%(positions)s)
            ORDER BY entry.last_day DESC NULLS LAST, entry.reference
            """,  # noqa: S608 - the pieces are written above
            {"version": version, "positions": list(positions)},
        )
        return cursor.fetchall()


def _read_sets(name: str) -> Sets:
    # Of days all have bitmaps: a period is the union of many of them.
    return Sets.of(_values(name), may_be_long=name not in BOUNDS)


def _values(name: str) -> Iterator[tuple[str, array[int]]]:
    """The values that findings have, as texts, each with the positions, the most frequent first. One statement.

    Their order is that of `Sets.most`. They come some at a time: were all there at once, what is kept of them would lie
    scattered among what is not, and memory stay taken for both.
    """
    value = FILTERS[name].expression if name in FILTERS else F(name)
    entries = FindingEntry.objects.in_force().order_by().values_list(value, "pk")
    sql, parameters = entries.query.sql_with_params()
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            f"""
            SELECT value::text, {packed("position")}
            FROM ({sql}) entry (value, position)
            WHERE value IS NOT NULL GROUP BY value ORDER BY count(*) DESC, value::text COLLATE "C"
            """,  # noqa: S608 - compiled from a queryset
            parameters,
        )
        for key, positions in cursor:
            yield key, unpacked(positions)


def _read_order() -> Order:
    by_order = "ORDER BY last_day DESC NULLS LAST, reference"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {packed('position', by_order)} FROM findings_findingentry WHERE superseded_in IS NULL"  # noqa: S608
        )
        return Order(unpacked(cursor.fetchone()[0]))


def _texts(value: object) -> list[str]:
    """A value of a column → its texts: of an array each one, of NULL none."""
    if value is None:
        return []
    if isinstance(value, list):
        return [as_text(each) for each in dict.fromkeys(value)]
    return [as_text(value)]
