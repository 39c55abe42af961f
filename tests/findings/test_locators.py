"""Locators: what is understood, what is kept word for word, and that nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from findings import locators
from findings.locators import LocatorStep
from findings.vocabulary import LocatorKind

type Step = tuple[str, str, str, str, str]


def steps(text: str) -> list[Step]:
    """(kind, start, end, printed, joined) of each step."""
    return [(step.kind, step.start, step.end, step.printed, step.joined) for step in locators.parse(text)]


def but_for_white_space(text: str) -> list[str]:
    """The parts of a locator without white space; empty parts say nothing and are left out."""
    return [part for part in ("".join(part.split()) for part in text.split(";")) if part]


KINDS = ["p. ", "pp. ", "para", "Table ", "notes ", "§", "annex ", "see "]
VALUES = ["1", "21", "57-59", "3a", "IV", "B", "to", "–"]
JOINTS = [" ", "\u00a0", ",", ", ", " and ", ";", "; "]
#: Texts of any kind, and texts put together from what the grammar knows.
ANY_TEXT = st.text() | st.lists(st.sampled_from([*KINDS, *VALUES, *JOINTS]), max_size=12).map("".join)


@pytest.mark.parametrize(
    ("text", "kind", "start", "end"),
    [
        ("para 21", "paragraph", "21", ""),
        ("paras. 21-27", "paragraph", "21", "27"),
        ("paragraphs 21 to 27", "paragraph", "21", "27"),
        ("p. 91", "page", "91", ""),
        ("p.91", "page", "91", ""),
        ("P. 91", "page", "91", ""),
        ("pp. 57-59", "page", "57", "59"),
        ("pp. 57–59", "page", "57", "59"),
        ("page xii", "page", "xii", ""),
        ("Table 2", "table", "2", ""),
        ("Figure IV", "figure", "IV", ""),
        ("fig. 3b", "figure", "3b", ""),
        ("box 3", "box", "3", ""),
        ("Annex 17", "annex", "17", ""),
        ("Annex B", "annex", "B", ""),
        ("note 6", "note", "6", ""),
        ("foot-note 6", "note", "6", ""),
        ("endnote 6", "note", "6", ""),
        ("Section II", "section", "II", ""),
        ("§4", "section", "4", ""),
        ("sect. A", "section", "A", ""),
        ("entry 23778", "entry", "23778", ""),
    ],
)
def test_a_place_is_understood(text: str, kind: str, start: str, end: str) -> None:
    assert steps(text) == [(kind, start, end, text, "then")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" ; ;", []),
        (
            "p. 11, note 6; p. 38",
            [
                ("page", "11", "", "p. 11", "then"),
                ("note", "6", "", "note 6", "inside"),
                ("page", "38", "", "p. 38", "then"),
            ],
        ),
        (
            "p. 32; Tables 2 and 3",
            [
                ("page", "32", "", "p. 32", "then"),
                ("table", "2", "", "Tables 2", "then"),
                ("table", "3", "", "3", "and"),
            ],
        ),
        (
            "paras 21-27 and 35 and 40, note 6",
            [
                ("paragraph", "21", "27", "paras 21-27", "then"),
                ("paragraph", "35", "", "35", "and"),
                ("paragraph", "40", "", "40", "and"),
                ("note", "6", "", "note 6", "inside"),
            ],
        ),
        (
            "p.  5 ;KPe.066",
            [("page", "5", "", "p. 5", "then"), ("verbatim", "", "", "KPe.066", "then")],
        ),
    ],
)
def test_places_are_listed_and_stand_inside_each_other(text: str, expected: list[Step]) -> None:
    assert steps(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "KPe.066",
        "vessel rows",
        "notes to Tables 2 and 3",
        "quotes para 210 of S/2017/150",
        "cites paras 21-27 and 35 and annex 17 of the report",
        "MSMT/2026/1 p. 53, note 192",
        "p. 53, see above",
        "Tables 2 and the next",
        "p. 5,",
        # Words that begin as a kind does and hold no number.
        "tables",
        "annexe",
        "notes",
        "Annex civil",
        "paraX",
        "page ſ",
    ],
)
def test_what_is_not_understood_is_kept_word_for_word(text: str) -> None:
    assert steps(text) == [("verbatim", "", "", text, "then")]


@given(ANY_TEXT)
@example("p. 5;; p. 6;")
@example("p. 5 and 6 and")
@example("p. 5,\u2003note 6")
def test_nothing_is_lost_but_white_space(text: str) -> None:
    assert but_for_white_space(locators.printed(locators.parse(text))) == but_for_white_space(text)


@given(ANY_TEXT)
def test_what_is_printed_is_read_back_the_same(text: str) -> None:
    read = locators.parse(text)
    assert locators.parse(locators.printed(read)) == read


@given(ANY_TEXT)
def test_every_step_has_its_value_or_is_words(text: str) -> None:
    """As the database demands of a stored one: locator_kind_comes_with_its_value."""
    for step in locators.parse(text):
        assert step.printed == step.printed.strip() != ""
        assert (step.kind == LocatorKind.VERBATIM) == (step.start == "")
        assert step.end == "" or step.start != ""


def test_steps_are_printed_as_they_are_joined() -> None:
    note = LocatorStep(LocatorKind.NOTE, "6", "", "note 6")
    assert locators.printed([]) == ""
    assert locators.printed([note, LocatorStep(LocatorKind.NOTE, "7", "", "7", "and")]) == "note 6 and 7"


# Places in canonical form


@pytest.mark.parametrize("row", locators.GRAMMAR, ids=lambda row: row.word)
def test_the_grammar_that_readers_are_told_is_the_parser_s(row: locators.GrammarRow) -> None:
    assert [locators.canonical(locators.parse(text)) for text in row.printed] == [[place] for place in row.canonical]
    assert [locators.place_at(text) for text in row.printed] == list(row.canonical)
    assert {locators.place_steps(place)[-1].word for place in row.canonical} == {row.word}
    assert locators.CANONICAL[row.kind] == row.word


def test_the_grammar_has_a_row_for_every_kind_of_place() -> None:
    assert {row.kind for row in locators.GRAMMAR} == set(locators.CANONICAL)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("para-21", "para-21"),
        ("PARA-21", "para-21"),
        ("Paragraph 21", "para-21"),
        ("paragraph-21", "para-21"),
        ("pp. 57–59", "p-57-59"),
        ("p-11-note-6", "p-11-note-6"),
        ("annex-4-p-10", "annex-4-p-10"),
        ("annex-iv-table-a-b", "annex-iv-table-a-b"),
        ("paras. 1; 2", ""),
        ("p. 1; p. 2", ""),
        ("the third picture", ""),
        ("para", "para"),
        ("", ""),
        ("p-" * 500 + "!", ""),
    ],
)
def test_a_place_in_an_address_may_be_written_in_other_ways(text: str, place: str) -> None:
    assert locators.place_at(text) == place


@given(st.text(alphabet="p-ivxac0123 .,notepara", max_size=40))
def test_what_is_understood_is_in_canonical_form_and_stays_it(text: str) -> None:
    place = locators.place_at(text)
    assert place == "" or (locators.place_at(place) == place and locators.place_in_words(place))


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("para-21", "para. 21"),
        ("para-8-10", "paras. 8–10"),
        ("p-11-note-6", "p. 11, note 6"),
        ("p-xi", "p. xi"),
        ("annex-iv", "annex IV"),
        ("entry-14-16", "entries 14–16"),
        ("no place", "no place"),
    ],
)
def test_a_place_is_printed_as_a_citation_has_it(place: str, words: str) -> None:
    assert locators.place_in_words(place).replace("\u00a0", " ") == words


@pytest.mark.parametrize(
    ("one", "other", "touching", "holding"),
    [
        ("p-58", "p-57-59", True, False),
        ("p-57-59", "p-58", True, True),
        ("p-11", "p-11-note-6", True, False),
        ("p-11", "para-11", False, False),
        ("p-11", "p-12", False, False),
        ("p-57-59", "p-59-61", True, False),
        ("p-57-59", "p-58-59", True, True),
        ("p-57-59", "p-60-61", False, False),
        ("annex-iv", "annex-iv", True, True),
        ("annex-iv-vi", "annex-v", False, False),
        ("para-12a", "para-12b", False, False),
    ],
)
def test_places_touch_where_they_have_something_in_common(one: str, other: str, touching: bool, holding: bool) -> None:
    assert (locators.touch(one, other), locators.touch(other, one)) == (touching, touching)
    assert locators.holds(one, other) == holding


def test_places_stand_in_the_order_of_the_document() -> None:
    places = ["p-11-note-6", "table-2", "p-2", "para-100", "p-11", "para-21", "p-2-3"]
    assert sorted(places, key=locators.place_order) == [
        *("para-21", "para-100", "p-2", "p-2-3", "p-11", "p-11-note-6", "table-2"),
    ]
