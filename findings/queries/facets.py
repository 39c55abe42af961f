"""The counts of a list: how many findings answer a question, and each facet with its own filter lifted.

What is said here in SQL is what the answers are. Where the process has an index of the version that is asked for,
`counts` takes the numbers from it, which equal those of the statements (findings.queries.index).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import CharField, Count, F, Func, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from findings.models import Edition, FindingEntry, KeyAlias, SubjectEntry
from findings.queries.filters import FILTERS, Values
from findings.queries.index import UNINDEXED, FindingIndex, Tally, index_for, text_of
from findings.queries.names import PLACE, Named, in_force, name_of
from findings.queries.questions import OtherKeysError, Question, UnanswerableError
from findings.vocabulary import SubjectKind

#: How many values of a facet a page offers; the chosen ones always.
FACET_SIZE = 10
#: The facets that a list of findings offers by itself; others once something of them is chosen.
FACETS = (
    "category",
    "year",
    "report",
    "asserter",
    "actor",
    "kind",
    "role",
    "country",
    "place",
    "provision",
    "source",
    "support",
    "hand",
    "disputed",
    "edition",
)

_TOTAL = "total"


@dataclass(slots=True)  # a list makes a hundred: one that is frozen takes four times as long to make
class FacetValue:
    """One value of a facet: as an address writes it, its name, and how many of the findings have it."""

    key: str
    name: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet counted with its own filter lifted: most frequent values first, `distinct` of them in all.

    `distinct` is None where there are more than are listed, and it was not asked how many (`counts`, `exact`).
    """

    name: str
    label: str
    values: tuple[FacetValue, ...]
    distinct: int | None

    @property
    def is_cut(self) -> bool:
        return self.distinct is None or self.distinct > len(self.values)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many findings answer a question, and its facets in the order asked for."""

    total: int
    facets: tuple[Facet, ...]


class Unnest(Func):
    function = "unnest"
    output_field = CharField()


def counts(
    question: Question,
    *,
    facets: Sequence[str] = FACETS,
    size: int = FACET_SIZE,
    containing: str = "",
    exact: bool = True,
) -> Counts:
    """The number of findings that answer the question, and each facet with its own filter lifted. One statement.

    A facet is counted over arrays of keys, never over a join, so that choosing one value does not hide the others of
    the same finding. A value's name is that of the subject's edition in force. `containing` keeps only values whose
    name has these words. Unless it is to be `exact`, how many values a facet of thousands has may be left open. Raises
    UnanswerableError for a chosen key that no subject has.
    """
    facets = [*facets, *(name for name in question.chosen if name not in facets)]
    if not UNINDEXED & set(facets) and (index := index_for(question)):
        return _counts_of_index(index, question, facets, size, containing, exact)
    answers = question.entries().order_by()
    total = answers.values(facet=Value(_TOTAL), kind=Value(""), key=Value("")).annotate(n=Count("*"))
    counted = total.union(*(_counted(question, name) for name in facets), all=True)
    sql, parameters = counted.query.sql_with_params()
    found = _ranked(f"SELECT counted.*, NULL::bigint FROM ({sql}) counted", parameters, question, size, containing)  # noqa: S608
    return Counts(
        next((n for facet, _key, n, *_rest in found if facet == _TOTAL), 0),
        tuple(_facet(name, [row for row in found if row[0] == name], question, containing) for name in facets),
    )


def _counts_of_index(
    index: FindingIndex, question: Question, facets: Sequence[str], size: int, containing: str, exact: bool
) -> Counts:
    """The same from the index: PostgreSQL only names what is shown, and knows which names have the words asked for."""
    match = index.matching(question)
    among = index.among(match)
    tallies = {
        name: index.tally(
            name,
            index.among(index.matching(question, lifted=name)) if name in question.chosen else among,
            size=None if containing else size,
            chosen={text_of(FILTERS[name], value) for value in question.chosen.get(name, ())},
            exact=exact,
        )
        for name in facets
    }
    asked = index, tallies, question
    found = _containing(*asked, size, containing) if containing else _named(*asked)
    return Counts(len(match), tuple(_facet(name, found[name], question, containing) for name in facets))


def _named(index: FindingIndex, tallies: Mapping[str, Tally], question: Question) -> dict[str, list[_Found]]:
    """The values of each facet, named."""
    kinds = {name: kind for name in tallies if (kind := _kind_of_names(name))}
    wanted = [Named(kind, key) for name, kind in kinds.items() for key in tallies[name].counts]
    examples = index.sets[PLACE].first if PLACE in tallies else None
    names = index.names.of(wanted, examples, question.as_of)
    return {
        name: [
            (name, key, n, tally.distinct, names[Named(kinds[name], key)] if name in kinds else key)
            for key, n in tally.counts.items()
        ]
        for name, tally in tallies.items()
    }


def _containing(
    index: FindingIndex, tallies: Mapping[str, Tally], question: Question, size: int, containing: str
) -> dict[str, list[_Found]]:
    """The values of each facet whose names have these words."""
    examples = index.sets[PLACE].first
    columns = {"facet": "text", "kind": "text", "key": "text", "n": "bigint", "example": "bigint"}
    told = [
        (name, _kind_of_names(name), key, n, examples(key) if name == PLACE else None)
        for name, tally in tallies.items()
        for key, n in tally.counts.items()
    ]
    types = ", ".join(map(" ".join, columns.items()))
    sql = f"SELECT tallied.* FROM json_to_recordset(%s) AS tallied ({types})"  # noqa: S608 - written above
    rows = json.dumps([dict(zip(columns, row, strict=True)) for row in told])
    found = _ranked(sql, [rows], question, size, containing) if told else []
    return {name: [row for row in found if row[0] == name] for name in tallies}


def _counted(question: Question, name: str) -> QuerySet:
    values = FILTERS[name]
    column: Any = Unnest(values.field_name) if values.is_array else F(values.field_name)
    entries = question.entries(lifted=name).order_by()
    key = Cast(column, TextField())
    return entries.values(facet=Value(name), kind=Value(_kind_of_names(name)), key=key).annotate(n=Count("*"))


def _kind_of_names(name: str) -> str:
    """What the values of a facet are named as (findings.queries.names); "" for those of a vocabulary."""
    if name in {"provision", "at"}:
        return {"provision": SubjectKind.RESOLUTION, "at": SubjectKind.SOURCE}[name].value
    subject = FILTERS[name].subject
    return subject.value if subject else PLACE if name == PLACE else ""


#: A value of a facet: facet, key, count, distinct values of the facet (None where not all were counted), name.
type _Found = tuple[str, str, int, int | None, str]


def _ranked(
    counted: str, parameters: Sequence[Any], question: Question, size: int, containing: str
) -> list[tuple[str, str, int, int, str]]:
    """(facet, key, count, distinct values of the facet, name), the most frequent values of each facet first.

    Equally frequent ones follow by their keys, by code points: the same wherever they are sorted. `counted` is a
    statement for rows of facet, kind of the names, key, count, and the position of an edition that has the key, NULL
    where none is known.
    """
    force, force_parameters = in_force(question.as_of)
    wanted = [f"{name}:{FILTERS[name].stored(key)}".lower() for name, keys in question.chosen.items() for key in keys]
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH counted (facet, kind, key, n, example) AS ({counted}),
            named AS (
                SELECT counted.facet, counted.key, counted.n, {name_of("counted")} AS name
                FROM counted LEFT JOIN findings_subjectentry subject
                  ON subject.subject_kind = counted.kind AND {force}
                 AND subject.key = CASE counted.facet
                     WHEN 'at' THEN split_part(counted.key, '/', 1) ELSE counted.key
                 END
            ),
            ranked AS (
                SELECT named.*, count(*) OVER (PARTITION BY facet) AS distinct_values,
                       row_number() OVER (PARTITION BY facet ORDER BY n DESC, key COLLATE "C") AS rank
                FROM named
                WHERE facet = '{_TOTAL}' OR %s = '' OR strpos(lower(name), lower(%s)) > 0
            )
            SELECT facet, key, n, distinct_values, name FROM ranked
            WHERE rank <= %s OR facet || ':' || lower(key) = ANY(%s)
            ORDER BY facet, rank
            """,  # noqa: S608 - the pieces are compiled from querysets or written above; every value is a parameter
            [*parameters, *force_parameters, containing, containing, size, wanted],
        )
        return cursor.fetchall()


def _facet(name: str, found: Sequence[_Found], question: Question, containing: str) -> Facet:
    values = FILTERS[name]
    chosen = question.chosen.get(name, ())
    listed = []
    for _facet_name, key, n, _distinct, title in found:
        shown = _as_in_addresses(values, key)
        listed.append(FacetValue(shown, _name(values, name, shown, title), n, shown in chosen))
    if not containing:  # a chosen value whose name has other words is not without findings, it was not looked for
        absent = [key for key in chosen if key not in {value.key for value in listed}]
        listed += _without_findings(name, absent, question.as_of)
    return Facet(name, str(values.label), tuple(listed), found[0][3] if found else 0)


def _as_in_addresses(values: Values, key: str) -> str:
    """A value of a column as an address writes it: true and false have words."""
    if values.choices and key in {"true", "false"}:
        return next(each for each in values.choices if values.stored(each) is (key == "true"))
    return key


def _name(values: Values, name: str, key: str, title: str) -> str:
    if values.choices is not None:
        return str(values.choices.get(key, key))
    if name == "at":
        return f"{key.partition('/')[2].replace('-', ' ')}, {title}"
    return title


def _without_findings(name: str, keys: list[str], version: int | None) -> list[FacetValue]:
    """Chosen values that no finding has: things all the same, or else the question cannot be answered."""
    if not keys:
        return []
    values = FILTERS[name]
    if values.choices is not None:
        return [FacetValue(key, str(values.choices[key]), 0, chosen=True) for key in keys]
    if name == "at":
        return _places_without_findings(keys, version)
    if name == "year":
        names = {key: key for key in keys}
    elif name == "place":
        names = _place_names(keys, version)
    else:
        subjects = SubjectEntry.objects.in_force(version).filter(subject_kind=_kind_of_names(name), key__in=keys)
        names = dict(subjects.values_list("key", "name"))
    if unknown := [key for key in keys if key not in names]:
        lead_to = _keys_of_today(values.subject, unknown, version) if values.subject else {}
        if len(lead_to) == len(unknown):
            raise OtherKeysError(name, lead_to)
        raise UnanswerableError(
            [_("There is no %(name)s “%(key)s” in the portal.") % {"name": name, "key": key} for key in unknown],
            {name: unknown},
        )
    return [FacetValue(key, names[key], 0, chosen=True) for key in keys]


def _places_without_findings(keys: list[str], version: int | None) -> list[FacetValue]:
    """Places in sources that no finding cites. One of no source is as wrong as the source would be by itself."""
    source_of = {key: key.partition("/")[0] for key in keys}
    try:
        sources = _without_findings("source", list(dict.fromkeys(source_of.values())), version)
    except OtherKeysError as error:
        old = {key: source for key, source in source_of.items() if source in error.lead_to}
        lead_to = {key: f"{error.lead_to[source]}/{key.partition('/')[2]}" for key, source in old.items()}
        raise OtherKeysError("at", lead_to) from None
    except UnanswerableError as error:
        wrong = [key for key, source in source_of.items() if source in error.wrong["source"]]
        raise UnanswerableError(error.reasons, {"at": wrong}) from None
    names = {source.key: source.name for source in sources}
    return [
        FacetValue(key, _name(FILTERS["at"], "at", key, names[source]), 0, chosen=True)
        for key, source in source_of.items()
    ]


def _keys_of_today(kind: SubjectKind, old: list[str], version: int | None) -> dict[str, str]:
    """Keys merged into others, and addresses that are no keys → the key that each leads to; others are absent."""
    known = SubjectEntry.objects.in_force(version).filter(subject_kind=kind).values("key")
    aliases = KeyAlias.objects.in_force(version).filter(subject_kind=kind, old__in=old, key__in=known)
    addresses = Edition.objects.of(kind).in_force(version).readable().filter(slug__in=old)
    found = {**dict(aliases.values_list("old", "key")), **dict(addresses.values_list("slug", "key"))}
    return {address: key for address, key in found.items() if address != key}


def _place_names(keys: list[str], version: int | None) -> dict[str, str]:
    """The names of places as the findings that mention them name them; places that none mentions are absent."""
    entries = FindingEntry.objects.in_force(version).filter(places__overlap=keys)
    documents = entries.values_list("edition__document", flat=True)
    return {place["key"]: place["name"] for document in documents for place in document["places"]}
