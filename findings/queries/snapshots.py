"""One state of the database for all statements of an answer, and that which its reader was promised."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.db import connection, transaction

from findings.queries.questions import Question
from findings.queries.versions import Version, current_version


@contextmanager
def snapshot() -> Iterator[None]:
    """A read-only transaction in which every statement sees the same state, however long the reading takes."""
    is_nested = connection.in_atomic_block
    with transaction.atomic():
        # Inside another transaction the isolation cannot be changed any more; there it is that of the outer one.
        if not is_nested:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def pinned(question: Question, version: Version | None) -> Question:
    """The question, so that it is answered from the dataset version that was promised to the reader. One statement.

    A process may believe the version before for a second. A question of the current state is not always asked as of
    its number, because the indexes of what is in force are the fast ones. Call it in the snapshot of the answer.
    """
    if question.as_of is not None:
        return question
    now, promised = current_version(), version.number if version else 0
    return question if (now.number if now else 0) == promised else replace(question, as_of=promised)
