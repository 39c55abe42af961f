"""What can be taken away: the page of the data, releases and their files, the catalogue, the feed."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client, override_settings
from pytest_django import DjangoAssertNumQueries, Settings

from findings import publishing
from findings.caching import version_poll
from findings.exports.datasets.making import export
from findings.models import Finding
from findings.vocabulary import SubjectKind
from tests.findings.exports.thirty import at_noon
from tests.findings.publish import publish_everything
from tests.findings.views.conftest import make_records
from tests.ground import ground

SITE = "https://portal.example.org"


@pytest.fixture
def releases_dir(settings: Settings, tmp_path: Path) -> Path:
    settings.RELEASES_DIR = tmp_path / "releases"
    settings.SITE_URL = SITE
    return tmp_path / "releases"


@ground
def two_releases_made() -> Iterator[Path]:
    """Releases of version 1 of 1 March 2026 and of version 3 of 6 March; there is none of version 2 of 4 March."""
    finding = make_records()
    with tempfile.TemporaryDirectory(prefix="portal-tests-releases-") as folder:
        with pytest.MonkeyPatch.context() as patch, override_settings(SITE_URL=SITE):
            for day, summary in ((1, "A zeppelin."), (4, "Two zeppelins."), (6, "Three zeppelins.")):
                at_noon(patch, dt.date(2026, 3, day))
                finding.summary = summary
                finding.save()
                publish_everything(note=f"Published on day {day}.")
            for version in (1, 3):
                export(Path(folder) / str(version), version=version)
        yield Path(folder)


@pytest.fixture
def two(two_releases_made: Path, releases_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The two releases, in a folder of this test's own; it is 7 March."""
    shutil.copytree(two_releases_made, releases_dir)
    at_noon(monkeypatch, dt.date(2026, 3, 7))
    return releases_dir


def text(response: object) -> str:
    return " ".join(re.sub("<[^>]+>", " ", response.content.decode()).split())  # type: ignore[attr-defined]


@pytest.mark.usefixtures("two")
def test_the_page_lists_releases_the_newest_first(client: Client) -> None:
    page = client.get("/data/").context["page"]
    assert [(each.link.words, each.link.url, each.published_iso, each.findings) for each in page.releases] == [
        ("Dataset version 3", "/data/releases/3/", "2026-03-06T12:00:00Z", 1),
        ("Dataset version 1", "/data/releases/1/", "2026-03-01T12:00:00Z", 1),
    ]
    assert [(each.changes, each.note) for each in page.releases] == [
        (1, "Published on day 6."),
        (8, "Published on day 1."),
    ]
    assert page.releases[0].citation == (
        "DPRK Sanctions Findings. (2026). DPRK Sanctions Findings, dataset version 3 (6 March 2026) [Data set]. "
        "DPRK Sanctions Findings. https://portal.example.org/data/releases/3/"
    )


@pytest.mark.usefixtures("two")
def test_the_first_release_has_none_before_it(client: Client) -> None:
    said = {
        path: re.findall(
            "everything in it is new|[0-9A-Z][0-9a-zA-Z ]+ from the release before|counted from dataset version [0-9]+",
            client.get(path).content.decode(),
        )
        for path in ("/data/", "/data/releases/1/", "/data/releases/3/")
    }
    assert said == {
        "/data/": ["One subject differs from the release before", "everything in it is new"],
        "/data/releases/1/": ["everything in it is new"],
        "/data/releases/3/": ["counted from dataset version 1"],
    }


@pytest.mark.usefixtures("two")
def test_the_page_leads_to_everything_that_can_be_taken(client: Client) -> None:
    body = client.get("/data/").content.decode()
    linked = set(re.findall(r'href="(/[^"#]*)"', body))
    assert linked >= {
        *("/findings.csv", "/findings.xlsx", "/findings.json", "/findings.jsonl", "/findings.geojson"),
        *("/findings.atom", "/corrections.atom", "/data/releases.atom", "/data/ledger.jsonl", "/data/catalog.jsonld"),
        *("/data/codebook/", "/data/codebook.json", "/api/v1/docs/", "/data/quality/", "/data/releases/3/"),
    }


@pytest.mark.parametrize(("path", "queries"), [("/data/", 3), ("/data/releases/1/", 3), ("/data/catalog.jsonld", 3)])
@pytest.mark.parametrize("there", [1, 2])
def test_pages_ask_the_same_of_the_database_however_many_releases_there_are(
    two: Path, client: Client, django_assert_num_queries: DjangoAssertNumQueries, path: str, queries: int, there: int
) -> None:
    if there == 1:
        shutil.rmtree(two / "3")
    version_poll.forget()
    with django_assert_num_queries(queries):
        assert client.get(path).status_code == 200


def test_a_portal_without_releases_says_so(releases_dir: Path, portal: Finding, client: Client) -> None:
    assert "No release has been made yet." in text(client.get("/data/"))


def test_a_release_is_listed_as_soon_as_it_is_there(releases_dir: Path, portal: Finding, client: Client) -> None:
    first = client.get("/data/")
    assert client.get("/data/", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    export(releases_dir / "1")
    second = client.get("/data/", headers={"If-None-Match": first.headers["ETag"]})
    assert (second.status_code, len(second.context["page"].releases)) == (200, 1)
    later = client.get("/data/", headers={"If-Modified-Since": "Fri, 31 Dec 2027 00:00:00 GMT"})
    assert (later.status_code, "Last-Modified" in later.headers) == (200, False)


@pytest.mark.usefixtures("two")
def test_the_page_of_a_release_describes_it_as_a_dataset(client: Client) -> None:
    body = client.get("/data/releases/3/").content.decode()
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', body, flags=re.DOTALL)
    node = json.loads(block)
    assert node["@type"] == "Dataset"
    assert (node["@id"], node["version"], node["datePublished"]) == (
        "https://portal.example.org/data/releases/3/",
        "3",
        "2026-03-06T12:00:00Z",
    )
    assert 50 <= len(node["description"]) <= 5000
    wanted = {
        "license",
        "creator",
        "identifier",
        "spatialCoverage",
        "isAccessibleForFree",
        "citation",
        "temporalCoverage",
    }
    assert wanted <= set(node)
    for download in node["distribution"]:
        given = client.get(download["contentUrl"].removeprefix("https://portal.example.org"))
        content = given.getvalue()
        assert given.headers["Content-Type"].partition(";")[0] == download["encodingFormat"]
        assert (f"{len(content)} B", hashlib.sha256(content).hexdigest()) == (
            download["contentSize"],
            download["sha256"],
        )


@pytest.mark.parametrize("is_later", [False, True])
def test_a_doi_is_named_by_the_page_of_the_release_its_citation_and_the_catalogue(
    releases_dir: Path, portal: Finding, client: Client, is_later: bool
) -> None:
    doi = "10.5555/dataset.1"
    if is_later:
        export(releases_dir / "1")
    before = client.get("/data/releases/1/")
    export(releases_dir / "1", doi=doi)
    page = client.get("/data/releases/1/", headers={"If-None-Match": before.headers.get("ETag", "")})
    assert page.status_code == 200  # another page than the one without
    body = page.content.decode()
    assert f'DOI: <a href="https://doi.org/{doi}">https://doi.org/{doi}</a>' in body
    assert f"DPRK Sanctions Findings. https://doi.org/{doi}" in text(page)
    assert f"doi = {{{doi}}}" in body
    assert f'"sameAs":"https://doi.org/{doi}"' in body.replace(": ", ":")
    assert doi in client.get("/data/catalog.jsonld").content.decode()
    assert ("The files keep their bytes, so they do not name it." in body) == is_later
    cited = client.get("/data/releases/1/CITATION.txt").getvalue().decode()
    assert (doi in cited) == (not is_later)


def test_every_file_is_served_as_it_was_released(two: Path, client: Client) -> None:
    folder = two / "3"
    for path in folder.iterdir():
        response = client.get(f"/data/releases/3/{path.name}", headers={"Accept-Encoding": "gzip"})
        content = response.getvalue()
        digest = hashlib.sha256(path.read_bytes())
        assert (response.status_code, content) == (200, path.read_bytes())
        assert response.headers["Content-Length"] == str(len(content))
        assert response.headers["Content-Digest"] == f"sha-256=:{base64.b64encode(digest.digest()).decode()}:"
        assert response.headers["ETag"] == f'"{digest.hexdigest()}"'
        assert "Content-Encoding" not in response.headers
        assert response.headers["Cache-Control"].startswith("public, max-age=60,")
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        again = client.get(f"/data/releases/3/{path.name}", headers={"If-None-Match": response.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("findings.csv", "text/csv; charset=utf-8; header=present"),
        ("findings.csv-metadata.json", "application/csvm+json"),
        ("csv-metadata.json", "application/csvm+json"),
        ("CHANGES.csv", "text/csv; charset=utf-8; header=present"),
        ("editions.jsonl", "application/jsonl; charset=utf-8"),
        ("findings.ftm.json", "application/jsonl; charset=utf-8"),
        ("findings.geojson", "application/geo+json"),
        ("findings.sqlite", "application/vnd.sqlite3"),
        ("datapackage.json", "application/json"),
        ("schema.json", "application/schema+json"),
        ("SHA256SUMS", "text/plain; charset=utf-8"),
        ("README.txt", "text/plain; charset=utf-8"),
    ],
)
@pytest.mark.usefixtures("two")
def test_a_file_says_what_it_is(client: Client, name: str, media_type: str) -> None:
    response = client.head(f"/data/releases/1/{name}")
    assert (response.status_code, response.headers["Content-Type"]) == (200, media_type)
    assert int(response.headers["Content-Length"]) > 0
    assert response.getvalue() == b""


def test_only_files_of_the_release_are_served(two: Path, client: Client) -> None:
    (two / "secret.txt").write_text("zeppelin plans")
    (two / "1" / "beside.txt").write_text("zeppelin plans")
    (two / "1" / ".hidden").write_text("zeppelin plans")
    for path in (
        *("/data/releases/1/beside.txt", "/data/releases/1/.hidden", "/data/releases/1/../secret.txt"),
        *("/data/releases/1/..%2Fsecret.txt", "/data/releases/1/%2e%2e/secret.txt", "/data/releases/../secret.txt"),
        *("/data/releases/1/..%5csecret.txt", "/data/releases/1//etc/passwd", "/data/releases/1/findings.csv%00"),
        *("/data/releases/1/x" + "y" * 300, "/data/releases/01/findings.csv", "/data/releases/1%2F..%2F3/findings.csv"),
    ):
        response = client.get(path)
        assert (path, response.status_code) in {(path, 404), (path, 301)}
        assert b"plans" not in response.getvalue()


def test_a_file_that_is_a_link_to_another_place_takes_the_release_from_the_shelf(two: Path, client: Client) -> None:
    (two / "secret.txt").write_text("zeppelin plans")
    (two / "1" / "findings.csv").unlink()
    (two / "1" / "findings.csv").symlink_to(two / "secret.txt")
    assert client.get("/data/releases/1/findings.csv").status_code == 404
    assert client.get("/data/releases/1/").status_code == 404


def test_a_release_of_another_ledger_is_not_shown(two: Path, client: Client) -> None:
    said = json.loads((two / "1" / "release.json").read_text())
    (two / "1" / "release.json").write_text(json.dumps(said | {"head": "0" * 64}))
    assert client.get("/data/releases/1/").status_code == 404
    assert [each.link.words for each in client.get("/data/").context["page"].releases] == ["Dataset version 3"]


@pytest.mark.parametrize(
    ("day", "version"), [("2026-03-01", 1), ("2026-03-05", 1), ("2026-03-06", 3), ("2030-01-01", 3)]
)
@pytest.mark.usefixtures("two")
def test_a_day_leads_to_the_last_release_up_to_it(client: Client, day: str, version: int) -> None:
    page, file = client.get(f"/data/releases/{day}/"), client.get(f"/data/releases/{day}/findings.csv")
    assert (page.status_code, page.headers["Location"]) == (302, f"/data/releases/{version}/")
    assert (file.status_code, file.headers["Location"]) == (302, f"/data/releases/{version}/findings.csv")


@pytest.mark.parametrize("wanted", ["2", "4", "2026-02-28", "2026-02-30", "yesterday", "999999999"])
@pytest.mark.usefixtures("two")
def test_of_a_release_that_there_is_not_the_page_says_which_there_are(client: Client, wanted: str) -> None:
    response = client.get(f"/data/releases/{wanted}/")
    assert response.status_code == 404
    assert f"No release is kept under {wanted} ." in text(response)
    assert "Dataset version 3" in text(response)
    assert response.headers["Cache-Control"].startswith("public, max-age=60,")


@pytest.mark.usefixtures("two")
def test_of_a_file_that_there_is_not_a_sentence_says_which_there_are(client: Client) -> None:
    response = client.get("/data/releases/3/findings.parquet")
    assert response.status_code == 404
    assert response.content.decode().startswith(
        "The release of dataset version 3 has no file “findings.parquet”.\nIts files are: "
    )
    assert client.get("/data/releases/2/findings.csv").content.decode() == (
        "There is no release “2”.\nReleases: https://portal.example.org/data/\n"
    )


def test_text_that_was_redacted_since_is_not_given_out(two: Path, client: Client) -> None:
    publishing.redact(SubjectKind.FINDING, "MSMT-2025-1-001", [1], editor="Kim", reason="A court.")
    version_poll.forget()
    held = client.get("/data/releases/1/")
    assert (held.status_code, "A court." in text(held)) == (451, True)
    for path in (two / "1").iterdir():
        response = client.get(f"/data/releases/1/{path.name}")
        assert (response.status_code, b"zeppelin" in response.getvalue()) == (451, False)
        assert response.content.decode().startswith(
            "The files of this release hold text that has been taken away since: A court.\n"
        )
    listed = {each.link.words: each.withheld for each in client.get("/data/").context["page"].releases}
    # The third release has every edition ever published, so the first one too.
    assert listed == {"Dataset version 1": "A court.", "Dataset version 3": "A court."}

    export(two / "1", version=1)

    made_anew = client.get("/data/releases/1/")
    assert (made_anew.status_code, "A court." in text(made_anew)) == (200, True)
    for path in (two / "1").iterdir():
        content = client.get(f"/data/releases/1/{path.name}").getvalue()
        assert (path.name, b"zeppelin" in content) == (path.name, False)
    assert client.get("/data/releases/3/editions.jsonl").status_code == 451


def test_a_redaction_of_what_came_after_a_release_leaves_it_alone(two: Path, client: Client) -> None:
    publishing.redact(SubjectKind.FINDING, "MSMT-2025-1-001", [3], editor="Kim", reason="A court.")
    version_poll.forget()
    given = client.get("/data/releases/1/editions.jsonl")
    assert (given.status_code, b"zeppelin" in given.getvalue()) == (200, True)
    assert client.get("/data/releases/3/editions.jsonl").status_code == 451


@pytest.mark.usefixtures("two")
def test_the_feed_tells_of_new_releases(client: Client) -> None:
    response = client.get("/data/releases.atom")
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    body = response.content.decode()
    assert re.findall(r"<id>(.*?)</id>", body) == [
        "https://portal.example.org/data/releases.atom",
        "https://portal.example.org/data/releases/3/",
        "https://portal.example.org/data/releases/1/",
    ]
    assert "<updated>2026-03-06T12:00:00Z</updated>" in body
    assert "Published on day 6. 1 findings; changed since the release before: 1." in body


@pytest.mark.usefixtures("two")
def test_the_catalogue_names_every_release_with_its_files_and_their_sums(client: Client) -> None:
    response = client.get("/data/catalog.jsonld")
    assert response.headers["Content-Type"] == "application/ld+json"
    node = response.json()
    assert node["type"] == ["dcat:Catalog", "schema:DataCatalog"]
    newest, oldest = node["dcat:dataset"]
    assert newest["dcat:previousVersion"] == {"id": oldest["id"]}
    assert "dcat:previousVersion" not in oldest
    sums = client.get("/data/releases/3/SHA256SUMS").getvalue().decode()
    for each in newest["dcat:distribution"]:
        name = each["dcterms:title"]["@value"]
        if name != "SHA256SUMS":
            assert f"{each['schema:sha256']}  {name}\n" in sums


@pytest.mark.usefixtures("two", "in_every_role")
def test_every_role_serves_releases_without_a_cookie(client: Client) -> None:
    for path in ("/data/", "/data/releases/3/", "/data/releases/3/findings.csv", "/data/releases.atom"):
        response = client.get(path)
        assert response.getvalue() != b""
        assert (path, response.status_code, response.cookies, "Cookie" in response.headers.get("Vary", "")) == (
            *(path, 200),
            {},
            False,
        )
