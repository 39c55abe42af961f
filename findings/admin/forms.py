"""The forms of records: rules of the database as sentences at their field, meanings beside choices, and the reason."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey, Model
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from findings import vocabulary
from findings.admin.missing import SENTENCES, say_what_is_missing
from findings.admin.rules import field_of
from findings.admin.widgets import KnownAutocomplete, PlaceInOrderField
from findings.documents.field_list import FIELDS
from findings.models import Finding, Subject
from findings.models.editions import keys_given
from findings.models.subjects import SluggedSubject
from findings.vocabulary import SubjectKind, Term

#: The values of a choice list → its members, with their meanings.
_TERMS: dict[tuple[str, ...], type[Term]] = {
    tuple(term.values): term
    for term in vars(vocabulary).values()
    if isinstance(term, type) and issubclass(term, Term) and term is not Term
}
#: A finding's field → what the code book says of it, where the model says nothing.
_MEANINGS = {field.name: field.meaning for field in FIELDS}
_SAID_ELSEWHERE = {"category": "category", "report": "report"}
#: A choice list of more members is long to read, and its labels say what they mean.
MOST_MEANINGS = 20


def term_of(field: Any) -> type[Term] | None:
    """The choice list of a model field, if it has one of the vocabulary."""
    return _TERMS.get(tuple(str(value) for value, _label in field.choices or () if value))


def meanings(term: type[Term]) -> SafeString:
    """A choice list with the meaning of each member, folded up."""
    rows = format_html_join("", "<dt>{}</dt><dd>{}</dd>", ((capfirst(each.label), each.meaning) for each in term))
    return format_html(
        '<details class="meanings"><summary>{}</summary><dl>{}</dl></details>', _("What they mean"), rows
    )


class RulesMixin:
    """What the form of a record and that of a row that hangs on it have in common."""

    instance: Model
    fields: dict[str, forms.Field]

    def validate_constraints(self: Any) -> None:
        """Each broken rule at the field where it can be mended. A row that nobody touched keeps its rules."""
        if self.instance.pk and not self.has_changed():
            return
        exclude = self._get_validation_exclusions()
        for constraint in self.instance._meta.constraints:
            if isinstance(self, PartForm) and getattr(constraint, "deferrable", None):
                continue  # rows may exchange what they say; the database looks when all are written
            try:
                constraint.validate(type(self.instance), self.instance, exclude=exclude)
            except ValidationError as error:
                field = field_of(constraint, type(self.instance))
                self.add_error(field if field in self.fields else None, error)

    def say_too_long_instead_of_cutting(self) -> None:
        """A browser that is told the limit cuts what is typed, without a word: “german” to the language “ge”."""
        for name, field in self.fields.items():
            field.widget.attrs.pop("maxlength", None)
            if name in {"language", "quote_language"}:
                field.error_messages["max_length"] = SENTENCES["language"]

    def name_what_is_chosen(self) -> None:
        """Tell the widgets the names of what the record refers to, which was read with it."""
        for name, field in self.fields.items():
            widget = getattr(field.widget, "widget", None)
            if isinstance(widget, KnownAutocomplete) and self.instance.pk:
                chosen = getattr(self.instance, f"{name}_id", None)
                widget.known = {str(chosen): str(getattr(self.instance, name))} if chosen else {}


class RecordForm(RulesMixin, forms.ModelForm):
    """The form of a record. `why` is kept with the change, not with the record."""

    why = forms.CharField(
        label=gettext_lazy("Why"),
        widget=forms.Textarea(attrs={"rows": 2, "cols": 80, "class": "vLargeTextField why"}),
        help_text=gettext_lazy(
            "For the editors’ history of this record. Readers are told a reason when it is published."
        ),
        error_messages={"required": gettext_lazy("Say why: the record’s history keeps a reason for every change.")},
    )
    #: Set by the admin on a class of its own for each request.
    request: HttpRequest

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_new = self.instance.pk is None
        if self.is_new:
            self.fields["why"].initial = _("Recorded.")
        for name, field in self.fields.items():
            self._explain(name, field)
        say_what_is_missing(self._meta.model, self.fields)
        self.say_too_long_instead_of_cutting()
        self.name_what_is_chosen()

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for sentence in getattr(self.request, "record_refusals", ()):
            self.add_error(None, sentence)
        if self.is_new and isinstance(self.instance, Subject):
            self._give_key()
        return cleaned

    def _explain(self, name: str, field: forms.Field) -> None:
        """The code book's words under the field."""
        if name not in {each.name for each in self._meta.model._meta.concrete_fields}:
            return
        if not field.help_text and issubclass(self._meta.model, Finding):
            field.help_text = str(_MEANINGS.get(_SAID_ELSEWHERE.get(name, name), ""))
        term = term_of(self._meta.model._meta.get_field(name))
        if term is not None and len(term) <= MOST_MEANINGS:
            field.help_text = format_html("{} {}", field.help_text, meanings(term))

    def _give_key(self) -> None:
        """A subject's key is its first slug, reference or number, given once: also not one that is gone by now."""
        model = type(self.instance)
        field = "slug" if issubclass(model, SluggedSubject) else model.key_field  # type: ignore[attr-defined]
        key = self.cleaned_data.get(field)
        if not key:
            return
        if issubclass(model, SluggedSubject):
            self.instance.key = key  # type: ignore[attr-defined]
        if is_taken(model, key):
            self.add_error(
                field,
                _("“%(key)s” is taken: a key is given once and never again, and another record has or had it.")
                % {"key": key},
            )


def is_taken(model: Any, key: str) -> bool:
    """Whether a subject of this kind has, or ever published had, the key."""
    kind: SubjectKind = model.kind
    return model._default_manager.filter(**{model.key_field: key}).exists() or bool(keys_given(kind, [key]))


class PartForm(RulesMixin, forms.ModelForm):
    """The form of a row that hangs on a record. A row without a position goes to the end."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "position" in self.fields:
            self.fields["position"] = PlaceInOrderField()
            if self.instance.pk is None:
                self.initial["position"] = None
        for name, field in self.fields.items():
            self._explain(name, field)
            field.widget.attrs["aria-label"] = capfirst(str(field.label or name))  # a table has heads, and no labels
            if isinstance(figure := self.initial.get(name), Decimal):
                self.initial[name] = f"{figure.normalize():f}"  # 20000, where the column holds 20000.000000
        say_what_is_missing(self._meta.model, self.fields)
        self.say_too_long_instead_of_cutting()
        self.name_what_is_chosen()

    def _explain(self, name: str, field: forms.Field) -> None:
        """In a table a help text is a hint at the head of a column, in plain text."""
        model_field = next((each for each in self._meta.model._meta.concrete_fields if each.name == name), None)
        if model_field is None or isinstance(model_field, ForeignKey):
            return
        term = term_of(model_field)
        if term is not None and len(term) <= MOST_MEANINGS:
            said = "\n".join(f"{capfirst(str(each.label))}: {each.meaning}" for each in term)
            field.help_text = f"{field.help_text}\n{said}".strip()
