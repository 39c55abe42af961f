"""How fast publishing is, and whether its memory grows.

    python -m tests.performance.publishing --findings 100000

makes a private PostgreSQL in a temporary folder (durable: what is committed is on the disk), loads N synthetic findings
with the actors, sources, reports … that they need (synthetic.py; seeded, so the same every time), and publishes all of
them as one dataset version. It prints, for each of `--runs` runs over a fresh copy of the same records,

*   editions per second: editions written, divided by the seconds of the one call of `publish`, commit included;
*   how long the process itself and its PostgreSQL session computed in that time (the latter where there is /proc); what
    is left they waited for the disk, and for a processor that others used;
*   the peak memory (resident set) of the publishing process when 10 %, 50 % and 100 % of the subjects are done;
*   the size of the database afterwards, and how long `verify` takes to recompute the whole ledger;

and the median of the rates. Loading is reported apart. `--profile` adds where the process spends its time, which makes
the run itself slower; `--not-durable` is for the test of this benchmark, which has no time for a disk.

What is asked for: 1,000 editions per second at 100,000 findings on two cores, in memory that does not grow with N.
"""

from __future__ import annotations

import argparse
import cProfile
import io
import multiprocessing
import os
import pstats
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from django.core.management import call_command
from django.db import connection

from findings import publishing
from findings.queries.ledger import verify
from mmsmt_portal import database
from mmsmt_portal.embedded_postgres import DATABASE, PrivateServer
from tests.performance import synthetic

#: Shares of the subjects at which memory is read.
MARKS = (0.1, 0.5, 1.0)
#: The database that a run publishes in: a copy of the one that was loaded.
COPY = "portal_run"
#: ru_maxrss counts KiB, but bytes on a Mac.
MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Run:
    """One publication. Times in seconds, sizes in bytes; `memory` is the peak at each of MARKS."""

    editions: int
    seconds: float
    computing: float
    server_computing: float
    memory: list[int]
    database: int
    verifying: float
    misfit: str | None
    profile: str

    @property
    def rate(self) -> float:
        """Editions per second."""
        return self.editions / self.seconds


def main(arguments: list[str] | None = None) -> None:
    given = read(arguments)
    with (
        tempfile.TemporaryDirectory(prefix="portal-benchmark-") as folder,
        PrivateServer(Path(folder) / "postgres", durable=given.durable) as url,
    ):
        counts, seconds = in_a_process(load, url, given.findings, given.seed)
        durable = "durable" if given.durable else "not durable, so its times are no claim"
        say(f"PostgreSQL is {durable}. Loaded {sum(counts.values()):,} SYNTHETIC subjects in {seconds:.1f} s:")
        say("  " + ", ".join(f"{kind} {count:,}" for kind, count in counts.items()))
        rates = []
        for number in range(1, given.runs + 1):
            with copied(url) as copy:
                run = in_a_process(publish, copy, sum(counts.values()), given.profile)
            rates.append(run.rate)
            say(told(number, run))
        say(f"Median of {given.runs}: {statistics.median(rates):,.0f} editions per second.")


def read(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.performance.publishing",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--findings", type=int, default=100_000, metavar="N", help="how many (default: %(default)s)")
    parser.add_argument("--runs", type=int, default=3, help="how many (default: %(default)s); their median counts")
    parser.add_argument("--seed", type=int, default=1718, help="of the synthetic findings (default: %(default)s)")
    parser.add_argument("--profile", action="store_true", help="show where the publishing process spends its time")
    parser.add_argument("--not-durable", dest="durable", action="store_false", help="do not wait for the disk")
    return parser.parse_args(arguments)


def in_a_process(work: Callable[..., Any], *arguments: Any) -> Any:
    """What `work` returns, done by a process of its own, so that its peak memory is that of this work alone."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
        return process.submit(work, *arguments).result()


@contextmanager
def copied(url: str) -> Iterator[str]:
    """The address of a fresh copy of the database."""
    with psycopg.connect(url, dbname="postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {COPY} TEMPLATE {DATABASE} STRATEGY file_copy")
        try:
            yield url.replace(f"/{DATABASE}?", f"/{COPY}?")
        finally:
            server.execute(f"DROP DATABASE {COPY}")


# In processes of their own


def load(url: str, findings: int, seed: int) -> tuple[synthetic.Counts, float]:
    """Make the tables and fill them. Returns how many subjects there are, and the seconds of the filling."""
    database.use(url)
    call_command("migrate", verbosity=0)
    begin = time.perf_counter()
    counts = synthetic.load(findings, seed)
    seconds = time.perf_counter() - begin
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # as PostgreSQL does by itself a minute later
    return counts, seconds


def publish(url: str, total: int, profiled: bool) -> Run:
    """Publish every subject of the database."""
    database.use(url)
    connection.ensure_connection()
    memory: list[int] = []

    def watch(done: int, _total: int) -> None:
        while len(memory) < len(MARKS) and done >= MARKS[len(memory)] * total:
            memory.append(peak_memory())

    profile = cProfile.Profile()
    if profiled:
        profile.enable()
    begin, computing, server_computing = time.perf_counter(), time.process_time(), server_time()
    publication = publishing.publish(publishing.every_record(), editor="benchmark", note="SYNTHETIC", progress=watch)
    seconds = time.perf_counter() - begin
    computing, server_computing = time.process_time() - computing, server_time() - server_computing
    profile.disable()
    assert publication is not None
    size = database_size()
    begin = time.perf_counter()
    verification = verify()
    return Run(
        editions=publication.editions,
        seconds=seconds,
        computing=computing,
        server_computing=server_computing,
        memory=memory,
        database=size,
        verifying=time.perf_counter() - begin,
        misfit=verification.misfit,
        profile=slowest(profile) if profiled else "",
    )


def peak_memory() -> int:
    """The largest resident set that this process had so far, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * MAXRSS_UNIT


def server_time() -> float:
    """Seconds of the processor that our session in PostgreSQL has used; 0 where the system does not tell."""
    try:
        stat = Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text()
    except OSError:
        return 0.0
    user, system = stat.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def database_size() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return cursor.fetchone()[0]


def slowest(profile: cProfile.Profile) -> str:
    """The thirty functions in which most time was spent themselves, as text."""
    text = io.StringIO()
    pstats.Stats(profile, stream=text).strip_dirs().sort_stats("tottime").print_stats(30)
    return text.getvalue()


# Telling it


def told(number: int, run: Run) -> str:
    computing = f"{run.computing:.1f} s computing, and {run.server_computing:.1f} s in PostgreSQL"
    memory = ", ".join(f"{in_mib(peak)} at {share:.0%}" for share, peak in zip(MARKS, run.memory, strict=True))
    lines = [
        f"Run {number}: {run.editions:,} editions in {run.seconds:.1f} s = {run.rate:,.0f} per second ({computing})",
        f"  peak memory {memory}",
        f"  database {in_mib(run.database)}; verified in {run.verifying:.1f} s: {run.misfit or 'every edition fits'}",
    ]
    return "\n".join([*lines, run.profile] if run.profile else lines)


def in_mib(size: int) -> str:
    return f"{size / 2**20:,.0f} MiB"


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
