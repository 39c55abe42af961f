"""Citations as CSL-JSON: an array of items, as its schema has it; one for an edition, many for a list (C50)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from findings.exports.citations.cited import LANGUAGE, Cited, author
from findings.exports.citations.footnote import source_of

MEDIA_TYPE = "application/vnd.citationstyles.csl+json"


def item(cited: Cited) -> dict[str, Any]:
    """The edition as an item: the portal its author, the record's key its number, the source in its note."""
    source = source_of(cited)
    note = ". ".join(filter(None, [cited.warning, f"Source: {source}" if source else ""]))
    return bare_item(cited) | ({"note": note} if note else {})


def bare_item(cited: Cited) -> dict[str, Any]:
    """The item without its note, which no style prints. A list is a dataset, without a number of its own."""
    portal = author()
    own = {"type": "report", "genre": cited.genre, "number": cited.key} if cited.kind else {"type": "dataset"}
    return {
        "id": cited.id,
        "title": cited.title,
        "author": [{"literal": portal}],
        "publisher": portal,
        "version": str(cited.number),
        "issued": {"date-parts": [[cited.published.year, cited.published.month, cited.published.day]]},
        "URL": cited.address,
        "language": LANGUAGE,
        **own,
    }


def pieces(many: Iterable[Cited]) -> Iterator[str]:
    yield "["
    between = "\n"
    for each in many:
        yield between + json.dumps(item(each), ensure_ascii=False)
        between = ",\n"
    yield "\n]\n"
