"""The pages of subjects: the edition in force, a numbered edition, and the lists of each kind."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeGuard

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from findings.caching import PublicRequest, finished_rows, public, public_at_any_time, public_edition
from findings.pages import events
from findings.pages import subjects as pages
from findings.pages.edition_heads import head_of
from findings.pages.heads import Head
from findings.pages.indexes import INDEX_SIZE, actor_index_page, index_page
from findings.pages.list_heads import index_head
from findings.pages.pictures import CAP_PROVISION, DELIVERIES, cap_question
from findings.pages.tombstones import redacted_page, withdrawn_page
from findings.pages.view_heads import event_head, provision_head
from findings.queries.actors import CHOICES, ActorChoice, described_on, designated_on, wrong_choices
from findings.queries.actors import actor_list as actors_listed
from findings.queries.editions import (
    Moved,
    PublishedEdition,
    edition_in_force,
    event_of,
    last_with_event,
    numbered_edition,
    provision_of,
    source_in_force,
)
from findings.queries.facets import counts
from findings.queries.lists import rows
from findings.queries.paging import check_page
from findings.queries.places_in_sources import cited_places
from findings.queries.questions import Question, read_page
from findings.queries.subjects import subject_list
from findings.views.memento import as_memento, at_any_time, part_as_memento
from findings.views.questions import check_once
from findings.views.responses import NothingHereError, View, at_its_address, moved, show
from findings.vocabulary import SubjectKind

#: How many years a subject's small timeline can have: with these, no finding is left out of it.
YEARS = 100

type PageOf = Callable[[PublishedEdition], Any]


def detail(kind: SubjectKind, template: str, page_of: PageOf) -> View:
    """The view of a subject: its edition in force, or the way to the one of another time."""

    @public_at_any_time
    @at_its_address(kind)
    @at_any_time(kind)
    def view(request: PublicRequest, slug: str) -> HttpResponse:
        return shown(request, found(kind, slug, edition_in_force(kind, slug)), template, page_of)

    return view


def edition(kind: SubjectKind, template: str, page_of: PageOf) -> View:
    """The view of one numbered edition of a subject, for ever at its address."""

    @public_edition
    @at_its_address(kind)
    def view(request: PublicRequest, slug: str, number: int) -> HttpResponse:
        answer = found(kind, slug, numbered_edition(kind, slug, number))
        response = shown(request, answer, template, page_of)
        if isinstance(answer, Moved):
            return response
        request.document_digest = answer.document_digest
        return as_memento(response, answer)

    return view


def index(kind: SubjectKind, template: str) -> View:
    """The list of all subjects of a kind."""

    @public
    def view(request: PublicRequest) -> HttpResponse:
        check_once(request.GET, ["page"])
        number = read_page(request.GET)
        listed = subject_list(kind, page=number, size=INDEX_SIZE)
        check_page(number, listed.total, INDEX_SIZE)
        page = index_page(kind, listed, number)
        return show(request, template, page, head=index_head(page))

    return view


def found(kind: SubjectKind, slug: str, answer: PublishedEdition | Moved | None) -> PublishedEdition | Moved:
    """What was found at the address of a subject. Raises NothingHereError where that is nothing."""
    if answer is None:
        raise NothingHereError(kind, slug)
    return answer


def shown(
    request: PublicRequest,
    answer: PublishedEdition | Moved,
    template: str,
    page_of: PageOf,
    head: Callable[[PublishedEdition, Any], Head] | None = None,
) -> HttpResponse:
    """The page of an edition, or what stands in its place: a redirect, a tombstone, the notice of a redaction.

    `head` is for pages that are about a part of a subject.
    """
    if isinstance(answer, Moved):
        return moved(request, answer)
    if notice := notice_of(request, answer):
        return notice
    page = page_of(answer)
    told = head(answer, page) if head else head_of(answer, page, pinned=_is_pinned(request))
    return show(request, template, page, head=told)


def notice_of(request: PublicRequest, edition: PublishedEdition) -> HttpResponse | None:
    """What stands in the place of the page of a withdrawn subject (410), or of a redacted edition (451)."""
    if edition.redaction is None and not edition.is_withdrawn:
        return None
    head = head_of(edition, pinned=_is_pinned(request))
    if edition.redaction is not None:
        return show(request, "findings/redacted.html", redacted_page(edition), status=451, head=head)
    return show(request, "findings/withdrawn.html", withdrawn_page(edition), status=410, head=head)


def _is_pinned(request: PublicRequest) -> bool:
    """Whether the address is that of one edition."""
    return request.resolver_match is not None and "number" in request.resolver_match.kwargs


def with_findings(
    filter_name: str,
    facets: tuple[str, ...],
    page_of: Callable[..., Any],
    keys_of: Callable[[PublishedEdition], str | list[str]] = lambda edition: edition.key,
) -> PageOf:
    """A page of a subject with its findings: two statements more, one for all counts and one for the rows."""

    def page(edition: PublishedEdition) -> Any:
        question = Question.of(**{filter_name: keys_of(edition)})
        counted = counts(question, facets=(*facets, "year"), size=YEARS, exact=False)
        if filter_name == "actor":
            # The documents say in which role it is named, and who is named with it, also in rows that are not shown.
            found = rows(question)
        else:
            found = rows(question, size=pages.MOST_ROWS, finished=finished_rows)
        return page_of(edition, pages.findings_part(edition.title, question, counted, found, facets))

    return page


category_list = index(SubjectKind.CATEGORY, "findings/index.html")
category_detail = detail(
    SubjectKind.CATEGORY, "findings/category.html", with_findings("category", ("report", "actor"), pages.category_page)
)
category_edition = edition(SubjectKind.CATEGORY, "findings/category.html", pages.category_page)

report_list = index(SubjectKind.REPORT, "findings/index.html")
report_detail = detail(
    SubjectKind.REPORT,
    "findings/report.html",
    with_findings("report", ("category", "actor"), partial(pages.report_page, url_of_event=events.event_in_force)),
)
report_edition = edition(
    SubjectKind.REPORT, "findings/report.html", partial(pages.report_page, url_of_event=events.event_of_edition)
)


def _event(
    request: PublicRequest, answer: PublishedEdition | Moved, key: str, url_of_event: events.UrlOfEvent
) -> HttpResponse:
    event = None if isinstance(answer, Moved) else event_of(answer, key)
    if event is None and _has_words(answer):
        raise NothingHereError(SubjectKind.REPORT, answer.slug)
    page_of = partial(events.event_page, event=event or {}, url_of_event=url_of_event)
    return shown(request, answer, "findings/event.html", page_of, event_head)


def _has_words(answer: PublishedEdition | Moved) -> TypeGuard[PublishedEdition]:
    return not isinstance(answer, Moved) and not answer.is_withdrawn and answer.redaction is None


@public
@at_its_address(SubjectKind.REPORT)
def event_detail(request: PublicRequest, slug: str, key: str) -> HttpResponse:
    """An event around a report, as the edition in force has it; one that it has no more, as the last one had it."""
    answer = found(SubjectKind.REPORT, slug, edition_in_force(SubjectKind.REPORT, slug))
    if _has_words(answer) and event_of(answer, key) is None and (last := last_with_event(answer.key, key)):
        return HttpResponseRedirect(reverse("event-edition", args=[slug, last, key]))
    return _event(request, answer, key, events.event_in_force)


@public_edition
@at_its_address(SubjectKind.REPORT)
def event_edition(request: PublicRequest, slug: str, number: int, key: str) -> HttpResponse:
    """The same as one numbered edition has it, for ever."""
    answer = found(SubjectKind.REPORT, slug, numbered_edition(SubjectKind.REPORT, slug, number))
    response = _event(request, answer, key, events.event_of_edition)
    if isinstance(answer, Moved):
        return response
    request.document_digest = answer.document_digest
    return part_as_memento(response, answer, events.event_in_force(answer, key))


@public
def actor_list(request: PublicRequest) -> HttpResponse:
    """The list of actors: all of them, those of one kind, those that are recorded as designated or are not."""
    check_once(request.GET, [*CHOICES, "page"])
    number = read_page(request.GET, filters=CHOICES, wrong=wrong_choices(request.GET))
    choice = ActorChoice.of(request.GET)
    listed = actors_listed(choice, page=number, size=INDEX_SIZE)
    check_page(number, listed.total, INDEX_SIZE)
    page = actor_index_page(choice, listed, number)
    return show(request, "findings/index.html", page, head=index_head(page))


actor_detail = detail(
    SubjectKind.ACTOR,
    "findings/actor.html",
    with_findings("actor", ("involvement", "category", "report"), pages.actor_page),
)
actor_edition = edition(SubjectKind.ACTOR, "findings/actor.html", pages.actor_page)

source_list = index(SubjectKind.SOURCE, "findings/index.html")
source_edition = edition(SubjectKind.SOURCE, "findings/source.html", pages.source_edition_page)


@public_at_any_time
@at_its_address(SubjectKind.SOURCE)
@at_any_time(SubjectKind.SOURCE)
def source_detail(request: PublicRequest, slug: str) -> HttpResponse:
    answer = source_in_force(slug)
    if answer is None:
        raise NothingHereError(SubjectKind.SOURCE, slug)
    if isinstance(answer, Moved):
        return moved(request, answer)
    return shown(
        request,
        answer.edition,
        "findings/source.html",
        lambda edition: pages.source_page(
            answer, cited_places(edition.key), designated_on(edition.key), described_on(edition.key)
        ),
    )


resolution_list = index(SubjectKind.RESOLUTION, "findings/index.html")
resolution_edition = edition(SubjectKind.RESOLUTION, "findings/resolution.html", pages.resolution_page)


def _resolution_page(edition: PublishedEdition) -> pages.ResolutionPage:
    question = Question.of(provision=[each["key"] for each in edition.document["provisions"]])
    counted = counts(question, facets=("category", "year"), size=YEARS)
    found = rows(question, size=pages.MOST_ROWS, finished=finished_rows)
    part = pages.findings_part(edition.title, question, counted, found, ("category",))
    mapped = {value.key: value.count for facet in counted.facets if facet.name == "provision" for value in facet.values}
    return pages.resolution_page(edition, part, mapped)


resolution_detail = detail(SubjectKind.RESOLUTION, "findings/resolution.html", _resolution_page)


@public
@at_its_address(SubjectKind.RESOLUTION)
def provision_detail(request: PublicRequest, slug: str, key: str) -> HttpResponse:
    kind = SubjectKind.RESOLUTION
    answer = found(kind, slug, edition_in_force(kind, slug))
    provision = None if isinstance(answer, Moved) else provision_of(answer, key)
    if not isinstance(answer, Moved) and not answer.is_withdrawn and answer.redaction is None and provision is None:
        raise NothingHereError(kind, slug)
    deliveries = rows(cap_question(), size=DELIVERIES) if key == CAP_PROVISION[1] else []
    page_of = with_findings(
        "provision",
        ("category", "report"),
        lambda edition, part: pages.provision_page(edition, provision or {}, part, deliveries),
        lambda _edition: key,
    )
    return shown(request, answer, "findings/provision.html", page_of, provision_head)
