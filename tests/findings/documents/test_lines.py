"""The ready line of a CSV: the values of the field list, but for the addresses."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pytest

from findings.documents import compile_subjects, upgraded
from findings.documents.canonical import sha256
from findings.documents.field_list import BY_NAME
from findings.documents.lines import AFTER, BEFORE, END, LINE_FORMAT, MIDDLE, csv_header, line_of
from findings.vocabulary import SubjectKind
from tests.findings.documents.whole import make_whole_finding

PUBLISHED = dt.datetime(2026, 3, 26, 12, 30, tzinfo=dt.UTC)


@pytest.fixture
def document(db: None) -> dict[str, Any]:
    finding = make_whole_finding()
    (compiled,) = compile_subjects(SubjectKind.FINDING, [finding.reference])
    return compiled.document


def line(document: dict[str, Any]) -> str:
    return line_of(document, "a-slug", 2, "correction", PUBLISHED, "d" * 64)


def test_a_line_has_the_fields_and_signs_for_the_addresses(document: dict[str, Any]) -> None:
    (row,) = csv.DictReader(io.StringIO(csv_header() + line(document), newline=""), strict=True)
    assert list(row) == list(BY_NAME)
    assert {name: row[name] for name in list(BY_NAME)[-6:]} == {
        "edition": "2",
        "edition_kind": "correction",
        "edition_published": "2026-03-26T12:30:00Z",
        "document_digest": "d" * 64,
        "permalink": f"{BEFORE}a-slug{AFTER}",
        "edition_permalink": f"{BEFORE}a-slug{MIDDLE}2{END}",
    }
    assert row["title"] == document["title"]


@pytest.mark.parametrize("sign", [BEFORE, AFTER, MIDDLE, END])
def test_a_document_that_has_one_of_the_signs_has_no_line(document: dict[str, Any], sign: str) -> None:
    assert line(document | {"title": f"A {sign} in it"}) == ""


def test_when_a_line_changes_so_does_its_format() -> None:
    """Lines of another format are not used. Where this fails, raise _FORMAT, and pin what is now."""
    stored = json.loads(Path(__file__).with_name("stored").joinpath("schema-1-finding.json").read_text())
    digest = sha256(line(upgraded(stored)))
    assert (LINE_FORMAT, digest[:12]) == ("1-d8b3706bf6f4", "1af824e5c725")
