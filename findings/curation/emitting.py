"""Forms → YAML text, in the one layout of the curated files.

Made for hands and for review in a diff: fields in reading order, one row a line where it is short, long texts under
`>-` in lines of even length, so that a change of a word changes a line. The layout is written here and not left to a
library, so that the same records give the same bytes whatever library is installed.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple, get_args, get_origin

import yaml

from findings.curation.fields import Plain, Word
from findings.curation.schema import Curated

#: Columns of a line. A word that is longer (an address) stands on a line of its own length.
WIDTH = 118

#: A text that needs no quotes: it begins with a letter or a digit and holds nothing that YAML could read as its own.
_PLAIN = re.compile(r"[^\W_](?:[^:#\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff]|:(?=[^\s])|(?<=\S)#)*\Z")
_PLAIN_INSIDE = re.compile(r"[^\W_](?:[\w ./()+-]*[\w./()+-])?\Z")
_UNQUOTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_RESOLVER = yaml.SafeLoader("")


class _Field(NamedTuple):
    """How a field is laid out."""

    name: str
    plain: bool
    words: bool
    row: type[Curated] | None


@cache
def _layout(model: type[Curated]) -> list[_Field]:
    fields = []
    for name in model.reading_order():
        field = model.model_fields[name]
        marks = list(field.metadata)
        if get_origin(field.annotation) is list:
            # The marks of the items count, not those of the list.
            marks = list(getattr(get_args(field.annotation)[0], "__metadata__", ()))
        fields.append(
            _Field(
                name,
                plain=any(isinstance(mark, Plain) for mark in marks),
                words=any(isinstance(mark, Word) for mark in marks),
                row=model.row_model(name),
            )
        )
    return fields


def mapping(model: type[Curated], form: dict[str, Any], indent: int) -> list[str]:
    """The lines of a record or row: its fields, each begun at column `indent`."""
    lines: list[str] = []
    for field in _layout(model):
        if field.name not in form:
            continue
        value = form[field.name]
        margin = " " * indent
        if isinstance(value, bool):
            lines.append(f"{margin}{field.name}: {'true' if value else 'false'}")
        elif isinstance(value, str):
            lines += _text(f"{margin}{field.name}: ", value, indent + 2, plain=field.plain)
        elif field.row is None:
            lines += _list(f"{margin}{field.name}:", value, indent + 2, on_one_line=field.words)
        elif isinstance(value, dict):
            lines += _row(f"{margin}{field.name}:", field.row, value, indent + 2)
        else:
            lines.append(f"{margin}{field.name}:")
            for row in value:
                lines += item(field.row, row, indent + 2)
    return lines


def item(model: type[Curated], form: dict[str, Any], indent: int) -> list[str]:
    """The lines of a record or row in a list: a hyphen at column `indent`, and its fields behind it."""
    if model.one_line and (line := _in_braces(model, form)) and indent + 2 + len(line) <= WIDTH:
        return [f"{' ' * indent}- {line}"]
    lines = mapping(model, form, indent + 2)
    lines[0] = f"{' ' * indent}- {lines[0].lstrip(' ')}"
    return lines


def _row(head: str, model: type[Curated], form: dict[str, Any], indent: int) -> list[str]:
    if model.one_line and (line := _in_braces(model, form)) and len(head) + 1 + len(line) <= WIDTH:
        return [f"{head} {line}"]
    return [head, *mapping(model, form, indent)]


def _in_braces(model: type[Curated], form: dict[str, Any]) -> str:
    """`{actor: dprk, role: supplier}`; "" where a value needs a line of its own."""
    parts = []
    for field in _layout(model):
        if field.name in form:
            value = form[field.name]
            words = value if isinstance(value, list) else [value]
            if any(map(_UNQUOTABLE.search, words)):
                return ""
            written = ", ".join(word if field.plain else _word(word) for word in words)
            parts.append(f"{field.name}: {f'[{written}]' if words is value else written}")
    return f"{{{', '.join(parts)}}}"


def _list(head: str, values: list[str], indent: int, *, on_one_line: bool) -> list[str]:
    line = f"{head} [{', '.join(map(_word, values))}]"
    if on_one_line and len(line) <= WIDTH:
        return [line]
    lines = [head]
    for value in values:
        lines += _text(f"{' ' * indent}- ", value, indent + 2)
    return lines


def _word(text: str) -> str:
    """A short text inside brackets or braces."""
    return text if _PLAIN_INSIDE.match(text) and not _is_more_than_text(text) else _quoted(text)


def _text(head: str, text: str, indent: int, *, plain: bool = False) -> list[str]:
    """A text behind its head: on the same line where it fits, else under it."""
    if plain or (_PLAIN.match(text) and not text.endswith((" ", ":")) and not _is_more_than_text(text)):
        line = head + text
    else:
        line = head + _quoted(text)
    foldable = _is_foldable(text)
    if "\n" in text:
        if not foldable:
            return [line]
    elif len(line) <= WIDTH or not foldable or " " not in text:
        return [line]
    return [f"{head}>-", *_folded(text, indent)]


def _is_foldable(text: str) -> bool:
    """Whether `>-` gives back exactly this text."""
    return (
        text == text.strip("\n")
        and not _UNQUOTABLE.search(text.replace("\n", ""))
        and all(line == line.strip(" ") for line in text.split("\n"))
    )


def _folded(text: str, indent: int) -> list[str]:
    """The lines under `>-`. A line feed of the text is an empty line; a break between words is a single space."""
    margin = " " * indent
    lines: list[str] = []
    for number, paragraph in enumerate(text.split("\n")):
        if number:
            lines.append("")
        line = ""
        for word in _words(paragraph):
            if line and len(margin) + len(line) + 1 + len(word) > WIDTH:
                lines.append(margin + line)
                line = word
            else:
                line = f"{line} {word}" if line else word
        if line:
            lines.append(margin + line)
    return lines


def _words(paragraph: str) -> list[str]:
    """Where a line may break: at a space that has no space beside it."""
    return re.split(r"(?<! ) (?! )", paragraph) if paragraph else []


def _is_more_than_text(text: str) -> bool:
    """Whether YAML by itself takes it for a number, a date, a truth value or nothing."""
    return bool(_RESOLVER.resolve(yaml.ScalarNode, text, (True, False)) != "tag:yaml.org,2002:str")


def _quoted(text: str) -> str:
    if not _UNQUOTABLE.search(text):
        return "'{}'".format(text.replace("'", "''"))
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return '"{}"'.format(_UNQUOTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", escaped))
