"""Findings as tables: CSV and spreadsheet. One row a finding, one column a field of the field list."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.translation import gettext as _
from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]
from openpyxl.styles import Font  # type: ignore[import-untyped]
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]
from openpyxl.writer.excel import ExcelWriter  # type: ignore[import-untyped]

from findings.documents.field_list import FIELDS, LIST_SEPARATOR
from findings.documents.fields import Value
from findings.documents.lines import AFTER, BEFORE, END, LINE_FORMAT, MIDDLE, csv_header, csv_line
from findings.exports.described import Description
from findings.exports.rows import address_parts, every_row, in_xml, rows_at
from findings.queries.lines import every_line
from findings.queries.questions import Question
from findings.queries.versions import Version

#: Rows below the header that a sheet can hold: 1,048,576 in all (ECMA-376; Excel's specification).
SHEET_ROWS = 1_048_575
#: Characters that one cell of a sheet can hold.
CELL_CHARACTERS = 32_767


def csv_pieces(question: Question, version: Version | None = None) -> Iterator[str | bytes]:
    """The answer as CSV, some lines at a time: RFC 4180, CRLF, header first, no line but rows. Needs a snapshot.

    Lines are ready (documents.lines) but for the addresses in them. Those that are not, because they were projected by
    an earlier release or hold a sign that stands for an address, are made from their documents.
    """
    yield csv_header()
    signs = zip((BEFORE, AFTER, MIDDLE, END), address_parts(), strict=True)
    addresses = {sign.encode(): part.encode() for sign, part in signs}
    for lines in every_line(question, version, LINE_FORMAT):
        if lines.is_ready:
            yield _SIGN.sub(lambda found: addresses[found[0]], lines.text)
        else:
            for row in rows_at(lines.positions):
                yield csv_line(row.values)


#: Any sign for a part of an address: in one pass, since each pass over a megabyte costs as much as to send it.
_SIGN = re.compile(f"{BEFORE}|{AFTER}|{MIDDLE}|{END}".encode())


def write_xlsx(question: Question, described: Description, file: BinaryIO) -> None:
    """The answer as a spreadsheet: the findings under a frozen header, and a sheet that says what they are.

    Rows go to disk as they come. Texts are typed as texts, so that none is run. A partial date is a text: as a date of
    the sheet it would gain a day that nobody stated. The same answer has the same bytes: its only times are those of
    its dataset version. Needs a snapshot.
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
    # As `book.save` does, which would write the moment into it.
    ExcelWriter(book, _Undated(file, "w", ZIP_DEFLATED)).save()


class _Undated(ZipFile):
    """An archive whose entries bear no time of their own, but the first that the format knows."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *args: Any, **kwargs: Any) -> None:
        super().writestr(self._entry(zinfo_or_arcname), data, *args, **kwargs)

    def write(self, filename: Any, arcname: Any = None, *args: Any, **kwargs: Any) -> None:
        with open(filename, "rb") as content, self.open(self._entry(arcname), "w") as to:
            shutil.copyfileobj(content, to)

    def _entry(self, name: str) -> ZipInfo:
        entry = ZipInfo(name)
        entry.compress_type = self.compression
        return entry


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
        return text or None  # a cell that holds an empty text counts as filled
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
