"""The small cards that other sites show in a frame, and what oEmbed says of them.

Of an edition of a finding, of the one in force, and of a set of findings: those of an actor, of a report, of a list.
Version 1 is frozen, its templates and its style sheet too: what was put on a page once goes on looking as it did. What
may change is what the card has to tell: that its edition was superseded, withdrawn or redacted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from findings.documents import moment
from findings.documents.entries import is_disputed
from findings.drawing.timelines import SmallTimeline, small_timeline
from findings.exports.addresses import absolute, address_of, form_address, list_address
from findings.exports.cards import HEIGHT, WIDTH
from findings.exports.described import PORTAL
from findings.exports.view_cards import FEWEST_YEARS, ViewCard
from findings.languages import in_english
from findings.pages import parts, words
from findings.pages.cards import LIST_CARD, card_question
from findings.pages.frames import detail_url, edition_url
from findings.pages.heads import EMBED_HEIGHT, EMBED_WIDTH, SET_HEIGHT, Share, frame_markup
from findings.pages.rows import FindingRow, finding_row
from findings.queries.editions import PublishedEdition
from findings.queries.facets import Counts
from findings.queries.lists import Row
from findings.queries.questions import Question
from findings.queries.sentence import findings_in_words, sentence
from findings.vocabulary import SubjectKind


@dataclass(frozen=True, slots=True)
class EmbeddedCard:
    """What a frame shows. Without a title there is only the notice. `url` leads to what is said today."""

    reference: str
    title: str
    category: str
    asserted_by: str
    source: str
    hand: str
    is_disputed: bool
    edition: str
    published: str
    published_iso: str
    notice: str
    url: str
    edition_permalink: str


def embedded_card(edition: PublishedEdition, current: PublishedEdition) -> EmbeddedCard:
    """The card of an edition; `current` is the edition in force, which may be the same one."""
    readable = edition.redaction is None and not edition.is_withdrawn
    document = edition.document
    hand = parts.hand(document) if readable else None
    return EmbeddedCard(
        reference=edition.key,
        title=document["title"] if readable else "",
        category=document["category"]["name"] if readable else "",
        asserted_by=document["asserted_by"] if readable else "",
        source=(document["report"]["code"] or document["report"]["title"]) if readable else "",
        hand=f"{hand.words}. {hand.meaning}" if hand else "",
        is_disputed=readable and is_disputed(document),
        edition=_("Edition %s") % edition.number,
        published=words.date_in_words(edition.published_at),
        published_iso=moment(edition.published_at),
        notice=_notice(edition, current),
        url=absolute(detail_url(current.kind, current.slug)),
        edition_permalink=absolute(edition_url(edition.kind, edition.slug, edition.number)),
    )


#: The first so many findings of a set are in its card; the others are behind its link.
ROWS = 5


@dataclass(frozen=True, slots=True)
class EmbeddedRow:
    """A finding in the card of a set: never without who asserts it, and at which hand that was read."""

    reference: str
    url: str
    title: str
    period: str
    asserted_by: str
    hand: str
    is_disputed: bool


@dataclass(frozen=True, slots=True)
class EmbeddedFindings:
    """A set of findings in a frame: what its card image says, its years (`in_words` too), its first rows, its page."""

    told: ViewCard
    timeline: SmallTimeline | None
    in_words: str
    rows: list[EmbeddedRow]
    url: str
    all_words: str


def embedded_findings(told: ViewCard, counts: Counts, rows: list[Row], url: str) -> EmbeddedFindings:
    """`told` says what the set is and how many findings it has, `counts` has their years; `url` is the page of it."""
    facet = next(facet for facet in counts.facets if facet.name == "year")
    drawn = small_timeline({int(each.key): each.count for each in facet.values}, lambda _year: "")
    by_year = ", ".join(f"{year}: {count}" for year, count in told.years)
    return EmbeddedFindings(
        told=told,
        timeline=drawn if len(told.years) >= FEWEST_YEARS else None,
        in_words=f"{told.caption[:1].upper()}{told.caption[1:]}. {by_year}",
        rows=[_row(finding_row(row)) for row in rows],
        url=url,
        all_words=(_("All %s") % findings_in_words(counts.total)) if counts.total > len(rows) else _("See its page"),
    )


def _row(row: FindingRow) -> EmbeddedRow:
    return EmbeddedRow(
        row.reference,
        absolute(row.url),
        row.title,
        row.period,
        row.asserted_by,
        row.hand.words,
        is_disputed=row.is_disputed,
    )


def _notice(edition: PublishedEdition, current: PublishedEdition) -> str:
    """What became of the edition, in a sentence; "" while it is in force."""
    if edition.redaction is not None:
        return _("The text of this edition has been taken away. %s") % edition.redaction
    if current.is_withdrawn:
        told = {"date": words.date_in_words(current.published_at), "reason": current.document["withdrawn"]["reason"]}
        return _("Withdrawn on %(date)s. %(reason)s") % told
    if current.redaction is not None:
        told = {"number": str(current.number), "reason": current.redaction}
        return _("The text of edition %(number)s has been taken away: %(reason)s") % told
    if edition.superseded_at is not None:
        told = {"date": words.date_in_words(edition.superseded_at), "latest": edition.latest}
        return _("Superseded on %(date)s: the newest edition is %(latest)s.") % told
    return ""


@dataclass(frozen=True, slots=True)
class Embeddable:
    """What oEmbed says of an address: what is there, its card image, and the frame that shows it.

    `is_set` where the frame shows a set of findings, which takes more room than one.
    """

    title: str
    name: str
    image: str
    frame: str
    is_set: bool


def embeddable(edition: PublishedEdition, *, pinned: bool) -> Embeddable:
    """`pinned` where that edition is meant for ever, and not the one in force."""
    title, name = edition.title, edition.title
    if edition.kind is SubjectKind.FINDING:
        name = edition.document["reference"]
        title = f"{edition.document['title']} ({name})"
    frame = f"{edition.kind.value}-embed"
    return Embeddable(
        title=title,
        name=name,
        image=address_of(f"{edition.kind.value}-card", edition.slug, edition.number),
        frame=address_of(frame, edition.slug, edition.number)
        if pinned
        else address_of(f"{frame}-in-force", edition.slug),
        is_set=edition.kind is not SubjectKind.FINDING,
    )


def embeddable_list(question: Question, title: str, current: int) -> Embeddable:
    """A list goes on changing in its frame, unless it asks for a dataset version."""
    image = form_address(LIST_CARD, card_question(question, current))
    return Embeddable(title, title, image, _frame_of_list(question), is_set=True)


def _frame_of_list(question: Question) -> str:
    query = question.from_the_start().query()
    frame = address_of("finding-list-embed")
    return f"{frame}?{query}" if query else frame


@in_english
def list_share(question: Question, counts: Counts, current: int) -> Share | None:
    """A line about a list, and the markup of its card: as it is in today's dataset version, and as it goes on changing.

    Of a list that asks for a version itself there is the first alone; of one without findings, nothing. `current` is
    the newest version. The name of a frame that goes on changing has no number in it.
    """
    if not counts.total:
        return None
    asked = question.from_the_start()
    pinned = question.pinned_to(current)
    said = sentence(pinned, counts)
    return Share(
        line=f"{said.subject}: one record for each claim. {list_address(asked)}",
        embed=frame_markup(_frame_of_list(pinned), str(said), height=SET_HEIGHT),
        in_force=frame_markup(_frame_of_list(asked), said.subject, height=SET_HEIGHT) if asked.as_of is None else "",
    )


def oembed(told: Embeddable, width: int, height: int) -> dict[str, Any]:
    """What an answer of oEmbed 1.0 says: rich content of this width and height."""
    return {
        "version": "1.0",
        "type": "rich",
        "title": told.title,
        "author_name": str(PORTAL),
        "author_url": absolute("/"),
        "provider_name": str(PORTAL),
        "provider_url": absolute("/"),
        "cache_age": 86400,
        "thumbnail_url": told.image,
        "thumbnail_width": WIDTH,
        "thumbnail_height": HEIGHT,
        "html": frame_markup(told.frame, told.name, width, height),
        "width": width,
        "height": height,
    }


#: Pixels that a narrow frame is higher: of one finding, of a set.
_NARROW, _NARROW_SET = 120, 360


def frame_size(most_wide: int | None, most_high: int | None, *, is_set: bool = False) -> tuple[int, int]:
    """Width and height of the frame in pixels. A narrow one is higher, for its words take more lines."""
    width = min(EMBED_WIDTH, most_wide or EMBED_WIDTH)
    height = SET_HEIGHT if is_set else EMBED_HEIGHT
    if width < 480:
        height += _NARROW_SET if is_set else _NARROW
    return width, min(height, most_high or height)
