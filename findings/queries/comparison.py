"""Two or more values of one filter, side by side: each counted as if it alone had been chosen."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from findings.queries.facets import Counts, counts
from findings.queries.filters import FILTERS
from findings.queries.lists import PAGE_SIZE, Row, rows_among
from findings.queries.paging import check_page
from findings.queries.questions import Question, UnanswerableError

#: The facets that a comparison counts by.
SIDES = ("category", "year", "role", "report", "country")
#: How many values can be set side by side: a page is so wide.
MOST = 6


@dataclass(frozen=True, slots=True)
class ComparedValue:
    """One of the values, the question for it alone, and its counts."""

    key: str
    question: Question
    counts: Counts


@dataclass(frozen=True, slots=True)
class Common:
    """The findings that have all of the values: how many, and the page of them that the question asks for."""

    total: int
    rows: list[Row]


def compare(question: Question, name: str) -> tuple[list[ComparedValue], Common | None]:
    """The chosen values of filter `name`, each by itself, and the findings that have all of them.

    These are None where a finding has one value only. Two statements a value at most, and two more. Raises
    UnanswerableError where more than MOST are chosen, or there is no such page.
    """
    values = question.chosen[name]
    if len(values) > MOST:
        raise UnanswerableError(
            [_("At most %(most)s can be compared; %(chosen)s are chosen.") % {"most": MOST, "chosen": len(values)}]
        )
    alone = {key: replace(question, chosen={**question.chosen, name: (key,)}, page=1) for key in values}
    compared = [ComparedValue(key, each, counts(each, facets=SIDES, size=200)) for key, each in alone.items()]
    column = FILTERS[name]
    if not column.is_array:
        return compared, None
    stored = [column.stored(value) for value in values]
    having_all = question.entries(lifted=name).filter(**{f"{column.field_name}__contains": stored})
    total = having_all.count()
    check_page(question.page, total, PAGE_SIZE)
    return compared, Common(total, rows_among(having_all, question) if total else [])
