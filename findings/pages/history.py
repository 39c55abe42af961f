"""The history of a subject, and the difference between two of its editions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _

from findings.documents import moment
from findings.exports.addresses import absolute, page_address
from findings.exports.notices import Notice
from findings.pages import words
from findings.pages.differences import DifferencePart, difference_parts
from findings.pages.frames import LISTS, SECTIONS, detail_url, diff_url, edition_url, history_url
from findings.pages.paging import PageLinks, page_links
from findings.pages.parts import Link
from findings.queries.editions import PublishedEdition
from findings.queries.history import AT_MOST, ComparedEdition, History, PastEdition, TwoEditions
from findings.vocabulary import EditionKind

#: Editions on a page of a history.
HISTORY_SIZE = 50


@dataclass(frozen=True, slots=True)
class SubjectHead:
    """The subject that a page about its editions is of. `title` is "" where the text of the newest was taken away."""

    kind: str
    key: str
    title: str
    section: str
    list: Link
    url: str
    history_url: str
    latest: int
    is_withdrawn: bool


@dataclass(frozen=True, slots=True)
class EditionLine:
    """One edition in a list of editions. `changes` leads to what differs from the one before it; "" for the first."""

    number: int
    kind: str
    is_marked: bool
    note: str
    published: str
    published_iso: str
    dataset_version: int
    superseded_in: int | None
    digest: str
    short_digest: str
    url: str
    changes: str
    redaction: str | None


@dataclass(frozen=True, slots=True)
class HistoryPage:
    subject: SubjectHead
    editions: tuple[EditionLine, ...]
    pages: PageLinks
    permalink: str
    feed_url: str
    timemap_url: str


@dataclass(frozen=True, slots=True)
class DiffPage:
    """`parts` is None where there is nothing to compare, and `why_not` says so in sentences."""

    subject: SubjectHead
    old: EditionLine
    new: EditionLine
    since: tuple[EditionLine, ...]
    hidden: int
    parts: list[DifferencePart] | None
    why_not: tuple[str, ...]
    permalink: str

    @property
    def is_redacted(self) -> bool:
        return self.old.redaction is not None or self.new.redaction is not None


def history_page(history: History, number: int) -> HistoryPage:
    """Page `number` of the editions of a subject."""
    newest = history.newest
    url_of = partial(page_address, history_url(newest.kind, newest.slug))
    return HistoryPage(
        subject=subject_head(newest),
        editions=tuple(_line(newest, each) for each in history.editions),
        pages=page_links(number, history.total, HISTORY_SIZE, url_of),
        permalink=absolute(url_of(number)),
        feed_url=reverse(f"{newest.kind.value}-history-atom", args=[newest.slug]),
        timemap_url=reverse(f"{newest.kind.value}-timemap", args=[newest.slug]),
    )


def notices_of(history: History) -> tuple[Notice, ...]:
    """The editions of a page of a history, as a feed tells of them."""
    newest = history.newest
    told = []
    for each in history.editions:
        url = absolute(edition_url(newest.kind, newest.slug, each.number))
        reason = "" if each.redaction is None else f" {_('Its text has been taken away:')} {each.redaction}"
        name = newest.key if newest.title in {"", newest.key} else f"{newest.key}, {newest.title}"
        told.append(
            Notice(
                id=url,
                title=f"{each.edition_kind.label}: {name}",
                url=url,
                published_at=each.published_at,
                text=f"{each.note}{reason}",
                term=each.edition_kind.value,
                label=str(each.edition_kind.label),
            )
        )
    return tuple(told)


def diff_page(two: TwoEditions) -> DiffPage:
    """What differs between two editions; nothing of a text taken away, nor a list of what a withdrawal ends."""
    newest = two.newest
    why_not = tuple(sentence for side in (two.old, two.new) if (sentence := _nothing_to_compare(side)))
    old, new = two.old.edition, two.new.edition
    return DiffPage(
        subject=subject_head(newest),
        old=_line(newest, old),
        new=_line(newest, new),
        since=tuple(_line(newest, each) for each in two.since),
        hidden=max(new.number - old.number - AT_MOST, 0),
        parts=None if why_not else difference_parts(two.old.document, two.new.document),
        why_not=why_not,
        permalink=absolute(diff_url(newest.kind, newest.slug, old.number, new.number)),
    )


def subject_head(newest: PublishedEdition) -> SubjectHead:
    """`newest` is the subject's newest edition, whatever became of it."""
    kind = newest.kind
    return SubjectHead(
        kind=str(kind.label),
        key=newest.key,
        title=newest.title if newest.title != newest.key else "",
        section=SECTIONS[kind],
        list=Link(str(LISTS[kind]), reverse(f"{kind.value}-list")),
        url=detail_url(kind, newest.slug),
        history_url=history_url(kind, newest.slug),
        latest=newest.number,
        is_withdrawn=newest.is_withdrawn,
    )


def _line(newest: PublishedEdition, each: PastEdition) -> EditionLine:
    kind, slug = newest.kind, newest.slug
    return EditionLine(
        number=each.number,
        kind=str(each.edition_kind.label),
        is_marked=each.edition_kind in {EditionKind.CORRECTION, EditionKind.WITHDRAWAL},
        note=each.note,
        published=words.date_in_words(each.published_at),
        published_iso=moment(each.published_at),
        dataset_version=each.published_in,
        superseded_in=each.superseded_in,
        digest=each.digest,
        short_digest=each.digest[:16],
        url=edition_url(kind, slug, each.number),
        changes=diff_url(kind, slug, each.number - 1, each.number) if each.number > 1 else "",
        redaction=each.redaction,
    )


def _nothing_to_compare(side: ComparedEdition) -> str:
    edition = side.edition
    if edition.redaction is not None:
        sentence = _("The text of edition %(number)s has been taken away: %(reason)s")
        return sentence % {"number": edition.number, "reason": edition.redaction}
    if edition.edition_kind == EditionKind.WITHDRAWAL:
        return _("Edition %(number)s is the withdrawal: %(reason)s") % {
            "number": edition.number,
            "reason": side.document["withdrawn"]["reason"],
        }
    return ""
