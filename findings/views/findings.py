"""Findings: the list, one of them, one edition of it."""

from __future__ import annotations

from django.http import HttpResponse

from findings.caching import PublicRequest, public
from findings.pages.findings import finding_page
from findings.pages.lists import browse_page
from findings.queries.filters import Question
from findings.queries.lists import PAGE_SIZE, counts, rows
from findings.views.responses import check_page, show
from findings.views.subjects import detail, edition
from findings.vocabulary import SubjectKind


@public
def finding_list(request: PublicRequest) -> HttpResponse:
    question = Question.read(request.GET)
    counted = counts(question)
    check_page(question.page, counted.total, PAGE_SIZE)
    return show(request, "findings/finding_list.html", browse_page(question, counted, rows(question)))


finding_detail = detail(SubjectKind.FINDING, "findings/finding.html", finding_page)
finding_edition = edition(SubjectKind.FINDING, "findings/finding.html", finding_page)
