"""The private PostgreSQL: alone on its socket, gone with its owner, and never the end of a process that is not ours."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from mmsmt_portal import embedded_postgres, postgres_housing
from mmsmt_portal.embedded_postgres import (
    PrivateServer,
    PrivateServerError,
    processes_of,
    running_url,
)
from mmsmt_portal.postgres_housing import packaged_binaries
from mmsmt_portal.processes import Process, Rights

ROOT = Path(__file__).resolve().parent.parent.parent
LINUX = pytest.mark.skipif(not Path("/proc/self/exe").exists(), reason="what a process is can be read on Linux only")
AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become nobody")
#: How long a path may well be, which is longer than the path of a socket may be (107 bytes).
LONG = "a-folder-with-a-long-name-" * 5

#: A process that starts a server as `serve` does, says so, and waits to be killed.
OWNER = """
import sys, time
from pathlib import Path
from mmsmt_portal.embedded_postgres import PrivateServer
server = PrivateServer(Path(sys.argv[1]), durable=False)
print(server.start(), flush=True)
time.sleep(60)
"""


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Path]:
    """A folder below one that only its owner can enter, with a path of more than 130 characters."""
    tmp_path.chmod(0o700)
    folder = tmp_path / LONG
    folder.mkdir()
    assert len(str(folder)) > 130
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory, made once; each test takes a copy, which is quicker than making another."""
    server = PrivateServer(tmp_path_factory.mktemp("made") / "postgres", durable=False)
    with server:
        pass
    return server.data_dir


@pytest.fixture
def data_dir(made: Path, closed: Path) -> Path:
    return shutil.copytree(made, closed / "postgres")


def modes(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Mode and owner of a folder and all above it."""
    return {
        str(path): (stat.S_IMODE(found.st_mode), found.st_uid, found.st_gid)
        for path in (folder, *folder.parents)
        for found in [path.stat()]
    }


def wait_until(condition: Callable[[], bool], seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    return condition()


@pytest.fixture
def owner_of() -> Iterator[Callable[[Path], subprocess.Popen[str]]]:
    """Start a server in a process of its own, which the test may kill."""
    started: list[subprocess.Popen[str]] = []

    def start(data_dir: Path) -> subprocess.Popen[str]:
        owner = subprocess.Popen(
            [sys.executable, "-c", OWNER, str(data_dir)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        started.append(owner)
        return owner

    yield start
    for owner in started:
        owner.kill()
        owner.wait()
        assert owner.stdout
        owner.stdout.close()


def test_a_server_of_its_own_from_nothing(closed: Path) -> None:
    before = modes(closed)
    server = PrivateServer(closed / ".portal" / "postgres", durable=True)
    with server as url, psycopg.connect(url) as connection:
        assert running_url(server.data_dir) == url
        settings = connection.execute("""
            SELECT current_setting('listen_addresses'), current_setting('server_encoding'),
                   current_setting('fsync'), current_setting('data_checksums'), current_setting('TimeZone'),
                   datlocprovider, datlocale, datname
            FROM pg_database WHERE datname = current_database()
        """).fetchone()
        assert settings == ("", "UTF8", "on", "on", "UTC", "b", "C.UTF-8", "portal")
        socket_dir = Path(connection.info.host)
        assert stat.S_IMODE(socket_dir.stat().st_mode) == 0o700
        assert len(os.fsencode(socket_dir)) < 100
    assert not socket_dir.exists()
    assert processes_of(server.housing()) == []
    assert modes(closed) == before
    assert stat.S_IMODE((closed / ".portal").stat().st_mode) == 0o700
    assert sorted(path.name for path in (closed / ".portal").iterdir()) == ["postgres", "postgres.lock", "postgres.log"]
    assert running_url(server.data_dir) is None


def test_data_is_there_again_at_the_next_start(data_dir: Path) -> None:
    with PrivateServer(data_dir, durable=False) as url, psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    with PrivateServer(data_dir, durable=False) as url, psycopg.connect(url) as connection:
        assert connection.execute("SELECT number FROM kept").fetchall() == [(7,)]


def test_a_second_start_says_that_the_first_one_runs(data_dir: Path) -> None:
    with PrivateServer(data_dir, durable=False), pytest.raises(PrivateServerError) as caught:
        PrivateServer(data_dir, durable=False).start()
    assert str(caught.value) == (
        f"The portal already runs here (process {os.getpid()}, data in {data_dir}): end that one first, or start this "
        "one from another copy."
    )


def test_files_of_someone_else_are_left_alone(closed: Path) -> None:
    (closed / "postgres").mkdir()
    (closed / "postgres" / "thesis.txt").write_text("all of it")
    with pytest.raises(PrivateServerError, match="holds files but no PostgreSQL data"):
        PrivateServer(closed / "postgres", durable=False).__enter__()
    assert [path.name for path in (closed / "postgres").iterdir()] == ["thesis.txt"]


def test_data_of_another_version_is_left_alone(closed: Path) -> None:
    (closed / "postgres").mkdir()
    (closed / "postgres" / "PG_VERSION").write_text("12\n")
    with pytest.raises(PrivateServerError, match=r"was made by PostgreSQL 12, and the installed one is \d\d: "):
        PrivateServer(closed / "postgres", durable=False).__enter__()


def test_a_start_that_was_cut_off_while_making_the_data_begins_anew(closed: Path) -> None:
    half = closed / "postgres.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    with PrivateServer(closed / "postgres", durable=False) as url, psycopg.connect(url):
        assert not half.exists()


def test_a_server_that_does_not_start_says_why(data_dir: Path) -> None:
    (data_dir / "postgresql.conf").write_text("shared_buffers = many\n")
    with pytest.raises(PrivateServerError) as caught:
        PrivateServer(data_dir, durable=False).__enter__()
    assert "The private PostgreSQL did not start: " in str(caught.value)
    assert "shared_buffers" in str(caught.value)


def test_without_the_package_the_sentence_names_both_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres_housing, "PACKAGE", "embedded_postgres_that_is_not_there")
    packaged_binaries.cache_clear()
    with pytest.raises(PrivateServerError) as caught:
        packaged_binaries()
    packaged_binaries.cache_clear()
    assert str(caught.value) == (
        "DATABASE_URL is not set, and the package embedded-postgres, which brings a private PostgreSQL, is not "
        "installed: set DATABASE_URL to a PostgreSQL server, or install requirements/dev.txt."
    )


@LINUX
def test_the_server_ends_when_its_owner_is_killed(
    data_dir: Path, owner_of: Callable[[Path], subprocess.Popen[str]]
) -> None:
    owner = owner_of(data_dir)
    assert owner.stdout
    url = owner.stdout.readline().strip()
    socket_dir = Path(url.partition("host=")[2])
    housing = PrivateServer(data_dir, durable=False).housing()
    assert processes_of(housing)
    owner.send_signal(signal.SIGKILL)
    owner.wait()
    assert wait_until(lambda: processes_of(housing) == [])
    # What nobody was left to remove is removed by the next start.
    assert socket_dir.exists()
    with PrivateServer(data_dir, durable=False) as url, psycopg.connect(url):
        assert not socket_dir.exists()


@LINUX
def test_a_server_that_outlived_its_owner_is_ended(
    data_dir: Path, owner_of: Callable[[Path], subprocess.Popen[str]]
) -> None:
    owner = owner_of(data_dir)
    assert owner.stdout
    owner.stdout.readline()
    # A lock that is gone though the owner and its server run: as if the kernel had not ended the server.
    data_dir.with_name("postgres.lock").unlink()
    said: list[str] = []
    server = PrivateServer(data_dir, durable=False, announce=said.append)
    left = processes_of(server.housing())[0]
    with server as url, psycopg.connect(url):
        assert not left.runs()
    assert said == [f"ending a PostgreSQL that an earlier run left behind (process {left.pid})"]


@LINUX
def test_a_process_that_merely_looks_alike_is_not_ended(data_dir: Path) -> None:
    """Its number is in postmaster.pid, its command line the server's, its folder the data; its program is not."""
    likeness = subprocess.Popen(
        ["bash", "-c", f"exec -a {packaged_binaries() / 'postgres'} sleep 60"], cwd=data_dir, process_group=0
    )
    try:
        (data_dir / "postmaster.pid").write_text(f"{likeness.pid}\n{data_dir}\n1\n5432\n{data_dir}\n\n1 1\nready\n")
        with PrivateServer(data_dir, durable=False) as url, psycopg.connect(url):
            pass
        assert likeness.poll() is None
    finally:
        likeness.kill()
        likeness.wait()


@LINUX
def test_our_program_over_other_data_is_not_ended(made: Path, data_dir: Path, tmp_path: Path) -> None:
    other_dir = shutil.copytree(made, tmp_path / "other")
    with PrivateServer(other_dir, durable=False) as other, psycopg.connect(other) as connection:
        (pid,) = connection.execute("SELECT pg_backend_pid()").fetchone() or (0,)
        (data_dir / "postmaster.pid").write_text((other_dir / "postmaster.pid").read_text())
        with PrivateServer(data_dir, durable=False) as url, psycopg.connect(url):
            pass
        assert connection.execute("SELECT pg_backend_pid()").fetchone() == (pid,)


@AS_ROOT
@LINUX
def test_where_no_user_namespace_is_to_be_had_nobody_runs_it_from_copies(closed: Path) -> None:
    before = modes(closed)
    data_dir = closed / "postgres"
    home: Path | None = None
    try:
        for _ in range(2):  # the second start finds what the first one made
            server = PrivateServer(data_dir, durable=False, rights=Rights.NOBODY)
            with server as url, psycopg.connect(url) as connection:
                home = Path(server.housing().data_dir).parent
                postmaster = Process.at(int((home / "data" / "postmaster.pid").read_text().split()[0]))
                assert postmaster
                owner = Path(f"/proc/{postmaster.pid}").stat().st_uid
                assert (owner, home.parent) == (home.joinpath("data").stat().st_uid, Path("/var/tmp"))  # noqa: S108
                assert owner not in (0, os.geteuid())
                assert running_url(data_dir) == url
                connection.execute("CREATE TABLE IF NOT EXISTS kept AS SELECT 7 AS number")
            assert processes_of(server.housing()) == []
        assert modes(closed) == before
    finally:
        if home is not None:
            shutil.rmtree(home)


def test_the_sockets_folder_is_short_whatever_tmpdir_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = tmp_path / LONG
    deep.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(deep))
    folder = embedded_postgres.make_socket_dir(Rights.OWN)
    try:
        assert folder.parent == Path("/tmp")  # noqa: S108
    finally:
        folder.rmdir()
