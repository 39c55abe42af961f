"""The list of findings: the sentence of its filters, its rows, its facets, its pages. All links, no script."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from findings.pages.parts import Link
from findings.pages.rows import FindingRow, finding_rows
from findings.queries.filters import KINDS, Question
from findings.queries.lists import PAGE_SIZE, Counts, Facet, Row

#: Filter → the words that lead to its values in the sentence.
_PREPOSITIONS = {
    "category": gettext_lazy("about"),
    "report": gettext_lazy("in"),
    "actor": gettext_lazy("naming"),
    "source": gettext_lazy("resting on"),
    "provision": gettext_lazy("mapped to"),
}


@dataclass(frozen=True, slots=True)
class Clause:
    """One filter in the sentence: “about petroleum or shipping”. Each link takes its value away."""

    preposition: str
    values: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class FacetLink:
    """A value of a facet: the link chooses it, or lets it go."""

    name: str
    url: str
    count: int
    is_chosen: bool
    key: str


@dataclass(frozen=True, slots=True)
class FacetPart:
    name: str
    label: str
    links: tuple[FacetLink, ...]
    hidden: int
    all_url: str


@dataclass(frozen=True, slots=True)
class PageLinks:
    """Where one is in a list of several pages."""

    number: int
    last: int
    first_row: int
    last_row: int
    total: int
    previous: str
    next: str
    #: (page, its address, whether pages are left out before it)
    numbers: tuple[tuple[int, str, bool], ...]


@dataclass(frozen=True, slots=True)
class BrowsePage:
    title: str
    noun: str
    clauses: tuple[Clause, ...]
    clear_url: str
    rows: list[FindingRow]
    facets: list[FacetPart]
    pages: PageLinks
    is_indexed: bool


def browse_page(question: Question, counts: Counts, rows: list[Row]) -> BrowsePage:
    """The page of a question's answer."""
    clauses = _clauses(question, counts)
    noun = ngettext("finding", "findings", counts.total)
    return BrowsePage(
        title=" ".join(
            [f"{counts.total:,} {noun}", *(f"{each.preposition} {_either(each.values)}" for each in clauses)]
        ),
        noun=noun,
        clauses=clauses,
        clear_url=reverse("finding-list") if question.chosen else "",
        rows=finding_rows(rows),
        facets=[facet_part(question, facet) for facet in counts.facets],
        pages=page_links(question.page, counts.total, PAGE_SIZE, lambda page: list_url(question, page=page)),
        # Every combination of filters is an address; search engines are asked to keep those of one value (CITABLE C68).
        is_indexed=sum(map(len, question.chosen.values())) <= 1,
    )


def list_url(question: Question, *, page: int = 1) -> str:
    """The address that asks this question: filters in their fixed order, values as chosen."""
    query = QueryDict(mutable=True)
    for name in KINDS:
        query.setlist(name, list(question.chosen.get(name, ())))
    if page > 1:
        query["page"] = str(page)
    address = reverse("finding-list")
    return f"{address}?{query.urlencode()}" if query else address


def page_links(number: int, total: int, size: int, url_of: Callable[[int], str]) -> PageLinks:
    """The links of page `number` among those of `total` rows, `size` a page: near pages, the first and the last."""
    last = max(ceil(total / size), 1)
    near = sorted({1, last, *range(max(number - 2, 1), min(number + 2, last) + 1)})
    return PageLinks(
        number=number,
        last=last,
        first_row=(number - 1) * size + 1 if total else 0,
        last_row=min(number * size, total),
        total=total,
        previous=url_of(number - 1) if number > 1 else "",
        next=url_of(number + 1) if number < last else "",
        numbers=tuple((each, url_of(each), each - 1 not in {0, *near}) for each in near),
    )


def toggled(question: Question, name: str, key: str) -> Question:
    """The question with the value chosen, or let go if it was; from its first page."""
    keys = question.chosen.get(name, ())
    changed = tuple(each for each in keys if each != key) if key in keys else (*keys, key)
    chosen = {**question.chosen, name: changed}
    return Question({each: values for each, values in chosen.items() if values})


def _clauses(question: Question, counts: Counts) -> tuple[Clause, ...]:
    names = {(facet.name, value.key): value.name for facet in counts.facets for value in facet.values}
    return tuple(
        Clause(
            str(_PREPOSITIONS[name]),
            tuple(
                Link(_in_sentence(name, names.get((name, key), key)), list_url(toggled(question, name, key)))
                for key in question.chosen[name]
            ),
        )
        for name in KINDS
        if name in question.chosen
    )


def _in_sentence(name: str, words: str) -> str:
    """A category is a common noun inside a sentence; the others are names."""
    return words[:1].lower() + words[1:] if name == "category" else words


def _either(values: tuple[Link, ...]) -> str:
    return _(" or ").join(value.words for value in values)


def facet_part(question: Question, facet: Facet) -> FacetPart:
    return FacetPart(
        facet.name,
        facet.label,
        tuple(
            FacetLink(
                value.name, list_url(toggled(question, facet.name, value.key)), value.count, value.chosen, value.key
            )
            for value in facet.values
        ),
        max(facet.distinct - len(facet.values), 0),
        reverse(f"{KINDS[facet.name].value}-list"),
    )
