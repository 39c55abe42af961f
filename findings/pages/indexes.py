"""The lists of categories, reports, actors, sources and resolutions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from findings.documents import designated_by
from findings.documents.fields import Document
from findings.exports.addresses import absolute, page_address
from findings.languages import inside, labelled, recorded
from findings.pages import words
from findings.pages.frames import LISTS, SECTIONS, detail_url
from findings.pages.paging import PageLinks, page_links
from findings.pages.parts import Link
from findings.queries.actors import CHOICES, EVERYBODY, NO, YES, ActorChoice, ActorCounts, ActorList
from findings.queries.subjects import ListedSubject, SubjectList
from findings.vocabulary import ActorKind, Authority, SourceKind, SubjectKind

#: How many subjects a page of an index holds.
INDEX_SIZE = 100


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A subject in an index: what it is, short facts about it (column, fact), and how many findings name it."""

    key: str
    url: str
    title: str
    facts: tuple[tuple[str, str], ...]
    text: str
    findings: int
    #: Of an actor: the authorities whose designation of it is in force, as recorded.
    designated_by: str = ""


@dataclass(frozen=True, slots=True)
class IndexChoice:
    """What a list can be narrowed to: where that is, and how many there are; without any it leads nowhere."""

    link: Link
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class IndexPage:
    kind: SubjectKind
    section: str
    title: str
    lead: str
    columns: tuple[str, ...]
    rows: list[IndexRow]
    pages: PageLinks
    permalink: str
    #: Names of filters, each with its choices; how many there are without a filter; what the list is narrowed by.
    choices: tuple[tuple[str, tuple[IndexChoice, ...]], ...] = ()
    unfiltered: int = 0
    query: str = ""

    @property
    def canonical(self) -> str:
        """The one address of the list, whichever page of it this is (CITABLE C31)."""
        address = self.permalink.partition("?")[0]
        return f"{address}?{self.query}" if self.query else address


def index_page(kind: SubjectKind, listed: SubjectList, page: int, query: str = "") -> IndexPage:
    """`query` is what the list is narrowed by."""
    lead, columns = _HEADS[kind]()
    url_of = partial(page_address, reverse(f"{kind.value}-list"), query=query)
    return IndexPage(
        kind=kind,
        section=SECTIONS[kind],
        title=str(LISTS[kind]),
        lead=lead,
        columns=columns,
        rows=[_row(kind, columns, each) for each in listed.subjects],
        pages=page_links(page, listed.total, INDEX_SIZE, url_of),
        permalink=absolute(url_of(page)),
        query=query,
    )


def actor_index_page(choice: ActorChoice, listed: ActorList, page: int) -> IndexPage:
    """The list of actors, with what it can be narrowed to: each is counted under what else is chosen."""
    index = index_page(SubjectKind.ACTOR, listed, page, choice.query())
    standing, lead = _ACTORS_STANDING[choice.designated]()
    return replace(
        index,
        title=labelled(standing, inside(ActorKind(choice.kind).label)) if choice.kind else standing,
        lead=lead,
        choices=(
            (_("Standing"), tuple(_choices(choice, listed.counts, "designated"))),
            (
                _("Kind"),
                tuple(each for each in _choices(choice, listed.counts, "kind") if each.count or each.is_chosen),
            ),
        ),
        unfiltered=listed.counts.of(EVERYBODY),
    )


def _named_in_reports() -> str:
    return _("Who is named in the reports. To be named is not to be designated, and neither is a conviction.")


#: Whether a designation is recorded → what such actors are called, and what the list begins with.
_ACTORS_STANDING = {
    "": lambda: (str(LISTS[SubjectKind.ACTOR]), _named_in_reports()),
    YES: lambda: (
        _("Designated actors"),
        _(
            "For each of them a designation that is in force is recorded here, with its source. Designated means "
            "listed by an authority; to be named in a finding is something else."
        ),
    ),
    NO: lambda: (
        _("Actors not recorded as designated"),
        _(
            "For none of them is a designation that is in force recorded here with its source. An authority may list "
            "one of them all the same: a list number alone is not recorded as a designation."
        ),
    ),
}


def _choices(choice: ActorChoice, counts: ActorCounts, name: str) -> Iterator[IndexChoice]:
    """All of them, and each value of a filter."""
    every = {"": pgettext("actors", "All"), **(CHOICES[name].choices or {})}
    for value, label in every.items():
        narrowed = choice.choosing(**{name: value})
        count, is_chosen = counts.of(narrowed), narrowed == choice
        url = page_address(reverse("actor-list"), 1, narrowed.query()) if count else ""
        yield IndexChoice(Link(str(label), url), count, is_chosen)


#: Kind of subject → what its list begins with, and its columns beside the name and the number of findings.
_HEADS = {
    SubjectKind.CATEGORY: lambda: (
        _("The fields of conduct that findings are grouped by. A finding is in one of them."),
        (_("What belongs here"),),
    ),
    SubjectKind.REPORT: lambda: (
        _("The publications that assert the findings, the newest first, and whether the editors have read their text."),
        (_("Issuer"), pgettext("a document", "Published"), _("Read at")),
    ),
    SubjectKind.ACTOR: lambda: (
        _named_in_reports(),
        (_("Kind"), _("Country")),
    ),
    SubjectKind.SOURCE: lambda: (
        _("The documents that findings cite, and whether the editors have read them."),
        (_("Publisher"), pgettext("a document", "Published"), _("Consulted")),
    ),
    SubjectKind.RESOLUTION: lambda: (
        _("The Security Council resolutions whose provisions the editors map findings to."),
        (_("Adopted"), _("Vote"), _("Provisions recorded")),
    ),
}


def _row(kind: SubjectKind, columns: tuple[str, ...], each: ListedSubject) -> IndexRow:
    title, facts, text = _DESCRIBED[kind](each.document)
    named = tuple(zip(columns, facts, strict=True))
    designated = _authorities(each.document) if kind == SubjectKind.ACTOR else ""
    return IndexRow(each.key, detail_url(kind, each.slug), title, named, text, each.findings, designated)


def _category(document: Document) -> tuple[str, tuple[str, ...], str]:
    return document["name"], (recorded(document["definition"]),), ""


def _report(document: Document) -> tuple[str, tuple[str, ...], str]:
    facts = (
        recorded(document["issuer"]),
        words.partial_in_words(document["published"]) or _("not published"),
        _("first hand") if document["read_first_hand"] else _("second hand"),
    )
    return document["code"] or document["title"], facts, recorded(document["title"]) if document["code"] else ""


def _actor(document: Document) -> tuple[str, tuple[str, ...], str]:
    facts = (str(ActorKind(document["actor_kind"]).label), words.country_name(document["country"]))
    return document["name"], facts, recorded(", ".join(document["aliases"]))


def _authorities(actor: Document) -> str:
    return ", ".join(str(Authority(each).label) for each in designated_by(actor))


def _source(document: Document) -> tuple[str, tuple[str, ...], str]:
    facts = (
        recorded(document["publisher"]),
        words.partial_in_words(document["published"]) or _("undated"),
        _("yes") if document["consulted"] else _("no"),
    )
    return document["title"], facts, str(SourceKind(document["source_kind"]).label)


def _resolution(document: Document) -> tuple[str, tuple[str, ...], str]:
    facts = (
        words.partial_in_words(document["adopted"]),
        document["vote"] or _("not recorded"),
        str(len(document["provisions"])),
    )
    return document["symbol"], facts, recorded(document["title"])


_DESCRIBED = {
    SubjectKind.CATEGORY: _category,
    SubjectKind.REPORT: _report,
    SubjectKind.ACTOR: _actor,
    SubjectKind.SOURCE: _source,
    SubjectKind.RESOLUTION: _resolution,
}
