"""What each kind of subject looks like outside: one function a kind, record → (slug, title, content).

Absent text is "", absent dates and bounds are null, lists keep the order that readers see.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from findings.models import (
    Actor,
    Category,
    Citation,
    Designation,
    Finding,
    Identifier,
    Locator,
    Place,
    Provision,
    Quantity,
    Report,
    ReportEvent,
    Resolution,
    Source,
)
from findings.models.assertions import Assertion
from findings.vocabulary import CitationRelation

type Content = dict[str, Any]


def finding(record: Finding) -> tuple[str, str, Content]:
    report_ = record.report
    content = {
        "reference": record.reference,
        "category": {"key": record.category.key, "name": record.category.name},
        "report": {
            "key": report_.key,
            "code": report_.code,
            "title": report_.title,
            "issuer": report_.issuer,
            "report_kind": report_.report_kind,
            "published": _partial(report_.published),
        },
        **_assertion(record),
    }
    return record.reference.lower(), record.title, content


def report(record: Report) -> tuple[str, str, Content]:
    content = {
        "code": record.code,
        "reference_prefix": record.reference_prefix,
        "title": record.title,
        "report_kind": record.report_kind,
        "issuer": record.issuer,
        "published": _partial(record.published),
        "period_covered": record.period_covered,
        "url": record.url,
        "source": None if record.source is None else _source_brief(record.source),
        "read_first_hand": record.read_first_hand,
        "note": record.note,
        "events": [_event(event) for event in record.events.all()],
    }
    return record.slug, record.code or record.title, content


def actor(record: Actor) -> tuple[str, str, Content]:
    content = {
        "name": record.name,
        "actor_kind": record.actor_kind,
        "country": record.country,
        "aliases": [alias.name for alias in record.aliases.all()],
        "identifiers": [_identifier(identifier) for identifier in record.identifiers.all()],
        "designations": [_designation(designation) for designation in record.designations.all()],
        "description": record.description,
        "sources": [_source_brief(link.source) for link in record.actorsource_set.all()],
    }
    return record.slug, record.name, content


def source(record: Source) -> tuple[str, str, Content]:
    content = {**_source_brief(record), "archived_url": record.archived_url}
    del content["key"]
    return record.slug, record.title, content


def resolution(record: Resolution) -> tuple[str, str, Content]:
    content = {
        "number": record.number,
        "symbol": record.symbol,
        "adopted": record.adopted.isoformat(),
        "title": record.title,
        "vote": record.vote,
        "url": record.url,
        "provisions": [_provision(provision) for provision in record.provisions.all()],
    }
    return record.number, record.symbol, content


def category(record: Category) -> tuple[str, str, Content]:
    content = {
        "name": record.name,
        "definition": record.definition,
        "position": record.position,
        "leading_finding": record.leading_finding,
    }
    return record.slug, record.name, content


def at_second_hand(citations: list[Content]) -> bool:
    """Whether a claim is cited at second hand: an origin was not consulted, or no origin can be cited at all."""
    origins = [each for each in citations if each["relation"] == CitationRelation.ORIGIN]
    return not origins or any(not origin["source"]["consulted"] for origin in origins)


def _assertion(record: Assertion) -> Content:
    """What a finding and an event share; `record` was read with its `parts` prefetched."""
    citations = [_citation(citation) for citation in record.citation_set.all()]  # type: ignore[attr-defined]
    return {
        "title": record.title,
        "summary": record.summary,
        "period": {"start": _partial(record.period_start), "end": _partial(record.period_end)},
        "asserted_by": record.asserted_by,
        "asserters": [_actor_brief(row.actor) for row in record.asserter_set.all()],  # type: ignore[attr-defined]
        "support": record.support,
        "at_second_hand": at_second_hand(citations),
        "quantities": [_quantity(row) for row in record.quantity_set.all()],  # type: ignore[attr-defined]
        "involvements": [
            {"actor": _actor_named(row.actor), "role": row.role}
            for row in record.involvement_set.all()  # type: ignore[attr-defined]
        ],
        "places": [_place(row.place) for row in record.placemention_set.all()],  # type: ignore[attr-defined]
        "provisions": [
            {"resolution": _resolution_brief(row.provision.resolution), **_provision(row.provision)}
            for row in record.provisionmapping_set.all()  # type: ignore[attr-defined]
        ],
        "citations": citations,
        "editors_note": record.editors_note,
        "recheck": record.recheck,
    }


def _event(record: ReportEvent) -> Content:
    category_ = record.category
    return {
        "slug": record.slug,
        "event_type": record.event_type,
        "category": None if category_ is None else {"key": category_.key, "name": category_.name},
        **_assertion(record),
    }


def _actor_brief(record: Actor) -> Content:
    return {"key": record.key, "name": record.name, "actor_kind": record.actor_kind, "country": record.country}


def _actor_named(record: Actor) -> Content:
    """An actor with the names and numbers it goes by, so that a finding is found under each of them."""
    return {
        **_actor_brief(record),
        "aliases": [alias.name for alias in record.aliases.all()],
        "identifiers": [_identifier(identifier) for identifier in record.identifiers.all()],
    }


def _source_brief(record: Source) -> Content:
    return {
        "key": record.key,
        "title": record.title,
        "publisher": record.publisher,
        "authors": record.authors,
        "published": _partial(record.published),
        "url": record.url,
        "source_kind": record.source_kind,
        "language": record.language,
        "consulted": record.consulted,
    }


def _resolution_brief(record: Resolution) -> Content:
    return {"number": record.number, "symbol": record.symbol}


def _provision(record: Provision) -> Content:
    return {
        "key": record.key,
        "paragraph": record.paragraph,
        "paragraph_checked": record.paragraph_checked,
        "paragraph_note": record.paragraph_note,
        "topic": record.topic,
        "obligation": record.obligation,
        "source_url": record.source_url,
    }


def _place(record: Place) -> Content:
    return {
        "key": f"{record.country.lower()}/{record.slug}",
        "name": record.name,
        "country": record.country,
        "latitude": _decimal(record.latitude),
        "longitude": _decimal(record.longitude),
        "precision": record.precision,
    }


def _quantity(record: Quantity) -> Content:
    return {
        "measure": record.measure,
        "low": _decimal(record.low),
        "high": _decimal(record.high),
        "qualifier": record.qualifier,
        "unit": record.unit,
    }


def _citation(record: Citation) -> Content:
    return {
        "source": _source_brief(record.source),
        "relation": record.relation,
        "supports": record.supports,
        "locators": [_locator(locator) for locator in record.locators.all()],
    }


def _locator(record: Locator) -> Content:
    return {
        "locator_kind": record.locator_kind,
        "start": record.start,
        "end": record.end,
        "printed": record.printed,
        "joined": record.joined,
    }


def _identifier(record: Identifier) -> Content:
    return {"scheme": record.scheme, "value": record.value}


def _designation(record: Designation) -> Content:
    return {
        "authority": record.authority,
        "list_reference": record.list_reference,
        "designated": _partial(record.designated),
        "measure": record.measure,
        "source": _source_brief(record.source),
        "delisted": _partial(record.delisted),
    }


def _partial(value: object | None) -> str | None:
    return None if value is None else str(value)


def _decimal(value: Decimal | None) -> str | None:
    """A decimal as the shortest plain text: 20000, 17413.96, never 2E+4."""
    if value is None:
        return None
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
