"""YAML → plain data with lines: what is read, and that both parsers of the library read the same."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from findings.curation import marked
from findings.curation.marked import Data, Lines, UnreadableYamlError, Where, decoded, line_of, parse


def read(text: str) -> tuple[Data, Lines, list[tuple[int, Where, str, str]]]:
    complaints: list[tuple[int, Where, str, str]] = []
    data, lines = parse(text, lambda *complaint: complaints.append(complaint))
    return data, lines, complaints


def test_scalars_stay_text() -> None:
    data, _, _ = read(
        "country: NO\nnumber: 1e3\ndate: 2023-09-01\nyear: 2023\noctal: 017\ntruth: yes\ntext: 'null'\nnothing:\n"
        "tilde: ~\nlong: >-\n  one\n  two\n\n  three\n"
    )

    assert data == {
        "country": "NO",
        "number": "1e3",
        "date": "2023-09-01",
        "year": "2023",
        "octal": "017",
        "truth": "yes",
        "text": "null",
        "nothing": None,
        "tilde": None,
        "long": "one two\nthree",
    }


def test_every_value_knows_its_line() -> None:
    _, lines, _ = read("a:\n  - b: 1\n    c: >-\n      text\n      more\n  - d:\n      e: [f, g]\n")

    assert {path: line_of(lines, path) for path in PATHS} == PATHS


PATHS: dict[tuple[str | int, ...], int] = {
    (): 1,
    ("a",): 1,
    ("a", 0): 2,
    ("a", 0, "b"): 2,
    ("a", 0, "c"): 3,
    ("a", 1): 6,
    ("a", 1, "d", "e"): 7,
    ("a", 1, "d", "e", 1): 7,
    # Of what is not there, the nearest thing around it.
    ("a", 1, "x"): 6,
    ("a", 7, "x"): 1,
}


def test_text_is_settled() -> None:
    """Unicode NFC, one kind of line end: equal texts are equal bytes."""
    data, _, _ = read('one: "e\\u0301"\ntwo: "a\\r\\nb\\rc"\n')

    assert data == {"one": "é", "two": "a\nb\nc"}


def test_a_name_given_twice_keeps_its_first_value() -> None:
    data, _, complaints = read("a: 1\nb:\n  - x\n  - c: 1\n    c: 2\na: 3\n")

    assert data == {"a": "1", "b": ["x", {"c": "1"}]}
    assert complaints == [
        (5, ("b", 1), "“c” is given twice, first on line 4", "keep one of the two"),
        (6, (), "“a” is given twice, first on line 1", "keep one of the two"),
    ]


def test_a_byte_order_mark_is_no_text() -> None:
    assert decoded(b"\xef\xbb\xbfa: 1") == "a: 1"


YAML_WORDS = st.sampled_from(
    (
        *("a", "b:", "- ", "\n", "  ", "[", "]", "{", "}", ", ", ": ", "'", '"', "# ", ">-\n", "|", "&x ", "*x", "!t "),
        *("~", "null", "---\n", "...\n", "?", "%", "é", "e\u0301", "\t", "\u2028", "\x85", "\\", "1.5", "<<: "),
    )
)


@pytest.mark.parametrize("loader", dict.fromkeys([marked._LOADER, yaml.SafeLoader]), ids=lambda loader: loader.__name__)
@given(text=st.lists(YAML_WORDS, max_size=25).map("".join))
def test_any_text_is_read_or_refused_with_a_sentence(loader: type, text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(marked, "_LOADER", loader)
        try:
            data, lines, _ = read(text)
            line, said = line_of(lines, ()), "data"
        except UnreadableYamlError as error:
            data, line, said = None, max(1, error.line), error.problem and error.remedy

    assert line >= 1
    assert said
    assert isinstance(data, str | list | dict | None)
