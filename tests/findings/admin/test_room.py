"""The room itself: its menu, the headings of its lists, what a form says of the session, and the way out."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from findings import publishing
from findings.vocabulary import SubjectKind
from tests.factories import make_actor, make_finding, make_source
from tests.findings.admin.desk import logged_in, make_user
from tests.findings.admin.sent import address, editor, open_form

pytestmark = pytest.mark.django_db

#: Statements that the save of a finding takes for a row that nobody has touched.
PER_ROW = 3


def test_the_menu_has_the_order_of_the_work() -> None:
    menu = editor().get("/admin/").context["app_list"]
    assert [(part["name"], [each["name"] for each in part["models"]]) for part in menu] == [
        ("Claims", ["Findings", "Reports", "Report events"]),
        ("What they name", ["Actors", "Places", "Sources", "Resolutions", "Provisions", "Categories"]),
        ("Imports and merges", ["Imports", "Proposals", "Merges"]),
        ("What was published", ["Acts of publishing", "Former addresses"]),
        ("The desk", ["Submissions", "Rules of the desk", "Users", "Access attempts", "Access logs"]),
    ]


def test_nobody_is_shown_a_part_of_the_menu_without_a_right_in_it() -> None:
    menu = logged_in(make_user("vi")).get("/admin/").context["app_list"]
    assert menu == []


@pytest.mark.parametrize(
    ("kind", "heading"),
    [
        ("finding", "Findings"),
        ("importrun", "Imports"),
        ("submission", "Submissions"),
        ("datasetversion", "Acts of publishing"),
    ],
)
def test_a_list_is_headed_by_what_it_lists(kind: str, heading: str) -> None:
    page = editor().get(f"/admin/findings/{kind}/").content.decode()
    assert re.findall(r"<h1>(.*?)</h1>", page) == [heading]
    assert f"<title>{heading} | Editors’ room</title>" in page


def test_a_form_says_before_what_becomes_of_it_when_the_session_ends() -> None:
    page = editor().get(address(make_finding())).content.decode()
    assert "You are logged out when nothing was sent for 60 minutes. What stands in this form is then kept" in page


def test_who_logs_out_is_told_what_became_of_the_work() -> None:
    page = editor().post("/admin/logout/").content.decode()
    assert "You are logged out. What you saved is kept; what you published is public." in page
    assert "quality time" not in page


def test_a_withdrawal_offers_what_is_public_in_place_of_it() -> None:
    cited = make_source()
    for reference in ("CTX-001", "CTX-002", "CTX-003"):
        make_finding(reference, title=f"Claim {reference}", citations=[(cited, "origin", "p. 1")])
    make_finding("CTX-004", title="A draft", citations=[(cited, "origin", "p. 1")])
    public = [(SubjectKind.FINDING, f"CTX-00{number}") for number in (1, 2, 3)]
    publishing.publish(public, editor="ed", note="First.")
    publishing.withdraw(SubjectKind.FINDING, "CTX-003", editor="ed", note="It was wrong.")

    page = editor().get("/admin/publish/?subject=finding:CTX-001")

    assert page.context["replacements"] == [("CTX-002", "Claim CTX-002")]
    assert '<datalist id="replacements"><option value="CTX-002">Claim CTX-002</option></datalist>' in (
        page.content.decode()
    )


def test_a_save_takes_so_many_statements_for_each_row() -> None:
    """Three rows more of a kind: each is looked at by its own rules, and nothing else grows with them."""
    client = editor()

    def statements(rows: int) -> int:
        finding = make_finding(involvements=[(make_actor(), "carrier") for _ in range(rows)])
        sent = open_form(client, address(finding), title="Changed")
        with CaptureQueriesContext(connection) as queries:
            assert client.post(address(finding), sent).status_code == 302
        return len(queries)

    one, four = statements(1), statements(4)
    assert four - one == 3 * PER_ROW


def test_a_role_that_is_not_stated_is_called_so_where_it_is_chosen_and_where_it_is_read(client: Client) -> None:
    finding = make_finding("MSMT-2025-1-001", involvements=[(make_actor("angara"), "other")])
    publishing.publish([finding.subject], editor="kim", note="Published.")
    said = "Named, no role stated"
    assert f'<option value="other" selected>{said}</option>' in editor().get(address(finding)).content.decode()
    assert f'<span class="soft">{said}</span>' in client.get("/findings/msmt-2025-1-001/").content.decode()
    facets = client.get("/api/v1/facets/?facet=role").json()["facets"]
    assert [(each["key"], each["name"]) for each in facets[0]["values"]] == [("other", said)]
