"""Every public address, asked with parameters that nobody meant: an answer or a sentence, never an error of ours.

How often is said in tests/fuzzing.py. Which requests they are is decided by their number alone, so that one that fails
can be asked again. A request has headers too, of which some are what a cache, a crawler or a browser sends, and others
what nobody should.
"""

from __future__ import annotations

import logging
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver

from findings.models import Finding
from findings.queries.filters import FILTERS
from findings.queries.questions import ORDERS, OTHERS
from findings.urls import urlpatterns
from tests.fuzzing import REQUESTS

#: What stands in the gaps of an address, where it leads somewhere (the portal of tests/findings/views/conftest.py):
#: by the beginning of the address, by the name of the gap, by its kind.
RIGHT = {
    "/findings/": "msmt-2025-1-001",
    "/categories/": "petroleum",
    "/reports/": "msmt-2025-1",
    "/actors/": "angara",
    "/sources/": "an-account",
    "/resolutions/": "2397",
    "/places/": "nampo",
    "country": "kp",
    "locator": "p-11",
    "key": "2397-5",
    "name": "findings-1",
    "day": "2026-01-01",
    "edition": "1",
    "number": "1",
    "pair": "1..1",
}
FORMS = ("json", "jsonld", "bib", "ris", "csl.json", "txt", "ftm.json", "CSL.JSON", "exe")


def every_address(patterns: Iterable[URLPattern | URLResolver], begin: str = "/") -> Iterator[str]:
    """Every address there is, with its gaps: `/actors/<str:slug>/history/`."""
    for pattern in patterns:
        address = f"{begin}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from every_address(pattern.url_patterns, address)
        else:
            yield address


#: Those of findings, and what stands beside them: files, machines' addresses, the admin's, and nowhere.
ADDRESSES = [
    *every_address(urlpatterns),
    *("/<any>", "/<any>/<any>/", "/api/v1/<any>", "/health/<any>", "/metrics", "/static/<any>", "/admin/<any>"),
]
GAP = re.compile(r"<(?:(\w+):)?(\w+)>")
NAMES = [
    *FILTERS,
    *OTHERS,
    "view",
    "columns",
    "names",
    "name",
    "of",
    "containing",
    "map",
    "facet",
    "page_size",
    "style",
    "id",
    "format",
    "colour",
    "",
    "q[]",
    "\x00",
    "url",
    "maxwidth",
    "maxheight",
]
#: What is right, what nearly is, and what breaks programs that trust it.
VALUES = [
    *(values.example for values in FILTERS.values()),
    *ORDERS,
    *("list", "table", "timeline", "map", "compare", "values", "cite", "world", "region", "actor", "figures"),
    *("msmt-2025-1-001", "MSMT-2025-1-001", "msmt-2025-1", "dprk", "kp", "KP", "2397", "2397-5", "1", "2", "nampo"),
    *("0", "-1", "²", "1e9", "99999999999999999999", "2147483648", "9223372036854775808", "NaN", "0x10", "١"),
    *("2024", "2024-02-30", "March 2024", "0000", "9999-12-31", "2024-13", "yesterday", "2024-01-01", "2099-01-01"),
    *("", " ", "\x00", "%00", "\ud7ff", "\U0001f600", "é" * 200, "x" * 500, "한국어", "العربية", "a\nb", "a\tb"),
    *("'", '"', "';--", "<script>", "{{7*7}}", "%s", "%(x)s", "../../etc/passwd", "\\", "&", "#", "?", "/", "//", "."),
    *(
        '"unclosed',
        "-",
        "- -",
        "OR OR",
        "(((",
        "a OR",
        "!&|:*",
        "actor:",
        "is:",
        "is:disputed",
        "actor:dprk x",
        "year:²",
    ),
    *("bib", "csl.json", "jsonld", "ftm.json", "csv", "xlsx", "atom", "txt", "a.b.c", "findings-1", "security.txt"),
    *("2..1", "p-25", "para-21", "table-2", "findings.csv", "datapackage.json", "ready", "version", "css/portal.css"),
    *("http://testserver/findings/msmt-2025-1-001/", "http://[", "//evil.example/", "javascript:alert(1)"),
    " ".join(["oil"] * 70),
    "(" * 390,
]
#: What is right, what nearly is, and what nobody should send.
HEADERS: dict[str, list[str]] = {
    "Accept-Datetime": [
        "Thu, 26 Nov 2026 16:00:00 GMT",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Thu, 31 Feb 2025 00:00:00 GMT",
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "Mon, 01 Jan 0001 00:00:00 GMT",
        "2025-01-01",
        "yesterday",
        "",
    ],
    "If-None-Match": ["*", '"a"', 'W/"a"', '"', ",,,", '"a", W/"b"', "x" * 5000, ""],
    "If-Modified-Since": ["Thu, 26 Nov 2026 16:00:00 GMT", "Thu, 01 Jan 99999 00:00:00 GMT", "0", "\xe9"],
    "If-Match": ["*", '"a"', "nonsense"],
    "If-Unmodified-Since": ["Thu, 01 Jan 1970 00:00:00 GMT", "never"],
    "Range": ["bytes=0-9", "bytes=9-0", "bytes=-1", "bytes=0-", f"bytes={10**30}-", "rows=1-2", "bytes=a-b,"],
    "If-Range": ['"a"', "Thu, 01 Jan 1970 00:00:00 GMT"],
    "Accept-Encoding": ["gzip", "br", "gzip;q=0", "identity;q=0, *;q=0", ";;;", "gzip;q=nine", ""],
    "Accept": ["application/json", "text/html;q=0", "*/*;q=x", "application/rdf+xml", ",", "text/" + "x" * 300],
    "Accept-Language": ["ko", "xx-" * 200, ";q=", "*"],
    "X-Request-Id": ["proxy-7", "x" * 500, "<script>", "a, b", "\xff"],
    "Host": ["evil.example", "testserver:99999", "", "a b", "[::1", "testserver.", "x" * 300],
    "X-Forwarded-Host": ["evil.example"],
    "X-Forwarded-Proto": ["https", "gopher"],
    "Origin": ["null", "https://evil.example", "\x00"],
    "HX-Request": ["true", "maybe"],
    "HX-Current-URL": ["http://[", "%%", "\xe9"],
    "Cookie": ["sessionid=x", "csrftoken=" + "y" * 4000, ";;=;", "\x01"],
    "Content-Length": ["0", "-1", "x"],
    "Content-Type": ["text/html; charset=nonsense", "multipart/form-data; boundary=", "application/json"],
    "Referer": ["http://[", "javascript:alert(1)"],
    "User-Agent": ["", "x" * 4000],
}
METHODS = [*["GET"] * 16, "HEAD", "HEAD", "OPTIONS", "POST", "DELETE"]
#: The answer that oEmbed itself asks for, to a form that there is not (oEmbed 1.0, 2.3.4): no error of ours.
NOT_OURS = {("/oembed", 501)}


#: What is put into a value, or in its place, so that no list of values is all that was ever tried.
SIGNS = (
    "\x00\t\n\r \"'#%&()*+,-./0123456789:;<=>?@[\\]^_`{|}~"
    "AZaz\x7f\x85\xa0\xadéßıſΩ\u0301\u200b\u202e\u2028가\ufeff\ufffd𝟙😀"
)


@dataclass(frozen=True)
class Asked:
    method: str
    address: str
    headers: dict[str, str]


def value(chance: random.Random) -> str:
    """One of the values; of every four, one with signs put in, taken out or said again."""
    text = chance.choice(VALUES)
    if chance.random() < 0.75:
        return text
    at = chance.randrange(len(text) + 1)
    written = "".join(chance.choices(SIGNS, k=chance.choice([0, 1, 1, 2, 5]))) or text[at:] * 2
    return text[:at] + written + text[at + chance.choice([0, 0, 1, 3]) :]


def request(number: int) -> Asked:
    """Request `number`."""
    chance = random.Random(number)  # noqa: S311 - no secret
    address = chance.choice(ADDRESSES)

    def filled(gap: re.Match[str]) -> str:
        kind, name = gap[1] or "", gap[2]
        if chance.random() < 0.3 or name == "any":
            return quote(value(chance), safe="")
        if kind == "form":
            return chance.choice(FORMS)
        beginning = next((each for each in RIGHT if each in address and each.startswith("/")), "")
        return RIGHT.get(name) or RIGHT.get(kind) or RIGHT.get(beginning, "findings.csv")

    path = GAP.sub(filled, address)
    asked = [(chance.choice(NAMES), value(chance)) for _parameter in range(chance.choice([0, 1, 1, 2, 3, 6]))]
    named = chance.sample(list(HEADERS), chance.choice([0, 0, 0, 1, 2, 4]))
    headers = {name: chance.choice(HEADERS[name]) for name in named}
    return Asked(chance.choice(METHODS), f"{path}?{urlencode(asked)}" if asked else path, headers)


def answered(client: Client, number: int) -> int:
    """The status of the answer to request `number`, which is read to its end."""
    asked = request(number)
    response = client.generic(asked.method, asked.address, headers=asked.headers)
    b"".join(response)
    return response.status_code


@pytest.fixture
def quiet() -> Iterator[None]:
    """Each refused host would be told in the log of the tests."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.fuzz
@pytest.mark.usefixtures("portal", "quiet")
def test_no_request_is_answered_with_an_error_of_ours() -> None:
    client = Client(raise_request_exception=False)
    wrong = []
    for number in range(REQUESTS):
        status = answered(client, number)
        if status >= 500 and (request(number).address.partition("?")[0], status) not in NOT_OURS:
            wrong.append((status, number, request(number)))
    assert wrong == []


@pytest.mark.usefixtures("quiet")
def test_the_requests_reach_answers_of_every_kind(portal: Finding) -> None:
    """Or else nothing was tried: some are answered, some refused, some lead elsewhere, some lead nowhere."""
    client = Client(raise_request_exception=False)
    statuses = set()
    for number in range(300):
        statuses.add(answered(client, number))
    assert {200, 204, 301, 400, 404, 405} <= statuses


def test_every_public_address_is_within_reach() -> None:
    """A gap leads somewhere often enough, or else only the first line of each view was tried."""
    assert {gap[2] for address in ADDRESSES for gap in GAP.finditer(address)} == {
        "after",
        "any",
        "before",
        "country",
        "day",
        "form",
        "key",
        "locator",
        "name",
        "number",
        "pair",
        "slug",
    }
    asked = {request(number).address.partition("?")[0] for number in range(5000)}
    subjects = {
        address: right for address, right in RIGHT.items() if address.startswith("/") and "place" not in address
    }
    missed = {
        address
        for begin, right in subjects.items()
        for address in (
            f"{begin}{right}/",
            f"{begin}{right}/v/1/",
            f"{begin}{right}/history/",
            f"{begin}{right}/diff/1..1/",
            f"{begin}{right}/timemap",
            f"/api/v1{begin}{right}/editions/1/",
        )
    } - asked
    assert missed == set()
    in_forms = {
        begin for begin, right in subjects.items() if any(each.startswith(f"{begin}{right}.") for each in asked)
    }
    assert in_forms == subjects.keys()
    assert {"/", "/oembed", "/unapi", "/lookup", "/findings.csv", "/corrections/", "/data/", "/sitemap.xml"} <= asked
