"""The pages that say what the portal is, how its records are made, how to cite them, and how mistakes are mended."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from findings.exports.addresses import absolute
from findings.exports.citations.texts import NAMES
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
