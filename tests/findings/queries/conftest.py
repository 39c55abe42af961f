"""What the tests of lists have in common: twelve findings to ask about, and no index but one's own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from findings.queries import common_words, facets, lists
from findings.queries import questions as questions_module
from findings.queries import sets as sets_module
from findings.queries.index_keeping import finding_indexes
from tests.findings.publish import publish_everything
from tests.findings.queries.world import World, analyze


@pytest.fixture
def world(db: None) -> World:
    """Twelve findings, published."""
    world = World()
    for n in range(12):
        world.add(n)
    publish_everything()
    return world


@pytest.fixture(autouse=True)
def no_index() -> Iterator[None]:
    """No test sees the index of the one before it."""
    yield
    finding_indexes.stop()


@pytest.fixture
def few_at_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is meant for many findings, or for many values, is done for four."""
    monkeypatch.setattr(lists, "SORTED_BY_DATABASE", 3)
    for module in (lists, questions_module):
        monkeypatch.setattr(module, "RANKED", 4)
    monkeypatch.setattr(sets_module, "LONG", 3)
    monkeypatch.setattr(sets_module, "FREQUENT", 6)
    monkeypatch.setattr(sets_module, "COUNTED_AT_ONCE", 2)
    monkeypatch.setattr(sets_module, "FINDINGS_A_SET", 1)
    monkeypatch.setattr(common_words, "COMMON", 3)
    monkeypatch.setattr(facets, "COUNTED", 4)
    monkeypatch.setattr(facets, "LOOKED_UP", 6)
    analyze()
