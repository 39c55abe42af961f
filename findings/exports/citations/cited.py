"""What is cited: an edition, as every form of a citation takes it, and the source that it records."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from findings import locators
from findings.exports.addresses import absolute
from findings.exports.described import PORTAL
from findings.exports.record_forms import edition_page, provision_anchor
from findings.partial_dates import PartialDate
from findings.queries.editions import PublishedEdition
from findings.queries.questions import Question
from findings.queries.versions import Version
from findings.queries.whole import every_finding
from findings.vocabulary import SubjectKind, Topic

#: What a record is called in a citation. A record of a report or of a source is not that report or source.
GENRES = {
    SubjectKind.FINDING: "Finding",
    SubjectKind.REPORT: "Record of a report",
    SubjectKind.ACTOR: "Record of an actor",
    SubjectKind.SOURCE: "Record of a source",
    SubjectKind.RESOLUTION: "Record of a resolution",
    SubjectKind.CATEGORY: "Category",
}
#: The same of a part of a resolution: it is known by its own key, and published with the edition that holds it.
PROVISION_GENRE = "Record of a provision"
LANGUAGE = "en"

_GAPS = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Cited:
    """An edition to be cited. `address` is its own, absolute; `published` its date, UTC; no text breaks a line.

    Or a list of findings: `kind` is None then, `number` the dataset version, and `key` "". Or a `provision` of the
    resolution that the document is of: `key` is its own then, and the address leads to it in the edition.
    `withdrawn` is the day, UTC, on which the record was withdrawn since; an edition of it can still be cited.
    """

    kind: SubjectKind | None
    key: str
    number: int
    title: str
    published: dt.date
    address: str
    document: dict[str, Any]
    provision: dict[str, Any] | None = None
    withdrawn: dt.date | None = None

    @property
    def id(self) -> str:
        """Its name in a file of many: MSMT-2025-1-001-v2."""
        return f"{self.key}-v{self.number}"

    @property
    def genre(self) -> str:
        """What a record is called; "" for a list."""
        if self.provision is not None:
            return PROVISION_GENRE
        return GENRES[self.kind] if self.kind else ""

    @property
    def warning(self) -> str:
        """“Withdrawn on 27 November 2026”; "" of what has not been withdrawn."""
        if self.withdrawn is None:
            return ""
        return f"Withdrawn on {PartialDate(self.withdrawn.isoformat()).in_words()}".replace("\u00a0", " ")


def author() -> str:
    """The one corporate author and publisher of every record: the portal."""
    return str(PORTAL)


def cited(edition: PublishedEdition) -> Cited:
    """A readable edition, neither withdrawn nor redacted; or the provision of it that is meant."""
    if edition.provision is not None:
        return _cited_provision(edition, edition.provision)
    return Cited(
        kind=edition.kind,
        key=edition.key,
        number=edition.number,
        title=_title(edition.kind, edition.document),
        published=edition.published_at.astimezone(dt.UTC).date(),
        address=edition_page(edition),
        document=edition.document,
        withdrawn=_withdrawn(edition),
    )


def _cited_provision(edition: PublishedEdition, provision: dict[str, Any]) -> Cited:
    """“S/RES/2397 (2017), para. 5: Refined petroleum”, in the edition of its resolution."""
    named = ", ".join(filter(None, [edition.document["symbol"], paragraph_of(provision)]))
    return Cited(
        kind=edition.kind,
        key=provision["key"],
        number=edition.number,
        title=in_one_line(f"{named}: {Topic(provision['topic']).label}"),
        published=edition.published_at.astimezone(dt.UTC).date(),
        address=f"{edition_page(edition)}#{provision_anchor(provision['key'])}",
        document=edition.document,
        provision=provision,
        withdrawn=_withdrawn(edition),
    )


def _withdrawn(edition: PublishedEdition) -> dt.date | None:
    return edition.withdrawn_at.astimezone(dt.UTC).date() if edition.withdrawn_at else None


def paragraph_of(provision: dict[str, Any]) -> str:
    """“para. 5”, “paras. 9–15”, in English; "" where the number is not known."""
    if not provision["paragraph"]:
        return ""
    number, several = locators.of_provision(provision["paragraph"])
    return f"paras. {number}" if several else f"para. {number}"


def cited_list(words: str, version: Version, address: str) -> Cited:
    """A list of findings: what it is in words, the dataset version that it is of, its address with that version."""
    day = version.published_at.astimezone(dt.UTC).date()
    return Cited(None, "", version.number, in_one_line(words), day, address, document={})


def every_cited(question: Question) -> Iterator[Cited]:
    """All findings that answer a question, in its order. Needs a snapshot."""
    address_of = _edition_addresses()
    for found in every_finding(question):
        yield Cited(
            kind=SubjectKind.FINDING,
            key=found.document["reference"],
            number=found.number,
            title=_title(SubjectKind.FINDING, found.document),
            published=found.published_at.astimezone(dt.UTC).date(),
            address=address_of(found.slug, found.number),
            document=found.document,
        )


def _edition_addresses() -> Callable[[str, int], str]:
    """(slug, number) → the absolute address of an edition of a finding, taken apart once and not for each of many."""
    pattern = absolute(reverse("finding-edition", args=["SLUG", 987654321]))
    before, middle, end = re.split("SLUG|987654321", pattern)
    return lambda slug, number: f"{before}{slug}{middle}{number}{end}"


def in_one_line(text: str) -> str:
    """The text with every run of white space and control characters as one space."""
    return _GAPS.sub(" ", text).strip()


def _title(kind: SubjectKind, document: dict[str, Any]) -> str:
    match kind:
        case SubjectKind.ACTOR | SubjectKind.CATEGORY:
            title = document["name"]
        case SubjectKind.REPORT if document["code"]:
            title = f"{document['code']}: {document['title']}"
        case SubjectKind.RESOLUTION:
            title = f"{document['symbol']}: {document['title']}" if document["title"] else document["symbol"]
        case _:
            title = document["title"]
    return in_one_line(title)
