"""The commands: what they print, where, and with which exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from findings.models import Finding

from .small import CuratedFiles

READ = "Read 2 categories, 2 sources, 2 places, 3 actors, 1 resolution, 1 report, 2 events, 2 findings."
VERBATIM = [
    "Places in a source that are given in words and not by number; kept as written:",
    "  finding MSMT-2025-1-001: the third picture",
]


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, list[str], list[str]]:
    """(exit code, lines printed, lines of errors)."""
    code = 0
    try:
        call_command(*map(str, arguments))
    except SystemExit as ended:
        code = int(ended.code or 0)
    printed = capsys.readouterr()
    return code, printed.out.splitlines(), printed.err.splitlines()


def test_check_says_that_all_is_well(capsys: pytest.CaptureFixture[str], curated: CuratedFiles) -> None:
    """Without a database: this test may not use one."""
    assert run(capsys, "load_fixtures", curated.directory, "--check") == (
        0,
        [READ, "All is well. Nothing was written.", *VERBATIM],
        [],
    )


def test_errors_are_told_with_exit_code_1(capsys: pytest.CaptureFixture[str], curated: CuratedFiles) -> None:
    curated.replace("categories.yaml", "position: 2", "position: two")
    curated.replace("sources.yaml", "kind: news", "kind: new")

    assert run(capsys, "load_fixtures", curated.directory) == (
        1,
        [],
        [
            (
                "fixtures/categories.yaml:9: category labor: position: “two” is not well formed; "
                "write a whole number from 0 to 29999"
            ),
            "fixtures/sources.yaml:15: source reuters: kind: “new” is not a word of this field; did you mean “news”?",
            "2 errors. Nothing was written.",
        ],
    )


@pytest.mark.django_db
def test_a_load_is_told_record_by_record(capsys: pytest.CaptureFixture[str], curated: CuratedFiles) -> None:
    assert run(capsys, "load_fixtures", curated.directory) == (
        0,
        [READ, "Records: 15 created, 0 updated, 0 unchanged, 0 kept, 0 absent.", *VERBATIM],
        [],
    )
    Finding.objects.filter(reference="MSMT-2025-1-002").update(title="It was so")
    text = (curated.directory / "categories.yaml").read_text()
    curated.write("categories.yaml", text[: text.index("\n  - slug: labor")])
    curated.replace("reports/msmt-2025-1.yaml", "    category: labor\n", "")

    code, lines, _ = run(capsys, "load_fixtures", curated.directory)

    assert code == 0
    assert lines[1:-2] == [
        "Records: 0 created, 1 updated, 12 unchanged, 1 kept, 1 absent.",
        "Kept, because an editor has changed them since the last load (--overwrite writes them):",
        "  finding MSMT-2025-1-002",
        "In the database, but in no curated file; left as they are:",
        "  category labor",
    ]
    code, lines, _ = run(capsys, "load_fixtures", curated.directory, "--overwrite")
    assert lines[1] == "Records: 0 created, 1 updated, 13 unchanged, 0 kept, 1 absent."


@pytest.mark.django_db
def test_a_dump_is_told(capsys: pytest.CaptureFixture[str], curated: CuratedFiles, tmp_path: Path) -> None:
    call_command("load_fixtures", str(curated.directory))
    capsys.readouterr()
    out = tmp_path / "out"

    assert run(capsys, "dump_fixtures", out) == (0, [f"Wrote 6 files into {out}."], [])
    assert run(capsys, "dump_fixtures", out) == (
        1,
        [],
        [
            (
                f"{out} holds curated files already, actors.yaml among them; "
                "name another directory, or say --force to write over them."
            )
        ],
    )
    (out / "reports" / "stray.yaml").touch()
    assert run(capsys, "dump_fixtures", out, "--force") == (
        0,
        [f"Wrote 6 files into {out}.", "Of no report in the database; left as they are:", "  reports/stray.yaml"],
        [],
    )


@pytest.mark.django_db
def test_a_directory_that_cannot_be_written_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    assert run(capsys, "dump_fixtures", tmp_path / "file" / "out") == (
        1,
        [],
        [f"{tmp_path}/file/out/reports: cannot be written (Not a directory)."],
    )


def test_a_database_that_is_not_there_is_told(curated: CuratedFiles, tmp_path: Path) -> None:
    environment = os.environ | {"DATABASE_URL": f"postgres://nobody@{str(tmp_path).replace('/', '%2F')}/none"}

    for command in (["load_fixtures", str(curated.directory)], ["dump_fixtures", str(tmp_path / "out")]):
        ended = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=settings.BASE_DIR,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

        assert ended.returncode == 1
        assert ended.stdout == ""
        assert ended.stderr.startswith("The database cannot be used: ")
        assert ended.stderr.endswith("Is DATABASE_URL right, and has `manage.py migrate` run?\n")
        assert ended.stderr.count("\n") == 1
