"""The card image of an edition of a finding."""

from __future__ import annotations

from django.http import HttpResponse

from findings.caching import PublicRequest
from findings.exports.cards import MEDIA_TYPE, card, card_text
from findings.queries.editions import Moved
from findings.views.forms import found, not_given, told_plainly
from findings.views.responses import moved
from findings.vocabulary import SubjectKind


@told_plainly
def finding_card(request: PublicRequest, slug: str, number: int) -> HttpResponse:
    """The image; 410 and 451 in plain text where the edition has no words to draw."""
    answer = found(SubjectKind.FINDING, slug, number)
    if isinstance(answer, Moved):
        return moved(request, answer)
    if refusal := not_given(answer):
        return refusal
    return HttpResponse(card(card_text(answer.document, answer.number)), content_type=MEDIA_TYPE)
