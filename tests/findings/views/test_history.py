"""The editions of a subject for readers: all of them, two of them side by side, the one that was in force at a time."""

from __future__ import annotations

import datetime as dt
import hashlib
import re

import feedparser
import pytest
from django.test import Client
from django.utils import timezone
from django.utils.http import http_date

from findings import publishing
from findings.caching import version_poll
from findings.documents import canonical
from findings.models import DatasetVersion, Edition, Finding, Source
from findings.vocabulary import SubjectKind
from tests.findings.publish import publish_everything

FINDING = "/findings/msmt-2025-1-001/"
#: An address of a subject of each kind in the small portal.
SUBJECTS = [
    FINDING,
    "/categories/petroleum/",
    "/reports/msmt-2025-1/",
    "/actors/angara/",
    "/sources/an-account/",
    "/resolutions/2397/",
]


def said(html: str) -> str:
    """The words of a page's main part, on one line."""
    main = re.search(r"<main.*</main>", html, re.DOTALL)
    assert main is not None
    return " ".join(re.sub(r"<[^>]*>", " ", main[0]).replace("\u00a0", " ").split())


def corrected(finding: Finding, summary: str = "More than 20,000 containers.", note: str = "It was fewer.") -> None:
    finding.summary = summary
    finding.save()
    publishing.correct([finding.subject], editor="Kim", note=note)
    version_poll.forget()


def withdrawn(note: str = "Said twice.") -> None:
    publishing.withdraw(SubjectKind.FINDING, "MSMT-2025-1-001", editor="Kim", note=note)
    version_poll.forget()


def redacted(*numbers: int) -> None:
    publishing.redact(SubjectKind.FINDING, "MSMT-2025-1-001", [*numbers], editor="Kim", reason="A court said so.")
    version_poll.forget()


# History


@pytest.mark.parametrize("address", SUBJECTS)
def test_every_kind_of_subject_has_its_history(portal: Finding, client: Client, address: str) -> None:
    edition = Edition.objects.get(slug=address.split("/")[2], subject_kind=client_kind(address))
    page = client.get(f"{address}history/")
    assert page.status_code == 200
    assert "One edition. It stays at its address for ever." in said(page.content.decode())
    assert f'href="{address}v/1/"' in page.content.decode()
    assert f'title="{edition.digest}"' in page.content.decode()


def client_kind(address: str) -> str:
    return {"categories": "category"}.get(address.split("/")[1], address.split("/")[1].removesuffix("s"))


def test_a_history_tells_the_newest_first_with_reasons_and_leads_to_what_changed(
    portal: Finding, client: Client, django_assert_num_queries
) -> None:
    corrected(portal)
    withdrawn()
    version_poll.current()
    with django_assert_num_queries(2):
        html = client.get(f"{FINDING}history/").content.decode()
    words = said(html)
    assert words.startswith("MSMT-2025-1-001 Finding History: Over 20,000 containers")
    assert "3 editions, the newest first. Each stays at its address for ever. The newest is a withdrawal." in words
    rows = re.findall(
        r"Edition (\d) .*?(Withdrawal|Correction|First)[^.]*\. (Said twice|It was fewer|Published)\.", words
    )
    assert rows == [("3", "Withdrawal", "Said twice"), ("2", "Correction", "It was fewer"), ("1", "First", "Published")]
    assert [link for link in re.findall(r'href="([^"]*)"', html) if link.startswith(f"{FINDING}diff")] == [
        f"{FINDING}diff/2..3/",
        f"{FINDING}diff/1..2/",
    ]


def test_a_redacted_edition_is_in_the_history_without_its_text(portal: Finding, client: Client) -> None:
    corrected(portal, summary="A person who was not meant.")
    corrected(portal, summary="Another one.", note="Another was meant.")
    redacted(2)
    html = client.get(f"{FINDING}history/").content.decode()
    assert "Its text has been taken away: A court said so." in said(html)
    assert "A person who was not meant" not in html


def test_a_long_history_has_pages(portal: Finding, client: Client, django_assert_num_queries) -> None:
    for number in range(60):
        corrected(portal, summary=f"Said for the {number}th time.")
    version_poll.current()
    with django_assert_num_queries(2):
        first = said(client.get(f"{FINDING}history/").content.decode())
    second = said(client.get(f"{FINDING}history/?page=2").content.decode())
    assert ("Edition 61 " in first, "Edition 11 " in first) == (True, False)
    assert "Editions 1–50 of 61" in first
    assert ("Edition 11 " in second, "Edition 1 " in second, "Edition 61 " in second) == (True, True, False)
    refused = client.get(f"{FINDING}history/?page=3")
    assert refused.status_code == 400
    assert "There is no page 3 of this list: the last one is page 2." in refused.content.decode()


def test_a_history_is_a_feed_too(portal: Finding, client: Client) -> None:
    corrected(portal)
    response = client.get(f"{FINDING}history.atom")
    feed = feedparser.parse(response.content)
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert (feed.bozo, feed.feed.title) == (False, "Editions of Over 20,000 containers – DPRK Sanctions Findings")
    at = "http://127.0.0.1:8000/findings/msmt-2025-1-001/v/"
    assert [(each.id, each.link, each.title, each.content[0].value) for each in feed.entries] == [
        (f"{at}2/", f"{at}2/", "Correction: MSMT-2025-1-001, Over 20,000 containers", "It was fewer."),
        (f"{at}1/", f"{at}1/", "First: MSMT-2025-1-001, Over 20,000 containers", "Published."),
    ]


@pytest.mark.parametrize("rest", ["history/", "history.atom", "timemap", "diff/1..2/"])
def test_these_addresses_know_former_ones_and_what_does_not_exist(portal: Finding, client: Client, rest: str) -> None:
    Source.objects.filter(slug="an-account").update(slug="the-account")
    publish_everything()
    moved = client.get(f"/sources/an-account/{rest}")
    assert (moved.status_code, moved.headers["Location"]) == (301, f"/sources/the-account/{rest}")
    capitals = client.get(f"/sources/The-Account/{rest}")
    assert (capitals.status_code, capitals.headers["Location"]) == (301, f"/sources/the-account/{rest}")
    assert client.get(f"/sources/the-account/{rest}").status_code == 200
    assert client.get(f"/sources/nobody/{rest}").status_code == 404


# What became of the record since, on the pages of its old editions


def aside(html: str) -> str:
    side = re.search(r"<aside class=.side.*</aside>", html, re.DOTALL)
    assert side is not None
    return said(f"<main>{side[0]}</main>")


#: What only the page of an edition says whose subject can still be read.
LIVING = ("Cite edition 2, the newest", "Do not cite it for what", "Always shows the edition in force", "Share")


def of_the_living(client: Client, path: str) -> list[bool]:
    shown = client.get(path).content.decode()
    return [words in said(shown) for words in LIVING[:2]] + [words in aside(shown) for words in LIVING[2:]]


def test_the_old_edition_of_a_withdrawn_record_offers_nothing_to_cite_or_to_share_in_its_place(
    portal: Finding, client: Client
) -> None:
    corrected(portal)
    assert of_the_living(client, f"{FINDING}v/1/") == [True] * 4
    withdrawn()
    assert of_the_living(client, f"{FINDING}v/1/") == [False] * 4
    shown = client.get(f"{FINDING}v/1/").content.decode()
    assert said(shown).count("The record has been withdrawn since: the notice says why .") == 2
    assert "It names an edition that is superseded. The record has been withdrawn since:" in said(shown)


def test_the_old_edition_of_a_record_whose_newest_text_is_redacted_does_not_send_readers_there(
    portal: Finding, client: Client
) -> None:
    corrected(portal)
    redacted(2)
    assert client.get(f"{FINDING}v/1/").status_code == 200
    assert of_the_living(client, f"{FINDING}v/1/") == [False] * 4
    shown = client.get(f"{FINDING}v/1/").content.decode()
    assert "The text of edition 2 has been taken away. The notice says why ." in said(shown)
    assert "It names an edition that is superseded. The text of edition 2 has been taken away ." in said(shown)
    assert "this is what changed" not in said(shown)


# Differences


def test_what_changed_is_said_with_the_reason_for_it(
    portal: Finding, client: Client, django_assert_num_queries
) -> None:
    corrected(portal)
    version_poll.current()
    with django_assert_num_queries(3):
        page = client.get(f"{FINDING}diff/1..2/")
    words = said(page.content.decode())
    assert page.status_code == 200
    assert "What changed from edition 1 to edition 2" in words
    assert "Correction , edition 2, " in words
    assert "It was fewer." in words
    assert "one difference" in words
    assert "Summary Changed" in words
    assert "<del>What is claimed, in the editors&#39; own words.</del>" in page.content.decode()
    assert "<ins>More than 20,000 containers.</ins>" in page.content.decode()


def test_the_lower_number_stands_first(portal: Finding, client: Client) -> None:
    corrected(portal)
    turned = client.get(f"{FINDING}diff/2..1/")
    assert (turned.status_code, turned.headers["Location"]) == (301, f"{FINDING}diff/1..2/")
    same = client.get(f"{FINDING}diff/2..2/")
    assert (same.status_code, "Edition 2 cannot differ from itself." in same.content.decode()) == (400, True)
    for unknown in ("1..3", "3..4", "0..1", "1..x", "1.2"):
        assert client.get(f"{FINDING}diff/{unknown}/").status_code == 404


@pytest.mark.parametrize("number", [1, 2])
def test_of_a_text_that_was_taken_away_nothing_is_shown(portal: Finding, client: Client, number: int) -> None:
    corrected(portal, summary="A person who was not meant.")
    corrected(portal, summary="Another one.", note="Another was meant.")
    redacted(number)
    page = client.get(f"{FINDING}diff/1..2/")
    words = said(page.content.decode())
    assert page.status_code == 451
    assert f"The text of edition {number} has been taken away: A court said so." in words
    assert "So there is nothing to set side by side." in words
    for text in ("A person who was not meant", "in the editors", "Another one"):
        assert text not in page.content.decode()
    assert client.get(f"{FINDING}diff/{number}..3/").status_code == 451


def test_a_withdrawal_is_said_and_not_compared(portal: Finding, client: Client) -> None:
    withdrawn()
    page = client.get(f"{FINDING}diff/1..2/")
    words = said(page.content.decode())
    assert (page.status_code, "Edition 2 is the withdrawal: Said twice." in words) == (200, True)
    assert "<del>" not in page.content.decode()


def test_between_two_editions_every_reason_is_told(portal: Finding, client: Client) -> None:
    for note in ("One.", "Two.", "Three."):
        corrected(portal, summary=note, note=f"Reason {note}")
    words = said(client.get(f"{FINDING}diff/1..3/").content.decode())
    assert re.findall(r"edition (\d), [^:]*: (Reason \w+\.)", words) == [("3", "Reason Two."), ("2", "Reason One.")]
    assert "Neither is in force: the newest edition is 4." in words


# As of


def test_a_page_as_of_a_version_or_a_day_is_the_edition_that_was_in_force(portal: Finding, client: Client) -> None:
    yesterday = timezone.now() - dt.timedelta(days=1)
    corrected(portal)
    for asked, number in [("1", 1), ("2", 2)]:
        response = client.get(f"{FINDING}?as_of={asked}")
        assert (response.status_code, response.headers["Location"]) == (302, f"{FINDING}v/{number}/")
    refused = {
        "3": "There is no dataset version 3 yet: the newest is 2.",
        "0": "“0” cannot be “as_of”. It is the number of a dataset version, or a day: 2026-03-26.",
        "": "names nothing by it",
        "1&as_of=2": "names as_of 2 times",
        timezone.now().date().isoformat(): "is not over (UTC)",
        "2026-02-30": "is a date that does not exist",
        yesterday.date().isoformat(): "Nothing had been published when",
    }
    for asked, sentence in refused.items():
        response = client.get(f"{FINDING}?as_of={asked}")
        assert (response.status_code, sentence in response.content.decode()) == (400, True), asked


def test_before_the_first_edition_there_was_none(portal: Finding, client: Client) -> None:
    corrected(portal)
    later = Source.objects.get(slug="an-account")
    later.pk, later.slug, later.key = None, "a-later-one", "a-later-one"
    later.save()
    publish_everything()
    response = client.get("/sources/a-later-one/?as_of=2")
    assert response.status_code == 400
    assert "There was no edition of it in dataset version 2: the first came with version 3" in response.content.decode()


# Memento


def links_of(value: str) -> dict[str, str]:
    """Relation → address."""
    return {
        relation: url
        for url, relations in re.findall(r'<([^>]*)>; rel="([^"]*)"', value)
        for relation in relations.split()
    }


def test_a_page_leads_to_the_edition_of_a_moment(portal: Finding, client: Client) -> None:
    corrected(portal)
    first = DatasetVersion.objects.get(number=1).published_at
    asked = {
        "the first": first,
        "now": timezone.now() + dt.timedelta(seconds=1),
        "before all": dt.datetime(1999, 1, 1, tzinfo=dt.UTC),
    }
    expected = {"the first": 2, "now": 2, "before all": 1}  # both were published in the same second
    assert first.replace(microsecond=0) <= DatasetVersion.objects.get(number=2).published_at
    for name, moment in asked.items():
        response = client.get(FINDING, headers={"Accept-Datetime": http_date(moment.timestamp())})
        if name != "the first":
            assert (response.status_code, response.headers["Location"]) == (302, f"{FINDING}v/{expected[name]}/")
        assert "Accept-Datetime" in response.headers["Vary"]
        assert links_of(response.headers["Link"])["timemap"] == f"http://127.0.0.1:8000{FINDING}timemap"


@pytest.mark.parametrize("asked", ["yesterday", "2026-11-26", "Thu, 32 Nov 2026 15:00:00 GMT", ""])
def test_a_moment_that_is_none_is_refused_in_a_sentence(portal: Finding, client: Client, asked: str) -> None:
    response = client.get(FINDING, headers={"Accept-Datetime": asked})
    assert response.status_code == 400
    assert "is not a date as Accept-Datetime has it. Write it like" in response.content.decode()


def test_neither_a_kept_page_nor_a_304_overlooks_the_moment(portal: Finding, client: Client) -> None:
    page = client.get(FINDING)
    again = client.get(FINDING)
    assert (page.headers["Vary"], again.headers["Vary"]) == ("Accept-Encoding, Accept-Datetime",) * 2
    known = {"If-None-Match": page.headers["ETag"]}
    unchanged = client.get(FINDING, headers=known)
    assert (unchanged.status_code, "Accept-Datetime" in unchanged.headers["Vary"]) == (304, True)
    at = {"Accept-Datetime": http_date(timezone.now().timestamp())}
    for headers in (at, at | known, at | {"If-Modified-Since": page.headers["Last-Modified"]}):
        assert client.get(FINDING, headers=headers).status_code == 302


@pytest.mark.parametrize("address", SUBJECTS)
def test_an_edition_says_when_it_was_and_what_is_around_it(portal: Finding, client: Client, address: str) -> None:
    edition = Edition.objects.get(slug=address.split("/")[2], subject_kind=client_kind(address))
    response = client.get(f"{address}v/1/")
    at = f"http://127.0.0.1:8000{address}"
    assert response.headers["Memento-Datetime"] == http_date(edition.published_at.timestamp())
    links = links_of(response.headers["Link"])
    assert {name: links.get(name) for name in ("original", "timegate", "timemap", "version-history")} == {
        "original": at,
        "timegate": at,
        "timemap": f"{at}timemap",
        "version-history": f"{at}history/",
    }
    assert len(response.headers["Link"].encode()) < 4096


def test_editions_lead_to_those_before_and_after_them(portal: Finding, client: Client) -> None:
    corrected(portal)
    corrected(portal, summary="Once more.")
    at = f"http://127.0.0.1:8000{FINDING}"
    found = []
    for number in (1, 2, 3):
        links = links_of(client.get(f"{FINDING}v/{number}/").headers["Link"])
        relations = ("predecessor-version", "successor-version", "latest-version")
        found.append(tuple(links.get(name, "").removeprefix(at) or None for name in relations))
    assert found == [(None, "v/2/", None), ("v/1/", "v/3/", None), ("v/2/", None, None)]
    assert links["latest-version"] == at


def test_a_tombstone_is_a_memento_and_a_redacted_text_is_none(portal: Finding, client: Client) -> None:
    withdrawn()
    redacted(1)
    tombstone, taken_away = (client.get(f"{FINDING}v/{number}/") for number in (2, 1))
    assert (tombstone.status_code, tombstone.has_header("Memento-Datetime")) == (410, True)
    assert (taken_away.status_code, taken_away.has_header("Memento-Datetime")) == (451, False)
    assert links_of(taken_away.headers["Link"])["successor-version"].endswith(f"{FINDING}v/2/")


def test_a_timemap_names_every_edition_with_its_date(portal: Finding, client: Client) -> None:
    corrected(portal)
    dates = [http_date(each.published_at.timestamp()) for each in Edition.objects.filter(key="MSMT-2025-1-001")]
    at = f"http://127.0.0.1:8000{FINDING}"
    response = client.get(f"{FINDING}timemap")
    assert response.headers["Content-Type"] == "application/link-format"
    assert response.content.decode().splitlines() == [
        f'<{at}>; rel="original timegate",',
        f'<{at}timemap>; rel="self"; type="application/link-format",',
        f'<{at}v/1/>; rel="first memento"; datetime="{dates[0]}",',
        f'<{at}v/2/>; rel="last memento"; datetime="{dates[1]}"',
    ]


# An edition stays what it was


def test_the_data_of_an_edition_are_the_same_bytes_after_a_correction(portal: Finding, client: Client) -> None:
    before = Edition.objects.get(key="MSMT-2025-1-001", number=1)
    corrected(portal)
    after = Edition.objects.get(key="MSMT-2025-1-001", number=1)
    assert hashlib.sha256(canonical(after.document).encode()).hexdigest() == before.document_digest


def test_the_validator_of_an_edition_names_its_document(
    portal: Finding, client: Client, django_assert_num_queries
) -> None:
    digest = Edition.objects.get(key="MSMT-2025-1-001").document_digest
    for headers in ({}, {"Accept-Encoding": "gzip"}):
        version_poll.forget()
        page = client.get(f"{FINDING}v/1/", headers=headers)
        assert page.headers["ETag"].endswith(f'-1-{digest}"')
        with django_assert_num_queries(0):
            known = client.get(f"{FINDING}v/1/", headers=headers | {"If-None-Match": page.headers["ETag"]})
            since = client.get(f"{FINDING}v/1/", headers=headers | {"If-Modified-Since": page.headers["Last-Modified"]})
        assert [known.status_code, since.status_code] == [304, 304]
        assert known.headers["ETag"] == since.headers["ETag"] == page.headers["ETag"]
        version_poll.forget()
        made_anew = client.get(f"{FINDING}v/1/", headers=headers | {"If-None-Match": page.headers["ETag"]})
        assert made_anew.status_code == 304
    of_the_page = client.get(FINDING).headers["ETag"]
    assert client.get(f"{FINDING}v/1/", headers={"If-None-Match": of_the_page}).status_code == 200
