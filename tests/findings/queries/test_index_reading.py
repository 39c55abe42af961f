"""An index is read whole, or made from the one before and what was published since: the two say the same."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from findings.queries import common_words, index_reading
from findings.queries.filters import FILTERS
from findings.queries.index import FindingIndex
from findings.queries.index_keeping import finding_indexes
from findings.queries.index_reading import extended, read_index
from findings.queries.questions import Question
from tests.findings.queries.world import World, answers_both_ways, options, questions, version

property_test = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
acts = st.lists(
    st.tuples(st.sampled_from(["correct", "grow", "withdraw", "redact", "rename"]), st.integers(0, 40)), max_size=4
)


def test_a_long_filter_keeps_what_is_rare_in_one_array(world: World, few_at_once: None) -> None:
    index = read_index()
    assert index is not None
    actors, places = index.sets["actor"], index.sets["place"]
    assert actors.tail is not None
    assert (list(actors.bitmaps), list(actors.tail.places)) == (["actor-1", "actor-2"], ["actor-3", "actor-4"])
    assert {key: len(each) for key, each in actors.items()} == {"actor-1": 6, "actor-2": 6, "actor-3": 4, "actor-4": 4}
    assert places.tail is None


def test_what_has_as_many_values_as_findings_has_no_sets(world: World) -> None:
    found = read_index()
    assert found is not None
    assert set(FILTERS) - set(found.sets) == {"at", "involvement"}


@settings(property_test, max_examples=15)
@given(acts=acts, question=questions, options=options, put_in_place=st.sampled_from([0, 1, 20]))
def test_an_index_follows_whatever_is_published(
    world: World,
    few_at_once: None,
    monkeypatch: pytest.MonkeyPatch,
    acts: list[tuple[str, int]],
    question: Question,
    options: dict[str, Any],
    put_in_place: int,
) -> None:
    monkeypatch.setattr(index_reading, "PUT_IN_PLACE", put_in_place)
    with transaction.atomic():
        index = with_common_words(read_index())
        for act, n in acts:
            getattr(world, act)(n)
            assert index is not None
            index = extended(index)
            assert index is not None
            assert state(index) == state(read_index())
        finding_indexes.stop()
        indexed, stated = answers_both_ways(question, **options)
        assert indexed == stated
        transaction.set_rollback(True)


def with_common_words(index: FindingIndex | None) -> FindingIndex | None:
    assert index is not None
    words = common_words.read_common_words(index.everything)
    assert words
    return replace(index, words=words)


def state(index: FindingIndex | None) -> Any:
    """All that an index says, whatever way it was made."""
    assert index is not None
    sets = {name: dict(each.items()) for name, each in index.sets.items()}
    sizes = {name: len(each) for name, each in index.sets.items()}
    words = {word: common_words._found([word])[word] & index.everything for word in index.words.sets}
    assert index.words.sets == words
    return index.version, index.everything, index.order.page(index.everything, 0, 1000), sets, sizes


def test_acts_between_two_looks_are_taken_together(world: World) -> None:
    index = read_index()
    assert index is not None
    for n, act in enumerate(["correct", "correct", "grow", "redact", "withdraw", "correct"]):
        getattr(world, act)(n)
    index = extended(index)
    assert state(index) == state(read_index())


def test_after_too_much_at_once_an_index_is_read_anew(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_reading, "MOST_ADDED", 1)
    index = read_index()
    world.grow(2)
    assert index is not None
    assert extended(index) is None
    finding_indexes.build()
    found = finding_indexes.at(version())
    assert state(found) == state(read_index())


def test_what_did_not_change_is_shared(world: World) -> None:
    before = read_index()
    assert before is not None
    world.rename(4)
    after = extended(before)
    assert after is not None
    assert (after.version, after.order is before.order) == (2, True)
    assert [name for name in before.sets if after.sets[name] is not before.sets[name]] == []
