"""Two people, one record: the second save is refused with the difference, and what was entered stays in the form."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection, transaction

from findings.admin.records import VERSION
from findings.models import Finding, Involvement
from findings.models.trees import lock, version_of
from tests import factories as make
from tests.findings.admin.sent import add_row, address, editor, errors, open_form, standing

REFUSED = (
    "Somebody has changed this record since you opened it, so nothing was saved. What you entered is kept below. "
    "Compare, bring it together, and save again."
)


@pytest.fixture
def finding(db: None) -> Finding:
    return make.make_finding(title="Opened", involvements=[(make.make_actor(name="One"), "carrier")])


def lines(response: Any) -> list[tuple[str, str, str, str]]:
    return [(each.label, each.opened, each.now, each.yours) for each in response.context["conflict_lines"]]


def test_the_second_save_is_refused_with_the_difference_and_the_next_one_goes_through(finding: Finding) -> None:
    kim, lee = editor("kim"), editor("lee")
    of_kim = open_form(kim, address(finding), title="Of Kim", why="I looked it up.")
    of_lee = open_form(lee, address(finding), title="Of Lee", summary="Also of Lee.", why="I too.")
    assert kim.post(address(finding), of_kim).status_code == 302

    refused = lee.post(address(finding), of_lee)

    assert (refused.status_code, errors(refused)) == (200, {"": [REFUSED]})
    assert lines(refused) == [("Title", "Opened", "Of Kim", "Of Lee")]
    assert [(act.who, act.why) for act in refused.context["conflict"].acts] == [("kim", "I looked it up.")]
    assert Finding.objects.get().title == "Of Kim"
    kept = standing(refused)
    assert (kept["title"], kept["summary"], kept["why"]) == ("Of Lee", "Also of Lee.", "I too.")

    assert lee.post(address(finding), kept).status_code == 302
    assert (Finding.objects.get().title, Finding.objects.get().summary) == ("Of Lee", "Also of Lee.")


def test_rows_are_guarded_with_their_record(finding: Finding) -> None:
    kim, lee = editor("kim"), editor("lee")
    of_lee = open_form(lee, address(finding), title="Of Lee")
    of_kim = open_form(kim, address(finding)) | {"involvement_set-0-role": "broker"}
    assert kim.post(address(finding), of_kim).status_code == 302

    refused = lee.post(address(finding), of_lee)

    assert lines(refused) == [("Involvement: One, Role", "Carrier", "Broker", "Carrier")]
    assert Finding.objects.get().title == "Opened"


def test_a_row_that_another_has_deleted_stays_in_the_form_as_a_new_one(finding: Finding) -> None:
    kim, lee = editor("kim"), editor("lee")
    of_lee = open_form(lee, address(finding)) | {"involvement_set-0-role": "broker"}
    of_lee = add_row(of_lee, "involvement_set", actor=make.make_actor(name="Two").pk, role="victim")
    of_kim = open_form(kim, address(finding)) | {"involvement_set-0-DELETE": "on"}
    assert kim.post(address(finding), of_kim).status_code == 302

    refused = lee.post(address(finding), of_lee)

    assert errors(refused) == {"": [REFUSED]}
    assert lee.post(address(finding), standing(refused)).status_code == 302
    assert sorted((each.actor.name, each.role) for each in finding.involvement_set.all()) == [
        ("One", "broker"),
        ("Two", "victim"),
    ]


def test_a_row_that_another_has_added_is_told_and_stays(finding: Finding) -> None:
    kim, lee = editor("kim"), editor("lee")
    of_lee = open_form(lee, address(finding), title="Of Lee")
    of_kim = add_row(
        open_form(kim, address(finding)), "involvement_set", actor=make.make_actor(name="Two").pk, role="victim"
    )
    assert kim.post(address(finding), of_kim).status_code == 302

    refused = lee.post(address(finding), of_lee)

    assert lines(refused) == [
        ("Involvement: Two, Position", "", "3", "not in your form"),
        ("Involvement: Two, Actor", "", "Two", "not in your form"),
        ("Involvement: Two, Role", "", "Victim", "not in your form"),
    ]
    assert lee.post(address(finding), standing(refused)).status_code == 302
    assert (Finding.objects.get().title, Involvement.objects.count()) == ("Of Lee", 2)


def test_a_change_by_any_other_door_counts_too(finding: Finding) -> None:
    lee = editor("lee")
    of_lee = open_form(lee, address(finding), title="Of Lee")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE findings_finding SET summary = 'By hand'")
    assert errors(lee.post(address(finding), of_lee)) == {"": [REFUSED]}


@pytest.mark.parametrize("version", ["", "nonsense", "0.0", "99999999999999999999.1"])
def test_a_form_without_the_version_that_it_showed_saves_nothing(finding: Finding, version: str) -> None:
    lee = editor("lee")
    sent = open_form(lee, address(finding), title="Of Lee") | {VERSION: version}
    assert errors(lee.post(address(finding), sent)) == {"": [REFUSED]}
    assert Finding.objects.get().title == "Opened"


def test_the_version_changes_with_the_record_and_with_nothing_else(finding: Finding) -> None:
    before = version_of(Finding, finding.pk)
    make.make_finding()
    Finding.objects.filter(pk=finding.pk).update(title="Opened")
    assert version_of(Finding, finding.pk) == before
    make.make_locator(finding.citation_set.get())
    assert version_of(Finding, finding.pk) != before


@pytest.mark.django_db(transaction=True)
def test_a_save_waits_for_another_that_is_under_way_and_is_then_refused() -> None:
    finding = make.make_finding(title="Opened")
    lee = editor("lee")
    of_lee = open_form(lee, address(finding), title="Of Lee")
    answers: list[Any] = []

    def save() -> None:
        answers.append(lee.post(address(finding), of_lee))
        connection.close()

    with transaction.atomic():
        lock(Finding, finding.pk)
        second = threading.Thread(target=save)
        second.start()
        second.join(0.5)
        waits = second.is_alive()
        Finding.objects.filter(pk=finding.pk).update(title="Of Kim")
    second.join(10)

    assert (waits, errors(answers[0])) == (True, {"": [REFUSED]})
    assert Finding.objects.get().title == "Of Kim"


@pytest.mark.django_db(transaction=True)
def test_a_load_and_a_save_do_not_write_at_the_same_time() -> None:
    """A load locks the tables against writing; a save asks for its locks before it looks at what it saves."""
    finding = make.make_finding(title="Opened")
    held: list[bool] = []

    def save() -> None:
        with transaction.atomic():
            lock(Finding, finding.pk)
            held.append(True)
        connection.close()

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE findings_finding IN SHARE ROW EXCLUSIVE MODE")
        second = threading.Thread(target=save)
        second.start()
        second.join(0.5)
        assert held == []
    second.join(10)
    assert held == [True]
