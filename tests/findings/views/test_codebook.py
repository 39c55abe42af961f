"""The code book says of every column and every choice what it is, with values of published findings."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from findings import vocabulary
from findings.documents.field_list import FIELDS
from findings.exports.codebook import (
    CODEBOOK,
    VOCABULARIES,
    codebook_changes,
    codebook_of_release,
    vocabulary_name,
)
from findings.exports.datasets.files import SUMS
from findings.exports.datasets.making import export
from findings.pages.codebook import CodebookChangeRow
from tests import factories as make
from tests.findings.publish import publish_everything


@pytest.fixture
def one_finding(db: None) -> None:
    make.make_finding(
        "MSMT-2025-1-001",
        title="=SUM of coal",
        summary="Coal " * 100,
        involvements=[(make.make_vessel("angara"), "carrier")],
        citations=[(make.make_source("msmt-2025-1"), "origin", "p. 11, note 6")],
    )
    publish_everything()


def columns(client: Client) -> list[str]:
    body = client.get("/findings.csv").getvalue().decode()
    return next(csv.reader(io.StringIO(body)))


@pytest.mark.usefixtures("one_finding")
def test_its_fields_are_the_columns_of_the_csv_in_their_order(client: Client) -> None:
    book = client.get("/data/codebook.json").json()
    assert [field["name"] for field in book["fields"]] == columns(client)
    assert [row.name for row in client.get("/data/codebook/").context["page"].fields] == columns(client)


@pytest.mark.usefixtures("one_finding")
def test_an_example_is_the_cell_of_a_published_finding(client: Client) -> None:
    book = client.get("/data/codebook.json").json()
    examples = {field["name"]: field["example"] for field in book["fields"]}

    assert examples["reference"] == {"value": "MSMT-2025-1-001", "finding": "MSMT-2025-1-001"}
    assert examples["title"] == {"value": "'=SUM of coal", "finding": "MSMT-2025-1-001"}
    assert examples["actor_roles"] == {"value": "angara:carrier", "finding": "MSMT-2025-1-001"}
    assert examples["source_places"] == {"value": "msmt-2025-1/p-11-note-6", "finding": "MSMT-2025-1-001"}
    assert examples["summary"]["value"] == f"{'Coal ' * 30}Coal…"
    assert examples["provisions"] is None


@pytest.mark.usefixtures("one_finding")
def test_a_record_that_is_not_published_gives_no_example(client: Client) -> None:
    make.make_finding(
        "MSMT-2025-1-000", title="A draft that nobody may see", provisions=[make.make_provision("2397-8")]
    )
    book = client.get("/data/codebook.json")
    assert "draft" not in book.content.decode()
    assert {field["example"] is None for field in book.json()["fields"] if field["name"] == "provisions"} == {True}


@pytest.mark.django_db
def test_a_field_without_a_finding_has_no_example(client: Client) -> None:
    book = client.get("/data/codebook.json").json()
    assert book["dataset_version"] is None
    assert [field["example"] for field in book["fields"]] == [None] * len(FIELDS)


def test_every_choice_list_of_the_vocabulary_is_in_the_code_book() -> None:
    lists = {each for each in vars(vocabulary).values() if isinstance(each, type) and issubclass(each, vocabulary.Term)}
    assert set(VOCABULARIES) == lists - {vocabulary.Term}


@pytest.mark.usefixtures("one_finding")
def test_a_field_with_choices_leads_to_its_list(client: Client) -> None:
    page = client.get("/data/codebook/").context["page"]
    anchors = {each.anchor for each in page.vocabularies}
    led_to = {row.name: row.vocabulary.url.removeprefix("#") for row in page.fields if row.vocabulary}
    assert led_to == {field.name: vocabulary_name(field.vocabulary) for field in FIELDS if field.vocabulary}
    assert set(led_to.values()) <= anchors


@pytest.mark.usefixtures("one_finding")
def test_other_sites_may_read_it(client: Client) -> None:
    response = client.get("/data/codebook.json")
    assert (response.headers["Access-Control-Allow-Origin"], response.headers["Content-Type"]) == (
        "*",
        "application/json",
    )


def findings_table(book: dict) -> dict:
    return next(table for table in book["tables"] if table["name"] == "findings")


@pytest.fixture
def two_releases(one_finding: None, settings: Settings, tmp_path: Path) -> Path:
    """Releases of versions 1 and 2; the first has a code book in which a field and two choices were otherwise."""
    settings.RELEASES_DIR = tmp_path
    make.make_finding("MSMT-2025-1-002")
    publish_everything()
    for version in (1, 2):
        export(tmp_path / str(version), version=version)
    file = tmp_path / "1" / CODEBOOK
    book = json.loads(file.read_text())
    (title,) = [field for field in findings_table(book)["fields"] if field["name"] == "title"]
    title["meaning"] = "The title."
    book["vocabularies"]["role"] = [each for each in book["vocabularies"]["role"] if each["value"] != "broker"]
    book["vocabularies"]["role"].append({"value": "fixer", "label": "Fixer", "meaning": "Fixes."})
    file.write_text(json.dumps(book))
    sums = tmp_path / "1" / SUMS
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    sums.write_text(re.sub(rf"[0-9a-f]{{64}}(  {CODEBOOK})", rf"{digest}\1", sums.read_text()))
    return tmp_path


@pytest.mark.usefixtures("two_releases")
def test_what_changed_in_the_code_book_between_two_releases_is_told_entry_by_entry(client: Client) -> None:
    page = client.get("/data/codebook/diff/1..2/").context["page"]
    meaning = str(next(field.meaning for field in FIELDS if field.name == "title"))
    assert page.rows == (
        CodebookChangeRow("Changed", "field", "findings.title", (("meaning", "The title.", meaning),)),
        CodebookChangeRow("Added", "choice", "role.broker", ()),
        CodebookChangeRow("Taken out", "choice", "role.fixer", ()),
    )
    assert client.get("/data/codebook/diff/2..2/").context["page"].rows == ()
    assert client.get("/data/releases/2/").context["page"].codebook_changes_url == "/data/codebook/diff/1..2/"
    assert client.get("/data/releases/1/").context["page"].codebook_changes_url == ""


@pytest.mark.usefixtures("two_releases")
def test_a_release_that_is_not_there_has_no_code_book_to_compare(client: Client) -> None:
    response = client.get("/data/codebook/diff/1..7/")
    assert (response.status_code, "no release of dataset version 7" in response.content.decode()) == (404, True)


@given(st.dictionaries(st.sampled_from(["title", "summary", "actors", "new"]), st.text(max_size=5)))
def test_a_code_book_differs_from_itself_in_nothing_and_from_another_in_what_was_changed(meanings: dict) -> None:
    book = codebook_of_release(1)
    other = json.loads(json.dumps(book))
    fields = findings_table(other)["fields"]
    known = {field["name"]: field for field in fields}
    for name, meaning in meanings.items():
        if name in known:
            known[name]["meaning"] = meaning
        else:
            fields.append({**fields[0], "name": name, "meaning": meaning})
    assert codebook_changes(book, book) == []
    assert {(each.change, each.entry) for each in codebook_changes(book, other)} == {
        ("changed" if name in known else "added", f"findings.{name}") for name in meanings
    }
