"""The list of findings: the sentence of its filters, its rows, its facets, its pages. All links, no script."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from findings.drawing.timelines import Strips, Timeline
from findings.exports.addresses import absolute, meta_address
from findings.exports.citations.cited import cited_list
from findings.languages import in_english
from findings.pages import words
from findings.pages.cards import Properties, list_image
from findings.pages.citing import FILES as CITATION_FILES
from findings.pages.citing import CiteText, in_styles, in_words
from findings.pages.comparison import Comparison
from findings.pages.facets import SHOWN, FacetPart, facet_part
from findings.pages.frames import canonical_address, list_file_address, list_url
from findings.pages.looks import OFFERED, VIEWS, WITHIN, Look
from findings.pages.nothing import NothingPart, nothing_part
from findings.pages.paging import PageLinks, page_links
from findings.pages.parts import Link
from findings.pages.pictures import MapPart
from findings.pages.rows import RowToCome, finding_rows
from findings.pages.search import SearchGroup, Straight, search_groups, straight_to
from findings.pages.table import TablePart, table_part
from findings.queries.facets import Counts, Facet
from findings.queries.filters import is_recorded
from findings.queries.involvements import INVOLVEMENT
from findings.queries.lists import PAGE_SIZE, Row
from findings.queries.nearby import Near, is_about_time
from findings.queries.questions import ORDERS, RELEVANCE, Question
from findings.queries.search import Hit, Target
from findings.queries.sentence import Clause as Said
from findings.queries.sentence import SaidValue, Sentence, between_alternatives, between_conditions, sentence
from findings.queries.versions import Version
from findings.vocabulary import Dating


@dataclass(frozen=True, slots=True)
class Clause:
    """One filter in the sentence: “about petroleum or shipping”. Each link takes its value away.

    `before` and `after` are the words around the values, those that join it to the sentence among them. `is_recorded`
    where the values are names of what is recorded, and not words of the interface.
    """

    before: str
    values: tuple[Link, ...]
    after: str = ""
    is_recorded: bool = False


@dataclass(frozen=True, slots=True)
class AskForm:
    """The one form of a list: what is in its fields, and what it carries along unseen.

    `undated_url` leads to what the period leaves out; "" where none is asked for.
    """

    text: str
    since: str
    until: str
    orders: tuple[tuple[str, str, bool], ...]
    hidden: tuple[tuple[str, str], ...]
    is_open: bool
    undated_url: str


@dataclass(frozen=True, slots=True)
class ViewLink:
    """A way to look. The current one has no address, unless only a part of it is looked at."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class BrowsePage:
    """`opening` is how the sentence begins: “198 findings ”, “No findings”; `closing` how it ends, behind its clauses.

    `either` stands between two values of a clause. `order` says how the rows follow.

    `usual` are the facets that a page shows open, `more` those behind a word, unless something of them is chosen.
    `permalink` is the address of the set, however it is looked at; `printed` that of this very page of this view, which
    is what paper shows.
    `stand` is how many of the findings are known only so far; each number leads to them, unless it is chosen already.
    `target` is the one thing that the words of a search name; `groups` are the other subjects that have them.
    `nothing` is there where little answers. `is_to_choose` where a comparison is asked for, and nothing to compare.
    """

    title: str
    opening: str
    clauses: tuple[Clause, ...]
    closing: str
    either: str
    clear_url: str
    order: str
    stand: tuple[Link, ...]
    form: AskForm
    views: tuple[ViewLink, ...]
    target: Straight | None
    groups: list[SearchGroup]
    nothing: NothingPart | None
    rows: list[RowToCome]
    table: TablePart | None
    timeline: Timeline | None
    numbers: Timeline | None
    strips: Strips | None
    map: MapPart | None
    comparison: Comparison | None
    is_to_choose: bool
    usual: list[FacetPart]
    more: list[FacetPart]
    is_more_chosen: bool
    pages: PageLinks
    as_of: str
    withheld: int
    is_indexed: bool
    canonical: str
    permalink: str
    printed: str
    cited_at: str
    described_at: str
    image: Properties
    downloads: tuple[Link, ...]
    feeds: tuple[Link, ...]
    cite_url: str


@dataclass(frozen=True, slots=True)
class Pictures:
    """What a view of a list draws or compares in place of rows; nothing where the view is of another kind.

    `numbers` is a timeline of which the table alone is shown.
    """

    timeline: Timeline | None = None
    numbers: Timeline | None = None
    strips: Strips | None = None
    map: MapPart | None = None
    comparison: Comparison | None = None


#: The facets that a page shows open, in the order of what readers ask for most.
USUAL_FACETS = ("category", "year", "report", "actor", "involvement", "country", "provision")


def browse_page(
    question: Question,
    counts: Counts,
    rows: list[Row],
    look: Look = Look(),  # noqa: B008 - frozen
    *,
    current: int = 0,
    hits: list[Hit] | None = None,
    target: Target | None = None,
    near: Near | None = None,
    withheld: int = 0,
    pictures: Pictures = Pictures(),
) -> BrowsePage:
    """The page of a question's answer. `current` is the newest dataset version, which a citation of it pins."""
    said = sentence(question, counts)
    clauses = _clauses(question, said, look)
    opening, closing = said.around_conditions if clauses else (said.count, "")
    facets = [facet_part(question, facet, look, SHOWN) for facet in counts.facets if _is_offered(facet)]
    more = [each for each in facets if each.name not in USUAL_FACETS]
    pinned = question.pinned_to(current)
    return BrowsePage(
        title=str(said),
        opening=opening,
        clauses=clauses,
        closing=closing,
        either=between_alternatives(),
        clear_url=look.at(look.view).url(Question()) if clauses else "",
        order=str(ORDERS[question.order][0]),
        stand=_stand(question, counts, look),
        form=_form(question, look),
        views=_views(question, look),
        target=straight_to(target, hits or ()),
        groups=search_groups(hits or []),
        nothing=nothing_part(question, said, near) if near else None,
        rows=finding_rows(rows) if look.view == "list" else [],
        table=table_part(question, rows, look.columns, look.url) if look.view == "table" else None,
        timeline=pictures.timeline,
        numbers=pictures.numbers,
        strips=pictures.strips,
        map=pictures.map,
        comparison=pictures.comparison,
        is_to_choose=look.view == "compare" and pictures.comparison is None,
        usual=[each for each in facets if each.name in USUAL_FACETS],
        more=more,
        is_more_chosen=any(link.is_chosen for each in more for link in each.links),
        pages=page_links(question.page, counts.total, PAGE_SIZE, lambda page: look.url(replace(question, page=page))),
        as_of=str(question.as_of or ""),
        withheld=withheld,
        is_indexed=look == Look() and _is_indexed(question),
        canonical=canonical_address(question),
        permalink=absolute(list_url(question.from_the_start())),
        printed=absolute(look.url(question)),
        cited_at=absolute(list_url(pinned)),
        described_at=meta_address("json", question.from_the_start()),
        image=list_image(question, str(said), current),
        downloads=tuple(Link(label, _file_url(form, question)) for form, label in FILES.items()),
        feeds=tuple(Link(label, _file_url(form, question)) for form, label in FEEDS.items()),
        cite_url=Look(view="cite").url(pinned),
    )


#: Filter and value → what is said beside the count of a list of the findings that have it, as its side files do
#: (findings.exports.described).
CAVEATS = {
    ("hand", "second"): gettext_lazy("%(n)s at second hand"),
    ("support", "single"): gettext_lazy("%(n)s in one account only"),
    ("dating", "none"): gettext_lazy("%(n)s without a stated period"),
}


def _stand(question: Question, counts: Counts, look: Look) -> tuple[Link, ...]:
    """How many of the findings are known at second hand, from one account alone, without a period: numbers that the
    facets have.

    A facet is counted with its own choice lifted: of a value beside the chosen ones no finding is in the list.
    """
    found = []
    for (name, key), words_of in CAVEATS.items():
        chosen = question.chosen.get(name, ())
        number = sum(
            value.count for facet in counts.facets if facet.name == name for value in facet.values if value.key == key
        )
        if number and (not chosen or key in chosen):
            alone = replace(question, chosen={**question.chosen, name: (key,)}, page=1)
            # What states no period is in no timeline: it is listed.
            shown = Look() if name == "dating" and look.view in {"timeline", "months"} else look
            found.append(Link(words_of % {"n": number}, "" if list(chosen) == [key] else shown.url(alone)))
    return tuple(found)


def _is_indexed(question: Question) -> bool:
    """Every question is an address: search engines are asked to keep those of one facet's value, as of today (C68)."""
    values = sum(map(len, question.chosen.values()))
    asks_more = question.text or question.since or question.until or question.as_of is not None
    return values <= 1 and not asks_more and question.order == question.default_order


def _clauses(question: Question, said: Sentence, look: Look) -> tuple[Clause, ...]:
    """The conditions of the sentence as links, each with what joins it to what stands before it."""
    conditions = list(said.clauses)
    if question.as_of is not None:
        now = SaidValue(_("dataset version %s") % question.as_of, replace(question, as_of=None, page=1))
        conditions.append(Said.of(pgettext("findings", "as of %(values)s"), [now], "as_of"))
    joint = between_conditions()
    return tuple(
        Clause(
            f"{joint if place else ''}{each.before}",
            tuple(Link(value.words, look.url(value.without)) for value in each.values),
            each.after,
            is_recorded(each.name),
        )
        for place, each in enumerate(conditions)
    )


#: Form → what it is called, for the files and the feeds of a list.
FILES = {
    "csv": "CSV",
    "xlsx": "XLSX",
    "json": "JSON",
    "jsonl": "JSON Lines",
    "geojson": "GeoJSON",
}
FEEDS = {"atom": "Atom", "feed.json": "JSON"}


def _file_url(form: str, question: Question) -> str:
    query = question.from_the_start().query()
    address = list_file_address(form)
    return f"{address}?{query}" if query else address


@dataclass(frozen=True, slots=True)
class CitePage:
    """How to cite a list: the text, the address that pins its dataset version, its count and its digest (C75).

    `files` cite its findings one by one.
    """

    title: str
    text: CiteText
    styles: tuple[CiteText, ...]
    files: tuple[Link, ...]
    address: str
    count: int
    digest: str
    dataset_version: int
    published: str
    back: Link
    canonical: str
    permalink: str


def cite_page(question: Question, counts: Counts, version: Version, digest: str) -> CitePage:
    """`question` names its dataset version, `version` is that one, `digest` the SHA-256 of the ordered references."""
    said = sentence(replace(question, as_of=None), counts)
    address = absolute(list_url(question.from_the_start()))
    text, styles = _citations(question, counts, version, address)
    return CitePage(
        title=_("How to cite: %s") % str(said),
        text=in_words(text),
        styles=styles,
        files=tuple(Link(str(label), _file_url(form, question)) for form, label in CITATION_FILES.items()),
        address=address,
        count=counts.total,
        digest=digest,
        dataset_version=version.number,
        published=words.date_in_words(version.published_at),
        back=Link(str(said), list_url(question)),
        canonical=canonical_address(question),
        permalink=absolute(Look(view="cite").url(question)),
    )


@in_english
def _citations(question: Question, counts: Counts, version: Version, address: str) -> tuple[str, tuple[CiteText, ...]]:
    """A list as it is cited, in words and in the styles: in English, as everything that is cited."""
    said = str(sentence(replace(question, as_of=None), counts))
    text = _("DPRK Sanctions Findings: %(set)s. Dataset version %(number)s, %(published)s. %(address)s") % {
        "set": said,
        "number": version.number,
        "published": words.date_in_words(version.published_at),
        "address": address,
    }
    return text, in_styles(cited_list(said, version, address))


def _is_offered(facet: Facet) -> bool:
    """A facet that all findings share the one value of tells nothing, unless that value is chosen.

    Who has the one role that is asked for tells something, also where it is one; and what is not counted may.
    """
    if facet.name == INVOLVEMENT and facet.is_cut:
        return True
    return len(facet.values) > (facet.name != INVOLVEMENT) or any(value.chosen for value in facet.values)


def _form(question: Question, look: Look) -> AskForm:
    kept = [(name, value) for name, values in question.chosen.items() for value in values]
    if question.as_of is not None:
        kept.append(("as_of", str(question.as_of)))
    kept += [pair for pair in look.parameters() if pair[0] in {"view", "columns", "map"}]
    return AskForm(
        text=question.text,
        since=str(question.since or ""),
        until=str(question.until or ""),
        orders=_orders(question),
        hidden=tuple(kept),
        is_open=bool(question.since or question.until or question.order != question.default_order),
        undated_url=list_url(_undated(question)) if is_about_time(question) else "",
    )


def _undated(question: Question) -> Question:
    """What a question about time leaves out: the findings without a period that answer the rest of it."""
    chosen = {name: values for name, values in question.chosen.items() if name != "year"}
    return replace(question, chosen={**chosen, "dating": (Dating.NONE,)}, since=None, until=None, page=1)


def _orders(question: Question) -> tuple[tuple[str, str, bool], ...]:
    """(value, label, whether it is the list's) of the orders that a reader can choose.

    The default one goes without a name: with other words, or without, another is.
    """
    return tuple(
        (name if name != question.default_order else "", str(label), name == question.order)
        for name, (label, _columns) in ORDERS.items()
        if question.text or name != RELEVANCE
    )


def _views(question: Question, look: Look) -> tuple[ViewLink, ...]:
    first, current = question.from_the_start(), WITHIN.get(look.view, look.view)
    return tuple(
        ViewLink(str(VIEWS[view]), "" if view == look.view else look.at(view).url(first), view == current)
        for view in OFFERED
    )
