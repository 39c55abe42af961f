"""Events around a report: what its page says of each, and the page that each has with its sources."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from findings.documents.fields import Document
from findings.exports.addresses import absolute, path_of
from findings.pages import parts, words
from findings.pages.frames import EditionFrame, edition_frame
from findings.pages.parts import ActorPart, Carrier, Copies, Link, Mark, PlacePart, QuantityPart, SourceLine
from findings.queries.editions import PublishedEdition
from findings.vocabulary import EventType

#: An edition and the slug of one of its events → where the page of that event is, "" for nowhere.
type UrlOfEvent = Callable[[PublishedEdition, str], str]


def event_in_force(edition: PublishedEdition, slug: str) -> str:
    return path_of("event-detail", edition.slug, slug)


def event_of_edition(edition: PublishedEdition, slug: str) -> str:
    return path_of("event-edition", edition.slug, edition.number, slug)


def no_event(_edition: PublishedEdition, _slug: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class EventPart:
    """What happened around a report; shown on its page, never counted among findings.

    Its sources stand on its own page, at `url`; where it has none, as in a preview, with the event itself.
    """

    anchor: str
    url: str
    event_type: str
    title: str
    summary: str
    period: str
    period_carried_by: tuple[Carrier, ...]
    asserted_by: str
    attestation: Mark
    hand: Mark
    quantities: list[QuantityPart]
    actors: list[ActorPart]
    places: list[PlacePart]
    sources: list[SourceLine]
    editors_note: str
    recheck: bool


@dataclass(frozen=True, slots=True)
class EventPage:
    """An event with its sources; `edition` is that of the report which it stands in."""

    event: EventPart
    report: Link
    permalink: str
    findings: None
    edition: EditionFrame

    @property
    def names_carriers(self) -> bool:
        """Whether it is recorded of any detail which source carries it."""
        event = self.event
        of_rows = (each.carried_by for rows in (event.quantities, event.actors, event.places) for each in rows)
        return bool(event.period_carried_by) or any(of_rows)


def event_page(edition: PublishedEdition, event: Document, url_of_event: UrlOfEvent = event_in_force) -> EventPage:
    """The page of an event of a report's edition. At its address in force, unless told otherwise."""
    url = url_of_event(edition, event["slug"])
    document = edition.document
    home = path_of("report-detail", edition.slug)
    if url_of_event is event_of_edition:
        home = path_of("report-edition", edition.slug, edition.number)
    return EventPage(
        event=event_part(event, edition.copies, url, is_alone=True),
        report=Link(document["code"] or document["reference_prefix"], f"{home}#{_anchor(event)}"),
        permalink=absolute(url),
        findings=None,
        # It is cited as its report is. The addresses beside it are its own.
        edition=replace(
            edition_frame(edition),
            permalink=absolute(event_in_force(edition, event["slug"])),
            edition_permalink=absolute(event_of_edition(edition, event["slug"])),
        ),
    )


def _anchor(event: Document) -> str:
    return f"event-{event['slug']}"


def event_part(event: Document, copies: Copies, url: str, *, is_alone: bool = False) -> EventPart:
    """An event on the page of its report, or `is_alone` on its own; `url` is where that is, "" for nowhere."""
    if url:
        event = event | {parts.IS_ALONE: is_alone}
    return EventPart(
        anchor=_anchor(event),
        url=url,
        event_type=str(EventType(event["event_type"]).label),
        title=event["title"],
        summary=event["summary"],
        period=words.period_of(event),
        period_carried_by=parts.carriers(event["period"], event),
        asserted_by=event["asserted_by"],
        attestation=parts.attestation(event),
        hand=parts.hand(event),
        quantities=parts.quantity_parts(event),
        actors=parts.actor_parts(event),
        places=parts.place_parts(event),
        sources=parts.source_lines(event, copies),
        editors_note=event["editors_note"],
        recheck=event["recheck"],
    )
