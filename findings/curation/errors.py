"""What is wrong with the curated files, in sentences that say where it is and what would be right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

#: A value is shown as it stands in the file, but a reader of the message does not need all of a long one.
LONGEST_VALUE = 60


@dataclass(frozen=True, slots=True)
class CuratedError:
    """One thing that is wrong.

    `file` is the path from the directory that holds the curated directory (`fixtures/actors.yaml`); `line` counts from
    1, 0 where no line is meant. `record` names the record (`finding MSMT-2025-1-007`), `path` the field in it
    (`quantities[0].low`), `value` what stands there; each may be "". `problem` and `remedy` are the rest of the
    sentence: what is wrong, and what would be right.
    """

    file: str
    line: int
    record: str
    path: str
    value: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        sentence = f"{self.value} {self.problem}" if self.value else self.problem
        parts = (place, self.record, self.path, f"{sentence}; {self.remedy}")
        return _printable(": ".join(part for part in parts if part))


class CuratedErrors(Exception):  # noqa: N818 - it holds the list, and is named so by its callers
    """Everything that is wrong, by file and line. Nothing was written. `str()` is one line for each error."""

    def __init__(self, errors: Iterable[CuratedError]) -> None:
        self.errors = sorted(
            errors, key=lambda error: (error.file, error.line, error.record, error.path, error.problem)
        )
        super().__init__(self.errors)

    def __str__(self) -> str:
        return "\n".join(str(error) for error in self.errors)


def _printable(text: str) -> str:
    """Without what could move the cursor of a terminal or hide a part of the line."""
    return "".join(character if character.isprintable() else f"\\u{ord(character):04x}" for character in text)


def shown(value: object) -> str:
    """A value as a message shows it: numbers bare, text in quotes and shortened, a list or a mapping by its kind."""
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a mapping"
    text = " ".join(str(value).split())
    if len(text) > LONGEST_VALUE:
        text = f"{text[: LONGEST_VALUE - 1]}…"
    return text if text.lstrip("-").replace(".", "", 1).isdecimal() else f"“{text}”"
