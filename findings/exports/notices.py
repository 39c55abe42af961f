"""Feeds of what was published: the editions of a subject, and the corrections of all, as Atom (RFC 4287, RFC 5005)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial

from findings.exports import atom
from findings.exports.addresses import page_address
from findings.exports.atom import Entry, written
from findings.queries.versions import Version

MEDIA_TYPE = f"{atom.MEDIA_TYPE}; charset=utf-8"


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
    return written(
        id=feed.id,
        title=feed.title,
        page=feed.page,
        updated_at=feed.updated,
        pages=feed.pages,
        entries=map(_entry, feed.notices),
        version=feed.version,
    )


def paged(address: str, number: int, last: int) -> tuple[tuple[str, str], ...]:
    """The pages of a feed beside page `number`; `address` is that of the first one."""
    return atom.paged(number, last, partial(page_address, address))


def _entry(notice: Notice) -> Entry:
    return Entry(
        id=notice.id,
        title=notice.title,
        url=notice.url,
        published_at=notice.published_at,
        updated_at=notice.published_at,
        category={"term": notice.term, "label": notice.label},
        text=notice.text,
    )
