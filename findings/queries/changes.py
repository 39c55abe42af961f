"""When a finding changed last: the order of feeds, and of the list that says the same."""

from __future__ import annotations

from django.db.models import Case, F, OuterRef, Subquery, When

from findings.models import Edition
from findings.vocabulary import EditionKind, SubjectKind

#: The editions that change what a finding says or whether it stands. An update adds to it, and wakes nobody.
SIGNIFICANT = (EditionKind.FIRST, EditionKind.CORRECTION, EditionKind.WITHDRAWAL)


def last_change() -> Case:
    """Of an entry of a finding: the place in the ledger of its last significant edition, up to the one shown.

    No two editions share one. Most editions are significant themselves: only of the others is the ledger asked.
    """
    editions = Edition.objects.of(SubjectKind.FINDING).filter(key=OuterRef("reference"))
    significant = editions.filter(edition_kind__in=SIGNIFICANT, position__lte=OuterRef("pk")).order_by("-position")
    return Case(When(edition_kind__in=SIGNIFICANT, then=F("pk")), default=Subquery(significant.values("position")[:1]))
