"""What the API answers, member by member: documents of editions (`findings.documents`), and what is beside them.

Absent text is "", absent dates and bounds are null; figures with fractions are text, never floats.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_serializer as described

from findings.api.fields import (
    ANY_KEY,
    COUNT,
    COUNTRY,
    COUNTRY_OR_NONE,
    DAY,
    DECIMAL,
    DIGEST,
    FLAG,
    KEY,
    LANGUAGE,
    NUMBER,
    PARTIAL_DATE,
    REFERENCE,
    TEXT,
    TEXTS,
    TIME,
    WEB_ADDRESS,
    WEB_ADDRESS_OR_NONE,
    Described,
    Member,
    term,
)
from findings.queries.filters import FILTERS
from findings.vocabulary import (
    ActorKind,
    Authority,
    CitationRelation,
    EditionKind,
    EventType,
    IdentifierScheme,
    LocatorKind,
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

# Editions


@described(description=_("One published state of a subject. An edition never changes; a later one supersedes it."))
class EditionSerializer(Described):
    number = Member(NUMBER, help_text=_("1, 2, 3 …, for each subject."))
    kind = term(EditionKind, help_text=_("What kind of change it is."))
    note = Member(TEXT, help_text=_("Why it was published."))
    published_at = Member(TIME, help_text=_("When, in UTC."))
    dataset_version = Member(NUMBER, help_text=_("The dataset version it was published in."))
    superseded_in = Member(
        NUMBER, allow_null=True, help_text=_("The dataset version that superseded it; null while it is in force.")
    )
    digest = Member(
        DIGEST, help_text=_("SHA-256 of the edition and of the digest before it in the ledger: a chain of hashes.")
    )
    permalink = Member(WEB_ADDRESS, help_text=_("The permanent address of the subject: its newest edition."))
    edition_permalink = Member(WEB_ADDRESS, help_text=_("The permanent address of this edition: what to cite."))


@described(description=_("An edition in the list of a subject’s editions."))
class ListedEditionSerializer(EditionSerializer):
    redaction = Member(TEXT, allow_null=True, help_text=_("Why its text was taken away; null where it can be read."))


# Parts of documents


@described(description=_("A category, as a finding names it."))
class NamedCategorySerializer(Described):
    key = Member(KEY, help_text=_("Its permanent key."))
    name = Member(TEXT, help_text=_("Its name when the edition was published."))


@described(description=_("A report, as a finding names it."))
class NamedReportSerializer(Described):
    key = Member(KEY, help_text=_("Its permanent key."))
    code = Member(TEXT, help_text=_("Its symbol: MSMT/2025/1, S/2019/171; empty where it has none."))
    title = Member(TEXT, help_text=_("Its title."))
    issuer = Member(TEXT, help_text=_("Who issued it."))
    report_kind = term(ReportKind, help_text=_("What kind of report it is."))
    published = Member(PARTIAL_DATE, allow_null=True, help_text=_("When it came out, as far as it is known."))


@described(description=_("A stated period, each end as precise as it was stated: a year, a month or a day."))
class PeriodSerializer(Described):
    start = Member(PARTIAL_DATE, allow_null=True, help_text=_("Its beginning; null where none is stated."))
    end = Member(PARTIAL_DATE, allow_null=True, help_text=_("Its end; null where none is stated."))


@described(description=_("A number or reference under which others list an actor."))
class IdentifierSerializer(Described):
    scheme = term(IdentifierScheme, help_text=_("Whose number it is."))
    value = Member(TEXT, help_text=_("The number."))


@described(description=_("An actor, in short."))
class ActorInShortSerializer(Described):
    key = Member(KEY, help_text=_("Its permanent key."))
    name = Member(TEXT, help_text=_("Its name when the edition was published."))
    actor_kind = term(ActorKind, help_text=_("What it is."))
    country = Member(COUNTRY_OR_NONE, help_text=_("Its country, as an ISO 3166-1 code; empty where none is recorded."))


@described(description=_("An actor, with the names and numbers it goes by."))
class NamedActorSerializer(ActorInShortSerializer):
    aliases = Member(TEXTS, help_text=_("Other names of it."))
    identifiers = IdentifierSerializer(many=True, help_text=_("Its numbers."))


@described(description=_("An actor, and what the report says that it did. The role is the report’s claim."))
class InvolvementSerializer(Described):
    actor = NamedActorSerializer(help_text=_("Who."))
    role = term(Role, help_text=_("In which role."))


@described(
    description=_("A figure of a claim. Its qualifier is part of it. Figures of findings are never to be added up.")
)
class QuantitySerializer(Described):
    measure = Member(TEXT, help_text=_("Of what."))
    low = Member(DECIMAL, allow_null=True, help_text=_("The lower bound as a decimal; null is not known, not zero."))
    high = Member(DECIMAL, allow_null=True, help_text=_("The upper bound as a decimal; null is not known, not zero."))
    qualifier = term(Qualifier, help_text=_("How the figure is bounded."))
    unit = term(Unit, help_text=_("What is counted."))


@described(description=_("A place that a finding names."))
class PlaceSerializer(Described):
    key = Member({"type": "string", "pattern": "^[a-z]{2}/[a-z0-9]+(-[a-z0-9]+)*$"}, help_text=_("Country and name."))
    name = Member(TEXT, help_text=_("Its name."))
    country = Member(COUNTRY, help_text=_("An ISO 3166-1 code."))
    latitude = Member(
        DECIMAL, allow_null=True, help_text=_("Degrees north, as a decimal; null where none is recorded.")
    )
    longitude = Member(
        DECIMAL, allow_null=True, help_text=_("Degrees east, as a decimal; null where none is recorded.")
    )
    precision = term(
        PlacePrecision, none=_("No coordinates are recorded."), help_text=_("How well the coordinates are known.")
    )


@described(description=_("A resolution, as a provision names it."))
class NamedResolutionSerializer(Described):
    number = Member(TEXT, help_text=_("Its number: 2397."))
    symbol = Member(TEXT, help_text=_("Its symbol: S/RES/2397 (2017)."))


@described(description=_("One numbered paragraph of a resolution."))
class ProvisionSerializer(Described):
    key = Member(KEY, help_text=_("Its permanent key; it stays though the paragraph number may be corrected."))
    paragraph = Member(TEXT, help_text=_("The number of the paragraph; empty where it is not known."))
    paragraph_checked = Member(FLAG, help_text=_("Whether the number has been checked against the text."))
    paragraph_note = Member(TEXT, help_text=_("A note on the number."))
    topic = term(Topic, help_text=_("What it is about."))
    obligation = Member(TEXT, help_text=_("What it obliges states to, in one sentence of the editors."))
    source_url = Member(WEB_ADDRESS_OR_NONE, help_text=_("The text consulted."))


@described(description=_("A provision that the editors map a finding to. The mapping is theirs, not the report’s."))
class MappedProvisionSerializer(ProvisionSerializer):
    resolution = NamedResolutionSerializer(help_text=_("The resolution it stands in."))


@described(description=_("A source, as others cite it."))
class CitedSourceSerializer(Described):
    key = Member(KEY, help_text=_("Its permanent key."))
    title = Member(TEXT, help_text=_("Its title."))
    publisher = Member(TEXT, help_text=_("Who published it."))
    authors = Member(TEXTS, help_text=_("Its authors, where they are named."))
    published = Member(PARTIAL_DATE, allow_null=True, help_text=_("When it came out, as far as it is known."))
    url = Member(WEB_ADDRESS_OR_NONE, help_text=_("Where it is."))
    source_kind = term(SourceKind, help_text=_("What kind of document it is."))
    language = Member(LANGUAGE, help_text=_("Its language, as an ISO 639-1 code."))
    consulted = Member(FLAG, help_text=_("Whether the editors have read it."))


@described(description=_("One step of the way to a place in a source."))
class LocatorSerializer(Described):
    locator_kind = term(LocatorKind, help_text=_("What kind of place it is."))
    start = Member(TEXT, help_text=_("Its number, or the first of several."))
    end = Member(TEXT, help_text=_("The last of several."))
    printed = Member(TEXT, help_text=_("The step as it is printed."))
    joined = Member(
        {"type": "string", "enum": ["then", "inside", "and"]},
        help_text=_(
            "How it follows the step before it: another place (or the first), inside it, or one more of a kind."
        ),
    )


@described(description=_("A source cited for a claim, and the places in it."))
class CitationSerializer(Described):
    source = CitedSourceSerializer(help_text=_("The document."))
    relation = term(CitationRelation, help_text=_("How it stands to the claim."))
    supports = Member(TEXT, help_text=_("Which part of the claim it carries."))
    locators = LocatorSerializer(many=True, help_text=_("Where in it, in order; none where no place is recorded."))


class AssertionSerializer(Described):
    """What a finding and an event of a report share. No answer is one of these alone."""

    title = Member(TEXT, help_text=_("The claim in one line."))
    summary = Member(TEXT, help_text=_("What is claimed, in the editors’ own words."))
    period = PeriodSerializer(help_text=_("When it is said to have happened."))
    asserted_by = Member(TEXT, help_text=_("Who makes the claim, in words."))
    asserters = ActorInShortSerializer(many=True, help_text=_("Who makes the claim, as actors."))
    support = term(
        Support, help_text=_("How well attested it is that the claim was made; never how likely it is true.")
    )
    at_second_hand = Member(
        FLAG, help_text=_("Whether an origin of the claim was not consulted, or none can be cited.")
    )
    quantities = QuantitySerializer(many=True, help_text=_("Its figures."))
    involvements = InvolvementSerializer(many=True, help_text=_("Who is named, and in which role."))
    places = PlaceSerializer(many=True, help_text=_("Where."))
    provisions = MappedProvisionSerializer(many=True, help_text=_("What the editors map it to."))
    citations = CitationSerializer(many=True, help_text=_("What says so."))
    editors_note = Member(TEXT, help_text=_("A note of the editors."))
    recheck = Member(FLAG, help_text=_("Whether it is still to be checked which cited page carries each detail."))


@described(description=_("What happened around a report. It is not counted among its findings."))
class EventSerializer(AssertionSerializer):
    slug = Member(KEY, help_text=_("Its name within the report."))
    event_type = term(EventType, help_text=_("What kind of event it is."))
    category = NamedCategorySerializer(allow_null=True, help_text=_("Its category, if it has one."))


@described(description=_("That an authority lists an actor."))
class DesignationSerializer(Described):
    authority = term(Authority, help_text=_("Who designates."))
    list_reference = Member(TEXT, help_text=_("The entry of its list."))
    designated = Member(PARTIAL_DATE, allow_null=True, help_text=_("When, as far as it is known."))
    measure = term(Measure, help_text=_("What the designation does."))
    source = CitedSourceSerializer(help_text=_("What says so."))
    delisted = Member(PARTIAL_DATE, allow_null=True, help_text=_("When it ended; null where it is not known to have."))


# Documents: what an edition holds, and the edition

_SCHEMA = {"type": "integer", "minimum": 1}


class DocumentSerializer(Described):
    """What the documents of all kinds have in common. No answer is one of these alone."""

    schema = Member(_SCHEMA, help_text=_("The schema of the document; it grows when the shape changes."))
    kind = term(SubjectKind, help_text=_("What kind of subject it is."))
    key = Member(KEY, help_text=_("Its permanent key: given once, never used again."))
    slug = Member(KEY, help_text=_("The last part of its address."))
    edition = EditionSerializer(help_text=_("The edition that is answered."))


@described(description=_("One atomic claim of one report, as it was published."))
class FindingSerializer(DocumentSerializer, AssertionSerializer):
    key = Member(REFERENCE, help_text=_("Its permanent key: the reference."))
    reference = Member(REFERENCE, help_text=_("What to cite it by."))
    category = NamedCategorySerializer(help_text=_("The field of conduct."))
    report = NamedReportSerializer(help_text=_("The report that makes the claim."))


@described(description=_("A publication that asserts findings, with what happened around it."))
class ReportSerializer(DocumentSerializer):
    code = Member(TEXT, help_text=_("Its symbol: MSMT/2025/1, S/2019/171; empty where it has none."))
    reference_prefix = Member(TEXT, help_text=_("What the references of its findings begin with."))
    title = Member(TEXT, help_text=_("Its title."))
    report_kind = term(ReportKind, help_text=_("What kind of report it is."))
    issuer = Member(TEXT, help_text=_("Who issued it."))
    published = Member(PARTIAL_DATE, allow_null=True, help_text=_("When it came out, as far as it is known."))
    period_covered = Member(TEXT, help_text=_("The period it covers, in words."))
    url = Member(WEB_ADDRESS_OR_NONE, help_text=_("Where it is."))
    source = CitedSourceSerializer(allow_null=True, help_text=_("The source that is its document, if there is one."))
    read_first_hand = Member(FLAG, help_text=_("Whether the editors have read its text."))
    note = Member(TEXT, help_text=_("A note of the editors."))
    events = EventSerializer(many=True, help_text=_("What happened around it."))


@described(
    description=_("A state, body, company, vessel, person or group that findings name. To be named is no verdict.")
)
class ActorSerializer(DocumentSerializer):
    name = Member(TEXT, help_text=_("Its name."))
    actor_kind = term(ActorKind, help_text=_("What it is."))
    country = Member(COUNTRY_OR_NONE, help_text=_("Its country, as an ISO 3166-1 code; empty where none is recorded."))
    aliases = Member(TEXTS, help_text=_("Other names of it."))
    identifiers = IdentifierSerializer(many=True, help_text=_("Its numbers. A list number alone is no designation."))
    designations = DesignationSerializer(many=True, help_text=_("Who lists it, and since when."))
    description = Member(TEXT, help_text=_("What it is, in words."))
    sources = CitedSourceSerializer(many=True, help_text=_("What the description rests on."))
    former_keys = Member(TEXTS, help_text=_("The keys of subjects that were merged into it."))


@described(description=_("A document that findings cite."))
class SourceSerializer(DocumentSerializer):
    title = Member(TEXT, help_text=_("Its title."))
    publisher = Member(TEXT, help_text=_("Who published it."))
    authors = Member(TEXTS, help_text=_("Its authors, where they are named."))
    published = Member(PARTIAL_DATE, allow_null=True, help_text=_("When it came out, as far as it is known."))
    url = Member(WEB_ADDRESS_OR_NONE, help_text=_("Where it is."))
    archived_url = Member(WEB_ADDRESS_OR_NONE, help_text=_("Where an archived copy is."))
    archived = Member(PARTIAL_DATE, allow_null=True, help_text=_("When that copy was made, as far as it is known."))
    source_kind = term(SourceKind, help_text=_("What kind of document it is."))
    language = Member(LANGUAGE, help_text=_("Its language, as an ISO 639-1 code."))
    consulted = Member(FLAG, help_text=_("Whether the editors have read it."))
    former_keys = Member(TEXTS, help_text=_("The keys of subjects that were merged into it."))


@described(description=_("A Security Council resolution, with its provisions."))
class ResolutionSerializer(DocumentSerializer):
    number = Member(TEXT, help_text=_("Its number: 2397."))
    symbol = Member(TEXT, help_text=_("Its symbol: S/RES/2397 (2017)."))
    adopted = Member(DAY, help_text=_("When it was adopted."))
    title = Member(TEXT, help_text=_("Its title."))
    vote = Member(TEXT, help_text=_("In favour, against, abstaining: 15-0-0; empty where it is not recorded."))
    url = Member(WEB_ADDRESS_OR_NONE, help_text=_("Where its text is."))
    provisions = ProvisionSerializer(many=True, help_text=_("Its paragraphs that findings are mapped to."))


@described(description=_("A field of conduct that findings are grouped by."))
class CategorySerializer(DocumentSerializer):
    name = Member(TEXT, help_text=_("Its name."))
    definition = Member(TEXT, help_text=_("What belongs here."))
    position = Member({"type": "integer"}, help_text=_("Its place among the categories."))
    leading_finding = Member(
        {"type": "string", "pattern": "^([A-Z0-9]+(-[A-Z0-9]+)*-[0-9]{3,})?$"},
        help_text=_("The reference of the finding that leads it; empty where there is none."),
    )


def _findings() -> Member:
    return Member(COUNT, help_text=_("How many findings in force name it."))


@described(description=_("A report, and how many findings it makes."))
class CountedReportSerializer(ReportSerializer):
    findings = _findings()


@described(description=_("An actor, and how many findings name it."))
class CountedActorSerializer(ActorSerializer):
    findings = _findings()


@described(description=_("A source, and how many findings cite it."))
class CountedSourceSerializer(SourceSerializer):
    findings = _findings()


@described(description=_("A resolution, and how many findings are mapped to it."))
class CountedResolutionSerializer(ResolutionSerializer):
    findings = _findings()


@described(description=_("A category, and how many findings are in it."))
class CountedCategorySerializer(CategorySerializer):
    findings = _findings()


@described(description=_("A provision in the resolution’s edition in force, and how many findings are mapped to it."))
class CountedProvisionSerializer(MappedProvisionSerializer):
    findings = Member(COUNT, help_text=_("How many findings in force are mapped to it."))
    edition = EditionSerializer(help_text=_("The edition of its resolution."))


# Lists


@described(description=_("The question that was answered."))
class QuestionSerializer(Described):
    words = Member(TEXT, help_text=_("In words: “12 findings about petroleum in 2024”."))
    address = Member(WEB_ADDRESS, help_text=_("The page of the portal that asks the same."))
    as_of = Member(NUMBER, allow_null=True, help_text=_("The dataset version it was asked of; null is the newest."))
    withheld = Member(
        COUNT,
        help_text=_("How many findings of that version, of any kind, are left out because their text was redacted."),
    )


class PageSerializer(Described):
    """What a page of a list says of itself. No answer is one of these alone."""

    count = Member(COUNT, help_text=_("How many there are in all."))
    page = Member(NUMBER, help_text=_("The number of this page."))
    pages = Member(NUMBER, help_text=_("The number of the last page."))


@described(description=_("A page of the findings that answer a question."))
class FindingListSerializer(PageSerializer):
    results = FindingSerializer(many=True, help_text=_("The findings, in the order asked for."))
    question = QuestionSerializer(help_text=_("The question that they answer."))


class SubjectListSerializer(PageSerializer):
    """A page of a list of subjects. No answer is one of these alone."""

    as_of = Member(NUMBER, allow_null=True, help_text=_("The dataset version it was asked of; null is the newest."))


@described(description=_("A page of the reports, the newest first."))
class ReportListSerializer(SubjectListSerializer):
    results = CountedReportSerializer(many=True, help_text=_("The reports."))


@described(description=_("A page of the actors, by name."))
class ActorListSerializer(SubjectListSerializer):
    results = CountedActorSerializer(many=True, help_text=_("The actors."))


@described(description=_("A page of the sources, by title."))
class SourceListSerializer(SubjectListSerializer):
    results = CountedSourceSerializer(many=True, help_text=_("The sources."))


@described(description=_("A page of the resolutions, by number."))
class ResolutionListSerializer(SubjectListSerializer):
    results = CountedResolutionSerializer(many=True, help_text=_("The resolutions."))


@described(description=_("A page of the categories, in their fixed order."))
class CategoryListSerializer(SubjectListSerializer):
    results = CountedCategorySerializer(many=True, help_text=_("The categories."))


@described(description=_("A page of a subject’s editions, the newest first."))
class EditionListSerializer(PageSerializer):
    kind = term(SubjectKind, help_text=_("What kind of subject it is."))
    key = Member(ANY_KEY, help_text=_("The permanent key of the subject."))
    results = ListedEditionSerializer(many=True, help_text=_("The editions."))


# Facets, search, look-up


@described(description=_("One value of a facet."))
class FacetValueSerializer(Described):
    key = Member(TEXT, help_text=_("The value, as a question writes it."))
    name = Member(TEXT, help_text=_("Its name, in the edition in force."))
    count = Member(COUNT, help_text=_("How many findings have it, with the facet’s own filter lifted."))
    chosen = Member(FLAG, help_text=_("Whether the question asks for it."))


@described(description=_("A facet: what the findings have under one filter, the most frequent values first."))
class FacetSerializer(Described):
    name = Member({"type": "string", "enum": list(FILTERS)}, help_text=_("The filter."))
    label = Member(TEXT, help_text=_("Its name for readers."))
    distinct = Member(COUNT, help_text=_("How many values there are in all; more than are listed where it is cut."))
    values = FacetValueSerializer(many=True, help_text=_("The values."))


@described(description=_("How many findings answer a question, and the facets that narrow it down."))
class FacetsSerializer(Described):
    count = Member(COUNT, help_text=_("How many findings answer the question."))
    facets = FacetSerializer(many=True, help_text=_("The facets, in the order asked for."))
    question = QuestionSerializer(help_text=_("The question that was counted."))


@described(description=_("A subject that a search found."))
class HitSerializer(Described):
    key = Member(KEY, help_text=_("Its permanent key."))
    name = Member(TEXT, help_text=_("Its name."))
    names = Member(TEXTS, help_text=_("All names it goes by."))
    part_of = Member(TEXT, help_text=_("The number of the resolution, for a provision; empty for all others."))
    permalink = Member(WEB_ADDRESS, help_text=_("Its page."))


@described(description=_("The subjects of one kind that a search found, the best first."))
class HitGroupSerializer(Described):
    kind = term(SubjectKind, help_text=_("What they are."))
    hits = HitSerializer(many=True, help_text=_("The subjects."))


@described(description=_("A piece of the text around what was found."))
class SnippetPieceSerializer(Described):
    text = Member(TEXT, help_text=_("The words."))
    is_hit = Member(FLAG, help_text=_("Whether they are what was searched for."))


@described(description=_("A finding that a search found."))
class FoundFindingSerializer(Described):
    reference = Member(REFERENCE, help_text=_("What to cite it by."))
    title = Member(TEXT, help_text=_("The claim in one line."))
    category = NamedCategorySerializer(help_text=_("The field of conduct."))
    report = NamedReportSerializer(help_text=_("The report that makes the claim."))
    edition_permalink = Member(WEB_ADDRESS, help_text=_("The permanent address of its edition."))
    snippet = SnippetPieceSerializer(many=True, help_text=_("Where its summary has the words, if it has."))


@described(description=_("The findings that a search found."))
class FoundFindingsSerializer(Described):
    count = Member(COUNT, help_text=_("How many there are in all."))
    results = FoundFindingSerializer(many=True, help_text=_("The first of them."))
    question = QuestionSerializer(help_text=_("The question that finds all of them."))


@described(description=_("What a search found, by kind."))
class SearchSerializer(Described):
    subjects = HitGroupSerializer(many=True, help_text=_("Subjects whose names or numbers fit, or nearly fit."))
    findings = FoundFindingsSerializer(help_text=_("Findings whose texts have the words."))


@described(description=_("What a reference, symbol or number names."))
class TargetSerializer(Described):
    kind = term(SubjectKind, help_text=_("What it is."))
    key = Member(ANY_KEY, help_text=_("Its permanent key."))
    part_of = Member(TEXT, help_text=_("The number of the resolution, for a provision; empty for all others."))
    at = Member(TEXTS, help_text=_("The places in the source, in canonical form: para-21."))
    permalink = Member(WEB_ADDRESS, help_text=_("Its page."))
    address = Member(WEB_ADDRESS, help_text=_("Its address in the API."))


# The dataset


@described(description=_("A state of the whole portal. It grows by one with every act of publishing."))
class DatasetVersionSerializer(Described):
    number = Member(NUMBER, help_text=_("1, 2, 3 …"))
    published_at = Member(TIME, help_text=_("When, in UTC."))
    head = Member(DIGEST, help_text=_("The digest of the last edition in the ledger: it vouches for all before it."))


@described(description=_("How many subjects of each kind can be read."))
class SubjectCountsSerializer(Described):
    finding = Member(COUNT, help_text=_("Findings."))
    report = Member(COUNT, help_text=_("Reports."))
    actor = Member(COUNT, help_text=_("Actors."))
    source = Member(COUNT, help_text=_("Sources."))
    resolution = Member(COUNT, help_text=_("Resolutions."))
    category = Member(COUNT, help_text=_("Categories."))


@described(description=_("How the findings are attested."))
class AttestationCountsSerializer(Described):
    two_or_more_accounts = Member(COUNT, help_text=_("Carried by two or more independent published accounts."))
    one_account = Member(COUNT, help_text=_("Carried by one published account."))
    at_second_hand = Member(COUNT, help_text=_("Cited at second hand."))


@described(description=_("What is served, and in which state."))
class DatasetSerializer(Described):
    version = DatasetVersionSerializer(allow_null=True, help_text=_("Null while nothing has been published."))
    subjects = SubjectCountsSerializer(help_text=_("How many subjects there are."))
    findings = AttestationCountsSerializer(help_text=_("How its findings are attested."))


@described(description=_("The addresses of the API."))
class IndexSerializer(Described):
    findings = Member(WEB_ADDRESS, help_text=_("The findings."))
    facets = Member(WEB_ADDRESS, help_text=_("Counts of what the findings have."))
    reports = Member(WEB_ADDRESS, help_text=_("The reports."))
    actors = Member(WEB_ADDRESS, help_text=_("The actors."))
    sources = Member(WEB_ADDRESS, help_text=_("The sources."))
    resolutions = Member(WEB_ADDRESS, help_text=_("The resolutions."))
    categories = Member(WEB_ADDRESS, help_text=_("The categories."))
    search = Member(WEB_ADDRESS, help_text=_("Search in everything; it needs a q."))
    lookup = Member(WEB_ADDRESS, help_text=_("What a reference or number names; it needs a q."))
    dataset = Member(WEB_ADDRESS, help_text=_("The dataset version."))
    schema = Member(WEB_ADDRESS, help_text=_("This API as OpenAPI 3.1."))
    docs = Member(WEB_ADDRESS, help_text=_("This API in words."))


# Problems (RFC 9457)


@described(description=_("Why there is no answer, as RFC 9457 (problem details) has it."))
class ProblemSerializer(Described):
    type = Member(
        {"type": "string", "format": "uri"}, help_text=_("What kind of problem it is: an address that explains it.")
    )
    title = Member(TEXT, help_text=_("The kind of problem, in words."))
    status = Member({"type": "integer", "minimum": 400, "maximum": 599}, help_text=_("The status code of the answer."))
    detail = Member(TEXT, help_text=_("What was wrong, and what would be right."))
    instance = Member({"type": "string", "format": "uri-reference"}, help_text=_("The address that was asked."))


@described(description=_("A question that cannot be answered."))
class BadQuestionSerializer(ProblemSerializer):
    reasons = Member(TEXTS, help_text=_("One sentence for each thing that was wrong."))
    more = Member(COUNT, help_text=_("How many more reasons there are than are told."))


@described(description=_("An address that reads alike."))
class NearAddressSerializer(Described):
    address = Member(WEB_ADDRESS, help_text=_("Its address in the API."))
    title = Member(TEXT, help_text=_("What is there."))


@described(description=_("That there is nothing at an address."))
class NothingHereSerializer(ProblemSerializer):
    closest = NearAddressSerializer(many=True, help_text=_("Addresses that read alike."))


@described(description=_("What stands where a subject was withdrawn."))
class TombstoneSerializer(Described):
    kind = term(SubjectKind, help_text=_("What kind of subject it was."))
    key = Member(ANY_KEY, help_text=_("Its permanent key, never used again."))
    title = Member(TEXT, help_text=_("What stood here."))
    reason = Member(TEXT, help_text=_("Why it was withdrawn."))
    replaced_by = Member(ANY_KEY, allow_null=True, help_text=_("The key of what replaces it; null where nothing does."))
    edition = EditionSerializer(help_text=_("The edition that withdrew it."))


@described(description=_("That a subject was withdrawn."))
class WithdrawnSerializer(ProblemSerializer):
    tombstone = TombstoneSerializer(help_text=_("What stood here, and why it does not any more."))


@described(description=_("That the text of an edition was taken away."))
class RedactedSerializer(ProblemSerializer):
    kind = term(SubjectKind, help_text=_("What kind of subject it is."))
    key = Member(ANY_KEY, help_text=_("Its permanent key."))
    reason = Member(TEXT, help_text=_("Why its text was taken away."))
    edition = EditionSerializer(help_text=_("The edition, without its text."))
