"""The benchmark of releases goes on working: run whole, with few findings. Its figures are nobody's here."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from django.conf import settings

from mmsmt_portal import environment


@pytest.mark.benchmark
def test_it_writes_a_release_of_each_number_and_says_what_that_took() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.performance.exporting", "--findings", "20", "40"],
        cwd=settings.BASE_DIR,
        env=environment.with_changes(DATABASE_URL=""),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    line = (
        "SYNTHETIC findings: # files, # MiB, in # s = # findings per second; peak memory # MiB before, # MiB in the end"
    )
    assert re.sub(r"(?<=[ ])\d+(,\d{3})*(\.\d+)?", "#", done.stdout) == f"20 {line}\n40 {line}\n"
