"""The numbers behind the pictures."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from pyroaring import BitMap

from findings import publishing
from findings.queries.lists import rows
from findings.queries.pictures import Months, Neighbour, PlaceCount, by_month, by_place, neighbours_in, references_at
from findings.queries.questions import Question
from findings.vocabulary import SubjectKind
from tests import factories as make
from tests.findings.publish import publish_everything

pytestmark = pytest.mark.django_db


def test_a_finding_counts_in_every_month_that_its_period_touches() -> None:
    arms, coal = make.make_category("arms"), make.make_category("coal")
    for category, start, end in [
        (arms, "2024-01", "2024-03"),
        (arms, "2024-02-10", "2024-02-11"),
        (coal, "2024", "2024"),
        (coal, "2023-12", None),  # no stated end: in its first month alone
        (arms, None, "2024-03-05"),  # no stated beginning: in its last month alone
        (arms, None, None),
        (coal, "2014-05", "2014-06"),
    ]:
        make.make_finding(category=category, period_start=start, period_end=end)
    publish_everything()
    assert by_month(Question()) == Months(
        first=(2016, 1),
        last=(2024, 12),
        counts={
            "arms": (*[0] * 96, 1, 2, 2, *[0] * 9),
            "coal": (*[0] * 95, 1, *[1] * 12),
        },
        undated=1,
        earlier=1,
        changes={
            "arms": frozenset({(2024, 1), (2024, 2), (2024, 3), (2024, 4)}),
            "coal": frozenset({(2023, 12), (2024, 1), (2025, 1)}),
        },
        open={"arms": frozenset({(2024, 3)})},
    )


def test_months_with_equally_many_findings_may_have_others() -> None:
    coal = make.make_category("coal")
    for start, end in [("2024-01", "2024-02"), ("2024-03", "2024-04")]:
        make.make_finding(category=coal, period_start=start, period_end=end)
    publish_everything()
    assert by_month(Question()) == Months(
        first=(2024, 1),
        last=(2024, 4),
        counts={"coal": (1, 1, 1, 1)},
        undated=0,
        earlier=0,
        changes={"coal": frozenset({(2024, 1), (2024, 3), (2024, 5)})},
        open={},
    )


def test_without_a_dated_finding_there_is_no_timeline() -> None:
    make.make_finding(period_start=None, period_end=None)
    publish_everything()
    assert by_month(Question()) is None


def test_places_come_with_the_findings_that_name_them() -> None:
    rajin = make.make_place(
        "rajin", name="Rajin", country="KP", latitude="42.24", longitude="130.29", precision="locality"
    )
    china = make.make_place("china", name="China", country="CN", latitude=None, longitude=None, precision="")
    report = make.make_report(reference_prefix="R")
    for places in ([rajin], [rajin, china], []):
        make.make_finding(report=report, places=places)
    publish_everything()
    position = {reference: n for n, reference in references_at(range(100)).items()}
    both, second = BitMap([position["R-001"], position["R-002"]]), BitMap([position["R-002"]])
    expected = [
        PlaceCount("kp/rajin", "Rajin", "KP", Decimal("42.24"), Decimal("130.29"), both, "locality"),
        PlaceCount("cn/china", "China", "CN", None, None, second),
    ]
    assert by_place(Question()) == expected
    assert by_place(Question.of(place="cn/china")) == [expected[1], replace(expected[0], findings=second)]


def test_a_place_is_as_the_last_published_of_its_findings_has_it() -> None:
    rajin = make.make_place("rajin", name="Rajin", country="KP")
    first, second = (make.make_finding(report=make.make_report(), places=[rajin]) for _each in range(2))
    publish_everything()
    rajin.name = "Rajin port"
    rajin.save()
    publishing.correct([(SubjectKind.FINDING, first.reference)], editor="E", note="The port is meant.")
    assert [(place.name, len(place.findings)) for place in by_place(Question())] == [("Rajin port", 2)]
    assert [place.name for place in by_place(replace(Question(), as_of=1))] == ["Rajin"]
    assert [place.name for place in by_place(Question.of(report=second.report.key))] == ["Rajin"]


def test_neighbours_are_named_in_the_same_findings_and_in_no_others() -> None:
    koti, kum, bank = make.make_vessel("koti"), make.make_vessel("kum"), make.make_actor("bank")
    report = make.make_report(reference_prefix="R")
    make.make_finding(report=report, involvements=[(koti, "supplier"), (kum, "recipient")])
    make.make_finding(report=report, involvements=[(bank, "financier")])
    publish_everything()
    documents = [row.document for row in rows(Question.of(actor="kum"))]
    assert neighbours_in(documents, "kum") == [Neighbour("koti", koti.name, "vessel", (("R-001", ("supplier",)),))]
