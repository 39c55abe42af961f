"""The field lists of every table of a release: what a column is called, what it means, what it refers to.

The table of findings has the fields of `field_list`; the others are made of parts of documents, by `table_rows`. Data
Package, CSVW, JSON Schema, SQLite and the code book are made from these lists, so they cannot say different things.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from findings.documents.field_list import FIELDS
from findings.documents.fields import (
    COUNTRY,
    DIGEST,
    KEY,
    LANGUAGE,
    PARTIAL_DATE,
    PARTIAL_DATE_RULE,
    PLACE_KEY,
    REFERENCE,
    Document,
    EditionFacts,
    Field,
    FieldType,
    Read,
    Value,
)
from findings.vocabulary import (
    ActorKind,
    Authority,
    CitationRelation,
    EditionKind,
    IdentifierScheme,
    Measure,
    PlacePrecision,
    Qualifier,
    ReportKind,
    Role,
    SourceKind,
    SubjectKind,
    Topic,
    Unit,
)

_RESOLUTION = r"[1-9][0-9]{0,4}"


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


def _named(name: str) -> Read:
    return lambda row, edition: row[name]


def _field(name: str, type: FieldType, meaning: str | Promise, path: str = "", **more: Any) -> Field:  # noqa: A002
    return Field(name, type, meaning, path, _named(name), **more)


def _key(name: str, meaning: str | Promise, path: str = "", pattern: str = KEY) -> Field:
    return _field(name, FieldType.STRING, meaning, path, pattern=pattern)


def _text(name: str, meaning: str | Promise, path: str = "", **more: Any) -> Field:
    return _field(name, FieldType.STRING, meaning, path, **more)


def _date(name: str, meaning: str | Promise, path: str = "") -> Field:
    return _field(name, FieldType.PARTIAL_DATE, meaning, path, rule=PARTIAL_DATE_RULE, pattern=PARTIAL_DATE)


def _country(path: str) -> Field:
    return _text(
        "country", _("Its country; empty where none is recorded."), path, rule="ISO 3166-1 alpha-2", pattern=COUNTRY
    )


def _moment(name: str, meaning: str | Promise) -> Field:
    return _field(name, FieldType.TIMESTAMP, meaning, rule="RFC 3339")


def _number(name: str, meaning: str | Promise, path: str = "") -> Field:
    return _field(name, FieldType.INTEGER, meaning, path)


def _truth(name: str, meaning: str | Promise, path: str = "", **more: Any) -> Field:
    return _field(name, FieldType.BOOLEAN, meaning, path, **more)


def _list(name: str, meaning: str | Promise, path: str = "", **more: Any) -> Field:
    return _field(name, FieldType.LIST, meaning, path, **more)


# What recurs

_FINDING = _key("finding", _("The reference of the finding."), "reference", REFERENCE)
_POSITION = _number("position", _("The place among the others of the finding: 0, 1, 2 …"))
_OWN = (
    _number("edition", _("The number of its own edition in force; empty where only findings or others name it.")),
    _text("permalink", _("The permanent address; empty where it has no page of its own."), rule="RFC 3986"),
)
_CARRIED_BY = _list(
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


# The tables

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
    _key("actor", _("The key of the asserter."), "asserters[].key"),
    required=("actor",),
    references=(Reference("actor", "actors", "key"),),
)
INVOLVEMENTS = _of_finding(
    "involvements",
    _("One row for each role that a claim gives an actor. To be named is not to be designated."),
    _key("actor", _("The key of the actor."), "involvements[].actor.key"),
    _text("name", _("The name that the finding was published with."), "involvements[].actor.name"),
    _text("role", _("What the actor is said to have done."), "involvements[].role", vocabulary=Role),
    replace(_CARRIED_BY, path="involvements[].carried_by"),
    required=("actor", "name", "role"),
    references=(Reference("actor", "actors", "key"),),
)
QUANTITIES = _of_finding(
    "quantities",
    _("The figures of a claim. They measure different things and are never to be added up."),
    _text("measure", _("Of what the figure is."), "quantities[].measure"),
    _text(
        "qualifier",
        _("How the figure is bounded; it is part of the figure and must not be dropped."),
        "quantities[].qualifier",
        vocabulary=Qualifier,
    ),
    _field(
        "low",
        FieldType.DECIMAL,
        _("The lower bound, or the figure itself."),
        "quantities[].low",
        unit=_("that of unit"),
    ),
    _field(
        "high",
        FieldType.DECIMAL,
        _("The upper bound; empty where none is stated."),
        "quantities[].high",
        unit=_("that of unit"),
    ),
    _text("unit", _("What the figure counts."), "quantities[].unit", vocabulary=Unit),
    replace(_CARRIED_BY, path="quantities[].carried_by"),
    required=("measure", "qualifier", "unit"),
)
CITATIONS = _of_finding(
    "citations",
    _("The sources of a claim, each with the place in it."),
    _key("source", _("The key of the source."), "citations[].source.key"),
    _text("relation", _("How the source stands to the claim."), "citations[].relation", vocabulary=CitationRelation),
    _text("locator", _("The place in the source, as printed; empty where none is recorded."), "citations[].locators[]"),
    _list(
        "places",
        _("The same places in canonical form; one given in words has none."),
        "citations[].locators[]",
        pattern=KEY,
    ),
    _text(
        "supports",
        _("What of the claim the source supports, in the editors' words."),
        "citations[].supports",
        is_editorial=True,
    ),
    _text(
        "quote",
        _("The passage of the source word for word, […] for what is left out; empty where none is quoted."),
        "citations[].quote",
    ),
    _text(
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
    _field(
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
    _key("place", _("The key of the place, as “country/place”."), "places[].key", PLACE_KEY),
    replace(_CARRIED_BY, path="places[].carried_by"),
    required=("place",),
    references=(Reference("place", "places", "key"),),
)
ACTORS = Table(
    "actors",
    _("Every actor that is published, or that a finding names."),
    (
        _key("key", _("The permanent key of the actor."), "key"),
        _text("name", _("Its name today; findings keep the name they were published with."), "name"),
        _text("actor_kind", _("What the actor is."), "actor_kind", vocabulary=ActorKind),
        _country("country"),
        _list("aliases", _("Other names that it goes by."), "aliases[]"),
        _text("description", _("What the editors say about it."), "description", is_editorial=True),
        _list("source_keys", _("The keys of the sources that its own page rests on."), "sources[].key", pattern=KEY),
        _list("former_keys", _("Keys of records that were merged into this one."), "former_keys[]", pattern=KEY),
        *_OWN,
    ),
    ("key",),
    frozenset({"key", "name", "actor_kind"}),
)
IDENTIFIERS = Table(
    "identifiers",
    _("Numbers that actors go by. A number on a list is an identifier, and no designation."),
    (
        _key("actor", _("The key of the actor."), "key"),
        _text("scheme", _("Whose number it is."), "identifiers[].scheme", vocabulary=IdentifierScheme),
        _text("value", _("The number, as its scheme writes it."), "identifiers[].value"),
    ),
    ("actor", "scheme", "value"),
    frozenset({"actor", "scheme", "value"}),
    (Reference("actor", "actors", "key"),),
)
DESIGNATIONS = Table(
    "designations",
    _("By whom an actor was put on a list, when, and what that does."),
    (
        _key("actor", _("The key of the actor."), "key"),
        _number("position", _("The place among the actor's designations: 0, 1, 2 …")),
        _text("authority", _("Who designated it."), "designations[].authority", vocabulary=Authority),
        _text("list_reference", _("The number of the entry on the list."), "designations[].list_reference"),
        _date("designated", _("When it was designated."), "designations[].designated"),
        _text("measure", _("What the designation does."), "designations[].measure", vocabulary=Measure),
        _key("source", _("The key of the source that says so."), "designations[].source.key"),
        _date("delisted", _("When it was taken off the list; empty while it is on it."), "designations[].delisted"),
    ),
    ("actor", "position"),
    frozenset({"actor", "position", "authority", "measure", "source"}),
    (Reference("actor", "actors", "key"), Reference("source", "sources", "key")),
)
SOURCES = Table(
    "sources",
    _("Every document that is published as a source, or that a finding or a designation cites."),
    (
        _key("key", _("The permanent key of the source."), "key"),
        _text("title", _("The title of the document."), "title"),
        _text("publisher", _("Who published it."), "publisher"),
        _list("authors", _("The names of those who wrote it."), "authors[]"),
        _date("published", _("When it came out."), "published"),
        _text("url", _("Where it is on the web."), "url", rule="RFC 3986"),
        _text("source_kind", _("What kind of document it is."), "source_kind", vocabulary=SourceKind),
        _text("language", _("The language it is written in."), "language", rule="BCP 47"),
        _truth("consulted", _("Whether the editors have read it."), "consulted", is_editorial=True),
        _text("archived_url", _("Where a copy is kept."), "archived_url", rule="RFC 3986"),
        _date("archived", _("When that copy was made."), "archived"),
        _list("former_keys", _("Keys of records that were merged into this one."), "former_keys[]", pattern=KEY),
        *_OWN,
    ),
    ("key",),
    frozenset({"key", "title", "source_kind", "consulted"}),
)
PROVISIONS = Table(
    "provisions",
    _("The provisions of resolutions that are published, or that a finding is mapped to."),
    (
        _key(
            "key",
            _("The permanent key of the provision, though its paragraph number may be corrected."),
            "provisions[].key",
        ),
        _key("resolution", _("The number of the resolution."), "number", _RESOLUTION),
        _text("symbol", _("The symbol of the resolution."), "symbol"),
        _text("paragraph", _("The number of the paragraph; empty where it is not known."), "provisions[].paragraph"),
        _truth(
            "paragraph_checked",
            _("Whether that number has been checked against the text of the resolution."),
            "provisions[].paragraph_checked",
            is_editorial=True,
        ),
        _text(
            "paragraph_note",
            _("What the editors say about the number."),
            "provisions[].paragraph_note",
            is_editorial=True,
        ),
        _text("topic", _("What the provision is about."), "provisions[].topic", vocabulary=Topic, is_editorial=True),
        _text(
            "obligation",
            _("What it obliges states to, in the editors' own words."),
            "provisions[].obligation",
            is_editorial=True,
        ),
        _text("source_url", _("Where the text was consulted."), "provisions[].source_url", rule="RFC 3986"),
        *_OWN,
    ),
    ("key",),
    frozenset({"key", "resolution", "symbol", "paragraph_checked", "topic", "obligation"}),
)
PLACES = Table(
    "places",
    _("The places that findings name, each as the latest edition has it."),
    (
        _key("key", _("The key of the place, as “country/place”."), "places[].key", PLACE_KEY),
        _text("name", _("The name of the place."), "places[].name"),
        _country("places[].country"),
        _field(
            "latitude",
            FieldType.DECIMAL,
            _("Degrees north; empty where it is not located."),
            "places[].latitude",
            rule="WGS 84",
            unit=_("degrees"),
        ),
        _field(
            "longitude",
            FieldType.DECIMAL,
            _("Degrees east; empty where it is not located."),
            "places[].longitude",
            rule="WGS 84",
            unit=_("degrees"),
        ),
        _text(
            "precision",
            _("How good the coordinates are; they are the editors', and not the report's."),
            "places[].precision",
            vocabulary=PlacePrecision,
            is_editorial=True,
        ),
    ),
    ("key",),
    frozenset({"key", "name", "country"}),
)
REPORTS = Table(
    "reports",
    _("Every report that is published, or that a finding is of."),
    (
        _key("key", _("The permanent key of the report."), "key"),
        _text("code", _("The symbol or number that its issuer gave it; empty where it has none."), "code"),
        _text("title", _("The title of the report."), "title"),
        _text("report_kind", _("What kind of publication it is."), "report_kind", vocabulary=ReportKind),
        _text("issuer", _("Who issued the report."), "issuer"),
        _date("published", _("When it came out."), "published"),
        _text("period_covered", _("The period that it covers, in words."), "period_covered"),
        _text("url", _("Where it is on the web."), "url", rule="RFC 3986"),
        _key("source", _("The key of the source that is its own text; empty where there is none."), "source.key"),
        _truth("read_first_hand", _("Whether the editors have read its text."), "read_first_hand", is_editorial=True),
        _text("note", _("What the editors say about it."), "note", is_editorial=True),
        *_OWN,
    ),
    ("key",),
    frozenset({"key", "title", "report_kind", "issuer"}),
    (Reference("source", "sources", "key"),),
)
CATEGORIES = Table(
    "categories",
    _("The fields of conduct that the editors group findings under."),
    (
        _key("key", _("The permanent key of the category."), "key"),
        _text("name", _("The name of the category."), "name", is_editorial=True),
        _text("definition", _("What belongs here."), "definition", is_editorial=True),
        _number("position", _("Its place in every list: the order never changes with the counts."), "position"),
        _text(
            "leading_finding",
            _("The finding whose figure stands for it on the first page."),
            "leading_finding",
            is_editorial=True,
        ),
        *_OWN,
    ),
    ("key",),
    frozenset({"key", "name"}),
)
EDITIONS = Table(
    "editions",
    _("Every edition of every subject, in the order of the ledger; the lines of JSON carry the documents."),
    (
        _number("position", _("The place in the ledger: 1, 2, 3 … without a gap.")),
        _text("subject_kind", _("What kind of subject it is of."), vocabulary=SubjectKind),
        _text("key", _("The permanent key of the subject.")),
        _number("number", _("The number of the edition among those of its subject.")),
        _text("edition_kind", _("What kind of edition it is."), vocabulary=EditionKind),
        _text("note", _("Why it was published.")),
        _text("slug", _("The last part of the address that it was published under.")),
        _text("title", _("What it is called in lists; empty once it is redacted.")),
        _number("published_in", _("The dataset version that brought it.")),
        _number("superseded_in", _("The dataset version from which it is not in force any more; empty while it is.")),
        _number("redacted_in", _("The dataset version in which its text was taken away; empty where it stands.")),
        _moment("published_at", _("When it was published, UTC.")),
        _number("schema", _("The schema of its document.")),
        _text(
            "document_digest",
            _("The SHA-256 of the document in canonical form."),
            rule="RFC 8785, FIPS 180-4",
            pattern=DIGEST,
        ),
        _text(
            "digest",
            _("The SHA-256 that covers the edition and the digest of the one before it."),
            rule="RFC 8785, FIPS 180-4",
            pattern=DIGEST,
        ),
    ),
    ("position",),
    frozenset(
        {"position", "subject_kind", "key", "number", "edition_kind", "note", "slug", "published_in", "published_at"}
        | {"schema", "document_digest", "digest"}
    ),
    (Reference("published_in", "versions", "number"),),
    json_only="document",
)
VERSIONS = Table(
    "versions",
    _("Every act of publishing up to this release."),
    (
        _number("number", _("The number of the dataset version: 1, 2, 3 …")),
        _moment("published_at", _("When it was published, UTC.")),
        _text("note", _("Why it was published.")),
        _number("editions", _("How many editions it brought.")),
        _text("head", _("The digest of the last edition of the ledger in it."), pattern=DIGEST),
    ),
    ("number",),
    frozenset({"number", "published_at", "note", "editions", "head"}),
)
ALIASES = Table(
    "aliases",
    _("Former addresses of subjects, and keys of those merged into others."),
    (
        _text("subject_kind", _("What kind of subject it leads to."), vocabulary=SubjectKind),
        _text(
            "alias_kind",
            _("Whether an address was mended (slug), two records were one (merge), or an editor led it there (given)."),
            pattern="slug|merge|given",
        ),
        _text("old", _("The former or other address, or the key that was merged.")),
        _text("key", _("The permanent key that it leads to.")),
        _number("published_in", _("The dataset version that brought it.")),
        _number("superseded_in", _("The dataset version from which it leads nowhere any more; empty while it does.")),
        _text("reason", _("Why it was made.")),
    ),
    ("subject_kind", "old", "published_in"),
    frozenset({"subject_kind", "alias_kind", "old", "key", "published_in", "reason"}),
    (Reference("published_in", "versions", "number"),),
)
REDACTIONS = Table(
    "redactions",
    _("Editions of this release whose text was taken away, and why."),
    (
        _number("dataset_version", _("The dataset version that took the text away.")),
        _text("subject_kind", _("What kind of subject it is of."), vocabulary=SubjectKind),
        _text("key", _("The permanent key of the subject.")),
        _list("numbers", _("The numbers of the editions."), pattern="[1-9][0-9]*"),
        _text("reason", _("Why it was taken away.")),
        _moment("redacted_at", _("When it was taken away, UTC.")),
    ),
    ("dataset_version",),
    frozenset({"dataset_version", "subject_kind", "key", "numbers", "reason", "redacted_at"}),
)
CHANGES = Table(
    "changes",
    _("What is other than in the release before: subjects added, changed, withdrawn or redacted."),
    (
        _text("subject_kind", _("What kind of subject it is."), vocabulary=SubjectKind),
        _text("key", _("The permanent key of the subject.")),
        _text("change", _("What became of it since that release."), pattern="added|changed|withdrawn|redacted"),
        _number("edition_before", _("The number of the edition in force then; empty where there was none.")),
        _number("edition", _("The number of the edition in force now.")),
        _text("edition_kind", _("What kind of edition that is."), vocabulary=EditionKind),
        _number(
            "dataset_version",
            _("The dataset version that brought that edition. That of a redaction stands in the table “redactions”."),
        ),
        _moment("published_at", _("When that edition was published, UTC.")),
        _text("note", _("Why that edition was published.")),
        _text("edition_permalink", _("The permanent address of the edition."), rule="RFC 3986"),
    ),
    ("subject_kind", "key"),
    frozenset({"subject_kind", "key", "change", "edition", "edition_kind", "dataset_version", "published_at", "note"}),
)

#: All of them, in the order in which a reader meets them.
TABLES: tuple[Table, ...] = (
    *(FINDINGS, ASSERTERS, INVOLVEMENTS, QUANTITIES, CITATIONS, MAPPINGS, LOCATIONS),
    *(ACTORS, IDENTIFIERS, DESIGNATIONS, SOURCES, PROVISIONS, PLACES, REPORTS, CATEGORIES),
    *(EDITIONS, VERSIONS, ALIASES, REDACTIONS, CHANGES),
)
TABLE_BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}
