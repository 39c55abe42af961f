"""The findings in force as sets of numbers, in the memory of a process: counts and pages that do not grow with them.

For each value of each filter there is one roaring bitmap: the set of the positions (places in the ledger) of the
finding editions in force that have it. A question is the intersection of a few of them, a count is the size of an
intersection, and the default order is an array of positions that a page is cut from. Words stay PostgreSQL's: it says
which editions have them, and that is one more set; the most frequent words are kept as sets too (common_words.py). So
it is with filters that have too many values to keep a set of each (unindexed.py). The statements of `lists` answer the
same questions without the index; they are what it has to equal (a property test holds it to that), and the path for
everything that it does not hold: other dataset versions, orders other than the default over many findings, and the time
while it is being built.

**One answer, one version.** An index holds the state of exactly one dataset version, read in one snapshot. Who answers
a reader says which version was promised (`answering_from`); rows and counts then come from the index of that version or
from none. Without a promise there is no index, so commands and tests get the statements. What a newer version has
changed meanwhile does no harm: editions are immutable, the words of superseded ones stay, positions that came later are
in no set. The one exception is meant: a redacted edition has no entry any more, so no row of it is ever shown.

**One process, one index.** A thread of the process builds it (`FindingIndexes.start`), for a new version from the index
before and what that version changed; requests go on with the index of the version that they were promised. Each worker
builds its own after it was forked: threads and connections do not survive a fork. To share one between workers it
would have to be built before the fork, when nothing may connect to the database yet.

The projection can be made anew (`rebuild_entries`) without a new dataset version; processes are to be restarted then.
"""

from __future__ import annotations

import ctypes
import datetime as dt
import logging
import threading
import time
from array import array
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace

from django.db import Error, connection
from django.db.models import Q
from pyroaring import BitMap

from findings.models import Edition, FindingEntry, FindingText
from findings.queries.common_words import CommonWords, read_common_words
from findings.queries.filters import FILTERS, Values
from findings.queries.names import Names
from findings.queries.order import Order
from findings.queries.packing import packed, unpacked
from findings.queries.questions import Question
from findings.queries.sets import Among, Sets, largest, union
from findings.queries.unindexed import UNINDEXED, having
from findings.queries.versions import current_version
from findings.queries.whole import snapshot
from findings.vocabulary import SubjectKind

logger = logging.getLogger(__name__)

#: The bounds of a period: columns of an entry whose values are days.
BOUNDS = ("first_day", "last_day")
#: Filter, or bound of the period → the column of an entry that holds its values.
COLUMNS = {name: values.field_name for name, values in FILTERS.items() if name not in UNINDEXED} | {
    name: name for name in BOUNDS
}
#: So many findings PostgreSQL sorts itself, in any order; of more, a page is cut from the array of the default order.
SORTED_BY_DATABASE = 500
#: Up to so many new editions, each is put in its place in the order; of more, the whole order is read again.
PUT_IN_PLACE = 20
#: Up to so many new editions extend an index; more than that, and a new one is built.
MOST_ADDED = 5000
#: Searches, and values of what is not indexed, whose sets are remembered: one is at most 125 kB for a million findings.
SEARCHES_KEPT = 64
#: Seconds that a request waits, at least and at most, for the index of a version that this process has just heard of.
PATIENCE, MOST_PATIENCE = 0.25, 4.0
#: Seconds that PostgreSQL counts for each finding: where it would take longer, waiting is the shorter way.
COUNTED_FOR = 4e-6
#: Seconds until a build that failed is tried again.
RETRY = 5.0

_promised: ContextVar[int | None] = ContextVar("promised_dataset_version", default=None)


@dataclass(frozen=True, slots=True)
class Tally:
    """One facet, counted: how many findings have each of the values asked for, and how many values there are in all.

    `counts` maps a value, as text, to its number, the most frequent first. `distinct` is None where not all of many
    values were counted.
    """

    counts: dict[str, int]
    distinct: int | None


@dataclass(frozen=True)
class FindingIndex:
    """The findings in force in dataset version `version`.

    `sets` maps a filter's name to value → positions; values are texts, as PostgreSQL casts them. It is never changed
    once it is made, apart from `names` and `searches` (the oldest first): a text → the positions that have these words,
    or the name and a value of a filter that is not indexed → those that have it.
    """

    version: int
    everything: BitMap
    order: Order
    sets: dict[str, Sets]
    words: CommonWords = field(default_factory=CommonWords)
    searches: dict[str | tuple[str, str], BitMap] = field(default_factory=dict)
    searching: threading.Lock = field(default_factory=threading.Lock)
    names: Names = field(default_factory=Names)

    # Questions

    def matching(self, question: Question, *, lifted: str | None = None) -> BitMap:
        """The positions that answer a question; `lifted` names a filter to leave out.

        One statement for new words, and for new values of each filter that is not indexed.
        """
        parts = [self._having(name, values) for name, values in question.chosen.items() if name != lifted]
        if question.since:
            since = question.since.earliest.isoformat()
            parts.append(union(days for day, days in self.sets["last_day"].items() if day >= since))
        if question.until:
            until = question.until.latest.isoformat()
            parts.append(union(days for day, days in self.sets["first_day"].items() if day <= until))
            # A period without a stated beginning may have begun at any time before its end.
            begun, ended = (union(days for _day, days in self.sets[bound].items()) for bound in BOUNDS)
            parts[-1] |= ended - begun
        if question.text:
            parts.append(self._with_words(question))
        return BitMap.intersection(*parts, self.everything) if parts else self.everything

    def among(self, match: BitMap) -> Among:
        """The findings in `match`, to be counted among."""
        return Among(match, self.everything)

    def tally(self, name: str, among: Among, *, size: int | None, chosen: Collection[str], exact: bool = True) -> Tally:
        """A facet of some findings: its `size` most frequent values (all of them for None) and those chosen.

        Unless it is to be `exact`, how many values there are is left open where that takes longer than all the rest.
        """
        sets, match = self.sets[name], among.match
        most = sets.most(among, size, exact=exact)
        counts = most.counts
        more = {key: match.intersection_cardinality(sets.get(key) or BitMap()) for key in chosen if key not in counts}
        counts |= largest(more.items(), None)
        return Tally(counts, most.distinct)

    def by_month(self, bound: str) -> dict[tuple[int, int], BitMap]:
        """Of a bound of the period: (year, month) → the findings whose day it lies in."""
        days: dict[tuple[int, int], list[BitMap]] = {}
        for day, positions in self.sets[bound].items():
            days.setdefault((int(day[:4]), int(day[5:7])), []).append(positions)
        return {month: union(each) for month, each in days.items()}

    def bounds(self) -> tuple[dt.date | None, dt.date | None, int]:
        """The first and the last day of all stated periods, and how many findings state none."""
        first, last = (list(self.sets[bound].items()) for bound in BOUNDS)
        dated = union(days for _day, days in [*first, *last])
        return (
            dt.date.fromisoformat(min(day for day, _days in first)) if first else None,
            dt.date.fromisoformat(max(day for day, _days in last)) if last else None,
            len(self.everything - dated),
        )

    def tally_chosen(self, name: str, match: BitMap, chosen: Collection[str]) -> Tally:
        """Of a filter that is not indexed, how many of some findings have each of the values chosen, and no others."""
        asked = self.asked(name, chosen).items()
        counts = {text_of(FILTERS[name], value): match.intersection_cardinality(each) for value, each in asked}
        return Tally(largest(counts.items(), None), None)

    def asked(self, name: str, values: Collection[str]) -> dict[str, BitMap]:
        """Value of a filter that is not indexed → the editions that have it. One statement for those not remembered."""
        known = {value: each for value in values if (each := self.searches.get((name, value))) is not None}
        if missing := [value for value in values if value not in known]:
            asked = having(name, missing)
            known |= asked
            for value, each in asked.items():
                self._remember((name, value), each)
        return known

    def _having(self, name: str, values: Collection[str]) -> BitMap:
        if name in UNINDEXED:
            return union(self.asked(name, values).values())
        sets = self.sets[name]
        return union(each for value in values if (each := sets.get(text_of(FILTERS[name], value))) is not None)

    def _with_words(self, question: Question) -> BitMap:
        found = self.searches.get(question.text)
        if found is not None:
            return found
        found = self.words.having(question.text, self.everything) if self.words else _found(question)
        self._remember(question.text, found)
        return found

    def _remember(self, asked: str | tuple[str, str], found: BitMap) -> None:
        with self.searching:
            while len(self.searches) >= SEARCHES_KEPT:
                del self.searches[next(iter(self.searches))]
            self.searches[asked] = found


def _found(question: Question) -> BitMap:
    """The editions with the words of a question. One statement."""
    # All of them, and no LIMIT: with one, the planner may walk through every finding for a word of none.
    texts = FindingText.objects.filter(search=question.search).values("edition_id")
    sql, parameters = texts.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {packed('position')} FROM ({sql}) found (position)", parameters)  # noqa: S608
        return BitMap(unpacked(cursor.fetchone()[0]))


def text_of(values: Values, value: str) -> str:
    """A value of an address as PostgreSQL casts what is stored for it to text."""
    stored = values.stored(value)
    return str(stored).lower() if isinstance(stored, bool) else str(stored)


# Reading


def read_index() -> FindingIndex | None:
    """The index of the current dataset version, None while nothing has been published. Needs a snapshot.

    One statement for each filter: PostgreSQL groups, and hands over each set as packed integers, so that no object is
    made for a finding.
    """
    version = current_version()
    if version is None:
        return None
    sets = {name: _read_sets(column) for name, column in COLUMNS.items()}
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
    entries = list(came.order_by().values("pk", *COLUMNS.values())[: MOST_ADDED + 1])
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


def _read_sets(column: str) -> Sets:
    # Of days all have bitmaps: a period is the union of many of them.
    return Sets.of(_values(column), may_be_long=column not in BOUNDS)


def _values(column: str) -> Iterator[tuple[str, array[int]]]:
    """The values that findings have, as texts, each with the positions, the most frequent first. One statement.

    Their order is that of `Sets.most`. They come some at a time: were all there at once, what is kept of them would lie
    scattered among what is not, and memory stay taken for both.
    """
    is_array = any(each.is_array and each.field_name == column for each in FILTERS.values())
    value = f"unnest({column})" if is_array else column
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            f"""
            SELECT value::text, {packed("position")}
            FROM (SELECT {value} AS value, position FROM findings_findingentry WHERE superseded_in IS NULL) entry
            WHERE value IS NOT NULL GROUP BY value ORDER BY count(*) DESC, value::text COLLATE "C"
            """,  # noqa: S608 - a column of our own
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


def hand_memory_back() -> None:
    """Give the system what the C library keeps of memory that is free again: nothing as large is read soon."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc's
    if trim is not None:
        trim(0)


def _texts(value: object) -> list[str]:
    """A value of a column → its texts: of an array each one, of NULL none."""
    if value is None:
        return []
    if isinstance(value, list):
        return [str(each) for each in dict.fromkeys(value)]
    return [str(value).lower() if isinstance(value, bool) else str(value)]


# Keeping


class FindingIndexes:
    """The indexes of this process: that of the newest dataset version that it knows of, and the one before.

    The one before is for requests that were promised it. They share what did not change.
    """

    def __init__(self) -> None:
        self._news = threading.Condition()
        self._kept: tuple[FindingIndex, ...] = ()
        self._wanted = 0
        self._patient_until = float("-inf")
        self._thread: threading.Thread | None = None
        self._ends = False

    def start(self) -> None:
        """Build in a thread, now and whenever a new version is heard of. To be called after a fork, once."""
        self._ends = False
        self._thread = threading.Thread(target=self._run, name="finding-index", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the thread and forget what was built."""
        with self._news:
            self._ends = True
            self._news.notify_all()
        if self._thread is not None:
            self._thread.join()
        self._thread, self._kept, self._wanted = None, (), 0

    @property
    def version(self) -> int:
        """The newest dataset version that this process has an index of, 0 while it has none."""
        kept = self._kept
        return kept[0].version if kept else 0

    def at(self, version: int) -> FindingIndex | None:
        """The index of a dataset version, None while there is none. May wait for one that is on its way."""
        found = self._find(version)
        if found is not None or self._thread is None:
            return found
        with self._news:
            if version > self._wanted:
                self._wanted, self._patient_until = version, time.monotonic() + self._patience()
                self._news.notify_all()
            # The first index takes as long as reading everything; the next ones only what changed.
            if self._kept and version == self._wanted:
                self._news.wait_for(
                    lambda: self._find(version) is not None, timeout=max(self._patient_until - time.monotonic(), 0)
                )
        return self._find(version)

    def build(self) -> None:
        """Bring the newest index up to the current version, or build it, on this thread's connection."""
        before = self._kept[0] if self._kept else None
        with snapshot():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL statement_timeout = 0")  # a limit that is made for pages
            index = extended(before) if before else None
            is_new = index is None
            if is_new:
                index = read_index()
            if index is None or (before is not None and index.version <= before.version):
                return
            self._keep(index, before)
            if is_new:
                # The words can wait: what is asked for them is answered without them, only not as soon.
                self._keep(replace(index, words=read_common_words(index.everything)), before)
                hand_memory_back()

    def _keep(self, index: FindingIndex, before: FindingIndex | None) -> None:
        with self._news:
            self._kept = (index, before) if before else (index,)
            self._news.notify_all()

    def _patience(self) -> float:
        """As long as PostgreSQL would take for the list, within bounds."""
        findings = len(self._kept[0].everything) if self._kept else 0
        return min(max(PATIENCE, findings * COUNTED_FOR), MOST_PATIENCE)

    def _find(self, version: int) -> FindingIndex | None:
        return next((index for index in self._kept if index.version == version), None)

    def _run(self) -> None:
        while not self._ends:
            try:
                self.build()
            except Error as error:
                logger.warning("The index of findings could not be built: %s", error)
            finally:
                connection.close()
            with self._news:
                # Still behind: the database was away, or its replica has yet to hear of the version.
                self._news.wait_for(lambda: self._ends, timeout=RETRY if self._is_behind() else 0)
                self._news.wait_for(lambda: self._ends or self._is_behind())

    def _is_behind(self) -> bool:
        return self._wanted > (self._kept[0].version if self._kept else 0)


#: Those of this process; `start` is called where a process serves pages.
finding_indexes = FindingIndexes()


@contextmanager
def answering_from(version: int | None) -> Iterator[None]:
    """Within it, this thread answers from a dataset version that the reader has been told."""
    token = _promised.set(version)
    try:
        yield
    finally:
        _promised.reset(token)


def promised_version() -> int | None:
    """The dataset version that this thread has promised to answer from, if any."""
    return _promised.get()


def index_for(question: Question) -> FindingIndex | None:
    """The index that a question can be answered from, if there is one: see the top of this module."""
    promised = _promised.get()
    if promised is None or question.as_of not in {None, promised}:
        return None
    return finding_indexes.at(promised)
