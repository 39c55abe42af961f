"""The two projections keep what they promise, and everything they show lies on its sheet."""

from __future__ import annotations

from math import cos, hypot, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings.drawing.projections import NORTH_EAST_ASIA, WORLD, equal_earth, lambert

_STEP = 1e-4


@given(st.floats(-29, 329), st.floats(-80, 80))
def test_equal_earth_keeps_areas(longitude: float, latitude: float) -> None:
    east, north = derivatives(equal_earth, longitude, latitude)
    assert abs(east[0] * north[1] - east[1] * north[0]) == pytest.approx(cos(radians(latitude)), rel=1e-3)


@given(st.floats(105, 155), st.floats(20, 60))
def test_lambert_keeps_shapes(longitude: float, latitude: float) -> None:
    east, north = derivatives(lambert, longitude, latitude)
    assert hypot(*east) / cos(radians(latitude)) == pytest.approx(hypot(*north), rel=1e-3)
    assert east[0] * north[0] + east[1] * north[1] == pytest.approx(0, abs=1e-3)


@pytest.mark.parametrize("latitude", [33, 43])
def test_lambert_is_true_along_two_parallels(latitude: float) -> None:
    _east, north = derivatives(lambert, 129, latitude)
    assert hypot(*north) == pytest.approx(1, rel=1e-4)


@given(st.floats(-180, 180), st.floats(-56, 82))
def test_the_world_lies_on_its_sheet(longitude: float, latitude: float) -> None:
    assert WORLD.holds(longitude, latitude)


@pytest.mark.parametrize(
    ("longitude", "latitude", "is_shown"),
    [
        (125.75, 39.02, True),  # Pyongyang
        (131.89, 43.12, True),  # Vladivostok
        (121.4, 30.4, True),  # Hangzhou Bay
        (139.69, 35.68, True),  # Tokyo
        (37.62, 55.75, False),  # Moscow
        (-74.01, 40.71, False),  # New York
        (116.83, -1.27, False),  # Balikpapan
        (0, -90, False),
    ],
)
def test_what_north_east_asia_shows(longitude: float, latitude: float, is_shown: bool) -> None:
    assert NORTH_EAST_ASIA.holds(longitude, latitude) is is_shown


def test_the_world_is_cut_in_the_atlantic() -> None:
    assert WORLD.at(-29.9, 0)[0] == pytest.approx(0, abs=0.01)
    assert WORLD.at(-30.1, 0)[0] == pytest.approx(1, abs=0.01)
    assert WORLD.at(150, 0)[0] == pytest.approx(0.5)


def derivatives(project, longitude: float, latitude: float):
    """The change of (x, y) for a radian to the east, and for one to the north."""
    x, y = project(longitude, latitude)
    scale = 1 / radians(_STEP)
    east, north = project(longitude + _STEP, latitude), project(longitude, latitude + _STEP)
    return ((east[0] - x) * scale, (east[1] - y) * scale), ((north[0] - x) * scale, (north[1] - y) * scale)
