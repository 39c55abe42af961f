"""The head of every kind of page, read as the programs read it that it is written for."""

from __future__ import annotations

import datetime as dt
import json
from email.utils import parsedate_to_datetime
from types import SimpleNamespace
from typing import Any

import extruct
import feedparser
import lxml.html  # type: ignore[import-untyped]
import pytest
from django.test import Client

from findings import publishing
from findings.caching import version_poll
from findings.models import Finding
from findings.pages.view_heads import history_head
from findings.vocabulary import EditionKind, SubjectKind
from tests import factories as make
from tests.findings.exports.thirty import at_noon
from tests.findings.publish import publish_everything
from tests.findings.views.conftest import make_records
from tests.findings.views.test_addresses import ADDRESSES, SUBJECTS
from tests.ground import ground

SITE = "http://127.0.0.1:8000"
FINDING = "/findings/msmt-2025-1-001/"


@ground
def corrected_portal() -> None:
    finding = make_records()
    with pytest.MonkeyPatch.context() as patch:
        at_noon(patch, dt.date(2026, 3, 1))
        publish_everything()
        at_noon(patch, dt.date(2026, 3, 2))
        finding.title = "Over 28,000 containers"
        finding.save()
        publish_everything(EditionKind.CORRECTION, "The number was too low.")


@pytest.fixture
def corrected(corrected_portal: None, monkeypatch: pytest.MonkeyPatch) -> Finding:
    """Published on 1 March 2026, corrected on 2 March, which it still is."""
    at_noon(monkeypatch, dt.date(2026, 3, 2))
    return Finding.objects.get()


MSMT = {"key": "msmt-2025-1", "slug": "msmt-2025-1", "title": "Report (MSMT/2025/1)", "source_kind": "msmt_report"}
PANEL = {"key": "s-2019-171", "slug": "s-2019-171", "title": "Report (S/2019/171)", "source_kind": "un_document"}
PAPER = {"key": "paper", "slug": "paper", "title": "A paper", "publisher": "Yonhap", "source_kind": "news"}


class Page:
    """A page as programs read it: one value for each name, a list where there are several."""

    def __init__(self, client: Client, address: str) -> None:
        self.response = client.get(address)
        self.tree = lxml.html.document_fromstring(self.response.content)

    def metas(self, attribute: str, beginning: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for meta in self.tree.xpath(f"//head/meta[starts-with(@{attribute}, '{beginning}')]"):
            found.setdefault(meta.get(attribute), []).append(meta.get("content"))
        return {name: values[0] if len(values) == 1 else values for name, values in found.items()}

    def links(self, rel: str) -> list[str]:
        """Addresses, but for those of the same page in other languages."""
        return [link.get("href") for link in self.tree.xpath(f"//head/link[@rel='{rel}' and not(@hreflang)]")]

    def linked_data(self) -> dict[str, Any]:
        (found,) = extruct.extract(self.response.content.decode(), base_url=SITE, syntaxes=["json-ld"])["json-ld"]
        return found


def test_zotero_takes_a_finding_for_a_numbered_report_by_the_portal(corrected: Finding, client: Client) -> None:
    """C33: an institution makes it a report; no author, whose name would be split; the date is that of this edition."""
    assert Page(client, FINDING).metas("name", "citation_") == {
        "citation_title": "Over 28,000 containers",
        "citation_technical_report_institution": "DPRK Sanctions Findings",
        "citation_technical_report_number": "MSMT-2025-1-001",
        "citation_publication_date": "2026/03/02",
        "citation_public_url": f"{SITE}{FINDING}",
        "citation_language": "en",
    }
    first = Page(client, f"{FINDING}v/1/").metas("name", "citation_")
    assert (first["citation_title"], first["citation_publication_date"], first["citation_public_url"]) == (
        "Over 20,000 containers",
        "2026/03/01",
        f"{SITE}{FINDING}v/1/",
    )


def test_dublin_core_says_the_same(corrected: Finding, client: Client) -> None:
    """C34."""
    page = Page(client, FINDING)
    assert page.links("schema.DCTERMS") == ["http://purl.org/dc/terms/"]
    assert page.metas("name", "DCTERMS.") == {
        "DCTERMS.title": "Over 28,000 containers",
        "DCTERMS.identifier": f"{SITE}{FINDING}",
        "DCTERMS.issued": "2026-03-01T12:00:00Z",
        "DCTERMS.modified": "2026-03-02T12:00:00Z",
        "DCTERMS.publisher": "DPRK Sanctions Findings",
        "DCTERMS.language": "en",
        "DCTERMS.rights": "https://creativecommons.org/licenses/by/4.0/",
        "DCTERMS.type": "Text",
        "DCTERMS.source": ["The report", "An account, p. 11, note 6"],
        "DCTERMS.bibliographicCitation": (
            f"DPRK Sanctions Findings. Over 28,000 containers (MSMT-2025-1-001). Edition 2. {SITE}{FINDING}v/2/"
        ),
    }


def test_the_card_of_another_site_shows_the_image_of_this_very_edition(corrected: Finding, client: Client) -> None:
    """C35, F053."""
    page = Page(client, FINDING)
    described = (
        "What is claimed, in the editors' own words. MSMT-2025-1-001: The MSMT participating states, MSMT/2025/1, "
        "as reported by Reuters, via CNA, p. 11, note 6."
    )
    assert page.metas("property", "og:") | page.metas("property", "article:") == {
        "og:type": "article",
        "og:title": "Over 28,000 containers (MSMT-2025-1-001)",
        "og:url": f"{SITE}{FINDING}",
        "og:site_name": "DPRK Sanctions Findings",
        "og:description": described,
        "og:locale": "en_GB",
        "og:image": f"{SITE}{FINDING}v/2/card.png",
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": ("Over 28,000 containers (MSMT-2025-1-001). Asserted by The MSMT participating states."),
        "article:published_time": "2026-03-01T12:00:00Z",
        "article:modified_time": "2026-03-02T12:00:00Z",
    }
    assert page.metas("name", "twitter:") == {"twitter:card": "summary_large_image"}
    assert page.metas("name", "description") == {"description": described}
    (image,) = Page(client, f"{FINDING}v/1/").tree.xpath("//meta[@property='og:image']/@content")
    assert image == f"{SITE}{FINDING}v/1/card.png"


def test_titles_name_the_portal_once_and_editions_lead_to_their_finding(corrected: Finding, client: Client) -> None:
    """C30, C31, C24: title (id) – site; the canonical address of an edition is that of the finding."""
    newest, first = Page(client, FINDING), Page(client, f"{FINDING}v/1/")
    assert newest.tree.findtext(".//title") == "Over 28,000 containers (MSMT-2025-1-001) – DPRK Sanctions Findings"
    assert newest.links("canonical") == first.links("canonical") == [f"{SITE}{FINDING}"]


@pytest.mark.parametrize(
    ("asked", "canonical", "robots"),
    [
        ("", "", []),
        ("?page=1", "", []),
        ("?actor=angara", "?actor=angara", []),
        ("?actor=angara&category=petroleum", "?category=petroleum&actor=angara", ["noindex, follow"]),
        ("?category=petroleum&sort=latest&page=1", "?category=petroleum", []),
        ("?sort=reference&category=petroleum", "?category=petroleum", ["noindex, follow"]),
        ("?as_of=1&sort=reference", "?as_of=1", ["noindex, follow"]),
        ("?from=2023&sort=published", "?from=2023", ["noindex, follow"]),
        ("?view=table", "", ["noindex, follow"]),
        ("?view=table&sort=reference&category=petroleum", "?category=petroleum", ["noindex, follow"]),
        ("?view=cite&sort=reference&category=petroleum", "?category=petroleum&as_of=1", ["noindex, follow"]),
        ("?view=values&of=actor&category=petroleum", "?category=petroleum", ["noindex, follow"]),
        ("?q=containers", "?q=containers", ["noindex, follow"]),
    ],
)
def test_lists_have_their_known_filters_in_a_fixed_order_and_combinations_are_not_indexed(
    portal: Finding, client: Client, asked: str, canonical: str, robots: list[str]
) -> None:
    """C31, C68."""
    page = Page(client, f"/findings/{asked}")
    assert page.links("canonical") == [f"{SITE}/findings/{canonical}"]
    assert [each.get("content") for each in page.tree.xpath("//meta[@name='robots']")] == robots


@pytest.mark.parametrize("section", ["findings", "categories", "corrections"])
def test_no_canonical_address_has_a_page(
    portal: Finding, client: Client, monkeypatch: pytest.MonkeyPatch, section: str
) -> None:
    """C31: the same rule for lists of every kind."""
    make.make_finding("MSMT-2025-1-002", category=make.make_category("labor"))
    publish_everything()
    for title in ("More containers", "Still more containers"):
        portal.title = title
        portal.save()
        publish_everything(EditionKind.CORRECTION, "The number was wrong.")
    for size in (
        *("findings.views.findings.PAGE_SIZE", "findings.queries.lists.PAGE_SIZE", "findings.pages.lists.PAGE_SIZE"),
        *("findings.views.subjects.INDEX_SIZE", "findings.pages.indexes.INDEX_SIZE"),
        *("findings.views.corrections.CORRECTIONS_SIZE", "findings.pages.corrections.CORRECTIONS_SIZE"),
    ):
        monkeypatch.setattr(size, 1)
    page = Page(client, f"/{section}/?page=2")
    assert (page.response.status_code, len(page.links("canonical"))) == (200, 1)
    assert page.links("canonical") == [f"{SITE}/{section}/"]


def test_the_canonical_address_of_a_history_has_no_page_either() -> None:
    subject = SimpleNamespace(key="angara")
    page: Any = SimpleNamespace(permalink=f"{SITE}/actors/angara/history/?page=2", subject=subject)
    assert history_head(page).canonical == f"{SITE}/actors/angara/history/"


DESCRIBED = [
    ([(MSMT, "origin", "p. 63")], "MSMT-2025-1-001: The MSMT participating states, MSMT/2025/1, p. 63."),
    ([(PAPER, "relays", "p. 3"), (PANEL, "origin", "para. 17; p. 9")], "S/2019/171, para. 17; p. 9."),
    ([(MSMT, "origin", ""), (PAPER, "relays", "Table 3")], "MSMT/2025/1, as reported by Yonhap, Table 3."),
    ([(PAPER, "origin", "p. 3")], "MSMT-2025-1-001: The MSMT participating states, Yonhap, p. 3."),
    ([(MSMT, "origin", ""), (PAPER, "disputes", "p. 3")], "The MSMT participating states, MSMT/2025/1."),
    ([(PAPER, "relays", "vessel rows")], "The MSMT participating states, MSMT/2025/1."),
]


@pytest.mark.parametrize(("citations", "end"), DESCRIBED, ids=lambda each: each if isinstance(each, str) else "")
def test_a_description_ends_with_the_place_where_the_claim_is_made(
    db: None, client: Client, citations: list[tuple[dict[str, str], str, str]], end: str
) -> None:
    """C32: where no place is recorded, with the report; what disputes a claim is not where it is made."""
    described_as = {each["key"]: each for each in (MSMT, PANEL, PAPER)}
    sources = {key: make.make_source(**each) for key, each in described_as.items()}
    report = make.make_report("msmt-2025-1", code="MSMT/2025/1", source=sources["msmt-2025-1"])
    cited = [(sources[each["key"]], relation, at) for each, relation, at in citations]
    make.make_finding("MSMT-2025-1-001", report=report, citations=cited)
    publish_everything()
    [described] = Page(client, FINDING).tree.xpath("//meta[@name='description']/@content")
    assert described.endswith(end)
    assert 50 <= len(described) <= 300


def test_every_page_leads_to_its_canonical_address_and_to_the_search(portal: Finding, client: Client) -> None:
    """C31, C32, C36, C64."""
    pages = {address: Page(client, address) for address in ADDRESSES}
    assert {address: page.links("canonical") for address, page in pages.items()} == {
        address: [f"{SITE}{address.replace('v/1/', '')}"] for address in ADDRESSES
    }
    assert {tuple(page.links("search")) for page in pages.values()} == {("/opensearch.xml",)}
    assert {page.tree.get("lang") for page in pages.values()} == {"en"}
    lengths = {address: [len(d) for d in page.tree.xpath("//meta[@name='description']/@content")]
               for address, page in pages.items()}  # fmt: skip
    assert {address: [50 <= n <= 300 for n in found] for address, found in lengths.items()} == {
        address: [True] for address in lengths
    }


def test_the_dates_of_a_finding_agree_everywhere(corrected: Finding, client: Client) -> None:
    """C41: JSON-LD, Dublin Core, Open Graph, sitemap, Atom, and Last-Modified tell one date of the last change."""
    page = Page(client, FINDING)
    thing = page.linked_data()["mainEntity"]
    sitemap = lxml.html.document_fromstring(client.get("/sitemap-finding-1.xml").getvalue())
    feed = feedparser.parse(client.get("/findings.atom").content)
    changed = {
        "json-ld": thing["dateModified"],
        "correction": thing["correction"][0]["datePublished"],
        "dublin core": page.metas("name", "DCTERMS.modified")["DCTERMS.modified"],
        "open graph": page.metas("property", "article:modified_time")["article:modified_time"],
        "highwire": page.metas("name", "citation_publication_date")["citation_publication_date"],
        "sitemap": sitemap.xpath("//lastmod/text()")[0],
        "atom": feed.entries[0].updated,
        "last-modified": parsedate_to_datetime(page.response.headers["Last-Modified"]).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    moment = "2026-03-02T12:00:00Z"
    assert changed == {**dict.fromkeys(changed, moment), "highwire": "2026/03/02"}
    issued = {
        "json-ld": thing["datePublished"],
        "dublin core": page.metas("name", "DCTERMS.issued")["DCTERMS.issued"],
        "open graph": page.metas("property", "article:published_time")["article:published_time"],
        "atom": feed.entries[0].published,
    }
    assert issued == dict.fromkeys(issued, "2026-03-01T12:00:00Z")


def test_the_page_holds_the_description_that_its_file_holds(corrected: Finding, client: Client) -> None:
    """C40: in the first HTML, of the finding and of each edition; the lists of findings apart, which pages have."""
    for address in (FINDING, f"{FINDING}v/1/", "/sources/an-account/", "/resolutions/2397/"):
        assert Page(client, address).linked_data() == json.loads(client.get(f"{address.rstrip('/')}.jsonld").content)


def test_a_report_and_an_actor_lead_to_their_findings(corrected: Finding, client: Client) -> None:
    """C43, C44."""
    claim = {"@type": "Claim", "@id": f"{SITE}{FINDING}", "name": "Over 28,000 containers"}
    report, actor = (Page(client, f"/{path}/").linked_data() for path in ("reports/msmt-2025-1", "actors/angara"))
    assert report["@type"] == ["CollectionPage", "AboutPage"]
    assert report["mainEntity"]["hasPart"] == [
        claim,
        {"@type": "CollectionPage", "url": f"{SITE}/findings/?report=msmt-2025-1"},
    ]
    assert actor["mainEntity"]["@type"] == "Vehicle"
    assert actor["mainEntity"]["subjectOf"] == [
        claim,
        {"@type": "CollectionPage", "url": f"{SITE}/findings/?actor=angara"},
    ]


def test_only_who_is_designated_is_said_to_be(corrected: Finding, client: Client) -> None:
    """C44, DESIGN 7.5: a list number alone designates nobody, and a claim is no review."""
    actor = corrected.involvement_set.get().actor
    make.make_identifier(actor, "ofac", "36424")
    publish_everything()
    named = Page(client, "/actors/angara/").linked_data()["mainEntity"]
    assert named["identifier"] == [{"@type": "PropertyValue", "propertyID": "OFAC entry", "value": "36424"}]
    assert "additionalProperty" not in named
    make.make_designation(
        actor,
        authority="un_1718",
        list_reference="KPv.001",
        designated="2018-03-30",
        measure="port_ban",
        delisted=None,
        source=corrected.citation_set.all()[1].source,
    )
    publish_everything()
    designated = Page(client, "/actors/angara/").linked_data()["mainEntity"]
    assert designated["additionalProperty"] == [
        {
            "@type": "PropertyValue",
            "name": "Designated by United Nations (1718 Committee)",
            "value": "KPv.001, 2018-03-30, port entry ban",
            "url": f"{SITE}/sources/an-account/",
        }
    ]


def test_lists_name_what_is_on_them(corrected: Finding, client: Client) -> None:
    """C45: with one finding and with three."""
    for total in (1, 3):
        while Finding.objects.count() < total:
            make.make_finding(report=corrected.report, category=corrected.category)
            publish_everything()
        listed = Page(client, "/findings/?category=petroleum").linked_data()
        assert (listed["@type"], listed["url"]) == ("CollectionPage", f"{SITE}/findings/?category=petroleum")
        entries = listed["mainEntity"]
        assert (entries["@type"], entries["numberOfItems"]) == ("ItemList", total)
        assert [each["position"] for each in entries["itemListElement"]] == list(range(1, total + 1))
        assert {"url": f"{SITE}{FINDING}", "name": "Over 28,000 containers"}.items() <= {
            name: value for each in entries["itemListElement"] if each["url"].endswith("-001/")
            for name, value in each.items()
        }.items()  # fmt: skip
    actors = Page(client, "/actors/").linked_data()["mainEntity"]
    assert [(each["position"], each["url"]) for each in actors["itemListElement"]] == [(1, f"{SITE}/actors/angara/")]


@pytest.mark.parametrize("plural", ["categories", "reports", "actors", "sources", "resolutions"])
def test_a_list_of_subjects_names_the_same_as_data(portal: Finding, client: Client, plural: str) -> None:
    """C37."""
    [link] = Page(client, f"/{plural}/").tree.xpath("//link[@rel='alternate'][@type='application/json']")
    assert link.get("href") == f"{SITE}/api/v1/{plural}/"
    answer = client.get(link.get("href").removeprefix(SITE))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")


def test_a_report_names_all_its_findings_as_parts(
    portal: Finding, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """C43: also those that its page does not show; where there are too many, the file beside it has all."""
    for number in range(2, 28):
        make.make_finding(f"MSMT-2025-1-{number:03}", report=portal.report)
    publish_everything()

    def parts(thing: dict[str, Any]) -> list[str]:
        found = [each["@id"] for each in thing["mainEntity"]["hasPart"] if each["@type"] == "Claim"]
        return [each.rsplit("/", 2)[1] for each in found]

    report, all_of_them = "/reports/msmt-2025-1/", [f"msmt-2025-1-{number:03}" for number in range(1, 28)]
    assert parts(Page(client, report).linked_data()) == all_of_them
    monkeypatch.setattr("findings.pages.edition_heads.MOST_PARTS", 2)
    version_poll.forget()
    publish_everything(note="Once more.")
    assert parts(Page(client, report).linked_data()) == all_of_them[:2]
    assert parts(json.loads(client.get("/reports/msmt-2025-1.jsonld").content)) == all_of_them


def test_the_main_page_describes_the_site_and_its_dataset(corrected: Finding, client: Client) -> None:
    """C46, C47: every policy and every file that it names is there."""
    site, publisher, dataset = Page(client, "/").linked_data()["@graph"]
    assert (site["@type"], publisher["@type"], dataset["@type"]) == ("WebSite", "Organization", "Dataset")
    assert {name: dataset[name] for name in ("version", "datePublished", "dateModified", "citation")} == {
        "version": "2",
        "datePublished": "2026-03-02T12:00:00Z",
        "dateModified": "2026-03-02T12:00:00Z",
        "citation": f"DPRK Sanctions Findings. Dataset version 2, 2 March 2026. {SITE}/findings/?as_of=2",
    }
    catalogue = Page(client, "/data/").linked_data()
    assert dataset["includedInDataCatalog"]["@id"] == catalogue["@id"] == f"{SITE}/data/"
    assert dataset["@id"] in {each["@id"] for each in catalogue["dataset"]}
    assert 50 <= len(dataset["description"]) <= 5000
    assert dataset["temporalCoverage"] == "2023-09/2024-03"
    addresses = [publisher[name] for name in ("publishingPrinciples", "correctionsPolicy", "ethicsPolicy")]
    files = [(each["contentUrl"], each["encodingFormat"]) for each in dataset["distribution"]]
    for address in addresses:
        assert client.get(address.removeprefix(SITE)).status_code == 200
    for address, media_type in files:
        response = client.get(address.removeprefix(SITE))
        assert (response.status_code, response.headers["Content-Type"].partition(";")[0]) == (200, media_type)
        assert response.getvalue()


def test_no_text_ends_the_block_of_linked_data(records: Finding, client: Client) -> None:
    """CITABLE, 14.10."""
    hostile = "</script><script>alert(1)</script> & <!-- \u2028 ]]>"
    records.title = records.summary = records.asserted_by = hostile
    records.save()
    publish_everything()
    page = client.get(FINDING).content.decode()
    block = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    assert json.loads(block)["mainEntity"]["abstract"] == hostile
    assert "<script>" not in page


def test_what_is_gone_describes_nothing(corrected: Finding, client: Client) -> None:
    """C05: a tombstone has an address and no metadata to be cited by; a redacted edition has none of its words."""
    publishing.withdraw(SubjectKind.FINDING, "MSMT-2025-1-001", editor="Kim", note="Said twice.")
    publishing.redact(SubjectKind.FINDING, "MSMT-2025-1-001", [2], editor="Kim", reason="A court.")
    version_poll.forget()
    for address, status in ((FINDING, 410), (f"{FINDING}v/2/", 451)):
        page = Page(client, address)
        assert page.response.status_code == status
        assert page.metas("name", "citation_") == page.metas("property", "og:") == page.metas("name", "DCTERMS.") == {}
        assert b"ld+json" not in page.response.content
        assert page.links("canonical") == [f"{SITE}{FINDING}"]
    assert b"28,000" not in client.get(f"{FINDING}v/2/").content


def test_no_page_sets_a_cookie_or_varies_on_one(portal: Finding, client: Client, in_every_role: str) -> None:
    """C13: pages, data, files, feeds and what machines look for."""
    forms = [f"{address.rstrip('/')}.{form}" for address in SUBJECTS.values() for form in ("json", "jsonld")]
    others = ["/sitemap.xml", "/sitemap-pages.xml", "/robots.txt", "/opensearch.xml", "/.well-known/api-catalog",
              "/favicon.ico", f"{FINDING}v/1/card.png", f"/embed/v1{FINDING}v/1/",
              f"/oembed?url={SITE}{FINDING}", "/findings.atom", "/findings.csv"]  # fmt: skip
    for address in [*ADDRESSES, *forms, *others]:
        response = client.get(address, headers={"cookie": "sessionid=x; csrftoken=y"})
        assert response.status_code in {200, 302}, address
        assert (dict(response.cookies), "cookie" in response.headers.get("Vary", "").lower()) == ({}, False)
        assert response.getvalue() or response.status_code == 302
