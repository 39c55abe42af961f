"""Findings: the list, one of them, one edition of it."""

from __future__ import annotations

from django.http import HttpResponse

from findings.caching import PublicRequest, public
from findings.pages.findings import finding_page
from findings.pages.lists import browse_page
from findings.queries.lists import PAGE_SIZE, counts, rows
from findings.queries.questions import Question
from findings.views.responses import check_as_of, check_page, page_once, show
from findings.views.subjects import detail, edition
from findings.vocabulary import SubjectKind

#: The facets that the list offers by itself; others once something of them is chosen.
FACETS = ("category", "report", "actor")


@public
def finding_list(request: PublicRequest) -> HttpResponse:
    page_once(request.GET)
    question = Question.read(request.GET)
    check_as_of(question, request)
    counted = counts(question, facets=FACETS)
    check_page(question.page, counted.total, PAGE_SIZE)
    return show(request, "findings/finding_list.html", browse_page(question, counted, rows(question)))


finding_detail = detail(SubjectKind.FINDING, "findings/finding.html", finding_page)
finding_edition = edition(SubjectKind.FINDING, "findings/finding.html", finding_page)
