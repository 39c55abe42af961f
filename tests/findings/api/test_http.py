"""Validators, caching, open reading, and what is not there: cookies, users, sessions."""

from __future__ import annotations

import pytest
from django.conf import settings as django_settings
from django.test import Client
from pytest_django import Settings

from findings.caching import CACHE_CONTROL, version_poll
from mmsmt_portal.settings import PUBLIC_MIDDLEWARE
from tests.findings.api.content import Published, publish_everything
from tests.findings.api.described import ApiClient
from tests.lasting import lasting_headers

ADDRESSES = [
    "",
    "findings/",
    "findings/msmt-2025-1-001/",
    "findings/msmt-2025-1-001/editions/",
    "findings/msmt-2025-1-001/editions/1/",
    "actors/",
    "resolutions/2397/provisions/2397-5/",
    "provisions/",
    "editions/",
    "editions/?kind=finding&since=1",
    "facets/",
    "search/?q=tanker",
    "lookup/?q=2397/5",
    "match/?name=Nampo",
    "connection/?actor=kum-un-san-3&actor=msmt",
    "dataset/",
    "schema/",
    "schema.yaml",
    "docs/",
    "docs/findings/",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_answer_has_the_headers_of_every_public_page(api: ApiClient, published: Published, address: str) -> None:
    response = api.get(f"/api/v1/{address}")
    assert response.status_code == 200
    assert response.headers["ETag"] == f'"{django_settings.RELEASE}-1"'
    assert response.headers["Dataset-Version"] == "1"
    assert response.headers["Cache-Control"] == CACHE_CONTROL
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    exposed = set(response.headers["Access-Control-Expose-Headers"].split(", "))
    # The last three are the proxy's, which counts.
    assert {"Dataset-Version", "Total-Count", "RateLimit", "RateLimit-Policy", "Retry-After"} <= exposed
    assert response.cookies == {}
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_has_not_changed_is_told_so_before_any_work(
    api: ApiClient, published: Published, address: str, django_assert_num_queries
) -> None:
    etag = api.get(f"/api/v1/{address}").headers["ETag"]
    version_poll.forget()
    with django_assert_num_queries(1):
        response = api.get(f"/api/v1/{address}", headers={"If-None-Match": etag})
    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["ETag"] == etag
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_the_validator_changes_with_every_publication(api: ApiClient, published: Published) -> None:
    etag = api.get("/api/v1/findings/").headers["ETag"]
    published.finding.title = "Changed"
    published.finding.save()
    publish_everything("Changed.")
    response = api.get("/api/v1/findings/", headers={"If-None-Match": etag})
    assert (response.status_code, response.headers["Dataset-Version"]) == (200, "2")


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_answers_as_get_without_a_body(api: ApiClient, published: Published, address: str) -> None:
    got, head = api.get(f"/api/v1/{address}"), api.head(f"/api/v1/{address}")
    assert (head.status_code, head.content) == (200, b"")
    for name in ("Content-Type", "ETag", "Link", "Total-Count"):
        assert head.headers.get(name) == got.headers.get(name)


def test_an_answer_is_made_once_in_a_dataset_version(
    api: ApiClient, published: Published, django_assert_num_queries
) -> None:
    first = api.get("/api/v1/findings/?category=petroleum")
    with django_assert_num_queries(0):
        second = api.get("/api/v1/findings/?category=petroleum")
        refused = api.get("/api/v1/findings/?category=petroleum", headers={"Accept": "text/csv"})
    assert (second.content, lasting_headers(second)) == (first.content, lasting_headers(first))
    assert refused.status_code == 406


def test_a_preflight_of_another_origin_is_let_through(client: Client, db: None) -> None:
    response = client.options(
        "/api/v1/findings/",
        headers={
            "Origin": "https://example.org",
            "Access-Control-Request-Method": "GET",
            "Access-Control-Request-Headers": "if-none-match",
        },
    )
    assert response.status_code == 204
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert response.headers["Access-Control-Allow-Headers"] == "*"
    assert response.headers["Access-Control-Max-Age"] == "86400"
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_a_problem_may_be_read_from_another_origin_too(api: ApiClient, published: Published) -> None:
    for path in ("/api/v1/findings/?x=1", "/api/v1/nowhere/"):
        assert api.get(path).headers["Access-Control-Allow-Origin"] == "*"
    assert api.post("/api/v1/findings/").headers["Access-Control-Allow-Origin"] == "*"


def test_pages_are_left_as_they_are(client: Client, published: Published) -> None:
    assert "Access-Control-Expose-Headers" not in client.get("/findings/").headers
    assert client.get("/nowhere/").headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_public_process_answers_without_users_and_sessions(
    settings: Settings, published: Published, address: str
) -> None:
    settings.MIDDLEWARE = PUBLIC_MIDDLEWARE
    public, _of_the_admin = settings.TEMPLATES
    settings.TEMPLATES = [public]
    response = ApiClient().get(f"/api/v1/{address}", headers={"Authorization": "Bearer x", "Cookie": "sessionid=x"})
    assert response.status_code == 200
    assert response.cookies == {}


def test_json_is_utf_8_and_compact(api: ApiClient, published: Published) -> None:
    published.finding.title = "금은산 3호"
    published.finding.save()
    publish_everything("Changed.")
    content = api.get("/api/v1/findings/msmt-2025-1-001/").content
    assert '"title":"금은산 3호"'.encode() in content


def test_answers_are_compressed_where_that_is_wished(client: Client, published: Published) -> None:
    response = client.get("/api/v1/findings/", headers={"Accept-Encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert response.headers["Vary"] == "Accept-Encoding"
