"""Loading: all or nothing, twice the same, and never over an editor's head."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from findings.curation.errors import CuratedErrors
from findings.curation.forms import KINDS
from findings.curation.loader import load
from findings.curation.reader import read
from findings.curation.stored import stored
from findings.curation.writing import _WRITERS
from findings.models import (
    Actor,
    Category,
    Finding,
    Identifier,
    Provision,
    Report,
    ReportEvent,
)
from findings.vocabulary import SubjectKind
from tests.factories import make_actor, make_finding, make_identifier

from .small import ALL, NOTHING, REPORT, SUBJECTS, CuratedFiles, contents, told

pytestmark = pytest.mark.django_db


def writing(queries: CaptureQueriesContext) -> list[str]:
    reading = ("SELECT", "DECLARE", "FETCH", "CLOSE", "LOCK TABLE", "SET CONSTRAINTS", "SAVEPOINT", "RELEASE SAVEPOINT")
    return [query["sql"] for query in queries if not query["sql"].startswith(reading)]


# The first load


def test_everything_is_created_as_the_files_have_it(curated: CuratedFiles) -> None:
    report = load(curated.directory)

    assert told(report) == NOTHING | {"created": ALL, "unchanged": 0}
    assert report.subjects() == SUBJECTS
    entries = read(curated.directory).entries
    assert {kind: {record.name: record.form for record in stored(kind)} for kind in KINDS} == {
        kind: {name: entry.form for name, entry in entries[kind].items()} for kind in KINDS
    }


def test_rows_are_what_the_models_mean(curated: CuratedFiles) -> None:
    load(curated.directory)

    finding = Finding.objects.get(reference="MSMT-2025-1-001")
    assert (finding.report.slug, finding.category.slug, finding.recheck) == ("msmt-2025-1", "arms-transfers", True)
    assert [(str(finding.period_start), finding.period_end)] == [("2023-09", None)]
    assert [(str(q.low), q.high and str(q.high)) for q in finding.quantity_set.all()] == [
        ("20000.000000", None),
        ("17413.960000", "20000.500000"),
    ]
    assert [
        [(step.locator_kind, step.start, step.end, step.joined, step.printed) for step in citation.locators.all()]
        for citation in finding.citation_set.all()
    ] == [
        [
            ("page", "11", "", "then", "p. 11"),
            ("note", "6", "", "inside", "note 6"),
            ("table", "2", "", "then", "Tables 2"),
            ("table", "3", "", "and", "3"),
        ],
        [("verbatim", "", "", "then", "the third picture")],
    ]
    angara = Actor.objects.get(key="angara")
    assert [(d.authority, str(d.designated), d.delisted, d.source.key) for d in angara.designations.all()] == [
        ("us_ofac", "2022-05", None, "reuters")
    ]
    assert [event.position for event in ReportEvent.objects.order_by("position")] == [0, 1]


def test_every_field_of_every_record_is_written(curated: CuratedFiles) -> None:
    """A field that is added to a model is missing here until the curated files can hold it."""
    load(curated.directory)
    entries = read(curated.directory).entries
    ids = type("Any", (dict,), {"__missing__": lambda self, _key: type(self)()})()

    for kind in KINDS:
        model, values_of, _rows = _WRITERS[kind]
        form = next(iter(entries[kind].values())).form
        written = {name.removesuffix("_id") for name in values_of(form, ids)}
        fields = {field.name for field in model._meta.concrete_fields if not field.generated}
        assert written == fields - {"id"}, kind


# The second load


def test_loading_twice_changes_nothing_and_writes_nothing(curated: CuratedFiles) -> None:
    load(curated.directory)
    before = contents()

    with CaptureQueriesContext(
        connection,
    ) as queries:
        report = load(curated.directory)

    assert told(report) == NOTHING
    assert report.subjects() == SUBJECTS
    assert writing(queries) == []
    assert contents() == before


CHANGES = [
    ("categories.yaml", "definition: Work abroad.", "definition: Work.", ("category", "labor")),
    ("sources.yaml", "consulted: false", "consulted: true", ("source", "msmt-2025-1")),
    ("geography.yaml", "latitude: 43.12", "latitude: 43.1", ("place", "RU/vladivostok")),
    ("actors.yaml", "- MV Angara", "- M/V Angara", ("actor", "angara")),
    ("actors.yaml", "measure: asset_freeze", "measure: other", ("actor", "angara")),
    ("resolutions.yaml", "paragraph: 8(a)-(b)", "paragraph: 8(a)", ("resolution", "1718")),
    (REPORT, "note: Cited at second hand.", "note: Read.", ("report", "msmt-2025-1")),
    (REPORT, "type: reaction", "type: background", ("event", "msmt-2025-1/denied")),
    (REPORT, "locator: p. 1\n", "locator: pp. 1-2\n", ("event", "msmt-2025-1/published")),
    (REPORT, "low: 20000\n", "low: 20001\n", ("finding", "MSMT-2025-1-001")),
    (REPORT, "    recheck: true\n", "", ("finding", "MSMT-2025-1-001")),
    (REPORT, "[1718-x, 1718-8-a-b]", "[1718-8-a-b, 1718-x]", ("finding", "MSMT-2025-1-001")),
    (REPORT, "period: {start: 2024-03-26, end: 2024-03}", "period: {end: 2024}", ("finding", "MSMT-2025-1-002")),
]


@pytest.mark.parametrize(("file", "old", "new", "record"), CHANGES)
def test_a_change_of_the_files_is_written_to_its_record_alone(
    curated: CuratedFiles, file: str, old: str, new: str, record: tuple[str, str]
) -> None:
    load(curated.directory)
    curated.replace(file, old, new)

    report = load(curated.directory)

    assert told(report) == NOTHING | {"updated": [record], "unchanged": len(ALL) - 1}
    assert report.subjects() == SUBJECTS
    kind, name = record
    assert {r.name: r.form for r in stored(kind)}[name] == read(curated.directory).entries[kind][name].form
    assert told(load(curated.directory)) == NOTHING


def test_new_records_are_added_to_those_that_stand(curated: CuratedFiles) -> None:
    load(curated.directory)
    curated.replace(
        "actors.yaml", "  - slug: msmt\n", "  - slug: newcomer\n    kind: company\n    name: N\n\n  - slug: msmt\n"
    )
    curated.replace(REPORT, "actor: angara, role: other", "actor: newcomer, role: other")

    assert told(load(curated.directory)) == NOTHING | {
        "created": [("actor", "newcomer")],
        "updated": [("finding", "MSMT-2025-1-001")],
        "unchanged": len(ALL) - 1,
    }


def test_records_that_left_the_files_are_listed_and_stay(curated: CuratedFiles) -> None:
    load(curated.directory)
    text = (curated.directory / REPORT).read_text()
    curated.write(REPORT, text[: text.index("  - reference: MSMT-2025-1-002")])
    curated.replace("actors.yaml", "asset_freeze", "other")

    report = load(curated.directory)

    assert told(report) == NOTHING | {
        "updated": [("actor", "angara")],
        "absent": [("finding", "MSMT-2025-1-002")],
        "unchanged": len(ALL) - 2,
    }
    assert (SubjectKind.FINDING, "MSMT-2025-1-002") not in report.subjects()
    assert Finding.objects.count() == 2


def test_identifiers_and_positions_can_change_hands(curated: CuratedFiles) -> None:
    """What is unique is so at the end of a load, not in the middle of it."""
    load(curated.directory)
    numbers = "    identifiers:\n      - {scheme: imo, value: '9179842'}\n      - {scheme: ofac, value: '42501'}\n"
    curated.replace("actors.yaml", numbers, "")
    curated.replace("actors.yaml", "country: KP", "country: KP\n    identifiers: [{scheme: imo, value: '9179842'}]")
    curated.replace("categories.yaml", "position: 1", "position: 3")
    curated.replace("categories.yaml", "position: 2", "position: 1")
    curated.replace("categories.yaml", "position: 3", "position: 2")

    assert load(curated.directory).updated == [
        ("category", "arms-transfers"),
        ("category", "labor"),
        ("actor", "angara"),
        ("actor", "dprk"),
    ]
    assert list(Identifier.objects.values_list("actor__key", "value")) == [("dprk", "9179842")]


def test_provisions_are_changed_in_place(curated: CuratedFiles) -> None:
    """Findings are mapped to them, by rows that the load of a resolution does not touch."""
    load(curated.directory)
    before = dict(Provision.objects.values_list("key", "pk"))
    curated.replace("resolutions.yaml", "paragraph: 8(a)-(b)", "paragraph: '9'")

    load(curated.directory)

    assert dict(Provision.objects.values_list("key", "pk")) == before
    assert Provision.objects.get(key="1718-8-a-b").paragraph == "9"


def test_a_provision_that_nothing_is_mapped_to_can_go(curated: CuratedFiles) -> None:
    load(curated.directory)
    curated.replace(REPORT, "[1718-x, 1718-8-a-b]", "[1718-8-a-b]")
    text = (curated.directory / "resolutions.yaml").read_text()
    curated.write("resolutions.yaml", text[: text.index("      - key: 1718-x")])

    report = load(curated.directory)

    assert report.updated == [("resolution", "1718"), ("finding", "MSMT-2025-1-001")]
    assert list(Provision.objects.values_list("key", flat=True)) == ["1718-8-a-b"]
    assert told(load(curated.directory)) == NOTHING


def test_a_provision_that_an_editor_mapped_something_to_cannot_go(curated: CuratedFiles) -> None:
    load(curated.directory)
    make_finding(
        "MSMT-2025-1-003",
        report=Report.objects.get(),
        provisions=[Provision.objects.get(key="1718-x")],
        category=Category.objects.get(slug="labor"),
    )
    curated.replace(REPORT, "[1718-x, 1718-8-a-b]", "[1718-8-a-b]")
    text = (curated.directory / "resolutions.yaml").read_text()
    curated.write("resolutions.yaml", text[: text.index("      - key: 1718-x")])

    with pytest.raises(CuratedErrors) as caught:
        load(curated.directory)

    assert str(caught.value) == (
        "fixtures/resolutions.yaml:2: resolution 1718: provisions: “1718-x” is gone, but MSMT-2025-1-003 is mapped to "
        "it in the database; put it back, or map that record to another provision first"
    )


# All or nothing


def test_an_error_in_the_last_file_leaves_everything_as_it_was(curated: CuratedFiles) -> None:
    load(curated.directory)
    before = contents()
    curated.replace("categories.yaml", "name: Labor", "name: Work")
    curated.replace(REPORT, "support: strong", "support: stronk")

    with pytest.raises(CuratedErrors):
        load(curated.directory)

    assert contents() == before


def test_what_the_database_refuses_is_a_sentence_and_leaves_everything_as_it_was(curated: CuratedFiles) -> None:
    load(curated.directory)
    make_identifier(make_actor("their-own"), "imo", "9130901")
    curated.replace("actors.yaml", "value: '9179842'", "value: '9130901'")
    curated.replace("categories.yaml", "name: Labor", "name: Work")
    before = contents()

    with pytest.raises(CuratedErrors) as caught:
        load(curated.directory)

    assert str(caught.value) == (
        "the database: identifier: Another actor has this number. One number names one actor "
        "(Key (scheme, value)=(imo, 9130901) already exists); "
        "mend the curated record, or the one that stands in its way in the database"
    )
    assert contents() == before


def test_what_the_database_refuses_at_the_end_is_a_sentence_too(curated: CuratedFiles) -> None:
    load(curated.directory)
    Category.objects.create(key="theirs", slug="theirs", name="Theirs", definition="Theirs.", position=7)
    curated.replace("categories.yaml", "position: 2", "position: 7")

    with pytest.raises(CuratedErrors) as caught:
        load(curated.directory)

    assert str(caught.value) == (
        'the database: category: Another category has this position (Key ("position")=(7) already exists); '
        "mend the curated record, or the one that stands in its way in the database"
    )


# Cost

FIRST_LOAD = 59
SECOND_LOAD = 34


def many(curated: CuratedFiles, number: int) -> None:
    """`number` more findings, each with all its rows, and as many actors."""
    text = (curated.directory / REPORT).read_text()
    first = text[text.index("  - reference: MSMT-2025-1-001") : text.index("  - reference: MSMT-2025-1-002")]
    for n in range(number):
        finding = first.replace("MSMT-2025-1-001", f"MSMT-2025-1-{n + 100}")
        text += "\n" + finding.replace("slug: containers", f"slug: containers-{n}")
    curated.write(REPORT, text)
    actor = "\n  - slug: actor-{}\n    kind: state\n    name: A\n    aliases: [B]\n    sources: [reuters]\n"
    actors = (curated.directory / "actors.yaml").read_text()
    curated.write("actors.yaml", actors + "".join(actor.format(n) for n in range(number)))


@pytest.mark.parametrize("number", [1, 30])
def test_the_number_of_statements_does_not_grow(curated: CuratedFiles, number: int) -> None:
    many(curated, number)

    with CaptureQueriesContext(connection) as first:
        assert len(load(curated.directory).created) == len(ALL) + 2 * number
    with CaptureQueriesContext(connection) as second:
        assert load(curated.directory).unchanged == len(ALL) + 2 * number

    assert (len(first), len(second)) == (FIRST_LOAD, SECOND_LOAD)
