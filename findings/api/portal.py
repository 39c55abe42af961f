"""The API itself: its addresses, its description, and the dataset that it serves."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext_lazy as _
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from findings.api.description import Operation, as_json, as_yaml
from findings.api.docs import is_of_docs, no_docs
from findings.api.parameters import read_nothing
from findings.api.problems import nothing_here
from findings.api.rendering import WrittenJSONRenderer, WrittenRenderer
from findings.api.routes import Route
from findings.api.serializers.portal import DatasetSerializer, IndexSerializer
from findings.caching import CACHE_CONTROL
from findings.documents import moment
from findings.exports.addresses import absolute
from findings.queries.summaries import holdings

#: Member of the index → the name of its address.
_ADDRESSES = {
    "findings": "finding-list",
    "facets": "facets",
    "reports": "report-list",
    "actors": "actor-list",
    "sources": "source-list",
    "resolutions": "resolution-list",
    "provisions": "provision-list",
    "categories": "category-list",
    "editions": "edition-list",
    "search": "search",
    "lookup": "lookup",
    "match": "match",
    "connection": "connection",
    "dataset": "dataset",
    "schema": "schema",
    "docs": "docs",
}

_DATASET = DatasetSerializer()
_INDEX = IndexSerializer()


class Index(Route):
    operation = Operation("get_index", "portal", _("The addresses of the API"), IndexSerializer)

    def get(self, request: Request) -> Response:
        read_nothing(request.query_params)
        addresses = {member: absolute(reverse(f"api:{name}")) for member, name in _ADDRESSES.items()}
        # RFC 8631: what describes a service, to programs and to people.
        links = f'<{reverse("api:schema")}>; rel="service-desc", <{reverse("api:docs")}>; rel="service-doc"'
        return Response(_INDEX.to_representation(addresses), headers={"Link": links})


class Dataset(Route):
    operation = Operation(
        "get_dataset",
        "portal",
        _("The dataset version that is served"),
        DatasetSerializer,
        description=_("Its number, when it was published, the head of the ledger, and how much there is."),
    )

    def get(self, request: Request) -> Response:
        read_nothing(request.query_params)
        version = request.dataset_version
        held = holdings()
        body: dict[str, Any] = {
            "version": version
            and {"number": version.number, "published_at": moment(version.published_at), "head": version.head},
            "subjects": {kind.value: count for kind, count in held.subjects.items()},
            "findings": {
                "two_or_more_accounts": held.two_or_more_accounts,
                "one_account": held.one_account,
                "at_second_hand": held.at_second_hand,
            },
        }
        return Response(_DATASET.to_representation(body))


class Schema(Route):
    """The description, in the form that the address names: each has one representation, and so one validator."""

    renderer_class: type[WrittenRenderer] = WrittenJSONRenderer

    @property
    def operation(self) -> Operation:  # type: ignore[override]
        form = self.renderer_class.format
        return Operation(
            f"get_schema_{form}",
            "portal",
            str(_("This description as OpenAPI 3.1, in %s")) % form.upper(),
            {"type": "object"},
            media_type=self.renderer_class.media_type,
        )

    def get_renderers(self) -> list[BaseRenderer]:
        return [self.renderer_class()]

    def get(self, request: Request) -> Response:
        read_nothing(request.query_params)
        return Response(as_json() if self.renderer_class is WrittenJSONRenderer else as_yaml())


def nowhere(request: HttpRequest) -> HttpResponse:
    """404 for every other address; 301 where capitals or the slash at the end are all that is wrong."""
    canonical = f"{request.path.lower().rstrip('/')}/"
    if canonical != request.path and _is_somewhere(canonical):
        query = request.META.get("QUERY_STRING", "")
        address = escape_uri_path(canonical) + (f"?{query}" if query else "")
        return HttpResponsePermanentRedirect(address, headers={"Cache-Control": CACHE_CONTROL})
    if is_of_docs(request):
        raise no_docs(canonical.rstrip("/").rpartition("/")[2])
    response = nothing_here(request)
    response.headers["Cache-Control"] = CACHE_CONTROL
    return response


def _is_somewhere(path: str) -> bool:
    try:
        return resolve(path).func is not nowhere
    except Resolver404:
        return False
