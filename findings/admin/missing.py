"""What a form says of a field that was left empty: what is missing, in the field's own words, and how it is written.

One table for every form of a record and for the rows that hang on it. “This field is required” under eight fields of an
empty finding says eight times what the editor sees, and not once what would be right.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

#: Field, or field of one kind of record → the sentence.
SENTENCES: dict[str, Any] = {
    "actor": _("Choose the actor."),
    "actor_kind": _("Choose what kind of actor it is."),
    "adopted": _("Give the day on which it was adopted: 2006-10-14."),
    "asserted_by": _("Name who makes the claim."),
    "authority": _("Choose the authority that decided it."),
    "category": _("Choose the category."),
    "country": _("Choose the country."),
    "definition": _("Say in one or two sentences what belongs here."),
    "event_type": _("Choose what type of event it is."),
    "issuer": _("Name who issued it."),
    "key": _("Give it a permanent key: 2397-5."),
    "language": _("Give the code of its language: en, ko, ja."),
    "measure": _("Say what is measured: containers of munitions and related materiel."),
    "Designation.measure": _("Choose the measure."),
    "name": _("Write its name."),
    "number": _("Give the number of the resolution: 1718."),
    "obligation": _("Say in one sentence what it obliges states to."),
    "place": _("Choose the place."),
    "position": _("Give its place in the order: a whole number."),
    "provision": _("Choose the provision."),
    "publisher": _("Name who published it."),
    "qualifier": _("Choose how the figure is bounded."),
    "reference": _("Give the reference: the report’s prefix and a number, MSMT-2025-1-001."),
    "reference_prefix": _("Give what the references of its findings begin with: MSMT-2025-1."),
    "relation": _("Choose how the source stands to the claim."),
    "report": _("Choose the report."),
    "Finding.report": _("Choose the report that the claim is from."),
    "report_kind": _("Choose what kind of report it is."),
    "role": _("Choose the role."),
    "scheme": _("Choose what the number is one of."),
    "slug": _("Give it a slug, the last part of its address: kum-un-san-3."),
    "Finding.slug": _("Give it a short name: containers-over-20000."),
    "source": _("Choose the source."),
    "source_kind": _("Choose what kind of source it is."),
    "summary": _("Write what is claimed, in the editors’ own words."),
    "support": _("Choose how well it is attested."),
    "supports": _("Say which part of the claim it carries: figure, start month."),
    "symbol": _("Give the symbol: S/RES/1718 (2006)."),
    "title": _("Write the title."),
    "Finding.title": _("Write the claim in one line."),
    "ReportEvent.title": _("Write the claim in one line."),
    "topic": _("Choose the topic."),
    "unit": _("Choose the unit."),
    "value": _("Give the number."),
}


#: What a page says that was sent without the digest of what it showed.
SENT_WITHOUT_CONTENTS = _("The page was sent without what it had shown. Open it again, and look before you send it.")

#: What a field says of what it cannot read, by its type, where Django says “Enter a valid date”.
SHAPES: dict[type[forms.Field], Any] = {
    forms.DecimalField: _("Write digits alone, with a point before decimals: 20000 or 17413.96."),
    forms.DateField: _("Write year, month and day: 2006-10-14."),
    forms.URLField: _("Write the whole address: https://undocs.org/S/2019/171."),
    forms.ModelChoiceField: _("What was chosen is not there any more. Choose another."),
}

_UNTOLD = forms.Field.default_error_messages["required"]


def say_what_is_missing(model: type[Model], fields: dict[str, forms.Field]) -> None:
    """Give each field that must be filled the sentence for where it is not. Fields with one of their own keep it."""
    for name, field in fields.items():
        sentence = SENTENCES.get(f"{model.__name__}.{name}") or SENTENCES.get(name)
        if sentence and field.error_messages["required"] == _UNTOLD:
            field.error_messages["required"] = sentence
        for kind, shape in SHAPES.items():
            if isinstance(field, kind):
                field.error_messages["invalid_choice" if kind is forms.ModelChoiceField else "invalid"] = shape
