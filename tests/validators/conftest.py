"""Other people's programs judge a real release, made from the curated findings.

They are in requirements/validators.txt alone. Where one is missing its tests are skipped, as a whole module.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from pytest_django import DjangoDbBlocker

from findings import publishing
from findings.curation.loader import load
from findings.exports.datasets.making import export
from findings.models import Finding
from findings.vocabulary import SubjectKind

#: Third-party code, and nothing of ours, warns of its own use of what will go.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="package")
def shelf(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """A folder of releases: the curated findings, and the same after a correction, a withdrawal and a redaction."""
    with django_db_blocker.unblock(), transaction.atomic():
        folder = tmp_path_factory.mktemp("releases")
        publishing.publish(
            load(Path(settings.BASE_DIR) / "fixtures").subjects(), editor="Kim", note="First publication."
        )
        export(folder / "1")
        corrected = Finding.objects.get(reference="MSMT-2025-1-002")
        corrected.summary += " Korean accounts narrow the window."
        corrected.save()
        publishing.correct([corrected.subject], editor="Kim", note="The period was too wide.")
        publishing.withdraw(SubjectKind.FINDING, "MSMT-2025-1-044", editor="Kim", note="Said twice.")
        publishing.redact(SubjectKind.FINDING, "S-2019-691-004", [1], editor="Kim", reason="Another was meant.")
        export(folder / "1", version=1)  # made anew: it held the text that was redacted
        export(folder / "4")
        yield folder
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def release(shelf: Path) -> Path:
    return shelf / "4"


@pytest.fixture
def tampered(release: Path, tmp_path: Path) -> Callable[[str, bytes, bytes], Path]:
    """Makes a copy of the release in which one text of one file is another, once; returns its folder."""

    def tamper(name: str, old: bytes, new: bytes) -> Path:
        folder = shutil.copytree(release, tmp_path / "tampered")
        content = (folder / name).read_bytes()
        assert old in content
        (folder / name).write_bytes(content.replace(old, new, 1))
        return folder

    return tamper
