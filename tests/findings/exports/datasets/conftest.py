"""A portal of the thirty findings in six versions, and releases of it in a folder of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker, Settings

from findings.caching import version_poll
from tests.findings.exports.thirty import thirty_published


@pytest.fixture(scope="module")
def thirty_of_the_module(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with thirty_published(django_db_blocker):
        yield


@pytest.fixture
def thirty(thirty_of_the_module: None, db: None) -> None:
    version_poll.forget()


@pytest.fixture
def releases_dir(settings: Settings, tmp_path: Path) -> Path:
    """Where the releases of this test are, and are served from."""
    settings.RELEASES_DIR = tmp_path / "releases"
    return tmp_path / "releases"
