"""What stands where a subject was withdrawn (410) or an edition redacted (451)."""

from __future__ import annotations

from dataclasses import dataclass

from findings.pages import words
from findings.pages.frames import EditionFrame, detail_url, edition_frame
from findings.pages.parts import Link
from findings.queries.editions import PublishedEdition


@dataclass(frozen=True, slots=True)
class WithdrawnPage:
    kind: str
    key: str
    title: str
    reason: str
    withdrawn: str
    replaced_by: Link | None
    edition: EditionFrame


@dataclass(frozen=True, slots=True)
class RedactedPage:
    kind: str
    key: str
    reason: str
    edition: EditionFrame


def withdrawn_page(edition: PublishedEdition) -> WithdrawnPage:
    """A tombstone: what stood here, why and when it was withdrawn, and what replaces it (CITABLE C05)."""
    withdrawn = edition.document["withdrawn"]
    replacement = withdrawn["replaced_by"]
    return WithdrawnPage(
        kind=str(edition.kind.label),
        key=edition.key,
        title=edition.title,
        reason=withdrawn["reason"],
        withdrawn=words.date_in_words(edition.published_at),
        replaced_by=Link(replacement, detail_url(edition.kind, replacement.lower())) if replacement else None,
        edition=edition_frame(edition),
    )


def redacted_page(edition: PublishedEdition) -> RedactedPage:
    """Says that the text of an edition was taken away, and why; nothing of the text."""
    return RedactedPage(
        kind=str(edition.kind.label),
        key=edition.key,
        reason=edition.redaction or "",
        edition=edition_frame(edition),
    )
