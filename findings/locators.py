"""The grammar of locators: the place inside a document that a citation points at.

A printed locator is a list of parts, set apart by semicolons; a part is a list of steps, set apart by commas, each
inside the one before it. "p. 11, note 6; p. 38" is note 6 on page 11, and page 38. A part that the grammar does not
know is kept whole, word for word, as one `verbatim` step: nothing is lost, and the editors can find it.

The canonical form of a place, as addresses and citations write it, is frozen: GRAMMAR is the table that readers see.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

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
BETWEEN = {"then": "; ", "inside": ", ", "and": " and "}


@dataclass(frozen=True, slots=True)
class LocatorStep:
    """One step.

    `end` is "" where there is one value; a place in words has none, and `start` is "" as well. `joined` says how it
    follows the step before it: "then" (another place, or the first), "inside" ("note 6" of "p. 11, note 6"), "and" ("3"
    of "Tables 2 and 3").
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
        text += f"{BETWEEN[step.joined]}{step.printed}" if text else step.printed
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


class GrammarRow(NamedTuple):
    """One kind of place: its word in canonical form, how it may be printed, and examples of both, side by side."""

    kind: LocatorKind
    word: str
    printed: tuple[str, ...]
    canonical: tuple[str, ...]


#: The grammar as a table, for readers; a test holds it against the parser. Frozen, and only ever added to.
GRAMMAR: tuple[GrammarRow, ...] = (
    GrammarRow(
        LocatorKind.PARAGRAPH, "para", ("para. 21", "paras. 8-10", "para. 12a"), ("para-21", "para-8-10", "para-12a")
    ),
    GrammarRow(LocatorKind.PAGE, "p", ("p. 11", "pp. 57–59", "p. xi"), ("p-11", "p-57-59", "p-xi")),
    GrammarRow(
        LocatorKind.TABLE, "table", ("table 2", "Tables 2 to 4", "Table A"), ("table-2", "table-2-4", "table-a")
    ),
    GrammarRow(
        LocatorKind.FIGURE, "figure", ("figure 3", "Fig. 3", "figs. 3-5"), ("figure-3", "figure-3", "figure-3-5")
    ),
    GrammarRow(LocatorKind.BOX, "box", ("box 1", "boxes 1-2"), ("box-1", "box-1-2")),
    GrammarRow(
        LocatorKind.ANNEX, "annex", ("annex 4", "Annex IV", "annexes 4-6"), ("annex-4", "annex-iv", "annex-4-6")
    ),
    GrammarRow(
        LocatorKind.NOTE, "note", ("note 6", "footnote 6", "p. 11, note 6"), ("note-6", "note-6", "p-11-note-6")
    ),
    GrammarRow(
        LocatorKind.SECTION, "section", ("section 3", "sect. III", "§ 3"), ("section-3", "section-iii", "section-3")
    ),
    GrammarRow(LocatorKind.ENTRY, "entry", ("entry 14", "entries 14-16"), ("entry-14", "entry-14-16")),
)

# At most four steps: a letter can be a word or a value, so an address without a bound could be read in too many ways.
_PLACE_VALUE = r"[0-9]+[a-z]?|[ivxlc]+|[a-z]"
_WORDS = "|".join(CANONICAL.values())
_WHOLE_PLACE = re.compile(
    rf"(?P<word>{_WORDS})(?:-(?P<start>{_PLACE_VALUE})(?:-(?P<end>{_PLACE_VALUE}))?)?"
    rf"(?P<rest>(?:-(?:{_WORDS})(?:-(?:{_PLACE_VALUE})){{0,2}}){{0,3}})"
)
#: Word → how one and several of it are printed.
_PRINTED = {"para": ("para.", "paras."), "p": ("p.", "pp."), "box": ("box", "boxes"), "annex": ("annex", "annexes")}
#: Words whose letters are printed as capitals: annex IV, table A.
_CAPITALS = {"annex", "section", "table", "figure", "box"}


class PlaceStep(NamedTuple):
    """One step of a place in canonical form: p-57-59 is ("p", "57", "59")."""

    word: str
    start: str
    end: str


def place_steps(place: str) -> tuple[PlaceStep, ...]:
    """A place in canonical form → its steps, the outermost first; () for what is none: "p-11-note-6" has two."""
    match = _WHOLE_PLACE.fullmatch(place)
    if match is None:
        return ()
    first = PlaceStep(match["word"], match["start"] or "", match["end"] or "")
    rest = match["rest"]
    if not rest:
        return (first,)
    inside = place_steps(rest.removeprefix("-"))
    return (first, *inside)


def place_at(text: str) -> str:
    """A place as somebody writes it in an address → its canonical form; "" where it names none, or several.

    "para-21", "PARA-21", "para. 21", "Paragraph 21", "pp. 57–59" are all understood.
    """
    lowered = text.strip().lower()
    if place_steps(lowered):
        return lowered
    # A word and its value may be joined as in an address: paragraph-21.
    words = re.sub(r"(?<=[A-Za-z.])-(?=[0-9A-Za-z])", " ", text.strip())
    steps = parse(words)
    places = [] if any(step.kind is LocatorKind.VERBATIM for step in steps) else canonical(steps)
    return places[0] if len(places) == 1 and place_steps(places[0]) else ""


def place_in_words(place: str) -> str:
    """A place in canonical form as it is printed: "para. 21", "pp. 57–59", "p. 11, note 6"; itself where it is none."""
    steps = []
    for word, start, end in place_steps(place):
        one, several = _PRINTED.get(word, (word, f"{word.removesuffix('y')}ies" if word == "entry" else f"{word}s"))
        values = "–".join(value for value in (start, end) if value)
        values = values.upper() if word in _CAPITALS else values
        steps.append(f"{several if end else one}\u00a0{values}" if values else one)
    return ", ".join(steps) or place


def touch(one: str, other: str) -> bool:
    """Whether two places in canonical form have something in common: p-58 and p-57-59, p-11 and p-11-note-6."""
    steps, others = place_steps(one), place_steps(other)
    return bool(steps and others) and all(_overlap(a, b) for a, b in zip(steps, others, strict=False))


def holds(outer: str, inner: str) -> bool:
    """Whether a place is another one, or a range that has it among its members: p-57-59 holds p-58."""
    steps, others = place_steps(outer), place_steps(inner)
    return len(steps) == len(others) and all(_includes(a, b) for a, b in zip(steps, others, strict=True))


def place_order(place: str) -> tuple[tuple[int, int, str, int, str], ...]:
    """What places are sorted by: their kinds in the order of the grammar, then their numbers."""
    words = list(CANONICAL.values())
    return tuple(
        (words.index(word), _number(start), start, _number(end or start), end)
        for word, start, end in place_steps(place)
    )


def of_provision(paragraph: str) -> tuple[str, bool]:
    """The number of a provision's paragraph as it is printed, 9–15, and whether it is that of several."""
    several = "," in paragraph or (paragraph.replace("-", "").isdigit() and "-" in paragraph)
    return paragraph.replace("-", "–"), several


def _includes(outer: PlaceStep, inner: PlaceStep) -> bool:
    if outer == inner:
        return True
    first, last = _number(outer.start), _number(outer.end)
    if outer.word != inner.word or first < 0 or last < 0:
        return False
    return first <= _number(inner.start) and _number(inner.end or inner.start) <= last


def _overlap(a: PlaceStep, b: PlaceStep) -> bool:
    if a.word != b.word:
        return False
    if not a.end and not b.end:
        return a.start == b.start
    (a_start, a_end), (b_start, b_end) = ((_number(s.start), _number(s.end or s.start)) for s in (a, b))
    if min(a_start, b_start) < 0:
        return a.start == b.start
    return a_start <= b_end and b_start <= a_end


def _number(value: str) -> int:
    """The number of a value; of one that is no number, -1."""
    digits = re.match(r"[0-9]+", value)
    return int(digits[0]) if digits else -1


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
