"""Child processes that end with us, and other processes known for what they are before anything is done to them.

What is read of other processes is read from /proc, so on Linux. Where there is none, no process is ever recognised, and
so none is ended.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

TETHER = Path(__file__).with_name("tether.py")
PROC = Path("/proc")


class Rights(StrEnum):
    """Whose rights a child runs with (tether.py says what each does)."""

    OWN = "own"
    USER_NAMESPACE = "user-namespace"
    NOBODY = "nobody"


def tethered(
    command: Sequence[str | Path],
    *,
    on_our_end: signal.Signals,
    rights: Rights = Rights.OWN,
    **options: Any,
) -> subprocess.Popen[bytes]:
    """Start a command as a direct child in a process group of its own. `on_our_end` is sent to it when we are gone.

    Its own group, so that Ctrl-C at a terminal reaches us alone and we end our children in their order. `options` are
    those of subprocess.Popen.
    """
    tether = [sys.executable, "-I", "-S", TETHER, rights, str(int(on_our_end)), str(os.getpid())]
    return subprocess.Popen(  # noqa: S603 - no shell, and every command is ours
        [str(part) for part in (*tether, *command)], stdin=subprocess.DEVNULL, process_group=0, **options
    )


def end_child(child: subprocess.Popen[bytes], steps: Iterable[tuple[signal.Signals, float]]) -> None:
    """Send a child one signal after the other, waiting for so many seconds after each, until it has ended."""
    for number, seconds in steps:
        if child.poll() is not None:
            return
        child.send_signal(number)
        try:
            child.wait(seconds)
        except subprocess.TimeoutExpired:
            continue


@dataclass(frozen=True)
class Process:
    """A process of this machine, named so that its number cannot be taken over by another one."""

    pid: int
    started: str  #: clock ticks since the machine started, as in field 22 of /proc/PID/stat

    @classmethod
    def at(cls, pid: int) -> Process | None:
        """The process with this number, or None: there is none, it has ended (a zombie), or it cannot be seen."""
        try:
            # The second field is the command's name in parentheses, which may hold blanks and parentheses.
            fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            return None
        return None if fields[0] in "ZX" else cls(pid, fields[19])

    @classmethod
    def every(cls) -> list[Process]:
        if not PROC.is_dir():
            return []
        pids = [int(path.name) for path in PROC.iterdir() if path.name.isdigit()]
        return [process for pid in pids if (process := cls.at(pid)) is not None]

    def runs(self) -> bool:
        return Process.at(self.pid) == self

    def runs_executable(self, executable: Path) -> bool:
        """Whether this is the program it runs, also when the file has been replaced since."""
        try:
            target = os.readlink(PROC / str(self.pid) / "exe").removesuffix(" (deleted)")
        except OSError:
            return False
        return target == str(executable.resolve())

    def is_in(self, folder: Path) -> bool:
        """Whether this is its working directory: the folder itself, not one of the same name."""
        try:
            return (PROC / str(self.pid) / "cwd").samefile(folder)
        except OSError:
            return False

    def command_line(self) -> list[str]:
        try:
            return (PROC / str(self.pid) / "cmdline").read_bytes().decode(errors="replace").split("\0")[:-1]
        except OSError:
            return []

    def group(self) -> int | None:
        try:
            return os.getpgid(self.pid)
        except OSError:
            return None

    def send(self, number: signal.Signals) -> None:
        if self.runs():
            try:
                os.kill(self.pid, number)
            except ProcessLookupError:
                return


def end(processes: Sequence[Process], steps: Iterable[tuple[signal.Signals, float]]) -> list[Process]:
    """Send processes that are not our children one signal after the other, waiting for so many seconds after each.

    Returns those that still run after the last.
    """
    left = [process for process in processes if process.runs()]
    for number, seconds in steps:
        for process in left:
            process.send(number)
        deadline = time.monotonic() + seconds
        while left and time.monotonic() < deadline:
            time.sleep(0.02)
            left = [process for process in left if process.runs()]
    return left
