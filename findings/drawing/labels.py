"""Where names stand beside marks that move apart as the drawing grows: nowhere two of them collide, at any width.

A mark stands at a share of the drawing's width and height, while its label keeps its size in pixels. So two labels that
leave each other alone in a narrow drawing may collide in a wide one, and the reverse. A label is placed only where it
meets nothing at *every* width of a range; that is decided exactly, since every distance is linear in the width.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from findings.drawing import lettering

#: Pixels between a mark and its label.
GAP = 3


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of fixed pixels about a point at shares (0 to 1) of a drawing's width and height."""

    x: float
    y: float
    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Widths:
    """The widths in pixels that a drawing can have, from `low` to `high`, and its height by its width."""

    low: float
    high: float
    proportion: float


@dataclass(frozen=True, slots=True)
class Wanted:
    """A name for a mark of so many pixels' radius; 0 sets the name on the point itself."""

    words: str
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a name stands: pixels from its mark to the start, middle or end of its base line, and what it covers."""

    dx: float
    dy: float
    anchor: str
    box: Box


def placed(wanted: Sequence[Wanted], taken: Iterable[Box], widths: Widths) -> list[Placed | None]:
    """For each name, in order of importance, the first place about its mark that is free; None where there is none."""
    boxes = list(taken)
    answer: list[Placed | None] = []
    for name in wanted:
        free = (each for each in _places(name) if _is_inside(each.box, widths) and _is_free(each.box, boxes, widths))
        place = next(free, None)
        if place is not None:
            boxes.append(place.box)
        answer.append(place)
    return answer


def disc(x: float, y: float, radius: float) -> Box:
    """What a mark covers."""
    return Box(x, y, -radius, radius, -radius, radius)


def meet(a: Box, b: Box, widths: Widths) -> bool:
    """Whether two boxes overlap at any of the widths."""
    low, high = widths.low, widths.high
    # Each line: this much of the width must be less than so many pixels.
    for share, pixels in (
        (a.x - b.x, b.right - a.left),
        (b.x - a.x, a.right - b.left),
        ((a.y - b.y) * widths.proportion, b.bottom - a.top),
        ((b.y - a.y) * widths.proportion, a.bottom - b.top),
    ):
        if share > 0:
            high = min(high, pixels / share)
        elif share < 0:
            low = max(low, pixels / share)
        elif pixels <= 0:
            return False
    return low < high


def _is_free(box: Box, boxes: Iterable[Box], widths: Widths) -> bool:
    return not any(meet(box, other, widths) for other in boxes)


def _is_inside(box: Box, widths: Widths) -> bool:
    return all(
        box.x * width + box.left >= 0
        and box.x * width + box.right <= width
        and box.y * width * widths.proportion + box.top >= 0
        and box.y * width * widths.proportion + box.bottom <= width * widths.proportion
        for width in (widths.low, widths.high)
    )


def _places(name: Wanted) -> Iterable[Placed]:
    """Where a name may stand: right of its mark, left, above, below, then at the corners."""
    wide = lettering.width(name.words)
    middle = (lettering.ASCENT - lettering.DESCENT) / 2
    if not name.radius:
        yield _place(name, wide, 0, middle, "middle")
        return
    out = name.radius + GAP
    corner = name.radius * 0.7 + GAP
    above, below = -out - lettering.DESCENT + 2, out + lettering.ASCENT - 1
    yield _place(name, wide, out, middle, "start")
    yield _place(name, wide, -out, middle, "end")
    yield _place(name, wide, 0, above, "middle")
    yield _place(name, wide, 0, below, "middle")
    for dx, anchor in ((corner, "start"), (-corner, "end")):
        yield _place(name, wide, dx, -corner, anchor)
        yield _place(name, wide, dx, corner + lettering.ASCENT - 2, anchor)


def _place(name: Wanted, wide: float, dx: float, dy: float, anchor: str) -> Placed:
    left = {"start": dx, "middle": dx - wide / 2, "end": dx - wide}[anchor]
    box = Box(name.x, name.y, left, left + wide, dy - lettering.ASCENT, dy + lettering.DESCENT)
    return Placed(round(dx, 1), round(dy, 1), anchor, box)
