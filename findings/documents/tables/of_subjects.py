"""The tables of what findings name: actors, sources, provisions, places, reports, categories."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from findings.documents.fields import KEY, PLACE_KEY, FieldType
from findings.documents.tables.columns import (
    OWN,
    Reference,
    Table,
    country,
    date,
    field,
    key,
    list_of,
    number,
    text,
    truth,
)
from findings.vocabulary import (
    ActorKind,
    Authority,
    IdentifierScheme,
    Measure,
    PlacePrecision,
    ReportKind,
    SourceKind,
    Topic,
)

_RESOLUTION = r"[1-9][0-9]{0,4}"

ACTORS = Table(
    "actors",
    _("Every actor that is published, or that a finding names."),
    (
        key("key", _("The permanent key of the actor."), "key"),
        text("name", _("Its name today; findings keep the name they were published with."), "name"),
        text("actor_kind", _("What the actor is."), "actor_kind", vocabulary=ActorKind),
        country("country"),
        list_of("aliases", _("Other names that it goes by."), "aliases[]"),
        text("description", _("What the editors say about it."), "description", is_editorial=True),
        list_of("source_keys", _("The keys of the sources that its own page rests on."), "sources[].key", pattern=KEY),
        list_of("former_keys", _("Keys of records that were merged into this one."), "former_keys[]", pattern=KEY),
        *OWN,
    ),
    ("key",),
    frozenset({"key", "name", "actor_kind"}),
)
IDENTIFIERS = Table(
    "identifiers",
    _("Numbers that actors go by. A number on a list is an identifier, and no designation."),
    (
        key("actor", _("The key of the actor."), "key"),
        text("scheme", _("Whose number it is."), "identifiers[].scheme", vocabulary=IdentifierScheme),
        text("value", _("The number, as its scheme writes it."), "identifiers[].value"),
    ),
    ("actor", "scheme", "value"),
    frozenset({"actor", "scheme", "value"}),
    (Reference("actor", "actors", "key"),),
)
DESIGNATIONS = Table(
    "designations",
    _("By whom an actor was put on a list, when, and what that does."),
    (
        key("actor", _("The key of the actor."), "key"),
        number("position", _("The place among the actor's designations: 0, 1, 2 …")),
        text("authority", _("Who designated it."), "designations[].authority", vocabulary=Authority),
        text("list_reference", _("The number of the entry on the list."), "designations[].list_reference"),
        date("designated", _("When it was designated."), "designations[].designated"),
        text("measure", _("What the designation does."), "designations[].measure", vocabulary=Measure),
        key("source", _("The key of the source that says so."), "designations[].source.key"),
        date("delisted", _("When it was taken off the list; empty while it is on it."), "designations[].delisted"),
    ),
    ("actor", "position"),
    frozenset({"actor", "position", "authority", "measure", "source"}),
    (Reference("actor", "actors", "key"), Reference("source", "sources", "key")),
)
SOURCES = Table(
    "sources",
    _("Every document that is published as a source, or that a finding or a designation cites."),
    (
        key("key", _("The permanent key of the source."), "key"),
        text("title", _("The title of the document."), "title"),
        text("publisher", _("Who published it."), "publisher"),
        list_of("authors", _("The names of those who wrote it."), "authors[]"),
        date("published", _("When it came out."), "published"),
        text("url", _("Where it is on the web."), "url", rule="RFC 3986"),
        text("source_kind", _("What kind of document it is."), "source_kind", vocabulary=SourceKind),
        text("language", _("The language it is written in."), "language", rule="BCP 47"),
        truth("consulted", _("Whether the editors have read it."), "consulted", is_editorial=True),
        text("archived_url", _("Where a copy is kept."), "archived_url", rule="RFC 3986"),
        date("archived", _("When that copy was made."), "archived"),
        list_of("former_keys", _("Keys of records that were merged into this one."), "former_keys[]", pattern=KEY),
        *OWN,
    ),
    ("key",),
    frozenset({"key", "title", "source_kind", "consulted"}),
)
PROVISIONS = Table(
    "provisions",
    _("The provisions of resolutions that are published, or that a finding is mapped to."),
    (
        key(
            "key",
            _("The permanent key of the provision, though its paragraph number may be corrected."),
            "provisions[].key",
        ),
        key("resolution", _("The number of the resolution."), "number", _RESOLUTION),
        text("symbol", _("The symbol of the resolution."), "symbol"),
        text("paragraph", _("The number of the paragraph; empty where it is not known."), "provisions[].paragraph"),
        truth(
            "paragraph_checked",
            _("Whether that number has been checked against the text of the resolution."),
            "provisions[].paragraph_checked",
            is_editorial=True,
        ),
        text(
            "paragraph_note",
            _("What the editors say about the number."),
            "provisions[].paragraph_note",
            is_editorial=True,
        ),
        text("topic", _("What the provision is about."), "provisions[].topic", vocabulary=Topic, is_editorial=True),
        text(
            "obligation",
            _("What it obliges states to, in the editors' own words."),
            "provisions[].obligation",
            is_editorial=True,
        ),
        text("source_url", _("Where the text was consulted."), "provisions[].source_url", rule="RFC 3986"),
        *OWN,
    ),
    ("key",),
    frozenset({"key", "resolution", "symbol", "paragraph_checked", "topic", "obligation"}),
)
PLACES = Table(
    "places",
    _("The places that findings name, each as the latest edition has it."),
    (
        key("key", _("The key of the place, as “country/place”."), "places[].key", PLACE_KEY),
        text("name", _("The name of the place."), "places[].name"),
        country("places[].country"),
        field(
            "latitude",
            FieldType.DECIMAL,
            _("Degrees north; empty where it is not located."),
            "places[].latitude",
            rule="WGS 84",
            unit=_("degrees"),
        ),
        field(
            "longitude",
            FieldType.DECIMAL,
            _("Degrees east; empty where it is not located."),
            "places[].longitude",
            rule="WGS 84",
            unit=_("degrees"),
        ),
        text(
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
        key("key", _("The permanent key of the report."), "key"),
        text("code", _("The symbol or number that its issuer gave it; empty where it has none."), "code"),
        text("title", _("The title of the report."), "title"),
        text("report_kind", _("What kind of publication it is."), "report_kind", vocabulary=ReportKind),
        text("issuer", _("Who issued the report."), "issuer"),
        date("published", _("When it came out."), "published"),
        text("period_covered", _("The period that it covers, in words."), "period_covered"),
        text("url", _("Where it is on the web."), "url", rule="RFC 3986"),
        key("source", _("The key of the source that is its own text; empty where there is none."), "source.key"),
        truth("read_first_hand", _("Whether the editors have read its text."), "read_first_hand", is_editorial=True),
        text("note", _("What the editors say about it."), "note", is_editorial=True),
        *OWN,
    ),
    ("key",),
    frozenset({"key", "title", "report_kind", "issuer"}),
    (Reference("source", "sources", "key"),),
)
CATEGORIES = Table(
    "categories",
    _("The fields of conduct that the editors group findings under."),
    (
        key("key", _("The permanent key of the category."), "key"),
        text("name", _("The name of the category."), "name", is_editorial=True),
        text("definition", _("What belongs here."), "definition", is_editorial=True),
        number("position", _("Its place in every list: the order never changes with the counts."), "position"),
        text(
            "leading_finding",
            _("The finding whose figure stands for it on the first page."),
            "leading_finding",
            is_editorial=True,
        ),
        *OWN,
    ),
    ("key",),
    frozenset({"key", "name"}),
)
