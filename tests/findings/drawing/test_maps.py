"""Places on a sheet: where they are, how many findings, and nothing more than that."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings.drawing.maps import (
    LARGEST,
    MOST_LINES,
    MOST_PLACES,
    Finding,
    Line,
    Mark,
    PlaceRow,
    Where,
    place_map,
    radius,
)
from findings.queries.pictures import PlaceCount


def place(
    name: str, at: tuple[str, str] | None, *references: str, country: str = "KP", precision: str = "locality"
) -> PlaceCount:
    latitude, longitude = (Decimal(each) for each in at) if at else (None, None)
    return PlaceCount(f"{country.lower()}/{name.lower()}", name, country, latitude, longitude, references, precision)


def url_of_places(keys: Sequence[str]) -> str:
    return "/" + "+".join(keys)


NAMPO = place("Nampo", ("38.73", "125.41"), "R-001", "R-002", "R-003", "R-004")
PORT = place("Vostochny port", ("42.74", "133.07"), "R-001", "R-005", country="RU")
TOWN = place("Vostochny", ("42.74", "133.08"), "R-005", country="RU")
BAY = place("Hangzhou Bay", ("30.4", "121.4"), "R-002", country="CN", precision="region")
MOSCOW = place("Moscow", ("55.75", "37.62"), "R-001", country="RU")
CHINA = place("China", None, "R-001", "R-009", country="CN")


def test_a_sheet_whole() -> None:
    drawn = place_map([NAMPO, PORT, CHINA, BAY, MOSCOW, TOWN], "region", url_of_places, "/{}".format)
    nampo = Mark("Nampo", "/kp/nampo", 4, 38.41, 40.12, 8.0, False, Where("Nampo", 11.0, 3.5, "start", False))
    ports = Mark(
        "Vostochny port, Vostochny",
        "/ru/vostochny port+ru/vostochny",
        2,
        62.41,
        17.89,
        5.7,
        False,
        Where("Vostochny port", -8.7, 3.5, "end", False),
    )
    bay = Mark(
        "Hangzhou Bay", "/cn/hangzhou bay", 1, 22.66, 85.03, 4.0, True, Where("Hangzhou Bay", 7.0, 3.5, "start", False)
    )
    assert drawn.marks == (nampo, ports, bay)
    assert drawn.lines == (
        Line("Nampo – Vostochny port, Vostochny", 38.41, 40.12, 62.41, 17.89, (Finding("R-001", "/R-001"),)),
        Line("Nampo – Hangzhou Bay", 38.41, 40.12, 22.66, 85.03, (Finding("R-002", "/R-002"),)),
    )
    assert [line.url for line in drawn.lines] == ["/R-001", "/R-002"]
    assert drawn.table == (
        PlaceRow("Nampo", "Democratic People's Republic of Korea", 4, "/kp/nampo", "circle"),
        PlaceRow("Vostochny port", "Russian Federation", 2, "/ru/vostochny port", "circle"),
        PlaceRow("China", "", 2, "/cn/china", "not a point: not drawn"),
        PlaceRow("Hangzhou Bay", "China", 1, "/cn/hangzhou bay", "a region: dashed circle"),
        PlaceRow("Moscow", "Russian Federation", 1, "/ru/moscow", "lies off this map"),
        PlaceRow("Vostochny", "Russian Federation", 1, "/ru/vostochny", "circle"),
    )
    assert (drawn.off_sheet, drawn.without_point, drawn.unlabelled, drawn.has_region) == (1, 1, 0, True)
    assert {name.label.words for name in drawn.names} == {"DPRK", "China", "Republic of Korea", "Japan", "Russia"}


def test_the_world_shows_what_lies_off_the_region() -> None:
    drawn = place_map([MOSCOW, CHINA], "world", url_of_places, "/{}".format)
    assert [(mark.name, mark.is_region) for mark in drawn.marks] == [("Moscow", False)]
    assert (drawn.names, drawn.off_sheet, drawn.without_point) == ((), 0, 1)


def test_places_at_one_point_count_a_finding_once() -> None:
    (mark,) = place_map([PORT, TOWN], "region", url_of_places, "/{}".format).marks
    assert mark.findings == 2


def test_a_sheet_says_what_it_leaves_out() -> None:
    places = [place(f"P{n}", (f"{35 + n % 20 * 0.4:.2f}", f"{120 + n // 20}"), "R-001") for n in range(200)]
    drawn = place_map(places, "region", url_of_places, "/{}".format)
    assert (len(drawn.table), drawn.more_places) == (MOST_PLACES, 50)
    marks = len(drawn.marks)
    assert (len(drawn.lines), drawn.more_lines) == (MOST_LINES, marks * (marks - 1) // 2 - MOST_LINES)


@given(st.integers(1, 5000), st.integers(1, 5000))
def test_areas_are_numbers_of_findings(findings: int, more: int) -> None:
    largest = findings + more
    assert radius(largest, largest) <= LARGEST + 0.05
    small, large = radius(findings, largest), radius(largest, largest)
    if small > 2.5:
        assert large / small == pytest.approx(sqrt(largest / findings), rel=0.03)


_coordinates = st.tuples(st.decimals(-89, 89, places=2), st.decimals(-179, 179, places=2))


@given(st.lists(_coordinates, max_size=15, unique=True), st.sampled_from(["region", "world"]))
def test_every_place_is_drawn_on_its_sheet_or_said_not_to_be(points: list[tuple[Decimal, Decimal]], sheet: str) -> None:
    places = [place(f"P{n}", (str(at[0]), str(at[1])), f"R-{n}") for n, at in enumerate(points)]
    drawn = place_map(places, sheet, url_of_places, "/{}".format)
    assert sum(mark.findings for mark in drawn.marks) + drawn.off_sheet == len(points)
    for mark in drawn.marks:
        assert 0 <= mark.x <= 100
        assert 0 <= mark.y <= 100
