"""The filters of a list of findings: one filterset, the only description of its parameters.

Page, feed, export and API read it; the documentation of the API is made from it. Several values of one filter are "or",
filters among each other are "and".
"""

from __future__ import annotations

import re
from typing import Any

import django_filters
from django import forms
from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from findings.models import FindingEntry
from findings.queries.arrays import Unnest
from findings.vocabulary import COUNTRIES, ActorKind, Dating, EditionKind, Role, SubjectKind, Support

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_COUNTRY_AND_SLUG = re.compile(r"[a-z]{2}/[a-z0-9]+(-[a-z0-9]+)*\Z")
_ACTOR_AND_ROLE = re.compile(rf"[a-z0-9]+(-[a-z0-9]+)*:({'|'.join(Role.values)})\Z")
_SOURCE_AND_PLACE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*/[a-z]+(-[a-z0-9]+)+\Z")
#: So many values a sentence lists; of more, such as all countries, it gives an example.
LISTED = 30
_YEAR = re.compile(r"(1[0-9]|20)[0-9]{2}\Z")


class _AnyValues(forms.MultipleChoiceField):
    """Any number of values; which of them can be, the filter says (`Values.wrong`)."""

    def valid_value(self, value: str) -> bool:
        return True


class Values(django_filters.Filter):
    """A filter of values: a column of keys, or an array of keys.

    `choices` (value → label) are all the values there are, for filters of a vocabulary. `subject` is the kind of
    subject that the values are keys of, if any. `shape` is what a value looks like, `example` one that would be right.
    `condition` is the part of the sentence that says what is chosen, with its values.
    """

    field_class = _AnyValues

    def __init__(
        self,
        column: str,
        *,
        label: Any,
        condition: Any,
        example: str,
        shape: re.Pattern[str] = SLUG,
        subject: SubjectKind | None = None,
        choices: dict[str, Any] | None = None,
        is_array: bool = False,
        help_text: Any = "",
    ) -> None:
        super().__init__(
            field_name=column, lookup_expr="overlap" if is_array else "in", label=label, help_text=help_text
        )
        self.condition = condition
        self.example = example
        self.shape = shape
        self.subject = subject
        self.choices = choices
        self.is_array = is_array

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        if not value:
            return qs
        return qs.filter(**{f"{self.field_name}__{self.lookup_expr}": [self.stored(each) for each in value]})

    @property
    def expression(self) -> Any:
        """What an entry has of it, in a statement: the column, or each key of the array on a row of its own."""
        return Unnest(self.field_name) if self.is_array else F(self.field_name)

    def stored(self, value: str) -> Any:
        """A value of an address as the column holds it."""
        return value

    def text_of(self, value: str) -> str:
        """A value of an address as PostgreSQL casts what is stored for it to text."""
        return as_text(self.stored(value))

    def value_of(self, text: str) -> str:
        """The other way: such a text as an address writes it."""
        return text

    def wrong(self, value: str, name: str) -> str | None:
        """Why a value cannot be, in a sentence; None where nothing speaks against it."""
        is_there = value in self.choices if self.choices is not None else self.shape.match(value)
        if is_there:
            return None
        if self.choices is not None and len(self.choices) <= LISTED:
            return _("“%(value)s” is not a value of %(name)s. There are: %(choices)s.") % {
                "value": value,
                "name": name,
                "choices": ", ".join(self.choices),
            }
        return _("“%(value)s” cannot be a value of %(name)s. One is written like “%(example)s”.") % {
            "value": value,
            "name": name,
            "example": self.example,
        }


class Years(Values):
    def stored(self, value: str) -> int:
        return int(value)


class Booleans(Values):
    """A filter whose values stand for true and false of a column."""

    def __init__(self, column: str, *, true: str, **kwargs: Any) -> None:
        super().__init__(column, **kwargs)
        self.true = true

    def stored(self, value: str) -> bool:
        return value == self.true

    def value_of(self, text: str) -> str:
        return next(each for each in self.choices or () if self.text_of(each) == text)


class Datings(Values):
    """A filter without a column: how a finding is dated can be seen from the bounds of its period.

    A stored column for it would write the table of all findings anew, which readers would wait for.
    """

    #: Value → what it means of an entry. Every entry has one of them.
    MEANING = {
        Dating.STATED: Q(first_day__isnull=False),
        Dating.OPEN: Q(first_day__isnull=True, last_day__isnull=False),
        Dating.NONE: Q(first_day__isnull=True, last_day__isnull=True),
    }

    @property
    def expression(self) -> Any:
        whens = [When(meaning, then=Value(dating.value)) for dating, meaning in self.MEANING.items()]
        return Case(*whens, output_field=CharField())

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        if not value:
            return qs
        return qs.filter(Q(*(self.MEANING[Dating(each)] for each in value), _connector=Q.OR))


class Involvements(Values):
    """A filter of actors in a role: `actor:role` in an address, `role:actor` in the column."""

    def stored(self, value: str) -> str:
        actor, _colon, role = value.rpartition(":")
        return f"{role}:{actor}"

    def value_of(self, text: str) -> str:
        role, _colon, actor = text.partition(":")
        return f"{actor}:{role}"

    def wrong(self, value: str, name: str) -> str | None:
        """It says which half is wrong."""
        actor, colon, role = value.rpartition(":")
        if not colon or not actor:
            return super().wrong(value, name)
        if role not in Role.values:
            return _("“%(role)s” of “%(value)s” is not a role. There are: %(roles)s.") % {
                "role": role,
                "value": value,
                "roles": ", ".join(Role.values),
            }
        if not SLUG.match(actor):
            return _("“%(actor)s” of “%(value)s” cannot be an actor. One is written like “%(example)s”.") % {
                "actor": actor,
                "value": value,
                "example": self.example.partition(":")[0],
            }
        return None


def as_text(stored: object) -> str:
    """What PostgreSQL casts a value of a column to."""
    return str(stored).lower() if isinstance(stored, bool) else str(stored)


def _labels(choices: Any) -> dict[str, Any]:
    return {member.value: member.label for member in choices}


class FindingFilter(django_filters.FilterSet):
    """Every filter of findings, in the order of addresses, sentences and facets."""

    category = Values(
        "category",
        label=gettext_lazy("Category"),
        condition=pgettext_lazy("findings, by category", "about %(values)s"),
        example="petroleum",
        subject=SubjectKind.CATEGORY,
    )
    report = Values(
        "report",
        label=gettext_lazy("Report"),
        condition=pgettext_lazy("findings, by report", "in %(values)s"),
        example="msmt-2025-1",
        subject=SubjectKind.REPORT,
    )
    asserter = Values(
        "asserters",
        label=gettext_lazy("Asserted by"),
        condition=pgettext_lazy("findings, by asserter", "asserted by %(values)s"),
        example="msmt",
        subject=SubjectKind.ACTOR,
        is_array=True,
    )
    actor = Values(
        "actors",
        label=gettext_lazy("Actor"),
        condition=pgettext_lazy("findings, by actor", "naming %(values)s"),
        example="kum-un-san-3",
        subject=SubjectKind.ACTOR,
        is_array=True,
    )
    kind = Values(
        "actor_kinds",
        label=gettext_lazy("Kind of actor"),
        condition=pgettext_lazy("findings, by kind", "naming %(values)s"),
        example="vessel",
        choices=_labels(ActorKind),
        is_array=True,
    )
    role = Values(
        "roles",
        label=gettext_lazy("Role of an actor"),
        condition=pgettext_lazy("findings, by role", "with %(values)s"),
        example="carrier",
        choices=_labels(Role),
        is_array=True,
    )
    involvement = Involvements(
        "acts",
        label=gettext_lazy("Actor in a role"),
        condition=pgettext_lazy("findings, by involvement", "naming %(values)s"),
        example="angara:carrier",
        shape=_ACTOR_AND_ROLE,
        is_array=True,
        help_text=gettext_lazy(
            "An actor’s key, a colon, and its role in the finding. As a facet it is narrowed to the roles that are "
            "chosen; or else to the actors that are; or else to the roles of its chosen values."
        ),
    )
    country = Values(
        "countries",
        label=gettext_lazy("Country"),
        condition=pgettext_lazy("findings, by country", "involving %(values)s"),
        example="RU",
        choices={code: gettext_lazy(name) for code, name in COUNTRIES.items()},
        is_array=True,
        help_text=gettext_lazy("Of an actor or of a place: an ISO 3166-1 code."),
    )
    place = Values(
        "places",
        label=gettext_lazy("Place"),
        condition=pgettext_lazy("findings, by place", "at %(values)s"),
        example="kp/nampo",
        shape=_COUNTRY_AND_SLUG,
        is_array=True,
    )
    provision = Values(
        "provisions",
        label=gettext_lazy("Provision (editorial mapping)"),
        condition=pgettext_lazy("findings, by provision", "mapped to %(values)s"),
        example="2397-5",
        is_array=True,
    )
    source = Values(
        "sources",
        label=gettext_lazy("Source"),
        condition=pgettext_lazy("findings, by source", "resting on %(values)s"),
        example="s-2019-171",
        subject=SubjectKind.SOURCE,
        is_array=True,
    )
    at = Values(
        "locators",
        label=gettext_lazy("Place in a source"),
        condition=pgettext_lazy("findings, by at", "resting on %(values)s"),
        example="msmt-2025-2/table-2",
        shape=_SOURCE_AND_PLACE,
        is_array=True,
    )
    year = Years(
        "years",
        label=gettext_lazy("Year"),
        condition=pgettext_lazy("findings, by year", "in %(values)s"),
        example="2024",
        shape=_YEAR,
        is_array=True,
        help_text=gettext_lazy("A year that the stated period touches."),
    )
    support = Values(
        "support",
        label=gettext_lazy("How well attested"),
        condition=pgettext_lazy("findings, by support", "carried by %(values)s"),
        example="strong",
        choices=_labels(Support),
    )
    hand = Booleans(
        "at_second_hand",
        label=gettext_lazy("At which hand"),
        condition=pgettext_lazy("findings, by hand", "read at %(values)s"),
        example="second",
        choices={"first": gettext_lazy("First hand"), "second": gettext_lazy("Second hand")},
        true="second",
    )
    disputed = Booleans(
        "disputed",
        label=gettext_lazy("Disputed"),
        condition=pgettext_lazy("findings, by disputed", "that a source %(values)s"),
        example="yes",
        choices={"yes": gettext_lazy("Disputes"), "no": gettext_lazy("Does not dispute")},
        true="yes",
    )
    edition = Values(
        "edition_kind",
        label=gettext_lazy("Edition"),
        condition=pgettext_lazy("findings, by edition", "whose edition is %(values)s"),
        example="correction",
        choices=_labels(EditionKind),
    )
    dating = Datings(
        "dating",
        label=gettext_lazy("How it is dated"),
        condition=pgettext_lazy("findings, by dating", "with %(values)s"),
        example="stated",
        choices=_labels(Dating),
        help_text=gettext_lazy(
            "A period without a stated beginning may have begun at any time before its end, so questions about earlier "
            "time find it; one that is not stated is found by none."
        ),
    )

    class Meta:
        model = FindingEntry
        fields: list[str] = []


#: Name → filter, in their order.
FILTERS: dict[str, Values] = FindingFilter.base_filters


def is_recorded(name: str) -> bool:
    """Whether the values of a filter are called by what is recorded, and not by words of the interface."""
    return name in FILTERS and FILTERS[name].choices is None and name not in {"year", "involvement"}
