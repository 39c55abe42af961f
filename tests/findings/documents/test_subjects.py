"""What each kind of subject looks like outside: one whole document of each."""

from __future__ import annotations

from typing import Any

import pytest

from findings.vocabulary import SubjectKind
from tests.factories import (
    make_actor,
    make_category,
    make_citation,
    make_designation,
    make_event,
    make_finding,
    make_merge,
    make_provision,
    make_report,
    make_resolution,
    make_source,
)
from tests.findings.documents.whole import compiled, make_particular_finding

pytestmark = pytest.mark.django_db

#: What the builders say of a claim, unless they are told.
CLAIM = {
    "summary": "What is claimed, in the editors' own words.",
    "period": {"start": "2023-09", "end": "2024-03"},
    "asserted_by": "The MSMT participating states",
    "support": "single",
    "editors_note": "",
    "recheck": False,
}
#: What hangs on a claim on which nothing hangs.
NOTHING: dict[str, list[Any]] = {
    name: [] for name in ("asserters", "involvements", "places", "provisions", "quantities", "citations")
}


def source_brief(n: int, **changes: Any) -> dict[str, Any]:
    """The n-th source that the builders made, as other documents name it."""
    return {
        "key": f"source-{n}",
        "title": f"Source {n}",
        "publisher": "United Nations",
        "authors": [],
        "published": "2024-03",
        "url": f"https://example.org/source-{n}",
        "source_kind": "un_document",
        "language": "en",
        "consulted": True,
    } | changes


def test_a_finding() -> None:
    found = compiled(make_particular_finding())

    assert (found.kind, found.key, found.slug, found.title) == (
        SubjectKind.FINDING,
        "MSMT-2025-1-001",
        "msmt-2025-1-001",
        "Over 20,000 containers of munitions",
    )
    assert found.document == {
        "schema": 2,
        "kind": "finding",
        "key": "MSMT-2025-1-001",
        "slug": "msmt-2025-1-001",
        "reference": "MSMT-2025-1-001",
        "category": {"key": "category-1", "name": "Category 1"},
        "report": {
            "key": "report-1",
            "code": "MSMT/2025/1",
            "title": "Report 1",
            "issuer": "Multilateral Sanctions Monitoring Team",
            "report_kind": "msmt_report",
            "published": "2025-05-29",
        },
        "title": "Over 20,000 containers of munitions",
        "summary": "What is claimed, in the editors' own words.",
        "period": {"start": "2023-09-01", "end": None},
        "asserted_by": "The MSMT participating states",
        "asserters": [{"key": "actor-1", "name": "MSMT", "actor_kind": "monitoring_body", "country": ""}],
        "support": "strong",
        "at_second_hand": True,
        "quantities": [
            {
                "measure": "containers of munitions",
                "low": "20000",
                "high": None,
                "qualifier": "more_than",
                "unit": "containers",
            },
            {"measure": "crude oil", "low": "0.5", "high": "17413.96", "qualifier": "about", "unit": "barrels"},
        ],
        "involvements": [
            {
                "actor": {
                    "key": "actor-2",
                    "name": "Actor 2",
                    "actor_kind": "company",
                    "country": "KP",
                    "aliases": ["Korea Trading", "KTC"],
                    "identifiers": [{"scheme": "imo", "value": "9074729"}, {"scheme": "ofac", "value": "4711"}],
                },
                "role": "supplier",
            },
            {
                "actor": {
                    "key": "actor-3",
                    "name": "Actor 3",
                    "actor_kind": "company",
                    "country": "RU",
                    "aliases": [],
                    "identifiers": [],
                },
                "role": "recipient",
            },
        ],
        "places": [
            {
                "key": "kp/rajin",
                "name": "Place 1",
                "country": "KP",
                "latitude": "42.2",
                "longitude": "-130.3",
                "precision": "locality",
            },
            {
                "key": "kp/place-2",
                "name": "Place 2",
                "country": "KP",
                "latitude": None,
                "longitude": None,
                "precision": "",
            },
        ],
        "provisions": [
            {
                "resolution": {"number": "1718", "symbol": "S/RES/1718 (2006)"},
                "key": "1718-8-a",
                "paragraph": "1",
                "paragraph_checked": True,
                "paragraph_note": "As amended.",
                "topic": "arms_embargo",
                "obligation": "States do what paragraph 1 says.",
                "source_url": "",
            }
        ],
        "citations": [
            {
                "source": source_brief(2, authors=["A. Author", "B. Author"], consulted=False),
                "relation": "origin",
                "supports": "The whole claim.",
                "locators": [],
            },
            {
                "source": source_brief(3),
                "relation": "relays",
                "supports": "The whole claim.",
                "locators": [
                    {"locator_kind": "page", "start": "11", "end": "", "printed": "p. 11", "joined": "then"},
                    {"locator_kind": "note", "start": "6", "end": "", "printed": "note 6", "joined": "inside"},
                    {
                        "locator_kind": "paragraph",
                        "start": "8",
                        "end": "10",
                        "printed": "paras. 8-10",
                        "joined": "then",
                    },
                    {"locator_kind": "paragraph", "start": "12", "end": "", "printed": "12", "joined": "and"},
                    {
                        "locator_kind": "verbatim",
                        "start": "",
                        "end": "",
                        "printed": "the third picture",
                        "joined": "then",
                    },
                ],
            },
        ],
        "editors_note": "The end of the counting period is not known.",
        "recheck": True,
    }


def test_a_citation_has_a_quote_only_where_it_quotes() -> None:
    """So that documents from before there were quotes are the same, byte for byte."""
    finding = make_finding(citations=[])
    make_citation(finding, relation="origin")
    make_citation(finding, relation="relays", quote="지어낸 문장 […].", quote_language="ko")

    assert [_without(each, "source") for each in compiled(finding).document["citations"]] == [
        {"relation": "origin", "supports": "The whole claim.", "locators": []},
        {
            "relation": "relays",
            "supports": "The whole claim.",
            "quote": "지어낸 문장 […].",
            "quote_language": "ko",
            "locators": [],
        },
    ]


def _without(mapping: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in mapping.items() if key != name}


def test_a_report_with_what_happened_around_it() -> None:
    report = make_report(source=make_source(archived_url="https://archive.example/1"), code="", note="A note.")
    make_event(
        "launch",
        report=report,
        category=make_category(),
        involvements=[(make_actor(), "other")],
        citations=[(make_source(), "origin", "p. 2")],
    )
    make_event(report=report, event_type="reaction", citations=[])

    found = compiled(report)

    assert (found.slug, found.title) == ("report-1", "Report 1")
    assert found.document == {
        "schema": 2,
        "kind": "report",
        "key": "report-1",
        "slug": "report-1",
        "code": "",
        "reference_prefix": "MSMT-2025-1",
        "title": "Report 1",
        "report_kind": "msmt_report",
        "issuer": "Multilateral Sanctions Monitoring Team",
        "published": "2025-05-29",
        "period_covered": "",
        "url": "",
        "source": source_brief(1),
        "read_first_hand": True,
        "note": "A note.",
        "events": [
            {
                **CLAIM,
                **NOTHING,
                "slug": "launch",
                "event_type": "publication",
                "category": {"key": "category-1", "name": "Category 1"},
                "title": "Event 1",
                "at_second_hand": False,
                "involvements": [
                    {
                        "actor": {
                            "key": "actor-1",
                            "name": "Actor 1",
                            "actor_kind": "company",
                            "country": "KP",
                            "aliases": [],
                            "identifiers": [],
                        },
                        "role": "other",
                    }
                ],
                "citations": [
                    {
                        "source": source_brief(2),
                        "relation": "origin",
                        "supports": "The whole claim.",
                        "locators": [
                            {"locator_kind": "page", "start": "2", "end": "", "printed": "p. 2", "joined": "then"}
                        ],
                    }
                ],
            },
            {
                **CLAIM,
                **NOTHING,
                "slug": "event-2",
                "event_type": "reaction",
                "category": None,
                "title": "Event 2",
                "at_second_hand": True,
            },
        ],
    }


def test_a_report_without_a_document_or_events() -> None:
    found = compiled(make_report())

    assert (found.title, found.document["source"], found.document["events"]) == ("MSMT/2025/1", None, [])


def test_an_actor_with_who_designated_it() -> None:
    actor = make_actor(
        name="Angara",
        actor_kind="vessel",
        country="RU",
        description="A cargo ship.",
        aliases=["Emelyanovskiy"],
        identifiers=[("imo", "9179842")],
        sources=[make_source()],
    )
    make_designation(actor, authority="us_ofac", list_reference="", designated="2022-05", source=make_source())
    make_designation(actor, delisted="2024", source=make_source(consulted=False))

    found = compiled(actor)

    assert (found.slug, found.title) == ("actor-1", "Angara")
    assert found.document == {
        "schema": 2,
        "kind": "actor",
        "key": "actor-1",
        "slug": "actor-1",
        "name": "Angara",
        "actor_kind": "vessel",
        "country": "RU",
        "description": "A cargo ship.",
        "aliases": ["Emelyanovskiy"],
        "identifiers": [{"scheme": "imo", "value": "9179842"}],
        "designations": [
            {
                "authority": "us_ofac",
                "list_reference": "",
                "designated": "2022-05",
                "measure": "asset_freeze",
                "source": source_brief(2),
                "delisted": None,
            },
            {
                "authority": "un_1718",
                "list_reference": "KPe.002",
                "designated": "2018-03-30",
                "measure": "asset_freeze",
                "source": source_brief(3, consulted=False),
                "delisted": "2024",
            },
        ],
        "sources": [source_brief(1)],
        "former_keys": [],
    }


def test_a_source() -> None:
    copy = {"archived_url": "https://archive.example/1", "archived": "2024-05"}
    make_merge(subject_kind="source", merged_key="source-b", survivor="source-1")
    make_merge(subject_kind="source", merged_key="source-a", survivor="source-1")
    make_merge(subject_kind="actor", merged_key="actor-a", survivor="source-1")  # of another kind
    found = compiled(make_source("source-1", authors=["A. Author"], published=None, **copy))

    assert (found.slug, found.title) == ("source-1", "Source 1")
    assert found.document == {
        "schema": 2,
        "kind": "source",
        "key": "source-1",
        "slug": "source-1",
        "title": "Source 1",
        "publisher": "United Nations",
        "authors": ["A. Author"],
        "published": None,
        "url": "https://example.org/source-1",
        "archived_url": "https://archive.example/1",
        "archived": "2024-05",
        "source_kind": "un_document",
        "language": "en",
        "consulted": True,
        "former_keys": ["source-a", "source-b"],
    }


def test_a_resolution_with_its_provisions() -> None:
    resolution = make_resolution("2397")
    make_provision("2397-5", resolution=resolution, position=2, paragraph_checked=False, paragraph="")
    make_provision("2397-8", resolution=resolution, position=1, source_url="https://docs.un.org/S/RES/2397(2017)")

    found = compiled(resolution)

    assert (found.slug, found.title) == ("2397", "S/RES/2397 (2006)")
    assert found.document == {
        "schema": 2,
        "kind": "resolution",
        "key": "2397",
        "slug": "2397",
        "number": "2397",
        "symbol": "S/RES/2397 (2006)",
        "adopted": "2006-10-14",
        "title": "Resolution 2397",
        "vote": "15-0-0",
        "url": "https://docs.un.org/S/RES/2397(2006)",
        "provisions": [
            {
                "key": "2397-8",
                "paragraph": "2",
                "paragraph_checked": True,
                "paragraph_note": "",
                "topic": "arms_embargo",
                "obligation": "States do what paragraph 2 says.",
                "source_url": "https://docs.un.org/S/RES/2397(2017)",
            },
            {
                "key": "2397-5",
                "paragraph": "",
                "paragraph_checked": False,
                "paragraph_note": "",
                "topic": "arms_embargo",
                "obligation": "States do what paragraph 1 says.",
                "source_url": "",
            },
        ],
    }


def test_a_category() -> None:
    found = compiled(make_category("luxury-goods", name="Luxury goods", leading_finding="MSMT-2025-1-001"))

    assert (found.slug, found.title) == ("luxury-goods", "Luxury goods")
    assert found.document == {
        "schema": 2,
        "kind": "category",
        "key": "luxury-goods",
        "slug": "luxury-goods",
        "name": "Luxury goods",
        "definition": "What is of kind 1.",
        "position": 1,
        "leading_finding": "MSMT-2025-1-001",
    }
