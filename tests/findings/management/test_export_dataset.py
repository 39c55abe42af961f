"""The command of releases: what it says, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from findings import publishing
from findings.exports.datasets.dois import read_doi
from findings.exports.datasets.releases import read_release
from findings.models import DatasetVersion, Finding
from findings.vocabulary import SubjectKind
from tests import factories as make
from tests.findings.management.commands import run
from tests.findings.publish import publish_everything


@pytest.fixture
def one(db: None) -> Finding:
    finding = make.make_finding(
        "MSMT-2025-1-001", title="Coal for a zeppelin", citations=[(make.make_source(), "origin", "p. 1")]
    )
    publish_everything()
    return finding


@pytest.fixture(autouse=True)
def releases_dir(settings: Settings, tmp_path: Path) -> Path:
    settings.RELEASES_DIR = tmp_path / "releases"
    settings.SITE_URL = "https://portal.example.org"
    return tmp_path / "releases"


@pytest.mark.usefixtures("one")
def test_it_writes_a_release_into_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "released"
    code, told, errors = run("export_dataset", folder)
    head = read_release(folder).head
    assert (code, errors) == (0, [])
    assert told == [
        "Dataset version 1: 1 findings, 4 editions.",
        "Changes are counted from dataset version 0: 4.",
        f"Head digest: {head}",
        f"Written to {folder}.",
    ]


@pytest.mark.usefixtures("one")
@pytest.mark.parametrize(
    ("site", "is_told"),
    [
        ("http://127.0.0.1:8000", True),
        ("http://localhost:8731", True),
        ("http://[::1]:8000", True),
        ("http://portal.localhost", True),
        ("https://localhost.example.org", False),
        ("http://192.168.1.20:8000", False),
    ],
)
def test_a_release_that_names_an_address_of_this_machine_says_so(
    settings: Settings, tmp_path: Path, site: str, is_told: bool
) -> None:
    settings.SITE_URL = site
    code, told, errors = run("export_dataset", tmp_path / "released")
    sentence = (
        f"Its files name {site}/, an address of this machine alone. To make a release for others, remove this one, and "
        "set SITE_URL to the address that they know the portal by."
    )
    assert (code, told[4:], errors) == (0, [sentence] if is_told else [], [])


@pytest.mark.usefixtures("one")
def test_without_a_folder_it_goes_where_the_portal_serves_it(releases_dir: Path) -> None:
    assert run("export_dataset")[0] == 0
    assert [path.name for path in releases_dir.iterdir()] == ["1"]


@pytest.mark.usefixtures("one")
def test_the_same_again_writes_nothing(tmp_path: Path) -> None:
    run("export_dataset", tmp_path / "released")
    code, told, _errors = run("export_dataset", tmp_path / "released")
    assert (code, told) == (
        0,
        [f"{tmp_path / 'released'} holds this release already: the same bytes. Nothing was written."],
    )


@pytest.mark.usefixtures("one")
def test_it_says_that_a_release_is_what_the_database_makes(tmp_path: Path) -> None:
    folder = tmp_path / "released"
    run("export_dataset", folder)
    code, told, errors = run("export_dataset", folder, "--verify")
    assert (code, errors) == (0, [])
    assert told == [
        f"{folder}: dataset version 1. Every file is the one that was released.",
        "It is what this database makes.",
    ]


@pytest.mark.usefixtures("one")
def test_it_names_the_file_that_was_changed_after_the_release(tmp_path: Path) -> None:
    folder = tmp_path / "released"
    run("export_dataset", folder)
    (folder / "findings.csv").write_bytes((folder / "findings.csv").read_bytes().replace(b"zeppelin", b"balloons"))
    (folder / "reports.csv").unlink()
    (folder / "notes.txt").write_text("mine")
    code, told, errors = run("export_dataset", folder, "--verify")
    assert (code, told) == (1, [])
    assert errors == [
        "findings.csv is not the file that was released: its SHA-256 is another.",
        "reports.csv is missing.",
        "notes.txt is no part of the release.",
    ]


def test_it_names_the_files_that_this_database_makes_otherwise(
    one: Finding, settings: Settings, tmp_path: Path
) -> None:
    folder = tmp_path / "released"
    settings.SITE_URL = "https://elsewhere.example.org"
    run("export_dataset", folder)
    settings.SITE_URL = "https://portal.example.org"
    code, _told, errors = run("export_dataset", folder, "--verify")
    assert code == 1
    assert "findings.csv differs from the one that this database makes." in errors
    assert "editions.csv differs from the one that this database makes." not in errors


def test_a_release_that_this_database_has_not_published_yet_is_held_against_its_sums_alone(
    one: Finding, tmp_path: Path
) -> None:
    folder = tmp_path / "released"
    run("export_dataset", folder)
    text = (folder / "release.json").read_text().replace('"dataset_version": 1,', '"dataset_version": 2,', 1)
    (folder / "release.json").write_text(text)
    code, _told, errors = run("export_dataset", folder, "--verify")
    assert (code, errors) == (1, ["release.json is not the file that was released: its SHA-256 is another."])


def test_a_redaction_makes_a_release_anew(one: Finding, releases_dir: Path) -> None:
    run("export_dataset")
    publishing.redact(SubjectKind.FINDING, "MSMT-2025-1-001", [1], editor="Kim", reason="A court.")
    code, _told, errors = run("export_dataset", releases_dir / "1", "--verify")
    assert (code, errors) == (1, ["Dataset version 2 redacted text of this release: make it anew."])

    code, told, errors = run("export_dataset", "--as-of", 1)

    assert (code, errors, told[0]) == (0, [], "Dataset version 1: 0 findings, 4 editions.")
    assert run("export_dataset", releases_dir / "1", "--verify")[0] == 0
    holding = [path.name for path in (releases_dir / "1").iterdir() if b"zeppelin" in path.read_bytes()]
    assert holding == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--as-of", 7], "There is no dataset version 7 yet: the newest is 1."),
        (["--as-of", 0], "Dataset versions are counted from 1."),
        (["--since", 1], "Changes are counted from a version before 1, and 1 is not one."),
    ],
)
@pytest.mark.usefixtures("one")
def test_what_cannot_be_released_is_said(arguments: list[object], sentence: str, tmp_path: Path) -> None:
    code, told, errors = run("export_dataset", tmp_path / "released", *arguments)
    assert (code, told, errors) == (1, [], [sentence])
    assert not (tmp_path / "released").exists()


@pytest.mark.django_db
def test_of_a_portal_that_has_published_nothing_there_is_no_release(tmp_path: Path) -> None:
    code, _told, errors = run("export_dataset", tmp_path / "released")
    assert (code, errors) == (1, ["Nothing has been published yet, so there is nothing to release."])


@pytest.mark.usefixtures("one")
def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "letter.txt").write_text("Dear reader")
    code, _told, errors = run("export_dataset", folder)
    assert (code, errors) == (1, [f"{folder} is neither empty nor a release. Choose another folder."])
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_a_release_is_not_overwritten_by_other_bytes(one: Finding, settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "released"
    run("export_dataset", folder)
    before = (folder / "SHA256SUMS").read_bytes()
    settings.SITE_URL = "https://elsewhere.example.org"
    code, _told, errors = run("export_dataset", folder)
    assert code == 1
    assert errors[0].startswith(f"{folder} holds this release in other bytes, and no redaction explains it:")
    assert (folder / "SHA256SUMS").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["released"]


# A DOI

DOI = "10.5555/dataset.1"
NAMED_BY_PAGES = "The portal's pages name it; the release's files keep their bytes, and do not."
ADDRESS = f"https://doi.org/{DOI}"


def naming(folder: Path, words: str) -> set[str]:
    """The files of a release that hold these words."""
    return {path.name for path in folder.iterdir() if words.encode() in path.read_bytes()}


@pytest.mark.usefixtures("one")
def test_a_doi_that_was_reserved_before_is_named_by_the_files_of_the_release(tmp_path: Path) -> None:
    folder = tmp_path / "released"
    code, told, errors = run("export_dataset", folder, "--doi", DOI)
    assert (code, errors, told[-2:]) == (0, [], [f"DOI: {DOI}", f"Written to {folder}."])
    assert naming(folder, ADDRESS) == {
        "CITATION.txt",
        "README.txt",
        "csv-metadata.json",
        "datapackage.json",
        "release.json",
    }
    assert f"  doi = {{{DOI}}},\n" in (folder / "CITATION.txt").read_text()
    assert read_release(folder).citation.endswith(f" {ADDRESS}")
    assert run("export_dataset", folder, "--verify")[1][-1] == "It is what this database makes."
    assert not (tmp_path / "released.doi").exists()


@pytest.mark.usefixtures("one")
def test_a_release_without_one_names_none(tmp_path: Path) -> None:
    folder = tmp_path / "released"
    run("export_dataset", folder)
    assert naming(folder, "doi.org") == set()
    assert read_release(folder).doi == ""
    assert "doi =" not in (folder / "CITATION.txt").read_text()


@pytest.mark.usefixtures("one")
@pytest.mark.parametrize("again", [[], ["--doi", DOI], ["--doi", f"https://doi.org/{DOI.upper()}"]])
def test_the_same_release_again_keeps_its_doi_whether_it_is_named_or_not(tmp_path: Path, again: list[str]) -> None:
    folder = tmp_path / "released"
    run("export_dataset", folder, "--doi", DOI)
    before = (folder / "SHA256SUMS").read_bytes()
    code, told, _errors = run("export_dataset", folder, *again)
    assert (code, told) == (
        0,
        [f"{folder} holds this release already: the same bytes. Nothing was written.", f"DOI: {DOI}"],
    )
    assert (folder / "SHA256SUMS").read_bytes() == before


@pytest.mark.usefixtures("one")
def test_a_doi_that_is_registered_later_stands_beside_the_release_whose_bytes_stay(tmp_path: Path) -> None:
    folder = tmp_path / "released"
    run("export_dataset", folder)
    before = (folder / "SHA256SUMS").read_bytes()
    code, told, _errors = run("export_dataset", folder, "--doi", DOI)
    assert (code, told) == (
        0,
        [
            f"{folder} holds this release already: the same bytes. Nothing was written.",
            f"released.doi, beside the folder, has the DOI {DOI}. {NAMED_BY_PAGES}",
        ],
    )
    assert (tmp_path / "released.doi").read_text() == f"{DOI}\n"
    assert (folder / "SHA256SUMS").read_bytes() == before
    assert naming(folder, DOI) == set()
    assert run("export_dataset", folder, "--verify")[0] == 0


@pytest.mark.usefixtures("one")
def test_a_release_that_is_made_anew_after_a_redaction_keeps_its_doi(tmp_path: Path) -> None:
    early, late = tmp_path / "early", tmp_path / "late"
    run("export_dataset", early, "--doi", DOI)
    run("export_dataset", late)
    run("export_dataset", late, "--doi", "10.5555/dataset.2")
    publishing.redact(SubjectKind.FINDING, "MSMT-2025-1-001", [1], editor="Kim", reason="A court.")
    for folder in (early, late):
        assert run("export_dataset", folder, "--as-of", "1")[0] == 0
        assert (folder / "REDACTIONS.txt").exists()
    assert (read_release(early).doi, read_release(late).doi) == (DOI, "")
    assert (tmp_path / "late.doi").read_text() == "10.5555/dataset.2\n"


@pytest.mark.usefixtures("one")
@pytest.mark.parametrize("is_later", [False, True])
def test_a_release_has_one_doi_and_a_doi_one_release(tmp_path: Path, is_later: bool) -> None:
    folder, other = tmp_path / "1", tmp_path / "2"
    if is_later:
        run("export_dataset", folder)
    run("export_dataset", folder, "--doi", DOI)
    assert run("export_dataset", folder, "--doi", "10.5555/dataset.2")[::2] == (
        1,
        [f"This release has the DOI {DOI} already, and a release has one for ever. Nothing was written."],
    )
    Finding.objects.update(title="Coal for two zeppelins")
    publish_everything()
    assert run("export_dataset", other, "--doi", DOI)[::2] == (
        1,
        [f"{DOI} is the DOI of the release of dataset version 1. Each has one of its own."],
    )
    assert not other.exists()


@pytest.mark.usefixtures("one")
@pytest.mark.parametrize(
    "text",
    ["", "dataset.1", "10.5555", "10.5555/", "11.5555/x", "10.55/x", "10.5555/a b", '10.5555/a"b', "10.5555/é"],
)
def test_what_is_no_doi_is_refused_with_what_one_looks_like(tmp_path: Path, text: str) -> None:
    code, told, errors = run("export_dataset", tmp_path / "released", f"--doi={text}")
    assert (code, told, len(errors)) == (1, [], 1)
    assert errors[0] == (
        f"“{text}” is no DOI. One is 10, a dot, the number of whoever registers it, a slash and a name of letters, "
        "digits and . _ ; ( ) / : - as in 10.5555/dataset.1."
    )
    assert not (tmp_path / "released").exists()


@pytest.mark.parametrize(
    "text", [DOI, f" {DOI} ", f"https://doi.org/{DOI}", f"http://dx.doi.org/{DOI}", f"doi:{DOI}", f"DOI: {DOI.upper()}"]
)
def test_a_doi_is_read_as_people_write_it(text: str) -> None:
    assert read_doi(text) == DOI


def test_a_check_takes_no_doi(tmp_path: Path) -> None:
    assert run("export_dataset", tmp_path, "--verify", "--doi", DOI) == (
        1,
        [],
        ["--verify writes nothing, so it takes no --doi: leave one of them out."],
    )


# Who published


@pytest.mark.usefixtures("one")
def test_who_published_and_who_redacted_is_in_no_file_of_a_release(tmp_path: Path) -> None:
    Finding.objects.update(title="Coal for two zeppelins")
    publish_everything(editor="Pademelonia")
    publishing.redact(SubjectKind.FINDING, "MSMT-2025-1-001", [1], editor="Bettongish", reason="A court.")
    assert set(DatasetVersion.objects.values_list("published_by", flat=True)) == {"Kim", "Pademelonia", "Bettongish"}
    folder = tmp_path / "released"
    run("export_dataset", folder)
    secrets = ("Pademelonia", "Bettongish", "published_by", "redacted_by")
    assert {each: naming(folder, each) for each in secrets} == {each: set() for each in secrets}
    assert {"editions.jsonl", "findings.sqlite", "ledger.jsonl"} <= naming(folder, "MSMT-2025-1-001")
    assert "redactions.csv" in naming(folder, "A court.")
