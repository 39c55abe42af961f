"""The weighing of pages goes on working: run whole, over a portal with few findings. Its figures are nobody's here."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest

from mmsmt_portal.embedded_postgres import PrivateServer
from tests.performance.making import gunicorn, make
from tests.performance.weights import VIEWS, Load, Page, Sent, judged
from tests.performance.whole import output_of

LIGHT, AT_EASE = Page("/light/", 10_000, has_map=False), Load(30_000, 4, 0.01)


@pytest.mark.benchmark
@pytest.mark.browser
@pytest.mark.serve
def test_it_weighs_every_page_of_the_sitemap_and_opens_the_heaviest_of_each_kind(tmp_path: Path) -> None:
    with PrivateServer(tmp_path / "postgres", durable=False) as url:
        make(url, 60, 1)
        with gunicorn(url, tmp_path) as (port, _master):
            lines = output_of("weights", f"http://127.0.0.1:{port}").splitlines()
    kinds = ["home", "finding-list", "finding-detail", "actor-detail", "report-detail", "api:docs", *VIEWS]
    assert [kind for kind in kinds if not any(line.startswith(f"{kind} ") for line in lines)] == []
    (findings,) = (line for line in lines if line.startswith("finding-detail "))
    assert findings.split()[1] == "60"
    assert lines[-1].startswith("P9  ")


def test_an_answer_weighs_what_is_sent_and_says_what_is_unpacked() -> None:
    text = "<p>북한 </p>" * 100
    packed = {"": text.encode(), "gzip": gzip.compress(text.encode()), "br": brotli.compress(text.encode())}
    sent = [Sent(body, coding) for coding, body in packed.items()]
    assert [(each.weight, each.text) for each in sent] == [(len(body), text) for body in packed.values()]


def test_a_page_at_the_limits_meets_the_goal() -> None:
    with_map = Page("/map/", 20_000, has_map=True)
    loads = {LIGHT: AT_EASE, with_map: Load(60_000, 4, 0.0)}
    assert judged([LIGHT, with_map], loads) == "\nP9  met: 0 over, of 2 pages"


def test_each_figure_over_a_limit_is_named_with_its_page() -> None:
    heavy, with_map = Page("/heavy/", 10_001, has_map=False), Page("/map/", 20_000, has_map=True)
    loads = {LIGHT: AT_EASE, heavy: Load(30_001, 5, 0.0101), with_map: Load(60_001, 4, 0.0)}
    assert judged([LIGHT, heavy, with_map], loads).splitlines() == [
        "",
        "/heavy/: HTML of 10,001 bytes",
        "/heavy/: 30,001 bytes in all",
        "/map/: 60,001 bytes in all",
        "/heavy/: 5 requests",
        "/heavy/: a shift of 0.0101",
        "P9  NOT MET: 5 over, of 3 pages",
    ]
