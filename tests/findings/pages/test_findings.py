"""The page of a finding, compared whole."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any
from unittest.mock import ANY

import pytest
from django.conf import settings

from findings.models import Finding
from findings.pages import parts
from findings.pages.edition_heads import head_of
from findings.pages.findings import FindingPage, finding_page
from findings.pages.frames import CorrectionMark, EditionFrame, FormerAddress, address_in_pieces
from findings.pages.parts import ActorPart, Link, LocatorPart, Mark, PlacePart, ProvisionPart, QuantityPart, SourceLine
from findings.pages.rows import FindingRow, RowToCome, finding_row
from findings.pages.tombstones import RedactedPage, WithdrawnPage, redacted_page, withdrawn_page
from findings.queries.editions import Correction, Former, PublishedEdition, edition_in_force
from findings.queries.lists import Row
from findings.vocabulary import EditionKind, SubjectKind
from tests import factories as make
from tests.findings.publish import publish_everything

SITE = settings.SITE_URL


@pytest.fixture
def edition(db: None) -> PublishedEdition:
    """A finding with two of everything, published."""
    team = make.make_actor("msmt", name="Multilateral Sanctions Monitoring Team", country="")
    document = make.make_source(
        "msmt-report", title="The report", publisher="MSMT", published="2025-05-29", consulted=False, url=""
    )
    first, second = (
        make.make_source(
            f"account-{n}", title=f"Account {n}", publisher=publisher, language="ko", authors=["Kim", "Lee"]
        )
        for n, publisher in ((1, "Yonhap"), (2, "KBS World"))
    )
    again = make.make_source("account-3", title="Account 3", publisher="Yonhap", published=None)
    resolution = make.make_resolution("2397", symbol="S/RES/2397 (2017)")
    make.make_finding(
        "MSMT-2025-1-001",
        report=make.make_report("msmt-2025-1", code="MSMT/2025/1", title="Report", source=document),
        category=make.make_category("arms-transfers", name="Arms transfers"),
        title="Over 20,000 containers",
        summary="By the report's count more than 20,000 containers went.",
        asserted_by="MSMT",
        asserters=[team],
        involvements=[
            (make.make_actor("dprk", name="Democratic People's Republic of Korea", actor_kind="state"), "supplier"),
            (make.make_vessel("angara", name="Angara", country="RU"), "other"),
        ],
        quantities=[{}, {"measure": "workers", "low": 8000, "high": 8000, "qualifier": "exact", "unit": "persons"}],
        places=[
            make.make_place("rajin", name="Rajin", latitude="42.25", longitude="-130.3"),
            make.make_place(
                "russia", name="Russian Federation", country="RU", latitude=None, longitude=None, precision=""
            ),
        ],
        provisions=[
            make.make_provision("2397-5", resolution=resolution, paragraph="5", obligation="Caps oil."),
            make.make_provision(
                "2397-9-15", resolution=resolution, paragraph="9-15", paragraph_checked=False, obligation="Seizes."
            ),
        ],
        citations=[
            (document, "origin"),
            (first, "relays", "p. 11, note 6; p. 38"),
            (second, "corroborates"),
            (again, "relays"),
        ],
        editors_note="A note.",
        recheck=True,
        support="strong",
    )
    publish_everything()
    found = edition_in_force(SubjectKind.FINDING, "msmt-2025-1-001")
    assert isinstance(found, PublishedEdition)
    return replace(found, published_at=dt.datetime(2026, 11, 3, 12, 30, tzinfo=dt.UTC), digest="0123abcd" * 8)


FRAME = EditionFrame(
    number=1,
    latest=1,
    kind="First",
    note="Published.",
    published="3\u00a0November 2026",
    published_iso="2026-11-03T12:30:00Z",
    dataset_version=1,
    superseded="",
    superseded_in=None,
    cite=ANY,  # told in test_citing.py
    permalink=f"{SITE}/findings/msmt-2025-1-001/",
    edition_permalink=f"{SITE}/findings/msmt-2025-1-001/v/1/",
    current=Link("edition 1", "/findings/msmt-2025-1-001/"),
    others=(),
    digest=("0123abcd",) * 8,
    history="/findings/msmt-2025-1-001/history/",
    changes="",
    changed_since="",
    ends_withdrawn=False,
    ends_redacted=False,
    ends_readable=True,
    correction=None,
    former=(),
)
STRONG = Mark(
    "Two or more accounts",
    "At least two independent published accounts carry it. "
    "This is how well attested it is that it was said, not whether it is true.",
    is_strong=True,
)
SECOND_HAND = Mark("Second hand", "The editors have not read the document that makes the claim.", is_strong=False)
CONTAINERS = QuantityPart(
    "more than",
    "20,000",
    "containers of munitions",
    "A lower bound, as the source gives it: more than 20,000 containers. No upper bound is stated.",
)


def line(key: str, title: str, publisher: str, **others: Any) -> SourceLine:
    defaults: dict[str, Any] = {
        "key": key,
        "title": title,
        "url": f"https://example.org/{key}",
        "record_url": f"/sources/{key}/",
        "publisher": publisher,
        "authors": "Kim, Lee",
        "published": "March 2024",
        "language": "Korean",
        "language_code": "ko",
        "relation": "Relays it",
        "supports": "The whole claim.",
        "locator": "",
        "is_consulted": True,
        "anchor": f"source-{key}",
    }
    return SourceLine(**defaults | others)


def test_the_page_of_a_finding(edition: PublishedEdition) -> None:
    assert finding_page(edition) == FindingPage(
        reference="MSMT-2025-1-001",
        title="Over 20,000 containers",
        summary="By the report's count more than 20,000 containers went.",
        category=Link("Arms transfers", "/categories/arms-transfers/"),
        category_key="arms-transfers",
        report=Link("MSMT/2025/1", "/reports/msmt-2025-1/"),
        report_published="29\u00a0May 2025",
        is_compilation=False,
        asserted_by="MSMT",
        asserters=[Link("Multilateral Sanctions Monitoring Team", "/actors/msmt/")],
        attestation=STRONG,
        hand=SECOND_HAND,
        # Each publisher once; one that corroborates on its own evidence does not pass the claim on.
        reported_by=[Link("Yonhap", "#source-account-1")],
        disputed_by=[],
        period="September 2023 to March 2024",
        period_carried_by=(),
        period_precision="known to the month",
        quantities=[CONTAINERS, QuantityPart("", "8,000", "workers", "")],
        actors=[
            ActorPart(
                Link("Democratic People's Republic of Korea", "/actors/dprk/"),
                "State",
                "Democratic People's Republic of Korea",
                "Supplier",
            ),
            ActorPart(Link("Angara", "/actors/angara/"), "Vessel", "Russian Federation", ""),
        ],
        places=[
            PlacePart(
                "Rajin",
                "Democratic People's Republic of Korea",
                "42.25°\u00a0N, 130.3°\u00a0W",
                "about 1 km",
                "/places/kp/rajin/",
            ),
            PlacePart("Russian Federation", "", "", "", "/places/ru/russia/"),
        ],
        provisions=[
            ProvisionPart(
                Link("S/RES/2397 (2017)", "/resolutions/2397/provisions/2397-5/"), "para. 5", "Caps oil.", True, ""
            ),
            ProvisionPart(
                Link("S/RES/2397 (2017)", "/resolutions/2397/provisions/2397-9-15/"),
                "paras. 9–15",
                "Seizes.",
                False,
                "",
            ),
        ],
        sources=[
            line(
                "msmt-report",
                "The report",
                "MSMT",
                url="",
                authors="",
                published="29\u00a0May 2025",
                language="",
                language_code="en",
                relation="Asserts it",
                is_consulted=False,
                reported_by=(Link("Yonhap", "#source-account-1"),),
            ),
            line(
                "account-1",
                "Account 1",
                "Yonhap",
                locator="p. 11, note 6; p. 38",
                places=(
                    LocatorPart("", "p. 11, note 6", "/sources/account-1/at/p-11-note-6/"),
                    LocatorPart("; ", "p. 38", "/sources/account-1/at/p-38/"),
                ),
            ),
            line("account-2", "Account 2", "KBS World", relation="Corroborates it"),
            line("account-3", "Account 3", "Yonhap", authors="", published="", language="", language_code="en"),
        ],
        editors_note="A note.",
        recheck=True,
        edition=FRAME,
        related=[],
    )


def test_what_is_not_stated_is_said_once(edition: PublishedEdition) -> None:
    page = finding_page(edition)
    assert page.not_stated == []
    assert replace(page, quantities=[], period="", actors=[], places=[]).not_stated == [
        "a figure",
        "a date",
        "an actor",
        "a place",
    ]


def test_a_row_of_a_list_and_the_role_in_an_actors_list(edition: PublishedEdition) -> None:
    text = json.dumps(edition.document)
    row = Row(1, "msmt-2025-1-001", 1, edition.published_at, "Over 20,000 containers", text)
    assert finding_row(row) == FindingRow(
        reference="MSMT-2025-1-001",
        url="/findings/msmt-2025-1-001/",
        edition_url="/findings/msmt-2025-1-001/v/1/",
        title="Over 20,000 containers",
        category="Arms transfers",
        category_key="arms-transfers",
        period="Sep 2023–Mar 2024",
        asserted_by="MSMT",
        attestation=STRONG,
        hand=SECOND_HAND,
        is_disputed=False,
        quantity=CONTAINERS,
        more_quantities=1,
    )
    roles = [RowToCome(row, actor).role for actor in ("", "dprk", "angara")]
    assert roles == ["", "as supplier", "named, no role stated"]


@pytest.mark.parametrize(
    ("citations", "mark", "named"),
    [
        ([("origin", True)], Mark("First hand", "The editors have read the document that makes the claim.", True), []),
        ([("origin", False), ("relays", True)], SECOND_HAND, ["Publisher 1"]),
        # An account that was not read, and one that denies the claim, pass nothing on to the editors.
        ([("origin", False), ("relays", False), ("disputes", True)], SECOND_HAND, []),
        (
            [("relays", True), ("relays", True)],
            Mark("Second hand", "The document that makes the claim is not among the sources.", False),
            ["Publisher 0", "Publisher 1"],
        ),
    ],
)
def test_at_which_hand_and_through_whom(citations: list[tuple[str, bool]], mark: Mark, named: list[str]) -> None:
    document = {
        "at_second_hand": mark.words == "Second hand",
        "citations": [
            {"relation": relation, "source": {"key": f"s-{n}", "publisher": f"Publisher {n}", "consulted": consulted}}
            for n, (relation, consulted) in enumerate(citations)
        ],
    }
    assert (parts.hand(document), [link.words for link in parts.reported_by(document)]) == (mark, named)


def test_a_finding_of_a_compilation_without_a_code_says_so(edition: PublishedEdition) -> None:
    report = {**edition.document["report"], "report_kind": "compilation", "code": ""}
    page = finding_page(replace(edition, document={**edition.document, "report": report}))
    assert (page.is_compilation, page.report) == (True, Link("Report", "/reports/msmt-2025-1/"))


def test_a_superseded_edition_knows_the_others(edition: PublishedEdition) -> None:
    old = replace(
        edition,
        number=2,
        latest=8,
        edition_kind=EditionKind.CORRECTION,
        superseded_in=9,
        superseded_at=dt.datetime(2026, 12, 24, tzinfo=dt.UTC),
    )
    assert finding_page(old).edition == replace(
        FRAME,
        number=2,
        latest=8,
        kind="Correction",
        superseded="24\u00a0December 2026",
        superseded_in=9,
        edition_permalink=f"{SITE}/findings/msmt-2025-1-001/v/2/",
        current=Link("edition 8", "/findings/msmt-2025-1-001/"),
        others=tuple(Link(f"Edition {n}", f"/findings/msmt-2025-1-001/v/{n}/") for n in (8, 7, 6, 5, 4)),
        changes="/findings/msmt-2025-1-001/diff/1..2/",
        changed_since="/findings/msmt-2025-1-001/diff/2..8/",
    )


def test_a_correction_is_told_on_the_edition_that_made_it_and_on_those_after(edition: PublishedEdition) -> None:
    made = Correction(2, dt.datetime(2026, 12, 24, tzinfo=dt.UTC), "It was fewer.")
    mark = CorrectionMark(
        number=2,
        date="24\u00a0December 2026",
        date_iso="2026-12-24",
        note="It was fewer.",
        changes="/findings/msmt-2025-1-001/diff/1..2/",
        is_this=True,
    )
    corrected, updated = (replace(edition, number=n, latest=n, corrections=(made,)) for n in (2, 3))
    assert finding_page(corrected).edition.correction == mark
    assert finding_page(updated).edition.correction == replace(mark, is_this=False)


@pytest.mark.parametrize(
    ("facts", "ends", "readable"),
    [
        ({}, {}, True),
        ({"withdrawn_at": dt.datetime(2026, 12, 3, tzinfo=dt.UTC)}, {"ends_withdrawn": True}, False),
        ({"ends_redacted": True}, {"ends_redacted": True}, False),
    ],
    ids=["readable", "withdrawn", "redacted"],
)
def test_page_and_head_ask_the_edition_whether_the_newest_one_can_be_read(
    edition: PublishedEdition, facts: dict[str, Any], ends: dict[str, bool], readable: bool
) -> None:
    told = replace(edition, **facts)
    assert told.ends_readable == readable
    assert finding_page(told).edition == replace(FRAME, ends_readable=readable, **ends)  # type: ignore[arg-type]
    assert (head_of(told, pinned=True).share is not None) == readable


def test_places_lead_to_all_that_name_them_while_the_edition_is_in_force(edition: PublishedEdition) -> None:
    """A place has a page for as long as a finding in force names it."""
    in_force, superseded = finding_page(edition), finding_page(replace(edition, superseded_in=2))
    assert [place.url for place in in_force.places] == ["/places/kp/rajin/", "/places/ru/russia/"]
    assert superseded.places == [replace(place, url="") for place in in_force.places]


def test_former_addresses_are_listed_while_the_edition_is_in_force(edition: PublishedEdition) -> None:
    former = (Former("MSMT-2025-1-044", "Said twice.", is_merged=True),)
    moved = replace(edition, former=former)
    assert finding_page(moved).edition.former == (
        FormerAddress("/findings/msmt-2025-1-044/", "Said twice.", is_merged=True),
    )
    assert finding_page(replace(moved, superseded_in=2)).edition.former == ()


def test_tombstones_say_why_and_nothing_of_the_text(edition: PublishedEdition) -> None:
    document = {"title": "Over 20,000 containers", "withdrawn": {"reason": "Twice.", "replaced_by": "CTX-001"}}
    withdrawn = replace(edition, edition_kind=EditionKind.WITHDRAWAL, document=document)
    redacted = replace(edition, document={}, title="", redaction="A court.")
    assert [withdrawn_page(withdrawn), redacted_page(redacted)] == [
        WithdrawnPage(
            kind="Finding",
            key="MSMT-2025-1-001",
            title="Over 20,000 containers",
            reason="Twice.",
            withdrawn="3\u00a0November 2026",
            replaced_by=Link("CTX-001", "/findings/ctx-001/"),
            edition=replace(FRAME, kind="Withdrawal"),
        ),
        RedactedPage(kind="Finding", key="MSMT-2025-1-001", reason="A court.", edition=FRAME),
    ]


@pytest.mark.parametrize(
    ("paragraph", "said"),
    [
        ("5", "para. 5"),
        ("8(a)-(b)", "para. 8(a)–(b)"),
        ("9-15", "paras. 9–15"),
        ("26, 28", "paras. 26, 28"),
        ("", ""),
    ],
)
def test_a_paragraph_in_words(paragraph: str, said: str) -> None:
    assert parts.paragraph_in_words(paragraph) == said


def test_an_address_breaks_behind_its_slashes() -> None:
    assert address_in_pieces("https://portal.example/findings/msmt-2025-1-001/v/1/") == (
        "https://portal.example/",
        "findings/",
        "msmt-2025-1-001/",
        "v/",
        "1/",
    )
    assert "".join(address_in_pieces("https://portal.example/a?b=c/d")) == "https://portal.example/a?b=c/d"


def test_pages_ask_nothing_of_the_database(edition: PublishedEdition, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        finding_page(edition)
    assert Finding.objects.count() == 1
