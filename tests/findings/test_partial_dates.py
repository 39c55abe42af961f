"""Partial dates: what is one, what it can mean, how it is said; and that the database means the same by it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from findings.partial_dates import PartialDate, PartialDateError, period_in_words


def parsed_or_none(text: str) -> PartialDate | None:
    """The date, or None where the text is none. Any other exception is a failure."""
    try:
        return PartialDate.parse(text)
    except PartialDateError:
        return None


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    day = draw(st.dates()).isoformat()
    return PartialDate.parse(day[: draw(st.sampled_from([4, 7, 10]))])


#: Texts of any kind, and texts that nearly are dates. (No text in PostgreSQL holds a NUL or half a surrogate pair.)
ANY_TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)
NEARLY_DATES = st.from_regex(r"[0-9]{3,5}(-[0-9]{1,3}(-[0-9]{1,3})?)?\n?", fullmatch=True)
SHAPED_AS_DATES = st.from_regex(r"[0-9]{4}-(0[0-9]|1[0-3])(-[0-3][0-9])?", fullmatch=True)


@pytest.mark.parametrize(
    ("text", "precision", "earliest", "latest", "words", "short"),
    [
        ("2024", "year", "2024-01-01", "2024-12-31", "2024", "2024"),
        ("2024-03", "month", "2024-03-01", "2024-03-31", "March 2024", "Mar 2024"),
        ("2024-03-26", "day", "2024-03-26", "2024-03-26", "26\u00a0March 2024", "26\u00a0Mar 2024"),
        ("2024-03-06", "day", "2024-03-06", "2024-03-06", "6\u00a0March 2024", "6\u00a0Mar 2024"),
        ("2024-02", "month", "2024-02-01", "2024-02-29", "February 2024", "Feb 2024"),
        ("2023-02", "month", "2023-02-01", "2023-02-28", "February 2023", "Feb 2023"),
        ("1900-02", "month", "1900-02-01", "1900-02-28", "February 1900", "Feb 1900"),
        ("2000-02-29", "day", "2000-02-29", "2000-02-29", "29\u00a0February 2000", "29\u00a0Feb 2000"),
        ("9999-12", "month", "9999-12-01", "9999-12-31", "December 9999", "Dec 9999"),
    ],
)
def test_a_date_keeps_its_precision(
    text: str, precision: str, earliest: str, latest: str, words: str, short: str
) -> None:
    date = PartialDate.parse(text)
    assert (str(date), date.precision) == (text, precision)
    assert (date.earliest.isoformat(), date.latest.isoformat()) == (earliest, latest)
    assert (date.in_words(), date.in_words(short=True)) == (words, short)


@pytest.mark.parametrize(
    "text",
    ["", " ", "March 2024", "24", "2024-3", "2024-03-6", "2024/03", "2024-03-26T00:00", "2024 ", "2024\n", "２０２４"],
)
def test_another_text_is_refused_with_what_would_be_right(text: str) -> None:
    with pytest.raises(PartialDateError) as refusal:
        PartialDate.parse(text)
    assert str(refusal.value) == (
        f"“{text}” is not a date. Write a year (2024), a month (2024-03) or a day (2024-03-26)."
    )


@pytest.mark.parametrize(
    "text", ["0000", "2024-00", "2024-13", "2024-03-00", "2024-02-30", "2023-02-29", "1900-02-29", "2024-04-31"]
)
def test_a_date_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(PartialDateError) as refusal:
        PartialDate.parse(text)
    assert str(refusal.value) == f"“{text}” is a date that does not exist."


@pytest.mark.parametrize(
    ("start", "end", "words", "short"),
    [
        ("", "", "", ""),
        ("2023-09", "", "since September 2023", "since Sep 2023"),
        ("", "2022-09-07", "until 7\u00a0September 2022", "until 7\u00a0Sep 2022"),
        ("2024", "2024", "2024", "2024"),
        ("2017-12-09", "2017-12-09", "9\u00a0December 2017", "9\u00a0Dec 2017"),
        ("2019", "2020", "2019 to 2020", "2019–2020"),
        ("2024-03", "2024-10", "March to October 2024", "Mar–Oct 2024"),
        ("2023-09", "2024-03", "September 2023 to March 2024", "Sep 2023–Mar 2024"),
        ("2024-03-01", "2024-03-26", "1\u00a0March to 26\u00a0March 2024", "1\u00a0Mar – 26\u00a0Mar 2024"),
        (
            "2023-12-31",
            "2024-01-01",
            "31\u00a0December 2023 to 1\u00a0January 2024",
            "31\u00a0Dec 2023 – 1\u00a0Jan 2024",
        ),
        ("2024-03", "2024-03-26", "March to 26\u00a0March 2024", "Mar – 26\u00a0Mar 2024"),
        ("2024", "2024-10", "2024 to October 2024", "2024–Oct 2024"),
        ("2024-03", "2024", "March 2024 to 2024", "Mar 2024–2024"),
    ],
)
def test_a_period_is_said_as_a_reader_says_it(start: str, end: str, words: str, short: str) -> None:
    assert period_in_words(parsed_or_none(start), parsed_or_none(end)) == words
    assert period_in_words(parsed_or_none(start), parsed_or_none(end), short=True) == short


@given(partial_dates())
def test_what_is_printed_is_what_was_written(date: PartialDate) -> None:
    assert PartialDate.parse(str(date)) == date


@given(partial_dates())
def test_bounds_are_ordered_and_lie_within_the_date(date: PartialDate) -> None:
    assert date.earliest <= date.latest
    assert date.earliest.isoformat().startswith(date.text)
    assert date.latest.isoformat().startswith(date.text)


@given(partial_dates())
def test_the_day_after_the_last_one_is_outside(date: PartialDate) -> None:
    if date.latest < dt.date.max:
        assert not (date.latest + dt.timedelta(days=1)).isoformat().startswith(date.text)
    if date.earliest > dt.date.min:
        assert not (date.earliest - dt.timedelta(days=1)).isoformat().startswith(date.text)


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # it only reads
@given(st.lists(ANY_TEXT | NEARLY_DATES | SHAPED_AS_DATES | partial_dates().map(str), min_size=1))
@example(["", "2024", "2024\n", "2024-00", "2024-02-29", "2023-02-29", "0000", "0001", "9999-12", "9999-12-31"])
def test_the_database_means_the_same_by_a_text(texts: list[str]) -> None:
    dates = [(text, parsed_or_none(text)) for text in texts]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT text, partial_date_earliest(text), partial_date_latest(text)"
            " FROM unnest(%s::text[]) WITH ORDINALITY AS given (text, n) ORDER BY n",
            [texts],
        )
        assert cursor.fetchall() == [(text, date and date.earliest, date and date.latest) for text, date in dates]
