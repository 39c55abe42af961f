"""What a form says of a field that was left empty."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any

import pytest
from django.contrib import admin
from django.forms import BaseForm, Field, Form
from django.test import RequestFactory

from findings.admin import __path__ as room
from findings.admin.access import LogInForm
from findings.admin.missing import SENTENCES
from findings.admin.publishing_forms import RedactForm
from findings.models.trees import TREES
from tests.findings.admin.desk import make_user
from tests.findings.admin.sent import add_address, add_row, editor, errors, open_form

pytestmark = pytest.mark.django_db


def required_fields() -> list[tuple[str, str, Field]]:
    """(kind of record, name, field) of each field that must be filled, of every form of a record and of its rows."""
    request: Any = RequestFactory().get("/admin/")
    request.user = make_user("kim", is_superuser=True)
    forms = []
    for model, model_admin in admin.site._registry.items():
        if model in TREES:
            forms.append(model_admin.get_form(request)())
            forms += [each.get_formset(request).form() for each in model_admin.get_inline_instances(request)]
    return [
        (form._meta.model.__name__, name, field)
        for form in forms
        for name, field in form.fields.items()
        if field.required
    ]


def test_every_field_that_must_be_filled_says_what_is_missing() -> None:
    told = {(kind, name): str(field.error_messages["required"]) for kind, name, field in required_fields()}
    assert ("Finding", "title") in told
    assert [where for where, sentence in told.items() if sentence == "This field is required."] == []


def test_every_sentence_is_that_of_some_field() -> None:
    said = {str(field.error_messages["required"]) for _kind, _name, field in required_fields()}
    assert [where for where, sentence in SENTENCES.items() if str(sentence) not in said] == []


def test_an_empty_finding_says_of_each_field_what_would_be_right() -> None:
    client = editor()
    sent = add_row(open_form(client, add_address("finding")), "involvement_set", role="carrier")
    assert errors(client.post(add_address("finding"), sent)) == {
        "report": ["Choose the report that the claim is from."],
        "reference": ["Give the reference: the report’s prefix and a number, MSMT-2025-1-001."],
        "slug": ["Give it a short name: containers-over-20000."],
        "category": ["Choose the category."],
        "title": ["Write the claim in one line."],
        "summary": ["Write what is claimed, in the editors’ own words."],
        "asserted_by": ["Name who makes the claim."],
        "support": ["Choose how well it is attested."],
        "involvement_set-0-actor": ["Choose the actor."],
    }


def plain_forms() -> list[type[Form]]:
    """The forms of the room that are of no record: of publishing, merging, importing, deciding, logging in."""
    modules = [importlib.import_module(f"findings.admin.{each.name}") for each in pkgutil.iter_modules(room)]
    found = {each for module in modules for each in vars(module).values() if isinstance(each, type)}
    return sorted(
        (each for each in found if issubclass(each, Form) and each.__module__.startswith("findings.")),
        key=lambda each: each.__name__,
    )


def test_every_other_form_says_what_is_missing_too() -> None:
    made: dict[type[BaseForm], BaseForm] = {LogInForm: LogInForm(), RedactForm: RedactForm("KEY-001", [])}
    told = {
        f"{each.__name__}.{name}": str(field.error_messages["required"])
        for each in plain_forms()
        for name, field in (made[each].fields if each in made else each.base_fields).items()
        if field.required
    }
    assert set(told) >= {
        "PublishForm.note",
        "RedactForm.typed",
        "MergeForm.reason",
        "UploadForm.file",
        "CodeForm.token",
    }
    assert [where for where, sentence in told.items() if sentence == "This field is required."] == []
