"""The map of the portal for search engines: an index, and files of at most 50,000 addresses (sitemaps.org 0.9).

Editions are not in it: what stands at an edition's address stands at its subject's permanent address first (CITABLE
C24, C62). `lastmod` is the date of the edition in force, as in every other place that tells one (C41).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import islice

from django.urls import reverse

from findings.documents import moment
from findings.documents.tables import TABLES
from findings.exports.addresses import absolute
from findings.queries.countries import findings_of_countries
from findings.queries.sitemap import (
    cited_places_in_force,
    events_in_force,
    numbers_of_subjects,
    places_in_force,
    provisions_in_force,
    subjects_in_force,
)
from findings.queries.snapshots import snapshot
from findings.queries.versions import Version
from findings.vocabulary import COUNTRIES, SubjectKind

#: Addresses in a file at most.
MOST_ADDRESSES = 50_000
#: The file of everything that is no subject: lists, words about the portal, provisions, places.
PAGES = "pages"
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
#: Views of pages that have one address each.
_SINGLE = (
    "home",
    *(f"{kind.value}-list" for kind in SubjectKind),
    "match",
    "place-list",
    "about",
    "about-method",
    "about-citing",
    "about-corrections",
    "about-conformance",
    "about-verify",
    "corrections",
    "codebook",
    "codebook-choices",
    "quality",
    "data",
    "api:docs",
)
#: The pages of the documentation under its overview; the API, which stands above, makes them from its description.
_DOCS = (
    *("findings", "reports", "actors", "sources", "resolutions", "provisions", "categories", "editions"),
    *("search", "portal", "parameters", "problems", "vocabularies"),
)


def index(version: Version | None) -> Iterator[str]:
    """The index, in pieces. One statement."""
    yield f"{_DECLARATION}<sitemapindex {_NAMESPACE}>\n"
    for name in names():
        yield _entry(
            "sitemap", absolute(reverse("sitemap-part", args=[name])), version.published_at if version else None
        )
    yield "</sitemapindex>\n"


def names() -> list[str]:
    """The names of all files: `pages`, `finding-1`, `finding-2` …"""
    parts = {kind: -(-number // MOST_ADDRESSES) for kind, number in numbers_of_subjects().items()}
    return [PAGES, *(f"{kind.value}-{part}" for kind, last in parts.items() for part in range(1, last + 1))]


def part(name: str, version: Version | None) -> Iterator[str]:
    """A file, in pieces, read as they are taken. It may be empty: then it has been asked for too early or too late."""
    yield f"{_DECLARATION}<urlset {_NAMESPACE}>\n"
    if name == PAGES:
        modified = version.published_at if version else None
        for path in islice(pages(), MOST_ADDRESSES):
            yield _entry("url", absolute(path), modified)
    else:
        kind, _dash, number = name.rpartition("-")
        # To reverse an address for each of a million subjects would take a minute.
        before, after = absolute(reverse(f"{kind}-detail", args=["SLUG"])).split("SLUG")
        with snapshot():
            for slug, published_at in subjects_in_force(
                SubjectKind(kind), first=(int(number) - 1) * MOST_ADDRESSES, size=MOST_ADDRESSES
            ):
                yield _entry("url", f"{before}{slug}{after}", published_at)
    yield "</urlset>\n"


def pages() -> Iterable[str]:
    """Paths of all pages that are no subjects'. Six statements. Places in sources, the most by far, stand last."""
    yield from (reverse(name) for name in _SINGLE)
    yield from (reverse("codebook-table", args=[table.name]) for table in TABLES)
    yield from (reverse("api:docs-part", args=[name]) for name in _DOCS)
    yield from (reverse("event-detail", args=each) for each in events_in_force())
    yield from (reverse("provision-detail", args=each) for each in provisions_in_force())
    countries = sorted(code for code, _count in findings_of_countries() if code in COUNTRIES)
    yield from (reverse("country-detail", args=[code.lower()]) for code in countries)
    yield from (reverse("place-detail", args=key.split("/")) for key in places_in_force())
    yield from (reverse("place-in-source", args=each) for each in cited_places_in_force())


def _entry(element: str, address: str, modified: dt.datetime | None) -> str:
    # Addresses are made of slugs, which hold no sign that XML would escape.
    date = f"<lastmod>{moment(modified)}</lastmod>" if modified else ""
    return f"<{element}><loc>{address}</loc>{date}</{element}>\n"
