"""Figures against a cap: as long as they are, open where they are open."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings.drawing.bars import Bar, CapChart, Figure, cap_chart
from findings.vocabulary import Qualifier

CAP = Decimal(500)
FIGURE = Figure("R-001", "/r", "2024", "MSMT", True, Qualifier.EXACT, Decimal(930), Decimal(930), "", "930")


def figure(qualifier: Qualifier, low: int | None, high: int | None) -> Figure:
    return replace(
        FIGURE,
        qualifier=qualifier,
        low=None if low is None else Decimal(low),
        high=None if high is None else Decimal(high),
    )


def test_a_chart_whole() -> None:
    figures = [
        figure(Qualifier.EXACT, 930, 930),
        figure(Qualifier.MORE_THAN, 500, None),
        figure(Qualifier.UP_TO, None, 800),
        figure(Qualifier.AT_LEAST, 200, 300),
        figure(Qualifier.ABOUT, None, 100),
    ]
    assert cap_chart(figures, CAP) == CapChart(
        cap=CAP,
        cap_at=50.0,
        end_anchored=False,
        bars=(
            Bar(figures[0], 93.0, 93.0, breaks_off=False),
            Bar(figures[1], 50.0, 50.0, breaks_off=True),
            Bar(figures[2], 0.0, 80.0, breaks_off=False),
            Bar(figures[3], 20.0, 30.0, breaks_off=False),
            Bar(figures[4], 10.0, 10.0, breaks_off=False),
        ),
    )


def test_without_a_figure_there_is_no_chart() -> None:
    assert cap_chart([], CAP) is None


def test_the_label_of_a_cap_far_to_the_right_hangs_to_its_left() -> None:
    chart = cap_chart([figure(Qualifier.EXACT, 100, 100)], CAP)
    assert chart is not None
    assert (chart.cap_at, chart.end_anchored) == (93.0, True)


_bounds = st.one_of(st.none(), st.integers(0, 10**9))


@given(st.lists(st.tuples(st.sampled_from(list(Qualifier)), _bounds, _bounds), min_size=1, max_size=12))
def test_bars_lie_inside_and_keep_their_proportions(drawn: list[tuple[Qualifier, int | None, int | None]]) -> None:
    figures = [figure(*each) for each in drawn if each[1] is not None or each[2] is not None]
    chart = cap_chart(figures, CAP)
    largest = (
        max(bound for each in figures for bound in (each.low, each.high, CAP) if bound is not None) if figures else 0
    )
    for bar in chart.bars if chart else ():
        assert 0 <= bar.filled <= bar.end <= 93
        assert bar.dashed >= 0
        assert not (bar.breaks_off and bar.dashed)
        if bar.figure.low is not None:
            assert bar.filled == pytest.approx(93 * float(bar.figure.low / largest), abs=0.006)
