"""What a list says beside its count of how its findings are known: the numbers of its side file, in every view."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests import factories as make
from tests.findings.publish import publish_everything

QUESTIONS = [
    "",
    "category=petroleum",
    "hand=second",
    "hand=first",
    "support=single",
    "hand=first&hand=second",
    "dating=none",
]


@pytest.fixture
def content(db: None) -> None:
    """Of four findings, three are at second hand, two in one account only, and one states no period."""
    petroleum, labor = make.make_category("petroleum"), make.make_category("labor")
    report = make.make_report("msmt-2025-1")
    read, unread = make.make_source("read"), make.make_source("unread", consulted=False)
    for number, (category, origin, support) in enumerate(
        [
            (petroleum, unread, "single"),
            (petroleum, unread, "strong"),
            (labor, unread, "single"),
            (labor, read, "strong"),
        ],
        start=1,
    ):
        make.make_finding(
            f"MSMT-2025-1-00{number}",
            report=report,
            category=category,
            support=support,
            period_start=None if number == 1 else "2024",
            period_end=None if number == 1 else "2024",
            citations=[(origin, "origin", "p. 1")],
        )
    publish_everything()


def said(page: str) -> list[str]:
    """The numbers of a page's line, each with its words."""
    line = re.search(r'<span class="stand[^>]*>(.*?)</span>', page)
    return re.sub(r"<[^>]+>", "", line[1]).rstrip(".").split(", ") if line else []


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize("asked", QUESTIONS)
def test_a_list_says_the_numbers_of_its_side_file(client: Client, asked: str) -> None:
    caveats = client.get(f"/findings.csv.meta.json?{asked}").json()["caveats"]
    kinds = {
        "at second hand": "(?:is|are) at second hand",
        "in one account only": "rests? on one published account",
        "without a stated period": "states? no period",
    }
    expected = [
        f"{sentence.split()[0]} {words}"
        for words, told in kinds.items()
        for sentence in caveats
        if re.match(rf"\d+ of \d+ findings {told}", sentence)
    ]
    assert said(client.get(f"/findings/?{asked}").content.decode()) == expected


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize("view", ["list", "table", "timeline", "map", "compare"])
def test_it_says_so_in_every_view(client: Client, view: str) -> None:
    page = client.get("/findings/" if view == "list" else f"/findings/?view={view}").content.decode()
    assert said(page) == ["3 at second hand", "2 in one account only", "1 without a stated period"]
    links = re.findall(r'<a href="([^"]+)">\d in one account only</a>', page)
    assert links == ["/findings/?support=single" + ("" if view == "list" else f"&amp;view={view}")]


@pytest.mark.usefixtures("content")
def test_each_number_leads_to_so_many_findings(client: Client) -> None:
    page = client.get("/findings/?category=petroleum").content.decode()
    links = re.findall(r'<a href="([^"]+)">(\d) (?:at second|in one|without a)', page)
    totals = [client.get(url.replace("&amp;", "&")).context["page"].pages.total for url, _number in links]
    assert ([int(number) for _url, number in links], totals) == ([2, 1, 1], [2, 1, 1])
