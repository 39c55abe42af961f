"""The grammar of locators: the place inside a document that a citation points at.

A printed locator is a list of parts, set apart by semicolons; a part is a list of steps, set apart by commas, each
inside the one before it. "p. 11, note 6; p. 38" is note 6 on page 11, and page 38. A part that the grammar does not
know is kept whole, word for word, as one `verbatim` step: nothing is lost, and the editors can find it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from findings.vocabulary import LocatorKind

_KINDS = {
    LocatorKind.PARAGRAPH: r"paras?\.?|paragraphs?",
    LocatorKind.PAGE: r"pp?\.|pages?",
    LocatorKind.TABLE: r"tables?",
    LocatorKind.FIGURE: r"figures?|figs?\.?",
    LocatorKind.BOX: r"box(?:es)?",
    LocatorKind.ANNEX: r"annex(?:es)?",
    LocatorKind.NOTE: r"notes?|foot-?notes?|end-?notes?",
    LocatorKind.SECTION: r"sections?|sect\.|§",
    LocatorKind.ENTRY: r"entr(?:y|ies)",
}
_VALUE = r"(?:[0-9]+[A-Za-z]?|[IVXLC]+|[ivx]+|[A-Z])"
_RANGE = rf"({_VALUE})(?:\s*(?:-|–|to)\s*({_VALUE}))?"
_RANGE_ALONE = re.compile(rf"{_RANGE}\Z")
# A word and a value that is a letter are set apart, or "tables" would be table "s".
_STEP = {
    kind: re.compile(rf"(?i:{word})(?:\s+|(?<=[.§])|(?=[0-9])){_RANGE}\Z", re.ASCII) for kind, word in _KINDS.items()
}

#: How a step is joined to the one before it → the words between the two.
_BETWEEN = {"then": "; ", "inside": ", ", "and": " and "}


@dataclass(frozen=True, slots=True)
class LocatorStep:
    """One step.

    `start` and `end` are "" where there is one value, or none. `joined` says how it follows the step before it: "then"
    (another place, or the first), "inside" ("note 6" of "p. 11, note 6"), "and" ("3" of "Tables 2 and 3").
    """

    kind: LocatorKind
    start: str
    end: str
    printed: str
    joined: str = "then"


def parse(text: str) -> tuple[LocatorStep, ...]:
    """A printed locator → its steps, in order. Never fails: what is not understood becomes a verbatim step."""
    steps: list[LocatorStep] = []
    for part in text.split(";"):
        words = " ".join(part.split())
        if words:
            steps += _parse_part(words)
    return tuple(steps)


def printed(steps: Iterable[LocatorStep]) -> str:
    """The inverse of `parse`: `printed(parse(text))` is `text` but for its white space and its empty parts."""
    text = ""
    for step in steps:
        text += f"{_BETWEEN[step.joined]}{step.printed}" if text else step.printed
    return text


#: Kind → its word in canonical form. Frozen: addresses and citations hold it.
CANONICAL = {
    LocatorKind.PARAGRAPH: "para",
    LocatorKind.PAGE: "p",
    LocatorKind.TABLE: "table",
    LocatorKind.FIGURE: "figure",
    LocatorKind.BOX: "box",
    LocatorKind.ANNEX: "annex",
    LocatorKind.NOTE: "note",
    LocatorKind.SECTION: "section",
    LocatorKind.ENTRY: "entry",
}


def canonical(steps: Iterable[LocatorStep]) -> list[str]:
    """The places that steps name, in canonical form, as addresses write them; a place in words has none.

    "p. 11, note 6; pp. 57-59" → ["p-11-note-6", "p-57-59"]; "Tables 2 and 3" → ["table-2", "table-3"].
    """
    places: list[str] = []
    for step in steps:
        if step.kind is LocatorKind.VERBATIM:
            continue
        place = "-".join(part for part in (CANONICAL[step.kind], step.start.lower(), step.end.lower()) if part)
        if step.joined == "inside" and places:
            places[-1] = f"{places[-1]}-{place}"
        else:
            places.append(place)
    return places


def _parse_part(words: str) -> list[LocatorStep]:
    steps: list[LocatorStep] = []
    for piece in words.split(", "):
        first, *others = piece.split(" and ")
        step = _first_step(first, joined="inside" if steps else "then")
        if step is None:
            return [LocatorStep(LocatorKind.VERBATIM, "", "", words)]
        steps.append(step)
        for other in others:
            match = _RANGE_ALONE.match(other)
            if match is None:
                return [LocatorStep(LocatorKind.VERBATIM, "", "", words)]
            steps.append(LocatorStep(step.kind, match[1], match[2] or "", other, "and"))
    return steps


def _first_step(piece: str, *, joined: str) -> LocatorStep | None:
    for kind, shape in _STEP.items():
        if match := shape.match(piece):
            return LocatorStep(kind, match[1], match[2] or "", piece, joined)
    return None
