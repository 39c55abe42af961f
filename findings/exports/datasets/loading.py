"""Reading a release to fill a portal from it: one whose sums are right and whose lines are rows."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from findings.documents.fields import Field, FieldType
from findings.documents.tables import ALIASES, EDITIONS, REDACTIONS, VERSIONS, Table
from findings.exports.datasets.checking import wrong_sums
from findings.exports.datasets.files import jsonl_name
from findings.exports.datasets.releases import Release, read_release

#: The tables that a portal is filled from.
LOADED = (VERSIONS, EDITIONS, ALIASES, REDACTIONS)
#: Signs that JSON can name and PostgreSQL cannot hold: NUL, and halves of pairs. (All others a release writes itself.)
_NO_TEXT = re.compile(rb"(?<!\\)(?:\\\\)*\\u(?:0000|[dD][89a-fA-F])")
#: What a number of a column is below, and the digits of one in a list.
_NUMBERS, _LONGEST_NUMBER = 2**31, 10


class UnloadableError(Exception):
    """A release that no portal can be filled from. `reasons` are sentences."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons


def checked(folder: Path) -> Release:
    """The release in the folder, whose sums are right. Raises NoReleaseError or UnloadableError."""
    release = read_release(folder)
    if sentences := wrong_sums(folder):
        raise UnloadableError(sentences)
    if later := sorted(version for version in release.redacted_in if version > release.version):
        raise UnloadableError(
            [
                _(
                    "Text was taken out of this release in dataset version %(later)s, which it does not hold. "
                    "Load a release of that version or of a later one."
                )
                % {"later": later[-1]}
            ]
        )
    return release


def lines(folder: Path, table: Table) -> Iterator[dict[str, Any]]:
    """The rows of a table, read as they are taken. Raises UnloadableError at the first that is none."""
    members = {field.name for field in table.fields} | ({table.json_only} if table.json_only else set())
    with (folder / jsonl_name(table)).open("rb") as file:
        for number, line in enumerate(file, start=1):
            row = _read(line)
            if not isinstance(row, dict) or set(row) != members:
                raise UnloadableError(
                    [
                        _("%(file)s, line %(number)s, is no row of that table: it needs the members %(members)s.")
                        % {"file": jsonl_name(table), "number": number, "members": ", ".join(sorted(members))}
                    ]
                )
            if wrong := _wrong_member(table, row):
                raise UnloadableError(
                    [
                        _("%(file)s, line %(number)s: the value of %(member)s is none that a release has there.")
                        % {"file": jsonl_name(table), "number": number, "member": wrong}
                    ]
                )
            yield row


def _read(line: bytes) -> Any:
    """A line of JSON; None where it is none, has text that PostgreSQL cannot hold, or a float, as no document has."""
    if _NO_TEXT.search(line):
        return None
    try:
        return json.loads(line.decode("utf-8"), parse_float=_refuse, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None


def _refuse(number: str) -> Any:
    raise ValueError(number)


def _wrong_member(table: Table, row: dict[str, Any]) -> str:
    """The name of the first member whose value is not of its field, "" where all are."""
    for field in table.fields:
        value = row[field.name]
        if field.name in table.required if value is None else not _fits(field, value):
            return field.name
    return table.json_only if table.json_only and not isinstance(row[table.json_only], dict) else ""


def _fits(field: Field, value: Any) -> bool:
    if field.type is FieldType.INTEGER:
        return type(value) is int and 0 <= value < _NUMBERS
    if field.type is FieldType.LIST:
        return isinstance(value, list) and all(
            isinstance(each, str) and re.fullmatch(field.pattern, each) and len(each) < _LONGEST_NUMBER
            for each in value
        )
    if not isinstance(value, str):
        return False
    if field.type is FieldType.TIMESTAMP:
        try:
            return dt.datetime.fromisoformat(value).tzinfo is not None
        except ValueError:
            return False
    if field.vocabulary is not None and value not in {member.value for member in field.vocabulary}:
        return False
    return not field.pattern or re.fullmatch(field.pattern, value) is not None
