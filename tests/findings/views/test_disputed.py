"""A claim that a source disputes says so wherever it stands."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from findings.exports.cards import card_text
from findings.queries.editions import PublishedEdition, edition_in_force
from findings.vocabulary import SubjectKind
from tests import factories as make
from tests.findings.publish import publish_everything

MARK = re.compile(r'<span class="disputed">(?:<b>)?(.*?)(?:</b>)?</span>')
SAYS_BY_WHOM = 'A source disputes this claim: <a href="#source-{}">{}</a>.'


@pytest.fixture
def denial(db: None) -> str:
    """Two findings, one of them disputed; the title of the source that does."""
    denial = make.make_source("denial", title="A note verbale")
    origin = make.make_source("account", title="An account")
    arms = make.make_category("arms")
    make.make_finding("MSMT-2025-1-001", category=arms, citations=[(origin, "origin"), (denial, "disputes")])
    make.make_finding("MSMT-2025-1-002", category=arms, citations=[(origin, "origin"), (denial, "corroborates")])
    publish_everything()
    return denial.title


def test_its_page_says_by_whom_at_the_top(client: Client, denial: str) -> None:
    for address in ("/findings/msmt-2025-1-001/", "/findings/msmt-2025-1-001/v/1/"):
        page = client.get(address).content.decode()
        assert (MARK.findall(page), SAYS_BY_WHOM.format("denial", denial) in page) == (["Disputed."], True)
    undisputed = client.get("/findings/msmt-2025-1-002/").content.decode()
    assert (MARK.findall(undisputed), denial in undisputed, "disputes this claim" in undisputed) == ([], True, False)


@pytest.mark.parametrize("address", ["/findings/", "/findings/?q=MSMT", "/categories/arms/"])
def test_its_row_says_it_in_every_list(client: Client, denial: str, address: str) -> None:
    rows = re.findall(r'<li class="row">.*?</li>', client.get(address).content.decode(), re.DOTALL)
    assert {re.search("MSMT-[0-9-]+", row)[0]: MARK.findall(row) for row in rows} == {  # type: ignore[index]
        "MSMT-2025-1-001": ["Disputed"],
        "MSMT-2025-1-002": [],
    }


def test_on_other_sites_it_says_so_too(client: Client, denial: str) -> None:
    mark = '<b class="disputed">Disputed.</b>'
    of_one = {n: client.get(f"/embed/v1/findings/msmt-2025-1-00{n}/").content.decode().count(mark) for n in (1, 2)}
    of_all = client.get("/embed/v1/findings/").content.decode()
    assert (of_one, of_all.count(mark), "MSMT-2025-1-002" in of_all) == ({1: 1, 2: 0}, 1, True)


def test_its_card_image_says_so_beside_the_hand(denial: str) -> None:
    editions = [edition_in_force(SubjectKind.FINDING, f"msmt-2025-1-00{n}") for n in (1, 2)]
    said = [card_text(each.document, 1).source for each in editions if isinstance(each, PublishedEdition)]
    assert [words.partition(", ")[2] for words in said] == [
        "read at first hand; a source disputes it",
        "read at first hand",
    ]
