"""What was wrong is said: on the page, in the list of corrections, in its feed, and where something has moved."""

from __future__ import annotations

import re

import feedparser
import pytest
from django.test import Client

from findings import publishing
from findings.caching import version_poll
from findings.models import Actor, DatasetVersion, Finding, KeyAlias
from findings.vocabulary import EditionKind, SubjectKind
from tests import factories as make
from tests.findings.publish import publish_everything
from tests.findings.views.test_history import FINDING, corrected, redacted, said, withdrawn


def test_while_nothing_was_wrong_the_page_says_so(portal: Finding, client: Client) -> None:
    page = client.get("/corrections/")
    assert page.status_code == 200
    assert "Nothing that was published has been corrected, withdrawn or redacted so far." in said(page.content.decode())
    feed = feedparser.parse(client.get("/corrections.atom").content)
    assert (feed.bozo, feed.entries) == (False, [])


def test_every_kind_of_mistake_is_listed_the_newest_first(portal: Finding, client: Client) -> None:
    report = portal.report
    report.title = "Another title"
    report.save()
    publishing.correct([report.subject], editor="Kim", note="The title was misread.")
    corrected(portal, summary="A person who was not meant.")
    corrected(portal, summary="Another one.", note="Another was meant.")
    redacted(2)
    portal.summary = "Said better."
    portal.save()
    publish_everything(note="Only said better.")
    withdrawn()
    html = client.get("/corrections/").content.decode()
    rows = re.findall(r'<tr id="([^"]*)">.*?<b>([A-Z]\w*)\.</b> ([^<]*) <span class="links">(.*?)</span>', html)
    assert [(anchor, act, note, re.findall('href="([^"]*)"', links)) for anchor, act, note, links in rows] == [
        ("version-7-finding-msmt-2025-1-001", "Withdrawal", "Said twice.", [f"{FINDING}v/5/"]),
        (
            "version-5-finding-msmt-2025-1-001",
            "Redaction",
            "A court said so.",
            [f"{FINDING}history/", f"{FINDING}v/2/"],
        ),
        (
            "version-4-finding-msmt-2025-1-001",
            "Correction",
            "Another was meant.",
            [f"{FINDING}diff/2..3/", f"{FINDING}v/3/"],
        ),
        (
            "version-3-finding-msmt-2025-1-001",
            "Correction",
            "It was fewer.",
            [f"{FINDING}diff/1..2/", f"{FINDING}v/2/"],
        ),
        (
            "version-2-report-msmt-2025-1",
            "Correction",
            "The title was misread.",
            ["/reports/msmt-2025-1/diff/1..2/", "/reports/msmt-2025-1/v/2/"],
        ),
    ]
    for text in ("A person who was not meant", "Only said better"):
        assert text not in html


def test_the_feed_has_the_same_entries(portal: Finding, client: Client) -> None:
    corrected(portal)
    withdrawn()
    at = "http://127.0.0.1:8000"
    feed = feedparser.parse(client.get("/corrections.atom").content)
    assert (feed.bozo, feed.feed.id) == (False, f"{at}/corrections.atom")
    assert [(each.id, each.title, each.link, each.tags[0].term, each.content[0].value) for each in feed.entries] == [
        (
            f"{at}/corrections/#version-3-finding-msmt-2025-1-001",
            "Withdrawal: MSMT-2025-1-001, Over 20,000 containers",
            f"{at}{FINDING}v/3/",
            "withdrawal",
            "Said twice.",
        ),
        (
            f"{at}/corrections/#version-2-finding-msmt-2025-1-001",
            "Correction: MSMT-2025-1-001, Over 20,000 containers",
            f"{at}{FINDING}diff/1..2/",
            "correction",
            "It was fewer.",
        ),
    ]


def test_a_feed_entry_keeps_the_title_that_its_edition_came_with(portal: Finding, client: Client) -> None:
    """A reader's program holds the entry already: what it says of an old correction does not change with a new one."""
    for title in ("Over 21,000 containers", "Over 22,000 containers"):
        portal.title = title
        portal.save()
        publish_everything(EditionKind.CORRECTION, "The number was wrong.")
    titles = [each.title for each in feedparser.parse(client.get("/corrections.atom").content).entries]
    assert titles == [
        "Correction: MSMT-2025-1-001, Over 22,000 containers",
        "Correction: MSMT-2025-1-001, Over 21,000 containers",
    ]
    redacted(2)
    feed = client.get("/corrections.atom").content.decode()
    titles = [each.title for each in feedparser.parse(feed).entries]
    assert titles == [
        "Redaction: MSMT-2025-1-001, Over 22,000 containers",
        "Correction: MSMT-2025-1-001, Over 22,000 containers",
        "Correction: MSMT-2025-1-001",
    ]
    assert "21,000" not in feed


@pytest.mark.parametrize("many", [1, 3])
def test_a_list_of_any_length_takes_as_many_statements(
    portal: Finding, client: Client, django_assert_num_queries, many: int
) -> None:
    for number in range(many):
        corrected(portal, summary=f"Said for the {number}th time.")
    for number in range(1, many + 1):
        redacted(number)
    version_poll.current()
    for address in ("/corrections/", "/corrections.atom"):
        with django_assert_num_queries(4):
            page = client.get(address).content.decode()
        assert page.count("A court said so.") == many


def test_a_long_list_has_pages(portal: Finding, client: Client) -> None:
    for number in range(51):
        corrected(portal, summary=f"Said for the {number}th time.", note=f"Reason {number}.")
    first, second = (client.get(f"/corrections/?page={n}").content.decode() for n in (1, 2))
    assert ("Reason 50." in first, "Reason 1." in first, "Reason 0." in first) == (True, True, False)
    assert ("Reason 0." in second, "Reason 1." in second) == (True, False)
    assert client.get("/corrections/?page=3").status_code == 400
    feed = feedparser.parse(client.get("/corrections.atom?page=2").content)
    links = {each.rel: each.href for each in feed.feed.links}
    assert links["previous"] == "http://127.0.0.1:8000/corrections.atom"
    assert len(feed.entries) == 1


# On the page


def test_a_correction_is_marked_near_the_top_with_what_changed(portal: Finding, client: Client) -> None:
    corrected(portal)
    html = client.get(FINDING).content.decode()
    notice = re.search(r'<div class="notice corrected">.*?</div>', html, re.DOTALL)
    assert notice is not None
    assert re.fullmatch(r"Corrected on \d+ \w+ \d{4}\. It was fewer\. What changed", said(f"<main>{notice[0]}</main>"))
    assert f'href="{FINDING}diff/1..2/"' in notice[0]
    assert html.index(notice[0]) < html.index('<p class="lead">')


def test_an_update_does_not_shout_and_a_correction_before_it_is_not_forgotten(portal: Finding, client: Client) -> None:
    portal.summary = "Said better."
    portal.save()
    publish_everything(note="Only said better.")
    html = client.get(FINDING).content.decode()
    assert ("notice" in html, "Only said better" in html) == (False, False)
    assert f'<a href="{FINDING}diff/1..2/">what changed and why</a>' in html
    corrected(portal)
    portal.summary = "Said still better."
    portal.save()
    publish_everything(note="Only said better.")
    html = client.get(FINDING).content.decode()
    assert 'class="notice' not in html
    assert re.search(r"Corrected on \d+ \w+ \d{4}, with edition 3: It was fewer\.", said(html))


def test_a_superseded_edition_says_so_and_what_has_changed_since(portal: Finding, client: Client) -> None:
    corrected(portal)
    html = client.get(f"{FINDING}v/1/").content.decode()
    assert "Edition 1 of 2, superseded on" in said(html)
    assert f'<a href="{FINDING}diff/1..2/">and this is what changed</a>' in html
    withdrawn()
    html = client.get(f"{FINDING}v/1/").content.decode()
    assert "Edition 1 of 3, superseded on" in said(html)
    assert "The record has been withdrawn since: the notice says why ." in said(html)


def test_every_page_of_a_record_leads_to_its_history(portal: Finding, client: Client) -> None:
    corrected(portal)
    withdrawn()
    for address, status in [(FINDING, 410), (f"{FINDING}v/3/", 410), (f"{FINDING}v/1/", 200)]:
        page = client.get(address)
        assert (page.status_code, f'href="{FINDING}history/"' in page.content.decode()) == (status, True)
    redacted(1)
    page = client.get(f"{FINDING}v/1/")
    assert (page.status_code, f'href="{FINDING}history/"' in page.content.decode()) == (451, True)


def test_a_tombstone_says_what_why_when_and_what_replaces_it(portal: Finding, client: Client) -> None:
    other = make.make_finding(report=portal.report, category=portal.category, title="The one to cite")
    publish_everything()
    publishing.withdraw(
        SubjectKind.FINDING, "MSMT-2025-1-001", editor="Kim", note="Said twice.", replaced_by=other.reference
    )
    version_poll.forget()
    page = client.get(FINDING)
    words = said(page.content.decode())
    assert page.status_code == 410
    assert "Over 20,000 containers" in words
    assert re.search(r"Withdrawn on \d+ \w+ \d{4}\. Said twice\. It is replaced by MSMT-2025-1-002", words)
    assert 'href="/findings/msmt-2025-1-002/"' in page.content.decode()


# Moved and merged


def merged(into: str, slug: str) -> None:
    """As an act of publishing leaves it: the merged one withdrawn, its address leading to the survivor."""
    publication = publishing.withdraw(
        SubjectKind.ACTOR, slug, editor="Kim", note="Two records of one ship.", replaced_by=into
    )
    KeyAlias.objects.create(
        subject_kind=SubjectKind.ACTOR,
        alias_kind=KeyAlias.Reason.MERGE,
        old=slug,
        key=into,
        published_in=DatasetVersion.objects.get(number=publication.version.number),
        reason="Two records of one ship.",
    )
    version_poll.forget()


def test_what_was_merged_leads_to_the_survivor_for_ever_and_the_survivor_lists_it(
    portal: Finding, client: Client
) -> None:
    make.make_actor("angara-2", name="Angara 2")
    publish_everything()
    merged("angara", "angara-2")
    moved = client.get("/actors/angara-2/")
    assert (moved.status_code, moved.headers["Location"]) == (301, "/actors/angara/")
    survivor = client.get("/actors/angara/").content.decode()
    assert '<a class="mono" href="/actors/angara-2/">/actors/angara-2/</a>' in survivor
    assert "merged into this record: Two records of one ship." in said_everywhere(survivor)
    # What was cited is still there, and so is the history of it.
    assert client.get("/actors/angara-2/v/1/").status_code == 200
    assert "The newest is a withdrawal." in said(client.get("/actors/angara-2/history/").content.decode())


def said_everywhere(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_a_former_address_leads_on_and_is_listed(portal: Finding, client: Client) -> None:
    actor = Actor.objects.get(slug="angara")
    actor.slug = "angara-9179842"
    actor.save()
    publish_everything(note="Its number tells it from others.")
    moved = client.get("/actors/angara/")
    assert (moved.status_code, moved.headers["Location"]) == (301, "/actors/angara-9179842/")
    html = client.get("/actors/angara-9179842/").content.decode()
    assert "/actors/angara/ leads here: Its number tells it from others." in said_everywhere(html)
    assert "leads here" not in said_everywhere(client.get("/actors/angara-9179842/v/1/").content.decode())
