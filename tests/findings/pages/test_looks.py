"""The addresses of the ways to look at a set of findings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings.languages import LANGUAGES, speaking
from findings.pages.looks import MAPS, VIEWS, Look
from findings.pages.table import COLUMNS
from findings.partial_dates import PartialDate
from findings.queries.filters import FILTERS
from findings.queries.questions import ORDERS, Question
from tests.fuzzing import examples

#: Values as addresses have them, and signs that an address has to escape.
VALUES = st.sampled_from(["angara", "RU", "kp/nampo", "2397-5", "2024", "a b&c=d", "é%00", "+", "~"])
CHOSEN = st.lists(VALUES, min_size=1, max_size=3, unique=True).map(tuple)
DATES = st.none() | st.sampled_from([PartialDate("2024"), PartialDate("2024-03")])
QUESTIONS = st.builds(
    Question,
    chosen=st.dictionaries(st.sampled_from(list(FILTERS)), CHOSEN, max_size=4),
    page=st.integers(1, 3),
    text=st.sampled_from(["", "oil", 'sea "%00" & ~', "석탄"]),
    since=DATES,
    until=DATES,
    sort=st.sampled_from(["", *ORDERS]),
    as_of=st.none() | st.integers(1, 9),
)
LOOKS = st.builds(
    Look,
    view=st.sampled_from(list(VIEWS)),
    columns=st.lists(st.sampled_from(list(COLUMNS)), max_size=2, unique=True).map(tuple),
    of=st.sampled_from(["", "actor"]),
    containing=st.sampled_from(["", "%00 x"]),
    map=st.sampled_from(MAPS),
)


@given(
    question=QUESTIONS,
    look=LOOKS,
    name=st.sampled_from(list(FILTERS)),
    values=st.lists(VALUES, max_size=4),
    language=st.sampled_from(list(LANGUAGES)),
)
@examples(300)
def test_the_address_of_each_value_is_that_of_the_question_with_it(
    question: Question, look: Look, name: str, values: list[str], language: str
) -> None:
    values = [*values, *question.chosen.get(name, ())]
    with speaking(language):
        url = look.url_toggling(question, name)
        assert [url(each) for each in values] == [look.url(question.toggled(name, each)) for each in values]


@pytest.mark.parametrize(
    ("language", "addresses"),
    [("en", ["/findings/", "/findings/?actor=angara"]), ("ko", ["/ko/findings/", "/ko/findings/?actor=angara"])],
)
def test_a_list_has_its_address_in_each_language(language: str, addresses: list[str]) -> None:
    with speaking(language):
        assert [Look().url(Question()), Look().url(Question.of(actor="angara"))] == addresses
