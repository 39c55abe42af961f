"""The entities of one finding at its own address: those that the release's file has of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from findings.exports.datasets.making import export
from findings.models import Finding
from tests import factories as make
from tests.findings.publish import publish_everything

ADDRESS = "/findings/msmt-2025-1-001"


@pytest.fixture
def finding(db: None) -> Finding:
    """A finding that names an actor, a source and a place twice; another names other ones."""
    company, vessel = make.make_actor("a-company", actor_kind="company"), make.make_vessel("angara")
    make.make_alias(company, "An alias")
    make.make_identifier(vessel, "imo", "9179842")
    account = make.make_source("an-account", consulted=False)
    report = make.make_report("msmt-2025-1", reference_prefix="MSMT-2025-1")
    finding = make.make_finding(
        "MSMT-2025-1-001",
        report=report,
        involvements=[(company, "supplier"), (vessel, "carrier"), (company, "broker")],
        places=[make.make_place("nampo")],
        citations=[(account, "origin", "para. 21"), (account, "relays", "p. 38")],
    )
    make.make_finding("MSMT-2025-1-002", report=report, involvements=[(make.make_actor("somebody-else"), "other")])
    publish_everything()
    return finding


def entities(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def asked(client: Client, address: str) -> list[dict[str, Any]]:
    response = client.get(address)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/jsonl; charset=utf-8")
    return entities(response.content.decode())


def test_a_finding_has_the_entities_that_the_release_has_of_it(
    finding: Finding, client: Client, tmp_path: Path
) -> None:
    export(tmp_path / "1")
    released = entities((tmp_path / "1" / "findings.ftm.json").read_text(encoding="utf-8"))
    found = asked(client, f"{ADDRESS}.ftm.json")
    ids = [each["id"] for each in found]
    assert ids == [
        "finding-msmt-2025-1-001",
        *(f"link-msmt-2025-1-001-{n}" for n in range(3)),
        *(f"citation-msmt-2025-1-001-{n}" for n in range(2)),
        "actor-a-company",
        "actor-angara",
        "source-an-account",
        "place-kp-nampo",
    ]
    assert found == sorted((each for each in released if each["id"] in ids), key=lambda each: ids.index(each["id"]))
    assert "actor-somebody-else" in {each["id"] for each in released}


def test_an_edition_keeps_its_entities(finding: Finding, client: Client) -> None:
    """What is published of an actor later is not said in what was cited; the finding in force is another edition."""
    before = client.get(f"{ADDRESS}/v/1.ftm.json").content
    actor = finding.involvement_set.order_by("pk")[0].actor
    actor.name, actor.description = "Another name", "What its own page says."
    actor.save()
    finding.title = "More containers"
    finding.save()
    publish_everything()
    assert client.get(f"{ADDRESS}/v/1.ftm.json").content == before
    event, *others = asked(client, f"{ADDRESS}.ftm.json")
    assert (event["properties"]["name"], event["properties"]["sourceUrl"]) == (
        ["More containers"],
        ["http://127.0.0.1:8000/findings/msmt-2025-1-001/v/2/"],
    )
    (company,) = (each for each in others if each["id"] == "actor-a-company")
    assert company["properties"]["name"] == ["Another name"]
    assert "What its own page says." not in json.dumps(others)


def test_it_is_a_form_of_findings_alone(finding: Finding, client: Client) -> None:
    response = client.get("/actors/a-company.ftm.json")
    assert response.status_code == 404
    assert "ftm.json" not in response.content.decode().partition("The forms are:")[2]
    assert "ftm.json" in client.get(f"{ADDRESS}.exe").content.decode().partition("The forms are:")[2]


def test_what_carries_a_role_is_the_proof_of_its_link_and_of_no_other(finding: Finding, client: Client) -> None:
    make.make_citation(finding, make.make_source("a-paper"), "relays")
    finding.involvement_set.filter(role="carrier").update(carried_by=["a-paper"])
    publish_everything()
    links = [each for each in asked(client, f"{ADDRESS}.ftm.json") if each["schema"] == "UnknownLink"]
    assert [each["properties"].get("proof") for each in links] == [None, ["source-a-paper"], None]
