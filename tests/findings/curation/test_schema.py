"""The schema as a code book: every field says what it holds, and a JSON Schema can be made of it."""

from __future__ import annotations

import pytest

from findings.curation import schema
from findings.curation.fields import imo_number_fits
from findings.curation.files import FILES, REPORT_FILE
from findings.vocabulary import Role

MODELS = [section.model for sections in (*FILES.values(), REPORT_FILE) for section in sections.values()]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_is_described(model: type[schema.Curated]) -> None:
    described = model.model_json_schema()

    models = [described, *described.get("$defs", {}).values()]
    assert [name for each in models for name, field in each["properties"].items() if not field.get("description")] == []
    assert {each["additionalProperties"] for each in models} == {False}


def test_a_field_of_a_vocabulary_lists_its_words() -> None:
    assert schema.Involvement.model_json_schema() == {
        "title": "Involvement",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "actor": {"title": "Actor", "type": "string", "description": "Who."},
            "role": {
                "title": "Role",
                "type": "string",
                "enum": Role.values,
                "description": "What it is said to have done.",
            },
            "carried_by": {
                "title": "Carried By",
                "type": "array",
                "items": {"type": "string"},
                "maxItems": 1000,
                "default": [],
                "description": schema.CARRIED_BY,
            },
        },
        "required": ["actor", "role"],
    }


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("9179842", True),
        ("9130901", True),
        ("9179843", False),
        ("917984", False),
        ("91798420", False),
        ("９179842", False),
    ],
)
def test_the_check_digit_of_an_imo_number(text: str, fits: bool) -> None:
    assert imo_number_fits(text) is fits
