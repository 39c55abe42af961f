"""Places that findings name, on outlines of North-East Asia or of the world.

A circle's *area* is the number of findings. What a finding places in a whole country, or nowhere in particular, has no
coordinates and is never drawn as a point. Lines join places that one finding names, and say nothing of a route.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt
from typing import Self

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pyroaring import BitMap

from findings.drawing.labels import Box, Placed, Wanted, Widths, disc, placed
from findings.drawing.outlines import Outlines, outlines
from findings.drawing.projections import NORTH_EAST_ASIA, WORLD, Frame
from findings.queries.pictures import PlaceCount
from findings.vocabulary import COUNTRIES, PlacePrecision

REGION_SHEET, WORLD_SHEET = "region", "world"
FRAMES: dict[str, Frame] = {REGION_SHEET: NORTH_EAST_ASIA, WORLD_SHEET: WORLD}

#: Pixels: the narrowest a map can be, from where on it is wide (`.drawing` in the sheet), and the widest.
NARROWEST, WIDE, WIDEST = 272, 480, 1000
#: Pixels: the radius of a circle for one finding, the largest of all, the smallest.
ONE, LARGEST, SMALLEST = 4.0, 16.0, 2.5
#: Places nearer than this, in shares of the width, are one mark: two pixels of the widest map.
ONE_MARK = 0.002
#: Places and lines that a sheet shows at most: those with most findings. What is left out is said.
MOST_PLACES, MOST_LINES = 150, 40
#: Findings that the table lists for a line at most.
MOST_LISTED = 12
#: Points along a line that names of countries keep off.
STROKE_POINTS = 60

#: What helps to find one's way in North-East Asia, and where (longitude, latitude) it may stand: the first with room.
ORIENTATION = (
    (gettext_lazy("DPRK"), ((127.0, 40.3), (126.4, 40.8), (127.9, 40.9), (126.9, 39.4))),
    (gettext_lazy("China"), ((117.5, 42.5), (117.0, 35.5))),
    (gettext_lazy("Republic of Korea"), ((128.1, 36.6), (127.9, 35.4), (127.5, 34.0))),
    (gettext_lazy("Japan"), ((138.0, 36.6), (133.5, 34.6))),
    (gettext_lazy("Russia"), ((135.0, 45.6), (134.5, 44.6))),
)


@dataclass(frozen=True, slots=True)
class Where:
    """A label: pixels from its mark to its base line, which end of it is there; `is_wide`: on a wide map only."""

    words: str
    dx: float
    dy: float
    anchor: str
    is_wide: bool

    @classmethod
    def of(cls, name: Wanted, place: Placed, *, is_wide: bool) -> Self:
        return cls(name.words, place.dx, place.dy, place.anchor, is_wide)


@dataclass(frozen=True, slots=True)
class Mark:
    """One circle: a place, or several at one point. x and y in per cent of the sheet, the radius in pixels.

    `is_region`: the coordinates mark a region and are not those of a locality. `label` is None where there is no room.
    """

    name: str
    url: str
    findings: int
    x: float
    y: float
    radius: float
    is_region: bool
    label: Where | None


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding's reference and its page."""

    reference: str
    url: str


@dataclass(frozen=True, slots=True)
class More:
    """So many findings more, which are not listed: they are among those of the place `name`, at `url`."""

    findings: int
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """Two marks named in the same findings; ends in per cent. `url` is that of the finding, if it is one only.

    Of many findings `findings` are the first; `more` are the others.
    """

    names: str
    x1: float
    y1: float
    x2: float
    y2: float
    findings: tuple[Finding, ...]
    more: More | None = None

    @property
    def url(self) -> str:
        return self.findings[0].url if len(self.findings) == 1 and not self.more else ""


@dataclass(frozen=True, slots=True)
class Name:
    """A country's name for orientation; x and y in per cent."""

    x: float
    y: float
    label: Where


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place in the table: `drawn` says how it stands on the sheet, or why it does not."""

    name: str
    country: str
    findings: int
    url: str
    drawn: str


@dataclass(frozen=True, slots=True)
class PlaceMap:
    """A sheet (`region` or `world`) with its marks, the most named first, and the table of all places.

    `off_sheet` places have coordinates that lie elsewhere; `without_point` have none; `more_places`
    and `more_lines` are neither drawn nor in the table.
    """

    sheet: str
    outlines: Outlines
    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]
    names: tuple[Name, ...]
    off_sheet: int
    without_point: int
    more_places: int
    more_lines: int
    table: tuple[PlaceRow, ...]

    @property
    def has_region(self) -> bool:
        return any(mark.is_region for mark in self.marks)

    @property
    def unlabelled(self) -> int:
        return sum(mark.label is None for mark in self.marks)


def place_map(
    places: Sequence[PlaceCount],
    sheet: str,
    url_of_places: Callable[[Sequence[str]], str],
    findings_at: Callable[[Collection[int]], Mapping[int, Finding]],
) -> PlaceMap:
    """Places, the most named first, on a sheet. `findings_at` is asked once: position of a finding → what it is."""
    frame = FRAMES[sheet]
    located = [(each, _position(each, frame)) for each in places[:MOST_PLACES]]
    shown = [(each, at) for each, at in located if at is not None and 0 <= at[0] <= 1 and 0 <= at[1] <= 1]
    ranked = _ranked(_heaps(shown))
    heaps, named = [heap for heap, _findings in ranked], [findings for _heap, findings in ranked]
    largest = max(map(len, named), default=1)
    radii = [radius(len(each), largest) for each in named]
    every_pair = _pairs(named)
    pairs = [(a, b, named[a] & named[b]) for a, b, _size in every_pair[:MOST_LINES]]
    listed = findings_at({position for _a, _b, shared in pairs for position in shared[:MOST_LISTED]})
    labels, names = _labels(heaps, radii, _strokes(heaps, pairs), frame, sheet)
    marks = tuple(
        _mark(heap, len(positions), size, label, url_of_places)
        for heap, positions, size, label in zip(heaps, named, radii, labels, strict=True)
    )
    return PlaceMap(
        sheet=sheet,
        outlines=outlines()[sheet],
        marks=marks,
        lines=tuple(_line(marks[a], marks[b], shared, listed) for a, b, shared in pairs),
        names=names,
        off_sheet=sum(at is not None for _each, at in located) - len(shown),
        without_point=sum(at is None for _each, at in located),
        more_places=len(places) - len(located),
        more_lines=len(every_pair) - len(pairs),
        table=tuple(_row(each, at, url_of_places) for each, at in located),
    )


def radius(findings: int, largest: int) -> float:
    """Pixels: the area is the number of findings. Where the largest would take too much room, all are smaller."""
    one = min(ONE, LARGEST / sqrt(largest))
    return round(max(one * sqrt(findings), SMALLEST), 1)


type _Heap = list[tuple[PlaceCount, tuple[float, float]]]


def _is_region(place: PlaceCount) -> bool:
    return place.precision == PlacePrecision.REGION


def _position(place: PlaceCount, frame: Frame) -> tuple[float, float] | None:
    if place.latitude is None or place.longitude is None:
        return None
    return frame.at(float(place.longitude), float(place.latitude))


def _heaps(shown: _Heap) -> list[_Heap]:
    """Places at one point, as far as can be seen, together: one circle would hide the other."""
    heaps: list[_Heap] = []
    for each, at in shown:
        near = (heap for heap in heaps if max(abs(heap[0][1][0] - at[0]), abs(heap[0][1][1] - at[1])) < ONE_MARK)
        heap = next(near, None)
        if heap is None:
            heaps.append([(each, at)])
        else:
            heap.append((each, at))
    return heaps


def _ranked(heaps: list[_Heap]) -> list[tuple[_Heap, BitMap]]:
    """Each with the findings that name a place of it; those that most name first."""
    named = [(heap, BitMap.union(BitMap(), *(each.findings for each, _at in heap))) for heap in heaps]
    return sorted(named, key=lambda each: (-len(each[1]), each[0][0][0].name))


def _mark(
    heap: _Heap, findings: int, size: float, label: Where | None, url_of_places: Callable[[Sequence[str]], str]
) -> Mark:
    x, y = heap[0][1]
    return Mark(
        name=_names(heap),
        url=url_of_places([each.key for each, _at in heap]),
        findings=findings,
        x=round(100 * x, 2),
        y=round(100 * y, 2),
        radius=size,
        is_region=all(_is_region(each) for each, _at in heap),
        label=label,
    )


def _row(place: PlaceCount, at: tuple[float, float] | None, url_of_places: Callable[[Sequence[str]], str]) -> PlaceRow:
    """A place of the table; a country that is named as a whole is not told to be in itself."""
    country = COUNTRIES.get(place.country, place.country)
    return PlaceRow(
        place.name,
        "" if country == place.name else _(country),
        len(place.findings),
        url_of_places([place.key]),
        _drawn(at, _is_region(place)),
    )


def _names(heap: _Heap) -> str:
    return ", ".join(each.name for each, _at in heap)


def _labels(
    heaps: Sequence[_Heap], radii: Sequence[float], strokes: Sequence[Box], frame: Frame, sheet: str
) -> tuple[list[Where | None], tuple[Name, ...]]:
    """Names of places first, those that fit at every width before those that fit on a wide map; then the countries.

    Names of places may stand on lines, those of countries may not.
    """
    every = Widths(NARROWEST, WIDEST, frame.proportion)
    wide = Widths(WIDE, WIDEST, frame.proportion)
    points = [heap[0][1] for heap in heaps]
    discs = [disc(*at, radius) for at, radius in zip(points, radii, strict=True)]
    # The first of several names says enough where room is short; the link says them all.
    wanted = [Wanted(heap[0][0].name, *at, radius) for heap, at, radius in zip(heaps, points, radii, strict=True)]
    # On a narrow map circles are nearer to each other: a name has to pass them there as well.
    first = placed(wanted, discs, every)
    taken = [*discs, *_boxes(first)]
    second = placed([name for name, place in zip(wanted, first, strict=True) if place is None], taken, wide)
    later = iter(second)
    labels = [
        Where.of(name, place, is_wide=False) if place is not None else _where(name, next(later))
        for name, place in zip(wanted, first, strict=True)
    ]
    if sheet != REGION_SHEET:
        return labels, ()
    return labels, _names_of_countries([*taken, *_boxes(second), *strokes], frame, wide)


def _names_of_countries(taken: list[Box], frame: Frame, widths: Widths) -> tuple[Name, ...]:
    names = []
    for words, points in ORIENTATION:
        for point in points:
            name = Wanted(str(words), *frame.at(*point), 0)
            (place,) = placed([name], taken, widths)
            if place is not None:
                taken.append(place.box)
                names.append(Name(round(100 * name.x, 2), round(100 * name.y, 2), Where.of(name, place, is_wide=True)))
                break
    return tuple(names)


def _boxes(places: Sequence[Placed | None]) -> list[Box]:
    return [each.box for each in places if each is not None]


def _where(name: Wanted, place: Placed | None) -> Where | None:
    return None if place is None else Where.of(name, place, is_wide=True)


def _pairs(named: Sequence[BitMap]) -> list[tuple[int, int, int]]:
    """Two circles, by their numbers, and how many findings they share; those with most first."""
    shared = ((a, b, named[a].intersection_cardinality(named[b])) for a, b in combinations(range(len(named)), 2))
    return sorted((pair for pair in shared if pair[2]), key=lambda pair: -pair[2])


def _strokes(heaps: Sequence[_Heap], pairs: Iterable[tuple[int, int, BitMap]]) -> list[Box]:
    """What the lines cover, as points along them."""
    boxes = []
    for a, b, _shared in pairs:
        (x1, y1), (x2, y2) = heaps[a][0][1], heaps[b][0][1]
        shares = [n / STROKE_POINTS for n in range(STROKE_POINTS + 1)]
        boxes += [disc(x1 + share * (x2 - x1), y1 + share * (y2 - y1), 1) for share in shares]
    return boxes


def _line(a: Mark, b: Mark, shared: BitMap, listed: Mapping[int, Finding]) -> Line:
    """Findings are listed by their references; of many, those published first."""
    some = [listed[position] for position in shared[:MOST_LISTED] if position in listed]
    findings = tuple(sorted(some, key=lambda finding: finding.reference))
    more = More(len(shared) - MOST_LISTED, a.name, a.url) if len(shared) > MOST_LISTED else None
    return Line(f"{a.name} – {b.name}", a.x, a.y, b.x, b.y, findings, more)


def _drawn(at: tuple[float, float] | None, is_region: bool) -> str:
    if at is None:
        return _("no coordinates recorded")
    if not (0 <= at[0] <= 1 and 0 <= at[1] <= 1):
        return _("lies off this map")
    return _("a region: dashed circle") if is_region else _("circle")
