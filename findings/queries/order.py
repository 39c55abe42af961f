"""The default order of the findings in force, in the memory of a process: pages are cut from it."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from pyroaring import BitMap

#: To sort a finding by its place takes as long as so many steps through the order.
STEPS_SORTED = 3


@dataclass(frozen=True, eq=False)
class Order:
    """`positions` in their order; `places[p]` is the place of position p in it, four bytes each.

    It may have positions that are not in force any more. It is never changed once it is made.
    """

    positions: array[int]
    places: array[int] = field(init=False)

    def __post_init__(self) -> None:
        places = array("I", bytes(4 * (max(self.positions, default=0) + 1)))
        for place, position in enumerate(self.positions):
            places[position] = place
        object.__setattr__(self, "places", places)

    def __iter__(self) -> Iterator[int]:
        return iter(self.positions)

    def page(self, match: BitMap, first: int, size: int) -> list[int]:
        """Of the positions in `match`, those from place `first` on, `size` at most.

        The order is walked through, from its nearer end, until the page is full. A set so thin that this would take
        longer than to sort all of it is sorted.
        """
        size = min(size, len(match) - first)
        if size <= 0:
            return []
        last = len(match) - first - size
        if (min(first, last) + size) * len(self.positions) > STEPS_SORTED * len(match) ** 2:
            return sorted(match, key=self.places.__getitem__)[first : first + size]
        if first <= last:
            return list(islice(filter(match.__contains__, self.positions), first, first + size))
        return list(islice(filter(match.__contains__, reversed(self.positions)), last, last + size))[::-1]
