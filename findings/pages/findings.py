"""The page of a finding, and of one edition of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from findings.exports.addresses import path_of
from findings.languages import joined
from findings.pages import parts, words
from findings.pages.frames import EditionFrame, edition_frame
from findings.pages.parts import ActorPart, Carrier, Link, Mark, PlacePart, ProvisionPart, QuantityPart, SourceLine
from findings.pages.rows import RowToCome
from findings.queries.editions import PublishedEdition
from findings.queries.related import Related, Shared
from findings.vocabulary import ReportKind


@dataclass(frozen=True, slots=True)
class FindingPage:
    """Everything that the template of a finding prints."""

    reference: str
    title: str
    summary: str
    category: Link
    category_key: str
    report: Link
    report_published: str
    is_compilation: bool
    asserted_by: str
    asserters: list[Link]
    attestation: Mark
    hand: Mark
    reported_by: list[Link]
    disputed_by: list[Link]
    period: str
    period_precision: str
    period_carried_by: tuple[Carrier, ...]
    quantities: list[QuantityPart]
    actors: list[ActorPart]
    places: list[PlacePart]
    provisions: list[ProvisionPart]
    sources: list[SourceLine]
    editors_note: str
    recheck: bool
    edition: EditionFrame
    related: list[RowToCome]

    @property
    def names_carriers(self) -> bool:
        """Whether it is recorded of any detail which of the sources carries it."""
        of_rows = (each.carried_by for rows in (self.quantities, self.actors, self.places) for each in rows)
        return bool(self.period_carried_by) or any(of_rows)

    @property
    def not_stated(self) -> list[str]:
        """What a reader would look for and the accounts do not give."""
        parts_of_a_claim = [
            (self.quantities, _("a figure")),
            (self.period, _("a date")),
            (self.actors, _("an actor")),
            (self.places, _("a place")),
        ]
        return [words_for_it for stated, words_for_it in parts_of_a_claim if not stated]


def finding_page(edition: PublishedEdition, related: Iterable[Related] = ()) -> FindingPage:
    """A readable edition of a finding → its page. Only that of the edition in force has `related` findings."""
    document = edition.document
    report = document["report"]
    provisions = parts.provision_parts(document)
    names = _names(document, provisions)
    return FindingPage(
        reference=document["reference"],
        title=document["title"],
        summary=document["summary"],
        category=Link(document["category"]["name"], path_of("category-detail", document["category"]["key"])),
        category_key=document["category"]["key"],
        report=Link(report["code"] or report["title"], path_of("report-detail", report["key"])),
        report_published=words.partial_in_words(report["published"]),
        # Findings of the editors' compilation are other asserters' and must never read as the MSMT's.
        is_compilation=report["report_kind"] == ReportKind.COMPILATION,
        asserted_by=document["asserted_by"],
        asserters=parts.asserter_links(document),
        attestation=parts.attestation(document),
        hand=parts.hand(document),
        reported_by=parts.reported_by(document),
        disputed_by=parts.disputed_by(document),
        period=words.period_of(document),
        period_precision=words.period_precision(document),
        period_carried_by=parts.carriers(document["period"], document),
        quantities=parts.quantity_parts(document),
        actors=parts.actor_parts(document),
        places=parts.place_parts(document, linked=edition.is_in_force),
        provisions=provisions,
        sources=parts.source_lines(document, edition.copies),
        editors_note=document["editors_note"],
        recheck=document["recheck"],
        edition=edition_frame(edition),
        related=[RowToCome(each.row, shared=_shared(each.shares, names)) for each in related],
    )


def _shared(shares: Iterable[Shared], names: Mapping[Shared, str]) -> str:
    """What another finding has in common with this one, as this one calls it."""
    # A port may be an actor and a place of one name.
    return joined(dict.fromkeys(names[each] for each in shares), strongly=True)


def _names(document: dict[str, Any], provisions: Iterable[ProvisionPart]) -> dict[Shared, str]:
    """What a finding calls each thing that another may share with it; `provisions` are its own, as shown."""
    names = {Shared("actor", each["actor"]["key"]): each["actor"]["name"] for each in document["involvements"]}
    names |= {Shared("place", each["key"]): each["name"] for each in document["places"]}
    for each, part in zip(document["provisions"], provisions, strict=True):
        names[Shared("provision", each["key"])] = joined(filter(None, [part.link.words, part.paragraph]))
    return names
