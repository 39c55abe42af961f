"""Differences as a reader meets them: what each is called, and what stood and stands there, in words."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from findings.pages.differences import DifferencePart, difference_parts
from tests.findings.documents.test_differences import KINDS, stored, two_editions


def changed(kind: str, **members: Any) -> list[DifferencePart]:
    return difference_parts(stored(kind), stored(kind) | members)


def test_words_that_changed_are_marked_among_those_that_did_not() -> None:
    summary = "More than 21,000 containers of munitions went to the port of Vostochny."
    assert changed("finding", summary=summary) == [
        DifferencePart(
            label="Summary",
            kind="changed",
            kind_in_words="Changed",
            before="More than 20,000 containers of munitions went to the port of Vostochny.",
            after=summary,
            marks=(
                ("More than ", "same"),
                ("20,000", "removed"),
                ("21,000", "added"),
                (" containers of munitions went to the port of Vostochny.", "same"),
            ),
        )
    ]


def test_texts_with_too_little_in_common_stand_one_after_the_other() -> None:
    (part,) = changed("finding", title="Something else entirely")
    assert (part.label, part.after, part.marks) == ("Title", "Something else entirely", ())


def test_every_sign_of_a_script_without_spaces_is_a_word() -> None:
    (part,) = changed("source", title="監視チームが報告")
    assert part.marks == (("監視チームが報告", "same"), ("書", "removed"))


@pytest.mark.parametrize(
    ("kind", "members", "label", "before", "after"),
    [
        ("finding", {"support": "single"}, "How well attested", "Two or more accounts", "One account"),
        ("finding", {"at_second_hand": False}, "At second hand", "Yes", "No"),
        (
            "finding",
            {"period": {"start": "2023-09", "end": "2024-05"}},
            "Period",
            "since September 2023",
            "September 2023 to May 2024",
        ),
        ("finding", {"editors_note": ""}, "Editors’ note", "The end of the counting period is not known.", ""),
        ("finding", {"category": {"key": "cyber", "name": "Cyber"}}, "Category", "Arms transfers", "Cyber"),
        ("actor", {"country": "KP"}, "Country", "Russian Federation", "Democratic People's Republic of Korea"),
        ("source", {"language": "ko"}, "Language", "Japanese", "Korean"),
        ("source", {"published": "2025-06"}, "Date of publication", "30 May 2025", "June 2025"),
        ("report", {"source": None}, "Source", "Unlawful military cooperation", ""),
        ("category", {"position": 2}, "Place among the categories", "1", "2"),
    ],
)
def test_a_value_is_said_in_the_words_of_its_page(
    kind: str, members: dict[str, Any], label: str, before: str, after: str
) -> None:
    (part,) = changed(kind, **members)
    assert (part.label, part.before.replace("\u00a0", " "), part.after.replace("\u00a0", " ")) == (label, before, after)


def test_a_member_of_a_list_is_named() -> None:
    old, new = stored("finding"), stored("finding")
    new["quantities"][0]["low"] = "21000"
    new["involvements"][1]["role"] = "broker"
    new["citations"][2]["locators"][0]["printed"] = "para. 93"
    del new["citations"][1]
    assert [(part.label, part.kind, part.before, part.after) for part in difference_parts(old, new)] == [
        (
            "Quantity",
            "changed",
            "more than 20,000 containers of munitions",
            "more than 21,000 containers of munitions",
        ),
        ("Actor", "removed", "Angara (carrier)", ""),
        ("Actor", "added", "", "Angara (broker)"),
        (
            "Source",
            "removed",
            (
                "監視チームが報告書 (Kyodo). Relays it: The whole claim.; "
                "p. 11, note 6; paras. 8-10 and 12; the third picture"
            ),
            "",
        ),
        (
            "Source: Final report of the Panel of Experts (S/2024/215) (United Nations Security Council), place in it",
            "changed",
            "para. 92",
            "para. 93",
        ),
    ]


def test_a_quote_is_told_with_its_language() -> None:
    old, new = stored("finding"), stored("finding")
    new["citations"][2] |= {"quote": "지어낸 문장.", "quote_language": "ko"}
    label = "Source: Final report of the Panel of Experts (S/2024/215) (United Nations Security Council)"
    assert difference_parts(old, new) == [
        DifferencePart(f"{label}, quote", "added", "Added", "", "지어낸 문장.", language="ko"),
        DifferencePart(f"{label}, language of the quote", "added", "Added", "", "Korean"),
    ]
    assert [(part.before, part.language) for part in difference_parts(new, old)] == [
        ("지어낸 문장.", "ko"),
        ("Korean", ""),
    ]


def test_a_source_that_is_added_is_told_with_what_it_is_quoted_for() -> None:
    old, new = stored("finding"), stored("finding")
    new["citations"][2] |= {"quote": "An invented passage.", "quote_language": "en"}
    del old["citations"][2]
    (part,) = (each for each in difference_parts(old, new) if each.label == "Source")
    assert part.after.endswith("; “An invented passage.”")


def test_the_sources_of_a_detail_are_told_by_name_and_apart_from_the_detail() -> None:
    old, new = stored("finding"), stored("finding")
    first, second, *_ = (each["source"] for each in old["citations"])
    old["quantities"][0]["carried_by"] = [first["key"]]
    new["quantities"][0]["carried_by"] = [first["key"], second["key"]]
    new["period"]["carried_by"] = [second["key"]]
    new["involvements"][0]["carried_by"] = [first["key"]]
    figure = difference_parts(old, new)[1].label.removesuffix(", carried by")
    assert [(part.label, part.before, part.after) for part in difference_parts(old, new)] == [
        ("Period, carried by", "", second["publisher"]),
        (f"{figure}, carried by", first["publisher"], f"{first['publisher']}; {second['publisher']}"),
        (f"Actor: {new['involvements'][0]['actor']['name']}, carried by", "", first["publisher"]),
    ]
    assert figure.startswith("Quantity: ")


def test_a_figure_and_its_sources_that_both_change_are_two_differences() -> None:
    old, new = stored("finding"), stored("finding")
    source = old["citations"][0]["source"]
    new["quantities"][0] |= {"low": "1", "high": "1", "carried_by": [source["key"]]}
    told = [(part.kind, part.after) for part in difference_parts(old, new)]
    assert told[0][0] == "changed"
    assert source["publisher"] not in told[0][1]
    assert told[1:] == [("added", source["publisher"])]


def test_a_name_that_stands_in_two_places_is_said_once() -> None:
    old = stored("finding")
    old["involvements"].append({"actor": old["involvements"][1]["actor"], "role": "broker"})
    new = copy.deepcopy(old)
    for involvement in new["involvements"][1:]:
        involvement["actor"]["name"] = "Maia-1"
    assert [(part.label, part.before, part.after) for part in difference_parts(old, new)] == [
        ("Actor: Maia-1, name", "Angara", "Maia-1")
    ]


@given(two_editions())
def test_every_difference_has_a_name_and_the_marks_are_its_two_texts(editions: tuple[Any, Any]) -> None:
    for part in difference_parts(*_of_known_words(*editions)):
        assert part.label.strip()
        if part.marks:
            assert "".join(words for words, mark in part.marks if mark != "added") == part.before
            assert "".join(words for words, mark in part.marks if mark != "removed") == part.after


def _of_known_words(old: dict[str, Any], new: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The edit, where its words can be those of a document: of texts alone, since dates and choices are checked."""
    texts = ("title", "summary", "editors_note", "note", "name", "description", "definition", "aliases", "authors")
    return old, old | {name: new[name] for name in texts if name in old}


@given(st.text(max_size=30), st.text(max_size=30))
def test_marks_put_together_are_the_two_texts(before: str, after: str) -> None:
    for part in difference_parts({"title": before}, {"title": after}):
        if part.marks:
            assert "".join(words for words, mark in part.marks if mark != "added") == before
            assert "".join(words for words, mark in part.marks if mark != "removed") == after


def test_colour_is_not_all_that_tells_them_apart() -> None:
    (part,) = changed("finding", summary="More than 21,000 containers of munitions went to the port of Vostochny.")
    html = render_to_string("findings/_difference.html", {"part": part})
    assert "<h3>Summary <small>Changed</small></h3>" in html
    assert '<del><span class="aside-words">taken out: </span>20,000<span class="aside-words">;</span></del>' in html
    assert '<ins><span class="aside-words">put in: </span>21,000<span class="aside-words">;</span></ins>' in html


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_said_of_a_document_and_itself(kind: str) -> None:
    assert difference_parts(stored(kind), stored(kind)) == []
