"""The past of a record, read from its changes: acts, what each changed field by field, and the state after each."""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from pghistory.models import Context

from findings import locators
from findings.locators import LocatorStep
from findings.models import ActorAlias, Citation, Designation, Identifier, Locator, Provision, Quantity, Source, Subject
from findings.models.trees import Model, change_model, changes_by_model, models_of
from findings.publishing.changes import SubjectName
from findings.vocabulary import LocatorKind

#: A row: its model and id. Its values stand by column, as in `Model(**values)`.
type RowName = tuple[Model, int]
type Values = dict[str, Any]
type State = dict[RowName, Values]

#: What no editor reads: the order of locators is told by their text, and owners by the place of a row.
_HIDDEN = {"id", "finding_id", "event_id", "citation_id"}
#: Where the keys of sources stand that carry a detail.
_CARRIED_BY = {"carried_by", "period_carried_by"}


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """One field. `row` names the row that hangs on the record, "" for the record's own fields."""

    row: str
    label: str
    before: str
    after: str
    model: Model
    pk: int
    field: str


@dataclass(slots=True)
class Act:
    """Changes that were made together: by one request of an editor, one run of a command, one transaction by hand.

    `number` is that of its last change; the state of the record after the act is the one up to this number.
    """

    number: int
    at: dt.datetime
    who: str = ""
    why: str = ""
    door: str = ""
    changes: list[tuple[Model, Any]] = field(default_factory=list)
    differences: list[FieldDifference] = field(default_factory=list)
    is_made: bool = False
    is_deleted: bool = False
    is_publication: bool = False

    def has(self, number: int) -> bool:
        """Whether the change of this number is one of it."""
        return any(change.pgh_id == number for _model, change in self.changes)


class Past:
    """All changes of one record and of what belongs to it, in order: a query for each kind of row.

    `pk` need not be that of a record that is still there.
    """

    def __init__(self, model: Model, pk: int) -> None:
        self.model, self.pk = model, pk
        self.changes: list[tuple[Model, Any]] = sorted(
            ((each, change) for each, changes in changes_by_model(model, pk).items() for change in changes),
            key=lambda pair: pair[1].pgh_id,
        )

    def __bool__(self) -> bool:
        return any(model is self.model for model, _change in self.changes)

    @property
    def subject(self) -> SubjectName | None:
        """The subject that readers know it as, which is published; None of a record without editions of its own."""
        if not issubclass(self.model, Subject):
            return None
        change = next(change for model, change in reversed(self.changes) if model is self.model)
        return self.model.kind, getattr(change, self.model.key_field)

    @property
    def number(self) -> int:
        """That of the last change; 0 where there is none."""
        return self.changes[-1][1].pgh_id if self.changes else 0

    def state(self, number: int | None = None) -> State:
        """The rows as they were after the change of this number, or as they are; owners before what they own.

        A row that has gone over to another record (a merge) is not part of this one.
        """
        wanted = self.number if number is None else number
        return self._states([wanted])[wanted]

    def acts(self) -> list[Act]:
        """The newest first, with all that is told of each."""
        acts = self.outline()
        self.tell(acts)
        return acts

    def outline(self) -> list[Act]:
        """The acts, the newest first: when each was, and nothing yet of who, why and what (`tell`)."""
        found: dict[Any, Act] = {}
        for model, change in self.changes:
            together = change.pgh_context_id or change.pgh_created_at
            act = found.setdefault(together, Act(change.pgh_id, change.pgh_created_at))
            act.number = change.pgh_id
            act.changes.append((model, change))
            if model is self.model:
                act.is_made = act.is_made or change.pgh_label == "insert"
                act.is_deleted = change.pgh_label == "delete"
        return sorted(found.values(), key=lambda act: act.number, reverse=True)

    def tell(self, acts: Collection[Act]) -> None:
        """Who did these acts, why, and what they changed. The changes are gone through once, however many acts."""
        _tell_who_and_why(acts)
        numbers = [0, *sorted(act.number for act in self.outline())]
        before = dict(zip(numbers[1:], numbers, strict=False))
        states = self._states(number for act in acts for number in (before[act.number], act.number))
        names = Names()
        for state in states.values():
            names.ask(state)
        names.read()
        for act in acts:
            act.differences = differences(states[before[act.number]], states[act.number], names, self.model)

    def _states(self, numbers: Iterable[int]) -> dict[int, State]:
        """The state after each of these changes."""
        found: dict[int, State] = {}
        rows: State = {}
        changes, order = deque(self.changes), models_of(self.model)
        for number in sorted(set(numbers)):
            while changes and changes[0][1].pgh_id <= number:
                model, change = changes.popleft()
                name = (model, change.pgh_obj_id)
                rows.pop(name, None)
                if change.pgh_label != "delete":
                    rows[name] = values_of(model, change)
            mine = sorted(rows.items(), key=lambda item: (order.index(item[0][0]), item[0][1]))
            found[number] = {name: values for name, values in mine if self._is_mine(name, values, rows)}
        return found

    def _is_mine(self, name: RowName, values: Values, rows: State) -> bool:
        model, pk = name
        if model is self.model:
            return pk == self.pk
        if model is Locator:
            return (Citation, values["citation_id"]) in rows and self._is_mine(
                (Citation, values["citation_id"]), rows[Citation, values["citation_id"]], rows
            )
        owners = [field for field in model._meta.concrete_fields if field.related_model is self.model]
        return any(values[owner.attname] == self.pk for owner in owners)


def values_of(model: Model, change: Any) -> Values:
    return {each.attname: getattr(change, each.attname) for each in model._meta.concrete_fields if not each.generated}


def _tell_who_and_why(acts: Iterable[Act]) -> None:
    """Who, why and by which door stand in the context of the changes; changes by hand have none."""
    told = list(acts)
    contexts = {change.pgh_context_id for act in told for _model, change in act.changes if change.pgh_context_id}
    said_in = {context.pk: context.metadata for context in Context.objects.filter(pk__in=contexts)}
    for act in told:
        said = said_in.get(act.changes[0][1].pgh_context_id, {})
        act.who, act.why = str(said.get("by") or ""), str(said.get("reason") or "")
        act.door = f"manage.py {said['command']}" if said.get("command") else str(said.get("path") or "")


class Names:
    """The names of what rows refer to: one query for each kind of record, and for none twice."""

    def __init__(self) -> None:
        self._wanted: dict[Any, set[int]] = {}
        self._names: dict[tuple[Any, int], str] = {}
        self._publishers: dict[str, str] = {}

    def ask(self, state: State) -> None:
        for (model, _pk), values in state.items():
            for each in model._meta.concrete_fields:
                if each.is_relation and each.attname not in _HIDDEN and values[each.attname] is not None:
                    self._wanted.setdefault(each.related_model, set()).add(values[each.attname])

    def read(self) -> None:
        for model, pks in self._wanted.items():
            for record in model._default_manager.filter(pk__in=pks):
                self._names[model, record.pk] = str(record)
                if isinstance(record, Source):
                    self._publishers[record.key] = record.publisher

    def carrier(self, key: str) -> str:
        """A source that carries a detail, as the form calls it. It is cited, so it was read with the others."""
        return self._publishers.get(key) or key

    def of(self, model: Any, pk: int) -> str:
        return self._names.get((model, pk)) or _("%(kind)s %(number)s, which is gone") % {
            "kind": model._meta.verbose_name,
            "number": pk,
        }


def shown(model: Model, attname: str, value: Any, names: Names) -> str:
    """A value in the words of the form."""
    each = next(each for each in model._meta.concrete_fields if each.attname == attname)
    if value is None or value == "" or value == []:
        return ""
    if each.is_relation:
        return names.of(each.related_model, value)
    if each.choices:
        return str(dict(each.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if attname == "position":
        return str(value + 1)  # as the form counts rows
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if attname in _CARRIED_BY:
        return "; ".join(map(names.carrier, value))
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def differences(before: State, after: State, names: Names, root: Model) -> list[FieldDifference]:
    """What differs between two states of a record, in the order of its form; a citation's locators as one text."""
    old, new = _with_locators(before), _with_locators(after)
    order = [model for model in models_of(root) if model is not Locator]
    rows = sorted(
        {*old, *new},
        key=lambda name: (order.index(name[0]), (new.get(name) or old[name]).get("position", 0), name[1]),
    )
    found = []
    for model, pk in rows:
        was, now = old.get((model, pk)), new.get((model, pk))
        row = "" if model is root else _row_name(model, now or was or {}, names, root)
        for attname, label in _fields(model, root):
            one, other = (was or {}).get(attname), (now or {}).get(attname)
            first, second = (
                "" if each is None else each if attname == "locator" else shown(model, attname, each, names)
                for each in (one, other)
            )
            if first != second:
                found.append(FieldDifference(row, label, first, second, model, pk, attname))
    return found


def _fields(model: Model, root: Model) -> list[tuple[str, str]]:
    """(column, label) of what an editor reads of a row, in the order of the model."""
    fields = [
        (each.attname, capfirst(str(each.verbose_name)))
        for each in model._meta.concrete_fields
        if each.attname not in _HIDDEN and each.related_model is not root
    ]
    return [*fields, ("locator", _("Place in it"))] if model is Citation else fields


#: Rows that are called by a column of their own; others by what they refer to.
_CALLED: dict[Model, str] = {
    ActorAlias: "name",
    Designation: "list_reference",
    Identifier: "value",
    Provision: "key",
    Quantity: "measure",
}


def _row_name(model: Model, values: Values, names: Names, root: Model) -> str:
    """“Involvement: Kum Un San 3”: the kind of row, and what it is about."""
    if model in _CALLED:
        about = str(values[_CALLED[model]])
    else:
        relations = (each for each in model._meta.concrete_fields if each.is_relation and each.attname not in _HIDDEN)
        said = next(each for each in relations if each.related_model is not root)
        about = names.of(said.related_model, values[said.attname])
    return f"{capfirst(str(model._meta.verbose_name))}: {about}"


def _with_locators(state: State) -> State:
    """The state without rows of locators, and each citation with its printed text instead."""
    steps: dict[int, list[Values]] = {}
    for (model, _pk), values in state.items():
        if model is Locator:
            steps.setdefault(values["citation_id"], []).append(values)
    told: State = {}
    for (model, pk), values in state.items():
        if model is Citation:
            rows = sorted(steps.get(pk, []), key=lambda each: each["position"])
            told[model, pk] = {**values, "locator": locators.printed(map(_step, rows))}
        elif model is not Locator:
            told[model, pk] = values
    return told


def _step(values: Values) -> LocatorStep:
    return LocatorStep(
        LocatorKind(values["locator_kind"]), values["start"], values["end"], values["printed"], values["joined"]
    )


def record_name(model: Model, past: Past) -> str:
    """What a record is called, or was before it was deleted."""
    return name_in(model, next(change for each, change in reversed(past.changes) if each is model))


def name_in(model: Model, change: Any) -> str:
    return str(model(**values_of(model, change)))


def is_there(model: Model, pk: int) -> bool:
    return model._default_manager.filter(pk=pk).exists()


@dataclass(frozen=True, slots=True)
class Gone:
    """A record that was deleted: its id, what it was called, and how it was deleted."""

    pk: int
    name: str
    act: Act


def gone(model: Model, most: int) -> list[Gone]:
    """The deleted records of a kind that are not there again, the latest first; `most` at most. Two queries."""
    changes = change_model(model).objects
    deleted = changes.filter(pgh_label="delete").exclude(pgh_obj_id__in=model._default_manager.values("pk"))
    last = deleted.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id").values("pgh_id")
    found = changes.filter(pk__in=last).order_by("-pgh_id")[:most]
    acts = [Act(change.pgh_id, change.pgh_created_at, changes=[(model, change)], is_deleted=True) for change in found]
    _tell_who_and_why(acts)
    return [Gone(act.changes[0][1].pgh_obj_id, name_in(model, act.changes[0][1]), act) for act in acts]
