"""JSON and JSON Lines: documents as they were published."""

from __future__ import annotations

import hashlib
import json

import pytest

from findings.exports.forms import STREAMED
from findings.models import Edition
from findings.queries.questions import Question
from findings.queries.versions import current_version
from findings.vocabulary import SubjectKind


def written(form: str, question: Question) -> bytes:
    return b"".join(STREAMED[form].chunks(question, current_version()))


@pytest.mark.usefixtures("thirty")
def test_a_line_of_json_lines_has_the_digest_that_the_ledger_has() -> None:
    lines = written("jsonl", Question()).splitlines()
    digests = dict(Edition.objects.of(SubjectKind.FINDING).in_force().readable().values_list("key", "document_digest"))
    assert {json.loads(line)["reference"]: hashlib.sha256(line).hexdigest() for line in lines} == digests


@pytest.mark.usefixtures("thirty")
def test_json_says_what_was_asked_before_its_documents() -> None:
    question = Question.of(category="category-1", hand="second")
    read = json.loads(written("json", question))
    lines = written("jsonl", question).splitlines()
    current = current_version()
    assert current is not None
    assert (read["question"] | {"caveats": None}, [each["reference"] for each in read["findings"]]) == (
        {
            "words": "8 findings about category 1 read at second hand as of dataset version 6",
            "address": "http://127.0.0.1:8000/findings/?category=category-1&hand=second&as_of=6",
            "count": 8,
            "withheld": 1,
            "dataset_version": {"number": 6, "published_at": "2026-03-06T12:00:00Z", "head": current.head},
            "publisher": {"name": "DPRK Sanctions Findings", "address": "http://127.0.0.1:8000/"},
            "licence": {"name": "CC BY 4.0", "address": "https://creativecommons.org/licenses/by/4.0/"},
            "caveats": None,
        },
        [json.loads(line)["reference"] for line in lines],
    )


@pytest.mark.usefixtures("thirty")
@pytest.mark.parametrize("form", ["csv", "json", "jsonl", "geojson"])
def test_an_answer_of_today_has_the_bytes_that_its_pinned_address_gives(form: str) -> None:
    """So its length and SHA-256 are those that stand in its side file."""
    assert written(form, Question()) == written(form, Question(as_of=6))
