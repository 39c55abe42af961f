"""What every answer says of itself: pages, data, images, errors and redirects alike."""

from __future__ import annotations

import re

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from mmsmt_portal.headers import PERMISSIONS_POLICY, HeadersMiddleware, without_refused
from tests import factories as make
from tests.findings.publish import publish_everything


def answered(response: HttpResponse, given: str | None = None) -> HttpResponse:
    request = HttpRequest()
    if given is not None:
        request.META["HTTP_X_REQUEST_ID"] = given
    answer = HeadersMiddleware(lambda _request: response)(request)
    assert isinstance(answer, HttpResponse)
    assert answer.headers["X-Request-Id"] == request.META["HTTP_X_REQUEST_ID"]
    return answer


def test_a_page_is_for_itself_and_asks_a_browser_for_nothing() -> None:
    headers = answered(HttpResponse("<p>", content_type="text/html")).headers
    assert (headers["Cross-Origin-Resource-Policy"], headers["Permissions-Policy"]) == (
        "same-origin",
        PERMISSIONS_POLICY,
    )
    assert "camera=()" in PERMISSIONS_POLICY


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse("{}", content_type="application/json", headers={"Access-Control-Allow-Origin": "*"}),
        HttpResponse(b"", content_type="image/png"),
    ],
)
def test_open_data_and_cards_may_be_shown_elsewhere(response: HttpResponse) -> None:
    assert answered(response).headers["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize("identifier", ["a", "01J9.proxy_7-x", "f" * 64])
def test_an_identifier_that_the_proxy_gave_is_kept(identifier: str) -> None:
    assert answered(HttpResponse(), identifier).headers["X-Request-Id"] == identifier


@given(st.text().filter(lambda text: not re.fullmatch(r"[A-Za-z0-9._-]{1,64}", text)))
def test_what_is_no_identifier_is_replaced_by_a_new_one(text: str) -> None:
    assert re.fullmatch("[0-9a-f]{16}", answered(HttpResponse(), text).headers["X-Request-Id"])


def test_no_two_requests_get_the_same_new_identifier() -> None:
    assert answered(HttpResponse()).headers["X-Request-Id"] != answered(HttpResponse()).headers["X-Request-Id"]


def test_the_time_spent_stands_before_what_the_page_says_of_its_making() -> None:
    response = HttpResponse(headers={"Server-Timing": "cache;desc=kept"})
    assert re.fullmatch(r"app;dur=[0-9]+\.[0-9], cache;desc=kept", answered(response).headers["Server-Timing"])


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ("gzip;q=0", ""),
        ("br, gzip;q=0.000, deflate", "br, deflate"),
        ("gzip ; q=0.", ""),
        ("gzip;Q=0", ""),
        ("identity;q=0, gzip", "gzip"),
        ("gzip;q=0.001", "gzip;q=0.001"),
        ("gzip;q=1, br;q=0.5", "gzip;q=1, br;q=0.5"),
        ("gzip;q=01", "gzip;q=01"),  # no quality: what cannot be read is left as it is
        ("", ""),
    ],
)
def test_a_coding_with_the_quality_nought_is_taken_out(given: str, left: str) -> None:
    assert without_refused(given) == left


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/about/", "/actors/nobody/", "/findings.csv"])
def test_nothing_is_compressed_for_a_reader_who_refuses_it(client: Client, address: str) -> None:
    """A page that is kept, an error, a file that is streamed."""
    make.make_finding()
    publish_everything()
    for codings, coded in {"br;q=0, gzip;q=0": None, "br;q=0, gzip;q=0.5": "gzip", "br;q=0, gzip": "gzip"}.items():
        for _again in range(2):
            response = client.get(address, headers={"Accept-Encoding": codings})
            assert response.headers.get("Content-Encoding") == coded
            response.close()
