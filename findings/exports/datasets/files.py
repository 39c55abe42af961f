"""Writing the files of a release: tables as CSV and JSON Lines side by side, and their sums."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from findings.documents.fields import Field, Value
from findings.documents.lines import csv_cell
from findings.documents.table_rows import Row
from findings.documents.tables import TABLES, Table
from findings.exports.datasets.databases import DatabaseFile
from findings.exports.jsons import compact, plain

SUMS = "SHA256SUMS"


def csv_name(table: Table) -> str:
    """The name of a table's CSV: that of the changes stands out, as README and SHA256SUMS do."""
    return f"{table.name.upper() if table.name == 'changes' else table.name}.csv"


def jsonl_name(table: Table) -> str:
    return f"{table.name}.jsonl"


class Tables:
    """All tables of a release on their way to disk, as CSV, JSON Lines and in one database."""

    def __init__(self, folder: Path, database: DatabaseFile) -> None:
        self.counts: dict[str, int] = {table.name: 0 for table in TABLES}
        self._database = database
        self._closing = ExitStack()
        self._files = {table.name: _TableFiles(folder, table, self._closing) for table in TABLES}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.close()

    def add(self, table: Table, rows: Iterable[Row]) -> None:
        for row in rows:
            self.add_values(table, table.values(row), row.get(table.json_only))

    def add_values(self, table: Table, values: list[Value], more: Any = None) -> None:
        """One row by its values; `more` is what its line of JSON has besides."""
        self.counts[table.name] += 1
        self._files[table.name].write(values, more)
        self._database.add(table, values)


class _TableFiles:
    def __init__(self, folder: Path, table: Table, closing: ExitStack) -> None:
        self._names = [field.name for field in table.fields]
        self._more = table.json_only
        self._cells = [_cell(field) for field in table.fields]
        written = closing.enter_context((folder / csv_name(table)).open("w", encoding="utf-8", newline=""))
        self._row = csv.writer(written, lineterminator="\r\n").writerow
        self._row(self._names)
        self._lines = closing.enter_context((folder / jsonl_name(table)).open("w", encoding="utf-8", newline=""))

    def write(self, values: list[Value], more: Any) -> None:
        self._row([cell(value) for cell, value in zip(self._cells, values, strict=True)])
        members = {name: plain(value) for name, value in zip(self._names, values, strict=True)}
        if self._more:
            members[self._more] = more
        self._lines.write(f"{compact(members)}\n")


def _cell(field: Field) -> Callable[[Value], str]:
    """As a CSV of findings has it; what is not known is an empty cell, whatever its type."""
    written = csv_cell(field)
    return lambda value: "" if value is None else written(value)


def write_text(path: Path, pieces: Iterable[str] | str) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines([pieces] if isinstance(pieces, str) else pieces)


def write_json(path: Path, value: Any) -> None:
    write_text(path, f"{json.dumps(value, ensure_ascii=False, indent=1)}\n")


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_sums(folder: Path) -> None:
    """The sums of all files of the folder, by name, as `sha256sum --check` reads them."""
    names = sorted(path.name for path in folder.iterdir() if path.name != SUMS)
    write_text(folder / SUMS, (f"{sha256_of(folder / name)}  {name}\n" for name in names))
