"""Two records that are one: everything that names the merged one names the survivor, and the merged one goes.

Never by itself: an editor chooses, having seen both. What both say of a third is said once; names, numbers, listings
and places in documents are kept. What readers are told is for `publishing.merges`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pghistory
from django.db import connection, transaction
from django.db.models import F, Max, Model
from django.utils import timezone
from django.utils.translation import gettext as _

from findings.models import (
    Actor,
    ActorAlias,
    ActorSource,
    Asserter,
    Citation,
    Designation,
    Edition,
    Finding,
    Identifier,
    Involvement,
    Merge,
    PlaceMention,
    Quantity,
    Report,
    ReportEvent,
    Source,
)
from findings.vocabulary import ActorKind, EditionKind, IdentifierScheme, SubjectKind

type Mergeable = Actor | Source

MODELS: dict[SubjectKind, type[Mergeable]] = {SubjectKind.ACTOR: Actor, SubjectKind.SOURCE: Source}

#: Registers in which one thing has one number: two numbers are two things.
_ONE_EACH = (IdentifierScheme.IMO, IdentifierScheme.UN_LIST, IdentifierScheme.TAIL_NUMBER)


class MergeError(Exception):
    """Nothing was merged. `str()` is the sentence that says why."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did: whether readers knew the merged one, and the findings and events that name the survivor now."""

    survivor: Mergeable
    was_published: bool
    findings: list[str]


def cautions(survivor: Mergeable, merged: Mergeable) -> list[str]:
    """What speaks against the two being one, in sentences; [] where nothing does."""
    if isinstance(survivor, Source) and isinstance(merged, Source):
        told = []
        if survivor.source_kind != merged.source_kind:
            told.append(_("They are documents of different kinds."))
        if survivor.published and merged.published and not _dates_fit(survivor.published.text, merged.published.text):
            told.append(_("They have different dates."))
        return told
    if not isinstance(survivor, Actor) or not isinstance(merged, Actor):
        return [_("They are records of two kinds.")]
    told = []
    if (survivor.actor_kind == ActorKind.PERSON) != (merged.actor_kind == ActorKind.PERSON):
        told.append(_("One is a person and the other is not."))
    if survivor.country and merged.country and survivor.country != merged.country:
        told.append(_("They have different countries."))
    numbers = [_numbers(survivor), _numbers(merged)]
    for scheme in _ONE_EACH:
        one, other = (each.get(scheme, set()) for each in numbers)
        if one and other:
            words = {"scheme": scheme.label, "one": ", ".join(sorted(one)), "other": ", ".join(sorted(other))}
            told.append(_("They have different numbers of one register, %(scheme)s: %(one)s and %(other)s.") % words)
    return told


def _dates_fit(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _numbers(actor: Actor) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for scheme, value in actor.identifiers.values_list("scheme", "value"):
        found.setdefault(scheme, set()).add(value)
    return found


def merge(kind: SubjectKind, survivor_key: str, merged_key: str, *, editor: str, reason: str) -> Merged:
    """Merge one record into another. Raises MergeError, having written nothing."""
    if not reason.strip():
        raise MergeError(_("Say why the two are one: it stays in the history of both."))
    model = MODELS[kind]
    with transaction.atomic(), pghistory.context(reason=reason.strip()):
        rows = model._default_manager.select_for_update().filter(key__in=[survivor_key, merged_key])
        found = {record.key: record for record in rows.order_by("pk")}
        if len(found) != 2:
            raise MergeError(_("Two records are needed, and both have to be there still."))
        survivor, merged = found[survivor_key], found[merged_key]
        was_published = _is_public(kind, merged)
        _is_public(kind, survivor)
        findings = _findings_of(merged)
        if isinstance(survivor, Actor) and isinstance(merged, Actor):
            _move_actor(survivor, merged)
        elif isinstance(survivor, Source) and isinstance(merged, Source):
            _move_source(survivor, merged)
        _note(kind, survivor, merged, was_published, editor, reason.strip())
        merged.delete()
        survivor.save()
        # Rules that are checked at the end of a transaction are checked here, where they are this act's.
        connection.check_constraints()
    return Merged(survivor, was_published, findings)


def _is_public(kind: SubjectKind, record: Mergeable) -> bool:
    """Whether readers know it. One that was withdrawn or redacted is not merged: its notice has to stay."""
    edition = Edition.objects.of(kind, record.key).in_force().defer("document").first()
    if edition is None:
        return False
    if edition.edition_kind == EditionKind.WITHDRAWAL or edition.redacted_in_id is not None:
        raise MergeError(
            _("“%(name)s” was withdrawn or redacted. Its notice stays where it is, so it cannot be merged.")
            % {"name": record}
        )
    return True


def _note(
    kind: SubjectKind, survivor: Mergeable, merged: Mergeable, was_published: bool, editor: str, reason: str
) -> None:
    Merge.objects.filter(subject_kind=kind, survivor=merged.key).update(survivor=survivor.key)
    if was_published:
        Merge.objects.create(
            subject_kind=kind,
            merged_key=merged.key,
            merged_name=merged.name if isinstance(merged, Actor) else merged.title,
            survivor=survivor.key,
            reason=reason,
            merged_by=editor,
            merged_at=timezone.now(),
        )


def _findings_of(record: Mergeable) -> list[str]:
    """References of the findings that name the record, in order."""
    rows: list[tuple[type[Model], str]] = [(Involvement, "actor"), (Asserter, "actor")]
    if isinstance(record, Source):
        rows = [(Citation, "source")]
    found: set[str] = set()
    for model, field in rows:
        named = model._default_manager.filter(**{field: record, "finding__isnull": False})
        found |= set(named.values_list("finding__reference", flat=True))
    return sorted(found)


# What is moved


def _move(rows: Any, field: str, to: Mergeable, same: tuple[str, ...]) -> None:
    """Let rows point at the survivor; one that says what another one of the survivor says (`same`) goes."""
    model = rows.model
    said = set(model._default_manager.filter(**{field: to}).values_list(*same))
    for row in rows.order_by("pk"):
        says = tuple(getattr(row, model._meta.get_field(name).attname) for name in same)
        if says in said:
            row.delete()
            continue
        said.add(says)
        setattr(row, field, to)
        row.save(update_fields=[field])


def _append(rows: Any, field: str, to: Mergeable, same: tuple[str, ...]) -> None:
    """As `_move`, for rows that have an order under the record: they follow those of the survivor."""
    model = rows.model
    last = model._default_manager.filter(**{field: to}).aggregate(last=Max("position"))["last"]
    rows.update(position=F("position") + (0 if last is None else last + 1))
    _move(rows, field, to, same)


def _fill(survivor: Mergeable, merged: Mergeable, fields: Iterable[str]) -> None:
    """What the survivor leaves open, the merged one says."""
    for field in fields:
        if not getattr(survivor, field):
            setattr(survivor, field, getattr(merged, field))


def _move_actor(survivor: Actor, merged: Actor) -> None:
    _move(Asserter.objects.filter(actor=merged), "actor", survivor, ("finding", "event"))
    _carry_both(survivor, merged)
    _move(Involvement.objects.filter(actor=merged), "actor", survivor, ("finding", "event", "role"))
    _move(Identifier.objects.filter(actor=merged), "actor", survivor, ("scheme", "value"))
    _append(ActorAlias.objects.filter(actor=merged), "actor", survivor, ("name",))
    listed = ("authority", "list_reference", "designated", "measure")
    _append(Designation.objects.filter(actor=merged), "actor", survivor, listed)
    _append(ActorSource.objects.filter(actor=merged), "actor", survivor, ("source",))
    names = {survivor.name, *survivor.aliases.values_list("name", flat=True)}
    if merged.name not in names:
        last = survivor.aliases.aggregate(last=Max("position"))["last"]
        ActorAlias.objects.create(actor=survivor, name=merged.name, position=0 if last is None else last + 1)
    survivor.aliases.filter(name=survivor.name).delete()
    _fill(survivor, merged, ("country", "description"))


def _carry_both(survivor: Actor, merged: Actor) -> None:
    """Where one claim gives both the same role, what carries it for either carries it for the one that is left."""
    there = {(row.finding_id, row.event_id, row.role): row for row in Involvement.objects.filter(actor=survivor)}
    for row in Involvement.objects.filter(actor=merged):
        same = there.get((row.finding_id, row.event_id, row.role))
        if same is not None and not set(row.carried_by) <= set(same.carried_by):
            same.carried_by = [*dict.fromkeys([*same.carried_by, *row.carried_by])]
            same.save(update_fields=["carried_by"])


#: Where the keys of sources stand that carry a detail of a claim.
_CARRYING: tuple[tuple[type[Model], str], ...] = (
    (Quantity, "carried_by"),
    (Involvement, "carried_by"),
    (PlaceMention, "carried_by"),
    (Finding, "period_carried_by"),
    (ReportEvent, "period_carried_by"),
)


def _carry(survivor: Source, merged: Source) -> None:
    """What the merged source carries, the survivor does."""
    for model, field in _CARRYING:
        for row in model._default_manager.filter(**{f"{field}__contains": [merged.key]}).order_by("pk"):
            keys = [survivor.key if key == merged.key else key for key in getattr(row, field)]
            setattr(row, field, list(dict.fromkeys(keys)))
            row.save(update_fields=[field])


def _move_source(survivor: Source, merged: Source) -> None:
    _cite(survivor, merged)
    _carry(survivor, merged)
    listed = ("actor", "authority", "list_reference", "designated", "measure")
    _move(Designation.objects.filter(source=merged), "source", survivor, listed)
    _move(ActorSource.objects.filter(source=merged), "source", survivor, ("actor",))
    Report.objects.filter(source=merged).update(source=survivor)
    _fill(survivor, merged, ("url", "published", "authors"))
    if not survivor.archived_url:
        survivor.archived_url, survivor.archived = merged.archived_url, merged.archived
    # Whoever read the one has read the other: they are one document.
    survivor.consulted = survivor.consulted or merged.consulted


def _cite(survivor: Source, merged: Source) -> None:
    """Citations of the merged source. Where a claim cites both in one relation, the places of both are kept in one."""
    there = {
        (citation.finding_id, citation.event_id, citation.relation): citation
        for citation in Citation.objects.filter(source=survivor)
    }
    for citation in Citation.objects.filter(source=merged).order_by("pk"):
        same = there.get((citation.finding_id, citation.event_id, citation.relation))
        if same is None:
            citation.source = survivor
            citation.save(update_fields=["source"])
            continue
        _add_places(same, citation)
        if citation.quote and not same.quote:
            # Where both quote, the survivor's words stay: two passages put together would be nobody's.
            same.quote, same.quote_language = citation.quote, citation.quote_language
            same.save(update_fields=["quote", "quote_language"])
        if citation.supports not in same.supports:
            same.supports = f"{same.supports}; {citation.supports}"
            same.save(update_fields=["supports"])
        citation.delete()


def _add_places(to: Citation, of: Citation) -> None:
    """The places that `of` gives, after those of `to`; none where both give the same."""
    says = ("locator_kind", "start", "end", "printed", "joined")
    if list(of.locators.values_list(*says)) in ([], list(to.locators.values_list(*says))):
        return
    last = to.locators.aggregate(last=Max("position"))["last"]
    for position, place in enumerate(of.locators.all(), start=0 if last is None else last + 1):
        place.citation, place.position = to, position
        place.save(update_fields=["citation", "position"])
