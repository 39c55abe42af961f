"""What a field of a table is: its name and meaning, the type and shape of its values, how it is read."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from findings.vocabulary import Term

#: The document of a subject, or a part of one: plain JSON, by the names of its members.
type Document = dict[str, Any]
type Vocabulary = type[Term]
type Value = str | int | bool | Decimal | dt.datetime | list[str] | None

# What values look like: each pattern matches a whole value, or a whole member of a list.
KEY = r"[a-z0-9]+(-[a-z0-9]+)*"
REFERENCE = r"[A-Z0-9]+(-[A-Z0-9]+)*-[0-9]{3,}"
PLACE_KEY = rf"[a-z]{{2}}/{KEY}"
COUNTRY = "[A-Z]{2}"
LANGUAGE = "[a-z]{2}"
PARTIAL_DATE = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
DIGEST = "[0-9a-f]{64}"

#: The rule of every partial date.
PARTIAL_DATE_RULE = _("ISO 8601, at the precision that is known")


class FieldType(enum.StrEnum):
    """What the values of a field are; each form of file writes them in its own way."""

    STRING = "string"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    #: 2024, 2024-03 or 2024-03-26, at the precision that is known.
    PARTIAL_DATE = "partial date"
    #: A moment, UTC.
    TIMESTAMP = "timestamp"
    LIST = "list"


class EditionFacts(NamedTuple):
    """What a row says of the edition it is read from, which its document does not know.

    The addresses are absolute; `document_digest` is that of the edition as it was published.
    """

    number: int
    edition_kind: str
    published_at: dt.datetime
    document_digest: str
    permalink: str
    edition_permalink: str


type Read = Callable[[Document, EditionFacts], Value]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a vocabulary, as it is written, said and explained."""

    value: str
    label: str | Promise
    meaning: str | Promise


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `meaning` is one plain sentence; `rule` the standard or authority its values follow, "" for our own.

    `path` says where in a finding's document the value stands, in words of the document; "" where it is of the edition.
    `vocabulary` is the choice list that values (or, where `pattern` says so, their last part) are taken from. `pattern`
    is a regular expression that a whole value, or a whole member of a list, matches. `is_editorial` marks what is the
    editors' own judgement or wording, and not the report's.
    """

    name: str
    type: FieldType
    meaning: str | Promise
    path: str
    read: Read
    rule: str | Promise = ""
    unit: str | Promise = ""
    vocabulary: Vocabulary | None = None
    pattern: str = ""
    is_editorial: bool = False

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The members of its vocabulary, in their order; () where it has none."""
        if self.vocabulary is None:
            return ()
        return tuple(Choice(member.value, member.label, member.meaning) for member in self.vocabulary)
