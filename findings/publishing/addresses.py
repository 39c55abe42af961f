"""Another address that leads to a subject: one that was printed, or cited from elsewhere. An act of publishing."""

from __future__ import annotations

import re

from django.db import transaction
from django.db.models import Q

from findings.models import DatasetVersion, Edition, KeyAlias
from findings.models.subjects import SluggedSubject
from findings.publishing.acts import RECORDS
from findings.publishing.ledger import Ledger
from findings.publishing.refusals import (
    PublicationError,
    address_is_a_record,
    address_is_held,
    address_is_no_slug,
    address_leads,
    nothing_to_lead_to,
)
from findings.vocabulary import EditionKind, SubjectKind

#: The kinds whose addresses are slugs. That of a finding is its reference, that of a resolution its number.
ADDRESSED = tuple(kind for kind, model in RECORDS.items() if issubclass(model, SluggedSubject))
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def lead_here(kind: SubjectKind, key: str, address: str, *, editor: str, reason: str) -> DatasetVersion:
    """Lead one more address to a public subject. `reason` is public. No edition comes of it.

    Raises PublicationError if the subject is not public, or the address is no slug, leads somewhere already, or is or
    was that of another subject: a key is given once.
    """
    with transaction.atomic():
        ledger = Ledger(editor=editor, note=reason)
        current = Edition.objects.of(kind, key).in_force().first()
        if refusal := _refusal(kind, key, current, address):
            raise PublicationError([refusal])
        KeyAlias.objects.create(
            subject_kind=kind,
            alias_kind=KeyAlias.Reason.GIVEN,
            old=address,
            key=key,
            published_in_id=ledger.version,
            reason=ledger.note,
        )
        return ledger.close()


def _refusal(kind: SubjectKind, key: str, current: Edition | None, address: str) -> str | None:
    """Why the address cannot lead there, as a sentence; None where it can."""
    is_public = current is not None and current.redacted_in_id is None
    if kind not in ADDRESSED or not is_public or current.edition_kind == EditionKind.WITHDRAWAL:  # type: ignore[union-attr]
        return nothing_to_lead_to(kind, key)
    if not _SLUG.fullmatch(address):
        return address_is_no_slug(address)
    led = KeyAlias.objects.in_force().filter(subject_kind=kind, old=address).values_list("key", flat=True).first()
    if led is not None:
        return address_leads(address, led)
    held = Edition.objects.of(kind).filter(Q(slug=address, superseded_in__isnull=True) | Q(key=address) & ~Q(key=key))
    if (holder := held.values_list("key", flat=True).first()) is not None:
        return address_is_held(address, holder)
    records = RECORDS[kind].objects.filter(Q(slug=address) | Q(key=address)).exclude(key=key)
    record = records.values_list("key", flat=True).first()
    return address_is_a_record(address, record) if record is not None else None
