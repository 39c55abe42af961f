"""Findings as JSON: one object, one document a line, and places on a map."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from findings.documents import canonical, moment
from findings.documents.field_list import FIELDS
from findings.documents.fields import Document, EditionFacts, Value
from findings.exports.described import Description
from findings.exports.rows import Facts, every_row
from findings.queries.questions import Question
from findings.queries.whole import every_edition, every_finding

#: Any JSON on one line. One encoder for all lines: making one takes as long as a line.
compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def json_pieces(question: Question, described: Description) -> Iterator[str]:
    """{"question": …, "findings": [whole documents], "editions": […]}, a document at a time. Needs a snapshot.

    A document is the same whatever edition has it, and its digest is of it alone: so which edition it is, by what a
    finding is cited, stands beside it, in the same order.
    """
    yield f'{{"question":{compact(described.as_json())},\n"findings":['
    between = "\n"
    for found in every_finding(question):
        yield between + canonical(found.document)
        between = ",\n"
    yield '\n],\n"editions":['
    between, facts = "\n", Facts()
    for edition in every_edition(question):
        yield between + compact(_edition(edition.reference, facts.of(edition)))
        between = ",\n"
    yield "\n]}\n"


#: The fields that say which edition it is, and where: no document has them.
_OF_EDITION = [field for field in FIELDS if not field.path]


def _edition(reference: str, facts: EditionFacts) -> dict[str, Any]:
    """Which edition a document is of, in the words of the field list."""
    return {"reference": reference, **{field.name: plain(field.read({}, facts)) for field in _OF_EDITION}}


def jsonl_pieces(question: Question) -> Iterator[str]:
    """One whole document a line, in canonical form (RFC 8785).

    Its SHA-256 is the digest that the ledger has of it, if it was stored in today's schema: so a line says nothing of
    its edition (`described.side_file` says where that is). Needs a snapshot.
    """
    for found in every_finding(question):
        yield f"{canonical(found.document)}\n"


def geojson_pieces(question: Question, described: Description) -> Iterator[str]:
    """A feature for each finding and located place (RFC 7946), a finding at a time. Needs a snapshot.

    A place's precision always goes with it. Foreign members say how many findings there are, and how many of them name
    no place that is located: what a map leaves out is said.
    """
    yield '{"type":"FeatureCollection",\n"features":['
    between, total, unlocated = "\n", 0, 0
    for row in every_row(question):
        located = features(row.document, row.values)
        total += 1
        unlocated += not located
        for feature in located:
            yield between + compact(feature)
            between = ",\n"
    counted = compact({"total": total, "without_coordinates": unlocated})
    yield f'\n],\n"findings":{counted},\n"question":{compact(described.as_json())}}}\n'


def features(document: Document, values: list[Value]) -> list[dict[str, Any]]:
    """A finding, with its values in the flat row → a feature for each of its places that is located."""
    located = [place for place in document["places"] if place["latitude"] is not None]
    if not located:
        return []
    properties = {field.name: plain(value) for field, value in zip(FIELDS, values, strict=True)}
    return [_feature(place, properties) for place in located]


def _feature(place: dict[str, Any], properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": f"{properties['reference']}/{place['key']}",
        "geometry": {
            "type": "Point",
            # At most five decimals, which a float holds as they are written.
            "coordinates": [float(place["longitude"]), float(place["latitude"])],
        },
        "properties": {
            "place": place["name"],
            "place_key": place["key"],
            "place_country": place["country"],
            "place_precision": place["precision"],
            **properties,
        },
    }


def plain(value: Value) -> Any:
    """A value as JSON has it. A decimal is a string, as in the documents: a reader's float would round it."""
    if isinstance(value, Decimal):
        return format(value, "f")
    return moment(value) if isinstance(value, dt.datetime) else value
