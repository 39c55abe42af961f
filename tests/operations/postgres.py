"""Real PostgreSQL servers on loopback: a primary and its replica, that can be killed and started again.

They listen on 127.0.0.1 and ask for passwords, as servers on machines of their own would. Everything is a direct child
of this process and ends with it.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from mmsmt_portal.embedded_postgres import ENVIRONMENT, find_housing
from mmsmt_portal.processes import Rights, end_child, tethered
from tests.operations.machine import missing

#: Seconds that a server may take to start, recovery included.
START_LIMIT = 60.0
ENDING = ((signal.SIGINT, 20.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0))
OWNER, REPLICATOR, READER, DATABASE = "portal", "replicator", "portal_reader", "portal"


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@dataclass
class Server:
    """One PostgreSQL server. `settings` are its own, beside those that every server here has."""

    data: Path
    passwords: dict[str, str]
    settings: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @classmethod
    def primary(cls, data: Path, **settings: str) -> Server:
        """A new one, with an owner, who also has the database, and a role that replicates."""
        passwords = {name: secrets.token_hex(16) for name in (OWNER, REPLICATOR, READER)}
        server = cls(data, passwords, settings)
        first = data.with_suffix(".password")
        first.write_text(passwords[OWNER])
        server.run(
            "initdb",
            "-D",
            data,
            f"--username={OWNER}",
            f"--pwfile={first}",
            "--auth-local=reject",
            "--auth-host=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--data-checksums",
            "--no-instructions",
        )
        server.start()
        with server.connect("postgres") as connection:
            connection.execute(f"CREATE DATABASE {DATABASE} TEMPLATE template0")
            connection.execute(f"CREATE ROLE {REPLICATOR} REPLICATION LOGIN PASSWORD '{passwords[REPLICATOR]}'")
        return server

    def replica(self, data: Path) -> Server:
        """A hot standby of this server, as docs/operations.md says to make one."""
        self.run(
            "pg_basebackup",
            "--pgdata",
            data,
            "--write-recovery-conf",
            "--wal-method=stream",
            "--checkpoint=fast",
            "--create-slot",
            "--slot=replica",
            *self.as_user(REPLICATOR),
        )
        return Server(data, self.passwords)

    def run(self, program: str, *arguments: str | Path, given: bytes | None = None) -> bytes:
        """One of PostgreSQL's own programs, with the rights of the server. Returns what it wrote."""
        housing = find_housing(self.data, None)
        if housing.rights is Rights.NOBODY:
            missing("user namespace for root")
        reading, writing = os.pipe()
        os.write(writing, given or b"")
        os.close(writing)
        command = tethered(
            [housing.binaries / program, *arguments],
            on_our_end=signal.SIGTERM,
            rights=housing.rights,
            cwd="/",
            env=ENVIRONMENT | {"PGPASSFILE": str(self.pass_file())},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        os.close(reading)
        said, complaint = command.communicate(timeout=120)
        assert command.returncode == 0, complaint.decode()
        return said

    def pass_file(self) -> Path:
        file = self.data.with_suffix(".pgpass")
        file.touch(0o600)
        file.write_text("".join(f"127.0.0.1:*:*:{name}:{word}\n" for name, word in self.passwords.items()))
        return file

    def as_user(self, name: str) -> list[str]:
        return ["--host=127.0.0.1", f"--port={self.port}", f"--username={name}"]

    # Its life

    def start(self) -> float:
        """Returns the seconds until it took connections. What still holds its memory after a kill is waited for."""
        began = time.monotonic()
        while not self._try_to_start():
            assert time.monotonic() - began < START_LIMIT, self.log()[-2000:]
            time.sleep(0.1)
        return time.monotonic() - began

    def _try_to_start(self) -> bool:
        housing = find_housing(self.data, None)
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "unix_socket_directories": "",
            "logging_collector": "off",
            "timezone": "UTC",
            "max_connections": "60",
        } | self.settings
        with self.data.with_suffix(".log").open("ab") as log:
            options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
            self.process = tethered(
                [housing.binaries / "postgres", "-D", self.data, *options],
                on_our_end=signal.SIGINT,
                rights=housing.rights,
                env=ENVIRONMENT,
                cwd="/",
                stdout=log,
                stderr=log,
            )
        while self.process.poll() is None:
            with contextlib.suppress(psycopg.OperationalError), self.connect("postgres"):
                return True
            time.sleep(0.05)
        return False

    def kill(self) -> None:
        """`kill -9` of the server; its sessions end by themselves when they notice."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        if self.process is not None:
            end_child(self.process, ENDING)

    def log(self) -> str:
        return self.data.with_suffix(".log").read_text(errors="replace")

    # Asking it

    def url(self, user: str = OWNER, *others: Server, options: str = "") -> str:
        """The address of the database here and, after it, on other servers."""
        hosts = ",".join(f"127.0.0.1:{server.port}" for server in (self, *others))
        return f"postgresql://{user}:{self.passwords[user]}@{hosts}/{DATABASE}{options}"

    def connect(self, database: str = DATABASE, **options: Any) -> psycopg.Connection[Any]:
        return psycopg.connect(
            host="127.0.0.1",
            port=self.port,
            user=OWNER,
            password=self.passwords[OWNER],
            dbname=database,
            autocommit=True,
            connect_timeout=2,
            **options,
        )

    def ask(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        with self.connect() as connection:
            done = connection.execute(statement, values or None)
            return done.fetchall() if done.description else []


def lag(primary: Server, replica: Server) -> int:
    """Bytes of WAL that the replica has not replayed."""
    ((end,),) = primary.ask("SELECT pg_current_wal_lsn()::text")
    ((behind,),) = replica.ask("SELECT pg_wal_lsn_diff(%s::pg_lsn, pg_last_wal_replay_lsn())::bigint", end)
    return behind


def wait_until(question: Any, seconds: float = 30.0, *, each: float = 0.05) -> float:
    """Ask until the answer is true. Returns the seconds it took; fails after so many."""
    began = time.monotonic()
    while not question():
        assert time.monotonic() - began < seconds, f"not within {seconds} s: {question}"
        time.sleep(each)
    return time.monotonic() - began
