"""The table of findings, and those of what hangs on a finding."""

from __future__ import annotations

from dataclasses import replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from findings.documents.field_list import FIELDS
from findings.documents.fields import KEY, LANGUAGE, PLACE_KEY, REFERENCE, Field, FieldType
from findings.documents.tables.columns import Reference, Table, field, key, list_of, number, text
from findings.vocabulary import CitationRelation, Qualifier, Role, Unit

_FINDING = key("finding", _("The reference of the finding."), "reference", REFERENCE)
_POSITION = number("position", _("The place among the others of the finding: 0, 1, 2 …"))
_CARRIED_BY = list_of(
    "carried_by",
    _("The keys of the cited sources that give it; empty where it is not recorded which of them do."),
    pattern=KEY,
    is_editorial=True,
)
_OF_A_FINDING = (Reference("finding", "findings", "reference"),)


def _of_finding(
    name: str,
    meaning: str | Promise,
    *fields: Field,
    required: tuple[str, ...],
    references: tuple[Reference, ...] = (),
) -> Table:
    """A table of what hangs on findings, in the order that readers see."""
    return Table(
        name,
        meaning,
        (_FINDING, _POSITION, *fields),
        ("finding", "position"),
        frozenset({"finding", "position", *required}),
        (*_OF_A_FINDING, *references),
    )


FINDINGS = Table(
    "findings",
    _("One row a finding: the edition in force."),
    FIELDS,
    ("reference",),
    frozenset(
        {"reference", "title", "summary", "category", "category_key", "asserted_by"}
        | {"report", "report_key", "report_kind", "report_issuer"}
        | {"support", "at_second_hand", "disputed", "recheck"}
        | {"edition", "edition_kind", "edition_published", "document_digest", "permalink", "edition_permalink"}
    ),
    (Reference("category_key", "categories", "key"), Reference("report_key", "reports", "key")),
)
ASSERTERS = _of_finding(
    "asserters",
    _("Who makes the claim of a finding, as far as they are subjects of the portal."),
    key("actor", _("The key of the asserter."), "asserters[].key"),
    required=("actor",),
    references=(Reference("actor", "actors", "key"),),
)
INVOLVEMENTS = _of_finding(
    "involvements",
    _("One row for each role that a claim gives an actor. To be named is not to be designated."),
    key("actor", _("The key of the actor."), "involvements[].actor.key"),
    text("name", _("The name that the finding was published with."), "involvements[].actor.name"),
    text("role", _("What the actor is said to have done."), "involvements[].role", vocabulary=Role),
    replace(_CARRIED_BY, path="involvements[].carried_by"),
    required=("actor", "name", "role"),
    references=(Reference("actor", "actors", "key"),),
)
QUANTITIES = _of_finding(
    "quantities",
    _("The figures of a claim. They measure different things and are never to be added up."),
    text("measure", _("Of what the figure is."), "quantities[].measure"),
    text(
        "qualifier",
        _("How the figure is bounded; it is part of the figure and must not be dropped."),
        "quantities[].qualifier",
        vocabulary=Qualifier,
    ),
    field(
        "low",
        FieldType.DECIMAL,
        _("The lower bound, or the figure itself."),
        "quantities[].low",
        unit=_("that of unit"),
    ),
    field(
        "high",
        FieldType.DECIMAL,
        _("The upper bound; empty where none is stated."),
        "quantities[].high",
        unit=_("that of unit"),
    ),
    text("unit", _("What the figure counts."), "quantities[].unit", vocabulary=Unit),
    replace(_CARRIED_BY, path="quantities[].carried_by"),
    required=("measure", "qualifier", "unit"),
)
CITATIONS = _of_finding(
    "citations",
    _("The sources of a claim, each with the place in it."),
    key("source", _("The key of the source."), "citations[].source.key"),
    text("relation", _("How the source stands to the claim."), "citations[].relation", vocabulary=CitationRelation),
    text("locator", _("The place in the source, as printed; empty where none is recorded."), "citations[].locators[]"),
    list_of(
        "places",
        _("The same places in canonical form; one given in words has none."),
        "citations[].locators[]",
        pattern=KEY,
    ),
    text(
        "supports",
        _("What of the claim the source supports, in the editors' words."),
        "citations[].supports",
        is_editorial=True,
    ),
    text(
        "quote",
        _("The passage of the source word for word, […] for what is left out; empty where none is quoted."),
        "citations[].quote",
    ),
    text(
        "quote_language",
        _("The language of the quote; empty where there is none."),
        "citations[].quote_language",
        rule="ISO 639-1",
        pattern=LANGUAGE,
    ),
    required=("source", "relation"),
    references=(Reference("source", "sources", "key"),),
)
MAPPINGS = _of_finding(
    "mappings",
    _("Which provisions the editors hold a claim to fall under; the report may cite others."),
    field(
        "provision",
        FieldType.STRING,
        _("The key of the provision."),
        "provisions[].key",
        pattern=KEY,
        is_editorial=True,
    ),
    required=("provision",),
    references=(Reference("provision", "provisions", "key"),),
)
LOCATIONS = _of_finding(
    "locations",
    _("The places that a claim names."),
    key("place", _("The key of the place, as “country/place”."), "places[].key", PLACE_KEY),
    replace(_CARRIED_BY, path="places[].carried_by"),
    required=("place",),
    references=(Reference("place", "places", "key"),),
)
