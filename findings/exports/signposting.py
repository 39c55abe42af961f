"""Typed links of a record: what a machine needs to cite it, to describe it, and to take it (FAIR Signposting).

The profile is that of 2 October 2023. The same links stand in the HTTP header, in the page, and, with those of the
files back to the page and a report's findings, in a linkset (RFC 9264) at an address of its own (CITABLE C16–C19).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from findings.exports.addresses import absolute, address_of, finding_address
from findings.exports.described import LICENCE_ADDRESS
from findings.exports.linked_data.types import type_of
from findings.exports.record_forms import RecordForm, file_beside
from findings.queries.editions import PublishedEdition
from findings.queries.subjects import findings_in_report
from findings.vocabulary import SubjectKind

LINKSET = "linkset.json"
LINKSET_MEDIA_TYPE = "application/linkset+json"
#: Findings that the linkset of a report, and its description in a file, name at most.
MOST_ITEMS = 10_000


@dataclass(frozen=True, slots=True)
class Signpost:
    """A typed link from a page: `url` is absolute, `type` a media type or ""."""

    rel: str
    url: str
    type: str = ""


def cite_as(edition: PublishedEdition, *, pinned: bool) -> str:
    """What is cited from a page (RFC 8574): at an edition's own address that edition, else the permanent address."""
    if pinned:
        return address_of(f"{edition.kind.value}-edition", edition.slug, edition.number)
    return address_of(f"{edition.kind.value}-detail", edition.slug)


def signposts(edition: PublishedEdition, forms: Iterable[RecordForm], *, pinned: bool) -> list[Signpost]:
    """The typed links of a readable edition's page; `forms` are those of its kind, but for the linkset."""
    page = cite_as(edition, pinned=pinned)
    files = [(form, file_beside(page, form.name), form.media_type.partition(";")[0]) for form in forms]
    links = [Signpost("cite-as", page)]
    links += [Signpost("describedby", url, kind) for form, url, kind in files if form.relation == "describes"]
    links += [Signpost("item", url, kind) for form, url, kind in files if form.relation == "collection"]
    links += [
        Signpost("type", "https://schema.org/AboutPage"),
        Signpost("type", f"https://schema.org/{type_of(edition.kind, edition.document)}"),
        Signpost("author", absolute("/about/")),
        Signpost("license", LICENCE_ADDRESS),
    ]
    links.append(Signpost("collection", _collection(edition), "text/html"))
    links.append(Signpost("linkset", file_beside(page, LINKSET), LINKSET_MEDIA_TYPE))
    return links


def _collection(edition: PublishedEdition) -> str:
    """What a record belongs to: a finding to its report, all else to the dataset, whose page is the main one."""
    if edition.kind is SubjectKind.FINDING:
        return address_of("report-detail", edition.document["report"]["key"])
    return absolute("/")


def linkset(edition: PublishedEdition, forms: Iterable[RecordForm], *, pinned: bool) -> bytes:
    """The linkset of a page: its own links, those of its files back to it, and, of a report, its findings."""
    links = [link for link in signposts(edition, forms, pinned=pinned) if link.rel != "linkset"]
    page = cite_as(edition, pinned=pinned)
    own = _context(page, links)
    if edition.kind is SubjectKind.REPORT and not pinned:
        # A header would not hold them (CITABLE, 14.5).
        found = findings_in_report(edition.key, at_most=MOST_ITEMS)
        own.setdefault("item", []).extend(
            {"href": finding_address(slug), "type": "text/html"} for slug, _title in found
        )
    files = [
        _context(link.url, [Signpost("describes" if link.rel == "describedby" else "collection", page, "text/html")])
        for link in links
        if link.rel in {"describedby", "item"}
    ]
    return json.dumps({"linkset": [own, *files]}, ensure_ascii=False, indent=1).encode() + b"\n"


def _context(anchor: str, links: Iterable[Signpost]) -> dict[str, Any]:
    """A link context object (RFC 9264, 4.2.2): relation → its targets."""
    context: dict[str, Any] = {"anchor": anchor}
    for link in links:
        target = {"href": link.url} | ({"type": link.type} if link.type else {})
        context.setdefault(link.rel, []).append(target)
    return context
