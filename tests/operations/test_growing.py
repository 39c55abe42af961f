"""More processes, a replica, an HTTP cache: what is published stands everywhere, nobody goes back in time, and pages
are served on while the database is away.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from tests.operations.conftest import House
from tests.operations.postgres import wait_until
from tests.operations.readers import Answer, Load, backwards

#: The life of a page in a cache (`max-age`), the polling of a worker, and a second for the replica and the request.
STATED_SECONDS = 60 + 1 + 1
#: At the origin: the polling of a worker, and two for the replica and a slow machine.
STATED_AT_ORIGIN = 3.0
REFERENCES = [f"MSMT-2025-1-{number:03}" for number in range(1, 41)]


def mix() -> list[str]:
    """What readers ask for: the front page and lists often, findings by rank (Zipf), files and the API now and then."""
    fixed = {
        "/": 60,
        "/findings/": 40,
        "/findings/?category=petroleum": 12,
        "/findings/?category=finance": 12,
        "/findings/?q=refined+petroleum": 6,
        "/categories/": 8,
        "/actors/": 8,
        "/reports/": 8,
        "/sources/": 4,
        "/about/": 4,
        "/findings.csv": 2,
        "/findings.atom": 4,
        "/api/v1/findings/": 2,
        "/sitemap.xml": 1,
    }
    paths = [path for path, often in fixed.items() for _ in range(often)]
    for rank, reference in enumerate(REFERENCES, start=1):
        paths += [f"/findings/{reference.lower()}/"] * max(1, 60 // rank)
    random.Random(7).shuffle(paths)  # noqa: S311 - nothing here is secret
    return paths


#: The limits of the example are for one reader at an address; here all of them have one.
AS_MANY_READERS = (("rate=50r/s", "rate=5000r/s"), ("rate=10r/s", "rate=5000r/s"), ("rate=12r/m", "rate=5000r/s"))


def test_what_is_published_stands_everywhere_and_no_reader_goes_back_in_time(
    house: House, measured: Callable[[str, str], None]
) -> None:
    everywhere = [process.site for process in (*house.public, house.editors)]
    reference = REFERENCES[0]
    page = f"/findings/{reference.lower()}/"
    before = house.editors.site.get(page).version
    assert before is not None
    cached = Load(house.nginx.site, [page, "/", "/findings/"], readers=2, pause=0.05)
    direct = [Load(process.site, [page], readers=1, pause=0.1) for process in house.public]
    with cached.running(120), direct[0].running(120), direct[1].running(120):
        time.sleep(1)
        house.portal.correct(house.primary, "Corrected once", reference)
        published = time.monotonic()
        at_origin = [wait_until(lambda site=site: site.get(page).version == before + 1, 10) for site in everywhere]
        wait_until(lambda: house.nginx.site.get(page).version == before + 1, STATED_SECONDS, each=0.25)
        behind_cache = time.monotonic() - published
        time.sleep(1)
    measured("a correction stands on every process, slowest of three", f"{max(at_origin):.1f} s")
    measured("a correction stands behind the cache", f"{behind_cache:.1f} s")
    assert max(at_origin) <= STATED_AT_ORIGIN
    assert all(b"Corrected once" in site.get(page, None, Accept_Encoding="identity").body for site in everywhere)
    for load in (cached, *direct):
        assert load.lost() == []
        assert {answer.version for answer in load.answers} == {before, before + 1}
        # The workers of a process poll each for itself, so without a cache there is a second in which they differ.
        assert backwards(load.answers if load is cached else after_a_second(load.answers)) == []


def after_a_second(answers: list[Answer]) -> list[Answer]:
    """Without the answers of the second in which the workers of a process learn of a new version one by one."""
    last = max(answer.version or 0 for answer in answers)
    first_seen = min(answer.at for answer in answers if answer.version == last)
    return [answer for answer in answers if not first_seen < answer.at < first_seen + STATED_AT_ORIGIN]


def test_the_cache_answers_nearly_all_of_a_realistic_mix(house: House, measured: Callable[[str, str], None]) -> None:
    house.nginx.stop()
    house.nginx.start(*AS_MANY_READERS)
    load = Load(house.nginx.site, mix(), readers=6, pause=0.01)
    with load.running(40):
        time.sleep(20)
    house.nginx.stop()
    house.nginx.start()
    assert load.statuses() == {200: len(load.answers)}
    share = sum(answer.from_cache for answer in load.answers) / len(load.answers)
    measured("share of a mix that the cache answers", f"{share:.1%} of {len(load.answers):,} requests in 20 s")
    assert share >= 0.95


def test_pages_are_served_on_with_the_primary_down_then_the_replica_then_both(
    house: House, measured: Callable[[str, str], None]
) -> None:
    paths = [path for path in dict.fromkeys(mix()) if path != "/findings.csv"]
    for path in paths:
        assert house.nginx.site.get(path).status == 200, path
    for name, down in (
        ("the primary", [house.primary]),
        ("the replica", [house.replica]),
        ("both", [house.primary, house.replica]),
    ):
        load = Load(house.nginx.site, paths, readers=2, pause=0.05)
        origin = Load(house.public[0].site, ["/", "/findings/"], readers=1, pause=0.2)
        with load.running(150), origin.running(150):
            time.sleep(1)
            for server in down:
                server.kill()
            # Longer than an entry is fresh, so that every page has to be asked for anew.
            time.sleep(70 if name == "both" else 6)
            seconds = [server.start() for server in down]
            wait_until(lambda: house.public[0].site.get("/health/ready").status == 200)
            time.sleep(1)
        stale = sum(answer.is_stale for answer in load.answers)
        measured(
            f"{name} killed: behind the cache",
            f"{len(load.answers):,} requests, {len(load.lost())} lost, {stale:,} stale; back in {max(seconds):.1f} s",
        )
        measured(
            f"{name} killed: one public process without a cache",
            f"{len(origin.answers):,} requests, {len(origin.lost())} answered 503, for {origin.outage():.1f} s",
        )
        assert load.lost() == []
        assert backwards(load.answers) == []
        assert origin.unexplained() == []
        if name == "both":
            assert stale > 0
            assert origin.lost() != []
        else:
            # The primary is asked only where there is no replica, and each stands in for the other.
            assert len(origin.lost()) <= 1, origin.statuses()
