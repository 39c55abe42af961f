"""The code book: every field and every choice with its meaning, and for each field a value of a real finding.

It is made from the field list and the vocabularies alone, so it cannot say anything else than the files hold (CITABLE
C70; FEATURES F078, F080). The page prints it, `/data/codebook.json` is it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from findings import vocabulary
from findings.documents.field_list import FIELDS, LIST_SEPARATOR, EditionFacts, Field, Vocabulary, flat
from findings.documents.lines import csv_cell
from findings.documents.tables import TABLES, Table
from findings.exports.addresses import edition_address, finding_address
from findings.queries.whole import WholeFinding

#: The vocabularies, in the order in which a reader meets them.
VOCABULARIES: tuple[Vocabulary, ...] = (
    vocabulary.ReportKind,
    vocabulary.EventType,
    vocabulary.Support,
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
#: An example is cut behind a word at so many signs.
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
    rows = [(each.document["reference"], flat(each.document, _facts(each))) for each in found]
    return [DescribedField(field, _example(field, number, rows)) for number, field in enumerate(FIELDS)]


def codebook(fields: list[DescribedField], version: int | None) -> dict[str, object]:
    """The code book as plain data, in one order for ever: members sorted by nothing but the lists they come from."""
    return {
        "dataset_version": version,
        "list_separator": LIST_SEPARATOR,
        "fields": [
            _described(each.field)
            | {"example": {"value": each.example.value, "finding": each.example.reference} if each.example else None}
            for each in fields
        ],
        "tables": [_table(table) for table in TABLES],
        "vocabularies": {
            vocabulary_name(terms): [
                {"value": term.value, "label": str(term.label), "meaning": str(term.meaning)} for term in terms
            ]
            for terms in VOCABULARIES
        },
    }


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


def _facts(found: WholeFinding) -> EditionFacts:
    return EditionFacts(
        number=found.number,
        edition_kind=found.edition_kind,
        published_at=found.published_at,
        document_digest=found.document_digest,
        permalink=finding_address(found.slug),
        edition_permalink=edition_address(found.slug, found.number),
    )


def _example(field: Field, number: int, rows: list[tuple[str, list]]) -> Example | None:
    for reference, values in rows:
        if values[number] not in (None, "", []):
            text = csv_cell(field)(values[number])
            cut = text if len(text) <= LONGEST_EXAMPLE else f"{text[: LONGEST_EXAMPLE - 1].rsplit(' ', 1)[0]}…"
            return Example(cut, reference)
    return None
