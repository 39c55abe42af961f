"""A finding's line of a CSV, ready: written once when it is projected, and not once for each reader of a file.

To read a document, flatten it and quote its cells takes twenty times what it takes to pass a ready line on. What a line
cannot know when it is written is where the portal stands and how its addresses are made: in their places stand signs
of the private use area, and whoever passes a line on puts the addresses there.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Callable, Iterable
from typing import Any

from findings.documents.canonical import moment, sha256
from findings.documents.field_list import FIELDS, LIST_SEPARATOR, flat
from findings.documents.fields import Document, EditionFacts, Field, FieldType

#: How a text begins that a spreadsheet may run when it opens a CSV: the signs of a formula, narrow and wide, and the
#: white space that it drops before looking (OWASP, CSV Injection; CITABLE C74).
RUNNABLE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: What is set before such a text, so that it is only shown.
HARMLESS = "'"

#: The signs for what an address has before the slug, and behind it; behind it in the address of an edition, and behind
#: the number of the edition.
BEFORE, AFTER, MIDDLE, END = "\ue010", "\ue011", "\ue012", "\ue013"
_SIGNS = re.compile(f"[{BEFORE}{AFTER}{MIDDLE}{END}]")
#: To be raised when what a field reads, or how a cell is written, changes: lines of another format are not used, and
#: `rebuild_entries` writes them anew.
_FORMAT = 1
#: The format of lines as a text: of the fields, of the way they are written.
LINE_FORMAT = f"{_FORMAT}-{sha256(' '.join(f'{field.name}:{field.type}' for field in FIELDS))[:12]}"


def line_of(
    document: Document, slug: str, number: int, edition_kind: str, published_at: dt.datetime, document_digest: str
) -> str:
    """A finding's document in today's schema, and its edition → its line, CRLF included.

    "" where the document itself has one of the signs: such a line could not be told apart.
    """
    edition = EditionFacts(
        number=number,
        edition_kind=edition_kind,
        published_at=published_at,
        document_digest=document_digest,
        permalink=f"{BEFORE}{slug}{AFTER}",
        edition_permalink=f"{BEFORE}{slug}{MIDDLE}{number}{END}",
    )
    line = csv_line(flat(document, edition))
    return line if len(_SIGNS.findall(line)) == 5 else ""


def csv_line(values: Iterable[Any]) -> str:
    """The values of FIELDS → their line, as RFC 4180 has it."""
    return _write(cell(value) for cell, value in zip(_CELLS, values, strict=True))


def csv_header() -> str:
    return _write(field.name for field in FIELDS)


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


class _Given:
    """A file that keeps nothing: a writer returns what its `write` returns, which is the line."""

    def write(self, text: str) -> str:
        return text


_write: Callable[[Iterable[str]], str] = csv.writer(_Given(), lineterminator="\r\n").writerow
_CELLS = [csv_cell(field) for field in FIELDS]
