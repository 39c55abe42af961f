"""Pages of lists, the question that a list of findings answers, and its facets."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_serializer as described

from findings.api.fields import ANY_KEY, COUNT, FLAG, NUMBER, TEXT, WEB_ADDRESS, Described, Member, term
from findings.api.serializers.documents import (
    CountedActorSerializer,
    CountedCategorySerializer,
    CountedProvisionSerializer,
    CountedReportSerializer,
    CountedResolutionSerializer,
    CountedSourceSerializer,
    FindingSerializer,
)
from findings.api.serializers.parts import ListedEditionSerializer
from findings.queries.filters import FILTERS
from findings.vocabulary import SubjectKind


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


@described(description=_("A page of the provisions, by the number of their resolution."))
class ProvisionListSerializer(SubjectListSerializer):
    results = CountedProvisionSerializer(many=True, help_text=_("The provisions."))


@described(description=_("A page of the categories, in their fixed order."))
class CategoryListSerializer(SubjectListSerializer):
    results = CountedCategorySerializer(many=True, help_text=_("The categories."))


@described(description=_("A page of a subject’s editions, the newest first."))
class EditionListSerializer(PageSerializer):
    kind = term(SubjectKind, help_text=_("What kind of subject it is."))
    key = Member(ANY_KEY, help_text=_("The permanent key of the subject."))
    results = ListedEditionSerializer(many=True, help_text=_("The editions."))


@described(description=_("The subject of an edition."))
class EditedSubjectSerializer(Described):
    kind = term(SubjectKind, help_text=_("What kind of subject it is."))
    key = Member(ANY_KEY, help_text=_("The permanent key of the subject."))


@described(description=_("An edition in the list of all editions."))
class PublishedEditionSerializer(ListedEditionSerializer):
    subject = EditedSubjectSerializer(help_text=_("The subject that it is an edition of."))
    address = Member(WEB_ADDRESS, help_text=_("Its address in the API."))


@described(description=_("A page of the editions of all subjects, those published last first."))
class PublishedEditionListSerializer(SubjectListSerializer):
    since = Member(
        NUMBER,
        allow_null=True,
        help_text=_("The dataset version that the listed ones came, or were redacted, after; null for all."),
    )
    results = PublishedEditionSerializer(many=True, help_text=_("The editions."))


# Facets


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
