"""The heads of pages that are no record: places, provisions, places in sources, the data, words about the portal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils.http import http_date
from pytest_django import Settings

from findings import publishing
from findings.caching import version_poll
from findings.documents import moment
from findings.exports.datasets.making import export
from findings.models import DatasetVersion, Finding
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
    *("/data/codebook/findings/", "/data/codebook/choices/", "/api/v1/docs/findings/", "/api/v1/docs/problems/"),
    *("/places/", "/places/kp/", "/places/kp/nampo/", "/resolutions/2397/provisions/2397-5/", PLACE_IN_SOURCE),
    "/reports/msmt-2025-1/events/launch/",
    *("/match/", "/findings/", "/actors/", f"{FINDING}history/", "/api/v1/docs/"),
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


IDENTITY = {
    ("type", "https://schema.org/AboutPage", ""),
    ("author", f"{SITE}/about/", ""),
    ("license", "https://creativecommons.org/licenses/by/4.0/", ""),
}
EDITION = f"{SITE}/resolutions/2397/v/1"
LINKS = {
    "/places/kp/nampo/": {
        ("cite-as", f"{SITE}/places/kp/nampo/", ""),
        ("type", "https://schema.org/Place", ""),
        ("collection", f"{SITE}/places/kp/", "text/html"),
    },
    "/places/kp/": {
        ("cite-as", f"{SITE}/places/kp/", ""),
        ("type", "https://schema.org/Country", ""),
        ("collection", f"{SITE}/places/", "text/html"),
    },
    # It is cited in the edition of its resolution: the files are those of that edition.
    "/resolutions/2397/provisions/2397-5/": {
        ("cite-as", f"{SITE}/resolutions/2397/provisions/2397-5/", ""),
        ("type", "https://schema.org/Legislation", ""),
        ("collection", f"{SITE}/resolutions/2397/", "text/html"),
        ("describedby", f"{EDITION}.csl.json?provision=2397-5", "application/vnd.citationstyles.csl+json"),
        ("describedby", f"{EDITION}.bib?provision=2397-5", "application/x-bibtex"),
        ("describedby", f"{EDITION}.ris?provision=2397-5", "application/x-research-info-systems"),
        ("describedby", f"{EDITION}.txt?provision=2397-5", "text/plain"),
    },
}


@pytest.mark.parametrize(("address", "links"), LINKS.items())
def test_a_page_without_editions_says_how_it_is_cited_and_where_it_belongs(
    portal: Finding, client: Client, address: str, links: set[tuple[str, str, str]]
) -> None:
    """C16, C17: header and page say the same, and what they lead to is there, with the type it promised."""
    page = Page(client, address)
    found = triples(in_header(page.response, address).signposts)
    assert found == links | IDENTITY
    assert {url for rel, url, _type in found if rel == "cite-as"} == set(page.links("cite-as"))
    for _rel, url, media_type in found:
        if url.startswith(SITE):
            answer = client.get(url.removeprefix(SITE))
            assert (answer.status_code, answer.headers["Content-Type"].partition(";")[0]) == (
                200,
                media_type or "text/html",
            )
            assert answer.getvalue()


@pytest.mark.parametrize(
    ("asked", "of", "cited"),
    [
        ("", "", "?as_of=1"),
        ("?page=1", "", "?as_of=1"),
        ("?category=petroleum", "?category=petroleum", "?category=petroleum&as_of=1"),
        ("?category=petroleum&as_of=1", "?category=petroleum&as_of=1", "?category=petroleum&as_of=1"),
        ("?view=timeline", "", "?as_of=1"),
    ],
)
def test_a_list_is_cited_as_of_its_version_and_described_by_its_side_file(
    portal: Finding, client: Client, asked: str, of: str, cited: str
) -> None:
    response = client.get(f"/findings/{asked}")
    found = triples(in_header(response, f"/findings/{asked}").signposts)
    assert found == {
        ("cite-as", f"{SITE}/findings/{cited}", ""),
        ("describedby", f"{SITE}/findings.json.meta.json{of}", "application/json"),
        ("item", f"{SITE}/findings.csv{of}", "text/csv"),
        ("item", f"{SITE}/findings.json{of}", "application/json"),
        ("type", "https://schema.org/CollectionPage", ""),
        ("author", f"{SITE}/about/", ""),
        ("license", "https://creativecommons.org/licenses/by/4.0/", ""),
    }
    for _rel, url, media_type in found:
        if url.startswith(SITE):
            answer = client.get(url.removeprefix(SITE))
            assert (answer.status_code, answer.headers["Content-Type"].partition(";")[0]) == (
                200,
                media_type or "text/html",
            )
            assert answer.getvalue()


@pytest.mark.parametrize("as_of", ["", "&as_of=1"])
def test_a_list_whose_addresses_are_too_long_for_a_header_tells_its_licence(
    portal: Finding, client: Client, as_of: str
) -> None:
    asked = "?q=" + "%ED%95%9C" * 170 + as_of
    response = client.get(f"/findings/{asked}")
    assert response.status_code == 200
    assert triples(in_header(response, "/findings/").signposts) == {
        ("license", "https://creativecommons.org/licenses/by/4.0/", "")
    }


def test_a_list_as_of_a_version_says_when_that_was(portal: Finding, client: Client) -> None:
    """RFC 7089: it is what the list was then, and says which list it was."""
    portal.title = "Over 28,000 containers"
    portal.save()
    publish_everything(note="Counted again.")
    version_poll.forget()
    published = [http_date(each.published_at.timestamp()) for each in DatasetVersion.objects.order_by("number")]
    for number, view in ((1, ""), (2, ""), (1, "&view=table")):
        response = client.get(f"/findings/?category=petroleum&as_of={number}{view}")
        assert response.headers["Memento-Datetime"] == published[number - 1]
        assert f'<{SITE}/findings/?category=petroleum>; rel="original"' in response.headers["Link"]
    now = client.get("/findings/?category=petroleum")
    assert not now.has_header("Memento-Datetime")
    assert 'rel="original"' not in now.headers["Link"]


def test_the_main_page_has_dublin_core(portal: Finding, client: Client) -> None:
    core = Page(client, "/").metas("name", "DCTERMS.")
    modified = core.pop("DCTERMS.modified")
    assert core == {
        "DCTERMS.title": "DPRK Sanctions Findings",
        "DCTERMS.identifier": f"{SITE}/",
        "DCTERMS.publisher": "DPRK Sanctions Findings",
        "DCTERMS.language": "en",
        "DCTERMS.rights": "https://creativecommons.org/licenses/by/4.0/",
        "DCTERMS.type": "Collection",
    }
    assert modified == moment(DatasetVersion.objects.get().published_at)


@pytest.mark.parametrize(
    "address",
    [f"{FINDING}history.atom", f"{FINDING}timemap", "/actors/angara/history.atom", "/corrections.atom", "/llms.txt"],
)
def test_scripts_of_other_sites_may_read_what_programs_read(portal: Finding, client: Client, address: str) -> None:
    answers = [client.get(address), client.head(address), client.get(f"{address}?colour=red")]
    assert {answer.headers.get("Access-Control-Allow-Origin") for answer in answers} == {"*"}
    assert answers[0].status_code == 200


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
        *(f"{SITE}/findings.{form}?category=petroleum" for form in ("atom", "feed.json", "json")),
        f"{SITE}/oembed?url={SITE}/findings/%3Fcategory%3Dpetroleum&format=json",
    ]
    assert {"/findings.atom", "/findings.feed.json"} <= {
        each.removeprefix(SITE) for each in Page(client, "/").links("alternate")
    }
    for address in (FINDING, f"{FINDING}v/1/", "/actors/angara/"):
        feed = f"{address.removesuffix('v/1/').rstrip('/')}/history.atom"
        assert f"{SITE}{feed}" in Page(client, address).links("alternate")
        assert client.get(feed).headers["Content-Type"] == "application/atom+xml; charset=utf-8"
