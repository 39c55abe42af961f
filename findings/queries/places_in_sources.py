"""The places in a source that findings rest on, and the findings that rest on a place or near it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F

from findings import locators
from findings.documents import upgraded
from findings.models import FindingEntry
from findings.queries.arrays import Unnest


@dataclass(frozen=True, slots=True)
class CitedPlace:
    """A place in canonical form, and how many findings rest on it."""

    place: str
    findings: int


def cited_places(source: str) -> list[CitedPlace]:
    """Every place of a source that a finding in force rests on, in the order of the document. One statement."""
    entries = FindingEntry.objects.in_force().filter(sources__contains=[source]).order_by()
    counted = entries.values(place=Unnest("locators")).annotate(n=Count("*")).values_list("place", "n")
    own = [(where.partition("/")[2], n) for where, n in counted if where.partition("/")[0] == source]
    places = [CitedPlace(place, n) for place, n in own if locators.place_steps(place)]
    return sorted(places, key=lambda each: locators.place_order(each.place))


def is_place(place: str, places: list[CitedPlace]) -> bool:
    """Whether a page is to be had of it: it is cited, or lies in a range that is."""
    return any(locators.holds(each.place, place) for each in places)


def resting_on(source: str, places: list[str], *, at_most: int) -> list[dict[str, Any]]:
    """The documents of findings in force that rest on one of the places of a source, latest period first.

    One statement, and none without places.
    """
    if not places:
        return []
    entries = FindingEntry.objects.in_force().filter(locators__overlap=[f"{source}/{place}" for place in places])
    rows = entries.order_by(F("last_day").desc(nulls_last=True), "reference")
    return [upgraded(document) for document in rows.values_list("edition__document", flat=True)[:at_most]]
