"""What the database refuses whoever asks: to change, delete or empty the ledger, and to change a key.

Everything here is plain SQL, past every line of Python. The guards stand in migration 0003.
"""

# ruff: noqa: S608 - the statements are put together from names of tables and columns

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction

from findings.models import DatasetVersion, Edition, FindingEntry, KeyAlias, Redaction
from findings.vocabulary import SubjectKind
from tests.factories import make_merge, make_provision
from tests.findings.models.every import LEDGER, RECORDS, Model, name
from tests.findings.models.ledger import (
    make_dataset_version,
    make_edition,
    make_entry,
    make_key_alias,
)

pytestmark = pytest.mark.django_db

#: A published thing is immutable; a key is permanent.
IMMUTABLE, PERMANENT = "MS001", "MS002"

#: What only grows. (FindingEntry is derived from it and may be built anew.)
GUARDED: list[Model] = [Edition, DatasetVersion, KeyAlias, Redaction]
#: Table → the column that is the key, and the kind of subject under which its editions stand.
KEYED = {
    "findings_finding": ("reference", "finding"),
    "findings_report": ("key", "report"),
    "findings_actor": ("key", "actor"),
    "findings_source": ("key", "source"),
    "findings_resolution": ("number", "resolution"),
    "findings_category": ("key", "category"),
    "findings_provision": ("key", None),
}
BUILD = {model._meta.db_table: build for model, build in RECORDS.items()}


@pytest.fixture(autouse=True)
def every_guard_is_on() -> None:
    """As the migration leaves them. (For other tests' sake the test database may be emptied: see conftest.)"""
    for trigger, table in execute(
        "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%_is_never_truncated'"
    ):
        execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger}")


@pytest.fixture(params=["origin", "replica"])
def session(request: pytest.FixtureRequest) -> Iterator[str]:
    """An ordinary session, and one in which ordinary triggers do not fire: a superuser's, for the rest of the test."""
    if request.param == "replica":
        [(superuser,)] = execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if not superuser:
            pytest.skip("only a superuser may turn triggers off for a session")
        execute("SET LOCAL session_replication_role = replica")
    return request.param


def execute(sql: str, *parameters: Any) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters or None)
        return cursor.fetchall() if cursor.description else []


def refusal(sql: str, *parameters: Any) -> tuple[str, str]:
    """(SQLSTATE, sentence) with which the database refuses."""
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        execute(sql, *parameters)
    error = refused.value.__cause__
    return error.sqlstate, error.diag.message_primary  # type: ignore[union-attr]


def settle() -> None:
    """Check now what is checked at the end of a transaction: no table with checks pending can be emptied or altered."""
    connection.check_constraints()


def contents(model: Model) -> list[dict[str, Any]]:
    return list(model._default_manager.order_by("pk").values())


def make_superseded(model: Model) -> None:
    """A row to which nothing more may happen: in force from dataset version 1 until 2, if it is of the kind that is."""
    if model in (Edition, KeyAlias):
        LEDGER[model](published_in=make_dataset_version(), superseded_in=make_dataset_version())
    else:
        LEDGER[model]()


#: Kind of column → another value, in SQL.
OTHER = {
    models.CharField: "{column} || 'x'",
    models.TextField: "{column} || 'x'",
    models.IntegerField: "{column} + 100",
    models.DateTimeField: "{column} + interval '1 second'",
    models.JSONField: """'{{"name": "Another"}}'""",
    models.ForeignKey: "coalesce({column}, 0) + 1",
}


def other_value(field: models.Field) -> str:
    if field.get_internal_type() == "ArrayField":
        return f"{field.column} || 7"
    kind = next(kind for kind in OTHER if isinstance(field, kind))
    return OTHER[kind].format(column=field.column)


COLUMNS = [(model, field) for model in GUARDED for field in model._meta.concrete_fields]


@pytest.mark.parametrize(
    ("model", "field"), COLUMNS, ids=[f"{model._meta.db_table}.{field.column}" for model, field in COLUMNS]
)
def test_no_column_of_the_ledger_can_be_changed(model: Model, field: models.Field, session: str) -> None:
    make_superseded(model)
    before = contents(model)
    state, sentence = refusal(
        f"UPDATE {model._meta.db_table} SET {field.column} = {other_value(field)} WHERE {model._meta.pk.column} = %s",
        before[0][model._meta.pk.attname],
    )
    assert (state, sentence[-19:]) == (IMMUTABLE, " cannot be changed.")
    assert contents(model) == before


def test_every_column_of_the_ledger_is_tried() -> None:
    columns = execute(
        "SELECT table_name, column_name FROM information_schema.columns"
        " WHERE table_schema = current_schema() AND table_name = ANY(%s)",
        [model._meta.db_table for model in GUARDED],
    )
    assert sorted((model._meta.db_table, field.column) for model, field in COLUMNS) == sorted(columns)


@pytest.mark.parametrize("model", GUARDED, ids=name)
def test_a_row_of_the_ledger_cannot_be_deleted(model: Model, session: str) -> None:
    LEDGER[model]()
    before = contents(model)
    state, sentence = refusal(f"DELETE FROM {model._meta.db_table}")
    assert (state, sentence[-19:]) == (IMMUTABLE, " cannot be deleted.")
    assert contents(model) == before


@pytest.mark.parametrize("model", GUARDED, ids=name)
@pytest.mark.parametrize("how", ["", " CASCADE"])
def test_a_table_of_the_ledger_cannot_be_emptied(model: Model, how: str, session: str) -> None:
    LEDGER[model]()
    settle()
    before = contents(model)
    # Without CASCADE, PostgreSQL itself refuses first where other tables refer to the table.
    state, sentence = refusal(f"TRUNCATE {model._meta.db_table}{how}")
    if not how and model in (Edition, DatasetVersion):
        assert state == "0A000"
    else:
        assert (state, sentence[-19:]) == (IMMUTABLE, " cannot be emptied.")
    assert contents(model) == before


@pytest.mark.parametrize("model", [KeyAlias, Redaction, Edition], ids=name)
def test_emptying_another_table_does_not_empty_the_ledger_with_it(model: Model, session: str) -> None:
    """Even where the other table's own guard were gone."""
    LEDGER[model]()
    settle()
    execute("ALTER TABLE findings_datasetversion DISABLE TRIGGER datasetversion_is_never_truncated")
    before = contents(model)
    assert refusal("TRUNCATE findings_datasetversion CASCADE")[0] == IMMUTABLE
    assert contents(model) == before


def test_a_refusal_says_what_is_refused_and_what_to_do_instead() -> None:
    make_edition(key="kum-un-san-3")
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        execute("UPDATE findings_edition SET title = 'Another'")
    diagnosis = refused.value.__cause__.diag  # type: ignore[union-attr]
    assert (diagnosis.message_primary, diagnosis.message_hint) == (
        'Edition 1 of actor "kum-un-san-3" is published and cannot be changed.',
        "Publish a new edition of the subject.",
    )


# What is permitted


def test_an_edition_is_superseded_once() -> None:
    make_edition()
    second, third = make_dataset_version(), make_dataset_version()
    execute("UPDATE findings_edition SET superseded_in = %s", second.number)
    assert Edition.objects.get().superseded_in == second
    for value in (third.number, second.number, None):
        assert refusal("UPDATE findings_edition SET superseded_in = %s", value)[0] == IMMUTABLE
    assert Edition.objects.get().superseded_in == second


@pytest.mark.parametrize(
    "also", ["title = 'Another'", "note = 'Another.'", """document = '{"name": "Actor 1", "count": 1.0}'"""]
)
def test_nothing_else_is_changed_in_superseding(also: str) -> None:
    """Not even 1 to 1.0, which are equal to jsonb and not to a digest."""
    make_edition()
    make_dataset_version()
    before = contents(Edition)
    assert refusal(f"UPDATE findings_edition SET superseded_in = 2, {also}")[0] == IMMUTABLE
    assert contents(Edition) == before


def test_an_edition_is_redacted_once() -> None:
    edition = make_edition(title="A name", slug="a-name")
    make_dataset_version()
    redaction = "UPDATE findings_edition SET redacted_in = %s, document = '{}', title = '', slug = 'actor-1'"
    before = contents(Edition)
    execute(redaction, 2)
    redacted = before[0] | {"redacted_in_id": 2, "document": {}, "title": "", "slug": "actor-1"}
    assert contents(Edition) == [redacted]
    assert (redacted["digest"], redacted["document_digest"]) == (edition.digest, edition.document_digest)
    make_dataset_version()
    assert refusal(redaction, 3)[0] == IMMUTABLE
    assert refusal("UPDATE findings_edition SET redacted_in = NULL")[0] == IMMUTABLE
    assert refusal("""UPDATE findings_edition SET document = '{"name": "A name"}'""")[0] == IMMUTABLE
    assert contents(Edition) == [redacted]


@pytest.mark.parametrize(
    "change",
    [
        "redacted_in = 2",
        "document = '{}'",
        'redacted_in = 2, document = \'{"name": "Another"}\'',
        "redacted_in = 2, document = '{}', note = 'Another.'",
        "redacted_in = 2, document = '{}', document_digest = repeat('0', 64)",
        "redacted_in = 2, document = '{}', digest = repeat('0', 64)",
        "redacted_in = 2, document = '{}', superseded_in = 2",
    ],
)
def test_a_redaction_takes_the_text_and_nothing_else(change: str) -> None:
    make_edition()
    make_dataset_version()
    before = contents(Edition)
    assert refusal(f"UPDATE findings_edition SET {change}")[0] == IMMUTABLE
    assert contents(Edition) == before


@pytest.mark.parametrize(
    "changes",
    [
        ["superseded_in = 2", "redacted_in = 2, document = '{}'"],
        ["redacted_in = 2, document = '{}'", "superseded_in = 2"],
    ],
    ids=["superseded-first", "redacted-first"],
)
def test_an_edition_may_be_both_superseded_and_redacted(changes: list[str]) -> None:
    make_edition()
    make_dataset_version()
    for change in changes:
        execute(f"UPDATE findings_edition SET {change}")
    assert Edition.objects.values_list("superseded_in", "redacted_in", "document").get() == (2, 2, {})


def test_an_alias_is_superseded_once_and_not_changed_with_it() -> None:
    make_key_alias()
    make_dataset_version()
    make_dataset_version()
    assert refusal("UPDATE findings_keyalias SET superseded_in = 2, key = 'another'")[0] == IMMUTABLE
    execute("UPDATE findings_keyalias SET superseded_in = 2")
    assert refusal("UPDATE findings_keyalias SET superseded_in = 3")[0] == IMMUTABLE
    assert refusal("UPDATE findings_keyalias SET superseded_in = NULL")[0] == IMMUTABLE
    assert KeyAlias.objects.values_list("superseded_in", "key").get() == (2, "actor-1")


def test_new_rows_are_added_to_the_ledger() -> None:
    for model in GUARDED:
        LEDGER[model]()
        LEDGER[model]()
        assert model._default_manager.count() >= 2


def test_entries_are_derived_and_may_be_built_anew() -> None:
    make_entry()
    execute("UPDATE findings_findingentry SET category = 'another'")
    execute("DELETE FROM findings_findingentry")
    assert (FindingEntry.objects.count(), Edition.objects.count()) == (0, 1)


# Keys


@pytest.mark.parametrize("table", KEYED)
def test_a_key_is_never_changed(table: str, session: str) -> None:
    column, _kind = KEYED[table]
    record = BUILD[table]()
    key = getattr(record, column)
    assert refusal(f"UPDATE {table} SET {column} = {column} || '9'") == (
        PERMANENT,
        f'The key of {table.removeprefix("findings_")} "{key}" is permanent and cannot be changed.',
    )
    assert execute(f"SELECT {column} FROM {table}") == [(key,)]


@pytest.mark.parametrize("table", KEYED)
def test_a_record_is_saved_with_the_key_it_has(table: str) -> None:
    column, _kind = KEYED[table]
    record = BUILD[table]()
    record.save()
    assert execute(f"SELECT {column} FROM {table}") == [(getattr(record, column),)]


@pytest.mark.parametrize("table", [table for table in KEYED if KEYED[table][0] == "key" and KEYED[table][1]])
def test_a_slug_may_be_mended(table: str) -> None:
    record = BUILD[table]("first-slug")
    record.slug = "mended-slug"
    record.save()
    assert execute(f"SELECT key, slug FROM {table}") == [("first-slug", "mended-slug")]


@pytest.mark.parametrize("table", [table for table in KEYED if KEYED[table][1]])
def test_a_published_subject_cannot_be_deleted_and_another_can(table: str, session: str) -> None:
    column, kind = KEYED[table]
    published, draft = BUILD[table](), BUILD[table]()
    key = getattr(published, column)
    make_edition(subject_kind=kind, key=key)
    settle()
    execute("DELETE FROM findings_citation")  # what hangs on a finding
    assert refusal(f"DELETE FROM {table} WHERE {column} = %s", key) == (
        PERMANENT,
        f'The {kind} "{key}" has been published and cannot be deleted: its key would be free again.',
    )
    execute(f"DELETE FROM {table} WHERE {column} = %s", getattr(draft, column))
    assert execute(f"SELECT {column} FROM {table}") == [(key,)]


@pytest.mark.parametrize("table", [table for table in KEYED if KEYED[table][1]])
def test_an_edition_keeps_only_the_subject_of_its_own_kind(table: str) -> None:
    column, kind = KEYED[table]
    record = BUILD[table]()
    other = next(each for each in SubjectKind if each != kind)
    make_edition(subject_kind=other, key=getattr(record, column))
    record.delete()
    assert execute(f"SELECT {column} FROM {table}") == []


def test_a_withdrawn_subject_cannot_be_deleted() -> None:
    actor = BUILD["findings_actor"]()
    make_edition(key=actor.key, number=2, edition_kind="withdrawal")
    assert refusal("DELETE FROM findings_actor")[0] == PERMANENT


@pytest.mark.parametrize("table", ["findings_actor", "findings_source"])
def test_a_published_subject_that_was_merged_can_be_deleted_and_its_key_is_not_given_again(table: str) -> None:
    record, kind = BUILD[table](), KEYED[table][1]
    make_edition(subject_kind=kind, key=record.key)
    make_merge(subject_kind=next(each for each in SubjectKind if each != kind), merged_key=record.key)
    assert refusal(f"DELETE FROM {table}")[0] == PERMANENT
    make_merge(subject_kind=kind, merged_key=record.key, survivor="other")

    record.delete()

    assert execute(f"SELECT key FROM {table}") == []
    with (
        pytest.raises(DatabaseError, match=f'The key "{record.key}" is that of one merged into "other"'),
        transaction.atomic(),
    ):
        BUILD[table](key=record.key)


def test_a_provision_that_was_published_with_its_resolution_cannot_be_deleted() -> None:
    published, unpublished = make_provision("2397-5"), make_provision("2397-6")
    document = {"provisions": [{"key": "2397-4"}, {"key": published.key}]}
    make_edition(subject_kind="resolution", key="2397", slug="2397", document=document)
    assert refusal("DELETE FROM findings_provision WHERE key = '2397-5'")[0] == PERMANENT
    unpublished.delete()
    assert execute("SELECT key FROM findings_provision") == [("2397-5",)]


def test_a_provision_goes_with_its_resolution_while_that_is_unpublished() -> None:
    resolution = make_provision().resolution
    resolution.delete()
    assert execute("SELECT key FROM findings_provision") == []


# The guards themselves


def guards() -> list[tuple[str, str, str]]:
    """(table, trigger, when it fires) of every trigger that a migration made. "A" is: in every session."""
    return execute(
        "SELECT tgrelid::regclass::text, tgname::text, tgenabled::text FROM pg_trigger"
        " WHERE NOT tgisinternal AND tgrelid::regclass::text LIKE 'findings\\_%' AND tgname NOT LIKE 'pgtrigger\\_%'"
        " ORDER BY 1, 2"
    )


EXPECTED_GUARDS = sorted(
    [
        (table, trigger, "A")
        for table in [model._meta.db_table for model in GUARDED]
        for trigger in [
            f"{table.removeprefix('findings_')}_is_never_changed",
            f"{table.removeprefix('findings_')}_is_never_truncated",
        ]
    ]
    + [(table, f"{table.removeprefix('findings_')}_key_is_permanent", "A") for table in KEYED]
    + [(f"findings_{kind}", f"{kind}_key_is_not_of_one_merged", "A") for kind in ("actor", "source")]
)


def test_the_guards_are_taken_down_and_put_up_by_their_migration() -> None:
    settle()
    call_command("migrate", "findings", "0002", verbosity=0)
    assert guards() == []
    assert execute("SELECT proname FROM pg_proc WHERE proname LIKE 'findings\\_guard\\_%'") == []
    call_command("migrate", "findings", verbosity=0)
    assert guards() == EXPECTED_GUARDS


def test_guards_fire_in_every_session() -> None:
    assert guards() == EXPECTED_GUARDS


def test_the_models_are_those_of_the_migrations() -> None:
    call_command("makemigrations", "findings", check=True, dry_run=True, verbosity=0)
