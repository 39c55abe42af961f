"""How fast pages are, and whether they stay fast as findings become more.

    python -m tests.performance.pages --findings 10000 100000

For each N: makes a private PostgreSQL in a temporary folder, loads and publishes N synthetic findings (synthetic.py),
starts gunicorn as `serve` does, with two workers, and asks for pages over kept-alive connections of this machine. With
`--copies K` what was published is copied K times in SQL, actors too, so that a million takes minutes: indexes, pages
and memory cannot tell, only the chain of digests can. With `--keep FOLDER` the database stays in that folder, and is
measured again next time, in place of being made: a million published one by one take most of an hour.

Printed for each N, all times in milliseconds:

*   for each kind of page, the least, the median and the 99th percentile of whole answers, made anew each time and
    asked for in turns with the others; the median of what the portal says that it took itself (Server-Timing: without
    the web server, and without who asks, which shares the machine); the median of what the workers and their sessions
    in PostgreSQL computed for one (where there is /proc), which is what an answer takes where nothing else runs; the
    statements of the list (counts and rows) in one process with the index, and without it, which is the best plain
    SQL; and their ratio;
*   answers per second, from several connections at once and in turns: of a constant view of the same gunicorn, of a
    page that is kept, of a 304;
*   the memory of a worker (resident, and its share of what is shared), and what the whole CSV adds to it, which is
    made on its way to its first reader, and kept for the next one;
*   how long after its publication a correction stands on every page, and the slowest page meanwhile.

Then the goals P1 to P11, each met or not met by what was measured (measured.py). P3 (another
program) and P9 (a browser) are not measured here, but by datasette.py and weights.py. `--conformance FILE` writes the
ratios for the portal's page about its checks (tests/conformance.py). A shared machine makes every figure worse, what
was computed least; ratios are of one run.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import re
import socket
import statistics
import tempfile
import time
from http.client import HTTPMessage
from pathlib import Path

from django.http import QueryDict

from findings import publishing
from findings.models import DatasetVersion, Finding
from findings.pages.facets import SHOWN
from findings.queries.facets import counts
from findings.queries.index_keeping import answering_from, finding_indexes
from findings.queries.lists import PAGE_SIZE, rows
from findings.queries.questions import Question
from findings.vocabulary import SubjectKind
from mmsmt_portal import database
from mmsmt_portal.embedded_postgres import PrivateServer
from tests import conformance
from tests.performance import synthetic
from tests.performance.asking import (
    KEPT,
    MIB,
    Client,
    anew,
    children_of,
    computed_by,
    download,
    proportional_of,
    resident_of,
    sessions,
    timed,
)
from tests.performance.making import WORKERS, gunicorn, make, rate_kept
from tests.performance.measured import Measured, goals, ratios, told
from tests.performance.publishing import in_a_process, say

CLIENTS = 4
LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)
#: The milliseconds that an answer says it took (Server-Timing).
SERVED = re.compile(r"\bapp;dur=([\d.]+)")
#: How often the answers of a second are counted.
COUNTED_TIMES = 3
#: Facets of a list that are as its page shows them.
FACET_SIZE = SHOWN + 1
WORD = {name: word for name, (word, _share) in synthetic.WORDS_SEARCHED.items()}

#: Kind of page → the query of the list; see `query_of`.
LISTS = {
    "browse": "",
    "one filter": "category=synthetic-0",
    "pair of filters": "category=synthetic-2&country=RU",
    "one actor": "actor=synthetic-actor-3",
    "actor in a role": "involvement=synthetic-actor-3:carrier",
    "place in a source": "at=synthetic-source-3/p-7",
    "text: common": f"q={WORD['common']}",
    "text: mid": f"q={WORD['mid']}",
    "text: rare": f"q={WORD['rare']}",
    "text: none": f"q={WORD['none']}",
    "page 50": "page={deep}",
    "last page": "page={last}",
    "page 50 of a filter": "category=synthetic-0&page={deep}",
}


def main(arguments: list[str] | None = None) -> None:
    given = read(arguments)
    results = []
    for findings in given.findings:
        result = measure(findings, given)
        say(told(result))
        results.append(result)
    say(goals(results))
    if given.conformance:
        measured = {"findings": [result.findings for result in results], "measured": ratios(results)}
        conformance.complete(given.conformance, ratios=measured)


def read(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.performance.pages",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--findings", type=int, nargs="+", default=[10_000], metavar="N", help="how many are published")
    parser.add_argument("--copies", type=int, default=1, metavar="K", help="times each of them is there in the end")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the databases there, or take them from there")
    parser.add_argument("--rounds", type=int, default=30, help="times each page is asked for (default: %(default)s)")
    parser.add_argument("--statements", type=int, default=3, help="times each statement is run (default: %(default)s)")
    parser.add_argument(
        "--counted-for", type=float, default=2.0, help="seconds that answers are counted for, each time"
    )
    parser.add_argument("--conformance", type=Path, metavar="FILE", help="write the ratios into this file as well")
    return parser.parse_args(arguments)


def measure(findings: int, given: argparse.Namespace) -> Measured:
    result = Measured(findings * given.copies)
    with (
        tempfile.TemporaryDirectory(prefix="portal-benchmark-") as folder,
        PrivateServer((given.keep or Path(folder)) / f"postgres-{result.findings}", durable=False) as url,
    ):
        result.publishing_rate = rate_kept(url) or make(url, findings, given.copies)
        say(f"{result.findings:,} findings there")
        result.indexed, result.stated, result.index_seconds, result.index_memory = in_a_process(
            time_statements, url, result.findings, given.statements
        )
        with gunicorn(url, Path(folder)) as (port, master):
            measure_pages(result, port, given.rounds, master, url)
            measure_rates(result, port, given.counted_for)
            measure_memory(result, port, master)
            measure_publication(result, port, url)
    return result


# Measuring


def time_statements(url: str, findings: int, times: int) -> tuple[dict[str, float], dict[str, float], float, int]:
    """Median seconds of counts and rows of each list with the index, and without; what the index takes to build."""
    database.use(url)
    before, begin = resident_of(os.getpid()), time.perf_counter()
    finding_indexes.build()
    seconds, memory = time.perf_counter() - begin, resident_of(os.getpid()) - before
    version = DatasetVersion.objects.latest("number").number
    indexed: dict[str, list[float]] = {name: [] for name in LISTS}
    stated: dict[str, list[float]] = {name: [] for name in LISTS}
    for _time in range(times):
        for name, query in LISTS.items():
            question = Question.read(QueryDict(query_of(query, findings)))
            with answering_from(version):
                index = finding_indexes.at(version)
                assert index is not None
                index.searches.clear()
                indexed[name].append(timed(lambda question=question: ask(question)))  # type: ignore[misc]
            stated[name].append(timed(lambda question=question: ask(question)))  # type: ignore[misc]
    return medians(indexed), medians(stated), seconds, memory


def query_of(query: str, findings: int) -> str:
    """The query with the numbers of its pages: the last, and the 50th or, where there are few, one in the middle."""
    last = -(-findings // PAGE_SIZE)
    return query.format(last=last, deep=min(50, max(last // 4, 1)))


def ask(question: Question) -> None:
    counts(question, size=FACET_SIZE)
    rows(question)


def medians(times: dict[str, list[float]]) -> dict[str, float]:
    return {name: statistics.median(each) for name, each in times.items()}


def measure_pages(result: Measured, port: int, rounds: int, master: int, url: str) -> None:
    paths = {name: f"/findings/?{query_of(query, result.findings)}" for name, query in LISTS.items()}
    paths["finding page"] = "/findings/syn-3-001/"
    paths["actor page"] = "/actors/synthetic-actor-3/"
    paths["constant view"] = "/constant/"
    client = Client(port)
    time.sleep(2 * WORKERS * result.index_seconds)  # until every worker has its index
    for path in paths.values():
        for _time in range(4):
            client.get(path, anew())
    result.pages = {name: [] for name in paths}
    result.served = {name: [] for name in paths}
    result.computed = {name: [] for name in paths}
    for _round in range(rounds):
        working = [*children_of(master), *sessions(url)]
        for name, path in paths.items():
            before = computed_by(working)
            begin = time.perf_counter()
            headers = client.get(path, anew())
            result.pages[name].append(time.perf_counter() - begin)
            result.served[name].append(served_in(headers))
            after = computed_by(working)
            result.computed[name].append(sum(after[each] - before[each] for each in after.keys() & before.keys()))


def served_in(headers: HTTPMessage) -> float:
    """Seconds that the portal took itself, as it tells in milliseconds."""
    told = SERVED.search(headers["Server-Timing"])
    assert told is not None, headers["Server-Timing"]
    return float(told[1]) / 1000


def measure_rates(result: Measured, port: int, seconds: float) -> None:
    """Answers per second of four clients, in turns, so that what else the machine does meets all alike."""
    etag = Client(port).get("/findings/", KEPT)["ETag"]
    asked = {
        "constant view": ("/constant/", KEPT, 200),
        "kept page": ("/findings/", KEPT, 200),
        "kept finding page": ("/findings/syn-3-001/", KEPT, 200),
        "304": ("/findings/", KEPT | {"If-None-Match": etag}, 304),
    }
    counted: dict[str, list[float]] = {name: [] for name in asked}
    with multiprocessing.get_context("spawn").Pool(CLIENTS) as clients:
        for _time in range(COUNTED_TIMES):
            for name, (path, headers, status) in asked.items():
                work = [(port, path, headers, status, seconds)] * CLIENTS
                counted[name].append(sum(clients.starmap(answers_per_second, work)))
    result.rates = {name: statistics.median(each) for name, each in counted.items()}


def answers_per_second(port: int, path: str, headers: dict[str, str], status: int, seconds: float) -> float:
    """Of one client, which does as little itself as can be: it shares the machine with what it measures."""
    named = [f"{name}: {value}" for name, value in ({"Host": "127.0.0.1"} | headers).items()]
    asked = "\r\n".join([f"GET {path} HTTP/1.1", *named, "", ""]).encode()
    expected, done = f"HTTP/1.1 {status} ".encode(), 0
    with socket.create_connection(("127.0.0.1", port), timeout=60) as web:
        begin = time.perf_counter()
        while time.perf_counter() - begin < seconds:
            web.sendall(asked)
            answer = web.recv(MIB)
            assert answer.startswith(expected), answer[:300]
            head, _end, body = answer.partition(b"\r\n\r\n")
            length = LENGTH.search(head)
            missing = (int(length[1]) if length else 0) - len(body)
            while missing > 0:
                missing -= len(web.recv(MIB))
            done += 1
        return done / (time.perf_counter() - begin)


def measure_memory(result: Measured, port: int, master: int) -> None:
    """Of the workers, after thousands of requests; then the whole CSV through one of them."""
    workers = children_of(master)
    result.resident = [resident_of(pid) for pid in workers]
    result.proportional = [proportional_of(pid) for pid in workers]
    result.csv_made = download(port, "/findings.csv")
    result.after_csv = max(resident_of(pid) - before for pid, before in zip(workers, result.resident, strict=True))
    result.csv_kept = download(port, "/findings.csv")


def measure_publication(result: Measured, port: int, url: str) -> None:
    """One correction: from its commit until every one of twenty answers in a row is of the new version."""
    now = int(Client(port).get("/findings/")["Dataset-Version"])
    with multiprocessing.get_context("spawn").Pool(1) as publisher:
        published = publisher.apply_async(correct_one, (url,))
        slowest, begin, in_a_row, first_new = 0.0, None, 0, 0.0
        deadline = time.monotonic() + 120
        while in_a_row < 20 and time.monotonic() < deadline:
            asked = time.time()
            version = int(Client(port).get("/findings/?category=synthetic-0", anew())["Dataset-Version"])
            slowest = max(slowest, time.time() - asked)
            if version > now:
                first_new = first_new if in_a_row else time.time()
                in_a_row += 1
            else:
                in_a_row = 0
            time.sleep(0.01)
        begin = published.get()
    result.visible_after, result.slowest_meanwhile = max(first_new - begin, 0.0), slowest


def correct_one(url: str) -> float:
    """Returns when it was committed."""
    database.use(url)
    finding = Finding.objects.order_by("reference")[7]
    finding.summary += " SYNTHETIC correction."
    finding.save()
    publishing.correct([(SubjectKind.FINDING, finding.reference)], editor="benchmark", note="SYNTHETIC")
    return time.time()


if __name__ == "__main__":
    main()
