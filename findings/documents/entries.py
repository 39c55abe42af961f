"""Document → entry: the narrow row of a finding edition that lists filter, count and sort by."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from findings.partial_dates import PartialDate


class Entry(NamedTuple):
    """The derived columns of `models.FindingEntry`, in the order of the table. Arrays hold keys, each once."""

    reference: str
    category: str
    report: str
    support: str
    at_second_hand: bool
    first_day: dt.date | None
    last_day: dt.date | None
    actors: list[str]
    roles: list[str]
    asserters: list[str]
    countries: list[str]
    places: list[str]
    provisions: list[str]
    sources: list[str]


def entry_of(document: dict[str, Any]) -> Entry:
    """A finding's document in today's schema → its entry."""
    start, end = (_date(document["period"][bound]) for bound in ("start", "end"))
    involvements = document["involvements"]
    last = end or start
    return Entry(
        reference=document["reference"],
        category=document["category"]["key"],
        report=document["report"]["key"],
        support=document["support"],
        at_second_hand=document["at_second_hand"],
        first_day=start.earliest if start else None,
        last_day=last.latest if last else None,
        actors=_once(row["actor"]["key"] for row in involvements),
        roles=_once(f"{row['role']}:{row['actor']['key']}" for row in involvements),
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
    )


def _date(text: str | None) -> PartialDate | None:
    return None if text is None else PartialDate(text)


def _once(values: Any) -> list[str]:
    return list(dict.fromkeys(values))
