"""Fields of the portal's own: what they hold, what a form shows and takes, what a migration writes."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError
from django.forms import modelform_factory
from django.http import QueryDict

from findings.models import Place, Source
from findings.models.fields import CountryField, PartialDateField
from findings.partial_dates import PartialDate
from findings.vocabulary import COUNTRIES
from tests.factories import make_source

SourceForm = modelform_factory(Source, fields=["published"])


def sent(text: str) -> QueryDict:
    return QueryDict(f"published={text}")


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["2024", "2024-03", "2024-03-26"])
def test_a_date_is_read_back_with_its_precision(text: str) -> None:
    source = make_source(published=text)
    assert Source.objects.get().published == source.published == PartialDate(text)
    assert Source.objects.get(published=text) == Source.objects.get(published=PartialDate(text)) == source


@pytest.mark.django_db
@pytest.mark.parametrize("absent", [None, ""])
def test_an_absent_date_is_null(absent: str | None) -> None:
    make_source(published=absent)
    assert Source.objects.get(published__isnull=True).published is None


@pytest.mark.parametrize("value", ["March 2024", "2024-00", "2024-02-30", "2024-03-26T00:00", 24])
def test_another_text_is_refused_in_a_sentence(value: object) -> None:
    with pytest.raises(ValidationError) as refusal:
        PartialDateField().clean(value, None)
    assert [f"“{value}” is " in message and message[-1] for message in refusal.value.messages] == ["."]


@pytest.mark.parametrize("value", ["2024-03", PartialDate("2024-03")])
def test_a_text_is_cleaned_to_a_date(value: object) -> None:
    assert PartialDateField().clean(value, None) == PartialDate("2024-03")


def test_a_form_shows_the_text_that_was_written() -> None:
    form = SourceForm(instance=Source(published=PartialDate("2024-03")))
    assert 'value="2024-03"' in str(form["published"])


@pytest.mark.parametrize(
    ("held", "text", "changed"),
    [
        ("2024-03", "2024-03", []),
        ("2024-03", "2024", ["published"]),
        ("2024-03", "", ["published"]),
        (None, "", []),
        (None, "2024", ["published"]),
    ],
)
def test_a_form_knows_whether_a_date_was_changed(held: str | None, text: str, changed: list[str]) -> None:
    form = SourceForm(sent(text), instance=Source(published=held and PartialDate(held)))
    assert form.changed_data == changed


@pytest.mark.django_db
def test_a_form_takes_an_emptied_date_for_none() -> None:
    form = SourceForm(sent(""), instance=Source(published=PartialDate("2024-03")))
    form.full_clean()
    assert form.cleaned_data["published"] is None


def test_a_form_refuses_a_date_that_does_not_exist_in_one_sentence() -> None:
    form = SourceForm(sent("2024-02-30"), instance=Source())
    assert form.errors["published"] == ["“2024-02-30” is a date that does not exist."]


@pytest.mark.django_db
@pytest.mark.parametrize("published", ["2024-03", None])
def test_a_date_survives_a_dump(published: str | None) -> None:
    dump = serializers.serialize("json", [make_source(published=published)])
    [loaded] = serializers.deserialize("json", dump)
    assert loaded.object.published == (published and PartialDate(published))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("field", "arguments"),
    [
        (PartialDateField("published"), {"verbose_name": "published"}),
        (CountryField("country", blank=True, default=""), {"verbose_name": "country", "blank": True, "default": ""}),
    ],
)
def test_a_migration_names_only_what_differs(field: Any, arguments: dict[str, Any]) -> None:
    _name, path, positional, keywords = field.deconstruct()
    assert (path.rpartition(".")[2], positional, keywords) == (type(field).__name__, [], arguments)
    assert type(field)(**keywords).deconstruct()[3] == arguments


def test_countries_are_offered_by_name() -> None:
    choices = list(Place._meta.get_field("country").choices or [])
    assert [name for _code, name in choices] == sorted(COUNTRIES.values())
    assert dict(choices) == COUNTRIES
