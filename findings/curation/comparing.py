"""The curated files beside the records: which subjects stand in the database exactly as the files have them."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction

from findings.curation.forms import KINDS, pack
from findings.curation.loader import LoadReport
from findings.curation.reader import read
from findings.curation.stored import stored
from findings.vocabulary import SubjectKind


def as_curated(directory: Path) -> list[tuple[SubjectKind, str]]:
    """The subjects of the curated files that stand in the database exactly as the files have them.

    A report with an event that is not so is left out: it would carry it. Raises CuratedErrors.
    """
    curated = read(directory)
    report = LoadReport()
    with transaction.atomic():
        for kind in KINDS:
            entries, same = curated.entries[kind], set()
            for record in stored(kind):
                if record.name not in entries:
                    report.absent.append((kind, record.name))
                elif pack(record.form) == entries[record.name].packed:
                    same.add(record.name)
            report.as_curated[kind] = [name for name in entries if name in same]
            report.kept += [(kind, name) for name in entries if name not in same]
    return report.subjects()
