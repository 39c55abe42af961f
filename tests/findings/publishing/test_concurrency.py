"""Two publications at once, an editor who saves meanwhile, and readers, who never wait."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction

from findings.models import Citation, DatasetVersion, Edition, Finding
from findings.publishing import Publication, PublicationError, changes
from findings.queries.ledger import verify
from findings.queries.versions import current_version
from tests.factories import make_finding, make_source
from tests.findings.publishing.acts import change, ledger, publish

pytestmark = pytest.mark.django_db(transaction=True)

#: Seconds after which something that should have happened will not.
PATIENCE = 20


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(8) as pool:
        yield pool


def elsewhere[T](threads: ThreadPoolExecutor, work: Callable[..., T], *arguments: Any, **more: Any) -> Future[T]:
    """Do it in a session of its own, as another process would."""

    def do() -> T:
        try:
            return work(*arguments, **more)
        finally:
            connection.close()

    return threads.submit(do)


@contextmanager
def held_up(threads: ThreadPoolExecutor, *records: Any) -> Iterator[Future[Publication | None]]:
    """A publication that has written its editions and is not done: it goes on at the end of the block."""
    reached, go_on = threading.Event(), threading.Event()

    def wait(_done: int, _total: int) -> None:
        reached.set()
        assert go_on.wait(PATIENCE)

    publication = elsewhere(threads, publish, *records, progress=wait)
    assert reached.wait(PATIENCE)
    try:
        yield publication
    finally:
        go_on.set()


def wait_for_a_lock() -> None:
    """Returns when some session waits for the lock of the ledger."""
    deadline = time.monotonic() + PATIENCE
    with connection.cursor() as cursor:
        while time.monotonic() < deadline:
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'findings_datasetversion'::regclass"
            )
            if cursor.fetchone()[0]:
                return
            time.sleep(0.005)
    pytest.fail("nobody waits for the lock")


def test_publications_at_once_never_share_a_number_or_a_version(threads: ThreadPoolExecutor) -> None:
    shared = [make_source() for _ in range(3)]
    own = [make_source() for _ in range(6)]
    together = threading.Barrier(6)

    def publish_at_once(record: Any) -> Publication | None:
        together.wait(PATIENCE)
        return publish(*shared, record)

    publications = [each.result(PATIENCE) for each in [elsewhere(threads, publish_at_once, each) for each in own]]

    versions = sorted(each.version.number for each in publications if each)
    assert versions == [1, 2, 3, 4, 5, 6]
    assert sorted(each.editions for each in publications if each) == [1, 1, 1, 1, 1, 4]
    assert [edition.position for edition in Edition.objects.ledger()] == list(range(1, 10))
    assert set(Edition.objects.values_list("number", flat=True)) == {1}
    assert (verify().editions, verify().misfit) == (9, None)


def test_who_waited_publishes_what_is_there_when_the_wait_is_over(threads: ThreadPoolExecutor) -> None:
    source = make_source(title="As it was")
    with held_up(threads, source) as first:
        second = elsewhere(threads, publish, source)
        wait_for_a_lock()
        change(source, title="Changed meanwhile")

    assert (first.result(PATIENCE), second.result(PATIENCE)) == (
        Publication(DatasetVersion.objects.get(number=1), editions=1, unchanged=0),
        Publication(DatasetVersion.objects.get(number=2), editions=1, unchanged=0),
    )
    assert [edition.title for edition in Edition.objects.ledger()] == ["As it was", "Changed meanwhile"]
    assert ledger() == [
        "1: source source-1, edition 1, first from version 1 until 2",
        "2: source source-1, edition 2, update from version 2",
    ]
    assert verify().misfit is None


def test_who_waited_finds_nothing_to_do_where_the_first_did_it(threads: ThreadPoolExecutor) -> None:
    source = make_source()
    with held_up(threads, source):
        second = elsewhere(threads, publish, source)
        wait_for_a_lock()

    assert second.result(PATIENCE) is None
    assert (Edition.objects.count(), DatasetVersion.objects.count()) == (1, 1)


def test_readers_do_not_wait_and_see_nothing_half_done(threads: ThreadPoolExecutor) -> None:
    old, new = make_source(), make_source()
    publish(old)
    change(old, title="Changed")

    with held_up(threads, old, new) as publication, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '1ms'")
        version = current_version()
        assert version is not None
        assert version.number == 1
        assert [edition.title for edition in Edition.objects.in_force()] == ["Source 1"]
        assert verify().editions == 1

    assert publication.result(PATIENCE) is not None
    assert sorted(edition.title for edition in Edition.objects.in_force()) == ["Changed", "Source 2"]


def test_editors_go_on_saving_while_something_is_published(threads: ThreadPoolExecutor) -> None:
    source = make_source()
    with held_up(threads, source) as publication, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '1ms'")
        change(source, title="Changed meanwhile")
        make_source()
    assert publication.result(PATIENCE) is not None
    assert Edition.objects.get().title == "Source 1"


def test_a_document_is_of_one_moment(threads: ThreadPoolExecutor) -> None:
    """What an editor saves between two of the statements that read a finding is in the next edition, whole."""
    finding = make_finding(summary="Before.")

    def save() -> None:
        with transaction.atomic():
            change(finding, summary="After.")
            Citation.objects.update(supports="After.")

    def interfere(execute: Any, sql: str, *rest: Any) -> Any:
        if 'FROM "findings_citation"' in sql and Finding.objects.get().summary == "Before.":
            elsewhere(threads, save).result(PATIENCE)
        return execute(sql, *rest)

    def texts() -> list[tuple[str, str]]:
        documents = Edition.objects.ledger().values_list("document", flat=True)
        return [(document["summary"], document["citations"][0]["supports"]) for document in documents]

    with connection.execute_wrapper(interfere):
        publish(finding)
    assert Citation.objects.get().supports == "After."
    assert texts() == [("Before.", "The whole claim.")]
    publish(finding)
    assert texts() == [("Before.", "The whole claim."), ("After.", "After.")]


def test_a_publication_that_fails_lets_the_next_one_go_on(
    threads: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "CHUNK", 1)
    incomplete, complete = make_finding(citations=[]), make_source()
    with held_up(threads, complete, incomplete) as failing:
        second = elsewhere(threads, publish, complete)
        wait_for_a_lock()

    assert isinstance(failing.exception(PATIENCE), PublicationError)
    assert second.result(PATIENCE) == Publication(DatasetVersion.objects.get(), editions=1, unchanged=0)
    assert ledger() == ["1: source source-1, edition 1, first from version 1"]
    assert verify().misfit is None
