"""What the first load of each kind of page weighs, how many requests it takes, and whether it moves: goal P9.

    python -m tests.performance.weights http://127.0.0.1:8000

Asks a portal that runs, as `serve` starts it, for every page of its sitemap, compressed as it is for a browser over
HTTPS. The heaviest page of each kind (the name of its address in urls.py), and views that no sitemap names, are then
opened in Chromium, as wide as a desk and as a phone. Its scripts are held back until the page has been painted, as by a
slow line: what they move is seen. Nothing is kept from one page to the next.

Printed for each kind: how many pages were weighed; of the heaviest the bytes of its HTML, of all that it brings (style
sheet, scripts, icon) and the requests; and by how much of the window it moved, at the worst of both widths. Then each
page of the sitemap that is over the goal, and the goal itself: HTML of 10 kB, 30 kB in all, 4 requests, a shift of
0.01. A page with a map may have 60 kB in all, its HTML among them. A kB has 1,000 bytes, and headers are not counted.
Lighthouse, which the goal names too, is a program of its own: `npx lighthouse ADDRESS`.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import brotli  # type: ignore[import-untyped]
from django.urls import resolve
from playwright.sync_api import Browser, Route, sync_playwright

from tests.conftest import find_chromium
from tests.performance.asking import AS_A_BROWSER
from tests.performance.publishing import say

#: Name → address of what is asked of lists, and of a page that is not there. No sitemap has them.
VIEWS = {
    "list, two filters": "/findings/?country=KP&country=RU&role=supplier",
    "search": "/findings/?q=coal",
    "search for nothing": "/findings/?q=xyzzy",
    "table": "/findings/?view=table",
    "timeline": "/findings/?view=timeline",
    "numbers by month": "/findings/?view=months",
    "map": "/findings/?view=map",
    "map of the world": "/findings/?view=map&map=world",
    "comparison": "/findings/?view=compare",
    "all values of a filter": "/findings/?view=values&of=actor",
    "citation of a list": "/findings/?view=cite",
    "not found": "/findings/nothing-1/",
}
#: Widths and heights of windows: of a desk, and of a phone.
WINDOWS = ((1350, 940), (412, 823))
#: Bytes of HTML, bytes in all, bytes in all with a map; requests; parts of the window.
HTML, WHOLE, WITH_MAP, REQUESTS, SHIFT = 10_000, 30_000, 60_000, 4, 0.01

_MAP = '<div class="map">'
#: Coding → what unpacks it.
_UNPACKED: dict[str, Callable[[bytes], bytes]] = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress}
_LOCATION = re.compile(r"<loc>([^<]+)</loc>")
#: The icon is not asked for by every browser that has no window to show it in.
_BROUGHT = """[...new Set([...performance.getEntriesByType("resource").map(each => each.name),
    ...[...document.querySelectorAll("link[rel=icon]")].map(link => link.href)])]"""
_MOVED = """window.moved = 0;
    new PerformanceObserver(list => list.getEntries().forEach(shift => { moved += shift.value; }))
        .observe({ type: "layout-shift", buffered: true });"""
_PAINTED = "new Promise(seen => new PerformanceObserver(() => seen()).observe({ type: 'paint', buffered: true }))"
_TWO_FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


@dataclass(frozen=True)
class Page:
    path: str
    html: int
    has_map: bool


@dataclass(frozen=True)
class Load:
    """The first load of a page: its bytes in all, its requests, and by how much of the window it moved."""

    whole: int
    requests: int
    shift: float


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.performance.weights",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("portal", help="its address, as http://127.0.0.1:8000")
    base = parser.parse_args(arguments).portal.rstrip("/")
    kinds: dict[str, list[Page]] = defaultdict(list)
    for path in addresses(base):
        kinds[resolve(path).view_name].append(weighed(base, path))
    for name, path in VIEWS.items():
        kinds[name].append(weighed(base, path))
    say(f"{'kind':32}{'pages':>6}{'HTML':>8}{'in all':>8}{'requests':>10}{'shift':>8}  the heaviest")
    loads: dict[Page, Load] = {}
    with sync_playwright() as playwright:
        # Chromium's own sandbox cannot be had as root; the pages are ours. Scroll bars take their place, as at a desk.
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=["--no-sandbox"], ignore_default_args=["--hide-scrollbars"]
        )
        for kind, pages in sorted(kinds.items()):
            heaviest = max(pages, key=lambda page: page.html)
            load = loads[heaviest] = opened(browser, base, heaviest)
            figures = f"{len(pages):6}{heaviest.html:8,}{load.whole:8,}{load.requests:10}{load.shift:8.4f}"
            say(f"{kind:32}{figures}  {heaviest.path}")
        browser.close()
    say(judged([page for pages in kinds.values() for page in pages], loads))


def addresses(base: str) -> list[str]:
    """The path of every page that the sitemap names, in all its parts."""
    parts = _LOCATION.findall(fetched(f"{base}/sitemap.xml").text)
    found = [_LOCATION.findall(fetched(base + urlsplit(part).path).text) for part in parts]
    return [urlsplit(address).path for part in found for address in part]


def weighed(base: str, path: str) -> Page:
    sent = fetched(base + path)
    return Page(path, sent.weight, _MAP in sent.text)


def opened(browser: Browser, base: str, page: Page) -> Load:
    loads = [in_a_window(browser, base, page, *window) for window in WINDOWS]
    return Load(*(max(getattr(load, name) for load in loads) for name in ("whole", "requests", "shift")))


def in_a_window(browser: Browser, base: str, page: Page, width: int, height: int) -> Load:
    context = browser.new_context(viewport={"width": width, "height": height})
    context.add_init_script(_MOVED)
    shown = context.new_page()
    held: list[Route] = []
    # (Playwright takes no method of a list.)
    shown.route("**/*.js", lambda route: held.append(route))
    shown.goto(base + page.path, wait_until="commit")
    shown.wait_for_selector("footer", state="attached")
    shown.evaluate(_PAINTED)
    shown.evaluate(_TWO_FRAMES)
    for route in held:
        route.continue_()
    shown.wait_for_load_state("load")
    shown.evaluate(_TWO_FRAMES)
    brought, shift = shown.evaluate(_BROUGHT), shown.evaluate("moved")
    context.close()
    weights = list(map(weight_of, brought))
    return Load(page.html + sum(weights), 1 + len(weights), shift)


def judged(pages: list[Page], loads: dict[Page, Load]) -> str:
    """What is over, each with its figure; and whether the goal is met."""
    over = [f"{page.path}: HTML of {page.html:,} bytes" for page in pages if page.html > HTML and not page.has_map]
    limits: list[tuple[str, Callable[[Page, Load], bool]]] = [
        ("{0.whole:,} bytes in all", lambda page, load: load.whole > (WITH_MAP if page.has_map else WHOLE)),
        ("{0.requests} requests", lambda _page, load: load.requests > REQUESTS),
        ("a shift of {0.shift:.4f}", lambda _page, load: load.shift > SHIFT),
    ]
    for words, is_over in limits:
        over += [f"{page.path}: {words.format(load)}" for page, load in loads.items() if is_over(page, load)]
    verdict = "NOT MET" if over else "met"
    return "\n".join(["", *over, f"P9  {verdict}: {len(over)} over, of {len(pages):,} pages"])


@functools.cache
def weight_of(address: str) -> int:
    """Of a file that pages share."""
    return fetched(address).weight


@dataclass(frozen=True)
class Sent:
    """The body of an answer: the bytes that were sent, and in which coding."""

    body: bytes
    coding: str

    @property
    def weight(self) -> int:
        return len(self.body)

    @property
    def text(self) -> str:
        """What it says, unpacked. A coding that was not asked for is an error."""
        return _UNPACKED[self.coding](self.body).decode()


def fetched(address: str) -> Sent:
    """An answer as a browser gets it, a notice too."""
    asked = Request(address, headers={"Accept-Encoding": AS_A_BROWSER})  # noqa: S310 - the portal that is measured
    try:
        answer = urlopen(asked, timeout=60)  # noqa: S310
    except HTTPError as notice:
        answer = notice
    with answer:
        return Sent(answer.read(), answer.headers.get("Content-Encoding", ""))


if __name__ == "__main__":
    main()
