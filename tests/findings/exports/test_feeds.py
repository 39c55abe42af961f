"""A feed: what an entry says, and when it is new."""

from __future__ import annotations

import datetime as dt
import json

import feedparser
import pytest

from findings import publishing
from findings.exports.feeds import Feed, atom, json_feed
from findings.models import Finding
from findings.queries.questions import Question
from findings.queries.versions import current_version
from findings.queries.whole import changed_findings
from findings.vocabulary import EditionKind, SubjectKind
from tests import factories as make
from tests.findings.exports.thirty import HOSTILE, at_noon
from tests.findings.publish import publish_everything

SITE = "http://127.0.0.1:8000"


def feed(question: Question | None = None, total: int = 1) -> Feed:
    question = question or Question()
    return Feed(question, "Findings", total, current_version(), changed_findings(question, size=50))


def dates(question: Question | None = None) -> dict[str, tuple[str, str]]:
    """Reference → (published, updated) of every entry, as both kinds of feed have them."""
    page = feed(question)
    read = feedparser.parse(atom(page))
    assert not read.bozo
    as_atom = {entry.id: (entry.published, entry.updated) for entry in read.entries}
    items = json.loads(json_feed(page))["items"]
    assert as_atom == {item["id"]: (item["date_published"], item["date_modified"]) for item in items}
    return {identifier.split("/")[-2]: both for identifier, both in as_atom.items()}


def change(reference: str, kind: EditionKind, title: str) -> None:
    record = Finding.objects.get(reference=reference)
    record.title = title
    record.save()
    publish_everything(kind, f"{title}, said the editors.")


@pytest.fixture
def two_findings(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    at_noon(monkeypatch, dt.date(2026, 3, 1))
    make.make_finding("MSMT-2025-1-001")
    make.make_finding("MSMT-2025-1-002")
    publish_everything()


@pytest.mark.usefixtures("two_findings")
def test_a_correction_moves_an_entry_and_an_update_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, third = (f"2026-03-0{day}T12:00:00Z" for day in (1, 2, 3))
    assert dates() == {"msmt-2025-1-002": (first, first), "msmt-2025-1-001": (first, first)}

    at_noon(monkeypatch, dt.date(2026, 3, 2))
    change("MSMT-2025-1-001", EditionKind.UPDATE, "More is known")
    assert list(dates().items()) == [("msmt-2025-1-002", (first, first)), ("msmt-2025-1-001", (first, first))]

    change("MSMT-2025-1-001", EditionKind.CORRECTION, "Put right")
    assert list(dates().items()) == [("msmt-2025-1-001", (first, second)), ("msmt-2025-1-002", (first, first))]

    at_noon(monkeypatch, dt.date(2026, 3, 3))
    change("MSMT-2025-1-001", EditionKind.UPDATE, "Still more is known")
    assert list(dates().items()) == [("msmt-2025-1-001", (first, second)), ("msmt-2025-1-002", (first, first))]

    publishing.withdraw(SubjectKind.FINDING, "MSMT-2025-1-002", editor="Kim", note="It was none.")
    assert dates() == {"msmt-2025-1-001": (first, second)}
    publishing.publish(
        [(SubjectKind.FINDING, "MSMT-2025-1-002")], editor="Kim", note="It was one after all.", again=True
    )
    assert list(dates().items()) == [("msmt-2025-1-002", (first, third)), ("msmt-2025-1-001", (first, second))]

    as_before = [("msmt-2025-1-002", (first, first)), ("msmt-2025-1-001", (first, first))]
    assert [list(dates(Question(as_of=version)).items()) for version in (1, 2)] == [as_before, as_before]


@pytest.mark.usefixtures("two_findings")
def test_a_feed_carries_the_head_of_the_ledger() -> None:
    version = current_version()
    assert version is not None
    assert feedparser.parse(atom(feed())).feed.subtitle == f"Dataset version 1. Head of the ledger: {version.head}"
    assert json.loads(json_feed(feed()))["_answer"]["dataset_version"]["head"] == version.head


def test_an_entry_says_who_asserts_the_claim_and_how_well_it_is_attested(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_noon(monkeypatch, dt.date(2026, 3, 1))
    origin = make.make_source(consulted=False)
    make.make_finding(
        "MSMT-2025-1-001",
        report=make.make_report(code="MSMT/2025/1"),
        category=make.make_category("arms", name="Arms & more"),
        title="More than 20,000 containers",
        summary="They were shipped.",
        citations=[(origin, "origin"), (make.make_source(), "disputes")],
    )
    publish_everything()
    at_noon(monkeypatch, dt.date(2026, 3, 2))
    change("MSMT-2025-1-001", EditionKind.CORRECTION, "Up to 20,000 containers")
    text = (
        "Correction of 2 March 2026: Up to 20,000 containers, said the editors.\n\n"
        "They were shipped.\n\n"
        "Asserted by: The MSMT participating states\n"
        "Report: MSMT/2025/1\n"
        "Period: September 2023 to March 2024\n"
        "Attested by: one account\n"
        "At second hand: the editors have not read the document that makes the claim.\n"
        "A source disputes it.\n\n"
        f"Edition 2: {SITE}/findings/msmt-2025-1-001/v/2/"
    )
    address = f"{SITE}/findings/msmt-2025-1-001/"
    assert json.loads(json_feed(feed())) == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Findings – DPRK Sanctions Findings",
        "home_page_url": f"{SITE}/findings/?sort=changed",
        "feed_url": f"{SITE}/findings.feed.json",
        "language": "en",
        "authors": [{"name": "DPRK Sanctions Findings", "url": f"{SITE}/"}],
        "_answer": {
            "count": 1,
            "dataset_version": {
                "number": 2,
                "published_at": "2026-03-02T12:00:00Z",
                "head": current_version().head,  # type: ignore[union-attr]
            },
            "licence": {"name": "CC BY 4.0", "address": "https://creativecommons.org/licenses/by/4.0/"},
        },
        "items": [
            {
                "id": address,
                "url": address,
                "title": "Up to 20,000 containers",
                "summary": "They were shipped.",
                "content_text": text,
                "date_published": "2026-03-01T12:00:00Z",
                "date_modified": "2026-03-02T12:00:00Z",
                "tags": ["Arms & more"],
            }
        ],
    }
    read = feedparser.parse(atom(feed()))
    entry = read.entries[0]
    assert (read.bozo, read.version, read.feed.id, read.feed.title, read.feed.author, read.feed.rights) == (
        False,
        "atom10",
        f"{SITE}/findings.atom",
        "Findings – DPRK Sanctions Findings",
        "DPRK Sanctions Findings",
        "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/",
    )
    assert (entry.id, entry.link, entry.title, entry.summary, entry.content[0].value, read.feed.updated) == (
        address,
        address,
        "Up to 20,000 containers",
        "They were shipped.",
        text,
        "2026-03-02T12:00:00Z",
    )
    assert [(tag.term, tag.scheme, tag.label) for tag in entry.tags] == [("arms", f"{SITE}/categories/", "Arms & more")]


def test_a_feed_without_entries_is_a_feed(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    unpublished = feedparser.parse(atom(feed(total=0)))
    assert (unpublished.bozo, unpublished.entries, unpublished.feed.updated) == (False, [], "1970-01-01T00:00:00Z")
    at_noon(monkeypatch, dt.date(2026, 3, 1))
    make.make_category()
    publish_everything()
    empty = feedparser.parse(atom(feed(total=0)))
    assert (empty.bozo, empty.entries, empty.feed.updated) == (False, [], "2026-03-01T12:00:00Z")


@pytest.mark.usefixtures("thirty")
def test_a_feed_survives_every_text() -> None:
    page = feed(Question(sort="latest"), total=28)
    read = feedparser.parse(atom(page))
    items = json.loads(json_feed(page))["items"]
    assert not read.bozo
    # feedparser trims a title, and XML holds no control character.
    as_xml = [item["title"].replace("\x0b", "\ufffd").replace("\x0c", "\ufffd").strip() for item in items]
    assert [entry.title.replace("\n", " ") for entry in read.entries] == [
        title.replace("\r\n", "\n").replace("\n", " ") for title in as_xml
    ]
    assert {item["title"] for item in items} > {HOSTILE[0], HOSTILE[1], HOSTILE[3], HOSTILE[5]}


def test_the_pages_of_a_feed_lead_to_each_other() -> None:
    address = f"{SITE}/findings.atom?category=arms"
    links = {}
    for page in (1, 2, 3):
        empty = Feed(Question({"category": ("arms",)}, page=page), "Findings", 120, None, [])
        links[page] = {link.rel: link.href for link in feedparser.parse(atom(empty)).feed.links}
    always = {
        "first": address,
        "last": f"{address}&page=3",
        "alternate": f"{SITE}/findings/?category=arms&sort=changed",
        "license": "https://creativecommons.org/licenses/by/4.0/",
    }
    assert links == {
        1: {**always, "self": address, "next": f"{address}&page=2"},
        2: {**always, "self": f"{address}&page=2", "previous": address, "next": f"{address}&page=3"},
        3: {**always, "self": f"{address}&page=3", "previous": f"{address}&page=2"},
    }
