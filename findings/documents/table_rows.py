"""Documents → rows of the tables of a release, each as a plain mapping with the names of the table's fields.

What findings name stands in tables of its own: a row that its own edition makes, or, where there is none in force, what
the finding says of it. Then `edition` is None and `permalink` "", and what only its own edition would say is empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from findings.documents.entries import canonical_places, printed
from findings.documents.fields import Document

type Row = dict[str, Any]


def asserter_rows(document: Document) -> Iterator[Row]:
    for row, each in _placed(document, "asserters"):
        yield row | {"actor": each["key"]}


def involvement_rows(document: Document) -> Iterator[Row]:
    for row, each in _placed(document, "involvements"):
        named = {"actor": each["actor"]["key"], "name": each["actor"]["name"], "role": each["role"]}
        yield row | named | _carried_by(each)


def quantity_rows(document: Document) -> Iterator[Row]:
    for row, each in _placed(document, "quantities"):
        yield row | each | {"low": _decimal(each["low"]), "high": _decimal(each["high"])} | _carried_by(each)


def citation_rows(document: Document) -> Iterator[Row]:
    for row, each in _placed(document, "citations"):
        yield row | {
            "source": each["source"]["key"],
            "relation": each["relation"],
            "locator": printed(each),
            "places": canonical_places(each),
            "supports": each["supports"],
            "quote": each.get("quote", ""),
            "quote_language": each.get("quote_language", ""),
        }


def mapping_rows(document: Document) -> Iterator[Row]:
    for row, each in _placed(document, "provisions"):
        yield row | {"provision": each["key"]}


def location_rows(document: Document) -> Iterator[Row]:
    for row, each in _placed(document, "places"):
        yield row | {"place": each["key"]} | _carried_by(each)


def _carried_by(detail: Document) -> Row:
    return {"carried_by": detail.get("carried_by", [])}


def _placed(document: Document, member: str) -> Iterator[tuple[Row, Document]]:
    for position, each in enumerate(document[member]):
        yield {"finding": document["reference"], "position": position}, each


# What is named: a row from its own document, or from what another document says of it


def actor_row(document: Document, edition: int | None = None, permalink: str = "") -> Row:
    return {
        "key": document["key"],
        "name": document["name"],
        "actor_kind": document["actor_kind"],
        "country": document["country"],
        "aliases": document.get("aliases", []),
        "description": document.get("description", ""),
        "source_keys": [source["key"] for source in document.get("sources", [])],
        "former_keys": document.get("former_keys", []),
        "edition": edition,
        "permalink": permalink,
    }


def identifier_rows(document: Document) -> Iterator[Row]:
    """Of an actor's own document, or of what a finding says of one; each number once, in one order for ever."""
    numbers = {(each["scheme"], each["value"]) for each in document.get("identifiers", [])}
    for scheme, value in sorted(numbers):
        yield {"actor": document["key"], "scheme": scheme, "value": value}


def designation_rows(document: Document) -> Iterator[Row]:
    for position, each in enumerate(document.get("designations", [])):
        yield {
            "actor": document["key"],
            "position": position,
            **{name: value for name, value in each.items() if name != "source"},
            "source": each["source"]["key"],
        }


def source_row(document: Document, edition: int | None = None, permalink: str = "") -> Row:
    own = ("key", "title", "publisher", "authors", "published", "url", "source_kind", "language", "consulted")
    return {name: document[name] for name in own} | {
        "archived_url": document.get("archived_url", ""),
        "archived": document.get("archived"),
        "former_keys": document.get("former_keys", []),
        "edition": edition,
        "permalink": permalink,
    }


def provision_row(provision: Document, resolution: Document, edition: int | None = None, permalink: str = "") -> Row:
    """`resolution` has at least number and symbol, as its own document and that of a finding do."""
    own = ("key", "paragraph", "paragraph_checked", "paragraph_note", "topic", "obligation", "source_url")
    return {name: provision[name] for name in own} | {
        "resolution": resolution["number"],
        "symbol": resolution["symbol"],
        "edition": edition,
        "permalink": permalink,
    }


def place_row(place: Document) -> Row:
    own = {name: value for name, value in place.items() if name != "carried_by"}
    return own | {"latitude": _decimal(place["latitude"]), "longitude": _decimal(place["longitude"])}


def report_row(document: Document, edition: int | None = None, permalink: str = "") -> Row:
    source = document.get("source")
    return {name: document[name] for name in ("key", "code", "title", "report_kind", "issuer", "published")} | {
        "period_covered": document.get("period_covered", ""),
        "url": document.get("url", ""),
        "source": source["key"] if source else "",
        "read_first_hand": document.get("read_first_hand"),
        "note": document.get("note", ""),
        "edition": edition,
        "permalink": permalink,
    }


def category_row(document: Document, edition: int | None = None, permalink: str = "") -> Row:
    return {
        "key": document["key"],
        "name": document["name"],
        "definition": document.get("definition", ""),
        "position": document.get("position"),
        "leading_finding": document.get("leading_finding", ""),
        "edition": edition,
        "permalink": permalink,
    }


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
