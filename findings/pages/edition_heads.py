"""The heads of editions: what a page says to machines of a finding, a report, an actor, a source and the others."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from findings.documents import moment
from findings.documents.entries import canonical_places
from findings.exports.addresses import absolute, address_of, finding_address
from findings.exports.citations.footnote import number_of
from findings.exports.citations.forms import CITATION_FORMS
from findings.exports.described import LICENCE_ADDRESS, PORTAL
from findings.exports.every_form import RECORD_FORMS
from findings.exports.linked_data import portal, subjects
from findings.exports.linked_data.works import place_in
from findings.exports.record_forms import file_beside
from findings.exports.signposting import LINKSET, Signpost, cite_as, signposts
from findings.languages import in_english
from findings.pages.cards import edition_image
from findings.pages.heads import LARGE_IMAGE, SET_HEIGHT, Alternate, Head, Share, cut, frame_markup, oembed
from findings.queries.editions import PublishedEdition
from findings.queries.subjects import findings_in_report
from findings.un_symbols import symbol_of
from findings.vocabulary import ActorKind, CitationRelation, SubjectKind

#: Findings that the page of a report names as its parts at most. The `.jsonld` beside it names all.
MOST_PARTS = 100
#: Beside findings, the subjects that a frame shows with their findings.
FRAMED = {SubjectKind.ACTOR, SubjectKind.REPORT}


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
            LARGE_IMAGE,
        ),
        properties=open_graph(edition, title, described, cited),
        links=tuple(signposts(edition, forms, pinned=pinned)),
        alternates=_alternates(edition, pinned=pinned),
        data=portal.block(subjects.about(edition, at)),
        share=share(edition) if is_to_be_shared else None,
    )


def _findings_of(edition: PublishedEdition, page: Any) -> list[tuple[str, str]]:
    """(address, title) of the findings that a page shows; of a report all, MOST_PARTS at most (C43).

    Those that it does not show have their names in the `.jsonld` alone: here they would be half of the page's weight.
    """
    part = getattr(page, "findings", None)
    rows = getattr(part, "rows", ())
    if edition.kind is SubjectKind.REPORT and part is not None and part.total > len(rows):
        shown = {row.title for row in rows}
        of_report = findings_in_report(edition.key, at_most=MOST_PARTS)
        return [(finding_address(slug), title if title in shown else "") for slug, title in of_report]
    return [(absolute(row.url), row.title) for row in rows]


def _alternates(edition: PublishedEdition, *, pinned: bool) -> tuple[Alternate, ...]:
    address = file_beside(cite_as(edition, pinned=pinned), "json")
    feed = address_of(f"{edition.kind.value}-history-atom", edition.slug)
    found = [
        Alternate("application/json", _("This record as data"), address),
        Alternate("application/atom+xml", _("Editions of %s") % (edition.title or edition.key), feed),
    ]
    if edition.kind is SubjectKind.FINDING:
        found.append(oembed(cite_as(edition, pinned=True), edition.title))
    elif edition.kind in FRAMED and not pinned:
        found.append(oembed(cite_as(edition, pinned=False), edition.title))
    return tuple(found)


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
            return cut(document["summary"], f" {document['reference']}: {told}.")
        case SubjectKind.REPORT:
            whole = _("Its findings, one record for each claim.")
            return cut(_("%(issuer)s: %(title)s.") % document, f" {whole}")
        case SubjectKind.ACTOR:
            kind = ActorKind(document["actor_kind"]).label
            named = _("named in findings on the UN sanctions on the DPRK. To be named is not to be designated.")
            return cut(f"{document['name']} ({str(kind).lower()}):", f" {named}")
        case SubjectKind.SOURCE:
            cited = _("The findings that cite it, each with the place in it.")
            return cut(f"{document['title']}. {document['publisher']}.", f" {cited}")
        case SubjectKind.RESOLUTION:
            mapped = _("Its provisions, with the findings that the editors map to each.")
            return cut(f"{document['symbol']}. {document['title']}".rstrip(" .") + ".", f" {mapped}")
        case SubjectKind.CATEGORY:
            grouped = _("The findings of this field, each with its asserter and its sources.")
            return cut(f"{document['name']}: {document['definition']}", f" {grouped}")


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


def embed_markup(slug: str, number: int, reference: str) -> str:
    """The `<iframe>` that shows the card of an edition of a finding."""
    return frame_markup(address_of("finding-embed", slug, number), reference)


def citation_files(edition: PublishedEdition) -> list[tuple[str, str]]:
    """(address, media type) of the files that cite this very edition."""
    own = cite_as(edition, pinned=True)
    return [
        (file_beside(own, form.name), form.media_type.partition(";")[0])
        for form in CITATION_FORMS
        if edition.kind in form.kinds and form.relation == "describes"
    ]
