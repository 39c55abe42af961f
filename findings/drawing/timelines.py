"""Findings through time: stacked by month, as strips, and by year."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from findings.drawing.time_axis import Year, per_cent, round_steps, rows_apart, years
from findings.partial_dates import PartialDate, period_in_words
from findings.queries.pictures import Month, Months

#: Pixels: the plot of the timeline, the room for the label of its highest tick, a strip.
PLOT, HEADROOM, STRIP = 192, 16, 30
#: Pixels below the axis: the base line of the years, the first row of publications, from one row to the next.
YEARS_BELOW, PUBLICATIONS_BELOW, PUBLICATION_ROW = 17, 35, 10
#: Publications that are nearer to each other than this, in per cent, do not share a row: 8 px of the narrowest drawing.
PUBLICATIONS_APART = 2.8
#: Years that a small timeline shows at most, the latest of them.
MOST_YEARS = 12
#: Numbers that a table beside the timeline has at most; one with more has a page of its own.
MOST_NUMBERS = 100
#: Category key ("" for all) and the first and last of some months that have the same findings → where these are listed,
#: "" for nowhere.
type UrlOfMonths = Callable[[str, Month, Month], str]

#: Pixels: a bar of the small timeline, the base line that it stands on.
SMALL_BAR, SMALL_BASE = 12, 25


@dataclass(frozen=True, slots=True)
class Series:
    """What is drawn of one category: its key (a class of the sheet), its name, and where both lead."""

    key: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Publication:
    """A report to mark under the axis: its name, its page, the day it came out as well as it is known."""

    name: str
    url: str
    published: PartialDate
    is_msmt: bool


@dataclass(frozen=True, slots=True)
class Area:
    """A category as an area: `path` in months (x) by findings (y), of which there are `most` in one month.

    The path of a stacked one goes down to the ground; those below are drawn over it.
    """

    series: Series
    path: str
    most: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A number of findings as a hairline; y in pixels."""

    findings: int
    y: float


@dataclass(frozen=True, slots=True)
class PublicationMark:
    """A publication under the axis: x in per cent, y in pixels."""

    publication: Publication
    words: str
    x: float
    y: int


@dataclass(frozen=True, slots=True)
class Cell:
    """The findings of a category, or of all, in neighbouring months that have the same ones: how many, in how many rows
    of the table, and where they are listed ("" where no list has exactly these)."""

    findings: int
    rows: int
    url: str


@dataclass(frozen=True, slots=True)
class MonthsRow:
    """Neighbouring months of a year with the same findings, and the cells that begin with them: one a category, in
    their order, the last one of all. What is missing stands in a row above, and goes on."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class YearRows:
    """The numbers of a year; months without a finding are left out."""

    year: Year
    rows: tuple[MonthsRow, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Findings by month, stacked by category, the first at the bottom and drawn last.

    The plot is `plot` pixels high from `top` down to `axis`; its areas are drawn in `months` by `highest` units.
    `highest` findings touch one month, `highest_in`. `undated` findings have no stated period and stand in no month:
    they are listed at `undated_url`; `earlier` end before the axis begins. `table_url` is a page of the table alone.
    """

    first: str
    last: str
    first_year: str
    height: int
    top: int
    plot: int
    axis: int
    months: int
    highest: int
    highest_in: str
    areas: tuple[Area, ...]
    ticks: tuple[Tick, ...]
    years: tuple[Year, ...]
    publications: tuple[PublicationMark, ...]
    undated: int
    undated_url: str
    earlier: int
    table: tuple[YearRows, ...]
    table_url: str

    @property
    def is_table_long(self) -> bool:
        """Whether the table stands on its page, and not beside the drawing: each number has an address in it."""
        return sum(cell.findings > 0 for cell in self._cells()) > MOST_NUMBERS

    @property
    def years_base(self) -> int:
        return self.axis + YEARS_BELOW

    @property
    def column(self) -> int:
        """The height of the column of a year that leads to its findings: the plot and the label below it."""
        return self.plot + YEARS_BELOW + 5

    @property
    def columns(self) -> int:
        """Columns of the table."""
        return len(self.areas) + 2

    @property
    def has_unlisted(self) -> bool:
        """Whether a number of the table leads nowhere."""
        return any(cell.findings and not cell.url for cell in self._cells())

    def _cells(self) -> Iterator[Cell]:
        return (cell for each in self.table for row in each.rows for cell in row.cells)


@dataclass(frozen=True, slots=True)
class Strips:
    """One strip a category over one axis; each is drawn in `months` by its own `most` units, `height` pixels high."""

    height: int
    months: int
    areas: tuple[Area, ...]
    years: tuple[Year, ...]


@dataclass(frozen=True, slots=True)
class YearBar:
    """A year and its findings: the bar's top and height in pixels, inside the year's width."""

    year: Year
    findings: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class SmallTimeline:
    """Findings by year, from `first` to `last`; `earlier` years have findings and are not drawn."""

    first: str
    last: str
    bars: tuple[YearBar, ...]
    earlier: int


def timeline(
    months: Months,
    series: Sequence[Series],
    url_of_year: Callable[[int], str],
    url_of_months: UrlOfMonths,
    publications: Iterable[Publication] = (),
    undated_url: str = "",
    table_url: str = "",
) -> Timeline:
    """The stacked timeline. A category that `series` does not name is not drawn: give all of them, in their order.

    The axis covers whole years, and the publications given that do not lie before it.
    """
    marked = [each for each in publications if each.published.latest.year >= months.first[0]]
    first = months.first[0]
    last = max([months.last[0], *(each.published.latest.year for each in marked)])
    every = [(each, _over_years(months, each.key, first, last)) for each in series]
    drawn = [(each, row) for each, row in every if any(row)]
    counts = [row for _each, row in drawn] or [[0] * 12 * (last - first + 1)]
    totals = [sum(column) for column in zip(*counts, strict=True)]
    highest = max(totals, default=0) or 1
    plotted_years = years(first, last, _where_findings_are(url_of_year, first, totals))
    marks = _publication_marks(marked, first, last, HEADROOM + PLOT + PUBLICATIONS_BELOW)
    return Timeline(
        first=_month_in_words(months.first),
        last=_month_in_words(months.last),
        first_year=str(first),
        height=max([HEADROOM + PLOT + YEARS_BELOW + 5, *(mark.y + 6 for mark in marks)]),
        top=HEADROOM,
        plot=PLOT,
        axis=HEADROOM + PLOT,
        months=len(totals),
        highest=highest,
        highest_in=_month_in_words(_month_at(first, totals.index(max(totals)))),
        areas=tuple(
            _area(each, row, below, highest) for (each, row), below in zip(drawn, stacked(counts), strict=False)
        ),
        ticks=tuple(Tick(n, round(HEADROOM + PLOT * (1 - n / highest), 1)) for n in round_steps(highest)),
        years=plotted_years,
        publications=marks,
        undated=months.undated,
        undated_url=undated_url,
        earlier=months.earlier,
        table=_table(months, drawn, plotted_years, url_of_months),
        table_url=table_url,
    )


def strips(months: Months, series: Sequence[Series], url_of_year: Callable[[int], str]) -> Strips:
    """One strip for each category that has a dated finding, all over the same years, each with its own scale."""
    first, last = months.first[0], months.last[0]
    every = [(each, _over_years(months, each.key, first, last)) for each in series]
    areas = [_area(each, row, [0] * len(row), max(row)) for each, row in every if any(row)]
    totals = [sum(column) for column in zip(*(row for _each, row in every), strict=True)]
    url = _where_findings_are(url_of_year, first, totals)
    return Strips(STRIP, 12 * (last - first + 1), tuple(areas), years(first, last, url))


def _where_findings_are(url_of_year: Callable[[int], str], first: int, totals: Sequence[int]) -> Callable[[int], str]:
    """Of a year in which no finding is, no address: it would lead to an empty list."""
    return lambda year: url_of_year(year) if any(totals[12 * (year - first) : 12 * (year - first + 1)]) else ""


def small_timeline(counts: Mapping[int, int], url_of_year: Callable[[int], str]) -> SmallTimeline | None:
    """Findings by year (year → how many touch it), the latest MOST_YEARS of them; None where there are none."""
    counted = {year: n for year, n in counts.items() if n}
    if not counted:
        return None
    last = max(counted)
    first = max(min(counted), last - MOST_YEARS + 1)
    highest = max(counted.values())
    bars = []
    for n, year in enumerate(years(first, last, lambda year: url_of_year(year) if year in counted else "")):
        findings = counted.get(first + n, 0)
        height = round(SMALL_BAR * findings / highest, 1)
        bars.append(YearBar(year, findings, round(SMALL_BASE - height, 1), height))
    return SmallTimeline(str(first), str(last), tuple(bars), sum(year < first for year in counted))


def stacked(counts: Sequence[Sequence[int]]) -> list[list[int]]:
    """For each row of counts, what lies below it in each month: the sum of the rows before it."""
    below = []
    floor = [0] * len(counts[0]) if counts else []
    for row in counts:
        below.append(floor)
        floor = [under + n for under, n in zip(floor, row, strict=True)]
    return below


def outline(row: Sequence[int], below: Sequence[int], highest: int) -> str:
    """The outline of stacked bars down to the ground, one unit wide each, without walls; y counts down from `highest`.

    What lies below is drawn over it: its own lower edge would be the upper edge of the others once more. Steps are
    relative, so that the same step is written in the same way. The first page weighs a tenth less for both.

    Months without a bar part it into pieces.
    """
    pieces = []
    month = 0
    tops = [under + n if n else 0 for n, under in zip(row, below, strict=True)]
    for is_empty, group in groupby(tops, key=lambda top: top == 0):
        span = list(group)
        if not is_empty:
            pieces.append(f"M{month} {highest}{_steps(span)}V{highest}")
        month += len(span)
    return "".join(pieces)


def _steps(tops: Iterable[int]) -> str:
    """From the ground up, or down, to each height, and along as far as it stays."""
    path = []
    height = 0
    for top, months in groupby(tops):
        path.append(f"v{height - top}h{len(list(months))}")
        height = top
    return "".join(path)


def _area(series: Series, row: Sequence[int], below: Sequence[int], highest: int) -> Area:
    return Area(series, outline(row, below, highest), max(row))


def _over_years(months: Months, category: str, first: int, last: int) -> list[int]:
    """The counts of a category in every month of whole years."""
    counts = months.counts.get(category, ())
    before = 12 * (months.first[0] - first) + months.first[1] - 1
    after = 12 * (last - first + 1) - before - len(counts)
    return [*[0] * before, *counts, *[0] * after]


def _publication_marks(
    publications: Iterable[Publication], first: int, last: int, top: int
) -> tuple[PublicationMark, ...]:
    """Publications in the middle of the time that their date can mean, in rows where they do not touch."""
    ordered = sorted(publications, key=lambda each: (each.published.earliest, each.published.latest, each.name))
    xs = [per_cent(_middle(each.published) - 12 * first, 12 * (last - first + 1)) for each in ordered]
    order = sorted(range(len(ordered)), key=lambda n: xs[n])
    rows = rows_apart([xs[n] for n in order], PUBLICATIONS_APART)
    return tuple(
        PublicationMark(ordered[n], ordered[n].published.in_words(), xs[n], top + PUBLICATION_ROW * row)
        for n, row in zip(order, rows, strict=True)
    )


def _middle(date: PartialDate) -> float:
    """The middle of the days that a date can mean, in months of the calendar: all months are equally wide."""
    day = date.earliest + (date.latest - date.earliest) / 2
    return 12 * day.year + day.month - 1 + (day.day - 1) / calendar.monthrange(day.year, day.month)[1]


@dataclass(frozen=True, slots=True)
class _Column:
    """A category in a year, or all ("" as key): its numbers month by month, and the months (1 to 12) whose findings are
    not those of the month before."""

    key: str
    numbers: Sequence[int]
    changes: frozenset[int]


#: The first and the last month of a row, 1 to 12.
type _Line = tuple[int, int]


def _table(
    months: Months, drawn: Sequence[tuple[Series, Sequence[int]]], plotted: Sequence[Year], url: UrlOfMonths
) -> tuple[YearRows, ...]:
    table = []
    for n, year in enumerate(plotted):
        columns = []
        for series, counts in drawn:
            changes = {month for at, month in months.changes.get(series.key, ()) if at == int(year.label)}
            columns.append(_Column(series.key, counts[12 * n : 12 * (n + 1)], frozenset(changes)))
        sums = [sum(each) for each in zip(*(column.numbers for column in columns), strict=True)]
        if any(sums):
            columns.append(_Column("", sums, frozenset().union(*(column.changes for column in columns))))
            table.append(YearRows(year, _rows_of(int(year.label), columns, url)))
    return tuple(table)


def _rows_of(year: int, columns: Sequence[_Column], url: UrlOfMonths) -> tuple[MonthsRow, ...]:
    """The rows of a year; `columns` end with that of all findings."""
    every = columns[-1]
    lines = [
        (month, after - 1) for month, after in pairwise(sorted({1, *every.changes, 13})) if every.numbers[month - 1]
    ]
    cells: dict[_Line, list[Cell]] = {line: [] for line in lines}
    for column in columns:
        for run in _runs(lines, column.changes):
            (first, _end), (_start, last) = run[0], run[-1]
            findings = column.numbers[first - 1]
            leads = url(column.key, (year, first), (year, last)) if findings else ""
            cells[run[0]].append(Cell(findings, len(run), leads))
    return tuple(
        MonthsRow(period_in_words(_date((year, first)), _date((year, last)), short=True), tuple(each))
        for (first, last), each in cells.items()
    )


def _runs(lines: Iterable[_Line], changes: Collection[int]) -> list[list[_Line]]:
    """Lines in which nothing changes, together; those that other months part are not."""
    runs: list[list[_Line]] = []
    for line in lines:
        if runs and line[0] not in changes and runs[-1][-1][1] == line[0] - 1:
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _date(month: Month) -> PartialDate:
    return PartialDate(f"{month[0]:04}-{month[1]:02}")


def _month_at(first_year: int, index: int) -> Month:
    return first_year + index // 12, index % 12 + 1


def _month_in_words(month: Month) -> str:
    return _date(month).in_words()
