"""What an editor decides on a proposal: accepted, it is written into the records; rejected, it is not.

Nothing but this writes what an import has found. Each decision is a transaction of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import Max, Model
from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import ValidationError as SchemaError

from findings.curation import schema
from findings.curation.forms import digest, form_of, name_of, pack
from findings.curation.refused import is_refusal, sentence_of
from findings.curation.sentences import path_text, sentences
from findings.curation.stored import stored
from findings.curation.writing import Ids, UnknownIdError, write
from findings.models import Actor, ActorAlias, Designation, Identifier, Merge, Proposal, Source
from findings.models.imports import ImportKind, ProposalAction, ProposalState
from findings.vocabulary import IdentifierScheme, SubjectKind

SCHEMAS: dict[str, type[schema.Slugged]] = {"actor": schema.Actor, "source": schema.Source}


class ProposalError(Exception):
    """Nothing was written. `str()` is the sentence that says why, and what would help."""


@dataclass
class Decided:
    """What became of several: how many were accepted, and a sentence for each that was not."""

    accepted: int = 0
    refused: list[str] = field(default_factory=list)


def accept(proposal_id: int, *, editor: str, changes: dict[str, Any] | None = None) -> Proposal:
    """Write what it proposes into the records. `changes` are fields of its payload that the editor put right.

    Raises ProposalError, having written nothing.
    """
    try:
        with transaction.atomic():
            proposal = _open(proposal_id)
            if changes:
                proposal.payload = {name: value for name, value in (proposal.payload | changes).items() if value != ""}
            reason = _("an accepted proposal: %(file)s, %(entry)s")
            with pghistory.context(reason=reason % {"file": proposal.run.file_name, "entry": proposal.entry}):
                _WRITERS[ProposalAction(proposal.action)](proposal)
            _decide([proposal], ProposalState.ACCEPTED, editor)
            _decide(_overtaken(proposal), ProposalState.OVERTAKEN, editor)
            return proposal
    except DatabaseError as error:
        if not is_refusal(error):
            raise
        raise ProposalError(str(sentence_of(error))) from error


def accept_all(proposal_ids: Iterable[int], *, editor: str) -> Decided:
    """Accept each of them that is open and can be, in their order; what one of them overtakes is passed over."""
    decided = Decided()
    for proposal in Proposal.objects.open().filter(pk__in=list(proposal_ids)).order_by("run", "position"):
        if not Proposal.objects.open().filter(pk=proposal.pk).exists():
            continue
        try:
            accept(proposal.pk, editor=editor)
            decided.accepted += 1
        except ProposalError as error:
            decided.refused.append(f"{proposal}: {error}")
    return decided


def reject(proposal_ids: Iterable[int], *, editor: str) -> int:
    """Decide that they are not to be written. Those that are decided already stay as they are."""
    with transaction.atomic():
        proposals = list(Proposal.objects.open().select_for_update().filter(pk__in=list(proposal_ids)))
        _decide(proposals, ProposalState.REJECTED, editor)
        for proposal in proposals:
            if proposal.action == ProposalAction.IDENTIFIER:
                # The entry is somebody else: what else it would have added to this actor falls with it.
                rest = Proposal.objects.open().of_entry(proposal.run.import_kind, proposal.entry)
                falls = rest.filter(record_key=proposal.record_key).exclude(action=ProposalAction.CREATE)
                _decide(list(falls), ProposalState.OVERTAKEN, editor)
    return len(proposals)


def current_form(kind: str, key: str) -> dict[str, Any] | None:
    """The curated form of the record of this kind and key, as it stands; None where there is none."""
    return next((each.form for each in stored(kind) if each.name == key), None)


def _open(proposal_id: int) -> Proposal:
    proposal = Proposal.objects.select_for_update().filter(pk=proposal_id).first()
    if proposal is None:
        raise ProposalError(_("There is no such proposal any more."))
    if proposal.state != ProposalState.OPEN:
        raise ProposalError(
            _("It has been decided already: %(state)s by %(who)s.")
            % {"state": proposal.get_state_display(), "who": proposal.decided_by}
        )
    return proposal


def _decide(proposals: Iterable[Proposal], state: ProposalState, editor: str) -> None:
    now = timezone.now()
    for proposal in proposals:
        proposal.state, proposal.decided_by, proposal.decided_at = state, editor, now
        proposal.save(update_fields=["state", "decided_by", "decided_at", "payload", "record_key"])


def _overtaken(accepted: Proposal) -> list[Proposal]:
    """Open proposals that an accepted one contradicts: an entry is a new actor, or one that is there, and not both."""
    if accepted.action not in {ProposalAction.CREATE, ProposalAction.IDENTIFIER}:
        return []
    if accepted.run.import_kind != ImportKind.UN_LIST:
        return []
    others = Proposal.objects.open().of_entry(ImportKind.UN_LIST, accepted.entry)
    if accepted.action == ProposalAction.CREATE:
        return list(others)
    return list(others.exclude(record_key=accepted.record_key))


# What each writes


def _actor(proposal: Proposal) -> Actor:
    """The actor that it adds to, or the survivor of that one."""
    led = Merge.objects.filter(subject_kind=SubjectKind.ACTOR, merged_key=proposal.record_key).first()
    if led is not None:
        proposal.record_key = led.survivor
    actor = Actor.objects.select_for_update().filter(key=proposal.record_key).first()
    if actor is None:
        raise ProposalError(_("There is no actor “%(key)s” any more.") % {"key": proposal.record_key})
    return actor


def _identifier(proposal: Proposal) -> None:
    _add(Identifier(actor=_actor(proposal), **proposal.payload))


def _known_actor(proposal: Proposal) -> Actor:
    """The actor, once it is settled that the entry is this one: names and listings of somebody else do great harm."""
    actor = _actor(proposal)
    if not actor.identifiers.filter(scheme=IdentifierScheme.UN_LIST, value=proposal.entry).exists():
        raise ProposalError(
            _("Decide first whether “%(actor)s” is entry %(entry)s: accept or reject its number.")
            % {"actor": actor, "entry": proposal.entry}
        )
    return actor


def _alias(proposal: Proposal) -> None:
    actor = _known_actor(proposal)
    _add(ActorAlias(actor=actor, position=_next_position(actor.aliases), **proposal.payload))


def _designation(proposal: Proposal) -> None:
    actor = _known_actor(proposal)
    row = dict(proposal.payload)
    key = row.pop("source")
    source = Source.objects.filter(key=key).first()
    if source is None:
        raise ProposalError(
            _("There is no source “%(key)s” that it could rest on. Record the source first.") % {"key": key}
        )
    _add(Designation(actor=actor, source=source, position=_next_position(actor.designations), **row))


def _next_position(rows: Any) -> int:
    last = rows.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _add(row: Model) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        raise ProposalError(" ".join(error.messages)) from error
    row.save(force_insert=True)


def _record(proposal: Proposal) -> None:
    """A new record, or a changed one, from its curated form."""
    kind = proposal.record_kind
    form = validated(kind, proposal.payload)
    proposal.record_key = name = name_of(kind, form)
    ids, pk, held = Ids(), None, None
    for each in stored(kind):
        if each.name == name:
            pk, held = each.pk, each.form
    if held is not None and proposal.action == ProposalAction.CREATE:
        raise ProposalError(_("There is a record with the key “%(key)s” already. Choose another slug.") % {"key": name})
    if proposal.action == ProposalAction.CHANGE and (held is None or digest(pack(held)) != proposal.before):
        raise ProposalError(_("“%(key)s” has been changed since. Import the file again.") % {"key": name})
    ids["source"].update(Source.objects.values_list("key", "pk").iterator())
    try:
        write(kind, [(name, form, pk)], ids)
    except UnknownIdError as unknown:
        raise ProposalError(
            _("There is no %(kind)s “%(key)s”. Record it first.") % {"kind": unknown.args[0], "key": unknown.args[1]}
        ) from unknown


def validated(kind: str, payload: dict[str, Any]) -> dict[str, Any]:
    """The form of a record as a curated file would hold it. Raises ProposalError: what is wrong, and what is right."""
    model = SCHEMAS[kind]
    try:
        return form_of(model.model_validate(payload))
    except SchemaError as error:
        told = [
            f"{path_text(each.path)}: {each.value} {each.problem}; {each.remedy}" for each in sentences(error, model)
        ]
        raise ProposalError(" ".join(f"{each.replace(':  ', ': ')}." for each in told)) from error


_WRITERS = {
    ProposalAction.CREATE: _record,
    ProposalAction.CHANGE: _record,
    ProposalAction.IDENTIFIER: _identifier,
    ProposalAction.ALIAS: _alias,
    ProposalAction.DESIGNATION: _designation,
}
