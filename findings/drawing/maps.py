"""Places that findings name, on outlines of North-East Asia or of the world.

A circle's *area* is the number of findings. What a finding places in a whole country, or nowhere in particular, has no
coordinates and is never drawn as a point. Lines join places that one finding names, and say nothing of a route.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from findings.drawing.labels import Box, Placed, Wanted, Widths, disc, placed
from findings.drawing.outlines import Outlines, outlines
from findings.drawing.projections import NORTH_EAST_ASIA, WORLD, Frame
from findings.queries.pictures import PlaceCount
from findings.vocabulary import COUNTRIES

REGION_SHEET, WORLD_SHEET = "region", "world"
FRAMES: dict[str, Frame] = {REGION_SHEET: NORTH_EAST_ASIA, WORLD_SHEET: WORLD}

#: Pixels: the narrowest a map can be, from where on it is wide (`.drawing` in the sheet), and the widest.
NARROWEST, WIDE, WIDEST = 272, 560, 1000
#: Pixels: the radius of a circle for one finding, the largest of all, the smallest.
ONE, LARGEST, SMALLEST = 4.0, 16.0, 2.5
#: Places nearer than this, in shares of the width, are one mark: two pixels of the widest map.
ONE_MARK = 0.002

#: (longitude, latitude, name) of what helps to find one's way on the sheet of North-East Asia; where there is room.
ORIENTATION = (
    (127.2, 40.25, gettext_lazy("DPRK")),
    (117.5, 42.5, gettext_lazy("China")),
    (128.1, 36.6, gettext_lazy("Republic of Korea")),
    (138.0, 36.6, gettext_lazy("Japan")),
    (135.3, 45.9, gettext_lazy("Russia")),
)


@dataclass(frozen=True, slots=True)
class Where:
    """A label: pixels from its mark to its base line, which end of it is there; `is_wide`: on a wide map only."""

    words: str
    dx: float
    dy: float
    anchor: str
    is_wide: bool


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
class Line:
    """Two marks named in the same findings; ends in per cent. `url` is that of the finding, if it is one only."""

    names: str
    x1: float
    y1: float
    x2: float
    y2: float
    findings: tuple[Finding, ...]

    @property
    def url(self) -> str:
        return self.findings[0].url if len(self.findings) == 1 else ""


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

    `off_sheet` places have coordinates that lie elsewhere; `without_point` have none. `largest` is the number of
    findings of the largest circle, `scale` the radii in pixels of the circles of a key: for one finding, and for it.
    """

    sheet: str
    outlines: Outlines
    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]
    names: tuple[Name, ...]
    off_sheet: int
    without_point: int
    largest: int
    scale: tuple[float, float]
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
    url_of_finding: Callable[[str], str],
    regions: Collection[str] = (),
) -> PlaceMap:
    """Places, the most named first, on a sheet. `regions` are the keys of those whose coordinates mark a region."""
    frame = FRAMES[sheet]
    located = [(each, _position(each, frame)) for each in places]
    shown = [(each, at) for each, at in located if at is not None and 0 <= at[0] <= 1 and 0 <= at[1] <= 1]
    heaps = _heaps(shown)
    named = [sorted({reference for each, _at in heap for reference in each.findings}) for heap in heaps]
    largest = max(map(len, named), default=1)
    order = sorted(range(len(heaps)), key=lambda n: (-len(named[n]), heaps[n][0][0].name))
    heaps, named = [heaps[n] for n in order], [named[n] for n in order]
    radii = [radius(len(each), largest) for each in named]
    labels, names = _labels(heaps, radii, frame, sheet)
    marks = tuple(
        Mark(
            name=_names(heap),
            url=url_of_places([each.key for each, _at in heap]),
            findings=len(references),
            x=round(100 * heap[0][1][0], 2),
            y=round(100 * heap[0][1][1], 2),
            radius=each_radius,
            is_region=all(each.key in regions for each, _at in heap),
            label=label,
        )
        for heap, references, each_radius, label in zip(heaps, named, radii, labels, strict=True)
    )
    return PlaceMap(
        sheet=sheet,
        outlines=outlines()[sheet],
        marks=marks,
        lines=_lines(marks, named, url_of_finding),
        names=names,
        off_sheet=sum(at is not None for _each, at in located) - len(shown),
        without_point=sum(at is None for _each, at in located),
        largest=largest,
        scale=(radius(1, largest), radius(largest, largest)),
        table=tuple(
            PlaceRow(
                each.name,
                "" if (country := COUNTRIES.get(each.country, each.country)) == each.name else country,
                len(each.findings),
                url_of_places([each.key]),
                _drawn(at, each.key in regions),
            )
            for each, at in located
        ),
    )


def radius(findings: int, largest: int) -> float:
    """Pixels: the area is the number of findings. Where the largest would take too much room, all are smaller."""
    one = min(ONE, LARGEST / sqrt(largest))
    return round(max(one * sqrt(findings), SMALLEST), 1)


type _Heap = list[tuple[PlaceCount, tuple[float, float]]]


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


def _names(heap: _Heap) -> str:
    return ", ".join(each.name for each, _at in heap)


def _labels(
    heaps: Sequence[_Heap], radii: Sequence[float], frame: Frame, sheet: str
) -> tuple[list[Where | None], tuple[Name, ...]]:
    """Names of places first, those that fit at every width before those that fit on a wide map; then the countries."""
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
        _where(name, place, is_wide=False) or _where(name, next(later), is_wide=True)
        for name, place in zip(wanted, first, strict=True)
    ]
    if sheet != REGION_SHEET:
        return labels, ()
    countries = [Wanted(str(name), *frame.at(longitude, latitude), 0) for longitude, latitude, name in ORIENTATION]
    room = placed(countries, [*taken, *_boxes(second)], wide)
    return labels, tuple(
        Name(round(100 * name.x, 2), round(100 * name.y, 2), where)
        for name, place in zip(countries, room, strict=True)
        if (where := _where(name, place, is_wide=True)) is not None
    )


def _boxes(places: Sequence[Placed | None]) -> list[Box]:
    return [each.box for each in places if each is not None]


def _where(name: Wanted, place: Placed | None, *, is_wide: bool) -> Where | None:
    return None if place is None else Where(name.words, place.dx, place.dy, place.anchor, is_wide)


def _lines(
    marks: Sequence[Mark], named: Sequence[Sequence[str]], url_of_finding: Callable[[str], str]
) -> tuple[Line, ...]:
    lines = []
    for (a, of_a), (b, of_b) in combinations(zip(marks, named, strict=True), 2):
        shared = sorted(set(of_a) & set(of_b))
        if shared:
            findings = tuple(Finding(reference, url_of_finding(reference)) for reference in shared)
            lines.append(Line(f"{a.name} – {b.name}", a.x, a.y, b.x, b.y, findings))
    return tuple(lines)


def _drawn(at: tuple[float, float] | None, is_region: bool) -> str:
    if at is None:
        return _("not a point: not drawn")
    if not (0 <= at[0] <= 1 and 0 <= at[1] <= 1):
        return _("lies off this map")
    return _("a region: dashed circle") if is_region else _("circle")
