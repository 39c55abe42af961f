"""How many statements a page takes: the same for one finding and for three."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests import factories as make
from tests.findings.publish import publish_everything
from tests.ground import ground


@ground
def one_finding_published() -> None:
    publish_findings(1)


@ground
def three_findings_published() -> None:
    publish_findings(3)


def publish_findings(number: int) -> None:
    """One category, report, actor, source and provision, shared by so many findings."""
    category = make.make_category(leading_finding="MSMT-2025-1-001")
    source, actor = make.make_source(), make.make_actor()
    report = make.make_report(source=source)
    provision = make.make_provision("2397-8", resolution=make.make_resolution("2397"))
    make.make_event(report=report)
    for _finding in range(number):
        make.make_finding(
            category=category,
            report=report,
            involvements=[(actor, "carrier")],
            provisions=[provision],
            citations=[(source, "origin", "p. 11, note 6; p. 38")],
        )
    publish_everything()


#: address → statements: the version, and what the page asks besides.
PAGES = {
    # the page of a finding: test_related
    "/findings/msmt-2025-1-001/v/1/": 2,
    "/sources/source-1/": 6,
    "/sources/source-1/v/1/": 2,
    "/findings/msmt-2025-1-001/history/": 3,
    "/findings/msmt-2025-1-001/history.atom": 3,
    "/findings/msmt-2025-1-001/timemap": 3,
    "/sources/source-1/at/p-38/": 4,
    "/corrections/": 3,
    "/findings/": 3,
    "/findings/?category=category-1&actor=actor-1": 3,
    "/findings/?role=carrier": 3,
    "/findings/?involvement=actor-1:carrier": 3,
    "/findings/?view=values&of=involvement&role=carrier": 2,
    "/categories/category-1/": 4,
    "/reports/report-1/": 4,
    "/actors/actor-1/": 4,
    "/resolutions/2397/": 4,
    "/resolutions/2397/provisions/2397-8/": 4,
    # the candidates of all lines, and their findings
    "/match/?names=actor-1%0Anobody%0Aactor": 3,
    "/match.csv?names=actor-1%0Anobody%0Aactor": 3,
    "/match/": 1,
    "/categories/": 4,
    "/reports/": 4,
    "/actors/": 4,
    "/sources/": 4,
    "/resolutions/": 4,
    "/": 16,
    "/about/": 2,
    "/about/method/": 2,
    "/about/citing/": 2,
    "/about/corrections/": 2,
    "/about/verify/": 1,
    "/about/conformance/": 1,
    "/data/quality/": 11,
    "/data/codebook/": 1,
    # the findings that examples are taken from
    "/data/codebook/findings/": 2,
    "/data/codebook/involvements/": 1,
    "/data/codebook/choices/": 1,
    "/data/codebook.json": 2,
}


def ask(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200


@pytest.mark.usefixtures("one_finding_published")
@pytest.mark.parametrize(("address", "statements"), PAGES.items())
def test_a_page_takes_these_statements_for_one_finding(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, address: str, statements: int
) -> None:
    with django_assert_num_queries(statements):
        ask(client, address)


@pytest.mark.usefixtures("three_findings_published")
@pytest.mark.parametrize(("address", "statements"), PAGES.items())
def test_a_page_takes_the_same_statements_for_three_findings(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, address: str, statements: int
) -> None:
    with django_assert_num_queries(statements):
        ask(client, address)
