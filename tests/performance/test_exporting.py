"""The benchmark of releases goes on working: run whole, with few findings. Its figures are nobody's here."""

from __future__ import annotations

import re

import pytest

from tests.performance.whole import output_of


@pytest.mark.benchmark
def test_it_writes_a_release_of_each_number_and_says_what_that_took() -> None:
    told = output_of("exporting", "--findings", "20", "40")
    line = (
        "SYNTHETIC findings: # files, # MiB, in # s = # findings per second; peak memory # MiB before, # MiB in the end"
    )
    assert re.sub(r"(?<=[ ])\d+(,\d{3})*(\.\d+)?", "#", told) == f"20 {line}\n40 {line}\n"
