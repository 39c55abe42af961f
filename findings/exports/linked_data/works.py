"""Documents that say something: sources, and reports, as schema.org works."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from findings import locators
from findings.documents.fields import Document
from findings.exports.addresses import address_of
from findings.exports.linked_data.portal import Node, stated
from findings.exports.linked_data.types import type_of
from findings.locators import LocatorStep
from findings.queries.editions import ArchivedCopy
from findings.un_symbols import symbol_of
from findings.vocabulary import CitationRelation, LocatorKind, SubjectKind


def source_work(source: Document, copies: Mapping[str, ArchivedCopy]) -> Node:
    """A source: `@id` is its page here, `url` the document itself, `archivedAt` what `copies` or its own page say."""
    copy = copies.get(source["key"])
    return stated(
        {
            "@type": type_of(SubjectKind.SOURCE, source),
            "@id": address_of("source-detail", source["key"]),
            "name": source["title"],
            "reportNumber": symbol_of(source),
            "datePublished": source["published"],
            "inLanguage": source["language"],
            # As they are printed: a name is never split, and whether it is a person's is not recorded.
            "creditText": ", ".join(source["authors"]),
            "publisher": {"@type": "Organization", "name": source["publisher"]},
            "url": source["url"],
            "archivedAt": copy.url if copy else source.get("archived_url", ""),
        }
    )


def cited_work(citation: Document, report: Document, copies: Mapping[str, ArchivedCopy]) -> Node:
    """A source as evidence: with the place in it, and in words how it stands to the claim and what it is cited for.

    `report` is the one that asserts the claim: the source that is its document bears its number.
    """
    relation, source = CitationRelation(citation["relation"]), citation["source"]
    return stated(
        source_work(source, copies)
        | ({"reportNumber": report["code"]} if source["key"] == report["key"] and report["code"] else {})
        | {
            "pagination": place_in(citation["locators"]),
            "description": f"{relation.label}: {citation['supports']}",
            "hasPart": _quotation(citation),
        }
    )


def _quotation(citation: Document) -> Node:
    """The passage that is quoted, as a part of the work; {} where none is."""
    if "quote" not in citation:
        return {}
    return {"@type": "Quotation", "text": citation["quote"], "inLanguage": citation["quote_language"]}


def place_in(steps: list[dict[str, Any]]) -> str:
    """The place in a source as printed: "paras. 8-10, p. 11"; "" where none is recorded."""
    return locators.printed(
        LocatorStep(LocatorKind(each["locator_kind"]), each["start"], each["end"], each["printed"], each["joined"])
        for each in steps
    )


def report_work(report: Document) -> Node:
    """The report that asserts a finding, in short: `@id` is its page here."""
    return stated(
        {
            "@type": "Report",
            "@id": address_of("report-detail", report["key"]),
            "name": report["title"],
            "reportNumber": report["code"],
            "datePublished": report["published"],
            "publisher": {"@type": "Organization", "name": report["issuer"]},
        }
    )
