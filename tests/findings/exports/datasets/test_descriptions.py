"""One field list: what describes a table, in whatever language, says the same of it as its header and the code book."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

from findings.documents import table_rows
from findings.documents.fields import FieldType
from findings.documents.tables import TABLE_BY_NAME, TABLES, Table
from findings.exports.codebook import codebook, described_fields
from findings.exports.datasets.files import csv_name, jsonl_name
from findings.exports.datasets.making import export

ids = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


@pytest.fixture(scope="module")
def folder(thirty_of_the_module: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(tmp_path_factory.mktemp("release") / "6").folder


def read(folder: Path, name: str) -> dict[str, Any]:
    return json.loads((folder / name).read_text())


@ids
def test_header_descriptions_and_code_book_have_the_same_fields(folder: Path, table: Table, db: None) -> None:
    names = [field.name for field in table.fields]
    with (folder / csv_name(table)).open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    package = next(each for each in read(folder, "datapackage.json")["resources"] if each["name"] == table.name)
    beside = read(folder, f"{csv_name(table)}-metadata.json")
    group = next(each for each in read(folder, "csv-metadata.json")["tables"] if each["url"] == csv_name(table))
    schema = read(folder, "schema.json")["$defs"][table.name]
    book = next(each for each in codebook([], 6)["tables"] if each["name"] == table.name)
    assert header == names
    assert [field["name"] for field in package["schema"]["fields"]] == names
    assert [column["name"] for column in beside["tableSchema"]["columns"]] == names
    assert [column["name"] for column in group["tableSchema"]["columns"]] == names
    assert [name for name in schema["properties"] if name != table.json_only] == names
    assert [field["name"] for field in book["fields"]] == names


@ids
def test_they_agree_on_what_a_field_means_and_may_be(folder: Path, table: Table, db: None) -> None:
    package = next(each for each in read(folder, "datapackage.json")["resources"] if each["name"] == table.name)
    columns = read(folder, f"{csv_name(table)}-metadata.json")["tableSchema"]["columns"]
    schema = read(folder, "schema.json")["$defs"][table.name]["properties"]
    for field, in_package, column in zip(table.fields, package["schema"]["fields"], columns, strict=True):
        member = schema[field.name]
        assert in_package["description"] == column["dc:description"] == member["description"]
        assert in_package["description"].startswith(str(field.meaning))
        constraints = in_package.get("constraints", {})
        is_required = field.name in table.required
        assert (constraints.get("required", False), column.get("required", False)) == (is_required, is_required)
        if "enum" in constraints:
            choices = [choice.value for choice in field.choices]
            assert constraints["enum"] == choices == column["datatype"]["format"].split("|")
        assert ("separator" in column) == (field.type is FieldType.LIST)


@ids
def test_a_table_says_of_itself_what_is_true(folder: Path, table: Table, db: None) -> None:
    names = {field.name for field in table.fields}
    assert len(names) == len(table.fields)
    assert set(table.key) <= names
    assert table.required <= names
    for reference in table.references:
        assert reference.field in names
        target = TABLE_BY_NAME[reference.table]
        assert target.key == (reference.target,)
    for field in table.fields:
        meaning = str(field.meaning)
        assert re.fullmatch(r"[a-z]+(_[a-z]+)*", field.name)
        assert (meaning[0].isupper(), meaning[-1] in ".…", 15 <= len(meaning) <= 130) == (True, True, True)
    with (folder / jsonl_name(table)).open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            assert [name for name in table.required if row[name] in (None, "", [])] == []


def test_the_package_has_the_sums_and_sizes_of_its_tables(folder: Path, db: None) -> None:
    sums = dict(line.split("  ")[::-1] for line in (folder / "SHA256SUMS").read_text().splitlines())
    for resource in read(folder, "datapackage.json")["resources"]:
        path = folder / resource["path"]
        assert (resource["hash"], resource["bytes"]) == (f"sha256:{sums[path.name]}", path.stat().st_size)


def test_findings_of_the_code_book_are_the_first_table(db: None) -> None:
    book = codebook(described_fields([]), None)
    tables = book["tables"]
    assert isinstance(tables, list)
    assert [each["name"] for each in tables[0]["fields"]] == [each["name"] for each in book["fields"]]


def test_every_function_that_makes_rows_belongs_to_a_table() -> None:
    makers = {name.removesuffix("_rows").removesuffix("_row") for name in vars(table_rows) if "_row" in name}
    assert makers == {
        *("asserter", "involvement", "quantity", "citation", "mapping", "location"),
        *("actor", "identifier", "designation", "source", "provision", "place", "report", "category"),
    }
