"""Every public address, asked with parameters that nobody meant: an answer or a sentence, never an error of ours.

`FUZZ_REQUESTS=20000 pytest tests/findings/views/test_fuzz.py` asks that often; without it a fiftieth of that. Which
requests they are is decided by their number alone, so that one that fails can be asked again.
"""

from __future__ import annotations

import os
import random
from urllib.parse import quote, urlencode

import pytest
from django.test import Client

from findings.models import Finding
from findings.queries.filters import FILTERS
from findings.queries.questions import ORDERS, OTHERS

REQUESTS = int(os.environ.get("FUZZ_REQUESTS", "400"))

PATHS = [
    "/",
    "/findings/",
    "/findings/{}/",
    "/findings/{}/v/{}/",
    "/findings/{}.bib",
    "/findings/{}/v/{}.{}",
    "/actors/{}.txt",
    "/findings.bib",
    "/findings.ris",
    "/findings.csl.json",
    "/findings.txt",
    "/unapi",
    "/findings.csv",
    "/findings.json",
    "/findings.jsonl",
    "/findings.geojson",
    "/findings.csv.meta.json",
    "/findings.atom",
    "/findings.feed.json",
    "/lookup",
    "/categories/",
    "/categories/{}/",
    "/reports/{}/",
    "/actors/",
    "/actors/{}/",
    "/sources/",
    "/sources/{}/",
    "/resolutions/{}/",
    "/resolutions/{}/provisions/{}/",
    "/places/",
    "/places/{}/",
    "/places/{}/{}/",
    "/api/v1/findings/",
    "/api/v1/facets/",
    "/api/v1/search/",
    "/api/v1/actors/{}/",
    "/{}",
]
NAMES = [
    *FILTERS,
    *OTHERS,
    "view",
    "columns",
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
]


def request(number: int) -> str:
    """The address of request `number`."""
    chance = random.Random(number)  # noqa: S311 - no secret
    path = chance.choice(PATHS)
    path = path.format(*(quote(chance.choice(VALUES), safe="") for _gap in range(path.count("{}"))))
    asked = [(chance.choice(NAMES), chance.choice(VALUES)) for _parameter in range(chance.choice([0, 1, 1, 2, 3, 6]))]
    return f"{path}?{urlencode(asked)}" if asked else path


def answered(client: Client, number: int) -> int:
    """The status of the answer to request `number`, which is read to its end."""
    response = client.get(request(number))
    b"".join(response)
    return response.status_code


@pytest.mark.usefixtures("portal")
def test_no_request_is_answered_with_an_error_of_ours() -> None:
    client = Client(raise_request_exception=False)
    wrong = []
    for number in range(REQUESTS):
        status = answered(client, number)
        if status >= 500:
            wrong.append((status, request(number)))
    assert wrong == []


def test_the_requests_reach_answers_of_every_kind(portal: Finding) -> None:
    """Or else nothing was tried: some are answered, some refused, some lead elsewhere, some lead nowhere."""
    client = Client(raise_request_exception=False)
    statuses = set()
    for number in range(200):
        statuses.add(answered(client, number))
    assert {200, 301, 400, 404} <= statuses
