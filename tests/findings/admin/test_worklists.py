"""The work lists: what waits, how many, and that the list behind each number holds exactly that."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from findings import publishing
from findings.admin import worklists
from findings.admin.worklists import unpublished, waiting
from findings.curation.merging import merge
from findings.models import Actor, ActorAlias, Finding, Locator, Review, Source
from findings.publishing import ledger
from findings.vocabulary import SubjectKind
from tests.factories import (
    make_actor,
    make_event,
    make_finding,
    make_link_check,
    make_proposal,
    make_provision,
    make_source,
    make_submission,
)
from tests.findings.admin.desk import logged_in, make_user

pytestmark = pytest.mark.django_db


def lists(user: User) -> dict[str, int]:
    """Title → number, as the user's front page has them."""
    request = RequestFactory().get("/admin/")
    request.user = user
    return {each.title: each.number for each in waiting(request)}


def fill() -> None:
    """One thing to do on every list."""
    finding = make_finding(recheck=True)
    make_finding(report=finding.report, period_start="2030-01-01", period_end="2030-12-31")
    make_event(report=finding.report, recheck=True)
    make_source(consulted=False, url="")
    make_provision(paragraph_checked=False)
    dead = make_source()
    make_link_check(url=dead.url, state="gone")
    make_actor(actor_kind="company")
    make_actor(actor_kind="state")
    make_proposal()
    make_submission()


def listed(client: Client, address: str) -> list[str]:
    """What a list of the admin shows, by the words of the links in it."""
    response = client.get(address)
    assert response.status_code == 200, address
    return [str(each) for each in response.context["cl"].result_list]


def test_each_number_leads_to_a_list_that_holds_exactly_that() -> None:
    fill()
    user = make_user("kim", "editor")
    client = logged_in(user)

    shown = client.get("/admin/").context["work_lists"]

    assert [each.title for each in shown if not each.title.startswith("Unpublished")] == [
        "Submissions to decide",
        "Findings with an earlier name",
        "Findings to recheck",
        "Events to recheck",
        "Findings with a detail without a source",
        "Findings that end after their report",
        "Findings that date whole months to the day",
        "Sources to consult",
        "Provisions with an unchecked number",
        "Actors without a number",
        "Sources without an archived copy",
        "Dead links",
        "Findings nobody has looked at for a year",
        "Open proposals",
    ]
    for each in shown:
        assert len(listed(client, each.url)) == each.number, each.title
    assert [each.title for each in shown if not each.number] == [
        "Findings with an earlier name",
        "Findings nobody has looked at for a year",
    ]
    assert [each.number for each in shown if each.title == "Actors without a number"] == [1]


def test_the_front_page_takes_so_many_statements_whatever_waits() -> None:
    user = make_user("kim", "publisher")
    fill()
    publishing.publish(publishing.every_record(), editor="ed", note="First.")
    client = logged_in(user)
    client.get("/admin/")

    def statements() -> int:
        worklists._REMEMBERED.clear()
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/admin/").status_code == 200
        return len(queries)

    one = statements()
    for _ in range(2):
        fill()
    publishing.publish(publishing.every_record(), editor="ed", note="More.")
    assert statements() == one


def test_somebody_who_may_see_nothing_has_no_lists() -> None:
    fill()
    assert lists(make_user("adm", app=False)) == {}
    assert "Findings to recheck" in lists(make_user("kim", "viewer", app=False))


# Unpublished changes


def keys(model: Any) -> list[str]:
    return sorted(getattr(each, each.key_field) for each in unpublished(model))


@pytest.fixture
def published() -> Finding:
    """A finding with a source and an actor, all of it published."""
    finding = make_finding(
        "CTX-001",
        involvements=[(make_actor("angara"), "carrier")],
        citations=[(make_source("report"), "origin", "p. 1")],
    )
    publish_everything()
    return finding


def publish_everything() -> None:
    publishing.publish(publishing.every_record(), editor="ed", note="All of it.")


def test_what_was_never_published_waits(published: Finding) -> None:
    assert (keys(Finding), keys(Actor), keys(Source)) == ([], [], [])
    make_actor("new")
    assert (keys(Finding), keys(Actor), keys(Source)) == ([], ["new"], [])


def change_the_finding(finding: Finding) -> None:
    Finding.objects.update(title="Changed")


def change_a_row(finding: Finding) -> None:
    finding.involvement_set.update(role="broker")


def take_a_row_away(finding: Finding) -> None:
    finding.involvement_set.all().delete()


def change_a_place(finding: Finding) -> None:
    Locator.objects.update(start="2", printed="p. 2")


def take_a_place_away(finding: Finding) -> None:
    Locator.objects.all().delete()


@pytest.mark.parametrize(
    "change", [change_the_finding, change_a_row, take_a_row_away, change_a_place, take_a_place_away]
)
def test_what_was_changed_since_waits(published: Finding, change: Any) -> None:
    change(published)
    assert (keys(Finding), keys(Actor), keys(Source)) == (["CTX-001"], [], [])
    publish_everything()
    assert keys(Finding) == []


def test_what_was_changed_back_does_not_wait(published: Finding) -> None:
    title = published.title
    Finding.objects.update(title="Changed")
    Finding.objects.update(title=title)
    assert keys(Finding) == []


def test_what_was_withdrawn_does_not_wait(published: Finding) -> None:
    publishing.withdraw(SubjectKind.FINDING, "CTX-001", editor="ed", note="It was wrong.")
    change_the_finding(published)
    assert keys(Finding) == []


def test_an_actor_waits_for_its_rows_and_for_what_was_merged_into_it(published: Finding) -> None:
    make_actor("angara-2", name="Angara 2")
    publish_everything()
    ActorAlias.objects.create(actor=Actor.objects.get(key="angara"), name="Emelyanovskiy")
    assert keys(Actor) == ["angara"]
    publish_everything()
    merge(SubjectKind.ACTOR, "angara", "angara-2", editor="ed", reason="One ship.")
    assert keys(Actor) == ["angara"]


def test_what_did_not_change_is_not_compared_again(published: Finding) -> None:
    """Only what could differ is compiled: here nothing, once the hour after a publication is over."""
    with connection.cursor() as cursor:
        for table in ("findings_finding", "findings_involvement", "findings_citation", "findings_locator"):
            cursor.execute(f"ALTER TABLE {table}change DISABLE TRIGGER ALL")
            cursor.execute(f"UPDATE {table}change SET pgh_created_at = now() - interval '3 hours'")  # noqa: S608
            cursor.execute(f"ALTER TABLE {table}change ENABLE TRIGGER ALL")
    with CaptureQueriesContext(connection) as queries:
        assert keys(Finding) == []
    assert [each["sql"] for each in queries if 'FROM "findings_citation"' in each["sql"]] == []


def compared(look: Callable[[], Any]) -> int:
    """How many statements read citations, which only a comparison with an edition needs."""
    with CaptureQueriesContext(connection) as queries:
        look()
    return len([each for each in queries if 'FROM "findings_citation"' in each["sql"]])


def test_what_was_compared_is_compared_again_only_after_a_change_or_a_publication(published: Finding) -> None:
    """Also right after a load and its publication, when everything could differ."""
    counts = [compared(lambda: keys(Finding)), compared(lambda: keys(Finding))]
    change_a_row(published)
    counts += [compared(lambda: keys(Finding)), compared(lambda: keys(Finding))]
    publish_everything()
    counts += [compared(lambda: keys(Finding)), compared(lambda: keys(Finding))]
    assert [bool(each) for each in counts] == [True, False, True, False, True, False]


# Earlier names


def test_a_finding_waits_while_it_carries_an_earlier_name_of_an_actor(published: Finding) -> None:
    make_finding("CTX-009", citations=[(make_source(), "origin", "p. 1")])  # names nobody
    publish_everything()
    client = logged_in(make_user("kim", "publisher"))
    address = "/admin/findings/finding/?work=names"
    assert listed(client, address) == []

    Actor.objects.update(name="Emelyanovskiy")
    assert listed(client, address) == []  # readers do not have the new name yet

    publishing.publish([(SubjectKind.ACTOR, "angara")], editor="ed", note="Renamed.")
    assert listed(client, address) == [str(published)]

    publishing.publish([published.subject], editor="ed", note="With its new name.")
    assert listed(client, address) == []


# A year


def publish_days_ago(days: int, monkeypatch: pytest.MonkeyPatch) -> Finding:
    """A finding that was published so long ago, by the clock of the ledger."""
    finding = make_finding("CTX-002", citations=[(make_source(), "origin")])
    with monkeypatch.context() as patched:
        patched.setattr(ledger, "timezone", SimpleNamespace(now=lambda: timezone.now() - dt.timedelta(days=days)))
        publishing.publish([finding.subject], editor="ed", note="First.")
    return finding


@pytest.mark.parametrize(("days", "overdue"), [(364, 0), (366, 1)])
def test_a_finding_is_due_for_a_look_after_a_year(days: int, overdue: int, monkeypatch: pytest.MonkeyPatch) -> None:
    make_finding()  # not published: it waits for other things
    publish_days_ago(days, monkeypatch)
    year_ago = timezone.now() - dt.timedelta(days=365)
    assert Finding.objects.not_looked_at_since(year_ago).count() == overdue


def test_a_review_by_an_editor_counts_as_a_look(monkeypatch: pytest.MonkeyPatch) -> None:
    published = publish_days_ago(400, monkeypatch)
    client = logged_in(make_user("kim", "editor"))
    assert listed(client, "/admin/findings/finding/?work=overdue") == [str(published)]

    sent = {"action": "review_selected", "_selected_action": [str(published.pk)]}
    response = client.post("/admin/findings/finding/?work=overdue", sent, follow=True)

    assert "1 finding is marked as reviewed." in response.content.decode()
    assert list(Review.objects.values_list("finding", "reviewed_by")) == [(published.pk, "kim")]
    assert listed(client, "/admin/findings/finding/?work=overdue") == []


def test_a_viewer_reviews_nothing(published: Finding) -> None:
    client = logged_in(make_user("vi", "viewer"))
    sent = {"action": "review_selected", "_selected_action": [str(published.pk)]}
    client.post("/admin/findings/finding/", sent)
    assert Review.objects.count() == 0
