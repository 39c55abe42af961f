"""Dates as people write them in a filter."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings.partial_dates import PartialDate, PartialDateError
from findings.queries.dates import read_date

WRITTEN = {
    "2024": "2024",
    "2024-03": "2024-03",
    "2024-03-26": "2024-03-26",
    "March 2024": "2024-03",
    "march  2024": "2024-03",
    "Mar. 2024": "2024-03",
    "Sept 2023": "2023-09",
    "26 March 2024": "2024-03-26",
    "6. December 2017": "2017-12-06",
    "2024/03": "2024-03",
    "2024-3-6": "2024-03-06",
    "03/2024": "2024-03",
    "March 26, 2024": "2024-03-26",
    "26th March 2024": "2024-03-26",
    "1er août 2024": "2024-08-01",
    "2024년 3월": "2024-03",
    "2024年3月26日": "2024-03-26",
    "2024年": "2024",
}


@pytest.mark.parametrize(("written", "meant"), WRITTEN.items())
def test_a_date_is_read_at_the_precision_it_was_written_with(written: str, meant: str) -> None:
    assert read_date(written) == PartialDate(meant)


REFUSED = {
    "Marsh 2024x": "“Marsh 2024x” is not a date. Write 2024, 2024-03, March 2024 or 2024-03-26.",
    "marble 2024": "“marble 2024” is not a date. Write 2024, 2024-03, March 2024 or 2024-03-26.",
    "03/04/2024": "“03/04/2024” is not a date. Write 2024, 2024-03, March 2024 or 2024-03-26.",  # March, or April?
    "2024-02-30": "“2024-02-30” is a date that does not exist.",
    "30 February 2024": "“2024-02-30” is a date that does not exist.",
    "²": "“²” is not a date. Write 2024, 2024-03, March 2024 or 2024-03-26.",
}


@pytest.mark.parametrize(("written", "sentence"), REFUSED.items())
def test_what_is_no_date_is_refused_with_what_would_be_right(written: str, sentence: str) -> None:
    with pytest.raises(PartialDateError) as refused:
        read_date(written)
    assert str(refused.value) == sentence


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_a_sentence(text: str) -> None:
    with contextlib.suppress(PartialDateError):
        date = read_date(text)
        assert date.earliest <= date.latest
