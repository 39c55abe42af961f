"""Finished pages that a process keeps: the same bytes and headers, for as long as the validator is the same."""

from __future__ import annotations

import gzip
import logging
from collections.abc import Iterator

import brotli  # type: ignore[import-untyped]
import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.test import Client, RequestFactory, override_settings
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings

from findings import caching, codings, publishing
from findings.caching import KeptPage, KeptPages, kept_pages, public, version_poll
from findings.models import Finding
from findings.queries.index_keeping import finding_indexes, index_for
from findings.queries.questions import Question
from findings.vocabulary import SubjectKind
from tests import factories as make
from tests.findings.publish import publish_everything
from tests.findings.test_codings import HEADERS, UNPACKED, as_written
from tests.ground import ground
from tests.lasting import lasting_headers


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    version_poll.forget()
    yield
    version_poll.forget()


@ground
def over_20_000_containers() -> None:
    make.make_finding("MSMT-2025-1-001", title="Over 20,000 containers")
    publish_everything()


@pytest.fixture
def finding(over_20_000_containers: None) -> Finding:
    return Finding.objects.get()


@pytest.mark.parametrize("encoding", ["", "gzip", "br", "gzip, deflate, br, zstd", "identity"])
@pytest.mark.parametrize(
    "address", ["/", "/findings/", "/findings/?category=category-1", "/findings/msmt-2025-1-001/", "/api/v1/findings/"]
)
def test_a_kept_page_is_the_page(
    finding: Finding, client: Client, django_assert_num_queries, address: str, encoding: str
) -> None:
    headers = {"Accept-Encoding": encoding} if encoding else {}
    made = client.get(address, headers=headers)
    with django_assert_num_queries(0):
        kept = client.get(address, headers=headers)
        head = client.head(address, headers=headers)
    assert (kept.status_code, kept.content, lasting_headers(kept)) == (200, made.content, lasting_headers(made))
    assert (head.status_code, head.content, lasting_headers(head)) == (200, b"", lasting_headers(made))
    assert kept.headers["Content-Length"] == str(len(kept.content))


#: What a browser sends over HTTPS.
BROWSER = "gzip, deflate, br, zstd"


@pytest.mark.parametrize(("taken", "coding"), [("gzip", "gzip"), ("br", "br")])
def test_each_coding_gets_its_own_bytes(finding: Finding, client: Client, taken: str, coding: str) -> None:
    plain = client.get("/findings/")
    compressed = client.get("/findings/", headers={"Accept-Encoding": taken})
    again = client.get("/findings/")
    assert (again.content, lasting_headers(again)) == (plain.content, lasting_headers(plain))
    assert UNPACKED[coding](compressed.content) == plain.content
    assert len(kept_pages) == 2
    differing = {"Content-Length", "Content-Encoding", "ETag"}
    assert {name: value for name, value in lasting_headers(compressed).items() if name not in differing} == {
        name: value for name, value in lasting_headers(plain).items() if name not in differing
    }
    assert {name: compressed.headers[name] for name in differing} == {
        "Content-Length": str(len(compressed.content)),
        "Content-Encoding": coding,
        "ETag": f'W/"{settings.RELEASE}-1"',
    }


def test_a_long_page_is_fewer_bytes_for_a_reader_who_takes_brotli(
    finding: Finding, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = client.get("/").content
    monkeypatch.setattr(codings, "BROTLI_FROM", len(plain))
    gzipped = client.get("/", headers={"Accept-Encoding": "gzip"})
    long = client.get("/", headers={"Accept-Encoding": BROWSER})
    assert (brotli.decompress(long.content), long.headers["Content-Encoding"]) == (plain, "br")
    assert len(long.content) < len(gzipped.content)


def test_a_short_page_leaves_in_gzip_where_both_are_taken(
    finding: Finding, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = client.get("/").content
    monkeypatch.setattr(codings, "BROTLI_FROM", len(plain) + 1)
    short = client.get("/", headers={"Accept-Encoding": BROWSER})
    assert (gzip.decompress(short.content), short.headers["Content-Encoding"]) == (plain, "gzip")


def test_what_readers_take_is_kept_apart_and_made_once_for_each(
    finding: Finding, client: Client, django_assert_num_queries
) -> None:
    takers = {"": "", "br;q=0": "", "gzip": "gzip", "br": "br", "gzip;q=0.5, br": "br", "gzip;q=1, br;q=0.5": "gzip"}
    made = {taken: client.get("/findings/", headers={"Accept-Encoding": taken}) for taken in takers}
    assert {taken: answer.headers.get("Content-Encoding", "") for taken, answer in made.items()} == takers
    assert len(kept_pages) == 3
    with django_assert_num_queries(0):
        kept = {taken: client.get("/findings/", headers={"Accept-Encoding": taken}) for taken in takers}
    assert {taken: (answer.content, lasting_headers(answer)) for taken, answer in kept.items()} == {
        taken: (answer.content, lasting_headers(answer)) for taken, answer in made.items()
    }


@pytest.mark.parametrize("taken", ["", "gzip", "br", BROWSER])
@pytest.mark.parametrize("address", ["/findings/", "/findings/msmt-2025-1-001/", "/findings/msmt-2025-1-001/v/1/"])
def test_the_tag_of_each_coding_is_known_and_sent_again(
    finding: Finding, client: Client, address: str, taken: str
) -> None:
    """A 304 has the headers of the page by which a cache finds its copy, whether the page is kept or not."""
    asked = {"Accept-Encoding": taken}
    page = client.get(address, headers=asked)
    assert page.headers["ETag"].startswith('W/"') is bool(taken)
    expected = 304, b"", *(page.headers[name] for name in ("ETag", "Vary", "Cache-Control", "Dataset-Version"))
    for forget in (version_poll.ask_again, version_poll.forget):
        forget()
        for method in (client.get, client.head):
            answer = method(address, headers=asked | {"If-None-Match": page.headers["ETag"]})
            told = [answer.headers[name] for name in ("ETag", "Vary", "Cache-Control", "Dataset-Version")]
            assert (answer.status_code, answer.content, *told) == expected
            assert not answer.has_header("Content-Encoding")


@pytest.mark.parametrize("most", [0, 10**9], ids=["as a long page", "as a short page"])
@given(codings=HEADERS)
@hypothesis_settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_answer_is_in_a_coding_that_was_accepted_whatever_stands_in_between(
    finding: Finding, client: Client, most: int, codings: list[tuple[str, str]]
) -> None:
    """The page that is made, the same as it is kept, and a notice, which GZipMiddleware packs."""
    accepted = {name.removeprefix("x-") for name, quality in codings if float(quality or 1)}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("findings.codings.BROTLI_FROM", most)
        for address in ("/findings/", "/findings/", "/findings/msmt-2025-1-999/"):
            plain = client.get(address)
            answer = client.get(address, headers={"Accept-Encoding": as_written(codings)})
            coding = answer.headers.get("Content-Encoding", "")
            assert UNPACKED[coding](answer.content) == plain.content
            assert not coding or coding in accepted


def test_the_headers_of_a_page_are_those_of_its_coding(finding: Finding, client: Client) -> None:
    for taken in ("", "gzip", "br", BROWSER):
        version_poll.forget()
        head = client.head("/findings/", headers={"Accept-Encoding": taken})
        page = client.get("/findings/", headers={"Accept-Encoding": taken})
        assert (head.content, lasting_headers(head)) == (b"", lasting_headers(page))


def test_a_page_is_kept_for_its_host_its_scheme_and_its_whole_address(finding: Finding, client: Client) -> None:
    with override_settings(ALLOWED_HOSTS=["one.example", "two.example"]):
        for host in ("one.example", "two.example"):
            client.get("/findings/", headers={"Host": host})
        client.get("/findings/", headers={"Host": "one.example"}, secure=True)
        client.get("/findings/?sort=reference", headers={"Host": "one.example"})
        client.get("/findings/", headers={"Host": "one.example"})
        assert len(kept_pages) == 4
        logging.disable(logging.CRITICAL)
        try:
            assert client.get("/findings/", headers={"Host": "evil.example"}).status_code == 400
        finally:
            logging.disable(logging.NOTSET)


def test_a_publication_and_a_redaction_empty_the_store(finding: Finding, client: Client) -> None:
    client.get("/findings/msmt-2025-1-001/")
    finding.title = "Said otherwise"
    finding.save()
    publish_everything()
    changed = client.get("/findings/msmt-2025-1-001/")
    assert ("Said otherwise" in changed.content.decode(), len(kept_pages)) == (True, 1)
    publishing.redact(SubjectKind.FINDING, "MSMT-2025-1-001", [2], editor="Kim", reason="A court.")
    version_poll.ask_again()  # a second later
    assert client.get("/findings/msmt-2025-1-001/").status_code == 451
    assert (client.get("/findings/").status_code, len(kept_pages)) == (200, 1)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/findings/msmt-2025-1-999/", 404),
        ("/findings/?page=0", 400),
        ("/findings/?page=9", 400),
        ("/FINDINGS/", 301),
        ("/findings/MSMT-2025-1-001/", 301),
        ("/lookup?q=MSMT-2025-1-001", 302),
        ("/findings.csv", 200),
    ],
)
def test_only_pages_are_kept(finding: Finding, address: str, status: int) -> None:
    client = Client(raise_request_exception=False)
    response = client.get(address)
    response.close()
    assert (response.status_code, len(kept_pages)) == (status, 0)


def test_a_conditional_request_is_answered_before_any_page(finding: Finding, client: Client) -> None:
    etag = client.get("/findings/").headers["ETag"]
    assert client.get("/findings/", headers={"If-None-Match": etag}).status_code == 304
    assert client.get("/findings/", headers={"If-None-Match": '"another"'}).status_code == 200


def test_a_request_for_a_part_gets_the_whole_page(finding: Finding, client: Client) -> None:
    made = client.get("/findings/")
    kept = client.get("/findings/", headers={"Range": "bytes=0-9"})
    assert (kept.status_code, kept.content) == (200, made.content)


def test_a_page_is_not_kept_from_a_request_for_its_headers_alone(finding: Finding, client: Client) -> None:
    client.head("/findings/")
    assert len(kept_pages) == 0


def test_nothing_is_kept_while_a_developer_works(finding: Finding, client: Client) -> None:
    with override_settings(DEBUG=True):
        client.get("/findings/")
    assert len(kept_pages) == 0


def test_a_script_that_swaps_a_list_gets_the_same_page(finding: Finding, client: Client) -> None:
    made = client.get("/findings/")
    kept = client.get("/findings/", headers={"HX-Request": "true"})
    assert (kept.content, lasting_headers(kept), len(kept_pages)) == (made.content, lasting_headers(made), 1)


def with_a_cookie() -> HttpResponse:
    response = HttpResponse("x" * 300)
    response.set_cookie("a", "b")
    return response


@pytest.mark.parametrize(
    "answer",
    [
        StreamingHttpResponse(["x" * 300]),
        HttpResponse("x" * 300, status=404),
        HttpResponse("x" * 300, headers={"Vary": "Accept-Language"}),
        HttpResponse("x" * 300, headers={"Content-Encoding": "gzip"}),
        with_a_cookie(),
    ],
    ids=["streamed", "absent", "for some readers", "compressed by the view", "with a cookie"],
)
def test_what_is_not_the_same_for_everyone_is_not_kept(db: None, answer: HttpResponse) -> None:
    public(lambda request: answer)(RequestFactory().get("/"))
    assert len(kept_pages) == 0


def test_a_short_page_is_not_compressed(db: None) -> None:
    request = RequestFactory().get("/", headers={"Accept-Encoding": "gzip"})
    response = public(lambda request: HttpResponse("short"))(request)
    assert isinstance(response, HttpResponse)
    assert (response.content, response.has_header("Content-Encoding"), len(kept_pages)) == (b"short", False, 1)


def test_a_view_answers_from_the_version_that_its_reader_is_told(finding: Finding) -> None:
    finding_indexes.build()

    def view(request: HttpRequest) -> HttpResponse:
        index = index_for(Question())
        return HttpResponse(f"version {index.version if index else None}")

    try:
        response = public(view)(RequestFactory().get("/"))
        assert isinstance(response, HttpResponse)
        assert response.content == b"version 1"
        assert index_for(Question()) is None
    finally:
        finding_indexes.stop()


def page(size: int) -> KeptPage:
    return KeptPage(b"x" * size, (("Content-Type", "text/html"),))


def test_the_store_holds_so_many_bytes_and_lets_go_what_was_asked_for_longest_ago() -> None:
    store = KeptPages(most_bytes=1000)
    store.find("1", ("a",))
    for name in "abcdefgh":
        store.keep("1", (name,), page(120))
    assert store.find("1", ("a",)) == page(120)
    store.keep("1", ("i",), page(120))
    assert [name for name in "abcdefghi" if store.find("1", (name,))] == list("acdefghi")
    assert store.bytes == 960


def test_the_store_holds_so_many_pages() -> None:
    store = KeptPages(most_bytes=1000, most_pages=2)
    store.find("1", ("a",))
    for name in "abc":
        store.keep("1", (name,), page(1))
    assert (len(store), store.bytes, store.find("1", ("a",))) == (2, 2, None)


def test_a_page_that_would_fill_the_store_is_not_kept() -> None:
    store = KeptPages(most_bytes=1000)
    store.find("1", ("a",))
    store.keep("1", ("a",), page(126))
    assert (len(store), store.bytes) == (0, 0)


def test_a_store_of_no_bytes_keeps_nothing() -> None:
    store = KeptPages(most_bytes=0)
    store.find("1", ("a",))
    store.keep("1", ("a",), page(1))
    assert len(store) == 0


def test_a_page_finished_after_its_version_is_not_kept() -> None:
    store = KeptPages(most_bytes=1000)
    store.find("1", ("a",))
    store.find("2", ("a",))
    store.keep("1", ("a",), page(1))
    assert (len(store), store.find("2", ("a",))) == (0, None)


def test_a_page_made_twice_at_once_is_counted_once() -> None:
    store = KeptPages(most_bytes=1000)
    store.find("1", ("a",))
    store.keep("1", ("a",), page(1))
    store.keep("1", ("a",), page(1))
    assert (len(store), store.bytes) == (1, 1)


def test_a_new_validator_empties_the_store() -> None:
    store = KeptPages(most_bytes=1000)
    store.find("1", ("a",))
    store.keep("1", ("a",), page(1))
    assert (store.find("2", ("a",)), len(store), store.bytes) == (None, 0, 0)


def test_the_process_keeps_what_the_setting_says() -> None:
    assert kept_pages._most_bytes == getattr(settings, "KEPT_PAGES_BYTES", caching.KEPT_BYTES)


def told(response: HttpResponseBase) -> str:
    """What an answer says of how it came about, without the time it took."""
    return response.headers["Server-Timing"].partition(", ")[2]


def test_an_answer_tells_whether_it_was_made_kept_or_unchanged(finding: Finding, client: Client) -> None:
    made = client.get("/findings/")
    known = {"If-None-Match": made.headers["ETag"]}
    edition = client.get("/findings/msmt-2025-1-001/v/1/")
    has_edition = {"If-None-Match": edition.headers["ETag"]}
    answers = {
        "made": made,
        "kept": client.get("/findings/"),
        "known": client.get("/findings/", headers=known),
        "an edition made": edition,
        "an edition kept": client.get("/findings/msmt-2025-1-001/v/1/"),
        "an edition known": client.get("/findings/msmt-2025-1-001/v/1/", headers=has_edition),
        "nothing there": client.get("/findings/msmt-2025-1-999/"),
    }
    assert {name: (answer.status_code, told(answer)) for name, answer in answers.items()} == {
        "made": (200, "cache;desc=made"),
        "kept": (200, "cache;desc=kept"),
        "known": (304, "cache;desc=unchanged"),
        "an edition made": (200, "cache;desc=made"),
        "an edition kept": (200, "cache;desc=kept"),
        "an edition known": (304, "cache;desc=unchanged"),
        "nothing there": (404, ""),
    }
