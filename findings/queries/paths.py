"""How two actors are connected: the shortest chain of findings, each of which names the actor before and after it.

It is looked for from both ends, one statement a step. An actor that is a State can be an end of a chain and is not
passed through: nearly every finding names the DPRK, and whatever is connected over it is connected with everything.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from django.db import connection

from findings.documents import upgraded
from findings.documents.fields import Document
from findings.models import Edition
from findings.queries.names import in_force
from findings.queries.questions import ORDERS, Question
from findings.vocabulary import ActorKind, SubjectKind

#: A chain has so many findings at most: over more of them anything is connected with anything.
LONGEST = 3
#: So often the actors of one step may be named: a finding counts once for each of them that it names. The next step
#: looks up every actor of these findings by itself, which for a few thousand takes some tenths of a second.
MOST = 1000
#: Where findings name both, so many of them are told.
TOLD = 3


@dataclass(frozen=True, slots=True)
class Connecting:
    """A finding of a chain, as its edition in force has it; `number` is that of the edition."""

    reference: str
    slug: str
    number: int
    title: str
    document: Document


@dataclass(frozen=True, slots=True)
class Member:
    """An actor of a chain as one of its findings names it, with the roles that it has there: `carrier`, …, or none."""

    key: str
    name: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A finding and the two actors of the chain that it names."""

    before: Member
    finding: Connecting
    after: Member


@dataclass(frozen=True, slots=True)
class Path:
    """The shortest chain from one actor to another, or none.

    Where findings name both, the newest is the one step, and `also` are the next, each of them another way. `is_cut`
    where a step met more than it may, and nothing can be said.
    """

    steps: tuple[Step, ...] = ()
    also: tuple[Step, ...] = ()
    is_cut: bool = False


class RedactedMeanwhileError(Exception):
    """The text of a finding was taken away after it was met."""


class TooManyError(Exception):
    """The actors of a step are named more than MOST times."""


class _Entry(NamedTuple):
    """A finding that a step met; entries sort as lists do: latest period first, none last, then by reference."""

    is_undated: bool
    days_before: int
    reference: str
    position: int
    actors: frozenset[str]

    @classmethod
    def of(cls, position: int, reference: str, last_day: dt.date | None, actors: Iterable[str]) -> _Entry:
        return cls(last_day is None, -last_day.toordinal() if last_day else 0, reference, position, frozenset(actors))


#: The findings of a chain, and its actors: one more.
type _Chain = tuple[list[_Entry], list[str]]


def path(start: str, end: str, as_of: int | None = None) -> Path:
    """The shortest chain between two actors, under their keys, now or as of a dataset version.

    Of several it has the newest findings and then the first keys; asked the other way round it is the same chain. Two
    statements where findings name both, four for two findings and five for three; five and eight where one of the ends
    is named more than MOST times.
    """
    try:
        return _path(start, end, as_of)
    except RedactedMeanwhileError:
        # No entry is left of it.
        return path(start, end, as_of)


def _path(start: str, end: str, as_of: int | None) -> Path:
    direct = list(
        Question(as_of=as_of)
        .entries()
        .filter(actors__contains=[start, end])
        .order_by(*ORDERS["latest"][1])
        .values_list("pk", "reference", "last_day", "actors")[:TOLD]
    )
    if direct:
        return _told([_Entry.of(*row) for row in direct], [start, end])
    try:
        chain = _longer(start, end, as_of)
    except TooManyError:
        return Path(is_cut=True)
    if chain is None:
        return Path()
    findings, actors = chain
    return _told(findings, actors) if actors[0] == start else _told(findings[::-1], actors[::-1])


def path_of_compared(question: Question, name: str) -> Path | None:
    """The chain between the two actors that are compared by filter `name`; None where it is others, or more.

    It is looked for in the dataset version of the question. Nothing else that the question asks for bounds it.
    """
    keys = question.chosen[name]
    return path(*keys, question.as_of) if name == "actor" and len(keys) == 2 else None


def _longer(start: str, end: str, as_of: int | None) -> _Chain | None:
    """A chain of two or three findings, from either end to the other."""
    named = _naming([start, end], as_of, each=True)
    # The end that fewer findings name first: it alone has to be one that can be looked through.
    near, far = sorted((start, end), key=lambda key: (len(named[key]), key))
    ends = {near, far}
    if len(named[near]) > MOST:
        raise TooManyError
    is_hub = len(named[far]) > MOST
    around = _actors(named[near]) | (set() if is_hub else _actors(named[far]))
    passable = _not_states(around - ends, as_of)
    first = passable & _actors(named[near])
    if not first:
        return None
    last = _once(_naming(first, as_of, also=far)) if is_hub else named[far]
    if touching := [entry for entry in last if entry.actors & first]:
        closing = min(touching)
        over = min(closing.actors & first)
        return [_newest(named[near], over), closing], [near, over, far]
    if is_hub:
        return _over_two(named[near], first, near, far, as_of)
    return _between(named, passable, near, far, as_of)


def _between(
    named: dict[str, list[_Entry]], passable: set[str], near: str, far: str, as_of: int | None
) -> _Chain | None:
    """A chain of three findings, both ends of which are known: a finding that names an actor of either side."""
    first, last = (passable & _actors(named[key]) for key in (near, far))
    if not last:
        return None
    try:
        met = _once(_naming(first, as_of))
    except TooManyError:
        met = _once(_naming(last, as_of))
    middles = [entry for entry in met if entry.actors & first and entry.actors & last]
    if not middles:
        return None
    middle = min(middles)
    one, other = min(middle.actors & first), min(middle.actors & last)
    return [_newest(named[near], one), middle, _newest(named[far], other)], [near, one, other, far]


def _over_two(beginning: list[_Entry], first: set[str], near: str, far: str, as_of: int | None) -> _Chain | None:
    """A chain of three findings, looked for from one end, because too many findings name the other."""
    met = _once(_naming(first, as_of))
    second = _not_states(_actors(met) - first - {near, far}, as_of)
    touching = _once(_naming(second, as_of, also=far))
    if not touching:
        return None
    closing = min(touching)
    other = min(closing.actors & second)
    middle = min(entry for entry in met if other in entry.actors)
    one = min(middle.actors & first)
    return [_newest(beginning, one), middle, closing], [near, one, other, far]


def _naming(
    keys: Collection[str], as_of: int | None, *, also: str | None = None, each: bool = False
) -> dict[str, list[_Entry]]:
    """Key → the findings in force that name it, and the actor `also` beside it.

    Raises TooManyError where that is more than MOST; with `each`, that many and one more are kept of each instead.
    One statement: each key is looked up in the index by itself, so that no step reads all findings, however the
    planner takes a thousand keys at once.
    """
    force, parameters = in_force(as_of)
    limit = MOST + 1
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT asked.key, found.position, found.reference, found.last_day, found.actors
            FROM unnest(%s::varchar[]) AS asked (key), LATERAL (
                SELECT subject.position, subject.reference, subject.last_day, subject.actors
                FROM findings_findingentry subject
                WHERE subject.actors @> ARRAY[asked.key, coalesce(%s, asked.key)]::varchar[] AND {force} LIMIT {limit}
            ) found LIMIT {limit * len(keys) if each else limit}
            """,  # noqa: S608 - the pieces are written here; every value is a parameter
            # An array that names a key twice contains what names it once.
            [sorted(keys), also, *parameters],
        )
        rows = cursor.fetchall()
    if len(rows) > MOST and not each:
        raise TooManyError
    found: dict[str, list[_Entry]] = defaultdict(list)
    for key, *row in rows:
        found[key].append(_Entry.of(*row))
    return found


def _not_states(keys: set[str], as_of: int | None) -> set[str]:
    """Those that a chain may pass through: actors with a page, of a kind other than State. One statement, or none."""
    if not keys:
        return set()
    editions = Edition.objects.of(SubjectKind.ACTOR).in_force(as_of).readable().filter(key__in=sorted(keys))
    return set(editions.exclude(document__actor_kind=ActorKind.STATE).order_by().values_list("key", flat=True))


def _once(named: dict[str, list[_Entry]]) -> set[_Entry]:
    return {entry for entries in named.values() for entry in entries}


def _actors(entries: Iterable[_Entry]) -> set[str]:
    return {actor for entry in entries for actor in entry.actors}


def _newest(entries: Iterable[_Entry], key: str) -> _Entry:
    return min(entry for entry in entries if key in entry.actors)


def _told(entries: list[_Entry], actors: list[str]) -> Path:
    """The chain in whole. Findings beyond its last actor name the two ends as well. One statement.

    Raises RedactedMeanwhileError.
    """
    editions = _editions(entries)
    if not all(edition.document for edition in editions.values()):
        raise RedactedMeanwhileError
    told = [
        Connecting(edition.key, edition.slug, edition.number, edition.title, upgraded(edition.document))
        for edition in (editions[entry.position] for entry in entries)
    ]
    pairs = list(pairwise(actors))
    return Path(
        tuple(_step(before, finding, after) for finding, (before, after) in zip(told, pairs, strict=False)),
        tuple(_step(actors[0], finding, actors[-1]) for finding in told[len(pairs) :]),
    )


def _editions(entries: Iterable[_Entry]) -> dict[int, Edition]:
    """By position."""
    return Edition.objects.in_bulk([entry.position for entry in entries])


def _step(before: str, finding: Connecting, after: str) -> Step:
    return Step(_member(finding, before), finding, _member(finding, after))


def _member(finding: Connecting, key: str) -> Member:
    named = [each for each in finding.document["involvements"] if each["actor"]["key"] == key]
    return Member(key, named[0]["actor"]["name"], tuple(each["role"] for each in named if each["role"]))
