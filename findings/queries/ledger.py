"""Recomputing the ledger: whether every edition is what was published, in the order it was published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import F, Q, Window
from django.db.models.functions import Coalesce, Lead, RowNumber
from django.utils.translation import gettext as _

from findings.documents import document_digest, edition_digest, title_of, upgraded
from findings.models import DatasetVersion, Edition, Redaction
from findings.queries.snapshots import snapshot

#: Editions, with their documents, that come over at a time.
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Verification:
    """The result: how many editions fit, the head digest, and the first thing that does not fit, as a sentence."""

    editions: int
    head: str
    misfit: str | None


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """An edition as the ledger holds it: all that its digest covers, and nothing of its document.

    `redacted_in` is the dataset version that took its text away; no digest covers it. Who published it is not here.
    """

    subject_kind: str
    key: str
    number: int
    edition_kind: str
    note: str
    dataset_version: int
    published_at: dt.datetime
    document_digest: str
    previous: str
    digest: str
    redacted_in: int | None


def ledger_lines(until: int | None = None) -> Iterator[LedgerLine]:
    """Every edition in the order of the chain, or those up to a dataset version as it was then. Needs a snapshot."""
    editions = Edition.objects.ledger()
    if until is not None:
        editions = editions.filter(published_in__lte=until)
    previous = ""
    columns = [field for field in LedgerLine.__slots__ if field not in {"dataset_version", "previous"}]
    for row in editions.values("published_in", *columns).iterator(chunk_size=CHUNK):
        redacted_in = row["redacted_in"] if until is None or (row["redacted_in"] or 0) <= until else None
        version = row.pop("published_in")
        yield LedgerLine(**{**row, "redacted_in": redacted_in}, dataset_version=version, previous=previous)
        previous = row["digest"]


def verify() -> Verification:
    """Recompute every digest from the first edition to the last. Memory does not grow with the number of editions.

    What is published meanwhile is not seen.
    """
    with snapshot():
        walk = _Walk()
        for edition in Edition.objects.ledger().iterator(chunk_size=CHUNK):
            if misfit := walk.misfit(edition):
                return Verification(walk.done, walk.head, misfit)
            walk.go_on(edition)
        return Verification(walk.done, walk.head, walk.misfit_at_the_end())


class _Walk:
    """The ledger as far as it has been recomputed: how many editions, and the digest of the last one."""

    def __init__(self) -> None:
        self.done = 0
        self.head = ""
        #: The dataset version of the last edition, and how many editions of that there were so far.
        self.version, self.of_version = 0, 0
        self.versions = {row.number: row for row in DatasetVersion.objects.order_by("number")}
        self.redacted_in = {
            (row.subject_kind, row.key, number): row.dataset_version_id
            for row in Redaction.objects.all()
            for number in row.numbers
        }
        self.out_of_turn = _out_of_turn()

    def misfit(self, edition: Edition) -> str | None:
        """Why the edition does not follow those before it, as a sentence; None where it does."""
        if edition.position != self.done + 1:
            return _("%(edition)s: position %(expected)s is missing.") % {
                "edition": _named(edition),
                "expected": self.done + 1,
            }
        if edition.published_in_id > self.version and (sentence := self._misfit_until(edition.published_in_id)):
            return sentence
        for what_is_wrong in (self._with_its_version, self._with_its_digests, self._with_the_rest):
            if sentence := what_is_wrong(edition):
                return f"{_named(edition)}: {sentence}"
        return None

    def go_on(self, edition: Edition) -> None:
        if edition.published_in_id != self.version:
            self.version, self.of_version = edition.published_in_id, 0
        self.of_version += 1
        self.done += 1
        self.head = edition.digest

    def misfit_at_the_end(self) -> str | None:
        """What does not fit in the dataset versions from that of the last edition to the newest."""
        return self._misfit_until(max(self.versions, default=0) + 1)

    def _misfit_until(self, end: int) -> str | None:
        """What does not fit in the dataset versions that are over when version `end` begins."""
        for number in range(max(self.version, 1), end):
            version = self.versions.get(number)
            if version is None:
                return _("Dataset version %s is missing.") % number
            if version.head != self.head:
                return _("Dataset version %s ends with another digest than it names.") % number
            if version.editions != (self.of_version if number == self.version else 0):
                return _("Dataset version %s has another number of editions than it names.") % number
        return None

    def _with_its_version(self, edition: Edition) -> str | None:
        version = self.versions.get(edition.published_in_id)
        if version is None:
            return _("its dataset version %s is missing.") % edition.published_in_id
        if version.number < self.version:
            return _("it stands after an edition of a later dataset version.")
        if (version.published_at, version.note) != (edition.published_at, edition.note):
            return _("its date or its note is not that of its dataset version.")
        return None

    def _with_its_digests(self, edition: Edition) -> str | None:
        if edition.redacted_in_id is None and document_digest(edition.document) != edition.document_digest:
            return _("the document is not the one that was published.")
        digest = edition_digest(
            previous=self.head,
            subject_kind=edition.subject_kind,
            key=edition.key,
            number=edition.number,
            edition_kind=edition.edition_kind,
            note=edition.note,
            dataset_version=edition.published_in_id,
            published_at=edition.published_at,
            document_digest=edition.document_digest,
        )
        return None if digest == edition.digest else _("its digest does not follow from what it covers.")

    def _with_the_rest(self, edition: Edition) -> str | None:
        """What no digest covers: it follows from the document, or from other rows."""
        redacted_in = self.redacted_in.get((edition.subject_kind, edition.key, edition.number))
        if edition.redacted_in_id is None and redacted_in is not None:
            return _("a redaction names it, and it is not redacted.")
        if edition.redacted_in_id != redacted_in:
            return _("it is redacted, and no redaction names it.")
        if (edition.slug, edition.title, edition.schema) != _as_its_document_has_it(edition):
            return _("its address, title or schema is not that of its document.")
        if edition.position == self.out_of_turn:
            return _("its number, or the end of its being in force, does not fit the other editions of its subject.")
        return None


def _named(edition: Edition) -> str:
    return _("%(edition)s (position %(position)s)") % {"edition": edition, "position": edition.position}


def _as_its_document_has_it(edition: Edition) -> tuple[str, str, int]:
    """(address, title, schema) of the document; of a redacted edition, what is left."""
    if edition.redacted_in_id is not None:
        return edition.key.lower(), "", edition.schema
    return edition.document["slug"], title_of(upgraded(edition.document)), edition.document["schema"]


def _out_of_turn() -> int | None:
    """The position of the first edition whose number, or end, is not what those of the same subject make it."""
    subject = [F("subject_kind"), F("key")]
    editions = Edition.objects.annotate(
        turn=Window(RowNumber(), partition_by=subject, order_by="position"),
        until=Coalesce("superseded_in", 0),
        followed_in=Window(Lead("published_in", default=0), partition_by=subject, order_by="position"),
    )
    wrong = editions.filter(~Q(number=F("turn")) | ~Q(until=F("followed_in")))
    return wrong.order_by("position").values_list("position", flat=True).first()
