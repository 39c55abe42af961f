"""Rows of the ledger, written past `publishing`, for tests of what the database itself refuses."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.postgres.fields import ArrayField

from findings.models import DatasetVersion, Edition, FindingEntry, FindingText, KeyAlias, Redaction, SubjectEntry, Word
from findings.vocabulary import EditionKind, SubjectKind, Support

NOON = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)


def make_dataset_version(**fields: Any) -> DatasetVersion:
    n = DatasetVersion.objects.count() + 1
    defaults = {
        "number": n,
        "published_at": NOON,
        "published_by": "editor",
        "note": f"Version {n}.",
        "editions": 1,
        "head": f"{n:064x}",
    }
    return DatasetVersion.objects.create(**defaults | fields)


def make_edition(**fields: Any) -> Edition:
    """The first edition of an actor, in a dataset version of its own."""
    n = Edition.objects.count() + 1
    defaults = {
        "position": n,
        "subject_kind": SubjectKind.ACTOR,
        "key": f"actor-{n}",
        "number": 1,
        "edition_kind": EditionKind.FIRST,
        "note": "First published.",
        "slug": f"actor-{n}",
        "title": f"Actor {n}",
        "published_in": fields.get("published_in") or make_dataset_version(),
        "published_at": NOON,
        "published_by": "editor",
        "schema": 1,
        "document": {"name": f"Actor {n}", "count": 1},
        "document_digest": f"{n:064x}",
        "digest": f"{n:064x}",
    }
    return Edition.objects.create(**defaults | fields)


def make_entry(**fields: Any) -> FindingEntry:
    edition = fields.get("edition") or make_edition(subject_kind=SubjectKind.FINDING)
    defaults: dict[str, Any] = {
        "edition": edition,
        "published_in": edition.published_in_id,
        "reference": edition.key,
        "category": "category-1",
        "report": "report-1",
        "support": Support.SINGLE,
        "edition_kind": edition.edition_kind,
        "at_second_hand": False,
        "disputed": False,
        "first_day": dt.date(2023, 9, 1),
        "last_day": dt.date(2024, 3, 31),
    }
    arrays = [field.name for field in FindingEntry._meta.get_fields() if isinstance(field, ArrayField)]
    defaults |= {each: [] for each in arrays}
    return FindingEntry.objects.create(**defaults | fields)


def make_text(**fields: Any) -> FindingText:
    edition = fields.get("edition") or make_edition(subject_kind=SubjectKind.FINDING)
    defaults = {"edition": edition, "title": edition.title, "summary": "", "names": "", "sources": ""}
    return FindingText.objects.create(**defaults | fields)


def make_word(**fields: Any) -> Word:
    defaults = {"word": f"word{Word.objects.count() + 1}", "editions": 1}
    return Word.objects.create(**defaults | fields)


def make_subject_entry(**fields: Any) -> SubjectEntry:
    edition = fields.get("edition") or make_edition()
    defaults: dict[str, Any] = {
        "edition": edition,
        "published_in": edition.published_in_id,
        "subject_kind": edition.subject_kind,
        "key": edition.key,
        "part_of": "",
        "name": edition.title,
        "names": edition.title,
        "identifiers": [],
    }
    return SubjectEntry.objects.create(**defaults | fields)


def make_key_alias(**fields: Any) -> KeyAlias:
    n = KeyAlias.objects.count() + 1
    defaults = {
        "subject_kind": SubjectKind.ACTOR,
        "alias_kind": KeyAlias.Reason.SLUG,
        "old": f"old-{n}",
        "key": f"actor-{n}",
        "published_in": fields.get("published_in") or make_dataset_version(),
        "reason": "The name was misspelt.",
    }
    return KeyAlias.objects.create(**defaults | fields)


def make_redaction(**fields: Any) -> Redaction:
    defaults = {
        "subject_kind": SubjectKind.ACTOR,
        "key": "actor-1",
        "numbers": [1],
        "reason": "By order of a court.",
        "redacted_by": "editor",
        "redacted_at": NOON,
        "dataset_version": fields.get("dataset_version") or make_dataset_version(),
    }
    return Redaction.objects.create(**defaults | fields)
