"""Feeds of what was published: the editions of a subject, and the corrections of all, as Atom (RFC 4287, RFC 5005)."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.xmlreader import AttributesImpl

from django.utils.xmlutils import SimplerXMLGenerator

from findings.documents import moment
from findings.exports.addresses import absolute
from findings.exports.described import LICENCE, LICENCE_ADDRESS, PORTAL, head_in_words
from findings.exports.rows import in_xml
from findings.queries.versions import Version

_ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that was published, once and for all: its `id` is an absolute address that nothing else has."""

    id: str
    title: str
    url: str
    published_at: dt.datetime
    text: str
    term: str
    label: str


@dataclass(frozen=True, slots=True)
class NoticeFeed:
    """A page of a feed. Addresses are absolute; those of `pages` are (relation, address): self, first, next …

    `updated` is the time of its newest notice, or of what it would tell of while there is none; `version` the dataset
    version whose head the feed carries, None while nothing has been published.
    """

    id: str
    title: str
    page: str
    updated: dt.datetime
    pages: tuple[tuple[str, str], ...]
    notices: tuple[Notice, ...]
    version: Version | None


def notices_as_atom(feed: NoticeFeed) -> bytes:
    written = io.StringIO()
    xml = SimplerXMLGenerator(written, "utf-8", short_empty_elements=True)
    xml.startDocument()
    xml.startElement("feed", AttributesImpl({"xmlns": _ATOM, "xml:lang": "en"}))
    _text(xml, [("id", feed.id), ("title", f"{feed.title} – {PORTAL}"), ("updated", moment(feed.updated))])
    if feed.version:
        _text(xml, [("subtitle", head_in_words(feed.version))])
    xml.startElement("author", AttributesImpl({}))
    _text(xml, [("name", str(PORTAL)), ("uri", absolute("/"))])
    xml.endElement("author")
    _text(xml, [("rights", f"{LICENCE}, {LICENCE_ADDRESS}")])
    for relation, address in feed.pages:
        xml.addQuickElement("link", None, {"rel": relation, "href": address, "type": "application/atom+xml"})
    xml.addQuickElement("link", None, {"rel": "alternate", "href": feed.page, "type": "text/html"})
    xml.addQuickElement("link", None, {"rel": "license", "href": LICENCE_ADDRESS})  # RFC 4946
    for notice in feed.notices:
        _entry(xml, notice)
    xml.endElement("feed")
    xml.endDocument()
    return written.getvalue().encode()


def paged(address: str, number: int, last: int) -> tuple[tuple[str, str], ...]:
    """The pages of a feed beside page `number`, as RFC 5005 names them."""

    def url_of(page: int) -> str:
        return f"{address}?page={page}" if page > 1 else address

    return (
        ("self", url_of(number)),
        ("first", url_of(1)),
        *([("previous", url_of(number - 1))] if number > 1 else []),
        *([("next", url_of(number + 1))] if number < last else []),
        ("last", url_of(last)),
    )


def _entry(xml: SimplerXMLGenerator, notice: Notice) -> None:
    xml.startElement("entry", AttributesImpl({}))
    at = moment(notice.published_at)
    _text(xml, [("id", notice.id), ("title", notice.title), ("published", at), ("updated", at)])
    xml.addQuickElement("link", None, {"rel": "alternate", "type": "text/html", "href": notice.url})
    xml.addQuickElement("category", None, {"term": notice.term, "label": in_xml(notice.label)})
    xml.addQuickElement("content", in_xml(notice.text), {"type": "text"})
    xml.endElement("entry")


def _text(xml: SimplerXMLGenerator, elements: Iterable[tuple[str, str]]) -> None:
    for name, text in elements:
        xml.addQuickElement(name, in_xml(text))
