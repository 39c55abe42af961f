"""Provisions of resolutions: the list of all, and each under its resolution."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from findings.api.description import Operation
from findings.api.editions import Stamp, stamp, stamps_in_force
from findings.api.fields import KEY
from findings.api.pagination import pages_of
from findings.api.parameters import page_parameters, read_nothing, read_page
from findings.api.routes import Route, in_path, nothing_at
from findings.api.serializers.documents import CountedProvisionSerializer
from findings.api.serializers.lists import ProvisionListSerializer
from findings.api.subjects import KINDS, SubjectRoute, here, page_of_list
from findings.exports.addresses import absolute
from findings.queries.editions import edition_in_force, provision_of
from findings.queries.subjects import findings_of_provisions, provision_list
from findings.vocabulary import SubjectKind

_PROVISION = CountedProvisionSerializer()
_PAGE = ProvisionListSerializer()


class ProvisionList(Route):
    operation = Operation(
        "list_provisions",
        "provisions",
        _("The provisions"),
        ProvisionListSerializer,
        page_parameters,
        description=_("Of all resolutions, each as its resolution’s edition in force has it."),
        is_list=True,
    )

    def get(self, request: Request) -> Response:
        asked = read_page(request.query_params, request.dataset_version)
        found = provision_list(asked.as_of)
        pages = pages_of(asked.page, len(found), asked.size)
        shown = found[(asked.page - 1) * asked.size : asked.page * asked.size]
        findings = findings_of_provisions(asked.as_of)
        stamps = stamps_in_force(SubjectKind.RESOLUTION, {document["key"] for document, _one in shown}, asked.as_of)
        body = {
            **pages.members(),
            "as_of": asked.as_of,
            "results": [_told(document, provision, findings, stamps[document["key"]]) for document, provision in shown],
        }
        return page_of_list(request, _PAGE.to_representation(body), pages, asked)


class ProvisionDetail(SubjectRoute):
    kind = SubjectKind.RESOLUTION
    operation = Operation(
        "get_provision",
        "provisions",
        _("A provision of a resolution"),
        CountedProvisionSerializer,
        path=(KINDS[SubjectKind.RESOLUTION].slug, in_path("key", "The permanent key of the provision: 2397-5.", KEY)),
        description=_("As the resolution’s edition in force has it."),
        refusals=(404, 410, 451),
        moves=True,
    )

    def get(self, request: Request, slug: str, key: str) -> Response:
        read_nothing(request.query_params)
        answer = here(self, request, edition_in_force(self.kind, slug), slug)
        if isinstance(answer, Response):
            return answer
        provision = provision_of(answer, key)
        if provision is None:
            raise nothing_at(self.kind, slug)
        body = _told(answer.document, provision, findings_of_provisions(), stamp(answer, slug))
        return Response(_PROVISION.to_representation(body))


def _told(
    resolution: dict[str, Any], provision: dict[str, Any], findings: dict[str, int], edition: Stamp
) -> dict[str, Any]:
    """A provision: `resolution` is the document it stands in, with its edition; `findings` are those of all."""
    where = [resolution["slug"], provision["key"]]
    return {
        **provision,
        "resolution": {"number": resolution["number"], "symbol": resolution["symbol"]},
        "findings": findings.get(provision["key"], 0),
        "permalink": absolute(reverse("provision-detail", args=where)),
        "address": absolute(reverse("api:provision-detail", args=where)),
        "edition": edition,
    }
