"""The way on from a finding's page to those that share something with it."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests import factories as make
from tests.findings.publish import publish_everything

RELATED = re.compile(r'<section class="part" id="related">(.*?)</section>', re.DOTALL)
SHARED = re.compile(r'<a href="/findings/([a-z0-9-]+)/">MSMT.*?<p class="small soft">(.*?)</p>', re.DOTALL)


@pytest.fixture(params=[1, 3], ids=["one related", "three related"])
def others(request: pytest.FixtureRequest, db: None) -> int:
    """So many findings name the ship that MSMT-2025-1-001 names, and stand under its provision in its year."""
    angara, provision, report = make.make_vessel("angara", name="Angara"), make.make_provision(), make.make_report()
    for n in range(request.param + 1):
        make.make_finding(
            f"MSMT-2025-1-{n + 1:03}",
            report=report,
            involvements=[(angara, "carrier")],
            provisions=[provision],
            period_start="2024-03",
            period_end="2024",
        )
    make.make_finding("MSMT-2025-1-009", report=report, title="SYNTHETIC: of none of these")
    publish_everything()
    return request.param


def test_a_page_says_what_each_of_them_shares(client: Client, others: int) -> None:
    page = client.get("/findings/msmt-2025-1-001/").content.decode()
    (section,) = RELATED.findall(page)
    words = "Shared: <span>Angara; S/RES/1718 (2006), para. 1</span>"
    assert dict(SHARED.findall(section)) == {f"msmt-2025-1-{n + 2:03}": words for n in range(others)}
    assert "009" not in section
    assert "It does not say that one confirms the other." in section


@pytest.mark.parametrize(("reference", "statements"), [("001", 4), ("009", 3)], ids=["related", "related to none"])
def test_it_takes_a_statement_more(
    client: Client, others: int, django_assert_num_queries, reference: str, statements: int
) -> None:
    # The version, the edition, what shares something with it (nothing to ask with an index), and the rows of those.
    with django_assert_num_queries(statements):
        client.get(f"/findings/msmt-2025-1-{reference}/")


def test_an_edition_at_its_own_address_is_told_nothing_of_others(client: Client, others: int) -> None:
    page = client.get("/findings/msmt-2025-1-001/v/1/").content.decode()
    assert (RELATED.findall(page), "msmt-2025-1-002" in page) == ([], False)
    assert RELATED.findall(client.get("/findings/msmt-2025-1-009/").content.decode()) == []


@pytest.mark.django_db
def test_a_port_that_is_an_actor_and_a_place_is_told_once(client: Client) -> None:
    actor, place = make.make_actor("rajin-port", name="Rajin"), make.make_place("rajin", name="Rajin")
    report = make.make_report()
    for n in (1, 2):
        make.make_finding(f"MSMT-2025-1-{n:03}", report=report, involvements=[(actor, "location")], places=[place])
    publish_everything()
    (section,) = RELATED.findall(client.get("/findings/msmt-2025-1-001/").content.decode())
    assert dict(SHARED.findall(section)) == {"msmt-2025-1-002": "Shared: <span>Rajin</span>"}
