"""The footnote of an edition: whole sentences."""

from __future__ import annotations

import pytest

from findings.exports.citations.cited import Cited
from findings.exports.citations.footnote import footnote
from tests.findings.exports.citations.examples import (
    ACTOR,
    CATEGORY,
    COMPILATION,
    MSMT,
    PANEL,
    PROVISION,
    REPORT,
    RESOLUTION,
    SITE,
    SOURCE,
    UNREAD_SOURCE,
    citation,
    finding,
    provision,
    source,
)

UNREAD = "MSMT/2025/1 (not read by the editors)"
RECORDED = (
    "as recorded in DPRK Sanctions Findings, S-2019-171-001, edition 2, 1 April 2026, "
    f"available at {SITE}/findings/s-2019-171-001/v/2/."
)


def account(publisher: str, *, consulted: bool = True) -> dict[str, object]:
    return citation(source("An account", publisher, consulted=consulted), "relays", "p. 3")


def test_a_document_with_a_symbol_is_cited_by_it_and_its_place() -> None:
    assert footnote(finding()) == f"S/2019/171, para. 17, {RECORDED}"


def test_at_second_hand_the_accounts_that_were_read_are_named() -> None:
    told = finding("A claim", citation(MSMT, at="p. 11, note 6"), account("Yonhap"), at_second_hand=True)
    assert footnote(told) == f"MSMT/2025/1, p. 11, note 6, as reported by Yonhap, {RECORDED}"


@pytest.mark.parametrize(
    ("publishers", "named"),
    [
        (["AP", "Reuters, via CNA"], "AP; and Reuters, via CNA"),
        (["AP", "AP", "KBS"], "AP; and KBS"),
        (["AP", "KBS", "NHK"], "AP; KBS; and NHK"),
        (["AP", "KBS", "NHK", "SBS"], "AP; KBS; and 2 other accounts"),
    ],
)
def test_accounts_are_named_once_and_many_are_counted(publishers: list[str], named: str) -> None:
    told = finding("A claim", citation(MSMT), *(account(each) for each in publishers), at_second_hand=True)
    assert footnote(told) == f"MSMT/2025/1, as reported by {named}, {RECORDED}"


def test_an_account_that_was_not_read_is_not_named_and_that_nobody_read_it_is_said() -> None:
    told = finding("A claim", citation(MSMT), account("An unread paper", consulted=False), at_second_hand=True)
    assert footnote(told) == f"MSMT/2025/1 (not read by the editors), {RECORDED}"


def test_a_claim_without_a_document_is_its_asserters() -> None:
    told = finding("A claim", account("NHK"), asserted_by="Former members of the Panel", at_second_hand=True)
    assert footnote(told) == f"Former members of the Panel, as reported by NHK, {RECORDED}"


def test_a_document_without_a_symbol_is_given_with_the_one_who_makes_the_claim() -> None:
    notice = source("US announces sanctions", "Anadolu", published="2024-05-17")
    told = finding("A claim", citation(notice), asserted_by="US Treasury")
    assert footnote(told) == f"US Treasury, in Anadolu, “US announces sanctions”, 17 May 2024, {RECORDED}"


def test_one_who_publishes_the_claim_itself_is_named_once() -> None:
    own = source("Refined Tastes", "Open Source Centre", published="2024-11")
    told = finding("A claim", citation(own, at="p. 2"), asserted_by="Open Source Centre")
    assert footnote(told) == f"Open Source Centre, “Refined Tastes”, November 2024, p. 2, {RECORDED}"


def test_two_documents_are_both_named() -> None:
    told = finding("A claim", citation(PANEL, at="para. 17"), citation(source("Another (S/2020/151)"), at="annex 3"))
    assert footnote(told) == f"S/2019/171, para. 17; S/2020/151, annex 3, {RECORDED}"


def test_a_resolution_is_known_by_its_symbol_with_its_year() -> None:
    told = finding("A claim", citation(source("Resolution (S/RES/2397 (2017))"), at="para. 5"))
    assert footnote(told) == f"S/RES/2397 (2017), para. 5, {RECORDED}"


@pytest.mark.parametrize(
    ("cited", "begins"),
    [
        (
            REPORT,
            f"{UNREAD}, as recorded in DPRK Sanctions Findings, record of a report (msmt-2025-1)",
        ),
        (COMPILATION, "DPRK Sanctions Findings, “Context: government notices”, record of a report (context)"),
        (ACTOR, "DPRK Sanctions Findings, “Angara”, record of an actor (angara)"),
        (SOURCE, "S/2019/171, as recorded in DPRK Sanctions Findings, record of a source (s-2019-171)"),
        (
            UNREAD_SOURCE,
            f"{UNREAD}, as recorded in DPRK Sanctions Findings, record of a source (msmt-2025-1)",
        ),
        (RESOLUTION, "S/RES/1718 (2006), as recorded in DPRK Sanctions Findings, record of a resolution (1718)"),
        (
            PROVISION,
            "S/RES/2397 (2017), para. 5, as recorded in DPRK Sanctions Findings, record of a provision (2397-5)",
        ),
        (
            provision("2397-9-15", "paras. 9–15", checked=False),
            (
                "S/RES/2397 (2017), paras. 9–15 (paragraph number not checked), "
                "as recorded in DPRK Sanctions Findings, record of a provision (2397-9-15)"
            ),
        ),
        (
            provision("2397-x", "", checked=False),
            (
                "S/RES/2397 (2017) (paragraph number not known), "
                "as recorded in DPRK Sanctions Findings, record of a provision (2397-x)"
            ),
        ),
        (CATEGORY, "DPRK Sanctions Findings, “Petroleum”, category (petroleum)"),
    ],
    ids=[
        *("report", "compilation", "actor", "source", "unread source", "resolution"),
        *("provision", "unchecked provision", "provision without a number", "category"),
    ],
)
def test_every_kind_of_record_is_told_from_what_it_records(cited: Cited, begins: str) -> None:
    assert footnote(cited) == f"{begins}, edition 1, 26 November 2026, available at {cited.address}."


def test_it_is_one_line_whatever_the_source_holds() -> None:
    told = finding("A claim", citation(source("A\ntitle\r\n of\u2028lines", "A\tpaper")), asserted_by="A\x0bbody")
    assert footnote(told) == f"A body, in A paper, “A title of lines”, {RECORDED}"
