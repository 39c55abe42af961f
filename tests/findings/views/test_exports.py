"""The files of a list: headers, refusals, the state of their time, and how they are read from the database."""

from __future__ import annotations

import base64
import csv
import gzip
import hashlib
import io
import json
import logging
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import openpyxl  # type: ignore[import-untyped]
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, DjangoDbBlocker, Settings

from findings import publishing
from findings.caching import CACHE_CONTROL, version_poll
from findings.exports import tabular
from findings.exports.forms import MEDIA_TYPES, STREAMED
from findings.queries import lines
from findings.vocabulary import EditionKind, SubjectKind
from tests import factories as make
from tests.findings.exports.thirty import find, thirty_published
from tests.findings.publish import publish_everything
from tests.lasting import lasting_headers

SITE = "http://127.0.0.1:8000"
FORMS = [*STREAMED, "xlsx"]
PLAIN = "text/plain; charset=utf-8"
LICENCE = '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'


@pytest.fixture(autouse=True)
def export_dir(settings: Settings, tmp_path: Path) -> Path:
    settings.EXPORT_DIR = tmp_path / "exports"
    return tmp_path / "exports"


@pytest.fixture(scope="module")
def thirty_of_the_module(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with thirty_published(django_db_blocker):
        yield


@pytest.fixture
def thirty(thirty_of_the_module: None, db: None) -> None:
    version_poll.forget()


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def references(data: bytes) -> list[str]:
    return [row["reference"] for row in csv.DictReader(io.StringIO(data.decode(), newline=""))]


# Headers


@pytest.mark.usefixtures("thirty")
@pytest.mark.parametrize("form", FORMS)
def test_a_file_says_what_it_is(client: Client, form: str) -> None:
    response = client.get(f"/findings.{form}?category=category-1&from=2020&page=2")
    body(response)
    assert {
        name: response.headers.get(name)
        for name in (
            "Content-Type",
            "Content-Disposition",
            "Link",
            "Cache-Control",
            "Access-Control-Allow-Origin",
            "Access-Control-Expose-Headers",
            "X-Content-Type-Options",
            "Dataset-Version",
        )
    } == {
        "Content-Type": MEDIA_TYPES[form],
        "Content-Disposition": f'attachment; filename="findings-category-1-from-2020-v6.{form}"',
        "Link": f'<{SITE}/findings.{form}.meta.json?category=category-1&from=2020>; rel="describedby"; '
        f'type="application/json", <{SITE}/findings/?category=category-1&from=2020>; rel="collection"; '
        f'type="text/html", {LICENCE}',
        "Cache-Control": CACHE_CONTROL,
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": "Content-Digest, Content-Disposition, Dataset-Version, ETag, Link, RateLimit, "
        "RateLimit-Policy, Retry-After",
        "X-Content-Type-Options": "nosniff",
        "Dataset-Version": "6",
    }
    assert response.has_header("ETag")
    assert not response.cookies


@pytest.mark.usefixtures("thirty")
@pytest.mark.parametrize("form", MEDIA_TYPES)
@pytest.mark.parametrize("query", ["", "?category=category-1"])
def test_what_has_not_changed_is_not_sent_again(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, form: str, query: str
) -> None:
    first = client.get(f"/findings.{form}{query}")
    body(first)
    etag = first.headers["ETag"]
    version_poll.forget()
    with django_assert_num_queries(1):
        again = client.get(f"/findings.{form}{query}", headers={"If-None-Match": etag})
    assert (again.status_code, again.content, again.headers["Access-Control-Allow-Origin"]) == (304, b"", "*")


@pytest.mark.usefixtures("thirty")
@pytest.mark.parametrize("form", FORMS)
def test_head_has_the_headers_and_builds_no_body(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, form: str
) -> None:
    """The dataset version is asked for, and how many findings answer."""
    get = client.get(f"/findings.{form}?role=carrier")
    body(get)
    version_poll.forget()
    with django_assert_num_queries(2):
        head = client.head(f"/findings.{form}?role=carrier")
        assert (head.status_code, body(head)) == (200, b"")
    without_length = {name: value for name, value in lasting_headers(get).items() if name != "Content-Length"}
    assert lasting_headers(head) == without_length


@pytest.mark.usefixtures("thirty")
def test_a_name_is_short_and_ascii_whatever_is_asked(client: Client) -> None:
    asked = {"q": '"Größe" \u202bעברית\u202c ../../etc/passwd\r\nX: y ' + "long " * 50}
    name = client.head("/findings.csv", asked).headers["Content-Disposition"]
    assert name == (
        'attachment; filename="findings-groe-etc-passwd-x-y-long-long-long-long-long-long-long-long-long-long-v6.csv"'
    )


@pytest.mark.usefixtures("thirty")
def test_links_are_left_out_before_the_header_grows_too_long(client: Client) -> None:
    links = client.head("/findings.csv", {"q": "한" * 400}).headers["Link"]
    list_of_it = f"{SITE}/findings/?q={'%ED%95%9C' * 400}"
    assert (links, len(links) < 4096) == (f'<{list_of_it}>; rel="collection"; type="text/html", {LICENCE}', True)


# Refusals


@pytest.mark.usefixtures("thirty")
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("colour=red", "There is no filter named “colour”."),
        ("category=nothing", "There is no category “nothing” in the portal."),
        ("country=XX", "“XX” cannot be a value of country."),
        ("year=²", "“²” cannot be a value of year."),
        ("q=%00", "The search text has a character that no text can have (a zero byte)."),
        ("as_of=7", "There is no dataset version 7 yet: the newest is 6."),
        ("as_of=0", "“0” cannot be “as_of”."),
        ("sort=size", "“size” is not an order."),
    ],
)
def test_what_cannot_be_answered_is_refused_in_a_sentence(client: Client, query: str, sentence: str) -> None:
    for form in [*MEDIA_TYPES, "csv.meta.json"]:
        response = client.get(f"/findings.{form}?{query}")
        assert (response.status_code, sentence in response.content.decode()) == (400, True), form
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.usefixtures("thirty")
@pytest.mark.parametrize("accepts", ["*/*", "text/csv", ""])
def test_a_program_is_refused_in_plain_text(client: Client, accepts: str) -> None:
    refused = client.get("/findings.csv?colour=red&year=20", headers={"Accept": accepts})
    sentences = refused.content.decode().splitlines()
    assert (refused.status_code, refused.headers["Content-Type"], len(sentences)) == (400, PLAIN, 2)
    assert sentences[0].startswith("There is no filter named “colour”.")
    assert sentences[1].startswith("“20” cannot be a value of year.")
    many = client.get("/findings.csv?" + "&".join(f"year=x{n}" for n in range(12)), headers={"Accept": accepts})
    assert many.content.decode().splitlines()[10:] == ["And 2 more things like these."]


@pytest.mark.usefixtures("thirty")
def test_a_browser_is_refused_a_file_by_a_page(client: Client) -> None:
    browser = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    refused = client.get("/findings.csv?colour=red", headers=browser)
    assert (refused.status_code, refused.headers["Content-Type"]) == (400, "text/html; charset=utf-8")
    assert "<li>There is no filter named “colour”." in refused.content.decode()


@pytest.mark.usefixtures("thirty")
def test_a_sheet_of_too_many_rows_is_refused_with_the_address_of_the_csv(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tabular, "SHEET_ROWS", 7)
    assert body(client.get("/findings.xlsx?category=category-1&support=single"))
    refused = client.get("/findings.xlsx?category=category-1")
    assert (refused.status_code, refused.headers["Content-Type"], refused.content.decode()) == (
        422,
        PLAIN,
        (
            "8 findings answer, and a sheet holds 7 rows below its header. "
            f"The same findings as CSV, whole: {SITE}/findings.csv?category=category-1\n"
        ),
    )


# The state of their time


@pytest.mark.usefixtures("thirty")
@pytest.mark.parametrize("version", [1, 2, 3, 4, 6])
def test_an_answer_as_of_a_version_never_changes(client: Client, version: int) -> None:
    query = f"?as_of={version}&sort=reference"
    said = [body(client.get(f"/findings.{form}{query}")) for form in ("csv", "jsonl", "atom", "feed.json")]
    meta = json.loads(body(client.get(f"/findings.csv.meta.json{query}")))
    for reference in ("MSMT-2025-1-001", "MSMT-2025-1-007"):
        record = find(reference)
        record.title = "Put right"
        record.save()
    make.make_finding()
    publish_everything(EditionKind.CORRECTION)
    publishing.withdraw(SubjectKind.FINDING, "MSMT-2025-2-007", editor="Kim", note="It was none.")
    version_poll.forget()
    assert [body(client.get(f"/findings.{form}{query}")) for form in ("csv", "jsonl", "atom", "feed.json")] == said
    assert json.loads(body(client.get(f"/findings.csv.meta.json{query}"))) == meta


@pytest.mark.usefixtures("thirty")
def test_a_redacted_finding_leaves_every_answer_and_is_counted_as_withheld(client: Client) -> None:
    seen = {}
    for as_of in ("1", "4", "5", ""):
        query = f"?as_of={as_of}&sort=reference"
        meta = json.loads(body(client.get(f"/findings.csv.meta.json{query}")))
        found = references(body(client.get(f"/findings.csv{query}")))
        assert "MSMT-2025-1-005" not in found
        assert hashlib.sha256("".join(f"{each}\n" for each in found).encode()).hexdigest() == meta["references_sha256"]
        seen[as_of] = (meta["count"], meta["withheld"], len(found))
    assert seen == {"1": (29, 1, 29), "4": (28, 1, 28), "5": (28, 1, 28), "": (28, 1, 28)}
    assert meta["caveats"][-1] == (
        "One finding of this dataset version is withheld, because its text has been redacted since. "
        "It is counted whatever the question, for it can no longer be told whether it would answer it."
    )


@pytest.mark.usefixtures("thirty")
def test_an_answer_is_of_the_version_it_promised_though_another_is_published_meanwhile(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("findings.caching.POLLING_SECONDS", 60)
    before = body(client.get("/findings.csv?sort=reference"))
    version_poll.forget()
    client.get("/findings/")  # the process now believes in version 6 for a minute
    record = find("MSMT-2025-1-001")
    record.title = "Put right"
    record.save()
    publishing.correct([record.subject], editor="Kim", note="The title was wrong.")
    response = client.get("/findings.csv?sort=reference")
    assert (response.headers["Dataset-Version"], body(response) == before) == ("6", True)
    version_poll.forget()
    response = client.get("/findings.csv?sort=reference")
    assert (response.headers["Dataset-Version"], body(response) == before) == ("7", False)


@pytest.mark.usefixtures("thirty")
def test_the_side_file_of_documents_alone_leads_to_the_edition_of_each(client: Client) -> None:
    """A document is the same for ever, and its line has the digest that the ledger has: no number stands in it."""
    asked = "?hand=second&sort=reference"
    documents = [json.loads(line) for line in body(client.get(f"/findings.jsonl{asked}")).splitlines()]
    editions = json.loads(body(client.get(f"/findings.jsonl.meta.json{asked}")))["editions"]
    assert editions == {
        "note": (
            "A document does not name its edition. The rows of this CSV, which are the same findings in the same "
            "order, do: “edition” is its number, “edition_permalink” the address to cite it by."
        ),
        "address": f"{SITE}/findings.csv{asked}&as_of=6",
    }
    rows = list(
        csv.DictReader(io.StringIO(body(client.get(editions["address"].removeprefix(SITE))).decode(), newline=""))
    )
    assert [row["reference"] for row in rows] == [each["reference"] for each in documents]
    assert {row["edition"] for row in rows} == {"1", "2"}
    row, document = next(each for each in zip(rows, documents, strict=True) if each[0]["edition"] == "2")
    cited = client.get(f"{row['edition_permalink'].removeprefix(SITE).rstrip('/')}.json")
    assert (row["edition_permalink"][-5:], json.loads(body(cited))["document"]) == ("/v/2/", document)
    for form in ("csv", "json"):
        assert "editions" not in json.loads(body(client.get(f"/findings.{form}.meta.json{asked}")))


@pytest.mark.usefixtures("thirty")
@pytest.mark.parametrize(("as_of", "editions"), [("", {1, 2}), ("&as_of=1", {1})])
def test_json_says_of_each_document_which_edition_it_is_of_as_its_row_of_the_csv_does(
    client: Client, as_of: str, editions: set[int]
) -> None:
    asked = f"?hand=second&sort=reference{as_of}"
    answer = json.loads(body(client.get(f"/findings.json{asked}")))
    rows = list(csv.DictReader(io.StringIO(body(client.get(f"/findings.csv{asked}")).decode(), newline="")))
    names = ["reference", "edition", "edition_kind", "edition_published", "document_digest", "permalink"]
    told = [{name: row[name] for name in [*names, "edition_permalink"]} for row in rows]
    assert [each | {"edition": str(each["edition"])} for each in answer["editions"]] == told
    assert [each["reference"] for each in answer["findings"]] == [each["reference"] for each in told]
    assert {each["edition"] for each in answer["editions"]} == editions


@pytest.mark.usefixtures("thirty")
def test_the_side_file_says_what_the_number_leaves_out(client: Client) -> None:
    meta = json.loads(body(client.get("/findings.xlsx.meta.json?as_of=1&category=category-1&page=3")))
    fields = meta.pop("fields")
    assert {**meta, "dataset_version": meta["dataset_version"] | {"head": None}} == {
        "words": "10 findings about category 1 as of dataset version 1",
        "address": f"{SITE}/findings/?category=category-1&as_of=1",
        "count": 10,
        "withheld": 1,
        "dataset_version": {"number": 1, "published_at": "2026-03-01T12:00:00Z", "head": None},
        "publisher": {"name": "DPRK Sanctions Findings", "address": f"{SITE}/"},
        "licence": {"name": "CC BY 4.0", "address": "https://creativecommons.org/licenses/by/4.0/"},
        "caveats": [
            "A finding says what a report asserts, and who asserts it. It is not a judgement by this portal.",
            "10 of 10 findings are at second hand: the editors have not read the document that makes the claim.",
            (
                "3 of 10 findings rest on one published account. "
                "How well a claim is attested is no measure of whether it is true."
            ),
            (
                "2 of 10 findings state no period: a filter by year or by date leaves such findings out, "
                "and they stand last in an order by period."
            ),
            (
                "A date stands at the precision that is known: a year, a month or a day. A filter by date takes every "
                "finding whose stated period touches what is asked for."
            ),
            (
                "Figures are those of the sources, each with its qualifier and unit. They measure different things, "
                "may count the same thing twice, and are never to be added up."
            ),
            "Provisions are mapped by the editors, and are not citations by the reports.",
            (
                "One finding of this dataset version is withheld, because its text has been redacted since. It is "
                "counted whatever the question, for it can no longer be told whether it would answer it."
            ),
        ],
        "references_sha256": meta["references_sha256"],
        "references_sha256_is_of": "The references in the order of the file, each followed by a line feed, in UTF-8.",
        "file": {
            "media_type": MEDIA_TYPES["xlsx"],
            "address": f"{SITE}/findings.xlsx?category=category-1&as_of=1",
            **{name: meta["file"][name] for name in ("length", "sha256")},
        },
    }
    assert next(each for each in fields if each["name"] == "support") == {
        "name": "support",
        "type": "string",
        "meaning": "How well attested it is that the claim was made; never how likely it is to be true.",
        "path": "support",
        "is_editorial": True,
        "choices": [
            {
                "value": "strong",
                "label": "Two or more accounts",
                "meaning": "At least two independent published accounts carry it. "
                "This is how well attested it is that it was said, not whether it is true.",
            },
            {
                "value": "single",
                "label": "One account",
                "meaning": "One published account carries it. "
                "This is how well attested it is that it was said, not whether it is true.",
            },
        ],
    }


# Files of all findings


@pytest.mark.usefixtures("thirty")
@pytest.mark.parametrize("form", ["csv", "json", "jsonl"])
def test_the_file_of_all_findings_is_kept_with_its_length_and_digest(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, form: str
) -> None:
    first = client.get(f"/findings.{form}")
    data = body(first)
    version_poll.forget()
    with django_assert_num_queries(1):
        second = client.get(f"/findings.{form}")
    assert body(second) == data
    for response in (first, second, client.head(f"/findings.{form}")):
        assert {name: response.headers.get(name) for name in ("Content-Length", "Content-Digest", "Vary")} == {
            "Content-Length": str(len(data)),
            "Content-Digest": f"sha-256=:{base64.b64encode(hashlib.sha256(data).digest()).decode()}:",
            "Vary": "Accept-Encoding",
        }
        assert response.headers["Content-Disposition"] == f'attachment; filename="findings-v6.{form}"'
        assert not response.headers["ETag"].startswith("W/")


@pytest.mark.usefixtures("thirty")
def test_the_compressed_file_has_a_length_and_a_digest_of_its_own(client: Client) -> None:
    plain = body(client.get("/findings.csv"))
    response = client.get("/findings.csv", headers={"Accept-Encoding": "br, gzip"})
    data = body(response)
    assert (gzip.decompress(data), response.headers["Content-Encoding"]) == (plain, "gzip")
    assert response.headers["Content-Length"] == str(len(data))
    digest = base64.b64encode(hashlib.sha256(data).digest()).decode()
    assert response.headers["Content-Digest"] == f"sha-256=:{digest}:"
    assert response.headers["ETag"].startswith('W/"')
    again = client.get("/findings.csv", headers={"Accept-Encoding": "gzip", "If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.usefixtures("thirty")
def test_until_its_compressed_form_is_ready_a_file_is_compressed_on_its_way(client: Client, export_dir: Path) -> None:
    plain = body(client.get("/findings.csv"))
    for compressed in export_dir.glob("*.gz"):
        compressed.unlink()
    response = client.get("/findings.csv", headers={"Accept-Encoding": "gzip"})
    assert (gzip.decompress(body(response)), response.headers["Content-Encoding"]) == (plain, "gzip")
    # They would be those of other bytes.
    assert (response.has_header("Content-Length"), response.has_header("Content-Digest")) == (False, False)


@pytest.mark.usefixtures("thirty")
def test_a_publication_makes_the_file_anew_and_leaves_nothing_of_the_old_one(client: Client, export_dir: Path) -> None:
    for form in ("csv", "json", "jsonl"):
        body(client.get(f"/findings.{form}"))
    before = {path.name for path in export_dir.iterdir()}
    publishing.redact(SubjectKind.FINDING, "MSMT-2025-1-001", [1], editor="Kim", reason="A court.")
    version_poll.forget()
    assert "MSMT-2025-1-001" not in references(body(client.get("/findings.csv")))
    after = {path.name for path in export_dir.iterdir()}
    assert (len(before), len(after), before & after) == (6, 2, set())


@pytest.mark.usefixtures("thirty")
def test_the_file_of_very_many_findings_is_written_while_it_is_sent(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole_file = body(client.get("/findings.csv?sort=latest"))
    publishing.redact(SubjectKind.FINDING, "MSMT-2025-1-001", [1], editor="Kim", reason="A court.")
    version_poll.forget()
    monkeypatch.setattr("findings.views.exports.WRITTEN_FIRST", 10)
    first = client.get("/findings.csv")
    assert (first.has_header("Content-Length"), first.has_header("Content-Digest")) == (False, False)
    data = body(first)
    second = client.get("/findings.csv")
    assert (body(second), second.headers["Content-Length"]) == (data, str(len(data)))
    assert len(data) < len(whole_file)


@pytest.mark.usefixtures("thirty")
@pytest.mark.parametrize("query", ["?sort=reference", "?as_of=6", "?category=category-1"])
def test_other_files_are_not_kept(client: Client, export_dir: Path, query: str) -> None:
    response = client.get(f"/findings.csv{query}")
    body(response)
    assert (response.has_header("Content-Digest"), export_dir.exists()) == (False, False)


@pytest.mark.usefixtures("thirty")
def test_a_file_that_cannot_be_kept_is_sent_all_the_same(
    client: Client, settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    whole_file = body(client.get("/findings.csv"))
    (tmp_path / "file").touch()
    settings.EXPORT_DIR = tmp_path / "file" / "exports"
    with caplog.at_level(logging.CRITICAL):
        response = client.get("/findings.csv")
        assert (body(response), response.has_header("Content-Length")) == (whole_file, False)


# What stands beside them


@pytest.mark.usefixtures("thirty")
@pytest.mark.parametrize("form", sorted(MEDIA_TYPES))
def test_a_side_file_has_length_and_digest_of_its_file(client: Client, form: str) -> None:
    file = json.loads(client.get(f"/findings.{form}.meta.json?category=category-1").content)["file"]
    data = body(client.get(file["address"].removeprefix(SITE)))
    assert (file["length"], file["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())


@pytest.mark.usefixtures("thirty")
def test_a_spreadsheet_has_the_same_bytes_each_time(client: Client) -> None:
    """C74: nothing in it is of the moment at which it was made."""
    first = body(client.get("/findings.xlsx?category=category-1"))
    again = client.get("/findings.xlsx?category=category-1")
    assert (body(again) == first, again.headers["ETag"].startswith("W/")) == (True, False)
    entries = zipfile.ZipFile(io.BytesIO(first)).infolist()
    assert {each.date_time for each in entries} == {(1980, 1, 1, 0, 0, 0)}
    sheet = openpyxl.load_workbook(io.BytesIO(first))
    told = (sheet.properties.modified.isoformat(), sheet.sheetnames)
    assert told == ("2026-03-06T12:00:00", ["Findings", "About"])


@pytest.mark.usefixtures("thirty")
def test_a_side_file_says_why_it_has_none(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("findings.exports.forms.MEASURED", 7)
    file = json.loads(client.get("/findings.csv.meta.json?category=category-1").content)["file"]
    assert (file.get("length"), file["note"]) == (
        None,
        (
            "Neither length nor digest: a file of more than 7 findings is made while it is sent. "
            "That of all findings has both in its headers."
        ),
    )


# How they are read


@pytest.mark.usefixtures("thirty")
def test_a_file_is_read_as_it_is_taken(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "AT_ONCE", 1)
    monkeypatch.setattr("findings.exports.forms.CHUNK", 1)
    asked = Mock(side_effect=lines._ask)
    monkeypatch.setattr(lines, "_ask", asked)
    chunks = iter(client.get("/findings.csv?sort=reference"))
    steps = []
    for _chunk in range(4):  # the header, and three rows
        next(chunks)
        steps.append(asked.call_count)
    # While a row is on its way, the next one is read.
    assert steps == [0, 2, 3, 4]
    assert len(list(chunks)) == 25


#: Address → statements inside a test's own transaction: the version, the counts, and
#: for a stream the savepoint, the version in it, the cursor, the savepoint's end.
STATEMENTS = {
    # No cursor, but the order. (The ready lines come past Django, a thousand at a time.)
    "/findings.csv?role=carrier": 6,
    "/findings.jsonl?role=carrier": 6,
    # What describes the answer: counts, attestation, withheld.
    "/findings.geojson?role=carrier": 9,
    "/findings.xlsx?role=carrier": 9,
    # And a second cursor: which edition each document is of.
    "/findings.json?role=carrier": 10,
    # A cursor of references, and the file itself, for its length and digest.
    "/findings.csv.meta.json?role=carrier": 12,
    # The version, the counts, the entries, the editions that changed them last.
    "/findings.atom?role=carrier": 4,
    "/findings.feed.json?role=carrier": 4,
}


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("address", "statements"), STATEMENTS.items())
def test_a_file_takes_the_same_statements_for_any_number_of_findings(
    client: Client,
    db: None,
    django_assert_num_queries: DjangoAssertNumQueries,
    number: int,
    address: str,
    statements: int,
) -> None:
    actor, place = make.make_actor(), make.make_place()
    for _number in range(number):
        make.make_finding(involvements=[(actor, "carrier")], places=[place])
    publish_everything()
    with django_assert_num_queries(statements):
        response = client.get(address)
        body(response)
    assert response.status_code == 200
