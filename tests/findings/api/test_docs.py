"""The API in words: an overview and a page for each part, each thing told once, nothing lost, none of them heavy."""

from __future__ import annotations

from collections import Counter

import brotli  # type: ignore[import-untyped]
import lxml.html  # type: ignore[import-untyped]
import pytest
from django.test import Client

from findings.api.description import openapi
from findings.api.docs import docs_page, docs_part_page
from findings.api.problems import KINDS
from findings.exports import sitemaps
from tests.findings.api.content import Published

OVERVIEW = "/api/v1/docs/"
RESOURCES = [tag["name"] for tag in openapi()["tags"]]
PARTS = [*RESOURCES, "parameters", "problems", "vocabularies"]
OPERATIONS = {path["get"]["operationId"]: path["get"] for path in openapi()["paths"].values()}
SCHEMAS = openapi()["components"]["schemas"]
#: What a page may weigh, as it is sent to those who take Brotli.
MOST_BYTES = 10_000


def tree(client: Client, address: str) -> lxml.html.HtmlElement:
    response = client.get(address)
    assert response.status_code == 200
    return lxml.html.document_fromstring(response.content)


def ids(page: lxml.html.HtmlElement) -> list[str]:
    return page.xpath("//@id")


@pytest.fixture
def pages(client: Client, published: Published) -> dict[str, lxml.html.HtmlElement]:
    """Address → page, of all pages of the documentation."""
    return {address: tree(client, address) for address in (OVERVIEW, *(f"{OVERVIEW}{name}/" for name in PARTS))}


def test_there_is_a_page_for_each_resource_and_for_what_they_have_in_common(
    pages: dict[str, lxml.html.HtmlElement],
) -> None:
    listed = [(link.get("href"), link.text_content()) for link in pages[OVERVIEW].xpath("//aside//li/a")]
    assert listed == [
        (OVERVIEW, "Overview"),
        *((f"{OVERVIEW}{tag['name']}/", tag["description"]) for tag in openapi()["tags"]),
        (f"{OVERVIEW}parameters/", "Shared parameters"),
        (f"{OVERVIEW}problems/", "Problems"),
        (f"{OVERVIEW}vocabularies/", "Vocabularies"),
    ]
    for address, page in pages.items():
        assert [(link.get("href"), link.text_content()) for link in page.xpath("//aside//li/a")] == listed
        assert page.xpath("//aside//a[@aria-current='page']/@href") == [address]
        assert page.xpath("//nav[@class='trail']//a/@href") == ([] if address == OVERVIEW else [OVERVIEW])


def test_search_engines_are_told_of_every_page(pages: dict[str, lxml.html.HtmlElement]) -> None:
    assert [address for address in sitemaps.pages() if address.startswith(OVERVIEW)] == list(pages)


def test_every_operation_object_and_vocabulary_is_on_exactly_one_page(
    pages: dict[str, lxml.html.HtmlElement],
) -> None:
    parts = [page for address, page in pages.items() if address != OVERVIEW]
    found = Counter(anchor for page in parts for anchor in ids(page) if anchor in {*OPERATIONS, *SCHEMAS})
    assert found == dict.fromkeys([*OPERATIONS, *SCHEMAS], 1)


def test_an_operation_is_on_the_page_of_its_resource() -> None:
    told = {each.endpoint.name: name for name in PARTS for each in docs_part_page(name).operations}
    assert told == {name: operation["tags"][0] for name, operation in OPERATIONS.items()}


def test_an_operation_names_all_that_it_takes_and_what_many_take_is_described_once() -> None:
    """Whole: its own parameters, and those that stand for many; each of these under its name on one page."""
    filters, lists = docs_part_page("parameters").shared
    shared = [each.name for each in (*filters.parameters, *lists.parameters)]
    assert [each.name for each in lists.parameters] == ["as_of", "page", "page_size"]
    assert len(set(shared)) == len(shared)
    for name in RESOURCES:
        for each in docs_part_page(name).operations:
            own = [parameter.name for parameter in each.parameters]
            described = [parameter["name"] for parameter in OPERATIONS[each.endpoint.name].get("parameters", [])]
            assert sorted([*own, *each.filters, *each.of_lists]) == sorted(described)
    taken = {each.endpoint.name: each for each in docs_part_page("findings").operations}
    assert [parameter.name for parameter in taken["list_findings"].parameters] == ["sort"]
    assert taken["list_findings"].filters == taken["count_facets"].filters == tuple(e.name for e in filters.parameters)


def test_the_answers_and_members_are_told_whole() -> None:
    for name in RESOURCES:
        for each in docs_part_page(name).operations:
            told = [answer.status for answer in each.endpoint.answers]
            assert told == list(OPERATIONS[each.endpoint.name]["responses"])
    objects = {each.name: each for name in PARTS for each in docs_part_page(name).objects}
    vocabularies = {each.name: each for name in PARTS for each in docs_part_page(name).vocabularies}
    assert {name: [member.name for member in each.members] for name, each in objects.items()} == {
        name: list(shape["properties"]) for name, shape in SCHEMAS.items() if "properties" in shape
    }
    assert {name: dict(each.choices) for name, each in vocabularies.items()} == {
        name: shape["x-enum-descriptions"] for name, shape in SCHEMAS.items() if "x-enum-descriptions" in shape
    }


def test_every_anchor_of_the_time_when_all_was_one_page_is_on_the_overview_and_leads_on(
    pages: dict[str, lxml.html.HtmlElement],
) -> None:
    overview = pages[OVERVIEW]
    for name in (*OPERATIONS, *SCHEMAS):
        (place,) = overview.xpath(f"//*[@id='{name}']")
        address, _hash, anchor = place.xpath(".//a/@href")[0].partition("#")
        assert (anchor, anchor in ids(pages[address])) == (name, True)
    for name in RESOURCES:
        (place,) = overview.xpath(f"//*[@id='{name}']")
        assert place.xpath("./h2/a/@href") == [f"{OVERVIEW}{name}/"]
    assert {"rules", "problems", "objects", "vocabularies"} <= set(ids(overview))


def test_a_kind_of_problem_is_explained_where_its_type_leads(pages: dict[str, lxml.html.HtmlElement]) -> None:
    """The type of a problem is an address that programs compare; it stays, and what stands there stays."""
    told = {
        place.get("id"): place.getnext().text_content() for place in pages[OVERVIEW].xpath("//dt[starts-with(@id,'p')]")
    }
    assert told == {f"problem-{kind.name}": str(kind.meaning) for status, kind in KINDS.items() if status != 422}
    assert [each.name for each in docs_part_page("problems").objects] == [
        *("BadQuestion", "NearAddress", "NothingHere", "Problem", "Redacted", "Tombstone", "Withdrawn"),
    ]


def test_an_object_of_all_resources_stands_with_the_one_that_it_is_about() -> None:
    editions = [each.name for each in docs_part_page("editions").objects]
    assert editions == [
        *("EditedSubject", "Edition", "EditionList", "ListedEdition", "PublishedEdition", "PublishedEditionList"),
    ]


def test_no_link_among_the_pages_leads_to_an_anchor_that_is_not_there(
    pages: dict[str, lxml.html.HtmlElement],
) -> None:
    anchors = {address: set(ids(page)) for address, page in pages.items()}
    led_to = {
        (page or address, anchor)
        for address, html in pages.items()
        for page, _hash, anchor in (href.partition("#") for href in html.xpath("//main//@href"))
        if anchor
    }
    assert len(led_to) > len(OPERATIONS) + len(SCHEMAS)
    assert {(page, anchor) for page, anchor in led_to if anchor not in anchors.get(page, set())} == set()


def test_they_are_whole_without_scripts_and_styles(pages: dict[str, lxml.html.HtmlElement]) -> None:
    for page in pages.values():
        assert len(set(ids(page))) == len(ids(page))
        assert page.xpath("//script | //style | //@style | //@*[starts-with(name(), 'on')]") == []
        assert page.xpath("//details") == []


def test_none_of_them_is_heavy(client: Client, published: Published) -> None:
    weights = {
        name: len(brotli.compress(client.get(f"{OVERVIEW}{name}").content, quality=5))
        for name in ("", *(f"{name}/" for name in PARTS))
    }
    assert {name: weight for name, weight in weights.items() if weight > MOST_BYTES} == {}
    assert min(weights.values()) > 1_000, "what was weighed was no page"


@pytest.mark.parametrize("typed", ["finding/", "findings/list_findings/"])
def test_a_page_that_is_not_there_is_told_on_a_page_with_those_that_read_alike(
    client: Client, published: Published, typed: str
) -> None:
    response = client.get(f"{OVERVIEW}{typed}")
    assert (response.status_code, response.headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    page = lxml.html.document_fromstring(response.content)
    near = page.xpath("//ul[@class='near']//a/@href")
    name = typed.rstrip("/").rpartition("/")[2]
    assert f"The documentation of the API has no page “{name}”." in page.text_content()
    assert near == [f"{OVERVIEW}findings/", OVERVIEW]


def test_what_is_no_page_of_the_documentation_is_still_told_as_a_problem(client: Client, published: Published) -> None:
    response = client.get("/api/v1/finding/")
    assert (response.status_code, response.headers["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize("typed", ["/api/v1/docs/findings", "/api/v1/docs/Findings/"])
def test_capitals_and_the_last_slash_lead_to_the_page(client: Client, published: Published, typed: str) -> None:
    response = client.get(typed)
    assert (response.status_code, response.headers["Location"]) == (301, f"{OVERVIEW}findings/")


def test_the_overview_has_every_operation_under_its_resource() -> None:
    told = {group.name: [each.name for each in group.endpoints] for group in docs_page().groups}
    assert told == {
        tag: [name for name, operation in OPERATIONS.items() if operation["tags"] == [tag]] for tag in RESOURCES
    }
