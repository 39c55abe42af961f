"""The edition of a subject, and the parts that documents are made of (`findings.documents`)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_serializer as described

from findings.api.fields import (
    COUNTRY,
    COUNTRY_OR_NONE,
    DECIMAL,
    DIGEST,
    FLAG,
    KEY,
    KEYS,
    LANGUAGE,
    NUMBER,
    PARTIAL_DATE,
    PLACE_KEY,
    TEXT,
    TEXTS,
    TIME,
    WEB_ADDRESS,
    WEB_ADDRESS_OR_NONE,
    Described,
    Member,
    term,
)
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


def _carriers() -> Member:
    return Member(
        KEYS,
        required=False,
        help_text=_("The keys of the cited sources that give it; absent where it is not recorded which of them do."),
    )


@described(description=_("A stated period, each end as precise as it was stated: a year, a month or a day."))
class PeriodSerializer(Described):
    start = Member(PARTIAL_DATE, allow_null=True, help_text=_("Its beginning; null where none is stated."))
    end = Member(PARTIAL_DATE, allow_null=True, help_text=_("Its end; null where none is stated."))
    carried_by = _carriers()


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
    carried_by = _carriers()


@described(
    description=_("A figure of a claim. Its qualifier is part of it. Figures of findings are never to be added up.")
)
class QuantitySerializer(Described):
    measure = Member(TEXT, help_text=_("Of what."))
    low = Member(DECIMAL, allow_null=True, help_text=_("The lower bound as a decimal; null is not known, not zero."))
    high = Member(DECIMAL, allow_null=True, help_text=_("The upper bound as a decimal; null is not known, not zero."))
    qualifier = term(Qualifier, help_text=_("How the figure is bounded."))
    unit = term(Unit, help_text=_("What is counted."))
    carried_by = _carriers()


@described(description=_("A place that a finding names."))
class PlaceSerializer(Described):
    key = Member(PLACE_KEY, help_text=_("Country and name."))
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
    carried_by = _carriers()


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
    quote = Member(
        TEXT,
        required=False,
        help_text=_("The passage word for word, […] for what is left out. Absent where none is quoted."),
    )
    quote_language = Member(
        LANGUAGE,
        required=False,
        help_text=_("The language of the quote, as an ISO 639-1 code; absent without one."),
    )
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
