"""A new release is rolled out: its migrations come first, and the old one goes on serving and publishing meanwhile."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.operations.machine import missing
from tests.operations.postgres import READER, Server, wait_until
from tests.operations.readers import Load
from tests.operations.site import EDITOR, ROOT, Portal, Process, running

PATHS = ["/", "/findings/", "/findings/?q=petroleum", "/categories/", "/actors/", "/findings/msmt-2025-1-001/"]


def git(*arguments: str) -> bytes:
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, check=True).stdout


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    """The last release; where there is none yet, the code as it was before the newest migration came to it."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        missing("history of the code (git)")
    commit = git("tag", "--list", "v*", "--sort=-version:refname", "--merged").decode().partition("\n")[0]
    if not commit:
        newest = max((ROOT / "findings" / "migrations").glob("[0-9]*.py"))
        added = git("log", "-1", "--diff-filter=A", "--format=%H", "--", str(newest)).decode().strip()
        commit = f"{added}^" if added else "HEAD"
    folder = tmp_path_factory.mktemp("old") / "portal"
    with tarfile.open(fileobj=io.BytesIO(git("archive", "--format=tar", commit))) as archive:
        archive.extractall(folder, filter="data")
    portal = Portal(folder)
    portal.manage("collectstatic", "--noinput", "--verbosity=0")
    return portal


def migrations(portal: Portal) -> set[str]:
    return {file.name for file in (portal.folder / "findings" / "migrations").glob("[0-9]*.py")}


def test_the_old_release_serves_and_publishes_while_the_new_one_comes(
    old: Portal, portal: Portal, tmp_path: Path, measured: Callable[[str, str], None]
) -> None:
    new = migrations(portal) - migrations(old)
    if not new:
        pytest.skip("the last release has every migration of this one")
    server = Server.primary(tmp_path / "server")
    reading = Process(old, "public", server.url(READER))
    try:
        old.fill(server)
        with running(reading):
            load = Load(reading.site, PATHS, readers=2, pause=0.02)
            with load.running(120):
                portal.manage("migrate", "--verbosity=0", url=server.url())
                said = old.correct(server, "By the old release", "MSMT-2025-1-001")
                page = "/findings/msmt-2025-1-001/"
                wait_until(lambda: b"By the old release" in reading.site.get(page, None, Accept_Encoding="").body, 10)
                # A process of the old release that starts now, starts.
                later = Process(old, "public", server.url(READER))
                with running(later):
                    assert {later.site.get(path).status for path in PATHS} == {200}
        assert "1 new editions" in said
        assert load.statuses() == {200: len(load.answers)}, load.lost()[:5]
        measured(
            f"the old release on the new tables ({len(new)} newer migrations)",
            f"{len(load.answers):,} requests, {len(load.lost())} failed",
        )
        # What the old one published on the new tables, the new one takes for its own.
        assert portal.head(server) == old.head(server)
        again = portal.manage("publish", "--all", f"--editor={EDITOR}", "--note=By the new release", url=server.url())
        assert "Traceback" not in again
    finally:
        server.stop()
