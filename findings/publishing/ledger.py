"""Writing the ledger: the tables that only grow, in bulk.

Rows go in by COPY, a thousand at a time: memory does not grow with the number of editions, and PostgreSQL takes them at
the speed of its disk (docs/decisions.md, 6).
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import dataclass

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from findings.documents import SCHEMA, Compiled, edition_digest
from findings.models import DatasetVersion, Edition
from findings.publishing.projection import Projected, project, supersede
from findings.publishing.refusals import PublicationError, unsaid
from findings.vocabulary import EditionKind

_EDITION_COLUMNS = (
    "position, subject_kind, key, number, edition_kind, note, slug, title, published_in, published_at, published_by, "
    "schema, document, document_digest, digest"
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A compiled subject that is to become edition `number`, of `kind`."""

    compiled: Compiled
    number: int
    kind: EditionKind


class Ledger:
    """The end of the ledger, held under a lock for one act of publishing.

    Must be made as the first thing inside a transaction. Another publication waits at the lock, readers do not.
    Raises PublicationError if the act lacks a name or a note.
    """

    def __init__(self, *, editor: str, note: str) -> None:
        if reasons := unsaid(editor, note):
            raise PublicationError(reasons)
        with connection.cursor() as cursor:
            if not connection.savepoint_ids:
                # What editors save meanwhile is not seen: a document is made by many statements, and must not be half
                # of before and half of after. (Inside a transaction of the caller's, that is the caller's to see to.)
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            # The snapshot is taken by the first SELECT: it has all that was published before the lock was had.
            cursor.execute("LOCK TABLE findings_datasetversion IN SHARE ROW EXCLUSIVE MODE")
        last = DatasetVersion.objects.order_by("-number").first()
        self.editor = editor
        self.note = unicodedata.normalize("NFC", note)
        self.version = last.number + 1 if last else 1
        self.head = last.head if last else ""
        self.position: int = Edition.objects.aggregate(last=Max("position"))["last"] or 0
        self.written = 0
        now = timezone.now().replace(microsecond=0)
        #: Whole seconds, as they are digested; never before the version before, whatever the clock says.
        self.published_at: dt.datetime = max(now, last.published_at) if last else now

    def append(self, drafts: list[Draft], superseded: list[int]) -> None:
        """New editions, and the positions of those that they supersede."""
        if superseded:
            Edition.objects.filter(position__in=superseded).update(superseded_in=self.version)
            supersede(superseded, self.version)
        first = self.position + 1
        with (
            connection.cursor() as cursor,
            cursor.copy(f"COPY findings_edition ({_EDITION_COLUMNS}) FROM STDIN") as copy,
        ):
            for draft in drafts:
                copy.write_row(self._edition_row(draft))
        project(
            [
                Projected(
                    position=position,
                    published_in=self.version,
                    superseded_in=None,
                    edition_kind=draft.kind.value,
                    document=draft.compiled.document,
                    slug=draft.compiled.slug,
                    number=draft.number,
                    published_at=self.published_at,
                    document_digest=draft.compiled.digest,
                )
                for position, draft in enumerate(drafts, start=first)
                if draft.kind != EditionKind.WITHDRAWAL
            ]
        )
        self.written += len(drafts)

    def close(self) -> DatasetVersion:
        """Write the dataset version itself: the last row of the act."""
        return DatasetVersion.objects.create(
            number=self.version,
            published_at=self.published_at,
            published_by=self.editor,
            note=self.note,
            editions=self.written,
            head=self.head,
        )

    def _edition_row(self, draft: Draft) -> tuple:
        compiled = draft.compiled
        self.position += 1
        self.head = edition_digest(
            previous=self.head,
            subject_kind=compiled.kind,
            key=compiled.key,
            number=draft.number,
            edition_kind=draft.kind,
            note=self.note,
            dataset_version=self.version,
            published_at=self.published_at,
            document_digest=compiled.digest,
        )
        return (
            self.position,
            compiled.kind.value,
            compiled.key,
            draft.number,
            draft.kind.value,
            self.note,
            compiled.slug,
            compiled.title,
            self.version,
            self.published_at,
            self.editor,
            SCHEMA,
            compiled.text,
            compiled.digest,
            self.head,
        )
