"""What README says can be done, is done by a test or by .ci/run; and what it says there is, there is."""

from __future__ import annotations

import re
import shlex
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection

import mmsmt_portal
from mmsmt_portal import environment
from mmsmt_portal.postgres_housing import packaged_binaries

ROOT = Path(__file__).resolve().parent.parent.parent
README = (ROOT / "README.md").read_text()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
VENV = "python3 -m venv .venv && .venv/bin/pip install -r requirements/dev.txt && "

#: Every command of README, and where it is run: the file, and what of it does so.
RUN_BY = {
    VENV + ".venv/bin/python manage.py serve": (".ci/run", "README's first command"),
    VENV + ".venv/bin/pytest": (".ci/run", "README's second command"),
    "bash .ci/run": (".ci/run", "`bash .ci/run`"),
    **{
        f".venv/bin/python manage.py {command}": (
            "tests/mmsmt_portal/test_serve.py",
            "def test_while_it_runs_the_commands_of_readme_find_its_database",
        )
        for command in ("load_fixtures --check", "load_fixtures", "dump_fixtures dumped", "createsuperuser")
    },
    ".venv/bin/python manage.py publish --curated --editor=NAME --note=REASON": (
        "tests/findings/management/test_publish.py",
        "def test_what_stands_as_the_curated_files_have_it_is_published",
    ),
    "pip install --require-hashes -r requirements/mcp.txt": (
        "tests/findings/assistants/test_server.py",
        "def test_what_the_readme_installs_is_what_the_server_needs",
    ),
    ".venv/bin/python manage.py mcp": (
        "tests/findings/assistants/test_server.py",
        "def test_it_offers_five_tools_that_only_read_and_answers_over_its_standard_streams",
    ),
    ".venv/bin/python manage.py import_un_list FILE --dry-run": (
        "tests/findings/curation/test_un_list_import.py",
        "def test_a_dry_run_of_the_command_leaves_every_table_as_it_is",
    ),
    ".venv/bin/python manage.py import_un_list FILE": (
        "tests/findings/curation/test_un_list_import.py",
        "def test_the_real_list_is_proposed_once_and_once_accepted_proposes_nothing",
    ),
    ".venv/bin/python manage.py check_links": (
        "tests/findings/admin/test_worklists_links.py",
        "def test_the_command_tells_what_it_found",
    ),
    ".venv/bin/python manage.py verify_editions": (
        "tests/findings/management/test_ledger_commands.py",
        "def test_it_says_how_many_editions_fit_and_which_digest_stands_for_all_of_them",
    ),
    ".venv/bin/python manage.py rebuild_entries": (
        "tests/findings/management/test_ledger_commands.py",
        "def test_entries_are_rebuilt",
    ),
    ".venv/bin/python manage.py export_dataset released": (
        "tests/findings/management/test_export_dataset.py",
        "def test_it_writes_a_release_into_the_folder",
    ),
    ".venv/bin/python manage.py export_dataset released --doi=10.5555/dataset.1": (
        "tests/mmsmt_portal/test_serve.py",
        "def test_while_it_runs_the_commands_of_readme_find_its_database",
    ),
    ".venv/bin/python manage.py export_dataset released --verify": (
        "tests/findings/management/test_export_dataset.py",
        "def test_it_says_that_a_release_is_what_the_database_makes",
    ),
    "manage.py export_dataset": (
        "tests/findings/management/test_export_dataset.py",
        "def test_without_a_folder_it_goes_where_the_portal_serves_it",
    ),
    "manage.py export_dataset --as-of NUMBER": (
        "tests/findings/management/test_export_dataset.py",
        "def test_a_redaction_makes_a_release_anew",
    ),
    "manage.py load_dataset FOLDER": (
        "tests/findings/management/test_load_dataset.py",
        "def test_an_empty_portal_is_filled_from_a_release",
    ),
    ".venv/bin/python manage.py create_reader_role portal_reader --password-from-stdin": (
        "tests/findings/management/test_create_reader_role.py",
        "def test_the_password_comes_from_standard_input_and_never_reaches_the_server_in_clear",
    ),
    ".venv/bin/python manage.py publish_due": (
        "tests/findings/admin/test_submissions.py",
        "def test_what_is_approved_for_a_time_waits_for_it",
    ),
    # There is no Docker where the tests run: what the image is made by and what it starts is run without it.
    "docker build --tag portal .": (
        "tests/mmsmt_portal/test_dockerfile.py",
        "def test_the_steps_of_the_image_give_a_portal_that_serves",
    ),
    "docker run --env-file portal.env portal python manage.py migrate": (
        "tests/mmsmt_portal/test_dockerfile.py",
        "def test_the_steps_of_the_image_give_a_portal_that_serves",
    ),
    "docker run --env-file portal.env --publish 8000:8000 portal": (
        "tests/mmsmt_portal/test_dockerfile.py",
        "def test_the_steps_of_the_image_give_a_portal_that_serves",
    ),
    "gunicorn --config=python:mmsmt_portal.gunicorn_config --bind=0.0.0.0:8000 --workers=2": (
        "tests/mmsmt_portal/test_dockerfile.py",
        "def test_the_command_of_the_image_is_that_of_readme",
    ),
    "pg_dump --format=custom": ("tests/mmsmt_portal/test_readme.py", "def test_a_backup_can_be_restored"),
    "manage.py verify_editions": (
        "tests/operations/test_backups.py",
        "def test_a_dump_is_restored_with_the_same_ledger",
    ),
}
PROGRAMS = ("python3 ", "python ", "bash ", "docker ", "gunicorn ", "pg_dump ", "pip ", ".venv/", "manage.py ")


def commands() -> set[str]:
    """Every line of a code block, and every piece of code in a sentence that begins with a program."""
    blocks = re.findall(r"```\n(.*?)```", README, flags=re.DOTALL)
    lines = {line for block in blocks for line in block.splitlines()}
    pieces = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", README, flags=re.DOTALL))
    return lines | {piece for piece in pieces if piece.startswith(PROGRAMS)}


def test_every_command_is_run_somewhere() -> None:
    assert commands() == set(RUN_BY)


@pytest.mark.parametrize(("file", "what"), sorted(set(RUN_BY.values())))
def test_it_is_run_where_it_is_said_to_be(file: str, what: str) -> None:
    assert what in (ROOT / file).read_text()


def test_the_two_commands_are_each_one_line_that_a_script_finds() -> None:
    assert re.findall(r"python3 -m venv .*manage\.py serve", README) == [VENV + ".venv/bin/python manage.py serve"]
    assert re.findall(r"python3 -m venv .*bin/pytest", README) == [VENV + ".venv/bin/pytest"]


def test_the_table_of_variables_is_what_is_read() -> None:
    table = re.findall(r"^\| `([A-Z_]+)` \|.*\| (.*?) \|$", README, flags=re.MULTILINE)
    assert {name for name, _ in table} == set(environment.NAMES)
    assert {name for name, without in table if without.startswith("production does not start")} == set(
        environment.REQUIRED_IN_PRODUCTION
    )


def test_versions_agree() -> None:
    oldest = PROJECT["project"]["requires-python"].removeprefix(">=")
    assert f"Python {oldest} or later" in README
    assert "PostgreSQL 15 or later" in README
    assert PROJECT["project"]["version"] == mmsmt_portal.__version__


def test_the_files_it_names_are_there() -> None:
    named = set(re.findall(r"`((?:requirements|\.ci|fixtures|docs)/[\w./]*)`", README)) | {"LICENSE"}
    assert {name for name in named if not (ROOT / name).exists()} == set()
    arguments = {part for command in RUN_BY for part in shlex.split(command) if part.startswith("requirements/")}
    assert {name for name in arguments if not (ROOT / name).is_file()} == set()


@pytest.mark.django_db(transaction=True)
def test_a_backup_can_be_restored() -> None:
    """With the triggers that guard the editions: they are part of it, and do not stand in its way."""
    if settings.ENVIRONMENT.database_url:
        pytest.skip("the programs that dump and restore are those of the private server's version")
    binaries = packaged_binaries()
    server = ["--host", connection.settings_dict["HOST"], "--username", connection.settings_dict["USER"]]
    dump = subprocess.run(
        [binaries / "pg_dump", "--format=custom", *server, connection.settings_dict["NAME"]],
        check=True,
        capture_output=True,
    ).stdout
    with connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE restored TEMPLATE template0")
        try:
            subprocess.run(
                [binaries / "pg_restore", "--exit-on-error", *server, "--dbname", "restored"], check=True, input=dump
            )
            with psycopg.connect(
                host=connection.settings_dict["HOST"], user=connection.settings_dict["USER"], dbname="restored"
            ) as restored:
                assert restored.execute(TABLES_AND_GUARDS).fetchall() == _fetch(cursor, TABLES_AND_GUARDS)
        finally:
            cursor.execute("DROP DATABASE restored")


TABLES_AND_GUARDS = r"""
    SELECT relname::text, array_agg(tgname::text ORDER BY tgname) FILTER (WHERE NOT tgisinternal)
    FROM pg_class LEFT JOIN pg_trigger ON tgrelid = pg_class.oid
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' GROUP BY relname ORDER BY relname
"""


def _fetch(cursor: Any, statement: str) -> list[tuple[Any, ...]]:
    cursor.execute(statement)
    return cursor.fetchall()
