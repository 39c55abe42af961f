"""verify_editions and rebuild_entries."""

from __future__ import annotations

import pytest

from findings.models import Edition, FindingEntry
from tests.factories import make_finding, make_source
from tests.findings.management.commands import run
from tests.findings.publishing.acts import publish
from tests.findings.queries.test_ledger import behind_the_guards

pytestmark = pytest.mark.django_db


def test_it_says_how_many_editions_fit_and_which_digest_stands_for_all_of_them() -> None:
    assert run("verify_editions") == (0, ["Editions, all of which fit: 0.", "Head digest: none yet"], [])
    publish(make_source(), make_finding())
    head = Edition.objects.get(position=2).digest
    assert run("verify_editions") == (0, ["Editions, all of which fit: 2.", f"Head digest: {head}"], [])


def test_it_names_the_first_edition_that_does_not_fit() -> None:
    publish(*(make_source() for _ in range(3)))
    with behind_the_guards("UPDATE findings_edition SET note = 'Another note.' WHERE position > 1"):
        assert run("verify_editions") == (
            1,
            [],
            [
                "source source-2, edition 1 (position 2): its date or its note is not that of its dataset version.",
                "Editions before it that fit: 1.",
            ],
        )


def test_entries_are_rebuilt() -> None:
    publish(make_source(), make_finding())
    FindingEntry.objects.all().delete()
    assert run("rebuild_entries") == (0, ["Editions projected: 2."], [])
    assert FindingEntry.objects.count() == 1
