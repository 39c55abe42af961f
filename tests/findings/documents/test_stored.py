"""Documents as they were stored, of every schema there ever was, are pages today.

stored/ holds one document of each kind for each schema, as it was published under that schema; none of them is ever
changed. A step to a new schema adds those of the old one here, and the tests below go on for all of them.
"""

from __future__ import annotations

import copy
import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from findings import publishing
from findings.caching import version_poll
from findings.documents import SCHEMA, document_digest, title_of, upgraded
from findings.documents.upgrades import STEPS
from findings.models import Edition, FindingEntry, FindingText, SubjectEntry
from findings.vocabulary import SubjectKind
from tests.findings.models.ledger import make_edition

STORED = sorted((Path(__file__).parent / "stored").glob("*.json"))
PLURAL = {"category": "categories"}
#: What is stored of each schema: a document of every kind, and a tombstone.
KINDS = [*(kind.value for kind in SubjectKind), "withdrawn"]

every_stored_document = pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)


def read(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


def publish_as_stored(document: dict[str, Any]) -> Edition:
    """An edition in force that holds the document, whatever its schema is."""
    withdrawn = "withdrawn" in document
    return make_edition(
        subject_kind=document["kind"],
        key=document["key"],
        number=2 if withdrawn else 1,
        edition_kind="withdrawal" if withdrawn else "first",
        slug=document["slug"],
        title=title_of(upgraded(document)),
        schema=document["schema"],
        document=document,
        document_digest=document_digest(document),
    )


#: What a reader finds on the page of each, in the words of the document.
SAID = {
    "finding": [
        "MSMT-2025-1-001",
        "Over 20,000 containers of munitions since September 2023",
        "More than 20,000 containers of munitions went to the port of Vostochny.",
        "Arms transfers",
        "MSMT/2025/1",
        "Multilateral Sanctions Monitoring Team",
        "Democratic People's Republic of Korea",
        "Angara",
        "Rajin",
        "S/RES/1718 (2006)",
        "States prevent the supply of arms.",
        "監視チームが報告書",
        "p. 11, note 6; paras. 8-10 and 12; the third picture",
        "Final report of the Panel of Experts (S/2024/215)",
        "The end of the counting period is not known.",
    ],
    "report": [
        "MSMT/2025/1",
        "Unlawful military cooperation",
        "January 2024 to April 2025",
        "The text was not published in one piece.",
        "The first report came out",
        "It came out on 29 May 2025.",
        "Nobody disputes it.",
    ],
    "actor": [
        "Angara",
        "Emelyanovskiy",
        "Ангара",
        "9179842",
        "A cargo ship.",
        "KPv.001",
        "Notice of designation",
        "Final report of the Panel of Experts (S/2024/215)",
    ],
    "source": ["監視チームが報告書", "Kyodo", "A. Author, B. Author", "https://example.org/kyodo"],
    "resolution": [
        "S/RES/1718 (2006)",
        "Non-proliferation",
        "15-0-0",
        "States prevent the supply of arms.",
        "The number is usually given as 9.",
    ],
    "category": ["Arms transfers", "Arms and munitions that changed hands."],
    "withdrawn": ["MSMT-2025-1-002", "A claim that was recorded twice", "It is the same as another one."],
}


@pytest.mark.django_db
@every_stored_document
def test_a_stored_document_is_a_page(path: Path, client: Client) -> None:
    document = read(path)
    edition = publish_as_stored(document)
    version_poll.forget()
    plural = PLURAL.get(edition.subject_kind, f"{edition.subject_kind}s")

    response = client.get(f"/{plural}/{edition.slug}/v/{edition.number}/")

    assert response.status_code == (410 if "withdrawn" in document else 200)
    text = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.text)).split())
    kind = path.stem.rpartition("-")[2]
    assert [each for each in SAID[kind] if each not in text and each not in response.text] == []


@pytest.mark.django_db
def test_stored_documents_have_projections() -> None:
    """All of them at once, as the command that makes projections anew meets them."""
    documents = [read(path) for path in STORED if path.stem.startswith(f"schema-{SCHEMA}-")]
    for document in documents:
        publish_as_stored(document)

    assert publishing.rebuild_entries() == len(documents) - 1  # a tombstone has none

    assert FindingEntry.objects.values_list("reference", "category", "sources").get() == (
        "MSMT-2025-1-001",
        "arms-transfers",
        ["msmt-2025-1", "kyodo-2025-05-30", "s-2024-215"],
    )
    assert FindingText.objects.values_list("title", flat=True).get() == SAID["finding"][1]
    others = {"actor", "category", "report", "resolution", "source"}
    assert set(SubjectEntry.objects.values_list("subject_kind", flat=True)) == others


@every_stored_document
def test_a_stored_document_is_brought_up_to_today_and_itself_stays_as_it_is(path: Path) -> None:
    document = read(path)
    before = copy.deepcopy(document)

    today = upgraded(document)

    assert document == before
    assert (today["schema"], today["kind"], today["key"]) == (SCHEMA, before["kind"], before["key"])
    assert upgraded(today) == today


def test_there_is_a_document_of_each_kind_for_each_schema() -> None:
    assert [path.stem for path in STORED] == sorted(
        f"schema-{schema}-{kind}" for schema in range(1, SCHEMA + 1) for kind in KINDS
    )


def test_there_is_a_step_from_each_schema_to_the_next() -> None:
    assert sorted(STEPS) == list(range(1, SCHEMA))


def test_the_empty_document_of_a_redacted_edition_stays_empty() -> None:
    assert upgraded({}) == {}


#: Schema and kind → the digest under which it was published. A line is added with a schema, and never changed.
PUBLISHED_AS = {
    "schema-1-actor": "8466e98d8ff962fcd1e3e42fe3aae0fa11c8fd615ad7954803629dcbef6a6db2",
    "schema-1-category": "5669f35b8aa29c6cfc8f20eb96e135d117c91eeaf2dbeba5953471bf1bb1e05a",
    "schema-1-finding": "6d72be60e76e64f5bc7e011dc47653b102a429d712d30fb2ea5e1adc66b5311b",
    "schema-1-report": "520cf396c2059d1a9edf8a258403a28ed0dce6da620114433f2842f4a8b9b446",
    "schema-1-resolution": "bc7d3f29d51401fa2ac50a2273671dec20cb2230f91fc8aeee23ce6e72bbc8e0",
    "schema-1-source": "f1abc5a35a8794268ce479b4e3ccc7c4e1cbfa17832d8dc8494f9e49c0ecbf82",
    "schema-1-withdrawn": "f9ea0802af310128dda7b44c9b1249539f154a1c96fc1ab63dc8225183a3ab60",
    "schema-2-actor": "8c4ab1593b59c45bd558b49dc81ebc6ceff152aa1d53440f1052ea89825c3fbc",
    "schema-2-category": "28fb6b8c546c1c35363ef8726331d8fb0adc81b266fd8189f4affd42907b80ec",
    "schema-2-finding": "40b1bcbce362465b77f53e5a21c4f15b1ced78645b4b75a49b25fbf6aea78e26",
    "schema-2-report": "f59e326e0cfec58fd2ef0bb13e684917278503f08d16310010e77b817d2bb183",
    "schema-2-resolution": "f968b210f46c4497540f101b254210b86126b29bf70fb442a8d0f3aa2570c31f",
    "schema-2-source": "f1dad9ab78559dc07282c3a312a4e2c196bc582aa07a06765d4307b81d753863",
    "schema-2-withdrawn": "28870524204242c3e4d14c7e8cf40725126cc00886683d59166952b754b6b21d",
}


def test_no_stored_document_was_changed() -> None:
    assert {path.stem: document_digest(read(path)) for path in STORED} == PUBLISHED_AS
