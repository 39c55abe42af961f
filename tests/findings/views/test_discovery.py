"""What machines look for at addresses of their own."""

from __future__ import annotations

import datetime as dt
import json
import xml.etree.ElementTree as ET
from typing import Any
from urllib.robotparser import RobotFileParser

import pytest
from django.test import Client, override_settings
from pytest_django import Settings

from findings import publishing
from findings.caching import version_poll
from findings.exports import sitemaps
from findings.models import Finding
from findings.vocabulary import SubjectKind
from tests import factories as make
from tests.findings.exports.thirty import at_noon
from tests.findings.publish import publish_everything
from tests.findings.views.test_addresses import ADDRESSES

SITE = "http://127.0.0.1:8000"
_SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def located(content: bytes) -> dict[str, str]:
    """Path → lastmod, of an index or of a part."""
    return {
        str(each.findtext("s:loc", namespaces=_SITEMAP)).removeprefix(SITE): str(
            each.findtext("s:lastmod", namespaces=_SITEMAP)
        )
        for each in ET.fromstring(content)  # noqa: S314 - our own
    }


def whole_sitemap(client: Client) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in located(client.get("/sitemap.xml").content):
        response = client.get(part)
        assert (response.status_code, response.headers["Content-Type"]) == (200, "application/xml")
        found |= located(response.getvalue())
    return found


def test_the_sitemap_has_every_page_that_there_is_and_no_edition(portal: Finding, client: Client) -> None:
    """C24, C62, F096: each address answers 200; none is of an edition."""
    addresses = whole_sitemap(client)
    assert {address for address in ADDRESSES if "/v/" not in address} <= addresses.keys()
    assert {"/sources/an-account/at/p-11-note-6/", "/about/verify/", "/corrections/", "/data/quality/"} <= set(
        addresses
    )
    assert [address for address in addresses if "/v/" in address or "?" in address] == []
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)


def test_lastmod_is_the_date_of_the_edition_in_force(
    records: Finding, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """C41, C62: what was not published again keeps its date."""
    at_noon(monkeypatch, dt.date(2026, 3, 1))
    publish_everything()
    at_noon(monkeypatch, dt.date(2026, 3, 2))
    records.title = "Over 28,000 containers"
    records.save()
    publish_everything()
    addresses = whole_sitemap(client)
    assert (addresses["/findings/msmt-2025-1-001/"], addresses["/actors/angara/"]) == (
        "2026-03-02T12:00:00Z",
        "2026-03-01T12:00:00Z",
    )


def test_what_is_withdrawn_or_redacted_is_not_in_the_sitemap(portal: Finding, client: Client) -> None:
    make.make_finding("CTX-001", report=portal.report, category=portal.category)
    make.make_finding("CTX-002", report=portal.report, category=portal.category)
    publish_everything()
    findings = {"/findings/msmt-2025-1-001/", "/findings/ctx-001/", "/findings/ctx-002/"}
    assert findings <= whole_sitemap(client).keys()
    publishing.withdraw(SubjectKind.FINDING, "CTX-001", editor="Kim", note="It was none.")
    publishing.redact(SubjectKind.FINDING, "CTX-002", [1], editor="Kim", reason="A court.")
    version_poll.forget()
    assert findings & whole_sitemap(client).keys() == {"/findings/msmt-2025-1-001/"}


@pytest.mark.parametrize("total", [1, 3])
def test_a_part_has_so_many_addresses_at_most(
    portal: Finding, client: Client, monkeypatch: pytest.MonkeyPatch, total: int, django_assert_num_queries: Any
) -> None:
    """C62: 50,000 for search engines, two here; no subject is lost between two parts."""
    for _number in range(total - 1):
        make.make_finding(report=portal.report, category=portal.category)
    publish_everything()
    monkeypatch.setattr(sitemaps, "MOST_ADDRESSES", 2)
    version_poll.forget()
    with django_assert_num_queries(2):  # the version, the numbers of subjects
        parts = [each for each in located(client.get("/sitemap.xml").content) if "finding" in each]
    assert parts == [f"/sitemap-finding-{number}.xml" for number in range(1, -(-total // 2) + 1)]
    found = [address for part in parts for address in located(client.get(part).getvalue())]
    assert found == [f"/findings/{each.reference.lower()}/" for each in Finding.objects.order_by("reference")]


@pytest.mark.parametrize("name", ["pages-1", "finding", "finding-0", "finding-01", "place-1", "finding-1-1", "%3Cb%3E"])
def test_a_part_that_is_none_is_not_found_and_the_parts_are_named(portal: Finding, client: Client, name: str) -> None:
    response = client.get(f"/sitemap-{name}.xml")
    assert (response.status_code, response.content.decode()) == (
        404,
        (
            "There is no such part of the sitemap. The parts are: pages, finding-1, report-1, actor-1, source-1, "
            "resolution-1, category-1.\n"
        ),
    )


def test_robots_may_read_everything_but_the_admin(portal: Finding, client: Client) -> None:
    """C63: a page that is not to be indexed can say so only if it may be fetched."""
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    rules = RobotFileParser()
    rules.parse(response.content.decode().splitlines())
    asked = [*ADDRESSES, "/findings/?category=petroleum&actor=angara", "/findings.csv", "/api/v1/findings/"]
    assert [address for address in asked if not rules.can_fetch("anybody", SITE + address)] == []
    assert not rules.can_fetch("anybody", f"{SITE}/admin/")
    assert rules.site_maps() == [f"{SITE}/sitemap.xml"]


def test_a_browser_can_search_here(portal: Finding, client: Client) -> None:
    """C64, F097: a short name of at most 16 signs; each template leads to what it promises."""
    response = client.get("/opensearch.xml")
    assert response.headers["Content-Type"] == "application/opensearchdescription+xml"
    described = ET.fromstring(response.content)  # noqa: S314 - our own
    space = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
    assert len(str(described.findtext("o:ShortName", namespaces=space))) <= 16
    templates = {each.get("type"): each.get("template", "") for each in described.findall("o:Url", space)}
    assert templates == {
        "text/html": f"{SITE}/findings/?q={{searchTerms}}",
        "application/atom+xml": f"{SITE}/findings.atom?q={{searchTerms}}",
        "application/opensearchdescription+xml": f"{SITE}/opensearch.xml",
    }
    for media_type, template in templates.items():
        answer = client.get(template.removeprefix(SITE).replace("{searchTerms}", "containers"))
        assert (answer.status_code, answer.headers["Content-Type"].partition(";")[0]) == (200, media_type)


def test_the_contact_for_weaknesses_expires_with_the_last_publication(
    records: Finding, client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """C69, RFC 9116: a date that follows from the content, so that nobody's silence is taken for care."""
    settings.SECURITY_CONTACT = "security@portal.example.org"
    assert client.get("/.well-known/security.txt").status_code == 404
    at_noon(monkeypatch, dt.date(2026, 3, 1))
    publish_everything()
    response = client.get("/.well-known/security.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "Contact: mailto:security@portal.example.org",
        "Expires: 2027-02-24T12:00:00Z",
        "Preferred-Languages: en",
        f"Canonical: {SITE}/.well-known/security.txt",
    ]
    settings.SECURITY_CONTACT = "https://portal.example.org/security"
    version_poll.forget()
    assert b"Contact: https://portal.example.org/security\n" in client.get("/.well-known/security.txt").content


def test_without_a_contact_there_is_no_security_txt(portal: Finding, client: Client) -> None:
    with override_settings(SECURITY_CONTACT=""):
        response = client.get("/.well-known/security.txt")
    assert (response.status_code, response.content.decode()) == (
        404,
        "No contact for reports on the security of this portal has been named.\n",
    )


def test_the_catalogue_names_the_api_its_description_and_its_documentation(portal: Finding, client: Client) -> None:
    """RFC 9727: a linkset, which says of itself that it is one; each target answers with its type."""
    response = client.get("/.well-known/api-catalog")
    assert response.headers["Content-Type"] == (
        'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"'
    )
    assert response.headers["Link"] == (
        f'<{SITE}/.well-known/api-catalog>; rel="api-catalog"; type="application/linkset+json"'
    )
    assert client.head("/.well-known/api-catalog").headers["Link"] == response.headers["Link"]
    catalogue, api = json.loads(response.content)["linkset"]
    targets = [*catalogue["item"], *api["service-desc"], *api["service-doc"]]
    assert api["anchor"] == catalogue["item"][0]["href"] == f"{SITE}/api/v1/"
    for target in targets:
        answer = client.get(target["href"].removeprefix(SITE))
        assert (answer.status_code, answer.headers["Content-Type"].partition(";")[0]) == (200, target["type"])


def test_the_icon_is_found_by_programs_that_read_no_page(client: Client) -> None:
    response = client.get("/favicon.ico")
    assert (response.status_code, response.headers["Location"]) == (302, "/static/img/icon.ico")
    icon = client.get(response.headers["Location"])
    assert (icon.status_code, b"".join(icon)[:4]) == (200, b"\x00\x00\x01\x00")
