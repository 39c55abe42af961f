"""The section “Cite this edition”, compared whole."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.conf import settings
from django.utils.safestring import SafeString

from findings import publishing
from findings.models import Finding
from findings.pages.citing import CitePart, CiteText, cite_part
from findings.pages.parts import Link
from findings.queries.editions import PublishedEdition, edition_in_force, numbered_edition
from findings.vocabulary import EditionKind, SubjectKind
from tests import factories as make
from tests.findings.publish import publish_everything

KIND, SLUG = SubjectKind.FINDING, "s-2019-171-001"
PATH = f"/findings/{SLUG}/v"


@pytest.fixture
def finding(db: None) -> Finding:
    panel = make.make_source("s-2019-171", title="Report of the Panel of Experts (S/2019/171)", consulted=True)
    return make.make_finding(
        "S-2019-171-001",
        report=make.make_report("s-2019-171", code="S/2019/171", reference_prefix="S-2019-171", source=panel),
        title="Coal & oil of the <DPRK>",
        asserted_by="1718 Committee Panel of Experts",
        citations=[(panel, "origin", "para. 17")],
    )


def text(name: str, label: str, html: str) -> CiteText:
    return CiteText(name, label, SafeString(html))


def shown(number: int | None = None) -> PublishedEdition:
    found = edition_in_force(KIND, SLUG) if number is None else numbered_edition(KIND, SLUG, number)
    assert isinstance(found, PublishedEdition)
    return found


def test_an_edition_is_cited_as_itself_in_every_style(finding: Finding) -> None:
    publish_everything()
    edition = shown()
    day = f"{edition.published_at.day} {edition.published_at:%B %Y}"
    year, month = edition.published_at.year, f"{edition.published_at:%b}."
    if month in {"May.", "Jun.", "Jul."}:
        month = {"May.": "May", "Jun.": "June", "Jul.": "July"}[month]
    address = f"{settings.SITE_URL}/findings/{SLUG}/v/1/"
    portal, title, capitals = (
        "DPRK Sanctions Findings",
        "Coal &amp; oil of the &lt;DPRK&gt;",
        "Coal &amp; Oil of the &lt;DPRK&gt;",
    )
    assert cite_part(edition) == CitePart(
        footnote=text(
            "footnote",
            "Footnote",
            f"S/2019/171, para. 17, as recorded in {portal}, S-2019-171-001, edition 1, {day}, available at {address}.",
        ),
        styles=(
            text(
                "apa",
                "APA",
                f"{portal}. ({year}). <i>{title}</i> (Finding S-2019-171-001; Version 1). {portal}. {address}",
            ),
            text(
                "chicago",
                "Chicago",
                f"{portal}. {year}. <i>{capitals}</i>. Finding S-2019-171-001. Version 1. {portal}. {address}.",
            ),
            text(
                "mla",
                "MLA",
                f"{portal}. <i>{capitals}</i>. Version 1, Finding S-2019-171-001, {portal}, "
                f"{edition.published_at.day} {month} {year}, {address}.",
            ),
            text(
                "harvard",
                "Harvard",
                f"{portal} ({year}) <i>{title}</i>. Finding S-2019-171-001. {portal}. Available at: {address}.",
            ),
            text(
                "ieee",
                "IEEE",
                f"{portal}, “{title},” {portal}, Finding S-2019-171-001, {month} {year}. [Online]. "
                f"Available: {address}",
            ),
        ),
        files=(
            Link("BibTeX", f"{PATH}/1.bib"),
            Link("RIS", f"{PATH}/1.ris"),
            Link("CSL-JSON", f"{PATH}/1.csl.json"),
            Link("Plain text", f"{PATH}/1.txt"),
        ),
        data=(
            Link("JSON-LD", f"{PATH}/1.jsonld"),
            Link("JSON", f"{PATH}/1.json"),
            Link("FollowTheMoney", f"{PATH}/1.ftm.json"),
        ),
        id=f"{PATH}/1/",
    )


def test_the_citation_of_an_edition_stays_when_another_is_published(finding: Finding) -> None:
    publish_everything()
    before = cite_part(shown(1))
    finding.title = "Coal"
    finding.save()
    publish_everything(EditionKind.CORRECTION, "It was coal alone.")
    assert cite_part(shown(1)) == before
    newest = cite_part(shown())
    assert newest is not None
    assert newest.id == f"{PATH}/2/"


def test_what_is_gone_is_not_cited(finding: Finding) -> None:
    publish_everything()
    publishing.withdraw(KIND, "S-2019-171-001", editor="Kim", note="It said the same twice.")
    publishing.redact(KIND, "S-2019-171-001", [1], editor="Kim", reason="Another man was meant.")
    assert (cite_part(shown(2)), cite_part(shown(1))) == (None, None)


@pytest.mark.parametrize("kind", SubjectKind)
def test_every_kind_of_record_is_cited(finding: Finding, kind: SubjectKind) -> None:
    make.make_actor("angara", name="Angara")
    make.make_resolution("2397")
    category = finding.category.slug
    publish_everything()
    slugs = {
        SubjectKind.FINDING: SLUG,
        SubjectKind.REPORT: "s-2019-171",
        SubjectKind.ACTOR: "angara",
        SubjectKind.SOURCE: "s-2019-171",
        SubjectKind.RESOLUTION: "2397",
        SubjectKind.CATEGORY: category,
    }
    edition = edition_in_force(kind, slugs[kind])
    assert isinstance(edition, PublishedEdition)
    part = cite_part(edition)
    assert part is not None
    assert [f"edition {edition.number}," in part.footnote.html, len(part.styles)] == [True, 5]
    assert cite_part(replace(edition, redaction="Another man was meant.")) is None
