"""Findings as entities of FollowTheMoney 4: what Aleph, OpenSanctions and others of this field read.

A finding is an Event, never a Sanction: a Sanction is a designation, and mixing the two would make of everyone named
here somebody who is listed. Topics stand on the event alone: on a company, a topic is an accusation. The place in a
source is the `recordId` of a Documentation. A vessel or an aircraft cannot be `involved`, being no legal entity, so it
is linked; and because `involved` has no role, which would make a victim of a perpetrator, every actor is linked with
its role besides.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from findings.documents import moment
from findings.documents.entries import printed
from findings.documents.fields import Document
from findings.documents.table_rows import Row, actor_row, identifier_rows, place_row, source_row
from findings.exports.addresses import address_of
from findings.exports.jsons import compact
from findings.exports.record_forms import edition_page
from findings.queries.editions import PublishedEdition
from findings.vocabulary import ActorKind, CitationRelation, IdentifierScheme, Role, Topic

type Entity = dict[str, Any]

#: Of a file with an entity on each line.
MEDIA_TYPE = "application/jsonl; charset=utf-8"
SCHEMATA = {
    ActorKind.STATE: "PublicBody",
    ActorKind.GOVERNMENT_BODY: "PublicBody",
    ActorKind.COMPANY: "Company",
    ActorKind.BANK: "Company",
    ActorKind.VESSEL: "Vessel",
    ActorKind.AIRCRAFT: "Airplane",
    ActorKind.PERSON: "Person",
    ActorKind.MILITARY_UNIT: "Organization",
    ActorKind.NETWORK: "Organization",
    ActorKind.THREAT_GROUP: "Organization",
    ActorKind.PORT: "LegalEntity",
    ActorKind.EXCHANGE: "Company",
    ActorKind.MONITORING_BODY: "Organization",
    ActorKind.RESEARCH_GROUP: "Organization",
    ActorKind.OTHER: "LegalEntity",
}
#: Schemata that cannot stand in `involved` or `organizer`.
_THINGS = {"Vessel", "Airplane"}
#: Topic of a provision → the topic of the event.
_TOPICS = {
    Topic.SHIP_TO_SHIP: "mare.sts",
    Topic.ARMS_EMBARGO: "export.control",
    Topic.WMD_GOODS: "export.control",
    Topic.LUXURY_GOODS: "export.control",
}
_IDENTIFIERS = {
    ("Vessel", IdentifierScheme.IMO): "imoNumber",
    ("Company", IdentifierScheme.IMO): "imoNumber",
    ("Airplane", IdentifierScheme.TAIL_NUMBER): "registrationNumber",
}


def line(entity: Entity) -> str:
    return f"{compact(entity)}\n"


def finding_file(edition: PublishedEdition) -> bytes:
    """An edition of a finding as a file of its own: its entities, and those that they lead to, each once.

    The same bytes for ever, as its document: of an actor it says what the finding says, and not what was published of
    it since. The addresses are permanent.
    """
    document = edition.document
    entities = [*of_finding(document, edition_page(edition), edition.published_at), *_named(document)]
    return "".join(map(line, entities)).encode()


def _named(document: Document) -> Iterator[Entity]:
    """The actors, sources and places of a finding, in its order."""
    for actor in _once(each["actor"] for each in document["involvements"]):
        address = address_of("actor-detail", actor["key"])
        yield of_actor(actor_row(actor, permalink=address), list(identifier_rows(actor)))
    for source in _once(each["source"] for each in document["citations"]):
        yield of_source(source_row(source))
    for place in _once(document["places"]):
        yield of_place(place_row(place))


def _once(subjects: Iterable[Document]) -> Iterable[Document]:
    """Each subject once, where it is named first."""
    found: dict[str, Document] = {}
    for each in subjects:
        found.setdefault(each["key"], each)
    return found.values()


def of_finding(document: Document, permalink: str, published_at: dt.datetime) -> Iterator[Entity]:
    """The event, a link for each role, a documentation for each citation. `permalink` is that of the edition.

    Proof of the event is whatever is cited for it; of a link, what carries that role, where that is recorded.
    """
    yield _event(document, permalink, published_at)
    yield from _links(document, permalink)
    yield from _documentation(document, permalink)


def _event_id(document: Document) -> str:
    return f"finding-{document['reference'].lower()}"


def _event(document: Document, permalink: str, published_at: dt.datetime) -> Entity:
    return _entity(
        _event_id(document),
        "Event",
        name=[document["title"]],
        summary=[document["summary"]],
        notes=[document["editors_note"]],
        recordId=[document["reference"]],
        keywords=[document["category"]["name"], *map(_provision, document["provisions"])],
        topics=[_TOPICS[each["topic"]] for each in document["provisions"] if each["topic"] in _TOPICS],
        **_dates(document["period"]),
        location=[place["name"] for place in document["places"]],
        country=[place["country"].lower() for place in document["places"]],
        addressEntity=[f"place-{place['key'].replace('/', '-')}" for place in document["places"]],
        involved=[
            f"actor-{each['actor']['key']}"
            for each in document["involvements"]
            if SCHEMATA[each["actor"]["actor_kind"]] not in _THINGS
        ],
        proof=[f"source-{each['source']['key']}" for each in document["citations"]],
        publisher=[document["asserted_by"]],
        sourceUrl=[permalink],
        modifiedAt=[moment(published_at)],
    )


def _links(document: Document, permalink: str) -> Iterator[Entity]:
    reference = document["reference"].lower()
    for number, each in enumerate(document["involvements"]):
        yield _entity(
            f"link-{reference}-{number}",
            "UnknownLink",
            subject=[_event_id(document)],
            object=[f"actor-{each['actor']['key']}"],
            role=[str(Role(each["role"]).label)],
            **_dates(document["period"]),
            proof=[f"source-{key}" for key in each.get("carried_by", [])],
            sourceUrl=[permalink],
        )


def _documentation(document: Document, permalink: str) -> Iterator[Entity]:
    reference = document["reference"].lower()
    for number, each in enumerate(document["citations"]):
        yield _entity(
            f"citation-{reference}-{number}",
            "Documentation",
            document=[f"source-{each['source']['key']}"],
            entity=[_event_id(document)],
            role=[str(CitationRelation(each["relation"]).label)],
            recordId=[printed(each)],
            summary=[each["supports"]],
            sourceUrl=[permalink],
        )


def of_actor(row: Row, identifiers: list[Row]) -> Entity:
    """An actor of the table of actors, with its rows of identifiers."""
    schema = SCHEMATA[row["actor_kind"]]
    properties: dict[str, list[str]] = {"notes": [row["description"]]}
    for each in identifiers:
        name = _IDENTIFIERS.get((schema, each["scheme"]))
        value = each["value"]
        if name is None:
            name, value = "notes", f"{IdentifierScheme(each['scheme']).label}: {each['value']}"
        properties.setdefault(name, []).append(value)
    return _entity(
        f"actor-{row['key']}",
        schema,
        name=[row["name"]],
        alias=row["aliases"],
        country=[row["country"].lower()],
        sourceUrl=[row["permalink"]],
        **properties,
    )


def of_source(row: Row) -> Entity:
    return _entity(
        f"source-{row['key']}",
        "Document",
        fileName=[row["key"]],
        title=[row["title"]],
        author=row["authors"],
        publisher=[row["publisher"]],
        publishedAt=[row["published"] or ""],
        sourceUrl=[row["url"]],
        notes=[] if row["consulted"] else ["The editors of the findings have not read this document."],
    )


def of_place(row: Row) -> Entity:
    return _entity(
        f"place-{row['key'].replace('/', '-')}",
        "Address",
        full=[row["name"]],
        country=[row["country"].lower()],
        latitude=[_figure(row["latitude"])],
        longitude=[_figure(row["longitude"])],
        remarks=[f"Coordinates good to: {row['precision']}"] if row["precision"] else [],
    )


def _dates(period: Document) -> dict[str, list[str]]:
    """`date` only where beginning and end are one: of a range it would keep the beginning alone."""
    start, end = period["start"] or "", period["end"] or ""
    if start and start == end:
        return {"date": [start], "startDate": [start], "endDate": [end]}
    return {"startDate": [start], "endDate": [end]}


def _provision(provision: Document) -> str:
    paragraph = f", para. {provision['paragraph']}" if provision["paragraph"] else ""
    return f"{provision['resolution']['symbol']}{paragraph} (mapped by the editors)"


def _figure(value: Any) -> str:
    return "" if value is None else format(value, "f")


def _entity(identifier: str, schema: str, **properties: list[str]) -> Entity:
    """Each value once, in its order; properties without one are left out."""
    stated = {name: list(dict.fromkeys(value for value in values if value)) for name, values in properties.items()}
    return {"id": identifier, "schema": schema, "properties": {name: each for name, each in stated.items() if each}}
