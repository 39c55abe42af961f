"""CSV and XLSX tables of actors and sources → raw records, as a curated file would hold them, with their lines.

A table has one row a record and a line of headings; its columns are fields of the schema. A column that is left out
leaves the field of a known record as it is; an empty cell empties it. A cell with several values has them separated by
semicolons. What has rows of its own (designations) does not fit into a cell, and stays as it is.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from openpyxl import load_workbook  # type: ignore[import-untyped]

from findings.curation import schema
from findings.curation.errors import CuratedError, CuratedErrors, shown
from findings.curation.fields import LONGEST_PROSE
from findings.curation.marked import LARGEST, Lines, UnreadableYamlError, Where, decoded, line_of
from findings.curation.nearest import did_you_mean
from findings.curation.plain import prose
from findings.curation.reader import MOST_ERRORS

#: Rows of one table. A longer one is a file of the steward's, and goes through load_fixtures.
MOST_ROWS = 1000
MOST_COLUMNS = 50
#: Bytes of an XLSX when unpacked: it is a ZIP, and a small one can hold a great deal.
LARGEST_UNPACKED = 32 * 1024 * 1024

MODELS: dict[str, type[schema.Slugged]] = {"actor": schema.Actor, "source": schema.Source}
#: Kind → its columns, in the order of the template.
COLUMNS: dict[str, tuple[str, ...]] = {
    kind: ("slug", "key", *(name for name in model.model_fields if name not in {"slug", "key", "designations"}))
    for kind, model in MODELS.items()
}
#: The cells of a row; None for one that could not be read, which has been told.
type Cells = list[str | None] | list[str]
#: The line on which a row begins, and its cells.
type Line = tuple[int, Cells]
#: Columns whose cells hold several values.
SEVERAL = frozenset({"aliases", "authors", "sources", "identifiers"})


@dataclass(frozen=True)
class Row:
    """One record of a file: what was given of it, and where. `is_whole` where what is not given is to be empty.

    Of a record in a curated file `lines` are those of the file, `at` is its place there, `number` that in its list.
    `unread` are the fields of which the file may say something that could not be read: nothing is told of them.
    """

    kind: str
    line: int
    raw: dict[str, Any]
    is_whole: bool = False
    lines: Lines = (0, None)
    at: Where = ()
    number: int = 0
    unread: frozenset[str] = frozenset()

    def line_of(self, path: Where) -> int:
        """The line of a field; in a table, that of the row."""
        return line_of(self.lines, (*self.at, *path)) if self.at else self.line


@dataclass
class Complaints:
    """What is wrong with one file."""

    file: str
    errors: list[CuratedError] = field(default_factory=list)

    def add(self, line: int, record: str, path: str, value: str, problem: str, remedy: str) -> None:
        if len(self.errors) == MOST_ERRORS:
            more = CuratedError(self.file, 0, "", "", "", f"has more than {MOST_ERRORS:,} errors", "mend these first")
            raise CuratedErrors([*self.errors, more])
        self.errors.append(CuratedError(self.file, line, record, path, value, problem, remedy))

    def check(self) -> None:
        """Raises CuratedErrors if anything was wrong."""
        if self.errors:
            raise CuratedErrors(self.errors)

    def stop(self, line: int, problem: str, remedy: str) -> CuratedErrors:
        self.add(line, "", "", "", problem, remedy)
        return CuratedErrors(self.errors)


def described(kind: str) -> list[tuple[str, str]]:
    """(column, what it holds) of a table, for the page that asks for one."""
    several = dict.fromkeys(SEVERAL, " Several are separated by semicolons.")
    several["identifiers"] = " Each as scheme: number, separated by semicolons: imo: 9179842; un_list: KPe.001."
    return [(name, f"{MODELS[kind].model_fields[name].description}{several.get(name, '')}") for name in COLUMNS[kind]]


def template(kind: str) -> str:
    """An empty table with its headings, as CSV."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(COLUMNS[kind])
    return text.getvalue()


def read_csv(kind: str, content: bytes, complaints: Complaints) -> list[Row]:
    """The records of a CSV table in UTF-8, separated by commas, semicolons or tabs.

    What is wrong with a heading, a row or a cell is complained of, and the rest is read. Raises CuratedErrors where
    nothing can be.
    """
    try:
        text = decoded(content)
    except UnreadableYamlError as error:
        raise complaints.stop(error.line, error.problem, error.remedy) from None
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    return _rows(kind, _lines(lines, complaints), complaints)


def _lines(reader: Any, complaints: Complaints) -> Iterator[Line]:
    """Each row, up to one that cannot be read: where it ends, and the next one begins, is not known."""
    begins = 1
    try:
        for cells in reader:
            yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        complaints.add(begins, "", "", "", f"is not CSV: {error}", "check the quotes of this line")


def read_xlsx(kind: str, content: bytes, complaints: Complaints) -> list[Row]:
    """The records on the first sheet of an XLSX workbook; complains and raises as `read_csv` does."""
    _check_package(content, complaints)
    try:
        with closing(load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)) as workbook:
            return _rows(kind, _sheet_lines(workbook.worksheets[0], complaints), complaints)
    except CuratedErrors:
        raise
    except (
        Exception
    ) as error:  # of a spoiled workbook openpyxl raises whatever went wrong in it, when a row is read too
        said = f"cannot be read as XLSX ({type(error).__name__})"
        raise complaints.stop(0, said, "save it anew as an Excel workbook, or as CSV") from None


def _check_package(content: bytes, complaints: Complaints) -> None:
    """That the ZIP is of a bearable size, and that no part of it declares a document type."""
    if len(content) > LARGEST:
        raise complaints.stop(0, f"is {len(content):,} bytes long", f"at most {LARGEST:,} are read; divide it")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            if sum(part.file_size for part in parts) > LARGEST_UNPACKED or len(parts) > 1000:
                raise complaints.stop(0, "is far larger than it looks when unpacked", "save a smaller table")
            for part in parts:
                with package.open(part) as opened:
                    # As much as was declared, and not a byte more: the sizes in a ZIP are the sender's word.
                    text = opened.read(part.file_size + 1)
                if len(text) > part.file_size:
                    raise complaints.stop(0, "is larger than it says", "save it anew")
                is_xml = part.filename.endswith((".xml", ".rels"))
                plain = text.removeprefix(b"\xef\xbb\xbf").lstrip()
                if is_xml and (
                    not plain.startswith(b"<") or b"\x00" in text or b"<!DOCTYPE" in text or b"<!ENTITY" in text
                ):
                    raise complaints.stop(0, f"holds a part that no table has ({part.filename})", "save it anew")
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, RuntimeError, NotImplementedError, ValueError):
        raise complaints.stop(0, "is not an XLSX workbook", "save it as one, or as CSV") from None


def _sheet_lines(sheet: Any, complaints: Complaints) -> Iterator[Line]:
    rows = sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS + 1)
    for line, cells in enumerate(rows, start=1):
        yield line, [_text_of_cell(cell, line, complaints) for cell in cells]


def _text_of_cell(cell: Any, line: int, complaints: Complaints) -> str | None:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        complaints.add(line, "", cell.coordinate, "", "holds a formula", "write the value itself")
        return None
    if cell.data_type == "e":
        complaints.add(line, "", cell.coordinate, shown(value), "is an error of the table", "write the value itself")
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()[:10]
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() else repr(value)
    return str(value)


# Cells → raw records


def _rows(kind: str, lines: Iterable[Line], complaints: Complaints) -> list[Row]:
    lines = iter(lines)
    _line, heads = next(lines, (1, []))
    columns = _columns(kind, heads, complaints)
    # A heading that is not understood, or that stands twice, may be that of any field that has none of its own.
    unread = frozenset() if all(columns) else frozenset(MODELS[kind].model_fields) - set(columns)
    are_named = not {"slug", "key"}.isdisjoint(columns)
    rows: list[Row] = []
    number = 0
    for line, cells in lines:
        cells = [cell and prose(cell) for cell in cells]  # as a form of the desk keeps what is pasted into it
        if not any(cell is None or cell for cell in cells):
            continue
        number += 1
        if number > MOST_ROWS:
            complaints.add(line, "", "", "", f"has more than {MOST_ROWS:,} rows", "divide it")
            break
        if any(cells[len(columns) :]):
            # Its cells may have slipped: which of them is which is not known.
            complaints.add(line, "", "", "", "has more cells than the headings have columns", "check the separators")
            continue
        raw, spoiled = _raw(line, dict(zip(columns, cells, strict=False)), complaints)
        not_read = unread | spoiled
        if not raw.get("key") and not raw.get("slug"):
            if are_named and not_read.isdisjoint({"slug", "key"}):
                complaints.add(line, "", "", "", "has neither slug nor key", "say which record it is")
            # A known record would have what the row leaves out.
            not_read |= {name for name in MODELS[kind].model_fields if raw.get(name) is None}
        rows.append(Row(kind, line, raw, unread=not_read))
    if not number and not complaints.errors:
        complaints.add(0, "", "", "", "has no rows", "write one record a row, under the headings")
    return rows


def _columns(kind: str, heads: Cells, complaints: Complaints) -> list[str]:
    """The fields of the columns; "" for one whose heading does not say which. Raises CuratedErrors without any."""
    columns = [(head or "").strip().lower() for head in heads]
    while columns and not columns[-1]:
        columns.pop()
    if not columns:
        complaints.check()  # its line may be one that cannot be read
        raise complaints.stop(1, "has no headings", f"begin it with a line of these: {', '.join(COLUMNS[kind])}")
    understood = list(columns)
    for number, column in enumerate(columns):
        if heads[number] is None:
            continue  # told by the one who read it
        if column not in COLUMNS[kind]:
            remedy = did_you_mean(column, COLUMNS[kind]) or f"the columns are {', '.join(COLUMNS[kind])}"
            complaints.add(1, "", "", shown(column), "is an unknown column", remedy)
            understood[number] = ""
        elif column in columns[:number]:
            complaints.add(1, "", "", shown(column), "is a column twice", "give it once")
            understood = ["" if each == column else each for each in understood]
    if "slug" not in columns and "key" not in columns:
        complaints.add(1, "", "", "", "has no column slug", "it says which record a row is")
    if not any(understood):
        complaints.check()  # of the rows nothing can be told
    return understood


def _raw(line: int, cells: dict[str, str | None], complaints: Complaints) -> tuple[dict[str, Any], frozenset[str]]:
    """The fields of a record as YAML would give them: texts, lists of texts, lists of mappings; empty ones as None.

    And the fields whose cells could not be read.
    """
    raw: dict[str, Any] = {}
    spoiled = set()
    for column, cell in cells.items():
        if not column:
            continue
        if cell is None:
            spoiled.add(column)
        elif cell.startswith("="):
            complaints.add(line, "", column, shown(cell), "is a formula", "write the value itself")
            spoiled.add(column)
        elif len(cell) > LONGEST_PROSE:
            complaints.add(
                line, "", column, "", f"is {len(cell):,} characters long", f"at most {LONGEST_PROSE:,} are read"
            )
            spoiled.add(column)
        elif not cell:
            raw[column] = None
        elif column == "identifiers":
            raw[column] = [_identifier(part) for part in _parts(cell)]
        elif column in SEVERAL:
            raw[column] = _parts(cell)
        else:
            raw[column] = cell
    return raw, frozenset(spoiled)


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def _identifier(text: str) -> dict[str, str]:
    scheme, colon, value = text.partition(":")
    return {"scheme": scheme.strip(), "value": value.strip()} if colon else {"scheme": text, "value": ""}
