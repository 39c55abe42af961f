"""docs/operations/nginx.conf by itself, in front of a stand-in that writes down what it was asked."""

from __future__ import annotations

import gzip
import json
import re
import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import islice
from pathlib import Path

import pytest

from tests.operations.machine import program
from tests.operations.postgres import wait_until
from tests.operations.readers import Site
from tests.operations.site import Nginx, running
from tests.operations.stand_in import EXPIRED, PORTAL, Handler, Upstream, page
from tests.operations.telling import PROBLEM, SENTENCE, TOLD

AT_ONCE = '"connections";q=50;qu="concurrent-requests"'
POLICIES = {
    "pages": f'"pages";q=50;w=1, {AT_ONCE}',
    "api": f'"api";q=10;w=1, {AT_ONCE}',
    "exports": f'"exports";q=12;w=60, {AT_ONCE}',
    "login": f'"login";q=5;w=10, {AT_ONCE}',
}


@pytest.fixture
def nginx(upstream: Upstream, tmp_path: Path) -> Iterator[Nginx]:
    program("nginx")
    nginx = Nginx(tmp_path / "nginx", [upstream.port], upstream.port)
    with running(nginx):
        upstream.asked.clear()
        yield nginx


def test_what_a_reader_claims_of_the_connection_goes_no_further(nginx: Nginx, upstream: Upstream) -> None:
    sent = {
        "X_Forwarded_Proto": "http",
        "X_Forwarded_For": "203.0.113.7",
        "X_Forwarded_Host": "evil.example",
        "Forwarded": "for=203.0.113.7",
        "X_Request_Id": "chosen",
        "Cookie": "sessionid=1",
        "Authorization": "x",
    }
    answer = nginx.site.get("/", None, **sent)
    ((_, got),) = upstream.asked
    identifier = got.pop("x-request-id")
    assert len(identifier) == 32
    assert got == {
        "host": "portal.example.org",
        "x-forwarded-proto": "https",
        "x-forwarded-for": "127.0.0.1",
        "accept-encoding": "gzip",
    }
    assert (answer.headers["x-request-id"], answer.headers["cache-status"]) == (identifier, "nginx; fwd=miss")


def test_readers_of_one_address_share_one_entry_whatever_they_unpack(nginx: Nginx, upstream: Upstream) -> None:
    packed = nginx.site.get("/")
    plain = nginx.site.get("/", Accept_Encoding="identity")
    assert (gzip.decompress(packed.body), plain.body) == (b"first edition", b"first edition")
    assert plain.headers["cache-status"] == "nginx; hit"
    assert "content-encoding" not in plain.headers
    assert upstream.paths() == ["/"]


def test_an_old_entry_is_asked_for_with_its_validator_and_what_changed_is_seen_at_once(
    nginx: Nginx, upstream: Upstream
) -> None:
    nginx.site.get("/")
    time.sleep(EXPIRED)
    assert nginx.site.get("/").headers["cache-status"] == "nginx; fwd=stale; fwd-status=304"
    assert upstream.asked[-1][1]["if-none-match"] == 'W/"r-1"'
    time.sleep(EXPIRED)
    upstream.answer = lambda handler: handler.send(451, b"redacted", Cache_Control=PORTAL, Dataset_Version="2")
    # Nobody is shown the old text first, although the portal would let a cache do so for ten minutes.
    seen = nginx.site.get("/")
    assert (seen.status, seen.body, seen.version) == (451, b"redacted", 2)


def test_pages_are_served_on_while_the_portal_is_away(nginx: Nginx, upstream: Upstream) -> None:
    assert nginx.site.get("/").status == 200
    time.sleep(EXPIRED)
    upstream.answer = lambda handler: handler.send(503, b"away", Retry_After="10", Cache_Control="no-store")
    stale = nginx.site.get("/", Accept_Encoding="identity")
    assert (stale.status, stale.body, stale.is_stale) == (200, b"first edition", True)
    never_seen = nginx.site.get("/other")
    assert (never_seen.status, never_seen.headers["retry-after"]) == (503, "10")


def test_a_portal_that_does_not_answer_at_all_is_told_with_a_time_to_come_back(
    nginx: Nginx, upstream: Upstream
) -> None:
    upstream.answer = lambda handler: handler.connection.shutdown(socket.SHUT_RDWR)
    told = nginx.site.get("/")
    assert (told.status, told.headers["retry-after"], told.headers["cache-control"]) == (503, "10", "no-store")
    assert told.body == b"The portal cannot be reached just now. Please try again in ten seconds.\n"


def test_an_export_that_is_cut_off_is_seen_to_be_and_is_not_kept(nginx: Nginx, upstream: Upstream) -> None:
    def cut(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.send_header("Cache-Control", PORTAL)
        handler.end_headers()
        handler.wfile.write(b"5\r\na,b,c\r\n")
        handler.wfile.flush()
        handler.connection.shutdown(socket.SHUT_RDWR)

    upstream.answer = cut
    answer = nginx.site.get("/findings.csv")
    assert (answer.status, answer.error.partition(":")[0]) == (0, "IncompleteRead")
    upstream.answer = page
    whole = nginx.site.get("/findings.csv")
    assert (whole.status, whole.headers["cache-status"]) == (200, "nginx; fwd=miss")


@pytest.mark.parametrize(
    ("quota", "path", "at_once"),
    [("pages", "/", 101), ("api", "/api/v1/findings/", 41), ("exports", "/findings.csv", 25)],
)
def test_each_answer_says_how_often_one_may_ask_and_who_asks_too_often_when_to_come_back(
    nginx: Nginx, quota: str, path: str, at_once: int
) -> None:
    web = nginx.site.connection()
    answers = [nginx.site.get(f"{path}?number={number % 20}", web) for number in range(at_once + 400)]
    web.close()
    assert {answer.status for answer in answers[:at_once]} == {200}
    # From the cache as from the portal.
    assert {answer.from_cache for answer in answers[:at_once]} == {True, False}
    assert {answer.headers["ratelimit-policy"] for answer in answers} == {POLICIES[quota]}
    assert {answer.headers.get("ratelimit") for answer in answers if answer.status == 200} == {None}
    refused = [answer for answer in answers if answer.status == 429]
    assert len(refused) > 1
    told = {name: value for name, value in refused[0].headers.items() if name in TOLD}
    assert told == {
        "ratelimit-policy": POLICIES[quota],
        "ratelimit": f'"{quota}";r=0;t=5',
        "retry-after": "5",
        "cache-control": "no-store",
        "content-type": "application/problem+json" if quota == "api" else "text/plain",
        "access-control-allow-origin": "*",
        "access-control-expose-headers": "RateLimit, RateLimit-Policy, Retry-After",
    }
    assert refused[0].headers["x-request-id"] != refused[1].headers["x-request-id"]
    assert refused[0].body == (PROBLEM if quota == "api" else SENTENCE)


def test_whoever_keeps_to_the_policy_is_never_refused(nginx: Nginx) -> None:
    """As much as a policy gives for its time, at the end of one such time and at the beginning of the next."""
    for path in ("/", "/api/v1/findings/", "/findings.csv"):
        (quota,) = re.findall(r"^\"\w+\";q=(\d+);w=\d+, ", nginx.site.get(f"{path}?first").headers["ratelimit-policy"])
        web = nginx.site.connection()
        statuses = [nginx.site.get(f"{path}?number={number % 5}", web).status for number in range(2 * int(quota))]
        web.close()
        assert set(statuses) == {200}


def test_too_many_requests_at_once_are_told_to_be_that(nginx: Nginx, upstream: Upstream) -> None:
    ten_refused = threading.Event()

    def when_ten_are_refused(handler: Handler) -> None:
        ten_refused.wait(12)
        page(handler)

    upstream.answer = when_ten_are_refused
    with ThreadPoolExecutor(60) as readers:
        asked = [readers.submit(nginx.site.get, f"/?number={number}") for number in range(60)]
        refused = [each.result() for each in islice(as_completed(asked, timeout=12), 10)]
        ten_refused.set()
        answers = [each.result() for each in asked]
    assert [(answer.status, answer.headers["ratelimit"]) for answer in refused] == [(429, '"connections";r=0;t=5')] * 10
    assert Counter(answer.status for answer in answers) == {200: 50, 429: 10}


def test_log_ins_are_counted_too(nginx: Nginx) -> None:
    answers = [nginx.editors_site.get("/admin/login/")]
    # One more is allowed every two seconds, so a slow machine is refused later.
    while answers[-1].status != 429 and len(answers) < 60:
        answers.append(nginx.editors_site.get("/admin/login/"))
    *allowed, refused = answers
    assert [answer.status for answer in allowed] == [200] * max(11, len(allowed))
    assert (refused.status, refused.headers["ratelimit"], refused.headers["retry-after"]) == (
        429,
        '"login";r=0;t=5',
        "5",
    )
    assert {answer.headers["ratelimit-policy"] for answer in answers} == {POLICIES["login"]}


def test_its_log_says_what_the_cache_did_and_nothing_of_a_reader(nginx: Nginx) -> None:
    answers = [
        nginx.site.get("/findings/?q=who+asks", User_Agent="a-program", Referer="https://a.example/") for _ in "12"
    ]
    log = nginx.folder / "access.log"
    wait_until(lambda: log.read_text().count('"/findings/"') == 2, 5)
    lines = [json.loads(line) for line in log.read_text().splitlines()][-2:]
    assert [{name: line[name] for name in line if name not in ("time", "seconds", "bytes")} for line in lines] == [
        {
            "method": "GET",
            "path": "/findings/",
            "status": 200,
            "cache": cache,
            "dataset_version": "1",
            "request_id": answer.headers["x-request-id"],
        }
        for cache, answer in zip(("MISS", "HIT"), answers, strict=True)
    ]
    assert [word for word in ("who", "127.0.0.1", "a-program", "a.example") if word in log.read_text()] == []


def test_readers_meet_no_admin_and_no_machine_address(nginx: Nginx, upstream: Upstream) -> None:
    paths = ["/admin/", "/admin", "/admin/login/", "/metrics", "/health/ready"]
    assert {path: nginx.site.get(path).status for path in paths} == dict.fromkeys(paths, 404)
    assert upstream.asked == []


def test_a_name_that_is_not_the_portals_gets_no_connection(nginx: Nginx) -> None:
    other = Site(nginx.port, tls=True, host="other.example").get("/")
    assert (other.status, other.error.partition(":")[0]) == (0, "SSLError")


def test_editors_come_from_their_network_alone_and_nothing_of_theirs_is_kept(
    nginx: Nginx, upstream: Upstream, tmp_path: Path
) -> None:
    for _ in range(2):
        answer = nginx.editors_site.get("/admin/", Cookie="sessionid=1", X_Forwarded_Proto="http")
        assert (answer.status, "cache-status" in answer.headers) == (200, False)
    assert upstream.paths() == ["/admin/", "/admin/"]
    assert [(got["cookie"], got["x-forwarded-proto"]) for _, got in upstream.asked] == [("sessionid=1", "https")] * 2
    stranger = Nginx(tmp_path / "strange", [upstream.port], upstream.port)
    try:
        stranger.start(("allow 127.0.0.0/8;", "allow 10.0.0.0/8;"))
        assert stranger.editors_site.get("/admin/").status == 403
    finally:
        stranger.stop()


def test_slow_and_swollen_requests_do_not_reach_the_portal(nginx: Nginx, upstream: Upstream) -> None:
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    half_sent = []
    for _ in range(20):
        plain = socket.create_connection(("127.0.0.1", nginx.port), 5)
        half_sent.append(context.wrap_socket(plain, server_hostname=Site.host))
        half_sent[-1].sendall(b"GET /slow HTTP/1.1\r\nHost: portal.example.org\r\n")
    try:
        assert nginx.site.get("/").status == 200
    finally:
        for connection in half_sent:
            connection.close()
    assert nginx.site.get("/big", X_Big="x" * 9000).status == 400
    assert nginx.site.get(f"/{'x' * 9000}").status == 414
    assert upstream.paths() == ["/"]
