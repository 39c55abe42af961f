"""The one list of the fields of a finding in a flat row: what they are called, what they mean, how they are read.

CSV, spreadsheet and GeoJSON are written from it; code book, Data Package, CSVW and OpenAPI are made from it. A list
stands in one cell, its members joined by LIST_SEPARATOR; keys stand beside names, in the same order.
"""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from findings.documents import readings
from findings.documents.fields import (
    COUNTRY,
    DIGEST,
    KEY,
    PARTIAL_DATE,
    PARTIAL_DATE_RULE,
    PLACE_KEY,
    REFERENCE,
    Document,
    EditionFacts,
    Field,
    FieldType,
    Value,
    Vocabulary,
)
from findings.vocabulary import (
    ActorKind,
    CitationRelation,
    EditionKind,
    Qualifier,
    ReportKind,
    Role,
    Support,
    Unit,
)

#: What stands between the members of a list in one cell.
LIST_SEPARATOR = "; "


def flat(document: Document, edition: EditionFacts) -> list[Value]:
    """A finding's document in today's schema, and its edition → the values of FIELDS, in their order.

    Absent text is "", an absent date or figure None, an absent list [].
    """
    return [field.read(document, edition) for field in FIELDS]


def _member(name: str, type: FieldType, meaning: str | Promise, path: str, **more: Any) -> Field:  # noqa: A002
    """A field that stands in a finding's document as it is, at `path`."""
    return Field(name, type, meaning, path, readings.at(path), **more)


def _values_of(vocabulary: Vocabulary) -> str:
    """A pattern that each value of a vocabulary matches."""
    return "|".join(member.value for member in vocabulary)


FIELDS: tuple[Field, ...] = (
    _member(
        "reference",
        FieldType.STRING,
        _("The permanent reference of the finding: given once, never changed, never used again."),
        "reference",
        pattern=REFERENCE,
    ),
    _member(
        "title",
        FieldType.STRING,
        _("The claim in one line, in the editors' own words."),
        "title",
        is_editorial=True,
    ),
    _member(
        "summary",
        FieldType.STRING,
        _("What is claimed, in the editors' own words."),
        "summary",
        is_editorial=True,
    ),
    _member(
        "category",
        FieldType.STRING,
        _("The name of the field of conduct that the editors group the finding under."),
        "category.name",
        is_editorial=True,
    ),
    _member(
        "category_key",
        FieldType.STRING,
        _("The permanent key of the category."),
        "category.key",
        pattern=KEY,
        is_editorial=True,
    ),
    _member(
        "asserted_by",
        FieldType.STRING,
        _("Who makes the claim, in words."),
        "asserted_by",
    ),
    _member(
        "asserters",
        FieldType.LIST,
        _("The names of those who make the claim, as far as they are subjects of the portal."),
        "asserters[].name",
    ),
    _member(
        "asserter_keys",
        FieldType.LIST,
        _("The permanent keys of the asserters."),
        "asserters[].key",
        pattern=KEY,
    ),
    _member(
        "report",
        FieldType.STRING,
        _("The title of the report that the finding is of."),
        "report.title",
    ),
    _member(
        "report_key",
        FieldType.STRING,
        _("The permanent key of the report."),
        "report.key",
        pattern=KEY,
    ),
    _member(
        "report_code",
        FieldType.STRING,
        _("The symbol or number that the report's issuer gave it; empty where it has none."),
        "report.code",
    ),
    _member(
        "report_kind",
        FieldType.STRING,
        _("What kind of publication the report is."),
        "report.report_kind",
        vocabulary=ReportKind,
    ),
    _member(
        "report_issuer",
        FieldType.STRING,
        _("Who issued the report."),
        "report.issuer",
    ),
    _member(
        "report_published",
        FieldType.PARTIAL_DATE,
        _("When the report came out."),
        "report.published",
        rule=PARTIAL_DATE_RULE,
        pattern=PARTIAL_DATE,
    ),
    _member(
        "period_start",
        FieldType.PARTIAL_DATE,
        _("When what is claimed began; empty where no beginning is stated."),
        "period.start",
        rule=PARTIAL_DATE_RULE,
        pattern=PARTIAL_DATE,
    ),
    _member(
        "period_end",
        FieldType.PARTIAL_DATE,
        _("When what is claimed ended; empty where no end is stated."),
        "period.end",
        rule=PARTIAL_DATE_RULE,
        pattern=PARTIAL_DATE,
    ),
    Field(
        "years",
        FieldType.LIST,
        _("Every year that the stated period touches; with one end stated, the years that this end can mean."),
        "period",
        readings.years,
        pattern=r"[0-9]{4}",
    ),
    _member(
        "support",
        FieldType.STRING,
        _("How well attested it is that the claim was made; never how likely it is to be true."),
        "support",
        vocabulary=Support,
        is_editorial=True,
    ),
    _member(
        "at_second_hand",
        FieldType.BOOLEAN,
        _("Whether the editors have not read the document that makes the claim."),
        "at_second_hand",
        is_editorial=True,
    ),
    Field(
        "disputed",
        FieldType.BOOLEAN,
        _("Whether one of the sources denies or contradicts the claim."),
        "citations[].relation",
        readings.disputed,
    ),
    Field(
        "quantity_measure",
        FieldType.STRING,
        _("Of what the leading figure is: the first of the quantities."),
        "quantities[0].measure",
        readings.figure("measure"),
    ),
    Field(
        "quantity_qualifier",
        FieldType.STRING,
        _("How the leading figure is bounded; it is part of the figure and must not be dropped."),
        "quantities[0].qualifier",
        readings.figure("qualifier"),
        vocabulary=Qualifier,
    ),
    Field(
        "quantity_low",
        FieldType.DECIMAL,
        _("The lower bound of the leading figure, or the figure itself; figures are never to be added up."),
        "quantities[0].low",
        readings.bound("low"),
        unit=_("that of quantity_unit"),
    ),
    Field(
        "quantity_high",
        FieldType.DECIMAL,
        _("The upper bound of the leading figure; empty where none is stated."),
        "quantities[0].high",
        readings.bound("high"),
        unit=_("that of quantity_unit"),
    ),
    Field(
        "quantity_unit",
        FieldType.STRING,
        _("What the leading figure counts."),
        "quantities[0].unit",
        readings.figure("unit"),
        vocabulary=Unit,
    ),
    Field(
        "quantities",
        FieldType.LIST,
        _("All figures, each as “qualifier low..high unit (measure)”, with an open end left out."),
        "quantities[]",
        readings.quantities,
    ),
    Field(
        "actors",
        FieldType.LIST,
        _("The names of the actors that the claim names, each once. To be named is not to be designated."),
        "involvements[].actor.name",
        readings.actors("name"),
    ),
    Field(
        "actor_keys",
        FieldType.LIST,
        _("The permanent keys of the actors."),
        "involvements[].actor.key",
        readings.actors("key"),
        pattern=KEY,
    ),
    Field(
        "actor_kinds",
        FieldType.LIST,
        _("What each of the actors is."),
        "involvements[].actor.actor_kind",
        readings.actors("actor_kind"),
        vocabulary=ActorKind,
    ),
    Field(
        "actor_roles",
        FieldType.LIST,
        _("What each actor is said to have done, as “key:role”; an actor with two roles stands here twice."),
        "involvements[].role",
        readings.roles,
        vocabulary=Role,
        pattern=f"{KEY}:({_values_of(Role)})",
    ),
    Field(
        "countries",
        FieldType.LIST,
        _("The countries of the actors and of the places, each once."),
        "involvements[].actor.country, places[].country",
        readings.countries,
        rule="ISO 3166-1 alpha-2",
        pattern=COUNTRY,
    ),
    _member(
        "places",
        FieldType.LIST,
        _("The names of the places that the claim names."),
        "places[].name",
    ),
    _member(
        "place_keys",
        FieldType.LIST,
        _("The permanent keys of the places, as “country/place”."),
        "places[].key",
        pattern=PLACE_KEY,
    ),
    Field(
        "place_coordinates",
        FieldType.LIST,
        _("Each place as “latitude,longitude,precision”; an empty member stands for a place that is not located."),
        "places[].latitude, places[].longitude, places[].precision",
        readings.coordinates,
        rule=_("WGS 84, decimal degrees"),
        pattern=r"(-?[0-9]{1,2}(\.[0-9]+)?,-?[0-9]{1,3}(\.[0-9]+)?,(locality|region))?",
        is_editorial=True,
    ),
    Field(
        "provisions",
        FieldType.LIST,
        _("The provisions of resolutions that the editors hold the claim to fall under; the report may cite others."),
        "provisions[].resolution.symbol, provisions[].paragraph",
        readings.provisions,
        is_editorial=True,
    ),
    _member(
        "provision_keys",
        FieldType.LIST,
        _("The permanent keys of the provisions."),
        "provisions[].key",
        pattern=KEY,
        is_editorial=True,
    ),
    Field(
        "sources",
        FieldType.LIST,
        _("The titles of the documents cited, each once."),
        "citations[].source.title",
        readings.sources("title"),
    ),
    Field(
        "source_keys",
        FieldType.LIST,
        _("The permanent keys of the sources."),
        "citations[].source.key",
        readings.sources("key"),
        pattern=KEY,
    ),
    Field(
        "source_relations",
        FieldType.LIST,
        _("How each source stands to the claim, as “key:relation”."),
        "citations[].relation",
        readings.relations,
        vocabulary=CitationRelation,
        pattern=f"{KEY}:({_values_of(CitationRelation)})",
    ),
    Field(
        "source_places",
        FieldType.LIST,
        _("Where in the sources the claim stands, as “source/place”; a place given in words stands in the JSON alone."),
        "citations[].locators[]",
        readings.source_places,
        pattern=f"{KEY}/{KEY}",
    ),
    _member(
        "editors_note",
        FieldType.STRING,
        _("What the editors add: a caveat, a reading, a doubt."),
        "editors_note",
        is_editorial=True,
    ),
    _member(
        "recheck",
        FieldType.BOOLEAN,
        _("Whether it is still to be checked which cited page carries each detail."),
        "recheck",
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
        pattern=DIGEST,
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
