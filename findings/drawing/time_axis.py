"""The axis that timelines share: whole years from left to right, x in per cent of the width."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

#: Pixels: the narrowest drawing, the narrowest that is wide, and the label of a year.
_NARROW, _WIDE, _LABEL = 272, 480, 36


@dataclass(frozen=True, slots=True)
class Year:
    """A year on the axis: where it begins, how wide it is, and where it leads ("" for nowhere).

    `full` is its label, `short` that of a narrow drawing; "" where there is no room for it. A label is the whole year,
    as the name of its link says it: who speaks to a machine says what is written (WCAG 2.5.3).
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
    every, narrow_every = (-(-number * _LABEL // room) for room in (_WIDE, _NARROW))
    return tuple(
        Year(
            x=per_cent(n, number),
            width=per_cent(1, number),
            label=label,
            full="" if n % every else label,
            short="" if n % narrow_every else label,
            url=url_of(first + n),
        )
        for n in range(number)
        for label in (str(first + n),)
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
