"""The list of findings: the sentence of its filters, its rows, its facets, its pages. All links, no script."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from findings.pages.frames import absolute
from findings.pages.parts import Link
from findings.pages.rows import FindingRow, finding_rows
from findings.queries.filters import FILTERS
from findings.queries.lists import PAGE_SIZE, Counts, Facet, Row
from findings.queries.questions import ORDERS, Question
from findings.queries.sentence import sentence
from findings.vocabulary import SubjectKind

#: Kind → the words for the list of all of them.
_WHOLE_LISTS = {
    SubjectKind.CATEGORY: gettext_lazy("All categories"),
    SubjectKind.REPORT: gettext_lazy("All reports"),
    SubjectKind.ACTOR: gettext_lazy("All actors"),
    SubjectKind.SOURCE: gettext_lazy("All sources"),
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
    """A facet; `all` leads to the list of everything that it can name, where there is one."""

    name: str
    label: str
    links: tuple[FacetLink, ...]
    hidden: int
    all: Link | None


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
    """`opening` is how the sentence begins: “198 findings”, “No findings”; `order` says how the rows follow."""

    title: str
    opening: str
    clauses: tuple[Clause, ...]
    clear_url: str
    order: str
    rows: list[FindingRow]
    facets: list[FacetPart]
    pages: PageLinks
    is_indexed: bool
    permalink: str


def browse_page(question: Question, counts: Counts, rows: list[Row]) -> BrowsePage:
    """The page of a question's answer."""
    said = sentence(question, counts)
    clauses = [
        Clause(each.preposition, tuple(Link(value.words, list_url(value.without)) for value in each.values))
        for each in said.clauses
    ]
    if question.as_of is not None:
        now = Link(_("dataset version %s") % question.as_of, list_url(replace(question, as_of=None, page=1)))
        clauses.append(Clause(_("as of"), (now,)))
    return BrowsePage(
        title=str(said),
        opening=said.opening,
        clauses=tuple(clauses),
        clear_url=reverse("finding-list") if clauses else "",
        order=str(ORDERS[question.sort][0]),
        rows=finding_rows(rows),
        facets=[facet_part(question, facet) for facet in counts.facets if facet.values],
        pages=page_links(question.page, counts.total, PAGE_SIZE, lambda page: list_url(replace(question, page=page))),
        # Every combination of filters is an address; search engines are asked to keep those of one value (CITABLE C68).
        is_indexed=sum(len(each.values) for each in clauses) <= 1 and not question.text,
        permalink=absolute(list_url(question)),
    )


def list_url(question: Question) -> str:
    """The address that asks this question, in canonical form."""
    query = question.query()
    return f"{reverse('finding-list')}?{query}" if query else reverse("finding-list")


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


def facet_part(question: Question, facet: Facet) -> FacetPart:
    """A facet as links: each chooses its value, or lets it go."""
    subject = FILTERS[facet.name].subject
    return FacetPart(
        facet.name,
        facet.label,
        tuple(
            FacetLink(
                value.name, list_url(question.toggled(facet.name, value.key)), value.count, value.chosen, value.key
            )
            for value in facet.values
        ),
        max(facet.distinct - len(facet.values), 0),
        Link(str(_WHOLE_LISTS[subject]), reverse(f"{subject.value}-list")) if subject else None,
    )
