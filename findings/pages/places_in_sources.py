"""The page of one place in a source: everything that rests on it, and on what has something in common with it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from findings import locators, un_symbols
from findings.documents.entries import canonical_places
from findings.exports.addresses import absolute
from findings.exports.citations.footnote import NOT_READ
from findings.languages import in_english
from findings.pages import parts, words
from findings.pages.frames import detail_url, list_url
from findings.pages.parts import Document, LanguageLink, Link, QuotePart
from findings.queries.editions import PublishedEdition
from findings.queries.places_in_sources import CitedPlace
from findings.queries.questions import Question
from findings.vocabulary import CitationRelation, SubjectKind

#: Findings that a page of a place prints at most; the list has all of them.
MOST_FINDINGS = 100
#: Places of a source that its page prints at most, in the order of the document.
MOST_PLACES = 300


@dataclass(frozen=True, slots=True)
class PlaceLink:
    """A place in a source with the number of findings that rest on it."""

    link: Link
    findings: int


@dataclass(frozen=True, slots=True)
class RestingRow:
    """A finding that rests on a source: how the source stands to it, what it supports, and where; what is quoted."""

    reference: str
    url: str
    title: str
    category_key: str
    category: str
    relation: str
    supports: str
    locator: str
    asserted_by: str
    quotes: tuple[QuotePart, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceInSourcePage:
    """`place` is in words, `cited` the place as a citation has it with its source. `near` rests on what touches it."""

    place: str
    title: str
    source: Link
    publisher: str
    published: str
    is_consulted: bool
    cited: str
    url: str
    archived_url: str
    archived: str
    languages: tuple[LanguageLink, ...]
    findings: list[RestingRow]
    total: int
    all_url: str
    near: list[RestingRow]
    places: list[PlaceLink]
    permalink: str

    @property
    def is_cut(self) -> bool:
        return self.total > len(self.findings)


@dataclass(frozen=True, slots=True)
class NoPlacePage:
    """There is nothing on a place of a source; these are the places of it that are cited."""

    asked: str
    title: str
    source: Link
    places: list[PlaceLink]
    permalink: str


def place_url(source_slug: str, place: str) -> str:
    return reverse("place-in-source", args=[source_slug, place])


def place_links(source_slug: str, places: list[CitedPlace]) -> list[PlaceLink]:
    return [
        PlaceLink(Link(locators.place_in_words(each.place), place_url(source_slug, each.place)), each.findings)
        for each in places[:MOST_PLACES]
    ]


def touching(place: str, places: list[CitedPlace]) -> list[str]:
    """Of the places of a source, those that have something in common with one, itself left out."""
    return [each.place for each in places if each.place != place and locators.touch(each.place, place)]


def place_in_source_page(
    edition: PublishedEdition, place: str, places: list[CitedPlace], documents: list[Document]
) -> PlaceInSourcePage:
    """`documents` are the findings that rest on the place or on one that touches it."""
    source = edition.document
    near = touching(place, places)
    words_of_place = locators.place_in_words(place)
    own = [row for each in documents if (row := resting_row(each, edition.key, [place]))]
    references = {row.reference for row in own}
    beside = [row for each in documents if (row := resting_row(each, edition.key, near))]
    return PlaceInSourcePage(
        place=words_of_place,
        title=f"{un_symbols.symbol_of(source) or source['title']}, {words_of_place}",
        source=Link(source["title"], detail_url(SubjectKind.SOURCE, edition.slug)),
        publisher=source["publisher"],
        published=words.partial_in_words(source["published"]),
        is_consulted=source["consulted"],
        cited=_cited(source, words_of_place),
        url=source["url"],
        archived_url=source.get("archived_url", ""),
        archived=words.partial_in_words(source.get("archived")),
        languages=parts.language_links(source),
        findings=own,
        total=next((each.findings for each in places if each.place == place), 0),
        all_url=list_url(Question.of(at=f"{edition.key}/{place}")),
        near=[row for row in beside if row.reference not in references],
        places=place_links(edition.slug, [each for each in places if each.place in near]),
        permalink=absolute(place_url(edition.slug, place)),
    )


@in_english
def _cited(source: Document, place: str) -> str:
    """The place as a citation has it, of a symbol or of publisher and title; and whether the editors have read it."""
    told = {"publisher": source["publisher"], "title": source["title"]}
    named = un_symbols.symbol_of(source) or _("%(publisher)s, “%(title)s”") % told
    return f"{named}, {place}" if source["consulted"] else f"{named}, {place} ({NOT_READ})"


def no_place_page(edition: PublishedEdition, asked: str, places: list[CitedPlace]) -> NoPlacePage:
    return NoPlacePage(
        asked=asked,
        title=edition.title,
        source=Link(edition.title, detail_url(SubjectKind.SOURCE, edition.slug)),
        places=place_links(edition.slug, places),
        permalink=absolute(detail_url(SubjectKind.SOURCE, edition.slug)),
    )


def resting_row(finding: Document, source: str, places: Collection[str] | None = None) -> RestingRow | None:
    """What a finding rests on a source for, or on these places of it; None where it does not."""
    citations = [each for each in finding["citations"] if each["source"]["key"] == source]
    if places is not None:
        citations = [each for each in citations if not set(places).isdisjoint(canonical_places(each))]
    if not citations:
        return None
    citation = citations[0]
    return RestingRow(
        reference=finding["reference"],
        url=detail_url(SubjectKind.FINDING, finding["slug"]),
        title=finding["title"],
        category_key=finding["category"]["key"],
        category=finding["category"]["name"],
        relation=str(CitationRelation(citation["relation"]).label),
        supports="; ".join(dict.fromkeys(each["supports"] for each in citations)),
        locator=parts.locator_in_words(citation["locators"]),
        asserted_by=finding["asserted_by"],
        quotes=tuple(quote for each in citations if (quote := parts.quote_part(each))),
    )
