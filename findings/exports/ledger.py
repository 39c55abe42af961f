"""The public ledger: one line an edition, in the order of the chain, with all that a digest covers.

Whoever reads the lines can recompute every digest without the documents, so a redaction leaves the chain whole
(documents.canonical.edition_digest). Who published an edition is not in it; that is never public.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path

from findings.documents import moment
from findings.exports.forms import in_chunks
from findings.queries.ledger import LedgerLine, ledger_lines
from findings.queries.snapshots import snapshot

MEDIA_TYPE = "application/jsonl; charset=utf-8"
#: A program for a reader's own machine, without anything of the portal: plain Python, printed on /about/verify/.
VERIFY_PROGRAM = Path(__file__).with_name("verify_ledger.py").read_text()


def ledger_chunks(until: int | None = None) -> Iterator[bytes]:
    """The ledger as it is sent: memory does not grow with its length."""
    with snapshot():
        yield from in_chunks(ledger_pieces(until))


def ledger_pieces(until: int | None = None) -> Iterator[str]:
    """The lines of the ledger up to a dataset version, or all: JSON, each ended by a line feed.

    The members of a line are those of `LedgerLine`, in its order; moments are UTC (RFC 3339). Needs a snapshot.
    """
    for line in ledger_lines(until):
        yield f"{json.dumps(_members(line), ensure_ascii=False)}\n"


def _members(line: LedgerLine) -> dict[str, object]:
    return {**dataclasses.asdict(line), "published_at": moment(line.published_at)}
