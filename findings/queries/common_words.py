"""Words that a great part of all findings have, each with the set of them, in the memory of a process.

PostgreSQL finds a word of few findings at once. For a word of a fifth of a million it visits the row of each, to see
whether it is there for the reader: a hundred milliseconds, most of what the page takes. So the positions of the most
frequent words are read once for each index.

How a question is read is PostgreSQL's own: what is taken apart here is the tsquery that it has made of the question, as
it writes it. A word that is not kept, a phrase, and what they make together are asked of it; the rest is sets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from pyroaring import BitMap

from findings.queries.packing import one_value, packed, unpacked
from findings.queries.sets import smallest

#: Findings that have a word that is kept, at least: what fewer have PostgreSQL finds within a few milliseconds.
COMMON = 5000
#: Words that are kept at most, the most frequent ones, and the bytes of their sets. For a million findings one takes up
#: to 125 kB, and next to nothing where nearly all of them have the word.
MOST_WORDS, MOST_BYTES = 64, 4 * 2**20

#: A word in quotes, with its weights if it has some; the distance in a phrase; a sign.
_TOKEN = re.compile(r"\s*('(?:[^'\\]|''|\\.)*'(?::[*A-D]+)?|<(?:-|[0-9]+)>|[!&|()])")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a tsquery: `sign` is ! & or | of its `parts`; "" where PostgreSQL or a kept set answers `text`."""

    text: str
    sign: str = ""
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class CommonWords:
    """A word as PostgreSQL writes it in a tsquery, in quotes → the findings in force that have it."""

    sets: Mapping[str, BitMap] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.sets)

    def having(self, text: str, everything: BitMap) -> BitMap:
        """The findings that have what a search text asks for. One statement, and one more for words not kept."""
        query = as_read(text)
        if not query:
            return BitMap()
        whole = self._divided(_Reader(query).read())
        asked = list(dict.fromkeys(each for each in _leaves(whole) if each not in self.sets))
        known = {**self.sets, **_found(asked)} if asked else self.sets
        return _answer(whole, known.__getitem__, everything)

    def changed(self, gone: BitMap, added: BitMap) -> CommonWords:
        """Without the findings `gone`, and with those of `added` that have the words. At most one statement."""
        if not self.sets or not (gone or added):
            return self
        more = _found(self.sets, among=added) if added else {}
        return CommonWords({word: (each - gone) | more.get(word, BitMap()) for word, each in self.sets.items()})

    def _divided(self, part: Part) -> Part:
        """The same query, in which what PostgreSQL is to answer is one part wherever it can be."""
        if not part.sign:
            return part
        parts = [self._divided(each) for each in part.parts]
        if part.sign == "!":
            return Part("", "!", (parts[0],))
        own = [each for each in parts if self._is_asked(each)]
        if part.sign == "&" and own:
            # What PostgreSQL has found it can look through; alone, it would look through everything for what is not.
            own += [each for each in parts if each.sign == "!" and self._is_asked(each.parts[0])]
        if len(own) > 1:
            texts = [f"!{each.parts[0].text}" if each.sign else each.text for each in own]
            parts = [*(each for each in parts if each not in own), Part(f"( {f' {part.sign} '.join(texts)} )")]
        return parts[0] if len(parts) == 1 else Part("", part.sign, tuple(parts))

    def _is_asked(self, part: Part) -> bool:
        return not part.sign and part.text not in self.sets


def read_common_words(everything: BitMap) -> CommonWords:
    """The most frequent words of findings in force, as far as PostgreSQL's statistics know them."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT word
            FROM pg_stats, unnest(most_common_elems::text::text[], most_common_elem_freqs) AS had (word, share)
            WHERE schemaname = ANY(current_schemas(false)) AND tablename = 'findings_findingtext'
              AND attname = 'search' AND word IS NOT NULL AND share * %s >= %s
            ORDER BY share DESC, word LIMIT %s
            """,
            [len(everything), COMMON, MOST_WORDS],
        )
        words = [f"'{word.replace('\\', '\\\\').replace("'", "''")}'" for (word,) in cursor]
    sets: dict[str, BitMap] = {}
    left = MOST_BYTES
    for word in words:
        # One at a time: a set has four bytes for each finding until it is a bitmap.
        having = smallest(_found([word])[word] & everything)
        left -= len(having.serialize())
        if left < 0:
            break
        sets[word] = having
    return CommonWords(sets)


def as_read(text: str) -> str:
    """What PostgreSQL makes of a search text; "" where there is no word in it that it looks for. One statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT websearch_to_tsquery('english', %s)::text", [text])
        return cursor.fetchone()[0]


def _found(queries: Iterable[str], *, among: BitMap | None = None) -> dict[str, BitMap]:
    """tsquery → the editions that it finds, of all or of some. One statement."""
    parameters: list[Any] = [list(queries)]
    some = ""
    if among is not None:
        parameters.append(one_value(among))
        some = "AND text.position = ANY(%s::bigint[])"
    with connection.cursor() as cursor:
        # All of them, and no LIMIT: with one, the planner may walk through every finding for a word of none.
        cursor.execute(
            f"""
            SELECT asked.query, found.positions FROM unnest(%s::text[]) AS asked (query), LATERAL (
                SELECT {packed("text.position")} AS positions FROM findings_findingtext text
                WHERE text.search @@ asked.query::tsquery {some}
            ) found
            """,  # noqa: S608 - the pieces are written above; every value is a parameter
            parameters,
        )
        return {query: BitMap(unpacked(positions)) for query, positions in cursor}


# A tsquery as it is written: ! binds most, then a phrase, &, and |.


class _Reader:
    def __init__(self, query: str) -> None:
        self._tokens = [*_TOKEN.findall(query), ""]
        self._at = 0

    def read(self) -> Part:
        return self._joined("|", lambda: self._joined("&", self._phrase))

    def _joined(self, sign: str, operand: Callable[[], Part]) -> Part:
        parts = [operand()]
        while self._tokens[self._at] == sign:
            self._at += 1
            parts.append(operand())
        return parts[0] if len(parts) == 1 else Part("", sign, tuple(parts))

    def _phrase(self) -> Part:
        begin, part = self._at, self._negated()
        if not self._tokens[self._at].startswith("<"):
            return part
        while self._tokens[self._at].startswith("<"):
            self._at += 1
            self._negated()
        return Part(f"( {' '.join(self._tokens[begin : self._at])} )")

    def _negated(self) -> Part:
        sign = self._tokens[self._at]
        self._at += 1
        if sign == "!":
            return Part("", "!", (self._negated(),))
        if sign == "(":
            part = self.read()
            self._at += 1
            return part
        return Part(sign)


def _leaves(part: Part) -> Iterator[str]:
    if not part.sign:
        yield part.text
    for each in part.parts:
        yield from _leaves(each)


def _answer(part: Part, having: Callable[[str], BitMap], everything: BitMap) -> BitMap:
    parts = [_answer(each, having, everything) for each in part.parts]
    match part.sign:
        case "!":
            return everything - parts[0]
        case "&":
            return BitMap.intersection(*parts)
        case "|":
            return BitMap.union(*parts)
    return having(part.text)
