"""The outlines of countries that maps are drawn on, and how they were made: `outlines.json`.

Source: Natural Earth, Admin 0 countries, 1:50 million (North-East Asia) and 1:110 million (the world), public domain,
naturalearthdata.com. It needs two files that hold them as
`{"countries": [{"iso_n3": "408", "rings": [[[longitude, latitude], …], …]}, …]}`, and is run as

    python -m findings.drawing.outlines NORTH-EAST-ASIA.json WORLD.json

Each is projected, set on a grid of a thousand units across the sheet, and simplified after Douglas and Peucker:
boundaries once, so that neighbours still meet. What lies off the sheet is cut away, and so are the smallest islands.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import hypot
from pathlib import Path
from typing import Any

from findings.drawing.projections import NORTH_EAST_ASIA, WORLD, WORLD_CUT, Frame, Point

FILE = Path(__file__).with_name("outlines.json")

#: Units across a sheet.
GRID = 1000
#: How far a line may stray from the original, in units: less than a pixel of a wide screen.
TOLERANCE = 0.8
#: Islands and lakes of fewer square units are left out.
SMALLEST = 5
#: What lies south of it is left out of the world: Antarctica.
SOUTHERNMOST = -58
#: How far outlines go on beyond the edge of a sheet, so that the cut itself is not seen.
BLEED = 4

#: ISO 3166-1 numeric code of the country that is drawn apart.
DPRK = "408"

type Grid = tuple[int, int]
type Ring = list[Grid]


@dataclass(frozen=True, slots=True)
class Outlines:
    """Paths in units of the grid, `height` of them from top to bottom: all land but the DPRK, and the DPRK."""

    height: int
    land: str
    dprk: str


@cache
def outlines() -> dict[str, Outlines]:
    """Sheet → its outlines, from the file."""
    return {sheet: Outlines(**drawn) for sheet, drawn in json.loads(FILE.read_text(encoding="utf-8")).items()}


def made_from(countries: Sequence[dict[str, Any]], frame: Frame) -> Outlines:
    """The outlines of a sheet, from the countries of Natural Earth."""
    rings: dict[bool, list[list[Point]]] = {True: [], False: []}
    for country in countries:
        for ring in country["rings"]:
            if max(latitude for _longitude, latitude in ring) > SOUTHERNMOST:
                rings[country["iso_n3"] == DPRK] += _off_the_cut([(x, y) for x, y in ring], frame)
    height = round(GRID * frame.proportion)
    on_grid = {is_dprk: [_on_grid(ring, frame) for ring in each] for is_dprk, each in rings.items()}
    junctions = _junctions([ring for each in on_grid.values() for ring in each])
    simplified = {
        is_dprk: [_within(_simplified(ring, junctions), height) for ring in each] for is_dprk, each in on_grid.items()
    }
    return Outlines(height, _path(simplified[False]), _path(simplified[True]))


def _off_the_cut(ring: list[Point], frame: Frame) -> list[list[Point]]:
    """A ring of the world on both sides of the meridian that it is cut along."""
    if frame is not WORLD:
        return [ring]
    unrolled = _unrolled(ring)
    # A hair beside the cut, so that its points stand at the left edge and at the right one.
    left, right = WORLD_CUT + 0.01, WORLD_CUT + 359.99
    pieces = []
    for turn in (-360, 0, 360):
        turned = [(longitude + turn, latitude) for longitude, latitude in unrolled]
        piece = _clipped(_clipped(turned, lambda p: p[0] - left), lambda p: right - p[0])
        if len(piece) > 2:
            pieces.append(piece)
    return pieces


def _unrolled(ring: list[Point]) -> list[Point]:
    """A ring whose longitudes run on across 180°: 179, then 181 for −179."""
    points = ring[:1]
    for longitude, latitude in ring[1:]:
        before = points[-1][0]
        points.append((before + (longitude - before + 180) % 360 - 180, latitude))
    return points


def _on_grid(ring: Iterable[Point], frame: Frame) -> Ring:
    height = GRID * frame.proportion
    points: Ring = []
    for longitude, latitude in ring:
        x, y = frame.at(longitude, latitude)
        # Far off the sheet a cone runs to infinity; nothing of it is shown.
        point = (round(max(-3.0, min(4.0, x)) * GRID), round(max(-3.0, min(4.0, y)) * height))
        if not points or point != points[-1]:
            points.append(point)
    if len(points) > 1 and points[0] == points[-1]:
        points.pop()
    return points


def _junctions(rings: Iterable[Ring]) -> set[Grid]:
    """Points where lines of several rings meet or part: those keep their place."""
    beside: dict[Grid, set[Grid]] = defaultdict(set)
    for ring in rings:
        for a, b in pairwise([*ring, *ring[:1]]):
            beside[a].add(b)
            beside[b].add(a)
    return {point for point, neighbours in beside.items() if len(neighbours) > 2}


def _simplified(ring: Ring, junctions: set[Grid]) -> Ring:
    """A closed ring with fewer points. A line between two junctions is simplified the same way in both its rings."""
    if len(ring) < 4:
        return ring
    corners = [n for n, point in enumerate(ring) if point in junctions] or [ring.index(min(ring))]
    if len(corners) == 1:
        turned = ring[corners[0] :] + ring[: corners[0]]
        far = max(range(len(turned)), key=lambda n: hypot(turned[n][0] - turned[0][0], turned[n][1] - turned[0][1]))
        corners, ring = [0, far], turned
    turned = ring[corners[0] :] + ring[: corners[0]]
    stops = [(n - corners[0]) % len(ring) for n in corners] + [len(ring)]
    closed = [*turned, turned[0]]
    points: Ring = []
    for start, end in pairwise(sorted(stops)):
        arc = closed[start : end + 1]
        backwards = arc[0] > arc[-1]
        kept = _peucker(arc[::-1] if backwards else arc)
        points += (kept[::-1] if backwards else kept)[:-1]
    return points


def _peucker(line: Ring) -> Ring:
    if len(line) < 3:
        return line
    (x1, y1), (x2, y2) = line[0], line[-1]
    length = hypot(x2 - x1, y2 - y1)

    def distance(point: Grid) -> float:
        if not length:
            return hypot(point[0] - x1, point[1] - y1)
        return abs((x2 - x1) * (y1 - point[1]) - (x1 - point[0]) * (y2 - y1)) / length

    farthest = max(range(1, len(line) - 1), key=lambda n: distance(line[n]))
    if distance(line[farthest]) <= TOLERANCE:
        return [line[0], line[-1]]
    return _peucker(line[: farthest + 1])[:-1] + _peucker(line[farthest:])


def _within(ring: Sequence[Point], height: int) -> Ring:
    """The part of a ring that the sheet shows, and a little more."""
    edges: list[Callable[[Point], float]] = [
        lambda p: p[0] + BLEED,
        lambda p: GRID + BLEED - p[0],
        lambda p: p[1] + BLEED,
        lambda p: height + BLEED - p[1],
    ]
    points: list[Point] = list(ring)
    for edge in edges:
        points = _clipped(points, edge)
    rounded = [(round(x), round(y)) for x, y in points]
    return [point for n, point in enumerate(rounded) if point != rounded[n - 1]]


def _clipped(ring: Sequence[Point], inside: Callable[[Point], float]) -> list[Point]:
    """The part of a ring where `inside`, which is linear, is not negative (Sutherland and Hodgman)."""
    points: list[Point] = []
    for n, here in enumerate(ring):
        before = ring[n - 1]
        a, b = inside(before), inside(here)
        if (a < 0) != (b < 0):
            share = a / (a - b)
            points.append((before[0] + share * (here[0] - before[0]), before[1] + share * (here[1] - before[1])))
        if b >= 0:
            points.append(here)
    return points


def _path(rings: Iterable[Ring]) -> str:
    """Rings as a path: each from its first point on by differences."""
    path = []
    for ring in rings:
        if _area(ring) < SMALLEST:
            continue
        path.append(f"M{ring[0][0]} {ring[0][1]}l")
        steps = " ".join(f"{x2 - x1} {y2 - y1}" for (x1, y1), (x2, y2) in pairwise(ring))
        path.append(f"{steps.replace(' -', '-')}z")
    return "".join(path)


def _area(ring: Sequence[Grid]) -> float:
    return abs(sum(ring[n - 1][0] * y - x * ring[n - 1][1] for n, (x, y) in enumerate(ring))) / 2


def _make(region: Path, world: Path) -> None:
    drawn = {}
    for sheet, source, frame in (("region", region, NORTH_EAST_ASIA), ("world", world, WORLD)):
        made = made_from(json.loads(source.read_text(encoding="utf-8"))["countries"], frame)
        drawn[sheet] = {"height": made.height, "land": made.land, "dprk": made.dprk}
    FILE.write_text(json.dumps(drawn, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    _make(*map(Path, sys.argv[1:]))
