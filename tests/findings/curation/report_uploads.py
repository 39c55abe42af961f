"""A report's curated file sent in at the desk, for the tests of what comes of it."""

from __future__ import annotations

import pytest

from findings.curation.errors import CuratedErrors
from findings.curation.proposals import accept_all
from findings.curation.table_proposals import UploadReport, propose_upload
from findings.models import Proposal

from .small import REPORT, SMALL, contents

TEXT = SMALL[REPORT].removeprefix("\n")
#: The report and the sources that it rests on, in one file; the first of them is said to have been read.
WITH_SOURCES = SMALL["sources.yaml"].replace("consulted: false", "consulted: true") + SMALL[REPORT]


def upload(text: str = TEXT) -> UploadReport:
    return propose_upload(text.encode(), file_name="mine.yaml", kind="curated", editor="kim")


def counts(text: str = TEXT) -> tuple[int, int, int]:
    """(new, changed, unchanged) of an upload."""
    report = upload(text)
    return report.created, report.changed, report.unchanged


def refusals(text: str) -> list[str]:
    """The sentences, from the number of the line on."""
    before = contents()
    with pytest.raises(CuratedErrors) as refused:
        upload(text)
    assert (contents(), Proposal.objects.count()) == (before, 0)
    told = str(refused.value).splitlines()
    assert [line for line in told if not line.startswith("mine.yaml:")] == []
    return [line.removeprefix("mine.yaml:") for line in told]


def replaced(old: str, new: str, text: str = TEXT) -> str:
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    return text.replace(old, new)


def proposal_of(kind: str, key: str) -> int:
    return Proposal.objects.open().get(record_kind=kind, record_key=key).pk


def accept_every() -> list[str]:
    return accept_all(Proposal.objects.values_list("pk", flat=True), editor="kim").refused
