"""Every kind of page in a real browser: readable by everyone, at every width, on paper, and without scripts."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Literal
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import brotli  # type: ignore[import-untyped]
import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, ConsoleMessage, Page
from playwright.sync_api import Request as BrowserRequest

from mmsmt_portal.stylesheets import without_comments
from tests.browser.conftest import PAGES, Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
SEEN: list[tuple[Literal["light", "dark"], int]] = [
    ("light", 1280),
    ("light", 768),
    ("light", 320),
    ("dark", 1280),
    ("dark", 320),
]
#: What the rules see of the pages that most readers meet. Of the others they see one of the two, in turns: the style
#: sheet is the same, and each of them takes seconds.
RULED: list[tuple[str, int]] = [("light", 1280), ("dark", 320)]
MET_BY_MOST = {"home", "list", "finding"}
#: How far the page reaches beyond the window, in pixels.
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def opened(browser: Browser, **options: Any) -> tuple[Page, list[str]]:
    """A page, and what happens in it that should not: words on the console, errors, requests to other hosts."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
    page = context.new_page()
    unwanted: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        # The browser itself notes an answer of 400 and more.
        if "Failed to load resource" not in message.text:
            unwanted.append(f"console: {message.text}")

    def on_request(sent: BrowserRequest) -> None:
        if urlsplit(sent.url).hostname != "127.0.0.1":
            unwanted.append(f"asked: {sent.url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: unwanted.append(f"error: {error}"))
    page.on("request", on_request)
    return page, unwanted


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """One page that goes from address to address: to begin anew each time takes as long as all that is looked at."""
    page, unwanted = opened(browser)
    yield page, unwanted
    page.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_readable_by_everyone(reader: tuple[Page, list[str]], site: Site, name: str) -> None:
    """Both schemes, wide and narrow; as wide as a tablet, where margin and middle stand beside each other; larger text.

    All of it on the page as it was loaded once: to load it takes as long as several of these looks.
    """
    page, unwanted = reader
    unwanted.clear()
    page.goto(site.url + site.pages[name])
    ruled = RULED if name in MET_BY_MOST else [RULED[list(PAGES).index(name) % 2]]
    found: dict[str, object] = {}
    for scheme, width in SEEN:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        violations = Axe().run(page, options=AXE).response["violations"] if (scheme, width) in ruled else []
        found[f"{scheme}, {width}"] = {
            "violations": [(each["id"], [node["html"] for node in each["nodes"]]) for each in violations],
            "overflow": page.evaluate(OVERFLOW),
            "unwanted": list(unwanted),
            "headings": page.locator("h1").count(),
            "title": page.title().endswith(" – DPRK Sanctions Findings"),
        }
    fine = {"violations": [], "overflow": 0, "unwanted": [], "headings": 1, "title": True}
    assert found == dict.fromkeys(found, fine)
    assert overflows_in_larger_text(page) == dict.fromkeys(LARGER, 0)


#: Text as some readers set it → the width of the window, and the reader's own style sheet.
LARGER = {
    "twice its size": (640, "html { font-size: 200% !important }"),
    # WCAG 1.4.12. Letters in a drawing reach beyond it then; the table below the drawing says the same.
    "set wider apart": (
        320,
        """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
        p { margin-bottom: 2em !important }
        svg { display: none !important }""",
    ),
}
#: A sheet that a script hands over is no part of the page, and the page's policy does not speak of it.
SET = """sheet => {
    const own = new CSSStyleSheet();
    own.replaceSync(sheet);
    document.adoptedStyleSheets = [own];
}"""


def overflows_in_larger_text(page: Page) -> dict[str, int]:
    """How far the page reaches beyond the window, which larger text must not make it do; nothing is cut either."""
    found = {}
    for how, (width, sheet) in LARGER.items():
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(SET, sheet)
        found[how] = page.evaluate(OVERFLOW)
    return found


def test_the_sheets_of_larger_text_apply_to_a_page(browser: Browser, site: Site) -> None:
    """Otherwise no page could fail."""
    page, unwanted = opened(browser)
    page.goto(site.url + site.pages["finding"])
    look = """() => {
        const {fontSize, wordSpacing} = getComputedStyle(document.querySelector("main p"));
        return [parseFloat(fontSize), parseFloat(wordSpacing) / parseFloat(fontSize)];
    }"""
    size, spacing = page.evaluate(look)
    assert spacing == 0
    found = {}
    for how, (_width, sheet) in LARGER.items():
        page.evaluate(SET, sheet)
        larger, spacing = page.evaluate(look)
        found[how] = (round(larger / size, 2), round(spacing, 2))
    assert found == {"twice its size": (2.0, 0), "set wider apart": (1.0, 0.16)}
    assert unwanted == []
    page.context.close()


def test_columns_give_way_where_letters_alone_are_made_larger(browser: Browser, site: Site) -> None:
    """As by a sheet of the reader's own: the window is as wide as before, and no media query knows of it."""
    page, _unwanted = opened(browser)
    page.goto(site.url + site.pages["finding"])
    beside = "document.querySelector('.side').getBoundingClientRect().top < 300"
    assert page.evaluate(beside)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert (page.evaluate(beside), page.evaluate(OVERFLOW)) == (False, 0)
    page.context.close()


def test_a_link_in_a_drawing_is_called_what_is_written_in_it(browser: Browser, site: Site) -> None:
    """WCAG 2.5.3: who speaks to a machine says what is written."""
    page, _unwanted = opened(browser)
    others = """links => links.map(link => [
        [...link.querySelectorAll("text")].filter(text => getComputedStyle(text).display !== "none")
            .map(text => text.textContent).join(" "),
        link.getAttribute("aria-label")]).filter(([written, name]) => !name.includes(written))"""
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        for name in ("home", "timeline", "map", "actor with many findings", "report"):
            page.goto(site.url + site.pages[name])
            links = page.locator(".drawing svg a[aria-label]")
            assert links.count() > 2
            assert links.evaluate_all(others) == []
    page.context.close()


@pytest.mark.parametrize(
    ("name", "heading", "chosen"),
    [
        (
            "filtered list",
            "findings about petroleum or shipping naming Russian Federation",
            ["petroleum", "shipping", "Russian Federation"],
        ),
        (
            "search",
            "findings with the word “containers” involving Russian Federation",
            ["“containers”", "Russian Federation"],
        ),
    ],
)
def test_the_heading_of_a_list_is_read_as_its_sentence(
    browser: Browser, site: Site, name: str, heading: str, chosen: list[str]
) -> None:
    """Each part that a link takes away is called what is written there; what the link does is its description."""
    page, _unwanted = opened(browser)
    page.goto(site.url + site.pages[name])
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}
    (head,) = [node for node in nodes if said(node, "role") == "heading" and property_of(node, "level") == 1]
    links = [by_id[child] for child in head["childIds"] if said(by_id[child], "role") == "link"]
    assert re.sub(r"^\d+ ", "", said(head, "name")) == heading
    assert [(said(link, "name"), said(link, "description")) for link in links] == [
        (words, "Removes this filter") for words in chosen
    ]
    page.context.close()


def said(node: dict[str, Any], what: str) -> str:
    return str(node.get(what, {}).get("value", ""))


def property_of(node: dict[str, Any], name: str) -> Any:
    return next((each["value"]["value"] for each in node.get("properties", ()) if each["name"] == name), None)


def test_a_category_does_not_say_in_each_row_which_it_is(browser: Browser, site: Site) -> None:
    page, _unwanted = opened(browser)
    page.goto(site.url + site.pages["category"])
    assert (page.locator(".row").count() > 1, page.locator(".row .category:visible").count()) == (True, 0)
    page.goto(site.url + site.pages["report"])
    assert page.locator(".row .category:visible").count() > 1
    page.context.close()


def test_the_keyboard_skips_to_the_content_and_sees_where_it_is(browser: Browser, site: Site) -> None:
    page, _unwanted = opened(browser)
    page.goto(site.url + site.pages["finding"])
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert (skip.inner_text(), skip.bounding_box()["x"]) == ("Skip to the content", 0)  # type: ignore[index]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    reached = []
    for _step in range(12):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate("""() => {
                const element = document.activeElement, style = getComputedStyle(element);
                return [element.closest("main") !== null, style.outlineStyle, parseFloat(style.outlineWidth) >= 2];
            }""")
        )
    page.context.close()
    assert reached == [[True, "solid", True]] * 12


def test_the_whole_way_needs_no_script(browser: Browser, site: Site) -> None:
    page, unwanted = opened(browser, java_script_enabled=False)
    page.goto(site.url)
    page.click("nav >> text=Findings")
    page.click("aside .facet >> text=Petroleum")
    assert re.fullmatch(r"\d+ findings about petroleum.*", page.inner_text("h1"))
    page.click("ol h3 a >> nth=0")
    assert page.locator("article h1").count() == 1
    page.goto(f"{site.url}/findings/")
    page.click("text=Next")
    assert page.url == f"{site.url}/findings/?page=2"
    page.click("details > summary >> nth=0")
    assert page.locator("details[open] input").first.is_visible()
    page.goto(f"{site.url}/reports/msmt-2025-1/")
    page.click("a[href$='#sources'] >> nth=0")
    assert page.locator("#sources .sources li").first.is_visible()
    page.context.close()
    assert unwanted == []


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("finding", "/findings/msmt-2025-1-001/v/1/"),
        ("filtered list", "/findings/?category=petroleum&category=shipping&actor=russia"),
        ("last page of the list", "/findings/?page=8"),
        ("comparison", "/findings/?actor=dprk&actor=russia&view=compare"),
        ("report", "/reports/msmt-2025-1/v/1/"),
        ("actors", "/actors/"),
        ("provision", "/resolutions/2397/provisions/2397-5/"),
    ],
)
def test_paper_has_the_address_and_no_navigation(browser: Browser, site: Site, name: str, printed: str) -> None:
    page, _unwanted = opened(browser)
    page.goto(site.url + site.pages[name])
    page.emulate_media(media="print")
    permalink = f"http://127.0.0.1:8000{printed}"
    shown = [link.is_visible() for link in page.locator(".printed-only", has_text=permalink).all()]
    hidden = page.locator("header nav, .skip, .pages, .record").all()
    document = page.pdf(format="A4")
    assert (any(shown), any(each.is_visible() for each in hidden)) == (True, False)
    # A link of the PDF is there where its words are printed.
    assert f"/URI ({permalink})".encode() in document
    page.context.close()


def test_the_numbers_of_a_timeline_take_less_of_a_sheet_than_of_a_screen(browser: Browser, site: Site) -> None:
    """On a screen each number is high enough to be hit; a hundred months so high would take two sheets."""
    page, _unwanted = opened(browser)
    page.goto(site.url + site.pages["numbers by month"])
    number = page.locator(".months td a").first
    heights = []
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        heights.append(number.evaluate("number => number.getBoundingClientRect().height"))
    assert heights[0] >= 24 > 15 > heights[1] > 0
    page.context.close()


def test_a_part_of_a_page_may_go_on_on_the_next_sheet(browser: Browser, site: Site) -> None:
    """A heading beside its part would, unbroken, push the whole part down and leave most of a sheet empty."""
    page, _unwanted = opened(browser)
    page.goto(site.url + site.pages["superseded edition"])
    page.set_viewport_size({"width": 794, "height": 1123})  # A4
    page.emulate_media(media="print")
    beside = page.locator(".part > h2").first.evaluate("heading => getComputedStyle(heading).breakAfter")
    page.set_viewport_size({"width": 420, "height": 595})  # A6: the heading stands above its part
    above = page.locator(".part > h2").first.evaluate("heading => getComputedStyle(heading).breakAfter")
    assert (beside, above) == ("auto", "avoid")
    page.context.close()


@pytest.mark.parametrize(
    ("name", "filed"),
    [
        ("superseded edition", "http://127.0.0.1:8000/findings/msmt-2025-1-002/v/1/."),
        ("filtered list", "http://127.0.0.1:8000/findings/?category=petroleum&category=shipping&actor=russia"),
    ],
)
def test_paper_ends_with_what_it_is_filed_under(browser: Browser, site: Site, name: str, filed: str) -> None:
    """The citation of the edition, or the address; and the dataset version that it was printed from."""
    page, _unwanted = opened(browser)
    page.goto(site.url + site.pages[name])
    foot = page.locator("footer .filed")
    assert not foot.is_visible()
    page.emulate_media(media="print")
    first, last = foot.inner_text().splitlines()
    assert foot.is_visible()
    assert first.endswith(filed)
    assert re.fullmatch(r"Dataset version \d+, \d+ \w+ \d{4}\.", last)
    page.context.close()


def test_paper_has_the_address_of_a_text_and_no_choice_of_what_to_see(browser: Browser, site: Site) -> None:
    page, _unwanted = opened(browser)
    page.emulate_media(media="print")
    page.goto(site.url + site.pages["provision"])
    address = page.locator(".marks .original").evaluate("link => getComputedStyle(link, '::after').content")
    assert address.startswith('"<https://')
    for name, choices in {"filtered list": "text=All findings", "map": ".sheets", "places": ".opening .links"}.items():
        page.goto(site.url + site.pages[name])
        found = page.locator("main").locator(choices)
        assert (found.count() > 0, found.first.is_visible()) == (True, False)
    page.context.close()


def test_paper_cuts_no_line_and_leaves_no_heading_of_a_table_behind(browser: Browser, site: Site) -> None:
    page, _unwanted = opened(browser)
    page.set_viewport_size({"width": 680, "height": 965})  # A4 within its margins
    page.emulate_media(media="print")
    page.goto(site.url + site.pages["verify"])
    assert page.locator("pre").evaluate("block => block.scrollWidth - block.clientWidth") == 0
    page.goto(site.url + site.pages["numbers by month"])
    years = page.locator(".twin tr:has([scope=rowgroup])").evaluate_all(
        "rows => rows.map(r => getComputedStyle(r).breakAfter)"
    )
    assert (len(years) > 5, set(years)) == (True, {"avoid"})
    page.goto(site.url + site.pages["search"])
    assert page.locator("mark").first.evaluate("mark => getComputedStyle(mark).boxShadow") == "none"
    page.context.close()


def test_what_is_closed_on_the_screen_is_open_on_paper(browser: Browser, site: Site) -> None:
    page, _unwanted = opened(browser)
    page.goto(f"{site.url}/findings/?category=petroleum&view=timeline")
    numbers = page.locator("details .twin")
    assert not numbers.is_visible()
    page.emulate_media(media="print")
    assert numbers.is_visible()
    page.context.close()


def test_forced_colours_keep_what_is_chosen_and_what_is_designated(browser: Browser, site: Site) -> None:
    page, _unwanted = opened(browser, forced_colors="active")
    page.goto(site.url + site.pages["filtered list"])
    fills = "elements => elements.map(e => getComputedStyle(e, '::before').backgroundColor)"
    chosen = page.locator(".facet a[aria-current]").evaluate_all(fills)
    others = page.locator(".facet a:not([aria-current])").evaluate_all(fills)
    assert (len(set(chosen)), set(chosen) & set(others)) == (1, set())
    page.goto(site.url + site.pages["designated actor with long names"])
    assert [tag.inner_text() for tag in page.locator(".tag").all()] == ["Designated", "Named"]
    page.context.close()


def test_forced_colours_are_those_of_every_word_and_mark_of_a_drawing(browser: Browser, site: Site) -> None:
    """Its words are the reader's text or link; no line is drawn in the sheet's own ink, which may not be seen there."""
    page, _unwanted = opened(browser, forced_colors="active")
    for name in ("actor with neighbours", "map", "timeline", "home"):
        page.goto(site.url + site.pages[name])
        allowed = page.evaluate(SYSTEM_COLOURS)
        drawn = page.locator(".drawing text").evaluate_all(
            "all => all.map(e => [!!e.closest('a'), getComputedStyle(e).fill])"
        )
        strokes = page.locator(".drawing svg :is(line, rect, circle, text, path)").evaluate_all(
            "all => all.map(e => getComputedStyle(e).stroke).filter(stroke => stroke !== 'none')"
        )
        assert {(is_link, colour) for is_link, colour in drawn} <= {
            (False, allowed["CanvasText"]),
            (True, allowed["LinkText"]),
        }, name
        assert drawn, name
        # The cap's bars keep the colour of their category, as its areas do.
        swatches = set(page.locator(".cap .gauge").evaluate_all(SWATCHES))
        assert set(strokes) - swatches <= set(allowed.values()), name
    page.context.close()


SYSTEM_COLOURS = """() => {
    const probe = document.body.appendChild(document.createElement("i"));
    const names = ["CanvasText", "LinkText", "Canvas", "GrayText"];
    return Object.fromEntries(names.map(name => [name, (probe.style.color = name, getComputedStyle(probe).color)]));
}"""
SWATCHES = "cells => cells.flatMap(c => [...c.querySelectorAll('.upper, .end')].map(e => getComputedStyle(e).stroke))"


def test_forced_colours_underline_where_one_is(browser: Browser, site: Site) -> None:
    page, _unwanted = opened(browser, forced_colors="active")
    page.goto(site.url + site.pages["list"])
    lines = page.locator(".head nav a").evaluate_all(
        "all => all.map(a => [a.innerText, getComputedStyle(a).textDecorationLine])"
    )
    assert [words for words, line in lines if line == "underline"] == ["Findings"]
    assert len(lines) > 5
    page.context.close()


@pytest.mark.parametrize("width", [1280, 320])
def test_a_line_of_the_axis_crosses_no_year(browser: Browser, site: Site, width: int) -> None:
    page, _unwanted = opened(browser)
    page.set_viewport_size({"width": width, "height": 256})
    page.goto(site.url + site.pages["timeline"])
    drawn = page.locator(".drawing svg[aria-labelledby~=timeline-title]")
    years = drawn.locator("svg[x] text").evaluate_all(BOXES)
    lines = drawn.locator("svg[x] line.axis").evaluate_all(BOXES)
    assert (len(years) > 4, len(lines)) == (True, len(years))
    assert [(line, year) for year in years for line in lines if year[0] < line[0] < year[1]] == []
    page.context.close()


BOXES = """all => all.filter(e => e.checkVisibility())
    .map(e => e.getBoundingClientRect()).map(box => [box.left, box.right])"""


def test_a_page_stands_where_it_stands_with_a_scroll_bar_and_without(
    browser: Browser, site: Site, chromium: str
) -> None:
    """Else it would move aside while it arrives, when it comes to be longer than the window."""
    with browser.browser_type.launch(
        executable_path=chromium, args=["--no-sandbox"], ignore_default_args=["--hide-scrollbars"]
    ) as with_bars:
        page = with_bars.new_page(viewport={"width": 1280, "height": 900})
        stands = {}
        for name in ("not found", "list"):
            page.goto(site.url + site.pages[name])
            is_long = page.evaluate("document.documentElement.scrollHeight > innerHeight")
            stands[is_long] = page.locator(".sheet").first.bounding_box()["x"]  # type: ignore[index]
    assert stands == {False: stands[True], True: stands[True]}


#: Bytes of the HTML of a page; of one with a map, which is a drawing; of the style sheet, the icon and the scripts.
HTML, WITH_MAP, BROUGHT = 10_000, 17_700, 8_300
#: The list that most readers begin with, in the language that takes the most.
LIST = 9_000
#: How hard a page of more than 40 kB is compressed when it is asked for.
QUALITY = 5


def test_a_page_weighs_at_most_10_kb_in_every_language_and_all_that_it_brings_8_kb_more(site: Site) -> None:
    def fetched(address: str) -> bytes:
        return urlopen(Request(site.url + address)).read()  # noqa: S310 - our own server

    def linked(page: bytes) -> list[str]:
        pattern = r'<link rel="(?:stylesheet|icon)" href="([^"]+)"|<script src="([^"]+)"'
        return [link or script for link, script in re.findall(pattern, page.decode())]

    @functools.cache
    def weight(address: str) -> int:
        """Of a file, as collectstatic compresses it."""
        file = fetched(address)
        return len(brotli.compress(without_comments(file.decode()).encode() if address.endswith(".css") else file))

    def most(address: str, page: bytes) -> int:
        if b'<div class="map">' in page:
            return WITH_MAP
        return LIST if address == "/findings/" else HTML

    weighed, too_heavy, brought = Counter[str](), {}, {}
    for path in sorted({*site.pages.values(), *HEAVY}):
        address = re.sub(r"^/(ko|ja|fr)(?=/)", "", path)
        for language in ("", "/ko", "/ja", "/fr"):
            try:
                page = fetched(language + address)
            except HTTPError:
                continue  # a notice, or it is in English alone
            weighed[language] += 1
            if (bytes_of := len(brotli.compress(page, quality=QUALITY))) > most(address, page):
                too_heavy[language + address] = bytes_of
            brought[language + address] = sum(map(weight, linked(page)))
    assert min(weighed.values()) > 60
    assert too_heavy == {}
    assert {address: bytes_of for address, bytes_of in brought.items() if bytes_of > BROUGHT} == {}


#: Pages of curated findings that have much to say, beside those that are looked at.
HEAVY = (
    *("/findings/?view=timeline&country=RU", "/findings/?view=months&country=RU"),
    *("/actors/russia/", "/actors/china/", "/actors/reconnaissance-general-bureau/"),
    *("/reports/msmt-2025-1/v/1/", "/reports/msmt-2025-2/", "/reports/context/"),
    *("/reports/msmt-2025-1/events/networks-mapped/", "/sources/", "/actors/", "/data/"),
)
