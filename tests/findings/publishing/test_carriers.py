"""Which sources carry a detail of a claim: in the document where it is recorded, and refused where it cannot be so."""

from __future__ import annotations

from typing import Any

import pytest

from findings import publishing
from findings.models import Edition, Finding
from findings.publishing import PublicationError
from tests.factories import (
    make_actor,
    make_citation,
    make_desk_settings,
    make_event,
    make_finding,
    make_place,
    make_report,
    make_source,
)
from tests.findings.publishing.acts import change, publish

pytestmark = pytest.mark.django_db

SHIPS = {"measure": "ships", "low": 2, "high": 2, "qualifier": "exact", "unit": "ships"}


@pytest.fixture
def finding() -> Finding:
    """Of 2024, with a figure, an actor and a place, on three sources: of the last nobody has read the text."""
    sources = [make_source("first"), make_source("second"), make_source("unread", consulted=False)]
    return make_finding(
        "MSMT-2025-1-001",
        period_start="2024",
        quantities=[SHIPS],
        involvements=[(make_actor("angara", name="Angara"), "carrier")],
        places=[make_place("rajin", name="Rajin")],
        citations=[(source, "relays") for source in sources],
    )


def carry(finding: Any, *keys: str) -> None:
    """Let every detail of a claim be carried by these sources."""
    for rows in (finding.quantity_set, finding.involvement_set, finding.placemention_set):
        rows.update(carried_by=list(keys))
    change(finding, period_carried_by=list(keys))


def carried(document: dict[str, Any]) -> list[list[str] | None]:
    details = [*document["quantities"], *document["involvements"], *document["places"], document["period"]]
    return [each.get("carried_by") for each in details]


def reasons(*records: Any) -> list[str]:
    with pytest.raises(PublicationError) as refused:
        publish(*records)
    assert not Edition.objects.exists()
    return refused.value.reasons


def test_each_detail_names_its_sources_in_the_order_of_the_citations(finding: Finding) -> None:
    carry(finding, "second", "first")
    publish(finding)
    assert carried(Edition.objects.get().document) == [["first", "second"]] * 4


def test_where_it_is_not_recorded_a_document_is_as_it_was_before_there_were_such_members(finding: Finding) -> None:
    publish(finding)
    document = Edition.objects.get().document
    assert carried(document) == [None] * 4
    assert (document["schema"], document["period"]) == (2, {"start": "2024", "end": "2024-03"})


@pytest.mark.parametrize("key", ["unread", "not-cited", "disputing"])
def test_a_source_that_cannot_carry_a_detail_is_refused(finding: Finding, key: str) -> None:
    make_source("not-cited")
    make_citation(finding, make_source("disputing"), "disputes")
    carry(finding, "first", key)
    why = (
        f"has a detail that is said to be carried by “{key}”: that is to be a source that it cites, that was "
        "consulted, and that does not dispute it. Cite it, or choose others for that detail."
    )
    assert reasons(finding) == [f"Finding MSMT-2025-1-001 {why}"]


def test_so_it_is_refused_in_an_event_of_a_report() -> None:
    event = make_event("launch", report=make_report("a-report", code=""), period_start="2024")
    carry(event, "not-cited")
    (reason,) = reasons(event.report)
    assert reason.startswith("Report a-report, event launch has a detail that is said to be carried by “not-cited”:")


def test_a_desk_may_ask_for_the_sources_of_every_detail(finding: Finding) -> None:
    make_desk_settings(sourced_details=True)
    change(finding, period_carried_by=["first"])
    assert reasons(finding) == [
        (
            "Finding MSMT-2025-1-001 does not say which of its sources carry these details, and the desk asks for "
            "that: ships; Angara; Rajin."
        )
    ]
    assert [each.reasons for each in publishing.standings([finding.subject])] == [reasons(finding)]

    carry(finding, "first")
    publish(finding)
    assert carried(Edition.objects.get().document) == [["first"]] * 4


def test_a_claim_without_details_needs_none_for_them() -> None:
    make_desk_settings(sourced_details=True)
    publish(make_finding(period_start=None, period_end=None))
    assert Edition.objects.count() == 1


def test_the_editors_are_told_of_findings_with_a_bare_detail_and_of_no_others(finding: Finding) -> None:
    assert list(Finding.objects.with_bare_details()) == [finding]
    carry(finding, "first")
    make_finding(period_start=None, period_end=None)
    assert list(Finding.objects.with_bare_details()) == []
    finding.placemention_set.update(carried_by=[])
    assert list(Finding.objects.with_bare_details()) == [finding]
