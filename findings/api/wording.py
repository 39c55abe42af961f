"""The description of the API in words: its operations, their parameters and answers, and what these are made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

type Shape = dict[str, Any]

_SCHEMAS = "#/components/schemas/"
#: Of more values than these, a table says how many there are; the codes of all countries explain nothing.
_MANY = 40


@dataclass(frozen=True, slots=True)
class ShapeInWords:
    """What a value is: `words`, or an object `schema` (a list of them, or null) with words before and after."""

    words: str
    pattern: str
    choices: tuple[str, ...]
    schema: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A description: its sentences, and the list of values that follows them, as (value, meaning)."""

    words: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    place: str
    is_required: bool
    shape: ShapeInWords
    text: Text


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, the name of the object that is answered with it ("" for none), and its headers."""

    status: str
    schema: str
    headers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Endpoint:
    name: str
    address: str
    pieces: tuple[str, ...]
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class DescribedMember:
    name: str
    shape: ShapeInWords
    words: str


@dataclass(frozen=True, slots=True)
class DescribedSchema:
    name: str
    words: str
    members: tuple[DescribedMember, ...]
    choices: tuple[tuple[str, str], ...]


def endpoint(address: str, operation: Shape) -> Endpoint:
    return Endpoint(
        name=operation["operationId"],
        address=address,
        pieces=tuple(f"{piece}/" for piece in address.strip("/").split("/")[2:]) or ("/",),
        summary=operation["summary"],
        description=operation.get("description", ""),
        parameters=tuple(_parameter(each) for each in operation.get("parameters", [])),
        answers=tuple(_answer(status, each) for status, each in operation["responses"].items()),
    )


def _parameter(parameter: Shape) -> Parameter:
    return Parameter(
        parameter["name"],
        _("path") if parameter["in"] == "path" else _("query"),
        parameter.get("required", False),
        _in_words(parameter["schema"]),
        _text(parameter.get("description", "")),
    )


def _answer(status: str, response: Shape) -> Answer:
    shapes = [each["schema"] for each in response.get("content", {}).values()]
    schema = shapes[0].get("$ref", "").removeprefix(_SCHEMAS) if shapes else ""
    return Answer(status, schema, tuple(response.get("headers", {})))


def described_schema(name: str, shape: Shape) -> DescribedSchema:
    members = tuple(
        DescribedMember(member, _in_words(each), each.get("description", ""))
        for member, each in shape.get("properties", {}).items()
    )
    return DescribedSchema(
        name, shape.get("description", ""), members, tuple(shape.get("x-enum-descriptions", {}).items())
    )


def _text(description: str) -> Text:
    """A description, with the list of values that it ends with ("* `value`: meaning") taken apart."""
    lines = description.split("\n")
    choices = [line.removeprefix("* `").partition("`: ") for line in lines if line.startswith("* `")]
    words = " ".join(line for line in lines if not line.startswith("* `"))
    return Text(words.replace("`", ""), tuple((value, meaning) for value, _colon, meaning in choices))


def _in_words(shape: Shape) -> ShapeInWords:
    """A JSON Schema of the few forms that the description has, in words."""
    shape, is_nullable = _without_null(shape)
    before, after = "", _("or null") if is_nullable else ""
    if shape.get("type") == "array":
        before, shape = _("list of"), shape["items"]
    if "$ref" in shape:
        return ShapeInWords(before, "", (), shape["$ref"].removeprefix(_SCHEMAS), after)
    kind = {
        "string": _("text"),
        "integer": _("whole number"),
        "boolean": _("true or false"),
        "object": _("object"),
    }[shape["type"]]
    formats = {"uri": _("address"), "uri-reference": _("address"), "date": _("day"), "date-time": _("time, in UTC")}
    kind = formats.get(shape.get("format", ""), kind)
    if "maximum" in shape:
        kind = _("%(kind)s, %(least)s to %(most)s") % {
            "kind": kind,
            "least": shape["minimum"],
            "most": shape["maximum"],
        }
    if "default" in shape:
        after = _("(%s unless told)") % shape["default"]
    choices = shape.get("enum", [])
    if len(choices) > _MANY:
        kind, choices = _("one of %s values") % len(choices), []
    words = " ".join(word for word in (before, kind, after) if word)
    return ShapeInWords(words, shape.get("pattern", ""), tuple(choices))


def _without_null(shape: Shape) -> tuple[Shape, bool]:
    """The shape of a value that may be null, and whether it may."""
    for joined in ("oneOf", "allOf", "anyOf"):
        if joined in shape:
            parts = [part for part in shape[joined] if part != {"type": "null"}]
            inner, is_nullable = _without_null(parts[0])
            return inner, is_nullable or len(parts) < len(shape[joined])
    kind = shape.get("type")
    if isinstance(kind, list):
        return {**shape, "type": next(each for each in kind if each != "null")}, "null" in kind
    return shape, False


def schemas_in(shape: Any) -> Iterator[str]:
    """The names of the objects that a part of the description refers to."""
    if isinstance(shape, dict):
        for name, part in shape.items():
            if name == "$ref":
                yield part.removeprefix(_SCHEMAS)
            else:
                yield from schemas_in(part)
    elif isinstance(shape, list):
        for part in shape:
            yield from schemas_in(part)
