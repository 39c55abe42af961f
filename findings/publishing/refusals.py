"""Why a subject cannot be published: sentences for the editor."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from findings.documents import Compiled
from findings.vocabulary import SubjectKind


class PublicationError(Exception):
    """Nothing was published. `reasons` are sentences, each naming the subject it is about."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons


def missing(compiled: Compiled) -> list[str]:
    """What a compiled subject lacks to be published, as sentences; [] where nothing is missing."""
    name = f"{compiled.kind.label} {compiled.key}"
    if compiled.kind == SubjectKind.FINDING:
        return _missing_in_assertion(name, compiled.document)
    if compiled.kind == SubjectKind.REPORT:
        return [
            reason
            for event in compiled.document["events"]
            for reason in _missing_in_assertion(f"{name}, event {event['slug']}", event)
        ]
    return []


def _missing_in_assertion(name: str, content: dict[str, Any]) -> list[str]:
    reasons = []
    if not content["citations"]:
        reasons.append(_("%(name)s cites no source. Every claim needs at least one.") % {"name": name})
    return reasons
