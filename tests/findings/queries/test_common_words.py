"""Sets of the frequent words, held against what PostgreSQL finds itself."""

from __future__ import annotations

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyroaring import BitMap

from findings.models import FindingText
from findings.queries import common_words
from findings.queries.common_words import CommonWords, read_common_words
from tests import factories as make
from tests.findings.publish import publish_everything

#: Plain words, a word of two, one that is looked for in no text, one with signs that a tsquery writes twice.
WORDS = ["coal", "oil", "ships", "ship-to-ship", "the", "zinc", "o'neill", "c:\\\\oil", "S/2019/171"]
SUMMARIES = [
    "Coal and oil by ships.",
    "Oil, from ship-to-ship.",
    "Of coal: see S/2019/171, O'Neill.",
    "Ships carry oil and coal.",
    "Nothing.",
    "C:\\\\oil or C:\\\\coal, and oil.",
]


@pytest.fixture
def texts(db: None) -> BitMap:
    """The positions of six findings."""
    for summary in SUMMARIES:
        make.make_finding(summary=summary)
    publish_everything()
    return BitMap(FindingText.objects.values_list("pk", flat=True))


phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(lambda words: f'"{" ".join(words)}"')
terms = st.tuples(st.sampled_from(["", "", "-", "-("]), st.sampled_from(WORDS) | phrases).map("".join)
searches = st.lists(terms | st.just("or"), max_size=7).map(" ".join) | st.text(max_size=20).filter(
    lambda text: "\x00" not in text
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(search=searches, kept=st.sets(st.sampled_from(["'coal'", "'oil'", "'ship'", "'zinc'", "'ship-to-ship'"])))
def test_sets_answer_as_postgresql_does(texts: BitMap, search: str, kept: set[str]) -> None:
    words = CommonWords(common_words._found(sorted(kept)))
    assert words.having(search, texts) == found(search)


def found(search: str) -> BitMap:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT position FROM findings_findingtext WHERE search @@ websearch_to_tsquery('english', %s)", [search]
        )
        return BitMap(position for (position,) in cursor)


@pytest.mark.parametrize(
    ("search", "asked"),
    [
        ("coal oil", []),
        ("coal -oil", []),
        ("coal nickel", ["'nickel'"]),
        ("coal nickel zinc", ["( 'nickel' & 'zinc' )"]),
        ("coal nickel -zinc", ["( 'nickel' & !'zinc' )"]),
        ("coal -zinc", ["'zinc'"]),
        ("nickel or zinc", ["( 'nickel' | 'zinc' )"]),
        ('coal "oil tanker"', ["( 'oil' <-> 'tanker' )"]),
        ("nickel zinc or lead", ["( ( 'nickel' & 'zinc' ) | 'lead' )"]),
        ("-nickel", ["'nickel'"]),
        ("the", None),
    ],
)
def test_postgresql_is_asked_for_no_more_than_is_not_kept(
    db: None, monkeypatch: pytest.MonkeyPatch, search: str, asked: list[str] | None
) -> None:
    said: list[str] = []

    def find(queries: list[str]) -> dict[str, BitMap]:
        said.extend(queries)
        return {query: BitMap() for query in queries}

    monkeypatch.setattr(common_words, "_found", find)
    CommonWords({"'coal'": BitMap(), "'oil'": BitMap()}).having(search, BitMap())
    assert said == (asked or [])


def test_the_most_frequent_words_are_kept_within_bounds(texts: BitMap, monkeypatch: pytest.MonkeyPatch) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE findings_findingtext")
    monkeypatch.setattr(common_words, "COMMON", 3)
    every = read_common_words(texts).sets
    assert {word: every.get(word) for word in ["'coal'", "'oil'", "'zinc'"]} == {
        "'coal'": found("coal"),
        "'oil'": found("oil"),
        "'zinc'": None,
    }
    assert min(map(len, every.values())) >= 3
    first = list(every)[:2]
    monkeypatch.setattr(common_words, "MOST_WORDS", 2)
    assert list(read_common_words(texts).sets) == first
    monkeypatch.setattr(common_words, "MOST_BYTES", len(every[first[0]].serialize()))
    assert list(read_common_words(texts).sets) == first[:1]
    monkeypatch.setattr(common_words, "COMMON", 1000)
    assert read_common_words(texts).sets == {}
