"""What is sent when the session has ended: it waits for the log-in, and is sent again by whoever sent it."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from findings.admin.kept import packed, unpacked
from findings.models import Finding
from tests import factories as make
from tests.findings.admin.desk import PASSWORD, code_of, logged_in, make_user
from tests.findings.admin.sent import add_row, address, open_form

HERE = "http://testserver"


@pytest.fixture
def kim(db: None) -> User:
    return make_user("kim", is_superuser=True)


def hidden(response: Any) -> dict[str, Any]:
    """The hidden fields of a page, but for the token."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', response.content.decode())
    return {name: html.unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def entered(client: Client, finding: Finding) -> dict[str, Any]:
    """A form with a new title and a new row, as it stands in a browser while its session ends."""
    sent = open_form(client, address(finding), title="Entered in an hour", summary="One.\nTwo “two”.")
    sent = add_row(sent, "quantity_set", qualifier="exact", low="2", high="2", unit="ships", measure="ships")
    Session.objects.all().delete()
    return sent | {"_continue": "Save and continue editing"}


def test_what_is_sent_after_the_session_has_ended_waits_for_the_log_in(kim: User) -> None:
    finding = make.make_finding()
    client = logged_in(kim, Client())
    sent = entered(client, finding)

    asked = client.post(address(finding), sent)
    assert asked.status_code == 403
    assert "Your session has ended, so nothing was done. What you entered is kept" in asked.content.decode()
    assert (hidden(asked)["next"], Finding.objects.get().title) == (address(finding), finding.title)

    wrong = {"username": "kim", "password": "wrong", "token": "", **hidden(asked)}
    again = client.post("/admin/login/", wrong)
    assert hidden(again)["kept"] == hidden(asked)["kept"]
    right = {"username": "kim", "password": PASSWORD, "token": code_of(kim), **hidden(again)}
    page = client.post("/admin/login/", right)
    assert "Your session had ended when you sent this, so nothing was done." in page.content.decode()
    assert PASSWORD not in page.content.decode()
    assert "The editors’ room" in page.content.decode()
    assert hidden(page) == {name: str(value) for name, value in sent.items()}
    assert Finding.objects.get().title == finding.title

    saved = client.post(address(finding), hidden(page))
    assert (saved.status_code, saved.headers["Location"]) == (302, address(finding))
    finding.refresh_from_db()
    assert (finding.title, finding.summary, finding.quantity_set.count()) == (
        "Entered in an hour",
        "One.\nTwo “two”.",
        1,
    )


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(kim: User) -> None:
    finding = make.make_finding()
    client = logged_in(kim, Client())
    sent = entered(client, finding)
    Finding.objects.update(title="Saved by another")
    client.post(address(finding), sent)
    logged_in(kim, client)
    page = client.post(address(finding), sent).content.decode()
    assert "Somebody has changed this record since you opened it, so nothing was saved." in page
    assert Finding.objects.get().title == "Saved by another"


@pytest.mark.parametrize(
    ("where", "sent"),
    [
        ("/admin/logout/", {}),
        (
            "/admin/password_change/",
            {"old_password": PASSWORD, "new_password1": "a-secret", "new_password2": "a-secret"},
        ),
        ("/admin/auth/user/add/", {"username": "lee", "password1": "a-secret", "password2": "a-secret"}),
        ("/admin/findings/importrun/add/", {"what": "actor", "file": SimpleUploadedFile("a.csv", b"slug,name\n")}),
    ],
    ids=["log-out", "password", "account", "file"],
)
def test_secrets_and_files_are_not_carried_on(db: None, where: str, sent: dict[str, Any]) -> None:
    response = Client().post(where, sent)
    assert (response.status_code, b"a-secret" in response.content, b"kept" in response.content) == (302, False, False)


def test_a_page_that_was_opened_before_the_last_log_in_is_sent_again(kim: User) -> None:
    """In one tab the form, in another the new log-in: the form has the token of the old one."""
    finding = make.make_finding()
    client = logged_in(kim, Client(enforce_csrf_checks=True))
    sent = open_form(client, address(finding), title="Entered before") | {"csrfmiddlewaretoken": "a" * 64}

    refused = client.post(address(finding), sent, headers={"Origin": HERE})

    assert refused.status_code == 403
    assert "The page that you sent was opened before your last log-in" in refused.content.decode()
    assert hidden(refused)["title"] == "Entered before"
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', refused.content.decode())
    assert token is not None
    client.post(address(finding), hidden(refused) | {"csrfmiddlewaretoken": token[1]}, headers={"Origin": HERE})
    assert Finding.objects.get().title == "Entered before"


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", None])
def test_what_another_site_has_sent_is_not_offered(kim: User, origin: str | None) -> None:
    client = logged_in(kim, Client(enforce_csrf_checks=True))
    client.get("/admin/")
    headers = {"Origin": origin} if origin else {}
    refused = client.post("/admin/publish/", {"subject": "finding:X-001", "note": "Theirs"}, headers=headers)
    page = refused.content.decode()
    assert (refused.status_code, "This page was too old" in page, "Theirs" in page) == (403, True, False)


def test_a_password_that_was_sent_with_an_old_token_is_not_repeated(kim: User) -> None:
    client = Client(enforce_csrf_checks=True)
    sent = {"username": "kim", "password": PASSWORD, "csrfmiddlewaretoken": "a" * 64}
    client.cookies[settings.CSRF_COOKIE_NAME] = "b" * 32
    refused = client.post("/admin/login/", sent, headers={"Origin": HERE})
    assert (refused.status_code, PASSWORD in refused.content.decode()) == (403, False)


@given(st.lists(st.tuples(st.text(), st.text())))
def test_fields_are_carried_as_they_are(fields: list[tuple[str, str]]) -> None:
    assert unpacked(packed(fields)) == fields


@given(st.text() | st.sampled_from(["null", "3", "[1]", '["ab"]', '[["a"]]', '{"ab": 1}', '[["a", "b", "c"]]']))
def test_what_is_no_such_text_holds_no_fields(text: str) -> None:
    assert all(len(each) == 2 for each in unpacked(text))
