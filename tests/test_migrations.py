"""A migration that would stop the pages is not taken without a reason.

While a new release is rolled out, the old one goes on reading. So a migration after the first three may add, and may
not hold a table that grows for longer than a moment, nor take away what the old code reads. Where one does, a sentence
of its module says why that is no harm: `WHY = "…"`. (Rules of PostgreSQL: ALTER TABLE, "Notes"; CREATE INDEX, "Building
Indexes Concurrently". management/commands/migrate.py bounds how long any of it may wait.)
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.postgres.operations import AddConstraintNotValid, AddIndexConcurrently, RemoveIndexConcurrently
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration
from django.db.migrations.operations.base import Operation
from django.db.models.functions import Now

#: The first three made the tables, and are not changed (docs/decisions.md).
FIRST = ("0001_functions", "0002_records", "0003_guards")
#: Operations that hold a table that exists while they read or write all of it, or that old code does not survive.
HOLDING: dict[type[Operation], str] = {
    migrations.AddIndex: "builds an index while nobody may write; AddIndexConcurrently does not",
    migrations.RemoveIndex: "waits for everybody who reads; RemoveIndexConcurrently does not",
    migrations.AddConstraint: "reads the whole table; AddConstraintNotValid and then ValidateConstraint do not hold it",
    migrations.AlterField: "may rewrite the table, or take away what old code writes",
    migrations.RemoveField: "takes away what the old release reads",
    migrations.RenameField: "takes away what the old release reads",
    migrations.RenameModel: "takes away what the old release reads",
    migrations.DeleteModel: "takes away what the old release reads",
    migrations.AlterModelTable: "takes away what the old release reads",
    migrations.RunSQL: "may do anything",
    migrations.RunPython: "may take any time",
}
HARMLESS = (AddIndexConcurrently, RemoveIndexConcurrently, AddConstraintNotValid)


def reasons_needed(migration: Migration) -> Iterator[str]:
    """One sentence for each operation that has to be justified. What is new in a migration, nobody reads yet."""
    made = {each.name_lower for each in migration.operations if isinstance(each, migrations.CreateModel)}
    for operation in migration.operations:
        model = str(getattr(operation, "model_name_lower", getattr(operation, "name_lower", "")))
        if model in made or isinstance(operation, HARMLESS):
            continue
        if isinstance(operation, migrations.AddField) and (why := holds(operation.field)):
            yield f"{migration.name}: {operation.describe()}: {why}"
        for kind, why in HOLDING.items():
            if isinstance(operation, kind) and not is_in_words_alone(operation):
                yield f"{migration.name}: {operation.describe()}: {why}"


def holds(field: models.Field) -> str:
    """Why adding a column would rewrite the table, or fail the old release; "" where it does neither."""
    if isinstance(field, models.ManyToManyField) or field.null:
        return ""
    if isinstance(field, models.GeneratedField):
        return "computes a column for every row"
    if not field.has_db_default():
        # Django takes its default away once the rows have it: then what old code writes is refused.
        return "without a default of the database, what the old release writes is refused"
    if isinstance(field.db_default, models.Func) and not isinstance(field.db_default, Now):
        return "a default that is another one in each row writes every row"
    return ""


def is_in_words_alone(operation: Operation) -> bool:
    """Whether it changes what Django knows, and nothing in the database."""
    return isinstance(operation, migrations.RunSQL) and operation.sql == migrations.RunSQL.noop


def taken() -> dict[str, Migration]:
    loader = MigrationLoader(None)
    return {name: each for (app, name), each in sorted(loader.disk_migrations.items()) if app == "findings"}


def why(migration: Migration) -> str:
    return getattr(import_module(type(migration).__module__), "WHY", "")


@pytest.mark.parametrize("name", [name for name in taken() if name not in FIRST])
def test_a_migration_that_holds_a_table_says_why(name: str) -> None:
    migration = taken()[name]
    needed = list(reasons_needed(migration))
    if needed:
        said = why(migration)
        assert len(said.split()) >= 8 and said.endswith("."), "\n".join(["WHY has to say why:", *needed])  # noqa: PT018


def tried(*operations: Operation) -> Migration:
    return type("Tried", (Migration,), {"operations": list(operations)})("0099_tried", "findings")


WRONG = {
    "an index": migrations.AddIndex("edition", models.Index(fields=["number"], name="i")),
    "a constraint": migrations.AddConstraint("edition", models.CheckConstraint(condition=models.Q(), name="c")),
    "another type": migrations.AlterField("edition", "number", models.BigIntegerField()),
    "a column without a default": migrations.AddField("findingentry", "mine", models.TextField()),
    "a default of Django's": migrations.AddField("findingentry", "mine", models.TextField(default="")),
    "a default that differs": migrations.AddField(
        "findingentry", "mine", models.FloatField(db_default=models.functions.Random())
    ),
    "a computed column": migrations.AddField(
        "findingentry",
        "mine",
        models.GeneratedField(
            expression=models.functions.Lower("reference"), output_field=models.TextField(), db_persist=True
        ),
    ),
    "a column less": migrations.RemoveField("findingentry", "reference"),
    "a table less": migrations.DeleteModel("Word"),
    "statements": migrations.RunSQL("UPDATE findings_findingentry SET reference = reference"),
    "a program": migrations.RunPython(migrations.RunPython.noop),
}
RIGHT = {
    "an index while others write": AddIndexConcurrently("edition", models.Index(fields=["number"], name="i")),
    "a constraint for what comes": AddConstraintNotValid(
        "edition", models.CheckConstraint(condition=models.Q(number__gt=0), name="c")
    ),
    "a column that may be empty": migrations.AddField("findingentry", "mine", models.TextField(null=True)),
    "a default of the database": migrations.AddField("findingentry", "mine", models.TextField(db_default="")),
    "a table": migrations.CreateModel("Mine", [("id", models.BigAutoField(primary_key=True))]),
}


@pytest.mark.parametrize("operation", WRONG.values(), ids=WRONG)
def test_what_would_stop_the_pages_needs_a_reason(operation: Operation) -> None:
    assert len(list(reasons_needed(tried(operation)))) == 1


@pytest.mark.parametrize("operation", RIGHT.values(), ids=RIGHT)
def test_what_is_done_beside_the_pages_needs_none(operation: Operation) -> None:
    assert list(reasons_needed(tried(operation))) == []


def test_what_is_new_may_be_given_anything() -> None:
    made = migrations.CreateModel("Mine", [("id", models.BigAutoField(primary_key=True))])
    index = migrations.AddIndex("mine", models.Index(fields=["id"], name="i"))
    assert list(reasons_needed(tried(made, index))) == []
    assert len(list(reasons_needed(tried(index)))) == 1


# The release before, on the tables of today. (A process of it is tried in tests/operations/test_rolling_out.py.)

#: What a release before this migration does not write, and has to: the module's WHY says so.
NOT_WRITTEN_BEFORE = ("0009_words", {"findings_findingtext.line", "findings_findingtext.line_format"})


def models_before(name: str) -> Iterator[type[models.Model]]:
    """The models as the release knew them that had every migration but this one."""
    loader = MigrationLoader(None)
    state = loader.project_state(("findings", name), at_end=False)
    return iter(state.apps.get_app_config("findings").get_models())


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in taken() if name not in FIRST])
def test_the_release_before_reads_and_writes_the_tables_of_today(name: str) -> None:
    unreadable, unwritten = set(), set()
    with connection.cursor() as cursor:
        for model in models_before(name):
            table = model._meta.db_table
            known = {field.column for field in model._meta.concrete_fields}
            cursor.execute(
                "SELECT column_name, is_nullable = 'YES' OR column_default IS NOT NULL OR is_generated = 'ALWAYS' "
                "OR is_identity = 'YES' FROM information_schema.columns WHERE table_name = %s",
                [table],
            )
            today = dict(cursor.fetchall())
            unreadable |= {f"{table}.{column}" for column in known - today.keys()}
            if not model._meta.managed:
                continue
            # Old code names the columns that it knows, and leaves the others to the database.
            unwritten |= {f"{table}.{column}" for column in today.keys() - known if not today[column]}
    assert unreadable == set()
    assert unwritten == (NOT_WRITTEN_BEFORE[1] if name <= NOT_WRITTEN_BEFORE[0] else set())


@pytest.mark.django_db
def test_every_migration_is_applied_and_the_database_is_what_the_models_say() -> None:
    """So that the tables judged here are those that the tests run on."""
    applied = {name for app, name in MigrationLoader(connection).applied_migrations if app == "findings"}
    assert applied == set(taken())
    tables = set(connection.introspection.table_names())
    assert {model._meta.db_table for model in apps.get_app_config("findings").get_models() if model._meta.managed} <= (
        tables
    )
