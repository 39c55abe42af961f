"""What holds for the documents of every kind of subject: their digest, their text, the order of what is in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from findings.documents import canonical, compile_subjects, document_digest
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
    make_place,
    make_source,
)
from tests.findings.documents.whole import (
    compiled,
    make_particular_finding,
    make_whole_actor,
    make_whole_finding,
    make_whole_report,
    make_whole_resolution,
)

pytestmark = pytest.mark.django_db


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
