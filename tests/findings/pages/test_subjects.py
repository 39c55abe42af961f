"""The pages of the other subjects and their lists, compared whole where they say something of their own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.conf import settings

from findings.pages.events import EventPart
from findings.pages.facets import FacetLink, FacetPart
from findings.pages.frames import EditionFrame, edition_frame
from findings.pages.home import GlanceRow, HomePage, LatestRow, home_page
from findings.pages.indexes import IndexPage, IndexRow, index_page
from findings.pages.paging import page_links
from findings.pages.parts import ActorPart, LanguageLink, Link, Mark, ProvisionPart, QuantityPart
from findings.pages.places_in_sources import PlaceLink
from findings.pages.subjects import (
    ActorPage,
    DesignationPart,
    FindingsPart,
    ListedProvision,
    ProvisionPage,
    ReportPage,
    ResolutionPage,
    RestingActors,
    RestingRow,
    SourcePage,
    actor_page,
    findings_part,
    provision_page,
    report_page,
    resolution_page,
    source_edition_page,
    source_page,
)
from findings.queries.editions import (
    PublishedEdition,
    SourceWithFindings,
    edition_in_force,
    provision_of,
    source_in_force,
)
from findings.queries.facets import counts
from findings.queries.lists import rows
from findings.queries.places_in_sources import cited_places
from findings.queries.questions import Question
from findings.queries.subjects import subject_list
from findings.queries.summaries import categories_at_a_glance, holdings, latest_editions
from findings.un_symbols import permalinks
from findings.vocabulary import SubjectKind
from tests import factories as make
from tests.findings.publish import publish_everything

SITE = settings.SITE_URL


@pytest.fixture
def published(db: None) -> None:
    """A report with an event and one finding of a designated vessel."""
    source = make.make_source("list", title="UN list", publisher="UN", published=None)
    vessel = make.make_vessel(
        "angara",
        name="Angara",
        country="",
        description="A ship.",
        aliases=["Old Angara"],
        identifiers=[("ofac", "23163")],
    )
    make.make_designation(vessel, list_reference="", designated=None, delisted="2024-05", source=source)
    report = make.make_report(
        "context",
        code="",
        title="Context",
        reference_prefix="CTX",
        report_kind="compilation",
        published=None,
        period_covered="2024-01 to 2025-04",
        source=source,
    )
    cited = [(source, "origin")]
    make.make_event("launch", report=report, title="Launch", involvements=[(vessel, "other")], citations=cited)
    resolution = make.make_resolution("2397", symbol="S/RES/2397 (2017)", vote="")
    provision = make.make_provision(
        "2397-5", resolution=resolution, paragraph="", paragraph_checked=False, obligation="Caps."
    )
    make.make_finding(
        "CTX-001",
        report=report,
        category=make.make_category("shipping", name="Shipping", definition="Ships.", leading_finding="CTX-001"),
        title="A voyage",
        involvements=[(vessel, "carrier")],
        quantities=[{}],
        provisions=[provision],
        citations=[(source, "origin", "Table 2")],
    )
    publish_everything()


def current(kind: SubjectKind, slug: str) -> tuple[PublishedEdition, EditionFrame]:
    edition = edition_in_force(kind, slug)
    assert isinstance(edition, PublishedEdition)
    return edition, edition_frame(edition)


def test_the_page_of_an_actor_keeps_designated_and_named_apart(published: None) -> None:
    edition, frame = current(SubjectKind.ACTOR, "angara")
    question = Question.of(actor="angara")
    part = findings_part("Angara", question, counts(question, facets=("category",)), rows(question), ("category",))
    page = actor_page(edition, part)
    assert page == ActorPage(
        name="Angara",
        kind="Vessel",
        country="",
        aliases=["Old Angara"],
        identifiers=[("OFAC entry", "23163")],
        designations=[
            DesignationPart(
                authority="United Nations (1718 Committee)",
                list_reference="",
                designated="date not recorded",
                measure="asset freeze",
                delisted="May 2024",
                source=Link("UN list", "/sources/list/"),
            )
        ],
        description="A ship.",
        sources=[],
        findings=FindingsPart(
            rows=part.rows,
            total=1,
            all_url="/findings/?actor=angara",
            facets=[
                FacetPart(
                    "category",
                    "Category",
                    (
                        FacetLink(
                            "Shipping", "/findings/?category=shipping&actor=angara", 1, False, "category-shipping"
                        ),
                    ),
                    0,
                    None,
                )
            ],
        ),
        edition=frame,
    )
    assert [(row.read().reference, row.role) for row in part.rows] == [("CTX-001", "as carrier")]
    # An edition of its own is shown as it was published: without the findings of today.
    assert actor_page(edition) == replace(page, findings=None)


def test_the_page_of_a_report_has_its_events_apart_from_its_findings(published: None) -> None:
    edition, frame = current(SubjectKind.REPORT, "context")
    page = report_page(edition)
    assert page.source is not None
    assert page == ReportPage(
        code="",
        title="Context",
        kind="Compilation by the editors",
        is_compilation=True,
        issuer="Multilateral Sanctions Monitoring Team",
        published="",
        period_covered="January 2024 to April 2025",
        url="",
        source=page.source,
        read_first_hand=True,
        note="",
        reference_prefix="CTX",
        events=[
            EventPart(
                anchor="event-launch",
                url="",
                event_type="Publication",
                title="Launch",
                summary="What is claimed, in the editors' own words.",
                period_carried_by=(),
                period="September 2023 to March 2024",
                asserted_by="The MSMT participating states",
                attestation=Mark(
                    "One account",
                    "One published account carries it. "
                    "This is how well attested it is that it was said, not whether it is true.",
                    is_strong=False,
                ),
                hand=Mark("First hand", "The editors have read the document that makes the claim.", is_strong=True),
                quantities=[],
                actors=[ActorPart(Link("Angara", "/actors/angara/"), "Vessel", "", "")],
                places=[],
                sources=page.events[0].sources,
                editors_note="",
                recheck=False,
            )
        ],
        findings=None,
        edition=frame,
    )
    assert (page.source.title, page.source.relation) == ("UN list", "")
    assert [(line.title, line.relation) for line in page.events[0].sources] == [("UN list", "Asserts it")]


def test_the_page_of_a_source_says_what_rests_on_it_and_where(published: None) -> None:
    answer = source_in_force("list")
    assert isinstance(answer, SourceWithFindings)
    page = source_page(answer, cited_places("list"))
    assert page == SourcePage(
        title="UN list",
        kind="UN document",
        publisher="UN",
        authors="",
        published="",
        language="English",
        language_code="en",
        url="https://example.org/list",
        archived_url="",
        archived="",
        archive_search="https://web.archive.org/web/*/https://example.org/list",
        is_consulted=True,
        findings=[
            RestingRow(
                reference="CTX-001",
                url="/findings/ctx-001/",
                title="A voyage",
                category_key="shipping",
                category="Shipping",
                relation="Asserts it",
                supports="The whole claim.",
                locator="Table 2",
                asserted_by="The MSMT participating states",
            )
        ],
        total=1,
        all_url="/findings/?source=list",
        places=[PlaceLink(Link("table\u00a02", "/sources/list/at/table-2/"), 1)],
        hidden_places=0,
        tells_findings=True,
        actors=RestingActors([], 0, [], 0),
        languages=(),
        edition=edition_frame(answer.edition),
    )
    assert (page.is_cut, replace(page, total=2).is_cut) == (False, True)
    assert source_edition_page(answer.edition) == replace(page, findings=[], total=0, places=[], tells_findings=False)


def test_the_pages_of_a_resolution_and_of_its_provision(published: None) -> None:
    edition, frame = current(SubjectKind.RESOLUTION, "2397")
    part = ProvisionPart(
        Link("S/RES/2397 (2017)", "/resolutions/2397/provisions/2397-5/"), "", "Caps.", is_checked=False, note=""
    )
    assert resolution_page(edition, counted={"2397-5": 1}) == ResolutionPage(
        number="2397",
        symbol="S/RES/2397 (2017)",
        title="Resolution 2397",
        adopted="14\u00a0October 2006",
        vote="",
        url="https://docs.un.org/S/RES/2397(2006)",
        languages=tuple(LanguageLink(*each) for each in permalinks("S/RES/2397 (2017)")),
        provisions=[ListedProvision(part, "Arms embargo", 1, "provision-2397-5")],
        findings=None,
        edition=frame,
    )
    none = FindingsPart([], 0, "/findings/?provision=2397-5", [])
    provision = provision_of(edition, "2397-5")
    assert provision is not None
    assert provision_of(edition, "2397-6") is None
    assert provision_page(edition, provision, none) == ProvisionPage(
        key="2397-5",
        resolution=Link("S/RES/2397 (2017)", "/resolutions/2397/"),
        part=part,
        topic="Arms embargo",
        source_url="",
        permalink=f"{SITE}/resolutions/2397/provisions/2397-5/",
        findings=none,
        edition=edition_frame(replace(edition, provision=provision)),
    )


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        (
            SubjectKind.CATEGORY,
            IndexRow("shipping", "/categories/shipping/", "Shipping", (("What belongs here", "Ships."),), "", 1),
        ),
        (
            SubjectKind.REPORT,
            IndexRow(
                "context",
                "/reports/context/",
                "Context",
                (
                    ("Issuer", "Multilateral Sanctions Monitoring Team"),
                    ("Published", "not published"),
                    ("Read at", "first hand"),
                ),
                "",
                1,
            ),
        ),
        (
            SubjectKind.ACTOR,
            IndexRow("angara", "/actors/angara/", "Angara", (("Kind", "Vessel"), ("Country", "")), "Old Angara", 1),
        ),
        (
            SubjectKind.SOURCE,
            IndexRow(
                "list",
                "/sources/list/",
                "UN list",
                (("Publisher", "UN"), ("Published", "undated"), ("Consulted", "yes")),
                "UN document",
                1,
            ),
        ),
        (
            SubjectKind.RESOLUTION,
            IndexRow(
                "2397",
                "/resolutions/2397/",
                "S/RES/2397 (2017)",
                (("Adopted", "14\u00a0October 2006"), ("Vote", "not recorded"), ("Provisions recorded", "1")),
                "Resolution 2397",
                1,
            ),
        ),
    ],
)
def test_a_list_of_subjects(published: None, kind: SubjectKind, row: IndexRow) -> None:
    page = index_page(kind, subject_list(kind), 1)
    address = row.url.partition(row.key)[0]
    assert page == IndexPage(
        kind=kind,
        section=address.strip("/"),
        title=page.title,
        lead=page.lead,
        columns=tuple(column for column, _fact in row.facts),
        rows=[row],
        pages=page_links(1, 1, 100, lambda _number: address),
        permalink=f"{SITE}{address}",
    )


def test_the_first_page(published: None) -> None:
    page = home_page(holdings(), categories_at_a_glance(), latest_editions(SubjectKind.FINDING))
    assert page == HomePage(
        holdings=[
            (Link("Findings", "/findings/"), 1),
            (Link("Reports", "/reports/"), 1),
            (Link("Actors", "/actors/"), 1),
            (Link("Sources", "/sources/"), 1),
            (Link("Resolutions", "/resolutions/"), 1),
        ],
        findings=1,
        two_or_more_accounts=0,
        one_account=1,
        at_second_hand=0,
        first_hand=1,
        categories=[
            GlanceRow(
                key="shipping",
                link=Link("Shipping", "/categories/shipping/"),
                count=1,
                share="100.0%",
                quantity=QuantityPart(
                    "more than",
                    "20,000",
                    "containers of munitions",
                    "A lower bound, as the source gives it: more than 20,000 containers. No upper bound is stated.",
                ),
                claim="A voyage",
                leading=Link("CTX-001", "/findings/ctx-001/"),
            )
        ],
        latest=[
            LatestRow(
                published=page.latest[0].published,
                reference="CTX-001",
                url="/findings/ctx-001/",
                title="A voyage",
                edition=Link("Edition 1", "/findings/ctx-001/v/1/"),
                kind="first",
            )
        ],
        permalink=f"{SITE}/",
    )
