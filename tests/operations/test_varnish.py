"""docs/operations/varnish.vcl by itself, in front of a stand-in that writes down what it was asked."""

from __future__ import annotations

import re
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mmsmt_portal.processes import end_child, tethered
from tests.operations.conftest import program
from tests.operations.postgres import free_port, wait_until
from tests.operations.readers import Site
from tests.operations.site import EXAMPLES
from tests.operations.stand_in import EXPIRED, PORTAL, Upstream


@pytest.fixture
def varnish(upstream: Upstream, tmp_path: Path) -> Iterator[Site]:
    program("varnishd")
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
                *("-s", "malloc,32m"),
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
