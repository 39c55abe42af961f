"""The pages of categories, reports, actors, sources and resolutions, each with its findings."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from findings import un_symbols
from findings.documents.fields import Document
from findings.drawing.timelines import SmallTimeline
from findings.exports.addresses import absolute
from findings.exports.record_forms import provision_anchor
from findings.pages import parts, pictures, words
from findings.pages.events import EventPart, UrlOfEvent, event_part, no_event
from findings.pages.facets import FacetPart, facet_part
from findings.pages.frames import EditionFrame, detail_url, edition_frame, list_url
from findings.pages.parts import (
    LanguageLink,
    Link,
    ProvisionPart,
    SourceLine,
)
from findings.pages.pictures import CapPart, TreePart
from findings.pages.places_in_sources import MOST_PLACES, PlaceLink, RestingRow, place_links, resting_row
from findings.pages.rows import RowToCome, finding_rows
from findings.queries.actors import NOBODY, ActorsResting, RestingActor
from findings.queries.editions import PublishedEdition, SourceWithFindings
from findings.queries.facets import FACET_SIZE, Counts
from findings.queries.lists import Row
from findings.queries.places_in_sources import CitedPlace
from findings.queries.questions import Question
from findings.vocabulary import (
    ActorKind,
    Authority,
    IdentifierScheme,
    Measure,
    ReportKind,
    SourceKind,
    SubjectKind,
    Topic,
)

#: Rows of findings that a page of a subject has at most; it leads to all of them.
MOST_ROWS = 12


@dataclass(frozen=True, slots=True)
class FindingsPart:
    """The findings of a subject: the first of them, how many in all, where the rest are, and how they divide."""

    rows: list[RowToCome]
    total: int
    all_url: str
    facets: list[FacetPart]
    years: SmallTimeline | None = None
    named_with: TreePart | None = None

    @property
    def is_cut(self) -> bool:
        return self.total > len(self.rows)


def findings_part(
    name: str, question: Question, counts: Counts, rows: list[Row], facets: tuple[str, ...]
) -> FindingsPart:
    """The findings of the subject called `name`; `facets` names those that a reader of it is offered."""
    actor = next(iter(question.chosen.get("actor", ())), "")
    return FindingsPart(
        finding_rows(rows[:MOST_ROWS], actor=actor),
        counts.total,
        list_url(question),
        [facet_part(question, facet, size=FACET_SIZE) for facet in counts.facets if facet.name in facets],
        _years(question, counts),
        pictures.neighbourhood(name, actor, rows) if actor else None,
    )


#: A picture of fewer years than these says less than the rows beside it.
FEWEST_YEARS = 3


def _years(question: Question, counts: Counts) -> SmallTimeline | None:
    facet = next((facet for facet in counts.facets if facet.name == "year"), None)
    return pictures.small_timeline(question, facet) if facet and len(facet.values) >= FEWEST_YEARS else None


@dataclass(frozen=True, slots=True)
class CategoryPage:
    key: str
    name: str
    definition: str
    findings: FindingsPart | None
    edition: EditionFrame


def category_page(edition: PublishedEdition, findings: FindingsPart | None = None) -> CategoryPage:
    document = edition.document
    return CategoryPage(edition.key, document["name"], document["definition"], findings, edition_frame(edition))


@dataclass(frozen=True, slots=True)
class ReportPage:
    code: str
    title: str
    kind: str
    is_compilation: bool
    issuer: str
    published: str
    period_covered: str
    url: str
    source: SourceLine | None
    read_first_hand: bool
    note: str
    reference_prefix: str
    events: list[EventPart]
    findings: FindingsPart | None
    edition: EditionFrame


def report_page(
    edition: PublishedEdition, findings: FindingsPart | None = None, *, url_of_event: UrlOfEvent = no_event
) -> ReportPage:
    document = edition.document
    source = document["source"]
    return ReportPage(
        code=document["code"],
        title=document["title"],
        kind=str(ReportKind(document["report_kind"]).label),
        is_compilation=document["report_kind"] == ReportKind.COMPILATION,
        issuer=document["issuer"],
        published=words.partial_in_words(document["published"]),
        period_covered=words.spelled_out(document["period_covered"]),
        url=document["url"],
        source=parts.source_line(source, copies=edition.copies) if source else None,
        read_first_hand=document["read_first_hand"],
        note=document["note"],
        reference_prefix=document["reference_prefix"],
        events=[event_part(each, edition.copies, url_of_event(edition, each["slug"])) for each in document["events"]],
        findings=findings,
        edition=edition_frame(edition),
    )


@dataclass(frozen=True, slots=True)
class DesignationPart:
    """That an authority has listed the actor; never to be confused with being named in a finding."""

    authority: str
    list_reference: str
    designated: str
    measure: str
    delisted: str
    source: Link


@dataclass(frozen=True, slots=True)
class ActorPage:
    name: str
    kind: str
    country: str
    aliases: list[str]
    identifiers: list[tuple[str, str]]
    designations: list[DesignationPart]
    description: str
    sources: list[SourceLine]
    findings: FindingsPart | None
    edition: EditionFrame


def actor_page(edition: PublishedEdition, findings: FindingsPart | None = None) -> ActorPage:
    document = edition.document
    return ActorPage(
        name=document["name"],
        kind=str(ActorKind(document["actor_kind"]).label),
        country=words.country_name(document["country"]),
        aliases=document["aliases"],
        identifiers=[(str(IdentifierScheme(each["scheme"]).label), each["value"]) for each in document["identifiers"]],
        designations=[_designation(each) for each in document["designations"]],
        description=document["description"],
        sources=[parts.source_line(each, copies=edition.copies) for each in document["sources"]],
        findings=findings,
        edition=edition_frame(edition),
    )


@dataclass(frozen=True, slots=True)
class RestingDesignation:
    """A designation that rests on a source, with the actor that is designated."""

    actor: Link
    part: DesignationPart


@dataclass(frozen=True, slots=True)
class RestingActors:
    """What of actors rests on a source, of the first of them; today's state, as what findings rest on it.

    `designations` are `designations_total` in all. `described` are actors whose particulars rest on it, of
    `described_total`.
    """

    designations: list[RestingDesignation]
    designations_total: int
    described: list[Link]
    described_total: int

    @property
    def hidden_designations(self) -> int:
        return self.designations_total - len(self.designations)

    @property
    def hidden_described(self) -> int:
        return self.described_total - len(self.described)


@dataclass(frozen=True, slots=True)
class SourcePage:
    title: str
    kind: str
    publisher: str
    authors: str
    published: str
    language: str
    language_code: str
    url: str
    archived_url: str
    archived: str
    archive_search: str
    is_consulted: bool
    findings: list[RestingRow]
    total: int
    all_url: str
    places: list[PlaceLink]
    hidden_places: int
    tells_findings: bool
    actors: RestingActors
    languages: tuple[LanguageLink, ...]
    edition: EditionFrame

    @property
    def is_cut(self) -> bool:
        return self.total > len(self.findings)


def source_page(
    answer: SourceWithFindings,
    places: list[CitedPlace] | None = None,
    designated: ActorsResting = NOBODY,
    described: ActorsResting = NOBODY,
) -> SourcePage:
    """`places`: those of the source that findings rest on; whose designations, and whose particulars, do."""
    edition, document = answer.edition, answer.edition.document
    return SourcePage(
        title=document["title"],
        kind=str(SourceKind(document["source_kind"]).label),
        publisher=document["publisher"],
        authors=", ".join(document["authors"]),
        published=words.partial_in_words(document["published"]),
        language=words.language_name(document["language"]),
        language_code=document["language"],
        url=document["url"],
        archived_url=document["archived_url"],
        archived=words.partial_in_words(document["archived"]),
        archive_search=parts.archive_search(document),
        is_consulted=document["consulted"],
        findings=[row for each in answer.findings if (row := resting_row(each, edition.key))],
        total=answer.total,
        all_url=list_url(Question.of(source=edition.key)),
        places=place_links(edition.slug, places or []),
        hidden_places=max(len(places or []) - MOST_PLACES, 0),
        tells_findings=True,
        actors=_resting_actors(designated, described),
        languages=parts.language_links(document),
        edition=edition_frame(edition),
    )


def _resting_actors(designated: ActorsResting, described: ActorsResting) -> RestingActors:
    return RestingActors(
        designations=[
            RestingDesignation(_to_actor(actor), _designation(each))
            for actor in designated.listed
            for each in actor.designations
        ],
        designations_total=designated.designations,
        described=[_to_actor(actor) for actor in described.listed],
        described_total=described.actors,
    )


def _to_actor(actor: RestingActor) -> Link:
    return Link(actor.name, detail_url(SubjectKind.ACTOR, actor.slug))


def source_edition_page(edition: PublishedEdition) -> SourcePage:
    """One edition of a source, as it was published: without the findings, and what of actors, rest on it today."""
    return replace(source_page(SourceWithFindings(edition, (), 0)), tells_findings=False)


@dataclass(frozen=True, slots=True)
class ListedProvision:
    """A provision in its resolution, and how many findings the editors map to it."""

    part: ProvisionPart
    topic: str
    findings: int
    anchor: str


@dataclass(frozen=True, slots=True)
class ResolutionPage:
    number: str
    symbol: str
    title: str
    adopted: str
    vote: str
    url: str
    languages: tuple[LanguageLink, ...]
    provisions: list[ListedProvision]
    findings: FindingsPart | None
    edition: EditionFrame


def resolution_page(
    edition: PublishedEdition, findings: FindingsPart | None = None, counted: dict[str, int] | None = None
) -> ResolutionPage:
    """`counted`: provision key → findings mapped to it."""
    document = edition.document
    return ResolutionPage(
        number=document["number"],
        symbol=document["symbol"],
        title=document["title"],
        adopted=words.partial_in_words(document["adopted"]),
        vote=document["vote"],
        url=document["url"],
        languages=tuple(LanguageLink(*each) for each in un_symbols.permalinks(document["symbol"])),
        provisions=[
            ListedProvision(
                parts.provision_part(document["number"], document["symbol"], each),
                str(Topic(each["topic"]).label),
                (counted or {}).get(each["key"], 0),
                provision_anchor(each["key"]),
            )
            for each in document["provisions"]
        ],
        findings=findings,
        edition=edition_frame(edition),
    )


@dataclass(frozen=True, slots=True)
class ProvisionPage:
    key: str
    resolution: Link
    part: ProvisionPart
    topic: str
    source_url: str
    permalink: str
    findings: FindingsPart
    edition: EditionFrame
    cap: CapPart | None = None


def provision_page(
    edition: PublishedEdition, provision: Document, findings: FindingsPart, deliveries: list[Row] | None = None
) -> ProvisionPage:
    """`deliveries`: for the provision that caps refined petroleum, the findings whose figures stand against it."""
    document = edition.document
    part = parts.provision_part(document["number"], document["symbol"], provision)
    return ProvisionPage(
        key=provision["key"],
        resolution=Link(document["symbol"], detail_url(SubjectKind.RESOLUTION, edition.slug)),
        part=part,
        topic=str(Topic(provision["topic"]).label),
        source_url=provision["source_url"],
        permalink=absolute(part.link.url),
        findings=findings,
        edition=edition_frame(replace(edition, provision=provision)),
        cap=pictures.cap_chart(deliveries or []),
    )


def _designation(each: Document) -> DesignationPart:
    return DesignationPart(
        authority=str(Authority(each["authority"]).label),
        list_reference=each["list_reference"],
        designated=words.partial_in_words(each["designated"]) or _("date not recorded"),
        measure=str(Measure(each["measure"]).label),
        delisted=words.partial_in_words(each["delisted"]),
        source=Link(each["source"]["title"], reverse("source-detail", args=[each["source"]["key"]])),
    )
