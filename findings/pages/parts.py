"""The parts that a finding and an event have in common, as their templates print them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from findings import locators, un_symbols
from findings.documents.fields import Document
from findings.exports.addresses import path_of
from findings.languages import inside, joined
from findings.locators import LocatorStep
from findings.pages import words
from findings.queries.editions import ArchivedCopy
from findings.vocabulary import ActorKind, CitationRelation, LocatorKind, PlacePrecision, Role, Support

#: Key of a source → its archived copy, as an edition's page is told of it.
type Copies = Mapping[str, ArchivedCopy]

NO_COPIES: Copies = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere; `url` is "" where they lead nowhere."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Carrier:
    """A source that carries a detail: its number among those cited, who published it, where its line stands, if so."""

    number: int
    publisher: str
    url: str


@dataclass(frozen=True, slots=True)
class QuantityPart:
    """A figure with its qualifier and its measure, which are never dropped, and a note on what kind of bound it is."""

    qualifier: str
    figure: str
    measure: str
    note: str
    #: What follows the figure, in a language that says its bound behind it.
    bound: str = ""
    carried_by: tuple[Carrier, ...] = ()


@dataclass(frozen=True, slots=True)
class ActorPart:
    """An actor named, its kind and country, and the role it is said to have had; "" where no sharper one is known."""

    link: Link
    kind: str
    country: str
    role: str
    carried_by: tuple[Carrier, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacePart:
    """A place, its country where the name is not the country's own, and its coordinates with their precision.

    `url` leads to all findings of the place; "" where a document is not in force, whose places nothing may name today.
    """

    name: str
    country: str
    coordinates: str
    precision: str
    url: str = ""
    carried_by: tuple[Carrier, ...] = ()


@dataclass(frozen=True, slots=True)
class ProvisionPart:
    """A provision that the editors mapped the claim to."""

    link: Link
    paragraph: str
    obligation: str
    is_checked: bool
    note: str


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """A document in one of the languages it is kept in: the language's code and own name."""

    code: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class LocatorPart:
    """One place of a locator as it is printed, behind what sets it apart from the one before it.

    `url` leads to everything that rests on the place; "" for a place given in words.
    """

    before: str
    words: str
    url: str


@dataclass(frozen=True, slots=True)
class QuotePart:
    """A passage word for word, in its quotation marks, and where it stands.

    `url` is the address of the document, "" where it has none; `source` its number or who published it, "" where the
    page is about it; `place` is as printed, "" where none is recorded. `language` is "" for English.
    """

    words: str
    language_code: str
    language: str
    url: str
    source: str
    place: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source as evidence: what it is, how it stands to the claim, what it supports, where, and at which hand.

    `languages` are those of a UN document. `reported_by` are the accounts that carry what the editors have not read.
    `archived` is the day of the archived copy, as far as it is known; all else is of the document.
    """

    key: str
    title: str
    url: str
    record_url: str
    publisher: str
    authors: str
    published: str
    language: str
    language_code: str
    relation: str
    supports: str
    locator: str
    is_consulted: bool
    places: tuple[LocatorPart, ...] = ()
    languages: tuple[LanguageLink, ...] = ()
    archived_url: str = ""
    archived: str = ""
    symbol: str = ""
    reported_by: tuple[Link, ...] = ()
    quote: QuotePart | None = None
    #: The name of the line on the page of a claim; "" on other pages.
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """One of the two marks of a claim: the words, their meaning, and which of its two forms it has."""

    words: str
    meaning: str
    is_strong: bool


def quantity_parts(document: Document) -> list[QuantityPart]:
    return [
        QuantityPart(
            before, words.figure(each), words.measure(each), words.bound_note(each), after, carriers(each, document)
        )
        for each in document["quantities"]
        for before, after in [words.qualifier(each)]
    ]


#: What is put into the document of an event whose sources stand on a page of its own: whether that is the one shown.
IS_ALONE = "is_alone"


def carriers(detail: Document, document: Document) -> tuple[Carrier, ...]:
    """The sources that carry a detail of a claim, as its page numbers them; () where it is not recorded which do.

    Of an event, its own page has the numbers and the lines that they lead to. On a page that shows the events of a
    report with their sources, lines have no addresses: another event may rest on the same ones.
    """
    keys = detail.get("carried_by")
    is_alone = document.get(IS_ALONE, "reference" in document)
    if not keys or (IS_ALONE in document and not is_alone):
        return ()
    return tuple(
        Carrier(number, each["source"]["publisher"], f"#{anchor}" if is_alone else "")
        for number, (each, anchor) in enumerate(_anchored(document), start=1)
        if each["source"]["key"] in keys and each["relation"] != CitationRelation.DISPUTES
    )


def actor_parts(document: Document) -> list[ActorPart]:
    return [
        ActorPart(
            actor_link(each["actor"]),
            str(ActorKind(each["actor"]["actor_kind"]).label),
            words.country_name(each["actor"]["country"]),
            role_in_words(each["role"]),
            carriers(each, document),
        )
        for each in document["involvements"]
    ]


def role_in_words(role: str) -> str:
    """The role as claimed; "" where the claim names the actor and says no more."""
    return "" if role == Role.OTHER else str(Role(role).label)


def roles_of(document: Document, actor: str) -> str:
    """The roles that the claim gives one actor: “as supplier, carrier”; "" for an actor that it does not name."""
    roles = [role_in_words(each["role"]) for each in document["involvements"] if each["actor"]["key"] == actor]
    if not roles:
        return ""
    stated = joined(inside(role) for role in roles if role)
    return _("as %(roles)s") % {"roles": stated} if stated else _("named, no role stated")


def place_parts(document: Document, *, linked: bool = False) -> list[PlacePart]:
    return [place_part(each, carriers(each, document), linked=linked) for each in document["places"]]


def place_part(place: Document, carried_by: tuple[Carrier, ...] = (), *, linked: bool = False) -> PlacePart:
    is_country = words.is_country_itself(place["name"], place["country"])
    return PlacePart(
        place["name"],
        "" if is_country else words.country_name(place["country"]),
        coordinates_in_words(place["latitude"], place["longitude"]),
        str(PlacePrecision(place["precision"]).label) if place["precision"] else "",
        place_url(place["key"]) if linked else "",
        carried_by,
    )


def place_url(key: str) -> str:
    """The address of a place under its key, `kp/nampo`."""
    country, slug = key.split("/")
    return path_of("place-detail", country, slug)


def provision_parts(document: Document) -> list[ProvisionPart]:
    return [
        provision_part(each["resolution"]["number"], each["resolution"]["symbol"], each)
        for each in document["provisions"]
    ]


def provision_part(number: str, symbol: str, provision: Document) -> ProvisionPart:
    return ProvisionPart(
        Link(symbol, path_of("provision-detail", number, provision["key"])),
        paragraph_in_words(provision["paragraph"]),
        provision["obligation"],
        provision["paragraph_checked"],
        provision["paragraph_note"],
    )


def paragraph_in_words(paragraph: str) -> str:
    """ "para. 8(a)–(b)", "paras. 26, 28"; "" where the number is not known."""
    if not paragraph:
        return ""
    number, several = locators.of_provision(paragraph)
    return (_("paras. %(number)s") if several else _("para. %(number)s")) % {"number": number}


def _anchored(document: Document) -> list[tuple[Document, str]]:
    """The citations of a claim, each with the name of its line on a page: a source may be cited in two relations.

    Two hyphens set its second line apart, which no key has: `a-paper-2` may be another source.
    """
    anchored, times = [], Counter[str]()
    for each in document["citations"]:
        key = each["source"]["key"]
        times[key] += 1
        anchored.append((each, f"source-{key}" if times[key] == 1 else f"source-{key}--{times[key]}"))
    return anchored


def source_lines(document: Document, copies: Copies = NO_COPIES) -> list[SourceLine]:
    reporting = tuple(reported_by(document))
    return [
        source_line(
            each["source"],
            relation=str(CitationRelation(each["relation"]).label),
            supports=each["supports"],
            steps=each["locators"],
            quote=quote_part(each, named=True),
            reported_by=reporting
            if each["relation"] == CitationRelation.ORIGIN and not each["source"]["consulted"]
            else (),
            copies=copies,
            anchor=anchor,
        )
        for each, anchor in _anchored(document)
    ]


def source_line(
    source: Document,
    *,
    relation: str = "",
    supports: str = "",
    steps: list[Document] | None = None,
    quote: QuotePart | None = None,
    reported_by: tuple[Link, ...] = (),
    copies: Copies = NO_COPIES,
    anchor: str = "",
) -> SourceLine:
    copy = copies.get(source["key"])
    return SourceLine(
        key=source["key"],
        title=source["title"],
        url=source["url"],
        record_url=path_of("source-detail", source["key"]),
        publisher=source["publisher"],
        authors=", ".join(source["authors"]),
        published=words.partial_in_words(source["published"]),
        language="" if source["language"] == "en" else words.language_name(source["language"]),
        language_code=source["language"],
        relation=relation,
        supports=supports,
        locator=locator_in_words(steps or []),
        is_consulted=source["consulted"],
        places=locator_parts(source["key"], steps or []),
        languages=language_links(source),
        archived_url=copy.url if copy else "",
        archived=words.partial_in_words(copy.made) if copy else "",
        symbol=un_symbols.symbol_of(source),
        reported_by=reported_by,
        quote=quote,
        anchor=anchor,
    )


def quote_part(citation: Document, *, named: bool = False) -> QuotePart | None:
    """The passage that a citation quotes, None where it quotes none; `named` says that its source is to be told."""
    if "quote" not in citation:
        return None
    source, language = citation["source"], citation["quote_language"]
    return QuotePart(
        words=words.quoted(citation["quote"], language),
        language_code=language,
        language="" if language == "en" else words.language_name(language),
        url=source["url"],
        source=(un_symbols.symbol_of(source) or source["publisher"]) if named else "",
        place=locator_in_words(citation["locators"]),
    )


def language_links(source: Document) -> tuple[LanguageLink, ...]:
    """A UN document in the six languages of the United Nations; () for any other."""
    return tuple(LanguageLink(*each) for each in un_symbols.permalinks(un_symbols.symbol_of(source)))


#: Hosts whose addresses are made to last, or are those of copies already: a search for a copy has no use there.
LASTING = {
    *("doi.org", "hdl.handle.net"),
    *("docs.un.org", "undocs.org", "documents.un.org"),
    *("web.archive.org", "archive.org", "archive.ph", "archive.today", "archive.is", "perma.cc"),
}


def archive_search(source: Document) -> str:
    """Where the Internet Archive lists its copies of a source's address; "" where a copy is recorded, or of no use."""
    url = source["url"].partition("#")[0]
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("dx.")
    if source["archived_url"] or parts.scheme not in {"http", "https"} or host in LASTING:
        return ""
    return f"https://web.archive.org/web/*/{url}"


def locator_parts(source: str, steps: list[Document]) -> tuple[LocatorPart, ...]:
    """The places of a citation as they are printed, each with the address of what rests on it."""
    places: list[list[LocatorStep]] = []
    for step in _steps(steps):
        if places and step.joined == "inside":
            places[-1].append(step)
        else:
            places.append([step])
    told: list[LocatorPart] = []
    for place in places:
        named = [each for each in locators.canonical(place) if locators.place_steps(each)]
        url = path_of("place-in-source", source, named[0]) if len(named) == 1 else ""
        told.append(LocatorPart(locators.BETWEEN[place[0].joined] if told else "", locators.printed(place), url))
    return tuple(told)


def locator_in_words(steps: list[Document]) -> str:
    """The place in the source, as printed; "" where none is recorded."""
    return locators.printed(_steps(steps))


def _steps(steps: list[Document]) -> list[LocatorStep]:
    return [
        LocatorStep(LocatorKind(each["locator_kind"]), each["start"], each["end"], each["printed"], each["joined"])
        for each in steps
    ]


def attestation(document: Document) -> Mark:
    """How well attested it is that the claim was made."""
    support = Support(document["support"])
    return Mark(str(support.label), str(support.meaning), support is Support.STRONG)


def hand(document: Document) -> Mark:
    """At which hand the claim was read."""
    if not document["at_second_hand"]:
        return Mark(_("First hand"), _("The editors have read the document that makes the claim."), is_strong=True)
    has_origin = any(each["relation"] == CitationRelation.ORIGIN for each in document["citations"])
    return Mark(
        _("Second hand"),
        _("The editors have not read the document that makes the claim.")
        if has_origin
        else _("The document that makes the claim is not among the sources."),
        is_strong=False,
    )


def reported_by(document: Document) -> list[Link]:
    """The accounts that carry a claim cited at second hand, each publisher once; a link leads to its source line."""
    if not document["at_second_hand"]:
        return []
    relaying = [
        (each["source"]["publisher"], anchor)
        for each, anchor in _anchored(document)
        if each["relation"] == CitationRelation.RELAYS and each["source"]["consulted"]
    ]
    first_of = dict(reversed(relaying))
    return [Link(publisher, f"#{first_of[publisher]}") for publisher in dict.fromkeys(each for each, _ in relaying)]


def disputed_by(document: Document) -> list[Link]:
    """The sources that dispute the claim, by title; a link leads to the source line."""
    return [
        Link(each["source"]["title"], f"#{anchor}")
        for each, anchor in _anchored(document)
        if each["relation"] == CitationRelation.DISPUTES
    ]


def asserter_links(document: Document) -> list[Link]:
    return [actor_link(each) for each in document["asserters"]]


def actor_link(actor: Document) -> Link:
    return Link(actor["name"], path_of("actor-detail", actor["key"]))


def coordinates_in_words(latitude: object | None, longitude: object | None) -> str:
    """41.94° N, 130.30° E; "" where there are none."""
    if latitude is None or longitude is None:
        return ""
    north, east = str(latitude), str(longitude)
    return (
        f"{north.lstrip('-')}°\u00a0{'S' if north.startswith('-') else 'N'}, "
        f"{east.lstrip('-')}°\u00a0{'W' if east.startswith('-') else 'E'}"
    )
