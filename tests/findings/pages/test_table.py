"""The table of a list: which of its headings sort, and which way it is sorted."""

from __future__ import annotations

import pytest

from findings.pages.looks import Look
from findings.pages.table import COLUMNS, table_part
from findings.queries.questions import Question

TABLE = "/findings/?view=table"
BY_REFERENCE, EARLIEST, LATEST = (
    f"/findings/?sort={order}&view=table" for order in ("reference", "earliest", "latest")
)


@pytest.mark.parametrize(
    ("question", "sorted_by"),
    [
        (Question(), {"Reference": (BY_REFERENCE, ""), "Period": (EARLIEST, "descending")}),
        (Question(sort="earliest", page=3), {"Reference": (BY_REFERENCE, ""), "Period": (TABLE, "ascending")}),
        (Question(sort="reference"), {"Reference": ("", "ascending"), "Period": (TABLE, "")}),
        (Question(sort="published"), {"Reference": (BY_REFERENCE, ""), "Period": (TABLE, "")}),
    ],
)
def test_a_heading_sorts_and_then_the_other_way_round(
    question: Question, sorted_by: dict[str, tuple[str, str]]
) -> None:
    table = table_part(question, [], tuple(COLUMNS), Look(view="table").url)
    headings = [table.reference, *table.headings]
    assert [each.label for each in headings] == ["Reference", *(str(each.label) for each in COLUMNS.values())]
    assert {each.label: (each.url, each.sorted) for each in headings if each.url or each.sorted} == sorted_by


def test_among_words_the_best_fit_is_first_until_a_heading_sorts() -> None:
    table = table_part(Question(text="coal"), [], ("period",), Look(view="table").url)
    (period,) = table.headings
    assert (period.url, period.sorted) == (LATEST.replace("?", "?q=coal&"), "")
