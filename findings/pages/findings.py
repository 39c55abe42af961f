"""The page of a finding, and of one edition of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from findings.exports.addresses import path_of
from findings.pages import parts, words
from findings.pages.frames import EditionFrame, edition_frame
from findings.pages.parts import ActorPart, Link, Mark, PlacePart, ProvisionPart, QuantityPart, SourceLine
from findings.queries.editions import PublishedEdition
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
    quantities: list[QuantityPart]
    actors: list[ActorPart]
    places: list[PlacePart]
    provisions: list[ProvisionPart]
    sources: list[SourceLine]
    editors_note: str
    recheck: bool
    edition: EditionFrame

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


def finding_page(edition: PublishedEdition) -> FindingPage:
    """A readable edition of a finding → its page."""
    document = edition.document
    report = document["report"]
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
        quantities=parts.quantity_parts(document),
        actors=parts.actor_parts(document),
        places=parts.place_parts(document, linked=edition.is_in_force),
        provisions=parts.provision_parts(document),
        sources=parts.source_lines(document, edition.copies),
        editors_note=document["editors_note"],
        recheck=document["recheck"],
        edition=edition_frame(edition),
    )
