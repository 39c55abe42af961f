"""What each kind of subject looks like outside: one whole document of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from findings.documents import Compiled, canonical, compile_subjects, document_digest
from findings.models import Actor, Citation, Finding, Report, ReportEvent, Resolution, Source, Subject
from findings.vocabulary import SubjectKind
from tests.factories import (
    make_actor,
    make_alias,
    make_category,
    make_citation,
    make_designation,
    make_event,
    make_finding,
    make_involvement,
    make_locator,
    make_merge,
    make_place,
    make_provision,
    make_report,
    make_resolution,
    make_source,
)
from tests.findings.documents.whole import (
    make_whole_actor,
    make_whole_finding,
    make_whole_report,
    make_whole_resolution,
)

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


def compiled(record: Subject) -> Compiled:
    kind, key = record.subject
    [found] = compile_subjects(kind, [key])
    return found


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


def make_particular_finding() -> Finding:
    """A finding with one or two of everything that can hang on it."""
    report = make_report(source=make_source())
    return make_finding(
        report=report,
        title="Over 20,000 containers of munitions",
        period_start="2023-09-01",
        period_end=None,
        support="strong",
        editors_note="The end of the counting period is not known.",
        recheck=True,
        asserters=[make_actor(name="MSMT", actor_kind="monitoring_body", country="")],
        involvements=[
            (
                make_actor(aliases=["Korea Trading", "KTC"], identifiers=[("ofac", "4711"), ("imo", "9074729")]),
                "supplier",
            ),
            (make_actor(country="RU"), "recipient"),
        ],
        quantities=[
            {"low": "20000", "qualifier": "more_than"},
            {"measure": "crude oil", "low": "0.50", "high": "17413.96", "qualifier": "about", "unit": "barrels"},
        ],
        places=[
            make_place("rajin", latitude="42.2", longitude="-130.30000"),
            make_place(latitude=None, longitude=None, precision=""),
        ],
        provisions=[make_provision("1718-8-a", resolution=make_resolution("1718"), paragraph_note="As amended.")],
        citations=[
            (make_source(authors=["A. Author", "B. Author"], consulted=False), "origin"),
            (make_source(), "relays", "p. 11, note 6; paras. 8-10 and 12; the third picture"),
        ],
    )


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


# What holds for every document


def members(value: Any) -> Iterator[tuple[str, Any]]:
    """(name, value) of everything in a document, however deep."""
    if isinstance(value, dict):
        for name, member in value.items():
            yield name, member
            yield from members(member)
    elif isinstance(value, list):
        for member in value:
            yield "", member
            yield from members(member)


def make_one_of_each() -> list[Subject]:
    """A finding with everything, and a subject of every other kind."""
    finding = make_particular_finding()
    make_event(report=finding.report, quantities=[{"low": "1.5"}], places=[make_place()])
    make_designation(finding.involvement_set.all()[0].actor)
    records = [finding.report, finding.category, Actor.objects.get(key="actor-2"), Source.objects.get(key="source-2")]
    return [finding, *records, Resolution.objects.get()]


def test_nothing_in_a_document_is_a_float_and_names_are_ascii() -> None:
    for record in make_one_of_each():
        everything = list(members(compiled(record).document))
        assert {type(value) for _name, value in everything} <= {str, int, bool, type(None), list, dict}
        assert {name for name, _value in everything if not name.isascii()} == set()
        assert len(everything) >= 8


def test_the_digest_is_that_of_the_document() -> None:
    for record in make_one_of_each():
        found = compiled(record)
        assert (canonical(found.document), document_digest(found.document)) == (found.text, found.digest)


def test_text_is_in_nfc_however_it_was_typed() -> None:
    typed, composed = "Ha\u0300ng Ma\u0306\u0301t \u1112\u1161\u11ab", "Hàng Mắt 한"
    found = compiled(make_actor(name=typed, aliases=[typed]))

    assert (found.title, found.document["name"], found.document["aliases"]) == (composed, composed, [composed])
    assert found.digest == document_digest(found.document)
    assert typed not in found.text
    assert compiled(make_finding(involvements=[(Actor.objects.get(), "other")])).document["involvements"] == [
        {
            "actor": {
                "key": "actor-1",
                "name": composed,
                "actor_kind": "company",
                "country": "KP",
                "aliases": [composed],
                "identifiers": [],
            },
            "role": "other",
        }
    ]


@pytest.mark.parametrize(
    ("low", "text"),
    [
        ("20000", "20000"),
        ("17413.960000", "17413.96"),
        ("0.000001", "0.000001"),
        ("100000000000000000", "100000000000000000"),
        ("0", "0"),
        ("1E+6", "1000000"),
    ],
)
def test_a_decimal_is_its_shortest_plain_text(low: str, text: str) -> None:
    finding = make_finding(quantities=[{"low": low}])
    assert [each["low"] for each in compiled(finding).document["quantities"]] == [text]


def test_rows_stand_in_the_order_of_their_positions_and_equal_ones_as_they_were_added() -> None:
    finding = make_finding(citations=[])
    for position in (2, 1, 1, 1):
        actor = make_actor()
        make_involvement(finding, actor, position=position)
        make_alias(actor, "B", position=1)
        make_alias(actor, "A", position=1)
    first, second = (make_citation(finding, position=position) for position in (1, 0))
    make_locator(first, position=2, printed="last")
    make_locator(first, position=1, printed="first")

    document = compiled(finding).document

    assert [each["actor"]["key"] for each in document["involvements"]] == ["actor-2", "actor-3", "actor-4", "actor-1"]
    assert [each["actor"]["aliases"] for each in document["involvements"]] == [["B", "A"]] * 4
    assert [each["source"]["key"] for each in document["citations"]] == [second.source.key, first.source.key]
    assert [each["printed"] for each in document["citations"][1]["locators"]] == ["first", "last"]


def test_subjects_are_compiled_in_the_order_asked_for_and_unknown_keys_passed_over() -> None:
    for slug in ("b", "a", "c"):
        make_actor(slug)
    found = compile_subjects(SubjectKind.ACTOR, ["c", "unknown", "a", "c"])
    assert [each.key for each in found] == ["c", "a"]


def test_a_key_stays_where_the_address_changes() -> None:
    actor = make_actor("kum-un-san")
    Actor.objects.update(slug="kum-un-san-3")
    found = compiled(actor)
    assert (found.key, found.slug, found.document["key"], found.document["slug"]) == (
        "kum-un-san",
        "kum-un-san-3",
        "kum-un-san",
        "kum-un-san-3",
    )


# At second hand


#: What is cited, as (relation, whether it was read) → whether that is at second hand.
AT_SECOND_HAND: dict[str, tuple[list[tuple[str, bool]], bool]] = {
    "the origin was read": ([("origin", True)], False),
    "and an account was not": ([("origin", True), ("relays", False)], False),
    "one of two origins was not read": ([("origin", True), ("origin", False)], True),
    "the origin was not read": ([("origin", False), ("relays", True)], True),
    "no origin can be cited": ([("relays", True), ("corroborates", True)], True),
    "only a denial was read": ([("disputes", True)], True),
    "nothing is cited": ([], True),
}


@pytest.mark.parametrize(("citations", "second_hand"), AT_SECOND_HAND.values(), ids=AT_SECOND_HAND)
def test_a_claim_is_at_second_hand_unless_every_document_that_makes_it_was_read(
    citations: list[tuple[str, bool]], second_hand: bool
) -> None:
    finding = make_finding(citations=[(make_source(consulted=read), relation) for relation, read in citations])
    assert compiled(finding).document["at_second_hand"] is second_hand


# Statements


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("build", "statements"),
    [
        (make_whole_finding, 16),
        (make_whole_report, 17),
        (make_whole_actor, 7),
        (make_whole_resolution, 2),
        (make_source, 2),
        (make_category, 1),
    ],
    ids=["finding", "report", "actor", "resolution", "source", "category"],
)
def test_documents_take_so_many_statements_for_any_number_of_subjects(
    build: Callable[[], Subject], statements: int, count: int
) -> None:
    records = [build() for _ in range(count)]
    with CaptureQueriesContext(connection) as queries:
        found = compile_subjects(records[0].kind, [record.subject[1] for record in records])
    assert (len(found), len(queries)) == (count, statements)


def test_everything_that_hangs_on_a_record_is_in_its_document() -> None:
    """A table that is added and hangs on a subject is missing here until the documents say what they make of it."""

    def hanging(model: type[models.Model]) -> set[str]:
        return {relation.related_model.__name__ for relation in model._meta.related_objects if relation.one_to_many}

    parts = {"Asserter", "Involvement", "Quantity", "PlaceMention", "ProvisionMapping", "Citation"}
    # That an editor looked at a finding again says nothing of the finding.
    assert (hanging(Finding) - {"Review"}, hanging(ReportEvent), hanging(Citation)) == (parts, parts, {"Locator"})
    # What refers to a subject, and is no part of it, stands in the document of the one that refers.
    assert hanging(Report) - {"Finding"} == {"ReportEvent"}
    assert hanging(Actor) - {"Asserter", "Involvement"} == {"ActorAlias", "Identifier", "Designation", "ActorSource"}
    assert hanging(Resolution) == {"Provision"}
