"""What caches are told, when a reader is spared the page, and what no answer ever carries."""

from __future__ import annotations

import time

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.http import http_date

from findings import publishing
from findings.caching import POLLING_SECONDS, version_poll
from findings.models import DatasetVersion, Edition, Finding
from findings.vocabulary import SubjectKind
from mmsmt_portal.headers import PERMISSIONS_POLICY
from tests.findings.publish import publish_everything
from tests.findings.views.test_addresses import ADDRESSES, SUBJECTS
from tests.lasting import lasting_headers

CACHED = "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400"
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; script-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
#: Every header of a page in either role, apart from its length and what is of one answer alone.
HEADERS = {
    "Content-Language": "en",
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": CACHED,
    "Dataset-Version": "1",
    "Vary": "Accept-Encoding",
    "Content-Security-Policy": POLICY,
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS_POLICY,
}


def test_a_page_has_exactly_these_headers(portal: Finding, in_every_role: str) -> None:
    published = DatasetVersion.objects.get().published_at
    client = Client()
    for address in ADDRESSES:
        response = client.get(address)
        expected = HEADERS | {
            "ETag": f'"{settings.RELEASE}-1"',
            "Last-Modified": http_date(published.timestamp()),
            "Content-Length": str(len(response.content)),
        }
        if address in SUBJECTS.values():
            expected["Vary"] = "Accept-Encoding, Accept-Datetime"
        if "/v/1/" in address:
            _empty, plural, slug, *_rest = address.split("/")
            kind = next(kind for kind in SubjectKind if reverse(f"{kind.value}-list") == f"/{plural}/")
            edition = Edition.objects.get(subject_kind=kind, slug=slug)
            expected["ETag"] = f'"{settings.RELEASE}-1-{edition.document_digest}"'
            expected["Memento-Datetime"] = http_date(edition.published_at.timestamp())
        # What is linked is told where links are tested; that there are some, and not too many, of every page.
        headers = lasting_headers(response)
        assert len(headers.pop("Link", "").encode()) < 4096
        assert headers == expected
        assert response.cookies == {}


@pytest.mark.parametrize(
    ("address", "status", "cached"),
    [
        ("/findings/msmt-2025-1-999/", 404, CACHED),
        ("/nowhere/", 404, CACHED),
        ("/FINDINGS", 301, CACHED),
        ("/findings/MSMT-2025-1-001/", 301, CACHED),
        ("/findings/?page=0", 400, "no-store"),
        ("/actors/?" + "&".join("x=1" for _n in range(1001)), 400, "no-store"),
    ],
)
def test_other_answers_set_no_cookie_and_vary_on_none(
    portal: Finding, in_every_role: str, address: str, status: int, cached: str
) -> None:
    response = Client().get(address)
    assert (response.status_code, response.headers["Cache-Control"]) == (status, cached)
    assert response.cookies == {}
    assert "cookie" not in response.headers.get("Vary", "").lower()
    assert response.headers["Content-Security-Policy"] == POLICY
    # Only what is right today is a page, and only a page has a validator.
    assert not response.has_header("ETag")


def test_who_has_the_page_is_told_so_without_asking_for_it_again(
    portal: Finding, client: Client, django_assert_num_queries
) -> None:
    kept = ("Cache-Control", "ETag", "Last-Modified", "Dataset-Version")
    for address in ADDRESSES:
        page = client.get(address)
        if "/v/1/" in address:
            continue  # its validator names its document, and is known once the page has been made
        version_poll.forget()
        with django_assert_num_queries(1):
            first = client.get(address, headers={"If-None-Match": page.headers["ETag"]})
        with django_assert_num_queries(0):
            within_a_second = client.get(address, headers={"If-None-Match": page.headers["ETag"]})
            since = client.get(address, headers={"If-Modified-Since": page.headers["Last-Modified"]})
        for response in (first, within_a_second, since):
            assert (response.status_code, response.content) == (304, b"")
            assert {name: response.headers[name] for name in kept} == {name: page.headers[name] for name in kept}


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("If-None-Match", '"another-1"'),
        ("If-None-Match", "nonsense"),
        ("If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT"),
        ("If-Modified-Since", "yesterday"),
    ],
)
def test_who_has_another_page_gets_this_one(portal: Finding, client: Client, header: str, value: str) -> None:
    assert client.get("/findings/", headers={header: value}).status_code == 200


def test_a_weak_or_listed_tag_is_known_too(portal: Finding, client: Client) -> None:
    etag = client.get("/findings/").headers["ETag"]
    for sent in (f"W/{etag}", f'"other", {etag}', "*"):
        assert client.get("/findings/", headers={"If-None-Match": sent}).status_code == 304


def test_compressed_pages_have_a_tag_that_is_known(portal: Finding, client: Client) -> None:
    compressed = {"Accept-Encoding": "gzip"}
    page = client.get("/findings/", headers=compressed)
    assert (page.headers["Content-Encoding"], page.headers["ETag"]) == ("gzip", f'W/"{settings.RELEASE}-1"')
    assert client.get("/findings/", headers=compressed | {"If-None-Match": page.headers["ETag"]}).status_code == 304


def test_a_publication_and_a_redaction_change_every_validator(portal: Finding, client: Client) -> None:
    def tag(address: str) -> str:
        version_poll.forget()
        return client.get(address).headers["ETag"]

    addresses = ["/", "/actors/angara/", "/findings/msmt-2025-1-001/v/1/"]
    first = [tag(each) for each in addresses]
    portal.summary = "Said otherwise."
    portal.save()
    publish_everything()
    second = [tag(each) for each in addresses]
    publishing.redact(SubjectKind.FINDING, "MSMT-2025-1-001", [2], editor="Kim", reason="A court.")
    third = [tag(each) for each in addresses]
    digest = Edition.objects.get(key="MSMT-2025-1-001", number=1).document_digest
    assert [first, second, third] == [
        [*[f'"{settings.RELEASE}-{n}"'] * 2, f'"{settings.RELEASE}-{n}-{digest}"'] for n in (1, 2, 3)
    ]


def test_a_process_believes_the_version_for_a_second_and_no_longer(
    portal: Finding, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.get("/findings/").headers["Dataset-Version"] == "1"
    publishing.redact(SubjectKind.FINDING, "MSMT-2025-1-001", [1], editor="Kim", reason="A court.")
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + POLLING_SECONDS)
    assert client.get("/findings/").headers["Dataset-Version"] == "2"


def test_nothing_is_kept_while_a_developer_works(portal: Finding, client: Client) -> None:
    etag = client.get("/findings/").headers["ETag"]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(settings, "DEBUG", True)
        assert client.get("/findings/", headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize("cookie", ["sessionid=x", "csrftoken=y"])
def test_a_cookie_that_is_sent_changes_nothing(portal: Finding, in_every_role: str, cookie: str) -> None:
    with_cookie = Client(headers={"Cookie": cookie}).get("/findings/")
    without = Client().get("/findings/")
    assert (with_cookie.content, lasting_headers(with_cookie)) == (without.content, lasting_headers(without))
