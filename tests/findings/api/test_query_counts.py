"""How many statements an answer takes: the same for one finding and for three."""

from __future__ import annotations

import pytest
from django.test import Client

from findings.caching import version_poll
from tests import factories as make
from tests.findings.api.content import publish_everything


@pytest.fixture
def content(request: pytest.FixtureRequest, db: None) -> None:
    """As many of every kind as the parameter says, all of them named by every finding."""
    many = range(request.param)
    categories = [make.make_category() for _number in many]
    sources, actors = [make.make_source() for _number in many], [make.make_actor() for _number in many]
    reports = [make.make_report(source=sources[0]) for _number in many]
    provisions = [
        make.make_provision("2397-5" if n == 0 else None, resolution=make.make_resolution(str(2397 - n))) for n in many
    ]
    for report in reports:
        make.make_event(report=report)
    for _number in many:
        make.make_finding(
            category=categories[0],
            report=reports[0],
            involvements=[(actor, "carrier") for actor in actors],
            provisions=provisions,
            places=[make.make_place()],
            citations=[(source, "origin", "p. 11, note 6; p. 38") for source in sources],
        )
    publish_everything()


#: address → statements: the version, and what the answer asks besides.
STATEMENTS = {
    "": 1,
    "schema/": 1,
    "docs/": 1,
    "docs/findings/": 1,
    "docs/parameters/": 1,
    "dataset/": 3,
    # counts, rows, their editions, whether anything is withheld
    "findings/": 5,
    "findings/?category=category-1&actor=actor-1&q=claimed": 5,
    "findings/?as_of=1": 5,
    "facets/": 3,
    "facets/?facet=actor&facet=category&containing=a&category=category-1": 3,
    # subjects by name (the names, the nearest), counts, rows, whether anything is withheld
    "search/?q=actor": 6,
    # the candidates of all lines, and their findings
    "match/?name=actor+1&name=nobody&name=actor": 3,
    "lookup/?q=MSMT-2025-1-001": 2,
    "findings/msmt-2025-1-001/": 2,
    # the edition in force, and what names it
    "actors/actor-1/": 3,
    "reports/report-1/": 3,
    "sources/source-1/": 3,
    "categories/category-1/": 3,
    "resolutions/2397/": 3,
    "resolutions/2397/provisions/2397-5/": 3,
    # the edition in force, its editions
    "findings/msmt-2025-1-001/editions/": 3,
    "actors/actor-1/editions/": 3,
    "findings/msmt-2025-1-001/editions/1/": 2,
    "actors/actor-1/editions/1/": 2,
    # rows, findings of these rows, how many, their editions
    "actors/": 5,
    "actors/?kind=company&designated=no": 5,
    "reports/": 5,
    "sources/": 5,
    "categories/": 5,
    "resolutions/": 5,
    "resolutions/?as_of=1": 5,
    # the resolutions, findings of all provisions, the editions of those resolutions
    "provisions/": 4,
    "provisions/?as_of=1": 4,
    # how many, rows, the addresses of their subjects
    "editions/": 4,
    "editions/?kind=actor&kind=finding&as_of=1": 4,
}


@pytest.mark.parametrize("content", [1, 3], indirect=True, ids=["one of each", "three of each"])
def test_an_answer_takes_the_same_statements_for_any_number(
    content: None, client: Client, django_assert_num_queries, subtests: pytest.Subtests
) -> None:
    for address, statements in STATEMENTS.items():
        version_poll.forget()
        with subtests.test(address), django_assert_num_queries(statements):
            assert client.get(f"/api/v1/{address}").status_code == 200
