"""An event around a report: said on the report's page, and with its sources on a page of its own, in each edition."""

from __future__ import annotations

import re

import lxml.html  # type: ignore[import-untyped]
import pytest
from django.test import Client

from findings import publishing
from findings.caching import version_poll
from findings.models import Finding
from findings.vocabulary import SubjectKind
from tests import factories as make
from tests.findings.publish import publish_everything

SITE = "http://127.0.0.1:8000"
REPORT, EVENT = "/reports/msmt-2025-1/", "/reports/msmt-2025-1/events/launch/"
SECOND, SECOND_EVENT = "/reports/msmt-2025-1/v/2/", "/reports/msmt-2025-1/v/2/events/launch/"


def tree_of(client: Client, address: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(client.get(address).content)


def words(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.fixture
def retitled(portal: Finding) -> Finding:
    """The event is called "Lift-off" since edition 3 of its report; in edition 2 it was "Launch"."""
    for title in ("Launch", "Lift-off"):
        portal.report.events.update(title=title)
        publish_everything(note="The title.")
    version_poll.forget()
    return portal


def test_the_page_of_a_report_says_all_of_an_event_and_leads_to_its_sources(portal: Finding, client: Client) -> None:
    event = tree_of(client, REPORT).get_element_by_id("event-launch")
    assert [words(part) for part in event] == [
        "Publication, September 2023 to March 2024",
        portal.report.events.get().title,
        "What is claimed, in the editors' own words.",
        "Asserted by The MSMT participating states One account First hand",
        "One source",
    ]
    assert event.xpath(".//a[text()='One source']/@href") == [f"{EVENT}#sources"]


def test_its_own_page_says_the_same_with_the_sources(portal: Finding, client: Client) -> None:
    tree = tree_of(client, EVENT)
    assert words(tree.find(".//h1")) == portal.report.events.get().title
    [event] = tree.find_class("event")
    assert [words(part) for part in event] == [
        words(part) for part in tree_of(client, REPORT).get_element_by_id("event-launch") if part.tag != "h3"
    ][:-1]
    source = portal.report.events.get().citation_set.get().source
    [line] = tree.xpath("//section[@id='sources']//li/div")
    assert words(line) == (
        f"{source.title} United Nations. March 2024. Consulted "
        "Asserts it: The whole claim.; no page or paragraph recorded."
    )
    assert tree.xpath("//nav[@class='trail']//a/@href") == ["/reports/", f"{REPORT}#event-launch"]


def test_each_edition_of_a_report_has_its_events_as_they_were(retitled: Finding, client: Client) -> None:
    told = {address: words(tree_of(client, address).find(".//h1")) for address in (EVENT, SECOND_EVENT)}
    assert told == {EVENT: "Lift-off", SECOND_EVENT: "Launch"}
    pinned = tree_of(client, SECOND_EVENT)
    assert pinned.xpath("//link[@rel='canonical']/@href") == [SITE + EVENT]
    assert "superseded" in words(pinned.find_class("notice")[0])
    leads = {
        address: tree_of(client, address).xpath("//*[@id='event-launch']//a/@href")[-1] for address in (REPORT, SECOND)
    }
    assert leads == {REPORT: f"{EVENT}#sources", SECOND: f"{SECOND_EVENT}#sources"}
    beside = [SITE + EVENT, SITE + SECOND_EVENT]
    assert pinned.xpath("//aside//p[@class='mono']/a/@href") == beside
    answer = client.get(SECOND_EVENT)
    assert f'<{SITE}{EVENT}>; rel="original"' in answer.headers["Link"]
    assert answer.headers["Memento-Datetime"] == client.get(SECOND).headers["Memento-Datetime"]
    [back] = pinned.xpath("//nav[@class='trail']//a/@href")[1:]
    assert back == f"{SECOND}#event-launch"


def test_an_event_that_a_report_has_no_more_is_shown_as_it_was_last(retitled: Finding, client: Client) -> None:
    """Whoever linked to it finds the words, and that they have been superseded."""
    retitled.report.events.all().delete()
    publish_everything(note="No event of this report.")
    version_poll.forget()
    answer = client.get(EVENT)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/reports/msmt-2025-1/v/3/events/launch/")
    last = tree_of(client, answer.headers["Location"])
    assert (words(last.find(".//h1")), "superseded" in words(last.find_class("notice")[0])) == ("Lift-off", True)
    assert client.get("/reports/msmt-2025-1/events/landing/").status_code == 404


def test_an_event_that_a_report_has_not_is_nowhere(retitled: Finding, client: Client) -> None:
    absent = ("/reports/msmt-2025-1/events/landing/", "/reports/none/events/launch/", f"{REPORT}v/4/events/launch/")
    assert {address: client.get(address).status_code for address in absent} == dict.fromkeys(absent, 404)
    assert client.get("/reports/MSMT-2025-1/events/Launch/").headers["Location"] == EVENT


@pytest.mark.parametrize("act", ["withdrawn", "redacted"])
def test_of_a_report_that_says_nothing_any_more_no_event_is_told(portal: Finding, client: Client, act: str) -> None:
    lone = make.make_report("lone", reference_prefix="LONE")
    make.make_event("secret", title="Secret launch", report=lone)
    publish_everything()
    version_poll.forget()
    address = "/reports/lone/events/secret/"
    assert "Secret launch" in client.get(address).content.decode()
    if act == "withdrawn":
        publishing.withdraw(SubjectKind.REPORT, "lone", editor="Kim", note="In error.")
    else:
        publishing.redact(SubjectKind.REPORT, "lone", [1], editor="Kim", reason="A court.")
    version_poll.forget()
    answer = client.get(address)
    assert (answer.status_code, "Secret launch" in answer.content.decode()) == (
        {"withdrawn": 410, "redacted": 451}[act],
        False,
    )


def test_programs_find_the_events_that_are_in_force(retitled: Finding, client: Client) -> None:
    sitemap = b"".join(client.get("/sitemap-pages.xml").streaming_content).decode()  # type: ignore[attr-defined]
    assert re.findall(r"<loc>([^<]*/events/[^<]*)</loc>", sitemap) == [SITE + EVENT]
