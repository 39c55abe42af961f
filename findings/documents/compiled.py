"""Compiling a subject: its document, and what stands beside the document in an edition."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from findings.documents.canonical import canonical, sha256
from findings.documents.subjects import actor, category, finding, report, resolution, source
from findings.documents.upgrades import SCHEMA
from findings.models import Subject
from findings.vocabulary import SubjectKind

_COMPILERS: dict[SubjectKind, Callable[[Any], tuple[str, str, dict[str, Any]]]] = {
    SubjectKind.FINDING: finding,
    SubjectKind.REPORT: report,
    SubjectKind.ACTOR: actor,
    SubjectKind.SOURCE: source,
    SubjectKind.RESOLUTION: resolution,
    SubjectKind.CATEGORY: category,
}


@dataclass(frozen=True, slots=True)
class Compiled:
    """A compiled subject. `text` is the document's canonical form, `digest` the SHA-256 of its bytes."""

    kind: SubjectKind
    key: str
    slug: str
    title: str
    document: dict[str, Any]
    text: str
    digest: str


def compile_subject(record: Subject) -> Compiled:
    """A record, read with its QuerySet's `for_document()`, → its document. Asks the database nothing more."""
    kind, key = record.subject
    slug, title, content = _COMPILERS[kind](record)
    return _compiled(kind, key, slug, title, content)


def tombstone(kind: SubjectKind, key: str, slug: str, title: str, reason: str, replaced_by: str | None) -> Compiled:
    """The document of a withdrawal: what stood here, why it does not any more, and the key that replaces it."""
    content = {"title": title, "withdrawn": {"reason": reason, "replaced_by": replaced_by}}
    return _compiled(kind, key, slug, title, content)


def _compiled(kind: SubjectKind, key: str, slug: str, title: str, content: dict[str, Any]) -> Compiled:
    document = {"schema": SCHEMA, "kind": str(kind), "key": key, "slug": slug, **content}
    text = canonical(document)
    if not unicodedata.is_normalized("NFC", text):
        # Member names and JSON's own signs are ASCII and combine with nothing: the text may be normalised as a whole.
        text = unicodedata.normalize("NFC", text)
        document = json.loads(text)
        title = unicodedata.normalize("NFC", title)
    return Compiled(kind, key, slug, title, document, text, sha256(text))
