"""What the public sees: published text and nothing else, shown as text, and taken away when it is taken away."""

from __future__ import annotations

import markupsafe
import pytest
from django.db import OperationalError, connection
from django.test import Client

from findings import publishing
from findings.caching import version_poll
from findings.models import Finding
from findings.vocabulary import EditionKind, SubjectKind
from tests import factories as make
from tests.findings.publish import publish_everything
from tests.findings.views.test_addresses import ADDRESSES

FINDING = "/findings/msmt-2025-1-001/"


def test_what_an_editor_saves_is_shown_nowhere_until_it_is_published(portal: Finding, client: Client) -> None:
    for record in (
        portal,
        portal.report,
        portal.category,
        portal.involvement_set.get().actor,
        portal.citation_set.all()[0].source,
        portal.provisionmapping_set.get().provision,
        portal.provisionmapping_set.get().provision.resolution,
        portal.report.events.get(),
    ):
        for field in ("title", "name", "summary", "definition", "description", "obligation", "note"):
            if hasattr(record, field):
                setattr(record, field, "Unpublished words")
        record.save()
    make.make_quantity(portal, measure="Unpublished words", low=77777)
    make.make_finding("MSMT-2025-1-777", report=portal.report, category=portal.category, title="Unpublished words")

    def leaks() -> list[str]:
        version_poll.forget()
        pages = {address: client.get(address).content.decode() for address in ADDRESSES}
        return [address for address, page in pages.items() if "Unpublished words" in page or "77,777" in page]

    assert leaks() == []
    assert client.get("/findings/msmt-2025-1-777/").status_code == 404
    # The same words are there once they are published, so their absence meant something.
    publish_everything()
    assert set(leaks()) >= {FINDING, "/findings/", "/actors/angara/", "/reports/msmt-2025-1/", "/resolutions/2397/"}
    assert client.get("/findings/msmt-2025-1-777/").status_code == 200
    # What was published before still says what it said.
    assert "Unpublished words" not in client.get(f"{FINDING}v/1/").content.decode()


HOSTILE = "</script><script>alert(1)</script>“a” & 'b' \"c\" <b>שלום مرحبا e\u0301 무기"


def test_text_is_shown_as_text_in_every_place(records: Finding, client: Client) -> None:
    records.title = records.summary = records.asserted_by = records.editors_note = HOSTILE
    records.save()
    actor = records.involvement_set.get().actor
    actor.name = actor.description = HOSTILE
    actor.save()
    make.make_alias(actor, HOSTILE)
    for citation in records.citation_set.all():
        citation.supports = HOSTILE
        citation.save()
        citation.source.title = citation.source.publisher = HOSTILE
        citation.source.save()
    make.make_quantity(records, measure=HOSTILE)
    publish_everything()
    shown = markupsafe.escape(HOSTILE.replace("e\u0301", "é"))
    for address in ADDRESSES:
        page = client.get(address).content.decode()
        assert "<script>" not in page
        assert "<b>שלום" not in page
    for address in (FINDING, "/findings/", "/actors/angara/", "/actors/", "/sources/an-account/", "/"):
        assert shown in client.get(address).content.decode()


def test_a_superseded_edition_says_so_and_stays(portal: Finding, client: Client) -> None:
    portal.summary = "Corrected words."
    portal.save()
    publish_everything(EditionKind.CORRECTION, "The summary was wrong.")
    old, new = client.get(f"{FINDING}v/1/"), client.get(FINDING)
    assert (old.status_code, new.status_code) == (200, 200)
    page = old.content.decode()
    assert "Edition 1 of 2, superseded on" in page
    assert f'<a href="{FINDING}">the newest edition is 2</a>' in page
    assert "Corrected words." not in page
    assert "superseded on" not in new.content.decode()
    assert "Corrected words." in new.content.decode()


def test_a_withdrawn_finding_is_gone_with_its_reason(records: Finding, client: Client) -> None:
    make.make_finding("CTX-001", category=records.category)
    publish_everything()
    publishing.withdraw(
        SubjectKind.FINDING, "MSMT-2025-1-001", editor="Kim", note="It said the same twice.", replaced_by="CTX-001"
    )
    version_poll.forget()
    response = client.get(FINDING)
    page = response.content.decode()
    assert response.status_code == 410
    assert "It said the same twice." in page
    assert '<a href="/findings/ctx-001/">CTX-001</a>' in page
    assert "What is claimed" not in page
    assert client.get(f"{FINDING}v/2/").status_code == 410
    assert client.get(f"{FINDING}v/1/").status_code == 200
    assert "MSMT-2025-1-001" not in client.get("/findings/").content.decode()


def test_a_redacted_text_is_nowhere_and_its_reason_is_told(portal: Finding, client: Client) -> None:
    assert "Over 20,000 containers" in client.get("/findings/").content.decode()
    publishing.redact(SubjectKind.FINDING, "MSMT-2025-1-001", [1], editor="Kim", reason="Another man was meant.")
    version_poll.forget()
    for address in (FINDING, f"{FINDING}v/1/"):
        response = client.get(address)
        assert response.status_code == 451
        assert "Another man was meant." in response.content.decode()
    for address in (*ADDRESSES, "/findings/?as_of=1"):
        page = client.get(address).content.decode()
        assert "Over 20,000 containers" not in page
        assert address.startswith(FINDING) or f'href="{FINDING}"' not in page
    # Who published, and who redacted, is never public.
    assert "Kim" not in client.get(FINDING).content.decode()


@pytest.mark.parametrize("error", ["the connection is closed", "canceling statement due to statement timeout"])
def test_a_database_that_is_away_is_told_and_comes_back(
    portal: Finding, client: Client, monkeypatch: pytest.MonkeyPatch, error: str
) -> None:
    def refuse(*args: object) -> None:
        raise OperationalError(f"{error}\nHINT: host 10.0.0.7, user portal")

    with monkeypatch.context() as away:
        away.setattr(connection, "cursor", refuse)
        away.setattr(connection, "chunked_cursor", refuse)
        for address in ADDRESSES:
            version_poll.forget()
            response = client.get(address)
            page = response.content.decode()
            assert (response.status_code, response.headers["Retry-After"], response.headers["Cache-Control"]) == (
                503,
                "10",
                "no-store",
            )
            assert "The portal cannot reach its data" in page
            assert "10.0.0.7" not in page
        assert client.get("/nowhere/").status_code == 404
    version_poll.forget()
    assert client.get(FINDING).status_code == 200


def test_an_error_of_the_portal_has_a_page_that_needs_no_data(
    portal: Finding, client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError("a secret of the machine")

    monkeypatch.setattr("findings.views.subjects.edition_in_force", fail)
    response = client.get(FINDING)
    page = response.content.decode()
    assert (response.status_code, response.headers["Cache-Control"]) == (500, "no-store")
    assert "Something went wrong here" in page
    assert "a secret of the machine" not in page
    assert "a secret of the machine" in caplog.text


def test_the_page_of_a_finding_says_all_of_it(portal: Finding, client: Client) -> None:
    page = client.get(FINDING).content.decode()
    for words in (
        "<b>MSMT-2025-1-001</b>",
        "<h1>Over 20,000 containers</h1>",
        "What is claimed, in the editors&#39; own words.",
        "<b>The MSMT participating states</b>",
        "<b>One account.</b>",
        "<b>Second hand.</b>",
        'as reported by <a href="#source-an-account">Reuters, via CNA</a>.',
        "more than 20,000 containers",
        "September 2023 to March 2024",
        '<a href="/actors/angara/">Angara</a></th><td>Carrier</td>',
        '<a href="/places/kp/nampo/">Nampo</a>, Democratic People&#39;s Republic of Korea',
        "editorial mapping",
        '<a href="/resolutions/2397/provisions/2397-5/">S/RES/2397 (2006)</a>, <span class="once">para. 5</span>',
        "<b>Relays it:</b> The whole claim.; ",
        '<span class="locator"><a href="/sources/an-account/at/p-11-note-6/">p. 11, note 6</a></span>.',
        "http://127.0.0.1:8000/",
        "1 of 1, in force",
    ):
        assert words in page
