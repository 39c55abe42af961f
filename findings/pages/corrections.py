"""The page of everything that was published and was wrong: what, when, why, and what stands there now."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from findings.documents import moment
from findings.exports.addresses import absolute, page_address
from findings.exports.notices import Notice
from findings.pages import words
from findings.pages.frames import detail_url, diff_url, edition_url, history_url
from findings.pages.paging import PageLinks, page_links
from findings.pages.parts import Link
from findings.queries.corrections import REDACTION, Amendment, Amendments
from findings.vocabulary import EditionKind

#: Corrections on a page of them.
CORRECTIONS_SIZE = 50

_ACTS = {
    EditionKind.CORRECTION.value: gettext_lazy("Correction"),
    EditionKind.WITHDRAWAL.value: gettext_lazy("Withdrawal"),
    REDACTION: gettext_lazy("Redaction"),
}


@dataclass(frozen=True, slots=True)
class AmendmentRow:
    """One of them. `title` is "" where no title may be shown; `links` lead to what changed and to what stands there."""

    anchor: str
    act: str
    kind: str
    key: str
    title: str
    url: str
    date: str
    date_iso: str
    note: str
    dataset_version: int
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class CorrectionsPage:
    rows: tuple[AmendmentRow, ...]
    pages: PageLinks
    permalink: str
    feed_url: str


def corrections_page(answer: Amendments, number: int) -> CorrectionsPage:
    url_of = partial(page_address, reverse("corrections"))
    return CorrectionsPage(
        rows=tuple(_row(each) for each in answer.amendments),
        pages=page_links(number, answer.total, CORRECTIONS_SIZE, url_of),
        permalink=absolute(url_of(number)),
        feed_url=reverse("corrections-atom"),
    )


def correction_notices(answer: Amendments) -> tuple[Notice, ...]:
    """The same as a feed tells of them, each with the title that it came with. The id of each is an address that
    nothing else has.
    """
    page = reverse("corrections")
    return tuple(
        Notice(
            id=absolute(f"{page}#{row.anchor}"),
            title=f"{row.act}: {row.key}, {each.title_then}" if _is_told(each) else f"{row.act}: {row.key}",
            url=absolute(row.links[0].url),
            published_at=each.published_at,
            text=row.note,
            term=each.act,
            label=row.act,
        )
        for each, row in ((each, _row(each)) for each in answer.amendments)
    )


def _is_told(each: Amendment) -> bool:
    """Whether it had a title that says more than the key."""
    return bool(each.title_then) and each.title_then != each.key


def _row(each: Amendment) -> AmendmentRow:
    return AmendmentRow(
        anchor=f"version-{each.dataset_version}-{each.kind.value}-{each.key.lower()}",
        act=str(_ACTS[each.act]),
        kind=str(each.kind.label),
        key=each.key,
        title=each.title if each.title != each.key else "",
        url=detail_url(each.kind, each.slug),
        date=words.date_in_words(each.published_at),
        date_iso=moment(each.published_at),
        note=each.note,
        dataset_version=each.dataset_version,
        links=tuple(_links(each)),
    )


def _links(each: Amendment) -> list[Link]:
    number = each.numbers[0]
    if each.act == EditionKind.CORRECTION:
        return [
            Link(_("what changed"), diff_url(each.kind, each.slug, number - 1, number)),
            Link(_("edition %s") % number, edition_url(each.kind, each.slug, number)),
        ]
    if each.act == EditionKind.WITHDRAWAL:
        replaced = each.replaced_by
        return [
            Link(_("the notice"), edition_url(each.kind, each.slug, number)),
            *([Link(_("replaced by %s") % replaced, detail_url(each.kind, replaced.lower()))] if replaced else []),
        ]
    return [
        Link(_("history"), history_url(each.kind, each.slug)),
        *(Link(_("edition %s") % n, edition_url(each.kind, each.slug, n)) for n in each.numbers),
    ]
