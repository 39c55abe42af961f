"""The languages of the interface: which an address is in, and how each writes dates and numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext, ngettext, pgettext

from findings.languages import (
    bracketed,
    in_english,
    inside,
    joined,
    labelled,
    language_of,
    recorded,
    speaking,
    within,
    without_language,
    written,
)
from findings.pages.words import figure
from findings.partial_dates import PartialDate, period_in_words


@pytest.mark.parametrize(
    ("path", "language", "in_english_is", "in_korean_is"),
    [
        ("/", "en", "/", "/ko/"),
        ("/findings/", "en", "/findings/", "/ko/findings/"),
        ("/ko/", "ko", "/", "/ko/"),
        ("/fr/findings/?q=fr", "fr", "/findings/?q=fr", "/ko/findings/?q=fr"),
        ("/de/findings/", "en", "/de/findings/", "/ko/de/findings/"),
        ("/korea/", "en", "/korea/", "/ko/korea/"),
    ],
)
def test_the_beginning_of_an_address_says_its_language(
    path: str, language: str, in_english_is: str, in_korean_is: str
) -> None:
    assert (language_of(path), without_language(path), within(path, "ko")) == (language, in_english_is, in_korean_is)


def test_a_language_in_capitals_is_the_language() -> None:
    assert [language_of(path) for path in ("/KO/findings/", "/Ko", "/ko", "/", "")] == ["ko", "ko", "ko", "en", "en"]


@pytest.mark.parametrize(
    ("language", "year", "month", "day", "first", "short"),
    [
        ("en", "2024", "March 2024", "26\u00a0March 2024", "1\u00a0March 2024", "26\u00a0Mar 2024"),
        (
            "ko",
            "2024년",
            "2024년\u00a03월",
            "2024년\u00a03월\u00a026일",
            "2024년\u00a03월\u00a01일",
            "2024년\u00a03월\u00a026일",
        ),
        ("ja", "2024年", "2024年3月", "2024年3月26日", "2024年3月1日", "2024年3月26日"),
        ("fr", "2024", "mars 2024", "26\u00a0mars 2024", "1er\u00a0mars 2024", "26\u00a0mars 2024"),
    ],
)
def test_a_date_keeps_its_precision_in_every_language(
    language: str, year: str, month: str, day: str, first: str, short: str
) -> None:
    with speaking(language):
        said = [PartialDate(text).in_words() for text in ("2024", "2024-03", "2024-03-26", "2024-03-01")]
        assert [*said, PartialDate("2024-03-26").in_words(short=True)] == [year, month, day, first, short]


@pytest.mark.parametrize(
    ("language", "within_a_year", "across_years"),
    [
        ("en", "Mar–Oct 2024", "Dec 2023 – 5\u00a0Mar 2024"),
        ("ko", "2024년\u00a03월 ~ 10월", "2023년\u00a012월 ~ 2024년\u00a03월\u00a05일"),
        ("ja", "2024年3月～10月", "2023年12月～2024年3月5日"),
        ("fr", "mars–octobre 2024", "décembre 2023 – 5\u00a0mars 2024"),
    ],
)
def test_a_period_says_its_year_once_where_the_language_has_it(
    language: str, within_a_year: str, across_years: str
) -> None:
    with speaking(language):
        assert period_in_words(PartialDate("2024-03"), PartialDate("2024-10"), short=True) == within_a_year
        assert period_in_words(PartialDate("2023-12"), PartialDate("2024-03-05"), short=True) == across_years


@pytest.mark.parametrize(
    ("language", "whole", "decimal"),
    [
        ("en", "2,840,000", "17,413.960"),
        ("ko", "2,840,000", "17,413.960"),
        ("ja", "2,840,000", "17,413.960"),
        ("fr", "2\u202f840\u202f000", "17\u202f413,960"),
    ],
)
def test_a_number_has_the_separators_of_the_language_and_all_its_digits(
    language: str, whole: str, decimal: str
) -> None:
    with speaking(language):
        assert (written(2_840_000), written(Decimal("17413.960"))) == (whole, decimal)


@pytest.mark.parametrize(
    ("language", "label", "aside", "listed", "strongly"),
    [
        ("en", "Role: carrier", "Angara (carrier)", "one, two", "one; two"),
        ("ko", "Role: carrier", "Angara(carrier)", "one, two", "one; two"),
        ("ja", "Role：carrier", "Angara（carrier）", "one、two", "one；two"),
        ("fr", "Role\u202f: carrier", "Angara (carrier)", "one, two", "one\u202f; two"),
    ],
)
def test_what_stands_between_words_is_that_of_the_language(
    language: str, label: str, aside: str, listed: str, strongly: str
) -> None:
    with speaking(language):
        assert [
            labelled("Role", "carrier"),
            bracketed("Angara", "carrier"),
            joined(["one", "two"]),
            joined(["one", "two"], strongly=True),
        ] == [label, aside, listed, strongly]


def test_words_beside_html_are_escaped() -> None:
    marked = mark_safe("<b>")
    told = [labelled("a & b", marked), bracketed(marked, "<i>"), joined(["<i>", marked]), labelled("a & b", "<i>")]
    assert told == ["a &amp; b: <b>", "<b> (&lt;i&gt;)", "&lt;i&gt;, <b>", "a & b: <i>"]


@pytest.mark.parametrize(
    ("language", "amount"),
    [
        ("en", "US$\u00a02,840,000"),
        ("ko", "US$\u00a02,840,000"),
        ("ja", "US$\u00a02,840,000"),
        ("fr", "2\u202f840\u202f000\u00a0$\u00a0É.-U."),
    ],
)
def test_a_currency_stands_where_the_language_has_it(language: str, amount: str) -> None:
    with speaking(language):
        assert figure({"low": "2840000", "high": None, "unit": "USD", "qualifier": "exact"}) == amount


def test_a_label_inside_a_sentence_begins_small_but_for_the_french_state() -> None:
    told = {}
    for language, labels in {"en": ["Research group"], "fr": ["Étape", "État", "Rapport du Groupe"]}.items():
        with speaking(language):
            told[language] = [inside(each) for each in labels]
    assert told == {"en": ["research group"], "fr": ["étape", "État", "rapport du Groupe"]}


def test_recorded_words_are_marked_on_a_page_in_another_language_alone() -> None:
    with speaking("en"):
        assert recorded("Fish & ships") == "Fish & ships"
    with speaking("ko"):
        assert [recorded("Fish & ships"), recorded("")] == ['<span lang="en">Fish &amp; ships</span>', ""]


def test_what_is_in_english_leaves_the_language_of_the_page_as_it_was() -> None:
    in_words = in_english(PartialDate.in_words)
    with speaking("fr"):
        assert (in_words(PartialDate("2024-03")), get_language()) == ("March 2024", "fr")


def test_english_is_said_without_a_look_into_a_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor does it ask Django which language is active, which takes as long as the look."""
    with speaking("fr"):
        translated = [gettext("Findings"), pgettext("part of a whole", "Share")]
    monkeypatch.setattr("django.utils.translation.trans_real._active", None)  # what a look needs
    said = [gettext("Findings"), pgettext("part of a whole", "Share"), *(ngettext("one", "many", n) for n in (1, 2))]
    assert (translated, said) == (["Constatations", "Part"], ["Findings", "Share", "one", "many"])
