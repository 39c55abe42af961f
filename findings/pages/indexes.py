"""The lists of categories, reports, actors, sources and resolutions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from findings.documents.fields import Document
from findings.exports.addresses import absolute, page_address
from findings.languages import recorded
from findings.pages import words
from findings.pages.frames import LISTS, SECTIONS, detail_url
from findings.pages.paging import PageLinks, page_links
from findings.queries.subjects import ListedSubject, SubjectList
from findings.vocabulary import ActorKind, SourceKind, SubjectKind

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


def index_page(kind: SubjectKind, listed: SubjectList, page: int) -> IndexPage:
    lead, columns = _HEADS[kind]()
    url_of = partial(page_address, reverse(f"{kind.value}-list"))
    return IndexPage(
        kind=kind,
        section=SECTIONS[kind],
        title=str(LISTS[kind]),
        lead=lead,
        columns=columns,
        rows=[_row(kind, columns, each) for each in listed.subjects],
        pages=page_links(page, listed.total, INDEX_SIZE, url_of),
        permalink=absolute(url_of(page)),
    )


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
        _("Who is named in the reports. To be named is not to be designated, and neither is a conviction."),
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
    return IndexRow(each.key, detail_url(kind, each.slug), title, named, text, each.findings)


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
