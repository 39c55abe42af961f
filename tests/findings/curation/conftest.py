"""The small set of curated files, in a directory of its own for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from .small import SMALL, CuratedFiles


@pytest.fixture
def curated(tmp_path: Path) -> CuratedFiles:
    files = CuratedFiles(tmp_path / "fixtures")
    for name, text in SMALL.items():
        files.write(name, text.removeprefix("\n"))
    return files
