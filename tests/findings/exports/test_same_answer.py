"""Every form of a question has the findings of its page, in its order: held against a recount that reads documents."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import feedparser
import openpyxl  # type: ignore[import-untyped]
import pytest
from django.conf import settings as django_settings
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from findings.models import Edition
from findings.queries import lists
from findings.queries.lists import PAGE_SIZE
from findings.queries.questions import Question
from findings.vocabulary import SubjectKind

type Parameters = dict[str, Any]

pytestmark = pytest.mark.usefixtures("thirty", "short_pages")


@pytest.fixture
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Feeds of several pages, and files of several chunks."""
    monkeypatch.setattr("findings.exports.feeds.FEED_SIZE", 4)
    monkeypatch.setattr("findings.queries.whole.FETCHED_AT_ONCE", 7)
    monkeypatch.setattr("findings.exports.forms.CHUNK", 1000)


# The recount


@dataclass(frozen=True)
class Stored:
    """A finding's edition as it stands in the ledger."""

    position: int
    kind: str
    published_in: int
    superseded_in: int | None
    document: dict[str, Any]

    @property
    def reference(self) -> str:
        return self.document["reference"]


def ledger() -> list[Stored]:
    editions = Edition.objects.of(SubjectKind.FINDING).order_by("position")
    return [
        Stored(*row)
        for row in editions.values_list("position", "edition_kind", "published_in", "superseded_in", "document")
    ]


def in_force(version: int) -> list[Stored]:
    """What a list may show as of a version: neither a withdrawal nor a text that has been redacted since."""
    return [
        each
        for each in ledger()
        if each.published_in <= version
        and (each.superseded_in is None or each.superseded_in > version)
        and each.kind != "withdrawal"
        and each.document
    ]


def recount(asked: Parameters, version: int) -> list[Stored]:
    """The findings that answer, in the order asked for, found by reading every document."""
    found = [each for each in in_force(version) if answers(each, asked)]
    order = asked.get("sort", "latest")
    by_reference = sorted(found, key=lambda each: each.reference)
    if order == "published":
        return sorted(found, key=lambda each: -each.position)
    if order == "latest":
        return sorted(by_reference, key=lambda each: -(last_day(each.document) or dt.date.min).toordinal())
    if order == "earliest":
        return sorted(by_reference, key=lambda each: (first_day(each.document) or dt.date.max).toordinal())
    return by_reference


def answers(each: Stored, asked: Parameters) -> bool:
    document = each.document
    involved = [row["actor"] for row in document["involvements"]]
    sources = [row["source"]["key"] for row in document["citations"]]
    has: dict[str, set[str]] = {
        "category": {document["category"]["key"]},
        "report": {document["report"]["key"]},
        "asserter": {row["key"] for row in document["asserters"]},
        "actor": {actor["key"] for actor in involved},
        "kind": {actor["actor_kind"] for actor in involved},
        "role": {row["role"] for row in document["involvements"]},
        "involvement": {f"{row['actor']['key']}:{row['role']}" for row in document["involvements"]},
        "country": {actor["country"] for actor in involved} | {place["country"] for place in document["places"]},
        "place": {place["key"] for place in document["places"]},
        "provision": {row["key"] for row in document["provisions"]},
        "source": set(sources),
        # Every origin is cited at "p. 1, note 6; p. 38", or at page 2 of it.
        "at": {
            f"{row['source']['key']}/{place}"
            for row in document["citations"]
            if row["relation"] == "origin"
            for place in (f"p-{row['locators'][0]['start']}-note-6", "p-38")
        },
        "year": years(document),
        "support": {document["support"]},
        "hand": {"second" if document["citations"][0]["source"]["key"] == "source-1" else "first"},
        "disputed": {"yes" if any(row["relation"] == "disputes" for row in document["citations"]) else "no"},
        "edition": {each.kind},
        "dating": {"stated" if document["period"]["start"] else "open" if document["period"]["end"] else "none"},
    }
    if any(not has[name] & set(values) for name, values in asked.items() if name in has):
        return False
    if "q" in asked and not SEARCHES[asked["q"]](set(document["summary"].lower().replace(".", "").split())):
        return False
    first, last = first_day(document), last_day(document)
    if "from" in asked and (last is None or last < bounds(asked["from"])[0]):
        return False
    return "to" not in asked or (last is not None and (first is None or first <= bounds(asked["to"])[1]))


def bounds(text: str) -> tuple[dt.date, dt.date]:
    """The first and the last day that a partial date can mean."""
    if len(text) == 10:
        return dt.date.fromisoformat(text), dt.date.fromisoformat(text)
    if len(text) == 4:
        return dt.date(int(text), 1, 1), dt.date(int(text), 12, 31)
    first = dt.date.fromisoformat(f"{text}-01")
    return first, (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)


def first_day(document: dict[str, Any]) -> dt.date | None:
    start = document["period"]["start"]
    return bounds(start)[0] if start else None


def last_day(document: dict[str, Any]) -> dt.date | None:
    end = document["period"]["end"] or document["period"]["start"]
    return bounds(end)[1] if end else None


def years(document: dict[str, Any]) -> set[str]:
    start, end = document["period"]["start"], document["period"]["end"]
    if not start and not end:
        return set()
    first, last = bounds(start or end)[0], bounds(end or start)[1]
    return {str(year) for year in range(first.year, last.year + 1)}


SEARCHES = {
    "tanker": lambda words: "tanker" in words,
    '"tanker coal"': lambda words: {"tanker", "coal"} <= words,
    "tanker -coal": lambda words: "tanker" in words and "coal" not in words,
    "worker OR ledger": lambda words: bool({"worker", "ledger"} & words),
}

# Questions

VALUES = {
    "category": ["category-1", "category-2"],
    "report": ["report-1", "report-2"],
    "asserter": ["actor-3"],
    "actor": ["actor-1", "actor-2", "actor-3"],
    "kind": ["vessel", "company", "bank"],
    "role": ["carrier", "supplier", "broker", "victim"],
    # Of the last, findings have both halves, and never the two together.
    "involvement": ["actor-1:carrier", "actor-2:supplier", "actor-1:broker", "actor-1:supplier"],
    "country": ["KP", "RU", "JP"],
    "place": ["kp/nampo", "ru/vostochny", "cn/at-sea"],
    "provision": ["2397-5", "2371-3", "1718-8"],
    "source": ["source-1", "source-2"],
    "at": ["source-1/p-1-note-6", "source-2/p-38"],
    "year": ["2022", "2024", "2020"],
    "support": ["strong", "single"],
    "hand": ["first", "second"],
    "disputed": ["yes", "no"],
    "edition": ["first", "correction", "update"],
    "dating": ["stated", "open", "none"],
}
_dates = st.sampled_from(["2021", "2022-09", "2024-03-01", "2024-12", "2025"])
filters = st.dictionaries(
    st.sampled_from(list(VALUES)), st.lists(st.integers(0, 3), min_size=1, max_size=2, unique=True), max_size=3
).map(
    lambda picks: {
        name: list(dict.fromkeys(VALUES[name][pick % len(VALUES[name])] for pick in chosen))
        for name, chosen in picks.items()
    }
)
others = st.fixed_dictionaries(
    {},
    optional={
        "q": st.sampled_from(list(SEARCHES)),
        "from": _dates,
        "sort": st.sampled_from(["latest", "earliest", "published", "reference"]),
        "as_of": st.integers(1, 6).map(str),
    },
) | st.fixed_dictionaries({}, optional={"to": _dates, "as_of": st.integers(1, 6).map(str)})
questions = st.builds(lambda chosen, rest: {**chosen, **rest}, filters, others)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=questions)
@example(asked={})
@example(asked={"sort": "published"})
@example(asked={"as_of": "1"})
@example(asked={"actor": ["actor-1"], "edition": ["correction", "update"]})
@example(asked={"kind": ["bank"]})
@example(asked={"actor": ["actor-1"], "role": ["supplier"]})
@example(asked={"involvement": ["actor-1:supplier"]})
@example(asked={"involvement": ["actor-1:broker", "actor-2:supplier"], "as_of": "3"})
def test_every_form_has_the_findings_of_the_page_in_its_order(client: Client, asked: Parameters) -> None:
    query = urlencode(asked, doseq=True)
    expected = recount(asked, int(asked.get("as_of", 6)))
    references = [each.reference for each in expected]
    documents = [each.document for each in expected]

    assert references_of_the_pages(query) == references
    assert [row["reference"] for row in csv.DictReader(io.StringIO(fetch(client, "csv", query).decode(), ""))] == (
        references
    )
    as_json = json.loads(fetch(client, "json", query))
    assert (as_json["question"]["count"], as_json["findings"]) == (len(expected), documents)
    assert [json.loads(line) for line in fetch(client, "jsonl", query).splitlines()] == documents
    assert references_of_the_sheet(fetch(client, "xlsx", query)) == references

    on_the_map = json.loads(fetch(client, "geojson", query))
    located = [each for each in expected if any(place["latitude"] for place in each.document["places"])]
    assert on_the_map["findings"] == {"total": len(expected), "without_coordinates": len(expected) - len(located)}
    features = [feature["properties"]["reference"] for feature in on_the_map["features"]]
    assert list(dict.fromkeys(features)) == [each.reference for each in located]

    changed_last_first = [
        f"{django_settings.SITE_URL}/findings/{each.reference.lower()}/"
        for each in sorted(expected, key=last_change, reverse=True)
    ]
    assert [entry.id for feed in pages_of_atom(client, query) for entry in feed.entries] == changed_last_first
    assert [item["id"] for feed in pages_of_json_feed(client, query) for item in feed["items"]] == changed_last_first

    meta = json.loads(fetch(client, "csv.meta.json", query))
    digest = hashlib.sha256("".join(f"{reference}\n" for reference in references).encode()).hexdigest()
    assert (meta["count"], meta["references_sha256"]) == (len(expected), digest)


def last_change(each: Stored) -> int:
    """The position of the last edition, up to this one, that changed what the finding says or whether it stands."""
    return max(
        position
        for position, kind in Edition.objects.of(SubjectKind.FINDING, each.reference).values_list(
            "position", "edition_kind"
        )
        if position <= each.position and kind != "update"
    )


def fetch(client: Client, form: str, query: str) -> bytes:
    response: Any = client.get(f"/findings.{form}?{query}")
    assert response.status_code == 200, response.content
    return b"".join(response.streaming_content) if response.streaming else response.content


def references_of_the_pages(query: str) -> list[str]:
    references: list[str] = []
    for page in range(1, 4):
        rows = lists.rows(Question.read(QueryDict(f"{query}&page={page}")))
        references += [row.document["reference"] for row in rows]
        assert len(rows) == PAGE_SIZE or page * PAGE_SIZE > len(references)
    return references


def references_of_the_sheet(data: bytes) -> list[str]:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    header, *rows = book.worksheets[0].iter_rows(values_only=True)
    assert header[0] == "reference"
    return [row[0] for row in rows]


def pages_of_atom(client: Client, query: str) -> Iterator[Any]:
    feed = feedparser.parse(fetch(client, "atom", query))
    while True:
        assert not feed.bozo
        yield feed
        following = [link.href for link in feed.feed.links if link.rel == "next"]
        if not following:
            return
        feed = feedparser.parse(client.get(following[0].removeprefix(django_settings.SITE_URL)).content)


def pages_of_json_feed(client: Client, query: str) -> Iterator[Any]:
    feed = json.loads(fetch(client, "feed.json", query))
    yield feed
    while "next_url" in feed:
        feed = json.loads(client.get(feed["next_url"].removeprefix(django_settings.SITE_URL)).content)
        yield feed
