"""What differs between two documents of a subject, on stored documents that somebody has edited."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings.documents import document_digest
from findings.documents.differences import Difference, DifferenceKind, differences

STORED = Path(__file__).parent / "stored"
KINDS = ["finding", "report", "actor", "source", "resolution", "category"]


def stored(kind: str) -> dict[str, Any]:
    return json.loads((STORED / f"schema-1-{kind}.json").read_text(encoding="utf-8"))


def brief(each: Difference) -> tuple[str, str]:
    return "/".join(each.path), each.kind.value


def test_a_text_that_changed_is_one_difference() -> None:
    old, new = stored("finding"), stored("finding")
    new["summary"] = "More than 21,000 containers went there."
    assert differences(old, new) == [
        Difference(
            ("summary",),
            DifferenceKind.CHANGED,
            "More than 20,000 containers of munitions went to the port of Vostochny.",
            "More than 21,000 containers went there.",
        )
    ]


def test_a_member_put_in_before_others_is_one_addition() -> None:
    old, new = stored("finding"), stored("finding")
    another = copy.deepcopy(old["citations"][0])
    another["source"]["key"] = "another"
    new["citations"].insert(0, another)
    assert differences(old, new) == [
        Difference(("citations", "another"), DifferenceKind.ADDED, None, another),
    ]
    assert differences(new, old) == [
        Difference(("citations", "another"), DifferenceKind.REMOVED, another, None),
    ]


def test_what_changes_inside_of_a_member_is_told_of_that_member() -> None:
    old, new = stored("finding"), stored("finding")
    new["citations"][2]["locators"][0] |= {"start": "93", "printed": "para. 93"}
    new["citations"][2]["supports"] = "The number of containers."
    cited = new["citations"][2]
    assert differences(old, new) == [
        Difference(
            ("citations", "s-2024-215", "supports"),
            DifferenceKind.CHANGED,
            "The whole claim.",
            "The number of containers.",
            (cited,),
        ),
        Difference(
            ("citations", "s-2024-215", "locators"),
            DifferenceKind.CHANGED,
            old["citations"][2]["locators"],
            cited["locators"],
            (cited,),
        ),
    ]


def test_a_figure_and_a_period_are_read_as_one_thing() -> None:
    old, new = stored("finding"), stored("finding")
    new["quantities"][0] |= {"low": "21000", "qualifier": "at_least"}
    new["period"]["end"] = "2024-05"
    assert [brief(each) for each in differences(old, new)] == [
        ("period", "changed"),
        ("quantities/containers of munitions (containers)", "changed"),
    ]


def test_another_category_is_one_difference_and_its_new_name_another() -> None:
    old, new, renamed = stored("finding"), stored("finding"), stored("finding")
    new["category"] = {"key": "petroleum", "name": "Petroleum"}
    renamed["category"]["name"] = "Arms and munitions"
    assert [brief(each) for each in differences(old, new)] == [("category", "changed")]
    assert [brief(each) for each in differences(old, renamed)] == [("category/name", "changed")]


def test_an_event_of_a_report_is_compared_in_depth() -> None:
    old, new = stored("report"), stored("report")
    new["events"][0]["citations"][0]["relation"] = "relays"
    new["events"][0]["involvements"] = []
    assert [brief(each) for each in differences(old, new)] == [
        ("events/launch/involvements/dprk:other", "removed"),
        ("events/launch/citations/kyodo-2025-05-30/relation", "changed"),
    ]
    assert [item["slug"] for item in differences(old, new)[1].items if "slug" in item] == ["launch"]


def test_the_order_of_a_list_is_a_difference_of_its_own() -> None:
    old, new = stored("finding"), stored("finding")
    new["citations"].reverse()
    assert [brief(each) for each in differences(old, new)] == [("citations", "reordered")]


def test_of_two_members_of_one_identity_the_equal_ones_belong_together() -> None:
    old = stored("finding")
    old["citations"].append(old["citations"][1] | {"supports": "The date."})
    new = copy.deepcopy(old)
    del new["citations"][1]
    assert [brief(each) for each in differences(old, new)] == [("citations/kyodo-2025-05-30", "removed")]


def test_what_says_nothing_is_as_what_is_not_there() -> None:
    old, new = stored("source"), stored("source")
    del old["archived_url"]
    assert differences(old, new) == []
    new["archived_url"] = "https://example.org/archived"
    assert [brief(each) for each in differences(old, new)] == [("archived_url", "added")]
    assert [brief(each) for each in differences(new, old)] == [("archived_url", "removed")]


# Any edit


def places_in(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every member of a document that can be edited: what it is known by stays as it is."""
    if isinstance(value, dict):
        members = [(name, each) for name, each in value.items() if name not in {"schema", "kind"}]
        return [place for name, each in members for place in places_in(each, (*path, name))]
    if isinstance(value, list):
        return [path, *(place for at, each in enumerate(value) for place in places_in(each, (*path, at)))]
    return [path]


@st.composite
def two_editions(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """A stored document, and what an editor has made of it: texts written anew, lists cut, turned or with a double."""
    old = stored(draw(st.sampled_from(KINDS)))
    new = copy.deepcopy(old)
    for place in draw(st.lists(st.sampled_from(places_in(old)), max_size=4)):
        within: Any = new
        try:
            for step in place[:-1]:
                within = within[step]
            value = within[place[-1]]
        except (KeyError, IndexError, TypeError):
            continue  # an edit before this one has taken it away
        if isinstance(value, list):
            drawn = draw(st.permutations(value))
            within[place[-1]] = drawn[: draw(st.integers(0, len(drawn)))] + drawn[: draw(st.integers(0, 1))]
        elif isinstance(value, bool):
            within[place[-1]] = draw(st.booleans())
        else:
            within[place[-1]] = draw(st.text("ab ", min_size=1, max_size=3))
    return old, new


@given(two_editions())
def test_there_is_no_difference_exactly_where_the_documents_are_equal(
    editions: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    old, new = editions
    assert (differences(old, new) == []) == (document_digest(old) == document_digest(new))


MIRRORED = {"added": "removed", "removed": "added", "changed": "changed", "reordered": "reordered"}


@given(two_editions())
def test_read_the_other_way_what_was_added_is_taken_out(editions: tuple[dict[str, Any], dict[str, Any]]) -> None:
    old, new = editions
    there = {brief(each): (each.before, each.after) for each in differences(old, new)}
    back = {brief(each): (each.after, each.before) for each in differences(new, old)}
    assert {(path, MIRRORED[kind]) for path, kind in there} == set(back)


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_does_not_differ_from_itself(kind: str) -> None:
    assert differences(stored(kind), stored(kind)) == []
