"""Readers: a bounded load from 127.0.0.1, each answer written down, so that what was lost can be counted."""

from __future__ import annotations

import http.client
import random
import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

#: What a reader must never see, whatever happens behind.
TRACES = (b"Traceback", b"OperationalError", b"psycopg", b"django.db", b"127.0.0.1:5")


@dataclass(frozen=True, slots=True)
class Answer:
    """One request: when it began (monotonic seconds), how long it took, and what came. `status` 0: no whole answer."""

    at: float
    seconds: float
    path: str
    status: int
    headers: dict[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    error: str = ""

    @property
    def version(self) -> int | None:
        found = self.headers.get("dataset-version")
        return int(found) if found else None

    @property
    def from_cache(self) -> bool:
        return "; hit" in self.headers.get("cache-status", "") or "HIT" in self.headers.get("x-cache", "")

    @property
    def is_stale(self) -> bool:
        return "detail=stale" in self.headers.get("cache-status", "")


class OverTLS(http.client.HTTPSConnection):
    """A connection to a name that is at 127.0.0.1, whoever signed for it."""

    def connect(self) -> None:
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        plain = socket.create_connection(("127.0.0.1", self.port), self.timeout)
        self.sock = context.wrap_socket(plain, server_hostname=self.host)


@dataclass
class Site:
    """One address that answers: a process of the portal, or a proxy in front of it."""

    port: int
    tls: bool = False
    host: str = "portal.example.org"

    def connection(self, timeout: float = 20.0) -> http.client.HTTPConnection:
        if not self.tls:
            return http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        return OverTLS(self.host, self.port, timeout=timeout)

    def get(self, path: str, connection: http.client.HTTPConnection | None = None, **headers: str) -> Answer:
        """One GET. A kept connection that was closed meanwhile is opened again, as browsers do."""
        web = connection or self.connection()
        sent = {"Host": self.host, "Accept-Encoding": "gzip"} | {k.replace("_", "-"): v for k, v in headers.items()}
        if not self.tls:
            sent["X-Forwarded-Proto"] = "https"
        began = time.monotonic()
        for attempt in (1, 2):
            fresh = web.sock is None
            try:
                web.request("GET", path, headers=sent)
                response = web.getresponse()
                body = response.read()
                found = {name.lower(): value for name, value in response.getheaders()}
                return Answer(began, time.monotonic() - began, path, response.status, found, body)
            except (OSError, http.client.HTTPException) as error:
                web.close()
                # Only a connection that had lain idle may have been closed without an answer (RFC 9112, 9.5).
                if fresh or attempt == 2 or not isinstance(error, http.client.RemoteDisconnected | ConnectionError):
                    return Answer(began, time.monotonic() - began, path, 0, {}, b"", f"{type(error).__name__}: {error}")
            finally:
                if connection is None:
                    web.close()
        raise AssertionError("a second attempt returns")


@dataclass
class Load:
    """Several readers at once, each with its own connection, who ask for pages until they are told to stop."""

    site: Site
    paths: Sequence[str]
    readers: int = 4
    pause: float = 0.01
    answers: list[Answer] = field(default_factory=list)
    _ended: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def running(self, most_seconds: float = 90.0) -> Iterator[Load]:
        """Ends by itself after `most_seconds`, whatever the test does."""
        threads = [
            threading.Thread(target=self._read, args=(number, time.monotonic() + most_seconds), daemon=True)
            for number in range(self.readers)
        ]
        for thread in threads:
            thread.start()
        try:
            yield self
        finally:
            self._ended.set()
            for thread in threads:
                thread.join(30)
        self.answers.sort(key=lambda answer: answer.at)

    def _read(self, number: int, until: float) -> None:
        chance = random.Random(number)  # noqa: S311 - nothing here is secret
        web = self.site.connection()
        while not self._ended.is_set() and time.monotonic() < until:
            self.answers.append(self.site.get(chance.choice(self.paths), web))
            self._ended.wait(self.pause)
        web.close()

    # What came of it

    def statuses(self) -> dict[int, int]:
        return dict(sorted(Counter(answer.status for answer in self.answers).items()))

    def lost(self) -> list[Answer]:
        """What no reader should get: no answer, or an error that is not one to come back from."""
        return [answer for answer in self.answers if answer.status == 0 or answer.status >= 500]

    def unexplained(self) -> list[Answer]:
        """Of those, the ones that do not say when to come back, or say more than a reader should read."""
        return [
            answer
            for answer in self.answers
            if (answer.status not in (200, 304) and not (answer.status == 503 and answer.headers.get("retry-after")))
            or any(trace in answer.body for trace in TRACES)
        ]

    def rate(self) -> float:
        """Answers a second."""
        if len(self.answers) < 2:
            return 0.0
        return len(self.answers) / (self.answers[-1].at + self.answers[-1].seconds - self.answers[0].at)

    def longest(self) -> float:
        return max((answer.seconds for answer in self.answers), default=0.0)

    def outage(self) -> float:
        """Seconds from the first answer that was lost to the first whole one after the last that was."""
        lost = self.lost()
        if not lost:
            return 0.0
        after = [answer.at for answer in self.answers if answer.at > lost[-1].at and answer.status == 200]
        return (after[0] if after else lost[-1].at + lost[-1].seconds) - lost[0].at


def backwards(answers: Sequence[Answer]) -> list[tuple[str, int, int]]:
    """Where a reader of one address went back in time: (address, version seen, older version seen after it).

    An answer that had begun before another one had ended is not after it.
    """
    found = []
    seen: dict[str, list[tuple[float, int]]] = {}
    for answer in sorted(answers, key=lambda each: each.at):
        if answer.version is None:
            continue
        before = [version for ended, version in seen.get(answer.path, []) if ended <= answer.at]
        if before and max(before) > answer.version:
            found.append((answer.path, max(before), answer.version))
        seen.setdefault(answer.path, []).append((answer.at + answer.seconds, answer.version))
    return found
