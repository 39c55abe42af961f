"""What names the values of facets, and what they are called: asked of PostgreSQL once each in a dataset version."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import connection

from findings.queries.filters import FILTERS
from findings.queries.involvements import INVOLVEMENT
from findings.vocabulary import SubjectKind

#: So many names are remembered, those that PostgreSQL was asked for last: with their keys some 250 bytes each.
NAMES_KEPT = 4000


class NamedKey(NamedTuple):
    """What has a name: a key of a kind of subject (`findings.vocabulary.SubjectKind`), or of a place."""

    kind: str
    key: str


#: The kind of places, which have no editions, and the name of their filter.
PLACE = "place"
#: Filters whose values are no subjects, and are named by one.
_NAMED_BY = {
    "provision": SubjectKind.RESOLUTION,
    "at": SubjectKind.SOURCE,
    INVOLVEMENT: SubjectKind.ACTOR,
}
#: `key_of` in SQL, of a row of facet and key.
KEY_OF = f"""CASE facet
    WHEN 'at' THEN split_part(key, '/', 1) WHEN '{INVOLVEMENT}' THEN split_part(key, ':', 2) ELSE key
END"""


def kind_of(name: str) -> str:
    """The kind of what the values of a filter are named by; "" for those of a vocabulary."""
    if name in _NAMED_BY:
        return _NAMED_BY[name].value
    subject = FILTERS[name].subject
    return subject.value if subject else PLACE if name == PLACE else ""


def key_of(name: str, stored: str) -> str:
    """The key of what a value, as it is stored, is named by: mostly its own."""
    if name == "at":
        return stored.partition("/")[0]
    return stored.partition(":")[2] if name == INVOLVEMENT else stored


#: Key of a place → the position of an edition that names it.
type Example = Callable[[str], int]


@dataclass
class Names:
    """Names that are known in one dataset version. Threads share it."""

    _known: dict[NamedKey, str] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def of(self, wanted: Collection[NamedKey], example: Example | None, version: int | None) -> dict[NamedKey, str]:
        """The name of each, in force in a version (None: now); its key where it has none. At most one statement.

        `example` knows for each place that is wanted the position of an edition that names it.
        """
        with self._lock:
            names = {each: self._known[each] for each in wanted if each in self._known}
        if missing := [each for each in wanted if each not in names]:
            asked = names_of(missing, example, version)
            names |= asked
            with self._lock:
                self._known |= asked
                for each in list(self._known)[: max(len(self._known) - NAMES_KEPT, 0)]:
                    del self._known[each]
        return names


def names_of(wanted: Iterable[NamedKey], example: Example | None, version: int | None) -> dict[NamedKey, str]:
    """The same from PostgreSQL. One statement."""
    # One parameter that is text: to write arrays of a hundred values takes as long as to answer with them.
    told = json.dumps(
        [
            {"kind": kind, "key": key, "example": example(key) if example and kind == PLACE else None}
            for kind, key in wanted
        ]
    )
    force, parameters = in_force(version)
    name, name_parameters = name_of("asked", version)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT asked.kind, asked.key, {name}
            FROM json_to_recordset(%s) AS asked (kind text, key text, example bigint)
            LEFT JOIN findings_subjectentry subject
              ON subject.subject_kind = asked.kind AND subject.key = asked.key AND {force}
            """,  # noqa: S608 - the pieces are written here; every value is a parameter
            [*name_parameters, told, *parameters],
        )
        return {NamedKey(kind, key): name for kind, key, name in cursor}


def in_force(version: int | None) -> tuple[str, list[int]]:
    """SQL that `subject` is in force in a version (None: now), and its parameters."""
    return condition_in_force(version, "subject.", "%s"), _twice(version)


def condition_in_force(version: int | None, table: str, parameter: str) -> str:
    """SQL that a row is in force in a version (None: now), which `parameter` stands for; `table` is what its columns
    have before them."""
    if version is None:
        return f"{table}superseded_in IS NULL"
    ends = f"{table}superseded_in"
    return f"{table}published_in <= {parameter} AND ({ends} IS NULL OR {ends} > {parameter})"


def name_of(asked: str, version: int | None) -> tuple[str, list[int]]:
    """SQL for the name of a row of kind, key and example, beside the `subject` that it names, if any; its parameters.

    A place has no edition: it is named as a finding names it, that at `example`, or any that there is. A subject that
    was merged into another, or withdrawn, is no `subject` any more, and findings name it until they are published
    again: it is called as its withdrawal calls it, unless that was redacted.
    """
    sql = f"""coalesce(
        CASE {asked}.kind WHEN '{PLACE}' THEN (
            SELECT place ->> 'name'
            FROM findings_edition edition, jsonb_array_elements(edition.document -> 'places') place
            WHERE place ->> 'key' = {asked}.key AND edition.position = coalesce(
                {asked}.example,
                (SELECT entry.position FROM findings_findingentry entry
                 WHERE entry.places @> ARRAY[{asked}.key]::varchar[] LIMIT 1)
            )
            LIMIT 1
        ) ELSE subject.name END,
        CASE WHEN {asked}.kind NOT IN ('', '{PLACE}') THEN (
            SELECT former.title FROM findings_edition former
            WHERE former.subject_kind = {asked}.kind AND former.key = {asked}.key AND former.redacted_in IS NULL
              AND {condition_in_force(version, "former.", "%s")}
        ) END,
        {asked}.key
    )"""  # noqa: S608 - written here
    return sql, _twice(version)


def _twice(version: int | None) -> list[int]:
    """The parameters of `condition_in_force`."""
    return [] if version is None else [version, version]
