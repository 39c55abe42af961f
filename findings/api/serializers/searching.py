"""What a search found, and what a reference, symbol or number names."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_serializer as described

from findings.api.fields import (
    ANY_KEY,
    COUNT,
    DECIMAL,
    FLAG,
    KEY,
    REFERENCE,
    TEXT,
    TEXTS,
    WEB_ADDRESS,
    Described,
    Member,
    term,
)
from findings.api.serializers.lists import QuestionSerializer
from findings.api.serializers.parts import NamedCategorySerializer, NamedReportSerializer
from findings.queries.matching import Fit
from findings.vocabulary import ActorKind, SubjectKind


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


@described(description=_("An actor that a line of a list may be."))
class CandidateSerializer(Described):
    how = Member(
        {"type": "string", "enum": [each.value for each in Fit]},
        help_text=_("Whether a number of it fits, a name of it, or only a name that is alike."),
    )
    similarity = Member(
        DECIMAL,
        help_text=_(
            "How alike the line and the name are, by their trigrams: 0 to 1; 1.00 where a number or a name fits."
        ),
    )
    fitted = Member(TEXT, help_text=_("The name or the number of it that fits."))
    key = Member(KEY, help_text=_("Its permanent key."))
    name = Member(TEXT, help_text=_("Its name."))
    kind = term(ActorKind, help_text=_("What it is."))
    findings = Member(COUNT, help_text=_("How many findings name it."))
    permalink = Member(WEB_ADDRESS, help_text=_("Its page."))


@described(description=_("A line of a list, and the actors that it may be."))
class MatchedLineSerializer(Described):
    line = Member(TEXT, help_text=_("The line, its white space made single."))
    candidates = CandidateSerializer(many=True, help_text=_("The actors, the best first."))


@described(description=_("A list that was matched. Repeated lines stand in it once."))
class MatchSerializer(Described):
    lines = MatchedLineSerializer(many=True, help_text=_("The lines, in their order."))
