"""The documents of subjects as they are answered: what an edition holds, with the edition itself beside it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_serializer as described

from findings.api.fields import (
    COUNT,
    COUNTRY_OR_NONE,
    DAY,
    FLAG,
    KEY,
    LANGUAGE,
    PARTIAL_DATE,
    REFERENCE,
    REFERENCE_OR_NONE,
    TEXT,
    TEXTS,
    WEB_ADDRESS,
    WEB_ADDRESS_OR_NONE,
    Described,
    Member,
    term,
)
from findings.api.serializers.parts import (
    AssertionSerializer,
    CitedSourceSerializer,
    DesignationSerializer,
    EditionSerializer,
    EventSerializer,
    IdentifierSerializer,
    MappedProvisionSerializer,
    NamedCategorySerializer,
    NamedReportSerializer,
    ProvisionSerializer,
)
from findings.vocabulary import ActorKind, ReportKind, SourceKind, SubjectKind

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
        REFERENCE_OR_NONE,
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
    permalink = Member(WEB_ADDRESS, help_text=_("Its page."))
    address = Member(WEB_ADDRESS, help_text=_("Its address in the API."))
    edition = EditionSerializer(help_text=_("The edition of its resolution."))
