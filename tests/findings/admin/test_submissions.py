"""Submissions: what one person asks to be published, another decides, and a time may be set for."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from findings.caching import version_poll
from findings.models import Actor, DatasetVersion, DeskSettings, Edition, Finding, Submission
from tests import factories as make
from tests.findings.admin.desk import logged_in, make_user
from tests.findings.admin.publishing_page import PUBLIC, REFERENCE, contents_in, look, send, texts
from tests.findings.admin.sent import address, open_form
from tests.findings.publishing.acts import change

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_poll")]


# A second person


def test_an_editor_submits_and_a_publisher_decides(published: Finding, publisher: Client, editor: Client) -> None:
    change(published, title="Over 30,000 containers")
    assert "Submit for publication" in look(editor, published)
    send(editor, published, kind="correction", note="The figure was wrong.")
    submission = Submission.objects.get()
    assert (submission.state, submission.submitted_by.username, DatasetVersion.objects.count()) == ("waiting", "eve", 1)
    address = reverse("admin:findings_submission_change", args=[submission.pk])
    assert "finding:MSMT-2025-1-001" in texts(publisher.get("/admin/findings/submission/"))
    assert editor.post(address, {"decision": "approve", "contents": submission.contents}).status_code == 403
    page = texts(publisher.get(address))
    assert re.search(r"<ins>.*30.*</ins>", page)
    publisher.post(address, {"decision": "approve", "contents": contents_in(page)})
    submission.refresh_from_db()
    assert (submission.state, submission.published_in_id, str(submission.decided_by)) == (
        "published",
        2,
        "pat-of-the-desk",
    )
    assert "Over 30,000 containers" in Client().get(PUBLIC).content.decode()
    assert Edition.objects.get(key=REFERENCE, number=2).published_by == "pat-of-the-desk"


def test_where_the_desk_asks_for_two_nobody_publishes_his_own(published: Finding, publisher: Client) -> None:
    make.make_desk_settings(second_person=True)
    change(published, title="Over 30,000 containers")
    send(publisher, published)
    submission = Submission.objects.get()
    address = reverse("admin:findings_submission_change", args=[submission.pk])
    page = texts(publisher.get(address))
    assert "You submitted this yourself. The rules of the desk ask for a second person." in page
    assert 'value="approve"' not in page
    own = texts(publisher.post(address, {"decision": "approve", "contents": submission.contents}))
    assert "The rules of the desk ask for a second person." in own
    assert DatasetVersion.objects.count() == 1
    logged_in(make_user("quinn", "publisher")).post(address, {"decision": "approve", "contents": contents_in(page)})
    assert DatasetVersion.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_nobody_approves_a_name_that_he_has_given_since(published: Finding, publisher: Client, editor: Client) -> None:
    """The finding would carry it."""
    make.make_desk_settings(second_person=True)
    change(published, title="Over 30,000 containers")
    send(editor, published)
    submission = Submission.objects.get()
    record = address(Actor.objects.get())
    assert publisher.post(record, open_form(publisher, record) | {"name": "Unseen name"}).status_code == 302
    decide = reverse("admin:findings_submission_change", args=[submission.pk])
    page = texts(publisher.get(decide))
    assert "You have changed angara since this was submitted, so you would publish your own words." in page
    publisher.post(decide, {"decision": "approve", "contents": contents_in(page)})
    assert "Unseen name" not in Client().get(PUBLIC).content.decode()


@pytest.mark.django_db(transaction=True)  # the time of a change is that of its transaction
def test_nobody_approves_what_he_has_written_since(published: Finding, publisher: Client, editor: Client) -> None:
    """A submission of somebody else is no way around the second person: another publisher may approve it."""
    make.make_desk_settings(second_person=True)
    change(published, title="Over 30,000 containers")
    send(editor, published)
    submission = Submission.objects.get()
    decide = reverse("admin:findings_submission_change", args=[submission.pk])
    assert 'value="approve"' in texts(publisher.get(decide))
    record = address(published)
    assert publisher.post(record, open_form(publisher, record) | {"summary": "Unseen words."}).status_code == 302
    page = texts(publisher.get(decide))
    sentence = f"You have changed {REFERENCE} since this was submitted, so you would publish your own words."
    assert sentence in page
    assert 'value="approve"' not in page
    assert ">Decline</button>" in re.sub(r"\s+(?=</button>)|(?<=>)\s+", "", page)
    assert sentence in texts(publisher.post(decide, {"decision": "approve", "contents": contents_in(page)}))
    assert "Unseen words." not in Client().get(PUBLIC).content.decode()
    other = logged_in(make_user("quinn", "publisher"))
    other.post(decide, {"decision": "approve", "contents": contents_in(texts(other.get(decide)))})
    assert "Unseen words." in Client().get(PUBLIC).content.decode()


def test_what_is_approved_is_what_was_looked_at(published: Finding, publisher: Client, editor: Client) -> None:
    change(published, title="Over 30,000 containers")
    send(editor, published)
    submission = Submission.objects.get()
    address = reverse("admin:findings_submission_change", args=[submission.pk])
    seen = contents_in(texts(publisher.get(address)))
    change(published, title="Over 90,000 containers")
    page = texts(publisher.post(address, {"decision": "approve", "contents": seen}))
    assert "has changed since it was looked at" in page
    assert "has changed since this was submitted" in page
    assert DatasetVersion.objects.count() == 1
    publisher.post(address, {"decision": "approve", "contents": contents_in(page)})
    assert "Over 90,000 containers" in Client().get(PUBLIC).content.decode()


def test_a_submission_is_declined_with_a_reason(published: Finding, publisher: Client, editor: Client) -> None:
    change(published, title="Over 30,000 containers")
    send(editor, published)
    submission = Submission.objects.get()
    address = reverse("admin:findings_submission_change", args=[submission.pk])
    assert "Say why" in texts(publisher.post(address, {"decision": "decline", "reason": " "}))
    publisher.post(address, {"decision": "decline", "reason": "Page 11 says twenty."})
    submission.refresh_from_db()
    assert (submission.state, submission.outcome, DatasetVersion.objects.count()) == (
        "declined",
        "Page 11 says twenty.",
        1,
    )
    assert "Page 11 says twenty." in texts(editor.get(address))
    late = {"decision": "approve", "contents": submission.contents}
    assert "This submission is not waiting any more: it is declined." in texts(publisher.post(address, late))


def test_a_record_tells_what_became_of_its_submission(published: Finding, publisher: Client, editor: Client) -> None:
    """Nobody submits it twice, and who submitted it learns why it was declined."""

    def told() -> list[str]:
        page = re.sub(r"\s+", " ", texts(editor.get(address(published))))
        found = re.findall(r'<p> ?(<a href="/admin/findings/submission/\d+/change/">.*?)</p>', page)
        return [re.sub("<[^>]+>", "", each).strip() for each in found]

    change(published, title="Over 30,000 containers")
    assert told() == []
    send(editor, published)
    submission = Submission.objects.get()
    day = f"{submission.submitted_at:%-d %B %Y}"
    assert told() == [f"It was submitted by eve on {day}: waiting for a decision."]
    decide = reverse("admin:findings_submission_change", args=[submission.pk])
    publisher.post(decide, {"decision": "decline", "reason": "Page 11 says twenty."})
    assert told() == [f"Its last submission was declined by pat-of-the-desk on {day}. Page 11 says twenty."]
    change(published, title="Over 20,000 containers")
    assert told() == []


def test_an_author_takes_back_his_own_and_no_other(published: Finding, editor: Client) -> None:
    change(published, title="Over 30,000 containers")
    send(editor, published)
    submission = Submission.objects.get()
    address = reverse("admin:findings_submission_change", args=[submission.pk])
    other = logged_in(make_user("ed", "editor"))
    assert other.post(address, {"decision": "decline", "reason": "No."}).status_code == 403
    assert "Take it back" in texts(editor.get(address))
    editor.post(address, {"decision": "decline", "reason": "Too early."})
    submission.refresh_from_db()
    assert submission.state == "declined"


# A time


@pytest.fixture
def scheduled(published: Finding, publisher: Client) -> Submission:
    """A correction, approved for tomorrow."""
    make.make_desk_settings(scheduling=True)
    change(published, title="Over 30,000 containers")
    tomorrow = timezone.now() + dt.timedelta(days=1)
    send(publisher, published, note="Embargoed until the report is out.", due_at=f"{tomorrow:%Y-%m-%dT%H:%M}")
    return Submission.objects.get()


def due(submission: Submission) -> None:
    Submission.objects.filter(pk=submission.pk).update(due_at=timezone.now() - dt.timedelta(minutes=1))


def test_what_is_approved_for_a_time_waits_for_it(scheduled: Submission, capsys: Any) -> None:
    assert (scheduled.state, DatasetVersion.objects.count()) == ("approved", 1)
    call_command("publish_due")
    assert capsys.readouterr().out == "Nothing is due.\n"
    due(scheduled)
    call_command("publish_due")
    assert capsys.readouterr().out == f"Submission {scheduled.pk} is published: Dataset version 2.\n"
    scheduled.refresh_from_db()
    assert (scheduled.state, scheduled.published_in_id) == ("published", 2)
    version_poll.forget()
    assert "Over 30,000 containers" in Client().get(PUBLIC).content.decode()
    call_command("publish_due")
    assert DatasetVersion.objects.count() == 2


def test_what_has_changed_since_is_not_published_and_waits_for_another_look(
    scheduled: Submission, published: Finding, capsys: Any
) -> None:
    change(published, title="Over 90,000 containers")
    due(scheduled)
    with pytest.raises(SystemExit) as ended:
        call_command("publish_due")
    assert ended.value.code == 1
    sentence = "A record, or what is published of it, has changed since it was looked at. Look at it again."
    assert capsys.readouterr().err == f"Submission {scheduled.pk} was not published. {sentence}\n"
    scheduled.refresh_from_db()
    assert (scheduled.state, scheduled.outcome, scheduled.decided_by) == ("waiting", sentence, None)
    assert DatasetVersion.objects.count() == 1


def test_a_time_is_asked_for_where_the_desk_allows_it_and_is_to_come(published: Finding, publisher: Client) -> None:
    change(published, title="Over 30,000 containers")
    assert 'name="due_at"' not in look(publisher, published)
    make.make_desk_settings(scheduling=True)
    assert 'name="due_at"' in look(publisher, published)
    assert "This time is past." in texts(send(publisher, published, due_at="2020-01-01T00:00"))


def test_times_in_the_list_of_submissions_are_told_in_utc(scheduled: Submission, publisher: Client) -> None:
    """A publisher in another time zone reads them as they are meant."""
    Submission.objects.update(
        submitted_at=dt.datetime(2026, 3, 1, 22, 5, tzinfo=dt.UTC), due_at=dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
    )
    page = texts(publisher.get("/admin/findings/submission/"))
    assert "Submitted at (UTC)" in page
    assert re.findall(r'<td class="field-(submitted_at|due_at)[^"]*">(.*?)</td>', page) == [
        ("submitted_at", "2026-03-01 22:05"),
        ("due_at", "2026-03-02 09:00"),
    ]


def test_administrators_set_the_rules_of_the_desk(published: Finding, publisher: Client) -> None:
    administrator = logged_in(make_user("ada", "administrator"))
    form = administrator.get("/admin/findings/desksettings/", follow=True)
    assert form.redirect_chain[-1][0] == "/admin/findings/desksettings/1/change/"
    administrator.post("/admin/findings/desksettings/1/change/", {"second_person": "on"})
    assert DeskSettings.objects.current().second_person is True
    assert publisher.post("/admin/findings/desksettings/1/change/", {}).status_code == 403
    assert DeskSettings.objects.current().second_person is True
