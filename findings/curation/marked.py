"""YAML text → plain data with the line of every value.

A curated file needs a small part of YAML: mappings, lists and scalars. Everything else is refused by name, and so are
the ways in which a YAML file can be made to cost more than its size. Scalars stay text: what a text means is for the
schema to say, so that `NO`, `1e3` and `2023-09-01` never surprise.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from findings.curation.errors import shown

#: Mappings and lists inside each other. The deepest record needs 6.
DEEPEST = 12
#: Bytes of one file. The largest curated file is under 100,000.
LARGEST = 4 * 1024 * 1024

#: libyaml is many times quicker than the parser in Python; both give the same events.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: What YAML does not allow in its text.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})

type Data = str | list[Data] | dict[str, Data] | None
#: The lines of a value: (its own line, the lines inside it). Scalars have nothing inside.
type Lines = tuple[int, dict[str, Lines] | list[Lines] | None]
#: The way to a value from outside in: names of fields, numbers in lists.
type Where = tuple[str | int, ...]
#: Takes (line, path of the mapping, problem, remedy).
type Complain = Callable[[int, Where, str, str], None]


class UnreadableYamlError(Exception):
    """A text that cannot be read on: `line` from 1, `problem`, `remedy`."""

    def __init__(self, line: int, problem: str, remedy: str) -> None:
        super().__init__(line, problem, remedy)
        self.line, self.problem, self.remedy = line, problem, remedy


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being read."""

    data: Any
    lines: Any
    line: int
    key: str | None = None
    key_line: int = 0


def line_of(lines: Lines, path: Where) -> int:
    """The line on which the value at `path` begins; the nearest one around it where there is no such value."""
    line, inside = lines
    for step in path:
        try:
            line, inside = inside[step]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            break
    return line


def settled(text: str) -> str:
    """Text in the one form in which it is kept: Unicode NFC, lines ended by a single line feed."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if text.isascii() or unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def decoded(content: bytes) -> str:
    """The text of a file. Raises UnreadableYamlError."""
    if len(content) > LARGEST:
        raise UnreadableYamlError(
            0, f"is {len(content):,} bytes long", f"a curated file has at most {LARGEST:,}; divide it"
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableYamlError(
            line, f"byte {content[error.start]:#04x} is not UTF-8", "save the file as UTF-8"
        ) from None
    if found := _UNPRINTABLE.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise UnreadableYamlError(line, f"the character U+{ord(found[0]):04X} is not allowed in a text", "take it out")
    return text


def parse(text: str, complain: Complain) -> tuple[Data, Lines]:
    """The one document of `text`. What can be read past is told to `complain`; else raises UnreadableYamlError."""
    try:
        return _built(yaml.parse(text, Loader=_LOADER), complain)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        said = " ".join(f"{error.problem or error.context or 'not understood'}".split())
        raise UnreadableYamlError(mark.line + 1 if mark else 0, f"is not YAML: {said}", _remedy(said)) from None
    except yaml.YAMLError as error:
        said = " ".join(str(error).split())
        raise UnreadableYamlError(0, f"is not YAML: {said}", _remedy(said)) from None


def _remedy(said: str) -> str:
    if "nesting depth" in said:
        return f"a file has at most {DEEPEST} lists and mappings inside each other"
    if "mapping values are not allowed" in said:
        return "a text that holds “: ” stands in quotes, or under “>-”"
    if "cannot start any token" in said:
        return "indent with spaces, and put a text that begins with a special character in quotes"
    if "could not find expected ':'" in said or "block mapping" in said or "block collection" in said:
        return "check the indentation of this line, and that a colon and a space follow the field’s name"
    return "mend this line, or the one before it"


def _built(events: Iterator[yaml.Event], complain: Complain) -> tuple[Data, Lines]:
    stack: list[_Open] = []
    root: tuple[Data, Lines] | None = None
    for event in events:
        # By the class itself: this loop sees every word of every file.
        kind = type(event)
        line = event.start_mark.line + 1  # type: ignore[union-attr]
        if kind is yaml.ScalarEvent:
            _refuse_machinery(event, line)
            value, lines = _scalar(event), (line, None)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            _refuse_machinery(event, line)
            _refuse_depth(stack, line)
            stack.append(_Open({}, {}, line) if kind is yaml.MappingStartEvent else _Open([], [], line))
            continue
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            ended = stack.pop()
            value, lines = ended.data, (ended.line, ended.lines)
        elif kind is yaml.AliasEvent:
            raise UnreadableYamlError(line, f"the alias {shown(event.anchor)} is not allowed", "write each value out")  # type: ignore[attr-defined]
        elif kind is yaml.DocumentStartEvent and root is not None:
            raise UnreadableYamlError(line, "a second document begins", "a file holds one; take out the “---”")
        else:
            continue
        if stack:
            _put(stack, value, lines, complain)
        else:
            root = (value, lines)
    return root if root is not None else (None, (1, None))


def _refuse_depth(stack: list[_Open], line: int) -> None:
    if len(stack) == DEEPEST:
        raise UnreadableYamlError(
            line, f"there are more than {DEEPEST} lists and mappings inside each other", "a record is flatter"
        )
    if stack and isinstance(stack[-1].data, dict) and stack[-1].key is None:
        raise UnreadableYamlError(line, "a list or mapping stands where a field’s name belongs", "name a field")


def _refuse_machinery(event: Any, line: int) -> None:
    if event.anchor is not None:
        raise UnreadableYamlError(line, f"the anchor {shown(event.anchor)} is not allowed", "write each value out")
    if event.tag is not None:
        raise UnreadableYamlError(line, f"the tag {shown(event.tag)} is not allowed", "the schema says what a value is")


def _scalar(event: Any) -> str | None:
    """Text; None for a plain scalar that says there is nothing (`field:`, `~`, `null`)."""
    # The parser in C calls the plain style "", the one in Python None.
    if not event.style and event.value in _NULLS:
        return None
    return settled(event.value)


def _put(stack: list[_Open], value: Data, lines: Lines, complain: Complain) -> None:
    into = stack[-1]
    if isinstance(into.data, list):
        into.data.append(value)
        into.lines.append(lines)
    elif into.key is None:
        into.key, into.key_line = (value if isinstance(value, str) else ""), lines[0]
    else:
        if into.key in into.data:
            complain(
                into.key_line,
                tuple(around.key if isinstance(around.data, dict) else len(around.data) for around in stack[:-1]),  # type: ignore[misc]
                f"{shown(into.key)} is given twice, first on line {into.lines[into.key][0]}",
                "keep one of the two",
            )
        else:
            # The line of a field is that of its name: a long text begins below it.
            into.data[into.key], into.lines[into.key] = value, (into.key_line, lines[1])
        into.key = None
