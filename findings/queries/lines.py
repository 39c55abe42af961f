"""The ready lines of the whole answer to a question, in its order: what a file of many findings is streamed from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import batched, islice

import psycopg
from django.db import connection

from findings.queries.index_keeping import answering_from, index_for
from findings.queries.packing import packed, unpacked
from findings.queries.questions import DEFAULT_ORDER, Question
from findings.queries.versions import Version

#: Lines that come from the database at a time: a megabyte or two.
AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Lines:
    """Some lines in the order of the answer, as UTF-8; or where any of them is not ready, the positions of all."""

    text: bytes
    positions: Sequence[int]
    is_ready: bool


def every_line(question: Question, version: Version | None, line_format: str) -> Iterator[Lines]:
    """The lines of all findings that answer, in the order asked for, some at a time. Needs a snapshot.

    `version` is what the reader was promised; ready are lines of this format. Of the answer four bytes a finding are in
    memory: the order is made once, and not by sorting lines. While some lines are on their way to the reader PostgreSQL
    reads the next ones; they come as bytes, and nobody decodes them.
    """
    wanted = batched(positions(question, version), AT_ONCE)
    with connection.connection.pipeline():
        asked = [_ask(some, line_format) for some in islice(wanted, 1)]
        while asked:
            asked += [_ask(some, line_format) for some in islice(wanted, 1)]
            yield asked.pop(0).lines()


@dataclass(frozen=True, slots=True)
class _Asked:
    """Some lines that PostgreSQL has been asked for."""

    positions: Sequence[int]
    cursor: psycopg.Cursor[tuple[bytes | None, bool | None]]

    def lines(self) -> Lines:
        with connection.wrap_database_errors:
            text, is_ready = self.cursor.fetchone() or (None, None)
        return Lines(text or b"", self.positions, bool(is_ready))


def _ask(some: Sequence[int], line_format: str) -> _Asked:
    cursor = psycopg.Cursor(connection.connection)
    with connection.wrap_database_errors:
        cursor.execute(_LINES, [line_format, list(some)], binary=True)
    return _Asked(some, cursor)


_LINES = """
    SELECT convert_to(string_agg(line, '' ORDER BY place), 'UTF8'), bool_and(line_format = %s AND line <> '')
    FROM unnest(%s::bigint[]) WITH ORDINALITY AS asked (position, place)
    JOIN findings_findingtext USING (position)
"""


def positions(question: Question, version: Version | None) -> Iterable[int]:
    """The positions of all findings that answer, in the order asked for. One statement, or none with an index."""
    with answering_from(version.number if version else None):
        index = index_for(question)
        if index and question.order == DEFAULT_ORDER:
            return filter(index.matching(question).__contains__, index.order)
    sql, parameters = question.ordered().values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {packed('position')} FROM ({sql}) answer (position)", parameters)  # noqa: S608
        return unpacked(cursor.fetchone()[0])
