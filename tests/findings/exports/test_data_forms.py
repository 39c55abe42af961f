"""The bytes of an edition as data."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from pathlib import Path

from findings.documents import upgraded
from findings.exports.data_forms import edition_json
from findings.queries.editions import Former, PublishedEdition
from findings.vocabulary import EditionKind, SubjectKind

STORED = Path(__file__).parent.parent / "documents" / "stored" / "schema-1-finding.json"


def an_edition_of_the_first_schema() -> PublishedEdition:
    stored = json.loads(STORED.read_text(encoding="utf-8"))
    return PublishedEdition(
        kind=SubjectKind.FINDING,
        key="MSMT-2025-1-001",
        slug="msmt-2025-1-001",
        title=stored["title"],
        number=1,
        latest=3,
        edition_kind=EditionKind.FIRST,
        note="First publication.",
        published_at=dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC),
        published_in=1,
        superseded_at=dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC),
        superseded_in=2,
        redaction=None,
        document=upgraded(stored),
        document_digest="0123abcd" * 8,
        digest="4567cdef" * 8,
        first_published_at=dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC),
        corrections=(),
        former=(Former("msmt-2025-1-1", "Renumbered.", is_merged=False),),
        stored=stored,
    )


def test_an_edition_of_an_older_schema_has_the_bytes_it_was_published_with() -> None:
    """C23: this SHA-256 may never change, whatever becomes of schema, portal and finding."""
    written = edition_json(an_edition_of_the_first_schema())
    assert hashlib.sha256(written).hexdigest() == "401a294933390110439f4325de12349c1fff0b7359c025c728796e361e3f5dff"
    assert json.loads(written)["document"] == json.loads(STORED.read_text(encoding="utf-8"))
