"""The answer to a question as a feed: Atom (RFC 4287) and JSON Feed 1.1, in pages that lead to each other (RFC 5005).

The finding that changed last comes first. An entry's id is the finding's permanent address, its date of publication
that of the first edition; it is updated by what changes what it says, and not by an edition that only adds to it
(CITABLE C60, C61, C67).
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from findings.documents import moment
from findings.documents.entries import is_disputed
from findings.documents.fields import Document
from findings.exports.addresses import absolute, edition_address, feed_page_address, finding_address, form_address
from findings.exports.atom import Entry, paged, updated_at, written
from findings.exports.described import LICENCE, LICENCE_ADDRESS, PORTAL, version_as_json
from findings.partial_dates import PartialDate, period_in_words
from findings.queries.facets import counts
from findings.queries.paging import check_page
from findings.queries.questions import Question
from findings.queries.sentence import Sentence, sentence
from findings.queries.versions import Version, version_of
from findings.queries.whole import ChangedFinding, changed_findings
from findings.vocabulary import EditionKind, Support

#: Entries on a page of a feed.
FEED_SIZE = 50


@dataclass(frozen=True, slots=True)
class Feed:
    """A page of a feed. `title` is the question in words without its count, `total` the entries of all pages."""

    question: Question
    title: str
    total: int
    version: Version | None
    entries: list[ChangedFinding]

    @property
    def last(self) -> int:
        return max(-(-self.total // FEED_SIZE), 1)

    @property
    def updated(self) -> dt.datetime:
        """When the newest entry of the page changed; of a feed without entries, the date of its dataset version."""
        return updated_at(self.entries[0].changed_at if self.entries else None, self.version)

    def address(self, form: str, page: int = 1) -> str:
        return form_address(form, self.question, page=page)


def feed_of(question: Question, version: Version | None) -> Feed:
    """The page of the feed that a question asks for; `version` is the current one.

    A feed has one order: the same question in another one is the same feed.
    """
    question = replace(question, sort="")
    counted = counts(question, facets=())
    check_page(question.page, counted.total, FEED_SIZE)
    return Feed(
        question=question,
        title=title_of(sentence(question, counted)),
        total=counted.total,
        version=version if question.as_of is None else version_of(question.as_of),
        entries=changed_findings(question, size=FEED_SIZE),
    )


def title_of(said: Sentence) -> str:
    """What a feed is called: the question in words, without the count, which changes."""
    return said.subject if said.as_of is None else f"{said.subject} {_('as of dataset version %s') % said.as_of}"


def atom(feed: Feed) -> bytes:
    """The page as Atom."""
    return written(
        id=feed.address("atom"),
        title=feed.title,
        page=feed_page_address(feed.question),
        updated_at=feed.updated,
        pages=paged(feed.question.page, feed.last, lambda page: feed.address("atom", page)),
        entries=map(_entry, feed.entries),
        version=feed.version,
    )


def json_feed(feed: Feed) -> bytes:
    """The page as JSON Feed."""
    page = feed.question.page
    plain = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"{feed.title} – {PORTAL}",
        "home_page_url": feed_page_address(feed.question),
        "feed_url": feed.address("feed.json", page),
        **({"next_url": feed.address("feed.json", page + 1)} if page < feed.last else {}),
        "language": "en",
        "authors": [{"name": str(PORTAL), "url": absolute("/")}],
        # A member that begins with an underscore is an extension (JSON Feed 1.1, "Extensions").
        "_answer": {
            "count": feed.total,
            "dataset_version": version_as_json(feed.version),
            "licence": {"name": LICENCE, "address": LICENCE_ADDRESS},
        },
        "items": [_json_item(entry) for entry in feed.entries],
    }
    return json.dumps(plain, ensure_ascii=False, indent=1).encode() + b"\n"


def _entry(changed: ChangedFinding) -> Entry:
    category, address = changed.document["category"], finding_address(changed.slug)
    return Entry(
        id=address,
        title=changed.document["title"],
        url=address,
        published_at=changed.published_at,
        updated_at=changed.changed_at,
        category={
            "term": category["key"],
            "scheme": absolute(reverse("category-list")),
            "label": category["name"],
        },
        text=entry_text(changed),
        summary=changed.document["summary"],
    )


def _json_item(entry: ChangedFinding) -> dict[str, Any]:
    return {
        "id": finding_address(entry.slug),
        "url": finding_address(entry.slug),
        "title": entry.document["title"],
        "summary": entry.document["summary"],
        "content_text": entry_text(entry),
        "date_published": moment(entry.published_at),
        "date_modified": moment(entry.changed_at),
        "tags": [entry.document["category"]["name"]],
    }


def entry_text(entry: ChangedFinding) -> str:
    """A finding in a reader's program: what is claimed, by whom, how well attested, what changed, where it stands."""
    document = entry.document
    changed = ""
    if entry.change != EditionKind.FIRST:
        changed = _("%(kind)s of %(date)s: %(note)s") % {
            "kind": entry.change.label,
            "date": format_date(entry.changed_at, "j F Y"),
            "note": entry.note,
        }
    paragraphs = [
        changed,
        document["summary"],
        "\n".join(_facts(document)),
        _("Edition %(number)s: %(address)s")
        % {"number": entry.number, "address": edition_address(entry.slug, entry.number)},
    ]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _facts(document: Document) -> list[str]:
    start, end = (document["period"][bound] for bound in ("start", "end"))
    period = period_in_words(PartialDate(start) if start else None, PartialDate(end) if end else None)
    facts = [
        _("Asserted by: %s") % document["asserted_by"],
        _("Report: %s") % (document["report"]["code"] or document["report"]["title"]),
        _("Period: %s") % (period or _("none stated")),
        _("Attested by: %s") % str(Support(document["support"]).label).lower(),
    ]
    if document["at_second_hand"]:
        facts.append(_("At second hand: the editors have not read the document that makes the claim."))
    if is_disputed(document):
        facts.append(_("A source disputes it."))
    return facts
