"""Two or more values of one filter, side by side: each counted as if it alone had been chosen."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from findings.queries.facets import Counts, counts
from findings.queries.filters import FILTERS
from findings.queries.questions import Question, UnanswerableError

#: The facets that a comparison counts by.
SIDES = ("category", "year", "role", "report", "country")
#: How many values can be set side by side: a page is so wide.
MOST = 6


@dataclass(frozen=True, slots=True)
class Compared:
    """One of the values, the question for it alone, and its counts."""

    key: str
    question: Question
    counts: Counts


def compare(question: Question, name: str) -> tuple[list[Compared], int | None]:
    """The chosen values of filter `name`, each by itself, and how many findings have all of them.

    The number is None where a finding has one value only. Two statements a value at most, and one more. Raises
    UnanswerableError where more than MOST are chosen.
    """
    values = question.chosen[name]
    if len(values) > MOST:
        raise UnanswerableError(
            [_("At most %(most)s can be compared; %(chosen)s are chosen.") % {"most": MOST, "chosen": len(values)}]
        )
    alone = {key: replace(question, chosen={**question.chosen, name: (key,)}, page=1) for key in values}
    compared = [Compared(key, each, counts(each, facets=SIDES, size=200)) for key, each in alone.items()]
    column = FILTERS[name]
    if not column.is_array:
        return compared, None
    stored = [column.stored(value) for value in values]
    having_all = question.entries(lifted=name).filter(**{f"{column.field_name}__contains": stored})
    return compared, having_all.count()
