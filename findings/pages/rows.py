"""A finding as a row of a list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

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

    `role` is what the claim says of the actor whose list it is; "" in other lists. `snippet` shows where a search hit.
    `edition_url` leads to the edition that the row shows, which is the one to cite: in English.
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
    quantity: QuantityPart | None
    more_quantities: int
    role: str = ""
    snippet: tuple[Piece, ...] = ()


def finding_rows(rows: Iterable[Row], *, actor: str = "") -> list[FindingRow]:
    return [finding_row(row, actor=actor) for row in rows]


def finding_row(row: Row, *, actor: str = "") -> FindingRow:
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
        quantity=quantities[0] if quantities else None,
        more_quantities=max(len(quantities) - 1, 0),
        role=parts.roles_of(document, actor),
        snippet=pieces(row.snippet),
    )
