"""Rows that hang on a record, on the page of the record: what is common to all, and those of a claim."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import zip_longest
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.db.models import Model, QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from findings import locators
from findings.admin.carriers import DetailForm, offer
from findings.admin.forms import PartForm
from findings.admin.pasted import PLAIN_TEXTS, LineField
from findings.admin.widgets import KnownAutocomplete, LocatorField, located
from findings.locators import LocatorStep
from findings.models import Asserter, Citation, Finding, Involvement, Locator, PlaceMention, ProvisionMapping, Quantity
from findings.vocabulary import LocatorKind


class PartFormSet(BaseInlineFormSet):
    """The rows of one kind. Those without a position follow the others, in the order in which they were entered.

    A row that somebody else has deleted meanwhile stands at the end, as a new one: what was entered is not lost.
    """

    model: Any

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        instance, prefix = kwargs.get("instance"), kwargs.get("prefix")
        if data is not None and instance is not None and prefix:
            present = set()
            if instance.pk:
                rows = self.model._default_manager.filter(**{self.fk.name: instance.pk})
                present = {str(pk) for pk in rows.values_list("pk", flat=True)}
            data = without_gone(data, prefix, present)
        super().__init__(data, *args, **kwargs)

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = gettext("Delete this row")

    def get_unique_error_message(self, unique_check: Any) -> str:
        names = [str(self.model._meta.get_field(name).verbose_name) for name in unique_check if name != self.fk.name]
        return gettext("Two of these rows have the same %(fields)s.") % {"fields": gettext(" and ").join(names)}

    def get_form_error(self) -> str:
        return gettext("This row says what one above says.")

    def clean(self) -> None:
        super().clean()
        if not any(field.name == "position" for field in self.model._meta.concrete_fields):
            return
        kept = [form for form in self.forms if hasattr(form, "cleaned_data") and not self._should_delete_form(form)]  # type: ignore[attr-defined]
        taken = [form.instance.position for form in kept if form.instance.position is not None and form.instance.pk]
        taken += [each for form in kept if (each := form.cleaned_data.get("position")) is not None]
        following = max(taken, default=-1) + 1
        for form in kept:
            if form.cleaned_data.get("position") is None and form.has_changed():
                form.instance.position = following
                following += 1


def without_gone(data: Any, prefix: str, present: set[str]) -> Any:
    """What a form has sent, with rows that are gone from the database made new ones at the end."""
    try:
        initial, total = int(data[f"{prefix}-INITIAL_FORMS"]), int(data[f"{prefix}-TOTAL_FORMS"])
    except (KeyError, ValueError):
        return data
    order = [n for n in range(min(initial, total)) if data.get(f"{prefix}-{n}-id", "") in present]
    gone = [n for n in range(min(initial, total)) if n not in order]
    if not gone:
        return data
    rows = [*order, *range(initial, total), *gone]
    sent = data.copy()
    fields: dict[int, Mapping[str, list[str]]] = {}
    for n in range(total):
        begin = f"{prefix}-{n}-"
        fields[n] = {key.removeprefix(begin): data.getlist(key) for key in data if key.startswith(begin)}
        for name in fields[n]:
            del sent[f"{begin}{name}"]
    for place, n in enumerate(rows):
        for name, values in fields[n].items():
            sent.setlist(f"{prefix}-{place}-{name}", [""] if name == "id" and n in gone else values)
    sent[f"{prefix}-INITIAL_FORMS"] = str(len(order))
    return sent


class AutocompleteMixin:
    """Relations are chosen by typing; the names of those chosen are read with the record.

    Texts are kept plain; figures are typed as text, since a browser's own box for numbers sends nothing, and says
    nothing, where it does not understand one.
    """

    formfield_overrides: Any = {
        **PLAIN_TEXTS,
        models.DecimalField: {"widget": forms.TextInput(attrs={"inputmode": "decimal", "class": "figure"})},
    }

    def formfield_for_foreignkey(self: Any, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if "widget" not in kwargs and db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = KnownAutocomplete(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_dbfield(self: Any, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """From a relation one goes on to mend or add what is chosen. It is deleted on a page of its own."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if isinstance(field and field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = field.widget.can_view_related = False
        return field


class PartInline(AutocompleteMixin, admin.TabularInline):
    form: type[PartForm] = PartForm
    formset = PartFormSet
    extra = 0
    #: Relations that are read with the rows.
    related: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        queryset = super().get_queryset(request)
        return queryset.select_related(*self.related) if self.related else queryset


class DetailFormSet(PartFormSet):
    """Rows that are details of a claim: each offers the sources that the claim cites."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        offer(form.fields["carried_by"], self.instance, form.instance.carried_by)


class DetailInline(PartInline):
    form = DetailForm
    formset = DetailFormSet


class CitationForm(PartForm):
    instance: Citation

    class Meta:
        # One passage is one line, however many lines of a page it was copied from.
        field_classes = {"quote": LineField}
        widgets = {"quote": forms.Textarea(attrs={"rows": 3, "cols": 40})}

    locator = LocatorField()
    in_words = forms.BooleanField(
        label=_("in words"), required=False, help_text=_("The place has no number: keep it as it is written.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            steps = [step_of(each) for each in self.instance.locators.all()]
            self.initial["locator"] = locators.printed(steps)
            self.initial["in_words"] = any(step.kind == LocatorKind.VERBATIM for step in steps)

    def clean(self) -> dict[str, Any] | None:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        try:
            self.steps = located(cleaned.get("locator", ""), in_words=cleaned.get("in_words", False))
        except forms.ValidationError as error:
            self.add_error("locator", error)
        source = cleaned.get("source")
        if cleaned.get("quote") and source and not source.consulted:
            self.add_error(
                "quote",
                gettext(
                    "“%(source)s” was not consulted, and nobody can quote what they have not read. Take the quote "
                    "out, or mark the source as consulted first if it was."
                )
                % {"source": source},
            )
        return cleaned

    def save(self, commit: bool = True) -> Citation:
        citation: Citation = super().save(commit=commit)
        if commit and "locator" in self.changed_data:
            write_locators(citation, self.steps)
        return citation


def step_of(row: Locator) -> LocatorStep:
    return LocatorStep(LocatorKind(row.locator_kind), row.start, row.end, row.printed, row.joined)


def write_locators(citation: Citation, steps: tuple[LocatorStep, ...]) -> None:
    """Rows that stay the same are left alone, so that the history tells what was changed and nothing else."""
    rows = list(citation.locators.order_by("position"))
    following = 0
    for row, step in zip_longest(rows, steps):
        if step is None:
            row.delete()
            continue
        written = row or Locator(citation=citation, position=following)
        following = written.position + 1
        if row is None or step_of(row) != step:
            written.locator_kind, written.joined = step.kind, step.joined
            written.start, written.end, written.printed = step.start, step.end, step.printed
            written.save()


class AsserterInline(PartInline):
    model = Asserter
    autocomplete_fields = ["actor"]
    fields = ["position", "actor"]
    related = ("actor",)


class QuantityInline(DetailInline):
    model = Quantity
    fields = ["position", "qualifier", "low", "high", "unit", "measure", "carried_by"]


class InvolvementInline(DetailInline):
    model = Involvement
    autocomplete_fields = ["actor"]
    fields = ["position", "actor", "role", "carried_by"]
    related = ("actor",)


class PlaceMentionInline(DetailInline):
    model = PlaceMention
    autocomplete_fields = ["place"]
    fields = ["position", "place", "carried_by"]
    related = ("place",)


class ProvisionMappingInline(PartInline):
    model = ProvisionMapping
    autocomplete_fields = ["provision"]
    fields = ["position", "provision"]
    related = ("provision",)


class CitationInline(PartInline):
    model = Citation
    form = CitationForm
    autocomplete_fields = ["source"]
    fields = ["position", "source", "relation", "locator", "in_words", "supports", "quote", "quote_language"]
    related = ("source",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("locators")


#: What hangs on a claim, in the order in which a reader meets it.
CLAIM_INLINES: list[type[PartInline]] = [
    AsserterInline,
    QuantityInline,
    InvolvementInline,
    PlaceMentionInline,
    ProvisionMappingInline,
    CitationInline,
]


def named_in_rows(owner: str) -> tuple[tuple[type[Model], str, tuple[str, ...]], ...]:
    """What a claim is found by beside its own words: its sources, and the actors that it names."""
    return (
        (Citation, owner, ("source__title", "source__publisher", "source__slug")),
        (Involvement, owner, ("actor__name", "actor__aliases__name", "actor__slug")),
    )


def inlines_for(owner: type[Model]) -> list[Any]:
    """A row has two foreign keys, of which a form edits the one to its owner."""
    name = "finding" if owner is Finding else "event"
    return [type(inline.__name__, (inline,), {"fk_name": name}) for inline in CLAIM_INLINES]
