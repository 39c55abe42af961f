"""The findings in force as sets of numbers, in the memory of a process: counts and pages that do not grow with them.

For each value of each filter there is one roaring bitmap: the set of the positions (places in the ledger) of the
finding editions in force that have it. A question is the intersection of a few of them, a count is the size of an
intersection, and the default order is an array of positions that a page is cut from. Words stay PostgreSQL's: it says
which editions have them, and that is one more set; the most frequent words are kept as sets too (common_words.py). So
it is with filters that have too many values to keep a set of each (unindexed.py). The statements of `lists` and
`facets` answer the same questions without the index; they are what it has to equal (a property test holds it to that),
and the path for everything that it does not hold: other dataset versions, orders other than the default over many
findings, and the time while it is being built.

An index is read, and brought up to a newer dataset version, by index_reading.py. Which one answers a reader, and how a
process comes by it, is said in index_keeping.py.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db import connection
from pyroaring import BitMap

from findings.models import FindingText
from findings.queries.common_words import CommonWords
from findings.queries.filters import FILTERS
from findings.queries.names import Names
from findings.queries.order import Order
from findings.queries.packing import packed, unpacked
from findings.queries.questions import Question
from findings.queries.sets import Among, Sets, Tally, largest, union
from findings.queries.unindexed import UNINDEXED, having

#: The bounds of a period: columns of an entry whose values are days.
BOUNDS = ("first_day", "last_day")
#: Searches, and values of what is not indexed, whose sets are remembered: one is at most 125 kB for a million findings.
SEARCHES_KEPT = 64


@dataclass(frozen=True)
class FindingIndex:
    """The findings in force in dataset version `version`.

    `sets` maps a filter's name to value → positions; values are texts, as PostgreSQL casts them. It is never changed
    once it is made, apart from `names` and `searches` (the oldest first): what PostgreSQL was asked, as a parameter and
    its value (`q`, or a filter that is not indexed) → the positions that have it.
    """

    version: int
    everything: BitMap
    order: Order
    sets: dict[str, Sets]
    words: CommonWords = field(default_factory=CommonWords)
    searches: dict[tuple[str, str], BitMap] = field(default_factory=dict)
    searching: threading.Lock = field(default_factory=threading.Lock)
    names: Names = field(default_factory=Names)

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
        others = [key for key in chosen if key not in most.counts]
        if not others:
            return most
        counts = {key: match.intersection_cardinality(sets.get(key) or BitMap()) for key in others}
        return Tally(most.counts | largest(counts.items(), None), most.distinct)

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
        asked, text_of = self.asked(name, chosen), FILTERS[name].text_of
        counts = {text_of(value): match.intersection_cardinality(each) for value, each in asked.items()}
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
        sets, text_of = self.sets[name], FILTERS[name].text_of
        return union(each for value in values if (each := sets.get(text_of(value))) is not None)

    def _with_words(self, question: Question) -> BitMap:
        found = self.searches.get(("q", question.text))
        if found is None:
            found = self.words.having(question.text, self.everything) if self.words else _found(question)
            self._remember(("q", question.text), found)
        return found

    def _remember(self, asked: tuple[str, str], found: BitMap) -> None:
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
