"""A place in a source as a thing with an address: /sources/{slug}/at/{locator}/ (CITABLE C07)."""

from __future__ import annotations

from django.http import HttpResponse

from findings import locators
from findings.caching import PublicRequest, public
from findings.pages.places_in_sources import (
    MOST_FINDINGS,
    no_place_page,
    place_in_source_page,
    place_url,
    touching,
)
from findings.pages.view_heads import place_in_source_head
from findings.queries.editions import Moved, PublishedEdition, edition_in_force
from findings.queries.places_in_sources import cited_places, is_place, resting_on
from findings.views.responses import PART_OF_ADDRESS, NothingHereError, moved, redirect_for_ever, show
from findings.views.subjects import found, notice_of
from findings.vocabulary import SubjectKind


@public
def place_in_source(request: PublicRequest, slug: str, locator: str) -> HttpResponse:
    """Everything that rests on a place in a source. Other ways of writing the place lead to the canonical one (301)."""
    kind = SubjectKind.SOURCE
    if not PART_OF_ADDRESS.match(slug.lower()):
        raise NothingHereError(kind, slug)
    place = locators.place_at(locator)
    if place and (slug, locator) != (slug.lower(), place):
        return redirect_for_ever(request, place_url(slug.lower(), place))
    answer = found(kind, slug, edition_in_force(kind, slug))
    if isinstance(answer, Moved) and place:
        return moved(request, answer)
    if isinstance(answer, Moved):
        raise NothingHereError(kind, answer.slug)
    return notice_of(request, answer) or _shown(request, answer, place, locator)


def _shown(request: PublicRequest, source: PublishedEdition, place: str, asked: str) -> HttpResponse:
    places = cited_places(source.key)
    if not place or not is_place(place, places):
        words = locators.place_in_words(place) if place else asked
        return show(request, "findings/no_place.html", no_place_page(source, words, places), status=404)
    documents = resting_on(source.key, [place, *touching(place, places)], at_most=MOST_FINDINGS)
    page = place_in_source_page(source, place, places, documents)
    return show(request, "findings/place_in_source.html", page, head=place_in_source_head(page, source))
