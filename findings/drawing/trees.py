"""Who is named with an actor, as a bracketed tree: the actor, its findings (squares), who else is in each (circles).

A tree is laid out twice, since words cannot be wrapped by a browser in SVG: for a wide column with the actors beside
their finding, and for a narrow one with the actors below it. The sheet shows the one that fits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from findings.drawing import lettering
from findings.queries.pictures import Neighbour

#: Findings at most, actors in all of them at most, and in one; each finding that is drawn shows one actor at least.
MOST_FINDINGS, MOST_ACTORS, MOST_EACH = 8, 12, 4
#: Pixels: where the squares begin.
SQUARE = 18
#: Pixels: the narrowest that the wide layout is shown at, and the narrow one.
WIDE, NARROW = 544, 272
#: Where the actors' bracket stands: per cent of the wide layout, pixels of the narrow one.
WIDE_BRACKET, NARROW_BRACKET = 42, 24
#: Pixels from the bracket to an actor's words; between one actor and the next, one finding and the next.
INDENT, ACTORS_APART, FINDINGS_APART = 28, 8, 18
LINE, HEAD = lettering.LINE, 14
#: Pixels from the top of a finding's words down to its line.
ABOVE = 20


@dataclass(frozen=True, slots=True)
class Shared:
    """A finding that names the actor: its reference, its page, its period in words."""

    reference: str
    url: str
    period: str


@dataclass(frozen=True, slots=True)
class NamedActor:
    """Another actor: its name, its page, its kind in words, and a finding's words for its roles there."""

    key: str
    name: str
    url: str
    kind: str
    roles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ActorNode:
    """A circle at `y` pixels; beside it its name and what is said of it in this finding: (base line, words) a line."""

    url: str
    y: int
    name: tuple[tuple[int, str], ...]
    said: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class FindingNode:
    """A square at `y` pixels, and the actors on its bracket, which reaches from `top` to `bottom`.

    `more`: other actors that are not drawn, in words at `more_y`.
    """

    shared: Shared
    y: int
    square_y: int
    reference_y: int
    period_y: int
    top: int
    bottom: int
    actors: tuple[ActorNode, ...]
    more: int
    more_y: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The tree laid out; the bracket's x is per cent in a wide layout, pixels in a narrow one. `stem_end` in pixels."""

    is_wide: bool
    bracket: int
    height: int
    stem_end: int
    findings: tuple[FindingNode, ...]

    @property
    def square_x(self) -> int:
        return SQUARE if self.is_wide else self.bracket - 5

    @property
    def words_x(self) -> int:
        """Where a finding's words begin: over the line in a wide layout, beside the square in a narrow one."""
        return SQUARE if self.is_wide else self.bracket + 12


@dataclass(frozen=True, slots=True)
class NeighbourRow:
    """Another actor in the table: in how many findings, the first of them with its roles there, and how many more."""

    other: NamedActor
    findings: int
    shared: tuple[tuple[Shared, str], ...]

    @property
    def more(self) -> int:
        return self.findings - len(self.shared)


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """`actors` others are named with the actor, in `findings` findings; `drawn` of those are in the tree."""

    name: str
    actors: int
    findings: int
    drawn: int
    wide: Layout
    narrow: Layout
    table: tuple[NeighbourRow, ...]
    more_actors: int

    @property
    def layouts(self) -> tuple[Layout, Layout]:
        return self.wide, self.narrow

    @property
    def more_findings(self) -> int:
        return self.findings - self.drawn


#: Actors in the table at most, those with most findings in common; findings that each of its rows names.
MOST_ROWS, MOST_NAMED = 25, 12


def neighbourhood(
    name: str,
    neighbours: Sequence[Neighbour],
    others: Mapping[str, NamedActor],
    findings: Mapping[str, Shared],
) -> Neighbourhood | None:
    """The tree of an actor's neighbours (the most shared first), None where it has none.

    `others`: key → what is said of each; `findings`: reference → the finding, in the order of drawing.
    """
    if not neighbours:
        return None
    references = {reference for each in neighbours for reference, _roles in each.shared}
    drawn = _drawn([each for each in findings.values() if each.reference in references], neighbours, others)
    return Neighbourhood(
        name=name,
        actors=len(neighbours),
        findings=len(references),
        drawn=len(drawn),
        wide=_layout(drawn, is_wide=True),
        narrow=_layout(drawn, is_wide=False),
        table=tuple(
            NeighbourRow(
                others[each.key],
                len(each.shared),
                tuple(
                    (findings[reference], others[each.key].roles[reference])
                    for reference, _roles in each.shared[:MOST_NAMED]
                ),
            )
            for each in neighbours[:MOST_ROWS]
        ),
        more_actors=max(len(neighbours) - MOST_ROWS, 0),
    )


type _Branch = tuple[Shared, list[NamedActor], int]


def _drawn(
    findings: Sequence[Shared], neighbours: Sequence[Neighbour], others: Mapping[str, NamedActor]
) -> list[_Branch]:
    """The findings to draw, the actors to draw of each, and how many more it names: as many as there is room for."""
    branches: list[_Branch] = []
    room = MOST_ACTORS
    for finding in findings[:MOST_FINDINGS]:
        if room <= 0:
            break
        named = [others[each.key] for each in neighbours if finding.reference in others[each.key].roles]
        most = min(room, MOST_EACH)
        # One more than fits takes the line of the words that would say so.
        kept = named if len(named) <= most + 1 else named[:most]
        branches.append((finding, kept, len(named) - len(kept)))
        room -= len(kept)
    return branches


def _layout(branches: Sequence[_Branch], *, is_wide: bool) -> Layout:
    room = WIDE - WIDE * WIDE_BRACKET // 100 - INDENT if is_wide else NARROW - NARROW_BRACKET - INDENT
    y = HEAD + FINDINGS_APART
    nodes = []
    for finding, named, more in branches:
        # Beside the line of a wide layout, the finding's own words need room above and below it.
        start, line = (y, y + ABOVE) if is_wide else (y + 2 * LINE + ACTORS_APART, y + 8)
        actors = _actors(named, finding.reference, start, room)
        top, bottom = actors[0].y, actors[-1].y
        if is_wide and (top + bottom) // 2 < line:
            actors = _actors(named, finding.reference, start + line - (top + bottom) // 2, room)
            top, bottom = actors[0].y, actors[-1].y
        if is_wide:
            line = (top + bottom) // 2
            words = line - 9, line + 19
        else:
            top, words = line, (line + 4, line + 4 + LINE)
        cursor = _end(actors[-1])
        more_y = cursor + ACTORS_APART + lettering.ASCENT
        if more:
            cursor = more_y + lettering.DESCENT
        cursor = max(cursor, words[1] + lettering.DESCENT)
        nodes.append(FindingNode(finding, line, line - 5, *words, top, bottom, actors, more, more_y))
        y = cursor + FINDINGS_APART
    return Layout(
        is_wide,
        WIDE_BRACKET if is_wide else NARROW_BRACKET,
        y - FINDINGS_APART if nodes else HEAD,
        nodes[-1].y if nodes else HEAD,
        tuple(nodes),
    )


def _actors(named: Sequence[NamedActor], reference: str, top: int, room: int) -> tuple[ActorNode, ...]:
    actors: list[ActorNode] = []
    for each in named:
        actors.append(_actor(each, reference, top, room))
        top = _end(actors[-1]) + ACTORS_APART
    return tuple(actors)


def _actor(other: NamedActor, reference: str, top: int, room: int) -> ActorNode:
    name = lettering.lines(other.name, room)
    said = lettering.lines(", ".join(filter(None, (other.kind, other.roles[reference]))), room)
    first = top + lettering.ASCENT
    bases = [first + LINE * n for n in range(len(name) + len(said))]
    return ActorNode(
        other.url,
        first - 4,
        tuple(zip(bases, name, strict=False)),
        tuple(zip(bases[len(name) :], said, strict=True)),
    )


def _end(actor: ActorNode) -> int:
    return actor.said[-1][0] + lettering.DESCENT
