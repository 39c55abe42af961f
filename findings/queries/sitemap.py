"""Every address that a search engine is told of, and when what stands there last changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Count

from findings import locators
from findings.models import Edition, FindingEntry
from findings.queries.arrays import Unnest
from findings.vocabulary import SubjectKind

#: Rows that come from the database at a time.
FETCHED_AT_ONCE = 2_000


def numbers_of_subjects() -> dict[SubjectKind, int]:
    """Kind → how many subjects of it have a readable edition in force. One statement."""
    readable = Edition.objects.in_force().readable().order_by()
    counted = dict(readable.values("subject_kind").annotate(n=Count("*")).values_list("subject_kind", "n"))
    return {kind: counted.get(kind.value, 0) for kind in SubjectKind}


def subjects_in_force(kind: SubjectKind, *, first: int, size: int) -> Iterator[tuple[str, dt.datetime]]:
    """(slug, date of the edition in force) of `size` subjects behind the first `first`, by key, through a cursor of the
    server: memory does not grow with their number. Needs a snapshot."""
    editions = Edition.objects.of(kind).in_force().readable().order_by("key").values_list("slug", "published_at")
    return editions[first : first + size].iterator(chunk_size=FETCHED_AT_ONCE)


def events_in_force() -> list[tuple[str, str]]:
    """(slug of the report, slug of the event) of all that are recorded around reports. One statement."""
    editions = Edition.objects.of(SubjectKind.REPORT).in_force().readable().order_by("key")
    documents = editions.values_list("slug", "document__events")
    return [(slug, event["slug"]) for slug, events in documents for event in events]


def provisions_in_force() -> list[tuple[str, str]]:
    """(number of the resolution, key of the provision) of all that are recorded. One statement."""
    editions = Edition.objects.of(SubjectKind.RESOLUTION).in_force().readable().order_by("key")
    documents = editions.values_list("slug", "document__provisions")
    return [(slug, provision["key"]) for slug, provisions in documents for provision in provisions]


def places_in_force() -> list[str]:
    """The keys of places that findings name, as `kp/nampo`. One statement."""
    entries = FindingEntry.objects.in_force().order_by()
    return sorted(entries.values_list(Unnest("places"), flat=True).distinct())


def cited_places_in_force() -> list[tuple[str, str]]:
    """(slug of the source, place in canonical form) of all places that findings rest on. Two statements."""
    slugs = dict(Edition.objects.of(SubjectKind.SOURCE).in_force().readable().values_list("key", "slug"))
    entries = FindingEntry.objects.in_force().order_by()
    cited = sorted(where.split("/", 1) for where in entries.values_list(Unnest("locators"), flat=True).distinct())
    return [(slugs[source], place) for source, place in cited if source in slugs and locators.place_steps(place)]
