"""Loading over records that an editor has changed: they are kept and listed, unless the load was told to overwrite."""

from __future__ import annotations

import pytest

from findings.curation.errors import CuratedErrors
from findings.curation.loader import load
from findings.models import Actor, Finding, Place, Quantity, Report, ReportEvent
from findings.vocabulary import SubjectKind
from tests.factories import make_actor, make_event

from .small import ALL, NOTHING, REPORT, SUBJECTS, CuratedFiles, contents, told

pytestmark = pytest.mark.django_db


def edit(model: type, name: str, **fields: object) -> None:
    key = getattr(model, "key_field", "slug")
    assert model.objects.filter(**{key: name}).update(**fields) == 1  # type: ignore[attr-defined]


def test_an_editors_change_is_kept_and_listed(curated: CuratedFiles) -> None:
    load(curated.directory)
    edit(Finding, "MSMT-2025-1-002", title="It was so")
    edit(Actor, "dprk", slug="north-korea")
    Quantity.objects.filter(measure="ether").delete()
    before = contents()

    report = load(curated.directory)

    kept = [("actor", "dprk"), ("finding", "MSMT-2025-1-001"), ("finding", "MSMT-2025-1-002")]
    assert told(report) == NOTHING | {"kept": kept, "unchanged": len(ALL) - 3}
    assert report.subjects() == [subject for subject in SUBJECTS if tuple(map(str, subject)) not in kept]
    assert contents() == before


def test_an_editors_change_is_kept_from_a_change_of_the_files(curated: CuratedFiles) -> None:
    load(curated.directory)
    edit(Finding, "MSMT-2025-1-002", title="It was so")
    curated.replace(REPORT, "title: It was not so", "title: It was otherwise")

    assert load(curated.directory).kept == [("finding", "MSMT-2025-1-002")]
    assert Finding.objects.get(reference="MSMT-2025-1-002").title == "It was so"


def test_overwrite_writes_the_files_over_an_editors_change(curated: CuratedFiles) -> None:
    load(curated.directory)
    edit(Finding, "MSMT-2025-1-002", title="It was so")

    report = load(curated.directory, overwrite=True)

    assert told(report) == NOTHING | {"updated": [("finding", "MSMT-2025-1-002")], "unchanged": len(ALL) - 1}
    assert report.subjects() == SUBJECTS
    assert told(load(curated.directory)) == NOTHING


def test_what_an_editor_deleted_stays_deleted(curated: CuratedFiles) -> None:
    load(curated.directory)
    Finding.objects.get(reference="MSMT-2025-1-002").delete()

    report = load(curated.directory)

    assert told(report) == NOTHING | {"kept": [("finding", "MSMT-2025-1-002")], "unchanged": len(ALL) - 1}
    assert load(curated.directory, overwrite=True).created == [("finding", "MSMT-2025-1-002")]


def test_a_record_that_names_what_an_editor_deleted_is_an_error(curated: CuratedFiles) -> None:
    load(curated.directory)
    Place.objects.create(country="RU", slug="dunai", name="Dunai")
    finding = Finding.objects.get(reference="MSMT-2025-1-001")
    finding.placemention_set.all().delete()
    ReportEvent.objects.get(slug="published").placemention_set.all().delete()
    Place.objects.get(slug="russia").delete()
    curated.replace(REPORT, "asserted_by: Others", "asserted_by: Others\n    places:\n      - {place: RU/russia}")

    with pytest.raises(CuratedErrors) as caught:
        load(curated.directory)

    assert str(caught.value) == (
        "fixtures/geography.yaml:2: place RU/russia: was taken out of the database by an editor, and a curated record "
        "that is to be written names it; take it out of the curated files too, or bring it back with --overwrite"
    )


def test_an_editors_change_that_reached_the_files_is_nobodys_any_more(curated: CuratedFiles) -> None:
    load(curated.directory)
    edit(Finding, "MSMT-2025-1-002", title="It was so")
    curated.replace(REPORT, "title: It was not so", "title: It was so")

    assert told(load(curated.directory)) == NOTHING
    curated.replace(REPORT, "title: It was so", "title: It was otherwise")
    assert load(curated.directory).updated == [("finding", "MSMT-2025-1-002")]


def test_a_record_of_an_editors_own_is_never_written_over(curated: CuratedFiles) -> None:
    make_actor("dprk", name="Their own DPRK")

    report = load(curated.directory)

    assert report.kept == [("actor", "dprk")]
    assert Actor.objects.get(key="dprk").name == "Their own DPRK"


@pytest.mark.parametrize("change", ["changed", "added", "deleted"])
def test_an_event_that_an_editor_touched_keeps_its_report_out(curated: CuratedFiles, change: str) -> None:
    load(curated.directory)
    match change:
        case "changed":
            edit(ReportEvent, "denied", title="It was not denied")
        case "added":
            make_event("praised", report=Report.objects.get())
        case "deleted":
            ReportEvent.objects.get(slug="denied").delete()

    report = load(curated.directory)

    assert report.subjects() == [subject for subject in SUBJECTS if subject[0] != SubjectKind.REPORT]


def test_a_record_whose_slug_changed_is_found_by_its_key(curated: CuratedFiles) -> None:
    load(curated.directory)
    curated.replace("actors.yaml", "slug: dprk", "slug: north-korea\n    key: dprk")

    assert load(curated.directory).updated == [("actor", "dprk")]
    assert Actor.objects.values_list("key", "slug").get(key="dprk") == ("dprk", "north-korea")
    assert told(load(curated.directory)) == NOTHING
