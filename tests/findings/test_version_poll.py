"""How a process learns the dataset version: each server for itself, at most once a second, and so when it is away."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import OperationalError

from findings import caching
from findings.caching import VersionPoll
from findings.queries.versions import Version

REPLICA, PRIMARY = ("replica", 5432), ("primary", 5432)


class Servers:
    """Two servers, one behind the other, and the one that the thread is connected to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.versions: dict[tuple[str, int], int] = {REPLICA: 1, PRIMARY: 2}
        self.connected: tuple[str, int] | None = None
        self.next = REPLICA
        self.asked: list[tuple[str, int]] = []
        self.away = False
        self.now = 100.0
        monkeypatch.setattr(caching, "connected_server", lambda: self.connected)
        monkeypatch.setattr(caching, "current_version", self.current_version)
        monkeypatch.setattr(caching.time, "monotonic", lambda: self.now)

    def current_version(self) -> Version:
        server = self.connected or self.next
        self.asked.append(server)
        if self.away:
            self.now += 2  # the time limit of a connection
            self.connected = None
            raise OperationalError("connection timeout expired")
        self.connected = server
        return Version(self.versions[server], dt.datetime(2026, 1, 1, tzinfo=dt.UTC), "ab")


@pytest.fixture
def servers(monkeypatch: pytest.MonkeyPatch) -> Servers:
    return Servers(monkeypatch)


def number(poll: VersionPoll) -> int:
    version = poll.current()
    assert version is not None
    return version.number


def test_a_server_is_asked_once_a_second(servers: Servers) -> None:
    poll = VersionPoll()
    assert [number(poll), number(poll)] == [1, 1]
    servers.versions[REPLICA] = 2
    servers.now += 0.9
    assert number(poll) == 1
    servers.now += 0.2
    assert number(poll) == 2
    assert servers.asked == [REPLICA, REPLICA]


def test_a_thread_is_promised_the_version_of_the_server_that_it_reads_from(servers: Servers) -> None:
    poll = VersionPoll()
    assert number(poll) == 1
    servers.connected, servers.next = None, PRIMARY
    assert number(poll) == 2
    servers.connected = REPLICA
    assert number(poll) == 1
    assert servers.asked == [REPLICA, PRIMARY]


def test_a_server_that_is_away_is_not_waited_for_by_one_thread_after_the_other(servers: Servers) -> None:
    poll = VersionPoll()
    assert number(poll) == 1
    servers.asked.clear()
    servers.now += 1
    servers.away = True
    for _ in range(4):
        with pytest.raises(OperationalError, match="connection timeout expired"):
            poll.current()
    assert servers.asked == [REPLICA]
    servers.away = False
    servers.now += 1
    assert number(poll) == 1


def test_threads_that_are_connected_are_answered_while_another_finds_nobody(servers: Servers) -> None:
    poll = VersionPoll()
    assert number(poll) == 1
    servers.connected, servers.away = None, True
    with pytest.raises(OperationalError):
        poll.current()
    servers.connected, servers.away = REPLICA, False
    assert number(poll) == 1
