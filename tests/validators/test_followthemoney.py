"""followthemoney judges the entities: every schema and property is known, every value kept, every link leads on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

followthemoney = pytest.importorskip("followthemoney")

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::DeprecationWarning")]


def entities(release: Path) -> list[dict[str, Any]]:
    with (release / "findings.ftm.json").open(encoding="utf-8", newline="\n") as file:
        return [json.loads(line) for line in file]


def misfits(entity: dict[str, Any]) -> list[str]:
    """What the model does not take of an entity, or changes."""
    schema = followthemoney.model.get(entity["schema"])
    try:
        schema.validate(entity)
    except followthemoney.exc.InvalidData as error:
        return [str(error)]
    kept = followthemoney.model.get_proxy(entity).to_dict()["properties"]
    return [name for name, values in entity["properties"].items() if sorted(kept.get(name, [])) != sorted(values)]


def test_every_entity_is_taken_as_it_is(release: Path) -> None:
    found = entities(release)
    assert [(entity["id"], wrong) for entity in found if (wrong := misfits(entity))] == []
    assert len({entity["id"] for entity in found}) == len(found)


def test_a_findings_own_file_is_taken_as_it_is_and_leads_nowhere_else(release: Path) -> None:
    """Each finding of the release at its own address."""
    events = [entity for entity in entities(release) if entity["schema"] == "Event"]
    assert len(events) > 100
    for event in events:
        response = Client().get(f"/findings/{event['properties']['recordId'][0].lower()}.ftm.json")
        found = [json.loads(line) for line in response.content.decode().splitlines()]
        assert found[0] == event
        assert [(each["id"], wrong) for each in found if (wrong := misfits(each))] == []
        assert dangling(found) == []


def test_one_changed_byte_is_found(release: Path) -> None:
    event = next(entity for entity in entities(release) if entity["schema"] == "Event")
    text = json.dumps(event)
    assert misfits(json.loads(text.replace('"startDate": ["2', '"startDate": ["x', 1))) != []
    assert misfits(json.loads(text.replace('"name"', '"game"', 1))) != []


def dangling(found: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    """(entity, property, value) where the value is no entity of these, or none that may stand there."""
    by_id = {entity["id"]: entity for entity in found}
    wrong = []
    for entity in found:
        schema = followthemoney.model.get(entity["schema"])
        for name, values in entity["properties"].items():
            if schema.get(name).type.name != "entity":
                continue
            wrong += [
                (entity["id"], name, value)
                for value in values
                if value not in by_id
                or not followthemoney.model.get(by_id[value]["schema"]).is_a(schema.get(name).range)
            ]
    return wrong


def test_every_link_leads_to_an_entity_that_may_stand_there(release: Path) -> None:
    found = entities(release)
    assert dangling(found) == []
    assert dangling([entity for entity in found if entity["schema"] != "Document"]) != []


def test_a_finding_is_an_event_and_accuses_nobody_by_a_topic(release: Path) -> None:
    found = entities(release)
    kinds = {entity["schema"] for entity in found}
    assert kinds.isdisjoint({"Sanction", "Risk", "Security"})
    assert {entity["schema"] for entity in found if "topics" in entity["properties"]} == {"Event"}
    references = [entity["properties"]["recordId"] for entity in found if entity["schema"] == "Event"]
    assert ["MSMT-2025-1-001"] in references
    # What was withdrawn, and what was redacted.
    assert ["MSMT-2025-1-044"] not in references
    assert ["S-2019-691-004"] not in references


def test_a_vessel_is_linked_with_its_role_and_never_involved(release: Path) -> None:
    by_id = {entity["id"]: entity for entity in entities(release)}
    vessels = {identifier for identifier, entity in by_id.items() if entity["schema"] == "Vessel"}
    involved = {each for entity in by_id.values() for each in entity["properties"].get("involved", [])}
    linked = {
        entity["properties"]["object"][0]
        for entity in by_id.values()
        if entity["schema"] == "UnknownLink" and entity["properties"].get("role")
    }
    assert vessels
    assert vessels.isdisjoint(involved)
    assert vessels & linked
    assert involved <= linked


def test_the_place_in_a_source_is_the_record_of_its_documentation(release: Path) -> None:
    places = {
        place
        for entity in entities(release)
        if entity["schema"] == "Documentation"
        for place in entity["properties"].get("recordId", [])
    }
    assert [place for place in places if place.startswith(("para", "p"))]
