"""The card images of pages: what another site shows where an address of the portal is posted (C35, F053).

A card takes the statements that count its findings by year, and no others. Its lists are pinned to a dataset version by
the page that names it; the cards of places and of the portal are those of the newest.
"""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _

from findings.caching import PublicRequest
from findings.exports.cards import MEDIA_TYPE, card, card_text
from findings.exports.view_cards import ViewCard, view_card
from findings.pages import cards as pages
from findings.queries.editions import Moved, provision_of
from findings.queries.facets import Counts, counts
from findings.queries.lists import withheld
from findings.queries.pictures import by_place
from findings.queries.questions import Question, UnanswerableError
from findings.views.plain_refusals import found, not_given, told_plainly
from findings.views.questions import question_of
from findings.views.responses import PART_OF_ADDRESS, NothingHereError, View, moved, newest_version
from findings.views.subjects import YEARS
from findings.vocabulary import COUNTRIES, SubjectKind


def edition_card(kind: SubjectKind) -> View:
    """The image of an edition; 410 and 451 in plain text where the edition has no words to draw."""

    @told_plainly
    def view(request: PublicRequest, slug: str, number: int) -> HttpResponse:
        _check_unasked(request.GET)
        answer = found(kind, slug, number)
        if isinstance(answer, Moved):
            return moved(request, answer)
        if refusal := not_given(answer):
            return refusal
        if kind is SubjectKind.FINDING:
            return HttpResponse(card(card_text(answer.document, answer.number)), content_type=MEDIA_TYPE)
        question = pages.question_of_edition(answer)
        version = question.as_of or newest_version(request)
        return _drawn(pages.edition_card(answer, _by_year(question), version))

    return view


@told_plainly
def provision_card(request: PublicRequest, slug: str, key: str) -> HttpResponse:
    """The image of a provision of the edition in force of its resolution."""
    _check_unasked(request.GET)
    answer = found(SubjectKind.RESOLUTION, slug, None)
    if isinstance(answer, Moved):
        return moved(request, answer)
    if refusal := not_given(answer):
        return refusal
    provision = provision_of(answer, key)
    if provision is None:
        raise NothingHereError(SubjectKind.RESOLUTION, slug)
    counted = _by_year(Question.of(provision=key))
    return _drawn(pages.provision_card(answer, provision, counted, newest_version(request)))


@told_plainly
def country_card(request: PublicRequest, country: str) -> HttpResponse:
    _check_unasked(request.GET)
    code = country.upper()
    if country != country.lower() or code not in COUNTRIES:
        raise Http404(_("There is no country “%s”.") % country)
    counted = _by_year(Question.of(country=code))
    if not counted.total:
        raise Http404(_("No finding involves “%s”.") % code)
    return _drawn(pages.country_card(code, counted, newest_version(request)))


@told_plainly
def place_card(request: PublicRequest, country: str, slug: str) -> HttpResponse:
    _check_unasked(request.GET)
    key = f"{country}/{slug}"
    question = Question.of(place=key)
    is_address = PART_OF_ADDRESS.match(country) and PART_OF_ADDRESS.match(slug)
    place = next((each for each in by_place(question) if each.key == key), None) if is_address else None
    if place is None:
        raise Http404(_("No finding names a place “%s”.") % key)
    return _drawn(pages.place_card(key, place.name, place.country, _by_year(question), newest_version(request)))


@told_plainly
def list_card(request: PublicRequest) -> HttpResponse:
    """The image of a list: any question, at the dataset version that it names."""
    question = question_of(request)
    if isinstance(question, HttpResponseRedirect):
        return question
    counted = _by_year(question)
    version = question.as_of or newest_version(request)
    return _drawn(pages.list_card(question, counted, version, withheld(question)))


@told_plainly
def portal_card(request: PublicRequest) -> HttpResponse:
    _check_unasked(request.GET)
    return _drawn(pages.portal_card(_by_year(Question()), newest_version(request)))


def _by_year(question: Question) -> Counts:
    return counts(question, facets=("year",), size=YEARS)


def _drawn(told: ViewCard) -> HttpResponse:
    return HttpResponse(view_card(told), content_type=MEDIA_TYPE)


def _check_unasked(parameters: QueryDict) -> None:
    """Raises UnanswerableError for a parameter: the address of such an image has none."""
    reasons = [_("This address has no parameter “%(name)s”. It has none.") % {"name": name} for name in parameters]
    if reasons:
        raise UnanswerableError(reasons)
