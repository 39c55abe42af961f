"""The addresses of the API: nouns, lower case, permanent within /api/v1/."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path, re_path, register_converter
from django.urls.converters import IntConverter, StringConverter

from findings.api.connections import Connection
from findings.api.docs import docs, docs_part
from findings.api.ledger import EditionList
from findings.api.lists import Facets, FindingList
from findings.api.portal import Dataset, Index, Schema, nowhere
from findings.api.provisions import ProvisionDetail, ProvisionList
from findings.api.rendering import WrittenYAMLRenderer
from findings.api.routes import Route, only_as
from findings.api.searching import Lookup, Match, Search
from findings.api.subjects import (
    KINDS,
    SubjectDetail,
    SubjectEdition,
    SubjectEditions,
    SubjectList,
)
from findings.caching import public
from findings.vocabulary import SubjectKind

app_name = "api"


class SlugConverter(StringConverter):
    """A part of an address in its canonical form. What cannot be one is nowhere, and no database is asked for it."""

    regex = "[a-z0-9]+(?:-[a-z0-9]+)*"


class NumberConverter(IntConverter):
    """1, 2, 3 …, without leading zeros and within the range of the column."""

    regex = "[1-9][0-9]{0,8}"


register_converter(SlugConverter, "part")
register_converter(NumberConverter, "number")


def at(address: str, view: type[Route], name: str, **initial: Any) -> URLPattern:
    (renderer,) = view(**initial).get_renderers()
    return path(address, only_as(renderer.media_type, public(view.as_view(**initial))), name=name)


def subject(kind: SubjectKind) -> list[URLPattern]:
    """The addresses that every kind of subject has. The list of findings answers a question, and stands apart."""
    plural = KINDS[kind].plural
    lists = [] if kind is SubjectKind.FINDING else [at(f"{plural}/", SubjectList, f"{kind.value}-list", kind=kind)]
    one = f"{plural}/<part:slug>/"
    return [
        *lists,
        at(one, SubjectDetail, f"{kind.value}-detail", kind=kind),
        at(f"{one}editions/", SubjectEditions, f"{kind.value}-editions", kind=kind),
        at(f"{one}editions/<number:number>/", SubjectEdition, f"{kind.value}-edition", kind=kind),
    ]


urlpatterns = [
    at("", Index, "index"),
    at("findings/", FindingList, "finding-list"),
    at("facets/", Facets, "facets"),
    *(pattern for kind in KINDS for pattern in subject(kind)),
    at("provisions/", ProvisionList, "provision-list"),
    at("editions/", EditionList, "edition-list"),
    at("resolutions/<part:slug>/provisions/<part:key>/", ProvisionDetail, "provision-detail"),
    at("search/", Search, "search"),
    at("match/", Match, "match"),
    at("lookup/", Lookup, "lookup"),
    at("connection/", Connection, "connection"),
    at("dataset/", Dataset, "dataset"),
    at("schema/", Schema, "schema"),
    at("schema.yaml", Schema, "schema-yaml", renderer_class=WrittenYAMLRenderer),
    path("docs/", public(docs), name="docs"),
    path("docs/<part:name>/", public(docs_part), name="docs-part"),
    re_path("", nowhere, name="nowhere"),
]
