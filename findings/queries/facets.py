"""The counts of a list: how many findings answer a question, and each facet with its own filter lifted.

What is said here in SQL is what the answers are. Where the process has an index of the version that is asked for,
`counts` takes the numbers from it, which equal those of the statements (findings.queries.index). Of filters that are
not indexed, the statements count among the findings that the index has found.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection
from django.db.models import Count, QuerySet, TextField, Value
from django.db.models.functions import Cast
from pyroaring import BitMap

from findings.locators import place_in_words
from findings.queries.absent import names_of_absent
from findings.queries.filters import FILTERS, Values
from findings.queries.index import FindingIndex
from findings.queries.index_keeping import index_for
from findings.queries.involvements import INVOLVEMENT, Narrowed, actor_and_role, in_words, role_asked_for
from findings.queries.names import KEY_OF, PLACE, NamedKey, in_force, key_of, kind_of, name_of
from findings.queries.questions import Question, entries_at
from findings.queries.sets import Tally
from findings.queries.unindexed import COUNTED, LOOKED_UP, UNINDEXED, most

#: How many values of a facet a page offers; the chosen ones always.
FACET_SIZE = 10
#: The facets that a list of findings offers by itself; others once they are asked about (`offered`).
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
    "dating",
)

_TOTAL = "total"


@dataclass(slots=True)  # a list makes a hundred: one that is frozen takes four times as long to make
class FacetValue:
    """One value of a facet: as an address writes it, its name, and how many of the findings have it.

    `actor` is the name of the actor, of one in a role.
    """

    key: str
    name: str
    count: int
    chosen: bool
    actor: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet counted with its own filter lifted: most frequent values first, `distinct` of them in all.

    `distinct` is None where there may be more than are listed, and it was not counted how many (`counts`).
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


def offered(question: Question) -> tuple[str, ...]:
    """The facets of a list: those of every one, others once something of them is chosen.

    Who asks for one role is also told who is named in it.
    """
    others = [name for name in question.chosen if name not in {*FACETS, INVOLVEMENT}]
    if not role_asked_for(question) and INVOLVEMENT not in question.chosen:
        return (*FACETS, *others)
    behind = FACETS.index("actor") + 1
    return (*FACETS[:behind], INVOLVEMENT, *FACETS[behind:], *others)


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
    name has these words. Unless it is to be `exact`, how many values a facet of thousands has may be left open, and of
    a filter that is not indexed, what values it has besides those chosen; so it is of one that is chosen, and was not
    asked for. Raises UnanswerableError for a chosen key that no subject has.
    """
    asked = _Asked(question, tuple(facets), size, containing, exact)
    if index := index_for(question):
        return _counts_of_index(index, asked)
    answers = question.entries().order_by()
    total = answers.values(facet=Value(_TOTAL), kind=Value(""), key=Value("")).annotate(n=Count("*"))
    counted = total.union(*(_counted(asked.entries(name), name) for name in asked.names), all=True)
    found = _ranked_of(counted, asked, left_open=asked.left_open)
    return Counts(
        next((n for facet, _key, n, *_rest in found if facet == _TOTAL), 0),
        tuple(
            _facet(name, [row for row in found if row[0] == name], asked, is_open=name in asked.left_open)
            for name in asked.names
        ),
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of `counts`: `names` are the facets, `left_open` those of which only chosen values are counted."""

    question: Question
    facets: tuple[str, ...]
    size: int
    containing: str
    exact: bool

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.facets, *self.question.chosen)))

    @property
    def left_open(self) -> list[str]:
        return [name for name in self.names if name in UNINDEXED and name not in self.facets]

    def entries(self, name: str) -> QuerySet:
        """The findings that a facet is counted among."""
        return self.question.entries(lifted=None if name in self.left_open else name)

    def chosen(self, name: str) -> set[str]:
        """The values chosen, as texts of what is stored."""
        return set(map(FILTERS[name].text_of, self.question.chosen.get(name, ())))


def _counts_of_index(index: FindingIndex, asked: _Asked) -> Counts:
    """The same from the index: PostgreSQL names what is shown, and knows which names have the words asked for.

    What is not indexed it counts as well: one statement for each such facet, none where only chosen values are wanted.
    """
    question, size = asked.question, None if asked.containing else asked.size
    match = index.matching(question)
    among = index.among(match)
    tallies: dict[str, Tally] = {}
    left_open: dict[str, Tally] = {}
    by_words: dict[str, QuerySet] = {}
    for name in asked.names:
        lifted = index.matching(question, lifted=name) if name in question.chosen else match
        if name not in UNINDEXED:
            group = index.among(lifted) if name in question.chosen else among
            tallies[name] = index.tally(name, group, size=size, chosen=asked.chosen(name), exact=asked.exact)
        elif name in asked.left_open or (len(lifted) > COUNTED and not asked.exact):
            left_open[name] = index.tally_chosen(name, lifted, question.chosen.get(name, ()))
        elif asked.containing:
            by_words[name] = _entries_at(index, lifted, question, name)
        else:
            entries = _entries_at(index, lifted, question, name)
            tallies[name] = most(name, entries, question, size=asked.size, chosen=asked.chosen(name))
    found = _containing(index, tallies, asked) if asked.containing else {}
    found |= _named(index, left_open if asked.containing else tallies | left_open, question)
    for name, entries in by_words.items():
        found[name] = _ranked_of(_counted(entries, name), asked)
    return Counts(
        len(match), tuple(_facet(name, found[name], asked, is_open=name in left_open) for name in asked.names)
    )


def _entries_at(index: FindingIndex, match: BitMap, question: Question, lifted: str) -> QuerySet:
    """The entries that the index has found; of many, they are not named one by one."""
    if len(match) <= LOOKED_UP:
        return entries_at(match)
    return replace(question, as_of=index.version).entries(lifted=lifted)


def _named(index: FindingIndex, tallies: Mapping[str, Tally], question: Question) -> dict[str, list[_Found]]:
    """The values of each facet, named."""
    kinds = {name: kind for name in tallies if (kind := kind_of(name))}
    wanted = [NamedKey(kind, key_of(name, key)) for name, kind in kinds.items() for key in tallies[name].counts]
    examples = index.sets[PLACE].first if PLACE in tallies else None
    names = index.names.of(wanted, examples, question.as_of)
    return {
        name: [
            (name, key, n, tally.distinct, names[NamedKey(kinds[name], key_of(name, key))] if name in kinds else key)
            for key, n in tally.counts.items()
        ]
        for name, tally in tallies.items()
    }


def _containing(index: FindingIndex, tallies: Mapping[str, Tally], asked: _Asked) -> dict[str, list[_Found]]:
    """The values of each facet whose names have these words."""
    examples = index.sets[PLACE].first
    columns = {"facet": "text", "kind": "text", "key": "text", "n": "bigint", "example": "bigint"}
    told = [
        (name, kind_of(name), key, n, examples(key) if name == PLACE else None)
        for name, tally in tallies.items()
        for key, n in tally.counts.items()
    ]
    types = ", ".join(map(" ".join, columns.items()))
    sql = f"SELECT tallied.* FROM json_to_recordset(%s) AS tallied ({types})"  # noqa: S608 - written above
    rows = json.dumps([dict(zip(columns, row, strict=True)) for row in told])
    found = _ranked(sql, [rows], asked) if told else []
    return {name: [row for row in found if row[0] == name] for name in tallies}


def _counted(entries: QuerySet, name: str) -> QuerySet:
    """The values of a facet among entries: rows of facet, kind of the names, key, count."""
    values = FILTERS[name]
    key = Cast(values.expression, TextField())
    return entries.order_by().values(facet=Value(name), kind=Value(kind_of(name)), key=key).annotate(n=Count("*"))


#: A value of a facet: facet, key, count, distinct values of the facet (None where not all were counted), name.
type _Found = tuple[str, str, int, int | None, str]


def _ranked_of(counted: QuerySet, asked: _Asked, *, left_open: Collection[str] = ()) -> list[_Found]:
    sql, parameters = counted.query.sql_with_params()
    return _ranked(f"SELECT counted.*, NULL::bigint FROM ({sql}) counted", parameters, asked, left_open)  # noqa: S608


def _ranked(counted: str, parameters: Sequence[Any], asked: _Asked, left_open: Collection[str] = ()) -> list[_Found]:
    """(facet, key, count, distinct values of the facet, name), the most frequent values of each facet first.

    Equally frequent ones follow by their keys, by code points: the same wherever they are sorted. `counted` is a
    statement for rows of facet, kind of the names, key, count, and the position of an edition that has the key, NULL
    where none is known. Of the facets in `left_open` only the chosen values are among the answer.
    """
    question = asked.question
    force, force_parameters = in_force(question.as_of)
    name, name_parameters = name_of("counted", question.as_of)
    chosen = [f"{name}:{value}".lower() for name in question.chosen for value in asked.chosen(name)]
    narrowed, narrowed_parameters = Narrowed.by(question).condition("value")
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH counted (facet, kind, key, n, example) AS ({counted}),
            named AS (
                SELECT counted.facet, counted.value, counted.n, {name} AS name,
                       counted.facet || ':' || lower(counted.value) = ANY(%s::text[]) AS is_chosen
                FROM (SELECT facet, kind, key AS value, {KEY_OF} AS key, n, example FROM counted) counted
                LEFT JOIN findings_subjectentry subject
                  ON subject.subject_kind = counted.kind AND subject.key = counted.key AND {force}
            ),
            ranked AS (
                SELECT named.*, count(*) OVER (PARTITION BY facet) AS distinct_values,
                       row_number() OVER (PARTITION BY facet ORDER BY n DESC, value COLLATE "C") AS rank
                FROM named
                WHERE CASE WHEN facet = ANY(%s::text[]) THEN is_chosen
                           ELSE (facet = '{_TOTAL}' OR %s = '' OR strpos(lower(name), lower(%s)) > 0)
                           AND (facet <> '{INVOLVEMENT}' OR is_chosen OR {narrowed})
                      END
            )
            SELECT facet, value, n, distinct_values, name FROM ranked
            WHERE rank <= %s OR is_chosen
            ORDER BY facet, rank
            """,  # noqa: S608 - the pieces are compiled from querysets or written above; every value is a parameter
            [
                *parameters,
                *name_parameters,
                chosen,
                *force_parameters,
                list(left_open),
                asked.containing,
                asked.containing,
                *narrowed_parameters,
                asked.size,
            ],
        )
        return cursor.fetchall()


def _facet(name: str, found: Sequence[_Found], asked: _Asked, *, is_open: bool) -> Facet:
    values, question = FILTERS[name], asked.question
    chosen = question.chosen.get(name, ())
    listed = []
    for _facet_name, stored, n, _distinct, title in found:
        key = values.value_of(stored)
        listed.append(_value(name, key, _name(values, name, key, title), n, chosen=key in chosen))
    if is_open or not asked.containing:
        # A chosen value whose name has other words is not without findings, it was not looked for.
        absent = [key for key in chosen if key not in {value.key for value in listed}]
        listed += _without_findings(name, absent, question.as_of)
    distinct = None if is_open else found[0][3] if found else 0
    return Facet(name, str(values.label), tuple(listed), distinct)


def _value(name: str, key: str, title: str, count: int, *, chosen: bool) -> FacetValue:
    """`title` is the name of a value; of an involvement, of its actor."""
    if name != INVOLVEMENT:
        return FacetValue(key, title, count, chosen)
    return FacetValue(key, in_words(title, actor_and_role(key)[1]), count, chosen, title)


def _name(values: Values, name: str, key: str, title: str) -> str:
    if values.choices is not None:
        return str(values.choices.get(key, key))
    if name == "at":
        return f"{place_in_words(key.partition('/')[2])}, {title}"
    return title


def _without_findings(name: str, keys: list[str], version: int | None) -> list[FacetValue]:
    """Chosen values that no finding has: things all the same, or else the question cannot be answered."""
    values, names = FILTERS[name], names_of_absent(name, keys, version)
    return [_value(name, key, _name(values, name, key, names[key]), 0, chosen=True) for key in keys]
