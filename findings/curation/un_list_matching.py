"""Who of the records an entry of a list may be: by number, by name or alias, by likeness of names.

A likeness is a question to an editor and never an answer. Names are compared without case, accents, marks and spaces,
so that “YO'N CHO'NG NAM” and “Yon Chong-nam” are one; likeness is the share of trigrams that two names have in common,
as pg_trgm counts them, over the names of all actors at once.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from findings.curation.un_list import Listed
from findings.models import Actor, ActorAlias, Identifier
from findings.models.imports import MatchedBy
from findings.vocabulary import ActorKind, IdentifierScheme

#: From which share of common trigrams on a name is worth a question. Transcribed Korean names are much alike.
LIKE = {True: Decimal("0.750"), False: Decimal("0.550")}

_SHORT = {"co": "company", "corp": "corporation", "ltd": "limited", "intl": "international", "gen": "general"}
#: Words that half of all names have. Two names are not alike for having these in common.
_COMMON = frozenset(
    {"and", "bank", "bureau", "company", "corporation", "department", "general", "group", "international", "korea"}
    | {"korean", "limited", "of", "shipping", "the", "trading"}
)
_MARKS = re.compile(r"['’‘`´]")
_IN_BRACKETS = re.compile(r"\([^)]*\)")


@dataclass(frozen=True)
class Known:
    """An actor as far as matching needs it. `names` are the name and the aliases, in this order."""

    key: str
    is_person: bool
    names: tuple[str, ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class Match:
    """Whom an entry was taken for, by what, and how surely (1 is certain). `others` fit by name just as well."""

    key: str
    matched_by: MatchedBy
    score: Decimal
    others: tuple[str, ...] = ()

    @property
    def is_sure(self) -> bool:
        return self.matched_by != MatchedBy.SIMILAR and not self.others


@cache
def words(name: str) -> tuple[str, ...]:
    """The words of a name, in the form in which names are compared."""
    plain = unicodedata.normalize("NFKD", _MARKS.sub("", _IN_BRACKETS.sub(" ", name) or name)).casefold()
    letters = "".join(each for each in plain if not unicodedata.combining(each))
    return tuple(_SHORT.get(each, each) for each in re.findall(r"\w+", letters))


def tight(name: str) -> str:
    """A name without what a transcription may leave out: case, spaces, hyphens, accents, apostrophes."""
    return "".join(words(name))


@cache
def trigrams(name: str) -> frozenset[str]:
    """As pg_trgm: of each telling word, with two blanks before it and one behind it."""
    telling = [word for word in words(name) if word not in _COMMON] or words(name)
    return frozenset(f"  {word} "[at : at + 3] for word in telling for at in range(len(word) + 1))


def likeness(one: str, other: str) -> Decimal:
    """The share of trigrams that two names have in common: 0 to 1, to three places."""
    left, right = trigrams(one), trigrams(other)
    union = len(left | right)
    return (Decimal(len(left & right)) / union if union else Decimal(0)).quantize(Decimal("0.001"))


def known_actors() -> list[Known]:
    """All actors of the records. Three statements."""
    names: dict[int, list[str]] = defaultdict(list)
    for owner, name in ActorAlias.objects.order_by("actor_id", "position", "pk").values_list("actor_id", "name"):
        names[owner].append(name)
    numbers: dict[int, list[str]] = defaultdict(list)
    listed = Identifier.objects.filter(scheme=IdentifierScheme.UN_LIST)
    for owner, value in listed.order_by("value").values_list("actor_id", "value"):
        numbers[owner].append(value)
    return [
        Known(key, kind == ActorKind.PERSON, (name, *names[pk]), tuple(numbers[pk]))
        for pk, key, kind, name in Actor.objects.order_by("key").values_list("pk", "key", "actor_kind", "name")
    ]


class Matcher:
    """Finds whom entries may be."""

    def __init__(self, actors: Iterable[Known]) -> None:
        self.by_key = {actor.key: actor for actor in actors}
        self._by_number = {number: actor for actor in self.by_key.values() for number in actor.numbers}
        self._by_name: dict[str, dict[str, None]] = defaultdict(dict)
        self._by_trigram: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for actor in self.by_key.values():
            for name in actor.names:
                self._by_name[tight(name)][actor.key] = None
                for trigram in trigrams(name):
                    self._by_trigram[trigram].add((actor.key, name))

    def match(self, entry: Listed, *, except_for: Collection[str] = ()) -> Match | None:
        """The best answer; None where nobody is like it. `except_for` are keys that an editor has ruled out."""
        if actor := self._by_number.get(entry.reference):
            return Match(actor.key, MatchedBy.REFERENCE, Decimal(1))
        for names, matched_by in (
            ([entry.name], MatchedBy.NAME),
            ([alias.name for alias in entry.aliases], MatchedBy.ALIAS),
        ):
            same = {key: None for name in names for key in self._by_name.get(tight(name), ())}
            keys = [key for key in same if self._may_be(key, entry, except_for)]
            if keys:
                return Match(keys[0], matched_by, Decimal(1), tuple(keys[1:]))
        return self._similar(entry, except_for)

    def _may_be(self, key: str, entry: Listed, except_for: Collection[str]) -> bool:
        """A person is no company, and one that has a number on the list already is another entry of it."""
        actor = self.by_key[key]
        return actor.is_person == entry.is_person and not actor.numbers and key not in except_for

    def _similar(self, entry: Listed, except_for: Collection[str]) -> Match | None:
        best: dict[str, Decimal] = {}
        for listed in (entry.name, *(alias.name for alias in entry.aliases)):
            near = {found for trigram in trigrams(listed) for found in self._by_trigram.get(trigram, ())}
            for key, name in near:
                if self._may_be(key, entry, except_for):
                    best[key] = max(best.get(key, Decimal(0)), likeness(listed, name))
        alike = sorted(((-score, key) for key, score in best.items() if score >= LIKE[entry.is_person]))
        if not alike:
            return None
        return Match(alike[0][1], MatchedBy.SIMILAR, -alike[0][0], tuple(key for _score, key in alike[1:4]))
