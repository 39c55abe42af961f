"""The pages of imports: a file is sent, proposals wait, and an editor decides on each."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from findings.curation.un_list_proposals import SOURCE
from findings.models import Actor, ImportRun, Proposal
from tests.factories import make_actor, make_import_run, make_proposal, make_source
from tests.findings.admin.desk import logged_in, make_user
from tests.findings.curation.un_lists import entity, person, un_list

pytestmark = pytest.mark.django_db

ADD = "/admin/findings/importrun/add/"


@pytest.fixture
def desk() -> Client:
    return logged_in(make_user("kim", "editor"))


def send(client: Client, what: str, name: str, content: bytes, **how: Any) -> Any:
    return client.post(ADD, {"what": what, "file": SimpleUploadedFile(name, content)}, **how)


def page_of(client: Client, proposal: Proposal) -> str:
    return client.get(f"/admin/findings/proposal/{proposal.pk}/change/").content.decode()


def test_the_form_says_which_columns_a_table_has_and_gives_an_empty_one(desk: Client) -> None:
    page = desk.get(ADD).content.decode()
    for word in ("identifiers", "imo: 9179842; un_list: KPe.001", "archived_url", "template/actor.csv"):
        assert word in page
    table = desk.get("/admin/findings/importrun/template/source.csv")
    assert table["Content-Type"] == "text/csv; charset=utf-8"
    assert table.content.decode().startswith("slug,key,kind,title,publisher,")
    assert desk.get("/admin/findings/importrun/template/finding.csv").status_code == 404


def test_what_is_wrong_with_a_file_is_told_and_nothing_is_kept(desk: Client) -> None:
    page = send(desk, "un_list", "list.xml", un_list(entity("KPe.901", "PINE"))[:300]).content.decode()
    assert "list.xml:9: CONSOLIDATED_LIST/ENTITIES/ENTITY/" in page
    page = send(desk, "actor", "a.csv", b"slug,country\npine,Panama\n").content.decode()
    assert "a.csv:2: actor pine: country: “Panama” is not an ISO 3166-1 country code" in page
    assert "<title>Error:" in page
    assert (ImportRun.objects.count(), Proposal.objects.count()) == (0, 0)


def test_a_file_becomes_proposals_and_its_second_sending_none(desk: Client) -> None:
    content = un_list(entity("KPe.901", "PINE"), person("KPi.901", "SO", "MAN-HO"))

    page = send(desk, "un_list", "list.xml", content, follow=True).content.decode()

    run = ImportRun.objects.get()
    assert (run.started_by, run.entries, run.dated) == ("kim", 2, "2025-04-19")
    assert "2 proposals wait for you. No record has been changed." in page
    assert "So Man-ho" in page
    assert Actor.objects.count() == 0
    page = send(desk, "un_list", "list.xml", content, follow=True).content.decode()
    assert "Nothing is new in list.xml: no proposal was made." in page
    assert Proposal.objects.count() == 2


def test_a_proposal_is_put_right_and_accepted_and_the_next_one_comes(desk: Client) -> None:
    make_source(SOURCE)
    send(desk, "un_list", "list.xml", un_list(person("KPi.901", "SO", "MAN-HO"), entity("KPe.901", "PINE")))
    first, second = Proposal.objects.order_by("position")
    assert "PASSPORT-654" not in page_of(desk, first)

    sent = {"accept": "1", "name": "So Man Ho", "slug": "so-man-ho", "kind": "person", "country": "KP"}
    response = desk.post(f"/admin/findings/proposal/{first.pk}/change/", sent)

    assert response["Location"] == f"/admin/findings/proposal/{second.pk}/change/"
    actor = Actor.objects.get()
    assert (actor.key, actor.name, actor.designations.count()) == ("so-man-ho", "So Man Ho", 2)
    history = desk.get(f"/admin/findings/actor/{actor.pk}/history/").content.decode()
    assert "kim" in history
    assert "an accepted proposal: list.xml" in history

    response = desk.post(f"/admin/findings/proposal/{second.pk}/change/", {"reject": "1"}, follow=True)

    assert "Rejected: new record: PINE (KPe.901)." in response.content.decode()
    assert list(Proposal.objects.order_by("position").values_list("state", "decided_by")) == [
        ("accepted", "kim"),
        ("rejected", "kim"),
    ]
    assert "Accept and write" not in page_of(desk, first)


def test_why_a_proposal_cannot_be_accepted_stands_on_its_page(desk: Client) -> None:
    send(desk, "un_list", "list.xml", un_list(entity("KPe.901", "PINE")))
    proposal = Proposal.objects.get()
    sent = {"accept": "1", "name": "Pine", "slug": "pine", "kind": "company", "country": ""}
    page = desk.post(f"/admin/findings/proposal/{proposal.pk}/change/", sent).content.decode()
    assert "There is no source “un-consolidated-list”. Record it first." in page
    page = desk.post(f"/admin/findings/proposal/{proposal.pk}/change/", sent | {"slug": "Pine Tree"}).content.decode()
    assert "A slug takes lower-case letters, digits and single hyphens: kum-un-san-3." in page
    assert (Actor.objects.count(), Proposal.objects.get().state) == (0, "open")


def test_the_page_of_a_change_shows_both_sides_and_the_record(desk: Client) -> None:
    make_actor("pine", name="Pine", aliases=["Fir"])
    send(desk, "actor", "a.csv", b"slug,name,aliases\npine,Pine Ltd,Fir; Larch\n")
    page = page_of(desk, Proposal.objects.get())
    for words in ("<del>Pine</del>", "<ins>Pine Ltd</ins>", "<ins>Larch</ins>"):
        assert words in page
    assert ("<del>Fir</del>" in page, "<ins>Fir</ins>" in page) == (False, False)


def test_the_page_of_a_question_shows_who_it_may_be(desk: Client) -> None:
    make_actor("pine", name="Pinewood Trading", description="A firm in Panama.")
    send(desk, "un_list", "list.xml", un_list(entity("KPe.901", "PINEWOODS TRADING")))
    page = page_of(desk, Proposal.objects.get(action="create"))
    assert "It may be this record, which is there" in page
    assert "A firm in Panama." in page


def test_selected_proposals_are_accepted_together_and_refusals_are_told(desk: Client) -> None:
    make_actor("pine", name="Pine", identifiers=[("un_list", "KPe.901")])
    send(desk, "un_list", "list.xml", un_list(entity("KPe.901", "PINE", "FIR")))
    chosen = {"action": "accept_selected", "_selected_action": list(Proposal.objects.values_list("pk", flat=True))}

    page = desk.post("/admin/findings/proposal/", chosen, follow=True).content.decode()

    assert "1 proposal was accepted and written." in page
    assert "There is no source “un-consolidated-list” that it could rest on." in page
    assert [each.name for each in Actor.objects.get().aliases.all()] == ["Fir"]
    chosen["action"] = "reject_selected"
    page = desk.post("/admin/findings/proposal/", chosen, follow=True).content.decode()
    assert "1 proposal was rejected." in page
    assert sorted(Proposal.objects.values_list("action", "state")) == [
        ("alias", "accepted"),
        ("designation", "rejected"),
    ]


@pytest.mark.parametrize("address", ["importrun", "proposal"])
def test_lists_take_so_many_statements_whatever_they_hold(desk: Client, address: str) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(f"/admin/findings/{address}/").status_code == 200
        return len(queries)

    make_proposal(make_import_run())
    statements()
    one = statements()
    for _ in range(2):
        make_proposal(make_import_run())
    assert statements() == one


def test_a_viewer_sees_and_decides_nothing() -> None:
    make_actor("pine", name="Pine")
    proposal = make_proposal(record_key="pine")
    viewer = logged_in(make_user("vi", "viewer"))
    assert "Accept and write" not in page_of(viewer, proposal)
    assert viewer.get(ADD).status_code == 403
    assert send(viewer, "actor", "a.csv", b"slug\npine\n").status_code == 403
    assert viewer.post(f"/admin/findings/proposal/{proposal.pk}/change/", {"reject": "1"}).status_code == 403
    viewer.post("/admin/findings/proposal/", {"action": "reject_selected", "_selected_action": [proposal.pk]})
    assert Proposal.objects.get().state == "open"


@pytest.mark.parametrize("address", ["proposal/add/", "proposal/{pk}/delete/", "importrun/{run}/delete/"])
def test_nobody_adds_or_deletes_a_proposal_by_hand(desk: Client, address: str) -> None:
    proposal = make_proposal()
    path = address.format(pk=proposal.pk, run=proposal.run_id)
    assert desk.post(f"/admin/findings/{path}", {"post": "yes"}).status_code == 403
    assert Proposal.objects.count() == 1
