"""A button that is pressed twice: the act is done once, and whoever pressed it is told so and not that it failed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from findings.models import DatasetVersion, Edition, Finding, Redaction, Submission
from tests import factories as make
from tests.findings.admin.desk import logged_in, make_user
from tests.findings.admin.publishing_page import PUBLISH, REFERENCE, contents_in, look, name, texts
from tests.findings.publish import publish_everything
from tests.findings.publishing.acts import change

pytestmark = pytest.mark.django_db


@pytest.fixture
def published() -> Finding:
    finding = make.make_finding(REFERENCE, citations=[(make.make_source(), "origin", "p. 11")])
    publish_everything()
    return finding


@pytest.fixture
def publisher() -> Client:
    return logged_in(make_user("pat", "publisher"))


def filled(client: Client, finding: Finding, kind: str, **more: Any) -> dict[str, Any]:
    form = {"subject": name(finding), "edition_kind": kind, "note": "Read again.\r\nAnd again.", "replaced_by": ""}
    return form | {"contents": contents_in(look(client, finding))} | more


@pytest.mark.parametrize("kind", ["correction", "update", "withdrawal"])
def test_what_is_published_twice_is_published_once(published: Finding, publisher: Client, kind: str) -> None:
    change(published, title="Over 30,000 containers")
    form = filled(publisher, published, kind)
    first, second = publisher.post(PUBLISH, form), publisher.post(PUBLISH, form)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.headers["Location"] == second.headers["Location"]
    assert "Published: edition 2, in dataset version 2." in texts(publisher.get(second.headers["Location"]))
    assert DatasetVersion.objects.count() == Edition.objects.filter(key=REFERENCE).count() == 2


def test_what_somebody_else_published_with_other_words_is_not_taken_for_it(
    published: Finding, publisher: Client
) -> None:
    change(published, title="Over 30,000 containers")
    form = filled(publisher, published, "correction")
    other = logged_in(make_user("quinn", "publisher"))
    other.post(PUBLISH, form)
    page = texts(publisher.post(PUBLISH, form))
    assert "A record has changed since this page was made." in page
    assert "It says what edition 2 says, which is in force." in page


def test_what_was_saved_since_is_not_taken_for_published(published: Finding, publisher: Client) -> None:
    change(published, title="Over 30,000 containers")
    form = filled(publisher, published, "correction")
    publisher.post(PUBLISH, form)
    change(published, title="Over 90,000 containers")
    page = texts(publisher.post(PUBLISH, form))
    assert "A record has changed since this page was made." in page
    assert "90,000" in page


def test_what_is_submitted_twice_waits_once(published: Finding) -> None:
    editor = logged_in(make_user("eve", "editor"))
    change(published, title="Over 30,000 containers")
    form = filled(editor, published, "correction")
    assert [editor.post(PUBLISH, form).status_code for _ in range(2)] == [302, 302]
    assert Submission.objects.count() == 1
    editor.post(PUBLISH, form | {"note": "For another reason."})
    assert Submission.objects.count() == 2


def test_what_is_redacted_twice_is_redacted_once(published: Finding, publisher: Client) -> None:
    form = {"numbers": ["1"], "reason": "Another man was meant.", "typed": REFERENCE}
    address = f"/admin/redact/finding/{REFERENCE}/"
    first, second = publisher.post(address, form), publisher.post(address, form)
    assert (first.status_code, second.status_code, Redaction.objects.count()) == (302, 302, 1)
    assert f"Every edition of {REFERENCE} is redacted already." in texts(publisher.get(second.headers["Location"]))
