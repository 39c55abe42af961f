"""Every public address: what it answers, to which methods, and what leads on to it."""

from __future__ import annotations

import re

import pytest
from django.db import OperationalError
from django.test import Client

from findings.models import Finding
from tests import factories as make
from tests.findings.publish import publish_everything
from tests.lasting import lasting_headers

SUBJECTS = {
    "/findings/": "/findings/msmt-2025-1-001/",
    "/categories/": "/categories/petroleum/",
    "/reports/": "/reports/msmt-2025-1/",
    "/actors/": "/actors/angara/",
    "/sources/": "/sources/an-account/",
    "/resolutions/": "/resolutions/2397/",
}
ADDRESSES = [
    "/",
    *SUBJECTS,
    *SUBJECTS.values(),
    *(f"{address}v/1/" for address in SUBJECTS.values()),
    "/reports/msmt-2025-1/events/launch/",
    "/reports/msmt-2025-1/v/1/events/launch/",
    "/resolutions/2397/provisions/2397-5/",
    "/match/",
    "/places/",
    "/places/kp/",
    "/places/kp/nampo/",
]


def test_every_address_answers_with_a_page(portal: Finding, client: Client) -> None:
    answers = {address: client.get(address) for address in ADDRESSES}
    assert {address: answer.status_code for address, answer in answers.items()} == dict.fromkeys(ADDRESSES, 200)
    assert {answer.headers["Content-Type"] for answer in answers.values()} == {"text/html; charset=utf-8"}


def test_a_link_into_a_page_leads_to_something_on_it(records: Finding, client: Client) -> None:
    unread, account = make.make_source("unread", consulted=False), make.make_source("told-by", publisher="A newspaper")
    make.make_event("told", report=records.report, citations=[(unread, "origin"), (account, "relays")])
    publish_everything()
    told = "/reports/msmt-2025-1/events/told/"
    assert 'as reported by <a href="#source-told-by">A newspaper</a>' in client.get(told).content.decode()
    for address in (*ADDRESSES, told):
        page = client.get(address).content.decode()
        assert set(re.findall(r' href="#([^"]+)"', page)) <= set(re.findall(r' id="([^"]+)"', page)), address


@pytest.mark.parametrize("address", ["/", "/findings/", "/actors/"])
def test_lists_answer_while_nothing_has_been_published(db: None, client: Client, address: str) -> None:
    assert client.get(address).status_code == 200


def test_head_has_the_headers_of_get(portal: Finding, client: Client) -> None:
    for address in [*ADDRESSES, "/nowhere/", "/findings/msmt-2025-1-999/", "/findings", "/findings/?page=0"]:
        get, head = client.get(address), client.head(address)
        assert (head.status_code, lasting_headers(head), head.content) == (get.status_code, lasting_headers(get), b"")


def test_options_say_what_may_be_asked(portal: Finding, client: Client) -> None:
    for address in [*ADDRESSES, "/nowhere/"]:
        response = client.options(address)
        assert (response.status_code, response.headers["Allow"], response.content) == (204, "GET, HEAD, OPTIONS", b"")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
def test_any_other_method_is_refused_before_csrf_is_asked_for(db: None, in_every_role: str, method: str) -> None:
    client = Client(enforce_csrf_checks=True)
    for address in [*ADDRESSES, "/nowhere/", "/Findings", "/administration/"]:
        response = client.generic(method, address, b"x=1")
        assert (response.status_code, response.headers["Allow"], response.content.decode()) == (
            405,
            "GET, HEAD, OPTIONS",
            "This portal is read-only: its addresses answer GET, HEAD and OPTIONS.\n",
        )


@pytest.mark.parametrize(
    ("typed", "canonical"),
    {
        "/findings/MSMT-2025-1-001/": "/findings/msmt-2025-1-001/",
        "/findings/MSMT-2025-1-001/v/1/": "/findings/msmt-2025-1-001/v/1/",
        "/findings/MSMT-2025-1-001/V/1": "/findings/msmt-2025-1-001/v/1/",
        "/Findings/": "/findings/",
        "/FINDINGS/Msmt-2025-1-001": "/findings/msmt-2025-1-001/",
        "/findings": "/findings/",
        "/findings/msmt-2025-1-001": "/findings/msmt-2025-1-001/",
        "/actors/Angara": "/actors/angara/",
        "/Resolutions/2397/Provisions/2397-5": "/resolutions/2397/provisions/2397-5/",
    }.items(),
)
def test_capitals_and_a_missing_slash_lead_to_the_canonical_address(
    portal: Finding, client: Client, typed: str, canonical: str
) -> None:
    response = client.get(typed, follow=True)
    assert {status for _url, status in response.redirect_chain} == {301}
    assert response.redirect_chain[-1][0] == canonical
    assert response.status_code == 200


def test_a_redirect_keeps_the_query(portal: Finding, client: Client) -> None:
    response = client.get("/FINDINGS?category=petroleum&category=labor&q=a%26b")
    assert (response.status_code, response.headers["Location"]) == (
        301,
        "/findings/?category=petroleum&category=labor&q=a%26b",
    )


@pytest.mark.parametrize(
    "typed", ["//evil.example/FINDINGS/", "/findings//evil.example/X", "/FINDINGS/%0d%0aSet-Cookie:x/"]
)
def test_a_redirect_stays_on_this_host(portal: Finding, client: Client, typed: str) -> None:
    response = client.generic("GET", typed)
    location = response.headers.get("Location", "/")
    assert location.startswith("/")
    assert not location.startswith("//")
    assert "\n" not in location
    assert not response.has_header("Set-Cookie")


def test_an_old_slug_leads_to_the_new_one_with_its_edition_and_query(portal: Finding, client: Client) -> None:
    actor = portal.involvement_set.get().actor
    actor.slug = "angara-ship"
    actor.save()
    publish_everything(note="The address says what it is.")
    assert [
        (response.status_code, response.headers["Location"])
        for response in (client.get("/actors/angara/?from=mail"), client.get("/actors/angara/v/1/"))
    ] == [(301, "/actors/angara-ship/?from=mail"), (301, "/actors/angara-ship/v/1/")]
    # Findings link to it by its key, and a key that is no address any more leads on as well.
    assert client.get("/actors/angara/", follow=True).status_code == 200


NEAR_BY = {
    "/findings/msmt-2025-1-999/": "/findings/msmt-2025-1-001/",
    "/findings/msmt_2025_1_001/": "/findings/msmt-2025-1-001/",
    "/actors/angara-2/": "/actors/angara/",
    "/finding/msmt-2025-1-001/": "/findings/msmt-2025-1-001/",
    "/actor/angara": "/actors/angara/",
    "/resolution/2397/provisions/2397-5/": "/resolutions/2397/provisions/2397-5/",
}


@pytest.mark.parametrize(("typed", "near"), NEAR_BY.items())
def test_nothing_there_shows_what_reads_alike(portal: Finding, client: Client, typed: str, near: str) -> None:
    response = client.get(typed)
    page = response.content.decode()
    assert response.status_code == 404
    assert "There is nothing at this address" in page
    assert f"The portal has no page <b>{typed}</b>." in page
    assert f'<a class="mono" href="{near}">{near}</a>' in page


#: What is typed → the page that it names, and the statements that this takes.
NAMED = {
    "/MSMT-2025-1-001": ("/findings/msmt-2025-1-001/", 1),
    "/msmt-2025-1-1/": ("/findings/msmt-2025-1-001/", 1),
    "/MSMT/2025/1/001": ("/findings/msmt-2025-1-001/", 1),
    "/MSMT/2025/1": ("/reports/msmt-2025-1/", 2),
    "/reports/MSMT/2025/1": ("/reports/msmt-2025-1/", 2),
    "/S/RES/2397": ("/resolutions/2397/", 2),
    "/S/RES/2397 (2017)": ("/resolutions/2397/", 1),
    "/resolutions/2397/5": ("/resolutions/2397/provisions/2397-5/", 2),
    "/2397/5": ("/resolutions/2397/provisions/2397-5/", 2),
    "/ko/S/RES/2397": ("/ko/resolutions/2397/", 2),
}


@pytest.mark.parametrize(("typed", "named"), NAMED.items())
def test_an_address_that_is_a_reference_a_symbol_or_a_paragraph_shows_the_page_that_it_names(
    portal: Finding, client: Client, typed: str, named: tuple[str, int], django_assert_num_queries
) -> None:
    where, statements = named
    client.get("/nowhere/")  # asks for the dataset version, which stands in the frame
    with django_assert_num_queries(statements):
        response = client.get(typed)
    assert response.status_code == 404
    links = re.findall(r'<p class="says">.*?<a class="mono" href="([^"]+)">', response.content.decode())
    assert links == [where]
    assert client.get(where).status_code == 200


@pytest.mark.parametrize(
    "typed",
    [
        "/nowhere/",
        "/.env",
        "/wp-login.php",
        "/wp-includes/wlwmanifest.xml",
        "/%00S/RES/2397",
        "/S/RES/2397'--",
        "/<b>S/RES/2397</b>",
        "/" + "S/RES/2397/" * 9,
        "/한국",
    ],
)
def test_an_address_that_can_name_nothing_costs_no_statement(
    portal: Finding, client: Client, typed: str, django_assert_num_queries
) -> None:
    client.get("/nowhere/")
    with django_assert_num_queries(0):
        response = client.get(typed)
    assert (response.status_code, "Read as a reference" in response.content.decode()) == (404, False)


def test_what_is_not_published_is_not_named(portal: Finding, client: Client) -> None:
    make.make_finding("MSMT-2025-1-002", title="A draft", report=portal.report, category=portal.category)
    response = client.get("/MSMT-2025-1-002")
    assert (response.status_code, response.context["named"], "A draft" in response.content.decode()) == (
        404,
        None,
        False,
    )


@pytest.mark.parametrize(
    ("typed", "search"),
    {
        "/S/2019/999": "/findings/?q=S/2019/999",
        "/sources/S/2019/999": "/findings/?q=S/2019/999",
        "/MSMT-2025-1-777/": "/findings/?q=MSMT-2025-1-777",
        "/angara ship": "/findings/?q=angara%20ship",
        "/findings/msmt-2025-1-999/": "/findings/?q=msmt-2025-1-999",
        "/.env": "/findings/#find",
        "/<b>": "/findings/#find",
        "/-angara": "/findings/#find",
    }.items(),
)
def test_nothing_there_leads_to_the_search(portal: Finding, client: Client, typed: str, search: str) -> None:
    response = client.get(typed)
    assert response.status_code == 404
    assert re.findall(r'<a href="([^"]+)" rel="nofollow">', response.content.decode()) == [search]
    assert client.get(search.partition("#")[0]).status_code == 200


def test_while_the_database_is_away_an_address_that_could_name_something_is_not_found(
    portal: Finding, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(text: str) -> None:
        raise OperationalError("no connection")

    monkeypatch.setattr("findings.views.errors.lookup", away)
    assert client.get("/S/RES/2397").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/findings/%00/",
        "/findings/%FF/",
        "/findings/한국/",
        "/findings/ /",
        "/findings/a/b/",
        "/findings/msmt-2025-1-001/v/0/",
        "/findings/msmt-2025-1-001/v/01/",
        "/findings/msmt-2025-1-001/v/2/",
        "/findings/msmt-2025-1-001/v/99999999999999999999/",
        "/resolutions/2397/provisions/2397-6/",
        "/resolutions/2397/provisions/%00/",
        "/actors/" + "a-" * 2000 + "/",
        "/.env",
    ],
)
def test_what_cannot_be_an_address_is_not_found(
    portal: Finding, client: Client, address: str, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(12):
        assert client.get(address, follow=True).status_code == 404


def test_a_path_is_shown_as_text(portal: Finding, client: Client) -> None:
    page = client.get("/findings/<script>alert(1)</script>/").content.decode()
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_only_a_process_with_the_admin_answers_at_its_address(portal: Finding, in_every_role: str) -> None:
    client = Client()
    expected = {"all": 200, "public": 404}[in_every_role]
    assert client.get("/admin/login/").status_code == expected
    assert client.post("/admin/login/", {"username": "kim"}).status_code == expected


def test_the_admin_is_kept_by_no_cache(db: None, client: Client) -> None:
    said = {each.strip() for each in client.get("/admin/login/").headers["Cache-Control"].split(",")}
    assert {"private", "no-store"} <= said
