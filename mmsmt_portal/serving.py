"""The main job: from a checkout to the portal in a browser, in one process that ends what it started.

Everything that takes time is a step that is announced (steps.py). Everything that can be wrong with the machine is a
sentence (CannotServeError). Everything that was started ends with this process: in order when it is asked to end, by
the kernel's hand when it is killed (tether.py); what even that left behind is cleaned up by the next start.
"""

from __future__ import annotations

import http.client
import ipaddress
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Protocol

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration

from findings.vocabulary import SubjectKind
from mmsmt_portal import database, environment, static
from mmsmt_portal.embedded_postgres import PrivateServer
from mmsmt_portal.management.commands.migrate import Command as Migrate
from mmsmt_portal.processes import Process, end, end_child, tethered
from mmsmt_portal.steps import Steps

#: Seconds that gunicorn may take to answer for the first time.
ANSWER_LIMIT = 60
#: What ends gunicorn: running requests are finished (10 s, gunicorn_config.py), cut off, or everything at once.
ENDING = ((signal.SIGTERM, 12.0), (signal.SIGQUIT, 3.0), (signal.SIGKILL, 2.0))
#: How many subjects that wait for publication are named before "and N more".
SUBJECTS_NAMED = 5
#: Who the ledger names for what the first start publishes.
EDITOR = "curated fixtures"


class CannotServeError(Exception):
    """The portal cannot be served. `str()` is what a person reads: why, and what would help."""


class Ended(KeyboardInterrupt):
    """This process was asked to end. A KeyboardInterrupt, so that the database driver breaks off what it waits for."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@dataclass(frozen=True)
class Wanted:
    """What the command line asks for."""

    host: str
    port: int  #: 0 takes a free one
    workers: int
    publish: bool


#: A record, and a subject that can be published, by kind and permanent key.
type Name = tuple[str, str]
type Subject = tuple[SubjectKind, str]


class LoadReport(Protocol):
    """What a load of the curated files did, record by record."""

    @property
    def created(self) -> Sequence[Name]: ...
    @property
    def updated(self) -> Sequence[Name]: ...
    @property
    def unchanged(self) -> int: ...
    @property
    def kept(self) -> Sequence[Name]: ...  #: changed by an editor since the last load, and so not overwritten

    def subjects(self) -> Sequence[Subject]: ...  #: those that no editor has touched: what may be published


@dataclass(frozen=True)
class Curation:
    """How curated files become records, and records become editions: the doors of `findings` that serving goes through.

    `load` and `publish` raise one of `errors`, whose text is the whole list of what is wrong.
    """

    directory: Path
    load: Callable[..., LoadReport]  #: load(directory, progress=…)
    ledger_is_empty: Callable[[], bool]
    pending: Callable[[Sequence[Subject]], Sequence[Subject]]
    publish: Callable[..., object]  #: publish(subjects, editor=…, note=…, progress=…)
    errors: tuple[type[Exception], ...]


def serve(wanted: Wanted, curation: Curation, steps: Steps) -> int:
    """Do it all, and stay until asked to end. Returns the exit code; raises CannotServeError, PrivateServerError,
    UnusableDatabaseError with a sentence.
    """
    portal_dir: Path = settings.PORTAL_DIR
    with ending_when_asked(), ExitStack() as started:
        try:
            given = settings.ENVIRONMENT.database_url
            server = None if given else PrivateServer(portal_dir / "postgres", durable=True, announce=steps.say)
            if server:
                started.callback(server.stop)
                server.lock()
            end_left_over(portal_dir, steps)
            listener = started.enter_context(take_address(wanted.host, wanted.port))
            url = start_private_server(server, steps) if server else connect_to(str(given), steps)
            with database.refusals_as_sentences(url):
                migrate(steps)
                collect_static_files(portal_dir, steps)
                publish(load(curation, steps), curation, wanted.publish, steps)
            connections.close_all()
            address = address_of(listener)
            with steps.step(f"Starting {counted(wanted.workers, 'worker')}"):
                gunicorn = start_gunicorn(wanted.workers, listener, url, portal_dir)
                started.callback(end_gunicorn, gunicorn, portal_dir)
                listener.close()
                wait_for_answer(address, gunicorn)
            steps.say(
                f"\nThe portal is at {web_address(*address)} (started in {steps.seconds():.1f} s). Ctrl-C ends it."
            )
            return watch(gunicorn, server)
        except Ended as ended:
            steps.say("\nEnding the portal.")
            return 0 if ended.number in (signal.SIGINT, signal.SIGTERM) else 128 + ended.number


@contextmanager
def ending_when_asked() -> Iterator[None]:
    """Turn SIGINT, SIGTERM and SIGHUP (the terminal was closed) into Ended, once: the end itself is not interrupted.

    SIGHUP stays ignored if it was (`nohup`). SIGINT does not: a shell's script ignores it for what it starts with `&`.
    """
    signals = [signal.SIGINT, signal.SIGTERM]
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signals.append(signal.SIGHUP)

    def end_now(number: int, frame: FrameType | None) -> None:
        for each in signals:
            signal.signal(each, signal.SIG_IGN)
        raise Ended(number)

    before = {number: signal.signal(number, end_now) for number in signals}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


# The steps


@contextmanager
def take_address(host: str, port: int) -> Iterator[socket.socket]:
    """Bind the address before anything slow is done, and keep it: gunicorn is handed the socket itself."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (socket.gaierror, UnicodeError):
        raise CannotServeError(f"--host is {host!r}, which is no address of this machine; try 127.0.0.1.") from None
    listener = socket.socket(family, kind, protocol)
    # An address whose last user has just ended can be taken again at once; one that is listened on cannot.
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
    except PermissionError:
        listener.close()
        raise CannotServeError(f"Port {port} is kept for the system; choose another, as --port 8000.") from None
    except OSError as error:
        listener.close()
        if error.errno == socket.errno.EADDRINUSE:  # type: ignore[attr-defined]
            other = port + 1 if port < 65535 else port - 1
            raise CannotServeError(
                f"Port {port} of {host} is in use by another program; end it, or choose another port, as "
                f"--port {other}."
            ) from None
        raise CannotServeError(f"--host is {host!r}, which is no address of this machine; try 127.0.0.1.") from None
    with listener:
        yield listener


def start_private_server(server: PrivateServer, steps: Steps) -> str:
    """Returns the address of its database."""
    server.clean_up()
    if server.is_new():
        with steps.step(f"Making a private PostgreSQL in {shown(server.data_dir)}"):
            server.create()
    with steps.step("Starting the private PostgreSQL"):
        url = server.run()
    database.use(url)
    return url


def connect_to(url: str, steps: Steps) -> str:
    """Find out whether the server of DATABASE_URL can be used, before anything is asked of it. Returns the address."""
    database.use(url)
    with steps.step(f"Connecting to {environment.without_password(url)}") as step:
        step.outcome = f"PostgreSQL {database.check_server(url)}"
    return url


def migrate(steps: Steps) -> None:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not plan:
        return
    with steps.step("Migrating the database") as step:
        call_command(MigrateCounting(len(plan), step), interactive=False, verbosity=0)
        step.outcome = counted(len(plan), "migration")


class MigrateCounting(Migrate):
    """`migrate` that says how far it is."""

    def __init__(self, total: int, progress: static.Progress) -> None:
        super().__init__()
        self._done, self._total, self._progress = 0, total, progress

    def migration_progress_callback(self, action: str, migration: Migration | None = None, fake: bool = False) -> None:
        if action == "apply_success":
            self._done += 1
            self._progress(self._done, self._total)


def collect_static_files(portal_dir: Path, steps: Steps) -> None:
    with steps.step("Collecting the static files") as step:
        portal_dir.mkdir(mode=0o700, exist_ok=True)
        changed = static.collect(Path(settings.STATIC_ROOT), portal_dir / "static.sha256", step)
        step.outcome = "" if changed else "unchanged"


def load(curation: Curation, steps: Steps) -> LoadReport:
    with steps.step("Loading the curated records") as step:
        try:
            report = curation.load(curation.directory, progress=step)
        except curation.errors as error:
            raise CannotServeError(str(error)) from error
        step.outcome = ", ".join(
            f"{number} {what}"
            for number, what in (
                (len(report.created), "new"),
                (len(report.updated), "changed"),
                (report.unchanged, "unchanged"),
            )
            if number
        )
    if report.kept:
        steps.say(
            f"  {counted(len(report.kept), 'record')} changed by an editor since the last load, and so not "
            f"overwritten: {named(report.kept)}. `manage.py load_fixtures --overwrite` would."
        )
    return report


def publish(report: LoadReport, curation: Curation, wanted: bool, steps: Steps) -> None:
    """Publish what the load brought: all of it on an empty ledger, else only when asked to; else list it."""
    with steps.step("Comparing with what is published") as step:
        pending = curation.pending(report.subjects())
        step.outcome = f"{counted(len(pending), 'subject')} to publish" if pending else "unchanged"
    if not pending:
        return
    first = curation.ledger_is_empty()
    if not (first or wanted):
        steps.say(
            f"  {counted(len(pending), 'subject')} changed and not published: {named(pending)}. "
            "`manage.py serve --publish` publishes them."
        )
        return
    with steps.step("Publishing") as step:
        note = "First publication" if first else "Curated records as loaded"
        try:
            curation.publish(pending, editor=EDITOR, note=note, progress=step)
        except curation.errors as error:
            raise CannotServeError(str(error)) from error
        step.outcome = counted(len(pending), "subject")


def start_gunicorn(workers: int, listener: socket.socket, url: str, portal_dir: Path) -> subprocess.Popen[bytes]:
    """gunicorn as in production, through wsgi.py, on the socket that was taken at the start."""
    host, port = address_of(listener)
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
            SITE_URL=given.site_url or web_address(host, port).rstrip("/"),
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


def watch(gunicorn: subprocess.Popen[bytes], server: PrivateServer | None) -> int:
    """Stay until asked to end (Ended), or until one of the two has ended by itself."""
    while True:
        if gunicorn.poll() is not None:
            raise CannotServeError(f"gunicorn has ended by itself (exit code {gunicorn.returncode}).")
        if server is not None and server.has_ended():
            raise CannotServeError(f"The private PostgreSQL has ended by itself; its log is {server.beside('log')}.")
        time.sleep(0.25)


# gunicorn's traces, and those of a start that was killed


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


# Addresses and words


def address_of(listener: socket.socket) -> tuple[str, int]:
    host, port, *_ = listener.getsockname()
    return host, port


def is_any(host: str) -> bool:
    """Whether this stands for all addresses of the machine."""
    return ipaddress.ip_address(host).is_unspecified


def reachable(host: str) -> str:
    """Where this machine reaches itself when it listens on `host`."""
    if not is_any(host):
        return host
    return "::1" if ":" in host else "127.0.0.1"


def in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def web_address(host: str, port: int) -> str:
    return f"http://{in_url(reachable(host))}:{port}/"


def shown(path: Path) -> str:
    """A path as a person in the checkout would type it."""
    return str(path.relative_to(settings.BASE_DIR)) if path.is_relative_to(settings.BASE_DIR) else str(path)


def counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def named(names: Sequence[Name]) -> str:
    shown = ", ".join(f"{kind} {key}" for kind, key in names[:SUBJECTS_NAMED])
    more = len(names) - SUBJECTS_NAMED
    return f"{shown} and {more:,} more" if more > 0 else shown
