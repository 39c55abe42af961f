"""The index that a process keeps: which one answers a reader, and how the process comes by it."""

from __future__ import annotations

import threading
import time
from array import array
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import OperationalError
from pyroaring import BitMap

from findings.models import Edition
from findings.queries import facets, index_keeping, lists
from findings.queries.index import FindingIndex
from findings.queries.index_keeping import FindingIndexes, answering_from, finding_indexes, index_for
from findings.queries.index_reading import read_index
from findings.queries.order import Order
from findings.queries.questions import Question
from mmsmt_portal import gunicorn_config
from tests import factories as make
from tests.findings.publish import publish_everything
from tests.findings.queries.world import World


def test_there_is_no_index_before_anything_is_published(db: None) -> None:
    finding_indexes.build()
    assert (read_index(), finding_indexes.at(1)) == (None, None)


def test_without_a_promised_version_there_is_no_index(world: World) -> None:
    finding_indexes.build()
    assert index_for(Question()) is None
    with answering_from(None):
        assert index_for(Question()) is None
    with answering_from(1):
        assert index_for(Question()) is not None
        assert index_for(Question(as_of=1)) is not None
        assert index_for(Question(as_of=2)) is None
    assert index_for(Question()) is None


def test_a_reader_who_was_promised_a_version_gets_all_of_it(world: World) -> None:
    asked = Question.of(category="category-1")
    finding_indexes.build()
    with answering_from(1):
        before = facets.counts(asked), lists.rows(asked)
    world.correct(0)
    world.grow(0)
    finding_indexes.build()
    with answering_from(1):
        # The question is the current state's; that of version 1 stays answerable for those who were promised it.
        assert (facets.counts(asked), lists.rows(asked)) == before
    assert (facets.counts(asked), lists.rows(asked)) != before
    assert (facets.counts(replace(asked, as_of=1)), lists.rows(replace(asked, as_of=1))) == before


def test_a_redacted_finding_is_shown_to_nobody(world: World) -> None:
    finding_indexes.build()
    everything = Question()
    world.redact(0)
    redacted = Edition.objects.get(redacted_in__isnull=False).key
    with answering_from(1):
        shown = [row.document["reference"] for row in lists.rows(everything)]
    assert (len(shown), redacted in shown) == (11, False)


def test_an_index_is_kept_beside_the_one_before_it_and_no_longer(world: World) -> None:
    for _version in range(3):
        finding_indexes.build()
        world.grow(0)
    finding_indexes.build()
    assert [finding_indexes.at(n) is not None for n in (1, 2, 3, 4, 5)] == [False, False, True, True, False]


def test_building_twice_changes_nothing(world: World) -> None:
    finding_indexes.build()
    first = finding_indexes.at(1)
    finding_indexes.build()
    assert finding_indexes.at(1) is first


@pytest.mark.django_db(transaction=True)
def test_a_thread_builds_the_index_and_follows_what_is_published(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_keeping, "PATIENCE", 60.0)
    make.make_finding()
    publish_everything()
    indexes = FindingIndexes()
    indexes.start()
    try:
        first = wait_for(lambda: indexes.at(1))
        make.make_finding()
        publish_everything()
        second = indexes.at(2)
    finally:
        indexes.stop()
    assert first is not None
    assert second is not None
    assert (len(first.everything), len(second.everything)) == (1, 2)
    assert indexes.at(2) is None


@pytest.mark.parametrize(("findings", "is_waited_for"), [(1000, False), (1_000_000, True)])
def test_a_request_waits_for_the_index_as_long_as_counting_without_it_would_take(
    findings: int, is_waited_for: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Among a million findings PostgreSQL would count past its time limit, and the page would be refused."""
    first = FindingIndex(1, BitMap(range(findings)), Order(array("I")), {})
    second = replace(first, version=2)
    come, indexes = threading.Event(), FindingIndexes()

    def build() -> None:
        if indexes.version == 0:
            indexes._keep(first, None)
        elif come.wait(20):
            indexes._keep(second, first)

    monkeypatch.setattr(indexes, "build", build)
    monkeypatch.setattr(index_keeping, "PATIENCE", 0.0)
    monkeypatch.setattr(index_keeping, "MOST_PATIENCE", 20.0)
    monkeypatch.setattr(index_keeping, "COUNTED_FOR", 20.0 / 1_000_000)
    # It comes in any case: who waited for it in vain would have it too.
    coming = threading.Timer(0.3 if is_waited_for else 10.0, come.set)
    indexes.start()
    try:
        while indexes.version == 0:
            time.sleep(0.01)
        coming.start()
        assert indexes.at(2) == (second if is_waited_for else None)
    finally:
        coming.cancel()
        come.set()
        indexes.stop()


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_away_is_asked_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(index_keeping, "RETRY", 0.01)
    make.make_finding()
    publish_everything()
    indexes, tried = FindingIndexes(), []

    def fail_once() -> FindingIndex | None:
        tried.append(1)
        if len(tried) == 1:
            raise OperationalError("connection refused")
        return read_index()

    monkeypatch.setattr(index_keeping, "read_index", fail_once)
    indexes.start()
    try:
        assert wait_for(lambda: indexes.at(1)) is not None
    finally:
        indexes.stop()
    assert [record.getMessage() for record in caplog.records] == [
        "The index of findings could not be built: connection refused"
    ]


def test_a_worker_starts_its_index_after_the_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[bool] = []
    monkeypatch.setattr(finding_indexes, "start", lambda: started.append(True))
    gunicorn_config.post_worker_init(object())
    assert started == [True]


def wait_for(ask: Callable[[], Any]) -> Any:
    """The first answer that is one, of a thing that another thread makes; None after a minute."""
    deadline = time.monotonic() + 60
    while (answer := ask()) is None and time.monotonic() < deadline:
        time.sleep(0.01)
    return answer
