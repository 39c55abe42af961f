"""A list that changes in place where scripts run: the address, the focus, what is announced, and Back.

What does it is brought when a reader turns to something that it changes. Who is quicker gets a whole page.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """The whole list, in a page that remembers whether it was left, and what its console said."""
    context = browser.new_context()
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    said: list[str] = []
    page.goto(f"{site.url}/findings/")
    page.evaluate("window.wasLeft = false")
    yield page
    assert said == []
    context.close()


def turn_to(page: Page, value: str) -> None:
    """Point at a value as a reader does before a click, until what changes the list is there."""
    page.hover(value)
    until_it_is_brought(page)


def until_it_is_brought(page: Page) -> None:
    for _time in range(500):
        if page.evaluate("'htmx' in window"):
            return
        page.wait_for_timeout(20)
    raise AssertionError("What changes the list was not brought.")


def heading(page: Page, words: str) -> None:
    expect(page.locator("h1")).to_have_text(words)


def counted(page: Page, value: str) -> str:
    """The number that stands beside a value: what its list will have."""
    return page.inner_text(f"#{value}").split()[-1]


def test_choosing_a_value_changes_the_list_and_keeps_everything_else(page: Page, site: Site) -> None:
    said = f"{counted(page, 'category-petroleum')} findings about petroleum"
    page.focus("#category-petroleum")
    until_it_is_brought(page)
    page.keyboard.press("Enter")
    heading(page, said)
    expect(page.locator("#status")).to_have_text(said)
    assert (
        page.url.removeprefix(site.url),
        page.title(),
        page.evaluate("document.activeElement.id"),
        page.evaluate("window.wasLeft"),
    ) == (
        "/findings/?category=petroleum",
        f"{said} – DPRK Sanctions Findings",
        "category-petroleum",
        False,
    )


def test_back_leads_through_the_choices(page: Page, site: Site) -> None:
    everything = page.inner_text("h1")
    petroleum = f"{counted(page, 'category-petroleum')} findings about petroleum"
    turn_to(page, "#category-petroleum")
    page.click("#category-petroleum")
    heading(page, petroleum)
    in_2024 = f"{counted(page, 'year-2024')} findings about petroleum in 2024"
    page.click("#year-2024")
    heading(page, in_2024)
    page.go_back()
    heading(page, petroleum)
    page.go_back()
    heading(page, everything)
    assert (page.url, page.evaluate("window.wasLeft")) == (f"{site.url}/findings/", False)


def test_back_leads_through_the_choices_of_a_page_that_was_reloaded(page: Page) -> None:
    everything = page.inner_text("h1")
    turn_to(page, "#category-petroleum")
    page.click("#category-petroleum")
    expect(page.locator("h1")).to_contain_text("about petroleum")
    page.reload()
    page.go_back()
    heading(page, everything)


def test_a_choice_that_is_quicker_than_what_changes_the_list_leads_to_the_page_of_it(page: Page, site: Site) -> None:
    page.route("**/htmx*.js", lambda route: None)  # it never comes
    petroleum = f"{counted(page, 'category-petroleum')} findings about petroleum"
    page.click("#category-petroleum")
    heading(page, petroleum)
    assert (page.url, page.evaluate("window.wasLeft")) == (f"{site.url}/findings/?category=petroleum", None)


def test_who_only_reads_a_list_is_not_brought_what_changes_it(page: Page) -> None:
    loaded = "performance.getEntriesByType('resource').filter(each => each.name.includes('htmx')).length"
    page.hover("article, .row h3 a")
    page.mouse.wheel(0, 400)
    assert page.evaluate(loaded) == 0
    turn_to(page, "#category-petroleum")
    page.hover("#year-2024")
    assert page.evaluate(loaded) == 1


def test_a_search_keeps_the_filters_and_the_focus(page: Page) -> None:
    turn_to(page, "#category-petroleum")
    page.click("#category-petroleum")
    expect(page.locator("h1")).to_contain_text("about petroleum")
    page.fill("#q", "tanker")
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_contain_text("with the word “tanker” about petroleum")
    assert page.evaluate("document.activeElement.id") == "q"


@pytest.mark.parametrize("used", ["h1 .pick", "text=Table"], ids=["a filter taken off", "another view"])
def test_where_what_was_used_is_gone_the_focus_goes_to_the_head_of_what_took_its_place(page: Page, used: str) -> None:
    turn_to(page, "#category-petroleum")
    page.click("#category-petroleum")
    expect(page.locator("h1")).to_contain_text("about petroleum")
    before = page.url
    page.locator(used).first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != before)
    expect(page.locator("#main")).to_be_focused()


def test_the_next_page_is_read_from_its_head_and_said_to_be_another(page: Page) -> None:
    page.locator("text=Next").focus()
    until_it_is_brought(page)
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_have_text(f"{page.inner_text('h1')}, page 2")
    expect(page.locator("#main")).to_be_focused()
    assert 0 <= page.evaluate("document.querySelector('main').getBoundingClientRect().top") < 20
    assert page.title() == f"{page.inner_text('h1')}, page 2 – DPRK Sanctions Findings"
    page.go_back()
    expect(page.locator("#status")).not_to_contain_text("page 2")
    expect(page.locator("#main")).to_be_focused()


def test_paper_has_the_address_of_the_list_that_stands_there_now(page: Page) -> None:
    def printed() -> tuple[str, str]:
        return page.inner_text(".sheet > .printed-only"), page.inner_text(".filed").splitlines()[0]

    page.emulate_media(media="print")
    assert printed() == ("http://127.0.0.1:8000/findings/",) * 2
    page.emulate_media(media="screen")
    turn_to(page, "text=Table")
    page.click("text=Table")
    expect(page.locator("#list table").first).to_be_visible()
    page.emulate_media(media="print")
    assert printed() == ("http://127.0.0.1:8000/findings/?view=table",) * 2


def test_a_link_to_another_page_leaves_the_list(page: Page, site: Site) -> None:
    page.click(".row h3 a")
    page.wait_for_url(lambda url: "/findings/" in url and not url.endswith("/findings/"))
    assert page.evaluate("window.wasLeft") is None
