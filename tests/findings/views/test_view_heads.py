"""The heads of pages that are no record: places, provisions, places in sources, the data, words about the portal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from findings import publishing
from findings.caching import version_poll
from findings.exports.datasets.making import export
from findings.models import Finding
from findings.pages.view_heads import WORDS
from findings.vocabulary import SubjectKind
from tests.findings.publish import publish_everything
from tests.findings.views.test_heads import Page
from tests.findings.views.test_signposting import in_header, triples

SITE = "http://127.0.0.1:8000"
FINDING = "/findings/msmt-2025-1-001/"
CLAIM = {"@type": "Claim", "@id": f"{SITE}{FINDING}", "name": "Over 20,000 containers"}
PLACE_IN_SOURCE = "/sources/an-account/at/p-11-note-6/"
RELEASE = "/data/releases/1/"
#: Every kind of page that has no editions.
PAGES = (
    *("/about/", "/about/method/", "/about/citing/", "/about/corrections/", "/about/verify/", "/about/conformance/"),
    *("/data/", "/data/quality/", "/data/codebook/", RELEASE, "/corrections/"),
    *("/places/", "/places/kp/", "/places/kp/nampo/", "/resolutions/2397/provisions/2397-5/", PLACE_IN_SOURCE),
    *("/match/", "/findings/", "/actors/", f"{FINDING}history/"),
)


@pytest.fixture
def released(portal: Finding, settings: Settings, tmp_path: Path) -> Finding:
    settings.RELEASES_DIR = tmp_path
    export(tmp_path / "1")
    return portal


@pytest.mark.parametrize("address", PAGES)
def test_each_says_what_it_is_in_every_vocabulary(released: Finding, client: Client, address: str) -> None:
    """C30, C31, C32, C34, C35: one title, one address and one description, however they are read."""
    page = Page(client, address)
    title = page.tree.findtext(".//title").removesuffix(" – DPRK Sanctions Findings")
    (described,) = page.tree.xpath("//meta[@name='description']/@content")
    assert 50 <= len(described) <= 300
    core, graph = page.metas("name", "DCTERMS."), page.metas("property", "og:")
    assert [core[f"DCTERMS.{name}"] for name in ("identifier", "publisher", "language", "rights")] == [
        f"{SITE}{address}",
        "DPRK Sanctions Findings",
        "en",
        "https://creativecommons.org/licenses/by/4.0/",
    ]
    assert page.links("canonical") == [f"{SITE}{address}"]
    assert (graph["og:url"], graph["og:description"]) == (f"{SITE}{address}", described)
    assert graph["og:title"] == core["DCTERMS.title"]
    assert page.links("license") == ["https://creativecommons.org/licenses/by/4.0/"]
    if address.startswith(("/about/", "/data/", "/corrections/", FINDING)):
        assert graph["og:title"] == title


def test_a_page_of_words_is_described_as_one(portal: Finding, client: Client) -> None:
    for view, (title, described) in WORDS.items():
        address = {"quality": "/data/quality/", "codebook": "/data/codebook/"}.get(view, f"/{view.replace('-', '/')}/")
        data = Page(client, address).linked_data()
        assert (data["@type"], data["url"], data["name"], data["description"]) == (
            "AboutPage",
            f"{SITE}{address}",
            title,
            described,
        )


def about(client: Client, address: str) -> dict[str, Any]:
    """The thing that a page says it is about."""
    data = Page(client, address).linked_data()
    assert (data["@type"], data["url"]) == (["WebPage", "AboutPage"], f"{SITE}{address}")
    return data["mainEntity"]


def test_a_place_is_located_as_exactly_as_it_is_known_and_its_country_holds_it(portal: Finding, client: Client) -> None:
    place, country = about(client, "/places/kp/nampo/"), about(client, "/places/kp/")
    assert place == {
        "@type": "Place",
        "@id": f"{SITE}/places/kp/nampo/",
        "name": "Nampo",
        "address": {"@type": "PostalAddress", "addressCountry": "KP"},
        "geo": place["geo"],
        "subjectOf": [CLAIM, {"@type": "CollectionPage", "url": f"{SITE}/findings/?place=kp/nampo"}],
    }
    assert (place["geo"]["@type"], place["geo"]["description"]) == ("GeoCoordinates", "Precision: about 1 km")
    assert country == {
        "@type": "Country",
        "@id": f"{SITE}/places/kp/",
        "name": "Democratic People's Republic of Korea",
        "identifier": "KP",
        "containsPlace": [{"@type": "Place", "@id": f"{SITE}/places/kp/nampo/", "name": "Nampo"}],
        "subjectOf": [CLAIM, {"@type": "CollectionPage", "url": f"{SITE}/findings/?country=KP"}],
    }


def test_a_provision_is_part_of_its_resolution_and_mapped_to(portal: Finding, client: Client) -> None:
    assert about(client, "/resolutions/2397/provisions/2397-5/") == {
        "@type": "Legislation",
        "@id": f"{SITE}/resolutions/2397/provisions/2397-5/",
        "name": "S/RES/2397 (2006), para. 5",
        "legislationIdentifier": "S/RES/2397 (2006), para. 5",
        "description": portal.provisionmapping_set.get().provision.obligation,
        "isPartOf": {"@type": "Legislation", "@id": f"{SITE}/resolutions/2397/", "name": "S/RES/2397 (2006)"},
        "subjectOf": [CLAIM, {"@type": "CollectionPage", "url": f"{SITE}/findings/?provision=2397-5"}],
    }


def test_a_place_in_a_source_has_an_identity_of_its_own(portal: Finding, client: Client) -> None:
    """C07, C16: it is cited by its address, and belongs to its source; header and page say the same."""
    thing = about(client, PLACE_IN_SOURCE)
    assert (thing["@id"], thing["position"], thing["isPartOf"]["@id"], thing["subjectOf"][0]) == (
        f"{SITE}{PLACE_IN_SOURCE}",
        "p. 11, note 6",
        f"{SITE}/sources/an-account/",
        CLAIM,
    )
    page = Page(client, PLACE_IN_SOURCE)
    links = triples(in_header(page.response, PLACE_IN_SOURCE).signposts)
    assert links == {
        ("cite-as", f"{SITE}{PLACE_IN_SOURCE}", ""),
        ("type", "https://schema.org/AboutPage", ""),
        ("type", "https://schema.org/CreativeWork", ""),
        ("author", f"{SITE}/about/", ""),
        ("license", "https://creativecommons.org/licenses/by/4.0/", ""),
        ("collection", f"{SITE}/sources/an-account/", "text/html"),
    }
    assert page.links("cite-as") == [f"{SITE}{PLACE_IN_SOURCE}"]


def test_the_data_is_a_catalogue_of_releases_and_each_is_cited_by_its_address(
    released: Finding, client: Client
) -> None:
    """C07, C16, C19, C46: what it links to is there, with the type it promised."""
    catalogue = Page(client, "/data/").linked_data()
    assert (catalogue["@type"], [each["@id"] for each in catalogue["dataset"]]) == (
        "DataCatalog",
        [f"{SITE}/#dataset", f"{SITE}{RELEASE}"],
    )
    response = client.get(RELEASE)
    links = triples(in_header(response, RELEASE).signposts)
    assert links == {
        ("cite-as", f"{SITE}{RELEASE}", ""),
        ("type", "https://schema.org/AboutPage", ""),
        ("type", "https://schema.org/Dataset", ""),
        ("author", f"{SITE}/about/", ""),
        ("license", "https://creativecommons.org/licenses/by/4.0/", ""),
        ("describedby", f"{SITE}{RELEASE}datapackage.json", "application/json"),
        ("item", f"{SITE}{RELEASE}findings.csv", "text/csv"),
        ("item", f"{SITE}{RELEASE}findings.jsonl", "application/jsonl"),
        ("collection", f"{SITE}/data/", "text/html"),
    }
    for _rel, url, media_type in links:
        if url.startswith(SITE):
            answer = client.get(url.removeprefix(SITE))
            assert (answer.status_code, answer.headers["Content-Type"].partition(";")[0]) == (
                200,
                media_type or "text/html",
            )
            assert answer.getvalue()


def test_a_release_that_is_withheld_leads_to_none_of_its_files(released: Finding, client: Client) -> None:
    publishing.redact(SubjectKind.FINDING, "MSMT-2025-1-001", [1], editor="Kim", reason="A court.")
    version_poll.forget()
    response = client.get(RELEASE)
    assert response.status_code == 451
    relations = {rel for rel, _url, _type in triples(in_header(response, RELEASE).signposts)}
    assert relations == {"cite-as", "type", "author", "license", "collection"}


def test_nothing_redacted_stands_in_the_head_of_a_comparison(portal: Finding, client: Client) -> None:
    portal.title = "Over 28,000 containers"
    portal.save()
    publish_everything()
    address = f"{FINDING}diff/1..2/"
    assert Page(client, address).metas("property", "og:")["og:title"] == "MSMT-2025-1-001: edition 1 and edition 2"
    publishing.redact(SubjectKind.FINDING, "MSMT-2025-1-001", [1], editor="Kim", reason="A court.")
    version_poll.forget()
    page = Page(client, address)
    assert page.response.status_code == 451
    assert page.metas("property", "og:") == {}
    assert page.links("canonical") == [f"{SITE}{address}"]


def test_programs_find_the_feeds(portal: Finding, client: Client) -> None:
    """C37, C65: of all findings from the main page, of a list from the list, of its editions from each record."""
    assert Page(client, "/findings/?category=petroleum").links("alternate") == [
        f"{SITE}/findings.{form}?category=petroleum" for form in ("atom", "feed.json", "json")
    ]
    assert {"/findings.atom", "/findings.feed.json"} <= {
        each.removeprefix(SITE) for each in Page(client, "/").links("alternate")
    }
    for address in (FINDING, f"{FINDING}v/1/", "/actors/angara/"):
        feed = f"{address.removesuffix('v/1/').rstrip('/')}/history.atom"
        assert f"{SITE}{feed}" in Page(client, address).links("alternate")
        assert client.get(feed).headers["Content-Type"] == "application/atom+xml; charset=utf-8"
