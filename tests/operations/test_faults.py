"""What breaks under load, one thing at a time, and what readers see of it. Every load ends by itself."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from tests.operations.postgres import READER, Server, free_port, wait_until
from tests.operations.readers import Load
from tests.operations.site import EDITOR, Portal, Process, running

type Measured = Callable[[str, str], None]

PATHS = ["/", "/findings/", "/findings/?q=petroleum", "/categories/", "/actors/", "/findings/msmt-2025-1-001/"]
#: Pages that no process has kept: each is asked for once.
FRESH = [f"/findings/?q=petroleum+{number}" for number in range(400)]


@pytest.fixture(scope="module")
def public(portal: Portal, primary: Server) -> Iterator[Process]:
    """One public process on the primary alone, without a cache: every fault is met bare."""
    process = Process(portal, "public", primary.url(READER))
    with running(process):
        yield process


@pytest.mark.quick
def test_the_database_is_killed_and_started_again(public: Process, primary: Server, measured: Measured) -> None:
    load = Load(public.site, PATHS, readers=4)
    with load.running(90):
        time.sleep(2)
        killed = time.monotonic()
        primary.kill()
        time.sleep(3)
        primary.start()
        started = time.monotonic()
        recovered = wait_until(lambda: all(public.site.get(path).status == 200 for path in PATHS), 15)
        time.sleep(2)
    assert load.unexplained() == []
    lost = load.lost()
    assert lost != []
    assert [answer for answer in lost if answer.at > started + recovered + 1.0] == []
    measured(
        "PostgreSQL killed (-9), away for 3 s and its recovery, started again",
        f"{len(load.answers):,} requests at {load.rate():.0f}/s, {len(lost)} answered 503 with Retry-After; pages "
        f"again {recovered:.1f} s after it took connections, {started + recovered - killed:.1f} s after the kill",
    )


def test_the_database_hangs_without_ending(portal: Portal, primary: Server, measured: Measured) -> None:
    """A server that takes connections and answers nothing, as one whose disk does not: new connections have a limit."""
    process = Process(portal, "public", primary.url(READER))
    with running(process):
        assert primary.process is not None
        with primary.connect() as connection:
            primary.process.send_signal(signal.SIGSTOP)
            connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", [READER])
        load = Load(process.site, FRESH, readers=4, pause=0.05)
        try:
            with load.running(12):
                time.sleep(6)
                primary.process.send_signal(signal.SIGCONT)
                recovered = wait_until(lambda: process.site.get("/health/ready").status == 200, 20)
                time.sleep(1)
        finally:
            primary.process.send_signal(signal.SIGCONT)
    assert load.unexplained() == []
    measured(
        "PostgreSQL stopped (SIGSTOP) for 6 s",
        f"{len(load.answers)} requests, {len(load.lost())} answered 503, longest wait {load.longest():.1f} s; "
        f"pages again {recovered:.1f} s later",
    )


@pytest.mark.quick
def test_workers_are_reloaded_without_a_failed_request(portal: Portal, primary: Server, measured: Measured) -> None:
    process = Process(portal, "public", primary.url(READER))
    with running(process):
        master = process.master()
        load = Load(process.site, PATHS)
        with load.running(60):
            time.sleep(1)
            for _ in range(3):
                before = process.workers_of(master)
                os.kill(master, signal.SIGHUP)
                wait_until(lambda before=before: not set(before) & set(process.workers_of(master)), 30)
                time.sleep(1)
    told_of_none_failed("reloaded three times (HUP)", load, measured)


def test_the_code_is_upgraded_without_a_failed_request(portal: Portal, primary: Server, measured: Measured) -> None:
    process = Process(portal, "public", primary.url(READER))
    with running(process):
        first = process.master()
        load = Load(process.site, PATHS)
        with load.running(90):
            time.sleep(1)
            os.kill(first, signal.SIGUSR2)
            wait_until(lambda: process.pid_file.with_suffix(".pid.2").exists(), 30)
            second = int(process.pid_file.with_suffix(".pid.2").read_text())
            wait_until(lambda: len(process.workers_of(second)) == process.workers, 30)
            time.sleep(2)  # the new workers have loaded and answer
            os.kill(first, signal.SIGTERM)
            wait_until(lambda: process.pid_file.exists() and process.master() == second, 30)
            time.sleep(1)
    told_of_none_failed("upgraded (USR2, TERM)", load, measured)


def told_of_none_failed(name: str, load: Load, measured: Measured) -> None:
    measured(f"gunicorn {name}", f"{len(load.answers):,} requests at {load.rate():.0f}/s, {len(load.lost())} failed")
    assert load.statuses() == {200: len(load.answers)}, load.lost()[:5]


@pytest.mark.quick
def test_a_worker_is_killed(portal: Portal, primary: Server, measured: Measured) -> None:
    process = Process(portal, "public", primary.url(READER))
    with running(process):
        load = Load(process.site, PATHS)
        with load.running(60):
            time.sleep(1)
            before = process.workers_of(process.master())
            os.kill(before[0], signal.SIGKILL)
            took = wait_until(lambda: len(set(process.workers_of(process.master())) - {before[0]}) == 2, 30)
            time.sleep(1)
    lost = load.lost()
    measured(
        "a worker killed (-9)",
        f"{len(load.answers):,} requests, {len(lost)} cut off (those it was answering), replaced in {took:.1f} s",
    )
    assert len(lost) <= load.readers
    assert {answer.status for answer in lost} <= {0}


def test_no_connection_is_free(public: Process, primary: Server, measured: Measured) -> None:
    role = primary.ask("SELECT rolconnlimit FROM pg_roles WHERE rolname = %s", READER)[0][0]
    assert role == -1
    load = Load(public.site, FRESH, readers=4, pause=0.05)
    try:
        with load.running(60):
            time.sleep(0.5)
            primary.ask(f"ALTER ROLE {READER} CONNECTION LIMIT 0")
            primary.ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", READER)
            time.sleep(4)
            primary.ask(f"ALTER ROLE {READER} CONNECTION LIMIT -1")
            recovered = wait_until(lambda: public.site.get("/health/ready").status == 200, 10)
            time.sleep(2)
    finally:
        primary.ask(f"ALTER ROLE {READER} CONNECTION LIMIT -1")
    assert load.unexplained() == []
    assert load.lost() != []
    measured(
        "connection limit reached for 4 s",
        f"{len(load.answers)} requests, {len(load.lost())} answered 503, pages again after {recovered:.1f} s",
    )


def test_a_page_that_waits_too_long_says_when_to_come_back(
    public: Process, primary: Server, measured: Measured
) -> None:
    """The time limit of a statement holds for waiting at a lock, too."""
    with primary.connect() as connection, connection.transaction():
        connection.execute("LOCK TABLE findings_findingentry, findings_findingtext, findings_edition")
        answers = [public.site.get("/findings/?q=petroleum+waiting"), public.site.get("/findings/msmt-2025-1-002/")]
    for answer in answers:
        assert (answer.status, answer.headers["retry-after"], answer.headers["cache-control"]) == (
            503,
            "10",
            "no-store",
        )
        assert b"Traceback" not in answer.body
    assert public.site.get("/findings/msmt-2025-1-002/").status == 200
    longest = max(answer.seconds for answer in answers)
    measured("a page behind a table's lock", f"503 with Retry-After after {longest:.1f} s")
    assert longest < 8


# Publishing


def state(primary: Server) -> list[tuple]:
    """What is published, told by numbers that any half-done act would change."""
    return primary.ask("""
        SELECT (SELECT max(number) FROM findings_datasetversion), (SELECT count(*) FROM findings_edition),
               (SELECT max(position) FROM findings_edition), (SELECT count(*) FROM findings_findingentry),
               (SELECT count(*) FROM findings_edition WHERE superseded_in IS NOT NULL),
               (SELECT head FROM findings_datasetversion ORDER BY number DESC LIMIT 1)
    """)


def until_it_writes(primary: Server, name: str) -> None:
    """Wait until the session of this name has begun to write editions: it holds the lock that writing takes."""
    holds = """
        SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid)
        WHERE relation = 'findings_edition'::regclass AND mode = 'RowExclusiveLock' AND application_name = %s
    """
    with primary.connect() as connection:
        wait_until(lambda: connection.execute(holds, [name]).fetchall(), 60, each=0.001)


@pytest.mark.quick
def test_a_publication_cut_off_in_the_middle_leaves_nothing(
    portal: Portal, primary: Server, measured: Measured
) -> None:
    primary.ask("UPDATE findings_finding SET title = title || ' (again)'")
    before, head = state(primary), portal.head(primary)
    named = primary.url(options="?application_name=cut-off")
    publishing = portal.begin("publish", "--all", f"--editor={EDITOR}", "--note=Cut off", url=named)
    try:
        until_it_writes(primary, "cut-off")
    finally:
        publishing.kill()
        publishing.communicate()
    gone = "SELECT 1 FROM pg_stat_activity WHERE application_name = 'cut-off'"
    took = wait_until(lambda: not primary.ask(gone), 30)
    assert (state(primary), portal.head(primary)) == (before, head)
    said = portal.manage("publish", "--all", f"--editor={EDITOR}", "--note=Done again", url=primary.url())
    assert f"Dataset version {before[0][0] + 1}:" in said
    assert portal.head(primary) != head
    measured("a publication killed (-9) while it wrote", f"nothing of it stays; its session ended after {took:.1f} s")


def test_a_publication_whose_server_is_killed_leaves_nothing(portal: Portal, primary: Server) -> None:
    primary.ask("UPDATE findings_finding SET title = title || '.'")
    before, head = state(primary), portal.head(primary)
    named = primary.url(options="?application_name=server-gone")
    publishing = portal.begin("publish", "--all", f"--editor={EDITOR}", "--note=Server gone", url=named)
    until_it_writes(primary, "server-gone")
    primary.kill()
    publishing.communicate(timeout=60)
    primary.start()
    assert publishing.returncode != 0
    assert (state(primary), portal.head(primary)) == (before, head)


def test_the_clock_jumps_back_and_publishing_does_not(portal: Portal, primary: Server) -> None:
    """A clock that is an hour slow gives the time of the version before, never one before it."""
    primary.ask("UPDATE findings_finding SET title = title || '!' WHERE reference = 'MSMT-2025-1-003'")
    last = primary.ask("SELECT max(published_at) FROM findings_datasetversion")[0][0]
    script = (
        "import datetime as dt; from unittest import mock; from django.utils import timezone; "
        "from findings import publishing; from findings.vocabulary import SubjectKind; "
        "slow = timezone.now() - dt.timedelta(hours=1); "
        "mock.patch('findings.publishing.ledger.timezone.now', lambda: slow).start(); "
        "print(publishing.publish([(SubjectKind.FINDING, 'MSMT-2025-1-003')], editor='operations', note='Slow clock'))"
    )
    portal.manage("shell", "--verbosity=0", "--command", script, url=primary.url())
    times = primary.ask("SELECT note, published_at FROM findings_datasetversion ORDER BY number DESC LIMIT 1")
    assert times == [("Slow clock", last)]
    assert "Editions, all of which fit" in portal.head(primary)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 96 MB for the data of a server; skipped where none can be mounted."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=96m,mode=0700", "tmpfs", folder], capture_output=True, text=True
    )
    if mounted.returncode != 0:
        pytest.skip(f"no small file system can be mounted here: {mounted.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def test_the_disk_of_the_database_is_full(
    portal: Portal, primary: Server, small_disk: Path, measured: Measured
) -> None:
    """Publishing fails whole; reading goes on; with room again publishing works, and the chain is whole."""
    dump = primary.run("pg_dump", "--format=custom", *primary.as_user("portal"), "portal")
    file = small_disk.parent / "portal.dump"
    file.write_bytes(dump)
    server = Server.primary(
        small_disk / "data", max_wal_size="32MB", min_wal_size="32MB", wal_level="minimal", max_wal_senders="0"
    )
    process = Process(portal, "public", server.url(), port=free_port())
    filler = small_disk / "filler"
    try:
        server.run(
            "pg_restore",
            "--exit-on-error",
            "--no-owner",
            "--no-privileges",
            *server.as_user("portal"),
            "--dbname=portal",
            file,
        )
        server.ask("UPDATE findings_finding SET title = title || ' (full)'")
        server.ask("CHECKPOINT")
        before, head = state(server), portal.head(server)
        with running(process):
            fill(filler, leave=1 << 20)
            load = Load(process.site, PATHS, readers=2, pause=0.02)
            with load.running(60):
                publishing = portal.begin("publish", "--all", f"--editor={EDITOR}", "--note=No room", url=server.url())
                _, said = publishing.communicate(timeout=60)
                assert publishing.returncode != 0, "there was room"
                time.sleep(1)
                filler.unlink()
                if server.process is not None and server.process.poll() is not None:
                    server.start()
                wait_until(lambda: process.site.get("/health/ready").status == 200, 30)
                time.sleep(1)
            assert load.unexplained() == []
            assert (state(server), portal.head(server)) == (before, head)
            portal.manage("publish", "--all", f"--editor={EDITOR}", "--note=Room again", url=server.url())
            assert portal.head(server) != head
        what = "No space left on device" if b"No space left on device" in said else "the server ended and was restarted"
        measured(
            "the disk of the database full",
            f"publishing refused whole ({what}); {len(load.answers):,} requests meanwhile, {len(load.lost())} lost",
        )
    finally:
        with contextlib.suppress(psycopg.Error):
            server.stop()


def fill(file: Path, *, leave: int) -> None:
    """Take the free room of a file system, but for so many bytes."""
    free = os.statvfs(file.parent)
    size = free.f_bavail * free.f_frsize - leave
    with file.open("wb") as out:
        os.posix_fallocate(out.fileno(), 0, size)
