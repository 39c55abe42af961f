"""What was declined: its author finds it on the front page of the desk, until it is answered; others do not."""

from __future__ import annotations

import datetime as dt
import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from findings.admin import worklists
from findings.admin.sent_back import AT_ONCE
from findings.models import Finding, Submission
from findings.publishing import ledger
from tests import factories as make
from tests.findings.admin.desk import logged_in, make_user
from tests.findings.admin.publishing_page import PUBLISH, REFERENCE, contents_in, name, send, texts
from tests.findings.admin.sent import address
from tests.findings.publishing.acts import change

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_poll")]

REASON = "Page 11 says twenty."


def page_of(submission: Submission) -> str:
    return reverse("admin:findings_submission_change", args=[submission.pk])


def declined(finding: Finding, author: Client, publisher: Client, **sent: Any) -> Submission:
    """What this author submitted of the finding, and the publisher sent back."""
    send(author, finding, **sent)
    submission = Submission.objects.latest("pk")
    publisher.post(page_of(submission), {"decision": "decline", "reason": REASON})
    return submission


def told(client: Client) -> list[tuple[list[str], str, list[str]]]:
    """Of each entry: the records that it names, what it says, and where it leads."""
    page = re.sub(r"\s+", " ", texts(client.get("/admin/")))
    part = re.search(r"<h2>Sent back to you</h2>.*?</table>", page)
    rows = re.findall(r"<tr> ?<th scope=\"row\">.*?</tr>", part[0]) if part else []
    found = []
    for row in rows:
        records, _said, rest = re.split(r'(<span class="told">)', row)
        words = re.sub(r" +", " ", re.sub("<[^>]+>", "", rest.partition("</span>")[0])).strip()
        named = [each.strip() for each in re.findall(r"<a [^>]*>(.*?)</a>", records)]
        found.append((named, words, re.findall(r'href="(.*?)"', row)))
    return found


def counted(client: Client) -> dict[str, int]:
    return {each.title: each.number for each in client.get("/admin/").context["work_lists"]}


@pytest.fixture
def sent_back(published: Finding, publisher: Client, editor: Client) -> Submission:
    """A correction that eve submitted, and pat-of-the-desk declined."""
    change(published, title="Over 30,000 containers")
    submission = declined(published, editor, publisher)
    submission.refresh_from_db()
    return submission


def test_an_author_finds_what_was_sent_back(sent_back: Submission, published: Finding, editor: Client) -> None:
    assert told(editor) == [
        (
            [f"{REFERENCE} Over 30,000 containers"],
            f"Declined by pat-of-the-desk on {sent_back.decided_at:%-d %B %Y, %H:%M} UTC: {REASON}",
            [address(published), page_of(sent_back)],
        )
    ]


def test_nobody_else_finds_it_there_and_publishers_see_its_number(sent_back: Submission, publisher: Client) -> None:
    others = {role: logged_in(make_user(f"other-{role}", role)) for role in ("viewer", "editor", "administrator")}
    for other in others.values():
        assert REASON not in texts(other.get("/admin/"))
        assert "Submissions sent back" not in counted(other)
    assert REASON not in texts(publisher.get("/admin/"))
    assert counted(publisher)["Submissions sent back"] == 1
    listed = publisher.get("/admin/findings/submission/?work=back").context["cl"].result_list
    assert list(listed) == [sent_back]


def test_it_stands_there_until_it_is_submitted_again(
    sent_back: Submission, published: Finding, editor: Client, publisher: Client
) -> None:
    send(editor, published, note="Page 12 says thirty.")
    assert (told(editor), counted(publisher)["Submissions sent back"]) == ([], 0)
    assert "Set it aside" not in texts(editor.get(page_of(sent_back)))
    again = Submission.objects.latest("pk")
    publisher.post(page_of(again), {"decision": "decline", "reason": "Not on page 12 either."})
    assert [(urls[-1], said.endswith("Not on page 12 either.")) for _named, said, urls in told(editor)] == [
        (page_of(again), True)
    ]


def test_it_is_answered_where_somebody_else_publishes_the_record(
    sent_back: Submission, published: Finding, editor: Client, publisher: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = timezone.now() + dt.timedelta(hours=1)  # times of publication are told to the second
    monkeypatch.setattr(ledger, "timezone", SimpleNamespace(now=lambda: later))
    publisher.post(PUBLISH, publication(publisher, published))
    assert told(editor) == []
    change(published, title="Over 40,000 containers")
    assert told(editor) == []  # another change, of which nobody has asked anything


def publication(client: Client, finding: Finding) -> dict[str, Any]:
    seen = contents_in(texts(client.get(PUBLISH, {"subject": name(finding)})))
    return {"subject": name(finding), "edition_kind": "update", "note": "Read again.", "contents": seen}


def test_it_is_answered_where_the_record_says_again_what_is_in_force(
    sent_back: Submission, published: Finding, editor: Client
) -> None:
    change(published, title="Over 20,000 containers")
    assert told(editor) == []


def test_an_author_sets_it_aside_and_nobody_else_does(
    sent_back: Submission, published: Finding, editor: Client, publisher: Client
) -> None:
    assert "Set it aside" not in texts(publisher.get(page_of(sent_back)))
    assert publisher.post(page_of(sent_back), {"decision": "set aside"}).status_code == 403
    assert len(told(editor)) == 1
    assert "Set it aside" in texts(editor.get(page_of(sent_back)))
    answer = editor.post(page_of(sent_back), {"decision": "set aside"}, follow=True)
    assert "Set aside: your front page does not name it any more." in texts(answer)
    assert (told(editor), counted(publisher)["Submissions sent back"]) == ([], 0)
    late = texts(editor.post(page_of(sent_back), {"decision": "set aside"}))
    assert "This submission was not sent back to you, or you have set it aside already." in late
    sent_back.refresh_from_db()
    assert (sent_back.state, sent_back.outcome, sent_back.decided_by.username) == (  # type: ignore[union-attr]
        "declined",
        REASON,
        "pat-of-the-desk",
    )


def test_what_waits_cannot_be_set_aside(published: Finding, editor: Client) -> None:
    change(published, title="Over 30,000 containers")
    send(editor, published)
    submission = Submission.objects.get()
    editor.post(page_of(submission), {"decision": "set aside"})
    submission.refresh_from_db()
    assert (submission.state, submission.set_aside_at) == ("waiting", None)


def test_what_an_author_took_back_himself_is_not_told(published: Finding, editor: Client) -> None:
    change(published, title="Over 30,000 containers")
    declined(published, editor, editor)
    assert Submission.objects.get().state == "declined"
    assert told(editor) == []


def test_a_withdrawal_that_was_declined_is_told_while_the_record_is_public(
    published: Finding, editor: Client, publisher: Client
) -> None:
    submission = declined(published, editor, publisher, kind="withdrawal", note="It was wrong.")
    assert [urls[-1] for _named, _said, urls in told(editor)] == [page_of(submission)]
    publisher.post(PUBLISH, publication(publisher, published) | {"edition_kind": "withdrawal"})
    assert told(editor) == []


def test_a_record_that_was_withdrawn_and_should_come_back(
    published: Finding, editor: Client, publisher: Client
) -> None:
    publisher.post(PUBLISH, publication(publisher, published) | {"edition_kind": "withdrawal"})
    submission = declined(published, editor, publisher, again="on")
    assert (submission.again, [urls[-1] for _named, _said, urls in told(editor)]) == (True, [page_of(submission)])


def test_of_several_records_those_are_named_that_wait(published: Finding, editor: Client, publisher: Client) -> None:
    cited = [(make.make_source(), "origin", "p. 12")]
    others = [make.make_finding(f"MSMT-2025-1-00{n}", report=published.report, citations=cited) for n in range(2, 6)]
    send(editor, *others, kind="first")
    submission = Submission.objects.get()
    publisher.post(page_of(submission), {"decision": "decline", "reason": REASON})
    others[0].delete()
    assert [len(named) for named, _said, _urls in told(editor)] == [3]
    send(editor, others[1], kind="first")
    ((named, _said, _urls),) = told(editor)
    assert named == [str(each) for each in others[2:]]


def test_the_front_page_tells_so_many_in_so_many_statements(published: Finding) -> None:
    author, decider = make_user("ann", "editor"), User.objects.create(username="dee")
    client = logged_in(author)
    client.get("/admin/")

    def statements(number: int) -> tuple[int, int]:
        for _ in range(number):
            finding = make.make_finding(report=published.report)
            make.make_submission(
                author,
                subjects=[name(finding)],
                state="declined",
                decided_by=decider,
                decided_at="2030-01-01T00:00Z",
                outcome=REASON,
            )
        worklists._REMEMBERED.clear()
        with CaptureQueriesContext(connection) as queries:
            shown = client.get("/admin/").context["sent_back"]
        return len(shown), len(queries)

    one, few = statements(1), statements(AT_ONCE - 2)
    assert (one[0], few[0]) == (1, AT_ONCE - 1)
    assert few[1] == one[1]
    assert statements(6)[0] == AT_ONCE
    assert "and 5 more" in texts(client.get("/admin/"))
