"""A finding as a row of a list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from findings.documents.entries import is_disputed
from findings.languages import without_language
from findings.pages import parts, words
from findings.pages.frames import detail_url, edition_url
from findings.pages.parts import Mark, QuantityPart
from findings.pages.search import Piece, pieces
from findings.queries.lists import Row
from findings.vocabulary import SubjectKind


@dataclass(frozen=True, slots=True)
class FindingRow:
    """What every list prints of a finding: never a claim without its asserter, never a figure without its measure.

    What differs from list to list is not told, so that a row is the same in all of them: where a search hit it, and the
    role of the actor whose list it is. `edition_url` leads to the edition that the row shows, which is the one to cite:
    in English.
    """

    reference: str
    url: str
    edition_url: str
    title: str
    category: str
    category_key: str
    period: str
    asserted_by: str
    attestation: Mark
    hand: Mark
    is_disputed: bool
    quantity: QuantityPart | None
    more_quantities: int


@dataclass(frozen=True, slots=True)
class RowToCome:
    """A row of a list that is yet to be read from its document, which it need not be where it is finished.

    `shared` is what it has in common with the finding on whose page it stands.
    """

    row: Row
    actor: str = ""
    shared: str = ""

    @property
    def url(self) -> str:
        return detail_url(SubjectKind.FINDING, self.row.slug)

    @property
    def title(self) -> str:
        return self.row.title

    @property
    def key(self) -> str:
        """All that its HTML depends on, beside the language: editions never change, but that they are redacted.

        Then no list has them.
        """
        return str(self.row.position)

    @property
    def role(self) -> str:
        """What the claim says of the actor whose list it is; "" in other lists."""
        return parts.roles_of(self.row.document, self.actor) if self.actor else ""

    @property
    def finished(self) -> str:
        """Its HTML, where that is kept."""
        return self.row.finished

    @property
    def snippet(self) -> tuple[Piece, ...]:
        """Where a search hit it."""
        return pieces(self.row.snippet) if self.row.snippet else ()

    def read(self) -> FindingRow:
        return finding_row(self.row)


def finding_rows(rows: Iterable[Row], *, actor: str = "") -> list[RowToCome]:
    return [RowToCome(row, actor) for row in rows]


def finding_row(row: Row) -> FindingRow:
    document = row.document
    quantities = parts.quantity_parts(document)
    return FindingRow(
        reference=document["reference"],
        url=detail_url(SubjectKind.FINDING, row.slug),
        edition_url=without_language(edition_url(SubjectKind.FINDING, row.slug, row.number)),
        title=document["title"],
        category=document["category"]["name"],
        category_key=document["category"]["key"],
        period=words.period_of(document, short=True),
        asserted_by=document["asserted_by"],
        attestation=parts.attestation(document),
        hand=parts.hand(document),
        is_disputed=is_disputed(document),
        quantity=quantities[0] if quantities else None,
        more_quantities=max(len(quantities) - 1, 0),
    )
