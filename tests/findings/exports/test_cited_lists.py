"""A list cited whole: one entry for each finding of its page, in its order, in every form (CITABLE C59)."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlencode

import bibtexparser
import pytest
import rispy
from django.test import Client
from hypothesis import HealthCheck, example, given, settings

from findings.exports.citations import texts
from tests.findings.exports.test_same_answer import fetch, questions, references_of_the_pages

pytestmark = pytest.mark.usefixtures("thirty")

REFERENCE = re.compile(r"\bMSMT-2025-[12]-\d{3}\b")


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=questions)
@example(asked={})
@example(asked={"as_of": "1", "sort": "reference"})
@example(asked={"kind": ["bank"]})
def test_every_form_cites_the_findings_of_the_page_in_its_order(client: Client, asked: dict[str, Any]) -> None:
    query = urlencode(asked, doseq=True)
    references = references_of_the_pages(query)
    items = json.loads(fetch(client, "csl.json", query))
    assert [item["number"] for item in items] == references

    library = bibtexparser.parse_string(fetch(client, "bib", query).decode())
    assert library.failed_blocks == []
    assert [entry["number"] for entry in library.entries] == references
    assert [entry.key for entry in library.entries] == [item["id"] for item in items]

    records = rispy.loads(fetch(client, "ris", query).decode())
    assert [record["issn"] for record in records] == references
    assert [record["urls"][0] for record in records] == [item["URL"] for item in items]

    for style in texts.WRITERS:
        lines = fetch(client, "txt", f"{query}&style={style}").decode().splitlines()
        assert [item["URL"] in line for item, line in zip(items, lines, strict=True)] == [True] * len(references)


def test_a_list_of_texts_is_footnotes_unless_a_style_is_asked_for(client: Client) -> None:
    assert fetch(client, "txt", "") == fetch(client, "txt", "style=footnote")
    assert fetch(client, "txt", "") != fetch(client, "txt", "style=apa")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("style=vancouver", "“vancouver” is no style of citations. The styles are: footnote, apa, chicago, mla, "),
        ("style=", "“” is no style of citations."),
        ("style=apa&style=mla", "The address names “style” 2 times. Once is right."),
    ],
)
def test_a_style_that_there_is_not_is_refused(client: Client, query: str, sentence: str) -> None:
    response = client.get(f"/findings.txt?{query}")
    assert (response.status_code, sentence in response.content.decode()) == (400, True)


def test_other_forms_have_no_style(client: Client) -> None:
    assert client.get("/findings.bib?style=apa").status_code == 400


@pytest.mark.parametrize(
    ("form", "media_type"),
    [
        ("bib", "application/x-bibtex"),
        ("ris", "application/x-research-info-systems"),
        ("csl.json", "application/vnd.citationstyles.csl+json"),
        ("txt", "text/plain; charset=utf-8"),
    ],
)
def test_a_file_says_what_it_is_and_has_a_side_file(client: Client, form: str, media_type: str) -> None:
    response = client.get(f"/findings.{form}?category=category-1&as_of=6")
    assert [
        response.headers[name] for name in ("Content-Type", "Content-Disposition", "Access-Control-Allow-Origin")
    ] == [
        media_type,
        f'attachment; filename="findings-category-1-v6.{form}"',
        "*",
    ]
    side = f'<http://127.0.0.1:8000/findings.{form}.meta.json?category=category-1&as_of=6>; rel="describedby"'
    assert side in response.headers["Link"]
    meta = json.loads(fetch(client, f"{form}.meta.json", "category=category-1&as_of=6"))
    cited = set(REFERENCE.findall(b"".join(response).decode()))
    assert (meta["count"], meta["file"]["media_type"]) == (len(cited), media_type)
    head = client.head(f"/findings.{form}?category=category-1&as_of=6")
    assert (head.headers["Content-Type"], b"".join(head)) == (media_type, b"")


def test_a_redacted_text_is_cited_nowhere(client: Client) -> None:
    """Its reference is MSMT-2025-1-005; as of the version that published it, it is left out and counted."""
    for form in ("bib", "ris", "csl.json", "txt"):
        text = fetch(client, form, "as_of=1").decode()
        assert "MSMT-2025-1-004" in text
        assert "MSMT-2025-1-005" not in text
