"""Compiling a subject: its document, and what stands beside the document in an edition."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property
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


@dataclass(frozen=True)
class Compiled:
    """A compiled subject. Its text and digest are made when they are asked for, while PostgreSQL takes others in."""

    kind: SubjectKind
    key: str
    slug: str
    document: dict[str, Any]

    @property
    def title(self) -> str:
        return title_of(self.document)

    @cached_property
    def text(self) -> str:
        """The document's canonical form."""
        return canonical(self.document)

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the canonical form, as document_digest() of the document."""
        return sha256(self.text)


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
    return Compiled(kind, key, slug, {"schema": SCHEMA, "kind": kind.value, "key": key, "slug": slug, **content})
