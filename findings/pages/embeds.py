"""The small card of an edition of a finding that other sites show in a frame, and what oEmbed says of it.

Version 1 is frozen, its template and its style sheet too: what was put on a page once goes on looking as it did. What
may change is what the card has to tell: that its edition was superseded, withdrawn or redacted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from findings.documents import moment
from findings.exports.addresses import absolute
from findings.exports.cards import HEIGHT, WIDTH
from findings.exports.described import PORTAL
from findings.pages import parts, words
from findings.pages.frames import detail_url, edition_url
from findings.pages.heads import EMBED_HEIGHT, EMBED_WIDTH, embed_markup
from findings.queries.editions import PublishedEdition
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
        edition=_("Edition %s") % edition.number,
        published=words.date_in_words(edition.published_at),
        published_iso=moment(edition.published_at),
        notice=_notice(edition, current),
        url=absolute(detail_url(SubjectKind.FINDING, current.slug)),
        edition_permalink=absolute(edition_url(SubjectKind.FINDING, edition.slug, edition.number)),
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


def oembed(edition: PublishedEdition, width: int, height: int) -> dict[str, Any]:
    """What an answer of oEmbed 1.0 says of an edition: rich content of this width and height."""
    reference = edition.document["reference"]
    return {
        "version": "1.0",
        "type": "rich",
        "title": f"{edition.document['title']} ({reference})",
        "author_name": str(PORTAL),
        "author_url": absolute("/"),
        "provider_name": str(PORTAL),
        "provider_url": absolute("/"),
        "cache_age": 86400,
        "thumbnail_url": absolute(reverse("finding-card", args=[edition.slug, edition.number])),
        "thumbnail_width": WIDTH,
        "thumbnail_height": HEIGHT,
        "html": embed_markup(edition.slug, edition.number, reference, width, height),
        "width": width,
        "height": height,
    }


def frame_size(most_wide: int | None, most_high: int | None) -> tuple[int, int]:
    """Width and height of the frame in pixels. A narrow one is higher, for its words take more lines."""
    width = min(EMBED_WIDTH, most_wide or EMBED_WIDTH)
    height = EMBED_HEIGHT if width >= 480 else EMBED_HEIGHT + 120
    return width, min(height, most_high or height)
