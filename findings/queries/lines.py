"""The ready lines of the whole answer to a question, in its order: what a file of many findings is streamed from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import batched

from django.db import connection

from findings.queries.index import answering_from, index_for, packed, unpacked
from findings.queries.questions import DEFAULT_ORDER, Question
from findings.queries.versions import Version

#: Lines that come from the database at a time: some hundred kilobytes.
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Lines:
    """Some lines in the order of the answer, as one text; or where any of them is not ready, the positions of all."""

    text: str
    positions: Sequence[int]
    is_ready: bool


def every_line(question: Question, version: Version | None, line_format: str) -> Iterator[Lines]:
    """The lines of all findings that answer, in the order asked for, some at a time. Needs a snapshot.

    `version` is what the reader was promised; ready are lines of this format. Of the answer four bytes a finding are in
    memory: the order is made once, and not by sorting lines.
    """
    for some in batched(positions(question, version), AT_ONCE):
        with connection.cursor() as cursor:
            cursor.execute(
                """
                SELECT string_agg(line, '' ORDER BY place), bool_and(line_format = %s AND line <> '')
                FROM unnest(%s::bigint[]) WITH ORDINALITY AS asked (position, place)
                JOIN findings_findingtext USING (position)
                """,
                [line_format, list(some)],
            )
            text, is_ready = cursor.fetchone()
        yield Lines(text or "", some, bool(is_ready))


def positions(question: Question, version: Version | None) -> Sequence[int]:
    """The positions of all findings that answer, in the order asked for. One statement, or none with an index."""
    with answering_from(version.number if version else None):
        index = index_for(question)
        if index and question.order == DEFAULT_ORDER:
            match = index.matching(question)
            return index.page(match, 0, len(match))
    sql, parameters = question.ordered().values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {packed('position')} FROM ({sql}) answer (position)", parameters)  # noqa: S608
        return unpacked(cursor.fetchone()[0])
