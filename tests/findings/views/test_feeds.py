"""The addresses of feeds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import feedparser
import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker

from findings.caching import CACHE_CONTROL, version_poll
from findings.queries.versions import current_version
from tests.findings.exports.thirty import thirty_published
from tests.lasting import lasting_headers

SITE = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def thirty_of_the_module(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with thirty_published(django_db_blocker):
        yield


@pytest.fixture(autouse=True)
def thirty(thirty_of_the_module: None, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    version_poll.forget()
    monkeypatch.setattr("findings.exports.feeds.FEED_SIZE", 10)


@pytest.mark.parametrize(
    ("form", "media_type"),
    [("atom", "application/atom+xml; charset=utf-8"), ("feed.json", "application/feed+json")],
)
def test_a_feed_says_what_it_is(client: Client, form: str, media_type: str) -> None:
    response = client.get(f"/findings.{form}?role=carrier")
    names = ("Content-Type", "Cache-Control", "Access-Control-Allow-Origin", "Link", "Content-Disposition")
    assert {name: response.headers.get(name) for name in names} == {
        "Content-Type": media_type,
        "Cache-Control": CACHE_CONTROL,
        "Access-Control-Allow-Origin": "*",
        "Link": f'<{SITE}/findings.{form}.meta.json?role=carrier>; rel="describedby"; type="application/json", '
        f'<{SITE}/findings/?role=carrier&sort=changed>; rel="alternate"; type="text/html", '
        '<https://creativecommons.org/licenses/by/4.0/>; rel="license"',
        "Content-Disposition": None,
    }


def test_a_feed_has_the_title_of_its_question_without_the_count(client: Client) -> None:
    title = "Findings about category 1 as of dataset version 3 – DPRK Sanctions Findings"
    query = "category=category-1&as_of=3"
    titles = (
        feedparser.parse(client.get(f"/findings.atom?{query}").content).feed.title,
        json.loads(client.get(f"/findings.feed.json?{query}").content)["title"],
    )
    assert titles == (title, title)


@pytest.mark.parametrize("form", ["atom", "feed.json"])
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("page=4", "There is no page 4 of this list: the last one is page 3."),
        ("page=1&page=2", "The address names “page” 2 times. Once is right."),
        ("page=0", "“0” cannot be “page”. It is a number from 1 on."),
    ],
)
def test_a_page_that_there_is_not_is_refused(client: Client, form: str, query: str, sentence: str) -> None:
    response = client.get(f"/findings.{form}?{query}")
    assert (response.status_code, sentence in response.content.decode()) == (400, True)


@pytest.mark.parametrize(
    "query", ["", "category=category-1", "role=carrier", "from=2020", "category=category-1&as_of=2"]
)
def test_a_feed_has_the_first_rows_of_the_list_that_it_leads_to(
    client: Client, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    """C66: the list in the order of feeds, page by page; also where an update has come that moves no entry."""
    monkeypatch.setattr("findings.exports.feeds.FEED_SIZE", 25)
    feed = feedparser.parse(client.get(f"/findings.atom?{query}").content)
    items = json.loads(client.get(f"/findings.feed.json?{query}").content)
    [address] = [each.href for each in feed.feed.links if each.rel == "alternate"]
    assert items["home_page_url"] == address
    page = client.get(address.removeprefix(SITE)).content.decode().partition("<main")[2]
    listed = list(dict.fromkeys(re.findall(r'href="/findings/(msmt-[0-9-]+)/"', page)))
    in_feeds = [[each["id"].split("/")[-2] for each in entries] for entries in (feed.entries, items["items"])]
    assert in_feeds == [listed, listed]
    assert len(listed) > 1


def test_a_feed_in_another_order_is_the_same_feed(client: Client) -> None:
    assert client.get("/findings.atom?sort=reference").content == client.get("/findings.atom").content


@pytest.mark.parametrize("form", ["atom", "feed.json"])
def test_head_has_the_headers_of_a_feed(client: Client, form: str) -> None:
    head, get = client.head(f"/findings.{form}"), client.get(f"/findings.{form}")
    assert (head.status_code, head.content, lasting_headers(head)) == (200, b"", lasting_headers(get))


@pytest.mark.parametrize(
    "address",
    [
        "/findings.atom",
        "/findings.feed.json?role=carrier",
        "/findings/msmt-2025-1-001/history.atom",
        "/corrections.atom",
        "/data/releases.atom",
    ],
)
def test_every_feed_carries_the_head_of_the_ledger(client: Client, address: str) -> None:
    """As the page says that tells how to check that nothing was changed."""
    version = current_version()
    assert version is not None
    assert version.head in client.get(address).content.decode()
