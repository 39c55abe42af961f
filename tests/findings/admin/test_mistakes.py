"""What a long form says at its top: all that is to be mended, each with the way to it; and what may be a slip."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.test import Client

from findings.models import Finding, Report
from tests import factories as make
from tests.findings.admin.sent import add_address, add_row, address, editor, errors, open_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(db: None) -> Client:
    return editor()


def told(response: Any) -> list[tuple[str, str]]:
    """(anchor, line) of each mistake at the top of the page."""
    section = re.search(r'<section class="mistakes".*?</section>', response.content.decode(), re.DOTALL)
    assert section is not None
    lines = re.findall(r"<li>(.*?)</li>", section[0])
    return [
        ((re.findall(r'href="#([^"]+)"', line) or [""])[0], html.unescape(re.sub("<[^>]+>", "", line)))
        for line in lines
    ]


def test_everything_that_is_to_be_mended_is_told_at_the_top_with_the_way_to_it(client: Client) -> None:
    finding = make.make_finding(citations=[(make.make_source(), "origin", "p. 1")])
    sent = open_form(client, address(finding), title="", why="", period_start="2023-13")
    sent |= {"citation_set-0-locator": "p. 11; para. 2; p. 11"}
    sent = add_row(sent, "quantity_set", qualifier="about", low="2", high="1", unit="ships", measure="ships")

    response = client.post(address(finding), sent)

    assert told(response) == [
        ("id_title", "Title: Write the claim in one line."),
        ("id_period_start", "Period begins: “2023-13” is a date that does not exist."),
        ("id_quantity_set-0-low", "Quantity 1, Low: The low bound is above the high one."),
        ("id_citation_set-0-locator", "Citation 1, Place in it: “p.\u00a011” stands there twice: say each place once."),
        ("id_why", "Why: Say why: the record’s history keeps a reason for every change."),
    ]
    assert "Nothing was saved: 5 things are to be mended" in response.content.decode()
    ids = re.findall(r' id="([^"]+)"', response.content.decode())
    assert [anchor for anchor, _line in told(response) if anchor not in ids] == []


def test_what_is_about_the_whole_record_leads_nowhere(client: Client) -> None:
    finding = make.make_finding()
    sent = open_form(client, address(finding), title="Mine")
    Finding.objects.update(title="Another’s")
    lines = told(client.post(address(finding), sent))
    assert [(anchor, line.split(",")[0]) for anchor, line in lines] == [
        ("", "Somebody has changed this record since you opened it")
    ]


def test_a_row_that_says_what_one_above_says_is_told_with_the_others(client: Client) -> None:
    source = make.make_source()
    finding = make.make_finding(citations=[(source, "origin", "p. 1")])
    sent = add_row(
        open_form(client, address(finding)), "citation_set", source=source.pk, relation="origin", supports="all"
    )
    lines = told(client.post(address(finding), sent))
    assert lines != []
    assert all("says what one above says" in line or "recorded here already" in line for _anchor, line in lines), lines


def test_a_form_without_mistakes_says_nothing_of_them(client: Client) -> None:
    finding = make.make_finding()
    assert "mistakes" not in client.get(address(finding)).content.decode()


def test_a_date_that_is_yet_to_come_is_asked_about_and_saved(client: Client) -> None:
    """A claim may be about the future; most such years are slips of two digits."""
    finding = make.make_finding(period_start="2023", period_end=None)
    sent = open_form(client, address(finding), period_start="2942-03") | {"_continue": "on"}
    page = client.post(address(finding), sent, follow=True).content.decode()
    assert "Period begins: 2942-03 is yet to come. If that is a slip, mend it before it is published." in page
    finding.refresh_from_db()
    assert str(finding.period_start) == "2942-03"
    again = client.post(address(finding), open_form(client, address(finding)) | {"_continue": "on"}, follow=True)
    assert "is yet to come" not in again.content.decode()


def test_a_point_between_thousands_is_asked_about_and_saved(client: Client) -> None:
    """28.000 containers are twenty-eight, or twenty-eight thousand."""
    finding = make.make_finding()
    sent = add_row(
        open_form(client, address(finding)) | {"_continue": "on"},
        "quantity_set",
        qualifier="about",
        low="2.5",
        high="28.000",
        unit="containers",
        measure="containers",
    )
    page = html.unescape(client.post(address(finding), sent, follow=True).content.decode())
    assert re.findall(r'<li class="warning">(.*?)</li>', page) == [
        "High: 28.000 is kept as 28, since a point begins decimals. If thousands were meant, write 28000."
    ]
    again = client.post(address(finding), open_form(client, address(finding)) | {"_continue": "on"}, follow=True)
    assert "since a point begins decimals" not in again.content.decode()


def test_what_a_claim_says_against_itself_is_asked_about_and_saved(client: Client) -> None:
    source = make.make_source(title="One report")
    finding = make.make_finding(citations=[(source, "origin", "p. 1")], support="single")
    sent = open_form(client, address(finding), support="strong") | {"_continue": "on"}
    sent = add_row(sent, "citation_set", source=source.pk, relation="disputes", supports="The figure.")
    page = html.unescape(client.post(address(finding), sent, follow=True).content.decode())
    assert re.findall(r'<li class="warning">(.*?)</li>', page) == [
        f"“{source}” is cited as for the claim and as against it. If it is both, say under “supports” what is which.",
        "The support is “Two or more accounts”, and fewer than two sources are cited for the claim.",
    ]
    assert finding.citation_set.count() == 2
    sent = open_form(client, address(finding)) | {"citation_set-1-DELETE": "on", "_continue": "on"}
    page = client.post(address(finding), sent | {"support": "single"}, follow=True).content.decode()
    assert 'class="warning"' not in page


# References


@pytest.fixture
def report() -> Report:
    return make.make_report(reference_prefix="MSMT-2025-1")


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        ("", "Give the reference: the report’s prefix and a number, MSMT-2025-1-001."),
        ("MSMT-2025-2-001", "A reference begins with the prefix of its report."),
        (
            "MSMT-2025-1-002",
            "“MSMT-2025-1-002” is taken: a key is given once and never again, and another record has or had it.",
        ),
    ],
)
def test_the_next_free_reference_is_told_where_it_is_needed(
    client: Client, report: Report, entered: str, said: str
) -> None:
    """Those of a report whose prefix begins alike are others."""
    make.make_finding("MSMT-2025-1-002", report=report)
    make.make_finding("MSMT-2025-1-009", report=report)
    make.make_finding("MSMT-2025-10-044", report=make.make_report(reference_prefix="MSMT-2025-10"))
    sent = open_form(client, add_address("finding"), report=report.pk, reference=entered)
    assert errors(client.post(add_address("finding"), sent))["reference"] == [
        said,
        "The next free one of this report is MSMT-2025-1-010.",
    ]


def test_a_reference_is_taken_in_lower_case_too(client: Client, report: Report) -> None:
    sent = open_form(
        client,
        add_address("finding"),
        report=report.pk,
        reference="msmt-2025-1-001",
        slug="containers",
        category=make.make_category().pk,
        title="Over 20,000 containers",
        summary="More than 20,000 containers were sent.",
        asserted_by="MSMT",
        support="single",
    )
    assert client.post(add_address("finding"), sent).status_code == 302
    assert Finding.objects.get().reference == "MSMT-2025-1-001"


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("language", "german", "Give the code of its language: en, ko, ja."),
        (
            "published",
            "12 May 2025",
            "“12 May 2025” is not a date. Write a year (2024), a month (2024-03) or a day (2024-03-26).",
        ),
    ],
)
def test_what_is_too_long_is_told_and_not_cut(client: Client, field: str, typed: str, sentence: str) -> None:
    """A browser that knew the limit would send “ge”, and “12 May 202”."""
    source = make.make_source(title="A count")
    page = html.unescape(client.get(address(source)).content.decode())
    (box,) = re.findall(rf'<input [^>]*name="{field}"[^>]*>', page)
    assert "maxlength" not in box
    response = client.post(address(source), open_form(client, address(source)) | {field: typed})
    assert [line for _anchor, line in told(response)] == [f"{field.capitalize()}: {sentence}"]
