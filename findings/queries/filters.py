"""The questions a list of findings can be asked: one filterset, the only description of its parameters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from findings.models import FindingEntry
from findings.vocabulary import SubjectKind

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_PAGE = re.compile(r"[1-9][0-9]{0,5}\Z")


class UnanswerableError(Exception):
    """A question that cannot be answered as it stands. `reasons` are sentences for the person who asked it."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


class KeysField(forms.MultipleChoiceField):
    """Any number of keys. Whether each exists is for the facets to say: they know all of them."""

    def valid_value(self, value: str) -> bool:
        return _KEY.match(value) is not None


class KeysFilter(django_filters.Filter):
    """Several values are "or". `lookup_expr` is `in` for one key a finding, `overlap` for an array of keys."""

    field_class = KeysField

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        return qs.filter(**{f"{self.field_name}__{self.lookup_expr}": value}) if value else qs


class FindingFilter(django_filters.FilterSet):
    """Filters of findings; among each other they are "and"."""

    category = KeysFilter(field_name="category", lookup_expr="in", label=gettext_lazy("Category"))
    report = KeysFilter(field_name="report", lookup_expr="in", label=gettext_lazy("Report"))
    actor = KeysFilter(field_name="actors", lookup_expr="overlap", label=gettext_lazy("Actor"))
    source = KeysFilter(field_name="sources", lookup_expr="overlap", label=gettext_lazy("Source"))
    provision = KeysFilter(field_name="provisions", lookup_expr="overlap", label=gettext_lazy("Provision"))

    class Meta:
        model = FindingEntry
        fields: list[str] = []


#: What each filter's values are keys of. A provision is part of its resolution and has no editions of its own.
KINDS = {
    "category": SubjectKind.CATEGORY,
    "report": SubjectKind.REPORT,
    "actor": SubjectKind.ACTOR,
    "source": SubjectKind.SOURCE,
    "provision": SubjectKind.RESOLUTION,
}


@dataclass(frozen=True)
class Question:
    """A question to the findings: filter name → chosen keys (without repetition), and the page of the answer."""

    chosen: dict[str, tuple[str, ...]]
    page: int = 1

    @classmethod
    def of(cls, **chosen: str | list[str]) -> Question:
        """A question that the portal itself asks: `Question.of(actor="angara")`."""
        return cls({name: (keys,) if isinstance(keys, str) else tuple(keys) for name, keys in chosen.items()})

    @classmethod
    def read(cls, parameters: QueryDict) -> Question:
        """The question that an address asks. Raises UnanswerableError with a sentence for each thing that is wrong."""
        known = [*FindingFilter.base_filters, "page"]
        reasons = [
            _("There is no filter named “%(name)s”. There are: %(known)s.") % {"name": name, "known": ", ".join(known)}
            for name in parameters
            if name not in known
        ]
        page = parameters.get("page", "1")
        if not _PAGE.match(page):
            reasons.append(_not_a_page(page))
        for name in FindingFilter.base_filters:
            reasons += [
                _("“%(value)s” cannot be a %(name)s. A value is a short name as in an address: “%(example)s”.")
                % {"value": value, "name": name, "example": _EXAMPLES[name]}
                for value in parameters.getlist(name)
                if not _KEY.match(value)
            ]
        if reasons:
            raise UnanswerableError(reasons)
        chosen = {
            name: tuple(dict.fromkeys(parameters.getlist(name)))
            for name in FindingFilter.base_filters
            if parameters.getlist(name)
        }
        return cls(chosen, int(page))

    def entries(self, version: int | None = None, *, lifted: str | None = None) -> QuerySet[FindingEntry]:
        """The entries that answer it, unordered; `lifted` names a filter to leave out."""
        values: dict[str, Any] = {name: keys for name, keys in self.chosen.items() if name != lifted}
        data = QueryDict(mutable=True)
        for name, keys in values.items():
            data.setlist(name, list(keys))
        return FindingFilter(data, queryset=FindingEntry.objects.in_force(version)).qs


def read_page(parameters: QueryDict) -> int:
    """The page of a list that has no filters. Raises UnanswerableError."""
    reasons = [
        _("This list has no filter “%(name)s”. There is only: page.") % {"name": name}
        for name in parameters
        if name != "page"
    ]
    page = parameters.get("page", "1")
    if not _PAGE.match(page):
        reasons.append(_not_a_page(page))
    if reasons:
        raise UnanswerableError(reasons)
    return int(page)


def _not_a_page(text: str) -> str:
    return _("“%(page)s” is not a page. A page is a number from 1 on.") % {"page": text}


_EXAMPLES = {
    "category": "petroleum",
    "report": "msmt-2025-1",
    "actor": "kum-un-san-3",
    "source": "s-2019-171",
    "provision": "2397-5",
}
