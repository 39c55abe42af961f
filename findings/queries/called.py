"""Places by the names that people write: Nampo for `kp/nampo`."""

from __future__ import annotations

from django.utils.text import slugify

from findings.models import FindingEntry
from findings.queries.arrays import Unnest
from findings.vocabulary.countries import COUNTRIES


def places_called(name: str, version: int | None) -> list[str]:
    """The keys of places that findings name and whose own part is this name. At most one statement.

    A key of each country is looked for: the index of places has keys, and no names.
    """
    slug = slugify(name)
    keys = {f"{country.lower()}/{slug}" for country in COUNTRIES} if slug else set()
    naming = FindingEntry.objects.in_force(version).filter(places__overlap=sorted(keys)).order_by()
    named = naming.values_list(Unnest("places"), flat=True).distinct() if keys else ()
    return sorted(keys.intersection(named))
