"""Atom (RFC 4287) as every feed of the portal writes it, in pages that lead to each other (RFC 5005)."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from xml.sax.xmlreader import AttributesImpl

from django.utils.xmlutils import SimplerXMLGenerator

from findings.documents import moment
from findings.exports.addresses import absolute
from findings.exports.described import LICENCE, LICENCE_ADDRESS, PORTAL, head_in_words
from findings.exports.rows import in_xml
from findings.queries.versions import Version

MEDIA_TYPE = "application/atom+xml"
_NAMESPACE = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `id` is an absolute address that nothing else has; `category` are the attributes of that element."""

    id: str
    title: str
    url: str
    published_at: dt.datetime
    updated_at: dt.datetime
    category: dict[str, str]
    text: str
    summary: str = ""


def written(
    *,
    id: str,  # noqa: A002 - as Atom calls it
    title: str,
    page: str,
    updated_at: dt.datetime,
    pages: Iterable[tuple[str, str]],
    entries: Iterable[Entry],
    version: Version | None,
) -> bytes:
    """A page of a feed. `page` is the address of the web page that says the same; all addresses are absolute.

    All `pages`, as `paged` gives them, are one feed, so they have one `id`. Each carries the head of the dataset
    version, if there is one.
    """
    file = io.StringIO()
    xml = SimplerXMLGenerator(file, "utf-8", short_empty_elements=True)
    xml.startDocument()
    xml.startElement("feed", AttributesImpl({"xmlns": _NAMESPACE, "xml:lang": "en"}))
    _text(xml, "id", id)
    _text(xml, "title", f"{title} – {PORTAL}")
    if version:
        _text(xml, "subtitle", head_in_words(version))
    _text(xml, "updated", moment(updated_at))
    xml.startElement("author", AttributesImpl({}))
    _text(xml, "name", str(PORTAL))
    _text(xml, "uri", absolute("/"))
    xml.endElement("author")
    _text(xml, "rights", f"{LICENCE}, {LICENCE_ADDRESS}")
    for relation, address in pages:
        xml.addQuickElement("link", None, {"rel": relation, "href": address, "type": MEDIA_TYPE})
    xml.addQuickElement("link", None, {"rel": "alternate", "href": page, "type": "text/html"})
    xml.addQuickElement("link", None, {"rel": "license", "href": LICENCE_ADDRESS})  # RFC 4946
    for entry in entries:
        _entry(xml, entry)
    xml.endElement("feed")
    xml.endDocument()
    return file.getvalue().encode()


def paged(number: int, last: int, url_of: Callable[[int], str]) -> tuple[tuple[str, str], ...]:
    """The pages of a feed beside page `number`: (relation, address), as RFC 5005 names them."""
    return (
        ("self", url_of(number)),
        ("first", url_of(1)),
        *([("previous", url_of(number - 1))] if number > 1 else []),
        *([("next", url_of(number + 1))] if number < last else []),
        ("last", url_of(last)),
    )


def updated_at(newest: dt.datetime | None, version: Version | None) -> dt.datetime:
    """When a feed changed last: with its newest entry, or else with the dataset version; 1970 before there is one."""
    if newest is not None:
        return newest
    return version.published_at if version else dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def _entry(xml: SimplerXMLGenerator, entry: Entry) -> None:
    xml.startElement("entry", AttributesImpl({}))
    _text(xml, "id", entry.id)
    _text(xml, "title", entry.title)
    _text(xml, "published", moment(entry.published_at))
    _text(xml, "updated", moment(entry.updated_at))
    xml.addQuickElement("link", None, {"rel": "alternate", "type": "text/html", "href": entry.url})
    xml.addQuickElement("category", None, {name: in_xml(value) for name, value in entry.category.items()})
    if entry.summary:
        _text(xml, "summary", entry.summary)
    xml.addQuickElement("content", in_xml(entry.text), {"type": "text"})
    xml.endElement("entry")


def _text(xml: SimplerXMLGenerator, name: str, text: str) -> None:
    xml.addQuickElement(name, in_xml(text))
