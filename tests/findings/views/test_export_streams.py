"""How a file of a list is read from the database while it is sent: in transactions of its own."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client

from findings.exports.forms import STREAMED
from findings.queries import whole
from findings.queries.questions import Question
from findings.queries.versions import current_version
from tests.findings.exports.thirty import publish_thirty


@pytest.mark.django_db(transaction=True)
def test_a_file_is_read_through_a_cursor_in_one_read_only_snapshot(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_thirty(monkeypatch)
    monkeypatch.setattr(whole, "FETCHED_AT_ONCE", 5)
    monkeypatch.setattr("findings.exports.forms.CHUNK", 1)
    chunks = iter(client.get("/findings.jsonl?sort=reference"))
    next(chunks), next(chunks)
    with connection.cursor() as cursor:
        cursor.execute("SHOW transaction_isolation")
        isolation = cursor.fetchone()
        cursor.execute("SHOW transaction_read_only")
        read_only = cursor.fetchone()
        cursor.execute("SELECT statement FROM pg_cursors")
        cursors = [statement for (statement,) in cursor.fetchall() if statement.startswith("DECLARE")]
    assert (isolation, read_only, len(cursors)) == (("repeatable read",), ("on",), 1)
    assert len(list(chunks)) == 26
    assert not connection.in_atomic_block


@pytest.mark.django_db(transaction=True)
def test_a_reader_who_leaves_ends_the_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    publish_thirty(monkeypatch)
    monkeypatch.setattr("findings.exports.forms.CHUNK", 1)
    chunks = STREAMED["csv"].chunks(Question(), current_version())
    next(chunks)
    assert connection.in_atomic_block
    chunks.close()  # type: ignore[attr-defined]
    assert not connection.in_atomic_block
