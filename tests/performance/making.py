"""A database of synthetic findings as the portal publishes them, and the portal's own gunicorn over it."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection

from mmsmt_portal import database, environment, serving
from mmsmt_portal.processes import end_child, tethered
from tests.performance.asking import HOST
from tests.performance.publishing import in_a_process, in_mib, load, publish, say

WORKERS = 2


def make(url: str, findings: int, copies: int) -> float:
    """Load and publish so many, and copy them. Returns how many editions a second were published; it stays there."""
    counted, seconds = in_a_process(load, url, findings, 1718)
    say(f"{sum(counted.values()):,} SYNTHETIC subjects loaded in {seconds:.0f} s")
    run = in_a_process(publish, url, sum(counted.values()), False)
    say(f"{run.editions:,} editions published, {run.rate:,.0f} per second; peak of memory {in_mib(max(run.memory))}")
    in_a_process(copy, url, copies)
    with psycopg.connect(url) as server:
        server.execute("CREATE TABLE benchmark_made AS SELECT %s::float AS rate", [run.rate])
    return run.rate


def rate_kept(url: str) -> float:
    """What `make` returned, where it ended on this database; 0.0 where it is empty or half made."""
    with psycopg.connect(url) as server:
        if server.execute("SELECT to_regclass('benchmark_made')").fetchone() == (None,):
            return 0.0
        return server.execute("SELECT rate FROM benchmark_made").fetchone()[0]  # type: ignore[index]


def copy(url: str, copies: int) -> None:
    """Copy every finding and every actor until there are `copies` of each; VACUUM.

    Positions, references and actors of a copy are its own, in editions, entries and texts; its document is the same.
    """
    database.use(url)
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(position) FROM findings_edition")
        (last,) = cursor.fetchone()
        for number in range(1, copies):
            marks = {"by": number * last, "last": last, "copy": f"SYN-{number}-", "actor": f"synthetic-{number}-actor-"}
            cursor.execute(
                """
                INSERT INTO findings_edition (position, subject_kind, key, number, edition_kind, note, slug, title,
                    published_in, published_at, published_by, schema, document, document_digest, digest)
                SELECT position + %(by)s, subject_kind, made.key, number, edition_kind, note, lower(made.key), title,
                    published_in, published_at, published_by, schema, document, document_digest, digest
                FROM findings_edition edition, LATERAL (
                    SELECT replace(replace(key, 'SYN-', %(copy)s), 'synthetic-actor-', %(actor)s) AS key
                ) made
                WHERE position <= %(last)s AND edition.key ~ '^(SYN-|synthetic-actor-)'
                """,
                marks,
            )
            for table in ("findings_findingentry", "findings_findingtext", "findings_subjectentry"):
                columns = columns_of(table)
                taken = [TAKEN.get(column, column) for column in columns]
                where = "AND key LIKE 'synthetic-actor-%%'" if table == "findings_subjectentry" else ""
                cursor.execute(
                    f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(taken)} FROM {table} "  # noqa: S608
                    f"WHERE position <= %(last)s {where}",
                    marks,
                )
        cursor.execute("VACUUM ANALYZE")


#: Column → what a copy has there.
TAKEN = {
    "position": "position + %(by)s",
    "reference": "replace(reference, 'SYN-', %(copy)s)",
    "key": "replace(key, 'synthetic-actor-', %(actor)s)",
    "actors": "replace(actors::text, 'synthetic-actor-', %(actor)s)::varchar[]",
    "acts": "replace(acts::text, 'synthetic-actor-', %(actor)s)::varchar[]",
}


def columns_of(table: str) -> list[str]:
    """Those that are written: neither generated nor counted by the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns "
            "WHERE table_name = %s AND is_generated = 'NEVER' AND is_identity = 'NO' ORDER BY ordinal_position",
            [table],
        )
        return [name for (name,) in cursor.fetchall()]


@contextmanager
def gunicorn(url: str, folder: Path) -> Iterator[tuple[int, int]]:
    """gunicorn as `serve` starts it, when every worker has its index. Yields the port and the process id."""
    with serving.take_address("127.0.0.1", 0) as listener, (folder / "gunicorn.log").open("wb") as log:
        address = serving.address_of(listener)
        command = ["-m", "gunicorn", "--config=python:mmsmt_portal.gunicorn_config", f"--workers={WORKERS}"]
        master = tethered(
            [sys.executable, *command, f"--bind=fd://{listener.fileno()}"],
            on_our_end=signal.SIGTERM,
            cwd=settings.BASE_DIR,
            pass_fds=[listener.fileno()],
            stdout=log,
            stderr=log,
            env=environment.with_changes(
                DATABASE_URL=url,
                SECRET_KEY="benchmark" * 8,
                ALLOWED_HOSTS=f"127.0.0.1,.{HOST}",
                SITE_URL=serving.web_address(*address).rstrip("/"),
                DJANGO_SETTINGS_MODULE="tests.performance.settings",
                SITE_ROLE="public",  # what readers ask
            ),
        )
        try:
            serving.wait_for_answer(address, master)
            yield address[1], master.pid
        finally:
            end_child(master, ((signal.SIGTERM, 12.0), (signal.SIGKILL, 2.0)))
