"""The role of a public process: every page is served by it, and nothing can be written or read beyond them."""

# ruff: noqa: S608 - the statements are put together from names of tables and of our own role

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from findings.management.reader_role import TABLES
from mmsmt_portal import environment
from tests.factories import make_event
from tests.findings.documents.whole import make_whole_finding
from tests.findings.management.commands import run
from tests.findings.models.every import LEDGER
from tests.findings.publish import publish_everything

READER = "portal_test_reader"
INSUFFICIENT_PRIVILEGE = "42501"
#: What a reader is told after any mistake.
NOTHING = "Nothing was changed."

pytestmark = pytest.mark.django_db


def execute(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture(autouse=True)
def may_create_roles(db: None) -> None:
    [(allowed,)] = execute("SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user")
    if not allowed:
        pytest.skip("the role of DATABASE_URL may not create roles")


def rights() -> dict[str, set[str]]:
    """Relation → what the reader may do with it, of all relations on which it may do anything."""
    found: dict[str, set[str]] = {}
    for privilege in ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"):
        for (table,) in execute(
            "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace"
            " AND relkind IN ('r', 'p', 'v', 'm', 'f') AND has_table_privilege(%s, oid, %s)",
            READER,
            privilege,
        ):
            found.setdefault(table, set()).add(privilege)
    for (sequence,) in execute(
        "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace"
        " AND CASE relkind WHEN 'S' THEN has_sequence_privilege(%s, oid, 'USAGE, SELECT, UPDATE') END",
        READER,
    ):
        found.setdefault(sequence, set()).add("sequence")
    return found


def test_it_may_read_what_is_published_and_nothing_else() -> None:
    code, printed, errors = run("create_reader_role", READER)

    assert (code, errors) == (0, [])
    assert printed == [f"Made the role {READER}. It may read 9 tables:", *(f"  {each}" for each in sorted(TABLES))]
    assert rights() == {table: {"SELECT"} for table in TABLES}
    assert set(TABLES) == {model._meta.db_table for model in LEDGER} | {"django_migrations"}
    assert execute(
        "SELECT rolcanlogin, rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls, rolconfig"
        " FROM pg_roles WHERE rolname = %s",
        READER,
    ) == [(True, False, False, False, False, False, ["default_transaction_read_only=on"])]
    assert kept_password() is None


def test_run_again_it_takes_back_what_was_given_besides() -> None:
    run("create_reader_role", READER)
    before = rights()
    execute(f"GRANT INSERT, SELECT ON findings_finding TO {READER}")
    execute(f"GRANT UPDATE (note) ON findings_edition TO {READER}")
    execute(f"GRANT USAGE ON SEQUENCE findings_finding_id_seq TO {READER}")
    execute(f"GRANT CREATE ON SCHEMA public TO {READER}")
    execute(f"REVOKE SELECT ON findings_edition FROM {READER}")
    execute(f"ALTER ROLE {READER} NOLOGIN")
    assert rights() != before

    code, printed, errors = run("create_reader_role", READER)

    assert (code, printed[0], errors) == (0, f"Renewed the role {READER}. It may read 9 tables:", [])
    assert rights() == before
    assert execute(
        "SELECT rolcanlogin, has_any_column_privilege(rolname, 'findings_edition', 'UPDATE'),"
        " has_schema_privilege(rolname, 'public', 'CREATE') FROM pg_roles WHERE rolname = %s",
        READER,
    ) == [(True, False, False)]


def kept_password() -> str | None:
    [(kept,)] = execute("SELECT rolpassword FROM pg_authid WHERE rolname = %s", READER)
    return kept


def test_the_password_comes_from_standard_input_and_never_reaches_the_server_in_clear(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("tr0ub4dor & \"3'\nanother line\n"))
    statements: list[str] = []

    def listen(execute: Any, sql: Any, *rest: Any) -> Any:
        statements.append(sql if isinstance(sql, str) else sql.as_string(connection.connection))
        return execute(sql, *rest)

    with connection.execute_wrapper(listen):
        assert run("create_reader_role", READER, "--password-from-stdin")[0] == 0

    kept = kept_password()
    assert kept is not None
    assert kept.startswith("SCRAM-SHA-256$")
    assert [each for each in statements if "PASSWORD" in each] == [f"ALTER ROLE \"{READER}\" PASSWORD '{kept}'"]
    assert not any("tr0ub4dor" in each for each in statements)

    assert run("create_reader_role", READER)[0] == 0
    assert kept_password() == kept  # one that is not given is not taken away


def test_an_empty_password_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
    assert run("create_reader_role", READER, "--password-from-stdin") == (
        1,
        [],
        ["Standard input has no password in its first line. Nothing was changed."],
    )


@pytest.mark.parametrize("name", ["Reader", "pg_reader", "1reader", "reader;drop", "reader-1", "", "r" * 64, "é"])
def test_a_name_that_would_need_quotes_is_refused(name: str) -> None:
    assert run("create_reader_role", name) == (
        1,
        [],
        [
            (
                f"“{name}” cannot be the name of a role: use small letters, digits and “_”, at most 63, not beginning "
                "with a digit or with “pg_”."
            ),
            NOTHING,
        ],
    )


@pytest.mark.parametrize(
    "more",
    [
        "CREATE ROLE {0} SUPERUSER",
        "CREATE ROLE {0} CREATEDB",
        "CREATE ROLE {0}; GRANT pg_read_all_data TO {0}",
        "CREATE ROLE {0}; CREATE TABLE owned (); ALTER TABLE owned OWNER TO {0}",
    ],
)
def test_nobodys_role_becomes_a_reader_by_mistake(more: str) -> None:
    execute(more.format(READER))
    before = execute("SELECT * FROM pg_roles WHERE rolname = %s", READER)
    assert run("create_reader_role", READER) == (
        1,
        [],
        [
            (
                f"The role {READER} exists and is more than a reader: it owns something, is a member of another role, "
                "or has rights over the server. Choose another name."
            ),
            NOTHING,
        ],
    )
    assert execute("SELECT * FROM pg_roles WHERE rolname = %s", READER) == before


def test_nor_does_the_role_of_this_connection() -> None:
    [(own,)] = execute("SELECT current_user")
    assert run("create_reader_role", own)[2][0].startswith(f"The role {own} exists and is more than a reader: ")


def test_a_role_that_may_not_create_roles_is_told_so() -> None:
    execute(f"CREATE ROLE {READER}_owner")
    execute(f"SET LOCAL ROLE {READER}_owner")
    assert run("create_reader_role", READER) == (
        1,
        [],
        [
            (
                "The role of this connection may not do that (permission denied to create role): use the DATABASE_URL "
                "of one that has CREATEROLE and owns the tables of the portal."
            ),
            NOTHING,
        ],
    )
    execute("RESET ROLE")
    assert execute("SELECT count(*) FROM pg_roles WHERE rolname = %s", READER) == [(0,)]


def test_what_everybody_may_do_is_not_passed_over() -> None:
    execute("GRANT UPDATE (title) ON findings_finding TO PUBLIC")
    assert run("create_reader_role", READER)[2] == [
        (
            "Every role may do more than read what is published, by a grant to PUBLIC on findings_finding: "
            "REVOKE ALL ON findings_finding FROM PUBLIC, then run this command again."
        ),
        NOTHING,
    ]
    assert execute("SELECT count(*) FROM pg_roles WHERE rolname = %s", READER) == [(0,)]
    execute("REVOKE ALL ON findings_finding FROM PUBLIC")
    execute("GRANT CREATE ON SCHEMA public TO PUBLIC")
    assert run("create_reader_role", READER)[2] == [
        (
            "Every role may create tables in the schema public: REVOKE CREATE ON SCHEMA public FROM PUBLIC, "
            "then run this command again."
        ),
        NOTHING,
    ]


def test_before_the_migrations_there_is_nothing_to_read() -> None:
    connection.check_constraints()
    execute("ALTER TABLE findings_keyalias RENAME TO elsewhere")
    assert run("create_reader_role", READER)[2] == [
        "The database has no table findings_keyalias: run manage.py migrate first.",
        NOTHING,
    ]


# A process that connects as that role


@pytest.fixture
def reader_url(transactional_db: None) -> Iterator[str]:
    """The address of the test database for the reader, with one of everything published there."""
    finding = make_whole_finding()
    make_event(report=finding.report)
    publish_everything()
    assert run("create_reader_role", READER)[0] == 0
    password = "its password"
    execute(f"ALTER ROLE {READER} PASSWORD '{password}'")
    parameters = connection.get_connection_params()
    yield (
        f"postgresql://{READER}:{quote(password)}@/{parameters['dbname']}?host={quote(parameters['host'])}"
        f"&port={parameters.get('port') or 5432}"
    )
    execute(f"DROP OWNED BY {READER}")
    execute(f"DROP ROLE {READER}")


#: Follows the links of the portal from its first page on, one of each shape, and prints address → status.
CRAWL = """
import html, json, re, django
django.setup()
from django.conf import settings
from django.db import connection
from django.test import Client

client = Client(SERVER_NAME="localhost", raise_request_exception=False)
found, shapes, waiting = {}, set(), ["/", "/findings/", "/health/ready", "/findings/?q=finding&actor=actor-2"]
while waiting:
    address = waiting.pop(0)
    path, _, question = address.partition("?")
    # Of a hundred findings, or of a hundred filtered lists, one is enough.
    shape = (path.split("/")[1], path.count("/"), path.partition(".")[2], bool(question))
    if shape in shapes:
        continue
    shapes.add(shape)
    response = client.get(address)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    found[address] = response.status_code
    if "html" in response.headers.get("Content-Type", ""):
        waiting += map(html.unescape, re.findall(r'(?:href|src)="(/(?!static/)[^"#]*)', body.decode()))
print(json.dumps({"user": connection.settings_dict["USER"], "role": settings.SITE_ROLE, "found": found}))
"""


@pytest.mark.django_db(transaction=True)
def test_a_public_process_serves_every_page(reader_url: str) -> None:
    process = subprocess.run(
        [sys.executable, "-c", CRAWL],
        cwd=settings.BASE_DIR,
        env=environment.with_changes(
            DATABASE_URL=reader_url, SITE_ROLE="public", DJANGO_SETTINGS_MODULE="mmsmt_portal.settings", DEBUG="1"
        ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode == 0, process.stderr
    told = json.loads(process.stdout)
    assert (told["user"], told["role"]) == (READER, "public")
    assert {address: status for address, status in told["found"].items() if status not in {200, 302}} == {}
    kinds = {"findings", "categories", "reports", "actors", "sources", "resolutions"}
    assert {address.split("/")[1] for address in told["found"] if address.count("/") == 3} >= kinds


@pytest.mark.django_db(transaction=True)
def test_it_can_neither_write_nor_read_a_record(reader_url: str) -> None:
    """Also not by taking off the brake that a session may take off itself."""
    tables = [model._meta.db_table for model in apps.get_models() if model._meta.managed and not model._meta.proxy]
    records = [table for table in tables if table not in TABLES]
    assert {"findings_finding", "findings_findingchange", "pghistory_context"} < set(records)
    assert {"findings_curatedform", "auth_user", "django_session"} < set(records)
    with psycopg.connect(reader_url, autocommit=True) as reader:

        def refusal(statement: str) -> str | None:
            try:
                reader.execute(statement)
            except psycopg.Error as error:
                return error.sqlstate
            return None

        assert refusal("SELECT title FROM findings_edition") is None
        assert refusal("DELETE FROM findings_edition") == "25006"  # read-only transaction
        assert refusal("SET default_transaction_read_only = off") is None
        for table in [*records, *TABLES]:
            assert (table, refusal(f"DELETE FROM {table}")) == (table, INSUFFICIENT_PRIVILEGE)
            assert (table, refusal(f"TRUNCATE {table}")) == (table, INSUFFICIENT_PRIVILEGE)
            assert (table, refusal(f"INSERT INTO {table} DEFAULT VALUES")) == (table, INSUFFICIENT_PRIVILEGE)
        for table in records:
            assert (table, refusal(f"SELECT FROM {table}")) == (table, INSUFFICIENT_PRIVILEGE)
        for statement in (
            "UPDATE findings_edition SET title = ''",
            "DO 'BEGIN LOCK TABLE findings_datasetversion IN SHARE ROW EXCLUSIVE MODE; END'",
            "CREATE TABLE mine ()",
            "ALTER TABLE findings_edition DISABLE TRIGGER ALL",
            "SELECT nextval('findings_finding_id_seq')",
            f"ALTER ROLE {READER} SUPERUSER",
        ):
            assert (statement, refusal(statement)) == (statement, INSUFFICIENT_PRIVILEGE)
