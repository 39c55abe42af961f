"""Reading a release to fill a portal from it: one whose sums are right and whose lines are rows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from findings.documents.tables import ALIASES, EDITIONS, REDACTIONS, VERSIONS, Table
from findings.exports.datasets.checking import wrong_sums
from findings.exports.datasets.files import jsonl_name
from findings.exports.datasets.releases import Release, read_release

#: The tables that a portal is filled from.
LOADED = (VERSIONS, EDITIONS, ALIASES, REDACTIONS)


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
    with (folder / jsonl_name(table)).open(encoding="utf-8", newline="\n") as file:
        for number, line in enumerate(file, start=1):
            try:
                row = json.loads(line)
            except ValueError:
                row = None
            if not isinstance(row, dict) or set(row) != members:
                raise UnloadableError(
                    [
                        _("%(file)s, line %(number)s, is no row of that table: it needs the members %(members)s.")
                        % {"file": jsonl_name(table), "number": number, "members": ", ".join(sorted(members))}
                    ]
                )
            yield row
