"""A record as data: the bytes of an edition never change, and each form is what its address promised."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from findings.caching import version_poll
from findings.models import Finding
from findings.vocabulary import EditionKind
from tests.findings.exports.thirty import at_noon
from tests.findings.publish import publish_everything
from tests.findings.views.test_addresses import SUBJECTS

FINDING = "/findings/msmt-2025-1-001"
SITE = "http://127.0.0.1:8000"
#: The description of the corrected finding, whole.
EXPECTED = Path(__file__).parent / "described-finding.json"


def published_on_1_march(monkeypatch: pytest.MonkeyPatch) -> None:
    at_noon(monkeypatch, dt.date(2026, 3, 1))
    publish_everything()


def corrected_on_2_march(monkeypatch: pytest.MonkeyPatch, finding: Finding) -> None:
    at_noon(monkeypatch, dt.date(2026, 3, 2))
    finding.title = "Over 28,000 containers"
    finding.save()
    publish_everything(EditionKind.CORRECTION, "The number was too low.")


def test_an_edition_keeps_its_bytes_when_the_finding_is_corrected(
    records: Finding, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """C23: the SHA-256 of an edition's .json is the same after a correction and on a new host."""
    published_on_1_march(monkeypatch)
    first = client.get(f"{FINDING}/v/1.json")
    corrected_on_2_march(monkeypatch, records)
    with monkeypatch.context() as moved:
        moved.setattr("django.conf.settings.SITE_URL", "https://portal.example.org")
        version_poll.forget()
        again = client.get(f"{FINDING}/v/1.json")
    assert hashlib.sha256(again.content).hexdigest() == hashlib.sha256(first.content).hexdigest()
    assert b"28,000" not in again.content
    assert b"28,000" in client.get(f"{FINDING}/v/2.json").content


def test_the_permanent_address_says_what_has_become_of_the_record(
    records: Finding, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """C06: the landing .json is the edition in force with its lineage; the rest is the edition's own .json."""
    published_on_1_march(monkeypatch)
    corrected_on_2_march(monkeypatch, records)
    landing, second = (json.loads(client.get(f"{FINDING}{end}").content) for end in (".json", "/v/2.json"))
    assert {name: landing.pop(name) for name in sorted(landing.keys() - second.keys())} == {
        "corrections": [{"note": "The number was too low.", "number": 2, "published_at": "2026-03-02T12:00:00Z"}],
        "edition_permalink": f"{SITE}{FINDING}/v/2/",
        "first_published_at": "2026-03-01T12:00:00Z",
        "former_ids": [],
        "latest_edition": 2,
        "permalink": f"{SITE}{FINDING}/",
    }
    assert landing == second


def test_a_former_address_is_told_at_the_permanent_one(portal: Finding, client: Client) -> None:
    """C06: former_ids in JSON, sameAs in JSON-LD."""
    actor = portal.involvement_set.get().actor
    actor.slug = "angara-ship"
    actor.save()
    publish_everything()
    assert json.loads(client.get("/actors/angara-ship.json").content)["former_ids"] == ["angara"]
    described = json.loads(client.get("/actors/angara-ship.jsonld").content)
    assert described["mainEntity"]["sameAs"] == [f"{SITE}/actors/angara/"]
    assert "former_ids" not in json.loads(client.get("/actors/angara-ship/v/2.json").content)


def test_every_kind_of_subject_is_to_be_had_as_data(portal: Finding, client: Client) -> None:
    types = {
        "json": "application/json",
        "jsonld": "application/ld+json",
        "linkset.json": "application/linkset+json",
    }
    for address in SUBJECTS.values():
        for form, media_type in types.items():
            for end in (f".{form}", f"/v/1.{form}"):
                response = client.get(address.rstrip("/") + end)
                assert (response.status_code, response.headers["Content-Type"]) == (200, media_type)
                assert json.loads(response.content)


def described(client: Client, address: str) -> dict[str, Any]:
    """The description as a program reads it out of a page."""
    return json.loads(client.get(address).content)


def test_a_finding_is_a_claim_of_a_report_recorded_by_the_portal(
    records: Finding, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """C40, and INTEROP's field map: who asserts, who recorded, where, at which hand; never a review."""
    published_on_1_march(monkeypatch)
    corrected_on_2_march(monkeypatch, records)
    page = described(client, f"{FINDING}.jsonld")
    assert page == json.loads(EXPECTED.read_text(encoding="utf-8"))
    assert "ClaimReview" not in json.dumps(page)
