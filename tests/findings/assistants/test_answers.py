"""What an assistant gets: counts that are those of the pages, claims with who asserts them, refusals in sentences."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from findings import publishing
from findings.assistants import answers
from findings.exports.citations.texts import NAMES
from findings.queries.filters import FILTERS
from findings.queries.questions import UnanswerableError
from findings.vocabulary import EditionKind, SubjectKind
from tests import factories as make
from tests.findings.publish import publish_everything
from tests.ground import ground

pytestmark = pytest.mark.django_db


@ground
def findings_of_two_versions() -> None:
    """Three findings in version 1; in version 2 the first is corrected, the second withdrawn, the third redacted."""
    category, report = make.make_category("petroleum", name="Petroleum"), make.make_report("msmt-2025-1")
    unread = make.make_source("msmt-2025-1", consulted=False)
    for number in (1, 2, 3):
        make.make_finding(
            f"MSMT-2025-1-00{number}",
            title=f"Tanker {number}",
            category=category,
            report=report,
            citations=[(unread, "origin", "p. 11")],
        )
    publish_everything()
    corrected = make.Finding.objects.get(reference="MSMT-2025-1-001")
    corrected.title = "Tanker one"
    corrected.save()
    publish_everything(EditionKind.CORRECTION, note="It was not the first.")
    publishing.withdraw(SubjectKind.FINDING, "MSMT-2025-1-002", editor="Kim", note="Said twice.")
    publishing.redact(SubjectKind.FINDING, "MSMT-2025-1-003", [1], editor="Kim", reason="Another ship was meant.")
    make.make_finding("MSMT-2025-1-009", title="Tanker of a draft", category=category, report=report)


def refusal(ask: Any, *arguments: Any) -> str:
    with pytest.raises(UnanswerableError) as caught:
        ask(*arguments)
    return " ".join(caught.value.reasons)


@pytest.mark.usefixtures("findings_of_two_versions")
def test_a_search_says_of_each_claim_who_asserts_it_and_at_which_hand() -> None:
    found = answers.search("tanker", {"category": ["petroleum"]}, 1, None)
    (row,) = found["findings"]
    assert (found["total"], found["pages"], found["question"]) == (
        1,
        1,
        "1 finding with the word “tanker” about petroleum",
    )
    assert {name: row[name] for name in ("reference", "title", "at_second_hand", "edition", "edition_permalink")} == {
        "reference": "MSMT-2025-1-001",
        "title": "Tanker one",
        "at_second_hand": True,
        "edition": 2,
        "edition_permalink": "http://127.0.0.1:8000/findings/msmt-2025-1-001/v/2/",
    }
    assert row["asserted_by"]
    assert "not a judgement" in found["caveat"]


@pytest.mark.usefixtures("findings_of_two_versions")
def test_its_count_and_address_are_those_of_the_page(client: Client) -> None:
    found = answers.search("", {"report": ["msmt-2025-1"]}, 1, 1)
    page = client.get(found["address"].removeprefix("http://127.0.0.1:8000")).context["page"]
    assert (found["total"], [row["title"] for row in found["findings"]]) == (2, ["Tanker 1", "Tanker 2"])
    assert page.pages.total == found["total"]


@pytest.mark.usefixtures("findings_of_two_versions")
def test_a_page_that_there_is_not_is_refused_in_the_words_of_the_site(client: Client) -> None:
    told = client.get("/findings/?page=2").content.decode()
    assert "There is no page 2 of this list: the last one is page 1." in told
    assert refusal(answers.search, "", {}, 2, None) in told
    assert [answers.search(text, {}, 1, None)["pages"] for text in ("tanker", "absent")] == [1, 1]


@pytest.mark.usefixtures("findings_of_two_versions")
def test_counting_by_a_filter_lifts_its_own_choice() -> None:
    counted = answers.facet("category", "", {"category": ["petroleum"]}, None)
    assert counted["values"] == [{"value": "petroleum", "name": "Petroleum", "findings": 1}]


def test_who_is_named_in_a_role_is_counted_among_the_findings_that_other_filters_leave(db: None) -> None:
    tanker, owner = make.make_vessel("tanker", name="Tanker"), make.make_actor("owner", name="Owner")
    for category in (make.make_category("petroleum", name="Petroleum"), make.make_category("labor")):
        make.make_finding(category=category, involvements=[(tanker, "carrier"), (owner, "supplier")])
    publish_everything()
    counted = answers.facet("involvement", "", {"category": ["petroleum"], "role": ["carrier"]}, None)
    assert (counted["question"], counted["values"]) == (
        "1 finding about petroleum with a carrier",
        [{"value": "tanker:carrier", "name": "Tanker as carrier", "findings": 1}],
    )


@pytest.mark.usefixtures("findings_of_two_versions")
@pytest.mark.parametrize(("edition", "title", "in_force"), [(None, "Tanker one", True), (1, "Tanker 1", False)])
def test_a_finding_is_given_whole_with_its_stand_among_its_editions(edition: int, title: str, in_force: bool) -> None:
    found = answers.finding("msmt 2025/1 1", edition)
    assert (found["document"]["title"], found["is_in_force"], found["newest_edition"]) == (title, in_force, 2)
    assert found["correction"] == ("It was not the first." if in_force else "")


@pytest.mark.usefixtures("findings_of_two_versions")
def test_a_citation_names_the_edition_and_that_it_is_at_second_hand() -> None:
    cited = answers.cite("MSMT-2025-1-001", None, None)
    assert list(cited["citations"]) == list(NAMES)
    assert all("/findings/msmt-2025-1-001/v/2/" in text for text in cited["citations"].values())
    assert list(answers.cite("MSMT-2025-1-001", 1, "apa")["citations"]) == ["apa"]


@pytest.mark.usefixtures("findings_of_two_versions")
def test_what_is_withdrawn_redacted_or_a_draft_is_refused_with_its_reason_and_without_its_text() -> None:
    assert refusal(answers.finding, "MSMT-2025-1-002", None) == "MSMT-2025-1-002 was withdrawn: Said twice."
    assert refusal(answers.finding, "MSMT-2025-1-003", None) == (
        "The text of this edition was redacted: Another ship was meant."
    )
    assert refusal(answers.cite, "MSMT-2025-1-009", None, None) == "There is no finding “MSMT-2025-1-009”."
    assert answers.search("draft", {}, 1, None)["findings"] == []


@pytest.mark.usefixtures("findings_of_two_versions")
@pytest.mark.parametrize(
    ("ask", "arguments", "said"),
    [
        (answers.search, ("", {"colour": ["red"]}, 1, None), "There is no filter named “colour”."),
        (answers.search, ("", {"year": ["yesterday"]}, 1, None), "“yesterday” cannot be a value of year."),
        (answers.search, ("", {}, 1, 9), "There is no dataset version 9 yet: the newest is 4."),
        (
            answers.search,
            ("", {}, 1, 0),
            "“0” cannot be “as_of”. It is the number of a dataset version, or a day: 2026-03-26.",
        ),
        (answers.search, ("", {}, 0, None), "“0” cannot be “page”. It is a number from 1 on."),
        (answers.search, ("", {}, -1, None), "“-1” cannot be “page”. It is a number from 1 on."),
        (answers.search, ("", {}, 2, None), "There is no page 2 of this list: the last one is page 1."),
        (answers.search, ("", {}, 10**9 - 1, 1), "There is no page 999999999 of this list: the last one is page 1."),
        (answers.search, ("", {}, 10**9, None), "“1000000000” cannot be “page”."),
        (answers.facet, ("category", "", {}, 0), "“0” cannot be “as_of”."),
        (answers.facet, ("colour", "", {}, None), "There is no filter “colour”."),
        (answers.cite, ("MSMT-2025-1-001", None, "vancouver"), "There is no style “vancouver”."),
        (answers.finding, ("MSMT-2025-1-001", 7), "There is no finding “MSMT-2025-1-001”."),
        (answers.finding, ("MSMT\0", None), "There is no finding “MSMT”."),
    ],
)
def test_what_cannot_be_answered_is_told_in_a_sentence(ask: Any, arguments: tuple, said: str) -> None:
    assert refusal(ask, *arguments).startswith(said)


@pytest.mark.usefixtures("findings_of_two_versions")
def test_about_lists_every_filter_and_style() -> None:
    told = answers.about()
    assert (list(told["filters"]), told["citation_styles"]) == (list(FILTERS), NAMES)
    assert told["portal"]["count"] == 1


def test_an_empty_portal_answers_too() -> None:
    assert answers.search("", {}, 1, None)["total"] == 0
    assert answers.about()["dataset_version"] is None
