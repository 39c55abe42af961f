"""Findings through time: what is drawn is what was counted, one category above the other, inside the plot."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings.drawing.time_axis import Year, round_steps, rows_apart, years
from findings.drawing.timelines import (
    PUBLICATIONS_APART,
    Area,
    Cell,
    MonthsRow,
    Publication,
    PublicationMark,
    Series,
    SmallTimeline,
    Strips,
    Tick,
    Timeline,
    YearBar,
    YearRows,
    outline,
    small_timeline,
    stacked,
    strips,
    timeline,
)
from findings.partial_dates import PartialDate
from findings.queries.pictures import Month, Months

ARMS, COAL, NONE = Series("arms", "Arms", "/arms"), Series("coal", "Coal", "/coal"), Series("none", "None", "/none")
MONTHS = Months(
    (2023, 11),
    (2024, 2),
    {"coal": (1, 1, 0, 2), "arms": (0, 3, 3, 3)},
    undated=4,
    earlier=5,
    changes={
        "coal": frozenset({(2023, 11), (2024, 1), (2024, 2), (2024, 3)}),
        "arms": frozenset({(2023, 12), (2024, 2)}),
    },
    open={},
)


def url_of_year(year: int) -> str:
    return f"/{year}"


def url_of_months(category: str, first: Month, last: Month) -> str:
    return f"/{category or 'all'}/{first[0]}-{first[1]}/{last[0]}-{last[1]}"


#: The axis of 2023 and 2024.
TWO_YEARS = (Year(0, 50, "2023", "2023", "2023", "/2023"), Year(50, 50, "2024", "2024", "2024", "/2024"))


def test_a_timeline_whole() -> None:
    report = Publication("MSMT/2024/1", "/report", PartialDate("2024-07-01"), is_msmt=True)
    assert timeline(MONTHS, [ARMS, NONE, COAL], url_of_year, url_of_months, [report], "/undated", "/table") == Timeline(
        first="November 2023",
        last="February 2024",
        first_year="2023",
        height=249,
        top=16,
        plot=192,
        axis=208,
        months=24,
        highest=5,
        highest_in="February 2024",
        areas=(
            Area(ARMS, "M11 5v-3h3V5", 3),
            Area(COAL, "M10 5v-1h1v-3h1V5M13 5v-5h1V5", 2),
        ),
        ticks=(Tick(2, 131.2), Tick(4, 54.4)),
        years=TWO_YEARS,
        publications=(PublicationMark(report, "1\u00a0July 2024", 75.0, 243),),
        undated=4,
        undated_url="/undated",
        earlier=5,
        table_url="/table",
        table=(
            YearRows(
                TWO_YEARS[0],
                (
                    MonthsRow(
                        "Nov 2023",
                        (
                            Cell(0, 1, ""),
                            Cell(1, 2, "/coal/2023-11/2023-12"),
                            Cell(1, 1, "/all/2023-11/2023-11"),
                        ),
                    ),
                    MonthsRow("Dec 2023", (Cell(3, 1, "/arms/2023-12/2023-12"), Cell(4, 1, "/all/2023-12/2023-12"))),
                ),
            ),
            YearRows(
                TWO_YEARS[1],
                (
                    MonthsRow(
                        "Jan 2024",
                        (Cell(3, 1, "/arms/2024-1/2024-1"), Cell(0, 1, ""), Cell(3, 1, "/all/2024-1/2024-1")),
                    ),
                    MonthsRow(
                        "Feb 2024",
                        (
                            Cell(3, 1, "/arms/2024-2/2024-2"),
                            Cell(2, 1, "/coal/2024-2/2024-2"),
                            Cell(5, 1, "/all/2024-2/2024-2"),
                        ),
                    ),
                ),
            ),
        ),
    )


def test_strips_whole() -> None:
    assert strips(MONTHS, [ARMS, NONE, COAL], url_of_year) == Strips(
        height=30,
        months=24,
        areas=(Area(ARMS, "M11 3v-3h3V3", 3), Area(COAL, "M10 2v-1h2V2M13 2v-2h1V2", 2)),
        years=TWO_YEARS,
    )


def test_a_small_timeline_whole() -> None:
    assert small_timeline({2022: 4, 2024: 1, 2009: 1}, url_of_year) == SmallTimeline(
        first="2013",
        last="2024",
        bars=(
            *(
                YearBar(Year(round(n * 100 / 12, 2), 8.33, str(y), str(y), str(y) if y % 2 else "", ""), 0, 25, 0)
                for n, y in enumerate(range(2013, 2022))
            ),
            YearBar(Year(75.0, 8.33, "2022", "2022", "", "/2022"), 4, 13, 12),
            YearBar(Year(83.33, 8.33, "2023", "2023", "2023", ""), 0, 25, 0),
            YearBar(Year(91.67, 8.33, "2024", "2024", "", "/2024"), 1, 22, 3),
        ),
        earlier=1,
    )
    assert small_timeline({2024: 0}, url_of_year) is None


def test_a_year_without_findings_leads_nowhere() -> None:
    months = Months((2022, 12), (2024, 1), {"coal": (1, *[0] * 12, 2)}, undated=0, earlier=0, changes={}, open={})
    late = Publication("Late", "/late", PartialDate("2025"), is_msmt=False)
    assert [year.url for year in timeline(months, [COAL], url_of_year, url_of_months, [late]).years] == [
        "/2022",
        "",
        "/2024",
        "",
    ]
    assert [year.url for year in strips(months, [COAL], url_of_year).years] == ["/2022", "", "/2024"]


def test_a_report_from_before_the_axis_is_not_marked_and_a_later_one_lengthens_it() -> None:
    early = Publication("S/2010/571", "/early", PartialDate("2010"), is_msmt=False)
    late = Publication("MSMT/2026/1", "/late", PartialDate("2026-09"), is_msmt=True)
    drawn = timeline(MONTHS, [ARMS, COAL], url_of_year, url_of_months, [late, early])
    assert [mark.publication for mark in drawn.publications] == [late]
    assert [year.label for year in drawn.years] == ["2023", "2024", "2025", "2026"]
    assert drawn.last == "February 2024"


@pytest.mark.parametrize(
    ("highest", "expected"),
    [(1, (1,)), (4, (1, 2, 3, 4)), (9, (2, 4, 6, 8)), (59, (20, 40)), (80, (20, 40, 60, 80)), (1234, (500, 1000))],
)
def test_ticks_are_few_and_round(highest: int, expected: tuple[int, ...]) -> None:
    assert round_steps(highest) == expected


def test_a_long_axis_names_as_many_years_as_there_is_room_for_and_each_in_full() -> None:
    drawn = years(2010, 2029, url_of_year)
    assert [year.full for year in drawn[:4]] == ["2010", "", "2012", ""]
    assert [year.short for year in drawn[:7]] == ["2010", "", "", "2013", "", "", "2016"]


_counts = st.integers(1, 5).flatmap(
    lambda rows: st.integers(1, 30).flatmap(
        lambda columns: st.lists(
            st.lists(st.integers(0, 9), min_size=columns, max_size=columns), min_size=rows, max_size=rows
        )
    )
)


@given(_counts)
def test_every_month_shows_as_much_of_every_category_as_it_counts(counts: list[list[int]]) -> None:
    totals = [sum(column) for column in zip(*counts, strict=True)]
    highest = max(totals) or 1
    shown = [[""] * highest for _month in totals]
    for category in reversed(range(len(counts))):
        for month, height in heights(outline(counts[category], stacked(counts)[category], highest), highest).items():
            shown[month][:height] = [str(category)] * height
    for column, numbers in zip(shown, zip(*counts, strict=True), strict=True):
        assert "".join(column) == "".join(str(category) * n for category, n in enumerate(numbers))


def heights(path: str, highest: int) -> dict[int, int]:
    """Month → how high a path of upright and level lines fills it, from the ground, which it begins and ends on."""
    found: dict[int, int] = {}
    x = y = 0
    for command, arguments in re.findall(r"([MhvV])([-0-9 ]*)", path):
        if command == "M":
            x, y = map(int, arguments.split())
            assert y == highest
        elif command == "h":
            for month in range(x, x + int(arguments)):
                assert month not in found
                found[month] = highest - y
            x += int(arguments)
        elif command == "v":
            y += int(arguments)
        else:
            y = int(arguments)
            assert y == highest
    return found


@given(st.lists(st.floats(0, 100), max_size=40).map(sorted))
def test_marks_of_one_row_keep_their_distance(places: list[float]) -> None:
    rows = rows_apart(places, PUBLICATIONS_APART)
    for row in set(rows):
        inside = [x for x, each in zip(places, rows, strict=True) if each == row]
        assert all(b - a >= PUBLICATIONS_APART for a, b in pairwise(inside))


@given(st.dictionaries(st.integers(1990, 2030), st.integers(0, 500), max_size=20))
def test_the_bars_of_years_stand_on_the_line_below_their_numbers(counts: dict[int, int]) -> None:
    drawn = small_timeline(counts, url_of_year)
    for bar in drawn.bars if drawn else ():
        assert bar.findings == counts.get(int(bar.year.label), 0)
        assert bar.y + bar.height == pytest.approx(25)
        assert bar.y >= 13
        assert bool(bar.year.url) == bool(bar.findings)
