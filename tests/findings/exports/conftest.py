from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker, Settings

from findings.caching import version_poll
from tests.findings.exports.thirty import thirty_published


@pytest.fixture(autouse=True)
def export_dir(settings: Settings, tmp_path: Path) -> Path:
    """A folder of this test's own for the files that are kept."""
    settings.EXPORT_DIR = tmp_path / "exports"
    return tmp_path / "exports"


@pytest.fixture(scope="module")
def thirty_of_the_module(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with thirty_published(django_db_blocker):
        yield


@pytest.fixture
def thirty(thirty_of_the_module: None, db: None) -> None:
    version_poll.forget()
