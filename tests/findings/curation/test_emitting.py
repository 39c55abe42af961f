"""Every text that a record can hold comes back from the file as it was, in a file that keeps its form."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from findings.curation import marked
from findings.curation.emitting import WIDTH, item, mapping
from findings.curation.marked import parse, settled
from findings.curation.schema import Actor, Citation, Finding, Identifier


def read(lines: list[str]) -> Any:
    """What the lines say, to the parser in C and to the one in Python."""
    text = "\n".join([*lines, ""])
    quick, _ = parse(text, lambda *_complaint: None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(marked, "_LOADER", yaml.SafeLoader)
        slow, _ = parse(text, lambda *_complaint: None)
    assert quick == slow
    return quick


CHARACTERS = st.one_of(
    st.sampled_from("ab é:#-'\"\\,[]{}&*!|>%@`?~=<.0123456789\n "),
    st.characters(codec="utf-8", exclude_characters="\r"),
)
TEXTS = st.text(CHARACTERS, min_size=1, max_size=300).map(settled)
LONG_TEXTS = st.lists(st.text(CHARACTERS, min_size=1, max_size=12), min_size=20, max_size=60).map(" ".join).map(settled)


@given(st.one_of(TEXTS, LONG_TEXTS))
@example("null")
@example("2023-09-01")
@example("1e3")
@example("yes")
@example("- a")
@example("a: b")
@example("a #b")
@example("a\n\nb\n c")
@example("x" * 300)
@example(" a  b " * 40)
@example("word " * 30 + "\n" + "word " * 30 + "end")
def test_any_text_comes_back(text: str) -> None:
    citation = {"source": "a", "relation": "origin", "supports": text}

    assert read(item(Citation, citation, 2)) == [citation]


@given(st.lists(TEXTS, min_size=1, max_size=5), TEXTS)
def test_any_list_and_any_row_in_braces_comes_back(names: list[str], value: str) -> None:
    actor = {"slug": "a", "aliases": names, "identifiers": [{"scheme": "ofac", "value": value}]}

    assert read(mapping(Actor, actor, 0)) == actor


def test_long_texts_are_folded_and_short_ones_stand_on_their_line() -> None:
    words = " ".join(["word"] * 50)

    lines = mapping(Finding, {"title": "Short: but with a colon", "summary": words, "support": "single"}, 4)

    assert lines[:2] == ["    title: 'Short: but with a colon'", "    summary: >-"]
    assert lines[-1] == "    support: single"
    assert [len(line) for line in lines[2:-1]] == [115, 115, 35]
    assert max(map(len, lines)) <= WIDTH


def test_a_word_that_yaml_takes_for_something_else_is_quoted() -> None:
    finding = {"period": {"start": "2023", "end": "2023-09-01"}, "provisions": ["1718-8-a-b", "2321-26-28"]}

    assert mapping(Finding, finding, 0) == [
        "period: {start: 2023, end: 2023-09-01}",
        "provisions: [1718-8-a-b, '2321-26-28']",
    ]
    assert item(Identifier, {"scheme": "imo", "value": "9179842"}, 0) == ["- {scheme: imo, value: '9179842'}"]
