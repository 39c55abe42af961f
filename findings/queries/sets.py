"""The values of one filter, each with the set of findings that have it, in as little memory as that takes.

A few values are those of many findings, and most of many values are those of a few: half of fifty thousand actors are
named once or twice. A bitmap for each of those would be a hundred times what it says. So of a long filter only the
frequent values have bitmaps, ready to be intersected; the positions of all others stand behind each other in one array
of four bytes each, the tail, and become a bitmap when one is asked for.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from heapq import nlargest
from itertools import batched

from pyroaring import BitMap

#: A filter of more values than this is long: only its frequent values have bitmaps of their own.
LONG = 2000
#: Findings that a frequent value of a long filter has, at least.
FREQUENT = 64
#: Values that are counted at a time, the most frequent first, until none that is left can be among those wanted.
COUNTED_AT_ONCE = 128


@dataclass(frozen=True, slots=True)
class Tail:
    """The values that are not frequent, the most frequent first: those of `keys[n]` are `positions[ends[n-1]:ends[n]]`.

    `places` maps a value to its n.
    """

    places: dict[str, int]
    ends: array[int]
    positions: array[int]

    @classmethod
    def of(cls, values: Iterable[tuple[str, array[int]]]) -> Tail:
        places: dict[str, int] = {}
        ends, positions = array("I"), array("I")
        for key, having in values:
            places[key] = len(places)
            positions += having
            ends.append(len(positions))
        return cls(places, ends, positions)

    def at(self, place: int) -> BitMap:
        return BitMap(self.positions[self.ends[place - 1] if place else 0 : self.ends[place]])

    def size(self, place: int) -> int:
        return self.ends[place] - (self.ends[place - 1] if place else 0)

    def having(self, positions: BitMap) -> set[str]:
        """The values that any of these findings has."""
        keys = list(self.places)
        return {keys[bisect_right(self.ends, n)] for n, each in enumerate(self.positions) if each in positions}


@dataclass(frozen=True, slots=True)
class Most:
    """The most frequent values among some findings. `distinct` is None where not all were counted."""

    counts: dict[str, int]
    distinct: int | None


@dataclass(frozen=True)
class Sets:
    """Value → positions, the most frequent value first. `moved` are values of the tail that have changed since.

    A mapping that is never changed; `changed` makes another one, which shares with this what did not change.
    """

    bitmaps: dict[str, BitMap]
    tail: Tail | None = None
    moved: frozenset[str] = frozenset()
    sizes: array[int] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sizes", array("I", map(len, self.bitmaps.values())))

    @classmethod
    def of(cls, values: Iterable[tuple[str, array[int]]], number: int) -> Sets:
        """Of `number` values with their positions, the most frequent first."""
        rest = iter(values)
        if number <= LONG:
            return cls({key: BitMap(having) for key, having in rest})
        bitmaps: dict[str, BitMap] = {}
        for key, having in rest:
            if len(having) < FREQUENT:
                return cls(bitmaps, Tail.of([(key, having), *rest]))
            bitmaps[key] = BitMap(having)
        return cls(bitmaps)

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

    def items(self) -> Iterator[tuple[str, BitMap]]:
        yield from self.bitmaps.items()
        if self.tail is not None:
            for key, place in self.tail.places.items():
                if key not in self.moved:
                    yield key, self.tail.at(place)

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
        return Sets({key: bitmaps[key] for key in ranked if bitmaps[key]}, self.tail, frozenset(moved))

    # Counting

    def most(self, match: BitMap, everything: BitMap, size: int | None, *, exact: bool = True) -> Most:
        """How many of `match` have each of the `size` most frequent values there (of all for None).

        Values that are as frequent as the last of them are there too. Unless it is to be `exact`, not all values of a
        long filter are counted: they are taken the most frequent first, until none that is left can be among those.
        """
        if len(match) == len(everything):
            return Most(_largest(self._largest_sizes(size), size), len(self))
        if not match:
            return Most({}, 0)
        if not self.is_long:
            counts = dict(zip(self.bitmaps, self._numbers(match, everything), strict=True))
            return Most(_largest(counts.items(), size), len(counts) - list(counts.values()).count(0))
        if exact or size is None:
            counts = {key: match.intersection_cardinality(each) for key, each in self.items()}
            return Most(_largest(counts.items(), size), len(counts) - list(counts.values()).count(0))
        return Most(self._first(match, size), None)

    def _first(self, match: BitMap, size: int) -> dict[str, int]:
        counted: list[tuple[str, int]] = []
        if not size:
            return {}
        for some in batched(self._by_size(), COUNTED_AT_ONCE):
            counted += [(key, match.intersection_cardinality(each)) for key, each, _size in some]
            least = nlargest(size, (number for _key, number in counted))[-1]
            if len(counted) >= size and least > some[-1][2]:
                break
        return _largest(counted, size)

    def _by_size(self) -> Iterator[tuple[str, BitMap, int]]:
        """All values with their positions and sizes, the most frequent first but for those that moved."""
        for (key, each), size in zip(self.bitmaps.items(), self.sizes, strict=True):
            # What moved here from the tail may be smaller than what is still there.
            yield key, each, max(size, FREQUENT if self.tail else 0)
        if self.tail is not None:
            for key, place in self.tail.places.items():
                if key not in self.moved:
                    yield key, self.tail.at(place), self.tail.size(place)

    def _largest_sizes(self, size: int | None) -> Iterator[tuple[str, int]]:
        """The sizes of all values, or at least of those that can be among the `size` largest."""
        yield from zip(self.bitmaps, self.sizes, strict=True)
        if self.tail is None:
            return
        least = nlargest(size, self.sizes)[-1] if size and len(self.sizes) >= size else 0
        for key, place in self.tail.places.items():
            number = self.tail.size(place)
            if size is not None and number < least:
                return
            if key not in self.moved:
                yield key, number

    def _numbers(self, match: BitMap, everything: BitMap) -> list[int]:
        """How many of `match` have each value that has a bitmap, in their order."""
        if 2 * len(match) > len(everything):
            return list(map(match.intersection_cardinality, self.bitmaps.values()))
        # A thin set costs a comparison with each of its members in every set. What it leaves out is dense, a map of
        # bits, where each member of the other set is looked up at once.
        rest = everything - match
        lacking = map(rest.intersection_cardinality, self.bitmaps.values())
        return [size - number for size, number in zip(self.sizes, lacking, strict=True)]


def _largest(counts: Iterable[tuple[str, int]], size: int | None) -> dict[str, int]:
    """Those of the `size` largest numbers, and of numbers equal to the last of these; never 0."""
    counted = list(counts)
    numbers = [number for _key, number in counted]
    least = 1
    if size is not None and len(counted) > size:
        least = max(nlargest(size, numbers)[-1], 1) if size else max(numbers, default=0) + 1
    return {key: number for key, number in counted if number >= least}
