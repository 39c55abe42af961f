"""Findings as the forms take them: each with its values in a flat row, read one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from django.urls import reverse

from findings.documents.field_list import flat
from findings.documents.fields import Document, EditionFacts, Value
from findings.exports.addresses import absolute
from findings.queries.dataset import InForce
from findings.queries.questions import Question
from findings.queries.whole import FindingEdition, WholeFinding, every_finding, findings_at

#: What XML 1.0 cannot hold, in any writing (section 2.2): control characters, surrogates, two noncharacters.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Row(NamedTuple):
    document: Document
    values: list[Value]


def every_row(question: Question) -> Iterator[Row]:
    """All rows of the answer, in its order. Needs a snapshot."""
    return _rows(every_finding(question))


def rows_at(positions: Sequence[int]) -> Iterator[Row]:
    """The rows of these editions, in this order."""
    return _rows(findings_at(positions))


def address_parts() -> tuple[str, str, str, str]:
    """What the address of a finding has before its slug and behind it; that of an edition, behind it and at its end.

    They are taken apart once: to reverse an address for each of a million rows would take a minute.
    """
    before, after = absolute(reverse("finding-detail", args=["SLUG"])).split("SLUG")
    _before, middle, end = re.split("SLUG|987654321", absolute(reverse("finding-edition", args=["SLUG", 987654321])))
    return before, after, middle, end


class Facts:
    """What rows say of editions, by `of`. The addresses are taken apart once, for all of them."""

    def __init__(self) -> None:
        self._before, self._after, self._middle, self._end = address_parts()

    def of(self, found: WholeFinding | FindingEdition | InForce) -> EditionFacts:
        return EditionFacts(
            number=found.number,
            edition_kind=found.edition_kind,
            published_at=found.published_at,
            document_digest=found.document_digest,
            permalink=f"{self._before}{found.slug}{self._after}",
            edition_permalink=f"{self._before}{found.slug}{self._middle}{found.number}{self._end}",
        )


def _rows(findings: Iterable[WholeFinding]) -> Iterator[Row]:
    facts = Facts()
    for found in findings:
        yield Row(found.document, flat(found.document, facts.of(found)))


def in_xml(text: str) -> str:
    """The text with signs that XML cannot hold replaced by U+FFFD, the sign that says so, and one kind of line break.

    A reader of XML takes every line break for a line feed (section 2.11); some writers keep a carriage return all the
    same, so the file would hang on which one is installed.
    """
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").replace("\r", "\n"))
