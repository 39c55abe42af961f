"""The editing of records as an editor's browser meets it: refused with sentences, beside another editor, and back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from django.conf import settings
from playwright.sync_api import Browser, Page, expect
from pytest_django import DjangoDbBlocker

from findings.models import Finding
from tests.browser.conftest import Site
from tests.browser.test_pages import OVERFLOW, opened
from tests.findings.admin.desk import logged_in, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}


@dataclass(frozen=True)
class Room:
    """The admin of the running portal, and who may enter it: name → the key of a session past both factors."""

    url: str
    sessions: dict[str, str]
    finding: int


@pytest.fixture(scope="module")
def room(site: Site, django_db_blocker: DjangoDbBlocker) -> Iterator[Room]:
    with django_db_blocker.unblock():
        keys = {name: str(logged_in(make_user(name, is_superuser=True)).session.session_key) for name in ("kim", "lee")}
        yield Room(f"{site.url}/admin/", keys, Finding.objects.get(reference="MSMT-2025-1-003").pk)


type Enter = Callable[[str], Page]


@pytest.fixture
def enter(browser: Browser, room: Room) -> Iterator[Enter]:
    """A page of somebody's own browser; nothing unwanted happens in any of them (the CSP forbids inline scripts)."""
    pages: list[tuple[Page, list[str]]] = []

    def as_user(name: str) -> Page:
        page, unwanted = opened(browser)
        cookie: Any = {
            "name": settings.SESSION_COOKIE_NAME,
            "value": room.sessions[name],
            "url": room.url,
        }
        page.context.add_cookies([cookie])
        pages.append((page, unwanted))
        return page

    yield as_user
    found = [each for _page, unwanted in pages for each in unwanted]
    for page, _unwanted in pages:
        page.context.close()
    assert found == []


def choose(page: Page, box: str, words: str) -> None:
    """Choose a record by typing, as in any relation of the admin."""
    page.locator(f"{box} .select2-selection").click()
    page.locator(".select2-search__field").fill(words)
    page.locator(".select2-results__option", has_text=words).first.click()


def sentences(page: Page) -> list[str]:
    """What the form says of itself, once it has come back."""
    page.locator("ul.errorlist li").first.wait_for()
    return [each.strip() for each in page.locator("ul.errorlist li").all_inner_texts()]


def test_a_finding_is_refused_with_sentences_and_then_recorded_with_its_sources(enter: Enter, room: Room) -> None:
    page = enter("kim")
    page.goto(f"{room.url}findings/finding/add/")
    choose(page, ".field-report", "MSMT/2025/1")
    choose(page, ".field-category", "Labor")
    page.fill("#id_reference", "MSMT-2025-1-901")
    page.fill("#id_slug", "recorded-in-a-browser")
    page.fill("#id_title", "Recorded in a browser")
    page.fill("#id_summary", "A test recorded this.")
    page.fill("#id_period_start", "2024-03")
    page.fill("#id_period_end", "2024-02")
    page.fill("#id_asserted_by", "A test")
    page.select_option("#id_support", "single")
    page.get_by_text("Add another Citation").click()
    choose(page, "#citation_set-0 .field-source", "Kukmin Ilbo account")
    page.select_option("#id_citation_set-0-relation", "origin")
    page.fill("#id_citation_set-0-locator", "page eleven")
    page.fill("#id_citation_set-0-supports", "all of it")
    page.fill("#id_why", "")
    page.get_by_role("button", name="Save", exact=True).click()

    told = sentences(page)
    assert told[0] == "The period ends before it begins."
    assert told[1].startswith("“page eleven” is not understood as a place.")
    assert told[2:] == ["Say why: the record’s history keeps a reason for every change."]

    page.fill("#id_period_end", "2024-04")
    page.fill("#id_citation_set-0-locator", "p. 11, note 6; p. 38")
    page.fill("#id_why", "A test of the form.")
    page.get_by_role("button", name="Save and continue editing").click()

    page.locator(".messagelist .success").wait_for()
    assert page.input_value("#id_citation_set-0-locator") == "p. 11, note 6; p. 38"
    assert "Not public: nothing of this record has been published." in page.inner_text(".standing")
    page.goto(room.url.replace("/admin/", "/findings/MSMT-2025-1-901/"))
    assert "Recorded in a browser" not in page.content()


def test_the_second_of_two_editors_is_told_what_the_first_has_changed_and_loses_nothing(
    enter: Enter, room: Room
) -> None:
    kim, lee = enter("kim"), enter("lee")
    form = f"{room.url}findings/finding/{room.finding}/change/"
    kim.goto(form)
    lee.goto(form)
    opened_with = kim.input_value("#id_title")
    kim.fill("#id_title", "As Kim has it")
    kim.fill("#id_why", "Kim read the page again.")
    kim.get_by_role("button", name="Save", exact=True).click()
    kim.locator(".messagelist .success").wait_for()
    lee.fill("#id_title", "As Lee has it")
    lee.fill("#id_editors_note", "Lee's note.")
    lee.fill("#id_why", "Lee too.")
    lee.get_by_role("button", name="Save", exact=True).click()

    expect(lee.get_by_role("alert")).to_contain_text(
        "Somebody has changed this record since you opened it, so nothing was saved."
    )
    assert lee.locator(".conflict tbody tr").all_inner_texts() == [
        f"Title\t{opened_with}\tAs Kim has it\tAs Lee has it"
    ]
    assert "kim: Kim read the page again." in lee.inner_text(".conflict")
    assert [lee.input_value(f"#id_{name}") for name in ("title", "editors_note", "why")] == [
        "As Lee has it",
        "Lee's note.",
        "Lee too.",
    ]

    lee.get_by_role("button", name="Save and continue editing").click()
    lee.locator(".messagelist .success").wait_for()
    assert lee.input_value("#id_title") == "As Lee has it"


def test_the_history_tells_each_change_and_brings_back_a_state(enter: Enter, room: Room) -> None:
    page = enter("kim")
    page.goto(f"{room.url}findings/finding/{room.finding}/change/")
    before = page.input_value("#id_summary")
    page.fill("#id_summary", "A mistake.")
    page.fill("#id_why", "Made on purpose.")
    page.get_by_role("button", name="Save and continue editing").click()
    page.locator(".messagelist .success").wait_for()
    page.get_by_role("link", name="History").click()

    newest = page.locator(".past > li").first
    assert "kim: Made on purpose." in newest.inner_text()
    assert newest.locator("tbody tr").all_inner_texts() == [f"Summary\t{before}\tA mistake."]

    page.locator(".past > li").nth(1).get_by_role("link", name="Bring back the state after this change").click()
    page.fill("#id_why", "It was a mistake.")
    page.get_by_role("button", name="Bring it back").click()

    assert page.input_value("#id_summary") == before
    page.get_by_role("link", name="History").click()
    assert "kim: It was a mistake." in page.locator(".past > li").first.inner_text()


@pytest.mark.parametrize(
    "address",
    ["", "{}/change/", "{}/history/", "{}/delete/", "deleted/", "add/"],
    ids=["list", "form", "history", "delete", "deleted", "add"],
)
def test_a_page_of_records_is_readable_by_everyone(enter: Enter, room: Room, address: str) -> None:
    page = enter("kim")
    page.goto(f"{room.url}findings/finding/{address.format(room.finding)}")
    found: dict[str, object] = {}
    for scheme, width in (("light", 1280), ("dark", 320)):
        page.emulate_media(color_scheme="light" if scheme == "light" else "dark")
        page.set_viewport_size({"width": width, "height": 900})
        # Django's own style sheet lets colours change slowly; in between they are none that anybody chose.
        page.evaluate("Promise.allSettled(document.getAnimations().map(each => each.finished))")
        violations = Axe().run(page, options=AXE).response["violations"]
        found[f"{scheme}, {width}"] = {
            "violations": [(each["id"], [node["html"] for node in each["nodes"]][:5]) for each in violations],
            "overflow": page.evaluate(OVERFLOW),
        }
    assert found == {each: {"violations": [], "overflow": 0} for each in found}


#: Boxes whose content is wider than they are, which one could read only by scrolling sideways.
CUT = """[...document.querySelectorAll(".tabular, .results")]
    .filter(box => box.scrollWidth > box.clientWidth + 1).map(box => box.textContent.trim().slice(0, 40))"""


@pytest.mark.parametrize("address", ["finding/", "actor/", "source/", "provision/", "finding/{finding}/change/"])
def test_no_table_is_cut_on_a_small_screen_beside_menu_and_filters(enter: Enter, room: Room, address: str) -> None:
    page = enter("kim")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{room.url}findings/{address.format(finding=room.finding)}")
    assert (page.locator(".tabular, .results").count() > 0, page.evaluate(CUT)) == (True, [])


@pytest.mark.parametrize("width", [320, 768])
def test_the_rows_of_a_form_are_seen_whole_on_a_narrow_screen(enter: Enter, room: Room, width: int) -> None:
    """Each cell stands under the head of its column; one that is added too."""
    page = enter("kim")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{room.url}findings/finding/{room.finding}/change/")
    page.get_by_text("Add another Quantity").click()
    row = page.locator(".dynamic-quantity_set").last
    row.locator("td[data-head]").first.wait_for()
    heads = [row.locator(f"td.field-{name}").get_attribute("data-head") for name in ("qualifier", "low", "measure")]
    assert heads == ["Qualifier", "Low", "Measure"]
    assert (page.evaluate(OVERFLOW), page.evaluate(CUT)) == (0, [])


def test_a_button_that_is_clicked_twice_saves_once(enter: Enter, room: Room) -> None:
    page = enter("kim")
    page.goto(f"{room.url}findings/finding/{room.finding}/change/")
    page.fill("#id_why", "Clicked twice.")
    page.fill("#id_editors_note", "A note of a test.")
    page.get_by_role("button", name="Save and continue editing").dblclick()
    expect(page.locator(".messagelist .success")).to_contain_text("was changed successfully")
    assert page.locator(".mistakes, .conflict").count() == 0
    page.get_by_role("link", name="History").click()
    assert page.locator(".past h3", has_text="Clicked twice.").count() == 1


def test_the_top_of_a_form_leads_to_each_mistake(enter: Enter, room: Room) -> None:
    page = enter("kim")
    page.goto(f"{room.url}findings/finding/{room.finding}/change/")
    page.fill("#id_title", "")
    page.fill("#id_why", "")
    page.get_by_role("button", name="Save", exact=True).click()
    told = page.get_by_role("alert", name="Nothing was saved: 2 things are to be mended")
    expect(told.locator("li")).to_have_count(2)
    violations = Axe().run(page, options=AXE).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in violations] == []
    told.get_by_role("link", name="Title").click()
    assert page.evaluate("document.activeElement.id || location.hash.slice(1)") == "id_title"


@pytest.mark.parametrize("width", [1440, 1100, 320])
def test_the_sources_of_each_detail_can_be_ticked_at_every_width(enter: Enter, room: Room, width: int) -> None:
    """This finding cites eight sources that were read."""
    page = enter("kim")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{room.url}findings/finding/{room.finding}/change/")
    rows = page.locator("#quantity_set-0, #involvement_set-0")
    assert rows.locator(".field-carried_by input").count() == 16
    wide = page.locator("#quantity_set-group, #involvement_set-group").evaluate_all(
        "groups => groups.map(each => each.querySelector('table').scrollWidth - each.clientWidth)"
    )
    assert [over for over in wide if over > 0] == []
    # No name of a source is broken into more than two lines.
    heights = rows.locator(".field-carried_by label").evaluate_all("all => all.map(each => each.offsetHeight)")
    assert [height for height in heights if height > 44] == []
    found = Axe().run(page, options=AXE).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []


@pytest.mark.parametrize(("kind", "kinds"), [("finding", "findings"), ("source", "sources")])
def test_changing_several_records_is_readable_by_everyone(enter: Enter, room: Room, kind: str, kinds: str) -> None:
    page = enter("kim")
    page.goto(f"{room.url}findings/{kind}/")
    page.locator("#result_list tbody input[type=checkbox]").first.check()
    page.locator("select[name=action]").first.select_option("change_selected")
    page.get_by_role("button", name="Run").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Change several {kinds}")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.wait_for_timeout(400)  # links fade from one scheme into the other
        found = Axe().run(page, options=AXE).response["violations"]
        assert [(scheme, each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
