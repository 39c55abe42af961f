"""One edition of a subject as a page about a thing: the finding, report, actor, source, resolution or category."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from findings.documents import moment
from findings.documents.fields import Document
from findings.exports.addresses import address_of, list_address
from findings.exports.described import LICENCE_ADDRESS
from findings.exports.linked_data.named import actor_brief, country, mention, place, provision
from findings.exports.linked_data.portal import CONTEXT, Node, dataset_brief, publisher, stated
from findings.exports.linked_data.works import cited_work, report_work, source_work
from findings.exports.record_forms import RecordForm, file_beside
from findings.queries.editions import PublishedEdition
from findings.queries.questions import Question
from findings.vocabulary import (
    ActorKind,
    Authority,
    CitationRelation,
    IdentifierScheme,
    Measure,
    ReportKind,
    SubjectKind,
    Support,
)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a subject is told of: `address` is its cite-as.

    `forms` are the files beside it, `findings` (address, title) of those that belong to it; "" for a title that is not
    told here.
    """

    address: str
    forms: tuple[RecordForm, ...] = ()
    findings: tuple[tuple[str, str], ...] = ()


def standing(
    edition: PublishedEdition,
    *,
    pinned: bool,
    forms: Iterable[RecordForm] = (),
    findings: Iterable[tuple[str, str]] = (),
) -> Standing:
    """`pinned` is True at an edition's own address: there the edition is what is cited (C16, C21)."""
    own = [edition.number] if pinned else []
    address = address_of(f"{edition.kind.value}-{'edition' if pinned else 'detail'}", edition.slug, *own)
    return Standing(address, tuple(forms), tuple(findings))


def about(edition: PublishedEdition, at: Standing) -> Node:
    """The page of a readable edition, and the thing it is about (C40–C44)."""
    thing = _THINGS[edition.kind](edition, at)
    dates = {
        "datePublished": moment(edition.first_published_at),
        "dateModified": moment(edition.published_at),
        "version": str(edition.number),
        "inLanguage": "en",
        "license": LICENCE_ADDRESS,
        "publisher": publisher(),
    }
    name = thing.get("name", edition.title)
    page_types = ["CollectionPage", "AboutPage"] if edition.kind is SubjectKind.REPORT else ["WebPage", "AboutPage"]
    page: Node = {"@context": CONTEXT, "@type": page_types, "url": at.address, "name": name}
    if edition.kind is SubjectKind.FINDING:
        # The record is the portal's own work, so it bears the dates and the number of the edition itself.
        return page | {"mainEntity": stated(thing | dates | _lineage(edition, at) | {"encoding": _encodings(at)})}
    return stated(page | dates | {"isPartOf": dataset_brief()} | _corrections(edition)) | {
        "mainEntity": stated(thing | {"sameAs": former_addresses(edition)})
    }


def former_addresses(edition: PublishedEdition) -> list[str]:
    """Addresses that led to this subject and lead to it still (C06)."""
    return [address_of(f"{edition.kind.value}-detail", each.slug.lower()) for each in edition.former]


def _lineage(edition: PublishedEdition, at: Standing) -> Node:
    return {"sameAs": former_addresses(edition)} | _corrections(edition)


def _corrections(edition: PublishedEdition) -> Node:
    return {
        "correction": [
            {
                "@type": "CorrectionComment",
                "datePublished": moment(each.published_at),
                "text": each.note,
                "url": address_of(f"{edition.kind.value}-edition", edition.slug, each.number),
            }
            for each in edition.corrections
        ]
    }


def _encodings(at: Standing) -> list[Node]:
    return [
        {
            "@type": "MediaObject",
            "contentUrl": file_beside(at.address, form.name),
            "encodingFormat": form.media_type.partition(";")[0],
        }
        for form in at.forms
    ]


def finding(edition: PublishedEdition, at: Standing) -> Node:
    """The claim. `author` is who recorded it; who *makes* it is the author of what it appears in."""
    document = edition.document
    origins = [each for each in document["citations"] if each["relation"] == CitationRelation.ORIGIN]
    asserters = [actor_brief(each) for each in document["asserters"]]
    said_by = asserters or [{"@type": "Organization", "name": document["asserted_by"]}]
    category = document["category"]
    hand = _("Second hand") if document["at_second_hand"] else _("First hand")
    support = Support(document["support"])
    return {
        "@type": ["Claim", "Report"],
        "@id": at.address,
        "url": at.address,
        "identifier": {"@type": "PropertyValue", "propertyID": "reference", "value": document["reference"]},
        "reportNumber": document["reference"],
        "name": document["title"],
        "headline": document["title"],
        "abstract": document["summary"],
        "author": publisher(),
        "claimInterpreter": publisher(),
        "appearance": [cited_work(each, document["report"], edition.copies) | {"author": said_by} for each in origins]
        or [report_work(document["report"]) | {"author": said_by}],
        "citation": [cited_work(each, document["report"], edition.copies) for each in document["citations"]],
        "isBasedOn": [address_of("source-detail", each["source"]["key"]) for each in origins],
        "temporalCoverage": interval(document["period"]),
        "spatialCoverage": [place(each) for each in document["places"]],
        "about": [
            {
                "@type": "DefinedTerm",
                "@id": address_of("category-detail", category["key"]),
                "name": category["name"],
                "inDefinedTermSet": address_of("category-list"),
            },
            *(provision(each) for each in document["provisions"]),
        ],
        "mentions": [mention(each) for each in document["involvements"]],
        "isPartOf": [dataset_brief(), report_work(document["report"])],
        "additionalProperty": [
            _property(_("Asserted by"), document["asserted_by"]),
            _property(_("Attested by"), f"{support.label}. {support.meaning}"),
            _property(_("Hand"), hand),
        ],
    }


def interval(period: Document) -> str:
    """A stated period as schema.org has it (ISO 8601): "2023-09/2024", "2023-09", "2023-09/..", "../2022".

    An end that is not stated is open, and not a point in time.
    """
    start, end = period["start"], period["end"]
    if not start and not end:
        return ""
    return start if start == end else f"{start or '..'}/{end or '..'}"


def report(edition: PublishedEdition, at: Standing) -> Node:
    """A report by another issuer. One that the editors compiled says so: it is the portal's own (C43)."""
    document = edition.document
    compiled = document["report_kind"] == ReportKind.COMPILATION
    source = source_work(document["source"], edition.copies) if document["source"] else {}
    return {
        "@type": "Report",
        "@id": at.address,
        "name": document["title"],
        "reportNumber": document["code"],
        "datePublished": document["published"],
        "publisher": publisher() if compiled else {"@type": "Organization", "name": document["issuer"]},
        "description": (
            _(
                "Gathered by the editors from other asserters. Nothing here is a finding of the MSMT or of the Panel "
                "of Experts."
            )
            if compiled
            else ""
        ),
        "url": document["url"],
        "archivedAt": source.get("archivedAt", ""),
        "encodesCreativeWork": source,
        "hasPart": _findings_of(Question.of(report=edition.key), at, "Claim"),
    }


def actor(edition: PublishedEdition, at: Standing) -> Node:
    """An actor: findings that name it are works *about* it. A designation stands beside them, where one is recorded."""
    document = edition.document
    kind = ActorKind(document["actor_kind"])
    place_of = "areaServed" if kind not in {ActorKind.PERSON, ActorKind.VESSEL, ActorKind.AIRCRAFT} else ""
    return actor_brief(document) | {
        "@id": at.address,
        "alternateName": document["aliases"],
        "description": document["description"],
        "identifier": [
            {
                "@type": "PropertyValue",
                "propertyID": str(IdentifierScheme(each["scheme"]).label),
                "value": each["value"],
            }
            for each in document["identifiers"]
        ],
        **({place_of: country(document["country"])} if place_of and kind is not ActorKind.STATE else {}),
        "disambiguatingDescription": _(
            "Named in findings. To be named is not to be designated, and neither is a conviction."
        ),
        "additionalProperty": [_designation(each) for each in document["designations"]],
        "subjectOf": _findings_of(Question.of(actor=edition.key), at, "Claim"),
    }


def _designation(each: Document) -> Node:
    words = [
        each["list_reference"],
        each["designated"] or _("date not recorded"),
        str(Measure(each["measure"]).label),
        _("delisted %s") % each["delisted"] if each["delisted"] else "",
    ]
    return _property(_("Designated by %s") % Authority(each["authority"]).label, ", ".join(filter(None, words))) | {
        "url": address_of("source-detail", each["source"]["key"])
    }


def source(edition: PublishedEdition, at: Standing) -> Node:
    return source_work(edition.document, {}) | {"@id": at.address}


def resolution(edition: PublishedEdition, at: Standing) -> Node:
    document = edition.document
    return {
        "@type": "Legislation",
        "@id": at.address,
        "name": document["symbol"],
        "alternateName": document["title"],
        "legislationIdentifier": document["symbol"],
        "legislationDate": document["adopted"],
        "legislationPassedBy": {"@type": "Organization", "name": _("United Nations Security Council")},
        "url": document["url"],
        "hasPart": [address_of("provision-detail", document["number"], each["key"]) for each in document["provisions"]],
    }


def category(edition: PublishedEdition, at: Standing) -> Node:
    document = edition.document
    return {
        "@type": "DefinedTerm",
        "@id": at.address,
        "name": document["name"],
        "description": document["definition"],
        "inDefinedTermSet": address_of("category-list"),
        "subjectOf": _findings_of(Question.of(category=edition.key), at, "Claim"),
    }


def _findings_of(question: Question, at: Standing, kind: str) -> list[Node]:
    """The findings that the page shows, and the list of all of them."""
    shown = [stated({"@type": kind, "@id": address, "name": title}) for address, title in at.findings]
    return [*shown, {"@type": "CollectionPage", "url": list_address(question)}]


def _property(name: str, value: str) -> Node:
    return {"@type": "PropertyValue", "name": name, "value": value}


_THINGS: dict[SubjectKind, Callable[[PublishedEdition, Standing], Node]] = {
    SubjectKind.FINDING: finding,
    SubjectKind.REPORT: report,
    SubjectKind.ACTOR: actor,
    SubjectKind.SOURCE: source,
    SubjectKind.RESOLUTION: resolution,
    SubjectKind.CATEGORY: category,
}
