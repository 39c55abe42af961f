"""The code book says of every column and every choice what it is, with values of published findings."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client

from findings import vocabulary
from findings.documents.field_list import FIELDS
from findings.exports.codebook import VOCABULARIES, vocabulary_name
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
