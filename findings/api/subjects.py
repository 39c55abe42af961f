"""Subjects of every kind: the list, the edition in force, the list of editions, one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from findings.api.description import Operation
from findings.api.editions import editions_of, stamp, stamps_in_force
from findings.api.fields import KEY, Described
from findings.api.pagination import Pages, listed, pages_of
from findings.api.parameters import (
    PAGE_SIZE,
    PageAsked,
    actor_parameters,
    page_parameters,
    read_actors,
    read_nothing,
    read_page,
)
from findings.api.routes import MovedPermanently, Route, in_path, nothing_at, readable
from findings.api.serializers import documents, lists
from findings.queries.actors import actor_list
from findings.queries.editions import Moved, PublishedEdition, edition_in_force, numbered_edition
from findings.queries.subjects import SubjectList as ListOfSubjects
from findings.queries.subjects import findings_of, subject_list
from findings.vocabulary import SubjectKind


@dataclass(frozen=True)
class Kind:
    """How a kind of subject is told. `counted` is the edition in force, with its number of findings, if it has one."""

    kind: SubjectKind
    plural: str
    names: tuple[str | Promise, str | Promise, str | Promise, str | Promise]
    document: type[Described]
    counted: type[Described]
    page: type[Described]

    @property
    def slug(self) -> OpenApiParameter:
        if self.kind is SubjectKind.FINDING:
            return in_path("slug", str(_("The reference, in lower case: msmt-2025-1-001.")), KEY)
        if self.kind is SubjectKind.RESOLUTION:
            return in_path("slug", str(_("The number: 2397.")), KEY)
        return in_path("slug", str(_("The last part of its address; its permanent key leads there too.")), KEY)


KINDS = {
    each.kind: each
    for each in (
        Kind(
            SubjectKind.FINDING,
            "findings",
            (_("The findings"), _("A finding"), _("The editions of a finding"), _("An edition of a finding")),
            documents.FindingSerializer,
            documents.FindingSerializer,
            lists.FindingListSerializer,
        ),
        Kind(
            SubjectKind.REPORT,
            "reports",
            (_("The reports"), _("A report"), _("The editions of a report"), _("An edition of a report")),
            documents.ReportSerializer,
            documents.CountedReportSerializer,
            lists.ReportListSerializer,
        ),
        Kind(
            SubjectKind.ACTOR,
            "actors",
            (_("The actors"), _("An actor"), _("The editions of an actor"), _("An edition of an actor")),
            documents.ActorSerializer,
            documents.CountedActorSerializer,
            lists.ActorListSerializer,
        ),
        Kind(
            SubjectKind.SOURCE,
            "sources",
            (_("The sources"), _("A source"), _("The editions of a source"), _("An edition of a source")),
            documents.SourceSerializer,
            documents.CountedSourceSerializer,
            lists.SourceListSerializer,
        ),
        Kind(
            SubjectKind.RESOLUTION,
            "resolutions",
            (
                _("The resolutions"),
                _("A resolution"),
                _("The editions of a resolution"),
                _("An edition of a resolution"),
            ),
            documents.ResolutionSerializer,
            documents.CountedResolutionSerializer,
            lists.ResolutionListSerializer,
        ),
        Kind(
            SubjectKind.CATEGORY,
            "categories",
            (_("The categories"), _("A category"), _("The editions of a category"), _("An edition of a category")),
            documents.CategorySerializer,
            documents.CountedCategorySerializer,
            lists.CategoryListSerializer,
        ),
    )
}
_EDITIONS = lists.EditionListSerializer()
#: Instances that make answers: nothing of a request is kept in them.
_DOCUMENTS = {kind: each.document() for kind, each in KINDS.items()}
_COUNTED = {kind: each.counted() for kind, each in KINDS.items()}
_PAGES = {kind: each.page() for kind, each in KINDS.items()}

_EDITION_NUMBER = in_path(
    "number", "The number of the edition.", {"type": "integer", "minimum": 1, "maximum": 999_999_999}
)


class SubjectRoute(Route):
    """A view of one kind of subject."""

    kind: SubjectKind = SubjectKind.FINDING

    @property
    def of_kind(self) -> Kind:
        return KINDS[self.kind]


class SubjectList(SubjectRoute):
    @property
    def operation(self) -> Operation:  # type: ignore[override]
        each = self.of_kind
        parameters = actor_parameters if self.kind is SubjectKind.ACTOR else page_parameters
        return Operation(f"list_{each.plural}", each.plural, each.names[0], each.page, parameters, is_list=True)

    def get(self, request: Request) -> Response:
        asked = self._asked(request)
        found = self._found(asked)
        pages = pages_of(asked.page, found.total, asked.size)
        stamps = stamps_in_force(self.kind, [each.key for each in found.subjects], asked.as_of)
        body = {
            **pages.members(),
            "as_of": asked.as_of,
            "results": [
                {**each.document, "edition": stamps[each.key], "findings": each.findings} for each in found.subjects
            ],
        }
        return page_of_list(request, _PAGES[self.kind].to_representation(body), pages, asked, **asked.actors.values())

    def _asked(self, request: Request) -> PageAsked:
        read = read_actors if self.kind is SubjectKind.ACTOR else read_page
        return read(request.query_params, request.dataset_version)

    def _found(self, asked: PageAsked) -> ListOfSubjects:
        if self.kind is SubjectKind.ACTOR:
            return actor_list(asked.actors, asked.as_of, page=asked.page, size=asked.size)
        return subject_list(self.kind, asked.as_of, page=asked.page, size=asked.size)


class SubjectDetail(SubjectRoute):
    @property
    def operation(self) -> Operation:  # type: ignore[override]
        each = self.of_kind
        return Operation(
            f"get_{each.kind.value}",
            each.plural,
            each.names[1],
            each.counted,
            path=(each.slug,),
            description=_("The edition in force: the document, as it was published, and the edition."),
            refusals=(404, 410, 451),
            moves=True,
        )

    def get(self, request: Request, slug: str) -> Response:
        read_nothing(request.query_params)
        answer = here(self, request, edition_in_force(self.kind, slug), slug)
        if isinstance(answer, Response):
            return answer
        body = {**answer.document, "edition": stamp(answer, slug)}
        if self.kind is not SubjectKind.FINDING:
            body["findings"] = findings_of(self.kind, [answer.key]).get(answer.key, 0)
        return Response(_COUNTED[self.kind].to_representation(body))


class SubjectEditions(SubjectRoute):
    @property
    def operation(self) -> Operation:  # type: ignore[override]
        each = self.of_kind
        return Operation(
            f"list_{each.kind.value}_editions",
            each.plural,
            each.names[2],
            lists.EditionListSerializer,
            lambda: page_parameters(versioned=False),
            path=(each.slug,),
            description=_("The newest first. Of a subject that was withdrawn too; the reason of a redaction is told."),
            refusals=(404,),
            is_list=True,
            moves=True,
        )

    def get(self, request: Request, slug: str) -> Response:
        asked = read_page(request.query_params, request.dataset_version, versioned=False)
        answer = edition_in_force(self.kind, slug)
        if answer is None:
            raise nothing_at(self.kind, slug)
        if isinstance(answer, Moved):
            return moved(self, request, answer)
        pages = pages_of(asked.page, answer.latest, asked.size)
        results = editions_of(self.kind, answer.key, slug, page=asked.page, size=asked.size)
        body = {**pages.members(), "kind": self.kind.value, "key": answer.key, "results": results}
        return page_of_list(request, _EDITIONS.to_representation(body), pages, asked)


class SubjectEdition(SubjectRoute):
    @property
    def operation(self) -> Operation:  # type: ignore[override]
        each = self.of_kind
        return Operation(
            f"get_{each.kind.value}_edition",
            each.plural,
            each.names[3],
            each.document,
            path=(each.slug, _EDITION_NUMBER),
            description=_("For ever at this address, whatever supersedes it."),
            refusals=(404, 410, 451),
            moves=True,
        )

    def get(self, request: Request, slug: str, number: int) -> Response:
        read_nothing(request.query_params)
        answer = here(self, request, numbered_edition(self.kind, slug, number), slug, number)
        if isinstance(answer, Response):
            return answer
        return Response(_DOCUMENTS[self.kind].to_representation({**answer.document, "edition": stamp(answer, slug)}))


def here(
    route: SubjectRoute, request: Request, answer: PublishedEdition | Moved | None, slug: str, number: int | None = None
) -> PublishedEdition | Response:
    """The edition, or the redirect to where the subject is today. Raises a Problem where it cannot be read.

    `number` is that of the edition asked for, None for the one in force.
    """
    if answer is None:
        raise nothing_at(route.kind, slug, number)
    found = readable(route.kind, slug, answer)
    return moved(route, request, found) if isinstance(found, Moved) else found


def moved(route: SubjectRoute, request: Request, to: Moved) -> Response:
    """To the same address of the subject's slug of today."""
    return MovedPermanently(
        request, reverse(request.resolver_match.view_name, kwargs={**route.kwargs, "slug": to.slug})
    )


def page_of_list(request: Request, body: dict[str, Any], pages: Pages, asked: PageAsked, **others: Any) -> Response:
    """The answer that holds a page of a list without a question; `others` are what was asked beside the page."""

    def query_of(number: int) -> str:
        wanted = {
            **others,
            "as_of": asked.as_of,
            "page": number if number > 1 else None,
            "page_size": asked.size if asked.size != PAGE_SIZE else None,
        }
        return urlencode({name: value for name, value in wanted.items() if value is not None}, doseq=True)

    return listed(request, body, pages, query_of)
