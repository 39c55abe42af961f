"""The one list of the fields of a finding in a flat row: what they are called, what they mean, how they are read.

CSV, spreadsheet and GeoJSON are written from it; code book, Data Package, CSVW and OpenAPI are made from it. A list
stands in one cell, its members joined by LIST_SEPARATOR; keys stand beside names, in the same order.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from findings.documents.entries import canonical_places
from findings.vocabulary import (
    ActorKind,
    CitationRelation,
    EditionKind,
    Qualifier,
    ReportKind,
    Role,
    Support,
    Term,
    Unit,
)

type Document = dict[str, Any]
type Vocabulary = type[Term]
type Value = str | int | bool | Decimal | dt.datetime | list[str] | None

#: What stands between the members of a list in one cell.
LIST_SEPARATOR = "; "

_KEY = r"[a-z0-9]+(-[a-z0-9]+)*"
_PARTIAL_DATE = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"


class FieldType(enum.StrEnum):
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


@dataclass(frozen=True, slots=True)
class Choice:
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
    read: Callable[[Document, EditionFacts], Value]
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


def flat(document: Document, edition: EditionFacts) -> list[Value]:
    """A finding's document in today's schema, and its edition → the values of FIELDS, in their order.

    Absent text is "", an absent date or figure None, an absent list [].
    """
    return [field.read(document, edition) for field in FIELDS]


# How values are read


def _at(path: str) -> Callable[[Document, EditionFacts], Value]:
    """Reads the member of the document that a dotted path names."""
    first, *rest = path.split(".")

    def read(document: Document, edition: EditionFacts) -> Value:
        value = document[first]
        for name in rest:
            value = value[name]
        return value

    return read


def _figure(name: str) -> Callable[[Document, EditionFacts], Value]:
    """Reads a member of the first quantity, which leads the finding's page; "" or None without one."""

    def read(document: Document, edition: EditionFacts) -> Value:
        quantities = document["quantities"]
        return quantities[0][name] if quantities else ""

    return read


def _bound(name: str) -> Callable[[Document, EditionFacts], Value]:
    def read(document: Document, edition: EditionFacts) -> Value:
        quantities = document["quantities"]
        bound = quantities[0][name] if quantities else None
        return None if bound is None else Decimal(bound)

    return read


def _years(document: Document, edition: EditionFacts) -> Value:
    start, end = document["period"]["start"], document["period"]["end"]
    first, last = start or end, end or start
    return [str(year) for year in range(int(first[:4]), int(last[:4]) + 1)] if first else []


def _asserters(member: str) -> Callable[[Document, EditionFacts], Value]:
    return lambda document, edition: [each[member] for each in document["asserters"]]


def _actors(member: str) -> Callable[[Document, EditionFacts], Value]:
    """Reads a member of each actor, every actor once, however many roles it has."""

    def read(document: Document, edition: EditionFacts) -> Value:
        actors = {each["actor"]["key"]: each["actor"][member] for each in document["involvements"]}
        return list(actors.values())

    return read


def _roles(document: Document, edition: EditionFacts) -> Value:
    return [f"{each['actor']['key']}:{each['role']}" for each in document["involvements"]]


def _quantities(document: Document, edition: EditionFacts) -> Value:
    return [quantity_in_signs(each) for each in document["quantities"]]


def quantity_in_signs(quantity: Document) -> str:
    """A quantity in one line, in the signs of the vocabulary: "more_than 20000 containers (containers of munitions)".

    A range is written 4200000..5800000; an open end is left out.
    """
    bounds = dict.fromkeys(bound for bound in (quantity["low"], quantity["high"]) if bound is not None)
    return f"{quantity['qualifier']} {'..'.join(bounds)} {quantity['unit']} ({quantity['measure']})"


def _places(member: str) -> Callable[[Document, EditionFacts], Value]:
    return lambda document, edition: [each[member] for each in document["places"]]


def _coordinates(document: Document, edition: EditionFacts) -> Value:
    return [
        "" if place["latitude"] is None else f"{place['latitude']},{place['longitude']},{place['precision']}"
        for place in document["places"]
    ]


def _provision_keys(document: Document, edition: EditionFacts) -> Value:
    return [each["key"] for each in document["provisions"]]


def _provisions(document: Document, edition: EditionFacts) -> Value:
    return [f"{each['resolution']['symbol']}, {_paragraph(each)}" for each in document["provisions"]]


def _paragraph(provision: Document) -> str:
    if not provision["paragraph"]:
        return "paragraph not known"
    return f"para. {provision['paragraph']}{'' if provision['paragraph_checked'] else ' (not checked)'}"


def _sources(member: str) -> Callable[[Document, EditionFacts], Value]:
    """Reads a member of each source, every source once, however often it is cited."""

    def read(document: Document, edition: EditionFacts) -> Value:
        sources = {each["source"]["key"]: each["source"][member] for each in document["citations"]}
        return list(sources.values())

    return read


def _relations(document: Document, edition: EditionFacts) -> Value:
    return [f"{each['source']['key']}:{each['relation']}" for each in document["citations"]]


def _source_places(document: Document, edition: EditionFacts) -> Value:
    return _once(
        f"{each['source']['key']}/{place}" for each in document["citations"] for place in canonical_places(each)
    )


def _disputed(document: Document, edition: EditionFacts) -> Value:
    return any(each["relation"] == CitationRelation.DISPUTES for each in document["citations"])


def _once(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))


def _countries(document: Document, edition: EditionFacts) -> Value:
    return _once(
        [
            *(each["actor"]["country"] for each in document["involvements"]),
            *(place["country"] for place in document["places"]),
        ]
    )


def _values_of(vocabulary: Vocabulary) -> str:
    return "|".join(member.value for member in vocabulary)


# The fields

_OF_PARTIAL_DATES = _("ISO 8601, at the precision that is known")

FIELDS: tuple[Field, ...] = (
    Field(
        "reference",
        FieldType.STRING,
        _("The permanent reference of the finding: given once, never changed, never used again."),
        "reference",
        _at("reference"),
        pattern=r"[A-Z0-9]+(-[A-Z0-9]+)*-[0-9]{3,}",
    ),
    Field(
        "title",
        FieldType.STRING,
        _("The claim in one line, in the editors' own words."),
        "title",
        _at("title"),
        is_editorial=True,
    ),
    Field(
        "summary",
        FieldType.STRING,
        _("What is claimed, in the editors' own words."),
        "summary",
        _at("summary"),
        is_editorial=True,
    ),
    Field(
        "category",
        FieldType.STRING,
        _("The name of the field of conduct that the editors group the finding under."),
        "category.name",
        _at("category.name"),
        is_editorial=True,
    ),
    Field(
        "category_key",
        FieldType.STRING,
        _("The permanent key of the category."),
        "category.key",
        _at("category.key"),
        pattern=_KEY,
        is_editorial=True,
    ),
    Field(
        "asserted_by",
        FieldType.STRING,
        _("Who makes the claim, in words."),
        "asserted_by",
        _at("asserted_by"),
    ),
    Field(
        "asserters",
        FieldType.LIST,
        _("The names of those who make the claim, as far as they are subjects of the portal."),
        "asserters[].name",
        _asserters("name"),
    ),
    Field(
        "asserter_keys",
        FieldType.LIST,
        _("The permanent keys of the asserters."),
        "asserters[].key",
        _asserters("key"),
        pattern=_KEY,
    ),
    Field(
        "report",
        FieldType.STRING,
        _("The title of the report that the finding is of."),
        "report.title",
        _at("report.title"),
    ),
    Field(
        "report_key",
        FieldType.STRING,
        _("The permanent key of the report."),
        "report.key",
        _at("report.key"),
        pattern=_KEY,
    ),
    Field(
        "report_code",
        FieldType.STRING,
        _("The symbol or number that the report's issuer gave it; empty where it has none."),
        "report.code",
        _at("report.code"),
    ),
    Field(
        "report_kind",
        FieldType.STRING,
        _("What kind of publication the report is."),
        "report.report_kind",
        _at("report.report_kind"),
        vocabulary=ReportKind,
    ),
    Field(
        "report_issuer",
        FieldType.STRING,
        _("Who issued the report."),
        "report.issuer",
        _at("report.issuer"),
    ),
    Field(
        "report_published",
        FieldType.PARTIAL_DATE,
        _("When the report came out."),
        "report.published",
        _at("report.published"),
        rule=_OF_PARTIAL_DATES,
        pattern=_PARTIAL_DATE,
    ),
    Field(
        "period_start",
        FieldType.PARTIAL_DATE,
        _("When what is claimed began; empty where no beginning is stated."),
        "period.start",
        _at("period.start"),
        rule=_OF_PARTIAL_DATES,
        pattern=_PARTIAL_DATE,
    ),
    Field(
        "period_end",
        FieldType.PARTIAL_DATE,
        _("When what is claimed ended; empty where no end is stated."),
        "period.end",
        _at("period.end"),
        rule=_OF_PARTIAL_DATES,
        pattern=_PARTIAL_DATE,
    ),
    Field(
        "years",
        FieldType.LIST,
        _("Every year that the stated period touches; with one end stated, the years that this end can mean."),
        "period",
        _years,
        pattern=r"[0-9]{4}",
    ),
    Field(
        "support",
        FieldType.STRING,
        _("How well attested it is that the claim was made; never how likely it is to be true."),
        "support",
        _at("support"),
        vocabulary=Support,
        is_editorial=True,
    ),
    Field(
        "at_second_hand",
        FieldType.BOOLEAN,
        _("Whether the editors have not read the document that makes the claim."),
        "at_second_hand",
        _at("at_second_hand"),
        is_editorial=True,
    ),
    Field(
        "disputed",
        FieldType.BOOLEAN,
        _("Whether one of the sources denies or contradicts the claim."),
        "citations[].relation",
        _disputed,
    ),
    Field(
        "quantity_measure",
        FieldType.STRING,
        _("Of what the leading figure is: the first of the quantities."),
        "quantities[0].measure",
        _figure("measure"),
    ),
    Field(
        "quantity_qualifier",
        FieldType.STRING,
        _("How the leading figure is bounded; it is part of the figure and must not be dropped."),
        "quantities[0].qualifier",
        _figure("qualifier"),
        vocabulary=Qualifier,
    ),
    Field(
        "quantity_low",
        FieldType.DECIMAL,
        _("The lower bound of the leading figure, or the figure itself; figures are never to be added up."),
        "quantities[0].low",
        _bound("low"),
        unit=_("that of quantity_unit"),
    ),
    Field(
        "quantity_high",
        FieldType.DECIMAL,
        _("The upper bound of the leading figure; empty where none is stated."),
        "quantities[0].high",
        _bound("high"),
        unit=_("that of quantity_unit"),
    ),
    Field(
        "quantity_unit",
        FieldType.STRING,
        _("What the leading figure counts."),
        "quantities[0].unit",
        _figure("unit"),
        vocabulary=Unit,
    ),
    Field(
        "quantities",
        FieldType.LIST,
        _("All figures, each as “qualifier low..high unit (measure)”, with an open end left out."),
        "quantities[]",
        _quantities,
    ),
    Field(
        "actors",
        FieldType.LIST,
        _("The names of the actors that the claim names, each once. To be named is not to be designated."),
        "involvements[].actor.name",
        _actors("name"),
    ),
    Field(
        "actor_keys",
        FieldType.LIST,
        _("The permanent keys of the actors."),
        "involvements[].actor.key",
        _actors("key"),
        pattern=_KEY,
    ),
    Field(
        "actor_kinds",
        FieldType.LIST,
        _("What each of the actors is."),
        "involvements[].actor.actor_kind",
        _actors("actor_kind"),
        vocabulary=ActorKind,
    ),
    Field(
        "actor_roles",
        FieldType.LIST,
        _("What each actor is said to have done, as “key:role”; an actor with two roles stands here twice."),
        "involvements[].role",
        _roles,
        vocabulary=Role,
        pattern=f"{_KEY}:({_values_of(Role)})",
    ),
    Field(
        "countries",
        FieldType.LIST,
        _("The countries of the actors and of the places, each once."),
        "involvements[].actor.country, places[].country",
        _countries,
        rule="ISO 3166-1 alpha-2",
        pattern="[A-Z]{2}",
    ),
    Field(
        "places",
        FieldType.LIST,
        _("The names of the places that the claim names."),
        "places[].name",
        _places("name"),
    ),
    Field(
        "place_keys",
        FieldType.LIST,
        _("The permanent keys of the places, as “country/place”."),
        "places[].key",
        _places("key"),
        pattern=f"[a-z]{{2}}/{_KEY}",
    ),
    Field(
        "place_coordinates",
        FieldType.LIST,
        _("Each place as “latitude,longitude,precision”; an empty member stands for a place that is not located."),
        "places[].latitude, places[].longitude, places[].precision",
        _coordinates,
        rule=_("WGS 84, decimal degrees"),
        pattern=r"(-?[0-9]{1,2}(\.[0-9]+)?,-?[0-9]{1,3}(\.[0-9]+)?,(locality|region))?",
        is_editorial=True,
    ),
    Field(
        "provisions",
        FieldType.LIST,
        _("The provisions of resolutions that the editors hold the claim to fall under; the report may cite others."),
        "provisions[].resolution.symbol, provisions[].paragraph",
        _provisions,
        is_editorial=True,
    ),
    Field(
        "provision_keys",
        FieldType.LIST,
        _("The permanent keys of the provisions."),
        "provisions[].key",
        _provision_keys,
        pattern=_KEY,
        is_editorial=True,
    ),
    Field(
        "sources",
        FieldType.LIST,
        _("The titles of the documents cited, each once."),
        "citations[].source.title",
        _sources("title"),
    ),
    Field(
        "source_keys",
        FieldType.LIST,
        _("The permanent keys of the sources."),
        "citations[].source.key",
        _sources("key"),
        pattern=_KEY,
    ),
    Field(
        "source_relations",
        FieldType.LIST,
        _("How each source stands to the claim, as “key:relation”."),
        "citations[].relation",
        _relations,
        vocabulary=CitationRelation,
        pattern=f"{_KEY}:({_values_of(CitationRelation)})",
    ),
    Field(
        "source_places",
        FieldType.LIST,
        _("Where in the sources the claim stands, as “source/place”; a place given in words stands in the JSON alone."),
        "citations[].locators[]",
        _source_places,
        pattern=f"{_KEY}/{_KEY}",
    ),
    Field(
        "editors_note",
        FieldType.STRING,
        _("What the editors add: a caveat, a reading, a doubt."),
        "editors_note",
        _at("editors_note"),
        is_editorial=True,
    ),
    Field(
        "recheck",
        FieldType.BOOLEAN,
        _("Whether it is still to be checked which cited page carries each detail."),
        "recheck",
        _at("recheck"),
        is_editorial=True,
    ),
    Field(
        "edition",
        FieldType.INTEGER,
        _("The number of the edition that the row is read from: 1, 2, 3 …"),
        "",
        lambda document, edition: edition.number,
    ),
    Field(
        "edition_kind",
        FieldType.STRING,
        _("What kind of edition it is."),
        "",
        lambda document, edition: edition.edition_kind,
        vocabulary=EditionKind,
    ),
    Field(
        "edition_published",
        FieldType.TIMESTAMP,
        _("When the edition was published, UTC."),
        "",
        lambda document, edition: edition.published_at,
        rule="RFC 3339",
    ),
    Field(
        "document_digest",
        FieldType.STRING,
        _("The SHA-256 of the edition's whole document in canonical form, as the ledger has it."),
        "",
        lambda document, edition: edition.document_digest,
        rule="RFC 8785, FIPS 180-4",
        pattern="[0-9a-f]{64}",
    ),
    Field(
        "permalink",
        FieldType.STRING,
        _("The permanent address of the finding."),
        "",
        lambda document, edition: edition.permalink,
        rule="RFC 3986",
    ),
    Field(
        "edition_permalink",
        FieldType.STRING,
        _("The permanent address of this edition: what a citation points at."),
        "",
        lambda document, edition: edition.edition_permalink,
        rule="RFC 3986",
    ),
)

#: Name → field, in their order.
BY_NAME: dict[str, Field] = {field.name: field for field in FIELDS}
