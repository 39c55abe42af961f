"""The values of one filter, each with the set of findings that have it, in as little memory as that takes.

A few values are those of many findings, and most of many values are those of a few: half of fifty thousand actors are
named once or twice. A bitmap for each of those would be a hundred times what it says. So of a long filter only the
frequent values have bitmaps, ready to be intersected; the positions of all others stand behind each other in one array
of four bytes each, the tail, and become a bitmap when one is asked for. Beside them stands which values each finding
has, so that among few findings the values of these are counted, and not all that there are.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from heapq import nlargest
from itertools import accumulate, batched, chain, islice
from operator import neg, sub

from pyroaring import BitMap

#: A filter of more values than this is long: only its frequent values have bitmaps of their own.
LONG = 1000
#: Findings that a frequent value of a long filter has, at least.
FREQUENT = 64
#: Values that are counted at a time, the most frequent first, until none that is left can be among those wanted.
COUNTED_AT_ONCE = 32
#: To read the values of so many findings takes as long as to intersect one set; and findings at most whose values are
#: read, which stand in memory one by one meanwhile.
FINDINGS_A_SET, FEW = 4, 50_000
#: Among so many findings in all, every set is intersected in the one way that needs no thought.
SMALL = 20_000
#: Of two thin sets, one so many times as large as the other is searched for its members, and not walked through.
SEARCHED = 64


def smallest(positions: Iterable[int]) -> BitMap:
    """A set of positions in as few bytes as it takes: the findings of a report, say, are neighbours in the ledger."""
    found = BitMap(positions)
    found.run_optimize()
    found.shrink_to_fit()
    return found


def union(sets: Iterable[BitMap]) -> BitMap:
    """The findings that are in any of the sets."""
    return BitMap.union(BitMap(), BitMap(), *sets)


class Among:
    """Some findings of all, to count how many of them are in a set."""

    def __init__(self, match: BitMap, everything: BitMap) -> None:
        self.match = match
        self.everything = everything
        self.is_dense = 2 * len(match) > len(everything)
        #: Of sets up to this size it is counted what the findings leave out.
        self.searched = SEARCHED * len(match)

    @property
    def is_small(self) -> bool:
        """Whether all sets are so small that it makes no difference how they are intersected."""
        return len(self.everything) <= SMALL

    @cached_property
    def lacking(self) -> BitMap:
        """What the findings leave out."""
        return self.everything - self.match

    def count(self, each: BitMap) -> int:
        """How many of the findings are in the set.

        Two thin sets are walked through side by side. What the findings leave out is dense, a map of bits, where each
        member of the set is looked up at once; so mostly that is counted.
        """
        size = len(each)
        if self.is_dense or size > self.searched:
            return self.match.intersection_cardinality(each)
        return size - self.lacking.intersection_cardinality(each)

    def count_all(self, sets: Mapping[str, BitMap], sizes: Sequence[int]) -> dict[str, int]:
        """`count` of each of many sets, whose sizes are known: without a call of ours for each."""
        if self.is_small or self.is_dense:
            return dict(zip(sets, map(self.match.intersection_cardinality, sets.values()), strict=True))
        if max(sizes, default=0) <= self.searched:
            left_out = map(self.lacking.intersection_cardinality, sets.values())
            return dict(zip(sets, map(sub, sizes, left_out), strict=True))
        return {key: self.count(each) for key, each in sets.items()}


@dataclass(frozen=True, slots=True)
class Tail:
    """The values that are not frequent, the most frequent first: those of `keys[n]` are `positions[ends[n-1]:ends[n]]`.

    `places` maps a value to its n.
    """

    places: dict[str, int]
    ends: array[int]
    positions: array[int]

    @classmethod
    def of(cls, values: Iterable[tuple[str, Iterable[int]]]) -> Tail:
        places: dict[str, int] = {}
        ends, positions = array("I"), array("I")
        for key, having in values:
            places[key] = len(places)
            positions.extend(having)
            ends.append(len(positions))
        return cls(places, ends, positions)

    def __iter__(self) -> Iterator[array[int]]:
        """The positions of each value."""
        begin = 0
        for end in self.ends:
            yield self.positions[begin:end]
            begin = end

    def at(self, place: int) -> BitMap:
        return BitMap(self.positions[self.ends[place - 1] if place else 0 : self.ends[place]])

    def size(self, place: int) -> int:
        return self.ends[place] - (self.ends[place - 1] if place else 0)

    def having(self, positions: BitMap) -> set[str]:
        """The values that any of these findings has."""
        keys = list(self.places)
        return {keys[bisect_right(self.ends, n)] for n, each in enumerate(self.positions) if each in positions}


@dataclass(frozen=True, slots=True)
class Had:
    """Which values each finding has: that of position p `numbers[starts[p]:starts[p + 1]]`, places in `keys`.

    `later` are the values of findings that came since.
    """

    keys: list[str]
    starts: array[int]
    numbers: array[int]
    later: Mapping[int, tuple[str, ...]]

    @classmethod
    def of(cls, bitmaps: Mapping[str, BitMap], tail: Tail) -> Had:
        """Of values that have bitmaps and those of the tail."""
        last = max((having.max() for having in bitmaps.values()), default=0)
        last = max(last, max(tail.positions, default=0))
        sizes = array("I", bytes(4 * (last + 2)))
        for position in chain(chain.from_iterable(bitmaps.values()), tail.positions):
            sizes[position + 1] += 1
        starts = array("I", accumulate(sizes))
        del sizes
        keys = [*bitmaps, *tail.places]
        numbers, free = array("H" if len(keys) <= 2**16 else "I", [0]) * starts[-1], starts[:]
        each: Iterator[Iterable[int]] = chain(bitmaps.values(), tail)
        for number, having in enumerate(each):
            for position in having:
                numbers[free[position]] = number
                free[position] += 1
        return cls(keys, starts, numbers, {})

    def count(self, match: BitMap) -> dict[str, int]:
        """How many of these findings have each value; values that none has are absent."""
        positions = list(match)
        known = positions[: bisect_left(positions, len(self.starts) - 1)]
        parts = map(slice, map(self.starts.__getitem__, known), map(self.starts.__getitem__, map((1).__add__, known)))
        counted = Counter(chain.from_iterable(map(self.numbers.__getitem__, parts)))
        counts = Counter(dict(zip(map(self.keys.__getitem__, counted), counted.values(), strict=True)))
        for position in positions[len(known) :]:
            counts.update(self.later.get(position, ()))
        return counts

    def with_more(self, added: Mapping[str, BitMap]) -> Had:
        later = dict(self.later)
        for key, positions in added.items():
            for position in positions:
                later[position] = (*later.get(position, ()), key)
        return Had(self.keys, self.starts, self.numbers, later)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of some findings have each of the values asked for, and how many values any of them has in all.

    `counts` maps a value, as text, to its number, the most frequent first. `distinct` is None where not all of many
    values were counted.
    """

    counts: dict[str, int]
    distinct: int | None


@dataclass(frozen=True)
class Sets:
    """Value → positions, the most frequent value first. `moved` are values of the tail that have changed since.

    A mapping that is never changed; `changed` makes another one, which shares with this what did not change.
    """

    bitmaps: dict[str, BitMap]
    tail: Tail | None = None
    had: Had | None = None
    moved: frozenset[str] = frozenset()
    sizes: array[int] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sizes", array("I", map(len, self.bitmaps.values())))

    @classmethod
    def of(cls, values: Iterator[tuple[str, array[int]]], *, may_be_long: bool = True) -> Sets:
        """Of values with their positions, the most frequent first. They are taken one at a time, and none is held."""
        bitmaps = {key: smallest(having) for key, having in islice(values, LONG if may_be_long else None)}
        if (following := next(values, None)) is None:
            return cls(bitmaps)
        frequent = {key: each for key, each in bitmaps.items() if len(each) >= FREQUENT}
        rare: Iterable[tuple[str, Iterable[int]]] = [(key, bitmaps[key]) for key in bitmaps if key not in frequent]
        del bitmaps
        while following is not None and len(following[1]) >= FREQUENT:
            frequent[following[0]] = smallest(following[1])
            following = next(values, None)
        tail = Tail.of(chain(rare, [following] if following is not None else [], values))
        return cls(frequent, tail, Had.of(frequent, tail))

    @property
    def is_long(self) -> bool:
        return self.tail is not None

    def __len__(self) -> int:
        return len(self.bitmaps) + (len(self.tail.places) - len(self.moved) if self.tail else 0)

    def get(self, key: str) -> BitMap | None:
        found = self.bitmaps.get(key)
        if found is None and self.tail is not None and key not in self.moved:
            place = self.tail.places.get(key)
            return None if place is None else self.tail.at(place)
        return found

    def first(self, key: str) -> int:
        """The first position that has a value. Raises LookupError where none has."""
        return (self.get(key) or BitMap())[0]

    def items(self) -> Iterator[tuple[str, BitMap]]:
        yield from self.bitmaps.items()
        if self.tail is not None:
            yield from ((key, self.tail.at(place)) for key, place in self._of_tail())

    def changed(self, gone: BitMap, added: Mapping[str, BitMap]) -> Sets:
        """Without the positions `gone`, and with `added`; the very same where nothing changed."""
        touched = {key for key, each in self.bitmaps.items() if each.intersect(gone)} if gone else set()
        if self.tail is not None:
            in_tail = self.tail.having(gone) if gone else set()
            touched |= (in_tail | (added.keys() & self.tail.places.keys())) - self.moved
        if not touched and not added:
            return self
        bitmaps, moved = dict(self.bitmaps), set(self.moved)
        for key in touched:
            if key not in bitmaps:
                moved.add(key)
            bitmaps[key] = (self.get(key) or BitMap()) - gone
        for key, positions in added.items():
            bitmaps[key] = bitmaps[key] | positions if key in bitmaps else positions
        ranked = sorted(bitmaps, key=lambda key: (-len(bitmaps[key]), key))
        had = self.had.with_more(added) if self.had else None
        return Sets({key: bitmaps[key] for key in ranked if bitmaps[key]}, self.tail, had, frozenset(moved))

    # Counting

    def most(self, among: Among, size: int | None, *, exact: bool = True) -> Tally:
        """How many of some findings have each of the `size` most frequent values there (of all for None).

        The most frequent comes first, and of equally frequent ones that whose key does. They are counted the most
        frequent of all first, until none that is left can be among those. How many values there are is told all the
        same, but of a long filter only if it is to be `exact`.
        """
        if len(among.match) == len(among.everything):
            return Tally(largest(self._largest_sizes(size), size), len(self))
        if not among.match:
            return Tally({}, 0)
        expected = len(self) if size is None or (exact and self.is_long) else self._expected(among, size)
        if self.had and len(among.match) <= min(FINDINGS_A_SET * expected, FEW):
            counts = self.had.count(among.match)
            return Tally(largest(counts.items(), size), len(counts))
        if size is None or 2 * expected > len(self):
            counts = self._counted(among)
            return Tally(largest(counts.items(), size), len(counts) - list(counts.values()).count(0))
        counts = self._first(among, size)
        return Tally(largest(counts.items(), size), None if self.is_long else self._distinct(among, counts))

    def _expected(self, among: Among, size: int) -> int:
        """So many values will be counted, if each is as frequent among these findings as among all."""
        if not 0 < size <= len(self.sizes):
            return len(self)
        least = self.sizes[size - 1] * len(among.match) / len(among.everything)
        expected = bisect_right(self.sizes, -least, key=neg)
        return expected if expected < len(self.sizes) else len(self)

    def _counted(self, among: Among) -> dict[str, int]:
        counts = among.count_all(self.bitmaps, self.sizes)
        if self.tail is not None:
            counts |= {key: among.count(self.tail.at(place)) for key, place in self._of_tail()}
        return counts

    def _of_tail(self) -> Iterator[tuple[str, int]]:
        """The values that are still in the tail, each with its place there."""
        if self.tail is not None:
            yield from ((key, place) for key, place in self.tail.places.items() if key not in self.moved)

    def _first(self, among: Among, size: int) -> dict[str, int]:
        """How many have each value, the most frequent first, until none that is left can be among the `size` first."""
        counts: dict[str, int] = {}
        most: list[int] = []
        for some in batched(self._by_size(), COUNTED_AT_ONCE):
            sets = {key: each for key, each, _size in some}
            counted = among.count_all(sets, list(map(len, sets.values())))
            counts |= counted
            most = nlargest(size, chain(most, counted.values()))
            if len(most) == size and most[-1] > some[-1][2]:
                break
        return counts

    def _distinct(self, among: Among, counts: Mapping[str, int]) -> int:
        """How many values of a filter that is not long any has; those of `counts`, which are the first, are counted."""
        rest = islice(self.bitmaps.values(), len(counts), None)
        return sum(map(bool, counts.values())) + sum(map(among.match.intersect, rest))

    def _by_size(self) -> Iterator[tuple[str, BitMap, int]]:
        """All values with their positions and sizes, the most frequent first but for those that moved."""
        for (key, each), size in zip(self.bitmaps.items(), self.sizes, strict=True):
            # What moved here from the tail may be smaller than what is still there.
            yield key, each, max(size, FREQUENT if self.tail else 0)
        if self.tail is not None:
            yield from ((key, self.tail.at(place), self.tail.size(place)) for key, place in self._of_tail())

    def _largest_sizes(self, size: int | None) -> Iterator[tuple[str, int]]:
        """The sizes of all values, or at least of those that can be among the `size` largest."""
        first = zip(self.bitmaps, self.sizes, strict=True)
        if size and size <= len(self.sizes) and self.sizes[size - 1] >= FREQUENT:
            yield from islice(first, size)  # no value of a tail has as many
            return
        yield from first
        if self.tail is None:
            return
        least = nlargest(size, self.sizes)[-1] if size and len(self.sizes) >= size else 0
        for key, place in self.tail.places.items():
            number = self.tail.size(place)
            if size is not None and number < least:
                return
            if key not in self.moved:
                yield key, number


def largest(counts: Iterable[tuple[str, int]], size: int | None) -> dict[str, int]:
    """Those of the `size` largest numbers, never 0: the largest first, of equal ones that whose key comes first."""
    counted = list(counts)
    least = 1
    if size is not None and len(counted) > size:
        least = max(nlargest(size, [number for _key, number in counted])[-1], 1) if size else 0
    found = sorted([(-number, key) for key, number in counted if number >= least])
    return {key: -number for number, key in found[:size]}
