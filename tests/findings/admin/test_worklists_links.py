"""Looking at the addresses of sources: what is asked, what is kept, and that without a network nothing is."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from findings.curation.links import Look, NoNetworkError, addresses, check, keep, look_at
from findings.models import LinkCheck, Source
from findings.models.links import FAILURES, LinkState
from tests.factories import make_link_check, make_source
from tests.findings.management.commands import run

#: Path → status of the answers to HEAD and GET, and where it leads.
ANSWERS: dict[str, tuple[int, int, str]] = {
    "/here": (200, 200, ""),
    "/gone": (404, 404, ""),
    "/no-heads": (405, 200, ""),
    "/shy": (403, 403, ""),
    "/broken": (502, 502, ""),
    "/moved": (301, 301, "/here"),
    "/moved-away": (302, 302, "/gone"),
    "/circle": (302, 302, "/circle"),
    "/caf%C3%A9?a=b": (200, 200, ""),
}


class Server(ThreadingHTTPServer):
    asked: list[tuple[str, str, str]]


class Handler(BaseHTTPRequestHandler):
    server: Server

    def answer(self) -> None:
        self.server.asked.append((self.command, self.path, self.headers["User-Agent"]))
        head, get, location = ANSWERS[self.path]
        self.send_response(head if self.command == "HEAD" else get)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = answer  # noqa: N815 - the library asks for these names
    do_GET = answer  # noqa: N815

    def log_message(self, *_said: object) -> None:
        """Tests are quiet."""


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(("127.0.0.1", 0), Handler) as serving:
        serving.asked = []
        thread = threading.Thread(target=serving.serve_forever)
        thread.start()
        yield serving
        serving.shutdown()
        thread.join()


def anybody(_ip: str) -> bool:
    return True


@pytest.mark.parametrize(
    ("path", "state", "status", "asked"),
    [
        ("/here", "found", 200, ["HEAD"]),
        ("/gone", "gone", 404, ["HEAD", "GET"]),
        ("/no-heads", "found", 200, ["HEAD", "GET"]),
        ("/shy", "refused", 403, ["HEAD", "GET"]),
        ("/broken", "failed", 502, ["HEAD"]),
        ("/moved", "found", 200, ["HEAD", "HEAD"]),
        ("/moved-away", "gone", 404, ["HEAD", "HEAD", "GET"]),
        ("/circle", "failed", None, ["HEAD"] * 6),
        ("/café?a=b", "found", 200, ["HEAD"]),
    ],
)
def test_an_address_is_asked_for_its_head_and_followed(
    server: Server, path: str, state: str, status: int | None, asked: list[str]
) -> None:
    url = f"http://127.0.0.1:{server.server_port}{path}"
    found = look_at(url, agent="portal", may_ask=anybody)
    assert (found.url, found.state, found.status) == (url, state, status)
    assert [method for method, _path, _agent in server.asked] == asked
    assert {agent for _method, _path, agent in server.asked} == {"portal"}


def test_what_is_not_on_the_public_network_is_not_asked(server: Server) -> None:
    for host in ("127.0.0.1", "localhost"):
        found = look_at(f"http://{host}:{server.server_port}/here", agent="portal")
        assert (found.state, found.said, found.no_network) == ("failed", f"{host} is not on the public network", False)
    assert server.asked == []


def test_a_server_that_does_not_answer_is_a_failure() -> None:
    with Server(("127.0.0.1", 0), Handler) as closed:
        port = closed.server_port
    found = look_at(f"http://127.0.0.1:{port}/", agent="portal", may_ask=anybody)
    assert (found.state, found.said) == ("failed", "127.0.0.1: Connection refused")
    assert look_at("http://[::1", agent="portal", may_ask=anybody).state == "failed"


# What is kept


def state_of(url: str) -> tuple[str, int | None, str, int]:
    return LinkCheck.objects.values_list("state", "status", "said", "failures").get(url=url)


@pytest.mark.django_db
def test_an_address_is_dead_when_it_is_gone_or_has_failed_often_enough() -> None:
    gone, down = make_source("gone"), make_source("down", archived_url="https://example.org/copy")
    make_source("well")
    keep(Look(gone.url, LinkState.GONE, 404))
    keep(Look("https://example.org/well", LinkState.FOUND, 200))
    for number in range(FAILURES):
        assert [each.key for each in Source.objects.with_dead_link()] == ["gone"], number
        keep(Look("https://example.org/copy", LinkState.FAILED, said="no answer"))
    assert state_of("https://example.org/copy") == ("failed", None, "no answer", FAILURES)
    assert [each.key for each in Source.objects.with_dead_link()] == ["down", "gone"]

    keep(Look("https://example.org/copy", LinkState.FOUND, 200))
    assert state_of("https://example.org/copy") == ("found", 200, "", 0)
    assert down not in Source.objects.with_dead_link()


@pytest.mark.django_db
def test_those_are_looked_at_first_that_were_not_for_longest() -> None:
    for slug, copy in (("a", ""), ("b", "https://example.org/copy"), ("c", "")):
        make_source(slug, archived_url=copy)
    make_source("none", url="")
    noon = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
    make_link_check(url="https://example.org/a", checked_at=noon)
    make_link_check(url="https://example.org/b", checked_at=noon - dt.timedelta(days=1))
    known = ["https://example.org/copy", "https://example.org/c", "https://example.org/b", "https://example.org/a"]
    assert (addresses(), addresses(most=2)) == (known, known[:2])


def test_between_two_questions_to_one_host_some_time_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("findings.curation.links.keep", lambda found: None)
    slept: list[float] = []
    urls = ["https://a.example/1", "https://b.example/1", "https://a.example/2"]
    found = list(check(urls, look=lambda url: Look(url, LinkState.FOUND, 200), pause=5, sleep=slept.append))
    assert [each.url for each in found] == urls
    assert len(slept) == 1
    assert 4 < slept[0] <= 5


def unreachable(url: str) -> Look:
    return Look(url, LinkState.FAILED, said="the name was not found", no_network=True)


@pytest.mark.django_db
def test_without_a_network_nothing_is_kept() -> None:
    asked: list[str] = []

    def look(url: str) -> Look:
        asked.append(url)
        return unreachable(url)

    with pytest.raises(NoNetworkError, match="the name was not found"):
        list(check([f"https://{n}.example/" for n in range(20)], look=look, pause=0))
    assert (len(asked), LinkCheck.objects.count()) == (5, 0)


@pytest.mark.django_db
def test_one_host_that_is_not_found_is_kept_where_another_answers() -> None:
    def look(url: str) -> Look:
        return Look(url, LinkState.FOUND, 200) if "there" in url else unreachable(url)

    urls = ["https://lost.example/", "https://there.example/", "https://lost-too.example/"]
    assert [each.state for each in check(urls, look=look, pause=0)] == ["failed", "found", "failed"]
    assert sorted(LinkCheck.objects.values_list("url", "state")) == [
        ("https://lost-too.example/", "failed"),
        ("https://lost.example/", "failed"),
        ("https://there.example/", "found"),
    ]


@pytest.mark.django_db
def test_the_command_tells_what_it_found(monkeypatch: pytest.MonkeyPatch) -> None:
    make_source("a")
    make_source("b")

    def look(url: str, **_how: Any) -> Look:
        return Look(url, LinkState.GONE, 410) if url.endswith("a") else Look(url, LinkState.FOUND, 200)

    monkeypatch.setattr("findings.management.commands.check_links.look_at", look)
    assert run("check_links", "--pause", "0") == (
        0,
        [
            "gone: https://example.org/a (410)",
            "Looked at 2 of 2 addresses: 1 found, 1 gone.",
            "Dead links on the work list: 1.",
        ],
        [],
    )


@pytest.mark.django_db
def test_the_command_says_that_there_is_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("check_links")[1] == ["No source has an address to look at."]
    make_source("a")
    monkeypatch.setattr("findings.management.commands.check_links.look_at", lambda url, **_how: unreachable(url))
    assert run("check_links") == (
        1,
        [],
        [
            (
                "There is no network here: nothing could be reached (the name was not found). Nothing was kept. "
                "Run the command where there is one."
            )
        ],
    )
    assert LinkCheck.objects.count() == 0
