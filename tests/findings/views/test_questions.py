"""Questions of a reader that cannot be answered: a sentence each, and never an error of the portal's own."""

from __future__ import annotations

import html
import re
from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from findings.models import Finding
from findings.queries.filters import FILTERS
from findings.vocabulary import Role
from tests import factories as make
from tests.findings.publish import publish_everything
from tests.fuzzing import examples

KNOWN = ", ".join([*FILTERS, "q", "from", "to", "sort", "page", "as_of"])
ROLES = ", ".join(Role.values)
SENTENCES = {
    "colour=red": [f"There is no filter named “colour”. There are: {KNOWN}."],
    "category=Oil%21": ["“Oil!” cannot be a value of category. One is written like “petroleum”."],
    "country=Atlantis": ["“Atlantis” cannot be a value of country. One is written like “RU”."],
    "category=%00": ["“\ufffd” cannot be a value of category. One is written like “petroleum”."],
    "category=plutonium": ["There is no category “plutonium” in the portal."],
    "actor=angara&actor=nobody": ["There is no actor “nobody” in the portal."],
    "involvement=angara": ["“angara” cannot be a value of involvement. One is written like “angara:carrier”."],
    "involvement=angara:pilot": [f"“pilot” of “angara:pilot” is not a role. There are: {ROLES}."],
    "involvement=Angara%21:carrier": [
        "“Angara!” of “Angara!:carrier” cannot be an actor. One is written like “angara”."
    ],
    "involvement=angara:carrier&involvement=nobody:carrier&involvement=nobody:victim": [
        "There is no actor “nobody” in the portal."
    ],
    "page=0": ["“0” cannot be “page”. It is a number from 1 on."],
    "page=-1": ["“-1” cannot be “page”. It is a number from 1 on."],
    "page=%C2%B2": ["“²” cannot be “page”. It is a number from 1 on."],
    "page=1.0": ["“1.0” cannot be “page”. It is a number from 1 on."],
    "page=%00": ["“\ufffd” cannot be “page”. It is a number from 1 on."],
    "page=99999999999999999999": ["“99999999999999999999” cannot be “page”. It is a number from 1 on."],
    "page=2": ["There is no page 2 of this list: the last one is page 1."],
    "page=1&page=1": ["The address names “page” 2 times. Once is right."],
    "q=oil&q=coal": ["The address names “q” 2 times. Once is right."],
    "from=2024&from=2025&view=map&view=list": [
        "The address names “from” 2 times. Once is right.",
        "The address names “view” 2 times. Once is right.",
    ],
    "as_of=7": ["There is no dataset version 7 yet: the newest is 1."],
    "%00=1&page=0": [
        f"There is no filter named “\ufffd”. There are: {KNOWN}.",
        "“0” cannot be “page”. It is a number from 1 on.",
    ],
}


def sentences(page: str) -> list[str]:
    lead = re.search(r'<ul class="lead">(.*?)</ul>', page, re.DOTALL)
    assert lead is not None
    return [html.unescape(each) for each in re.findall(r"<li>(.*?)</li>", lead[1], re.DOTALL)]


@pytest.mark.parametrize(("query", "expected"), SENTENCES.items())
def test_a_question_that_cannot_be_answered_is_told_why(
    portal: Finding, client: Client, query: str, expected: list[str]
) -> None:
    response = client.get(f"/findings/?{query}")
    page = response.content.decode()
    assert (response.status_code, sentences(page)) == (400, expected)
    assert response.headers["Cache-Control"] == "no-store"
    assert '<a href="/findings/">The same address without its question</a>' in page


@pytest.mark.parametrize(
    ("asked", "right"),
    [
        ("/findings/?category=Petroleum&q=a+b", "/findings/?category=petroleum&q=a%20b"),
        ("/findings/?country=ru&country=Viet+Nam", "/findings/?country=RU&country=VN"),
        ("/findings/?report=MSMT/2025/1&provision=2397/5", "/findings/?report=msmt-2025-1&provision=2397-5"),
        ("/findings/?kind=Threat+group&place=KP/Nampo", "/findings/?kind=threat_group&place=kp/nampo"),
        (
            "/findings/?involvement=Angara:Carrier&involvement=victim:angara",
            "/findings/?involvement=angara:carrier&involvement=angara:victim",
        ),
        (
            "/findings/?country=Russia&Category=petroleum&YEAR=2024",
            "/findings/?country=RU&category=petroleum&year=2024",
        ),
        ("/findings/?fbclid=a&utm_source=b&utm_medium=c", "/findings/"),
        ("/ko/findings/?category=PETROLEUM&gclid=1&view=table", "/ko/findings/?category=petroleum&view=table"),
        ("/findings.csv?category=Petroleum", "/findings.csv?category=petroleum"),
        ("/actors/?utm_source=newsletter&page=1", "/actors/?page=1"),
    ],
)
def test_an_address_that_can_only_mean_one_thing_leads_there(
    portal: Finding, client: Client, asked: str, right: str
) -> None:
    response = client.get(asked)
    assert (response.status_code, response.headers["Location"]) == (301, right)
    assert response.headers["Cache-Control"].startswith("public")


def test_an_address_with_another_mistake_as_well_is_put_right_once_and_told(portal: Finding, client: Client) -> None:
    response = client.get("/findings/?category=Petroleum&page=0&fbclid=x", follow=True)
    assert response.redirect_chain == [("/findings/?category=petroleum&page=0", 301)]
    assert (response.status_code, sentences(response.content.decode())) == (
        400,
        ["“0” cannot be “page”. It is a number from 1 on."],
    )


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ("category=petroleum&page=7&view=table", "category=petroleum&view=table"),
        ("category=petroleum&category=plutonium", "category=petroleum"),
        ("category=petroleum&colour=red", "category=petroleum"),
        ("actor=angara&actor=nobody&from=2024", "actor=angara&from=2024"),
        ("actor=angara&from=2024&to=soon", "actor=angara&from=2024"),
        ("involvement=angara:pilot&involvement=angara:carrier", "involvement=angara:carrier"),
        ("view=table&columns=figures&columns=hue", "view=table&columns=figures"),
        ("q=coal&as_of=7", "q=coal"),
        ("q=coal&page=1&page=1", "q=coal&page=1"),
        ("page=7", ""),
        ("colour=red", ""),
    ],
)
def test_what_of_a_question_can_be_answered_is_a_link_away(
    portal: Finding, client: Client, asked: str, left: str
) -> None:
    page = client.get(f"/findings/?{asked}").content.decode()
    words = "The question without what cannot be answered"
    links = re.findall(f'<a href="([^"]*)">{words}</a>', page)
    assert [html.unescape(link) for link in links] == ([f"/findings/?{left}"] if left else [])
    assert all(client.get(html.unescape(link)).status_code == 200 for link in links)


def test_only_a_list_that_can_be_narrowed_down_leads_to_how(portal: Finding, client: Client) -> None:
    pages = (client.get(f"/findings/{query}").content.decode() for query in ("", "?q=zeppelin"))
    assert ['href="#facets"' in page for page in pages] == [True, False]


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("actor=angarra", ["actor=angara"]),
        ("actor=angarra&actor=angara&from=2024&page=2", ["actor=angara&from=2024"]),
        ("q=coal+actor:%22angarra%22+-tar&view=map", ["q=coal%20-tar&view=map&actor=angara"]),
        ("category=petrolium", ["category=petroleum"]),
        ("actor=qqqq", []),
        ("actor=angara&page=7", []),
    ],
)
def test_of_a_key_that_nobody_has_the_one_that_was_meant_is_a_link_away(
    portal: Finding, client: Client, asked: str, meant: list[str]
) -> None:
    response = client.get(f"/findings/?{asked}")
    page = response.content.decode()
    links = re.findall(r"Did you mean (.*?)</p>", page, re.DOTALL)
    found = [html.unescape(each) for each in re.findall(r'href="/findings/\?([^"]*)"', "".join(links))]
    assert (response.status_code, found) == (400, meant)
    assert [client.get(f"/findings/?{each}").status_code for each in found] == [200] * len(meant)


def test_a_list_says_which_of_its_findings_are_shown(portal: Finding, client: Client) -> None:
    def shown() -> str:
        bar = re.search(r'<div class="bar">\s*<p>(.*?)</p>', client.get("/findings/").content.decode(), re.DOTALL)
        return " ".join(re.sub("<span.*|<[^>]+>", "", bar[1], flags=re.DOTALL).split()) if bar else ""

    assert shown() == "1 of 1, latest period first."
    make.make_finding(report=portal.report)
    publish_everything(note="More.")
    assert shown() == "1–2 of 2, latest period first."


def test_a_page_of_all_values_says_when_it_has_not_all_of_them(
    portal: Finding, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "/findings/?view=values&of=source"
    whole = client.get(address).content.decode()
    monkeypatch.setattr("findings.views.findings.ALL_VALUES", 1)
    cut = client.get(f"{address}&containing=").content.decode()
    every, first = "Every value among these findings", "The 1 most frequent values among these findings. Rarer ones"
    assert [(every in page, first in page) for page in (whole, cut)] == [(True, False), (False, True)]


def test_a_list_that_has_no_such_filters_offers_none_of_them(portal: Finding, client: Client) -> None:
    refused = client.get("/actors/?category=petroleum&page=0")
    assert refused.status_code == 400
    assert "without what cannot be answered" not in refused.content.decode()


def test_a_value_that_is_empty_or_given_twice_is_one_question(portal: Finding, client: Client) -> None:
    pages = [
        client.get(f"/findings/?{query}") for query in ("category=petroleum", "category=petroleum&category=petroleum")
    ]
    assert [page.status_code for page in pages] == [200, 200]
    assert pages[0].content == pages[1].content
    assert client.get("/findings/?category=").content == client.get("/findings/").content


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("page=0", ["“0” cannot be “page”. It is a number from 1 on."]),
        ("page=2", ["There is no page 2 of this list: the last one is page 1."]),
        ("category=petroleum", ["There is no filter named “category”. There are: page."]),
    ],
)
def test_lists_without_filters_say_so(portal: Finding, client: Client, query: str, expected: list[str]) -> None:
    response = client.get(f"/sources/?{query}")
    assert (response.status_code, sentences(response.content.decode())) == (400, expected)


def test_a_thousand_wrong_things_are_told_in_ten_sentences(portal: Finding, client: Client) -> None:
    response = client.get("/findings/?" + "&".join(f"x{n}=1" for n in range(1000)))
    told = sentences(response.content.decode())
    assert (response.status_code, len(told), told[-1]) == (400, 11, "And 990 more things like these.")


def test_more_parameters_than_can_be_read_are_refused(portal: Finding, client: Client) -> None:
    response = client.get("/findings/?" + "&".join(f"x{n}=1" for n in range(1001)))
    assert (response.status_code, sentences(response.content.decode())) == (
        400,
        ["The address, or what was sent with it, cannot be read."],
    )


def test_a_thousand_values_that_do_not_exist_are_refused(portal: Finding, client: Client) -> None:
    response = client.get("/findings/?" + "&".join(f"actor=a{n}" for n in range(999)))
    assert response.status_code == 400


NAMES = st.sampled_from([*FILTERS, "q", "from", "to", "sort", "page", "as_of", "utm_source"]) | st.text(max_size=8)
VALUES = st.text(max_size=40) | st.sampled_from(
    ["petroleum", "angara", "KP", "2024", "²", "\x00", "1e9", "'; --", "9" * 30]
)


@pytest.mark.fuzz
@given(st.lists(st.tuples(NAMES, VALUES), max_size=6))
@examples(150)
def test_no_query_is_an_error_of_the_portal(portal: Finding, client: Client, pairs: list[tuple[str, str]]) -> None:
    query = urlencode(pairs, errors="surrogatepass")
    for address in ("/findings/", "/sources/"):
        response = client.get(f"{address}?{query}", follow=True)
        assert response.status_code in {200, 400}
        assert len(response.redirect_chain) <= 1  # one that is put right is right


PIECES = st.text(max_size=12) | st.sampled_from(
    ["findings", "actors", "v", "1", "0", "provisions", "MSMT-2025-1-001", "angara", "..", ".", "%", "2397", "\x00"]
)


@pytest.mark.fuzz
@given(st.lists(PIECES, max_size=6), st.booleans())
@examples(150)
def test_no_path_is_an_error_of_the_portal(portal: Finding, client: Client, pieces: list[str], has_slash: bool) -> None:
    path = (
        "/" + "/".join(quote(piece, safe="", errors="surrogatepass") for piece in pieces) + ("/" if has_slash else "")
    )
    assert client.get(path).status_code in {200, 301, 404}
