"""The addresses of the portal: nouns, lower case, permanent.

Pages have an address in each language of the interface; what programs read and other sites keep has one alone.
"""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, URLResolver, include, path, register_converter
from django.urls.converters import IntConverter, StringConverter

from findings.views import (
    about,
    cards,
    codebook,
    corrections,
    data,
    discovery,
    embed,
    exports,
    feeds,
    findings,
    history,
    home,
    matching,
    places,
    places_in_sources,
    subjects,
)
from findings.views.citations import finding_text
from findings.views.record_forms import form_addresses
from findings.views.unapi import unapi
from findings.vocabulary import SubjectKind


class EditionNumberConverter(IntConverter):
    """1, 2, 3 …, without leading zeros and within the range of the column."""

    regex = "[1-9][0-9]{0,8}"


class EditionPairConverter:
    """The numbers of two editions that are compared: 1..2."""

    regex = r"[1-9][0-9]{0,8}\.\.[1-9][0-9]{0,8}"

    def to_python(self, value: str) -> tuple[int, int]:
        old, new = value.split("..")
        return int(old), int(new)

    def to_url(self, value: tuple[int, int]) -> str:
        return f"{value[0]}..{value[1]}"


class UndottedConverter(StringConverter):
    """The slug of a record in another form: what stands before the first dot."""

    regex = "[^./]+"


class FormConverter(StringConverter):
    """The form of a record: `bib`, `csl.json`."""

    regex = "[A-Za-z][A-Za-z0-9]*(?:[.][A-Za-z][A-Za-z0-9]*)*"


register_converter(EditionNumberConverter, "edition")
register_converter(EditionPairConverter, "pair")
register_converter(UndottedConverter, "undotted")
register_converter(FormConverter, "form")


def subject(kind: str, plural: str, views: object) -> list[URLPattern]:
    """The addresses of the pages that every kind of subject has."""
    return [
        path(f"{plural}/", getattr(views, f"{kind}_list"), name=f"{kind}-list"),
        path(f"{plural}/<str:slug>/", getattr(views, f"{kind}_detail"), name=f"{kind}-detail"),
        path(f"{plural}/<str:slug>/v/<edition:number>/", getattr(views, f"{kind}_edition"), name=f"{kind}-edition"),
        path(f"{plural}/<str:slug>/history/", history.history(SubjectKind(kind)), name=f"{kind}-history"),
        path(f"{plural}/<str:slug>/diff/<pair:pair>/", history.diff(SubjectKind(kind)), name=f"{kind}-diff"),
    ]


def subject_files(kind: str, plural: str) -> list[URLPattern]:
    """The addresses of the feed, the TimeMap, the card images and the forms that every kind of subject has."""
    return [
        path(f"{plural}/<str:slug>/history.atom", history.history_atom(SubjectKind(kind)), name=f"{kind}-history-atom"),
        path(
            f"{plural}/<str:slug>/v/<edition:number>/card.png",
            cards.edition_card(SubjectKind(kind)),
            name=f"{kind}-card",
        ),
        path(f"{plural}/<str:slug>/timemap", history.timemap(SubjectKind(kind)), name=f"{kind}-timemap"),
        *form_addresses(SubjectKind(kind), plural),
    ]


def taken_away(
    form: str, view: Callable[..., HttpResponseBase], parts: dict[str, str] | None = None
) -> list[URLPattern]:
    """The address of the list of findings in a form, and that of its side file."""
    return [
        path(f"findings.{form}", view, parts, name=f"finding-list-{form}"),
        path(f"findings.{form}.meta.json", exports.finding_meta, {"form": form}, name=f"finding-list-{form}-meta"),
    ]


#: What readers read; the site puts the languages before them.
pages: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("lookup", findings.look_up, name="lookup"),
    path("match/", matching.match, name="match"),
    *subject("finding", "findings", findings),
    *subject("category", "categories", subjects),
    *subject("report", "reports", subjects),
    *subject("actor", "actors", subjects),
    *subject("source", "sources", subjects),
    *subject("resolution", "resolutions", subjects),
    path("reports/<str:slug>/events/<str:key>/", subjects.event_detail, name="event-detail"),
    path("reports/<str:slug>/v/<edition:number>/events/<str:key>/", subjects.event_edition, name="event-edition"),
    path("sources/<str:slug>/at/<str:locator>/", places_in_sources.place_in_source, name="place-in-source"),
    path("resolutions/<str:slug>/provisions/<str:key>/", subjects.provision_detail, name="provision-detail"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("places/", places.place_list, name="place-list"),
    path("places/<str:country>/", places.country_detail, name="country-detail"),
    path("places/<str:country>/<str:slug>/", places.place_detail, name="place-detail"),
    path("about/", about.about, name="about"),
    path("about/method/", about.method, name="about-method"),
    path("about/citing/", about.citing, name="about-citing"),
    path("about/corrections/", about.corrections, name="about-corrections"),
    path("about/conformance/", about.conformance, name="about-conformance"),
    path("about/verify/", about.verify, name="about-verify"),
    path("data/", data.data, name="data"),
    path("data/quality/", about.quality_detail, name="quality"),
    path("data/releases/", data.release_list, name="release-list"),
    path("data/releases/<edition:number>/", data.release_detail, name="release-detail"),
    path("data/releases/<str:day>/", data.release_on, name="release-on"),
    path("data/codebook/", codebook.codebook_detail, name="codebook"),
    path("data/codebook/choices/", codebook.codebook_choices, name="codebook-choices"),
    path("data/codebook/<str:name>/", codebook.codebook_table, name="codebook-table"),
    path("data/codebook/diff/<edition:before>..<edition:after>/", codebook.codebook_diff, name="codebook-diff"),
]

#: What programs read, and what other sites show: each has one address, and is in English.
files: list[URLPattern | URLResolver] = [
    path("unapi", unapi, name="unapi"),
    *subject_files("finding", "findings"),
    *(each for form in exports.STREAMED for each in taken_away(form, exports.finding_file, {"form": form})),
    *taken_away("xlsx", exports.finding_spreadsheet),
    *taken_away("txt", finding_text),
    *taken_away("atom", feeds.finding_atom),
    *taken_away("feed.json", feeds.finding_json_feed),
    path("findings.card.png", cards.list_card, name="finding-list-card.png"),
    *subject_files("category", "categories"),
    *subject_files("report", "reports"),
    *subject_files("actor", "actors"),
    *subject_files("source", "sources"),
    *subject_files("resolution", "resolutions"),
    path("match.csv", matching.match_file, name="match-csv"),
    path("corrections.atom", corrections.corrections_atom, name="corrections-atom"),
    path("llms.txt", about.llms, name="llms"),
    path("data/verify_ledger.py", about.verify_program, name="verify-program"),
    path("data/ledger.jsonl", about.ledger, name="ledger"),
    path("card.png", cards.portal_card, name="card"),
    path("places/<str:country>/card.png", cards.country_card, name="country-card"),
    path("places/<str:country>/<str:slug>/card.png", cards.place_card, name="place-card"),
    path("resolutions/<str:slug>/provisions/<str:key>/card.png", cards.provision_card, name="provision-card"),
    path("embed/v1/findings/<str:slug>/v/<edition:number>/", embed.finding_embed, name="finding-embed"),
    path("embed/v1/findings/", embed.list_embed, name="finding-list-embed"),
    path("embed/v1/findings/<str:slug>/", embed.finding_embed, name="finding-embed-in-force"),
    path("embed/v1/actors/<str:slug>/", embed.subject_embed(SubjectKind.ACTOR), name="actor-embed-in-force"),
    path("embed/v1/reports/<str:slug>/", embed.subject_embed(SubjectKind.REPORT), name="report-embed-in-force"),
    path("oembed", embed.oembed_answer, name="oembed"),
    path("sitemap.xml", discovery.sitemap, name="sitemap"),
    path("sitemap-<str:name>.xml", discovery.sitemap_part, name="sitemap-part"),
    path("robots.txt", discovery.robots, name="robots"),
    path("opensearch.xml", discovery.opensearch, name="opensearch"),
    path("favicon.ico", discovery.favicon, name="favicon"),
    path(".well-known/security.txt", discovery.security, name="security"),
    path(".well-known/api-catalog", discovery.api_catalog, name="api-catalog"),
    path("data/catalog.jsonld", data.catalog, name="catalog"),
    path("data/releases.atom", data.release_feed, name="release-feed"),
    path("data/releases/<edition:number>/<str:name>", data.release_file, name="release-file"),
    path("data/releases/<str:day>/<str:name>", data.release_on, name="release-file-on"),
    path("data/codebook.json", codebook.codebook_json, name="codebook-json"),
    path("api/v1/", include("findings.api.urls")),
]

urlpatterns: list[URLPattern | URLResolver] = [*pages, *files]
