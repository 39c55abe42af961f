"""An empty portal filled from a release: the same editions, the same chain, and records that wait for nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command

from findings import publishing
from findings.curation.loader import load
from findings.exports.datasets.files import SUMS, write_sums
from findings.exports.datasets.making import export
from findings.models import Actor, DatasetVersion, Edition, Finding, FindingEntry, KeyAlias, Merge, Redaction
from findings.queries.ledger import verify
from findings.queries.lists import references_digest
from findings.queries.questions import Question
from findings.vocabulary import SubjectKind
from tests import factories as make
from tests.findings.exports.thirty import publish_thirty
from tests.findings.management.commands import run
from tests.findings.publish import publish_everything

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def release(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The release of the thirty findings in their sixth version; the database is empty again."""
    with monkeypatch.context() as patch:
        publish_thirty(patch)
    return released(tmp_path / "first")


def released(folder: Path) -> Path:
    export(folder)
    empty()
    return folder


def empty() -> None:
    call_command("flush", verbosity=0, interactive=False)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_an_empty_portal_is_filled_from_a_release(release: Path, tmp_path: Path) -> None:
    head = json.loads((release / "release.json").read_text())["head"]

    code, told, errors = run("load_dataset", release)

    assert (code, errors) == (0, [])
    assert told[:2] == ["Editions: 50, in 6 dataset versions; all of them fit.", f"Head digest: {head}"]
    assert verify().head == head
    assert FindingEntry.objects.in_force().count() == 28
    export(tmp_path / "second")
    assert files(tmp_path / "second") == files(release)


def test_the_curated_findings_go_there_and_back(tmp_path: Path) -> None:
    publishing.publish(load(FIXTURES).subjects(), editor="Kim", note="First publication.")
    before = references_digest(Question())
    folder = released(tmp_path / "first")

    code, told, errors = run("load_dataset", folder)

    assert (code, errors) == (0, [])
    assert [line for line in told if "wait for the editors" in line] == []
    assert references_digest(Question()) == before
    assert list(publishing.pending(publishing.every_record())) == []
    export(tmp_path / "second")
    assert files(tmp_path / "second") == files(folder)


def test_who_published_is_not_in_a_release(release: Path) -> None:
    run("load_dataset", release)
    assert set(Edition.objects.values_list("published_by", flat=True)) == {"load_dataset"}
    assert set(DatasetVersion.objects.values_list("published_by", flat=True)) == {"load_dataset"}
    assert [each.redacted_by for each in Redaction.objects.all()] == ["load_dataset"]
    assert [name for name, content in files(release).items() if b"Kim" in content] == []


def test_what_is_withdrawn_or_redacted_has_no_record(release: Path) -> None:
    run("load_dataset", release)
    gone = Finding.objects.filter(reference__in=["MSMT-2025-1-004", "MSMT-2025-1-005"])
    assert [each.reference for each in gone] == []
    assert Finding.objects.count() == 28


def test_old_addresses_and_merges_come_along(tmp_path: Path) -> None:
    survivor, source = make.make_vessel("angara"), make.make_source("a-paper")
    make.make_merge(subject_kind="actor", merged_key="angara-2", survivor="angara")
    make.make_finding("MSMT-2025-1-001", involvements=[(survivor, "carrier")], citations=[(source, "origin")])
    publish_everything()
    survivor.slug = "angara-ship"
    survivor.save()
    publish_everything(note="Its address was mended.")
    aliases = list(KeyAlias.objects.values_list("old", "key", "published_in"))
    folder = released(tmp_path / "first")

    code, _told, errors = run("load_dataset", folder)

    assert (code, errors) == (0, [])
    assert list(KeyAlias.objects.values_list("old", "key", "published_in")) == aliases
    assert aliases == [("angara-2", "angara", 1), ("angara", "angara", 2)]
    assert list(Merge.objects.values_list("merged_key", "survivor")) == [("angara-2", "angara")]
    assert Actor.objects.get().slug == "angara-ship"
    assert list(publishing.pending(publishing.every_record())) == []


def test_a_finding_keeps_the_actor_that_was_withdrawn_since(tmp_path: Path) -> None:
    actor = make.make_vessel("angara", name="Angara", country="RU")
    make.make_finding("MSMT-2025-1-001", involvements=[(actor, "carrier")], citations=[(make.make_source(), "origin")])
    publish_everything()
    publishing.withdraw(SubjectKind.ACTOR, "angara", editor="Kim", note="It was none.")
    folder = released(tmp_path / "first")

    assert run("load_dataset", folder)[0] == 0

    involved = Finding.objects.get().involvement_set.get()
    assert (involved.actor.name, involved.role) == ("Angara", "carrier")


def test_a_portal_that_has_published_is_refused(release: Path) -> None:
    run("load_dataset", release)
    code, told, errors = run("load_dataset", release)
    assert (code, told) == (1, [])
    assert errors == ["This portal has categories already. A release fills an empty one only.", "Nothing was written."]


def test_a_folder_without_a_release_is_refused(tmp_path: Path) -> None:
    code, _told, errors = run("load_dataset", tmp_path)
    assert code == 1
    assert errors == [
        f"{tmp_path} is not a release: release.json is not there, or cannot be read (FileNotFoundError).",
        "Nothing was written.",
    ]


def test_a_release_with_a_changed_byte_is_refused(release: Path) -> None:
    changed(release / "editions.jsonl", lambda text: text.replace("tanker", "trawler", 1))
    code, _told, errors = run("load_dataset", release)
    assert code == 1
    assert errors == [
        "editions.jsonl is not the file that was released: its SHA-256 is another.",
        "Nothing was written.",
    ]


def test_a_document_changed_together_with_its_sums_is_refused(release: Path) -> None:
    changed(release / "editions.jsonl", lambda text: text.replace("tanker", "trawler", 1))
    write_sums_anew(release)
    code, _told, errors = run("load_dataset", release)
    assert code == 1
    assert errors[0].startswith("The ledger of the release does not hold. finding MSMT-")
    assert errors[0].endswith(": the document is not the one that was published.")
    assert Edition.objects.count() == DatasetVersion.objects.count() == Finding.objects.count() == 0


def test_an_edition_left_out_together_with_its_sums_is_refused(release: Path) -> None:
    changed(release / "editions.jsonl", lambda text: text.split("\n", 1)[1])
    write_sums_anew(release)
    code, _told, errors = run("load_dataset", release)
    assert code == 1
    assert errors[0].endswith("position 1 is missing.")


def test_a_line_that_is_no_row_is_refused(release: Path) -> None:
    changed(release / "versions.jsonl", lambda text: f'{{"number":1}}\n{text}')
    write_sums_anew(release)
    code, _told, errors = run("load_dataset", release)
    assert (code, errors[0]) == (
        1,
        (
            "versions.jsonl, line 1, is no row of that table: it needs the members "
            "editions, head, note, number, published_at."
        ),
    )


def test_a_line_that_is_no_text_is_refused(release: Path) -> None:
    (release / "versions.jsonl").write_bytes(b"\x80" + (release / "versions.jsonl").read_bytes())
    write_sums_anew(release)
    code, _told, errors = run("load_dataset", release)
    assert (code, errors[0].partition(":")[0]) == (1, "versions.jsonl, line 1, is no row of that table")


def test_a_release_of_which_text_was_taken_out_later_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with monkeypatch.context() as patch:
        publish_thirty(patch)
    export(tmp_path / "third", version=3)
    empty()
    code, _told, errors = run("load_dataset", tmp_path / "third")
    assert (code, errors[0]) == (
        1,
        (
            "Text was taken out of this release in dataset version 5, which it does not hold. "
            "Load a release of that version or of a later one."
        ),
    )


def changed(path: Path, change: Callable[[str], str]) -> None:
    before = path.read_bytes().decode()
    after = change(before)
    assert after != before
    path.write_bytes(after.encode())


def write_sums_anew(folder: Path) -> None:
    (folder / SUMS).unlink()
    write_sums(folder)


def test_which_sources_carry_a_detail_comes_along(tmp_path: Path) -> None:
    one, other = make.make_source("one"), make.make_source("other")
    finding = make.make_finding(
        period_start="2024",
        period_carried_by=["other"],
        involvements=[(make.make_actor(), "carrier")],
        places=[make.make_place()],
        quantities=[
            {"measure": "ships", "low": 2, "high": 2, "qualifier": "exact", "unit": "ships", "carried_by": ["one"]}
        ],
        citations=[(one, "relays"), (other, "relays")],
    )
    finding.involvement_set.update(carried_by=["one", "other"])
    finding.placemention_set.update(carried_by=["other"])
    publish_everything()
    folder = released(tmp_path / "first")

    code, _told, errors = run("load_dataset", folder)

    assert (code, errors) == (0, [])
    finding = Finding.objects.get()
    assert (
        finding.period_carried_by,
        finding.quantity_set.get().carried_by,
        finding.involvement_set.get().carried_by,
        finding.placemention_set.get().carried_by,
    ) == (["other"], ["one"], ["one", "other"], ["other"])
    assert list(publishing.pending(publishing.every_record())) == []


def test_what_is_quoted_comes_along(tmp_path: Path) -> None:
    finding = make.make_finding("MSMT-2025-1-001", citations=[(make.make_source("an-account"), "relays")])
    make.make_citation(finding, make.make_source("a-paper"), quote="지어낸 문장 […].", quote_language="ko")
    publish_everything()
    folder = released(tmp_path / "first")

    code, _told, errors = run("load_dataset", folder)

    assert (code, errors) == (0, [])
    assert list(Finding.objects.get().citation_set.values_list("source__key", "quote", "quote_language")) == [
        ("an-account", "", ""),
        ("a-paper", "지어낸 문장 […].", "ko"),
    ]
    assert list(publishing.pending(publishing.every_record())) == []
