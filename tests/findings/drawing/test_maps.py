"""Places on a sheet: where they are, how many findings, and nothing more than that."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from findings.drawing.maps import (
    LARGEST,
    MOST_LINES,
    MOST_LISTED,
    MOST_PLACES,
    Finding,
    Line,
    Mark,
    More,
    PlaceRow,
    Where,
    place_map,
    radius,
)
from findings.queries.pictures import PlaceCount


def place(
    name: str, at: tuple[str, str] | None, *findings: int, country: str = "KP", precision: str = "locality"
) -> PlaceCount:
    latitude, longitude = (Decimal(each) for each in at) if at else (None, None)
    key = f"{country.lower()}/{name.lower()}"
    return PlaceCount(key, name, country, latitude, longitude, BitMap(findings), precision)


def url_of_places(keys: Sequence[str]) -> str:
    return "/" + "+".join(keys)


def findings_at(positions: Collection[int]) -> dict[int, Finding]:
    return {position: Finding(f"R-{position:03}", f"/R-{position:03}") for position in positions}


NAMPO = place("Nampo", ("38.73", "125.41"), 1, 2, 3, 4)
PORT = place("Vostochny port", ("42.74", "133.07"), 1, 5, country="RU")
TOWN = place("Vostochny", ("42.74", "133.08"), 5, country="RU")
BAY = place("Hangzhou Bay", ("30.4", "121.4"), 2, country="CN", precision="region")
MOSCOW = place("Moscow", ("55.75", "37.62"), 1, country="RU")
CHINA = place("China", None, 1, 9, country="CN")


def test_a_sheet_whole() -> None:
    drawn = place_map([NAMPO, PORT, CHINA, BAY, MOSCOW, TOWN], "region", url_of_places, findings_at)
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
        PlaceRow("China", "", 2, "/cn/china", "no coordinates recorded"),
        PlaceRow("Hangzhou Bay", "China", 1, "/cn/hangzhou bay", "a region: dashed circle"),
        PlaceRow("Moscow", "Russian Federation", 1, "/ru/moscow", "lies off this map"),
        PlaceRow("Vostochny", "Russian Federation", 1, "/ru/vostochny", "circle"),
    )
    assert (drawn.off_sheet, drawn.without_point, drawn.unlabelled, drawn.has_region) == (1, 1, 0, True)
    assert {name.label.words for name in drawn.names} == {"DPRK", "China", "Republic of Korea", "Japan", "Russia"}


def test_the_world_shows_what_lies_off_the_region() -> None:
    drawn = place_map([MOSCOW, CHINA], "world", url_of_places, findings_at)
    assert [(mark.name, mark.is_region) for mark in drawn.marks] == [("Moscow", False)]
    assert (drawn.names, drawn.off_sheet, drawn.without_point) == ((), 0, 1)


def test_places_at_one_point_count_a_finding_once() -> None:
    (mark,) = place_map([PORT, TOWN], "region", url_of_places, findings_at).marks
    assert mark.findings == 2


def test_a_sheet_says_what_it_leaves_out() -> None:
    places = [place(f"P{n}", (f"{35 + n % 20 * 0.4:.2f}", f"{120 + n // 20}"), 1) for n in range(200)]
    drawn = place_map(places, "region", url_of_places, findings_at)
    assert (len(drawn.table), drawn.more_places) == (MOST_PLACES, 50)
    marks = len(drawn.marks)
    assert (len(drawn.lines), drawn.more_lines) == (MOST_LINES, marks * (marks - 1) // 2 - MOST_LINES)


def test_of_many_findings_that_a_line_stands_for_the_first_are_listed() -> None:
    drawn = place_map(
        [place("Nampo", ("38.73", "125.41"), *range(50)), place("Rajin", ("42.25", "130.3"), *range(20, 70))],
        "region",
        url_of_places,
        findings_at,
    )
    (line,) = drawn.lines
    assert [finding.reference for finding in line.findings] == [f"R-{n:03}" for n in range(20, 20 + MOST_LISTED)]
    assert (line.more, line.url) == (More(30 - MOST_LISTED, "Nampo", "/kp/nampo"), "")


def test_a_finding_that_nobody_can_name_any_more_is_not_listed() -> None:
    known = findings_at([1])
    (line, _other) = place_map([NAMPO, PORT, BAY], "region", url_of_places, lambda _positions: known).lines
    assert line.findings == (Finding("R-001", "/R-001"),)


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
    places = [place(f"P{n}", (str(at[0]), str(at[1])), n) for n, at in enumerate(points)]
    drawn = place_map(places, sheet, url_of_places, findings_at)
    assert sum(mark.findings for mark in drawn.marks) + drawn.off_sheet == len(points)
    for mark in drawn.marks:
        assert 0 <= mark.x <= 100
        assert 0 <= mark.y <= 100
