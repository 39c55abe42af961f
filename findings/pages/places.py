"""The pages of places and countries: views of the findings that name them, without editions of their own."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from findings.exports.addresses import absolute
from findings.pages import parts, words
from findings.pages.parts import Link
from findings.pages.pictures import MapPart
from findings.pages.subjects import FindingsPart
from findings.queries.pictures import PlaceCount
from findings.vocabulary import PlacePrecision


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place in a list: where it is, how well that is known, and how many findings name it."""

    link: Link
    coordinates: str
    precision: str
    findings: int


@dataclass(frozen=True, slots=True)
class PlacePage:
    """`country` leads to the country's page; coordinates are "" for a whole country, and where none are recorded."""

    name: str
    country: Link
    coordinates: str
    precision: str
    findings: FindingsPart
    map: MapPart | None
    permalink: str


@dataclass(frozen=True, slots=True)
class CountryPage:
    code: str
    name: str
    places: list[PlaceRow]
    findings: FindingsPart
    map: MapPart | None
    permalink: str


@dataclass(frozen=True, slots=True)
class CountryRow:
    link: Link
    places: list[PlaceRow]
    findings: int


@dataclass(frozen=True, slots=True)
class PlaceIndexPage:
    """All countries that findings involve, by an actor's country or by a place, and the places in each."""

    countries: list[CountryRow]
    permalink: str


def place_page(place: PlaceCount, findings: FindingsPart, map_part: MapPart | None) -> PlacePage:
    return PlacePage(
        name=place.name,
        country=Link(words.country_name(place.country), country_url(place.country)),
        coordinates=parts.coordinates_in_words(place.latitude, place.longitude),
        precision=_precision(place),
        findings=findings,
        map=map_part,
        permalink=absolute(parts.place_url(place.key)),
    )


def country_page(code: str, places: list[PlaceCount], findings: FindingsPart, map_part: MapPart | None) -> CountryPage:
    name = words.country_name(code)
    return CountryPage(
        code=code,
        name=name,
        places=[_row(each) for each in places if each.country == code],
        findings=findings,
        map=map_part,
        permalink=absolute(country_url(code)),
    )


def place_index_page(countries: list[tuple[str, int]], places: list[PlaceCount]) -> PlaceIndexPage:
    """`countries` are (code, findings), the most frequent first."""
    return PlaceIndexPage(
        [
            CountryRow(
                Link(words.country_name(code), country_url(code)),
                [
                    _row(each)
                    for each in places
                    if each.country == code and not words.is_country_itself(each.name, code)
                ],
                count,
            )
            for code, count in countries
        ],
        absolute(reverse("place-list")),
    )


def country_url(code: str) -> str:
    return reverse("country-detail", args=[code.lower()])


def _row(place: PlaceCount) -> PlaceRow:
    return PlaceRow(
        Link(place.name, parts.place_url(place.key)),
        parts.coordinates_in_words(place.latitude, place.longitude),
        _precision(place),
        len(place.findings),
    )


def _precision(place: PlaceCount) -> str:
    if place.latitude is None:
        return _("no coordinates recorded")
    return str(PlacePrecision(place.precision).label)
