"""Who is designated, in the list of actors and on the page of the source that says so."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client
from django.utils.text import normalize_newlines
from pytest_django import DjangoAssertNumQueries

from findings.caching import version_poll
from findings.models import Actor, Source
from findings.pages import indexes
from findings.views import subjects as views
from findings.vocabulary import ActorKind
from tests import factories as make
from tests.findings.publish import publish_everything
from tests.findings.publishing.acts import change

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"


@pytest.fixture
def some_actors() -> None:
    """A designated company that no finding names; a vessel that a finding names, and was delisted; a bank."""
    un = make.make_source("un-list", title="The list")
    company = make.make_actor("firm", name="Firm", country="", sources=[un])
    make.make_designation(company, source=un, list_reference="KPe.040", designated="2016-11-30")
    make.make_designation(company, source=un, list_reference="", designated=None, authority="eu")
    vessel = make.make_vessel("hull", name="Hull", country="")
    make.make_designation(vessel, source=un, list_reference="KPv.1", delisted="2021-05")
    make.make_actor("bank", name="Bank", actor_kind="bank", country="", identifiers=[("un_list", "KPe.777")])
    make.make_finding(involvements=[(vessel, "carrier")])
    publish_everything()


def words(page: str) -> str:
    """What is read on a page, each run of blanks as one."""
    return " ".join(html.unescape(re.sub("<[^>]+>", " ", normalize_newlines(page))).split())


def rows_of(page: str) -> list[str]:
    return [words(row) for row in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)]


def part(page: str, name: str) -> str:
    found = re.search(rf'<section class="part" id="{name}">(.*?)</section>', page, re.DOTALL)
    return found[1] if found else ""


def get(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def choices(page: str) -> list[tuple[str, str]]:
    """(where it leads, words) of what the list can be narrowed to; nowhere where it is or where there is none."""
    nav = re.search(r'<nav class="choices.*?</nav>', page, re.DOTALL)
    assert nav
    items = re.findall(r"<li>(.*?)</li>", nav[0], re.DOTALL)
    return [(found[1] if (found := re.search('href="([^"]+)"', each)) else "", words(each)) for each in items]


def test_the_list_marks_who_is_designated_and_by_whom(client: Client, some_actors: None) -> None:
    """Neither the one that was delisted, nor the one that has a list number, nor the one that is named."""
    assert rows_of(get(client, "/actors/")) == [
        "Name Kind Country Standing Findings",
        "Bank Bank 0",
        "Firm Company Designated By United Nations (1718 Committee), European Union 0",
        "Hull Vessel 1",
    ]


def test_the_list_says_what_it_can_be_narrowed_to_and_how_many_there_are(client: Client, some_actors: None) -> None:
    assert choices(get(client, "/actors/")) == [
        ("", "All 3"),
        ("/actors/?designated=yes", "Designated 1"),
        ("/actors/?designated=no", "Not recorded as designated 2"),
        ("", "All 3"),
        ("/actors/?kind=company", "Company 1"),
        ("/actors/?kind=bank", "Bank 1"),
        ("/actors/?kind=vessel", "Vessel 1"),
    ]


def test_each_choice_is_counted_under_the_others(client: Client, some_actors: None) -> None:
    """What there is none of leads nowhere."""
    page = get(client, "/actors/?kind=vessel&designated=no")
    assert choices(page) == [
        ("/actors/?kind=vessel", "All 1"),
        ("", "Designated 0"),
        ("", "Not recorded as designated 1"),
        ("/actors/?designated=no", "All 2"),
        ("/actors/?kind=bank&amp;designated=no", "Bank 1"),
        ("", "Vessel 1"),
    ]
    assert rows_of(page)[1:] == ["Hull Vessel 1"]


@pytest.mark.parametrize(
    ("query", "title", "canonical"),
    [
        ("", "Actors", ""),
        ("designated=", "Actors", ""),
        ("designated=yes", "Designated actors", "?designated=yes"),
        ("designated=no", "Actors not recorded as designated", "?designated=no"),
        ("kind=vessel", "Actors: vessel", "?kind=vessel"),
        ("designated=yes&kind=bank", "Designated actors: bank", "?kind=bank&amp;designated=yes"),
    ],
)
def test_what_is_listed_stands_in_the_title_and_in_the_canonical_address(
    client: Client, some_actors: None, query: str, title: str, canonical: str
) -> None:
    page = get(client, f"/actors/?{query}")
    assert re.findall("<h1>([^<]+)</h1>", page) == [title]
    assert page.partition("<title>")[2].startswith(f"{title} –")
    assert re.findall('rel="canonical" href="([^"]+)"', page) == [f"{SITE}/actors/{canonical}"]
    assert f'href="{SITE}/api/v1/actors/{canonical}"' in page


def test_the_pages_of_a_narrowed_list_stay_narrowed(
    client: Client, some_actors: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (indexes, views):
        monkeypatch.setattr(module, "INDEX_SIZE", 1)
    first, second = (get(client, f"/actors/?designated=no{page}") for page in ("", "&page=2"))
    assert 'href="/actors/?designated=no&amp;page=2" rel="next"' in first
    assert 'href="/actors/?designated=no" rel="prev"' in second
    assert [rows_of(page)[1:] for page in (first, second)] == [["Bank Bank 0"], ["Hull Vessel 1"]]
    assert f'rel="canonical" href="{SITE}/actors/?designated=no"' in second
    assert client.get("/actors/?designated=yes&page=2").status_code == 400
    assert "There is no page 2 of this list: the last one is page 1." in get(client, "/actors/?designated=yes&page=2")


def test_a_list_that_nobody_is_on_says_so(client: Client, some_actors: None) -> None:
    page = get(client, "/actors/?kind=port&designated=yes")
    assert rows_of(page) == []
    assert [words(each) for each in re.findall("<h2>(.*?)</h2>", page, re.DOTALL)] == ["None"]
    assert "There is none of this kind and standing." in words(page)
    assert "0 of 3" in words(page)


@pytest.mark.parametrize(
    ("query", "reasons"),
    [
        ("designated=maybe", ["“maybe” is not a value of designated. There are: yes, no."]),
        (
            "kind=ship&designated=YES&page=0&role=carrier",
            [
                "There is no filter named “role”. There are: kind, designated, page.",
                f"“ship” is not a value of kind. There are: {', '.join(ActorKind.values)}.",
                "“YES” is not a value of designated. There are: yes, no.",
                "“0” cannot be “page”. It is a number from 1 on.",
            ],
        ),
        ("kind=bank&kind=vessel", ["The address names “kind” 2 times. Once is right."]),
        ("designated=yes&designated=yes", ["The address names “designated” 2 times. Once is right."]),
    ],
)
def test_what_cannot_be_listed_is_told(client: Client, some_actors: None, query: str, reasons: list[str]) -> None:
    response = client.get(f"/actors/?{query}")
    told = words(response.content.decode())
    assert (response.status_code, [each for each in reasons if each in told]) == (400, reasons)


def test_other_lists_have_no_such_filters(client: Client, some_actors: None) -> None:
    response = client.get("/sources/?designated=yes")
    assert response.status_code == 400
    assert "There is no filter named “designated”. There are: page." in words(response.content.decode())


def test_the_page_of_a_source_lists_the_designations_that_rest_on_it(client: Client, some_actors: None) -> None:
    resting = part(get(client, "/sources/un-list/"), "designations")
    assert "Designations 3 rest on it" in words(resting)
    assert rows_of(resting) == [
        "Actor Authority Designated List reference",
        "Firm United Nations (1718 Committee); asset freeze 30 November 2016 KPe.040",
        "Firm European Union; asset freeze date not recorded not recorded",
        "Hull United Nations (1718 Committee); asset freeze 30 March 2018; delisted May 2021 KPv.1",
    ]
    assert re.findall('<a href="(/actors/[^"]+)"', resting) == ["/actors/firm/", "/actors/firm/", "/actors/hull/"]


def test_the_page_of_a_source_names_the_actors_whose_particulars_rest_on_it(client: Client, some_actors: None) -> None:
    page = get(client, "/sources/un-list/")
    described = part(page, "actors")
    assert "Particulars of actors one actor" in words(described)
    assert re.findall("<a href.*?</a>", described) == ['<a href="/actors/firm/">Firm</a>']
    assert "No finding cites it." in words(page)
    assert "nothing that is recorded of an actor rests on it" not in page


def test_a_source_that_nothing_of_an_actor_rests_on_says_so(client: Client, some_actors: None) -> None:
    make.make_source("unused")
    publish_everything()
    page = get(client, "/sources/unused/")
    assert "No finding cites it, and nothing that is recorded of an actor rests on it." in words(page)
    assert (part(page, "designations"), part(page, "actors")) == ("", "")


def test_an_old_edition_of_a_source_does_not_say_what_rests_on_it_today(client: Client, some_actors: None) -> None:
    change(Source.objects.get(key="un-list"), title="The list, renamed")
    publish_everything()
    for page in (get(client, f"/sources/un-list/v/{number}/") for number in (1, 2)):
        assert [part(page, name) for name in ("designations", "actors")] == ["", ""]
        assert "Firm" not in page


def test_what_is_cut_is_counted(client: Client) -> None:
    source = make.make_source("long-list")
    for number in range(52):
        actor = make.make_actor(f"a-{number:02}", name=f"A {number:02}", sources=[source])
        make.make_designation(actor, source=source, list_reference=f"R {number}")
    make.make_designation(actor, source=source, list_reference="R 51 b")
    publish_everything()
    page = get(client, "/sources/long-list/")
    assert "53 rest on it" in words(part(page, "designations"))
    assert len(rows_of(part(page, "designations"))) == 1 + 50
    assert words(part(page, "designations")).endswith("and 3 more designations")
    assert words(part(page, "actors")).endswith("A 48 A 49 and 2 more actors")


@pytest.mark.parametrize("language", ["ko", "ja", "fr"])
def test_the_same_is_listed_in_every_language(client: Client, some_actors: None, language: str) -> None:
    page = get(client, f"/{language}/actors/?designated=yes")
    assert re.findall(r'<th scope="row">\s*<a href="([^"]+)"', page) == [f"/{language}/actors/firm/"]
    assert f'href="/{language}/actors/?designated=no"' in page
    source = get(client, f"/{language}/sources/un-list/")
    assert re.findall('<a href="([^"]+)"', part(source, "actors")) == [f"/{language}/actors/firm/"]
    assert len(rows_of(part(source, "designations"))) == 1 + 3


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_and_the_source_take_the_same_statements_for_any_number(
    client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """The version; counts, rows, findings of these rows. Of a source: the edition, findings, places, actors twice."""
    source = make.make_source("un-list")
    for _number in range(number):
        actor = make.make_actor(sources=[source])
        make.make_designation(actor, source=source)
        make.make_finding(involvements=[(actor, "carrier")], citations=[(source, "origin", "p. 1")])
    publish_everything()
    for address, statements in (
        ("/actors/", 4),
        ("/actors/?designated=yes", 4),
        ("/actors/?kind=company&designated=yes", 4),
        ("/sources/un-list/", 6),
    ):
        version_poll.forget()
        with django_assert_num_queries(statements):
            assert client.get(address).status_code == 200


def test_records_that_are_not_published_are_on_no_list(client: Client, some_actors: None) -> None:
    make.make_designation(Actor.objects.get(key="bank"), source=Source.objects.get(key="un-list"), list_reference="X-1")
    page = get(client, "/actors/?designated=yes")
    assert rows_of(page)[1:] == ["Firm Company Designated By United Nations (1718 Committee), European Union 0"]
    assert "X-1" not in get(client, "/sources/un-list/")
