"""Imports, merges and work lists as an editor's browser meets them: sent, decided on, set side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from django.conf import settings
from playwright.sync_api import Browser, FilePayload, Page
from pytest_django import DjangoDbBlocker

from findings.admin import published
from findings.admin.past import Past
from findings.models import Category, ImportRun
from tests.browser.conftest import Site
from tests.browser.test_pages import OVERFLOW, opened
from tests.findings.admin.desk import logged_in, make_user
from tests.findings.curation.un_lists import entity, person, un_list

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}

LIST = un_list(person("KPi.901", "SO", "MAN-HO"), entity("KPe.901", "PINE TRADING", country="Panama"))
MERGE = "findings/merge/add/?kind=actor&survivor={}&merged={}"


@pytest.fixture(scope="module")
def session(site: Site, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The key of a session past both factors."""
    with django_db_blocker.unblock():
        yield str(logged_in(make_user("worker", is_superuser=True)).session.session_key)
        ImportRun.objects.all().delete()


@pytest.fixture
def page(browser: Browser, site: Site, session: str) -> Iterator[Page]:
    """A page of the editor's browser, in which nothing unwanted happens (the CSP forbids inline scripts)."""
    opened_page, unwanted = opened(browser)
    cookie: Any = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": f"{site.url}/admin/"}
    opened_page.context.add_cookies([cookie])
    yield opened_page
    opened_page.context.close()
    assert unwanted == []


def send(page: Page, site: Site, what: str, name: str, content: bytes) -> None:
    page.goto(f"{site.url}/admin/findings/importrun/add/")
    page.locator(f"input[name=what][value={what}]").check()
    payload: FilePayload = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.locator("input[name=file]").set_input_files(payload)
    page.get_by_role("button", name="Read and compare").click()
    page.wait_for_load_state()


def is_for_everybody(page: Page) -> None:
    """No rule of WCAG is broken, light or dark, and nothing runs out of a narrow window."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.wait_for_timeout(300)  # the admin's links change their colour slowly
        violations = Axe().run(page, options=AXE).response["violations"]
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in violations] == [], scheme
    size = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate(OVERFLOW) == 0
    if size is not None:
        page.set_viewport_size(size)


def test_a_list_is_sent_and_each_proposal_is_decided_on(page: Page, site: Site) -> None:
    send(page, site, "un_list", "list.xml", LIST[:300])
    assert "list.xml:8: CONSOLIDATED_LIST/" in page.get_by_role("alert").inner_text()
    is_for_everybody(page)

    send(page, site, "un_list", "list.xml", LIST)
    assert "2 proposals wait for you." in page.locator(".messagelist").inner_text()
    is_for_everybody(page)

    page.get_by_role("link", name="SO MAN-HO (KPi.901)").click()
    assert page.get_by_label("Name").input_value() == "So Man-ho"
    is_for_everybody(page)
    page.get_by_role("button", name="Reject").click()
    assert "Rejected: new record: SO MAN-HO (KPi.901)." in page.locator(".messagelist").inner_text()
    assert page.get_by_label("Name").input_value() == "Pine Trading"


def test_a_table_that_changes_a_record_shows_both_sides(page: Page, site: Site) -> None:
    send(page, site, "actor", "actors.csv", b"slug,name\ndprk,North Korea\n")
    page.locator("#result_list tbody th a").first.click()
    assert page.locator("del").all_inner_texts() == ["Democratic People's Republic of Korea"]
    assert page.locator("ins").all_inner_texts() == ["North Korea"]
    is_for_everybody(page)


def test_two_records_are_set_side_by_side(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/admin/findings/merge/add/")
    is_for_everybody(page)
    page.goto(f"{site.url}/admin/{MERGE.format('dprk', 'russia')}")
    assert "They have different countries." in page.locator(".refusal").inner_text()
    is_for_everybody(page)
    page.get_by_label("Why the two are one").fill("They are not.")
    page.get_by_role("button", name="Merge for good").click()
    assert page.locator("input[name=sure]").count() == 1  # the browser asks first that they are one all the same


def test_acts_of_publishing_are_read_in_a_narrow_window_too(page: Page, site: Site) -> None:
    """Each with its editor, what it brought and why; and the numbers of all pages."""
    page.set_viewport_size({"width": 320, "height": 640})
    for address in ("", "1/"):
        page.goto(f"{site.url}/admin/findings/datasetversion/{address}")
        is_for_everybody(page)
        cells = page.locator("#result_list tbody tr:first-child td, .work tbody tr:first-child :is(th, td)").all()
        assert cells
        for cell in cells:
            box = cell.bounding_box()
            assert box is not None
            assert (box["x"] >= 0, box["x"] + box["width"] <= 320) == (True, True), cell.inner_text()
    many = "Array.from({length: 30}, () => '<li><a href=\"?p=2\">99</a></li>').join('')"
    page.goto(f"{site.url}/admin/findings/datasetversion/")
    page.locator(".paginator").first.evaluate(f"each => {{ each.innerHTML = '<ul>' + {many} + '</ul>' }}")
    assert page.evaluate(OVERFLOW) == 0


def test_a_link_to_a_change_leads_to_the_page_of_the_history_that_tells_it(
    page: Page, site: Site, monkeypatch: pytest.MonkeyPatch, django_db_blocker: DjangoDbBlocker
) -> None:
    monkeypatch.setattr(published, "HISTORY", 1)
    with django_db_blocker.unblock():
        record = Category.objects.order_by("pk").first()
        assert record is not None
        oldest = f"change-{Past(Category, record.pk).outline()[-1].number}"
    page.goto(f"{site.url}/admin/findings/category/{record.pk}/history/#{oldest}")
    page.wait_for_url(f"**/history/?{oldest.replace('-', '=')}#{oldest}")
    assert page.locator(f"#{oldest}").count() == 1


def test_the_front_page_leads_to_what_waits(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/admin/")
    is_for_everybody(page)
    row = page.locator(".work tr", has_text="Sources without an archived copy")
    number = row.locator("td").inner_text()
    row.get_by_role("link").click()
    page.wait_for_url("**/findings/source/?work=copies")
    assert f"{number} source" in page.locator(".paginator").inner_text()


@pytest.mark.parametrize("kind", ["finding", "keyalias", "user"])
def test_from_the_keyboard_the_rows_of_a_list_are_reached_without_its_filters(
    page: Page, site: Site, kind: str
) -> None:
    """The filters are seen at the right, and stand before search and rows."""
    app = "auth" if kind == "user" else "findings"
    page.goto(f"{site.url}/admin/{app}/{kind}/")
    skip = page.get_by_role("link", name="Skip the filters")
    assert (skip.bounding_box() or {"y": 0})["y"] < 0  # unseen until it is reached
    tabs = 0
    while not skip.evaluate("link => link === document.activeElement"):
        page.keyboard.press("Tab")
        assert (tabs := tabs + 1) < 60
        assert not page.evaluate("document.activeElement.closest('#changelist-filter, #result_list') !== null")
    assert (skip.bounding_box() or {"y": -1})["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "searchbar"
