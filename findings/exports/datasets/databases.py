"""The tables of a release as one SQLite file: typed, keyed, indexed, with views and a search through the texts.

Two runs of one SQLite library write the same bytes: one page size, one transaction, no journal, no time. Another
library may lay out the same rows otherwise, so README names the one that wrote it.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from findings.documents import moment
from findings.documents.fields import Field, FieldType, Value
from findings.documents.tables import FINDINGS, TABLES, Table

LIBRARY = sqlite3.sqlite_version
#: Rows that wait in memory before they are inserted together.
BATCH = 500

#: A decimal keeps its digits in the CSV; here it is a number to compute with. A list is an array of JSON.
_TYPES = {
    FieldType.INTEGER: "INTEGER",
    FieldType.DECIMAL: "NUMERIC",
    FieldType.BOOLEAN: "INTEGER",
}
#: What a reader would otherwise join by hand.
_VIEWS = {
    "finding_actors": (
        "SELECT i.finding, f.title, f.category, i.role, i.actor, i.name, a.actor_kind, a.country, f.support, "
        "f.at_second_hand, f.asserted_by, f.edition_permalink "
        "FROM involvements AS i JOIN findings AS f ON f.reference = i.finding JOIN actors AS a ON a.key = i.actor"
    ),
    "finding_sources": (
        "SELECT c.finding, f.title AS finding_title, c.relation, c.locator, c.supports, c.source, s.title, "
        "s.publisher, s.published, s.consulted, s.url, c.quote, c.quote_language "
        "FROM citations AS c JOIN findings AS f ON f.reference = c.finding JOIN sources AS s ON s.key = c.source"
    ),
    "finding_provisions": (
        "SELECT m.finding, f.title, m.provision, p.symbol, p.paragraph, p.paragraph_checked, p.topic, p.obligation "
        "FROM mappings AS m JOIN findings AS f ON f.reference = m.finding JOIN provisions AS p ON p.key = m.provision"
    ),
    "finding_places": (
        "SELECT l.finding, f.title, l.place, p.name, p.country, p.latitude, p.longitude, p.precision "
        "FROM locations AS l JOIN findings AS f ON f.reference = l.finding JOIN places AS p ON p.key = l.place"
    ),
}
_SEARCHED = ("reference", "title", "summary", "asserted_by", "actors", "places", "sources", "editors_note")


class DatabaseFile:
    """The file on its way. Ends with the rows in it, packed; or without a file, where something went wrong."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._waiting: dict[str, list[list[Any]]] = {table.name: [] for table in TABLES}
        self._values = {table.name: [_value(field) for field in table.fields] for table in TABLES}
        self._connection = sqlite3.connect(path, isolation_level=None)
        for pragma in ("page_size=4096", "encoding='UTF-8'", "journal_mode=OFF", "synchronous=OFF", "auto_vacuum=NONE"):
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.execute("BEGIN")
        for table in TABLES:
            self._connection.execute(_create(table))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._finish()
        self._connection.close()

    def add(self, table: Table, values: list[Value]) -> None:
        waiting = self._waiting[table.name]
        waiting.append([write(value) for write, value in zip(self._values[table.name], values, strict=True)])
        if len(waiting) == BATCH:
            self._insert(table)

    def _insert(self, table: Table) -> None:
        places = ", ".join("?" * len(table.fields))
        statement = f"INSERT INTO {table.name} VALUES ({places})"  # noqa: S608 - a table of our own
        self._connection.executemany(statement, self._waiting[table.name])
        self._waiting[table.name].clear()

    def _finish(self) -> None:
        for table in TABLES:
            self._insert(table)
        for table in TABLES:
            for number, reference in enumerate(table.references):
                self._connection.execute(f"CREATE INDEX {table.name}_{number} ON {table.name} ({reference.field})")
        for name, select in _VIEWS.items():
            self._connection.execute(f"CREATE VIEW {name} AS {select}")
        searched = ", ".join(_SEARCHED)
        self._connection.execute(f"CREATE VIRTUAL TABLE search USING fts5 ({searched}, tokenize='porter unicode61')")
        self._connection.execute(
            f"INSERT INTO search SELECT {searched} FROM {FINDINGS.name} ORDER BY reference"  # noqa: S608 - our own
        )
        self._connection.execute("INSERT INTO search (search) VALUES ('optimize')")
        self._connection.execute("COMMIT")
        self._connection.execute("VACUUM")


def _create(table: Table) -> str:
    columns = [
        f"{field.name} {_TYPES.get(field.type, 'TEXT')}{' NOT NULL' if field.name in table.required else ''}"
        for field in table.fields
    ]
    key = f"PRIMARY KEY ({', '.join(table.key)})"
    references = [f"FOREIGN KEY ({each.field}) REFERENCES {each.table} ({each.target})" for each in table.references]
    return f"CREATE TABLE {table.name} ({', '.join([*columns, key, *references])})"


def _value(field: Field) -> Callable[[Value], Any]:
    """How a value stands in the database; what is not known, an empty text included, is NULL."""
    if field.type is FieldType.LIST:
        return lambda value: json.dumps(value, ensure_ascii=False)

    def written(value: Value) -> Any:
        if isinstance(value, Decimal):
            return format(value, "f")
        if isinstance(value, dt.datetime):
            return moment(value)
        return int(value) if isinstance(value, bool) else None if value == "" else value

    return written
