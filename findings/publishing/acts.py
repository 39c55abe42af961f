"""The acts of publishing: publish, correct, withdraw, redact. Each is one transaction and one new dataset version."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sized
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from findings.documents import tombstone
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
from findings.publishing.changes import Change, SubjectName, changes_of, differing
from findings.publishing.ledger import Draft, Ledger
from findings.publishing.merges import publish_merges
from findings.publishing.projection import forget
from findings.publishing.refusals import (
    PublicationError,
    changed_meanwhile,
    key_taken,
    no_replacement,
    not_public,
    nothing_to_redact,
)
from findings.publishing.standing import contents_digest, standings
from findings.vocabulary import EditionKind, SubjectKind

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


def every_record() -> Iterator[SubjectName]:
    """All records that can be published, in the order of a first publication; read as they are asked for."""
    for kind, records in RECORDS.items():
        for key in records.objects.keys().iterator():
            yield kind, key


def publish(
    subjects: Iterable[SubjectName],
    *,
    editor: str,
    note: str,
    kind: EditionKind = EditionKind.UPDATE,
    again: bool = False,
    seen: str | None = None,
    progress: Progress | None = None,
) -> Publication | None:
    """Publish what has changed of these subjects, as one dataset version; None where nothing has.

    `subjects` are (kind, permanent key); they are taken in their order, a thousand at a time, so a generator of any
    length will do. `kind` is update or correction; a subject without an edition gets its first one whatever it says.
    `note` is the public reason. One that was withdrawn, or whose edition in force is redacted, is passed over unless an
    editor says `again`. `seen` is the digest of what somebody has looked at (`contents_digest`): if the subjects, then
    a list, say something else by now, nothing is published. `progress` is called with (subjects done, subjects in all,
    0 where that is not known).

    Raises PublicationError, and publishes nothing, if any of them is unknown, lacks what it needs, or would stand at
    the address of another one. Call it outside of other transactions, so that it sees the records as of one moment.
    """
    if kind not in {EditionKind.UPDATE, EditionKind.CORRECTION}:
        raise ValueError(f"An edition is published as an update or as a correction, not as {kind}.")
    total = len(subjects) if isinstance(subjects, Sized) else 0
    done = unchanged = 0
    with transaction.atomic():
        ledger = Ledger(editor=editor, note=note)
        if seen is not None and contents_digest(standings(subjects)) != seen:
            raise PublicationError([changed_meanwhile()])
        for size, changes in changes_of(subjects, again=again):
            if changes:
                drafts = [_draft(each, kind) for each in changes]
                ledger.append(drafts, [each.current.position for each in changes if each.current])
                _keep_old_addresses(changes, ledger)
                publish_merges(changes, ledger)
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
    """Those of the subjects that wait for an edition, in their order.

    Whether they lack anything is for `publish` to say; what is in no record waits for nothing.
    """
    with transaction.atomic():
        return list(differing(subjects))


def withdraw(kind: SubjectKind, key: str, *, editor: str, note: str, replaced_by: str | None = None) -> Publication:
    """Withdraw a published subject. Its last edition is a tombstone: title, reason, and the key that replaces it.

    Raises PublicationError if it has not been published, has been withdrawn already, or what replaces it is not public.
    """
    with transaction.atomic():
        ledger = Ledger(editor=editor, note=note)
        current = Edition.objects.of(kind, key).in_force().first()
        if current is None or current.edition_kind == EditionKind.WITHDRAWAL:
            raise PublicationError([not_public(kind, key)])
        if replaced_by is not None and not can_replace(kind, key, replaced_by):
            raise PublicationError([no_replacement(kind, key, replaced_by)])
        compiled = tombstone(kind, key, current.slug, current.title, ledger.note, replaced_by)
        draft = Draft(compiled, current.number + 1, EditionKind.WITHDRAWAL)
        ledger.append([draft], [current.position])
        return Publication(ledger.close(), 1, 0)


def can_replace(kind: SubjectKind, key: str, other: str) -> bool:
    """Whether readers who look for the one can be sent to the other: it is another one, and public."""
    return Edition.objects.of(kind, other).exclude(key=key).in_force().readable().exists()


def redact(kind: SubjectKind, key: str, numbers: list[int], *, editor: str, reason: str) -> DatasetVersion:
    """Take away the text of these editions of a subject. `reason` is public; the digests stay, so the chain holds.

    An address may repeat what the text said: that of a redacted edition is the key, which its digest covers. Raises
    PublicationError if an edition does not exist or is redacted already, or another subject has that address.
    """
    with transaction.atomic():
        ledger = Ledger(editor=editor, note=reason)
        editions = list(Edition.objects.of(kind, key).filter(number__in=numbers, redacted_in__isnull=True))
        if len(editions) != len(set(numbers)) or not numbers:
            raise PublicationError([nothing_to_redact(kind, key, numbers)])
        address = key.lower()
        if any(edition.is_in_force for edition in editions):
            holder = Edition.objects.at(kind, address).in_force().exclude(key=key).first()
            if holder is not None:
                raise PublicationError([key_taken(kind, key, holder.key)])
            _end_aliases(kind, [address], ledger.version)
        version = ledger.close()
        Redaction.objects.create(
            subject_kind=kind,
            key=key,
            numbers=sorted(set(numbers)),
            reason=ledger.note,
            redacted_by=editor,
            redacted_at=version.published_at,
            dataset_version=version,
        )
        positions = [edition.position for edition in editions]
        forget(positions)
        Edition.objects.filter(position__in=positions).update(redacted_in=version, document={}, title="", slug=address)
        return version


def _draft(change: Change, kind: EditionKind) -> Draft:
    if change.current is None:
        return Draft(change.compiled, 1, EditionKind.FIRST)
    return Draft(change.compiled, change.current.number + 1, kind)


# Old addresses. An address that is in force is never an alias


def _keep_old_addresses(changes: list[Change], ledger: Ledger) -> None:
    """A subject published at a new address keeps its old one: an alias that queries resolve."""
    KeyAlias.objects.bulk_create(
        KeyAlias(
            subject_kind=each.compiled.kind,
            alias_kind=KeyAlias.Reason.SLUG,
            old=each.current.slug,
            key=each.compiled.key,
            published_in_id=ledger.version,
            reason=ledger.note,
        )
        for each in changes
        if each.current and each.has_new_address
    )
    new = [each.compiled.slug for each in changes if each.has_new_address]
    _end_aliases(changes[0].compiled.kind, new, ledger.version)


def _end_aliases(kind: SubjectKind, addresses: list[str], version: int) -> None:
    """Addresses that come into use, or come back, stop being aliases."""
    KeyAlias.objects.in_force().filter(subject_kind=kind, old__in=addresses).update(superseded_in=version)
