"""Why there is no answer: problem details (RFC 9457)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_serializer as described

from findings.api.fields import ANY_KEY, COUNT, TEXT, TEXTS, WEB_ADDRESS, Described, Member, term
from findings.api.serializers.parts import EditionSerializer
from findings.vocabulary import SubjectKind


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
