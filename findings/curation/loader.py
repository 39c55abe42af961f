"""The curated files → records. Everything is validated first; then all of it is written, or nothing.

What an editor has changed since the last load is never overwritten silently: CuratedForm keeps the digest of the form
that the loader last wrote, and a record that has another form today was changed by somebody else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import batched
from pathlib import Path

import pghistory
from django.db import DatabaseError, connection, transaction
from django.db.models import Model

from findings.curation.errors import CuratedError, CuratedErrors
from findings.curation.forms import KINDS, Entry, digest, pack
from findings.curation.reader import CuratedSet, read
from findings.curation.refused import is_refusal, sentence_of
from findings.curation.stored import RECORDS, stored
from findings.curation.writing import BATCH, Ids, UnknownIdError, Wanted, write
from findings.models import CuratedForm, Provision, ProvisionMapping
from findings.vocabulary import SubjectKind

#: A record: its kind and its natural key.
type Named = tuple[str, str]
type Progress = Callable[[int, int], None]

#: Why a record was changed, as its history tells it.
REASON = "load_fixtures"

#: The order in which subjects are named, so that what others refer to comes first.
_SUBJECTS = ("category", "source", "resolution", "actor", "report", "finding")


@dataclass
class LoadReport:
    """What a load did, record by record: (kind, natural key).

    `kept`: changed or deleted by an editor since the last load, and left alone. `absent`: in the database, in no file;
    the loader deletes nothing. `verbatim`: (kind, natural key, text) of places in a source given in words.
    `as_curated`: kind → natural keys that stand in the database as the files have them.
    """

    files: dict[str, int] = field(default_factory=dict)
    created: list[Named] = field(default_factory=list)
    updated: list[Named] = field(default_factory=list)
    kept: list[Named] = field(default_factory=list)
    absent: list[Named] = field(default_factory=list)
    unchanged: int = 0
    verbatim: list[tuple[str, str, str]] = field(default_factory=list)
    as_curated: dict[str, list[str]] = field(default_factory=dict)

    def subjects(self) -> list[tuple[SubjectKind, str]]:
        """(kind, key) of every subject of the files that stands in the database as they have it.

        An event counts for its report: one that an editor has changed, added or taken away keeps the report out.
        """
        touched = {name.partition("/")[0] for kind, name in [*self.kept, *self.absent] if kind == "event"}
        return [
            (SubjectKind(kind), name)
            for kind in _SUBJECTS
            for name in self.as_curated.get(kind, [])
            if not (kind == "report" and name in touched)
        ]


def load(
    directory: Path,
    *,
    overwrite: bool = False,
    check: bool = False,
    progress: Progress | None = None,
) -> LoadReport:
    """Load all curated files of `directory`. Raises CuratedErrors, having written nothing.

    `overwrite` also writes the records that an editor has changed. `check` validates alone and needs no database.
    `progress` is called with (done, total), whose quotient is the share that is done.
    """
    share = progress or (lambda _done, _total: None)
    # Reading and writing take about as long: each is half of the whole.
    curated = read(directory, lambda done, total: share(done, 2 * total))
    report = LoadReport(
        files={kind: len(entries) for kind, entries in curated.entries.items()},
        verbatim=curated.verbatim,
    )
    if not check:
        total = max(1, len(curated))
        try:
            with transaction.atomic(), pghistory.context(command="load_fixtures", reason=REASON):
                _Load(curated, report, overwrite, lambda done: share(total + done, 2 * total)).run()
        except DatabaseError as error:
            if not is_refusal(error):
                raise
            raise CuratedErrors([sentence_of(error)]) from error
    return report


class _Load:
    """One load within its transaction."""

    def __init__(self, curated: CuratedSet, report: LoadReport, overwrite: bool, done: Callable[[int], None]) -> None:
        self.curated = curated
        self.report = report
        self.overwrite = overwrite
        self.done = done
        self.ids = Ids()
        #: Digest last written by (kind, natural key).
        self.last: dict[Named, str] = {}
        #: Entries whose digest is to be remembered.
        self.fresh: list[Entry] = []

    def run(self) -> None:
        self._lock()
        self.last = {
            (record, name): last
            for record, name, last in CuratedForm.objects.values_list("record", "name", "digest").iterator(BATCH)
        }
        self.ids["provision"].update(Provision.objects.values_list("key", "pk"))
        done = 0
        for kind in KINDS:
            number = len(self.curated.entries[kind])
            for written, batch in enumerate(batched(self._wanted(kind), BATCH)):
                self.done(done + min(written * BATCH, number))
                self._write(kind, batch)
            done += number
            self.done(done)
        self._drop_provisions()
        self._remember()
        # Rules that are checked at the end of a transaction are checked here, where they become sentences.
        connection.check_constraints()

    def _lock(self) -> None:
        """Nobody else writes records between the comparison and the writing. Reading goes on."""
        models: list[type[Model]] = [*RECORDS, CuratedForm]
        tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models)
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")

    def _wanted(self, kind: str) -> list[tuple[Entry, int | None]]:
        """The entries to write, with their ids where they stand in the database. The rest goes into the report."""
        entries, report = self.curated.entries[kind], self.report
        wanted: list[tuple[Entry, int | None]] = []
        present, kept = set(), set()
        for pk, name, form in stored(kind):
            self.ids[kind][name] = pk
            entry = entries.get(name)
            if entry is None:
                report.absent.append((kind, name))
                continue
            present.add(name)
            packed = pack(form)
            if packed == entry.packed:
                report.unchanged += 1
                self._note(entry)
            elif self.overwrite or self.last.get((kind, name)) == digest(packed):
                report.updated.append((kind, name))
                wanted.append((entry, pk))
            else:
                kept.add(name)
        for name, entry in entries.items():
            if name in present:
                continue
            if (kind, name) in self.last and not self.overwrite:
                # It was loaded before, and an editor has deleted it.
                kept.add(name)
            else:
                report.created.append((kind, name))
                wanted.append((entry, None))
        report.kept += [(kind, name) for name in entries if name in kept]
        report.as_curated[kind] = [name for name in entries if name not in kept]
        return wanted

    def _write(self, kind: str, batch: Iterable[tuple[Entry, int | None]]) -> None:
        wanted: list[Wanted] = [(entry.name, entry.form, pk) for entry, pk in batch]
        try:
            write(kind, wanted, self.ids)
        except UnknownIdError as unknown:
            raise CuratedErrors([self._gone(*unknown.args)]) from None
        for entry, _pk in batch:
            self._note(entry)

    def _gone(self, kind: str, name: str) -> CuratedError:
        entry = self.curated.entries.get(kind, {}).get(name)
        return CuratedError(
            file=entry.file if entry else "the database",
            line=entry.line if entry else 0,
            record=f"{kind} {name}",
            path="",
            value="",
            problem="was taken out of the database by an editor, and a curated record that is to be written names it",
            remedy="take it out of the curated files too, or bring it back with --overwrite",
        )

    def _note(self, entry: Entry) -> None:
        if self.last.get((entry.kind, entry.name)) != entry.digest:
            self.fresh.append(entry)

    def _remember(self) -> None:
        for batch in batched(self.fresh, BATCH):
            CuratedForm.objects.bulk_create(
                [CuratedForm(record=entry.kind, name=entry.name, digest=entry.digest) for entry in batch],
                update_conflicts=True,
                unique_fields=["record", "name"],
                update_fields=["digest"],
            )

    def _drop_provisions(self) -> None:
        """A provision that a changed resolution no longer has goes, unless a record is mapped to it."""
        changed = [name for kind, name in self.report.updated if kind == "resolution"]
        if not changed:
            return
        entries = self.curated.entries["resolution"]
        keys = [provision["key"] for entry in entries.values() for provision in entry.form.get("provisions", [])]
        gone = Provision.objects.filter(resolution__number__in=changed).exclude(key__in=keys)
        mapped = ProvisionMapping.objects.filter(provision__in=gone).order_by("provision__key", "pk")
        errors = [
            CuratedError(
                file=entries[number].file,
                line=entries[number].line,
                record=f"resolution {number}",
                path="provisions",
                value=f"“{key}”",
                problem=f"is gone, but {reference or f'an event of {report}'} is mapped to it in the database",
                remedy="put it back, or map that record to another provision first",
            )
            for number, key, reference, report in mapped.values_list(
                "provision__resolution__number", "provision__key", "finding__reference", "event__report__key"
            )
        ]
        if errors:
            raise CuratedErrors(errors)
        gone.delete()
