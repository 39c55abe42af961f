"""Values side by side: every number is that of the findings that its link leads to."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.http import QueryDict
from django.test import Client
from pytest_django import DjangoDbBlocker

from findings.caching import version_poll
from findings.pages.looks import comparable
from findings.queries.questions import Question
from tests.findings.exports.thirty import thirty_published


@pytest.fixture(scope="module")
def published(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with thirty_published(django_db_blocker):
        yield


@pytest.fixture(autouse=True)
def portal(published: None, db: None) -> None:
    version_poll.forget()


def table_of(client: Client, query: str) -> str:
    page = client.get(f"/findings/?view=compare&{query}").content.decode()
    table = re.search(r'<table class="compared">.*?</table>', page, re.DOTALL)
    assert table is not None
    return table[0]


def answering(client: Client, address: str) -> int:
    title = re.search(r"<title>(No|\d+) finding", client.get(address).content.decode())
    assert title is not None
    return 0 if title[1] == "No" else int(title[1])


@pytest.mark.parametrize(
    "query",
    [
        "country=KP&country=RU",
        "country=KP&country=RU&year=2024",
        "country=KP&country=RU&year=2024&year=2019",
        "category=category-1&category=category-2&role=carrier&role=recipient&as_of=3",
        "report=report-1&report=report-2&country=RU&q=tanker",
        "involvement=actor-1:carrier&involvement=actor-2:supplier",
    ],
)
def test_every_number_is_that_of_the_findings_behind_it(client: Client, query: str) -> None:
    cells = re.findall(r'<a href="([^"]+)">(?:<b>)?(\d+)(?:</b>)?</a>', table_of(client, query).partition("<tbody>")[2])
    assert len(cells) > 5
    assert {href: answering(client, html.unescape(href)) for href, _n in cells} == {href: int(n) for href, n in cells}


@pytest.mark.parametrize(
    ("years", "shown"),
    [("", ["2025", "2024", "2023", "2022", "2021", "2020", "2019"]), ("&year=2024&year=2019", ["2024", "2019"])],
)
def test_years_that_were_not_asked_for_are_not_compared(client: Client, years: str, shown: list[str]) -> None:
    table = table_of(client, f"country=KP&country=RU{years}")
    assert re.findall(r'<th scope="row">(\d{4})</th>', table) == shown


def test_one_year_is_what_all_numbers_are_of_and_no_row(client: Client) -> None:
    """Facets count with their own filter lifted: all other years would stand there, of findings that are not meant."""
    table = table_of(client, "country=KP&country=RU&year=2024")
    assert (re.findall(r'<th scope="row">\d{4}</th>', table), "Role of any actor" in table) == ([], True)


def test_actors_in_a_role_are_called_by_both(client: Client) -> None:
    table = table_of(client, "involvement=actor-1:broker&involvement=actor-2:supplier")
    heads = re.findall(r'<th scope="col"[^>]*>(.*?)</th>', table, re.DOTALL)
    assert [re.sub("<.*?>", "", each) for each in heads][1:] == ["=Angara; the vessel as broker", "Actor 2 as supplier"]


@pytest.mark.parametrize("query", ["", "country=KP", "year=2024&year=2019"])
def test_a_comparison_of_nothing_says_how_to_compare(client: Client, query: str) -> None:
    """It is offered above every list. That there was “nothing to draw” was not so: nothing had been chosen."""
    page = client.get(f"/findings/?view=compare&{query}").content.decode()
    assert "Choose two or more actors, reports, countries, provisions or categories" in page
    assert ("nothing to draw" in page, '<table class="compared">' in page) == (False, False)
    assert '<b aria-current="true">compare</b>' in page
    chosen = html.unescape(re.search(r'<a id="country-ru" href="([^"]+)"', page)[1])  # type: ignore[index]
    assert "view=compare" in chosen


def test_a_list_offers_to_compare(client: Client) -> None:
    assert (
        '<a href="/findings/?country=KP&amp;view=compare">compare</a>'
        in client.get("/findings/?country=KP").content.decode()
    )


def test_a_role_below_the_name_of_an_actor_is_not_said_to_be_its_own(client: Client) -> None:
    """MSMT-2025-1-001 … name `actor-2` as supplier: carriers among its findings are others."""
    table = table_of(client, "actor=actor-1&actor=actor-2")
    labels = re.findall(r'<th scope="rowgroup" class="soft">(.*?)</th>', table)
    assert labels == [
        "Category",
        "Year",
        "Role of any actor in these findings, not only of what is compared",
        "Report",
        "Country",
    ]


def common_to(client: Client, query: str) -> tuple[str, list[str]]:
    """What a comparison says of the findings that have all of its values, and the references that it lists."""
    page = client.get(f"/findings/?view=compare&{query}").content.decode()
    said = re.search(r'(<a href="#all">|)[^<>.]+ ha(s|ve) all of them\.(</a>|)(?=</caption>)', page)
    listed = re.search(r'<section id="all">.*?</section>', page, re.DOTALL)
    return said[0].strip() if said else "", re.findall(
        r'<p class="ref">.*?>([A-Z0-9-]+)</a>', listed[0] if listed else ""
    )


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("country=KP&country=RU", '<a href="#all">10 findings have all of them.</a>'),
        ("country=KP&country=RU&as_of=1&sort=earliest", '<a href="#all">10 findings have all of them.</a>'),
        ("actor=actor-1&actor=actor-2&q=tanker", '<a href="#all">3 findings have all of them.</a>'),
        ("actor=actor-1&actor=actor-2&actor=actor-3", '<a href="#all">3 findings have all of them.</a>'),
        ("involvement=actor-1:carrier&involvement=actor-2:supplier", '<a href="#all">7 findings have all of them.</a>'),
        ("actor=actor-1&actor=actor-2&year=2012", "No finding has all of them."),
        ("report=report-1&report=report-2", ""),
    ],
)
def test_findings_that_have_all_values_are_listed_where_they_are_counted(client: Client, query: str, said: str) -> None:
    """Values of one filter are “or”: no list has these findings."""
    question = Question.read(QueryDict(query))
    name = comparable(question)
    having_all = set.intersection(
        *(
            set(
                replace(question, chosen={**question.chosen, name: (value,)})
                .entries()
                .values_list("reference", flat=True)
            )
            for value in question.chosen[name]
        )
    )
    ordered = [each for each in question.ordered().values_list("reference", flat=True) if each in having_all]
    assert common_to(client, query) == (said, ordered)


def test_findings_that_have_all_values_have_pages(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("findings.queries.comparison.PAGE_SIZE", 5)
    monkeypatch.setattr("findings.queries.lists.PAGE_SIZE", 5)
    monkeypatch.setattr("findings.pages.comparison.PAGE_SIZE", 5)
    monkeypatch.setattr("findings.views.findings.PAGE_SIZE", 5)
    query = "actor=actor-1&actor=actor-2"
    pages = [common_to(client, f"{query}&page={page}")[1] for page in (1, 2)]
    assert [len(each) for each in pages] == [5, 2]
    assert len({*pages[0], *pages[1]}) == 7
    first = client.get(f"/findings/?view=compare&{query}").content.decode()
    assert '<a href="/findings/?actor=actor-1&amp;actor=actor-2&amp;page=2&amp;view=compare#all" rel="next">' in first
    beyond = client.get(f"/findings/?view=compare&{query}&page=3")
    assert (
        beyond.status_code,
        "There is no page 3 of this list: the last one is page 2." in beyond.content.decode(),
    ) == (
        400,
        True,
    )
