"""The footnote in the style of the United Nations: the document, its place, and where that is recorded (CITABLE C57).

    S/2019/171, para. 17, as recorded in DPRK Sanctions Findings, …

At second hand the accounts that were read are named: “MSMT/2025/1, as reported by …”. A claim whose document has no
symbol is given with the one who makes it.
"""

from __future__ import annotations

import re

from findings import locators
from findings.documents.fields import Document
from findings.exports.citations.cited import Cited, author, in_one_line, paragraph_of
from findings.locators import LocatorStep
from findings.partial_dates import PartialDate
from findings.un_symbols import symbol_of
from findings.vocabulary import CitationRelation, LocatorKind, ReportKind, SubjectKind

#: Accounts that are named before the others are counted.
ACCOUNTS_NAMED = 3
NOT_READ = "not read by the editors"
#: A number that is usually cited, and has not been held against a text of the resolution; or none that is known.
NOT_CHECKED, NOT_KNOWN = "paragraph number not checked", "paragraph number not known"

#: The symbol of a document, as titles of sources end with it: (S/2019/171), (MSMT/2025/1), (S/RES/2397 (2017)).
_NUMBER = re.compile(r"\(([A-Z]+(?:/[A-Za-z0-9.]+)+(?: ?\([0-9]{4}\))?)\)\Z")


def footnote(cited: Cited) -> str:
    """The footnote that cites an edition: a sentence without a line break."""
    name = cited.key if cited.kind is SubjectKind.FINDING else _named(cited)
    warning = f", {cited.warning[0].lower()}{cited.warning[1:]}" if cited.warning else ""
    edition = f"edition {cited.number}, {_day(cited.published.isoformat())}{warning}"
    recorded = f"{name}, {edition}, available at {cited.address}."
    if source := source_of(cited):
        return f"{source}, as recorded in {author()}, {recorded}"
    return f"{author()}, “{cited.title}”, {recorded}"


def source_of(cited: Cited) -> str:
    """The source that an edition records, its place, the hand at which it was read; "" where it records none."""
    document = cited.document
    match cited.kind:
        case SubjectKind.FINDING:
            return in_one_line(_claim(document))
        case SubjectKind.REPORT if document["report_kind"] != ReportKind.COMPILATION:
            name = document["code"] or f"{document['issuer']}, “{document['title']}”"
            return in_one_line(name if document["read_first_hand"] else f"{name} ({NOT_READ})")
        case SubjectKind.SOURCE:
            name = number_of(document) or _published(document)
            return in_one_line(name if document["consulted"] else f"{name} ({NOT_READ})")
        case SubjectKind.RESOLUTION if cited.provision is not None:
            return in_one_line(_provision(document["symbol"], cited.provision))
        case SubjectKind.RESOLUTION:
            return in_one_line(document["symbol"])
    return ""


def _provision(symbol: str, provision: Document) -> str:
    paragraph = paragraph_of(provision)
    if not paragraph:
        return f"{symbol} ({NOT_KNOWN})"
    return f"{symbol}, {paragraph}" if provision["paragraph_checked"] else f"{symbol}, {paragraph} ({NOT_CHECKED})"


def _claim(document: Document) -> str:
    """The documents that make the claim, each with its place; then, at second hand, who was read in their stead."""
    origins = [each for each in document["citations"] if each["relation"] == CitationRelation.ORIGIN]
    said = "; ".join(_origin(each, document["asserted_by"]) for each in origins) or document["asserted_by"]
    if not document["at_second_hand"]:
        return said
    accounts = list(
        dict.fromkeys(
            each["source"]["publisher"]
            for each in document["citations"]
            if each["relation"] == CitationRelation.RELAYS and each["source"]["consulted"]
        )
    )
    return f"{said}, as reported by {_listed(accounts)}" if accounts else f"{said} ({NOT_READ})"


def _origin(citation: Document, asserted_by: str) -> str:
    source = citation["source"]
    if name := number_of(source):
        pieces = [name]
    elif source["publisher"] == asserted_by:
        pieces = [_published(source)]
    else:
        pieces = [f"{asserted_by}, in {_published(source)}"]
    place = locators.printed(
        LocatorStep(LocatorKind(each["locator_kind"]), each["start"], each["end"], each["printed"], each["joined"])
        for each in citation["locators"]
    )
    return ", ".join([*pieces, place] if place else pieces)


def number_of(source: Document) -> str:
    """The symbol of a source, or the number that another body gave it in its title; "" where it has none."""
    if symbol := symbol_of(source):
        return symbol
    match = _NUMBER.search(source["title"])
    return match[1] if match else ""


def _published(source: Document) -> str:
    """A source without a symbol: its publisher, its title, its date where it has one."""
    pieces = [source["publisher"], f"“{source['title']}”"]
    return ", ".join([*pieces, _day(source["published"])] if source["published"] else pieces)


def _listed(names: list[str]) -> str:
    """Names may hold commas (“Reuters, via CNA”), so semicolons set them apart."""
    if len(names) > ACCOUNTS_NAMED:
        return f"{'; '.join(names[: ACCOUNTS_NAMED - 1])}; and {len(names) - ACCOUNTS_NAMED + 1} other accounts"
    return "; and ".join(["; ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


def _named(cited: Cited) -> str:
    """“record of a source (s-2019-171)”."""
    return f"{cited.genre[0].lower()}{cited.genre[1:]} ({cited.key})"


def _day(text: str) -> str:
    return PartialDate(text).in_words().replace("\u00a0", " ")
