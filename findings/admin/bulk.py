"""Changing a few harmless fields of many findings at once, after a look at them, and with a reason."""

from __future__ import annotations

from typing import Any

import pghistory
from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from findings.admin.records import WhyForm
from findings.models import Category, Finding

#: So many records are changed from one page: each is shown.
AT_ONCE = 200


class BulkForm(WhyForm):
    """What is left open stays as it is."""

    category = forms.ModelChoiceField(Category.objects.all(), required=False, empty_label=gettext_lazy("as it is"))
    recheck = forms.TypedChoiceField(
        choices=[
            ("", gettext_lazy("as it is")),
            ("yes", gettext_lazy("to be rechecked")),
            ("no", gettext_lazy("done")),
        ],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
    )
    field_order = ["category", "recheck", "why"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not self.changes():
            self.add_error(None, _("Choose what is to be changed."))
        return cleaned

    def changes(self) -> dict[str, Any]:
        return {name: value for name in ("category", "recheck") if (value := self.cleaned_data.get(name)) is not None}


class BulkChangeMixin:
    @admin.action(description=gettext_lazy("Change category or recheck mark …"), permissions=["change"])
    def change_selected(self: Any, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        """Ask, then change those that differ, as one act of their histories."""
        if queryset.count() > AT_ONCE:
            self.message_user(request, _("%(n)s are changed at once at most. Choose fewer.") % {"n": AT_ONCE}, "error")
            return None
        form = BulkForm(request.POST if "confirmed" in request.POST else None)
        if form.is_bound and form.is_valid():
            pghistory.context(reason=form.cleaned_data["why"].strip())
            changed = _change([finding.pk for finding in queryset], form.changes())
            told = ngettext("%(n)s finding was changed.", "%(n)s findings were changed.", changed)
            self.message_user(request, told % {"n": changed})
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": _("Change several findings"),
            "opts": self.opts,
            "records": queryset,
            "form": form,
            "action": "change_selected",
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/findings/bulk.html", context)


def _change(pks: list[int], changes: dict[str, Any]) -> int:
    """How many were changed: those that were not so already. Whoever has one of them open is told when saving."""
    with transaction.atomic():
        list(Finding.objects.select_for_update().filter(pk__in=pks).order_by("pk"))  # in one order for everybody
        return Finding.objects.filter(pk__in=pks).exclude(**changes).update(**changes)
