"""The preview: the page that readers would find, made by the functions and templates of the public pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from findings.models import Edition
from findings.pages import subjects as pages
from findings.pages.findings import finding_page
from findings.publishing import Standing, standings
from findings.publishing.acts import RECORDS
from findings.queries.editions import PublishedEdition, archived_copies
from findings.queries.facets import counts
from findings.queries.lists import rows
from findings.queries.questions import Question, UnanswerableError
from findings.queries.versions import current_version
from findings.vocabulary import EditionKind, SubjectKind

#: As many years as the timeline of a subject's public page can have.
YEARS = 100


def preview(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """The page of a record as it stands, marked as a preview, for whoever may see the record."""
    if kind not in SubjectKind.values:
        raise Http404
    subject_kind = SubjectKind(kind)
    if not request.user.has_perm(f"findings.view_{RECORDS[subject_kind]._meta.model_name}"):
        raise PermissionDenied
    (standing,) = standings([(subject_kind, key)])
    if standing.compiled is None:
        raise Http404(_("There is no such record."))
    template, page_of = PAGES[subject_kind]
    page = page_of(as_edition(standing))
    told = {"page": page, "version": current_version(), "preview": standing}
    return render(request, template, told)


def as_edition(standing: Standing) -> PublishedEdition:
    """The record as the edition that it would be, if it were published now."""
    compiled, current = standing.compiled, standing.current
    if compiled is None:
        raise ValueError(f"There is no record of {standing.kind} {standing.key}.")
    number = current.number + 1 if current else 1
    version = current_version()
    return PublishedEdition(
        kind=standing.kind,
        key=standing.key,
        slug=compiled.slug,
        title=compiled.title,
        number=number,
        latest=number,
        edition_kind=EditionKind.UPDATE if current else EditionKind.FIRST,
        note="",
        published_at=timezone.now(),
        published_in=version.number + 1 if version else 1,
        superseded_at=None,
        superseded_in=None,
        redaction=None,
        document=compiled.document,
        document_digest=compiled.digest,
        digest="",
        first_published_at=_first_published(standing),
        corrections=(),
        stored=compiled.document,
        copies=archived_copies(standing.kind, compiled.document),
    )


def _first_published(standing: Standing) -> dt.datetime:
    first = Edition.objects.of(standing.kind, standing.key).filter(number=1).values_list("published_at", flat=True)
    return first.first() or timezone.now()


def _with_findings(
    filter_name: str,
    facets: tuple[str, ...],
    page_of: Callable[..., Any],
    keys_of: Callable[[PublishedEdition], str | list[str]] = lambda edition: edition.key,
) -> Callable[[PublishedEdition], Any]:
    """The page with the findings that are public now, as views.subjects makes it; without, where it is new to all."""

    def page(edition: PublishedEdition) -> Any:
        question = Question.of(**{filter_name: keys_of(edition)})
        try:
            counted = counts(question, facets=(*facets, "year"), size=YEARS, exact=False)
        except UnanswerableError:  # no edition has this key yet
            return page_of(edition)
        return page_of(edition, pages.findings_part(edition.title, question, counted, rows(question), facets))

    return page


#: Kind → its template, and the function that makes its page of an edition.
PAGES: dict[SubjectKind, tuple[str, Callable[[PublishedEdition], Any]]] = {
    SubjectKind.FINDING: ("findings/finding.html", finding_page),
    SubjectKind.CATEGORY: (
        "findings/category.html",
        _with_findings("category", ("report", "actor"), pages.category_page),
    ),
    SubjectKind.REPORT: ("findings/report.html", _with_findings("report", ("category", "actor"), pages.report_page)),
    SubjectKind.ACTOR: (
        "findings/actor.html",
        _with_findings("actor", ("involvement", "category", "report"), pages.actor_page),
    ),
    SubjectKind.SOURCE: ("findings/source.html", pages.source_edition_page),
    SubjectKind.RESOLUTION: (
        "findings/resolution.html",
        _with_findings(
            "provision",
            ("category",),
            pages.resolution_page,
            lambda edition: [each["key"] for each in edition.document["provisions"]],
        ),
    ),
}
