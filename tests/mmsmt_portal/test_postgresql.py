"""A connection that is kept from one request to the next: it is asked only where the server has said something."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from mmsmt_portal.postgresql.base import DatabaseWrapper, is_quiet


@pytest.fixture
def kept(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[psycopg.Connection]:
    """The connection of a request before, at the beginning of the next."""
    with django_db_blocker.unblock():
        connection.close()
        connection.ensure_connection()
        connection.health_check_enabled = True  # type: ignore[attr-defined]
        connection.health_check_done = False  # type: ignore[attr-defined]
        yield connection.connection
        connection.close()


def ask() -> int:
    """The number of the server's process that answers a request."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def test_a_quiet_connection_is_used_and_not_asked(kept: psycopg.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DatabaseWrapper, "is_usable", lambda _connection: pytest.fail("It was asked."))
    assert (ask(), is_quiet(kept)) == (kept.info.backend_pid, True)


def test_one_that_the_server_has_ended_is_replaced_before_the_first_statement(kept: psycopg.Connection) -> None:
    ended = kept.info.backend_pid
    with psycopg.connect(kept.info.dsn, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 10000)", [ended])
    assert not is_quiet(kept)
    assert ask() != ended


def test_one_on_which_a_notice_waits_is_asked_and_used(kept: psycopg.Connection) -> None:
    kept.execute("LISTEN portal")
    with psycopg.connect(kept.info.dsn, autocommit=True) as other:
        other.execute("NOTIFY portal")
    for _ in range(100):
        if not is_quiet(kept):
            break
        time.sleep(0.05)
    assert not is_quiet(kept)
    assert (ask(), is_quiet(kept)) == (kept.info.backend_pid, True)


def test_one_whose_other_end_is_gone_is_not_quiet(kept: psycopg.Connection) -> None:
    """As the end of a machine or a network looks, whose system has said that it is over."""
    with socket.socket(fileno=socket.dup(kept.fileno())) as wire:
        wire.shutdown(socket.SHUT_RDWR)
    assert not is_quiet(kept)
    assert ask() != 0
