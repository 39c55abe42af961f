"""Recomputing the ledger: everything that was published fits, and nothing else does."""

# ruff: noqa: S608 - the statements are put together from names of columns

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from findings import publishing
from findings.documents import document_digest, edition_digest
from findings.models import DatasetVersion, Edition, Redaction
from findings.queries.ledger import Verification, verify
from findings.vocabulary import SubjectKind
from tests.factories import make_actor, make_category, make_finding, make_source
from tests.findings.publishing.acts import change, publish
from tests.ground import ground

pytestmark = pytest.mark.django_db

#: What the guards of the ledger are on (migration 0003).
GUARDED = ["findings_edition", "findings_datasetversion", "findings_redaction"]


@ground
def four_editions() -> None:
    """Four editions in two versions: a category, an actor in two editions, a finding."""
    actor = make_actor()
    publish(make_category(), actor, make_finding(title="A claim", involvements=[(actor, "supplier")]))
    change(actor, name="Another name")
    publish(actor, note="It was misspelt.")


@contextmanager
def behind_the_guards(*statements: str) -> Iterator[None]:
    """The database as these statements leave it, done by somebody who could turn the guards off."""
    with transaction.atomic():
        connection.check_constraints()  # a table with checks pending cannot be altered
        with connection.cursor() as cursor:
            for table in GUARDED:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            for statement in statements:
                cursor.execute(statement)
                assert cursor.rowcount > 0
        yield
        transaction.set_rollback(True)


def misfit(*statements: str) -> str | None:
    with behind_the_guards(*statements):
        return verify().misfit


def test_what_was_published_fits(four_editions: None) -> None:
    head = Edition.objects.get(position=4).digest
    assert verify() == Verification(editions=4, head=head, misfit=None)


@pytest.mark.django_db
def test_a_ledger_without_editions_fits() -> None:
    assert verify() == Verification(editions=0, head="", misfit=None)


FINDING = "finding MSMT-2025-1-001, edition 1 (position 3)"
OLD_ACTOR, ACTOR = "actor actor-1, edition 1 (position 2)", "actor actor-1, edition 2 (position 4)"
WRONG_DIGEST = "its digest does not follow from what it covers."
WRONG_DOCUMENT = "the document is not the one that was published."
WRONG_ENDS = "its number, or the end of its being in force, does not fit the other editions of its subject."
WRONG_COPIES = "its address, title or schema is not that of its document."

#: Column of an edition → what somebody sets it to, of the edition at which position, and what is told.
TAMPERED: dict[str, tuple[str, int, str | None]] = {
    "position": ("9", 2, f"{FINDING}: position 2 is missing."),
    "subject_kind": ("'source'", 3, f"source MSMT-2025-1-001, edition 1 (position 3): {WRONG_DIGEST}"),
    "key": ("'MSMT-2025-1-002'", 3, f"finding MSMT-2025-1-002, edition 1 (position 3): {WRONG_DIGEST}"),
    "number": ("3", 4, f"actor actor-1, edition 3 (position 4): {WRONG_DIGEST}"),
    "edition_kind": ("'correction'", 4, f"{ACTOR}: {WRONG_DIGEST}"),
    "note": ("'It was right.'", 4, f"{ACTOR}: its date or its note is not that of its dataset version."),
    "slug": ("'elsewhere'", 3, f"{FINDING}: {WRONG_COPIES}"),
    "title": ("'Another claim'", 3, f"{FINDING}: {WRONG_COPIES}"),
    "published_in": ("1", 4, f"{OLD_ACTOR}: {WRONG_ENDS}"),
    "superseded_in": ("2", 3, f"{FINDING}: {WRONG_ENDS}"),
    "redacted_in": ("2, document = '{}'", 3, f"{FINDING}: it is redacted, and no redaction names it."),
    "published_at": (
        "published_at + interval '1 second'",
        3,
        f"{FINDING}: its date or its note is not that of its dataset version.",
    ),
    "schema": ("schema + 1", 3, f"{FINDING}: {WRONG_COPIES}"),
    "document": ("jsonb_set(document, '{title}', '\"Another claim\"')", 3, f"{FINDING}: {WRONG_DOCUMENT}"),
    "document_digest": ("repeat('0', 64)", 3, f"{FINDING}: {WRONG_DOCUMENT}"),
    "digest": ("repeat('0', 64)", 3, f"{FINDING}: {WRONG_DIGEST}"),
    # The editor's name is not public, and outside of the digest, so that strangers can recompute it.
    "published_by": ("'Somebody else'", 3, None),
}


@pytest.mark.parametrize("column", TAMPERED)
def test_the_first_edition_that_was_changed_is_named(four_editions: None, column: str) -> None:
    value, position, told = TAMPERED[column]
    assert misfit(f"UPDATE findings_edition SET {column} = {value} WHERE position = {position}") == told


def test_every_column_of_an_edition_is_tried() -> None:
    assert set(TAMPERED) == {field.column for field in Edition._meta.concrete_fields}


def test_the_editions_before_the_misfit_are_counted(four_editions: None) -> None:
    head = Edition.objects.get(position=2).digest
    with behind_the_guards("UPDATE findings_edition SET digest = repeat('0', 64) WHERE position = 3"):
        assert verify() == Verification(2, head, f"{FINDING}: {WRONG_DIGEST}")


def test_an_old_edition_that_is_put_in_force_again_is_named(four_editions: None) -> None:
    assert (
        misfit(
            "UPDATE findings_edition SET superseded_in = 3 WHERE position = 4",
            "UPDATE findings_edition SET superseded_in = NULL WHERE position = 2",
        )
        == f"{OLD_ACTOR}: {WRONG_ENDS}"
    )


@pytest.mark.parametrize(
    ("position", "told"),
    [
        (1, f"{OLD_ACTOR}: position 1 is missing."),
        (3, f"{ACTOR}: position 3 is missing."),
        (4, f"{OLD_ACTOR}: {WRONG_ENDS}"),
    ],
)
def test_an_edition_that_was_taken_out_is_missed(four_editions: None, position: int, told: str) -> None:
    assert misfit(f"DELETE FROM findings_edition WHERE position = {position}") == told


def test_a_ledger_that_was_cut_off_is_noticed_by_the_version_that_goes_on(four_editions: None) -> None:
    assert (
        misfit(
            "DELETE FROM findings_edition WHERE position = 4",
            "UPDATE findings_edition SET superseded_in = NULL WHERE position = 2",
        )
        == "Dataset version 2 ends with another digest than it names."
    )


def test_an_edition_that_was_slipped_in_is_noticed_though_its_own_digests_are_right(four_editions: None) -> None:
    """By the head that its dataset version names, which others have written down."""
    last = Edition.objects.values().get(position=4)
    document = last["document"] | {"key": "actor-9", "slug": "actor-9"}
    told: dict[str, Any] = {"subject_kind": "actor", "key": "actor-9", "number": 1, "edition_kind": "first"}
    digest = edition_digest(
        **told,
        previous=last["digest"],
        note=last["note"],
        dataset_version=2,
        published_at=last["published_at"],
        document_digest=document_digest(document),
    )
    copies = {"slug": "actor-9", "document": document, "document_digest": document_digest(document)}
    Edition.objects.create(**last | told | copies | {"position": 5, "digest": digest})

    assert verify() == Verification(5, digest, "Dataset version 2 ends with another digest than it names.")


# Dataset versions


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("head = repeat('0', 64) WHERE number = 1", "Dataset version 1 ends with another digest than it names."),
        ("head = repeat('0', 64) WHERE number = 2", "Dataset version 2 ends with another digest than it names."),
        ("editions = 4 WHERE number = 1", "Dataset version 1 has another number of editions than it names."),
        ("editions = 2 WHERE number = 2", "Dataset version 2 has another number of editions than it names."),
        (
            "published_at = published_at - interval '1 day' WHERE number = 2",
            f"{ACTOR}: its date or its note is not that of its dataset version.",
        ),
        (
            "note = 'It was right.' WHERE number = 2",
            f"{ACTOR}: its date or its note is not that of its dataset version.",
        ),
    ],
)
def test_a_dataset_version_that_was_changed_is_named(four_editions: None, change: str, told: str) -> None:
    assert misfit(f"UPDATE findings_datasetversion SET {change}") == told


def test_a_dataset_version_that_was_taken_out_is_missed(four_editions: None) -> None:
    assert misfit("DELETE FROM findings_datasetversion WHERE number = 2") == (
        f"{ACTOR}: its dataset version 2 is missing."
    )


def redact_the_finding() -> None:
    publishing.redact(SubjectKind.FINDING, "MSMT-2025-1-001", [1], editor="Lee", reason="By order of a court.")


def test_a_dataset_version_without_editions_is_missed_too(four_editions: None) -> None:
    redact_the_finding()
    publish(make_source())
    assert (
        misfit(
            "DELETE FROM findings_redaction",
            "DELETE FROM findings_datasetversion WHERE number = 3",
        )
        == f"{FINDING}: it is redacted, and no redaction names it."
    )
    assert (
        misfit(
            "UPDATE findings_redaction SET dataset_version_id = 2",
            "UPDATE findings_edition SET redacted_in = 2 WHERE redacted_in = 3",
            "DELETE FROM findings_datasetversion WHERE number = 3",
        )
        == "Dataset version 3 is missing."
    )


def test_an_edition_stands_after_those_of_earlier_versions(four_editions: None) -> None:
    assert misfit("UPDATE findings_edition SET published_in = 2, superseded_in = NULL WHERE position = 1") == (
        "Dataset version 1 ends with another digest than it names."
    )


# Redactions


def test_a_redacted_ledger_fits(four_editions: None) -> None:
    before = verify()
    redact_the_finding()
    publishing.redact(SubjectKind.ACTOR, "actor-1", [1, 2], editor="Lee", reason="By order of a court.")
    assert Edition.objects.filter(document={}).count() == 3
    assert verify() == before
    publish(make_source())
    assert (verify().editions, verify().misfit) == (5, None)


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE findings_redaction SET numbers = '{2}'", "it is redacted, and no redaction names it."),
        ("UPDATE findings_redaction SET key = 'actor-1'", "it is redacted, and no redaction names it."),
        (
            "UPDATE findings_edition SET redacted_in = 2 WHERE position = 3",
            "it is redacted, and no redaction names it.",
        ),
        ("UPDATE findings_edition SET title = 'The title' WHERE position = 3", WRONG_COPIES),
        ("UPDATE findings_edition SET slug = 'elsewhere' WHERE position = 3", WRONG_COPIES),
        ("UPDATE findings_edition SET digest = repeat('0', 64) WHERE position = 3", WRONG_DIGEST),
        ("UPDATE findings_edition SET document_digest = repeat('0', 64) WHERE position = 3", WRONG_DIGEST),
    ],
)
def test_a_redaction_that_was_changed_is_noticed(four_editions: None, statement: str, told: str) -> None:
    redact_the_finding()
    assert misfit(statement) == f"{FINDING}: {told}"


def test_a_redaction_that_was_never_done_is_noticed(four_editions: None) -> None:
    redact_the_finding()
    assert misfit("UPDATE findings_redaction SET numbers = '{1, 2}', key = 'actor-1', subject_kind = 'actor'") == (
        f"{OLD_ACTOR}: a redaction names it, and it is not redacted."
    )


# How it is done


def test_it_takes_so_many_statements_for_any_number_of_editions(four_editions: None) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert verify().misfit is None
        return len(queries)

    few = statements()
    for _number in range(3):
        publish(make_source(), make_source())
    assert statements() == few


@pytest.mark.django_db(transaction=True)
def test_what_is_published_meanwhile_is_not_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Editions of a version that the verification does not know would be a false alarm."""
    publish(make_source())
    source = make_source()
    before = verify()

    def publish_elsewhere() -> None:
        publish(source)
        connection.close()

    def interfere(execute: Any, sql: str, *rest: Any) -> Any:
        if 'FROM "findings_redaction"' in sql:
            with ThreadPoolExecutor(1) as other:
                other.submit(publish_elsewhere).result()
        return execute(sql, *rest)

    with connection.execute_wrapper(interfere):
        assert verify() == before
    assert (DatasetVersion.objects.count(), Redaction.objects.count()) == (2, 0)
    assert verify().editions == 2
