"""A list that changes in place where scripts run: the address, the focus, what is announced, and Back."""

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


def heading(page: Page, words: str) -> None:
    expect(page.locator("h1")).to_have_text(words)


def counted(page: Page, value: str) -> str:
    """The number that stands beside a value: what its list will have."""
    return page.inner_text(f"#{value}").split()[-1]


def test_choosing_a_value_changes_the_list_and_keeps_everything_else(page: Page, site: Site) -> None:
    said = f"{counted(page, 'category-petroleum')} findings about petroleum"
    page.focus("#category-petroleum")
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
    page.click("#category-petroleum")
    heading(page, petroleum)
    in_2024 = f"{counted(page, 'year-2024')} findings about petroleum in 2024"
    page.click("#year-2024")
    heading(page, in_2024)
    page.go_back()
    heading(page, petroleum)
    page.go_back()
    heading(page, everything)
    assert page.url == f"{site.url}/findings/"


def test_a_search_keeps_the_filters_and_the_focus(page: Page) -> None:
    page.click("#category-petroleum")
    expect(page.locator("h1")).to_contain_text("about petroleum")
    page.fill("#q", "tanker")
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_contain_text("with the words “tanker” about petroleum")
    assert page.evaluate("document.activeElement.id") == "q"


def test_a_link_to_another_page_leaves_the_list(page: Page, site: Site) -> None:
    page.click(".row h3 a")
    page.wait_for_url(lambda url: "/findings/" in url and not url.endswith("/findings/"))
    assert page.evaluate("window.wasLeft") is None
