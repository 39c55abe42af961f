"""The curated files of the repository: whole, valid, and in the form in which the dumper writes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from findings.curation.dumper import dump
from findings.curation.loader import load
from findings.curation.reader import CuratedSet, read
from findings.models import Finding, Provision
from findings.queries.filters import FILTERS
from findings.queries.questions import Question
from tests.findings.publish import publish_everything

from .small import FIXTURES, texts


@pytest.fixture(scope="module")
def curated_set() -> CuratedSet:
    return read(FIXTURES)


def test_they_hold_every_record(curated_set: CuratedSet) -> None:
    assert {kind: len(entries) for kind, entries in curated_set.entries.items()} == {
        "category": 10,
        "source": 258,
        "place": 70,
        "actor": 215,
        "resolution": 11,
        "report": 24,
        "event": 28,
        "finding": 200,
    }


def test_they_hold_every_row_and_every_caution(curated_set: CuratedSet) -> None:
    forms = {kind: [entry.form for entry in entries.values()] for kind, entries in curated_set.entries.items()}

    def rows(kind: str, field: str) -> int:
        return sum(len(form.get(field, ())) for form in forms[kind])

    def having(kind: str, field: str, value: object) -> int:
        return sum(form.get(field) == value for form in forms[kind])

    assert {
        "provisions": rows("resolution", "provisions"),
        "paragraphs not checked": sum(
            provision["paragraph_checked"] is False for form in forms["resolution"] for provision in form["provisions"]
        ),
        "sources not consulted": having("source", "consulted", False),
        "reports read first-hand": having("report", "read_first_hand", True),
        "numbers of actors": rows("actor", "identifiers"),
        "aliases": rows("actor", "aliases"),
        "designations": rows("actor", "designations"),
        "sources of actors": rows("actor", "sources"),
        "asserters": rows("finding", "asserters") + rows("event", "asserters"),
        "involvements": rows("finding", "involvements") + rows("event", "involvements"),
        "quantities": rows("finding", "quantities") + rows("event", "quantities"),
        "places": rows("finding", "places") + rows("event", "places"),
        "mappings": rows("finding", "provisions") + rows("event", "provisions"),
        "citations": rows("finding", "citations") + rows("event", "citations"),
        "locators": sum(
            "locator" in cited for kind in ("finding", "event") for form in forms[kind] for cited in form["citations"]
        ),
        "editors' notes": sum("editors_note" in form for kind in ("finding", "event") for form in forms[kind]),
        "to recheck": having("finding", "recheck", True) + having("event", "recheck", True),
        "strongly attested": having("finding", "support", "strong"),
    } == {
        "provisions": 67,
        "paragraphs not checked": 32,
        "sources not consulted": 22,
        "reports read first-hand": 0,
        "numbers of actors": 95,
        "aliases": 92,
        "designations": 34,
        "sources of actors": 415,
        "asserters": 244,
        "involvements": 456,
        "quantities": 181,
        "places": 134,
        "mappings": 254,
        "citations": 735,
        "locators": 98,
        "editors' notes": 212,
        "to recheck": 6,
        "strongly attested": 148,
    }


def test_a_whole_finding(curated_set: CuratedSet) -> None:
    assert curated_set.entries["finding"]["MSMT-2025-2-051"].form == {
        "reference": "MSMT-2025-2-051",
        "report": "msmt-2025-2",
        "slug": "munchables-insider",
        "category": "cyber",
        "title": "Munchables lost about $62.5 million to an insider in March 2024, later returned",
        "summary": (
            "DPRK IT workers appear to have exploited the crypto game Munchables on 26 March 2024; industry sources "
            "spoke of a DPRK developer inside. About 17,414 ether were taken. Only 6,220 dollars' worth was cashed "
            "out and the funds were returned the next day."
        ),
        "period": {"start": "2024-03-26", "end": "2024-03"},
        "asserted_by": "MSMT",
        "asserters": ["msmt"],
        "involvements": [
            {"actor": "dprk-it-workers", "role": "perpetrator"},
            {"actor": "munchables", "role": "victim"},
        ],
        "quantities": [
            {
                "measure": "cryptocurrency taken",
                "low": "62500000",
                "high": "63000000",
                "qualifier": "about",
                "unit": "USD",
                "carried_by": ["coin-turk-2025-10"],
            },
            {"measure": "ether taken", "low": "17413.96", "qualifier": "about", "unit": "ETH"},
        ],
        "citations": [
            {
                "source": "msmt-2025-2",
                "relation": "origin",
                "locator": "pp. 34-36",
                "supports": "the original passage; cited at second hand, the text was not consulted",
            },
            {
                "source": "gh-dprk-hacks-dataset",
                "relation": "relays",
                "locator": "pp. 34-36",
                "supports": "amount, return and cash-out",
            },
            {"source": "kudelski-sekoia-2026-09", "relation": "relays", "supports": "incident"},
            {"source": "coin-turk-2025-10", "relation": "relays", "supports": "incident and 63 million"},
        ],
        "support": "strong",
        "editors_note": (
            "62.5 million in the report as quoted, 63 million in trade press. Not a row of the theft tables, as the "
            "money came back."
        ),
    }


def test_whole_records_of_other_kinds(curated_set: CuratedSet) -> None:
    entries = curated_set.entries

    assert entries["actor"]["angara"].form == {
        "key": "angara",
        "slug": "angara",
        "kind": "vessel",
        "name": "Angara",
        "country": "RU",
        "identifiers": [{"scheme": "imo", "value": "9179842"}, {"scheme": "ofac", "value": "37059"}],
        "description": (
            "Russian-flagged cargo ship on the Rajin munitions run, shown in the report at Rajin in October 2024."
        ),
        "sources": ["unn-osc-2025-04", "ofac-sdn-2023", "kyivindependent-2024", "idntimes-2024"],
    }
    assert entries["place"]["RU/vladivostok"].form == {
        "country": "RU",
        "slug": "vladivostok",
        "name": "Vladivostok",
        "latitude": "43.12",
        "longitude": "131.89",
        "precision": "locality",
    }
    assert entries["report"]["poe-2024-05-10"].form == {
        "key": "poe-2024-05-10",
        "slug": "poe-2024-05-10",
        "reference_prefix": "POE-2024-05",
        "kind": "panel_of_experts_report",
        "title": "Former Panel members' unfinished paper to the 1718 Committee",
        "issuer": "1718 Committee Panel of Experts",
        "published": "2024-05-10",
        "read_first_hand": False,
        "note": (
            "Sent by some of the former experts after the mandate ended on 30 April 2024; not issued. Title is "
            "descriptive, not official."
        ),
    }
    assert entries["resolution"]["1718"].form["provisions"][-1] == {
        "key": "1718-8-c",
        "paragraph": "8(c)",
        "paragraph_checked": False,
        "paragraph_note": (
            "Paragraph number not confirmed in a text consulted; paragraph 8(c) is the one usually cited."
        ),
        "topic": "training_security",
        "obligation": (
            "States must prevent technical training, advice, services or assistance on embargoed items from being "
            "given to or taken from the DPRK."
        ),
    }


def test_no_line_is_too_long_to_review() -> None:
    long = [
        line
        for text in texts(FIXTURES).values()
        for line in text.splitlines()
        # An address and a title that is one line of its own cannot be broken.
        if len(line) > 120 and "http" not in line
    ]

    assert long == []


@pytest.mark.django_db
def test_loaded_and_dumped_they_are_the_same_bytes(tmp_path: Path) -> None:
    load(FIXTURES)
    dump(tmp_path / "dumped")

    assert texts(tmp_path / "dumped") == texts(FIXTURES)


@pytest.mark.django_db
def test_four_findings_have_no_origin_by_necessity() -> None:
    """Their report has no public address, so they are second-hand whatever is cited."""
    load(FIXTURES)

    without_origin = Finding.objects.exclude(citation__relation="origin").order_by("reference")

    assert list(without_origin.values_list("reference", flat=True)) == [
        "POE-2024-04-001",
        "POE-2024-05-001",
        "POE-2024-05-002",
        "POE-2024-05-003",
    ]
    assert not Finding.objects.filter(citation__isnull=True).exists()
    assert Provision.objects.filter(paragraph="").count() == 10


@pytest.mark.django_db
def test_each_example_of_a_filter_is_one_that_findings_have() -> None:
    """The documentation of the API and sentences about mistakes give them: who tries one finds something."""
    load(FIXTURES)
    publish_everything()
    examples = {name: values.example for name, values in FILTERS.items() if values.choices is None}

    assert [name for name, key in examples.items() if not Question.of(**{name: key}).entries().exists()] == []


def test_whoever_has_a_number_of_the_un_list_is_designated_under_it(curated_set: CuratedSet) -> None:
    actors = {slug: entry.form for slug, entry in curated_set.entries["actor"].items()}

    assert {
        slug: {row["list_reference"] for row in form["designations"]}
        for slug, form in actors.items()
        if "designations" in form
    } == {
        slug: {number["value"]}
        for slug, form in actors.items()
        for number in form.get("identifiers", ())
        if number["scheme"] == "un_list"
    }
