"""Compiling a subject: its document, and what stands beside the document in an edition."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from findings.documents.canonical import canonical, sha256
from findings.documents.subjects import Contents, actors, categories, findings, reports, resolutions, sources
from findings.documents.upgrades import SCHEMA
from findings.vocabulary import SubjectKind

_READERS: dict[SubjectKind, Callable[[Collection[str]], Contents]] = {
    SubjectKind.FINDING: findings,
    SubjectKind.REPORT: reports,
    SubjectKind.ACTOR: actors,
    SubjectKind.SOURCE: sources,
    SubjectKind.RESOLUTION: resolutions,
    SubjectKind.CATEGORY: categories,
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


def compile_subjects(kind: SubjectKind, keys: Collection[str]) -> list[Compiled]:
    """The records of these keys → their documents, in the order of the keys; a key that no record has is passed over.

    The database is asked a fixed number of things, whatever the number of keys.
    """
    contents = {key: (slug, content) for key, slug, content in _READERS[kind](keys)}
    return [_compiled(kind, key, *contents[key]) for key in dict.fromkeys(keys) if key in contents]


def tombstone(kind: SubjectKind, key: str, slug: str, title: str, reason: str, replaced_by: str | None) -> Compiled:
    """The document of a withdrawal: what stood here, why it does not any more, and the key that replaces it."""
    return _compiled(kind, key, slug, {"title": title, "withdrawn": {"reason": reason, "replaced_by": replaced_by}})


def title_of(document: dict[str, Any]) -> str:
    """What an edition of this document is called in lists."""
    match document:
        case {"withdrawn": _}:
            return document["title"]
        case {"kind": SubjectKind.REPORT}:
            return document["code"] or document["title"]
        case {"kind": SubjectKind.ACTOR | SubjectKind.CATEGORY}:
            return document["name"]
        case {"kind": SubjectKind.RESOLUTION}:
            return document["symbol"]
    return document["title"]


def _compiled(kind: SubjectKind, key: str, slug: str, content: dict[str, Any]) -> Compiled:
    document = {"schema": SCHEMA, "kind": kind.value, "key": key, "slug": slug, **content}
    text = canonical(document)
    if not unicodedata.is_normalized("NFC", text):
        # Member names and JSON's own signs are ASCII and combine with nothing: the text may be normalised as a whole.
        text = unicodedata.normalize("NFC", text)
        document = json.loads(text)
    return Compiled(kind, key, slug, title_of(document), document, text, sha256(text))
