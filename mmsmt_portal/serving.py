"""The main job: from a checkout to the portal in a browser, in one process that ends what it started.

Everything that takes time is a step that is announced (steps.py). Everything that can be wrong with the machine is a
sentence (CannotServeError). Everything that was started ends with this process: in order when it is asked to end, by
the kernel's hand when it is killed (tether.py); what even that left behind is cleaned up by the next start.
"""

from __future__ import annotations

import signal
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

from findings.exports.datasets.releases import RELEASE
from findings.vocabulary import SubjectKind
from mmsmt_portal import database, environment, static
from mmsmt_portal.embedded_postgres import PrivateServer
from mmsmt_portal.listening import address_of, leaving_base, take_address, web_address
from mmsmt_portal.management.commands.migrate import Command as Migrate
from mmsmt_portal.processes import end_child, tethered
from mmsmt_portal.steps import CannotServeError, Steps
from mmsmt_portal.web_server import end_gunicorn, end_left_over, start_gunicorn, wait_for_answer

#: How many subjects that wait for publication are named before "and N more".
SUBJECTS_NAMED = 5
#: Who the ledger names for what the first start publishes.
EDITOR = "curated fixtures"


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
            address = address_of(listener)
            base = settings.ENVIRONMENT.site_url or web_address(*address).rstrip("/")
            if server:  # before it runs: a command that finds it finds the address of this run, not of an earlier one
                started.enter_context(leaving_base(portal_dir, base))
            url = start_private_server(server, steps) if server else connect_to(str(given), steps)
            with database.refusals_as_sentences(url):
                migrate(steps)
                collect_static_files(portal_dir, steps)
                publish(load(curation, steps), curation, wanted.publish, steps)
            connections.close_all()
            with steps.step(f"Starting {counted(wanted.workers, 'worker')}"):
                gunicorn = start_gunicorn(wanted.workers, listener, url, base, portal_dir)
                started.callback(end_gunicorn, gunicorn, portal_dir)
                listener.close()
                wait_for_answer(address, gunicorn)
            steps.say(
                f"\nThe portal is at {web_address(*address)} (started in {steps.seconds():.1f} s). Ctrl-C ends it."
            )
            if server:  # over a database of somebody's own, who keeps it decides what becomes a release, and when
                make_first_release(url, base, steps)
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


def make_first_release(url: str, base: str, steps: Steps) -> None:
    """Where there is no release of the dataset yet, make the first, so that /data/ has one to show.

    By the command that makes all of them, in a process of its own: what it writes begins with the address of this run,
    which this process did not know when it read its settings. Pages are there without it, so its failure ends nothing;
    and readers may ask for them meanwhile, so it is told in whole lines, which those of the log do not cut in two.
    """
    if any(Path(settings.RELEASES_DIR).glob(f"*/{RELEASE}")):
        return
    steps.say("Making the first release of the dataset, for /data/.")
    command = tethered(
        [sys.executable, settings.BASE_DIR / "manage.py", "export_dataset"],
        on_our_end=signal.SIGINT,
        cwd=settings.BASE_DIR,
        env=environment.with_changes(DATABASE_URL=url, SITE_URL=base),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        _, errors = command.communicate()
    finally:
        # Asked by SIGINT, it takes the folder along that it has not finished.
        end_child(command, ((signal.SIGINT, 5.0), (signal.SIGKILL, 2.0)))
    if command.returncode == 0:
        steps.say(f"The first release of the dataset is at {base}/data/.")
        return
    # An error's second line, where it has one, is set in.
    said = [line for line in errors.decode(errors="replace").splitlines() if line.strip() == line != ""]
    steps.say(f"No release of the dataset was made: {said[-1] if said else 'the command gave no reason.'}")


def watch(gunicorn: subprocess.Popen[bytes], server: PrivateServer | None) -> int:
    """Stay until asked to end (Ended), or until one of the two has ended by itself."""
    while True:
        if gunicorn.poll() is not None:
            raise CannotServeError(f"gunicorn has ended by itself (exit code {gunicorn.returncode}).")
        if server is not None and server.has_ended():
            raise CannotServeError(f"The private PostgreSQL has ended by itself; its log is {server.beside('log')}.")
        time.sleep(0.25)


# Words


def shown(path: Path) -> str:
    """A path as a person in the checkout would type it."""
    return str(path.relative_to(settings.BASE_DIR)) if path.is_relative_to(settings.BASE_DIR) else str(path)


def counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def named(names: Sequence[Name]) -> str:
    first = ", ".join(f"{kind} {key}" for kind, key in names[:SUBJECTS_NAMED])
    more = len(names) - SUBJECTS_NAMED
    return f"{first} and {more:,} more" if more > 0 else first
