"""Two documents of a subject → what differs, member by member.

Lists are compared by what their members are (an actor in a role, a source, a measure), so that a member put in before
others is one addition. Some members are read as one thing and compared whole: a period, a figure, the place in a
source; which sources carry such a thing is told by itself. A member that says nothing (absent, null, "", []) is as one
that is not there; otherwise two documents are equal exactly where there is no difference.
"""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from findings.documents.canonical import canonical
from findings.documents.fields import Document


class DifferenceKind(enum.StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    #: The members of a list are the same, and stand in another order.
    REORDERED = "reordered"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference.

    `path` leads to it by the names of members and the identities of members of lists: ("citations", "s-2024-215",
    "supports"). `items` are the members of lists that it passes, the outermost first, as the newer document has them;
    a member that is itself added or removed is not among them. `before` and `after` are what stands there, None where
    nothing does; of a list in another order, the whole list.
    """

    path: tuple[str, ...]
    kind: DifferenceKind
    before: Any
    after: Any
    items: tuple[Document, ...] = ()


#: Which sources carry a detail: said of a figure, and no part of it.
CARRIED_BY = "carried_by"

#: A list's name → what one of its members is known by. Members of lists not named here are known by all they say.
IDENTITIES: dict[str, Callable[[Document], str]] = {
    "asserters": lambda each: each["key"],
    "citations": lambda each: each["source"]["key"],
    "designations": lambda each: f"{each['authority']}:{each['list_reference']}",
    "events": lambda each: each["slug"],
    "identifiers": lambda each: f"{each['scheme']}:{each['value']}",
    "involvements": lambda each: f"{each['actor']['key']}:{each['role']}",
    "places": lambda each: each["key"],
    "provisions": lambda each: each["key"],
    "quantities": lambda each: f"{each['measure']} ({each['unit']})",
    "sources": lambda each: each["key"],
}

#: Members that are read as one thing.
WHOLE = frozenset({"period", "locators", CARRIED_BY})
#: Lists whose members are read as one thing each.
OF_WHOLES = frozenset({"quantities", "identifiers"})

#: The order in which a reader meets the members of a document; those of no name here come after, by their names.
ORDER = (
    *("withdrawn", "reference", "code", "symbol", "number", "name", "title", "summary", "description", "definition"),
    *("category", "report", "event_type", "asserted_by", "asserters", "issuer", "publisher", "authors"),
    *("support", "at_second_hand", "read_first_hand", "consulted", "period", "period_covered", "published", "adopted"),
    *("quantities", "involvements", "places", "aliases", "identifiers", "designations", "provisions"),
    *(
        "carried_by",
        "source",
        "relation",
        "supports",
        "quote",
        "quote_language",
        "locators",
        "citations",
        "sources",
        "events",
    ),
    *("url", "archived_url", "editors_note", "note", "recheck", "key", "slug"),
)
_PLACE_IN_ORDER = {name: place for place, name in enumerate(ORDER)}


def differences(old: Document, new: Document) -> list[Difference]:
    """What of `new` differs from `old`, two documents in today's schema, in reading order."""
    return list(_of_mappings(old, new, (), ()))


def _of_mappings(
    old: Document, new: Document, path: tuple[str, ...], items: tuple[Document, ...]
) -> Iterator[Difference]:
    for name in sorted(old.keys() | new.keys(), key=lambda name: (_PLACE_IN_ORDER.get(name, len(ORDER)), name)):
        yield from _of_values(old.get(name), new.get(name), (*path, name), items)


def _of_values(old: Any, new: Any, path: tuple[str, ...], items: tuple[Document, ...]) -> Iterator[Difference]:
    if _same(old, new) or (_is_nothing(old) and _is_nothing(new)):
        return
    if path[-1] not in WHOLE:
        if isinstance(old, dict) and isinstance(new, dict) and _is_one_thing(old, new):
            yield from _of_mappings(old, new, path, items)
            return
        if isinstance(old, list) and isinstance(new, list):
            yield from _of_lists(old, new, path, items)
            return
    yield from _of_wholes(old, new, path, items, items)


def _of_wholes(
    old: Any, new: Any, path: tuple[str, ...], items: tuple[Document, ...], inside: tuple[Document, ...]
) -> Iterator[Difference]:
    """Of two things that are read as one; `inside` are the items of a path that leads on from there."""
    if not (isinstance(old, dict) and isinstance(new, dict) and (CARRIED_BY in old or CARRIED_BY in new)):
        yield _difference(path, old, new, items)
        return
    before, after = ({name: value for name, value in each.items() if name != CARRIED_BY} for each in (old, new))
    if not _same(before, after):
        yield _difference(path, before, after, items)
    yield from _of_values(old.get(CARRIED_BY), new.get(CARRIED_BY), (*path, CARRIED_BY), inside)


def _of_lists(
    old: list[Any], new: list[Any], path: tuple[str, ...], items: tuple[Document, ...]
) -> Iterator[Difference]:
    identity = _identity_in(path[-1])
    pairs = _pairs(old, new, identity)
    of_new = {there: here for here, there in pairs}
    kept = {here for here, _there in pairs}
    for here, each in enumerate(old):
        if here not in kept:
            yield _difference((*path, identity(each)), each, None, items, DifferenceKind.REMOVED)
    for there, each in enumerate(new):
        if there not in of_new:
            yield _difference((*path, identity(each)), None, each, items, DifferenceKind.ADDED)
            continue
        before = old[of_new[there]]
        if _same(before, each):
            continue
        if path[-1] in OF_WHOLES or not (isinstance(before, dict) and isinstance(each, dict)):
            yield from _of_wholes(before, each, (*path, identity(each)), items, (*items, each))
        else:
            yield from _of_mappings(before, each, (*path, identity(each)), (*items, each))
    if [there for _here, there in pairs] != sorted(there for _here, there in pairs):
        yield _difference(path, old, new, items, DifferenceKind.REORDERED)


def _pairs(old: list[Any], new: list[Any], identity: Callable[[Any], str]) -> list[tuple[int, int]]:
    """Members of the two lists that are the same thing, as (place in old, place in new), by their place in old.

    Where several have one identity, those that are equal belong together, and then the rest in their order.
    """
    places: defaultdict[str, list[int]] = defaultdict(list)
    for there, each in enumerate(new):
        places[identity(each)].append(there)
    pairs, waiting = [], []
    for here, each in enumerate(old):
        equal = next((there for there in places[identity(each)] if _same(each, new[there])), None)
        if equal is None:
            waiting.append(here)
        else:
            places[identity(each)].remove(equal)
            pairs.append((here, equal))
    for here in waiting:
        if left := places[identity(old[here])]:
            pairs.append((here, left.pop(0)))
    return sorted(pairs)


def _identity_in(name: str) -> Callable[[Any], str]:
    known = IDENTITIES.get(name)

    def identity(each: Any) -> str:
        if known is not None and isinstance(each, dict):
            return known(each)
        return each if isinstance(each, str) else canonical(each)

    return identity


def _is_one_thing(old: Document, new: Document) -> bool:
    """Whether two mappings tell of the same thing: of two with keys, those with one key."""
    return old.get("key") == new.get("key")


def _same(old: Any, new: Any) -> bool:
    """Equal as JSON: to Python, true is 1."""
    return old is new or canonical(old) == canonical(new)


def _difference(
    path: tuple[str, ...], before: Any, after: Any, items: tuple[Document, ...], kind: DifferenceKind | None = None
) -> Difference:
    if kind is None:
        kind = DifferenceKind.CHANGED
        if _is_nothing(before):
            kind = DifferenceKind.ADDED
        elif _is_nothing(after):
            kind = DifferenceKind.REMOVED
    return Difference(path, kind, before, after, items)


def _is_nothing(value: Any) -> bool:
    return value is None or value in ("", [])
