"""The pages that say what the portal is, how its records are made, how to cite them, and how mistakes are mended."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from findings.documents.tables import FINDINGS, TABLES, Table
from findings.exports.addresses import absolute
from findings.exports.citations.texts import NAMES
from findings.exports.codebook import VOCABULARIES, CodebookChange, DescribedField, vocabulary_name
from findings.exports.described import PORTAL
from findings.exports.ledger import VERIFY_PROGRAM
from findings.locators import GRAMMAR
from findings.pages.frames import list_url
from findings.pages.parts import Link
from findings.queries.facets import Counts
from findings.queries.questions import Question
from findings.vocabulary import CitationRelation, EditionKind, Qualifier, ReportKind, Support, Term

#: What is counted on these pages.
FACETS = ("report", "support", "hand", "disputed", "edition")


@dataclass(frozen=True, slots=True)
class TermRow:
    """A member of a vocabulary: its value in files, its label on pages, its meaning, and the findings that have it.

    `count` and `url` are None and "" where findings are not counted by it.
    """

    value: str
    label: str
    meaning: str
    count: int | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    printed: str
    canonical: str


@dataclass(frozen=True, slots=True)
class AboutPage:
    """A page of words and of what is counted for them. Counts are of the findings in force."""

    permalink: str
    contact: str
    total: int = 0
    reports: tuple[tuple[Link, int], ...] = ()
    support: tuple[TermRow, ...] = ()
    at_second_hand: tuple[Link, int] | None = None
    disputed: tuple[Link, int] | None = None
    corrected: tuple[Link, int] | None = None
    report_kinds: tuple[TermRow, ...] = ()
    relations: tuple[TermRow, ...] = ()
    qualifiers: tuple[TermRow, ...] = ()
    edition_kinds: tuple[TermRow, ...] = ()
    places: tuple[PlaceRow, ...] = ()
    styles: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class LlmsPage:
    """What a program that reads for a person has to know; `base` begins every address."""

    portal: str
    base: str
    total: int
    second_hand: int


@dataclass(frozen=True, slots=True)
class VerifyPage:
    """`program` is the text of the program, `base` the address that it is run with."""

    permalink: str
    program: str
    base: str


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
class VocabularyPart:
    name: str
    anchor: str
    terms: tuple[TermRow, ...]


@dataclass(frozen=True, slots=True)
class TablePart:
    """A table of a release besides that of the findings. `references` are (field, the table that it is of)."""

    name: str
    meaning: str
    fields: tuple[FieldRow, ...]
    key: str
    references: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CodebookPage:
    permalink: str
    json: Link
    fields: tuple[FieldRow, ...]
    tables: tuple[TablePart, ...]
    vocabularies: tuple[VocabularyPart, ...]


def about_page(path: str, counted: Counts) -> AboutPage:
    """The page at this path, one of those under /about/."""
    facets = {facet.name: {value.key: value for value in facet.values} for facet in counted.facets}

    def count(name: str, key: str) -> int:
        return facets[name][key].count if key in facets[name] else 0

    def counted_link(name: str, key: str) -> tuple[Link, int]:
        return Link("", list_url(Question.of(**{name: key}))), count(name, key)

    return AboutPage(
        permalink=absolute(path),
        contact=settings.CONTACT,
        total=counted.total,
        reports=tuple(
            (Link(value.name, reverse("report-detail", args=[value.key])), value.count)
            for value in facets["report"].values()
        ),
        support=tuple(
            TermRow(
                term.value,
                str(term.label),
                str(term.meaning),
                count("support", term.value),
                list_url(Question.of(support=term.value)),
            )
            for term in Support
        ),
        at_second_hand=counted_link("hand", "second"),
        disputed=counted_link("disputed", "yes"),
        corrected=counted_link("edition", EditionKind.CORRECTION.value),
        report_kinds=term_rows(ReportKind),
        relations=term_rows(CitationRelation),
        qualifiers=term_rows(Qualifier),
        edition_kinds=term_rows(EditionKind),
        styles=tuple(NAMES.items()),
        places=tuple(
            PlaceRow(printed, canonical)
            for row in GRAMMAR
            for printed, canonical in zip(row.printed, row.canonical, strict=True)
        ),
    )


def term_rows(terms: type[Term]) -> tuple[TermRow, ...]:
    return tuple(TermRow(term.value, str(term.label), str(term.meaning)) for term in terms)


def llms_page(counted: Counts) -> LlmsPage:
    page = about_page(reverse("llms"), counted)
    return LlmsPage(str(PORTAL), absolute(""), page.total, page.at_second_hand[1] if page.at_second_hand else 0)


def verify_page() -> VerifyPage:
    return VerifyPage(absolute(reverse("about-verify")), VERIFY_PROGRAM, absolute(""))


def codebook_page(fields: list[DescribedField]) -> CodebookPage:
    """The code book, each field with its example, each choice list under an anchor of its own."""
    return CodebookPage(
        permalink=absolute(reverse("codebook")),
        json=Link("JSON", reverse("codebook-json")),
        fields=tuple(_field_row(each) for each in fields),
        tables=tuple(_table_part(table) for table in TABLES if table is not FINDINGS),
        vocabularies=tuple(
            VocabularyPart(vocabulary_name(terms).replace("-", " "), vocabulary_name(terms), term_rows(terms))
            for terms in VOCABULARIES
        ),
    )


def _table_part(table: Table) -> TablePart:
    return TablePart(
        name=table.name,
        meaning=str(table.meaning),
        fields=tuple(_field_row(DescribedField(field, None)) for field in table.fields),
        key=", ".join(table.key),
        references=tuple((each.field, each.table) for each in table.references),
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


def _field_row(each: DescribedField) -> FieldRow:
    field, example = each.field, each.example
    terms = field.vocabulary
    return FieldRow(
        name=field.name,
        type=field.type.value,
        meaning=str(field.meaning),
        path=field.path,
        rule=str(field.rule),
        unit=str(field.unit),
        is_editorial=field.is_editorial,
        vocabulary=Link(vocabulary_name(terms).replace("-", " "), f"#{vocabulary_name(terms)}") if terms else None,
        example=example.value if example else "",
        example_of=(
            Link(example.reference, reverse("finding-detail", args=[example.reference.lower()])) if example else None
        ),
    )
