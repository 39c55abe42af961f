"""What stands in the head of a page for machines: metadata, typed links, and the description as linked data.

One head says the same in every vocabulary (CITABLE C30–C37): Highwire for Zotero, Dublin Core, Open Graph for cards,
schema.org in a data block, and the typed links that the HTTP header has too. The organisation is never a
`citation_author`: importers would split its name as a person's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from django.utils.html import escape
from django.utils.translation import gettext as _

from findings.documents import moment
from findings.documents.entries import canonical_places
from findings.exports.addresses import absolute, address_of, finding_address, form_address, page_address
from findings.exports.citations.footnote import number_of
from findings.exports.citations.forms import CITATION_FORMS
from findings.exports.described import LICENCE_ADDRESS, PORTAL
from findings.exports.every_form import RECORD_FORMS
from findings.exports.linked_data import portal, subjects
from findings.exports.linked_data.works import place_in
from findings.exports.record_forms import file_beside
from findings.exports.signposting import LINKSET, Signpost, cite_as, signposts
from findings.languages import current, in_english
from findings.pages.cards import Properties, edition_image, portal_image
from findings.pages.indexes import IndexPage
from findings.pages.lists import FILES, BrowsePage
from findings.queries.editions import PublishedEdition
from findings.queries.pictures import Months
from findings.queries.questions import Question
from findings.queries.subjects import findings_in_report
from findings.queries.versions import Version
from findings.un_symbols import symbol_of
from findings.vocabulary import ActorKind, CitationRelation, SubjectKind

#: Findings that the page of a report names as its parts at most. The `.jsonld` beside it names all.
MOST_PARTS = 100
#: Characters that a description has at most (C32).
LONGEST = 300
#: Beside findings, the subjects that a frame shows with their findings.
FRAMED = {SubjectKind.ACTOR, SubjectKind.REPORT}
#: What oEmbed calls its answers, for a program that looks for one.
OEMBED = "application/json+oembed"
#: How a site of short messages is to show the image of a page.
_LARGE_IMAGE = ("twitter:card", "summary_large_image")


@dataclass(frozen=True, slots=True)
class Alternate:
    """The page in another form, for a program that looks for one."""

    type: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Share:
    """What is handed on of a subject or a list: a line of text, and the markup that shows it on another site.

    `embed` shows this edition of a finding, or a list as it is in one dataset version, for ever; `in_force` what is in
    force, whichever that will be. Either is "" where there is none.
    """

    line: str
    embed: str
    in_force: str


@dataclass(frozen=True, slots=True)
class Head:
    """`names` and `properties` are pairs of a `<meta>`; `links` go into the HTTP header as well; `data` is JSON-LD."""

    canonical: str
    description: str = ""
    robots: str = ""
    names: tuple[tuple[str, str], ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    links: tuple[Signpost, ...] = ()
    alternates: tuple[Alternate, ...] = ()
    data: str = ""
    share: Share | None = None


@in_english
def head_of(edition: PublishedEdition, page: Any = None, *, pinned: bool) -> Head:
    """The head of the page of an edition; `pinned` at its own address. `page` may hold the findings that it shows.

    It describes the record, which is English, and says the same on the page in every language.
    """
    home, cited = cite_as(edition, pinned=False), cite_as(edition, pinned=pinned)
    if edition.redaction is not None:
        return Head(canonical=home, robots="noindex")
    if edition.is_withdrawn:
        return Head(canonical=home, links=(Signpost("cite-as", cited), Signpost("license", LICENCE_ADDRESS)))
    forms = [form for form in RECORD_FORMS if edition.kind in form.kinds and form.name != LINKSET]
    title, described = title_of(edition), description(edition)
    at = subjects.standing(edition, pinned=pinned, forms=forms, findings=_findings_of(edition, page))
    # What is shared leads to the permanent address, where there may be nothing but a notice by now.
    is_finding = edition.kind is SubjectKind.FINDING
    is_to_be_shared = edition.ends_readable and (is_finding or (edition.kind in FRAMED and not pinned))
    return Head(
        canonical=home,
        description=described,
        names=(
            *(highwire(edition, cited) if edition.kind is SubjectKind.FINDING else ()),
            *dublin_core(edition, title, cited),
            _LARGE_IMAGE,
        ),
        properties=open_graph(edition, title, described, cited),
        links=tuple(signposts(edition, forms, pinned=pinned)),
        alternates=_alternates(edition, pinned=pinned),
        data=portal.block(subjects.about(edition, at)),
        share=share(edition) if is_to_be_shared else None,
    )


def _findings_of(edition: PublishedEdition, page: Any) -> list[tuple[str, str]]:
    """(address, title) of the findings that a page shows; of a report all, MOST_PARTS at most (C43)."""
    part = getattr(page, "findings", None)
    rows = getattr(part, "rows", ())
    if edition.kind is SubjectKind.REPORT and part is not None and part.total > len(rows):
        return [(finding_address(slug), title) for slug, title in findings_in_report(edition.key, at_most=MOST_PARTS)]
    return [(absolute(row.url), row.title) for row in rows]


def title_of(edition: PublishedEdition) -> str:
    """Title and number, as `<title>` has them before the portal's name (C30)."""
    document = edition.document
    match edition.kind:
        case SubjectKind.FINDING:
            return f"{document['title']} ({document['reference']})"
        case SubjectKind.REPORT if document["code"]:
            return f"{document['title']} ({document['code']})"
        case SubjectKind.REPORT | SubjectKind.SOURCE:
            return document["title"]
    return edition.title


def description(edition: PublishedEdition) -> str:
    """50 to 300 characters; of a finding it ends with who asserts it and where, as symbol and paragraph (C32)."""
    document = edition.document
    match edition.kind:
        case SubjectKind.FINDING:
            report = document["report"]
            where = source_in_short(document) or [report["code"] or report["title"]]
            told = ", ".join(dict.fromkeys([document["asserted_by"], *where]))
            return _cut(document["summary"], f" {document['reference']}: {told}.")
        case SubjectKind.REPORT:
            whole = _("Its findings, one record for each claim.")
            return _cut(_("%(issuer)s: %(title)s.") % document, f" {whole}")
        case SubjectKind.ACTOR:
            kind = ActorKind(document["actor_kind"]).label
            named = _("named in findings on the UN sanctions on the DPRK. To be named is not to be designated.")
            return _cut(f"{document['name']} ({str(kind).lower()}):", f" {named}")
        case SubjectKind.SOURCE:
            cited = _("The findings that cite it, each with the place in it.")
            return _cut(f"{document['title']}. {document['publisher']}.", f" {cited}")
        case SubjectKind.RESOLUTION:
            mapped = _("Its provisions, with the findings that the editors map to each.")
            return _cut(f"{document['symbol']}. {document['title']}".rstrip(" .") + ".", f" {mapped}")
        case SubjectKind.CATEGORY:
            grouped = _("The findings of this field, each with its asserter and its sources.")
            return _cut(f"{document['name']}: {document['definition']}", f" {grouped}")


def source_in_short(document: dict[str, Any]) -> list[str]:
    """Where the claim is made: a document and the place in it, as “S/2024/215”, “para. 92”; [] if no place is recorded.

    Where a place is known only in an account of it, that account: “MSMT/2025/2”, “as reported by Reuters”, “p. 3”. What
    corroborates or disputes a claim is not where it is made, and a place in words is too long to be told in short.
    """
    report = document["report"]
    placed = [each for each in document["citations"] if canonical_places(each)]
    for citation in (each for each in placed if each["relation"] == CitationRelation.ORIGIN):
        source = citation["source"]
        code = report["code"] if source["key"] == report["key"] else ""
        return [number_of(source) or code or source["publisher"], place_in(citation["locators"])]
    for citation in (each for each in placed if each["relation"] == CitationRelation.RELAYS):
        account = f"as reported by {citation['source']['publisher']}"
        return [report["code"] or report["title"], account, place_in(citation["locators"])]
    return []


def highwire(edition: PublishedEdition, cited: str) -> tuple[tuple[str, str], ...]:
    """What makes Zotero and others take a finding for a numbered report by the portal (C33)."""
    return (
        ("citation_title", edition.document["title"]),
        ("citation_technical_report_institution", str(PORTAL)),
        ("citation_technical_report_number", edition.document["reference"]),
        ("citation_publication_date", edition.published_at.strftime("%Y/%m/%d")),
        ("citation_public_url", cited),
        ("citation_language", "en"),
    )


def dublin_core(edition: PublishedEdition, title: str, cited: str) -> tuple[tuple[str, str], ...]:
    """Dublin Core terms (C34). `modified` is the date of this edition, `issued` that of the first."""
    document = edition.document
    sources: list[str] = []
    if edition.kind is SubjectKind.FINDING:
        sources = [
            ", ".join(filter(None, [symbol_of(each["source"]) or each["source"]["title"], place_in(each["locators"])]))
            for each in document["citations"]
        ]
    cited_as = _("%(portal)s. %(title)s. Edition %(number)s. %(address)s") % {
        "portal": PORTAL,
        "title": title,
        "number": edition.number,
        "address": cite_as(edition, pinned=True),
    }
    return (
        ("DCTERMS.title", document["title"] if edition.kind is SubjectKind.FINDING else title),
        ("DCTERMS.identifier", cited),
        ("DCTERMS.issued", moment(edition.first_published_at)),
        ("DCTERMS.modified", moment(edition.published_at)),
        ("DCTERMS.publisher", str(PORTAL)),
        ("DCTERMS.language", "en"),
        ("DCTERMS.rights", LICENCE_ADDRESS),
        ("DCTERMS.type", "Text"),
        *(("DCTERMS.source", each) for each in sources),
        ("DCTERMS.bibliographicCitation", cited_as),
    )


def open_graph(edition: PublishedEdition, title: str, described: str, cited: str) -> tuple[tuple[str, str], ...]:
    """What a card of another site shows (C35), with an image of this very edition."""
    return (
        ("og:type", "article"),
        ("og:title", title),
        ("og:url", cited),
        ("og:site_name", str(PORTAL)),
        ("og:description", described),
        ("og:locale", "en_GB"),
        *edition_image(edition, title),
        ("article:published_time", moment(edition.first_published_at)),
        ("article:modified_time", moment(edition.published_at)),
    )


def share(edition: PublishedEdition) -> Share:
    """A line that says who asserts, or what it is to be named, and ends with the permanent address; the markup."""
    document, address = edition.document, cite_as(edition, pinned=False)
    in_force = address_of(f"{edition.kind.value}-embed-in-force", edition.slug)
    match edition.kind:
        case SubjectKind.FINDING:
            line = _("%(asserter)s: %(title)s (%(reference)s) %(address)s") % {
                "asserter": document["asserted_by"],
                "title": document["title"],
                "reference": document["reference"],
                "address": address,
            }
            reference = document["reference"]
            return Share(line, embed_markup(edition.slug, edition.number, reference), frame_markup(in_force, reference))
        case SubjectKind.ACTOR:
            line = "%(title)s, named in findings. To be named is not to be designated. %(address)s"
        case _:
            line = "%(title)s: its findings, one record for each claim. %(address)s"
    told = {"title": title_of(edition), "address": address}
    return Share(line % told, "", frame_markup(in_force, edition.title, height=SET_HEIGHT))


#: Pixels of an embedded card, unless the site that shows it gives it less width; of a set, it is higher.
EMBED_WIDTH, EMBED_HEIGHT = 600, 300
SET_HEIGHT = 660


def embed_markup(slug: str, number: int, reference: str) -> str:
    """The `<iframe>` that shows the card of an edition of a finding."""
    return frame_markup(address_of("finding-embed", slug, number), reference)


def frame_markup(address: str, name: str, width: int = EMBED_WIDTH, height: int = EMBED_HEIGHT) -> str:
    """The `<iframe>` that shows a card; `name` is of what."""
    return (
        f'<iframe src="{escape(address)}" width="{width}" height="{height}" '
        f'title="{escape(name)}, {PORTAL}" loading="lazy" style="border:0;max-width:100%"></iframe>'
    )


def list_head(page: BrowsePage, share: Share | None = None) -> Head:
    """The head of a list of findings: of several filters, it is not to be indexed (C68)."""
    rows = [(row.url, row.title) for row in page.rows]
    if page.table:
        rows = [(row.reference.url, row.title) for row in page.table.rows]
    told = _("%(set)s, as monitoring reports assert them: each with who says so, its sources and how well attested.")
    head = listed_head(
        page.permalink,
        page.title,
        told % {"set": page.title},
        page.pages.total,
        rows,
        page.pages.first_row or 1,
        image=page.image,
    )
    others = [
        Alternate(FEED_TYPES[name], link.words, absolute(link.url))
        for name, link in zip(FEED_TYPES, page.feeds, strict=True)
    ]
    whole = dict(zip(FILES, page.downloads, strict=True))["json"]
    others.append(Alternate("application/json", whole.words, absolute(whole.url)))
    others.append(_oembed(page.permalink, page.title))
    return replace(
        head,
        canonical=page.canonical,
        robots="" if page.is_indexed else "noindex, follow",
        links=_links_of_list(page),
        alternates=tuple(others),
        share=share,
    )


#: Characters that the typed links of a list have at most; a question can be longer than a header may get (C14).
LONGEST_LINKS = 3000


def _links_of_list(page: BrowsePage) -> tuple[Signpost, ...]:
    """A list is cited as it is in its dataset version, and described by the side file of its data.

    Of a question whose addresses are too long for a header, the licence alone is told there.
    """
    files = dict(zip(FILES, page.downloads, strict=True))
    licence = Signpost("license", LICENCE_ADDRESS)
    links = (
        Signpost("cite-as", page.cited_at),
        Signpost("describedby", page.described_at, "application/json"),
        Signpost("item", absolute(files["csv"].url), "text/csv"),
        Signpost("item", absolute(files["json"].url), "application/json"),
        Signpost("type", "https://schema.org/CollectionPage"),
        Signpost("author", absolute("/about/")),
        licence,
    )
    return links if sum(len(link.url) for link in links) <= LONGEST_LINKS else (licence,)


def identity(address: str, kind: str) -> tuple[Signpost, ...]:
    """What Signposting says of a thing that has no editions; `kind` is a type of schema.org."""
    return (
        Signpost("cite-as", address),
        Signpost("type", "https://schema.org/AboutPage"),
        Signpost("type", f"https://schema.org/{kind}"),
        Signpost("author", absolute("/about/")),
        Signpost("license", LICENCE_ADDRESS),
    )


def citation_files(edition: PublishedEdition) -> list[tuple[str, str]]:
    """(address, media type) of the files that cite this very edition."""
    own = cite_as(edition, pinned=True)
    return [
        (file_beside(own, form.name), form.media_type.partition(";")[0])
        for form in CITATION_FORMS
        if edition.kind in form.kinds and form.relation == "describes"
    ]


#: Feed → its media type, in the order of a list's feeds.
FEED_TYPES = {"atom": "application/atom+xml", "feed.json": "application/feed+json"}


def listed_head(
    address: str,
    title: str,
    described: str,
    total: int,
    items: Iterable[tuple[str, str]],
    first: int = 1,
    *,
    image: Properties = (),
) -> Head:
    """The head of a page of a list. `items` are (path, title) of what stands on it; the first is the `first`."""
    entries = [(absolute(path), name) for path, name in items]
    head = plain_head(
        address, title, described, data=portal.block(portal.listed(address, title, total, entries, first)), image=image
    )
    return without_page(head)


def without_page(head: Head) -> Head:
    """The head of a page of a list that has no filters: the canonical address is that of the list (CITABLE C31)."""
    return replace(head, canonical=head.canonical.partition("?")[0])


def index_head(page: IndexPage) -> Head:
    """The head of a list of the other subjects."""
    items = [(row.url, row.title) for row in page.rows]
    head = listed_head(page.permalink, page.title, page.lead, page.pages.total, items, page.pages.first_row)
    address = page_address(address_of(f"api:{page.kind.value}-list"), 1, page.query)
    same = Alternate("application/json", page.title, address)
    return replace(head, canonical=page.canonical, alternates=(same,))


def plain_head(address: str, title: str, described: str, *, data: str = "", image: Properties = ()) -> Head:
    """The head of a page that is no record: a list, a place, a provision, about the portal. `data` is its JSON-LD.

    Without an `image` of its own it has that of the portal.
    """
    return Head(
        canonical=address,
        description=_cut(described, ""),
        names=(
            ("DCTERMS.title", title),
            ("DCTERMS.identifier", address),
            ("DCTERMS.publisher", str(PORTAL)),
            ("DCTERMS.language", current()),
            ("DCTERMS.rights", LICENCE_ADDRESS),
            ("DCTERMS.type", "Text"),
            _LARGE_IMAGE,
        ),
        properties=_site_card(address, title, _cut(described, ""), image),
        links=(Signpost("license", LICENCE_ADDRESS),),
        data=data,
    )


def home_head(address: str, version: Version | None, months: Months | None = None) -> Head:
    """The head of the main page: the site, its publisher and its dataset."""
    title = _("What the monitoring reports say about breaches of the UN sanctions on the DPRK")
    described = _(
        "Every claim of the MSMT and of the 1718 Committee’s Panel of Experts as one record: who asserts it, in which "
        "source, how well attested, and at an address that stays."
    )
    return Head(
        canonical=address,
        description=_cut(described, ""),
        names=(
            ("DCTERMS.title", str(PORTAL)),
            ("DCTERMS.identifier", address),
            *([("DCTERMS.modified", moment(version.published_at))] if version else []),
            ("DCTERMS.publisher", str(PORTAL)),
            ("DCTERMS.language", current()),
            ("DCTERMS.rights", LICENCE_ADDRESS),
            ("DCTERMS.type", "Collection"),
            _LARGE_IMAGE,
        ),
        properties=_site_card(address, title, described),
        links=(
            Signpost("cite-as", address),
            Signpost("license", LICENCE_ADDRESS),
            Signpost("describedby", address_of("api-catalog"), "application/linkset+json"),
        ),
        alternates=tuple(
            Alternate(media_type, _("Findings, the last changed first"), form_address(name, Question()))
            for name, media_type in FEED_TYPES.items()
        ),
        data=portal.block(in_english(portal.site)(version, _coverage(months))),
    )


def _coverage(months: Months | None) -> str:
    """The months that findings touch; open to the past where some end before the first of them."""
    if months is None:
        return ""
    first, last = (f"{year:04}-{month:02}" for year, month in (months.first, months.last))
    return f"{'..' if months.earlier else first}/{last}"


#: Language → what Open Graph calls it: with a territory.
_LOCALES = {"en": "en_GB", "ko": "ko_KR", "ja": "ja_JP", "fr": "fr_FR"}


def _site_card(address: str, title: str, described: str, image: Properties = ()) -> Properties:
    pairs = (
        ("og:type", "website"),
        ("og:title", title),
        ("og:url", address),
        ("og:site_name", str(PORTAL)),
        ("og:description", described),
        ("og:locale", _LOCALES[current()]),
        *(image or portal_image()),
    )
    return tuple((name, value) for name, value in pairs if value)


def _alternates(edition: PublishedEdition, *, pinned: bool) -> tuple[Alternate, ...]:
    address = file_beside(cite_as(edition, pinned=pinned), "json")
    feed = address_of(f"{edition.kind.value}-history-atom", edition.slug)
    found = [
        Alternate("application/json", _("This record as data"), address),
        Alternate("application/atom+xml", _("Editions of %s") % (edition.title or edition.key), feed),
    ]
    if edition.kind is SubjectKind.FINDING:
        found.append(_oembed(cite_as(edition, pinned=True), edition.title))
    elif edition.kind in FRAMED and not pinned:
        found.append(_oembed(cite_as(edition, pinned=False), edition.title))
    return tuple(found)


def _oembed(address: str, title: str) -> Alternate:
    """Where a program learns of the card that a frame shows of an address."""
    return Alternate(OEMBED, title, f"{address_of('oembed')}?url={quote(address, safe=':/')}&format=json")


def _cut(words: str, end: str) -> str:
    """The words, cut behind one of them where they and the end have more than LONGEST characters together."""
    room = LONGEST - len(end)
    return (words if len(words) <= room else f"{words[: room - 1].rsplit(' ', 1)[0]}…") + end
