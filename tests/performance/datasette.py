"""How fast lists and findings are beside Datasette 0.65, which shows any SQLite file: goal P3.

    python -m tests.performance.datasette --datasette /path/to/datasette --findings 10000

Datasette is no dependency of the portal: `--datasette` names the program of an environment of its own. For each N the
synthetic findings of the benchmark of pages are published (or taken from `--keep FOLDER`), and the same rows written
into an SQLite file: with an index for every column that is counted, a full-text index, statistics, opened as one that
never changes. Its time limits are lifted, so that its facets are complete, and it suggests none. Then both are asked
for the same in turns, one connection each, 25 rows a page: Datasette twice, with all countries of a finding as a JSON
array, which is the weakest form of its facets, and with one country a finding, which loses the others.

It is not the same that is compared. Datasette counts four facets and shows the columns of a table; the portal counts up
to fifteen, finds other subjects that have the words of a search, and puts the best fit first. And the portal keeps the
pages that it has made until something is published, which Datasette does not: so it is asked twice, as by the first
reader of a page, for whom it is made, and as by the next one.

Before anything is timed, each list has to be of as many findings in both; with one country a finding, of no more.

Printed for each kind of page: how many findings its list has, the least and the median of the portal's whole answers in
milliseconds, the median of Datasette's and how many times as long that is, and the same for what both computed (where
there is /proc); last the median of the portal's answers to the next reader. Then the goals: met for the first reader,
for the next one alone, or not met.
"""

from __future__ import annotations

import argparse
import http.client
import json
import signal
import sqlite3
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from findings.queries.lists import PAGE_SIZE
from mmsmt_portal import serving
from mmsmt_portal.embedded_postgres import PrivateServer
from mmsmt_portal.processes import end_child, tethered
from tests.performance.asking import KEPT, Client, anew, children_of, computed_by, in_ms, sessions, timed
from tests.performance.making import WORKERS, gunicorn, make, rate_kept
from tests.performance.pages import LISTS, query_of
from tests.performance.publishing import say
from tests.performance.synthetic import WORDS_SEARCHED

#: Seconds that one kind of page is asked of Datasette for, at most.
ASKED_FOR = 20.0
#: Seconds that a worker of the portal needs for its index, for each finding.
INDEXED_IN = 6e-5
NO_LIMIT = "600000"
ARRAY, SINGLE = "all countries", "one country"

_FACETS = "_facet=category&_facet=report&_facet=support"
#: How each form of Datasette's pages counts countries, and asks for one.
_COUNTED = {ARRAY: f"{_FACETS}&_facet_array=countries", SINGLE: f"{_FACETS}&_facet=country"}
_IN_RUSSIA = {ARRAY: "countries__arraycontains=RU", SINGLE: "country=RU"}

_TABLE = """
    CREATE TABLE findings (id INTEGER PRIMARY KEY, reference TEXT, title TEXT, summary TEXT, category TEXT, report TEXT,
        support TEXT, ends TEXT, country TEXT, countries TEXT)
"""
#: Datasette knows a full-text index by content="findings" with its quotes: without them it ignores `_search`.
_INDEXES = """
    CREATE INDEX by_category ON findings (category);
    CREATE INDEX by_report ON findings (report);
    CREATE INDEX by_support ON findings (support);
    CREATE INDEX by_country ON findings (country);
    CREATE INDEX by_both ON findings (category, country);
    CREATE VIRTUAL TABLE findings_fts USING fts5 (
        title, summary, content="findings", content_rowid=id, tokenize=porter
    );
    INSERT INTO findings_fts (findings_fts) VALUES ('rebuild');
    ANALYZE;
"""
_ROWS = """
    SELECT entry.reference, edition.title, text.summary, entry.category, entry.report, entry.support,
           entry.last_day::text, entry.countries
    FROM findings_findingentry entry JOIN findings_edition edition USING (position)
    JOIN findings_findingtext text USING (position)
    WHERE entry.superseded_in IS NULL ORDER BY position
"""


@dataclass(frozen=True)
class Kind:
    """A kind of page: its address in the portal, and those in both forms of Datasette's. `least` is its goal."""

    name: str
    ours: str
    theirs: dict[str, str]
    least: float


@dataclass
class Asked:
    """The answers of one program to one kind of page: seconds until each was there, and seconds computed for it."""

    seconds: list[float] = field(default_factory=list)
    computed: list[float] = field(default_factory=list)


#: Findings → how many times as long Datasette is to take: for browse and one filter, a common word, a middling one.
GOALS = {0: (3.0, 3.0, 3.0), 10_000: (15.0, 8.0, 4.0), 100_000: (80.0, 8.0, 4.0), 1_000_000: (500.0, 300.0, 40.0)}
ANY_KIND = 3.0


def main(arguments: list[str] | None = None) -> None:
    given = read(arguments)
    for findings in given.findings:
        with (
            tempfile.TemporaryDirectory(prefix="portal-benchmark-") as folder,
            PrivateServer((given.keep or Path(folder)) / f"postgres-{findings}", durable=False) as url,
        ):
            if not rate_kept(url):
                make(url, findings, 1)
            write_sqlite(url, Path(folder) / "findings.db")
            with (
                gunicorn(url, Path(folder)) as (ours, master),
                datasette(given.datasette, Path(folder)) as (theirs, process),
            ):
                time.sleep(1 + WORKERS * findings * INDEXED_IN)
                kinds = kinds_of(findings)
                found = compare_lists(kinds, ours, theirs)
                asked = ask(kinds, given.rounds, ours, theirs, lambda: [*children_of(master), *sessions(url)], process)
        say(told(findings, kinds, found, asked))


def read(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.performance.datasette",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--datasette", type=Path, required=True, help="the program, of version 0.65")
    parser.add_argument("--findings", type=int, nargs="+", default=[10_000], metavar="N", help="how many are published")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the databases there, or take them from there")
    parser.add_argument("--rounds", type=int, default=20, help="times each page is asked for (default: %(default)s)")
    return parser.parse_args(arguments)


# The same rows in SQLite


def write_sqlite(url: str, file: Path) -> None:
    """The findings in force, read some at a time."""
    with closing(sqlite3.connect(file)) as written, psycopg.connect(url) as server:
        written.execute(_TABLE)
        with server.cursor(name="findings") as found:
            found.execute(_ROWS)
            written.executemany(
                f"INSERT INTO findings VALUES (NULL, {', '.join('?' * 9)})",  # noqa: S608 - question marks
                ((*others, countries[0] if countries else None, json.dumps(countries)) for *others, countries in found),
            )
        written.executescript(_INDEXES)
        written.commit()


@contextmanager
def datasette(program: Path, folder: Path) -> Iterator[tuple[int, int]]:
    """Datasette over the file, with its limits lifted. Yields the port and the process id."""
    settings = {
        "sql_time_limit_ms": NO_LIMIT,
        "facet_time_limit_ms": NO_LIMIT,
        "suggest_facets": "off",
        "default_page_size": str(PAGE_SIZE),
        "default_facet_size": "30",
    }
    with serving.take_address("127.0.0.1", 0) as listener:
        port = serving.address_of(listener)[1]
    with (folder / "datasette.log").open("wb") as log:
        process = tethered(
            [
                str(program),
                "serve",
                f"--immutable={folder / 'findings.db'}",
                f"--port={port}",
                *(part for name, value in settings.items() for part in ("--setting", name, value)),
            ],
            on_our_end=signal.SIGTERM,
            cwd=folder,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_for_it(port)
            yield port, process.pid
        finally:
            end_child(process, ((signal.SIGTERM, 5.0), (signal.SIGKILL, 2.0)))


def wait_for_it(port: int) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            Client(port).get("/-/versions.json")
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return


# Asking both


def kinds_of(findings: int) -> list[Kind]:
    browse, common, mid = next(goals for least, goals in reversed(GOALS.items()) if findings >= least)
    words = {name: word for name, (word, _share) in WORDS_SEARCHED.items()}

    def kind(name: str, least: float, theirs: dict[str, str]) -> Kind:
        asked = {form: f"/findings/findings?{_COUNTED[form]}&{theirs[form]}".rstrip("&") for form in _COUNTED}
        return Kind(name, f"/findings/?{query_of(LISTS[name], findings)}", asked, least)

    both = dict.fromkeys(_COUNTED, "category=synthetic-2")
    return [
        kind("browse", browse, dict.fromkeys(_COUNTED, "")),
        kind("one filter", browse, dict.fromkeys(_COUNTED, "category=synthetic-0")),
        kind("pair of filters", ANY_KIND, {form: f"{both[form]}&{_IN_RUSSIA[form]}" for form in _COUNTED}),
        kind("text: common", common, dict.fromkeys(_COUNTED, f"_search={words['common']}")),
        kind("text: mid", mid, dict.fromkeys(_COUNTED, f"_search={words['mid']}")),
        Kind("finding page", "/findings/syn-0-001/", dict.fromkeys(_COUNTED, "/findings/findings/1"), ANY_KIND),
    ]


#: The portal as the first reader of a page meets it, and as the next one does.
OURS, NEXT = "portal", "next reader"


def compare_lists(kinds: list[Kind], ours: int, theirs: int) -> dict[str, int]:
    """Kind of list → how many findings it has. Ends the run where both do not have the same ones to list."""
    found = {}
    for kind in kinds:
        if not kind.ours.startswith("/findings/?"):
            continue
        here: int = answer(ours, f"/api/v1{kind.ours}")["count"]
        there: dict[str, int] = {
            form: answer(theirs, path.replace("findings?", "findings.json?") + "&_nofacet=1&_size=1")[
                "filtered_table_rows_count"
            ]
            for form, path in kind.theirs.items()
        }
        if there[ARRAY] != here or there[SINGLE] > here:
            raise SystemExit(
                f"“{kind.name}” cannot be compared: the portal lists {here:,} findings, Datasette "
                + ", ".join(f"{there[form]:,} with {form}" for form in there)
                + ". Both should list the same."
            )
        found[kind.name] = here
    return found


def answer(port: int, path: str) -> Any:
    """What one says in JSON."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=600)) as web:
        web.request("GET", path)
        response = web.getresponse()
        body = response.read()
        assert response.status == 200, (path, response.status, body[:300])
        return json.loads(body)


def ask(
    kinds: list[Kind], rounds: int, ours: int, theirs: int, processes: Callable[[], list[int]], datasette: int
) -> dict[tuple[str, str], Asked]:
    """(kind of page, program or form of its pages) → its answers. Each is asked for once before it counts."""
    clients = {**dict.fromkeys((OURS, NEXT), Client(ours)), **dict.fromkeys(_COUNTED, Client(theirs))}
    asked: dict[tuple[str, str], Asked] = {}
    for turn in range(rounds + 1):
        for kind in kinds:
            for program, path in {OURS: kind.ours, NEXT: kind.ours, **kind.theirs}.items():
                answers = asked.setdefault((kind.name, program), Asked())
                if sum(answers.seconds) > ASKED_FOR:
                    continue
                working = [datasette] if program in _COUNTED else processes()
                before = computed_by(working)
                headers = anew() if program == OURS else KEPT
                client = clients[program]
                took = timed(lambda client=client, path=path, headers=headers: client.get(path, headers))  # type: ignore[misc]
                after = computed_by(working)
                if turn:
                    answers.seconds.append(took)
                    answers.computed.append(sum(after[each] - before[each] for each in after.keys() & before.keys()))
    return asked


# Telling it


def told(findings: int, kinds: list[Kind], found: dict[str, int], asked: dict[tuple[str, str], Asked]) -> str:
    lines = [
        f"\n{findings:,} findings. Milliseconds, and how many times as long Datasette takes.",
        f"{'':18}{'':>10}{'portal':>27}{ARRAY:>28}{SINGLE:>28}{NEXT:>14}",
        f"{'page':18}{'lists':>10}{'least':>9}{'answer':>9}{'computed':>9}{'answer':>15}{'computed':>13}{'answer':>15}{'computed':>13}{'answer':>14}",
    ]
    goals = ["", f"Goal P3, at {findings:,}:"]
    for kind in kinds:
        ours = asked[kind.name, OURS]
        line = f"{kind.name:18}{found.get(kind.name, 1):>10,}{in_ms(min(ours.seconds))}"
        line += f"{in_ms(middle(ours.seconds))}{in_ms(middle(ours.computed))}"
        first: dict[str, float] = {}
        following: dict[str, float] = {}
        for form in _COUNTED:
            theirs = asked[kind.name, form]
            first[form] = middle(theirs.seconds) / middle(ours.seconds)
            following[form] = middle(theirs.seconds) / middle(asked[kind.name, NEXT].seconds)
            computed = middle(theirs.computed) / (middle(ours.computed) or 1.0)
            line += f"{in_ms(middle(theirs.seconds)).strip():>8}{first[form]:6.1f}×"
            line += f"{in_ms(middle(theirs.computed)).strip():>7}{computed:5.1f}×"
        lines.append(line + f"{in_ms(middle(asked[kind.name, NEXT].seconds)).strip():>14}")
        met = "met" if first[ARRAY] >= kind.least else "next" if following[ARRAY] >= kind.least else "NOT MET"
        said = ", ".join(
            f"{first[form]:.1f} × with {form} ({following[form]:.0f} × the next time)" for form in _COUNTED
        )
        goals.append(f"{kind.name:18}{met:9}at least {kind.least:g} ×: {said}")
    return "\n".join([*lines, *goals])


def middle(numbers: list[float]) -> float:
    return statistics.median(numbers)


if __name__ == "__main__":
    main()
