"""Stored documents of older schemas, brought up on reading. Stored bytes never change.

When the compiled shape changes: raise SCHEMA, add the function that makes a document of the new schema from one of the
schema before, and keep a stored document of the old schema in tests/findings/documents/stored/. A change of shape alone
never makes an edition: publishing compares a record with the edition in force after that has been brought up.

A member that stands only where there is something to say (a citation's quote, the sources of a figure) raises nothing:
every document of this schema is one without it, and whoever reads documents asks for it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from findings.vocabulary import SubjectKind

SCHEMA = 2


def _with_former_keys(document: dict[str, Any]) -> dict[str, Any]:
    """1 → 2: actors and sources list the keys that were merged into them; a source says when its copy was made."""
    document = document | {"schema": 2}
    if "withdrawn" in document:
        return document
    if document["kind"] in {SubjectKind.ACTOR, SubjectKind.SOURCE}:
        document["former_keys"] = []
    if document["kind"] == SubjectKind.SOURCE:
        document["archived"] = None
    return document


#: schema n → the function that brings a document of schema n to schema n + 1.
STEPS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {1: _with_former_keys}


def upgraded(document: dict[str, Any]) -> dict[str, Any]:
    """A stored document → the same content in today's schema. The empty document of a redacted edition stays empty."""
    while document and document["schema"] < SCHEMA:
        document = STEPS[document["schema"]](document)
    return document
