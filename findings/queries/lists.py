"""Lists of findings: a page of rows, how many there are, and what identifies the whole answer.

What is said here in SQL is what the answers are. Where the process has an index of the version that is asked for,
`rows` takes positions from it, which equal those of the statements (findings.queries.index).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

from django.db import connection
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from findings.documents import upgraded
from findings.models import Edition, FindingEntry
from findings.queries.index import FindingIndex
from findings.queries.index_keeping import index_for
from findings.queries.packing import one_value
from findings.queries.planned import cursor_of_planned
from findings.queries.questions import (
    DEFAULT_ORDER,
    RANKED,
    RELEVANCE,
    WORTH,
    Question,
)
from findings.vocabulary import SubjectKind

#: How many findings a page of a list holds.
PAGE_SIZE = 25
#: So many findings PostgreSQL sorts itself, in any order; of more, a page is cut from the array of the default order.
SORTED_BY_DATABASE = 500
#: What begins and ends a hit in a snippet: signs of the private use area, which no text holds.
HIT_BEGINS, HIT_ENDS = "\ue000", "\ue001"


@dataclass(frozen=True)
class Row:
    """A finding in a list: its address, its edition, its title, its document as text, and where a search hit it.

    `position` is that of its edition. Where `finished` is what the list says of it, `text` was not asked for and is "".
    """

    position: int
    slug: str
    number: int
    published_at: dt.datetime
    title: str
    text: str
    snippet: str = ""
    finished: str = ""

    @cached_property
    def document(self) -> dict[str, Any]:
        """The document in today's schema, read when it is first asked for: a row that is kept finished never asks."""
        return upgraded(json.loads(self.text))


#: Positions → what a list says of some of these editions, where that was finished earlier.
type FinishedRows = Callable[[Iterable[int]], dict[int, str]]


def nothing_finished(positions: Iterable[int]) -> dict[int, str]:
    """For lists that need the documents of all their rows."""
    return {}


def rows(question: Question, *, size: int = PAGE_SIZE, finished: FinishedRows = nothing_finished) -> list[Row]:
    """The page of the answer that the question asks for, in its order. One statement.

    That is asked for every row, and so none is shown whose text has been redacted meanwhile; but a document is not
    brought where its row is finished.
    """
    first = (question.page - 1) * size
    index = index_for(question)
    page = _page_of_index(index, question, first, size) if index else None
    if page is None:
        page = _Page.of(question.ordered()[first : first + size])
    return page.rows(question, finished(page.among))


def rows_at(positions: Sequence[int], *, finished: FinishedRows = nothing_finished) -> list[Row]:
    """The findings of these editions, in this order; of a redacted one none. One statement."""
    return _Page.at(positions).rows(Question(), finished(positions))


def rows_among(entries: QuerySet[FindingEntry, Any], question: Question) -> list[Row]:
    """The page of these entries that the question asks for, in its order. One statement."""
    first = (question.page - 1) * PAGE_SIZE
    page = _Page.of(question.ordered(entries)[first : first + PAGE_SIZE])
    return page.rows(question, {})


@dataclass(frozen=True, slots=True)
class _Page:
    """The positions of a page, in their order: SQL for an array of them, with its parameters.

    They are found first. A statement that brings the documents as well would put all that answer into text, to sort
    them by something else. `among` are positions that they are known to be among, none where nothing is known. A page
    that `is_told` is the same SQL each time.
    """

    positions: str
    parameters: tuple[Any, ...]
    among: Sequence[int] = ()
    is_told: bool = False

    @classmethod
    def at(cls, positions: Sequence[int]) -> Self:
        return cls("%s::bigint[]", (one_value(positions),), positions, is_told=True)

    @classmethod
    def of(cls, answers: QuerySet[FindingEntry, Any]) -> Self:
        sql, parameters = answers.values("pk").query.sql_with_params()
        return cls(f"ARRAY({sql})", tuple(parameters))

    def rows(self, question: Question, finished: Mapping[int, str]) -> list[Row]:
        """Written as it is run: Django takes longer to put these words together than PostgreSQL to answer them."""
        snippet, text = "''", ""
        if question.text:
            snippet = f"ts_headline('english', text.summary, websearch_to_tsquery('english', %s), '{_SNIPPET}')"
            text = "JOIN findings_findingtext text USING (position)"
        with cursor_of_planned() if self.is_told else connection.cursor() as cursor:
            cursor.execute(
                f"""
                SELECT position, edition.slug, edition.number, edition.published_at, edition.title,
                       CASE WHEN position = ANY(%s::bigint[]) THEN '' ELSE edition.document::text END, {snippet}
                FROM unnest({self.positions}) WITH ORDINALITY AS page (position, place)
                JOIN findings_edition edition USING (position)
                JOIN findings_findingentry entry USING (position) {text}
                WHERE edition.redacted_in IS NULL
                ORDER BY page.place
                """,  # noqa: S608 - the pieces are written above or compiled from querysets; every value is a parameter
                [one_value(finished), *([question.text] if question.text else []), *self.parameters],
            )
            return [
                Row(position, slug, number, published_at, title, document, found, finished.get(position, ""))
                for position, slug, number, published_at, title, document, found in cursor
            ]


#: The words around the hits of a search, the hits between HIT_BEGINS and HIT_ENDS.
_SNIPPET = f"StartSel={HIT_BEGINS}, StopSel={HIT_ENDS}, MaxWords=40, MinWords=20, MaxFragments=1"


def document_as_text(column: str) -> Cast:
    """A document as PostgreSQL writes it: most rows of a list are shown without being read from it."""
    return Cast(column, TextField())


def _page_of_index(index: FindingIndex, question: Question, first: int, size: int) -> _Page | None:
    """The page from place `first` on, `size` at most; None where the index has no such order of so many findings."""
    match = index.matching(question)
    if question.order == RELEVANCE and first < RANKED:
        ranked = index.order.page(match, 0, RANKED)
        others = index.order.page(match, RANKED, max(first + size - RANKED, 0))
        told = one_value(ranked), question.text, one_value(others), first + 1, first + size
        return _Page(_RANKED, told, [*ranked, *others])
    if question.order in {RELEVANCE, DEFAULT_ORDER}:
        return _Page.at(index.order.page(match, first, size))
    if len(match) <= SORTED_BY_DATABASE:
        return _Page.of(question.in_order(match)[first : first + size])
    return None


#: Those that are ranked, by how well they fit; then others; of all these a page. Each is looked up by itself: for a
#: join the planner may read every text there is.
_RANKED = """(
    ARRAY(
        SELECT ranked.position FROM unnest(%s::bigint[]) WITH ORDINALITY AS ranked (position, place)
        ORDER BY (
            SELECT ts_rank('{WORTH}', text.search, websearch_to_tsquery('english', %s))
            FROM findings_findingtext text WHERE text.position = ranked.position
        ) DESC NULLS LAST, ranked.place
    ) || %s::bigint[]
)[%s:%s]""".replace("{WORTH}", one_value(WORTH))


def total(question: Question) -> int:
    """How many findings answer. One statement, or none with an index."""
    if index := index_for(question):
        return len(index.matching(question))
    return question.entries().count()


def references_digest(question: Question) -> tuple[int, str]:
    """How many findings answer, and the SHA-256 of their references in order, one a line (CITABLE C75)."""
    digest, count = hashlib.sha256(), 0
    for reference in question.ordered().values_list("reference", flat=True).iterator(chunk_size=2000):
        digest.update(f"{reference}\n".encode())
        count += 1
    return count, digest.hexdigest()


def withheld(question: Question) -> int:
    """How many findings an `as_of` answer leaves out because their text of that time has been redacted since."""
    if question.as_of is None:
        return 0
    return Edition.objects.of(SubjectKind.FINDING).in_force(question.as_of).filter(redacted_in__isnull=False).count()
