"""A list of findings as a table: the columns a reader chose, each sortable where an order goes with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_lazy

from findings.documents.fields import Document
from findings.languages import bracketed, inside, joined, recorded
from findings.pages import parts, words
from findings.pages.frames import detail_url
from findings.pages.parts import Link
from findings.queries.lists import Row
from findings.queries.questions import Question
from findings.vocabulary import SubjectKind


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: its heading, the orders that sort by it (() for none), and what a cell says."""

    label: Any
    orders: tuple[str, ...]
    cell: Callable[[Document], str]


def _figures(document: Document) -> str:
    return _joined((words.quantity_in_words(each), recorded(each["measure"])) for each in document["quantities"])


def _actors(document: Document) -> str:
    return _joined((recorded(each.link.words), inside(each.role)) for each in parts.actor_parts(document))


def _joined(pairs: Iterable[tuple[str, str]]) -> str:
    """“one (what of it); two (what of it)”; HTML where the words are marked as recorded."""
    return joined((bracketed(one, other) for one, other in pairs), strongly=True)


#: Name → column, in their order. The reference and the claim are always there.
COLUMNS: dict[str, Column] = {
    "category": Column(gettext_lazy("Category"), (), lambda document: recorded(document["category"]["name"])),
    "period": Column(
        gettext_lazy("Period"), ("latest", "earliest"), lambda document: words.period_of(document, short=True)
    ),
    "asserted": Column(gettext_lazy("Asserted by"), (), lambda document: recorded(document["asserted_by"])),
    "figures": Column(gettext_lazy("Figures"), (), _figures),
    "actors": Column(
        gettext_lazy("Actors and roles"),
        (),
        _actors,
    ),
    "places": Column(
        gettext_lazy("Places"), (), lambda document: recorded("; ".join(each["name"] for each in document["places"]))
    ),
    "report": Column(
        gettext_lazy("Report"), (), lambda document: document["report"]["code"] or recorded(document["report"]["title"])
    ),
    "attested": Column(gettext_lazy("How well attested"), (), lambda document: parts.attestation(document).words),
    "hand": Column(gettext_lazy("At which hand"), (), lambda document: parts.hand(document).words),
}
#: The columns of a table whose reader has not chosen.
USUAL = ("category", "period", "asserted", "figures", "attested", "hand")


#: An order that sorts by a column → which way, as `aria-sort` says it.
WAYS = {"latest": "descending", "earliest": "ascending", "reference": "ascending"}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `url` sorts by the column, or the other way round; "" where nothing does. `sorted` is how it is."""

    label: str
    url: str
    sorted: str


@dataclass(frozen=True, slots=True)
class TableRow:
    reference: Link
    title: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    name: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class TablePart:
    reference: Heading
    headings: tuple[Heading, ...]
    rows: tuple[TableRow, ...]
    choices: tuple[ColumnChoice, ...]


def table_part(
    question: Question, rows: list[Row], chosen: tuple[str, ...], url_of: Callable[[Question], str]
) -> TablePart:
    """The rows as a table of the chosen columns; `url_of` gives the address of a question in this view."""
    names = [name for name in COLUMNS if name in (chosen or USUAL)]
    return TablePart(
        reference=_heading(question, gettext_lazy("Reference"), ("reference",), url_of),
        headings=tuple(_heading(question, COLUMNS[name].label, COLUMNS[name].orders, url_of) for name in names),
        rows=tuple(
            TableRow(
                Link(row.document["reference"], detail_url(SubjectKind.FINDING, row.slug)),
                row.document["title"],
                tuple(COLUMNS[name].cell(row.document) for name in names),
            )
            for row in rows
        ),
        choices=tuple(ColumnChoice(name, str(each.label), name in names) for name, each in COLUMNS.items()),
    )


def _heading(question: Question, label: Any, orders: tuple[str, ...], url_of: Callable[[Question], str]) -> Heading:
    other = next((order for order in orders if order != question.order), "")
    return Heading(
        str(label),
        url_of(replace(question, sort=other, page=1)) if other else "",
        WAYS[question.order] if question.order in orders else "",
    )
