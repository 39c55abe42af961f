"""gunicorn as the child of a first run: started, waited for, ended, and known again when a start was killed.

A start writes down which process is its gunicorn and which one answers for it (`.portal/gunicorn-PID`). The next start
ends what is left of one whose owner is gone, and nothing that is not proven to be ours.
"""

from __future__ import annotations

import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings

from mmsmt_portal import environment
from mmsmt_portal.listening import address_of, in_url, is_any, reachable
from mmsmt_portal.processes import Process, end, end_child, tethered
from mmsmt_portal.steps import CannotServeError, Steps

#: Seconds that gunicorn may take to answer for the first time.
ANSWER_LIMIT = 60
#: What ends gunicorn: running requests are finished (3 s, start_gunicorn), cut off, or everything at once.
ENDING = ((signal.SIGTERM, 12.0), (signal.SIGQUIT, 3.0), (signal.SIGKILL, 2.0))


def start_gunicorn(
    workers: int, listener: socket.socket, url: str, base: str, portal_dir: Path
) -> subprocess.Popen[bytes]:
    """gunicorn as in production, through wsgi.py, on the socket that was taken at the start."""
    host, _port = address_of(listener)
    given = settings.ENVIRONMENT
    # Whoever serves all addresses of a machine does not know its names.
    hosts = given.allowed_hosts or (*settings.ALLOWED_HOSTS, "*" if is_any(host) else in_url(host))
    gunicorn = tethered(
        [
            sys.executable,
            "-m",
            "gunicorn",
            "--config=python:mmsmt_portal.gunicorn_config",
            f"--bind=fd://{listener.fileno()}",
            f"--workers={workers}",
            "--graceful-timeout=3",  # seconds; a person who pressed Ctrl-C waits
            "--log-level=warning",  # the steps say what its start would
        ],
        on_our_end=signal.SIGTERM,
        cwd=settings.BASE_DIR,
        pass_fds=[listener.fileno()],
        env=environment.with_changes(
            DATABASE_URL=url,
            SECRET_KEY=given.secret_key or secret_key(portal_dir / "secret-key"),
            ALLOWED_HOSTS=",".join(hosts),
            SITE_URL=base,
        ),
    )
    record(gunicorn, portal_dir)
    return gunicorn


def wait_for_answer(address: tuple[str, int], gunicorn: subprocess.Popen[bytes]) -> None:
    """Returns when the portal says that it is ready to serve pages."""
    host, port = address
    deadline = time.monotonic() + ANSWER_LIMIT
    while time.monotonic() < deadline:
        if gunicorn.poll() is not None:
            raise CannotServeError("gunicorn ended before it answered; what it said is above.")
        web = http.client.HTTPConnection(reachable(host), port, timeout=5)
        try:
            web.request("GET", "/health/ready")
            if web.getresponse().status == 200:
                return
        except (OSError, http.client.HTTPException):
            pass
        finally:
            web.close()
        time.sleep(0.02)
    raise CannotServeError(f"The portal did not answer within {ANSWER_LIMIT} seconds.")


def record_of(portal_dir: Path, pid: int) -> Path:
    return portal_dir / f"gunicorn-{pid}"


def record(gunicorn: subprocess.Popen[bytes], portal_dir: Path) -> None:
    """Write down which process is gunicorn and which one answers for it, so that a later start can prove both."""
    ours, theirs = Process.at(os.getpid()), Process.at(gunicorn.pid)
    if ours and theirs:
        record_of(portal_dir, gunicorn.pid).write_text(f"{theirs.pid} {theirs.started} {ours.pid} {ours.started}\n")


def end_gunicorn(gunicorn: subprocess.Popen[bytes], portal_dir: Path) -> None:
    end_child(gunicorn, ENDING)
    if gunicorn.returncode == -signal.SIGKILL:  # then its workers were not told
        end([process for process in Process.every() if process.group() == gunicorn.pid], ((signal.SIGKILL, 2.0),))
    record_of(portal_dir, gunicorn.pid).unlink(missing_ok=True)


def end_left_over(portal_dir: Path, steps: Steps) -> None:
    """End the gunicorn of a start that was killed: recorded here, still the same process, and nobody answers for it."""
    for path in portal_dir.glob("gunicorn-*"):
        try:
            pid, started, parent, parent_started = path.read_text().split()
            gunicorn, owner = Process(int(pid), started), Process(int(parent), parent_started)
        except (OSError, ValueError):
            continue
        if owner.runs():
            continue
        # Its workers are of its group, which has its number, also when it has ended itself.
        number_is_ours = Process.at(gunicorn.pid) in (gunicorn, None)
        left = [
            process
            for process in (Process.every() if number_is_ours else [])
            if process.group() == gunicorn.pid
            and process.is_in(settings.BASE_DIR)
            and "--config=python:mmsmt_portal.gunicorn_config" in process.command_line()
        ]
        if left:
            steps.say(f"Ending a gunicorn that an earlier run left behind (process {left[0].pid}).")
            if end(left, ENDING):
                raise CannotServeError(f"A gunicorn of an earlier run (process {left[0].pid}) does not end.")
        path.unlink(missing_ok=True)


def secret_key(path: Path) -> str:
    """The key of this checkout's first runs, made once, readable by its owner alone."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(key := secrets.token_urlsafe(50))
    return key
