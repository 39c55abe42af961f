"""The main job, as a person meets it: `manage.py serve` in a copy of the portal, from the outside.

The copy lies in a folder that only its owner can enter, below a path of more than 130 characters, and so does its
database. It is started once from nothing; what comes after is a second start of the same copy, or a start that is cut
off in the middle.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from mmsmt_portal import environment
from mmsmt_portal.embedded_postgres import PrivateServer
from mmsmt_portal.processes import Process
from tests.mmsmt_portal.test_environment import PRODUCTION

pytestmark = [
    pytest.mark.serve,
    pytest.mark.skipif(not Path("/proc/self/exe").exists(), reason="what still runs is looked up on Linux only"),
]

ROOT = Path(__file__).resolve().parent.parent.parent
NOT_COPIED = shutil.ignore_patterns(
    ".git", ".venv*", ".portal", "staticfiles", ".*_cache", ".hypothesis", "node_modules"
)
#: Seconds that anything here may take before the test fails.
LIMIT = 180
ADDRESS = re.compile(r"The portal is at (http://\S+/) \(started in \d+\.\d s\)\. Ctrl-C ends it\.")


@dataclass
class Run:
    """One `manage.py serve`, in a session of its own, as at a terminal of its own."""

    process: subprocess.Popen[str]
    folder: Path
    lines: list[str]
    reader: threading.Thread

    def wait_for(self, pattern: str) -> re.Match[str]:
        """The first line that fits, as soon as it is written (or begun)."""
        deadline = time.monotonic() + LIMIT
        while time.monotonic() < deadline:
            for line in self.lines[:]:
                if found := re.search(pattern, line):
                    return found
            if self.process.poll() is not None and not self.reader.is_alive():
                break
            time.sleep(0.01)
        pytest.fail(f"no line like {pattern!r} in:\n{self.text()}")

    def address(self) -> str:
        return self.wait_for(ADDRESS.pattern)[1]

    def end(self, number: signal.Signals, *, group: bool = False) -> int:
        """Send it (or its whole process group) a signal, and return its exit code."""
        if group:
            os.killpg(self.process.pid, number)
        else:
            self.process.send_signal(number)
        return self.finish()

    def finish(self) -> int:
        code = self.process.wait(LIMIT)
        self.reader.join(LIMIT)
        return code

    def text(self) -> str:
        return "".join(self.lines)


def started(folder: Path, *options: str, **variables: str) -> Run:
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve", *options],
        cwd=folder,
        env=environment.with_changes(**dict.fromkeys(PRODUCTION, "") | {"PYTHONUNBUFFERED": "1"} | variables),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    lines: list[str] = [""]

    def read() -> None:
        """By character, because a step that runs is a line that is not at its end."""
        assert process.stdout
        with process.stdout:
            while character := process.stdout.read(1):
                lines[-1] += character
                if character == "\n":
                    lines.append("")

    reader = threading.Thread(target=read)
    reader.start()
    return Run(process, folder, lines, reader)


def still_running(folder: Path) -> list[str]:
    """The command lines of everything that works in the folder or is told about it, ourselves left out."""
    found = []
    for process in Process.every():
        with contextlib.suppress(OSError):
            place = os.readlink(f"/proc/{process.pid}/cwd")
            if place.startswith(str(folder)) or str(folder) in " ".join(process.command_line()):
                found.append(" ".join(process.command_line()) or f"process {process.pid}")
    return found


def left_running(folder: Path) -> list[str]:
    """What still runs when all that was told to end has had its time to: a child outlives its parent by a moment."""
    deadline = time.monotonic() + 30
    while (found := still_running(folder)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return found


def get(address: str) -> tuple[int, str]:
    with urllib.request.urlopen(address, timeout=10) as response:  # noqa: S310 - the address of our own server
        return response.status, response.read().decode()


type Serve = Callable[..., Run]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the portal, closed to others, at the end of a long path, already served once."""
    closed = tmp_path_factory.mktemp("closed")
    closed.chmod(0o700)
    folder = closed / ("a-folder-with-a-long-name-" * 5) / "portal"
    shutil.copytree(ROOT, folder, ignore=NOT_COPIED)
    assert len(str(folder)) > 130
    yield folder
    shutil.rmtree(closed)


@pytest.fixture(scope="module")
def first(copy: Path) -> Run:
    """The first start, already ended with Ctrl-C."""
    run = started(copy, "--port", "0")
    try:
        address = run.address()
        assert get(address + "health/ready") == (200, '{"status": "ready"}')
        status, page = get(address + "findings/msmt-2025-1-001/")
        assert (status, "20,000" in page) == (200, True)
        run.wait_for(f"The first release of the dataset is at {address}data/")
        assert json.loads(get(address + "data/releases/1/release.json")[1])["site"] == address.rstrip("/")
        assert run.end(signal.SIGINT, group=True) == 0
    finally:
        run.process.kill()
        run.finish()
    return run


@pytest.fixture
def serve(copy: Path, first: Run) -> Iterator[Serve]:
    """Start the copy again; what a test leaves running is ended after it."""
    runs: list[Run] = []

    def start(*options: str, folder: Path = copy, **variables: str) -> Run:
        runs.append(started(folder, *options, **variables))
        return runs[-1]

    yield start
    for run in runs:
        if run.process.poll() is None:
            run.end(signal.SIGTERM)


def without_times(text: str) -> str:
    return re.sub(r"\d+\.\d s", "0.0 s", text)


def test_the_first_start_announces_each_step_and_ends_with_the_address(first: Run) -> None:
    assert [line.partition(" … ")[0] for line in first.lines if " … " in line] == [
        "Making a private PostgreSQL in .portal/postgres",
        "Starting the private PostgreSQL",
        "Migrating the database",
        "Collecting the static files",
        "Loading the curated records",
        "Comparing with what is published",
        "Publishing",
        "Starting 2 workers",
    ]
    assert ADDRESS.fullmatch(first.text().split("\n\n")[1].splitlines()[0])
    # The last lines of the server's own log may come after it.
    assert [line for line in first.lines if line and not line.startswith("{")][-2:] == ["\n", "Ending the portal.\n"]


def test_after_ctrl_c_nothing_runs_and_nothing_lies_about(first: Run, copy: Path) -> None:
    assert left_running(copy) == []
    assert sorted(path.name for path in (copy / ".portal").iterdir()) == [
        "postgres",
        "postgres.lock",
        "postgres.log",
        "releases",
        "secret-key",
        "static.sha256",
    ]
    assert [path.name for path in (copy / ".portal" / "releases").iterdir()] == ["1"]


@pytest.fixture(scope="module")
def second(copy: Path, first: Run) -> Iterator[Run]:
    """A second start of the copy, whose main page is there."""
    run = started(copy, "--port", "0")
    try:
        assert get(run.address())[0] == 200
        yield run
    finally:
        run.process.kill()
        run.finish()


def test_a_second_start_makes_nothing_anew_and_changes_nothing(second: Run) -> None:
    steps, address = without_times(second.text()).split("\n\n")
    assert re.sub(r"\d+ unchanged", "N unchanged", steps).splitlines() == [
        "Starting the private PostgreSQL … 0.0 s",
        "Collecting the static files … 0.0 s: unchanged",
        "Loading the curated records … 0.0 s: N unchanged",
        "Comparing with what is published … 0.0 s: unchanged",
        "Starting 2 workers … 0.0 s",
    ]
    assert address.startswith("The portal is at http://127.0.0.1:")


def test_while_it_runs_the_commands_of_readme_find_its_database(second: Run, copy: Path) -> None:
    """Those of its section "Commands". One that would ask questions is told the answers."""
    section = (ROOT / "README.md").read_text().partition("## Commands\n")[2].partition("\n## ")[0]
    lines = re.findall(r"^\.venv/bin/python (manage\.py .*)$", section, flags=re.MULTILINE)
    assert len(lines) == 15
    # It asks for the addresses of sources; its own test has it ask a server of this machine.
    lines.remove("manage.py check_links")
    answers = ["--noinput", "--username=editor", "--email=editor@portal.example.org"]
    un_list = ROOT / "tests" / "findings" / "curation" / "un-list-dprk-2025-04-19.xml"
    for line in lines:
        words = [str(un_list) if word == "FILE" else word for word in line.split()]
        done = subprocess.run(
            [sys.executable, *words, *(answers if "createsuperuser" in line else [])],
            cwd=copy,
            env=environment.with_changes(
                **dict.fromkeys(PRODUCTION, "") | {"DJANGO_SUPERUSER_PASSWORD": "a-password-of-a-test"}
            ),
            input="a-password-of-a-test\n",
            capture_output=True,
            text=True,
            timeout=LIMIT,
        )
        assert (line, done.returncode, done.stderr) == (line, 0, "")
    assert sorted(path.name for path in (copy / "dumped").iterdir()) == sorted(
        path.name for path in (copy / "fixtures").iterdir()
    )
    # Nobody told them the address that it serves under, which is not the usual one.
    assert json.loads((copy / "released" / "release.json").read_text())["site"] == second.address().rstrip("/")


def test_while_it_runs_another_start_says_so(second: Run, serve: Serve, copy: Path) -> None:
    other = serve("--port", "0")
    assert other.finish() == 1
    assert other.text() == (
        f"The portal already runs here (process {second.process.pid}, data in {copy}/.portal/postgres): end that one "
        "first, or start this one from another copy.\n"
    )
    assert second.process.poll() is None


def test_when_its_database_ends_it_says_so_and_ends(second: Run, copy: Path) -> None:
    os.kill(int((copy / ".portal" / "postgres" / "postmaster.pid").read_text().split()[0]), signal.SIGINT)
    assert second.finish() == 1
    assert second.text().endswith(
        f"The private PostgreSQL has ended by itself; its log is {copy}/.portal/postgres.log.\n"
    )
    assert left_running(copy) == []


def test_a_busy_port_is_told_before_anything_is_done(serve: Serve, copy: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        run = serve("--port", str(port))
        assert run.finish() == 1
    assert run.text() == (
        f"Port {port} of 127.0.0.1 is in use by another program; end it, or choose another port, as "
        f"--port {port + 1}.\n"
    )
    assert left_running(copy) == []


def test_an_address_that_is_none_is_a_sentence(serve: Serve) -> None:
    run = serve("--port", "0", DATABASE_URL="portal")
    assert run.finish() == 1
    assert run.text() == (
        "DATABASE_URL is 'portal', which is not an address of a PostgreSQL server. It has the form "
        "postgresql://USER:PASSWORD@HOST:5432/NAME.\n"
    )


def test_a_database_that_is_not_there_is_a_sentence(serve: Serve) -> None:
    run = serve("--port", "0", DATABASE_URL="postgresql://portal:secret@127.0.0.1:9/portal")
    assert run.finish() == 1
    assert run.text() == (
        "Connecting to postgresql://portal@127.0.0.1:9/portal …\n"
        "The database postgresql://portal@127.0.0.1:9/portal of DATABASE_URL cannot be used: no PostgreSQL server "
        "listens there. Start it, or correct the host and port.\n"
    )


def test_with_database_url_that_server_is_used_and_stays(serve: Serve, copy: Path, tmp_path: Path) -> None:
    with PrivateServer(tmp_path / "postgres", durable=False) as url:
        run = serve("--port", "0", "--workers", "1", DATABASE_URL=url, RELEASE="2.0")
        assert get(run.address() + "health/ready")[0] == 200
        assert json.loads(get(run.address() + "health/version")[1]) == {"release": "2.0", "dataset_version": 1}
        assert run.lines[0].startswith(f"Connecting to {url} … ")
        assert "private PostgreSQL" not in run.text()
        assert run.end(signal.SIGTERM, group=True) == 0
        assert left_running(copy) == []
        assert still_running(tmp_path) != []


def test_the_next_start_cleans_up_after_a_kill(serve: Serve, copy: Path) -> None:
    run = serve("--port", "0")
    port = run.address().rpartition(":")[2].rstrip("/")
    assert run.end(signal.SIGKILL, group=True) == -signal.SIGKILL
    # At once, on the same port, while the kernel may still be ending what was left.
    again = serve("--port", port)
    assert get(again.address() + "health/ready")[0] == 200
    assert again.end(signal.SIGINT) == 0
    assert left_running(copy) == []
    assert not list((copy / ".portal").glob("gunicorn-*"))
    assert not (copy / ".portal" / "postgres.socket").exists()


@pytest.mark.parametrize(
    "step", ["Making a private PostgreSQL", "Migrating the database", "Loading the curated records"]
)
def test_a_start_that_is_ended_in_the_middle_leaves_nothing_running(
    serve: Serve, copy: Path, tmp_path: Path, step: str
) -> None:
    folder = tmp_path / "portal"
    # The static files are there already, so that the middle is reached sooner.
    shutil.copytree(copy, folder, ignore=shutil.ignore_patterns(".portal"))
    (folder / ".portal").mkdir(mode=0o700)
    shutil.copy(copy / ".portal" / "static.sha256", folder / ".portal")
    run = serve("--port", "0", folder=folder)
    run.wait_for(step)
    assert run.end(signal.SIGTERM) == 0
    assert run.text().endswith("…\n\nEnding the portal.\n")
    assert left_running(folder) == []
