"""The comparison with Datasette goes on working, where there is one: run whole, with few findings."""

from __future__ import annotations

import shutil

import pytest

from tests.performance.whole import output_of

DATASETTE = shutil.which("datasette")


@pytest.mark.benchmark
@pytest.mark.serve
@pytest.mark.skipif(DATASETTE is None, reason="there is no datasette to compare with")
def test_every_kind_of_page_is_held_against_both_forms_of_theirs() -> None:
    lines = output_of("datasette", f"--datasette={DATASETTE}", "--findings", "60", "--rounds", "2").splitlines()
    kinds = ["browse", "one filter", "pair of filters", "text: common", "text: mid", "finding page"]
    compared, judged = lines[: lines.index("Goal P3, at 60:")], lines[lines.index("Goal P3, at 60:") :]
    for said in (compared, judged):
        assert [kind for kind in kinds if not any(line.startswith(f"{kind} ") for line in said)] == []
    assert [line.count("×") for line in compared if line.startswith(tuple(kinds))] == [4] * len(kinds)
