"""Document → entries: the narrow rows that lists count by, and the words that search looks through.

Each named tuple has the derived columns of its table, in the table's order; what an edition itself knows (its position,
the dataset versions) is put before them by the ledger.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import NamedTuple

from findings import locators
from findings.documents.fields import Document
from findings.locators import LocatorStep
from findings.partial_dates import PartialDate
from findings.vocabulary import COUNTRIES, CitationRelation, LocatorKind, SubjectKind


class Entry(NamedTuple):
    """The derived columns of `models.FindingEntry`. Arrays hold keys, each once."""

    reference: str
    category: str
    report: str
    support: str
    edition_kind: str
    at_second_hand: bool
    disputed: bool
    first_day: dt.date | None
    last_day: dt.date | None
    years: list[int]
    actors: list[str]
    roles: list[str]
    acts: list[str]
    actor_kinds: list[str]
    asserters: list[str]
    countries: list[str]
    places: list[str]
    provisions: list[str]
    sources: list[str]
    locators: list[str]


class Text(NamedTuple):
    """The words of `models.FindingText`."""

    title: str
    summary: str
    names: str
    sources: str


class NamedSubject(NamedTuple):
    """The derived columns of `models.SubjectEntry`. `names` are one a line, `identifiers` in capitals."""

    subject_kind: str
    key: str
    part_of: str
    name: str
    names: str
    identifiers: list[str]
    actor_kind: str
    designated_by: list[str]
    designation_sources: list[str]
    sources: list[str]


def entry_of(document: Document, edition_kind: str) -> Entry:
    """A finding's document in today's schema, and the kind of its edition → its entry."""
    start, end = (_date(document["period"][bound]) for bound in ("start", "end"))
    involvements = document["involvements"]
    last = end or start
    return Entry(
        reference=document["reference"],
        category=document["category"]["key"],
        report=document["report"]["key"],
        support=document["support"],
        edition_kind=edition_kind,
        at_second_hand=document["at_second_hand"],
        disputed=is_disputed(document),
        first_day=start.earliest if start else None,
        last_day=last.latest if last else None,
        years=years_of(document),
        actors=_once(row["actor"]["key"] for row in involvements),
        roles=_once(row["role"] for row in involvements),
        acts=_once(f"{row['role']}:{row['actor']['key']}" for row in involvements),
        actor_kinds=_once(row["actor"]["actor_kind"] for row in involvements),
        asserters=_once(row["key"] for row in document["asserters"]),
        countries=_once(
            code
            for code in [
                *(row["actor"]["country"] for row in involvements),
                *(place["country"] for place in document["places"]),
            ]
            if code
        ),
        places=_once(place["key"] for place in document["places"]),
        provisions=_once(row["key"] for row in document["provisions"]),
        sources=_once(row["source"]["key"] for row in document["citations"]),
        locators=_once(
            f"{row['source']['key']}/{place}" for row in document["citations"] for place in canonical_places(row)
        ),
    )


def is_disputed(document: Document) -> bool:
    """Whether a source disputes the claim."""
    return any(each["relation"] == CitationRelation.DISPUTES for each in document["citations"])


def years_of(document: Document) -> list[int]:
    """Every year that the period touches; a period with one stated end has the years that this end can mean."""
    start, end = (_date(document["period"][bound]) for bound in ("start", "end"))
    first, last = start or end, end or start
    if first is None or last is None:
        return []
    return list(range(first.earliest.year, last.latest.year + 1))


def text_of(document: Document) -> Text:
    """A finding's document in today's schema → the words that search looks through."""
    actors = [row["actor"] for row in document["involvements"]]
    names = [
        document["reference"],
        document["asserted_by"],
        *(name for actor in actors for name in (actor["name"], *actor["aliases"])),
        *(identifier["value"] for actor in actors for identifier in actor["identifiers"]),
        *(country_words for actor in actors if (country_words := COUNTRIES.get(actor["country"]))),
        *(name for place in document["places"] for name in (place["name"], COUNTRIES[place["country"]])),
    ]
    sources = [
        document["report"]["code"],
        document["report"]["title"],
        *(
            f"{row['source']['title']}. {row['source']['publisher']}. {printed(row)}. {row['supports']}"
            for row in document["citations"]
        ),
    ]
    return Text(
        document["title"],
        f"{document['summary']} {document['editors_note']}",
        "\n".join(_once(names)),
        "\n".join(sources),
    )


#: A word that a reader may misspell: letters, with what stands inside a name.
_WORD = re.compile(r"[^\W\d_]{4,40}")


def words_of(text: Text) -> set[str]:
    """The words of a finding that a misspelt one can be near to, in small letters, each once."""
    return {word for each in text for word in _WORD.findall(each.lower())}


def named_subjects(document: Document) -> list[NamedSubject]:
    """A document of any other kind, in today's schema → the names it is found under; a resolution's provisions too."""
    kind, key = document["kind"], document["key"]
    match kind:
        case SubjectKind.ACTOR:
            names = [document["name"], *document["aliases"]]
            named = _named(kind, key, names, [each["value"] for each in document["identifiers"]])
            return [
                named._replace(
                    actor_kind=document["actor_kind"],
                    designated_by=designated_by(document),
                    designation_sources=[each["source"]["key"] for each in document["designations"]],
                    sources=_once(each["key"] for each in document["sources"]),
                )
            ]
        case SubjectKind.REPORT:
            names = [document["code"] or document["title"], document["title"], document["issuer"]]
            return [_named(kind, key, names, [document["code"], document["reference_prefix"]])]
        case SubjectKind.SOURCE:
            return [_named(kind, key, [document["title"], document["publisher"], *document["authors"]], [])]
        case SubjectKind.CATEGORY:
            return [_named(kind, key, [document["name"], document["definition"]], [])]
        case SubjectKind.RESOLUTION:
            symbol, number = document["symbol"], document["number"]
            return [
                _named(kind, key, [symbol, f"Resolution {number}", document["title"]], [symbol, number]),
                *(
                    _named(
                        kind,
                        each["key"],
                        [_provision_name(symbol, each), each["obligation"]],
                        [each["key"], f"{number}/{each['paragraph']}"],
                        part_of=number,
                    )
                    for each in document["provisions"]
                ),
            ]
    return []


def designated_by(actor: Document) -> list[str]:
    """The authorities whose designation of the actor is in force, as recorded: those that have not delisted it."""
    return _once(each["authority"] for each in actor["designations"] if each["delisted"] is None)


def canonical_places(citation: Document) -> list[str]:
    """The places in a source that a citation names, in canonical form: "p-11-note-6", "p-38". Words have none."""
    return locators.canonical(_steps(citation))


def printed(citation: Document) -> str:
    """The place in the source, as printed; "" where none is recorded."""
    return locators.printed(_steps(citation))


def _steps(citation: Document) -> list[LocatorStep]:
    return [
        LocatorStep(LocatorKind(each["locator_kind"]), each["start"], each["end"], each["printed"], each["joined"])
        for each in citation["locators"]
    ]


def _named(kind: str, key: str, names: list[str], identifiers: list[str], part_of: str = "") -> NamedSubject:
    names = _once(name for name in names if name)
    numbers = _once(i.upper() for i in identifiers if i)
    return NamedSubject(kind, key, part_of, names[0], "\n".join(names), numbers, "", [], [], [])


def _provision_name(symbol: str, provision: Document) -> str:
    """S/RES/2397 (2017), para. 5, or paras. 9–10; without a known number its obligation tells it from the others."""
    if not provision["paragraph"]:
        return f"{symbol}: {provision['obligation']}"
    number, several = locators.of_provision(provision["paragraph"])
    return f"{symbol}, {'paras.' if several else 'para.'} {number}"


def _date(text: str | None) -> PartialDate | None:
    return None if text is None else PartialDate(text)


def _once[T](values: Iterable[T]) -> list[T]:
    return list(dict.fromkeys(values))
