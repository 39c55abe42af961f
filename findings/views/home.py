"""The first page."""

from __future__ import annotations

from django.http import HttpResponse

from findings.caching import PublicRequest, public
from findings.pages.home import home_page
from findings.queries.summaries import categories_at_a_glance, holdings, latest_editions
from findings.views.responses import show
from findings.vocabulary import SubjectKind


@public
def home(request: PublicRequest) -> HttpResponse:
    page = home_page(holdings(), categories_at_a_glance(), latest_editions(SubjectKind.FINDING))
    return show(request, "findings/home.html", page)
