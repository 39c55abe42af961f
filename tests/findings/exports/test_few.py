"""Answers of no finding, of one, and of none that could be: every form of them is whole."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import openpyxl  # type: ignore[import-untyped]
from django.test import Client

from findings.caching import version_poll
from findings.documents.field_list import BY_NAME, FIELDS
from findings.exports import tabular
from findings.exports.forms import STREAMED, spreadsheet
from findings.exports.jsons import plain
from findings.exports.rows import every_row
from findings.models import FindingText
from findings.queries.questions import Question
from findings.queries.snapshots import snapshot
from findings.queries.versions import current_version
from tests import factories as make
from tests.findings.publish import publish_everything


def written(form: str, question: Question) -> bytes:
    return b"".join(STREAMED[form].chunks(question, current_version()))


def read_csv(data: bytes) -> csv.DictReader[str]:
    return csv.DictReader(io.StringIO(data.decode(), newline=""))


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_a_list_without_findings_is_its_header(db: None) -> None:
    assert written("csv", Question()) == ",".join(BY_NAME).encode() + b"\r\n"


def test_a_list_without_findings_is_whole_json(db: None) -> None:
    make.make_category()
    publish_everything()
    assert json.loads(written("json", Question()))["findings"] == []
    assert written("jsonl", Question()) == b""
    empty = json.loads(written("geojson", Question()))
    assert (empty["type"], empty["features"], empty["findings"]) == (
        "FeatureCollection",
        [],
        {"total": 0, "without_coordinates": 0},
    )


def test_before_the_first_publication_every_form_is_empty_and_whole(client: Client, db: None) -> None:
    version_poll.forget()
    assert list(read_csv(body(client.get("/findings.csv")))) == []
    assert body(client.get("/findings.jsonl")) == b""
    assert json.loads(body(client.get("/findings.json")))["question"]["dataset_version"] is None
    assert json.loads(body(client.get("/findings.geojson")))["features"] == []
    assert openpyxl.load_workbook(io.BytesIO(body(client.get("/findings.xlsx")))).sheetnames == ["Findings", "About"]
    assert json.loads(body(client.get("/findings.json.meta.json")))["count"] == 0
    assert client.get("/findings.atom").status_code == 200
    assert json.loads(body(client.get("/findings.feed.json")))["items"] == []


def test_a_feature_is_a_finding_at_a_located_place(db: None) -> None:
    port = make.make_place("rajin", name="Rajin", latitude="42.25000", longitude="130.30000")
    coast = make.make_place("coast", name="The coast", latitude="-1.50000", longitude="-0.12345", precision="region")
    sea = make.make_place("sea", latitude=None, longitude=None, precision="")
    make.make_finding("MSMT-2025-1-001", places=[port, sea, coast])
    make.make_finding("MSMT-2025-1-002", places=[sea])
    make.make_finding("MSMT-2025-1-003")
    publish_everything()
    read = json.loads(written("geojson", Question()))
    with snapshot():
        values = next(every_row(Question())).values
    flat = {field.name: plain(value) for field, value in zip(FIELDS, values, strict=True)}
    assert read["findings"] == {"total": 3, "without_coordinates": 2}
    assert read["question"]["count"] == 3
    assert read["features"] == [
        {
            "type": "Feature",
            "id": f"MSMT-2025-1-001/{place['place_key']}",
            "geometry": {"type": "Point", "coordinates": coordinates},
            "properties": {**place, **flat},
        }
        for coordinates, place in [
            (
                [130.3, 42.25],
                {
                    "place": "Rajin",
                    "place_key": "kp/rajin",
                    "place_country": "KP",
                    "place_precision": "locality",
                },
            ),
            (
                [-0.12345, -1.5],
                {
                    "place": "The coast",
                    "place_key": "kp/coast",
                    "place_country": "KP",
                    "place_precision": "region",
                },
            ),
        ]
    ]
    assert {"place", "place_key", "place_country", "place_precision"}.isdisjoint(BY_NAME)


def test_a_text_too_long_for_a_cell_is_cut_and_says_so(db: None) -> None:
    make.make_finding(editors_note="x" * 40_000)
    publish_everything()
    with spreadsheet(Question(), current_version()) as file:
        book = openpyxl.load_workbook(io.BytesIO(file.read()), read_only=True)
    header, row = book["Findings"].iter_rows(values_only=True)
    note = row[header.index("editors_note")]
    assert len(note) == tabular.CELL_CHARACTERS
    assert note.endswith("xxx … (cut: a cell holds no more. The CSV has all of it.)")
    assert next(read_csv(written("csv", Question())))["editors_note"] == "x" * 40_000


def test_csv_is_the_same_from_ready_lines_and_from_documents(db: None) -> None:
    for n in range(3):
        make.make_finding(title=f"Finding {n}", summary="A sign \ue010 in a text." if n == 1 else "No sign.")
    publish_everything()
    mixed = written("csv", Question())
    FindingText.objects.update(line_format="an earlier release")
    assert written("csv", Question()) == mixed
    assert [row["title"] for row in read_csv(mixed)] == ["Finding 0", "Finding 1", "Finding 2"]
