"""Findings: the list, one of them, one edition of it."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from findings.caching import PublicRequest, finished_rows, public
from findings.pages.comparison import comparison
from findings.pages.embeds import list_share
from findings.pages.facets import SHOWN, values_page
from findings.pages.findings import finding_page
from findings.pages.list_heads import list_head
from findings.pages.lists import Pictures, browse_page, cite_page
from findings.pages.looks import PARAMETERS, Look, comparable
from findings.pages.pictures import map_of, strips, timeline
from findings.pages.search import target_url
from findings.queries.comparison import compare
from findings.queries.facets import counts, offered
from findings.queries.lists import PAGE_SIZE, Row, nothing_finished, references_digest, rows, withheld
from findings.queries.nearby import Near, near_to
from findings.queries.paging import check_page
from findings.queries.paths import path_of_compared
from findings.queries.pictures import by_month, by_place, references_at
from findings.queries.questions import Question, UnanswerableError
from findings.queries.related import related_to
from findings.queries.search import Hit, Target, called, lookup, named
from findings.queries.subjects import subject_list
from findings.queries.versions import Version, version_of
from findings.views.memento import list_as_memento
from findings.views.questions import question_of
from findings.views.responses import newest_version, show
from findings.views.subjects import detail, edition
from findings.vocabulary import SubjectKind

#: How many values of one filter are listed on a page of their own: all that there are, within reason.
ALL_VALUES = 2000


@public
def finding_list(request: PublicRequest) -> HttpResponse:
    look = Look.read(request.GET)
    question = question_of(request, beside=PARAMETERS)
    if isinstance(question, HttpResponseRedirect):
        return question
    if look.view == "values":
        return _values(request, question, look)
    if look.view == "cite":
        return _citation(request, question)
    return _browsed(request, question, look)


def _browsed(request: PublicRequest, question: Question, look: Look) -> HttpResponse:
    """The answer, a page of it in one of its views; where a dataset version is asked for, with its headers."""
    counted = counts(question, facets=offered(question), size=SHOWN + 1, exact=False)
    check_page(question.page, counted.total, PAGE_SIZE)
    near = near_to(question, counted.total, request.GET.get("q", ""))
    hits, target = _subjects_named(question, near)
    page = browse_page(
        question,
        counted,
        _rows(question, look),
        look,
        current=newest_version(request),
        hits=hits,
        target=target,
        near=near,
        withheld=withheld(question),
        pictures=_pictures(question, look, counted.total),
    )
    share = list_share(question, counted, newest_version(request)) if look.view == "list" else None
    head = list_head(page, share)
    response = show(request, "findings/finding_list.html", page, head=head)
    if question.as_of is not None and (version := _version_of(request, question.as_of)):
        return list_as_memento(response, question, version)
    return response


def _subjects_named(question: Question, near: Near | None) -> tuple[list[Hit], Target | None]:
    """What the words of a search name besides findings, and the one thing that they mean, on its first page."""
    if not question.text or question.page != 1:
        return [], None
    hits = named(question.text, question.as_of)
    if near and near.is_unsearched:
        hits = called(question.text, hits)
    return hits, lookup(question.text, hits if question.as_of is None else None)


def _version_of(request: PublicRequest, number: int) -> Version | None:
    """The dataset version of this number; the current one is known without a statement."""
    current = request.dataset_version
    return current if current and current.number == number else version_of(number)


def _rows(question: Question, look: Look) -> list[Row]:
    """The rows of the views that show some; a row that the list has finished needs no document, a table's does."""
    if look.view not in {"list", "table"}:
        return []
    return rows(question, finished=finished_rows if look.view == "list" else nothing_finished)


def _pictures(question: Question, look: Look, total: int) -> Pictures:
    """What the view draws or compares; each is a few statements that a list does not ask."""
    if look.view in {"timeline", "months"}:
        return _timeline(question, look)
    if look.view == "map":
        return _map(question, look, total)
    if look.view == "compare" and (name := comparable(question)):
        return _comparison(question, look, name)
    return Pictures()


def _timeline(question: Question, look: Look) -> Pictures:
    months = by_month(question)
    categories = subject_list(SubjectKind.CATEGORY, question.as_of).subjects
    reports = subject_list(SubjectKind.REPORT, question.as_of).subjects
    drawn = timeline(question, months, categories, reports)
    if look.view == "months":
        return Pictures(numbers=drawn)
    return Pictures(timeline=drawn, strips=strips(question, months, categories))


def _map(question: Question, look: Look, total: int) -> Pictures:
    sheet = question.from_the_start()
    return Pictures(
        map=map_of(
            question,
            by_place(question),
            look.map,
            lambda name: replace(look, map=name).url(sheet),
            references_at,
            total=total,
        )
    )


def _comparison(question: Question, look: Look, name: str) -> Pictures:
    return Pictures(
        comparison=comparison(
            name,
            *compare(question, name),
            path_of_compared(question, name),
            number=question.page,
            url_of_page=lambda page: f"{look.url(replace(question, page=page))}#all",
        )
    )


def _values(request: PublicRequest, question: Question, look: Look) -> HttpResponse:
    counted = counts(question, facets=[look.of], size=ALL_VALUES, containing=look.containing)
    return show(request, "findings/facet_values.html", values_page(question, counted, look))


def _citation(request: PublicRequest, question: Question) -> HttpResponse:
    pinned = question.pinned_to(newest_version(request))
    version = version_of(pinned.as_of) if pinned.as_of else None
    if version is None:
        raise UnanswerableError([_("Nothing has been published yet, so there is nothing to cite.")])
    _count, digest = references_digest(pinned)
    return show(request, "findings/cite_list.html", cite_page(pinned, counts(pinned, facets=()), version, digest))


@public
def look_up(request: PublicRequest) -> HttpResponse:
    """What a journalist has at hand → its page; what names no one thing → the search for it."""
    Question.read(request.GET)  # refuses what no search could be, in a sentence
    words = request.GET.get("q", "")
    target = lookup(words)
    where = target_url(target) if target else f"{reverse('finding-list')}?{urlencode({'q': words})}"
    return HttpResponseRedirect(where)


finding_detail = detail(
    SubjectKind.FINDING,
    "findings/finding.html",
    lambda edition: finding_page(edition, related_to(edition, finished=finished_rows)),
)
finding_edition = edition(SubjectKind.FINDING, "findings/finding.html", finding_page)
