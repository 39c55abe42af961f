"""What a table is, and how its columns are made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from findings.documents.fields import (
    COUNTRY,
    KEY,
    PARTIAL_DATE,
    PARTIAL_DATE_RULE,
    Document,
    EditionFacts,
    Field,
    FieldType,
    Read,
    Value,
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key: the field here, and the table and its field that the value is of."""

    field: str
    table: str
    target: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a release. `key` names the fields that tell its rows apart, `required` those that are never empty.

    `json_only` is the name of a member that lines of JSON have beside the fields, "" where there is none.
    """

    name: str
    meaning: str | Promise
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    required: frozenset[str]
    references: tuple[Reference, ...] = ()
    json_only: str = ""

    def values(self, row: Document, edition: EditionFacts | None = None) -> list[Value]:
        """A row as `table_rows` makes it → its values, in the order of the fields."""
        return [field.read(row, edition) for field in self.fields]  # type: ignore[arg-type]


def named(name: str) -> Read:
    return lambda row, edition: row[name]


def field(name: str, type: FieldType, meaning: str | Promise, path: str = "", **more: Any) -> Field:  # noqa: A002
    return Field(name, type, meaning, path, named(name), **more)


def key(name: str, meaning: str | Promise, path: str = "", pattern: str = KEY) -> Field:
    return field(name, FieldType.STRING, meaning, path, pattern=pattern)


def text(name: str, meaning: str | Promise, path: str = "", **more: Any) -> Field:
    return field(name, FieldType.STRING, meaning, path, **more)


def date(name: str, meaning: str | Promise, path: str = "") -> Field:
    return field(name, FieldType.PARTIAL_DATE, meaning, path, rule=PARTIAL_DATE_RULE, pattern=PARTIAL_DATE)


def country(path: str) -> Field:
    return text(
        "country", _("Its country; empty where none is recorded."), path, rule="ISO 3166-1 alpha-2", pattern=COUNTRY
    )


def moment(name: str, meaning: str | Promise) -> Field:
    return field(name, FieldType.TIMESTAMP, meaning, rule="RFC 3339")


def number(name: str, meaning: str | Promise, path: str = "") -> Field:
    return field(name, FieldType.INTEGER, meaning, path)


def truth(name: str, meaning: str | Promise, path: str = "", **more: Any) -> Field:
    return field(name, FieldType.BOOLEAN, meaning, path, **more)


def list_of(name: str, meaning: str | Promise, path: str = "", **more: Any) -> Field:
    return field(name, FieldType.LIST, meaning, path, **more)


#: What every subject has that may have a page of its own.
OWN = (
    number("edition", _("The number of its own edition in force; empty where only findings or others name it.")),
    text("permalink", _("The permanent address; empty where it has no page of its own."), rule="RFC 3986"),
)
