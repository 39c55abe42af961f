"""The pages of the code book: what there is, each table with its columns, the lists of choices, and what changed."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from findings.documents.fields import Vocabulary
from findings.documents.tables import FINDINGS, TABLES, Table
from findings.exports.addresses import absolute
from findings.exports.codebook import VOCABULARIES, CodebookChange, DescribedField, vocabulary_name
from findings.pages.about import TermRow, term_rows
from findings.pages.nearby import NoPageError, no_page
from findings.pages.parts import Link


@dataclass(frozen=True, slots=True)
class ColumnInShort:
    """The name of a column and where it is described; `anchor` is "" where no address ever led to it here."""

    link: Link
    anchor: str


@dataclass(frozen=True, slots=True)
class TableInShort:
    link: Link
    anchor: str
    meaning: str
    columns: tuple[ColumnInShort, ...]


@dataclass(frozen=True, slots=True)
class ChoicesInShort:
    link: Link
    anchor: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodebookPage:
    """What the code book holds, each name under the anchor that led to its description when all was one page."""

    permalink: str
    json: Link
    findings: TableInShort
    tables: tuple[TableInShort, ...]
    choices_url: str
    choices: tuple[ChoicesInShort, ...]


@dataclass(frozen=True, slots=True)
class FieldRow:
    name: str
    type: str
    meaning: str
    path: str
    rule: str
    unit: str
    is_editorial: bool
    vocabulary: Link | None
    example: str
    example_of: Link | None


@dataclass(frozen=True, slots=True)
class CodebookTablePage:
    """A table of a release. `references` are (field, the table that it is of); that of the findings has examples."""

    permalink: str
    name: str
    meaning: str
    key: str
    references: tuple[tuple[str, Link], ...]
    fields: tuple[FieldRow, ...]
    has_examples: bool
    tables: tuple[Link, ...]
    choices_url: str


@dataclass(frozen=True, slots=True)
class VocabularyPart:
    name: str
    anchor: str
    terms: tuple[TermRow, ...]


@dataclass(frozen=True, slots=True)
class ChoicesPage:
    permalink: str
    vocabularies: tuple[VocabularyPart, ...]
    tables: tuple[Link, ...]
    choices_url: str


def codebook_page() -> CodebookPage:
    """The names of all tables, columns and choices, in the order in which a reader meets them."""
    return CodebookPage(
        permalink=absolute(reverse("codebook")),
        json=Link("JSON", reverse("codebook-json")),
        findings=_table_in_short(FINDINGS),
        tables=tuple(_table_in_short(table) for table in TABLES if table is not FINDINGS),
        choices_url=reverse("codebook-choices"),
        choices=tuple(
            ChoicesInShort(_choices_link(terms), vocabulary_name(terms), tuple(term.value for term in terms))
            for terms in VOCABULARIES
        ),
    )


def _table_in_short(table: Table) -> TableInShort:
    is_of_findings = table is FINDINGS
    link = _table_link(table)
    return TableInShort(
        link=link,
        anchor="fields" if is_of_findings else f"table-{table.name}",
        meaning=str(table.meaning),
        columns=tuple(
            ColumnInShort(
                Link(field.name, f"{link.url}#{_anchor(field.name)}"), _anchor(field.name) if is_of_findings else ""
            )
            for field in table.fields
        ),
    )


def codebook_table_page(table: Table, fields: list[DescribedField]) -> CodebookTablePage:
    """A table and its columns, each column under an anchor of its own."""
    addresses = {link.words: link for link in table_links()}
    return CodebookTablePage(
        permalink=absolute(_table_link(table).url),
        name=table.name,
        meaning=str(table.meaning),
        key=", ".join(table.key),
        references=tuple((each.field, addresses[each.table]) for each in table.references),
        fields=tuple(_field_row(each) for each in fields),
        has_examples=table is FINDINGS,
        tables=table_links(),
        choices_url=reverse("codebook-choices"),
    )


def codebook_choices_page() -> ChoicesPage:
    """Every list of choices, each under an anchor of its own."""
    return ChoicesPage(
        permalink=absolute(reverse("codebook-choices")),
        vocabularies=tuple(
            VocabularyPart(_spoken(terms), vocabulary_name(terms), term_rows(terms)) for terms in VOCABULARIES
        ),
        tables=table_links(),
        choices_url=reverse("codebook-choices"),
    )


def table_links() -> tuple[Link, ...]:
    return tuple(_table_link(table) for table in TABLES)


def no_table(name: str) -> NoPageError:
    """There is no table of this name; those whose name is near, and the choices, which stand beside the tables."""
    pages = (*table_links(), Link("choices", reverse("codebook-choices")))
    sentence = _("The code book has no table “%s”.") % name
    return no_page(sentence, name, pages, Link(_("Code book"), reverse("codebook")))


def _table_link(table: Table) -> Link:
    return Link(table.name, reverse("codebook-table", args=[table.name]))


def _choices_link(terms: Vocabulary) -> Link:
    return Link(_spoken(terms), f"{reverse('codebook-choices')}#{vocabulary_name(terms)}")


def _spoken(terms: Vocabulary) -> str:
    return vocabulary_name(terms).replace("-", " ")


def _anchor(column: str) -> str:
    return f"field-{column}"


def _field_row(each: DescribedField) -> FieldRow:
    field, example = each.field, each.example
    return FieldRow(
        name=field.name,
        type=field.type.value,
        meaning=str(field.meaning),
        path=field.path,
        rule=str(field.rule),
        unit=str(field.unit),
        is_editorial=field.is_editorial,
        vocabulary=_choices_link(field.vocabulary) if field.vocabulary else None,
        example=example.value if example else "",
        example_of=(
            Link(example.reference, reverse("finding-detail", args=[example.reference.lower()])) if example else None
        ),
    )


#: How a change of the code book is told.
_CHANGES = {"added": gettext_lazy("Added"), "removed": gettext_lazy("Taken out"), "changed": gettext_lazy("Changed")}
_KINDS = {
    "field": gettext_lazy("field"),
    "table": pgettext_lazy("of a dataset", "table"),
    "choice": gettext_lazy("choice"),
}


@dataclass(frozen=True, slots=True)
class CodebookChangeRow:
    """What changed in one entry; `members` are (name, before, after)."""

    change: str
    kind: str
    entry: str
    members: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class CodebookDiffPage:
    permalink: str
    before: int
    after: int
    rows: tuple[CodebookChangeRow, ...]


def codebook_diff_page(before: int, after: int, changes: list[CodebookChange]) -> CodebookDiffPage:
    """What the code book said in the release of version `before`, and in that of `after`."""
    return CodebookDiffPage(
        permalink=absolute(reverse("codebook-diff", args=[before, after])),
        before=before,
        after=after,
        rows=tuple(
            CodebookChangeRow(str(_CHANGES[each.change]), str(_KINDS[each.kind]), each.entry, each.members)
            for each in changes
        ),
    )
