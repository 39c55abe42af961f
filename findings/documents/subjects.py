"""What each kind of subject looks like outside: one function a kind, keys → (key, slug, content) of each.

Absent text is "", absent dates and bounds are null, lists keep the order that readers see. A quote, and the
sources that carry a detail, are members only where there are any: documents from before there were such members stay as
they are. A key that no record has is passed over. Each function takes so many statements, whatever the number of keys.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from typing import Any

from findings.documents.rows import Row, by_id, hanging, rows_of
from findings.models import (
    Actor,
    ActorAlias,
    ActorSource,
    Asserter,
    Category,
    Citation,
    Designation,
    Finding,
    Identifier,
    Involvement,
    Locator,
    Merge,
    Place,
    PlaceMention,
    Provision,
    ProvisionMapping,
    Quantity,
    Report,
    ReportEvent,
    Resolution,
    Source,
)
from findings.vocabulary import CitationRelation, SubjectKind

type Content = dict[str, Any]
type Contents = Iterator[tuple[str, str, Content]]

#: What of another subject stands in a document that names it.
CATEGORY_BRIEF = ("key", "name")
REPORT_BRIEF = ("key", "code", "title", "issuer", "report_kind", "published")
ACTOR_BRIEF = ("key", "name", "actor_kind", "country")
SOURCE = ("title", "publisher", "authors", "published", "url", "source_kind", "language", "consulted")
SOURCE_BRIEF = ("key", *SOURCE)

IDENTIFIER = ("scheme", "value")
QUANTITY = ("measure", "low", "high", "qualifier", "unit")
PROVISION = ("key", "paragraph", "paragraph_checked", "paragraph_note", "topic", "obligation", "source_url")
QUOTE = ("quote", "quote_language")
CARRIED_BY = "carried_by"
LOCATOR = ("locator_kind", "start", "end", "printed", "joined")
#: What a finding and an event say themselves.
CLAIM = (
    *("title", "summary", "period_start", "period_end", "period_carried_by", "asserted_by", "support"),
    *("editors_note", "recheck"),
)


def findings(keys: Collection[str]) -> Contents:
    rows = rows_of(Finding.objects.keyed(keys), "pk", "reference", "report_id", "category_id", *CLAIM)
    report_of = by_id(Report, _ids(rows, "report_id"), *REPORT_BRIEF)
    category_of = by_id(Category, _ids(rows, "category_id"), *CATEGORY_BRIEF)
    claims = Claims("finding_id", _ids(rows, "pk"))
    for row in rows:
        reference = row["reference"]
        content = {
            "reference": reference,
            "category": category_of[row["category_id"]],
            "report": report_of[row["report_id"]],
            **claims.content(row),
        }
        yield reference, reference.lower(), content


def reports(keys: Collection[str]) -> Contents:
    own = ("code", "reference_prefix", "title", "report_kind", "issuer", "published", "period_covered", "url")
    rows = rows_of(Report.objects.keyed(keys), "pk", "key", "slug", "source_id", *own, "read_first_hand", "note")
    source_of = by_id(Source, _ids(rows, "source_id"), *SOURCE_BRIEF)
    events_of = _events(_ids(rows, "pk"))
    for row in rows:
        content = _without(row, "pk", "key", "slug", "source_id")
        content |= {"source": source_of.get(row["source_id"]), "events": events_of[row["pk"]]}
        yield row["key"], row["slug"], content


def actors(keys: Collection[str]) -> Contents:
    rows = rows_of(Actor.objects.keyed(keys), "pk", *ACTOR_BRIEF, "slug", "description")
    owners = _ids(rows, "pk")
    aliases = hanging(ActorAlias, "actor_id", owners, "name")
    identifiers = hanging(Identifier, "actor_id", owners, *IDENTIFIER)
    listed = ("authority", "list_reference", "designated", "measure", "source_id", "delisted")
    designations = hanging(Designation, "actor_id", owners, *listed)
    resting_on = hanging(ActorSource, "actor_id", owners, "source_id")
    source_of = by_id(Source, _ids(chain(*designations.values(), *resting_on.values()), "source_id"), *SOURCE_BRIEF)
    former = _former_keys(SubjectKind.ACTOR, keys)
    for row in rows:
        pk = row["pk"]
        content = _without(row, "pk", "key", "slug")
        content |= {
            "aliases": [alias["name"] for alias in aliases[pk]],
            "identifiers": identifiers[pk],
            "designations": [
                _without(each, "source_id") | {"source": source_of[each["source_id"]]} for each in designations[pk]
            ],
            "sources": [source_of[each["source_id"]] for each in resting_on[pk]],
            "former_keys": former[row["key"]],
        }
        yield row["key"], row["slug"], content


def sources(keys: Collection[str]) -> Contents:
    former = _former_keys(SubjectKind.SOURCE, keys)
    for row in rows_of(Source.objects.keyed(keys), "key", "slug", *SOURCE, "archived_url", "archived"):
        yield row["key"], row["slug"], _without(row, "key", "slug") | {"former_keys": former[row["key"]]}


def resolutions(keys: Collection[str]) -> Contents:
    rows = rows_of(Resolution.objects.keyed(keys), "pk", "number", "symbol", "adopted", "title", "vote", "url")
    provisions = hanging(Provision, "resolution_id", _ids(rows, "pk"), *PROVISION)
    for row in rows:
        number = row["number"]
        yield number, number, _without(row, "pk") | {"provisions": provisions[row["pk"]]}


def categories(keys: Collection[str]) -> Contents:
    own = ("name", "definition", "position", "leading_finding")
    for row in rows_of(Category.objects.keyed(keys), "key", "slug", *own):
        yield row["key"], row["slug"], _without(row, "key", "slug")


def at_second_hand(citations: list[Content]) -> bool:
    """Whether a claim is cited at second hand: an origin was not consulted, or no origin can be cited at all."""
    origins = [each for each in citations if each["relation"] == CitationRelation.ORIGIN]
    return not origins or any(not origin["source"]["consulted"] for origin in origins)


class Claims:
    """What findings and events share: somebody asserts something. Read at once for all of them that are to be compiled.

    Subjects that many of them name are read once, and stand in each document as the same mapping.
    """

    def __init__(self, owner: str, owners: list[int]) -> None:
        """`owners` are the ids of findings (`owner` is `finding_id`) or of events (`event_id`)."""
        self.asserters = hanging(Asserter, owner, owners, "actor_id")
        self.involvements = hanging(Involvement, owner, owners, "actor_id", "role", CARRIED_BY)
        self.quantities = hanging(Quantity, owner, owners, *QUANTITY, CARRIED_BY)
        self.mentions = hanging(PlaceMention, owner, owners, "place_id", CARRIED_BY)
        self.mappings = hanging(ProvisionMapping, owner, owners, "provision_id")
        cited = ("pk", "source_id", "relation", "supports", *QUOTE)
        self.citations = hanging(Citation, owner, owners, *cited)
        self.locators = hanging(Locator, "citation_id", owners, *LOCATOR, of=f"citation__{owner}")
        asserting, acting = (_ids(chain(*rows.values()), "actor_id") for rows in (self.asserters, self.involvements))
        self.actors = by_id(Actor, asserting + acting, *ACTOR_BRIEF)
        self.named = _with_their_names(self.actors, acting)
        self.places = _places(_ids(chain(*self.mentions.values()), "place_id"))
        self.provisions = _provisions(_ids(chain(*self.mappings.values()), "provision_id"))
        self.sources = by_id(Source, _ids(chain(*self.citations.values()), "source_id"), *SOURCE_BRIEF)

    def content(self, row: Row) -> Content:
        """`row` has CLAIM and the id, `pk`."""
        pk = row["pk"]

        def carried(keys: list[str]) -> Content:
            """In the order in which the sources are cited; what is not cited comes last, and is refused."""
            return {CARRIED_BY: sorted(keys, key=lambda key: cited.get(key, len(cited)))} if keys else {}

        cited = {self.sources[each["source_id"]]["key"]: n for n, each in enumerate(self.citations[pk])}
        citations = [
            {
                "source": self.sources[each["source_id"]],
                "relation": each["relation"],
                "supports": each["supports"],
                **({name: each[name] for name in QUOTE} if each["quote"] else {}),
                "locators": self.locators[each["pk"]],
            }
            for each in self.citations[pk]
        ]
        return {
            "title": row["title"],
            "summary": row["summary"],
            "period": {"start": row["period_start"], "end": row["period_end"], **carried(row["period_carried_by"])},
            "asserted_by": row["asserted_by"],
            "asserters": [self.actors[each["actor_id"]] for each in self.asserters[pk]],
            "support": row["support"],
            "at_second_hand": at_second_hand(citations),
            "quantities": [_without(each, CARRIED_BY) | carried(each[CARRIED_BY]) for each in self.quantities[pk]],
            "involvements": [
                {"actor": self.named[each["actor_id"]], "role": each["role"], **carried(each[CARRIED_BY])}
                for each in self.involvements[pk]
            ],
            "places": [self.places[each["place_id"]] | carried(each[CARRIED_BY]) for each in self.mentions[pk]],
            "provisions": [self.provisions[each["provision_id"]] for each in self.mappings[pk]],
            "citations": citations,
            "editors_note": row["editors_note"],
            "recheck": row["recheck"],
        }


def _events(reports: list[int]) -> dict[int, list[Content]]:
    """Id of a report → its events."""
    events = hanging(ReportEvent, "report_id", reports, "pk", "slug", "event_type", "category_id", *CLAIM)
    category_of = by_id(Category, _ids(chain(*events.values()), "category_id"), *CATEGORY_BRIEF)
    claims = Claims("event_id", _ids(chain(*events.values()), "pk"))
    return {
        report: [
            {
                "slug": event["slug"],
                "event_type": event["event_type"],
                "category": category_of.get(event["category_id"]),
                **claims.content(event),
            }
            for event in events[report]
        ]
        for report in reports
    }


def _with_their_names(actors: dict[int, Row], ids: Collection[int]) -> dict[int, Content]:
    """Actors with the names and numbers they go by, so that a finding is found under each of them."""
    aliases = hanging(ActorAlias, "actor_id", ids, "name")
    identifiers = hanging(Identifier, "actor_id", ids, *IDENTIFIER)
    return {
        pk: actors[pk] | {"aliases": [each["name"] for each in aliases[pk]], "identifiers": identifiers[pk]}
        for pk in ids
    }


def _former_keys(kind: SubjectKind, keys: Collection[str]) -> dict[str, list[str]]:
    """Key → the keys that were merged into it. One statement."""
    former: dict[str, list[str]] = {key: [] for key in keys}
    for survivor, merged in Merge.objects.into(kind, list(keys)).values_list("survivor", "merged_key"):
        former[survivor].append(merged)
    return former


def _places(ids: Iterable[int]) -> dict[int, Content]:
    places = by_id(Place, ids, "slug", "name", "country", "latitude", "longitude", "precision")
    return {
        pk: _without(place, "slug") | {"key": f"{place['country'].lower()}/{place['slug']}"}
        for pk, place in places.items()
    }


def _provisions(ids: Iterable[int]) -> dict[int, Content]:
    """Provisions with the resolution that each is of."""
    number, symbol = "resolution__number", "resolution__symbol"
    return {
        pk: _without(row, number, symbol) | {"resolution": {"number": row[number], "symbol": row[symbol]}}
        for pk, row in by_id(Provision, ids, number, symbol, *PROVISION).items()
    }


def _ids(rows: Iterable[Row], name: str) -> list[int]:
    """The ids that the rows have under this name, each once, in their order."""
    return list(dict.fromkeys(row[name] for row in rows if row[name] is not None))


def _without(row: Row, *names: str) -> Content:
    return {name: value for name, value in row.items() if name not in names}
