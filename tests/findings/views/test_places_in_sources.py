"""A paragraph of a source as a thing of its own: what rests on it, what leads to it, other ways to write it."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from findings import publishing
from findings.caching import version_poll
from findings.curation.merging import merge
from findings.models import Finding, Source
from findings.vocabulary import SubjectKind
from tests import factories as make
from tests.findings.publish import publish_everything
from tests.findings.views.test_history import said

PLACE = "/sources/s-2024-215/at/para-92/"


@pytest.fixture
def panel(db: None) -> Source:
    """A report of the Panel that three findings cite: one at para. 92, one at paras. 90-95, one at p. 11, note 6."""
    source = make.make_source(
        "s-2024-215",
        title="Final report of the Panel of Experts (S/2024/215)",
        publisher="United Nations Security Council",
        url="https://documents.un.org/doc/N2403268.PDF",
    )
    for reference, title, locator in [
        ("MSMT-2025-1-001", "One paragraph", "para. 92"),
        ("MSMT-2025-1-002", "A range", "paras. 90-95; the third picture"),
        ("MSMT-2025-1-003", "A note on a page", "p. 11, note 6; pp. 57-59"),
    ]:
        make.make_finding(reference, title=title, citations=[(source, "origin", locator)])
    publish_everything()
    return source


def test_a_place_has_everything_that_rests_on_it_and_near_it(
    panel: Source, client: Client, django_assert_num_queries
) -> None:
    version_poll.current()
    with django_assert_num_queries(3):
        page = client.get(PLACE)
    words = said(page.content.decode())
    assert page.status_code == 200
    assert "S/2024/215, para. 92" in words
    on_it, near = words.split("Near it")
    assert re.findall(r"(MSMT-2025-1-00\d) ([A-Z][\w ]*?) The MSMT", on_it) == [("MSMT-2025-1-001", "One paragraph")]
    assert re.findall(r"(MSMT-2025-1-00\d) ([A-Z][\w ]*?) The MSMT", near) == [("MSMT-2025-1-002", "A range")]
    assert "paras. 90-95; the third picture" in near
    assert 'href="/findings/?at=s-2024-215/para-92"' in page.content.decode()


@pytest.mark.parametrize(("consulted", "end"), [(True, ""), (False, " (not read by the editors)")])
def test_the_citation_of_a_place_says_where_the_editors_have_not_read_it(
    db: None, client: Client, consulted: bool, end: str
) -> None:
    source = make.make_source("a-report", title="A report", publisher="An office", consulted=consulted)
    make.make_finding("MSMT-2025-1-001", citations=[(source, "origin", "p. 30")])
    publish_everything()
    html = client.get("/sources/a-report/at/p-30/").content.decode()
    cited = re.search(r'<p class="cited">(.*?)</p>', html)
    assert cited is not None
    assert cited[1].replace("\u00a0", " ") == f"An office, “A report”, p. 30{end}"


def test_a_place_inside_of_a_cited_range_has_a_page_and_one_outside_has_none(panel: Source, client: Client) -> None:
    inside = client.get("/sources/s-2024-215/at/para-94/")
    assert inside.status_code == 200
    assert "No finding names this place by itself." in said(inside.content.decode())
    assert "A range" in said(inside.content.decode())
    for nowhere in ("para-96", "p-12", "table-1", "p-11-note-7", "nonsense"):
        page = client.get(f"/sources/s-2024-215/at/{nowhere}/")
        words = said(page.content.decode())
        assert page.status_code == 404
        assert "Nothing rests on this place" in words
        assert re.findall(r"paras?\. [\d–]+|pp?\. [\d–]+(?:, note \d)?", words.split("each ")[1]) == [
            "paras. 90–95",
            "para. 92",
            "p. 11, note 6",
            "pp. 57–59",
        ]


@pytest.mark.parametrize(
    "written", ["PARA-92", "para. 92", "Para 92", "paragraph-92", "para-92", "%C2%A0para.%2092"], ids=str
)
def test_other_ways_to_write_a_place_lead_to_the_one_address(panel: Source, client: Client, written: str) -> None:
    for source in ("s-2024-215", "S-2024-215"):
        if (source, written) == ("s-2024-215", "para-92"):
            continue
        response = client.get(f"/sources/{source}/at/{written}/")
        assert (response.status_code, response.headers["Location"]) == (301, PLACE)


def test_a_source_that_moved_takes_its_places_along(panel: Source, client: Client) -> None:
    Source.objects.filter(pk=panel.pk).update(slug="panel-2024")
    publish_everything()
    moved = client.get(PLACE)
    assert (moved.status_code, moved.headers["Location"]) == (301, "/sources/panel-2024/at/para-92/")
    assert "One paragraph" in client.get("/sources/panel-2024/at/para-92/").content.decode()


def test_of_a_source_that_is_withdrawn_or_redacted_no_place_is_told(panel: Source, client: Client) -> None:
    publishing.withdraw(SubjectKind.SOURCE, "s-2024-215", editor="Kim", note="Not a source.")
    version_poll.forget()
    assert client.get(PLACE).status_code == 410
    publishing.redact(SubjectKind.SOURCE, "s-2024-215", [2], editor="Kim", reason="A court said so.")
    version_poll.forget()
    page = client.get(PLACE)
    assert (page.status_code, "One paragraph" in page.content.decode()) == (451, False)


@pytest.mark.parametrize("many", [1, 3])
def test_a_place_of_many_findings_takes_as_many_statements(
    panel: Source, client: Client, django_assert_num_queries, many: int
) -> None:
    for number in range(many):
        make.make_finding(f"MSMT-2025-1-1{number:02}", citations=[(panel, "relays", "para. 300")])
    publish_everything()
    version_poll.current()
    with django_assert_num_queries(3):
        page = client.get("/sources/s-2024-215/at/para-300/").content.decode()
    assert len(set(re.findall(r"MSMT-2025-1-1\d\d", page))) == many


def test_a_source_lists_its_places_with_their_findings(
    panel: Source, client: Client, django_assert_num_queries
) -> None:
    version_poll.current()
    with django_assert_num_queries(5):
        html = client.get("/sources/s-2024-215/").content.decode()
    assert re.findall(r'<li><a href="/sources/s-2024-215/at/([^"]*)/">[^<]*</a> <span[^>]*>(\d)</span>', html) == [
        ("para-90-95", "1"),
        ("para-92", "1"),
        ("p-11-note-6", "1"),
        ("p-57-59", "1"),
    ]
    assert '<a href="https://docs.un.org/ar/S/2024/215" rel="external" hreflang="ar"' in html


def test_a_finding_leads_to_each_place_that_it_cites(panel: Source, client: Client) -> None:
    html = client.get("/findings/msmt-2025-1-002/").content.decode()
    locator = re.search(r'<span class="locator">(.*?)</span>', html)
    assert locator is not None
    assert locator[1] == '<a href="/sources/s-2024-215/at/para-90-95/">paras. 90-95</a>; the third picture'
    assert "https://docs.un.org/ru/S/2024/215" in html


def test_what_was_not_consulted_says_through_whom_it_was_read(portal: Finding, client: Client) -> None:
    words = said(client.get("/findings/msmt-2025-1-001/").content.decode())
    sources = words.split("as evidence, in order")[1]
    assert re.findall(r"(The report|An account) .*?(Not consulted|Consulted)", sources) == [
        ("The report", "Not consulted"),
        ("An account", "Consulted"),
    ]
    assert "Not consulted : cited at second hand, as reported by Reuters, via CNA ." in sources
    assert "docs.un.org" not in client.get("/sources/an-account/").content.decode()


def test_a_paragraph_that_is_looked_up_is_its_place(panel: Source, client: Client) -> None:
    make.make_report("s-2024-215", code="S/2024/215", reference_prefix="S-2024-215", source=panel)
    publish_everything()
    found = client.get("/lookup", {"q": "S/2024/215 para. 92"})
    assert (found.status_code, found.headers["Location"]) == (302, PLACE)
    told = client.get("/api/v1/lookup/", {"q": "S/2024/215, para. 92"}).json()
    assert (told["permalink"], told["at"]) == (f"http://127.0.0.1:8000{PLACE}", ["para-92"])


def test_a_paragraph_that_no_finding_cites_is_looked_up_in_its_source(panel: Source, client: Client) -> None:
    make.make_report("s-2024-215", code="S/2024/215", reference_prefix="S-2024-215", source=panel)
    publish_everything()
    version_poll.forget()
    source = "/sources/s-2024-215/#places"
    found = client.get("/lookup", {"q": "S/2024/215 para. 17"})
    assert (found.status_code, found.headers["Location"]) == (302, source)
    assert "No finding names any other numbered place in it." in said(client.get(source).content.decode())
    search = client.get("/findings/", {"q": "S/2024/215 para. 17"}).content.decode()
    straight = re.search(r'<p class="straight">(.*?)</p>', search)
    assert straight is not None
    assert f'href="{source}"' in straight[1]
    assert straight[1].endswith('<span class="soft">No finding names para. 17 of it.</span>')
    assert "/at/para-17/" not in search
    told = client.get("/api/v1/lookup/", {"q": "S/2024/215, para. 17"}).json()
    assert (told["key"], told["at"], told["permalink"]) == ("s-2024-215", [], f"http://127.0.0.1:8000{source}")


def test_the_page_of_an_edition_of_a_source_says_nothing_of_findings_and_that_of_the_source_does(
    db: None, client: Client
) -> None:
    make.make_source("uncited")
    publish_everything()
    sentences = ["No finding names a place in it.", "No finding cites it, and nothing that is recorded of an actor"]
    in_force, pinned = (said(client.get(f"/sources/uncited/{end}").content.decode()) for end in ("", "v/1/"))
    assert [[each in words for each in sentences] for words in (in_force, pinned)] == [[True, True], [False, False]]


def test_a_resolution_is_linked_in_six_languages(portal: Finding, client: Client) -> None:
    html = client.get("/resolutions/2397/").content.decode()
    assert "https://docs.un.org/es/S/RES/2397%282006%29" in html


def test_a_list_of_a_place_that_nothing_cites_is_empty_and_that_of_no_source_is_refused(
    panel: Source, client: Client
) -> None:
    nothing = client.get("/findings/?at=s-2024-215/p-1")
    words = said(nothing.content.decode())
    assert nothing.status_code == 200
    assert "No findings resting on p. 1, Final report of the Panel of Experts (S/2024/215)" in words
    assert "No finding answers all of this together." in words
    refused = client.get("/findings/?at=s-2024-215/para-92&at=nowhere/p-1&at=nowhere/p-2")
    assert refused.status_code == 400
    assert said(refused.content.decode()).count("There is no source “nowhere” in the portal.") == 1
    assert 'href="/findings/?at=s-2024-215/para-92"' in refused.content.decode()
    for path in ("/findings.csv", "/findings.atom", "/findings.csv.meta.json", "/api/v1/findings/"):
        assert [client.get(f"{path}?at={at}").status_code for at in ("s-2024-215/p-1", "nowhere/p-1")] == [200, 400]


def test_a_place_in_a_source_that_was_merged_is_asked_for_by_the_source_of_today(panel: Source, client: Client) -> None:
    make.make_source("the-same")
    publish_everything()
    merge(SubjectKind.SOURCE, "s-2024-215", "the-same", editor="Kim", reason="They are one.")
    publish_everything(note="They are one.")
    version_poll.forget()
    moved = client.get("/findings/?at=the-same/p-1&at=s-2024-215/para-92")
    assert (moved.status_code, moved.headers["Location"]) == (
        301,
        "/findings/?at=s-2024-215/p-1&at=s-2024-215/para-92",
    )
