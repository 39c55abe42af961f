"""The pages of words: they count what they speak of, and lead to the rows behind each number."""

from __future__ import annotations

import re

import pytest
from django.test import Client, override_settings

from findings.locators import canonical, parse
from findings.queries.facets import counts
from findings.queries.questions import Question
from tests import factories as make
from tests.findings.publish import publish_everything

PAGES = ["/about/", "/about/method/", "/about/citing/", "/about/corrections/"]


@pytest.fixture
def attested(db: None) -> None:
    """Three findings: two at second hand, one of them disputed and on one account alone."""
    read, unread = make.make_source(consulted=True), make.make_source(consulted=False)
    make.make_finding("MSMT-2025-1-001", support="strong", citations=[(read, "origin")])
    make.make_finding("MSMT-2025-1-002", support="strong", citations=[(unread, "origin")])
    make.make_finding("MSMT-2025-1-003", support="single", citations=[(unread, "origin"), (read, "disputes")])
    publish_everything()


@pytest.mark.usefixtures("attested")
def test_the_method_counts_each_way_of_being_attested_and_links_to_the_findings(client: Client) -> None:
    page = client.get("/about/method/").context["page"]

    assert [(each.value, each.count, each.url) for each in page.support] == [
        ("strong", 2, "/findings/?support=strong"),
        ("single", 1, "/findings/?support=single"),
    ]
    assert (page.at_second_hand[0].url, page.at_second_hand[1]) == ("/findings/?hand=second", 2)
    assert (page.disputed[0].url, page.disputed[1]) == ("/findings/?disputed=yes", 1)
    assert (page.corrected[0].url, page.corrected[1]) == ("/findings/?edition=correction", 0)


@pytest.mark.usefixtures("attested")
@pytest.mark.parametrize(
    ("address", "question"),
    [
        ("/findings/?support=strong", Question.of(support="strong")),
        ("/findings/?hand=second", Question.of(hand="second")),
        ("/findings/?disputed=yes", Question.of(disputed="yes")),
    ],
)
def test_a_number_is_that_of_the_list_it_leads_to(client: Client, address: str, question: Question) -> None:
    assert client.get(address).context["page"].pages.total == counts(question, facets=()).total


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
def test_the_words_stand_before_anything_is_published(client: Client, address: str) -> None:
    response = client.get(address)
    assert (response.status_code, response.context["page"].total) == (200, 0)


@pytest.mark.django_db
def test_the_grammar_shown_is_the_grammar_there_is(client: Client) -> None:
    shown = {row.printed: row.canonical for row in client.get("/about/method/").context["page"].places}
    assert {printed: ", ".join(canonical(parse(printed))) for printed in shown} == shown
    assert {"para. 21": "para-21", "pp. 57–59": "p-57-59", "p. 11, note 6": "p-11-note-6"}.items() <= shown.items()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("contact", "link"),
    [
        ("editors@portal.example.org", '<a href="mailto:editors@portal.example.org">editors@portal.example.org</a>'),
        ("https://portal.example.org/write", '<a href="https://portal.example.org/write">'),
    ],
)
def test_the_policy_says_where_to_report_a_mistake(client: Client, contact: str, link: str) -> None:
    with override_settings(CONTACT=contact):
        assert link in client.get("/about/corrections/").content.decode()


@pytest.mark.django_db
def test_without_a_contact_the_policy_says_that_there_is_none(client: Client) -> None:
    with override_settings(CONTACT=""):
        text = client.get("/about/corrections/").content.decode()
    assert "names no address of its editors" in text
    assert "mailto:" not in text


@pytest.mark.usefixtures("attested")
def test_programs_that_read_for_people_are_told_what_is_where_and_what_to_say(client: Client) -> None:
    response = client.get("/llms.txt")
    text = response.content.decode()
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert text.startswith("# DPRK Sanctions Findings\n\n> ")
    assert "- 2 of 3 findings are at second hand" in text
    led_to = [url.removeprefix("http://127.0.0.1:8000") for url in re.findall(r"\]\((http[^)]+)\)", text)]
    answered = {}
    for url in led_to:
        found = client.get(url)
        answered[url] = found.status_code
        if found.streaming:
            found.getvalue()  # read to its end, or a file stays open
    assert answered == {url: 302 if url.startswith("/lookup") else 200 for url in led_to}


@pytest.mark.django_db
@pytest.mark.parametrize(("consulted", "told"), [(True, False), (False, True)])
def test_programs_are_told_of_second_hand_where_there_is_any(client: Client, consulted: bool, told: bool) -> None:
    make.make_finding(citations=[(make.make_source(consulted=consulted), "origin")])
    publish_everything()
    assert ("findings are at second hand" in client.get("/llms.txt").content.decode()) == told
