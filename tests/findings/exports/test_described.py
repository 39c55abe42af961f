"""The caveats of an answer: a count that is nought warns of nothing, and hides the ones that do."""

from __future__ import annotations

from typing import Any

import pytest

from findings.exports.described import describe
from findings.queries.questions import Question
from findings.queries.versions import current_version
from tests import factories as make
from tests.findings.publish import publish_everything

pytestmark = pytest.mark.django_db
ALWAYS = [
    "A finding says what a report asserts, and who asserts it.",
    "A date stands at the precision that is known: a year, a month or a day.",
    "Figures are those of the sources, each with its qualifier and unit.",
    "Provisions are mapped by the editors, and are not citations by the reports.",
]
SECOND_HAND, ONE_ACCOUNT, UNDATED = (
    "1 of 1 findings is at second hand",
    "1 of 1 findings rests on one published account.",
    "1 of 1 findings states no period",
)


@pytest.fixture
def four(db: None) -> None:
    """Read, dated and twice attested; and three that each lack one of these."""
    read, unread = make.make_source(consulted=True), make.make_source(consulted=False)
    whole: dict[str, Any] = {"support": "strong", "period_start": "2024", "citations": [(read, "origin")]}
    lacking: dict[str, dict[str, Any]] = {
        "whole": {},
        "unread": {"citations": [(unread, "origin")]},
        "single": {"support": "single"},
        "undated": {"period_start": None, "period_end": None},
    }
    for category, lack in lacking.items():
        make.make_finding(category=make.make_category(category), **(whole | lack))
    publish_everything()


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize(
    ("category", "counted"),
    [("whole", []), ("unread", [SECOND_HAND]), ("single", [ONE_ACCOUNT]), ("undated", [UNDATED])],
)
def test_a_caveat_is_told_where_it_is_of_some_finding(category: str, counted: list[str]) -> None:
    told = describe(Question.of(category=category), current_version()).caveats
    begins = [ALWAYS[0], *counted, *ALWAYS[1:]]
    assert [said[: len(begin)] for said, begin in zip(told, begins, strict=True)] == begins


@pytest.mark.usefixtures("four")
def test_a_caveat_of_several_findings_speaks_of_several() -> None:
    make.make_finding(
        category=make.make_category("others"),
        support="single",
        period_start=None,
        period_end=None,
        citations=[(make.make_source(consulted=False), "origin")],
    )
    publish_everything()
    told = describe(Question(), current_version()).caveats
    assert [sentence for sentence in told if " of 5 findings " in sentence] == [
        "2 of 5 findings are at second hand: the editors have not read the document that makes the claim.",
        (
            "2 of 5 findings rest on one published account. "
            "How well a claim is attested is no measure of whether it is true."
        ),
        (
            "2 of 5 findings state no period: a filter by year or by date leaves such findings out, "
            "and they stand last in an order by period."
        ),
    ]
