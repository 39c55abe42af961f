"""Findings as tables: CSV and spreadsheet. One row a finding, one column a field of the field list."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]
from openpyxl.styles import Font  # type: ignore[import-untyped]
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]

from findings.documents.field_list import FIELDS, LIST_SEPARATOR, Field, FieldType, Value
from findings.exports.described import Description, moment
from findings.exports.rows import every_row, in_xml
from findings.queries.questions import Question

#: How a text begins that a spreadsheet may run when it opens a CSV: the signs of a formula, narrow and wide, and the
#: white space that it drops before looking (OWASP, CSV Injection; CITABLE C74).
RUNNABLE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: What is set before such a text, so that it is only shown.
HARMLESS = "'"

#: Rows below the header that a sheet can hold: 1,048,576 in all (ECMA-376; Excel's specification).
SHEET_ROWS = 1_048_575
#: Characters that one cell of a sheet can hold.
CELL_CHARACTERS = 32_767


def csv_pieces(question: Question) -> Iterator[str]:
    """The answer as CSV, a line at a time: RFC 4180, CRLF, header first, no line but rows. Needs a snapshot."""
    # A writer returns what its file's `write` returns: this one gives the line back.
    line = csv.writer(_Given(), lineterminator="\r\n").writerow
    yield line(field.name for field in FIELDS)
    written = [csv_cell(field) for field in FIELDS]
    for row in every_row(question):
        yield line([cell(value) for cell, value in zip(written, row.values, strict=True)])


class _Given:
    """A file that keeps nothing."""

    def write(self, text: str) -> str:
        return text


def csv_cell(field: Field) -> Callable[[Any], str]:
    """How a value of the field is written in CSV. A text that a spreadsheet would run gets HARMLESS before it."""
    match field.type:
        case FieldType.INTEGER:
            return str
        case FieldType.DECIMAL:
            return lambda value: "" if value is None else format(value, "f")
        case FieldType.BOOLEAN:
            return lambda value: "true" if value else "false"
        case FieldType.TIMESTAMP:
            return moment
        case FieldType.LIST:
            return lambda value: harmless(LIST_SEPARATOR.join(value))
    return lambda value: harmless(value or "")


def harmless(text: str) -> str:
    return f"{HARMLESS}{text}" if text.startswith(RUNNABLE) else text


def write_xlsx(question: Question, described: Description, file: BinaryIO) -> None:
    """The answer as a spreadsheet: the findings under a frozen header, and a sheet that says what they are.

    Rows go to disk as they come. Texts are typed as texts, so that none is run. A partial date is a text: as a date of
    the sheet it would gain a day that nobody stated. Needs a snapshot.
    """
    book = Workbook(write_only=True)
    book.properties.title = in_xml(described.words)
    book.properties.creator = str(described.as_json()["publisher"]["name"])
    if described.version is not None:
        book.properties.created = book.properties.modified = described.version.published_at.replace(tzinfo=None)
    sheet = book.create_sheet(_("Findings"))
    sheet.freeze_panes = "B2"
    for position, field in enumerate(FIELDS, start=1):
        sheet.column_dimensions[get_column_letter(position)].width = _WIDTHS.get(field.name, 18)
    sheet.append([_heading(sheet, field.name) for field in FIELDS])
    for row in every_row(question):
        sheet.append([sheet_cell(sheet, value) for value in row.values])
    about = book.create_sheet(_("About"))
    about.column_dimensions["A"].width = 24
    about.column_dimensions["B"].width = 120
    for name, text in _about(described):
        about.append([_heading(about, name), sheet_cell(about, text)])
    book.save(file)


#: Field → width of its column, in characters.
_WIDTHS = {"reference": 20, "title": 60, "summary": 80}


def sheet_cell(sheet: Any, value: Value) -> Any:
    """A value with its type: number, truth, moment; everything else is text, whatever it begins with."""
    if isinstance(value, bool | int | Decimal) or value is None:
        return value
    if isinstance(value, dt.datetime):
        cell = WriteOnlyCell(sheet, value.astimezone(dt.UTC).replace(tzinfo=None))
        cell.number_format = "yyyy-mm-dd hh:mm:ss"
        return cell
    text = in_xml(LIST_SEPARATOR.join(value) if isinstance(value, list) else value)
    if len(text) > CELL_CHARACTERS:
        # Cut silently, it would be taken for the whole.
        said = _(" … (cut: a cell holds no more. The CSV has all of it.)")
        text = text[: CELL_CHARACTERS - len(said)] + said
    if not text.startswith("="):
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    return cell


def _heading(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _about(described: Description) -> Iterable[tuple[str, str]]:
    plain = described.as_json()
    version = plain["dataset_version"]
    yield _("Question"), described.words
    yield _("Address"), described.address
    yield _("Findings"), f"{described.count:,}"
    if version is not None:
        yield _("Dataset version"), f"{version['number']} ({version['published_at']})"
    yield _("Publisher"), plain["publisher"]["name"]
    yield _("Licence"), f"{plain['licence']['name']}, {plain['licence']['address']}"
    for caveat in described.caveats:
        yield _("Caveat"), caveat
    for field in FIELDS:
        yield field.name, str(field.meaning)
