"""The statement that asks for an edition is planned once a connection, and tells what stands there at each time."""

from __future__ import annotations

import pytest
from django.db import connection

from findings.queries.editions import PublishedEdition, edition_in_force, numbered_edition
from findings.vocabulary import SubjectKind
from tests import factories as make
from tests.findings.publish import publish_everything

PREPARED = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%%findings_edition AS edition%%'"


def prepared() -> int:
    with connection.cursor() as cursor:
        cursor.execute(PREPARED)
        return int(cursor.fetchone()[0])


def shown(slug: str) -> tuple[int, str]:
    edition = edition_in_force(SubjectKind.FINDING, slug)
    assert isinstance(edition, PublishedEdition)
    return edition.number, edition.title


@pytest.mark.django_db
def test_a_statement_that_is_asked_again_and_again_is_planned_once() -> None:
    findings = [make.make_finding(title=f"Finding {number}") for number in range(9)]
    publish_everything()
    before = prepared()
    told = [shown(finding.reference.lower()) for finding in findings]
    assert (told, prepared() - before <= 1) == ([(1, f"Finding {number}") for number in range(9)], True)
    assert prepared() >= 1


@pytest.mark.django_db
def test_what_is_published_later_is_shown() -> None:
    finding = make.make_finding(title="As first published")
    publish_everything()
    slug = finding.reference.lower()
    told = [shown(slug) for _time in range(8)]
    finding.title = "As corrected"
    finding.save()
    publish_everything()
    assert (set(told), shown(slug)) == ({(1, "As first published")}, (2, "As corrected"))
    first = numbered_edition(SubjectKind.FINDING, slug, 1)
    assert isinstance(first, PublishedEdition)
    assert first.title == "As first published"
