"""Releases and curated files with something spoiled in them: loaded whole, or refused in sentences, and nothing kept.

How many is said in tests/fuzzing.py.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from findings.curation.errors import CuratedErrors
from findings.curation.loader import load
from findings.exports.datasets.files import SUMS, write_sums
from findings.exports.datasets.making import export
from findings.models import Category, DatasetVersion, Edition, Finding
from tests.findings.curation.small import SMALL, CuratedFiles
from tests.findings.exports.thirty import publish_thirty
from tests.findings.management.commands import run
from tests.fuzzing import CHANGES, Changes, examples, spoiled

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.fuzz]
#: What `load_dataset` reads of a release.
READ = ("editions.jsonl", "versions.jsonl", "release.json", SUMS)


@pytest.fixture
def release(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The release of thirty findings; the database is empty again."""
    with monkeypatch.context() as patch:
        publish_thirty(patch)
    export(tmp_path / "release")
    call_command("flush", verbosity=0, interactive=False)
    return tmp_path / "release"


@examples(20)
@given(name=st.sampled_from(READ), changes=CHANGES, with_its_sums=st.booleans())
def test_a_spoiled_release_is_loaded_or_refused(
    release: Path, name: str, changes: Changes, *, with_its_sums: bool
) -> None:
    folder = release.with_name("spoiled")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(release, folder)
    (folder / name).write_bytes(spoiled((folder / name).read_bytes(), changes))
    if with_its_sums and name != SUMS:
        (folder / SUMS).unlink()
        write_sums(folder)
    code, told, errors = run("load_dataset", folder)
    if code == 0:
        assert told[0].startswith("Editions: 50, in 6 dataset versions; all of them fit.")
        call_command("flush", verbosity=0, interactive=False)
    else:
        assert (code, told, errors[-1], len(errors) > 1) == (1, [], "Nothing was written.", True)
        assert Edition.objects.count() == DatasetVersion.objects.count() == Finding.objects.count() == 0


@examples(20)
@given(
    table=st.sampled_from(["editions", "versions", "aliases", "redactions"]),
    line=st.integers(0, 60),
    member=st.integers(0, 20),
    value=st.sampled_from(
        [None, True, -1, 0, 2**31, 10**30, 0.5, "", "x", "\0", "2025-13-01", [], {}, [[[]]], "a" * 70_000]
    ),
)
def test_a_release_with_another_value_in_a_row_is_refused(
    release: Path, table: str, line: int, member: int, value: object
) -> None:
    folder = release.with_name("spoiled")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(release, folder)
    file = folder / f"{table}.jsonl"
    rows = [json.loads(each) for each in file.read_text().split("\n") if each]
    row = rows[line % len(rows)] if rows else {}
    name = [*row, "of no table"][member % (len(row) + 1)]
    is_same = name in row and row[name] == value and type(row[name]) is type(value)
    row[name] = value
    file.write_text("".join(f"{json.dumps(each)}\n" for each in rows or [row]))
    (folder / SUMS).unlink()
    write_sums(folder)
    code, told, errors = run("load_dataset", folder)
    if is_same or code == 0:
        # Two members are no part of a digest: when a version was followed, and what a redaction was called.
        assert (code, told[0][:50]) == (0, "Editions: 50, in 6 dataset versions; all of them f")
        call_command("flush", verbosity=0, interactive=False)
    else:
        assert (code, told, errors[-1], len(errors) > 1) == (1, [], "Nothing was written.", True)
        assert Edition.objects.count() == DatasetVersion.objects.count() == Finding.objects.count() == 0


@examples(20)
@given(name=st.sampled_from(sorted(SMALL)), changes=CHANGES)
def test_a_spoiled_curated_file_is_loaded_or_refused(tmp_path: Path, name: str, changes: Changes) -> None:
    """What the reader lets pass, the database takes, or says in a sentence why it does not."""
    files = CuratedFiles(tmp_path / "fixtures")
    for each, text in SMALL.items():
        files.write(each, text.removeprefix("\n"))
    files.write(name, spoiled(SMALL[name].encode(), changes))
    try:
        with transaction.atomic():
            assert load(files.directory).subjects() != []
            transaction.set_rollback(True)
    except CuratedErrors as refused:
        assert len(str(refused).splitlines()) == len(refused.errors) > 0  # noqa: PT017 - it is what was raised
    assert Category.objects.count() == 0
