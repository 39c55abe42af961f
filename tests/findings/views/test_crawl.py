"""Whoever begins at the main page and follows links comes to every public page, and to none that is not there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin

import lxml.html  # type: ignore[import-untyped]
from django.test import Client
from django.urls import resolve
from pytest_django import Settings

from findings import publishing
from findings.caching import version_poll
from findings.exports.datasets.making import export
from findings.languages import LANGUAGES, within, without_language
from findings.models import Finding
from findings.vocabulary import EditionKind, SubjectKind
from tests import factories as make
from tests.findings.admin.public_addresses import routes
from tests.findings.publish import publish_everything

SITE = "http://127.0.0.1:8000"
#: Addresses that no link leads to: what a reader writes instead of a number, and what stands in pages of other sites.
UNLINKED = {
    "data/releases/",
    "data/releases/<str:day>/",
    "embed/v1/findings/",
    "embed/v1/findings/<str:slug>/",
    "embed/v1/findings/<str:slug>/v/<edition:number>/",
    "embed/v1/actors/<str:slug>/",
    "embed/v1/reports/<str:slug>/",
}


def links_of(response: Any, address: str) -> set[str]:
    """Paths of this site that an answer leads to: links of a page, typed links, where a redirect goes."""
    found = re.findall(r"<([^>]*)>; rel=", response.headers.get("Link", ""))
    found.append(response.headers.get("Location", ""))
    content = response.getvalue()
    if content and response.headers.get("Content-Type", "").startswith("text/html"):
        found += lxml.html.document_fromstring(content).xpath("//@href | //@src | //form/@action")
    absolute = {urldefrag(urljoin(f"{SITE}{address}", each)).url for each in found if each}
    return {each.removeprefix(SITE) for each in absolute if each.startswith(f"{SITE}/")}


def crawl(client: Client) -> dict[str, int]:
    """Address → status. Of lists, those of one filter, in English: each link of others stands on one of these too."""
    found: dict[str, int] = {}
    waiting = ["/"]
    while waiting:
        address = waiting.pop()
        most = 1 if without_language(address) == address else 0
        if address in found or address.startswith(("/static/", "/admin/")) or address.count("=") > most:
            continue
        response: Any = client.get(address)
        found[address] = response.status_code
        waiting += links_of(response, address)
    return found


def test_every_page_is_found_from_the_main_page_and_no_link_is_dead(
    records: Finding, client: Client, settings: Settings, tmp_path: Path
) -> None:
    """Of a portal with one of everything: corrected, withdrawn, replaced and released."""
    settings.RELEASES_DIR = tmp_path
    other = make.make_finding("MSMT-2025-1-002", report=records.report, category=records.category)
    publish_everything()
    export(tmp_path / "1")
    records.title = "Over 28,000 containers"
    records.save()
    publish_everything(EditionKind.CORRECTION, "The number was too low.")
    publishing.withdraw(
        SubjectKind.FINDING, other.reference, editor="Kim", note="Said twice.", replaced_by=records.reference
    )
    export(tmp_path / "3")
    version_poll.forget()
    found = crawl(client)
    gone = f"/findings/{other.reference.lower()}"
    # What was withdrawn is led to, and says that it is gone.
    assert {address: status for address, status in found.items() if status not in {200, 301, 302}} == {
        within(address, language): 410 for address in (f"{gone}/", f"{gone}/v/2/") for language in LANGUAGES
    }
    reached = {resolve(without_language(address.partition("?")[0])).route for address in found}
    pages = {each for each in routes() if each.endswith("/") and not each.startswith(("api/", "health/"))}
    # Of the other kinds everything has one edition, and nothing to compare.
    assert {each for each in pages - reached if "/diff/" not in each} == UNLINKED
    assert "findings/<str:slug>/diff/<pair:pair>/" in reached
