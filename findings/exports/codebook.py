"""The code book: every field and every choice with its meaning, and for each field a value of a real finding.

It is made from the field list and the vocabularies alone, so it cannot say anything else than the files hold (CITABLE
C70). The page prints it, `/data/codebook.json` is it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Literal

from findings import vocabulary
from findings.documents.field_list import FIELDS, LIST_SEPARATOR, flat
from findings.documents.fields import Field, Vocabulary
from findings.documents.lines import csv_cell
from findings.documents.tables import TABLES, Table
from findings.exports.rows import Facts
from findings.queries.whole import WholeFinding

#: The vocabularies, in the order in which a reader meets them.
VOCABULARIES: tuple[Vocabulary, ...] = (
    vocabulary.ReportKind,
    vocabulary.EventType,
    vocabulary.Support,
    vocabulary.Dating,
    vocabulary.CitationRelation,
    vocabulary.SourceKind,
    vocabulary.LocatorKind,
    vocabulary.ActorKind,
    vocabulary.Role,
    vocabulary.Qualifier,
    vocabulary.Unit,
    vocabulary.PlacePrecision,
    vocabulary.IdentifierScheme,
    vocabulary.Authority,
    vocabulary.Measure,
    vocabulary.Topic,
    vocabulary.EditionKind,
    vocabulary.SubjectKind,
)
#: Its file in a release.
CODEBOOK = "codebook.json"
#: An example is cut behind a word at so many characters.
LONGEST_EXAMPLE = 160


@dataclass(frozen=True, slots=True)
class Example:
    """A value as the CSV has it, and the reference of the finding it is taken from."""

    value: str
    reference: str


@dataclass(frozen=True, slots=True)
class DescribedField:
    """A field of the field list and an example of it; None where no finding read has a value."""

    field: Field
    example: Example | None


def described_fields(found: list[WholeFinding]) -> list[DescribedField]:
    """Every field, in the order of the columns, with the first value that these findings have for it."""
    facts = Facts()
    rows = [(each.document["reference"], flat(each.document, facts.of(each))) for each in found]
    return [DescribedField(field, _example(field, number, rows)) for number, field in enumerate(FIELDS)]


def codebook(fields: list[DescribedField], version: int | None) -> dict[str, Any]:
    """The code book as plain data, in one order for ever: members sorted by nothing but the lists they come from."""
    examples = {
        each.field.name: {"value": each.example.value, "finding": each.example.reference}
        for each in fields
        if each.example
    }
    book = codebook_of_release(version)
    return book | {"fields": [field | {"example": examples.get(field["name"])} for field in book["fields"]]}


def codebook_of_release(version: int | None) -> dict[str, Any]:
    """The code book without examples: what a release holds, and what two releases are compared by."""
    return {
        "dataset_version": version,
        "list_separator": LIST_SEPARATOR,
        "fields": [_described(field) for field in FIELDS],
        "tables": [_table(table) for table in TABLES],
        "vocabularies": {
            vocabulary_name(terms): [
                {"value": term.value, "label": str(term.label), "meaning": str(term.meaning)} for term in terms
            ]
            for terms in VOCABULARIES
        },
    }


@dataclass(frozen=True, slots=True)
class CodebookChange:
    """What differs in one entry of two code books.

    `entry` is a field (`findings.title`), a table or a choice (`role.carrier`). `members` are those that differ, each
    as (name, before, after); () where the whole entry was added or taken out.
    """

    change: Literal["added", "removed", "changed"]
    kind: Literal["field", "table", "choice"]
    entry: str
    members: tuple[tuple[str, str, str], ...] = ()


def codebook_changes(before: dict[str, Any], after: dict[str, Any]) -> list[CodebookChange]:
    """How one code book differs from another, entry by entry, in the order of the later one; what went comes last."""
    old, new = _entries(before), _entries(after)
    changes = []
    for (kind, entry), members in new.items():
        earlier = old.get((kind, entry))
        if earlier is None:
            changes.append(CodebookChange("added", kind, entry))
        elif earlier != members:
            differing = [name for name in {**earlier, **members} if earlier.get(name) != members.get(name)]
            told = tuple((name, _told(earlier.get(name)), _told(members.get(name))) for name in differing)
            changes.append(CodebookChange("changed", kind, entry, told))
    return changes + [CodebookChange("removed", kind, entry) for kind, entry in old if (kind, entry) not in new]


def _entries(book: dict[str, Any]) -> dict[tuple[Any, str], dict[str, Any]]:
    """Every entry of a code book under its kind and name, without the name itself."""
    entries: dict[tuple[Any, str], dict[str, Any]] = {}

    def add(kind: str, name: str, described: dict[str, Any], *but: str) -> None:
        entries[kind, name] = {member: value for member, value in described.items() if member not in but}

    for table in book["tables"]:  # the fields of a finding are those of one of them
        add("table", table["name"], table, "name", "fields")
        for field in table["fields"]:
            add("field", f"{table['name']}.{field['name']}", field, "name")
    for name, choices in book["vocabularies"].items():
        for choice in choices:
            add("choice", f"{name}.{choice['value']}", choice, "value")
    return entries


def _told(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False) if value is not None else ""


def _described(field: Field) -> dict[str, object]:
    return {
        "name": field.name,
        "type": field.type.value,
        "meaning": str(field.meaning),
        "in_document": field.path,
        "rule": str(field.rule),
        "unit": str(field.unit),
        "pattern": field.pattern,
        "vocabulary": vocabulary_name(field.vocabulary) if field.vocabulary else "",
        "is_editorial": field.is_editorial,
    }


def _table(table: Table) -> dict[str, object]:
    """A table of a release."""
    return {
        "name": table.name,
        "meaning": str(table.meaning),
        "key": list(table.key),
        "references": [{"field": each.field, "table": each.table, "target": each.target} for each in table.references],
        "fields": [{**_described(field), "is_required": field.name in table.required} for field in table.fields],
    }


def vocabulary_name(terms: Vocabulary) -> str:
    """The name of a choice list in addresses and data: CitationRelation → citation-relation."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", terms.__name__).lower()


def _example(field: Field, number: int, rows: list[tuple[str, list]]) -> Example | None:
    for reference, values in rows:
        if values[number] not in (None, "", []):
            text = csv_cell(field)(values[number])
            cut = text if len(text) <= LONGEST_EXAMPLE else f"{text[: LONGEST_EXAMPLE - 1].rsplit(' ', 1)[0]}…"
            return Example(cut, reference)
    return None
