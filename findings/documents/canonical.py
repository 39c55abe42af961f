"""The bytes that are digested, and the two digests of an edition.

The form is that of RFC 8785 (JSON Canonicalization Scheme). A document holds no floats and its member names are ASCII;
for such JSON the standard library's compact, sorted output *is* the RFC's form, at ten times the speed of a library
that covers the rest. A property test holds the two against each other.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def canonical(value: Any) -> str:
    """JSON without floats → its RFC 8785 form, as text; its UTF-8 bytes are what is digested."""
    return _ENCODER.encode(value)


def sha256(text: str) -> str:
    """Text → the SHA-256 of its UTF-8 bytes, 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def moment(value: dt.datetime) -> str:
    """A moment as it is digested and told everywhere: RFC 3339, UTC, in whole seconds."""
    return value.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def document_digest(document: dict[str, Any]) -> str:
    """A document → the digest of its canonical form."""
    return sha256(canonical(document))


def edition_digest(
    *,
    previous: str,
    subject_kind: str,
    key: str,
    number: int,
    edition_kind: str,
    note: str,
    dataset_version: int,
    published_at: dt.datetime,
    document_digest: str,
) -> str:
    """The digest of an edition. `previous` is the digest of the edition before it in the ledger, "" for the first.

    It covers the digest of the document and not the document, so the chain can be verified after a redaction too.
    """
    return sha256(
        canonical(
            [
                previous,
                subject_kind,
                key,
                number,
                edition_kind,
                note,
                dataset_version,
                moment(published_at),
                document_digest,
            ]
        )
    )
