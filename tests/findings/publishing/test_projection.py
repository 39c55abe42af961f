"""The projections are derived: they can be made anew from the editions, row for row."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from findings import publishing
from findings.models import Edition, FindingEntry, FindingText, SubjectEntry
from findings.publishing import projection
from findings.vocabulary import SubjectKind
from tests.factories import make_actor, make_designation, make_source
from tests.findings.documents.whole import (
    make_whole_actor,
    make_whole_finding,
    make_whole_report,
    make_whole_resolution,
)
from tests.findings.publishing.acts import change, publish

pytestmark = pytest.mark.django_db


def projections() -> list[list[dict[str, Any]]]:
    """All rows but their ids, which are given anew."""
    return [
        [{name: value for name, value in row.items() if name != "id"} for row in model.objects.order_by("pk").values()]
        for model in (FindingEntry, FindingText, SubjectEntry)
    ]


@pytest.fixture
def published(db: None) -> None:
    """A subject of several kinds, two editions of one, a withdrawn and a redacted one."""
    finding, gone, taken = make_whole_finding(), make_whole_finding(), make_actor(name="Taken Away")
    publish(finding, gone, taken, make_whole_report(), make_whole_actor(), make_whole_resolution(), make_source())
    change(finding, title="Changed")
    publish(finding)
    publishing.withdraw(*gone.subject, editor="Kim", note="Withdrawn.")
    publishing.redact(SubjectKind.ACTOR, taken.key, [1], editor="Lee", reason="By order of a court.")


def test_made_anew_they_are_what_they_were(published: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(projection, "CHUNK", 2)
    before = projections()
    assert [len(rows) for rows in before] == [3, 3, 5]
    FindingEntry.objects.filter(edition=1).update(category="wrong", superseded_in=None)
    FindingText.objects.filter(edition=1).delete()
    SubjectEntry.objects.create(
        edition=Edition.objects.get(position=1), published_in=1, subject_kind="actor", key="x", part_of="", name="x",
        names="x", identifiers=[],
    )  # fmt: skip

    assert publishing.rebuild_entries() == 7

    assert projections() == before


def test_without_editions_there_is_nothing_to_make() -> None:
    assert publishing.rebuild_entries() == 0


def test_lists_of_any_text_come_back_as_they_were() -> None:
    """COPY is given arrays as PostgreSQL writes them."""
    identifiers = ['with "quotes"', r"back\slash", "{braces}, comma", "NULL", " ", "é\n\t한"]
    publish(make_actor(identifiers=[("ofac", value) for value in identifiers]))
    assert SubjectEntry.objects.get().identifiers == [value.upper() for value in sorted(identifiers)]


def test_the_migration_fills_entries_as_they_would_be_made(published: None) -> None:
    """An existing portal has them after `manage.py migrate`: without designations left out, or ended ones in force."""
    un, treasury = make_source(), make_source()
    actor = make_actor(actor_kind="bank", sources=[treasury, un])
    for authority, source, delisted in [("us_ofac", un, None), ("eu", un, "2020"), ("us_ofac", treasury, None)]:
        make_designation(actor, authority=authority, source=source, delisted=delisted, list_reference=f"R {source.pk}")
    make_designation(actor, source=treasury)
    publish(un, treasury, actor)
    before = projections()
    SubjectEntry.objects.update(actor_kind="", designated_by=[], designation_sources=[], sources=[])
    assert projections() != before

    with connection.cursor() as cursor:
        cursor.execute(import_module("findings.migrations.0018_standing").FILL)

    assert projections() == before
    told = SubjectEntry.objects.filter(key=actor.key).values_list("designated_by", "designation_sources", "sources")
    assert list(told) == [
        (["us_ofac", "un_1718"], [un.key, un.key, treasury.key, treasury.key], [treasury.key, un.key])
    ]


def test_it_takes_so_many_statements_for_any_number_of_editions(published: None) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as queries:
            publishing.rebuild_entries()
        return len(queries)

    few = statements()
    publish(make_source(), make_source(), make_whole_finding())
    assert statements() == few
