"""What has changed: subjects, compiled a thousand at a time, against their editions in force."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import FETCH_PEERS

from findings.documents import SCHEMA, Compiled, compile_subjects, document_digest, upgraded
from findings.models import DeskSettings, Edition
from findings.publishing.projection import CHUNK
from findings.publishing.refusals import PublicationError, address_taken, missing, unknown
from findings.vocabulary import EditionKind, SubjectKind

#: A subject: its kind and its permanent key.
type SubjectName = tuple[SubjectKind, str]


@dataclass(frozen=True, slots=True)
class Change:
    """A compiled subject and the edition of it that is in force, if there is one."""

    compiled: Compiled
    current: Edition | None

    @property
    def has_new_address(self) -> bool:
        return self.current is None or self.current.slug != self.compiled.slug

    def is_due(self, *, again: bool) -> bool:
        """Whether the content differs from that of the edition in force; a change of schema alone is no difference."""
        current = self.current
        if current is None:
            return True
        if not again and (current.edition_kind == EditionKind.WITHDRAWAL or current.redacted_in_id is not None):
            return False
        if current.schema == SCHEMA or current.redacted_in_id is not None:
            return current.document_digest != self.compiled.digest
        return document_digest(upgraded(current.document)) != self.compiled.digest


def changes_of(subjects: Iterable[SubjectName], *, again: bool = False) -> Iterator[tuple[int, list[Change]]]:
    """The subjects in chunks of one kind: (how many, those of them that are due).

    A subject that was withdrawn or redacted is due only `again`. Raises PublicationError with everything that has to be
    refused: once something has, the rest is only looked through for more.
    """
    reasons: list[str] = []
    desk = DeskSettings.objects.current()
    for kind, keys in _chunks(subjects):
        compiled = compile_subjects(kind, keys)
        known = {each.key for each in compiled}
        reasons += [unknown(kind, key) for key in keys if key not in known]
        reasons += [reason for each in compiled for reason in missing(each, desk)]
        due = _due(kind, compiled, again=again)
        reasons += _taken_addresses(kind, due)
        if not reasons:
            yield len(keys), due
    if reasons:
        raise PublicationError(reasons)


def differing(subjects: Iterable[SubjectName]) -> Iterator[SubjectName]:
    """Those that differ from their edition in force, in their order; whether they can be published is not asked."""
    for kind, keys in _chunks(subjects):
        for change in _due(kind, compile_subjects(kind, keys), again=False):
            yield kind, change.compiled.key


def _chunks(subjects: Iterable[SubjectName]) -> Iterator[tuple[SubjectKind, list[str]]]:
    """Keys of one kind, so many at a time, in their order."""
    for kind, group in itertools.groupby(subjects, key=lambda subject: subject[0]):
        for chunk in itertools.batched(group, CHUNK):
            yield SubjectKind(kind), [key for _kind, key in chunk]


def _due(kind: SubjectKind, compiled: list[Compiled], *, again: bool) -> list[Change]:
    editions = Edition.objects.of(kind).in_force().filter(key__in=[each.key for each in compiled])
    # A document of an older schema is needed, one of today's is not; those of a chunk are then read together.
    current = {edition.key: edition for edition in editions.defer("document").fetch_mode(FETCH_PEERS)}
    changes = [Change(each, current.get(each.key)) for each in compiled]
    return [each for each in changes if each.is_due(again=again)]


def _taken_addresses(kind: SubjectKind, changes: list[Change]) -> list[str]:
    """Why some cannot be published at their address: a subject that is not published with them has it."""
    wanted = {each.compiled.slug: each.compiled for each in changes if each.has_new_address}
    leaving = {each.compiled.key for each in changes}
    held = Edition.objects.of(kind).in_force().filter(slug__in=wanted).values_list("slug", "key")
    return [address_taken(wanted[slug], key) for slug, key in held if key not in leaving]
