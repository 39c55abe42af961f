"""What the views of the API have in common."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from findings.api.description import Operation
from findings.api.editions import stamp
from findings.api.fields import NUMBER, Shape
from findings.api.problems import Problem, general, nothing
from findings.caching import uncached
from findings.exports.addresses import absolute
from findings.queries.editions import Moved, PublishedEdition, closest_addresses
from findings.vocabulary import SubjectKind


class Route(APIView):
    """A view of the API. `operation` describes it."""

    http_method_names = ["get", "head", "options"]
    operation: Operation

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The answer; a whole one with its bytes already, so that the process can keep them (findings.caching)."""
        response = super().finalize_response(request, response, *args, **kwargs)
        if not isinstance(response, Response) or response.status_code != 200:
            return response
        return HttpResponse(response.render().content, headers=dict(response.headers.items()))


def only_as(media_type: str, view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The view, asked only by those who take its one form; to all others, 406 (RFC 9110, 15.5.7).

    It is decided here and not by DRF, because what a process keeps is kept for every value of the header.
    """

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # Parameters of a type that is accepted (charset=utf-8) take nothing away.
        is_taken = any(each.match(media_type) for each in request.accepted_types)
        if not is_taken and request.headers.get("Accept", "").strip():
            return uncached(general(request, 406))
        return view(request, *args, **kwargs)

    return answer


class MovedPermanently(Response):
    """301 to an address of the API, with the query that was asked."""

    def __init__(self, request: Any, address: str) -> None:
        query = request.META.get("QUERY_STRING", "")
        super().__init__(status=301, headers={"Location": address + (f"?{query}" if query else "")})


def in_path(name: str, words: str, shape: Shape | None = None) -> OpenApiParameter:
    """A variable of the path."""
    return OpenApiParameter(name, shape or NUMBER, OpenApiParameter.PATH, description=words, required=True)


def address_of(kind: SubjectKind, slug: str) -> str:
    """The address of a subject in the API, as it is cited."""
    return absolute(reverse(f"api:{kind.value}-detail", args=[slug]))


def readable(kind: SubjectKind, slug: str, answer: PublishedEdition | Moved) -> PublishedEdition | Moved:
    """The edition, if it can be read. Raises a Problem where it was withdrawn or redacted."""
    if isinstance(answer, Moved):
        return answer
    if answer.redaction is not None:
        raise Problem(
            451,
            answer.redaction,
            members={
                "kind": kind.value,
                "key": answer.key,
                "reason": answer.redaction,
                "edition": stamp(answer, slug),
            },
        )
    if answer.is_withdrawn:
        withdrawn = answer.document["withdrawn"]
        tombstone = {
            "kind": kind.value,
            "key": answer.key,
            "title": answer.title,
            "reason": withdrawn["reason"],
            "replaced_by": withdrawn["replaced_by"],
            "edition": stamp(answer, slug),
        }
        raise Problem(410, withdrawn["reason"], members={"tombstone": tombstone})
    return answer


def nothing_at(kind: SubjectKind, slug: str, number: int | None = None) -> Problem:
    """404, with the subjects of the kind whose address begins alike. Of an edition, `number` is what was asked for."""
    closest = closest_addresses(kind, slug)
    told = {"kind": kind.label.lower(), "slug": slug, "number": number}
    detail = _("There is no %(kind)s “%(slug)s” in the portal.") % told
    if number is not None:
        detail = _("There is no %(kind)s “%(slug)s” in the portal, or it has no edition %(number)s.") % told
    return nothing([{"address": address_of(kind, near), "title": title} for near, title in closest], detail)
