"""What the portal refuses to spend on one request: each limit, and what its reader is told.

A table that is locked makes any page wait: the lock is held by another connection, as a migration would.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.test import Client

from findings.caching import version_poll
from mmsmt_portal import gunicorn_config
from tests import factories as make
from tests.findings.publish import publish_everything


@contextmanager
def held(statement: str) -> Iterator[None]:
    """Within it, another connection has run the statement, in a transaction that has not ended."""
    other = connections.create_connection("default")
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute(statement)
            yield
        other.rollback()
    finally:
        other.close()


@pytest.fixture
def limits(transactional_db: None) -> Iterator[Callable[..., None]]:
    """Sets limits of this connection, in milliseconds; at the end there is none."""

    def set_to(**milliseconds: int) -> None:
        with connection.cursor() as cursor:
            for name, value in milliseconds.items():
                cursor.execute("SELECT set_config(%s, %s, false)", [name, str(value)])

    make.make_finding("MSMT-2025-1-001")
    publish_everything()
    yield set_to
    set_to(lock_timeout=0, statement_timeout=0)


@pytest.mark.parametrize("limit", ["lock_timeout", "statement_timeout"])
@pytest.mark.parametrize(
    ("address", "media_type"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/findings/", "text/html; charset=utf-8"),
        ("/findings/msmt-2025-1-001/", "text/html; charset=utf-8"),
        ("/findings/msmt-2025-1-001/history/", "text/html; charset=utf-8"),
        ("/findings.csv?category=category-1", "text/html; charset=utf-8"),
        ("/api/v1/findings/", "application/problem+json"),
    ],
)
def test_a_page_that_waits_too_long_says_when_to_come_back(
    limits: Callable[..., None], limit: str, address: str, media_type: str
) -> None:
    client = Client(raise_request_exception=False)
    tables = "findings_edition, findings_findingentry, findings_subjectentry"
    with held(f"LOCK TABLE {tables} IN ACCESS EXCLUSIVE MODE"):
        limits(**{limit: 50})
        version_poll.forget()
        response = client.get(address)
    said = response.content.decode()
    assert (response.status_code, response.headers["Retry-After"], response.headers["Content-Type"]) == (
        503,
        "10",
        media_type,
    )
    assert response.headers["Cache-Control"] == "no-store"
    assert [word for word in ("Traceback", "psycopg", "findings_edition", "timeout", "SELECT") if word in said] == []
    limits(**{limit: 0})
    again = client.get(address)
    assert (again.status_code, bool(b"".join(again))) == (200, True)


def test_a_statement_that_takes_too_long_is_cut_off(limits: Callable[..., None]) -> None:
    """Not only one that waits for a lock: so much a function of PostgreSQL's own tells."""
    limits(statement_timeout=50)
    began = time.monotonic()
    with pytest.raises(Exception, match="statement timeout"), connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(30)")
    assert time.monotonic() - began < 10


def test_a_migration_does_not_stand_in_the_way_of_readers(transactional_db: None) -> None:
    """It waits for a lock as long as it was told to, and then says who was in the way. Nothing of it stays."""
    with held("LOCK TABLE django_migrations IN ACCESS EXCLUSIVE MODE"), pytest.raises(CommandError) as caught:
        call_command("migrate", "findings", lock_timeout=1, verbosity=0, stdout=StringIO())
    assert str(caught.value) == (
        "A table that is to be changed was in use for more than 1 s, so the migration that was under way was undone, "
        "and the pages go on. Run the command again; if it keeps failing, see in pg_stat_activity who holds the table, "
        "or wait longer with --lock-timeout."
    )
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)


def test_readers_go_on_once_it_has_given_up(limits: Callable[..., None]) -> None:
    """A reader of a table that a migration waits for waits behind it: so the migration must not wait for long."""
    answered: list[int] = []

    def read() -> None:
        answered.append(Client().get("/findings/").status_code)
        connection.close()

    with held("SELECT 1 FROM findings_findingentry"):
        waiting = connections.create_connection("default")
        try:
            with waiting.cursor() as cursor:
                cursor.execute("SET lock_timeout = '1500ms'")
                reader = threading.Thread(target=read)
                threading.Timer(0.5, reader.start).start()
                with pytest.raises(Exception, match="lock timeout"):
                    cursor.execute("ALTER TABLE findings_findingentry ADD COLUMN mine int")
        finally:
            waiting.close()
        time.sleep(0.1)
        reader.join(10)
    assert answered == [200]


def test_what_a_request_may_bring_is_stated() -> None:
    told = (
        gunicorn_config.limit_request_line,
        gunicorn_config.limit_request_fields,
        gunicorn_config.limit_request_field_size,
    )
    assert told == (8190, 64, 8190)
