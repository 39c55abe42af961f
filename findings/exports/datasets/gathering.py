"""A dataset version → the rows of all tables of its release, in one pass through its findings.

What findings name is gathered on the way and written behind them, so that no foreign key leads nowhere. Memory grows
with the subjects that are named, and not with the findings.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from operator import itemgetter
from pathlib import Path
from typing import Any

from django.urls import reverse

from findings.documents import table_rows as rows_of
from findings.documents import tables
from findings.documents.field_list import flat
from findings.documents.fields import Document, Value
from findings.documents.table_rows import Row
from findings.exports.addresses import absolute
from findings.exports.datasets import followthemoney
from findings.exports.datasets.features import Features
from findings.exports.datasets.files import Tables
from findings.exports.rows import Facts
from findings.queries import dataset
from findings.queries.dataset import InForce
from findings.vocabulary import SubjectKind

#: Table → the rows of it that a finding's document makes.
_HANGING: tuple[tuple[tables.Table, Callable[[Document], Iterator[Row]]], ...] = (
    (tables.ASSERTERS, rows_of.asserter_rows),
    (tables.INVOLVEMENTS, rows_of.involvement_rows),
    (tables.QUANTITIES, rows_of.quantity_rows),
    (tables.CITATIONS, rows_of.citation_rows),
    (tables.MAPPINGS, rows_of.mapping_rows),
    (tables.LOCATIONS, rows_of.location_rows),
)
_YEARS = [field.name for field in tables.FINDINGS.fields].index("years")


class Gathering:
    """One pass. `years` are those that any finding touches, once it is over."""

    def __init__(self, version: int, since: int, written: Tables, folder: Path) -> None:
        self.version, self.since, self.tables = version, since, written
        self.years: set[str] = set()
        #: Table → key → how much what is said of it counts, and what is said.
        self._named: dict[str, dict[str, tuple[Any, Document]]] = defaultdict(dict)
        self._facts = Facts()
        self._folder = folder

    def run(self) -> None:
        with ExitStack() as closing:
            entities = closing.enter_context((self._folder / "findings.ftm.json").open("w", encoding="utf-8"))
            features = closing.enter_context(Features(self._folder / "findings.geojson"))
            for found in dataset.in_force(SubjectKind.FINDING, self.version):
                facts = self._facts.of(found)
                values = flat(found.document, facts)
                self._finding(found, values)
                features.add(found.document, values)
                for entity in followthemoney.of_finding(found.document, facts.edition_permalink, found.published_at):
                    entities.write(followthemoney.line(entity))
            for entity in self._subjects():
                entities.write(followthemoney.line(entity))
        self._history()

    def _finding(self, found: InForce, values: list[Value]) -> None:
        document = found.document
        self.tables.add_values(tables.FINDINGS, values)
        self.years.update(values[_YEARS])  # type: ignore[arg-type]
        for table, make in _HANGING:
            self.tables.add(table, make(document))
        at = found.position
        for each in document["asserters"]:
            self._name(tables.ACTORS, each, (False, at))
        for each in document["involvements"]:
            # Of the two that may be known of an actor, that with its names and numbers says more.
            self._name(tables.ACTORS, each["actor"], (True, at))
        for each in document["citations"]:
            self._name(tables.SOURCES, each["source"], at)
        for each in document["provisions"]:
            self._name(tables.PROVISIONS, each, at)
        for each in document["places"]:
            self._name(tables.PLACES, each, at)
        self._name(tables.REPORTS, document["report"], at)
        self._name(tables.CATEGORIES, document["category"], at)

    def _name(self, table: tables.Table, document: Document, rank: Any) -> None:
        """Of all that is said of a subject, the latest edition's words are kept."""
        named = self._named[table.name]
        known = named.get(document["key"])
        if known is None or known[0] < rank:
            named[document["key"]] = (rank, document)

    # What findings name

    def _subjects(self) -> Iterator[followthemoney.Entity]:
        for actor, document in self._merged(SubjectKind.ACTOR, tables.ACTORS, rows_of.actor_row):
            identifiers = list(rows_of.identifier_rows(document))
            self.tables.add(tables.ACTORS, [actor])
            self.tables.add(tables.IDENTIFIERS, identifiers)
            self.tables.add(tables.DESIGNATIONS, rows_of.designation_rows(document))
            for each in document.get("designations", []):
                self._name(tables.SOURCES, each["source"], 0)
            yield followthemoney.of_actor(actor, identifiers)
        for report, document in self._merged(SubjectKind.REPORT, tables.REPORTS, rows_of.report_row):
            self.tables.add(tables.REPORTS, [report])
            if document.get("source"):
                self._name(tables.SOURCES, document["source"], 0)
        for source, _document in self._merged(SubjectKind.SOURCE, tables.SOURCES, rows_of.source_row):
            self.tables.add(tables.SOURCES, [source])
            yield followthemoney.of_source(source)
        for category, _document in self._merged(SubjectKind.CATEGORY, tables.CATEGORIES, rows_of.category_row):
            self.tables.add(tables.CATEGORIES, [category])
        self.tables.add(tables.PROVISIONS, self._provisions())
        for _key, (_rank, place) in sorted(self._named[tables.PLACES.name].items()):
            row = rows_of.place_row(place)
            self.tables.add(tables.PLACES, [row])
            yield followthemoney.of_place(row)

    def _merged(
        self, kind: SubjectKind, table: tables.Table, make: Callable[[Document, int | None, str], Row]
    ) -> Iterator[tuple[Row, Document]]:
        """The subjects that are published or named, each once, by key; its own edition says what there is of it."""

        def published() -> Iterator[tuple[str, int, Row, Document]]:
            for found in dataset.in_force(kind, self.version):
                address = absolute(reverse(f"{kind.value}-detail", args=[found.slug]))
                yield found.key, 0, make(found.document, found.number, address), found.document

        named = (
            (key, 1, make(document, None, ""), document)
            for key, (_rank, document) in sorted(self._named[table.name].items())
        )
        last = ""
        for key, _order, row, document in heapq.merge(published(), named, key=itemgetter(0, 1)):
            if key != last:
                yield row, document
            last = key

    def _provisions(self) -> Iterator[Row]:
        """By key; their own are those of the resolutions in force."""
        rows = {
            key: rows_of.provision_row(document, document["resolution"])
            for key, (_rank, document) in self._named[tables.PROVISIONS.name].items()
        }
        for found in dataset.in_force(SubjectKind.RESOLUTION, self.version):
            for each in found.document["provisions"]:
                address = absolute(reverse("provision-detail", args=[found.slug, each["key"]]))
                rows[each["key"]] = rows_of.provision_row(each, found.document, found.number, address)
        yield from (row for _key, row in sorted(rows.items()))

    # What was published, and when

    def _history(self) -> None:
        self.tables.add(tables.EDITIONS, dataset.editions_until(self.version))
        self.tables.add(tables.VERSIONS, dataset.versions_until(self.version))
        self.tables.add(tables.ALIASES, dataset.aliases_until(self.version))
        self.tables.add(
            tables.REDACTIONS,
            (row | {"numbers": list(map(str, row["numbers"]))} for row in dataset.redactions_of(self.version)),
        )
        self.tables.add(tables.CHANGES, map(_with_address, dataset.changes_between(self.since, self.version)))


def _with_address(row: Row) -> Row:
    view = f"{row['subject_kind']}-edition"
    return row | {"edition_permalink": absolute(reverse(view, args=[row["slug"], row["edition"]]))}
