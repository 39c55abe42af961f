"""Children that end with us, with the rights they should have; and a process known by more than its number."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mmsmt_portal.processes import Process, Rights, end, end_child, tethered

LINUX = pytest.mark.skipif(not Path("/proc/self/exe").exists(), reason="what a process is can be read on Linux only")
AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become nobody")
ROOT = Path(__file__).resolve().parent.parent.parent

#: A process that starts a tethered child, names it, and waits to be killed.
PARENT = """
import signal, sys, time
from mmsmt_portal.processes import tethered
print(tethered(["/bin/sleep", "60"], on_our_end=signal.SIGTERM, rights=sys.argv[1]).pid, flush=True)
time.sleep(60)
"""


@LINUX
@pytest.mark.parametrize(
    "rights",
    [
        Rights.OWN,
        pytest.param(Rights.USER_NAMESPACE, marks=AS_ROOT),
        pytest.param(Rights.NOBODY, marks=AS_ROOT),
    ],
)
def test_a_tethered_child_ends_when_its_parent_is_killed(rights: Rights) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, rights], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout
        child = None
        pid = int(parent.stdout.readline())
        # The tether replaces itself by the command a moment after it was started.
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline and not (
            (child := Process.at(pid)) and child.command_line() == ["/bin/sleep", "60"]
        ):
            time.sleep(0.01)
        assert child
        parent.kill()
    while child.runs() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not child.runs()


@LINUX
@pytest.mark.parametrize(
    ("rights", "user"),
    [
        (Rights.OWN, str(os.geteuid())),
        pytest.param(Rights.USER_NAMESPACE, "65534", marks=AS_ROOT),
        pytest.param(Rights.NOBODY, "65534", marks=AS_ROOT),
    ],
)
def test_a_child_has_the_rights_it_was_given(rights: Rights, user: str) -> None:
    child = tethered(["/usr/bin/id", "-u"], on_our_end=signal.SIGTERM, rights=rights, stdout=subprocess.PIPE)
    assert child.communicate(timeout=60)[0].decode().strip() == user


def test_a_command_that_is_not_there_is_said_to_be_missing() -> None:
    child = tethered(["/nowhere/postgres"], on_our_end=signal.SIGTERM, stderr=subprocess.PIPE)
    words = child.communicate(timeout=60)[1].decode()
    assert (child.returncode, words) == (126, "/nowhere/postgres: [Errno 2] No such file or directory\n")


def test_a_child_that_ignores_one_signal_gets_the_next() -> None:
    child = tethered(
        ["/bin/sh", "-c", "trap '' TERM; echo ready; while :; do sleep 0.1; done"],
        on_our_end=signal.SIGKILL,
        stdout=subprocess.PIPE,
    )
    assert child.stdout
    with child.stdout:
        child.stdout.readline()
        end_child(child, ((signal.SIGTERM, 0.2), (signal.SIGKILL, 5.0)))
    assert child.returncode == -signal.SIGKILL


@LINUX
def test_a_number_that_was_taken_over_is_another_process() -> None:
    ourselves = Process.at(os.getpid())
    assert ourselves
    assert ourselves.runs()
    before_us = Process(ourselves.pid, "1")
    assert not before_us.runs()
    before_us.send(signal.SIGKILL)  # reaches nobody
    assert end([before_us], ((signal.SIGKILL, 1.0),)) == []


@LINUX
def test_a_process_is_known_by_its_program_and_its_folder(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    with subprocess.Popen(["/bin/sleep", "60"], cwd=tmp_path / "here") as child:
        process = Process.at(child.pid)
        assert process
        deadline = time.monotonic() + 10
        while not process.runs_executable(Path("/bin/sleep")) and time.monotonic() < deadline:
            time.sleep(0.01)
        assert process.runs_executable(Path("/bin/sleep"))
        assert not process.runs_executable(Path("/bin/bash"))
        assert process.is_in(tmp_path / "here")
        assert not process.is_in(tmp_path)
        child.kill()
    assert not process.runs()
    assert Process.at(child.pid) is None
