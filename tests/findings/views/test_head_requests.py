"""HEAD: the headers of GET, its length among them, and nothing that a server would have to throw away."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import FileResponse, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.test import Client, RequestFactory

from findings.models import Finding
from findings.views.methods import HeadMiddleware
from tests.findings.views.test_addresses import ADDRESSES
from tests.lasting import lasting_headers

FINDING = "/findings/msmt-2025-1-001"


def answered(method: str, path: str) -> tuple[int, dict[str, str], bytes]:
    """What a server of WSGI is given for a request: status, headers, body. Django's test client would cut the body."""
    environ = RequestFactory().generic(method, path, SERVER_NAME="127.0.0.1", HTTP_HOST="127.0.0.1:8000").environ
    response = WSGIHandler().get_response(WSGIRequest(environ))
    return response.status_code, lasting_headers(response), b"".join(response)


@pytest.mark.parametrize(
    "path",
    [*ADDRESSES, f"{FINDING}.json", f"{FINDING}/v/1/card.png", f"/embed/v1{FINDING}/v/1/", "/findings.geojson",
     "/sitemap.xml", "/robots.txt", "/health/live", "/health/ready", "/nowhere/", "/findings/?page=0",
     "/api/v1/findings/", "/findings"],
)  # fmt: skip
def test_a_server_is_given_no_body_and_the_length_of_the_whole(portal: Finding, path: str) -> None:
    """C15; RFC 9110, 9.3.2."""
    get, head = answered("GET", path), answered("HEAD", path)
    assert head == (get[0], get[1], b"")
    assert get[2] or "Location" in get[1]
    assert get[1].get("Content-Length", str(len(get[2]))) == str(len(get[2]))


def test_every_kind_of_answer_loses_its_body_and_keeps_its_length(tmp_path: Path) -> None:
    file = tmp_path / "four"
    file.write_bytes(b"four")

    def lengths(response: HttpResponseBase) -> tuple[bytes, str | None]:
        answer = HeadMiddleware(lambda _request: response)(RequestFactory().head("/"))
        content = answer.getvalue() if isinstance(answer, StreamingHttpResponse) else answer.content  # type: ignore[attr-defined]
        return content, answer.headers.get("Content-Length")

    assert lengths(HttpResponse(b"abc")) == (b"", "3")
    assert lengths(HttpResponse(b"")) == (b"", None)
    assert lengths(HttpResponse(b"", headers={"Content-Length": "7"})) == (b"", "7")
    assert lengths(StreamingHttpResponse(iter([b"abc"]))) == (b"", None)
    with file.open("rb") as opened:
        assert lengths(FileResponse(opened)) == (b"", "4")
    whole = HeadMiddleware(lambda _request: HttpResponse(b"abc"))(RequestFactory().get("/"))
    assert whole.getvalue() == b"abc"


def test_what_the_process_keeps_is_kept_whole(portal: Finding, client: Client) -> None:
    head = client.head(f"{FINDING}/")
    page = client.get(f"{FINDING}/")
    assert client.head(f"{FINDING}/").headers["Content-Length"] == head.headers["Content-Length"]
    assert head.headers["Content-Length"] == str(len(page.content))
