"""The acts of publishing: publish, correct, withdraw, redact. Each is one transaction and one new dataset version."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sized
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import FETCH_PEERS
from django.utils.translation import gettext as _

from findings.documents import SCHEMA, Compiled, compile_subjects, document_digest, tombstone, upgraded
from findings.models import (
    Actor,
    Category,
    DatasetVersion,
    Edition,
    Finding,
    KeyAlias,
    Redaction,
    Report,
    Resolution,
    Source,
)
from findings.publishing.ledger import Draft, Ledger
from findings.publishing.projection import CHUNK, forget
from findings.publishing.refusals import PublicationError, missing
from findings.vocabulary import EditionKind, SubjectKind

type SubjectName = tuple[SubjectKind, str]
type Progress = Callable[[int, int], None]

#: Kind → its records, in the order in which a first publication takes them: what is referred to before what refers.
RECORDS: dict[SubjectKind, Any] = {
    SubjectKind.CATEGORY: Category,
    SubjectKind.SOURCE: Source,
    SubjectKind.RESOLUTION: Resolution,
    SubjectKind.ACTOR: Actor,
    SubjectKind.REPORT: Report,
    SubjectKind.FINDING: Finding,
}


@dataclass(frozen=True, slots=True)
class Publication:
    """What an act of publishing brought."""

    version: DatasetVersion
    editions: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class _Change:
    """A compiled subject and the edition of it that is in force, if there is one."""

    compiled: Compiled
    current: Edition | None


def publish(
    subjects: Iterable[SubjectName],
    *,
    editor: str,
    note: str,
    kind: EditionKind = EditionKind.UPDATE,
    again: bool = False,
    progress: Progress | None = None,
) -> Publication | None:
    """Publish what has changed of these subjects, as one dataset version; None where nothing has.

    `subjects` are (kind, permanent key); they are taken in their order, a thousand at a time, so a generator of any
    length will do. A subject without an edition gets its first one whatever `kind` says. `note` is the public reason.
    One that was withdrawn, or whose edition in force is redacted, is passed over unless an editor says `again`.
    `progress` is called with (subjects done, subjects in all, 0 where that is not known).

    Raises PublicationError, and publishes nothing, if any of them is unknown or lacks what it needs.
    """
    total = len(subjects) if isinstance(subjects, Sized) else 0
    done = unchanged = 0
    with transaction.atomic():
        ledger = Ledger(editor=editor, note=note)
        for size, changes in _changes(subjects, again=again):
            drafts = [_draft(change, kind) for change in changes]
            if drafts:
                _record_old_addresses(changes, ledger)
                ledger.append(drafts, [each.current.position for each in changes if each.current])
            done += size
            unchanged += size - len(changes)
            if progress is not None:
                progress(done, total)
        if not ledger.written:
            return None
        return Publication(ledger.close(), ledger.written, unchanged)


def correct(subjects: Iterable[SubjectName], *, editor: str, note: str) -> Publication | None:
    """Publish as a correction: something published was wrong, and `note` says what."""
    return publish(subjects, editor=editor, note=note, kind=EditionKind.CORRECTION)


def pending(subjects: Iterable[SubjectName]) -> list[SubjectName]:
    """Those of the subjects that `publish` would make an edition of, in their order."""
    with transaction.atomic():
        return [(each.compiled.kind, each.compiled.key) for _size, changes in _changes(subjects) for each in changes]


def withdraw(kind: SubjectKind, key: str, *, editor: str, note: str, replaced_by: str | None = None) -> Publication:
    """Withdraw a published subject. Its last edition is a tombstone: title, reason, and the key that replaces it.

    Raises PublicationError if it has not been published, or has been withdrawn already.
    """
    with transaction.atomic():
        ledger = Ledger(editor=editor, note=note)
        current = Edition.objects.of(kind, key).in_force().first()
        if current is None or current.edition_kind == EditionKind.WITHDRAWAL:
            raise PublicationError(
                [_("%(kind)s %(key)s is not public, so it cannot be withdrawn.") % {"kind": kind.label, "key": key}]
            )
        compiled = tombstone(kind, key, current.slug, current.title, note, replaced_by)
        draft = Draft(compiled, current.number + 1, EditionKind.WITHDRAWAL)
        ledger.append([draft], [current.position])
        return Publication(ledger.close(), 1, 0)


def redact(kind: SubjectKind, key: str, numbers: list[int], *, editor: str, reason: str) -> DatasetVersion:
    """Take away the text of these editions of a subject. `reason` is public; the digests stay, so the chain holds.

    Raises PublicationError if any of them does not exist or is redacted already.
    """
    with transaction.atomic():
        ledger = Ledger(editor=editor, note=reason)
        editions = Edition.objects.of(kind, key).filter(number__in=numbers, redacted_in__isnull=True)
        positions = list(editions.values_list("position", flat=True))
        if len(positions) != len(set(numbers)) or not numbers:
            raise PublicationError(
                [
                    _("%(kind)s %(key)s has no editions %(numbers)s that can be redacted.")
                    % {"kind": kind.label, "key": key, "numbers": ", ".join(map(str, numbers))}
                ]
            )
        version = ledger.close()
        Redaction.objects.create(
            subject_kind=kind,
            key=key,
            numbers=sorted(numbers),
            reason=reason,
            redacted_by=editor,
            redacted_at=version.published_at,
            dataset_version=version,
        )
        forget(positions)
        Edition.objects.filter(position__in=positions).update(
            redacted_in=version, document={}, title="", slug=key.lower()
        )
        return version


def _changes(subjects: Iterable[SubjectName], *, again: bool = False) -> Iterator[tuple[int, list[_Change]]]:
    """The subjects in chunks of one kind: (how many, those whose content differs from the edition in force)."""
    for kind, group in itertools.groupby(subjects, key=lambda subject: subject[0]):
        for chunk in itertools.batched(group, CHUNK):
            keys = [key for _kind, key in chunk]
            compiled = _compile(SubjectKind(kind), keys)
            current = {
                edition.key: edition
                for edition in Edition.objects.of(kind)
                .in_force()
                .filter(key__in=keys)
                .defer("document")
                .fetch_mode(FETCH_PEERS)  # an older schema's documents are read together, not one by one
            }
            changes = [_Change(each, current.get(each.key)) for each in compiled]
            yield len(keys), [each for each in changes if _is_due(each, again=again)]


def _compile(kind: SubjectKind, keys: list[str]) -> list[Compiled]:
    """The subjects of these keys, compiled, in the order of the keys. Refuses unknown ones and incomplete ones."""
    compiled = compile_subjects(kind, keys)
    known = {each.key for each in compiled}
    reasons = [
        _("There is no %(kind)s “%(key)s” to publish.") % {"kind": kind.label.lower(), "key": key}
        for key in keys
        if key not in known
    ]
    reasons += [reason for each in compiled for reason in missing(each)]
    if reasons:
        raise PublicationError(reasons)
    return compiled


def _is_due(change: _Change, *, again: bool) -> bool:
    """Whether the content differs from that of the edition in force; a change of schema alone is no difference."""
    current = change.current
    if current is None:
        return True
    if not again and (current.edition_kind == EditionKind.WITHDRAWAL or current.redacted_in_id is not None):
        return False
    if current.schema == SCHEMA or current.redacted_in_id is not None:
        return current.document_digest != change.compiled.digest
    return document_digest(upgraded(current.document)) != change.compiled.digest


def _draft(change: _Change, kind: EditionKind) -> Draft:
    if change.current is None:
        return Draft(change.compiled, 1, EditionKind.FIRST)
    return Draft(change.compiled, change.current.number + 1, kind)


def _record_old_addresses(changes: list[_Change], ledger: Ledger) -> None:
    """A subject published under a new slug keeps its old address: an alias that queries resolve."""
    moved = [each for each in changes if each.current and each.current.slug != each.compiled.slug]
    if moved:
        # An address that comes back into use stops being an alias.
        KeyAlias.objects.in_force().filter(
            subject_kind=moved[0].compiled.kind, old__in=[each.compiled.slug for each in moved]
        ).update(superseded_in=ledger.version)
    KeyAlias.objects.bulk_create(
        KeyAlias(
            subject_kind=each.compiled.kind,
            alias_kind=KeyAlias.Reason.SLUG,
            old=each.current.slug,  # type: ignore[union-attr]
            key=each.compiled.key,
            published_in_id=ledger.version,
            reason=ledger.note,
        )
        for each in moved
    )
