"""Where a page stands: its permanent address, its edition among the others, its place in the portal."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from findings.documents import moment
from findings.exports.addresses import absolute, path_of
from findings.pages import words
from findings.pages.citing import CitePart, cite_part
from findings.pages.parts import Link
from findings.queries.editions import PublishedEdition
from findings.queries.questions import Question
from findings.vocabulary import SubjectKind

#: Kind of subject → what templates call the section that its list is in, and what readers call the list.
SECTIONS = {
    SubjectKind.FINDING: "findings",
    SubjectKind.CATEGORY: "categories",
    SubjectKind.REPORT: "reports",
    SubjectKind.ACTOR: "actors",
    SubjectKind.SOURCE: "sources",
    SubjectKind.RESOLUTION: "resolutions",
}
LISTS = {
    SubjectKind.FINDING: gettext_lazy("Findings"),
    SubjectKind.CATEGORY: gettext_lazy("Categories"),
    SubjectKind.REPORT: gettext_lazy("Reports"),
    SubjectKind.ACTOR: gettext_lazy("Actors"),
    SubjectKind.SOURCE: gettext_lazy("Sources"),
    SubjectKind.RESOLUTION: gettext_lazy("Resolutions"),
}


@dataclass(frozen=True, slots=True)
class CorrectionMark:
    """That what the page says was corrected: when, why, and where to see what changed.

    `is_this` where the edition shown is the one that corrected it.
    """

    number: int
    date: str
    date_iso: str
    note: str
    changes: str
    is_this: bool


@dataclass(frozen=True, slots=True)
class FormerAddress:
    """An address that leads here: of the subject itself, or of one that was merged into it."""

    url: str
    reason: str
    is_merged: bool


@dataclass(frozen=True, slots=True)
class EditionFrame:
    """What a page says of the edition it shows. Addresses are absolute where a reader copies them.

    `changes` leads to what changed with this edition, `changed_since` to what has changed since; "" where nothing can
    have. `correction` is the last one up to this edition. `ends_withdrawn` and `ends_redacted`: there is nothing
    but a notice at the permanent address; `ends_readable` where neither is so.
    """

    number: int
    latest: int
    kind: str
    note: str
    published: str
    published_iso: str
    dataset_version: int
    superseded: str
    superseded_in: int | None
    cite: CitePart | None
    permalink: str
    edition_permalink: str
    current: Link
    others: tuple[Link, ...]
    digest: tuple[str, ...]
    history: str
    changes: str
    changed_since: str
    ends_withdrawn: bool
    ends_redacted: bool
    ends_readable: bool
    correction: CorrectionMark | None
    former: tuple[FormerAddress, ...]

    @property
    def is_in_force(self) -> bool:
        return self.superseded_in is None


#: How many other editions a page links to, the newest first; all of them are in the history.
OTHERS = 5


def edition_frame(edition: PublishedEdition) -> EditionFrame:
    """The frame of a page that shows this edition."""
    home = detail_url(edition.kind, edition.slug)
    others = [n for n in range(edition.latest, 0, -1) if n != edition.number][:OTHERS]
    return EditionFrame(
        number=edition.number,
        latest=edition.latest,
        kind=str(edition.edition_kind.label),
        note=edition.note,
        published=words.date_in_words(edition.published_at),
        published_iso=moment(edition.published_at),
        dataset_version=edition.published_in,
        superseded=words.date_in_words(edition.superseded_at) if edition.superseded_at else "",
        superseded_in=edition.superseded_in,
        cite=cite_part(edition),
        permalink=absolute(home),
        edition_permalink=absolute(edition_url(edition.kind, edition.slug, edition.number)),
        current=Link(_("edition %s") % edition.latest, home),
        others=tuple(Link(_("Edition %s") % n, edition_url(edition.kind, edition.slug, n)) for n in others),
        digest=tuple(edition.digest[at : at + 8] for at in range(0, 64, 8)),
        history=history_url(edition.kind, edition.slug),
        changes=diff_url(edition.kind, edition.slug, edition.number - 1, edition.number) if edition.number > 1 else "",
        changed_since=diff_url(edition.kind, edition.slug, edition.number, edition.latest)
        if edition.number < edition.latest
        else "",
        ends_withdrawn=edition.ends_withdrawn,
        ends_redacted=edition.ends_redacted,
        ends_readable=edition.ends_readable,
        correction=_correction(edition),
        former=tuple(
            FormerAddress(detail_url(edition.kind, each.slug.lower()), each.reason, each.is_merged)
            for each in edition.former
            if edition.is_in_force
        ),
    )


def _correction(edition: PublishedEdition) -> CorrectionMark | None:
    if not edition.corrections:
        return None
    last = edition.corrections[-1]
    return CorrectionMark(
        number=last.number,
        date=words.date_in_words(last.published_at),
        date_iso=last.published_at.strftime("%Y-%m-%d"),
        note=last.note,
        changes=diff_url(edition.kind, edition.slug, last.number - 1, last.number),
        is_this=last.number == edition.number,
    )


def detail_url(kind: SubjectKind, slug: str) -> str:
    return path_of(f"{kind.value}-detail", slug)


def edition_url(kind: SubjectKind, slug: str, number: int) -> str:
    return path_of(f"{kind.value}-edition", slug, number)


def history_url(kind: SubjectKind, slug: str) -> str:
    return path_of(f"{kind.value}-history", slug)


def diff_url(kind: SubjectKind, slug: str, old: int, new: int) -> str:
    """The difference between two editions, the lower number first."""
    return reverse(f"{kind.value}-diff", args=[slug, (old, new)])


def list_url(question: Question) -> str:
    """The address that asks this question, in canonical form."""
    query = question.query()
    return f"{list_address()}?{query}" if query else list_address()


def canonical_address(question: Question) -> str:
    """The one address of a set of findings: what is asked, as of which version, and not how it is shown (CITABLE C31).

    Order, page and view are left out. The dataset version is kept: what is cited is the set as it was (C75).
    """
    return absolute(list_url(replace(question, page=1, sort="")))


def list_address() -> str:
    """The address of the whole list, before any question."""
    return path_of("finding-list")


def list_file_address(form: str) -> str:
    """The address of the whole list as a file, or as a feed, before any question."""
    return path_of(f"finding-list-{form}")


def address_in_pieces(url: str) -> tuple[str, ...]:
    """An address cut behind its slashes and before the signs of its query, so that a page breaks it nowhere else."""
    scheme, _separator, rest = url.partition("//")
    host, _separator, path = rest.partition("/")
    return (f"{scheme}//{host}/", *_PIECE.findall(path))


#: A piece of an address that stands on one line: up to a slash, or from a sign of the query to the next one.
_PIECE = re.compile(r"[?&]?[^/?&]*/|[?&]?[^/?&]+")
