"""A comparison as a table: one column a value, one row a category, a year, a role … Every number leads to its rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from findings.languages import recorded
from findings.pages.frames import list_url
from findings.pages.paging import PageLinks, page_links
from findings.pages.parts import Link
from findings.pages.paths import PathPart, path_part
from findings.pages.rows import RowToCome, finding_rows
from findings.queries.comparison import SIDES, Common, ComparedValue
from findings.queries.filters import is_recorded
from findings.queries.lists import PAGE_SIZE
from findings.queries.paths import Path
from findings.queries.questions import Question

#: How many rows of one kind a comparison prints: the most frequent ones.
ROWS = 10


@dataclass(frozen=True, slots=True)
class Cell:
    """A count and the address of the findings that it counts; "" where there are none."""

    count: int
    url: str


@dataclass(frozen=True, slots=True)
class ComparedRow:
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One kind of row: its label, its rows, and how many rarer ones are not printed."""

    label: str
    rows: tuple[ComparedRow, ...]
    hidden: int


@dataclass(frozen=True, slots=True)
class CommonPart:
    """The findings that have all of the values, a page of them. No list has these: values of one filter are “or”."""

    rows: list[RowToCome]
    pages: PageLinks


@dataclass(frozen=True, slots=True)
class Comparison:
    """`heads` are the values compared, `totals` their findings; `common` have all of them, None where none can.

    `path` is how they are connected, None where they are not two actors.
    """

    label: str
    heads: tuple[Link, ...]
    totals: tuple[Cell, ...]
    common: CommonPart | None
    sides: tuple[Side, ...]
    path: PathPart | None


def comparison(
    name: str,
    compared: list[ComparedValue],
    common: Common | None,
    path: Path | None = None,
    *,
    number: int = 1,
    url_of_page: Callable[[int], str] = str,
) -> Comparison:
    """The values of filter `name`, side by side. It shows page `number` of what is common; `url_of_page` leads on."""
    facet = {each.key: next(f for f in each.counts.facets if f.name == name) for each in compared}
    names = {key: next(v.name for v in each.values if v.key == key) for key, each in facet.items()}
    return Comparison(
        label=facet[compared[0].key].label,
        heads=tuple(
            Link(recorded(names[each.key]) if is_recorded(name) else names[each.key], list_url(each.question))
            for each in compared
        ),
        totals=tuple(Cell(each.counts.total, list_url(each.question)) for each in compared),
        common=CommonPart(finding_rows(common.rows), page_links(number, common.total, PAGE_SIZE, url_of_page))
        if common
        else None,
        sides=tuple(side for kind in SIDES if kind != name and (side := _side(kind, compared)).rows),
        path=path_part(path) if path else None,
    )


def _side(kind: str, compared: list[ComparedValue]) -> Side:
    """The rows of one kind. Of a filter that the question has, its chosen values alone, where there are several.

    A facet counts with its own filter lifted: its other values are none of the findings that are compared.
    """
    counted = [{v.key: v for f in each.counts.facets if f.name == kind for v in f.values} for each in compared]
    labels = {key: value.name for values in counted for key, value in values.items()}
    totals = {key: sum(values[key].count for values in counted if key in values) for key in labels}
    chosen = compared[0].question.chosen.get(kind, ())
    offered = [key for key in chosen if len(chosen) > 1] if chosen else labels
    keys = sorted((key for key in offered if totals.get(key)), key=lambda key: (-totals[key], labels[key]))
    if kind == "year":
        keys.sort(reverse=True)
    rows = tuple(
        ComparedRow(
            recorded(labels[key]) if is_recorded(kind) else labels[key],
            tuple(
                Cell(values[key].count, list_url(_with(each.question, kind, key)) if values[key].count else "")
                if key in values
                else Cell(0, "")
                for each, values in zip(compared, counted, strict=True)
            ),
        )
        for key in keys[:ROWS]
    )
    label = next((f.label for each in compared for f in each.counts.facets if f.name == kind), kind)
    if kind == "role":
        # Below the name of an actor or a country it would be read as theirs.
        label = _("Role of any actor in these findings, not only of what is compared")
    return Side(label, rows, max(len(keys) - ROWS, 0))


def _with(question: Question, kind: str, key: str) -> Question:
    """The question for one value of a filter: it alone is what a cell counts, whatever else is chosen of the filter."""
    return replace(question, chosen={**question.chosen, kind: (key,)}, page=1)
