"""The heads of lists: of findings, as filters and words choose them, and of the other subjects."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _

from findings.exports.addresses import absolute, address_of, page_address
from findings.exports.described import LICENCE_ADDRESS
from findings.exports.linked_data import portal
from findings.exports.signposting import Signpost
from findings.pages.cards import Properties
from findings.pages.heads import FEED_TYPES, Alternate, Head, Share, oembed, plain_head
from findings.pages.indexes import IndexPage
from findings.pages.lists import FILES, BrowsePage

#: Characters that the typed links of a list have at most; a question can be longer than a header may get (C14).
LONGEST_LINKS = 3000


def list_head(page: BrowsePage, share: Share | None = None) -> Head:
    """The head of a list of findings: of several filters, it is not to be indexed (C68)."""
    rows = [(row.url, row.title) for row in page.rows]
    if page.table:
        rows = [(row.reference.url, row.title) for row in page.table.rows]
    told = _("%(set)s, as monitoring reports assert them: each with who says so, its sources and how well attested.")
    head = listed_head(
        page.permalink,
        page.title,
        told % {"set": page.title},
        page.pages.total,
        rows,
        page.pages.first_row or 1,
        image=page.image,
    )
    others = [
        Alternate(FEED_TYPES[name], link.words, absolute(link.url))
        for name, link in zip(FEED_TYPES, page.feeds, strict=True)
    ]
    whole = dict(zip(FILES, page.downloads, strict=True))["json"]
    others.append(Alternate("application/json", whole.words, absolute(whole.url)))
    others.append(oembed(page.permalink, page.title))
    return replace(
        head,
        canonical=page.canonical,
        robots="" if page.is_indexed else "noindex, follow",
        links=_links_of_list(page),
        alternates=tuple(others),
        share=share,
    )


def _links_of_list(page: BrowsePage) -> tuple[Signpost, ...]:
    """A list is cited as it is in its dataset version, and described by the side file of its data.

    Of a question whose addresses are too long for a header, the licence alone is told there.
    """
    files = dict(zip(FILES, page.downloads, strict=True))
    licence = Signpost("license", LICENCE_ADDRESS)
    links = (
        Signpost("cite-as", page.cited_at),
        Signpost("describedby", page.described_at, "application/json"),
        Signpost("item", absolute(files["csv"].url), "text/csv"),
        Signpost("item", absolute(files["json"].url), "application/json"),
        Signpost("type", "https://schema.org/CollectionPage"),
        Signpost("author", absolute("/about/")),
        licence,
    )
    return links if sum(len(link.url) for link in links) <= LONGEST_LINKS else (licence,)


def listed_head(
    address: str,
    title: str,
    described: str,
    total: int,
    items: Iterable[tuple[str, str]],
    first: int = 1,
    *,
    image: Properties = (),
) -> Head:
    """The head of a page of a list. `items` are (path, title) of what stands on it; the first is the `first`."""
    entries = [(absolute(path), name) for path, name in items]
    head = plain_head(
        address, title, described, data=portal.block(portal.listed(address, title, total, entries, first)), image=image
    )
    return without_page(head)


def without_page(head: Head) -> Head:
    """The head of a page of a list that has no filters: the canonical address is that of the list (CITABLE C31)."""
    return replace(head, canonical=head.canonical.partition("?")[0])


def index_head(page: IndexPage) -> Head:
    """The head of a list of the other subjects."""
    items = [(row.url, row.title) for row in page.rows]
    head = listed_head(page.permalink, page.title, page.lead, page.pages.total, items, page.pages.first_row)
    address = page_address(address_of(f"api:{page.kind.value}-list"), 1, page.query)
    same = Alternate("application/json", page.title, address)
    return replace(head, canonical=page.canonical, alternates=(same,))
