"""docs/operations/varnish.vcl by itself, in front of a stand-in that writes down what it was asked."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mmsmt_portal.processes import end_child, tethered
from tests.operations.machine import missing, program
from tests.operations.postgres import free_port, wait_until
from tests.operations.readers import Site
from tests.operations.site import EXAMPLES
from tests.operations.stand_in import EXPIRED, PORTAL, Upstream
from tests.operations.telling import PROBLEM, SENTENCE, TOLD

#: Where distributions keep Varnish's modules: in varnish/vmods below one of these.
MODULES = ("/usr/lib", "/usr/lib64", "/usr/local/lib")


@pytest.fixture
def port_of_a_proxy() -> int:
    """Where Varnish is spoken to as by a proxy that ends TLS: by the PROXY protocol, version 1."""
    return free_port()


@pytest.fixture
def varnish(upstream: Upstream, port_of_a_proxy: int, tmp_path: Path) -> Iterator[Site]:
    program("varnishd")
    if not any(list(Path(folder).rglob("varnish/vmods/libvmod_vsthrottle.so")) for folder in MODULES):
        missing("module vsthrottle of Varnish (Debian: varnish-modules)")
    text = (EXAMPLES / "varnish.vcl").read_text()
    assert re.findall(r'\.port = "(\d+)"', text) == ["8001", "8002"]
    file = tmp_path / "portal.vcl"
    file.write_text(re.sub(r'\.port = "\d+"', f'.port = "{upstream.port}"', text))
    site = Site(free_port())
    with (tmp_path / "said.log").open("ab") as said:
        process = tethered(
            [
                shutil.which("varnishd", path="/usr/sbin:/usr/local/sbin") or "varnishd",
                *("-F", "-j", "none", "-a", f"127.0.0.1:{site.port}", "-f", file, "-n", tmp_path / "varnish"),
                *("-s", "malloc,32m", "-a", f"127.0.0.1:{port_of_a_proxy},PROXY"),
            ],
            on_our_end=signal.SIGTERM,
            stdout=said,
            stderr=said,
        )
    try:
        wait_until(lambda: site.get("/health/live").status == 200, 20)
        upstream.asked.clear()
        yield site
    finally:
        end_child(process, ((signal.SIGTERM, 10.0), (signal.SIGKILL, 5.0)))


def pages(upstream: Upstream) -> list[tuple[str, dict[str, str]]]:
    """What readers' requests became, without the probes."""
    return [(path, got) for path, got in upstream.asked if path != "/health/ready"]


def test_what_a_reader_claims_goes_no_further_and_readers_share_one_entry(varnish: Site, upstream: Upstream) -> None:
    packed = varnish.get("/", None, Cookie="sessionid=1", X_Request_Id="chosen", X_Stale="yes", Forwarded="for=x")
    plain = varnish.get("/", None, Accept_Encoding="identity")
    assert (packed.headers["content-encoding"], plain.body) == ("gzip", b"first edition")
    assert (packed.headers["cache-status"], plain.headers["cache-status"]) == ("varnish; fwd=miss", "varnish; hit")
    ((path, got),) = pages(upstream)
    assert (path, got["x-forwarded-proto"]) == ("/", "https")
    assert {"cookie", "forwarded", "x-stale", "x-request-id"} & set(got) == set()


def test_each_answer_says_what_is_left(varnish: Site, upstream: Upstream) -> None:
    """Of the cache's answers as of the portal's, and never more than the policy gives for its time."""
    exports = [varnish.get("/findings.csv") for _ in range(24)]
    assert [answer.status for answer in exports] == [200] * 24
    assert {answer.headers["ratelimit-policy"] for answer in exports} == {'"exports";q=12;w=60'}
    left = [int(answer.headers["ratelimit"].removeprefix('"exports";r=').removesuffix(";t=60")) for answer in exports]
    assert left[:12] == [12] * 12
    assert sorted(left, reverse=True) == left
    # 24 at once and 12 a minute: what came back meanwhile is a few at most.
    assert left[-1] < 4
    assert [answer.from_cache for answer in exports] == [False] + [True] * 23
    assert {path for path, _ in pages(upstream)} == {"/findings.csv"}
    # Of each kind for itself.
    page, program = varnish.get("/"), varnish.get("/api/v1/findings/")
    assert [(each.headers["ratelimit-policy"], each.headers["ratelimit"]) for each in (page, program)] == [
        ('"pages";q=50;w=1', '"pages";r=50;t=1'),
        ('"api";q=10;w=1', '"api";r=10;t=1'),
    ]


@pytest.mark.parametrize(
    ("quota", "path", "policy"),
    [("api", "/api/v1/findings/", "q=10;w=1"), ("exports", "/findings.csv?category=petroleum", "q=12;w=60")],
)
def test_who_asks_too_often_is_told_when_to_come_back(
    varnish: Site, upstream: Upstream, quota: str, path: str, policy: str
) -> None:
    web = varnish.connection()
    answers = [varnish.get(path, web) for _ in range(200)]
    web.close()
    refused = [answer for answer in answers if answer.status == 429]
    assert refused != []
    assert {name: value for name, value in refused[0].headers.items() if name in TOLD} == {
        "ratelimit-policy": f'"{quota}";{policy}',
        "ratelimit": f'"{quota}";r=0;t=5',
        "retry-after": "5",
        "cache-control": "no-store",
        "content-type": "application/problem+json" if quota == "api" else "text/plain; charset=utf-8",
        "access-control-allow-origin": "*",
        "access-control-expose-headers": "RateLimit, RateLimit-Policy, Retry-After",
    }
    assert refused[0].body == (PROBLEM if quota == "api" else SENTENCE)
    # Nobody lends himself another quota, and none of this is told to the portal.
    claimed = varnish.get(path, None, X_Quota="pages", X_Left="9")
    assert claimed.headers["ratelimit"].startswith(f'"{quota}";r=')
    assert [name for _, got in pages(upstream) for name in got if name in ("x-quota", "x-left")] == []


def test_readers_are_counted_by_the_address_that_a_proxy_hands_on(varnish: Site, port_of_a_proxy: int) -> None:
    def left(address: str) -> int:
        with socket.create_connection(("127.0.0.1", port_of_a_proxy), 5) as proxy:
            proxy.sendall(f"PROXY TCP4 {address} 127.0.0.1 40000 443\r\n".encode())
            proxy.sendall(b"GET /findings.csv HTTP/1.1\r\nHost: portal.example.org\r\nConnection: close\r\n\r\n")
            answer = b"".join(iter(lambda: proxy.recv(65536), b"")).decode("latin-1")
        (found,) = re.findall(r"RateLimit: \"exports\";r=(\d+);", answer)
        return int(found)

    assert [left("203.0.113.7") for _ in range(23)][-1] < 6
    assert left("203.0.113.8") == 12


def test_an_old_entry_is_asked_for_with_its_validator_and_what_changed_is_seen_at_once(
    varnish: Site, upstream: Upstream
) -> None:
    varnish.get("/")
    time.sleep(EXPIRED)
    assert varnish.get("/").status == 200
    assert pages(upstream)[-1][1]["if-none-match"] == 'W/"r-1"'
    time.sleep(EXPIRED)
    upstream.answer = lambda handler: handler.send(451, b"redacted", Cache_Control=PORTAL, Dataset_Version="2")
    seen = varnish.get("/")
    assert (seen.status, seen.body, seen.version) == (451, b"redacted", 2)


def test_pages_are_served_on_while_the_portal_is_away(varnish: Site, upstream: Upstream) -> None:
    assert varnish.get("/").status == 200
    time.sleep(EXPIRED)
    upstream.answer = lambda handler: handler.send(503, b"away", Retry_After="10", Cache_Control="no-store")
    stale = varnish.get("/", None, Accept_Encoding="identity")
    assert (stale.status, stale.body, stale.is_stale) == (200, b"first edition", True)
    never_seen = varnish.get("/other")
    assert (never_seen.status, never_seen.headers["retry-after"]) == (503, "10")


def test_readers_meet_no_admin_no_machine_address_and_no_other_name(varnish: Site, upstream: Upstream) -> None:
    paths = ["/admin/", "/admin", "/admin?next=/", "/metrics", "/health/ready"]
    assert {path: varnish.get(path).status for path in paths} == dict.fromkeys(paths, 404)
    assert Site(varnish.port, host="other.example").get("/").status == 421
    assert pages(upstream) == []
