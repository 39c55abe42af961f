"""Changing a few harmless fields of many records at once, after a look at them, and with a reason.

What is offered: marks of the editors' own work, and kinds. What a record says of somebody by name (a title, a name, a
role, an amount), and what it is found by (a key, an address), is changed on its own page, one at a time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, cast

import pghistory
from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import model_ngettext
from django.db import DatabaseError, models, transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from findings.admin.records import WhyForm
from findings.admin.rules import refusal

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

#: So many records are changed from one page: each is shown.
AT_ONCE = 200

#: What a field of yes or no says.
YES_AND_NO = {
    "recheck": (gettext_lazy("to be rechecked"), gettext_lazy("done")),
    "consulted": (gettext_lazy("consulted"), gettext_lazy("not consulted")),
    "read_first_hand": (gettext_lazy("read first-hand"), gettext_lazy("not read")),
}
AS_IT_IS = gettext_lazy("as it is")
#: What a form sends where a field that may be empty is to be so: an empty box leaves it as it is.
NONE = "-"

#: What is asked before sources are consulted, or not, by the dozen.
HAND_OF_SOURCES = gettext_lazy(
    "Whether a source was consulted decides at which hand the findings and events that cite it were read: their pages "
    "say so once they are published again. What is marked as consulted has been read by an editor. A source that was "
    "not consulted cannot be quoted and carries no detail: a claim that quotes it, or names it for a detail, is "
    "refused when it is published."
)
HAND_OF_REPORTS = gettext_lazy(
    "Whether a report was read first-hand is said on its page once it is published again. At which hand its findings "
    "were read is decided by the sources that they cite, not here."
)
NAMED_ACTORS = gettext_lazy(
    "Findings and events name an actor with its kind and country: they go on with those of before until they are "
    "published again."
)


def change_selected(description: _StrPromise, *fields: str, caution: _StrPromise | str = "") -> Callable[..., Any]:
    """An action of a list: ask, then change those that differ, as one act of their histories.

    `caution` is said above the form: what else changes with these fields.
    """

    @admin.action(description=description, permissions=["change"])
    def change_selected(of: Any, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        if queryset.count() > AT_ONCE:
            of.message_user(request, _("%(n)s are changed at once at most. Choose fewer.") % {"n": AT_ONCE}, "error")
            return None
        form = BulkForm(of.model, fields, request.POST if "confirmed" in request.POST else None)
        if form.is_bound and form.is_valid():
            changed = _change(form, list(queryset.values_list("pk", flat=True)), request.POST.get("contents", ""))
            if changed is not None:
                of.message_user(request, _told(of.model, changed))
                return None
        context = {
            **of.admin_site.each_context(request),
            **_of_records(of.opts, list(queryset), fields),
            "caution": caution,
            "form": form,
            "action": "change_selected",
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/findings/bulk.html", context)

    return cast("Callable[..., Any]", change_selected)


def _of_records(opts: Any, records: list[Model], fields: Iterable[str]) -> dict[str, Any]:
    """What the page shows of the records that were chosen: each with the fields as they are."""
    asked = [opts.get_field(name) for name in fields]
    return {
        "title": _("Change several %(kinds)s") % {"kinds": opts.verbose_name_plural},
        "opts": opts,
        "heads": [capfirst(opts.verbose_name), *(_now(field) for field in asked)],
        "records": [(each, [_said(each, field) for field in asked]) for each in records],
        "contents": _digest([(each.pk, *(getattr(each, field.attname) for field in asked)) for each in records]),
    }


class BulkForm(WhyForm):
    """The fields of a kind of record that are changed at once. What is left open stays as it is."""

    def __init__(self, model: type[Model], names: Iterable[str], data: Any = None) -> None:
        super().__init__(data)
        self.model, self.names = model, tuple(names)
        self.fields = {name: _form_field(model._meta.get_field(name)) for name in self.names} | self.fields

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not self.changes():
            self.add_error(None, _("Choose what is to be changed."))
        return cleaned

    def changes(self) -> dict[str, Any]:
        return {
            name: _meant(self.model._meta.get_field(name), sent)
            for name in self.names
            if (sent := self.cleaned_data.get(name))
        }


def _form_field(field: Any) -> forms.Field:
    choices = _choices(field)
    if not choices:
        text = forms.TextInput(attrs={"placeholder": AS_IT_IS})
        return cast("forms.Field", field.formfield(required=False, widget=text))
    none = [(NONE, gettext_lazy("none"))] if field.null or field.blank else []
    return forms.ChoiceField(
        label=capfirst(field.verbose_name), choices=[("", AS_IT_IS), *choices, *none], required=False
    )


def _choices(field: Any) -> list[tuple[str, Any]]:
    """What the field can be changed to; [] where it is a text."""
    if isinstance(field, models.BooleanField):
        yes, no = YES_AND_NO[field.name]
        return [("yes", yes), ("no", no)]
    if isinstance(field, models.ForeignKey):
        return [(str(each.pk), str(each)) for each in field.related_model._default_manager.all()]
    return [(value, label) for value, label in field.choices or () if value]


def _meant(field: Any, sent: str) -> Any:
    if isinstance(field, models.BooleanField):
        return sent == "yes"
    if sent == NONE:
        return None if field.null else ""
    return sent


def _said(record: Any, field: Any) -> str:
    """What the record says now, in the words of the form."""
    value = getattr(record, field.name)
    if isinstance(field, models.BooleanField):
        yes, no = YES_AND_NO[field.name]
        return str(yes if value else no)
    return str(dict(field.flatchoices).get(value, value) or "–")


def _now(field: Any) -> str:
    return _("%(field)s now") % {"field": capfirst(field.verbose_name)}


def _told(model: type[Model], changed: int) -> str:
    kinds = model_ngettext(model._meta, changed)
    if changed == 1:
        return _("1 %(kind)s was changed.") % {"kind": kinds}
    return _("%(n)s %(kinds)s were changed.") % {"n": changed, "kinds": kinds}


def _change(form: BulkForm, pks: list[int], seen: str) -> int | None:
    """How many were changed: those that were not so already. None where nothing was, and the form says why.

    Whoever has one of them open is told when saving.
    """
    records = form.model._default_manager.filter(pk__in=pks)
    changes = form.changes()
    pghistory.context(reason=form.cleaned_data["why"].strip())
    try:
        with transaction.atomic():
            locked = records.select_for_update().order_by("pk")  # in one order for everybody
            if _digest(list(locked.values_list("pk", *form.names))) != seen:
                form.add_error(
                    None,
                    _("Something here has changed since you opened this page, so nothing was done. Look again."),
                )
                return None
            return records.exclude(**changes).update(**changes)
    except DatabaseError as error:
        sentence = refusal(error)
        if sentence is None:
            raise
        form.add_error(None, _("Nothing was changed. %(why)s") % {"why": sentence})
        return None


def _digest(rows: list[tuple[Any, ...]]) -> str:
    """What was looked at, in short."""
    return hashlib.sha256(json.dumps(sorted(rows)).encode()).hexdigest()
