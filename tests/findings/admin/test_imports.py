"""The pages of imports: a file is sent, proposals wait, and an editor decides on each."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from findings.curation.loader import load
from findings.curation.un_list_proposals import SOURCE
from findings.models import Actor, Finding, ImportRun, Proposal, ReportEvent
from findings.models.imports import ImportedKind
from tests.factories import (
    NOON,
    make_actor,
    make_event,
    make_finding,
    make_import_run,
    make_merge,
    make_proposal,
    make_source,
)
from tests.findings.admin.desk import logged_in, make_user
from tests.findings.curation.small import REPORT, SMALL, CuratedFiles
from tests.findings.curation.un_lists import entity, person, un_list

pytestmark = pytest.mark.django_db

ADD = "/admin/findings/importrun/add/"
DECIDED = {"decided_by": "kim", "decided_at": NOON}
ACCEPTED: dict[str, Any] = {**DECIDED, "state": "accepted"}


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
    assert "A curated file (YAML): sources, actors, a report with its events and findings" in page
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


def facts(page: str) -> dict[str, str]:
    """What a page says under “What would be recorded”: label → lines."""
    recorded = page[page.index("What would be recorded") :]
    pairs = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", recorded[: recorded.index("</dl>")], re.DOTALL)
    return {label: html.unescape(lines.strip()) for label, lines in pairs}


def test_a_report_is_sent_in_decided_on_and_written(desk: Client, tmp_path: Path) -> None:
    files = CuratedFiles(tmp_path / "fixtures")
    for name, text in SMALL.items():
        files.write(name, text.replace("    leading_finding: MSMT-2025-1-001\n", ""))
    (files.directory / REPORT).rename(tmp_path / "mine.yaml")
    load(files.directory)

    page = send(desk, "curated", "mine.yaml", (tmp_path / "mine.yaml").read_bytes(), follow=True).content.decode()

    assert "5 proposals wait for you. No record has been changed." in page
    assert facts(page_of(desk, Proposal.objects.get(record_key="MSMT-2025-1-001"))) == {
        "report": "msmt-2025-1",
        "reference": "MSMT-2025-1-001",
        "slug": "containers",
        "category": "arms-transfers",
        "title": "Containers: more than 20,000",
        "summary": "More than 20,000 containers went from the DPRK to Russia between September 2023 and the end of the "
        "period that the report covers.",
        "period": "from 2023-09",
        "asserted by": "MSMT",
        "asserters": "msmt",
        "involvements": "dprk: Supplier (carried by reuters)<br>angara: Carrier<br>angara: Named, no role stated",
        "quantities": "containers: more than 20,000 containers (carried by reuters)<br>"
        "ether: about 17,413.96 to 20,000.5 ETH",
        "places": "RU/vladivostok (carried by reuters)<br>RU/russia",
        "provisions": "1718-x<br>1718-8-a-b",
        "citations": "msmt-2025-1, p. 11, note 6; Tables 2 and 3. Asserts it: the claim itself<br>"
        "reuters, the third picture. Relays it: the figure",
        "support": "Two or more accounts",
        "editors note": "The end is not known.",
        "recheck": "true",
    }
    assert facts(page_of(desk, Proposal.objects.get(record_key="msmt-2025-1/published")))["type"] == "Publication"
    chosen = {"action": "accept_selected", "_selected_action": list(Proposal.objects.values_list("pk", flat=True))}
    page = desk.post("/admin/findings/proposal/", chosen, follow=True).content.decode()
    assert "5 proposals were accepted and written." in page
    assert list(Finding.objects.values_list("reference", flat=True)) == ["MSMT-2025-1-001", "MSMT-2025-1-002"]
    finding = Finding.objects.get(reference="MSMT-2025-1-001")
    history = desk.get(f"/admin/findings/finding/{finding.pk}/history/").content.decode()
    assert re.findall(r"an accepted proposal[^<]*", history) == ["an accepted proposal: mine.yaml"]


def test_the_page_of_a_changed_finding_shows_the_figure_on_both_sides(desk: Client, tmp_path: Path) -> None:
    files = CuratedFiles(tmp_path / "fixtures")
    for name, text in SMALL.items():
        files.write(name, text)
    load(files.directory)
    changed = SMALL[REPORT].replace("low: 20000\n", "low: 21000\n").replace("title: It was denied", "title: Denied")
    send(desk, "curated", "mine.yaml", changed.encode())
    event, finding = Proposal.objects.order_by("position")

    page = page_of(desk, finding)

    assert "<del>containers: more than 20,000 containers (carried by reuters)</del>" in page
    assert "<ins>containers: more than 21,000 containers (carried by reuters)</ins>" in page
    assert ("<del>ether" in page, "<ins>ether" in page) == (False, False)
    record = Finding.objects.get(reference="MSMT-2025-1-001")
    assert f'<a href="/admin/findings/finding/{record.pk}/change/">MSMT-2025-1-001 {record.title}</a>' in page
    denied = ReportEvent.objects.get(slug="denied")
    assert f'<a href="/admin/findings/reportevent/{denied.pk}/change/">It was denied</a>' in page_of(desk, event)


def test_the_page_of_a_question_shows_who_it_may_be(desk: Client) -> None:
    make_actor("pine", name="Pinewood Trading", description="A firm in Panama.")
    send(desk, "un_list", "list.xml", un_list(entity("KPe.901", "PINEWOODS TRADING")))
    page = page_of(desk, Proposal.objects.get(action="create"))
    assert "It may be this record, which is there" in page
    assert "A firm in Panama." in page


def test_a_likeness_is_decided_one_by_one(desk: Client) -> None:
    """Selected with others, a listing would be written to somebody else of a similar name."""
    make_source(SOURCE)
    make_actor("pine", name="Pinewood Trading")
    send(desk, "un_list", "list.xml", un_list(entity("KPe.901", "PINEWOODS TRADING")))
    before = states()
    assert {(each.matched_by, each.state) for each in Proposal.objects.all()} == {("similar", "open")}
    chosen = {"action": "accept_selected", "_selected_action": list(Proposal.objects.values_list("pk", flat=True))}
    page = html.unescape(desk.post("/admin/findings/proposal/", chosen, follow=True).content.decode())
    assert "0 proposals were accepted and written." in page
    sentence = "its name is only like that of “pine”. Decide on its own page whether they are one."
    assert page.count(sentence) == len(before)
    assert (states(), Actor.objects.count()) == (before, 1)


def states() -> list[tuple[str, str, str]]:
    return sorted(Proposal.objects.values_list("action", "state", "decided_by"))


def test_a_rejection_is_taken_back_with_what_fell_with_it(desk: Client) -> None:
    """No import would propose it anew, so a slip would keep a listing out for ever."""
    make_source(SOURCE)
    make_actor("pine", name="Pine")
    send(desk, "un_list", "list.xml", un_list(entity("KPe.901", "PINE", "FIR")))
    number = Proposal.objects.get(action="identifier")
    page = f"/admin/findings/proposal/{number.pk}/change/"
    assert "Open it again" not in page_of(desk, number)
    desk.post(page, {"reject": "1"})
    fell = [("alias", "overtaken", "kim"), ("designation", "overtaken", "kim"), ("identifier", "rejected", "kim")]
    assert states() == fell
    assert "Open it again" in page_of(desk, number)
    viewer = logged_in(make_user("viktor", "viewer"))
    assert "Open it again" not in page_of(viewer, number)
    assert viewer.post(page, {"reopen": "1"}).status_code == 403
    assert states() == fell

    response = desk.post(page, {"reopen": "1"}, follow=True).content.decode()

    assert "Open again: identifier: PINE (KPe.901)." in response
    assert "Accept and write" in response
    assert states() == [("alias", "open", ""), ("designation", "open", ""), ("identifier", "open", "")]
    assert "Only what was rejected is opened again." in desk.post(page, {"reopen": "1"}).content.decode()


def test_a_rejection_stays_where_the_entry_is_another_record_by_now(desk: Client) -> None:
    make_actor("pine", name="Pine")
    entry: dict[str, Any] = {"run": make_import_run(), "entry": "KPe.901", **DECIDED}
    said = {"scheme": "un_list", "value": "KPe.901"}
    number = make_proposal(action="identifier", record_key="pine", state="rejected", payload=said, **entry)
    make_proposal(action="create", record_key="pine-2", state="accepted", **entry)
    page = desk.post(f"/admin/findings/proposal/{number.pk}/change/", {"reopen": "1"}).content.decode()
    assert "Entry KPe.901 has been accepted as “pine-2” since: it cannot be “pine” as well." in page
    assert states() == [("create", "accepted", "kim"), ("identifier", "rejected", "kim")]


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


def leads_to(page: str) -> list[str]:
    """The forms of records that a page of proposals leads to."""
    return re.findall(r'<a href="(/admin/findings/(?:actor|source|report|reportevent|finding)/\d+/change/)"', page)


def headings(page: str) -> list[str]:
    main = page[page.index('id="content-main"') :]
    return [" ".join(each.split()) for each in re.findall(r"<h2>(.*?)</h2>", main, re.DOTALL)]


def list_of(client: Client) -> str:
    return client.get("/admin/findings/proposal/").content.decode()


def test_what_was_accepted_leads_to_the_record_that_it_made(desk: Client) -> None:
    send(desk, "actor", "a.csv", b"slug,name,kind\npine,Pine,company\n")
    proposal = Proposal.objects.get()
    assert (leads_to(page_of(desk, proposal)), leads_to(list_of(desk))) == ([], [])
    desk.post(f"/admin/findings/proposal/{proposal.pk}/change/", {"accept": "1"})
    form = f"/admin/findings/actor/{Actor.objects.get().pk}/change/"
    assert (leads_to(page_of(desk, proposal)), leads_to(list_of(desk))) == ([form], [form])
    assert headings(page_of(desk, proposal)) == ["What was recorded", "The record that it made, as it stands today"]


def test_a_new_actor_of_a_list_leads_to_itself_and_not_to_the_one_of_a_similar_name(desk: Client) -> None:
    make_source(SOURCE)
    like = make_actor("pine", name="Pinewood Trading")
    send(desk, "un_list", "list.xml", un_list(entity("KPe.901", "PINEWOODS TRADING")))
    proposal = Proposal.objects.get(action="create")
    assert leads_to(page_of(desk, proposal)) == [f"/admin/findings/actor/{like.pk}/change/"]
    sent = {"accept": "1", "name": "Pinewoods Trading", "slug": "pinewoods", "kind": "company", "country": ""}
    desk.post(f"/admin/findings/proposal/{proposal.pk}/change/", sent)
    made = [f"/admin/findings/actor/{Actor.objects.get(key='pinewoods').pk}/change/"]
    assert (leads_to(page_of(desk, proposal)), leads_to(list_of(desk))) == (made, made)


def test_what_was_accepted_leads_to_the_record_that_it_changed_or_to_its_survivor(desk: Client) -> None:
    pine, larch = make_actor("pine", name="Pine"), make_actor("larch", name="Larch")
    send(desk, "actor", "a.csv", b"slug,name\npine,Pine Ltd\n")
    proposal = Proposal.objects.get()
    desk.post(f"/admin/findings/proposal/{proposal.pk}/change/", {"accept": "1"})
    form = [f"/admin/findings/actor/{pine.pk}/change/"]
    assert (leads_to(page_of(desk, proposal)), leads_to(list_of(desk))) == (form, form)
    assert headings(page_of(desk, proposal)) == ["What was changed", "The record that it changed, as it stands today"]
    make_merge(merged_key="pine", survivor="larch")
    pine.delete()
    form = [f"/admin/findings/actor/{larch.pk}/change/"]
    assert (leads_to(page_of(desk, proposal)), leads_to(list_of(desk))) == (form, form)


def test_of_a_record_that_is_gone_the_page_says_so(desk: Client) -> None:
    proposal = make_proposal(action="create", record_key="pine", **ACCEPTED)
    assert "The record that it was written into is not there any more" in page_of(desk, proposal)
    assert (leads_to(page_of(desk, proposal)), leads_to(list_of(desk))) == ([], [])


def test_every_kind_of_record_that_is_imported_is_led_to(desk: Client) -> None:
    event = make_event()
    finding = make_finding("MSMT-2025-1-001", report=event.report)
    source = make_source("a-source")
    actor = make_actor("pine")
    records = [actor, source, event.report, event, finding]
    named = [*("pine", "a-source", event.report.key), f"{event.report.key}/{event.slug}", finding.reference]
    for kind, key in zip(ImportedKind, named, strict=True):
        make_proposal(action="alias", record_kind=kind, record_key=key, **ACCEPTED)
    forms = [f"/admin/findings/{each._meta.model_name}/{each.pk}/change/" for each in records]
    assert sorted(leads_to(list_of(desk))) == sorted(forms)


@pytest.mark.parametrize("address", ["importrun", "proposal"])
def test_lists_take_so_many_statements_whatever_they_hold(desk: Client, address: str) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(f"/admin/findings/{address}/").status_code == 200
        return len(queries)

    def add() -> None:
        make_proposal(make_import_run())
        make_proposal(make_import_run(), record_key=make_actor().key, **ACCEPTED)
        make_proposal(make_import_run(), record_key=make_merge(survivor=make_actor().key).merged_key, **ACCEPTED)

    add()
    statements()
    one = statements()
    for _ in range(2):
        add()
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
