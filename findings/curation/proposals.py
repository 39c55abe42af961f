"""What an editor decides on a proposal: accepted, it is written into the records; rejected, it is not.

Nothing but this writes what an import has found. Each decision is a transaction of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.db.models import Max, Model
from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import ValidationError as SchemaError

from findings.curation import schema
from findings.curation.errors import shown
from findings.curation.files import SCHEMAS
from findings.curation.forms import Form, digest, form_of, name_of, pack
from findings.curation.marked import Where
from findings.curation.refused import is_refusal, sentence_of
from findings.curation.rules import Rules, complain_of_leading, references
from findings.curation.sentences import path_text, sentences
from findings.curation.stored import current, ids_of, locked
from findings.curation.writing import Ids, UnknownIdError, write
from findings.models import Actor, ActorAlias, Category, Designation, Identifier, Merge, Proposal, Report, Source
from findings.models.editions import keys_given
from findings.models.imports import ImportKind, MatchedBy, ProposalAction, ProposalState
from findings.vocabulary import IdentifierScheme, SubjectKind


class ProposalError(Exception):
    """Nothing was written. `str()` is the sentence that says why, and what would help."""


@dataclass
class Decided:
    """What became of several: how many were accepted, and a sentence for each that was not."""

    accepted: int = 0
    refused: list[str] = field(default_factory=list)


def accept(proposal_id: int, *, editor: str, changes: dict[str, Any] | None = None, reason: str = "") -> Proposal:
    """Write what it proposes into the records. `changes` are fields of its payload that the editor put right.

    `reason` is what the history of the record says, where that is not the file and the entry of this one. Raises
    ProposalError, having written nothing.
    """
    try:
        with transaction.atomic():
            proposal = _open(proposal_id)
            if changes:
                proposal.payload = {name: value for name, value in (proposal.payload | changes).items() if value != ""}
            said = _("an accepted proposal: %(file)s, %(entry)s")
            said %= {"file": proposal.run.file_name, "entry": proposal.entry}
            with pghistory.context(reason=reason or said):
                _WRITERS[ProposalAction(proposal.action)](proposal)
            _decide([proposal], ProposalState.ACCEPTED, editor)
            _decide(_overtaken(proposal), ProposalState.OVERTAKEN, editor)
            return proposal
    except DatabaseError as error:
        if not is_refusal(error):
            raise
        raise ProposalError(str(sentence_of(error))) from error


def accept_all(proposal_ids: Iterable[int], *, editor: str) -> Decided:
    """Accept each of them that is open and can be, in their order; what one of them overtakes is passed over.

    Whether an entry is a record whose name is like its own is no question to answer for many at once.
    """
    decided = Decided()
    chosen = Proposal.objects.open().filter(pk__in=list(proposal_ids)).order_by("run", "position").select_related("run")
    # What one request changes has one reason in the histories, and that of the last would be told of all.
    files = dict.fromkeys(proposal.run.file_name for proposal in chosen)
    reason = _("an accepted proposal: %(file)s") % {"file": ", ".join(files)} if len(chosen) > 1 else ""
    for proposal in chosen:
        if not Proposal.objects.open().filter(pk=proposal.pk).exists():
            continue
        if proposal.matched_by == MatchedBy.SIMILAR:
            decided.refused.append(
                _(
                    "%(proposal)s: its name is only like that of “%(other)s”. Decide on its own page whether they "
                    "are one."
                )
                % {"proposal": proposal, "other": proposal.evidence.get("like") or proposal.record_key}
            )
            continue
        try:
            accept(proposal.pk, editor=editor, reason=reason)
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


def reopen(proposal_id: int) -> Proposal:
    """Take a rejection back, with what fell with it: it waits for a decision again. No import would propose it anew.

    Raises ProposalError where it was not rejected, or its entry has been found to be another record meanwhile.
    """
    with transaction.atomic():
        proposal = Proposal.objects.select_for_update().filter(pk=proposal_id, state=ProposalState.REJECTED).first()
        if proposal is None:
            raise ProposalError(_("Only what was rejected is opened again."))
        of_entry = Proposal.objects.of_entry(ImportKind(proposal.run.import_kind), proposal.entry)
        reopened = [proposal]
        says_who = {ProposalAction.CREATE, ProposalAction.IDENTIFIER}
        if proposal.run.import_kind == ImportKind.UN_LIST and proposal.action in says_who:
            settled = of_entry.filter(state=ProposalState.ACCEPTED, action__in=says_who).first()
            if settled is not None:
                raise ProposalError(
                    _("Entry %(entry)s has been accepted as “%(record)s” since: it cannot be “%(other)s” as well.")
                    % {"entry": proposal.entry, "record": settled.record_key, "other": proposal.record_key}
                )
            if proposal.action == ProposalAction.IDENTIFIER:
                fallen = of_entry.filter(state=ProposalState.OVERTAKEN, record_key=proposal.record_key)
                reopened += fallen.select_for_update().exclude(action=ProposalAction.CREATE)
        Proposal.objects.filter(pk__in=[each.pk for each in reopened]).update(
            state=ProposalState.OPEN, decided_by="", decided_at=None
        )
        proposal.refresh_from_db()
        return proposal


def current_form(kind: str, key: str) -> Form | None:
    """The curated form of the record of this kind and key, as it stands; None where there is none."""
    found = current(kind, key)
    return found.form if found else None


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
    valid, form = validated(kind, proposal.payload)
    proposal.record_key = name = name_of(kind, form)
    held = locked(kind, name)
    if proposal.action == ProposalAction.CHANGE:
        if held is None or digest(pack(held.form)) != proposal.before:
            raise ProposalError(_("“%(key)s” has been changed since. Import the file again.") % {"key": name})
    elif held is not None:
        raise ProposalError(_there_already(kind, name))
    elif kind in SubjectKind.values and keys_given(SubjectKind(kind), [name]):
        raise ProposalError(
            _("“%(key)s” is taken: a key is given once and never again, and another record has or had it.")
            % {"key": name}
        )
    try:
        ids = _ids(valid, form)
        _check(valid, form)
        write(kind, [(name, form, held.pk if held else None)], ids)
    except UnknownIdError as unknown:
        raise ProposalError(
            _("There is no %(kind)s “%(key)s”. Record it first.") % {"kind": unknown.args[0], "key": unknown.args[1]}
        ) from unknown
    # Rules that are checked at the end of a transaction are checked here, where they are this proposal's.
    connection.check_constraints()


def _there_already(kind: str, name: str) -> str:
    if kind in {"actor", "source", "report"}:
        return _("There is a record with the key “%(key)s” already. Choose another slug.") % {"key": name}
    return _("There is a record “%(key)s” already. Import the file again.") % {"key": name}


def _ids(valid: schema.Curated, form: Form) -> Ids:
    """The ids of what the record refers to, of those that the database has. Raises UnknownIdError for the report."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    for _path, kind, name in references(valid):
        names[kind].add(name)
    if "report" in form:
        names["report"].add(form["report"])
    ids = Ids()
    for kind, of_kind in names.items():
        ids[kind].update(ids_of(kind, of_kind))
    if "report" in form:
        ids["report"][form["report"]]
    return ids


def _check(valid: schema.Curated, form: Form) -> None:
    """The rules of the curated files, of a claim against the records as they stand. Raises ProposalError."""
    if not isinstance(valid, schema.Assertion):
        return
    report = Report.objects.get(key=form["report"])
    cited = Source.objects.filter(key__in={each.source for each in valid.citations})
    rules = Rules.of_records(
        not_consulted=cited.filter(consulted=False).values_list("key", flat=True),
        unread={kind for _path, kind, _name in references(valid)},  # writing says what is not there
    )
    told: list[str] = []

    def complain(path: Where, value: object, problem: str, remedy: str) -> None:
        told.append(f"{path_text(path)}: {shown(value)} {problem}; {remedy}.")

    if isinstance(valid, schema.Finding):
        for led in Category.objects.filter(leading_finding=valid.reference).exclude(key=valid.category):
            complain_of_leading(valid.category, led.key, complain)
    of = schema.Report.model_construct(slug=report.slug, reference_prefix=report.reference_prefix)
    rules.check(valid, "", of, complain)
    if told:
        raise ProposalError(" ".join(told))


def validated(kind: str, payload: Form) -> tuple[schema.Curated, Form]:
    """A record and its form as a curated file would hold it. Raises ProposalError: what is wrong, and what is right."""
    model = SCHEMAS[kind]
    given = dict(payload)
    report = given.pop("report", "")
    try:
        valid = model.model_validate(given)
    except SchemaError as error:
        told = [
            f"{path_text(each.path)}: {each.value} {each.problem}; {each.remedy}" for each in sentences(error, model)
        ]
        raise ProposalError(" ".join(f"{each.replace(':  ', ': ')}." for each in told)) from error
    return valid, form_of(valid, report=report)


_WRITERS = {
    ProposalAction.CREATE: _record,
    ProposalAction.CHANGE: _record,
    ProposalAction.IDENTIFIER: _identifier,
    ProposalAction.ALIAS: _alias,
    ProposalAction.DESIGNATION: _designation,
}
