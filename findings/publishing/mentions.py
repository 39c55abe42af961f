"""Which editions of other subjects name a subject: its words stand in them too, and stay when it is redacted."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.db.models import TextField
from django.db.models.functions import Cast

from findings.models import Edition
from findings.vocabulary import SubjectKind


@dataclass(frozen=True, slots=True)
class Mention:
    """A subject, and the numbers of its editions that name another one."""

    kind: SubjectKind
    key: str
    numbers: tuple[int, ...]


def mentions(kind: SubjectKind, key: str) -> list[Mention]:
    """The subjects whose unredacted editions name this one by its key. Reads every document: it is for a rare act."""
    # As jsonb prints it. A finding is named by no document but a category's, whose leading finding it may be.
    named = json.dumps(key, ensure_ascii=False)
    member = "leading_finding" if kind == SubjectKind.FINDING else "number" if kind == SubjectKind.RESOLUTION else "key"
    editions = (
        Edition.objects.filter(redacted_in__isnull=True)
        .exclude(subject_kind=kind, key=key)
        .annotate(words=Cast("document", TextField()))
        .filter(words__contains=f'"{member}": {named}')
        .order_by("subject_kind", "key", "number")
    )
    found: dict[tuple[str, str], list[int]] = {}
    for subject_kind, other, number in editions.values_list("subject_kind", "key", "number"):
        found.setdefault((subject_kind, other), []).append(number)
    return [Mention(SubjectKind(kind), other, tuple(numbers)) for (kind, other), numbers in found.items()]
