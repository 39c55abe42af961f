"""The benchmark of pages goes on working: run whole, with few findings. Its figures are nobody's here."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from findings.pages.conformance import RATIOS
from tests.performance.pages import LISTS
from tests.performance.whole import output_of


@pytest.mark.benchmark
@pytest.mark.serve
def test_it_measures_every_page_and_holds_it_against_the_goals(tmp_path: Path) -> None:
    few = ["--findings", "60", "--copies", "2", "--rounds", "2", "--statements", "1", "--counted-for", "0.1"]
    file = tmp_path / "conformance.json"
    lines = output_of("pages", *few, f"--conformance={file}").splitlines()
    pages = [*LISTS, "finding page", "actor page", "constant view"]
    assert [name for name in pages if not any(line.startswith(f"{name} ") for line in lines)] == []
    assert "120 findings, 2 workers. Milliseconds." in lines
    assert "Goals, at 120:" in lines
    assert [line.split()[0] for line in lines if re.match(r"P\d", line)] == [f"P{n}" for n in range(1, 12)]
    told = json.loads(file.read_text())["ratios"]
    assert (told["findings"], set(told["measured"])) == ([120], set(RATIOS))
