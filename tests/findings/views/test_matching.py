"""The page that matches a list, and its file."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html  # type: ignore[import-untyped]

from findings import publishing
from findings.caching import version_poll
from findings.pages.matching import LONGEST_PRINTED
from findings.vocabulary import SubjectKind
from tests import factories as make
from tests.findings.publish import publish_everything

SITE = "http://127.0.0.1:8000"
COLUMNS = ["line", "how", "similarity", "fitted", "key", "name", "kind", "findings", "address"]
ASKED = "IMO 8705539\r\n\r\nchon-ma san\nKum Un San\nnobody\nnobody"


@pytest.fixture
def vessel(db: None) -> None:
    actor = make.make_vessel(
        "kum-un-san-3", name="Kum Un San 3", aliases=["Chon Ma San"], identifiers=[("imo", "8705539")]
    )
    make.make_finding(involvements=[(actor, "carrier")])
    publish_everything()


def rows(client: Client, names: str, **more: str) -> list[list[str]]:
    """The cells of the table on the page."""
    response = client.get("/match/", {"names": names, **more})
    assert response.status_code == 200
    tree = html.fromstring(response.content)
    return [[" ".join(cell.text_content().split()) for cell in row] for row in tree.xpath("//table/tbody/tr")]


def file(client: Client, names: str, **more: str) -> list[list[str]]:
    response = client.get("/match.csv", {"names": names, **more})
    assert (response.status_code, response.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    return list(csv.reader(io.StringIO(response.content.decode(), newline="")))


def test_a_page_without_a_list_has_the_form_alone(vessel: None, client: Client) -> None:
    tree = html.fromstring(client.get("/match/").content)
    assert tree.xpath("//main//textarea/@name") == ["names"]
    assert tree.xpath("//main//table") == []
    assert tree.xpath("//meta[@name='robots']") == []


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ({}, "/match/"),
        ({"names": "Kum Un San\r\nno & body"}, "/match/?names=Kum+Un+San%0Ano+%26+body"),
        ({"names": "Kum Un San", "as_of": "1"}, "/match/?names=Kum+Un+San&as_of=1"),
        ({"names": "x" * (LONGEST_PRINTED - 40)}, f"/match/?names={'x' * (LONGEST_PRINTED - 40)}"),
        ({"names": "x" * LONGEST_PRINTED}, "/match/"),
    ],
)
def test_paper_shows_the_address_of_the_answer_unless_it_is_too_long_to_be_typed(
    vessel: None, client: Client, asked: dict[str, str], printed: str
) -> None:
    tree = html.fromstring(client.get("/match/", asked).content)
    assert tree.xpath("//*[@id='address']/a/@href") == [SITE + printed]
    assert tree.xpath("//*[@id='filed']/text()")[0] == SITE + printed


def test_each_line_stands_with_the_actors_that_it_may_be(vessel: None, client: Client) -> None:
    assert rows(client, ASKED) == [
        ["IMO 8705539", "Kum Un San 3", "Vessel", "by a number of it: 8705539", "1"],
        ["chon-ma san", "Kum Un San 3", "Vessel", "by a name of it: Chon Ma San", "1"],
        ["Kum Un San", "Kum Un San 3", "Vessel", "by a name that is alike (0.85)", "1"],
        ["nobody", "No actor here is called like this."],
    ]


def test_the_page_says_of_which_version_it_is_and_what_a_likeness_is_not(vessel: None, client: Client) -> None:
    tree = html.fromstring(client.get("/match/", {"names": "Kum Un San"}).content)
    (main,) = tree.xpath("//main")
    text = " ".join(main.text_content().split())
    assert "Dataset version 1" in text
    assert "A name that is alike, or even the same, need not be that person, company or ship" in text
    assert "To be named is not to be designated" in text
    assert tree.xpath("//main//table//a/@href") == ["/actors/kum-un-san-3/"]
    assert tree.xpath("//main//textarea")[0].text_content().strip() == "Kum Un San"
    assert tree.xpath("//main//h2//a/@href") == ["/match.csv?names=Kum+Un+San&as_of=1"]
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex, follow"]


def test_the_file_has_the_same_rows(vessel: None, client: Client) -> None:
    actor = ["kum-un-san-3", "Kum Un San 3", "vessel", "1", f"{SITE}/actors/kum-un-san-3/"]
    assert file(client, ASKED) == [
        COLUMNS,
        ["IMO 8705539", "number", "1.00", "8705539", *actor],
        ["chon-ma san", "name", "1.00", "Chon Ma San", *actor],
        ["Kum Un San", "alike", "0.85", "Kum Un San 3", *actor],
        ["nobody", *[""] * 8],
    ]


def test_no_cell_of_the_file_is_run_by_a_spreadsheet(vessel: None, client: Client) -> None:
    assert file(client, "=1+1\n@Kum Un San 3") == [
        COLUMNS,
        ["'=1+1", *[""] * 8],
        [
            "'@Kum Un San 3",
            *["name", "1.00", "Kum Un San 3", "kum-un-san-3", "Kum Un San 3", "vessel", "1"],
            f"{SITE}/actors/kum-un-san-3/",
        ],
    ]


def test_what_is_not_public_is_on_neither(vessel: None, client: Client) -> None:
    gone, hidden = make.make_actor(name="Ryonha Two"), make.make_actor(name="Ryonha Three")
    publish_everything()
    publishing.withdraw(SubjectKind.ACTOR, gone.key, editor="Kim", note="Said twice.")
    publishing.redact(SubjectKind.ACTOR, hidden.key, [1], editor="Kim", reason="Another was meant.")
    make.make_actor(name="Ryonha Draft")
    version_poll.forget()
    lines = ["Ryonha Two", "Ryonha Three", "Ryonha Draft"]
    assert rows(client, "\n".join(lines)) == [[line, "No actor here is called like this."] for line in lines]
    assert file(client, "\n".join(lines)) == [COLUMNS, *([line, *[""] * 8] for line in lines)]
    # What was withdrawn later answers in the state of that day; what was redacted, never more.
    assert [row[1] for row in rows(client, "\n".join(lines[:2]), as_of="2")] == [
        "Ryonha Two",
        "Ryonha Two",  # only alike to the one that is not told any more
    ]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("names=" + "x" * 6001, "At most 100 lines and 6,000 characters are matched at once."),
        ("names=" + "%0A".join(map(str, range(101))), "The list has 101 lines and 293 characters."),
        ("names=a%00b", "The search text has a character that no text can have (a zero byte)."),
        ("names=a&names=b", "The address names “names” 2 times. Once is right."),
        ("name=a", "There is no filter named “name”. There are: names, as_of."),
        ("names=a&as_of=99", "There is no dataset version 99 yet"),
    ],
)
def test_what_cannot_be_matched_is_refused_with_a_sentence(
    vessel: None, client: Client, query: str, sentence: str
) -> None:
    for address in ("/match/", "/match.csv"):
        response = client.get(f"{address}?{query}")
        assert response.status_code == 400
        assert sentence in response.content.decode()


def test_the_list_of_actors_leads_there(vessel: None, client: Client) -> None:
    assert '<a href="/match/">Match a list</a>' in client.get("/actors/").content.decode()
    assert "/match/" not in client.get("/sources/").content.decode()


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(names=st.text(st.characters(codec="utf-8"), max_size=80))
def test_whatever_is_written_is_answered_or_refused(vessel: None, client: Client, names: str) -> None:
    for address in ("/match/", "/match.csv"):
        assert client.get(address, {"names": names}).status_code == (400 if "\x00" in names else 200)
