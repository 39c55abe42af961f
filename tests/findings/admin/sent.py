"""What a browser sends of a form of the admin: everything that stands in it, and what a test enters."""

from __future__ import annotations

from typing import Any

from django.forms import MultipleChoiceField
from django.test import Client
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from findings.admin.records import VERSION
from tests.findings.admin.desk import logged_in, make_user

WHY = "A test asks for it."


def editor(name: str = "kim") -> Client:
    """A client of somebody who may do everything with records."""
    return logged_in(make_user(name, is_superuser=True), Client())


def address(record: Any, page: str = "change") -> str:
    return reverse(f"admin:findings_{record._meta.model_name}_{page}", args=[record.pk])


def add_address(kind: str) -> str:
    return reverse(f"admin:findings_{kind}_add")


def standing(response: Any) -> dict[str, Any]:
    """The fields of a page with a form → their values as they stand there."""
    context = response.context
    sent: dict[str, Any] = {}
    forms = [context["adminform"].form]
    for each in context["inline_admin_formsets"]:
        forms += [each.formset.management_form, *each.formset.forms]
    for form in forms:
        for field in form:
            value = field.value()
            if isinstance(field.field, MultipleChoiceField) and not value:
                continue  # a browser says nothing of boxes of which none is ticked
            if value is True:
                sent[field.html_name] = "on"
            elif value is not False:
                sent[field.html_name] = "" if value is None else value if isinstance(value, list) else str(value)
    if context.get(VERSION):
        sent[VERSION] = context[VERSION]
    return sent


def open_form(client: Client, url: str, **entered: Any) -> dict[str, Any]:
    """What the form of a page would send, with what is entered in it; and why."""
    return standing(client.get(url)) | {"why": WHY} | entered


def add_row(sent: dict[str, Any], prefix: str, **fields: Any) -> dict[str, Any]:
    """The same with one row more."""
    number = int(sent[f"{prefix}-TOTAL_FORMS"])
    row = {f"{prefix}-{number}-{name}": value for name, value in fields.items()}
    return sent | row | {f"{prefix}-TOTAL_FORMS": str(number + 1)}


def errors(response: Any) -> dict[str, list[str]]:
    """Field → the sentences at it, of the form and its rows (`citation_set-0-locator`); "" for those of a whole one."""
    found: MultiValueDict[str, str] = MultiValueDict()
    context = response.context
    forms = [context["adminform"].form]
    for each in context["inline_admin_formsets"]:
        forms += each.formset.forms
        for sentence in each.formset.non_form_errors():
            found.appendlist(each.formset.prefix, str(sentence))
    for form in forms:
        for name, sentences in form.errors.items():
            where = "" if name == "__all__" else form.add_prefix(name)
            for sentence in sentences:
                found.appendlist(where, str(sentence))
    return dict(found.lists())
