"""CSV and spreadsheet: they read back as what was written, and run nothing."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest

from findings.documents import lines
from findings.documents.field_list import BY_NAME, FIELDS, LIST_SEPARATOR
from findings.documents.fields import FieldType, Value
from findings.exports.forms import STREAMED, spreadsheet
from findings.exports.rows import every_row
from findings.queries.questions import Question
from findings.queries.snapshots import snapshot
from findings.queries.versions import current_version
from tests.findings.exports.thirty import HOSTILE


def rows_of(question: Question) -> list[list[Value]]:
    with snapshot():
        return [row.values for row in every_row(question)]


def csv_of(question: Question) -> bytes:
    return b"".join(STREAMED["csv"].chunks(question, current_version()))


def read_csv(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline=""), strict=True))


def as_text(kind: FieldType, value: Any) -> str:
    """What a cell of CSV is to say, without the sign that makes it harmless."""
    match kind:
        case FieldType.LIST:
            return LIST_SEPARATOR.join(value)
        case FieldType.BOOLEAN:
            return "true" if value else "false"
        case FieldType.TIMESTAMP:
            return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    return "" if value is None else str(value)


@pytest.mark.usefixtures("thirty")
def test_csv_reads_back_as_the_values_of_the_field_list() -> None:
    data = csv_of(Question())
    rows = read_csv(data)
    assert data.startswith(",".join(BY_NAME).encode() + b"\r\n")
    assert data.endswith(b"\r\n")
    assert rows == [
        {
            field.name: lines.harmless(text) if field.type in {FieldType.STRING, FieldType.LIST} else text
            for field, value in zip(FIELDS, values, strict=True)
            for text in [as_text(field.type, value)]
        }
        for values in rows_of(Question())
    ]


@pytest.mark.usefixtures("thirty")
def test_no_cell_of_csv_is_run_and_no_text_is_lost() -> None:
    rows = read_csv(csv_of(Question(sort="reference")))
    runnable = ("=", "+", "-", "@", "\t", "\r", "\n", "＝")
    assert [cell for row in rows for cell in row.values() if cell.startswith(runnable)] == []
    titles = {row["title"].removeprefix("'") for row in rows}
    withdrawn_or_changed = {HOSTILE[2], HOSTILE[4], HOSTILE[6]}
    assert set(HOSTILE) - titles <= withdrawn_or_changed
    assert {row["editors_note"].removeprefix("'") for row in rows} > set(HOSTILE)
    assert next(row["actors"] for row in rows if row["actors"].startswith("'")).startswith("'=Angara; the vessel")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("\nx", "'\nx"),
        ("＝1", "'＝1"),
        ("1=1", "1=1"),
        ("'quoted'", "'quoted'"),
        (" =1", " =1"),
        ("", ""),
    ],
)
def test_a_text_that_begins_like_a_formula_is_made_harmless(text: str, written: str) -> None:
    assert lines.harmless(text) == written


def test_numbers_are_not_touched() -> None:
    low, edition = BY_NAME["quantity_low"], BY_NAME["edition"]
    assert [lines.csv_cell(low)(value) for value in (Decimal("-17413.96"), Decimal("2E+4"), None)] == [
        "-17413.96",
        "20000",
        "",
    ]
    assert lines.csv_cell(edition)(3) == "3"


@pytest.mark.usefixtures("thirty")
def test_a_sheet_has_the_values_of_the_field_list_with_their_types() -> None:
    with spreadsheet(Question(), current_version()) as file:
        book = openpyxl.load_workbook(io.BytesIO(file.read()))
    sheet = book["Findings"]
    header, *rows = sheet.iter_rows(values_only=True)
    assert (list(header), sheet.freeze_panes) == (list(BY_NAME), "B2")
    assert [list(row) for row in rows] == [
        [as_in_sheet(field.type, value) for field, value in zip(FIELDS, values, strict=True)]
        for values in rows_of(Question())
    ]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    # An empty text in a cell is counted by a spreadsheet as if something stood there.
    assert {cell.data_type for cell in cells if cell.value is None} == {"n"}


def as_in_sheet(kind: FieldType, value: Any) -> Any:
    match kind:
        case FieldType.LIST:
            value = LIST_SEPARATOR.join(value)
        case FieldType.TIMESTAMP:
            return value.replace(tzinfo=None)
        case FieldType.DECIMAL:
            return None if value is None else float(value)
    if isinstance(value, str):
        # XML holds no control characters, and reads a carriage return as a line feed.
        return value.replace("\x0b", "\ufffd").replace("\x0c", "\ufffd").replace("\r\n", "\n") or None
    return value


@pytest.mark.usefixtures("thirty")
def test_a_sheet_says_what_it_is() -> None:
    with spreadsheet(Question.of(category="category-1"), current_version()) as file:
        book = openpyxl.load_workbook(io.BytesIO(file.read()), read_only=True)
    said = list(book["About"].iter_rows(values_only=True))
    assert said[:6] == [
        ("Question", "8 findings about category 1 as of dataset version 6"),
        ("Address", "http://127.0.0.1:8000/findings/?category=category-1&as_of=6"),
        ("Findings", "8"),
        ("Dataset version", "6 (2026-03-06T12:00:00Z)"),
        ("Publisher", "DPRK Sanctions Findings"),
        ("Licence", "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"),
    ]
    assert [name for name, _text in said[6:] if name != "Caveat"] == list(BY_NAME)
    assert (book.properties.title, book.properties.created) == (
        "8 findings about category 1 as of dataset version 6",
        dt.datetime(2026, 3, 6, 12),  # noqa: DTZ001 - a sheet knows no zones
    )
