"""A release of thirty findings: the same bytes twice, and the same rows in every form of it."""

from __future__ import annotations

import csv
import hashlib
import json
import sqlite3
from pathlib import Path

import pytest
from django.test import Client

from findings.documents.tables import TABLES
from findings.exports.datasets.files import csv_name, jsonl_name
from findings.exports.datasets.making import export
from tests.findings.exports.thirty import HOSTILE


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def lines(folder: Path, name: str) -> list[dict]:
    with (folder / name).open(encoding="utf-8", newline="\n") as file:
        return [json.loads(line) for line in file]


@pytest.mark.usefixtures("thirty")
def test_two_runs_write_the_same_bytes_the_database_included(tmp_path: Path) -> None:
    export(tmp_path / "a" / "6")
    export(tmp_path / "b" / "6")
    assert files(tmp_path / "a" / "6") == files(tmp_path / "b" / "6")


@pytest.mark.usefixtures("thirty")
def test_every_form_of_a_table_has_the_same_rows(tmp_path: Path) -> None:
    folder = export(tmp_path / "6").folder
    counts = json.loads((folder / "release.json").read_text())["rows"]
    with sqlite3.connect(folder / "findings.sqlite") as database:
        for table in TABLES:
            in_database = database.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0]  # noqa: S608
            assert (
                table.name,
                len(rows(folder, csv_name(table))),
                len(lines(folder, jsonl_name(table))),
                in_database,
            ) == (table.name, counts[table.name], counts[table.name], counts[table.name])
    database.close()


@pytest.mark.usefixtures("thirty")
def test_its_findings_are_those_of_the_csv_of_the_portal(client: Client, tmp_path: Path) -> None:
    folder = export(tmp_path / "6").folder
    served = client.get("/findings.csv?as_of=6&sort=reference").getvalue()
    assert (folder / "findings.csv").read_bytes() == served


@pytest.mark.usefixtures("thirty")
def test_its_ledger_is_that_of_the_portal_and_ends_with_its_head(client: Client, tmp_path: Path) -> None:
    exported = export(tmp_path / "6")
    assert (exported.folder / "ledger.jsonl").read_bytes() == client.get("/data/ledger.jsonl").getvalue()
    assert lines(exported.folder, "ledger.jsonl")[-1]["digest"] == exported.release.head


@pytest.mark.usefixtures("thirty")
def test_the_database_answers_by_its_keys_views_and_search(tmp_path: Path) -> None:
    folder = export(tmp_path / "6").folder
    with sqlite3.connect(folder / "findings.sqlite") as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        found = "SELECT count(*) FROM search WHERE search MATCH 'ledger'"
        assert database.execute(found).fetchone()[0] == sum(
            "ledger" in row["summary"] for row in rows(folder, "findings.csv")
        )
        roles = "SELECT finding, role FROM finding_actors ORDER BY finding, role"
        in_csv = sorted((row["finding"], row["role"]) for row in rows(folder, "involvements.csv"))
        assert database.execute(roles).fetchall() == in_csv
        for view in ("finding_sources", "finding_provisions", "finding_places"):
            assert database.execute(f"SELECT count(*) FROM {view}").fetchone()[0] > 0  # noqa: S608
    database.close()


@pytest.mark.usefixtures("thirty")
def test_a_text_that_a_spreadsheet_would_run_is_harmless_in_csv_and_whole_in_json(tmp_path: Path) -> None:
    folder = export(tmp_path / "6").folder
    in_csv = {row["reference"]: row["title"] for row in rows(folder, "findings.csv")}
    in_json = {row["reference"]: row["title"] for row in lines(folder, "findings.jsonl")}
    assert in_json["MSMT-2025-1-001"] == HOSTILE[0]
    assert in_csv["MSMT-2025-1-001"] == f"'{HOSTILE[0]}"


@pytest.mark.usefixtures("thirty")
def test_the_sums_are_those_of_all_other_files(tmp_path: Path) -> None:
    folder = export(tmp_path / "6").folder
    sums = dict(line.split("  ")[::-1] for line in (folder / "SHA256SUMS").read_text().splitlines())
    assert sums == {
        name: hashlib.sha256(content).hexdigest() for name, content in files(folder).items() if name != "SHA256SUMS"
    }
