"""The first page."""

from __future__ import annotations

from django.http import HttpResponse

from findings.caching import PublicRequest, public
from findings.pages.heads import home_head
from findings.pages.home import home_page
from findings.pages.pictures import DELIVERIES, cap_question
from findings.queries.lists import rows
from findings.queries.pictures import by_month
from findings.queries.questions import Question
from findings.queries.subjects import subject_list
from findings.queries.summaries import categories_at_a_glance, holdings, latest_editions
from findings.views.responses import show
from findings.vocabulary import SubjectKind


@public
def home(request: PublicRequest) -> HttpResponse:
    months = by_month(Question())
    page = home_page(
        holdings(),
        categories_at_a_glance(),
        latest_editions(SubjectKind.FINDING),
        months=months,
        reports=subject_list(SubjectKind.REPORT).subjects,
        deliveries=rows(cap_question(), size=DELIVERIES),
    )
    return show(request, "findings/home.html", page, head=home_head(page.permalink, request.dataset_version, months))
