"""Reported figures against a cap, each as the finding gives it: never added up, never rounded, never made equal.

An exact figure is a plain bar. A lower bound breaks off in three slivers; an upper bound is an empty dashed bar with a
firm end. A figure with both is filled to the lower one and dashed to the higher.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from findings.drawing.time_axis import per_cent
from findings.vocabulary import Qualifier

#: The share of the width that the largest figure takes; the rest is for slivers.
LARGEST = Decimal("0.93")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a finding: its bounds, and what is said of it. `url` and `reference` are the finding's.

    `qualifier_words` stand before the `words` of the figure, `bound` behind them, where the language of the page says
    its bound there.
    """

    reference: str
    url: str
    period: str
    asserted_by: str
    is_msmt: bool
    qualifier: Qualifier
    low: Decimal | None
    high: Decimal | None
    qualifier_words: str
    words: str
    bound: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure as a bar from the left edge, in per cent: filled up to `filled`, dashed from there on to `end`.

    `breaks_off`: a lower bound without an upper one; slivers follow the filled part.
    """

    figure: Figure
    filled: float
    end: float
    breaks_off: bool

    @property
    def dashed(self) -> float:
        """The length of the dashed part."""
        return round(self.end - self.filled, 2)


@dataclass(frozen=True, slots=True)
class CapChart:
    """Bars over one scale, and where the cap stands on it, in per cent; `end_anchored`: its label hangs to the left."""

    cap: Decimal
    cap_at: float
    end_anchored: bool
    bars: tuple[Bar, ...]

    @property
    def has_lower_bound(self) -> bool:
        return any(bar.breaks_off for bar in self.bars)

    @property
    def has_upper_bound(self) -> bool:
        return any(bar.dashed for bar in self.bars)


def cap_chart(figures: Sequence[Figure], cap: Decimal) -> CapChart | None:
    """The figures in the order given, in the unit of the cap; None where there are none."""
    if not figures:
        return None
    whole = max(cap, *(bound for each in figures for bound in (each.low, each.high) if bound is not None)) / LARGEST
    cap_at = _share(cap, whole)
    return CapChart(cap, cap_at, cap_at > 60, tuple(_bar(each, whole) for each in figures))


def _bar(figure: Figure, whole: Decimal) -> Bar:
    is_upper = figure.qualifier in {Qualifier.UP_TO, Qualifier.FEWER_THAN}
    is_lower = figure.qualifier in {Qualifier.AT_LEAST, Qualifier.MORE_THAN}
    low, high = figure.low, figure.high
    if low is None and not is_upper:
        low = high
    filled = Decimal(0) if low is None else low
    end = max(filled, high or filled)
    return Bar(figure, _share(filled, whole), _share(end, whole), is_lower and end == filled)


def _share(value: Decimal, whole: Decimal) -> float:
    return per_cent(float(value), float(whole))
