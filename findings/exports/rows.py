"""Findings as the forms take them: each with its values in a flat row, read one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from django.urls import reverse

from findings.documents.field_list import Document, EditionFacts, Value, flat
from findings.exports.addresses import absolute
from findings.queries.questions import Question
from findings.queries.whole import every_finding

#: What XML 1.0 cannot hold, in any writing (section 2.2): control characters, surrogates, two noncharacters.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Row(NamedTuple):
    document: Document
    values: list[Value]


def every_row(question: Question) -> Iterator[Row]:
    """All rows of the answer, in its order. Needs a snapshot."""
    # The addresses are taken apart once: to reverse one for each of a million rows would take a minute.
    before, after = absolute(reverse("finding-detail", args=["SLUG"])).split("SLUG")
    _before, middle, end = re.split("SLUG|987654321", absolute(reverse("finding-edition", args=["SLUG", 987654321])))
    for found in every_finding(question):
        edition = EditionFacts(
            number=found.number,
            edition_kind=found.edition_kind,
            published_at=found.published_at,
            document_digest=found.document_digest,
            permalink=f"{before}{found.slug}{after}",
            edition_permalink=f"{before}{found.slug}{middle}{found.number}{end}",
        )
        yield Row(found.document, flat(found.document, edition))


def in_xml(text: str) -> str:
    """The text with signs that XML cannot hold replaced by U+FFFD, the sign that says so."""
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)
