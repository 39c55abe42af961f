"""The page that counts what is missing: each gap beside its whole, of what is in force and of nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from findings import publishing
from findings.pages.quality import _share
from findings.queries.quality import CountedSubjects, Quality, Share, quality
from findings.vocabulary import SubjectKind
from tests import factories as make
from tests.findings.publish import publish_everything


@pytest.fixture
def gaps(db: None) -> None:
    """Two findings with gaps, one without any, one withdrawn, and a draft that nobody may count."""
    make.make_category("empty", name="Empty")
    read = make.make_source("read", consulted=True, archived_url="https://archive.example/read")
    unread = make.make_source("unread", consulted=False)
    report = make.make_report("msmt-2025-1", source=unread, read_first_hand=False)
    make.make_report("silent", source=read, read_first_hand=True)
    resolution = make.make_resolution("2397")
    checked = make.make_provision("2397-8", resolution=resolution, paragraph="8", paragraph_checked=True)
    make.make_provision("2397-x", resolution=resolution, paragraph="", paragraph_checked=False)
    vessel = make.make_vessel("angara")
    make.make_identifier(vessel)
    make.make_actor("nameless")
    located = make.make_place("rajin", latitude="42.24", longitude="130.29", precision="locality")
    common: dict[str, Any] = {"report": report, "category": make.make_category("petroleum")}
    make.make_finding(
        "MSMT-2025-1-001",
        **common,
        period_start="2020",
        period_end="2020",
        period_carried_by=["read"],
        support="strong",
        involvements=[(vessel, "carrier")],
        provisions=[checked],
        places=[located],
        quantities=[
            {"measure": "oil", "low": 1, "high": 1, "qualifier": "exact", "unit": "barrels", "carried_by": ["read"]}
        ],
        citations=[(read, "origin", "p. 1")],
    )
    make.make_finding(
        "MSMT-2025-1-002",
        **common,
        period_start="2023",
        period_end="2023",
        support="single",
        recheck=True,
        involvements=[],
        places=[make.make_place("nowhere", latitude=None, longitude=None, precision="")],
        citations=[(unread, "origin"), (read, "relays", "somewhere in the middle")],
    )
    make.make_finding(
        "MSMT-2025-1-003", **common, support="strong", period_start=None, period_end=None, citations=[(read, "origin")]
    )
    make.make_finding("MSMT-2025-1-004", **common, period_start="1999", citations=[(read, "origin")])
    publish_everything()
    publishing.withdraw(SubjectKind.FINDING, "MSMT-2025-1-004", editor="Kim", note="Said twice.")
    make.make_finding("MSMT-2025-1-005", **common, period_start="1950", citations=[(unread, "origin")])


@pytest.mark.usefixtures("gaps")
def test_every_gap_is_counted_of_what_is_in_force() -> None:
    found = quality()
    assert found == Quality(
        second_hand=Share(1, 3),
        one_account=Share(1, 3),
        undated=Share(1, 3),
        without_figure=Share(2, 3),
        without_actor=Share(2, 3),
        without_provision=Share(2, 3),
        to_recheck=Share(1, 3),
        citations_without_place=Share(2, 4),
        places_in_words=Share(1, 4),
        figures_without_source=Share(0, 1),
        roles_without_source=Share(1, 1),
        mentions_without_source=Share(2, 2),
        periods_without_source=Share(1, 2),
        provisions_unchecked=Share(1, 2),
        provisions_without_paragraph=Share(1, 2),
        places_without_coordinates=Share(1, 2),
        sources_unread=Share(1, 2),
        sources_without_copy=Share(1, 2),
        actors_without_identifier=Share(1, 2),
        reports_unread=CountedSubjects((("msmt-2025-1", found.reports_unread.subjects[0][1]),), 1),
        reports_without_findings=CountedSubjects((("silent", found.reports_without_findings.subjects[0][1]),), 1),
        categories_without_findings=CountedSubjects((("empty", "Empty"),), 1),
        years_without=(2021, 2022),
        first_year=2020,
        last_year=2023,
    )


@pytest.mark.usefixtures("gaps")
def test_the_page_links_a_count_to_the_findings_behind_it(client: Client) -> None:
    page = client.get("/data/quality/").context["page"]
    rows = {row.words: row for group in page.groups for row in group.rows}
    linked = {row.url: row.part for row in rows.values() if row.url}
    assert linked == {"/findings/?hand=second": 1, "/findings/?support=single": 1, "/findings/?dating=none": 1}
    for url, part in linked.items():
        assert client.get(url).context["page"].pages.total == part


@pytest.mark.django_db
def test_an_empty_portal_has_no_gaps_and_no_shares(client: Client) -> None:
    page = client.get("/data/quality/").context["page"]
    assert {(row.part, row.whole, row.share) for group in page.groups for row in group.rows} == {(0, 0, "")}
    assert page.years == ""


@given(st.integers(0, 10**7), st.integers(1, 10**7))
def test_a_share_never_hides_that_there_is_something_or_that_something_is_left(part: int, whole: int) -> None:
    part = min(part, whole)
    assert (_share(Share(part, whole)) == "0 %") == (part == 0)
    assert (_share(Share(part, whole)) == "100 %") == (part == whole)
