"""What a long form says at its top of what is wrong in it, and what it says of what may be a slip."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.forms import DecimalField
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from findings.models import Citation
from findings.partial_dates import PartialDate
from findings.vocabulary import CitationRelation, Support

#: Three digits after the only point, and no zero before it alone: 28.000 is twenty-eight, or was to be 28000.
_OF_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")


@dataclass(frozen=True, slots=True)
class Mistake:
    """A sentence of the form, the name of its field or row, and the id to which a link leads; "" for the whole."""

    where: str
    anchor: str
    sentence: str


def mistakes(form: Any, formsets: Iterable[Any]) -> list[Mistake]:
    """All that is wrong with a form and the rows that hang on its record, in the order of the page; the reason last."""
    found: list[Mistake] = []
    of_reason: list[Mistake] = []
    for name in _in_order(form):
        (of_reason if name == "why" else found).extend(_of_field(form, name, ""))
    for formset in formsets:
        group = str(capfirst(formset.model._meta.verbose_name))
        found += [Mistake(group, f"{formset.prefix}-group", str(sentence)) for sentence in formset.non_form_errors()]
        for number, row in enumerate(formset.forms, start=1):
            for name in _in_order(row):
                found += _of_field(row, name, f"{group} {number}")
    return found + of_reason


def _in_order(form: Any) -> list[str]:
    """The names of the fields that have a mistake, as the form has them; what is about the whole comes first."""
    return [name for name in ("__all__", *form.fields) if name in form.errors]


def _of_field(form: Any, name: str, row: str) -> list[Mistake]:
    if name not in form.fields:
        anchor = form["id"].id_for_label if row and "id" in form.fields else ""
        return [Mistake(row, anchor, str(sentence)) for sentence in form.errors[name]]
    label = str(capfirst(str(form[name].label)))
    return [
        Mistake(f"{row}, {label}" if row else label, form[name].id_for_label, str(sentence))
        for sentence in form.errors[name]
    ]


def yet_to_come(forms: Iterable[Any]) -> list[str]:
    """A sentence for each date that was entered and lies in the future: 2042 may be 2024."""
    today = timezone.now().date()
    return [
        _("%(field)s: %(date)s is yet to come. If that is a slip, mend it before it is published.")
        % {"field": capfirst(str(form.fields[name].label or name)), "date": value}
        for form in forms
        for name in form.changed_data
        if isinstance(value := getattr(form.instance, name, None), PartialDate) and value.earliest > today
    ]


def thousands(forms: Iterable[Any]) -> list[str]:
    """A sentence for each figure that was entered with a point where many write one between thousands."""
    return [
        _(
            "%(field)s: %(typed)s is kept as %(figure)s, since a point begins decimals. If thousands were meant, write "
            "%(whole)s."
        )
        % {
            "field": capfirst(str(form.fields[name].label or name)),
            "typed": typed,
            "figure": f"{Decimal(typed).normalize():f}",
            "whole": typed.replace(".", ""),
        }
        for form in forms
        for name in form.changed_data
        if isinstance(form.fields[name], DecimalField)
        and _OF_THOUSANDS.fullmatch(typed := str(form[name].data or "").strip())
    ]


def contradictions(form: Any, formsets: Iterable[Any]) -> list[str]:
    """A sentence for what a claim says against itself. It is saved: a report may disagree with itself, too."""
    if not form.has_changed() and not any(rows.has_changed() for rows in formsets):
        return []
    cited: dict[Any, set[str]] = {}
    for row in (row for rows in formsets if rows.model is Citation for row in rows.forms):
        if getattr(row, "cleaned_data", {}).get("source") and not row.cleaned_data.get("DELETE"):
            cited.setdefault(row.cleaned_data["source"], set()).add(row.cleaned_data["relation"])
    found = [
        _(
            "“%(source)s” is cited as for the claim and as against it. If it is both, say under “supports” what is "
            "which."
        )
        % {"source": source}
        for source, relations in cited.items()
        if CitationRelation.DISPUTES in relations and len(relations) > 1
    ]
    carrying = [source for source, relations in cited.items() if relations - {CitationRelation.DISPUTES}]
    found += _carried_by_others(form, formsets, {source.key for source in carrying})
    if form.cleaned_data.get("support") == Support.STRONG and len(carrying) < 2:
        found.append(
            _("The support is “%(support)s”, and fewer than two sources are cited for the claim.")
            % {"support": Support.STRONG.label}
        )
    return found


def _carried_by_others(form: Any, formsets: Iterable[Any], cited: set[str]) -> list[str]:
    """A sentence for each source that is said to carry a detail, and that was taken out of the citations meanwhile."""
    rows = [row.cleaned_data for rows in formsets for row in rows.forms if hasattr(row, "cleaned_data")]
    named = [*form.cleaned_data.get("period_carried_by", [])]
    named += [key for row in rows if not row.get("DELETE") for key in row.get("carried_by", [])]
    return [
        _(
            "“%(source)s” is ticked as carrying a detail, and the claim does not cite it for that any more. Publishing "
            "refuses this: cite it again, or untick it."
        )
        % {"source": key}
        for key in dict.fromkeys(named)
        if key not in cited
    ]
