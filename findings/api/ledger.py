"""The editions of all subjects, as they were published: what a copy of the portal asks to follow it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from findings.api.description import Operation
from findings.api.pagination import pages_of
from findings.api.parameters import edition_parameters, read_editions
from findings.api.routes import Route
from findings.api.serializers.lists import PublishedEditionListSerializer
from findings.api.subjects import page_of_list

_PAGE = PublishedEditionListSerializer()


class EditionList(Route):
    operation = Operation(
        "list_editions",
        "editions",
        _("The editions of all subjects"),
        PublishedEditionListSerializer,
        edition_parameters,
        description=_(
            "Those published last first: what came into the portal, and when. Of subjects that were withdrawn too; the "
            "reason of a redaction is told. The text of an edition is at its address."
        ),
        is_list=True,
    )

    def get(self, request: Request) -> Response:
        asked, of = read_editions(request.query_params, request.dataset_version)
        pages = pages_of(asked.page, of.total(), asked.size)
        body = {
            **pages.members(),
            "as_of": of.as_of,
            "since": of.since,
            "results": of.page(asked.page, asked.size),
        }
        kinds = [kind.value for kind in of.kinds]
        return page_of_list(request, _PAGE.to_representation(body), pages, asked, kind=kinds or None, since=of.since)
