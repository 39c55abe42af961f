"""Both ways of a backup, restored: what comes back has the same ledger, to the last digest."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.operations.postgres import OWNER, REPLICATOR, Server, wait_until
from tests.operations.site import Portal


@pytest.mark.quick
def test_a_dump_is_restored_with_the_same_ledger(
    portal: Portal, primary: Server, tmp_path: Path, measured: Callable[[str, str], None]
) -> None:
    head = portal.head(primary)
    began = time.monotonic()
    dump = primary.run("pg_dump", "--format=custom", *primary.as_user(OWNER), "portal")
    file = tmp_path / "portal.dump"
    file.write_bytes(dump)
    other = Server.primary(tmp_path / "other")
    try:
        other.run(
            "pg_restore",
            "--exit-on-error",
            "--no-owner",
            "--no-privileges",
            *other.as_user(OWNER),
            "--dbname=portal",
            file,
        )
        measured(
            "pg_dump and pg_restore of the curated findings",
            f"{len(dump) / 2**20:.1f} MB, {time.monotonic() - began:.1f} s",
        )
        assert portal.head(other) == head
        # Who publishes there goes on where the ledger ended, and the guards came along.
        said = portal.correct(other, "After the restore", "MSMT-2025-1-001")
        assert "1 new editions" in said
    finally:
        other.stop()


def test_a_base_backup_and_the_log_bring_back_what_was_published_after_it(
    portal: Portal, tmp_path: Path, measured: Callable[[str, str], None]
) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    server = Server.primary(
        tmp_path / "server",
        archive_mode="on",
        archive_command=f"test ! -f {archive}/%f && cp %p {archive}/%f",
    )
    restored = None
    try:
        portal.fill(server)
        base = tmp_path / "base"
        server.run(
            "pg_basebackup", "--pgdata", base, "--format=plain", "--checkpoint=fast", *server.as_user(REPLICATOR)
        )
        server.run("pg_verifybackup", base)
        portal.correct(server, "After the base backup", "MSMT-2025-1-001")
        head = portal.head(server)
        ((name,),) = server.ask("SELECT pg_walfile_name(pg_switch_wal())")
        wait_until(lambda: (archive / name).exists())
        server.kill()

        began = time.monotonic()
        with (base / "postgresql.auto.conf").open("a") as settings:
            settings.write(f"restore_command = 'cp {archive}/%f %p'\nrecovery_target_timeline = 'latest'\n")
        (base / "recovery.signal").touch()
        restored = Server(base, server.passwords, {"archive_mode": "off"})
        restored.start()
        wait_until(lambda: restored.ask("SELECT pg_is_in_recovery()") == [(False,)])
        measured("a base backup and its WAL brought back", f"{time.monotonic() - began:.1f} s")
        assert portal.head(restored) == head
        assert restored.ask("SELECT note FROM findings_datasetversion ORDER BY number DESC LIMIT 1") == [
            ("After the base backup",)
        ]
    finally:
        server.stop()
        if restored is not None:
            restored.stop()
