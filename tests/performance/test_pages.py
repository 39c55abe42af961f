"""The benchmark of pages goes on working: run whole, with few findings. Its figures are nobody's here."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from django.conf import settings

from mmsmt_portal import environment
from tests.performance.pages import LISTS


@pytest.mark.benchmark
@pytest.mark.serve
def test_it_measures_every_page_and_holds_it_against_the_goals() -> None:
    few = ["--findings", "60", "--copies", "2", "--rounds", "2", "--statements", "1", "--counted-for", "0.1"]
    done = subprocess.run(
        [sys.executable, "-m", "tests.performance.pages", *few],
        cwd=settings.BASE_DIR,
        env=environment.with_changes(DATABASE_URL=""),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    pages = [*LISTS, "finding page", "actor page", "constant view"]
    assert [name for name in pages if not any(line.startswith(f"{name} ") for line in lines)] == []
    assert "120 findings, 2 workers. Milliseconds." in lines
    assert "Goals, at 120:" in lines
    assert [line.split()[0] for line in lines if re.match(r"P\d", line)] == [f"P{n}" for n in range(1, 12)]
