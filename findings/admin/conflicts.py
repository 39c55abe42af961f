"""Two editors, one record: what changed since a form was opened, beside what its editor has entered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Model as Record
from django.utils.translation import gettext as _

from findings.admin.past import Act, FieldDifference, Names, Past, differences
from findings.models.trees import Model


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """One field: as it was when the form was opened, as it is now, and as it stands in the form."""

    label: str
    opened: str
    now: str
    yours: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """`acts` are what was done to the record meanwhile, the newest first."""

    acts: list[Act]
    differences: list[FieldDifference]

    def lines(self, form: Any, formsets: list[Any]) -> list[ConflictLine]:
        """The differences with what stands in the forms, which keep what was entered."""
        forms = {(type(each.instance), each.instance.pk): each for formset in formsets for each in formset.forms}
        forms[type(form.instance), form.instance.pk] = form
        return [
            ConflictLine(
                f"{each.row}, {each.label}" if each.row else each.label,
                each.before,
                each.after,
                _entered(forms.get((each.model, each.pk)), each),
            )
            for each in self.differences
        ]


def conflict_since(model: Model, pk: int, number: int) -> Conflict:
    """What was done to the record after the change of this number."""
    past = Past(model, pk)
    before, now = past.state(number), past.state()
    names = Names()
    names.ask(before)
    names.ask(now)
    names.read()
    acts = [act for act in past.outline() if act.number > number]
    past.tell(acts)
    return Conflict(acts, differences(before, now, names, model))


def _entered(form: Any, difference: FieldDifference) -> str:
    if form is None:
        return _("not in your form")
    field = next((each for each in form.instance._meta.concrete_fields if each.attname == difference.field), None)
    name = difference.field if field is None else field.name
    if name not in form.fields:
        return ""
    value = form[name].value()
    if value in (None, ""):
        return ""
    if field is not None and field.is_relation:
        record: Record | None = field.related_model._default_manager.filter(pk=value).first()
        return str(record or value)
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)
