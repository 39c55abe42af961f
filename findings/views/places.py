"""Places and countries: views of the findings that name them."""

from __future__ import annotations

import functools
from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from findings.caching import PublicRequest, finished_rows, public
from findings.drawing.maps import REGION_SHEET, WORLD_SHEET
from findings.pages import words
from findings.pages.looks import Look
from findings.pages.pictures import MapPart, map_of
from findings.pages.places import country_page, place_index_page, place_page
from findings.pages.subjects import FindingsPart, findings_part
from findings.pages.view_heads import country_head, place_head, place_index_head
from findings.queries.countries import findings_of_countries
from findings.queries.facets import counts
from findings.queries.lists import rows
from findings.queries.pictures import PlaceCount, by_place, references_at
from findings.queries.questions import Question
from findings.views.responses import PART_OF_ADDRESS, canonical_path, redirect_for_ever, show
from findings.views.subjects import YEARS
from findings.vocabulary import COUNTRIES

#: The facets that a reader of a place is offered.
FACETS = ("category", "actor", "report")
#: Countries that the sheet of North-East Asia shows whole enough to be found on.
NEAR = {"KP", "KR", "JP", "RU", "CN"}


@public
def place_list(request: PublicRequest) -> HttpResponse:
    page = place_index_page(findings_of_countries(), by_place(Question()))
    return show(request, "findings/place_index.html", page, head=place_index_head(page))


def _lower_case(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A place's address is lower case: any other is redirected for ever (301). What cannot be one is nowhere."""

    @functools.wraps(view)
    def answer(request: PublicRequest, **parts: str) -> HttpResponse:
        if request.path != canonical_path(request.path):
            return redirect_for_ever(request, canonical_path(request.path))
        if not all(PART_OF_ADDRESS.match(part) for part in parts.values()):
            raise Http404(_("That cannot be the address of a place."))
        return view(request, **parts)

    return answer


@public
@_lower_case
def country_detail(request: PublicRequest, country: str) -> HttpResponse:
    code = country.upper()
    if code not in COUNTRIES:
        raise Http404(_("There is no country “%s”.") % country)
    question = Question.of(country=code)
    places = by_place(question)
    part = _findings(words.country_name(code), question)
    if not part.total:
        raise Http404(_("No finding involves “%s”.") % words.country_name(code))
    page = country_page(code, places, part, _map(question, places, code, part.total))
    return show(request, "findings/country.html", page, head=country_head(page))


@public
@_lower_case
def place_detail(request: PublicRequest, country: str, slug: str) -> HttpResponse:
    key = f"{country}/{slug}"
    question = Question.of(place=key)
    places = by_place(question)
    place = next((each for each in places if each.key == key), None)
    if place is None:
        raise Http404(_("No finding names a place “%s”.") % key)
    part = _findings(place.name, question)
    shown = _map(question, [place], place.country, part.total) if place.latitude is not None else None
    page = place_page(place, part, shown)
    return show(request, "findings/place.html", page, head=place_head(page, place))


def _findings(name: str, question: Question) -> FindingsPart:
    counted = counts(question, facets=(*FACETS, "year"), size=YEARS)
    return findings_part(name, question, counted, rows(question, finished=finished_rows), FACETS)


def _map(question: Question, places: list[PlaceCount], code: str, total: int) -> MapPart | None:
    sheet = REGION_SHEET if code in NEAR else WORLD_SHEET
    return map_of(
        question, places, sheet, lambda name: Look(view="map", map=name).url(question), references_at, total=total
    )
