"""Stored documents of older schemas, brought up on reading. Stored bytes never change.

When the compiled shape changes: raise SCHEMA, add the function that makes a document of the new schema from one of the
schema before, and keep a stored document of the old schema in tests/findings/documents/stored/. A change of shape alone
never makes an edition: publishing compares a record with the edition in force after that has been brought up.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

SCHEMA = 1

#: schema n → the function that brings a document of schema n to schema n + 1.
STEPS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}


def upgraded(document: dict[str, Any]) -> dict[str, Any]:
    """A stored document → the same content in today's schema. The empty document of a redacted edition stays empty."""
    while document and document["schema"] < SCHEMA:
        document = STEPS[document["schema"]](document)
    return document
