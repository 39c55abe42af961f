"""Typed links, as a crawler of the FAIR Signposting profile reads them: in the header, in the page, in the linkset."""

from __future__ import annotations

import json
from typing import Any

import lxml.html  # type: ignore[import-untyped]
import pytest
from django.test import Client, override_settings
from signposting import Signposting
from signposting.linkheader import find_signposting_http_link

from findings import publishing
from findings.caching import version_poll
from findings.models import Finding
from findings.vocabulary import SubjectKind
from tests import factories as make
from tests.findings.publish import publish_everything
from tests.findings.views.test_addresses import SUBJECTS

SITE = "http://127.0.0.1:8000"
FINDING = "/findings/msmt-2025-1-001/"
SUBJECT_PAGES = [*SUBJECTS.values(), *(f"{address}v/1/" for address in SUBJECTS.values())]
RELATIONS = {"cite-as", "describedby", "item", "type", "author", "license", "collection", "linkset"}


def in_header(response: Any, address: str) -> Signposting:
    return find_signposting_http_link([response.headers["Link"]], SITE + address)


def triples(links: Any) -> set[tuple[str, str, str]]:
    return {(str(each.rel.value), str(each.target), str(each.type or "")) for each in links}


def test_a_crawler_finds_all_of_it_in_the_header(portal: Finding, client: Client) -> None:
    """C02, C14, C16: one cite-as, one licence, one collection, one linkset; files with their types."""
    response = client.get(FINDING)
    found = in_header(response, FINDING)
    assert found.citeAs is not None
    assert found.license is not None
    assert found.citeAs.target == f"{SITE}{FINDING}"
    assert found.license.target == "https://creativecommons.org/licenses/by/4.0/"
    assert {each.target for each in found.types} == {"https://schema.org/AboutPage", "https://schema.org/Report"}
    assert {(each.target, each.type) for each in found.items} == {
        (f"{SITE}{FINDING[:-1]}.json", "application/json"),
        (f"{SITE}{FINDING[:-1]}.ftm.json", "application/jsonl"),
    }
    assert (f"{SITE}{FINDING[:-1]}.jsonld", "application/ld+json") in {(e.target, e.type) for e in found.describedBy}
    assert {each.target for each in found.authors} == {f"{SITE}/about/"}
    assert found.collection is not None
    assert found.collection.target == f"{SITE}/reports/msmt-2025-1/"
    assert found.linksets
    assert {each.target for each in found.linksets} == {f"{SITE}{FINDING[:-1]}.linkset.json"}


@pytest.mark.parametrize("address", SUBJECT_PAGES)
def test_header_page_and_linkset_agree(portal: Finding, client: Client, address: str) -> None:
    """C14, C15, C17, C18: the same targets in each; the header is below 4,096 bytes; HEAD has the same one."""
    response = client.get(address)
    header = response.headers["Link"]
    assert client.head(address).headers["Link"] == header
    assert len(header.encode()) < 4096
    links = {each for each in triples(in_header(response, address).signposts) if each[0] in RELATIONS}
    tree = lxml.html.document_fromstring(response.content)
    assert links == {
        (link.get("rel"), link.get("href"), link.get("type", ""))
        for link in tree.xpath("//head/link")
        if link.get("rel") in RELATIONS
    }
    own, *files = json.loads(client.get(f"{address.rstrip('/')}.linkset.json").content)["linkset"]
    told = {
        (rel, each["href"], each.get("type", ""))
        for rel, targets in own.items()
        if rel != "anchor"
        for each in targets
        if not (rel == "item" and each["type"] == "text/html")
    }
    assert own["anchor"] == f"{SITE}{address}"
    assert told == {each for each in links if each[0] != "linkset"}
    back = {(each["anchor"], target["href"]) for each in files for rel in ("describes", "collection")
            for target in each.get(rel, [])}  # fmt: skip
    assert back == {(url, f"{SITE}{address}") for rel, url, _type in links if rel in {"describedby", "item"}}


@pytest.mark.parametrize("address", SUBJECT_PAGES)
def test_a_file_leads_back_to_the_page_whose_linkset_says_so(portal: Finding, client: Client, address: str) -> None:
    """CITABLE 3: the file beside the permanent address is of the page there, that of an edition of the edition."""
    _own, *files = json.loads(client.get(f"{address.rstrip('/')}.linkset.json").content)["linkset"]
    assert len(files) >= 4
    for file in files:
        path = file["anchor"].removeprefix(SITE)
        told = triples(in_header(client.get(path), path).signposts)
        [rel] = set(file) - {"anchor"}
        assert [(name, url) for name, url, _type in told if name != "license"] == [(rel, f"{SITE}{address}")]


@pytest.mark.parametrize("address", SUBJECT_PAGES)
def test_a_typed_link_and_linked_data_say_the_same_of_a_record(portal: Finding, client: Client, address: str) -> None:
    """C16: the type of the thing, and the one collection that it is part of: its report, or the dataset."""
    response = client.get(address)
    found = in_header(response, address)
    tree = lxml.html.document_fromstring(response.content)
    [block] = tree.xpath("//script[@type='application/ld+json']/text()")
    page = json.loads(block)
    thing = page["mainEntity"]
    types = thing["@type"] if isinstance(thing["@type"], list) else [thing["@type"]]
    [told] = {each.target for each in found.types} - {"https://schema.org/AboutPage"}
    assert told.removeprefix("https://schema.org/") in types
    wholes = thing["isPartOf"] if address.startswith("/findings/") else [page["isPartOf"]]
    assert found.collection is not None
    assert found.collection.target in {each.get("url", each["@id"]) for each in wholes}
    assert client.get(found.collection.target.removeprefix(SITE)).status_code == 200


def test_the_type_of_an_actor_and_of_a_source_is_that_of_its_kind(db: None, client: Client) -> None:
    make.make_vessel("a-ship")
    make.make_actor("a-bank", actor_kind="bank")
    make.make_source("a-paper", source_kind="news")
    make.make_source("a-statement", source_kind="joint_statement")
    publish_everything()
    told = {}
    for address in ("/actors/a-ship/", "/actors/a-bank/", "/sources/a-paper/", "/sources/a-statement/"):
        types = {each.target for each in in_header(client.get(address), address).types}
        told[address] = {each.removeprefix("https://schema.org/") for each in types} - {"AboutPage"}
    assert told == {
        "/actors/a-ship/": {"Vehicle"},
        "/actors/a-bank/": {"Organization"},
        "/sources/a-paper/": {"NewsArticle"},
        "/sources/a-statement/": {"CreativeWork"},
    }


@pytest.mark.parametrize("address", SUBJECT_PAGES)
def test_every_target_is_there_with_the_type_it_promised(portal: Finding, client: Client, address: str) -> None:
    """C19."""
    links = triples(in_header(client.get(address), address).signposts)
    ours = [(url.removeprefix(SITE), media_type) for _rel, url, media_type in links if url.startswith(SITE)]
    assert len(ours) >= 4
    for path, media_type in ours:
        response = client.get(path)
        assert response.status_code == 200, path
        assert response.headers["Content-Type"].partition(";")[0] == (media_type or "text/html"), path


@pytest.mark.parametrize("total", [1, 3])
def test_a_report_names_its_findings_in_its_linkset_and_not_in_its_header(
    portal: Finding, client: Client, total: int, django_assert_num_queries: Any
) -> None:
    """C16, CITABLE 14.5: the collection of a finding answers with links back to it."""
    for _number in range(total - 1):
        make.make_finding(report=portal.report, category=portal.category)
    publish_everything()
    version_poll.forget()
    with django_assert_num_queries(3):  # the version, the edition, its findings
        (own, *_files) = json.loads(client.get("/reports/msmt-2025-1.linkset.json").content)["linkset"]
    pages = [each for each in own["item"] if each["type"] == "text/html"]
    assert pages == [
        {"href": f"{SITE}/findings/{finding.reference.lower()}/", "type": "text/html"}
        for finding in Finding.objects.order_by("reference")
    ]
    assert len(pages) == total
    assert b"/findings/" not in client.get("/reports/msmt-2025-1/").headers["Link"].encode()


def test_a_header_that_would_be_too_long_leads_to_the_linkset(portal: Finding, client: Client) -> None:
    """C14: a long host and a long slug never make an answer that a proxy refuses."""
    with override_settings(SITE_URL=f"https://{'long-label-of-a-host.' * 12}example.org"):
        header = client.get(FINDING).headers["Link"]
    assert len(header.encode()) < 4096
    found = find_signposting_http_link([header], SITE + FINDING)
    assert {each.rel.value for each in found.signposts} >= {"cite-as", "license", "linkset"}
    assert found.describedBy == set()


def test_a_withdrawn_finding_has_an_address_and_no_files(portal: Finding, client: Client) -> None:
    """C05."""
    files = {"describedby", "item", "linkset"}
    assert files <= {rel for rel, _url, _type in triples(in_header(client.get(FINDING), FINDING).signposts)}
    publishing.withdraw(SubjectKind.FINDING, "MSMT-2025-1-001", editor="Kim", note="Said twice.")
    version_poll.forget()
    gone = triples(in_header(client.get(FINDING), FINDING).signposts)
    assert files.isdisjoint({rel for rel, _url, _type in gone})
    assert ("cite-as", f"{SITE}{FINDING}", "") in gone
