"""The curated form of a record: the one shape in which file and database are compared.

A form is a plain mapping: the fields of the schema, empty ones left out, everything a text or a truth value, other
records by their permanent key. A form of a file and a form of the database (`stored`) are equal exactly if a load
would change nothing.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from findings.curation import schema

#: Every kind of record, in an order in which each refers only to kinds before it, and to itself never.
KINDS = ("category", "source", "place", "actor", "resolution", "report", "event", "finding")

type Form = dict[str, Any]


@dataclass(frozen=True)
class Entry:
    """A record of the curated files: its kind, its natural key, its form, and where it stands.

    `name` is what CuratedForm calls it: the permanent key; `country/slug` of a place, `report/slug` of an event.
    """

    kind: str
    name: str
    packed: bytes
    file: str
    line: int

    @cached_property
    def digest(self) -> str:
        return digest(self.packed)

    @property
    def form(self) -> Form:
        return json.loads(self.packed)

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


def pack(form: Form) -> bytes:
    """The canonical bytes of a form.

    They are its RFC 8785 form: no numbers occur in it, its names are ASCII, and its texts are escaped as that asks.
    """
    return json.dumps(form, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(packed: bytes) -> str:
    """SHA-256 of a form's canonical bytes, in hexadecimal."""
    return hashlib.sha256(packed).hexdigest()


def name_of(kind: str, form: Form) -> str:
    """The natural key of the record that has this form."""
    match kind:
        case "finding":
            return form["reference"]
        case "event":
            return f"{form['report']}/{form['slug']}"
        case "resolution":
            return form["number"]
        case "place":
            return f"{form['country']}/{form['slug']}"
        case _:
            return form["key"]


def form_of(record: schema.Curated, *, report: str = "", place_in_list: int = 0) -> Form:
    """The form of a validated record. `report` is the key of the report that an event or finding belongs to."""
    form = record.model_dump(exclude_defaults=True)
    match record:
        case schema.Slugged():
            form["key"] = record.key or record.slug
        case schema.Event():
            form |= {"report": report, "position": record.position or str(place_in_list)}
        case schema.Finding():
            form["report"] = report
    if isinstance(record, schema.Actor) and record.identifiers:
        form["identifiers"].sort(key=lambda identifier: (identifier["scheme"], identifier["value"]))
    return form


def as_written(form: Form, *, place_in_list: int = 0) -> Form:
    """The inverse of `form_of`: the fields that a file holds, without what it says by where the record stands."""
    written = {name: value for name, value in form.items() if name != "report"}
    if "slug" in form and form.get("key") == form["slug"]:
        del written["key"]
    if form.get("position") == str(place_in_list) and "report" in form:
        del written["position"]
    return written
