"""Citing in a browser: a click copies where scripts run, and selects where they do not; paper has one citation."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

FINDING = "/findings/ctx-003/"
STYLES = ("footnote", "apa", "chicago", "mla", "harvard", "ieee")


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """The page of a finding; the clipboard may be read, and nothing is said in the console."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{site.url}{FINDING}")
    yield page
    assert said == []
    context.close()


def clipboard(page: Page, kind: str = "text/plain") -> str:
    read = "async kind => (await (await navigator.clipboard.read())[0].getType(kind)).text()"
    text: str = page.evaluate(read, kind)
    return text


def copy(page: Page, style: str) -> None:
    page.click(f"[data-copies=cite-{style}]")
    name = page.inner_text(f"#cite-{style}-name")
    expect(page.locator("[data-copied]")).to_have_text(f"Copied: {name}")
    expect(page.locator(f"[data-copies=cite-{style}]")).to_have_accessible_description(name)


def test_a_click_copies_a_citation_and_says_so(page: Page) -> None:
    copy(page, "footnote")
    assert clipboard(page) == page.text_content("#cite-footnote")
    assert clipboard(page).startswith("US Treasury, in Anadolu, “US announces sanctions")
    page.click("#cite summary")
    for style in STYLES[1:]:
        copy(page, style)
        assert clipboard(page) == page.text_content(f"#cite-{style}")


def test_italics_are_copied_and_nothing_else_of_the_page(page: Page) -> None:
    page.click("#cite summary")
    copy(page, "apa")
    title = page.inner_text("h1")
    # The browser adds what it needs to paste; the portal's part has one element.
    copied = clipboard(page, "text/html")
    assert f"<i>{title}</i> (Finding CTX-003; Version 1)" in copied
    assert [mark in copied for mark in ("<wbr>", "class=", "style=")] == [False, False, False]


def test_the_same_words_are_announced_each_time(page: Page) -> None:
    copy(page, "footnote")
    page.evaluate("document.querySelector('[data-copied]').textContent = 'before'")
    copy(page, "footnote")


def test_where_there_is_no_clipboard_the_citation_is_selected_and_copied_as_selected(page: Page) -> None:
    """As on a page that did not come over HTTPS."""
    page.evaluate("delete Navigator.prototype.clipboard")
    page.click("[data-copies=cite-footnote]")
    expect(page.locator("[data-copied]")).to_have_text("Copied: Footnote")
    assert page.evaluate("getSelection().toString().trim()") == page.inner_text("#cite-footnote").strip()


def test_where_nothing_can_be_copied_it_is_said(page: Page) -> None:
    page.evaluate("delete Navigator.prototype.clipboard; document.execCommand = () => false")
    page.click("[data-copies=cite-footnote]")
    expect(page.locator("[data-copied]")).to_have_text("Selected, to be copied with the keyboard: Footnote")
    assert page.evaluate("getSelection().toString().trim()") == page.inner_text("#cite-footnote").strip()


def test_without_scripts_there_is_no_button_and_a_click_selects(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.url}{FINDING}")
    assert page.locator("#cite button:visible").count() == 0
    page.click("#cite summary")
    for style in STYLES:
        page.click(f"#cite-{style}")
        # The selection cannot be read where scripts are off: that all of it is selected is the sheet's doing.
        expect(page.locator(f"#cite-{style}")).to_have_css("user-select", "all")
    assert [link.get_attribute("href") for link in page.locator("#cite .links a").all()] == [
        f"{FINDING}v/1.{form}" for form in ("bib", "ris", "csl.json", "txt")
    ]
    context.close()


@pytest.mark.parametrize("path", [FINDING, "/findings/?view=cite&category=petroleum", "/actors/dprk/"])
def test_all_styles_fit_on_320_pixels(browser: Browser, site: Site, path: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.goto(f"{site.url}{path}")
    page.click("#cite summary")
    expect(page.locator("#cite-ieee")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.close()


def test_paper_has_one_citation_of_an_edition_at_its_end(browser: Browser, site: Site) -> None:
    page = browser.new_page()
    page.goto(f"{site.url}{FINDING}")
    footnote = page.inner_text("#cite-footnote")
    page.emulate_media(media="print")
    assert page.locator(".filed").inner_text().splitlines()[0] == f"To cite {footnote}"
    assert [page.locator(f"#cite-{style}").is_visible() for style in STYLES] == [False] * len(STYLES)
    page.close()


def test_on_paper_the_page_that_cites_a_list_has_every_style_and_no_button(browser: Browser, site: Site) -> None:
    page = browser.new_page()
    page.goto(f"{site.url}/findings/?view=cite&category=petroleum")
    page.emulate_media(media="print")
    for style in ("text", *STYLES[1:]):
        expect(page.locator(f"#cite-{style}")).to_be_visible()
    assert page.locator("#cite button:visible").count() == 0
    page.close()


def test_a_list_is_copied_as_a_list(browser: Browser, site: Site) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{site.url}/findings/?view=cite&category=petroleum")
    copy(page, "text")
    assert clipboard(page) == page.text_content("#cite-text")
    assert "findings about petroleum. Dataset version" in clipboard(page)
    context.close()


#: What has moved, as the browser tells it of each shift of the layout.
MOVED = """
    window.moved = [];
    new PerformanceObserver(list => moved.push(...list.getEntries().flatMap(
        shift => shift.sources.map(({ node }) => node?.className || node?.nodeName)))
    ).observe({ type: "layout-shift", buffered: true });
"""
PAINTED = "new Promise(seen => new PerformanceObserver(() => seen()).observe({ type: 'paint', buffered: true }))"
TWO_FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.mark.parametrize("width", [1280, 412])
@pytest.mark.parametrize("language", ["", "/ko", "/ja", "/fr"])
def test_nothing_moves_when_the_buttons_come_late(browser: Browser, site: Site, width: int, language: str) -> None:
    """As over a slow line: the page is there and read, the script is not."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.add_init_script(MOVED)
    held: list[Route] = []
    page.route("**/js/copy*.js", lambda route: held.append(route))
    page.goto(f"{site.url}{language}{FINDING}#cite", wait_until="commit")
    page.wait_for_selector("#cite .ways")
    page.evaluate(PAINTED)
    page.evaluate(TWO_FRAMES)
    assert (page.locator("[data-copies]").count(), len(held)) == (0, 1)
    held[0].continue_()
    page.wait_for_selector("[data-copies=cite-footnote]")
    page.evaluate(TWO_FRAMES)
    assert page.evaluate("moved") == []
    page.close()
