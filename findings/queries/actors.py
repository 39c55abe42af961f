"""The list of actors, of one kind or by whether a designation is recorded; and what of actors rests on a source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self
from urllib.parse import urlencode

from django.db.models import (
    BooleanField,
    Count,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    Q,
    QuerySet,
    Sum,
    Value,
    Window,
)
from django.db.models.functions import Lower
from django.http import QueryDict
from django.utils.translation import gettext_lazy, pgettext_lazy

from findings.documents import upgraded
from findings.models import Edition, SubjectEntry
from findings.queries.filters import FILTERS, Booleans, Values
from findings.queries.subjects import SubjectList, listed_of
from findings.vocabulary import SubjectKind

YES, NO = "yes", "no"

#: The filters of the list of actors, in the order of addresses. Each takes one value. *Designated* is what an authority
#: has done, as far as it is recorded; who is named in a finding is asked of findings.
CHOICES: dict[str, Values] = {
    "kind": Values(
        "actor_kind", label=FILTERS["kind"].label, condition="", example="vessel", choices=FILTERS["kind"].choices
    ),
    "designated": Booleans(
        "is_designated",
        label=pgettext_lazy("actors", "Designated"),
        condition="",
        example=YES,
        choices={YES: pgettext_lazy("actors", "Designated"), NO: gettext_lazy("Not recorded as designated")},
        true=YES,
        help_text=gettext_lazy(
            "Whether a designation that is in force is recorded, with its source. An authority may list an actor of "
            "which none is recorded; a list number alone is none."
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class ActorChoice:
    """Which actors are listed: those of a kind, those that are designated or not; "" where that is not asked."""

    kind: str = ""
    designated: str = ""

    @classmethod
    def of(cls, parameters: QueryDict) -> Self:
        """What an address chooses, of which nothing is wrong (`wrong_choices`)."""
        return cls(**{name: parameters.get(name, "") for name in CHOICES})

    def choosing(self, **values: str) -> ActorChoice:
        return replace(self, **values)

    def values(self) -> dict[str, str]:
        """Filter → value, of those that are asked for."""
        return {name: value for name in CHOICES if (value := getattr(self, name))}

    def query(self) -> str:
        return urlencode(self.values())

    def includes(self, kind: str, is_designated: bool) -> bool:
        return self.kind in {"", kind} and self.designated in {"", YES if is_designated else NO}


#: All of them.
EVERYBODY = ActorChoice()


def wrong_choices(parameters: QueryDict) -> list[str]:
    """A sentence for each value of an address that is none of its filter."""
    given = {name: parameters.get(name, "") for name in CHOICES}
    return [wrong for name, value in given.items() if value and (wrong := CHOICES[name].wrong(value, name))]


@dataclass(frozen=True, slots=True)
class ActorCounts:
    """How many actors there are of each kind, those that are designated and those that are not apart."""

    numbers: Mapping[tuple[str, bool], int]

    def of(self, choice: ActorChoice) -> int:
        return sum(n for each, n in self.numbers.items() if choice.includes(*each))


@dataclass(frozen=True, slots=True)
class ActorList(SubjectList):
    """A page of those chosen, how many these are, and how many there are of all sorts."""

    counts: ActorCounts


def actor_list(choice: ActorChoice, version: int | None = None, *, page: int = 1, size: int = 100) -> ActorList:
    """A page of the actors that are chosen, in reading order. Three statements: counts, rows, findings of those rows.

    With an index the last of these is none.
    """
    entries = _entries(version)
    editions = Edition.objects.of(SubjectKind.ACTOR).in_force(version).readable()
    if wanted := choice.values():
        chosen = {CHOICES[name].field_name: CHOICES[name].stored(value) for name, value in wanted.items()}
        editions = editions.filter(pk__in=entries.filter(**chosen).values("edition"))
    counted = entries.order_by().values("actor_kind", "is_designated").annotate(n=Count("*"))
    rows = counted.values_list("actor_kind", "is_designated", "n")
    counts = ActorCounts({(kind, is_designated): n for kind, is_designated, n in rows})
    listed = listed_of(SubjectKind.ACTOR, editions, version, page=page, size=size)
    return ActorList(listed, counts.of(choice), counts)


@dataclass(frozen=True, slots=True)
class RestingActor:
    """An actor of which something rests on a source, and those of its designations that do."""

    slug: str
    name: str
    designations: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class ActorsResting:
    """The first actors of which something rests on a source, in reading order, and how many there are in all.

    `designations` is how many designations these have that rest on it.
    """

    listed: tuple[RestingActor, ...] = ()
    actors: int = 0
    designations: int = 0


NOBODY = ActorsResting()


def designated_on(source: str, *, at_most: int = 50) -> ActorsResting:
    """Actors with a designation that rests on the source, ended ones too. One statement."""
    times = Func(F("designation_sources"), Value(source), template=_TIMES, output_field=IntegerField())
    entries = _in_reading_order(_entries().filter(designation_sources__contains=[source]))
    rows = entries.annotate(actors=Window(Count("*")), designations=Window(Sum(times)))
    found = list(
        rows.values_list("edition__slug", "edition__title", "edition__document", "actors", "designations")[:at_most]
    )
    listed = tuple(
        RestingActor(
            slug,
            name,
            tuple(each for each in upgraded(document)["designations"] if each["source"]["key"] == source),
        )
        for slug, name, document, _actors, _designations in found
    )
    return ActorsResting(listed, *found[0][3:]) if found else NOBODY


def described_on(source: str, *, at_most: int = 50) -> ActorsResting:
    """Actors whose particulars rest on the source: their names, country, numbers. One statement."""
    rows = _in_reading_order(_entries().filter(sources__contains=[source])).annotate(actors=Window(Count("*")))
    found = list(rows.values_list("edition__slug", "edition__title", "actors")[:at_most])
    listed = tuple(RestingActor(slug, name) for slug, name, _actors in found)
    return ActorsResting(listed, found[0][2]) if found else NOBODY


#: SQL: how many times a text stands in an array.
_TIMES = "cardinality(array_positions(%(expressions)s::varchar))"


def _entries(version: int | None = None) -> QuerySet[Any, Any]:
    """Those of actors, each with whether a designation of it is in force."""
    is_designated = ExpressionWrapper(~Q(designated_by=[]), BooleanField())
    entries = SubjectEntry.objects.in_force(version).filter(subject_kind=SubjectKind.ACTOR)
    return entries.annotate(is_designated=is_designated)


def _in_reading_order(entries: QuerySet[SubjectEntry, Any]) -> QuerySet[SubjectEntry, Any]:
    return entries.order_by(Lower("edition__title"), "key")
