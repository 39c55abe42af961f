"""Where an archived copy of a source is known, it stands beside the original on every page that rests on the source.

A copy is made long after a finding was published, and changes nothing of the claim: so it is told by the page, from the
source in force, and is in no document of a finding.
"""

from __future__ import annotations

import json
from typing import Any

import lxml.html  # type: ignore[import-untyped]
import pytest
from django.test import Client

from findings import publishing
from findings.admin.preview import as_edition
from findings.caching import version_poll
from findings.models import Edition, Finding, Source
from findings.pages.parts import archive_search
from findings.queries.editions import ArchivedCopy, archived_copies
from findings.vocabulary import SubjectKind
from tests import factories as make
from tests.findings.publish import publish_everything

FINDING = "/findings/msmt-2025-1-001/"
COPY = "https://archive.example.org/2025/an-account"


def keep_copy(slug: str = "an-account", url: str = COPY, made: str | None = "2025-03-03") -> None:
    """The editors find a copy of a source, and publish that and nothing else."""
    source = Source.objects.get(slug=slug)
    source.archived_url, source.archived = url, made
    source.save()
    publishing.publish([source.subject], editor="Kim", note="A copy was found.")
    version_poll.forget()


def lines(client: Client, address: str) -> list[list[tuple[str, str]]]:
    """Of each source on a page, its links to other hosts: the words and where they lead."""
    tree = lxml.html.document_fromstring(client.get(address).content)
    return [
        [(" ".join(link.text_content().split()), link.get("href")) for link in line.xpath(".//a[@rel='external']")]
        for line in tree.xpath("//ol[@class='sources']/li")
    ]


ORIGINAL = ("An account", "https://example.org/an-account")
REPORT = ("The report", "https://example.org/msmt-report")


@pytest.mark.parametrize("address", [FINDING, f"{FINDING}v/1/"])
def test_a_copy_published_later_stands_beside_the_original_at_once(
    portal: Finding, client: Client, address: str
) -> None:
    """Also on a page that this process had kept, and without a new edition of the finding."""
    assert lines(client, address) == [[REPORT], [ORIGINAL]]
    assert client.get(address).headers["Server-Timing"].endswith("cache;desc=kept")
    keep_copy()
    assert lines(client, address) == [
        [REPORT],
        [ORIGINAL, ("archived copy of 3\u00a0March 2025".replace("\u00a0", " "), COPY)],
    ]
    assert Edition.objects.filter(key="MSMT-2025-1-001").count() == 1


@pytest.mark.parametrize(
    ("made", "told"),
    [("2025-03", "archived copy of March 2025"), ("2025", "archived copy of 2025"), (None, "archived copy")],
)
def test_the_day_of_a_copy_is_as_exact_as_it_is_known(portal: Finding, client: Client, made: str, told: str) -> None:
    keep_copy(made=made)
    assert lines(client, FINDING) == [[REPORT], [ORIGINAL, (told, COPY)]]


def test_the_document_of_the_finding_stays_as_it_is(portal: Finding, client: Client) -> None:
    """CITABLE C23: nor are there other bytes where an edition is read as data."""
    before = client.get(f"{FINDING[:-1]}/v/1.json").content
    keep_copy()
    assert client.get(f"{FINDING[:-1]}/v/1.json").content == before


def test_programs_are_told_of_it_with_the_source(portal: Finding, client: Client) -> None:
    """C40, C43: `archivedAt`, of what a claim appears in, of what it cites, of a report and its document."""
    keep_copy()
    keep_copy("msmt-report", "https://archive.example.org/report")
    claim = json.loads(client.get(f"{FINDING[:-1]}.jsonld").content)["mainEntity"]
    report = json.loads(client.get("/reports/msmt-2025-1.jsonld").content)["mainEntity"]
    assert {
        "appearance": [each.get("archivedAt") for each in claim["appearance"]],
        "citation": [each.get("archivedAt") for each in claim["citation"]],
        "report": report["archivedAt"],
        "its document": report["encodesCreativeWork"]["archivedAt"],
    } == {
        "appearance": ["https://archive.example.org/report"],
        "citation": ["https://archive.example.org/report", COPY],
        "report": "https://archive.example.org/report",
        "its document": "https://archive.example.org/report",
    }


def test_it_stands_on_the_pages_of_reports_and_actors_too(portal: Finding, client: Client) -> None:
    keep_copy()
    keep_copy("msmt-report", "https://archive.example.org/report", made=None)
    assert lines(client, "/actors/angara/") == [[ORIGINAL, ("archived copy of 3 March 2025", COPY)]]
    [document] = lines(client, "/reports/msmt-2025-1/")
    assert document == [REPORT, ("archived copy", "https://archive.example.org/report")]
    event_source = Source.objects.exclude(slug__in=["msmt-report", "an-account"]).get()
    keep_copy(event_source.slug, "https://archive.example.org/event", made="2025")
    [of_event] = lines(client, "/reports/msmt-2025-1/events/launch/")
    assert of_event[-1] == ("archived copy of 2025", "https://archive.example.org/event")


@pytest.mark.parametrize("act", ["withdrawn", "redacted", "taken out"])
def test_a_copy_that_is_told_no_more_is_not_told_here(portal: Finding, client: Client, act: str) -> None:
    keep_copy()
    assert COPY.encode() in client.get(FINDING).content
    match act:
        case "withdrawn":
            publishing.withdraw(SubjectKind.SOURCE, "an-account", editor="Kim", note="It is none.")
        case "redacted":
            publishing.redact(SubjectKind.SOURCE, "an-account", [2], editor="Kim", reason="A court.")
        case "taken out":
            keep_copy(url="", made=None)
    version_poll.forget()
    for address in (FINDING, f"{FINDING}v/1/", f"{FINDING[:-1]}.jsonld", "/actors/angara/"):
        response = client.get(address)
        assert response.status_code == 200
        assert COPY.encode() not in response.content


@pytest.mark.parametrize("total", [1, 3])
def test_copies_take_no_statement_of_their_own(
    db: None, client: Client, django_assert_num_queries: Any, total: int
) -> None:
    sources = [
        make.make_source(f"source-{n}", archived_url=f"https://archive.example.org/{n}") for n in range(1, total + 1)
    ]
    make.make_finding("MSMT-2025-1-001", citations=[(each, "origin") for each in sources])
    publish_everything()
    # The version and the edition; and without an index one for what shares something with a finding in force.
    for address, statements in ((FINDING, 3), (f"{FINDING}v/1/", 2)):
        version_poll.forget()
        with django_assert_num_queries(statements):
            response = client.get(address)
        assert response.content.count(b">archived copy</a>") == total


def test_an_editor_is_shown_the_copies_that_readers_would_find(portal: Finding, django_assert_num_queries: Any) -> None:
    """The preview is the page of a document that is not published."""
    keep_copy()
    portal.title = "Not published"
    portal.save()
    for kind, key in ((SubjectKind.FINDING, portal.reference), (SubjectKind.ACTOR, "angara")):
        (standing,) = publishing.standings([(kind, key)])
        assert as_edition(standing).copies == {"an-account": ArchivedCopy(COPY, "2025-03-03")}
    with django_assert_num_queries(1):
        assert archived_copies(SubjectKind.SOURCE, {}) == {}


def test_the_place_in_a_source_leads_to_its_copy(portal: Finding, client: Client) -> None:
    keep_copy()
    for address in ("/sources/an-account/", "/sources/an-account/at/p-11-note-6/"):
        tree = lxml.html.document_fromstring(client.get(address).content)
        (link,) = tree.xpath(f"//a[@href='{COPY}']")
        assert " ".join(link.getparent().text_content().split()) == "Archived copy made 3 March 2025"


def search_for_a_copy(client: Client, address: str) -> list[tuple[str, str, str]]:
    """The links to a search for a copy: words, relations, and where they lead."""
    tree = lxml.html.document_fromstring(client.get(address).content)
    return [
        (link.text_content(), link.get("rel"), link.get("href"))
        for link in tree.xpath("//a[starts-with(@href, 'https://web.archive.org/')]")
    ]


def test_without_a_recorded_copy_a_source_leads_to_a_search_for_one(portal: Finding, client: Client) -> None:
    search = (
        "Look for one at the Internet Archive",
        "external nofollow noreferrer",
        "https://web.archive.org/web/*/https://example.org/an-account",
    )
    assert search_for_a_copy(client, "/sources/an-account/") == [search]
    assert search_for_a_copy(client, "/sources/an-account/v/1/") == [search]
    page = client.get("/sources/an-account/").content.decode()
    assert "No archived copy is recorded." in page
    assert "(a search by this address; nobody here has checked what it finds)" in page
    keep_copy()
    assert search_for_a_copy(client, "/sources/an-account/") == []


@pytest.mark.parametrize(
    ("url", "search"),
    {
        "https://example.org/a?b=1&c=2#d": "https://web.archive.org/web/*/https://example.org/a?b=1&c=2",
        "http://example.org/doi.org": "https://web.archive.org/web/*/http://example.org/doi.org",
        "": "",
        "ftp://example.org/a": "",
        "https://doi.org/10.1000/182": "",
        "https://dx.doi.org/10.1000/182": "",
        "https://docs.un.org/en/S/2019/171": "",
        "https://undocs.org/S/2019/171": "",
        "https://www.undocs.org/S/2019/171": "",
        "https://documents.un.org/doc/a.pdf": "",
        "https://web.archive.org/web/2020/https://example.org/a": "",
    }.items(),
)
def test_an_address_that_is_made_to_last_is_not_searched_for(url: str, search: str) -> None:
    assert archive_search({"url": url, "archived_url": ""}) == search
    assert archive_search({"url": url, "archived_url": COPY}) == ""
