"""The Link header: typed links joined, each once, never longer than a proxy takes."""

from __future__ import annotations

import pytest
from django.http import HttpResponse

from findings.views.links import MOST_BYTES, TypedLink, add_links, link_header

TIMEMAP = TypedLink("https://example.org/timemap", "timemap", "application/link-format")


def test_links_are_joined_in_their_order_and_each_stands_once() -> None:
    response = HttpResponse()
    add_links(response, [TypedLink("https://example.org/", "original timegate"), TIMEMAP, TIMEMAP])
    add_links(response, [TypedLink("https://example.org/a", "item", attributes=(("title", 'The "first"'),))])
    assert response.headers["Link"] == (
        '<https://example.org/>; rel="original timegate", '
        '<https://example.org/timemap>; rel="timemap"; type="application/link-format", '
        r'<https://example.org/a>; rel="item"; title="The \"first\""'
    )


def test_without_links_there_is_no_header() -> None:
    response = HttpResponse()
    add_links(response, [])
    assert "Link" not in response.headers


def test_a_header_that_a_proxy_would_refuse_is_a_mistake() -> None:
    most = link_header([TypedLink("https://example.org/" + "a" * (MOST_BYTES - 34), "item")])
    assert len(most) == MOST_BYTES
    with pytest.raises(ValueError, match=r"A Link header of 4097 bytes: 4096 are the most"):
        link_header([TypedLink("https://example.org/" + "a" * (MOST_BYTES - 33), "item")])
    with pytest.raises(ValueError, match=r"A Link header of 4\d+ bytes"):
        link_header([TIMEMAP], before=most)
