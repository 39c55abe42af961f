"""Asking a server on this machine for pages, and looking at what its processes take for them."""

from __future__ import annotations

import http.client
import os
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.performance.publishing import in_mib

MIB = 2**20
#: As browsers ask over HTTPS.
AS_A_BROWSER = "gzip, deflate, br, zstd"
KEPT = {"Accept-Encoding": AS_A_BROWSER}
#: What the portal is called by those who want their pages made anew: each time another name below this one.
HOST = "benchmark.example"


def timed(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def anew() -> dict[str, str]:
    """Headers of a request that the store of finished pages cannot answer."""
    return KEPT | {"Host": f"{uuid.uuid4().hex}.{HOST}"}


class Client:
    """One kept-alive connection."""

    def __init__(self, port: int) -> None:
        self.web = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def get(self, path: str, headers: dict[str, str] | None = None, status: int = 200) -> http.client.HTTPMessage:
        try:
            self.web.request("GET", path, headers=headers or {})
            response = self.web.getresponse()
        except (ConnectionError, http.client.BadStatusLine):  # it idled for too long
            self.web.close()
            self.web.request("GET", path, headers=headers or {})
            response = self.web.getresponse()
        body = response.read()
        assert response.status == status, (path, response.status, body[:300])
        return response.headers


@dataclass(frozen=True)
class Download:
    """A file as a reader gets it: seconds until its first byte and its last one, and what it held."""

    first_byte: float
    seconds: float
    bytes: int
    rows: int

    @property
    def rate(self) -> float:
        """Rows per second."""
        return self.rows / self.seconds

    def told(self) -> str:
        speed = in_mib(int(self.bytes / self.seconds))
        return f"{self.rate:,.0f} rows/s, {speed}/s, first byte after {in_ms(self.first_byte).strip()} ms"


def download(port: int, path: str) -> Download:
    """The whole of it, over one connection."""
    web = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    begin = time.perf_counter()
    web.request("GET", path)
    response = web.getresponse()
    assert response.status == 200, (path, response.status)
    size, rows = len(response.read(1)), 0
    first_byte = time.perf_counter() - begin
    while part := response.read(MIB):
        size += len(part)
        rows += part.count(b"\r\n")
    seconds = time.perf_counter() - begin
    web.close()
    return Download(first_byte, seconds, size, rows)


def sessions(url: str) -> list[int]:
    """The processes of PostgreSQL that answer the workers."""
    with psycopg.connect(url) as server:
        found = server.execute("SELECT pid FROM pg_stat_activity WHERE application_name = 'portal-public'")
        return [pid for (pid,) in found]


def computed_by(pids: list[int]) -> dict[Path, float]:
    """Thread of these processes → the seconds that it has computed; none where the system does not tell."""
    threads = [thread for pid in pids for thread in Path(f"/proc/{pid}/task").glob("*/schedstat")]
    return {thread: int(thread.read_text().split()[0]) / 1e9 for thread in threads}


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def resident_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def proportional_of(pid: int) -> int:
    """Its own memory and its share of what it shares (PSS)."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def in_ms(seconds: float) -> str:
    return f"{seconds * 1000:9.1f}"
