"""An editor says which of the cited sources carry a detail, and what a merge of records makes of that."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from findings.curation.merging import merge
from findings.models import Finding, Involvement
from findings.vocabulary import SubjectKind
from tests import factories as make
from tests.findings.admin.sent import address, editor, errors, open_form

pytestmark = pytest.mark.django_db

SHIPS = {"measure": "ships", "low": 2, "high": 2, "qualifier": "exact", "unit": "ships"}


@pytest.fixture
def client() -> Client:
    return editor()


@pytest.fixture
def finding() -> Finding:
    """Its sources: one that was read, one that nobody has read, one that disputes the claim, one more that was read."""
    return make.make_finding(
        period_start="2024",
        quantities=[SHIPS],
        involvements=[(make.make_actor(), "carrier")],
        places=[make.make_place()],
        citations=[
            (make.make_source("read", publisher="An office"), "relays"),
            (make.make_source("unread", publisher="A ministry", consulted=False), "origin"),
            (make.make_source("disputing", publisher="A company"), "disputes"),
            (make.make_source("also-read", publisher="A newspaper"), "relays"),
        ],
    )


DETAILS = ("quantity_set-0-carried_by", "involvement_set-0-carried_by", "placemention_set-0-carried_by")


def carried(finding: Any) -> list[list[str]]:
    finding.refresh_from_db()
    rows = (finding.quantity_set, finding.involvement_set, finding.placemention_set)
    return [finding.period_carried_by, *(row.carried_by for each in rows for row in each.all())]


def test_offered_are_the_cited_sources_that_were_read_and_do_not_dispute(client: Client, finding: Finding) -> None:
    context = client.get(address(finding)).context
    forms = [context["adminform"].form, *(form for each in context["inline_admin_formsets"] for form in each.formset)]
    offered = [
        list(field.choices)
        for form in forms
        for name, field in form.fields.items()
        if name in {"carried_by", "period_carried_by"}
    ]
    assert offered == [[("read", "1 An office"), ("also-read", "4 A newspaper")]] * 4


def test_a_source_that_is_cited_twice_is_offered_once_with_both_of_its_numbers(client: Client) -> None:
    paper, other = make.make_source("paper", publisher="A newspaper"), make.make_source("other", publisher="An office")
    finding = make.make_finding(
        citations=[(paper, "relays"), (other, "disputes"), (other, "relays"), (paper, "corroborates")]
    )
    form = client.get(address(finding)).context["adminform"].form
    assert list(form.fields["period_carried_by"].choices) == [("paper", "1, 4 A newspaper"), ("other", "3 An office")]


def test_each_box_is_called_by_its_source_where_nothing_else_says_what_the_boxes_are(
    client: Client, finding: Finding
) -> None:
    """In a row by the head of its column, too; the period has a legend."""
    html = client.get(address(finding)).content.decode()
    boxes = [
        (name, named[1] if (named := re.search('aria-label="(.*?)"', rest)) else "")
        for name, rest in re.findall(r'<input type="checkbox" name="([^"]*carried_by)"([^>]*)>', html)
    ]
    assert [box for box in boxes if "__prefix__" not in box[0]] == [
        *[("period_carried_by", "")] * 2,
        *((name, f"Carried by: {source}") for name in DETAILS for source in ("1 An office", "4 A newspaper")),
    ]
    assert "<legend>Period carried by:</legend>" in html


def test_an_editor_is_told_of_a_source_that_still_carries_a_detail_and_is_cited_no_more(
    client: Client, finding: Finding
) -> None:
    sentence = (
        "“read” is ticked as carrying a detail, and the claim does not cite it for that any more. Publishing refuses "
        "this: cite it again, or untick it."
    )
    ticked = {DETAILS[0]: ["read"], DETAILS[1]: ["read", "also-read"]}
    saved = client.post(address(finding), open_form(client, address(finding), **ticked), follow=True)
    assert sentence not in [str(message) for message in saved.context["messages"]]

    sent = open_form(client, address(finding)) | {"citation_set-0-DELETE": "on"}
    saved = client.post(address(finding), sent, follow=True)
    assert [str(message) for message in saved.context["messages"] if "carrying" in str(message)] == [sentence]


def test_the_history_calls_a_source_that_carries_a_detail_by_its_publisher(client: Client, finding: Finding) -> None:
    ticked = {DETAILS[0]: ["read", "also-read"], "period_carried_by": ["read"]}
    client.post(address(finding), open_form(client, address(finding), **ticked))
    act = client.get(address(finding, "history")).context["acts"][0]
    assert [(each.label, each.before, each.after) for each in act.differences] == [
        ("Period carried by", "", "An office"),
        ("Carried by", "", "An office; A newspaper"),
    ]


def test_what_is_ticked_is_recorded_and_taken_out_again(client: Client, finding: Finding) -> None:
    ticked = {name: ["also-read", "read"] for name in DETAILS} | {"period_carried_by": ["read"]}
    client.post(address(finding), open_form(client, address(finding), **ticked))
    assert carried(finding) == [["read"], *[["also-read", "read"]] * 3]

    sent = {name: value for name, value in open_form(client, address(finding)).items() if name not in ticked}
    client.post(address(finding), sent)
    assert carried(finding) == [[]] * 4


@pytest.mark.parametrize("key", ["unread", "disputing", "elsewhere"])
def test_what_carries_no_detail_is_refused_in_a_sentence(client: Client, finding: Finding, key: str) -> None:
    make.make_source("elsewhere")
    sent = open_form(client, address(finding), period_carried_by=[key])
    assert errors(client.post(address(finding), sent)) == {
        "period_carried_by": [
            (
                f"“{key}” carries no detail yet: the claim does not cite it, or nobody has read it. Save the claim "
                "with that citation first."
            )
        ]
    }
    assert carried(finding) == [[]] * 4


def test_what_was_ticked_and_is_cited_no_more_can_still_be_taken_out(client: Client, finding: Finding) -> None:
    finding.quantity_set.update(carried_by=["read"])
    finding.citation_set.filter(source__key="read").delete()
    form = client.get(address(finding)).context["inline_admin_formsets"][1].formset.forms[0]
    assert list(form.fields["carried_by"].choices) == [("also-read", "3 A newspaper"), ("read", "read")]


def test_a_period_that_is_not_given_is_carried_by_nothing(client: Client, finding: Finding) -> None:
    sent = open_form(client, address(finding), period_start="", period_end="", period_carried_by=["read"])
    assert errors(client.post(address(finding), sent)) == {
        "period_carried_by": ["No source carries a period that is not given."]
    }


def test_sources_that_are_one_carry_a_detail_once(finding: Finding) -> None:
    for rows in (finding.quantity_set, finding.involvement_set, finding.placemention_set):
        rows.update(carried_by=["read", "also-read"])
    Finding.objects.update(period_carried_by=["also-read"])
    merge(SubjectKind.SOURCE, "read", "also-read", editor="kim", reason="One document.")
    assert carried(finding) == [["read"]] * 4


def test_what_carries_the_role_of_either_actor_carries_that_of_the_one_they_are(finding: Finding) -> None:
    one, other = make.make_actor("one"), make.make_actor("other")
    for n, (actor, key) in enumerate([(one, "read"), (other, "also-read")], start=1):
        Involvement.objects.create(finding=finding, actor=actor, role="supplier", position=n, carried_by=[key])
    merge(SubjectKind.ACTOR, "one", "other", editor="kim", reason="One ship.")
    assert [(each.actor.key, each.carried_by) for each in finding.involvement_set.filter(role="supplier")] == [
        ("one", ["read", "also-read"])
    ]


def test_a_preview_of_a_report_has_the_sources_with_each_event_as_it_has_no_page_yet(client: Client) -> None:
    citations = [(make.make_source("read", publisher="An office"), "relays")]
    event = make.make_event("launch", report=make.make_report("a-report"), quantities=[SHIPS], citations=citations)
    event.quantity_set.update(carried_by=["read"])
    html = client.get("/admin/preview/report/a-report/").content.decode()
    assert re.findall(r'<sup class="carriers">(.*?)</sup>', html) == [
        '<span class="aside-words">Carried by source </span><span title="An office">1</span>'
    ]
    assert re.findall(r"<summary>(One source)</summary>", html) == ["One source"]
    assert "/events/" not in html
