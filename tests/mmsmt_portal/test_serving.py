"""The steps of a start, each alone, with stand-ins for what reads the curated files and what publishes."""

from __future__ import annotations

import io
import os
import re
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from findings.vocabulary import SubjectKind
from mmsmt_portal import listening, serving, web_server
from mmsmt_portal.processes import Process
from mmsmt_portal.serving import Curation, Subject
from mmsmt_portal.steps import CannotServeError, Steps

LINUX = pytest.mark.skipif(not Path("/proc/self/exe").exists(), reason="what a process is can be read on Linux only")

ONE = (SubjectKind.FINDING, "MSMT-2025-1-001")
TWO = (SubjectKind.FINDING, "MSMT-2025-1-002")


@dataclass
class Report:
    created: list[Subject] = field(default_factory=list)
    updated: list[Subject] = field(default_factory=list)
    unchanged: int = 0
    kept: list[Subject] = field(default_factory=list)

    def subjects(self) -> list[Subject]:
        return [*self.created, *self.updated]


class WrongFilesError(Exception):
    pass


class House:
    """Curated files, a ledger, and what a start said about them."""

    def __init__(self, report: Report, *, published: Sequence[Subject] = (), error: Exception | None = None) -> None:
        self.ledger = list(published)
        self.publications: list[dict[str, Any]] = []
        self.out = io.StringIO()
        self._report, self._error = report, error

    def start(self, *, publish: bool = False) -> str:
        curation = Curation(
            directory=Path("fixtures"),
            load=self.load,
            ledger_is_empty=lambda: not self.ledger,
            pending=lambda subjects: [subject for subject in subjects if subject not in self.ledger],
            publish=self.publish,
            errors=(WrongFilesError,),
        )
        steps = Steps(self.out)
        serving.publish(serving.load(curation, steps), curation, publish, steps)
        return re.sub(r"\d+\.\d s", "0.0 s", self.out.getvalue())

    def load(self, directory: Path, *, progress: Any) -> Report:
        assert directory == Path("fixtures")
        progress(0, 1)
        if self._error:
            raise self._error
        return self._report

    def publish(self, subjects: Sequence[Subject], *, editor: str, note: str, progress: Any) -> None:
        progress(1, 1)
        self.ledger += subjects
        self.publications.append({"subjects": list(subjects), "editor": editor, "note": note})


def test_the_first_start_publishes_what_it_loaded() -> None:
    house = House(Report(created=[ONE, TWO]))
    assert house.start() == (
        "Loading the curated records … 0.0 s: 2 new\n"
        "Comparing with what is published … 0.0 s: 2 subjects to publish\n"
        "Publishing … 0.0 s: 2 subjects\n"
    )
    assert house.publications == [
        {
            "subjects": [ONE, TWO],
            "editor": "curated fixtures",
            "note": "First publication",
        }
    ]


def test_a_second_start_changes_nothing() -> None:
    house = House(Report(unchanged=2), published=[ONE, TWO])
    assert house.start() == (
        "Loading the curated records … 0.0 s: 2 unchanged\nComparing with what is published … 0.0 s: unchanged\n"
    )
    assert house.publications == []


def test_a_later_start_lists_what_waits_and_publishes_only_when_told_to() -> None:
    changed = [(SubjectKind.FINDING, f"MSMT-2025-1-{number:03}") for number in range(2, 9)]
    house = House(Report(updated=changed, unchanged=1), published=[ONE])
    assert house.start() == (
        "Loading the curated records … 0.0 s: 7 changed, 1 unchanged\n"
        "Comparing with what is published … 0.0 s: 7 subjects to publish\n"
        "  7 subjects changed and not published: finding MSMT-2025-1-002, finding MSMT-2025-1-003, finding "
        "MSMT-2025-1-004, finding MSMT-2025-1-005, finding MSMT-2025-1-006 and 2 more. `manage.py serve --publish` "
        "publishes them.\n"
    )
    assert house.publications == []

    house.start(publish=True)
    assert house.publications == [
        {"subjects": changed, "editor": "curated fixtures", "note": "Curated records as loaded"}
    ]


def test_what_an_editor_changed_is_named_and_kept() -> None:
    house = House(Report(unchanged=1, kept=[ONE]), published=[ONE])
    assert house.start() == (
        "Loading the curated records … 0.0 s: 1 unchanged\n"
        "  1 record changed by an editor since the last load, and so not overwritten: finding MSMT-2025-1-001. "
        "`manage.py load_fixtures --overwrite` would.\n"
        "Comparing with what is published … 0.0 s: unchanged\n"
    )


def test_wrong_curated_files_are_told_whole() -> None:
    errors = "fixtures/actors.yaml:3: name is missing\nfixtures/actors.yaml:9: slug is there twice"
    house = House(Report(), error=WrongFilesError(errors))
    with pytest.raises(CannotServeError) as caught:
        house.start()
    assert str(caught.value) == errors
    assert house.publications == []


def test_a_busy_port_is_a_sentence() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CannotServeError) as caught, listening.take_address("127.0.0.1", port):
            pass
        assert str(caught.value) == (
            f"Port {port} of 127.0.0.1 is in use by another program; end it, or choose another port, as "
            f"--port {port + 1}."
        )


@pytest.mark.parametrize("host", ["portal.invalid", "192.0.2.7", "a" * 70])
def test_an_address_that_is_not_this_machines_is_a_sentence(host: str) -> None:
    with pytest.raises(CannotServeError) as caught, listening.take_address(host, 0):
        pass
    assert str(caught.value) == f"--host is {host!r}, which is no address of this machine; try 127.0.0.1."


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000/"),
        ("0.0.0.0", "http://127.0.0.1:8000/"),  # noqa: S104 - a name only
        ("::", "http://[::1]:8000/"),
        ("::1", "http://[::1]:8000/"),
    ],
)
def test_the_address_that_is_told_is_one_that_a_browser_here_can_open(host: str, address: str) -> None:
    assert listening.web_address(host, 8000) == address


def test_what_permalinks_begin_with_is_told_while_a_start_runs(tmp_path: Path) -> None:
    folder = tmp_path / ".portal"
    told = [listening.base_left(folder)]
    with listening.leaving_base(folder, "http://127.0.0.1:8731"):
        told.append(listening.base_left(folder))
    told.append(listening.base_left(folder))
    assert told == [None, "http://127.0.0.1:8731", None]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_secret_key_is_made_once_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "secret-key"
    key = web_server.secret_key(path)
    assert web_server.secret_key(path) == key
    assert len(key) > 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


# A gunicorn that outlived its serve, and one that is somebody else's


@pytest.fixture
def like_gunicorn(tmp_path: Path, settings: Any) -> Iterator[subprocess.Popen[bytes]]:
    """A process that works in our folder with gunicorn's command line."""
    settings.BASE_DIR = tmp_path
    with subprocess.Popen(
        [sys.executable, "-c", "import time; time.sleep(60)", "--config=python:mmsmt_portal.gunicorn_config"],
        cwd=tmp_path,
        process_group=0,
    ) as process:
        yield process
        process.kill()


def write_record(folder: Path, gunicorn: Process | None, owner: str) -> Path:
    assert gunicorn
    path = folder / f"gunicorn-{gunicorn.pid}"
    path.write_text(f"{gunicorn.pid} {gunicorn.started} {owner}\n")
    return path


@LINUX
def test_a_gunicorn_that_nobody_answers_for_is_ended(like_gunicorn: subprocess.Popen[bytes], tmp_path: Path) -> None:
    path = write_record(tmp_path, Process.at(like_gunicorn.pid), "999999999 1")
    out = io.StringIO()
    web_server.end_left_over(tmp_path, Steps(out))
    assert like_gunicorn.wait(5) == -signal.SIGTERM
    assert out.getvalue() == f"Ending a gunicorn that an earlier run left behind (process {like_gunicorn.pid}).\n"
    assert not path.exists()


@LINUX
def test_a_gunicorn_whose_serve_still_runs_is_left_alone(
    like_gunicorn: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    ourselves = Process.at(os.getpid())
    assert ourselves
    path = write_record(tmp_path, Process.at(like_gunicorn.pid), f"{ourselves.pid} {ourselves.started}")
    web_server.end_left_over(tmp_path, Steps(io.StringIO()))
    assert like_gunicorn.poll() is None
    assert path.exists()


@LINUX
@pytest.mark.parametrize("folder", ["another-copy", "."])
def test_a_process_that_merely_has_its_number_is_left_alone(
    like_gunicorn: subprocess.Popen[bytes], tmp_path: Path, settings: Any, folder: str
) -> None:
    """One of another copy of the portal; and one that got the number after ours had ended."""
    settings.BASE_DIR = tmp_path / folder
    found = Process.at(like_gunicorn.pid)
    assert found
    if folder == ".":
        found = Process(found.pid, "1")
    path = write_record(tmp_path, found, "999999999 1")
    web_server.end_left_over(tmp_path, Steps(io.StringIO()))
    assert like_gunicorn.poll() is None
    assert not path.exists()


def test_where_a_release_stands_none_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "7").mkdir()
    (tmp_path / "7" / "release.json").write_text("{}")
    monkeypatch.setattr("django.conf.settings.RELEASES_DIR", tmp_path)
    out = io.StringIO()
    serving.make_first_release("postgresql://portal@127.0.0.1:9/portal", "http://127.0.0.1:8731", Steps(out))
    assert (out.getvalue(), [path.name for path in tmp_path.iterdir()]) == ("", ["7"])


def test_a_first_release_that_cannot_be_made_is_told_and_ends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.conf.settings.RELEASES_DIR", tmp_path)
    out = io.StringIO()
    serving.make_first_release("postgresql://portal@127.0.0.1:9/portal", "http://127.0.0.1:8731", Steps(out))
    begin, failed, reason = out.getvalue().partition("No release of the dataset was made: ")
    assert (begin, bool(failed)) == ("Making the first release of the dataset, for /data/.\n", True)
    assert "127.0.0.1" in reason
    assert list(tmp_path.iterdir()) == []
