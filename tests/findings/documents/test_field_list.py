"""The one list of fields: what a flat row says, and that what it says of itself is true."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import pytest

from findings.documents import compile_subjects, entry_of
from findings.documents.field_list import BY_NAME, FIELDS, flat
from findings.documents.fields import Document, EditionFacts, FieldType, Value
from findings.models import Finding
from findings.vocabulary import SubjectKind
from tests import factories as make
from tests.findings.exports.thirty import make_thirty

EDITION = EditionFacts(
    number=2,
    edition_kind="correction",
    published_at=dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC),
    document_digest="0" * 64,
    permalink="https://portal.example.org/findings/msmt-2025-1-001/",
    edition_permalink="https://portal.example.org/findings/msmt-2025-1-001/v/2/",
)
TYPES = {
    FieldType.STRING: str,
    FieldType.INTEGER: int,
    FieldType.DECIMAL: Decimal,
    FieldType.BOOLEAN: bool,
    FieldType.PARTIAL_DATE: str,
    FieldType.TIMESTAMP: dt.datetime,
    FieldType.LIST: list,
}


def row_of(finding: Finding) -> dict[str, Value]:
    return flat_row(compile_subjects(SubjectKind.FINDING, [finding.reference])[0].document)


def flat_row(document: Document) -> dict[str, Value]:
    return dict(zip(BY_NAME, flat(document, EDITION), strict=True))


def thirty_documents() -> list[Document]:
    make_thirty()
    references = Finding.objects.values_list("reference", flat=True)
    return [each.document for each in compile_subjects(SubjectKind.FINDING, list(references))]


def test_a_row_says_what_the_document_says(db: None) -> None:
    report = make.make_report("msmt-2025-1", code="MSMT/2025/1", reference_prefix="MSMT-2025-1")
    vessel = make.make_vessel("angara", name="Angara", country="RU")
    state = make.make_actor("russia", name="Russian Federation", actor_kind="state", country="RU")
    origin, other = make.make_source("msmt-2025-1"), make.make_source("news", title="A paper")
    finding = make.make_finding(
        "MSMT-2025-1-001",
        report=report,
        category=make.make_category("arms", name="Arms transfers"),
        title="More than 20,000 containers",
        summary="They were shipped.",
        asserters=[state],
        involvements=[(vessel, "carrier"), (state, "recipient"), (vessel, "other")],
        quantities=[
            {"low": 20000, "qualifier": "more_than", "unit": "containers", "measure": "containers of munitions"},
            {"low": "4200000", "high": "5800000.5", "qualifier": "about", "unit": "USD", "measure": "cash"},
        ],
        places=[
            make.make_place("rajin", name="Rajin"),
            make.make_place("sea", latitude=None, longitude=None, precision=""),
        ],
        provisions=[
            make.make_provision("1718-8", resolution=make.make_resolution("1718"), paragraph="8(a)"),
            make.make_provision("2397-5", resolution=make.make_resolution("2397"), paragraph_checked=False),
            make.make_provision(
                "2371-3", resolution=make.make_resolution("2371"), paragraph="", paragraph_checked=False
            ),
        ],
        citations=[(origin, "origin", "p. 11, note 6; p. 38"), (other, "disputes"), (origin, "relays", "the preface")],
        editors_note="A note.",
        recheck=True,
    )
    assert row_of(finding) == {
        "reference": "MSMT-2025-1-001",
        "title": "More than 20,000 containers",
        "summary": "They were shipped.",
        "category": "Arms transfers",
        "category_key": "arms",
        "asserted_by": "The MSMT participating states",
        "asserters": ["Russian Federation"],
        "asserter_keys": ["russia"],
        "report": "Report 1",
        "report_key": "msmt-2025-1",
        "report_code": "MSMT/2025/1",
        "report_kind": "msmt_report",
        "report_issuer": "Multilateral Sanctions Monitoring Team",
        "report_published": "2025-05-29",
        "period_start": "2023-09",
        "period_end": "2024-03",
        "years": ["2023", "2024"],
        "support": "single",
        "at_second_hand": False,
        "disputed": True,
        "quantity_measure": "containers of munitions",
        "quantity_qualifier": "more_than",
        "quantity_low": Decimal(20000),
        "quantity_high": None,
        "quantity_unit": "containers",
        "quantities": [
            "more_than 20000 containers (containers of munitions)",
            "about 4200000..5800000.5 USD (cash)",
        ],
        "actors": ["Angara", "Russian Federation"],
        "actor_keys": ["angara", "russia"],
        "actor_kinds": ["vessel", "state"],
        "actor_roles": ["angara:carrier", "russia:recipient", "angara:other"],
        "countries": ["RU", "KP"],
        "places": ["Rajin", "Place 2"],
        "place_keys": ["kp/rajin", "kp/sea"],
        "place_coordinates": ["42.25,130.3,locality", ""],
        "provisions": [
            "S/RES/1718 (2006), para. 8(a)",
            "S/RES/2397 (2006), para. 1 (not checked)",
            "S/RES/2371 (2006), paragraph not known",
        ],
        "provision_keys": ["1718-8", "2397-5", "2371-3"],
        "sources": ["Source 1", "A paper"],
        "source_keys": ["msmt-2025-1", "news"],
        "source_relations": ["msmt-2025-1:origin", "news:disputes", "msmt-2025-1:relays"],
        "source_places": ["msmt-2025-1/p-11-note-6", "msmt-2025-1/p-38"],
        "editors_note": "A note.",
        "recheck": True,
        "edition": 2,
        "edition_kind": "correction",
        "edition_published": dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC),
        "document_digest": "0" * 64,
        "permalink": "https://portal.example.org/findings/msmt-2025-1-001/",
        "edition_permalink": "https://portal.example.org/findings/msmt-2025-1-001/v/2/",
    }


def test_what_is_absent_is_empty_and_not_invented(db: None) -> None:
    row = row_of(make.make_finding(period_start=None, period_end=None, citations=[(make.make_source(), "relays")]))
    absent = {name: row[name] for name in row if row[name] in ("", None, [])}
    assert absent == {
        "asserters": [],
        "asserter_keys": [],
        "period_start": None,
        "period_end": None,
        "years": [],
        "quantity_measure": "",
        "quantity_qualifier": "",
        "quantity_low": None,
        "quantity_high": None,
        "quantity_unit": "",
        "quantities": [],
        "actors": [],
        "actor_keys": [],
        "actor_kinds": [],
        "actor_roles": [],
        "countries": [],
        "places": [],
        "place_keys": [],
        "place_coordinates": [],
        "provisions": [],
        "provision_keys": [],
        "source_places": [],
        "editors_note": "",
    }


def test_every_value_has_the_type_and_the_pattern_that_its_field_says(db: None) -> None:
    for document in thirty_documents():
        for field, value in zip(FIELDS, flat(document, EDITION), strict=True):
            if value is None or value == "":
                continue
            assert type(value) is TYPES[field.type], field.name
            members = value if isinstance(value, list) else [value]
            if field.pattern:
                assert [each for each in members if not re.fullmatch(field.pattern, str(each))] == [], field.name
            elif field.vocabulary:
                assert set(map(str, members)) <= {choice.value for choice in field.choices}, field.name


def test_a_row_has_what_lists_filter_by(db: None) -> None:
    columns = {"years": "years", "countries": "countries", "place_keys": "places", "source_places": "locators"}
    columns |= {"actor_keys": "actors", "provision_keys": "provisions", "source_keys": "sources"}
    for document in thirty_documents():
        row = flat_row(document)
        entry = entry_of(document, "first")._asdict()
        assert {name: row[name] for name in columns} == {
            name: [str(each) for each in entry[column]] for name, column in columns.items()
        }
        assert row["disputed"] is entry["disputed"]


def test_keys_stand_beside_names_in_the_same_order(db: None) -> None:
    pairs = [("asserters", "asserter_keys"), ("actors", "actor_keys"), ("actor_kinds", "actor_keys")]
    pairs += [("places", "place_keys"), ("place_coordinates", "place_keys"), ("provisions", "provision_keys")]
    pairs += [("sources", "source_keys")]
    for document in thirty_documents():
        row = flat_row(document)
        for names, keys in pairs:
            assert len(row[names]) == len(row[keys]), names  # type: ignore[arg-type]


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_every_field_says_in_one_sentence_what_it_means(field) -> None:
    meaning = str(field.meaning)
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", field.name)
    assert meaning[0].isupper()
    assert meaning.endswith((".", "…"))
    assert 15 <= len(meaning) <= 130
    assert all(choice.meaning for choice in field.choices)


def test_names_are_given_once() -> None:
    assert len(BY_NAME) == len(FIELDS)
