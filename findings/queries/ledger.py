"""Recomputing the ledger: whether every edition is what was published, in the order it was published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from findings.documents import document_digest, edition_digest
from findings.models import DatasetVersion, Edition


@dataclass(frozen=True, slots=True)
class Verification:
    """The result: how many editions fit, the head digest, and the first thing that does not fit, as a sentence."""

    editions: int
    head: str
    misfit: str | None


def verify(progress: Callable[[int, int], None] | None = None) -> Verification:
    """Recompute every digest from the first edition to the last. Memory does not grow with the ledger."""
    total = Edition.objects.count()
    versions = {row.number: row for row in DatasetVersion.objects.order_by("number")}
    head, done, version = "", 0, 0
    numbers: dict[tuple[str, str], int] = {}
    for edition in Edition.objects.ledger().iterator(chunk_size=500):
        if misfit := _misfit(edition, head, done + 1):
            return Verification(done, head, misfit)
        subject = (edition.subject_kind, edition.key)
        if edition.number != numbers.get(subject, 0) + 1:
            return Verification(done, head, _("%s does not follow the edition before it in number.") % edition)
        numbers[subject] = edition.number
        if edition.published_in_id < version:
            return Verification(done, head, _("%s stands after an edition of a later dataset version.") % edition)
        if edition.published_in_id != version and version and versions[version].head != head:
            return Verification(done, head, _("Dataset version %s ends with another digest than it names.") % version)
        version, head, done = edition.published_in_id, edition.digest, done + 1
        if progress is not None and done % 500 == 0:
            progress(done, total)
    if missing := _missing(head, versions):
        return Verification(done, head, missing)
    return Verification(done, head, None)


def _misfit(edition: Edition, previous: str, position: int) -> str | None:
    name = _("%(edition)s (position %(position)s)") % {"edition": edition, "position": edition.position}
    if edition.position != position:
        return _("%(name)s: position %(expected)s is missing.") % {"name": name, "expected": position}
    if edition.redacted_in_id is None and document_digest(edition.document) != edition.document_digest:
        return _("%s: the document is not the one that was published.") % name
    digest = edition_digest(
        previous=previous,
        subject_kind=edition.subject_kind,
        key=edition.key,
        number=edition.number,
        edition_kind=edition.edition_kind,
        note=edition.note,
        dataset_version=edition.published_in_id,
        published_at=edition.published_at,
        document_digest=edition.document_digest,
    )
    return None if digest == edition.digest else _("%s: its digest does not follow from what it covers.") % name


def _missing(head: str, versions: dict[int, DatasetVersion]) -> str | None:
    """Whether dataset versions run from 1 without a gap and the last one names the head."""
    for expected, number in enumerate(versions, start=1):
        if number != expected:
            return _("Dataset version %s is missing.") % expected
    if versions and versions[len(versions)].head != head:
        return _("The last dataset version names another head digest than the ledger has.")
    return None
