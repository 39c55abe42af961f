"""Countries that findings involve, by an actor's country or by a place."""

from __future__ import annotations

from django.db.models import Count

from findings.models import FindingEntry
from findings.queries.arrays import Unnest


def findings_of_countries() -> list[tuple[str, int]]:
    """(ISO 3166-1 code, findings), the most frequent first. One statement."""
    entries = FindingEntry.objects.in_force().order_by()
    counted = dict(entries.values(code=Unnest("countries")).annotate(n=Count("*")).values_list("code", "n"))
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))
