"""Which sources carry a detail: raised numbers behind it, in the order of the sources, and in the API by their keys."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from findings.caching import version_poll
from findings.models import Finding
from tests import factories as make
from tests.findings.publish import publish_everything

pytestmark = pytest.mark.django_db

FINDING = "/findings/msmt-2025-1-001/"
SHIPS = {"measure": "ships", "low": 2, "high": 2, "qualifier": "exact", "unit": "ships"}
HINT = "A raised number behind a figure, a role, a place or the period is that of the source that carries it."


def claim(**more: Any) -> dict[str, Any]:
    """A claim on two sources, of which the first disputes it too; its figure, actor, place and period."""
    paper, account = make.make_source("a-paper", publisher="An <office>"), make.make_source("an-account", publisher="B")
    return {
        "period_start": "2024",
        "quantities": [SHIPS],
        "involvements": [(make.make_actor(), "carrier")],
        "places": [make.make_place()],
        "citations": [(paper, "disputes"), (account, "relays"), (paper, "corroborates")],
        **more,
    }


def carry(of: Any) -> None:
    of.quantity_set.update(carried_by=["a-paper", "an-account"])
    of.involvement_set.update(carried_by=["an-account"])
    of.placemention_set.update(carried_by=["a-paper"])
    type(of).objects.update(period_carried_by=["an-account"])


def raised(client: Client, url: str) -> list[str]:
    return re.findall(r'<sup class="carriers">(.*?)</sup>', client.get(url).content.decode())


@pytest.fixture
def finding() -> Finding:
    return make.make_finding("MSMT-2025-1-001", **claim())


def shown(*numbers: str) -> str:
    return f'<span class="aside-words">Carried by source </span>{", ".join(numbers)}'


ACCOUNT = '<a href="#source-an-account" title="B">2</a>'
PAPER = '<a href="#source-a-paper--2" title="An &lt;office&gt;">3</a>'


def test_each_detail_has_the_numbers_of_its_sources(finding: Finding, client: Client) -> None:
    carry(finding)
    publish_everything()
    version_poll.forget()
    assert raised(client, FINDING) == [shown(ACCOUNT, PAPER), shown(ACCOUNT), shown(ACCOUNT), shown(PAPER)]
    html = client.get(FINDING).content.decode()
    assert HINT in html
    assert re.findall(r'<li id="(.*?)"', html) == ["source-a-paper", "source-an-account", "source-a-paper--2"]


def test_no_two_lines_of_sources_have_one_name_whatever_their_keys(client: Client) -> None:
    paper, second = make.make_source("a-paper"), make.make_source("a-paper-2")
    make.make_finding("MSMT-2025-1-001", citations=[(paper, "relays"), (second, "relays"), (paper, "corroborates")])
    publish_everything()
    version_poll.forget()
    html = client.get(FINDING).content.decode()
    assert re.findall(r'<li id="(.*?)"', html) == ["source-a-paper", "source-a-paper-2", "source-a-paper--2"]


def test_nothing_is_raised_where_it_is_not_recorded(finding: Finding, client: Client) -> None:
    publish_everything()
    version_poll.forget()
    assert raised(client, FINDING) == []
    assert HINT not in client.get(FINDING).content.decode()


def test_a_row_of_a_list_has_its_figure_alone(finding: Finding, client: Client) -> None:
    carry(finding)
    publish_everything()
    version_poll.forget()
    assert "ships" in client.get("/findings/").content.decode()
    assert raised(client, "/findings/") == []


def test_the_numbers_of_an_event_stand_where_its_sources_do(client: Client) -> None:
    event = make.make_event("launch", report=make.make_report("a-report"), **claim())
    carry(event)
    publish_everything()
    version_poll.forget()
    told = [shown(ACCOUNT), shown(ACCOUNT, PAPER), shown(ACCOUNT), shown(PAPER)]
    for address in ("/reports/a-report/events/launch/", "/reports/a-report/v/1/events/launch/"):
        assert raised(client, address) == told
        html = client.get(address).content.decode()
        assert HINT in html
        assert re.findall(r'<li id="(.*?)"', html) == ["source-a-paper", "source-an-account", "source-a-paper--2"]
    assert raised(client, "/reports/a-report/") == []


def test_the_api_has_the_keys_where_they_are_recorded(finding: Finding, client: Client) -> None:
    finding.quantity_set.update(carried_by=["an-account", "a-paper"])
    publish_everything()
    version_poll.forget()
    told = client.get("/api/v1/findings/msmt-2025-1-001/", headers={"Accept": "application/json"}).json()
    details = [told["period"], *told["quantities"], *told["involvements"], *told["places"]]
    assert [each.get("carried_by") for each in details] == [None, ["an-account", "a-paper"], None, None]
