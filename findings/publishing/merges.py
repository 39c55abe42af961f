"""Subjects that were merged into others, when the survivor is published: the last edition of each, and its addresses.

A merge is an act at the desk (`models.merges`). Readers learn of it with the next edition of the survivor: the merged
subject is withdrawn, replaced by the survivor, and its addresses lead there for ever (CITABLE C06).
"""

from __future__ import annotations

from findings.documents import tombstone
from findings.models import Edition, KeyAlias
from findings.publishing.changes import Change
from findings.publishing.ledger import Draft, Ledger
from findings.vocabulary import EditionKind, SubjectKind

#: The kinds whose records can be merged.
MERGEABLE = (SubjectKind.ACTOR, SubjectKind.SOURCE)


def publish_merges(changes: list[Change], ledger: Ledger) -> None:
    """Withdraw what was merged into the subjects just published, and lead its addresses to them."""
    kind = changes[0].compiled.kind
    if kind not in MERGEABLE:
        return
    survivors = {
        merged: key
        for each in changes
        for key in [each.compiled.key]
        for merged in each.compiled.document["former_keys"]
    }
    if not survivors:
        return
    _withdraw(kind, survivors, ledger)
    _lead_on(kind, survivors, ledger)


def _withdraw(kind: SubjectKind, survivors: dict[str, str], ledger: Ledger) -> None:
    in_force = Edition.objects.of(kind).in_force().filter(key__in=survivors)
    merged = list(in_force.readable().order_by("key").defer("document"))
    if merged:
        drafts = [
            Draft(
                tombstone(kind, each.key, each.slug, each.title, ledger.note, survivors[each.key]),
                each.number + 1,
                EditionKind.WITHDRAWAL,
            )
            for each in merged
        ]
        ledger.append(drafts, [each.position for each in merged])


def _lead_on(kind: SubjectKind, survivors: dict[str, str], ledger: Ledger) -> None:
    """Its address, its key, and its own former addresses lead to the survivor, each once."""
    wanted = dict(survivors)
    slugs = Edition.objects.of(kind).in_force().filter(key__in=survivors).values_list("slug", "key")
    wanted |= {slug: survivors[merged] for slug, merged in slugs}
    led = KeyAlias.objects.in_force().filter(subject_kind=kind)
    wanted |= {old: survivors[merged] for old, merged in led.filter(key__in=survivors).values_list("old", "key")}
    there = dict(led.filter(old__in=wanted).values_list("old", "key"))
    new = {old: survivor for old, survivor in wanted.items() if there.get(old) != survivor}
    led.filter(old__in=new).update(superseded_in=ledger.version)
    KeyAlias.objects.bulk_create(
        KeyAlias(
            subject_kind=kind,
            alias_kind=KeyAlias.Reason.MERGE,
            old=old,
            key=survivor,
            published_in_id=ledger.version,
            reason=ledger.note,
        )
        for old, survivor in new.items()
    )
