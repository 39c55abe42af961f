"""Who changed what, when and why, through whatever door; and the way back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pghistory
import pytest
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pghistory.models import Context

from findings import publishing
from findings.admin import published
from findings.admin.past import Past
from findings.admin.records import VERSION
from findings.curation.stored import RECORDS
from findings.management.reader_role import TABLES
from findings.models import Actor, Citation, Finding, Involvement, Place
from findings.models.changes import Change
from findings.models.trees import TREES, version_of
from tests import factories as make
from tests.findings.admin.desk import logged_in, make_user
from tests.findings.admin.sent import WHY, add_row, address, editor, open_form
from tests.findings.curation.small import SMALL, CuratedFiles
from tests.findings.models.every import BUILDERS, CHANGES
from tests.findings.publish import publish_everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(db: None) -> Client:
    return editor()


def told(act: Any) -> dict[str, Any]:
    return {
        "who": act.who,
        "why": act.why,
        "what": [(each.row, each.label, each.before, each.after) for each in act.differences],
    }


def test_every_record_has_a_table_of_changes() -> None:
    assert {each.pgh_tracked_model for each in CHANGES} >= set(RECORDS)  # type: ignore[attr-defined]


def test_a_public_process_may_read_none_of_them() -> None:
    tables = {Context._meta.db_table, *(model._meta.db_table for model in CHANGES)}
    assert len(tables) > len(RECORDS)
    assert tables & set(TABLES) == set()


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_each_insert_update_and_delete_of_a_record_is_kept_whatever_made_it(model: Any) -> None:
    record = BUILDERS[model]()
    table, changes = model._meta.db_table, model.pgh_event_model.objects.filter(pgh_obj_id=record.pk).order_by("pgh_id")
    names = ("title", "name", "list_reference", "measure", "value", "obligation", "printed", "position")
    columns = {field.name for field in model._meta.concrete_fields}
    text = next(name for name in names if name in columns)
    with connection.cursor() as cursor:
        value = 77 if text == "position" else "Changed by hand"
        cursor.execute(f"UPDATE {table} SET {text} = %s WHERE id = %s", [value, record.pk])  # noqa: S608
        cursor.execute(f"UPDATE {table} SET {text} = %s WHERE id = %s", [value, record.pk])  # noqa: S608 - no change
    record.delete()

    assert [(each.pgh_label, getattr(each, text)) for each in changes] == [
        ("insert", getattr(record, text)),
        ("update", value),
        ("delete", value),
    ]


def test_changes_are_numbered_across_all_kinds_of_rows() -> None:
    make.make_finding(involvements=[(make.make_actor(), "carrier")])
    numbers = [number for model in CHANGES for number in model._default_manager.values_list("pgh_id", flat=True)]
    assert len(numbers) == len(set(numbers)) > 5
    assert all(issubclass(model, Change) for model in CHANGES)


def test_a_change_is_not_changed_afterwards() -> None:
    make.make_actor()
    changes = Actor.pgh_event_model.objects  # type: ignore[attr-defined]
    for statement in (lambda: changes.update(name="Nobody"), changes.all().delete):
        refused = pytest.raises(ProgrammingError, match="Cannot update or delete rows from findings_actorchange table")
        with refused, transaction.atomic():
            statement()
    assert [each.name for each in changes.all()] == ["Actor 1"]


def test_a_change_of_the_admin_is_told_with_its_editor_its_reason_and_field_by_field(client: Client) -> None:
    one, other, source = make.make_actor(name="One"), make.make_actor(name="Other"), make.make_source(title="Report")
    finding = make.make_finding(title="Before", involvements=[(one, "carrier")], citations=[(source, "origin", "p. 3")])
    sent = open_form(client, address(finding), title="After", why="The report says so.")
    sent |= {"involvement_set-0-role": "broker", "citation_set-0-locator": "p. 3, note 6; p. 4", "recheck": "on"}
    sent = add_row(sent, "involvement_set", actor=other.pk, role="victim")
    assert client.post(address(finding), sent).status_code == 302

    history = client.get(address(finding, "history"))

    act = history.context["acts"][0]
    assert told(act) == {
        "who": "kim",
        "why": "The report says so.",
        "what": [
            ("", "Title", "Before", "After"),
            ("", "Recheck", "no", "yes"),
            ("Involvement: One", "Role", "Carrier", "Broker"),
            ("Involvement: Other", "Position", "", "3"),
            ("Involvement: Other", "Actor", "", "Other"),
            ("Involvement: Other", "Role", "", "Victim"),
            ("Citation: Report (United Nations)", "Place in it", "p. 3", "p. 3, note 6; p. 4"),
        ],
    }
    page = history.content.decode()
    assert "The report says so." in page
    assert "kim" in page


def test_a_load_says_the_command_as_its_reason(tmp_path: Path) -> None:
    files = CuratedFiles(tmp_path)
    for name, text in SMALL.items():
        files.write(name, text.removeprefix("\n"))
    call_command("load_fixtures", str(tmp_path), verbosity=0)
    [act] = Past(Actor, Actor.objects.order_by("pk").values_list("pk", flat=True)[0]).acts()
    assert (act.who, act.why, act.door) == ("", "load_fixtures", "manage.py load_fixtures")


def test_what_was_done_by_hand_in_the_database_is_told_as_such(client: Client) -> None:
    place = make.make_place(name="Nampo")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE findings_place SET name = 'Nampho'")
    page = client.get(address(place, "history")).content.decode()
    assert "by hand, in the database" in page
    assert "<ins>Nampho</ins>" in page


@pytest.mark.parametrize("n", [1, 3])
def test_a_history_asks_the_same_number_of_questions_however_long_it_is(client: Client, n: int) -> None:
    finding = make.make_finding(involvements=[(make.make_actor(), "carrier") for _ in range(n)])
    for number in range(n):
        with pghistory.context(by="kim", reason=f"Reason {number}"):
            Finding.objects.update(title=f"Title {number}")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address(finding, "history")).status_code == 200
    assert sum('"findings_' in each["sql"] or '"pghistory_' in each["sql"] for each in asked) == 18


@pytest.fixture
def six_acts(client: Client, monkeypatch: pytest.MonkeyPatch) -> Finding:
    """A finding that was made and changed four times, then published; in a history of two acts a page."""
    monkeypatch.setattr(published, "HISTORY", 2)
    with pghistory.context(by="kim", reason="Made"):
        finding = make.make_finding(title="Title 0")
    for number in range(1, 5):
        with pghistory.context(by="kim", reason=f"Reason {number}"):
            Finding.objects.update(title=f"Title {number}")
    publish_everything(note="Published then")
    return finding


def sides(differences: list[Any]) -> list[tuple[str, str]]:
    return [(each.before, each.after) for each in differences]


def pages_of(client: Client, finding: Finding) -> list[list[tuple[str, list[tuple[str, str]]]]]:
    """The pages of a history: why each act was, and what it changed; of one that made the record only that it did."""
    address_of = address(finding, "history")
    first = client.get(address_of).context["page"]
    return [
        [
            (act.why, [] if act.is_publication or act.is_made else sides(act.differences))
            for act in client.get(f"{address_of}?p={number}").context["past"]
        ]
        for number in first.paginator.page_range
    ]


def test_a_history_has_pages_the_newest_first_and_each_says_all_of_its_acts(client: Client, six_acts: Finding) -> None:
    assert pages_of(client, six_acts) == [
        [("Published then", []), ("Reason 4", [("Title 3", "Title 4")])],
        [("Reason 3", [("Title 2", "Title 3")]), ("Reason 2", [("Title 1", "Title 2")])],
        [("Reason 1", [("Title 0", "Title 1")]), ("Made", [])],
    ]
    first = client.get(address(six_acts, "history")).content.decode()
    assert ("Reason 4" in first, "Reason 3" in first, "Made" in first) == (True, False, False)


def test_a_link_to_a_change_or_to_an_edition_finds_the_page_that_tells_it(client: Client, six_acts: Finding) -> None:
    numbers = [act.number for act in Past(Finding, six_acts.pk).outline()]
    asked = [*(f"change={number}" for number in numbers), "version=1"]
    pages = [client.get(f"{address(six_acts, 'history')}?{each}") for each in asked]
    assert [page.context["page"].number for page in pages] == [1, 2, 2, 3, 3, 1]
    for page, at in zip(pages, [*(f"change-{number}" for number in numbers), "version-1"], strict=True):
        assert f'<li id="{at}">' in page.content.decode()


@pytest.mark.parametrize("asked", ["change=999999999", "change=x", "change=", "version=99", "version=-1"])
def test_a_link_to_what_a_record_has_not_is_not_found(client: Client, six_acts: Finding, asked: str) -> None:
    assert client.get(f"{address(six_acts, 'history')}?{asked}").status_code == 404


def test_the_way_back_to_an_act_of_an_older_page_is_where_it_was(client: Client, six_acts: Finding) -> None:
    oldest = Past(Finding, six_acts.pk).outline()[-1]
    last = client.get(f"{address(six_acts, 'history')}?p=3").content.decode()
    assert revert_address(six_acts, oldest.number) in last
    shown = client.get(revert_address(six_acts, oldest.number))
    assert shown.context["act"].why == "Made"
    assert sides(shown.context["differences"]) == [("Title 4", "Title 0")]


# The way back


def number_of(model: Any, pk: int, nth: int) -> int:
    """The number of the nth act, the oldest first."""
    return list(reversed(Past(model, pk).acts()))[nth].number


def revert_address(record: Any, number: int) -> str:
    return reverse(f"admin:findings_{record._meta.model_name}_revert", args=[record.pk, number])


def changed_since(finding: Finding) -> None:
    with pghistory.context(by="lee", reason="A mistake"):
        Finding.objects.filter(pk=finding.pk).update(title="Wrong", period_end=None)
        finding.involvement_set.all().delete()
        Citation.objects.get().locators.all().delete()
        make.make_place_mention(finding)


def test_a_record_is_brought_back_with_all_its_rows_as_a_new_change_with_a_reason(client: Client) -> None:
    with pghistory.context(by="lee", reason="Recorded"):
        finding = make.make_finding(
            title="Right",
            involvements=[(make.make_actor(), "carrier")],
            citations=[(make.make_source(), "origin", "p. 3, note 6")],
        )
    before = Past(Finding, finding.pk).state()
    changed_since(finding)
    url = revert_address(finding, number_of(Finding, finding.pk, 0))

    asked = client.get(url)
    assert [(each.label, each.before, each.after) for each in asked.context["differences"]][:2] == [
        ("Title", "Wrong", "Right"),
        ("Period ends", "", "2024-03"),
    ]
    silent = client.post(url, {VERSION: asked.context[VERSION], "why": ""})
    assert silent.context["form"].errors == {"why": ["Say why: the record’s history keeps a reason for every change."]}
    assert Finding.objects.get().title == "Wrong"

    done = client.post(url, {VERSION: asked.context[VERSION], "why": WHY})

    assert (done.status_code, done.headers["Location"]) == (302, address(finding))
    past = Past(Finding, finding.pk)
    assert past.state() == before
    assert [(act.who, act.why) for act in past.acts()] == [("kim", WHY), ("lee", "A mistake"), ("lee", "Recorded")]


def test_a_record_is_not_brought_back_over_what_somebody_has_changed_meanwhile(client: Client) -> None:
    place = make.make_place(name="Nampo")
    version = version_of(Place, place.pk)
    with pghistory.context(by="lee", reason="Meanwhile"):
        Place.objects.update(name="Nampho")
    url = revert_address(place, number_of(Place, place.pk, 0))

    response = client.post(url, {VERSION: version, "why": WHY})

    assert response.context["form"].non_field_errors() == [
        "Somebody has changed this record since you opened this page, so nothing was done. Look again."
    ]
    assert Place.objects.get().name == "Nampho"


def test_what_a_record_named_then_and_is_gone_now_is_told(client: Client) -> None:
    actor = make.make_actor(name="Somebody")
    with pghistory.context(by="lee", reason="Recorded"):
        finding = make.make_finding(involvements=[(actor, "carrier")])
    number = actor.pk
    with pghistory.context(by="lee", reason="A mistake"):
        finding.involvement_set.all().delete()
        actor.delete()
        connection.check_constraints()  # as at the end of a transaction
    url = revert_address(finding, number_of(Finding, finding.pk, 0))
    asked = client.get(url)
    assert [(each.row, each.label) for each in asked.context["differences"]] == [
        (f"Involvement: actor {number}, which is gone", label) for label in ("Position", "Actor", "Role")
    ]

    response = client.post(url, {VERSION: asked.context[VERSION], "why": WHY})

    assert response.context["form"].non_field_errors() == [
        "Something that this refers to (actor) is not there any more. Restore it first, or choose another."
    ]
    assert Involvement.objects.count() == 0


def test_deleted_records_are_listed_and_restored_with_their_rows(client: Client) -> None:
    actor = make.make_actor("kept", name="Kum Un San 3", aliases=["Extra Star"], identifiers=[("imo", "8705539")])
    make.make_actor(name="Still there")
    before = Past(Actor, actor.pk).state()
    assert client.post(address(actor, "delete"), {"post": "yes", "why": "Recorded twice."}).status_code == 302

    deleted = client.get(reverse("admin:findings_actor_deleted"))
    assert [(each["name"], each["act"].who, each["act"].why) for each in deleted.context["deleted"]] == [
        ("Kum Un San 3", "kim", "Recorded twice.")
    ]
    page = client.get(deleted.context["deleted"][0]["url"]).content.decode()
    assert "This record was deleted." in page

    url = revert_address(actor, number_of(Actor, actor.pk, -2))
    client.post(url, {VERSION: client.get(url).context[VERSION], "why": "It was another one."})

    assert Past(Actor, actor.pk).state() == before
    assert Actor.objects.get(key="kept").name == "Kum Un San 3"
    assert client.get(reverse("admin:findings_actor_deleted")).context["deleted"] == []


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_of_deleted_ones_asks_the_same_number_of_questions_however_long_it_is(client: Client, n: int) -> None:
    places = [make.make_place(name=f"Place {number}") for number in range(n)]
    with pghistory.context(by="lee", reason="Not places"):
        Place.objects.all().delete()
    with CaptureQueriesContext(connection) as asked:
        response = client.get(reverse("admin:findings_place_deleted"))
    assert sum('"findings_' in each["sql"] or '"pghistory_' in each["sql"] for each in asked) == 2
    assert [(each["name"], each["act"].why) for each in response.context["deleted"]] == [
        (f"{place.name} (KP)", "Not places") for place in reversed(places)
    ]


def test_what_was_published_cannot_be_taken_away_by_going_back(client: Client) -> None:
    resolution = make.make_resolution()
    make.make_provision("1718-8", resolution=resolution)
    publishing.publish([resolution.subject], editor="Kim", note="First.")
    url = revert_address(resolution, Past(type(resolution), resolution.pk).changes[0][1].pgh_id)
    asked = client.get(url)

    response = client.post(url, {VERSION: asked.context[VERSION], "why": WHY})

    assert response.context["form"].non_field_errors() == [
        (
            'The provision "1718-8" has been published and cannot be deleted: its key would be free again. '
            "Withdraw it, or merge it into another."
        )
    ]
    assert resolution.provisions.count() == 1


def test_who_may_only_look_brings_nothing_back(db: None) -> None:
    place = make.make_place()
    viewer = logged_in(make_user("lee", "viewer"), Client())
    url = revert_address(place, number_of(Place, place.pk, 0))
    assert (viewer.get(address(place, "history")).status_code, viewer.get(url).status_code) == (200, 403)
    assert viewer.post(url, {VERSION: "", "why": WHY}).status_code == 403


def test_addresses_of_no_record_and_no_change_are_not_found(client: Client) -> None:
    place = make.make_place()
    for url in [
        reverse("admin:findings_place_history", args=[0]),
        reverse("admin:findings_place_history", args=["nonsense"]),
        revert_address(place, 0),
    ]:
        assert client.get(url).status_code == 404


def test_every_kind_of_record_has_its_page_of_deleted_ones(client: Client) -> None:
    for model in TREES:
        assert client.get(reverse(f"admin:findings_{model._meta.model_name}_deleted")).status_code == 200
