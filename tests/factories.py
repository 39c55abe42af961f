"""Builders of records: one function a model, each of which, called without arguments, gives a valid record.

Names count up (actor-1, actor-2 …) from what the database holds, so they begin at 1 in every test. Nothing is random.
A keyword is a field of the model; dates may be written as text. A row that belongs to another makes its owner where
none is given. Editions are no records: a test that needs some publishes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.models import User
from django.db import models

from findings import locators
from findings.models import (
    Actor,
    ActorAlias,
    ActorSource,
    Asserter,
    Category,
    Citation,
    CuratedForm,
    Designation,
    DeskSettings,
    Finding,
    Identifier,
    ImportRun,
    Involvement,
    LinkCheck,
    Locator,
    Merge,
    Place,
    PlaceMention,
    Proposal,
    Provision,
    ProvisionMapping,
    Quantity,
    Report,
    ReportEvent,
    Resolution,
    Review,
    Source,
    Submission,
)
from findings.vocabulary import (
    ActorKind,
    Authority,
    CitationRelation,
    EditionKind,
    EventType,
    IdentifierScheme,
    Measure,
    PlacePrecision,
    Qualifier,
    ReportKind,
    Role,
    SourceKind,
    SubjectKind,
    Support,
    Topic,
    Unit,
)

#: A citation in short: the source, its relation to the claim, and where in it ("p. 11, note 6; p. 38") if anywhere.
type Cited = tuple[Source, str] | tuple[Source, str, str]
type Owner = Finding | ReportEvent

NOON = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)

# Subjects


def make_category(slug: str | None = None, **fields: Any) -> Category:
    n = _next(Category)
    slug = slug or f"category-{n}"
    defaults = {
        "key": slug,
        "slug": slug,
        "name": f"Category {n}",
        "definition": f"What is of kind {n}.",
        "position": n,
    }
    return _create(Category, defaults, fields)


def make_source(slug: str | None = None, **fields: Any) -> Source:
    n = _next(Source)
    slug = slug or f"source-{n}"
    defaults = {
        "key": slug,
        "slug": slug,
        "title": f"Source {n}",
        "publisher": "United Nations",
        "published": "2024-03",
        "url": f"https://example.org/{slug}",
        "source_kind": SourceKind.UN_DOCUMENT,
        "language": "en",
        "consulted": True,
    }
    return _create(Source, defaults, fields)


def make_actor(
    slug: str | None = None,
    *,
    aliases: Iterable[str] = (),
    identifiers: Iterable[tuple[str, str]] = (),
    sources: Iterable[Source] = (),
    **fields: Any,
) -> Actor:
    """`identifiers` are (scheme, value)."""
    n = _next(Actor)
    slug = slug or f"actor-{n}"
    defaults = {"key": slug, "slug": slug, "name": f"Actor {n}", "actor_kind": ActorKind.COMPANY, "country": "KP"}
    actor = _create(Actor, defaults, fields)
    for name in aliases:
        make_alias(actor, name)
    for scheme, value in identifiers:
        make_identifier(actor, scheme, value)
    for source in sources:
        make_actor_source(actor, source)
    return actor


def make_vessel(slug: str | None = None, **fields: Any) -> Actor:
    return make_actor(slug, **{"actor_kind": ActorKind.VESSEL} | fields)


def make_resolution(number: str | None = None, **fields: Any) -> Resolution:
    n = _next(Resolution)
    number = number or f"{1717 + n}"
    defaults = {
        "number": number,
        "symbol": f"S/RES/{number} (2006)",
        "adopted": dt.date(2006, 10, 14),
        "title": f"Resolution {number}",
        "vote": "15-0-0",
        "url": f"https://docs.un.org/S/RES/{number}(2006)",
    }
    return _create(Resolution, defaults, fields)


def make_report(slug: str | None = None, **fields: Any) -> Report:
    n = _next(Report)
    slug = slug or f"report-{n}"
    defaults = {
        "key": slug,
        "slug": slug,
        "code": f"MSMT/2025/{n}",
        "reference_prefix": f"MSMT-2025-{n}",
        "title": f"Report {n}",
        "report_kind": ReportKind.MSMT_REPORT,
        "issuer": "Multilateral Sanctions Monitoring Team",
        "published": "2025-05-29",
        "read_first_hand": True,
    }
    return _create(Report, defaults, fields)


def make_finding(
    reference: str | None = None,
    *,
    report: Report | None = None,
    category: Category | None = None,
    asserters: Iterable[Actor] = (),
    involvements: Iterable[tuple[Actor, str]] = (),
    quantities: Iterable[Mapping[str, Any]] = (),
    places: Iterable[Place] = (),
    provisions: Iterable[Provision] = (),
    citations: Iterable[Cited] | None = None,
    **fields: Any,
) -> Finding:
    """A finding with everything that hangs on it.

    `involvements` are (actor, role), `quantities` the fields of a Quantity. Without `citations` it cites one source, as
    its origin: it can be published. `citations=[]` gives one that cites nothing.
    """
    report = report or make_report()
    number = report.findings.count() + 1
    defaults = {
        "reference": reference or f"{report.reference_prefix}-{number:03}",
        "slug": f"finding-{number}",
        "report": report,
        "category": category or make_category(),
        "title": f"Finding {number}",
        **_claim(),
    }
    finding = _create(Finding, defaults, fields)
    _hang(finding, asserters, involvements, quantities, places, provisions, citations)
    return finding


# Rows of one subject


def make_event(
    slug: str | None = None,
    *,
    report: Report | None = None,
    asserters: Iterable[Actor] = (),
    involvements: Iterable[tuple[Actor, str]] = (),
    quantities: Iterable[Mapping[str, Any]] = (),
    places: Iterable[Place] = (),
    provisions: Iterable[Provision] = (),
    citations: Iterable[Cited] | None = None,
    **fields: Any,
) -> ReportEvent:
    """An event of a report, with everything that hangs on it; as `make_finding`."""
    report = report or make_report()
    number = report.events.count() + 1
    defaults = {
        "slug": slug or f"event-{number}",
        "report": report,
        "position": number,
        "event_type": EventType.PUBLICATION,
        "title": f"Event {number}",
        **_claim(),
    }
    event = _create(ReportEvent, defaults, fields)
    _hang(event, asserters, involvements, quantities, places, provisions, citations)
    return event


def make_provision(key: str | None = None, *, resolution: Resolution | None = None, **fields: Any) -> Provision:
    resolution = resolution or make_resolution()
    n = resolution.provisions.count() + 1
    defaults = {
        "resolution": resolution,
        "key": key or f"{resolution.number}-{n}",
        "position": n,
        "paragraph": str(n),
        "paragraph_checked": True,
        "topic": Topic.ARMS_EMBARGO,
        "obligation": f"States do what paragraph {n} says.",
    }
    return _create(Provision, defaults, fields)


def make_alias(actor: Actor | None = None, name: str | None = None, **fields: Any) -> ActorAlias:
    actor = actor or make_actor()
    n = actor.aliases.count() + 1
    return _create(ActorAlias, {"actor": actor, "position": n, "name": name or f"{actor.name} alias {n}"}, fields)


def make_identifier(
    actor: Actor | None = None, scheme: str = IdentifierScheme.OFAC, value: str | None = None, **fields: Any
) -> Identifier:
    defaults = {"actor": actor or make_actor(), "scheme": scheme, "value": value or str(_next(Identifier))}
    return _create(Identifier, defaults, fields)


def make_designation(actor: Actor | None = None, **fields: Any) -> Designation:
    actor = actor or make_actor()
    n = actor.designations.count() + 1
    defaults = {
        "actor": actor,
        "position": n,
        "authority": Authority.UN_1718,
        "list_reference": f"KPe.{n:03}",
        "designated": "2018-03-30",
        "measure": Measure.ASSET_FREEZE,
        "source": fields.get("source") or make_source(),
    }
    return _create(Designation, defaults, fields)


def make_actor_source(actor: Actor | None = None, source: Source | None = None, **fields: Any) -> ActorSource:
    actor = actor or make_actor()
    n = actor.sources.count() + 1
    return _create(ActorSource, {"actor": actor, "source": source or make_source(), "position": n}, fields)


def make_place(slug: str | None = None, **fields: Any) -> Place:
    n = _next(Place)
    defaults = {
        "slug": slug or f"place-{n}",
        "name": f"Place {n}",
        "country": "KP",
        "latitude": "42.25000",
        "longitude": "130.30000",
        "precision": PlacePrecision.LOCALITY,
    }
    return _create(Place, defaults, fields)


def make_curated_form(record: str = "actor", name: str | None = None, **fields: Any) -> CuratedForm:
    n = _next(CuratedForm)
    return _create(CuratedForm, {"record": record, "name": name or f"actor-{n}", "digest": f"{n:064x}"}, fields)


# What editors decide on beside the records


def make_import_run(**fields: Any) -> ImportRun:
    n = _next(ImportRun)
    defaults = {
        "import_kind": "un_list",
        "file_name": f"list-{n}.xml",
        "file_digest": f"{n:064x}",
        "started_by": "editor",
        "started_at": NOON,
    }
    return _create(ImportRun, defaults, fields)


def make_proposal(run: ImportRun | None = None, **fields: Any) -> Proposal:
    n = _next(Proposal)
    defaults = {
        "run": run or make_import_run(),
        "position": n,
        "fingerprint": f"{n:064x}",
        "action": "alias",
        "record_key": f"actor-{n}",
        "entry": f"KPe.{n:03}",
        "label": f"COMPANY {n}",
        "matched_by": "name",
        "score": "1.000",
        "payload": {"name": f"Company {n}"},
    }
    return _create(Proposal, defaults, fields)


def make_merge(**fields: Any) -> Merge:
    n = _next(Merge)
    defaults = {
        "subject_kind": SubjectKind.ACTOR,
        "merged_key": f"merged-{n}",
        "merged_name": f"Merged {n}",
        "survivor": f"survivor-{n}",
        "reason": "Both have the same number.",
        "merged_by": "editor",
        "merged_at": NOON,
    }
    return _create(Merge, defaults, fields)


def make_link_check(**fields: Any) -> LinkCheck:
    n = _next(LinkCheck)
    defaults = {"url": f"https://example.org/{n}", "state": "found", "status": 200, "checked_at": NOON}
    return _create(LinkCheck, defaults, fields)


def make_desk_settings(**fields: Any) -> DeskSettings:
    """There is one row of them."""
    return DeskSettings.objects.update_or_create(pk=1, defaults=fields)[0]


def make_submission(submitted_by: User | None = None, **fields: Any) -> Submission:
    """One finding, waiting."""
    n = _next(Submission)
    defaults = {
        "subjects": ["finding:MSMT-2025-1-001"],
        "edition_kind": EditionKind.UPDATE,
        "note": "Something was added.",
        "contents": "0" * 64,
        "submitted_by": submitted_by or User.objects.create(username=f"editor-{n}"),
    }
    return _create(Submission, defaults, fields)


def make_review(finding: Finding | None = None, **fields: Any) -> Review:
    return _create(Review, {"finding": finding or make_finding(), "reviewed_by": "editor", "reviewed_at": NOON}, fields)


# Parts of a finding or an event


def make_asserter(owner: Owner | None = None, actor: Actor | None = None, **fields: Any) -> Asserter:
    return _create(Asserter, {**_part(Asserter, owner), "actor": actor or make_actor()}, fields)


def make_involvement(
    owner: Owner | None = None, actor: Actor | None = None, role: str = Role.SUPPLIER, **fields: Any
) -> Involvement:
    return _create(Involvement, {**_part(Involvement, owner), "actor": actor or make_actor(), "role": role}, fields)


def make_quantity(owner: Owner | None = None, **fields: Any) -> Quantity:
    defaults = {
        **_part(Quantity, owner),
        "measure": "containers of munitions",
        "low": 20000,
        "qualifier": Qualifier.MORE_THAN,
        "unit": Unit.CONTAINERS,
    }
    return _create(Quantity, defaults, fields)


def make_place_mention(owner: Owner | None = None, place: Place | None = None, **fields: Any) -> PlaceMention:
    return _create(PlaceMention, {**_part(PlaceMention, owner), "place": place or make_place()}, fields)


def make_provision_mapping(
    owner: Owner | None = None, provision: Provision | None = None, **fields: Any
) -> ProvisionMapping:
    defaults = {**_part(ProvisionMapping, owner), "provision": provision or make_provision()}
    return _create(ProvisionMapping, defaults, fields)


def make_citation(
    owner: Owner | None = None,
    source: Source | None = None,
    relation: str = CitationRelation.ORIGIN,
    locator: str = "",
    **fields: Any,
) -> Citation:
    """`locator` as it is printed: "p. 11, note 6; p. 38"."""
    defaults = {
        **_part(Citation, owner),
        "source": source or make_source(),
        "relation": relation,
        "supports": "The whole claim.",
    }
    citation = _create(Citation, defaults, fields)
    for step in locators.parse(locator):
        make_locator(
            citation,
            locator_kind=step.kind,
            start=step.start,
            end=step.end,
            printed=step.printed,
            joined=step.joined,
        )
    return citation


def make_locator(citation: Citation | None = None, **fields: Any) -> Locator:
    """One step of a citation's locator; page 1, page 2 … unless told."""
    citation = citation or make_citation()
    n = citation.locators.count() + 1
    defaults = {"citation": citation, "position": n, "locator_kind": "page", "start": str(n), "printed": f"p. {n}"}
    return _create(Locator, defaults, fields)


# What the builders share


def _next(model: type[models.Model]) -> int:
    return model._default_manager.count() + 1


def _create[M: models.Model](model: type[M], defaults: dict[str, Any], fields: dict[str, Any]) -> M:
    """The saved record, its dates and decimals as they would be read back."""
    values = defaults | fields
    for field in model._meta.concrete_fields:
        if field.name in values and not field.is_relation:
            values[field.name] = field.to_python(values[field.name])
    return model._default_manager.create(**values)


def _claim() -> dict[str, Any]:
    """What a finding and an event have in common."""
    return {
        "summary": "What is claimed, in the editors' own words.",
        "period_start": "2023-09",
        "period_end": "2024-03",
        "asserted_by": "The MSMT participating states",
        "support": Support.SINGLE,
    }


def _part(model: type[models.Model], owner: Owner | None) -> dict[str, Any]:
    """What places a part of a claim: its owner, and its position after the others of its kind."""
    owner = owner or make_finding()
    place = {"event": owner} if isinstance(owner, ReportEvent) else {"finding": owner}
    return {**place, "position": model._default_manager.filter(**place).count() + 1}


def _hang(
    owner: Owner,
    asserters: Iterable[Actor],
    involvements: Iterable[tuple[Actor, str]],
    quantities: Iterable[Mapping[str, Any]],
    places: Iterable[Place],
    provisions: Iterable[Provision],
    citations: Iterable[Cited] | None,
) -> None:
    for actor in asserters:
        make_asserter(owner, actor)
    for actor, role in involvements:
        make_involvement(owner, actor, role)
    for quantity in quantities:
        make_quantity(owner, **quantity)
    for place in places:
        make_place_mention(owner, place)
    for provision in provisions:
        make_provision_mapping(owner, provision)
    for cited in [(make_source(), CitationRelation.ORIGIN)] if citations is None else citations:
        make_citation(owner, *cited)
