"""Figures, dates and names in words, as tables of what readers meet."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings.pages import words


def quantity(qualifier: str, low: str | None, high: str | None, unit: str, measure: str = "") -> dict[str, Any]:
    return {"qualifier": qualifier, "low": low, "high": high, "unit": unit, "measure": measure}


@pytest.mark.parametrize(
    ("given_", "phrase", "note"),
    [
        (
            quantity("more_than", "20000", None, "containers"),
            "more than 20,000 containers",
            "A lower bound, as the source gives it: more than 20,000 containers. No upper bound is stated.",
        ),
        (
            quantity("at_least", "630000000", "1000000000", "USD"),
            "at least US$\u00a0630,000,000",
            (
                "A lower bound, as the source gives it: at least US$\u00a0630,000,000. "
                "It also names 1,000,000,000 as the high end."
            ),
        ),
        (
            quantity("at_least", "1", None, "vehicles"),
            "at least 1",
            "A lower bound, as the source gives it: at least 1. No upper bound is stated.",
        ),
        (
            quantity("up_to", None, "9000000", "rounds"),
            "up to 9,000,000 rounds",
            "An upper bound, as the source gives it: up to 9,000,000 rounds. No lower bound is stated.",
        ),
        (
            quantity("fewer_than", "5", "10", "vessels"),
            "fewer than 5–10 vessels",
            "An upper bound, as the source gives it: fewer than 5–10 vessels.",
        ),
        (
            quantity("about", "4200000", "5800000", "rounds"),
            "about 4,200,000–5,800,000 rounds",
            "An approximation, as the source gives it.",
        ),
        (quantity("about", "50", None, "percent"), "about 50%", "An approximation, as the source gives it."),
        (
            quantity("about", "17413.96", None, "ETH"),
            "about ETH\u00a017,413.96",
            "An approximation, as the source gives it.",
        ),
        (quantity("exact", "49", "49", "shipments"), "49 shipments", ""),
        (quantity("exact", "0", "0", "barrels"), "0 barrels", ""),
    ],
)
def test_a_figure_keeps_its_qualifier_and_says_what_bound_it_is(given_: dict[str, Any], phrase: str, note: str) -> None:
    assert (words.quantity_in_words(given_), words.bound_note(given_)) == (phrase, note)


@pytest.mark.parametrize(
    ("unit", "measure", "said"),
    [
        ("containers", "containers of munitions", "containers of munitions"),
        ("brigades", "brigade sets of heavy artillery", "brigade sets of heavy artillery"),
        ("barrels", "refined petroleum products", "barrels, refined petroleum products"),
        ("bottles", "Russian vodka", "bottles, Russian vodka"),
        ("rounds", "rocket-propelled grenades", "rounds, rocket-propelled grenades"),
        ("mm", "smallest calibre listed", "mm, smallest calibre listed"),
        ("hours", "working day", "hours, working day"),
        # The measure names more exactly what the unit counts.
        ("persons", "workers", "workers"),
        ("companies", "employers", "employers"),
        ("vessels", "tankers designated", "tankers designated"),
        # These stand at the figure itself.
        ("USD", "cryptocurrency stolen", "cryptocurrency stolen"),
        ("percent", "share of earnings", "share of earnings"),
    ],
)
def test_a_measure_says_its_unit_once(unit: str, measure: str, said: str) -> None:
    assert words.measure(quantity("exact", "1", "1", unit, measure)) == said


@given(st.decimals(min_value=0, max_value=10**15, places=2, allow_nan=False))
def test_a_number_is_never_rounded(value: Decimal) -> None:
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    shown = words.number(text)
    assert shown.replace(",", "") == text
    assert all(len(group) == 3 for group in shown.partition(".")[0].split(",")[1:])


@pytest.mark.parametrize(
    ("start", "end", "long", "short", "precision"),
    [
        ("2023-09", None, "since September 2023", "since Sep 2023", "known to the month"),
        (None, "2022-09-07", "until 7\u00a0September 2022", "until 7\u00a0Sep 2022", ""),
        ("2024", "2024", "2024", "2024", "known to the year"),
        ("2024-01", "2024-12", "January to December 2024", "Jan–Dec 2024", "known to the month"),
        ("2024-03-26", "2024-03", "26\u00a0March to March 2024", "26\u00a0Mar – Mar 2024", "known to the month"),
        (
            "2023-09",
            "2024-02-05",
            "September 2023 to 5\u00a0February 2024",
            "Sep 2023 – 5\u00a0Feb 2024",
            "known to the month",
        ),
        (None, None, "", "", ""),
    ],
)
def test_a_period_keeps_its_precision(
    start: str | None, end: str | None, long: str, short: str, precision: str
) -> None:
    document = {"period": {"start": start, "end": end}}
    assert (
        words.period_of(document),
        words.period_of(document, short=True),
        words.period_precision(document),
    ) == (long, short, precision)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2024-01 to 2025-04", "January 2024 to April 2025"),
        ("from 2016-02 on", "from February 2016 on"),
        ("S/2016-157 and 2024-13", "S/2016-157 and 2024-13"),
        ("the year 2024", "the year 2024"),
        ("", ""),
    ],
)
def test_dates_among_words_are_spelled_out(text: str, said: str) -> None:
    assert words.spelled_out(text) == said


def test_names_of_countries_languages_and_days() -> None:
    assert [
        words.country_name("RU"),
        words.country_name(""),
        words.language_name("ko"),
        words.language_name("xx"),
        words.partial_in_words("2024-03"),
        words.partial_in_words(None),
        words.date_in_words(dt.date(2026, 11, 3)),
    ] == ["Russian Federation", "", "Korean", "xx", "March 2024", "", "3\u00a0November 2026"]


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("en", "“a”"),
        ("ko", "“a”"),
        ("ja", "「a」"),
        ("ru", "«a»"),
        ("fr", "«\u00a0a\u00a0»"),
        ("de", "„a“"),
        ("sw", "“a”"),
    ],
)
def test_a_passage_stands_in_the_quotation_marks_of_its_language(language: str, marked: str) -> None:
    assert words.quoted("a", language) == marked
