"""The small set of curated files, in a directory of its own for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from findings.curation.loader import load

from .small import REPORT, SMALL, CuratedFiles


@pytest.fixture
def curated(tmp_path: Path) -> CuratedFiles:
    files = CuratedFiles(tmp_path / "fixtures")
    for name, text in SMALL.items():
        files.write(name, text.removeprefix("\n"))
    return files


@pytest.fixture
def portal(curated: CuratedFiles) -> CuratedFiles:
    """A portal that has everything but the report."""
    curated.replace("categories.yaml", "    leading_finding: MSMT-2025-1-001\n", "")
    (curated.directory / REPORT).unlink()
    load(curated.directory)
    return curated


@pytest.fixture
def loaded(curated: CuratedFiles) -> CuratedFiles:
    """A portal that has the report too."""
    load(curated.directory)
    return curated
