"""The axis that timelines share: whole years from left to right, x in per cent of the width."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

#: Pixels: the narrowest drawing and the label of a year in it, the narrowest that has full labels and such a label.
_NARROW, _SHORT_LABEL, _WIDE, _FULL_LABEL = 272, 22, 480, 36


@dataclass(frozen=True, slots=True)
class Year:
    """A year on the axis: where it begins, how wide it is, and where it leads ("" for nowhere).

    `full` is its label where there is room, `short` that of a narrow drawing, "" where even that has none.
    """

    x: float
    width: float
    label: str
    full: str
    short: str
    url: str


def years(first: int, last: int, url_of: Callable[[int], str]) -> tuple[Year, ...]:
    """The years from `first` to `last`, side by side over the whole width."""
    number = last - first + 1
    every = -(-number * _SHORT_LABEL // _NARROW)
    has_room = number * _FULL_LABEL <= _WIDE
    return tuple(
        Year(
            x=per_cent(n, number),
            width=per_cent(1, number),
            label=str(first + n),
            full=str(first + n) if has_room else short,
            short="" if n % every else short,
            url=url_of(first + n),
        )
        for n in range(number)
        for short in (f"’{(first + n) % 100:02}",)
    )


def per_cent(part: float, whole: float) -> float:
    """A share of the width, to a hundredth of a per cent: a tenth of a pixel on a wide screen."""
    return round(100 * part / whole, 2)


def round_steps(highest: int, at_most: int = 4) -> tuple[int, ...]:
    """Round numbers up to the highest one, evenly apart and few: 59 → 20, 40. The ticks of an axis of counts."""
    magnitude = 1
    while True:
        for step in (magnitude, 2 * magnitude, 5 * magnitude):
            if highest // step <= at_most:
                return tuple(range(step, highest + 1, step))
        magnitude *= 10


def rows_apart(places: Sequence[float], gap: float) -> tuple[int, ...]:
    """For marks at x in per cent, in rising order: the first row where each keeps its distance from the one before."""
    ends: list[float] = []
    rows = []
    for x in places:
        row = next((n for n, end in enumerate(ends) if x - end >= gap), len(ends))
        ends[row : row + 1] = [x]
        rows.append(row)
    return tuple(rows)
