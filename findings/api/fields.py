"""Members of JSON answers: their shapes, as JSON Schema (2020-12, the dialect of OpenAPI 3.1), and how they are sent.

A document is plain JSON already: no floats, dates as text. So a member is sent as it stands; a serializer says which
members there are, in which order, and what each means.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from rest_framework import serializers

from findings.documents import fields
from findings.vocabulary import Term

type Shape = dict[str, Any]


def _matching(pattern: str) -> Shape:
    """A text that the pattern matches as a whole. (JSON Schema looks for a pattern anywhere in it.)"""
    return {"type": "string", "pattern": f"^{pattern}$"}


TEXT: Shape = {"type": "string"}
FLAG: Shape = {"type": "boolean"}
COUNT: Shape = {"type": "integer", "minimum": 0}
NUMBER: Shape = {"type": "integer", "minimum": 1}
TEXTS: Shape = {"type": "array", "items": TEXT}
KEY = _matching(fields.KEY)
KEYS: Shape = {"type": "array", "items": KEY, "minItems": 1, "uniqueItems": True}
REFERENCE = _matching(fields.REFERENCE)
REFERENCE_OR_NONE = _matching(f"({fields.REFERENCE})?")
PLACE_KEY = _matching(fields.PLACE_KEY)
#: A finding's key is its reference, that of any other subject a slug.
ANY_KEY = _matching("[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
COUNTRY = _matching(fields.COUNTRY)
COUNTRY_OR_NONE = _matching(f"({fields.COUNTRY})?")
LANGUAGE = _matching(fields.LANGUAGE)
WEB_ADDRESS: Shape = {"type": "string", "format": "uri"}
WEB_ADDRESS_OR_NONE = _matching("(https?://.+)?")
PARTIAL_DATE = _matching(fields.PARTIAL_DATE)
DAY: Shape = {"type": "string", "format": "date"}
#: Always in UTC, to the second.
TIME: Shape = {"type": "string", "format": "date-time", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z$"}
DECIMAL = _matching(r"-?[0-9]+(\.[0-9]+)?")
DIGEST = _matching(fields.DIGEST)


class Member(serializers.Field):
    """A member sent as it stands. `shape` is its JSON Schema; with `component` it is described once, by name."""

    def __init__(self, shape: Shape, *, component: str | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.shape = shape
        self.component = component

    def to_representation(self, value: Any) -> Any:
        return value


class MemberExtension(OpenApiSerializerFieldExtension):
    """Tells drf-spectacular the shape of a Member."""

    target_class = "findings.api.fields.Member"

    def map_serializer_field(self, auto_schema: Any, direction: str) -> Shape:
        return dict(self.target.shape)

    def get_name(self) -> str | None:
        return self.target.component


class Described(serializers.Serializer):
    """An object of a document. A member that the document lacks is our mistake, and raises KeyError.

    A member that is not required stands only where the document has it.
    """

    def to_representation(self, instance: dict[str, Any]) -> dict[str, Any]:
        # DRF's own way asks each field for its attribute and value: ten times the work, for the same plain JSON.
        members = self._members
        if lacking := self._optional - instance.keys():
            members = [each for each in members if each[0] not in lacking]
        return {name: nested(instance[name]) if nested else instance[name] for name, nested in members}

    @cached_property
    def _optional(self) -> frozenset[str]:
        return frozenset(name for name, field in self.fields.items() if not field.required)

    @cached_property
    def _members(self) -> list[tuple[str, Callable[[Any], Any] | None]]:
        return [(name, _nested(field)) for name, field in self.fields.items()]


def _nested(field: Any) -> Callable[[Any], Any] | None:
    """What makes a nested object, or a list of them, of its part of the document; None for a plain member."""
    if isinstance(field, serializers.ListSerializer):
        each = field.child.to_representation
        return lambda values: [each(value) for value in values]
    if isinstance(field, serializers.Serializer):
        whole = field.to_representation
        return lambda value: None if value is None else whole(value)
    return None


def term(vocabulary: type[Term], *, none: Any = None, **kwargs: Any) -> Member:
    """A member whose values are those of a vocabulary, described once with their meanings.

    `none` is the meaning of "", where the member may be left empty.
    """
    meanings = {str(each.value): _meaning(each) for each in vocabulary}
    if none is not None:
        meanings[""] = str(none)
    lines = [f"* `{value}`: {meaning}" for value, meaning in meanings.items()]
    shape = {
        "type": "string",
        "enum": list(meanings),
        "description": "\n".join(lines),
        "x-enum-descriptions": meanings,
    }
    return Member(shape, component=vocabulary.__name__, **kwargs)


def _meaning(each: Term) -> str:
    label, meaning = str(each.label), str(each.meaning)
    return f"{label}. {meaning}" if meaning and meaning.rstrip(".") != label else label
