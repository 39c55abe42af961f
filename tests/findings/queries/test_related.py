"""Findings that are related to one by what they share."""

from __future__ import annotations

import pytest

from findings import publishing
from findings.queries import related as module
from findings.queries.editions import PublishedEdition, edition_in_force
from findings.queries.index_keeping import answering_from, finding_indexes
from findings.queries.related import MOST_RELATED, Shared, related_to
from findings.vocabulary import SubjectKind
from tests import factories as make
from tests.findings.publish import publish_everything
from tests.findings.queries.world import version

pytestmark = pytest.mark.django_db


def edition_of(reference: str) -> PublishedEdition:
    edition = edition_in_force(SubjectKind.FINDING, reference.lower())
    assert isinstance(edition, PublishedEdition)
    return edition


def told(reference: str) -> list[tuple[str, tuple[Shared, ...]]]:
    """Reference and what is shared of each related finding: the same with an index and without one."""
    edition = edition_of(reference)
    stated = related_to(edition)
    finding_indexes.build()
    try:
        with answering_from(version()):
            assert related_to(edition) == stated
    finally:
        finding_indexes.stop()
    return [(each.row.slug.upper(), each.shares) for each in stated]


def test_what_fewer_findings_share_counts_more() -> None:
    russia = make.make_actor("russia", actor_kind="state")
    angara, maia, bank = make.make_vessel("angara"), make.make_vessel("maia-1"), make.make_actor("bank")
    report = make.make_report(reference_prefix="R")
    for actors in ([angara, bank, russia], [bank], [angara, russia], [bank, maia], [maia], [russia], []):
        make.make_finding(report=report, involvements=[(actor, "other") for actor in actors])
    publish_everything()
    by_ship, by_bank = (Shared("actor", "angara"),), (Shared("actor", "bank"),)
    # One other names the Angara, two name the bank; that Russia is named relates nothing.
    assert told("R-001") == [("R-003", by_ship), ("R-004", by_bank), ("R-002", by_bank)]
    assert told("R-006") == told("R-007") == []


def test_a_provision_relates_what_happened_in_the_same_year() -> None:
    petroleum = make.make_provision()
    rajin = make.make_place("rajin", country="KP")
    report = make.make_report(reference_prefix="R")
    for start, places in [("2024-03", [rajin]), ("2024-11", []), ("2023", []), (None, []), ("2019", [rajin])]:
        make.make_finding(report=report, provisions=[petroleum], places=places, period_start=start, period_end=start)
    publish_everything()
    assert sorted(told("R-001")) == [
        ("R-002", (Shared("provision", petroleum.key),)),
        ("R-005", (Shared("place", "kp/rajin"),)),
    ]
    assert told("R-003") == told("R-004") == []


def test_what_too_many_findings_have_relates_none(monkeypatch: pytest.MonkeyPatch) -> None:
    bank = make.make_actor("bank")
    report = make.make_report(reference_prefix="R")
    for _each in range(MOST_RELATED + 2):
        make.make_finding(report=report, involvements=[(bank, "other")])
    publish_everything()
    assert len(told("R-001")) == MOST_RELATED
    monkeypatch.setattr(module, "COMMON", MOST_RELATED + 1)
    assert told("R-001") == []


def test_a_provision_of_too_many_findings_in_all_years_of_one_relates_none(monkeypatch: pytest.MonkeyPatch) -> None:
    petroleum, report = make.make_provision(), make.make_report(reference_prefix="R")
    for start, end in [("2023", "2024"), ("2023", "2023"), ("2023", "2023"), ("2024", "2024"), ("2024", "2024")]:
        make.make_finding(report=report, provisions=[petroleum], period_start=start, period_end=end)
    publish_everything()
    assert len(told("R-001")) == 4
    # Three in each of the years, itself among them, and five in both.
    monkeypatch.setattr(module, "COMMON", 4)
    assert told("R-001") == []
    assert len(told("R-002")) == 2


def test_a_finding_that_left_is_related_to_none() -> None:
    bank = make.make_actor("bank")
    report = make.make_report(reference_prefix="R")
    for _each in range(3):
        make.make_finding(report=report, involvements=[(bank, "other")])
    publish_everything()
    publishing.withdraw(SubjectKind.FINDING, "R-002", editor="E", note="It was entered twice.")
    assert told("R-001") == [("R-003", (Shared("actor", "bank"),))]
