"""manage.py publish: what is named, what no editor has touched, or everything."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError

from findings import publishing
from findings.curation.loader import load
from findings.models import Actor, Category, Edition, Finding, Report, ReportEvent
from tests.factories import make_actor, make_finding, make_source
from tests.findings.curation.small import SMALL, SUBJECTS, CuratedFiles
from tests.findings.management.commands import run
from tests.findings.publishing.acts import change, contents, ledger, publish

pytestmark = pytest.mark.django_db

BY_KIM = ("--editor", "Kim", "--note", "Published.")
ONE_OF_THREE = "Say what to publish: KIND KEY (as often as needed), --curated, or --all; one of the three."
KIND_AND_KEY = (
    "Name each subject by its kind and its key; a kind is one of these: "
    "finding, report, actor, source, resolution, category."
)


@pytest.fixture
def curated(tmp_path: Path) -> CuratedFiles:
    """The small set of curated files, with a source for each of its claims, loaded."""
    files = CuratedFiles(tmp_path / "fixtures")
    for name, text in SMALL.items():
        files.write(name, text.removeprefix("\n"))
    denied = "    asserted_by: Somebody\n"
    cited = "    citations: [{source: reuters, relation: relays, supports: all of it}]\n"
    files.replace("reports/msmt-2025-1.yaml", denied, denied + cited)
    load(files.directory)
    return files


def published() -> set[tuple[str, str]]:
    return set(Edition.objects.in_force().values_list("subject_kind", "key"))


# By name


def test_subjects_are_published_by_kind_and_key() -> None:
    finding, actor, _other = make_finding(), make_actor(), make_actor()
    assert run("publish", "finding", finding.reference, "actor", actor.key, *BY_KIM) == (
        0,
        ["Dataset version 1: 2 new editions, 0 subjects unchanged."],
        [],
    )
    assert published() == {("finding", "MSMT-2025-1-001"), ("actor", "actor-1")}
    edition = Edition.objects.get(subject_kind="actor")
    assert (edition.published_by, edition.note, edition.edition_kind) == ("Kim", "Published.", "first")


def test_nothing_changed_is_said_and_is_no_error() -> None:
    source = make_source()
    publish(source)
    assert run("publish", "source", source.key, *BY_KIM) == (
        0,
        ["Nothing has changed, so nothing was published."],
        [],
    )


@pytest.mark.parametrize("kind", ["update", "correction"])
def test_the_kind_of_a_new_edition_is_said(kind: str) -> None:
    source = make_source()
    publish(source)
    change(source, title="Changed")
    assert run("publish", "source", source.key, *BY_KIM, "--kind", kind)[:2] == (
        0,
        ["Dataset version 2: 1 new editions, 0 subjects unchanged."],
    )
    assert ledger()[-1] == f"2: source source-1, edition 2, {kind} from version 2"


def test_no_other_kind_is_taken() -> None:
    with pytest.raises(CommandError, match="argument --kind: invalid choice: 'withdrawal'"):
        run("publish", "source", "source-1", *BY_KIM, "--kind", "withdrawal")


@pytest.mark.parametrize("absent", ["--editor", "--note"])
def test_nothing_is_published_without_a_name_and_a_reason(absent: str) -> None:
    at = BY_KIM.index(absent)
    with pytest.raises(CommandError, match=f"the following arguments are required: {absent}"):
        run("publish", "--all", *BY_KIM[:at], *BY_KIM[at + 2 :])


def test_what_is_refused_is_told_whole() -> None:
    make_finding("MSMT-2025-1-001", citations=[])
    before = contents()
    assert run("publish", "actor", "nobody", "finding", "MSMT-2025-1-001", *BY_KIM) == (
        1,
        [],
        [
            "There is no actor “nobody” to publish.",
            "Finding MSMT-2025-1-001 cites no source. Every claim needs at least one.",
            "Nothing was published.",
        ],
    )
    assert contents() == before


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], ONE_OF_THREE),
        (["--all", "--curated"], ONE_OF_THREE),
        (["actor", "actor-1", "--all"], ONE_OF_THREE),
        (["actor"], KIND_AND_KEY),
        (["actors", "actor-1"], KIND_AND_KEY),
        (["actor", "actor-1", "finding"], KIND_AND_KEY),
        (["--all", "--again"], "--again takes KIND KEY: what was withdrawn or redacted comes back only by name."),
    ],
)
def test_it_says_how_to_say_what_is_to_be_published(arguments: list[str], sentence: str) -> None:
    make_actor()
    assert run("publish", *arguments, *BY_KIM) == (1, [], [sentence, "Nothing was published."])
    assert published() == set()


def test_what_was_withdrawn_comes_back_by_name() -> None:
    source = make_source()
    publish(source)
    publishing.withdraw(*source.subject, editor="Kim", note="Withdrawn.")
    nothing = ["Nothing has changed, so nothing was published."]
    assert run("publish", "source", "source-1", *BY_KIM)[1] == nothing
    assert run("publish", "--all", *BY_KIM)[1] == nothing
    assert run("publish", "source", "source-1", "--again", *BY_KIM)[1] == [
        "Dataset version 3: 1 new editions, 0 subjects unchanged."
    ]


# Everything


def test_all_records_are_published_whoever_changed_them(curated: CuratedFiles) -> None:
    change(Finding.objects.get(reference="MSMT-2025-1-001"), title="Changed by an editor")
    make_actor()
    assert run("publish", "--all", *BY_KIM)[1] == ["Dataset version 1: 12 new editions, 0 subjects unchanged."]
    assert len(published()) == len(SUBJECTS) + 1 == 12
    assert Edition.objects.get(key="MSMT-2025-1-001").title == "Changed by an editor"


# What no editor has touched


def test_what_stands_as_the_curated_files_have_it_is_published(curated: CuratedFiles) -> None:
    make_actor()
    assert run("publish", "--curated", curated.directory, *BY_KIM)[1] == [
        "Dataset version 1: 11 new editions, 0 subjects unchanged."
    ]
    assert published() == {(kind.value, key) for kind, key in SUBJECTS}


def test_what_an_editor_has_changed_is_not(curated: CuratedFiles) -> None:
    change(Finding.objects.get(reference="MSMT-2025-1-001"), title="Changed by an editor")
    Actor.objects.get(key="angara").aliases.create(name="Added by an editor", position=9)
    run("publish", "--curated", curated.directory, *BY_KIM)
    assert {(kind.value, key) for kind, key in SUBJECTS} - published() == {
        ("finding", "MSMT-2025-1-001"),
        ("actor", "angara"),
    }
    assert not any("by an editor" in str(document) for document in Edition.objects.values_list("document", flat=True))


@pytest.mark.parametrize("touch", ["changed", "added", "taken away"])
def test_a_report_is_not_where_an_editor_has_touched_one_of_its_events(curated: CuratedFiles, touch: str) -> None:
    event = ReportEvent.objects.order_by("position")[0]
    if touch == "changed":
        change(event, title="Changed by an editor")
    elif touch == "added":
        event.pk, event.slug = None, "added-by-an-editor"
        event.save()
    else:
        event.delete()
    run("publish", "--curated", curated.directory, *BY_KIM)
    assert {(kind.value, key) for kind, key in SUBJECTS} - published() == {("report", "msmt-2025-1")}


def test_what_changed_in_the_files_and_was_not_loaded_is_not(curated: CuratedFiles) -> None:
    """The record is not what the files say any more: which of the two is right is for load_fixtures."""
    curated.replace("categories.yaml", "name: Labor", "name: Work abroad")
    run("publish", "--curated", curated.directory, *BY_KIM)
    assert ("category", "labor") not in published()
    assert ("category", "arms-transfers") in published()
    assert Category.objects.get(key="labor").name == "Labor"


def test_curated_files_that_cannot_be_read_are_told_as_when_they_are_loaded(curated: CuratedFiles) -> None:
    curated.replace("categories.yaml", "position: 2", "position: two")
    assert run("publish", "--curated", curated.directory, *BY_KIM) == (
        1,
        [],
        [
            (
                "fixtures/categories.yaml:9: category labor: position: “two” is not well formed; "
                "write a whole number from 0 to 29999"
            ),
            "Nothing was published.",
        ],
    )


def test_the_records_are_not_changed_by_it(curated: CuratedFiles) -> None:
    Report.objects.update(note="Changed by an editor")
    before = list(Report.objects.values())
    run("publish", "--curated", curated.directory, *BY_KIM)
    assert list(Report.objects.values()) == before
