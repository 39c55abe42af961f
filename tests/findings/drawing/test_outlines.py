"""Outlines of countries: simplified without gaps, cut at the sheet's edge, and small."""

from __future__ import annotations

import gzip
import re

import pytest

from findings.drawing.maps import FRAMES
from findings.drawing.outlines import BLEED, GRID, Outlines, made_from, outlines
from findings.drawing.projections import WORLD


@pytest.mark.parametrize("sheet", ["region", "world"])
def test_the_stored_outlines_are_small_and_lie_on_their_sheet(sheet: str) -> None:
    drawn = outlines()[sheet]
    assert len(gzip.compress((drawn.land + drawn.dprk).encode())) < 12_000
    assert drawn.height == round(GRID * FRAMES[sheet].proportion)
    points = points_of(drawn.land) + points_of(drawn.dprk)
    assert len(points) > 500
    for x, y in points:
        assert -BLEED <= x <= GRID + BLEED
        assert -BLEED <= y <= drawn.height + BLEED


def test_nampo_lies_at_the_coast_of_the_dprk() -> None:
    drawn = outlines()["region"]
    x, y = FRAMES["region"].at(125.41, 38.73)
    nearest = min(abs(x * GRID - a) + abs(y * drawn.height - b) for a, b in points_of(drawn.dprk))
    assert nearest < 20  # 50 km


def test_neighbours_share_their_simplified_boundary() -> None:
    boundary = [[10, 0], [10.1, 2], [9.9, 4], [10.4, 6], [10, 10]]
    west = [[0, 0], *boundary, [0, 10], [0, 0]]
    east = [[20, 0], [20, 10], *boundary[::-1], [20, 0]]
    made = made_from([{"iso_n3": "1", "rings": [west]}, {"iso_n3": "408", "rings": [east]}], WORLD)
    shared = set(points_of(made.land)) & set(points_of(made.dprk))
    assert len(shared) >= 2
    assert len(shared) < len(boundary)


def test_what_is_small_or_antarctic_is_left_out_and_what_crosses_a_meridian_is_not_torn() -> None:
    island = [[50, 0], [50.1, 0], [50.1, 0.1], [50, 0.1], [50, 0]]
    ice = [[0, -70], [90, -70], [90, -60], [0, -60], [0, -70]]
    across = [[170, 0], [-170, 0], [-170, 10], [170, 10], [170, 0]]
    made = made_from([{"iso_n3": "1", "rings": [island, ice, across]}], WORLD)
    assert made == Outlines(434, "M555 203l0 37 56 0-1-37z", "")


def points_of(path: str) -> list[tuple[int, int]]:
    """The points of a path of `M`, relative `l` and `z`."""
    points = []
    for piece in filter(None, path.split("z")):
        start, steps = piece.removeprefix("M").split("l")
        numbers = [int(number) for number in re.findall(r"-?[0-9]+", steps)]
        x, y = map(int, start.split())
        points.append((x, y))
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x, y))
    return points
