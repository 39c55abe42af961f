"""The code book says of every column and every choice what it is, with values of published findings."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import lxml.html  # type: ignore[import-untyped]
import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from findings import vocabulary
from findings.documents.field_list import FIELDS
from findings.documents.tables import TABLES
from findings.exports import sitemaps
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
from findings.pages.parts import Link
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
    page = client.get("/data/codebook/findings/").context["page"]
    assert [row.name for row in page.fields] == columns(client)


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
    choices = client.get("/data/codebook/choices/").context["page"]
    page = client.get("/data/codebook/findings/").context["page"]
    anchors = {each.anchor for each in choices.vocabularies}
    led_to = {
        row.name: row.vocabulary.url.removeprefix("/data/codebook/choices/#") for row in page.fields if row.vocabulary
    }
    assert led_to == {field.name: vocabulary_name(field.vocabulary) for field in FIELDS if field.vocabulary}
    assert set(led_to.values()) <= anchors


def tree(client: Client, address: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(client.get(address).content)


@pytest.mark.usefixtures("one_finding")
def test_every_column_of_every_table_is_described_on_the_page_of_that_table_and_nowhere_else(client: Client) -> None:
    described = {
        table.name: [
            row.get("id") for row in tree(client, f"/data/codebook/{table.name}/").xpath("//tr[starts-with(@id, 'f')]")
        ]
        for table in TABLES
    }
    assert described == {table.name: [f"field-{field.name}" for field in table.fields] for table in TABLES}
    assert tree(client, "/data/codebook/choices/").xpath("//tr[@id]") == []
    assert tree(client, "/data/codebook/").xpath("//tr") == []


@pytest.mark.usefixtures("one_finding")
def test_every_anchor_of_the_time_when_all_was_one_page_is_on_the_overview_and_leads_on(client: Client) -> None:
    """Links that others keep, or that were printed, lead to the name; the name leads to what it means."""
    page = tree(client, "/data/codebook/")
    led_to = {
        **{f"field-{field.name}": f"/data/codebook/findings/#field-{field.name}" for field in FIELDS},
        "fields": "/data/codebook/findings/",
        **{f"table-{table.name}": f"/data/codebook/{table.name}/" for table in TABLES if table.name != "findings"},
        **{vocabulary_name(terms): f"/data/codebook/choices/#{vocabulary_name(terms)}" for terms in VOCABULARIES},
    }
    found = {each.get("id"): each.xpath(".//a/@href")[0] for each in page.xpath("//main//*[@id and .//a]")}
    assert {anchor: found.get(anchor) for anchor in led_to} == led_to
    assert "tables" in found


@pytest.mark.usefixtures("one_finding")
def test_search_engines_are_told_of_every_page_of_it() -> None:
    assert [address for address in sitemaps.pages() if address.startswith("/data/codebook/")] == [
        "/data/codebook/",
        "/data/codebook/choices/",
        *(f"/data/codebook/{table.name}/" for table in TABLES),
    ]


@pytest.mark.usefixtures("one_finding")
def test_no_link_of_the_code_book_leads_to_an_anchor_that_is_not_there(client: Client) -> None:
    addresses = ["/data/codebook/", "/data/codebook/choices/", *(f"/data/codebook/{each.name}/" for each in TABLES)]
    pages = {address: tree(client, address) for address in addresses}
    anchors = {address: page.xpath("//@id") for address, page in pages.items()}
    led_to = {
        (target or address, anchor)
        for address, page in pages.items()
        for target, _hash, anchor in (href.partition("#") for href in page.xpath("//main//@href | //aside//@href"))
        if target.startswith("/data/codebook/") or not target
    }
    assert {target for target, _anchor in led_to} == set(addresses)
    assert {(page, anchor) for page, anchor in led_to if anchor and anchor not in anchors[page]} == set()
    for address, page in pages.items():
        assert len(set(anchors[address])) == len(anchors[address])
        is_overview = address == "/data/codebook/"
        assert page.xpath("//nav[@class='trail']//a/@href") == ([] if is_overview else ["/data/codebook/"])
        assert page.xpath("//aside//a[@aria-current='page']/@href") == ([] if is_overview else [address])


@pytest.mark.usefixtures("one_finding")
def test_an_example_is_cut_and_only_the_table_of_the_findings_has_them(client: Client) -> None:
    pages = {table.name: client.get(f"/data/codebook/{table.name}/").context["page"] for table in TABLES}
    assert [name for name, page in pages.items() if page.has_examples] == ["findings"]
    fields = {row.name: row for row in pages["findings"].fields}
    assert (fields["summary"].example, fields["summary"].example_of.url) == (
        f"{'Coal ' * 30}Coal…",
        "/findings/msmt-2025-1-001/",
    )
    assert {
        (row.example, row.example_of) for page in pages.values() if page.name != "findings" for row in page.fields
    } == {("", None)}


@pytest.mark.usefixtures("one_finding")
def test_a_table_says_its_key_and_what_it_is_of(client: Client) -> None:
    page = client.get("/data/codebook/involvements/").context["page"]
    assert (page.key, page.references) == (
        "finding, position",
        (
            ("finding", Link("findings", "/data/codebook/findings/")),
            ("actor", Link("actors", "/data/codebook/actors/")),
        ),
    )


@pytest.mark.usefixtures("one_finding")
@pytest.mark.parametrize("language", ["", "/ko", "/ja", "/fr"])
def test_none_of_its_pages_is_heavy(client: Client, language: str) -> None:
    """As they are sent to those who take Brotli. Examples of curated findings add less than a thousand bytes."""
    names = ("", "choices/", *(f"{table.name}/" for table in TABLES))
    weights = {
        name: len(brotli.compress(client.get(f"{language}/data/codebook/{name}").content, quality=5)) for name in names
    }
    assert {name: weight for name, weight in weights.items() if weight > 9_000} == {}
    assert min(weights.values()) > 1_000, "what was weighed was no page"


@pytest.mark.usefixtures("one_finding")
@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("involvment", ["/data/codebook/involvements/", "/data/codebook/"]),
        ("choice", ["/data/codebook/choices/", "/data/codebook/"]),
        ("zzz", ["/data/codebook/"]),
    ],
)
def test_a_table_that_there_is_not_is_told_with_those_that_read_alike(
    client: Client, typed: str, near: list[str]
) -> None:
    response = client.get(f"/data/codebook/{typed}/")
    page = lxml.html.document_fromstring(response.content)
    assert (response.status_code, page.xpath("//ul[@class='near']//a/@href")) == (404, near)
    assert f"The code book has no table “{typed}”." in page.text_content()


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
