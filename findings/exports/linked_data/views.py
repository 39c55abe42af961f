"""Pages without editions of their own, as linked data: places, countries, provisions, places in sources, words.

They are views of findings: so each tells what it is about, and which findings are about that (CITABLE C07, C45).
"""

from __future__ import annotations

from collections.abc import Iterable

from findings.exports.described import LICENCE_ADDRESS
from findings.exports.linked_data.portal import CONTEXT, Node, dataset_brief, publisher, stated
from findings.exports.linked_data.works import source_work
from findings.languages import current
from findings.queries.editions import PublishedEdition


def page_about(address: str, name: str, thing: Node) -> Node:
    """The page at this address, and the thing that it is about."""
    return {
        "@context": CONTEXT,
        "@type": ["WebPage", "AboutPage"],
        "url": address,
        "name": name,
        "inLanguage": current(),
        "license": LICENCE_ADDRESS,
        "publisher": publisher(),
        "isPartOf": dataset_brief(),
        "mainEntity": stated(thing),
    }


def page_of_words(address: str, name: str, description: str) -> Node:
    """A page about the portal itself."""
    return {
        "@context": CONTEXT,
        "@type": "AboutPage",
        "url": address,
        "name": name,
        "description": description,
        "inLanguage": current(),
        "license": LICENCE_ADDRESS,
        "publisher": publisher(),
    }


def catalogue(address: str, name: str, description: str, releases: Iterable[tuple[str, str]]) -> Node:
    """What can be taken away: the dataset, and its releases as (address, name)."""
    return page_of_words(address, name, description) | {
        "@type": "DataCatalog",
        "@id": address,
        "dataset": [
            dataset_brief(),
            *({"@type": "Dataset", "@id": url, "url": url, "name": title} for url, title in releases),
        ],
    }


def part_of_source(address: str, cited: str, place: str, source: PublishedEdition, claims: list[Node]) -> Node:
    """A place in a source: `cited` with its source, `place` alone, and what rests on it."""
    return {
        "@type": "CreativeWork",
        "@id": address,
        "name": cited,
        "position": place,
        "isPartOf": source_work(source.document, {}),
        "subjectOf": claims,
    }


def claims(findings: Iterable[tuple[str, str]], everything: str) -> list[Node]:
    """Findings as (address, title), and the address of the list of all of them."""
    shown: list[Node] = [{"@type": "Claim", "@id": address, "name": title} for address, title in findings]
    return [*shown, {"@type": "CollectionPage", "url": everything}]
