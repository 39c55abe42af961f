"""What the portal is, how it is made, how to cite it, how it is corrected, and how good its data is."""

from __future__ import annotations

import json
from collections.abc import Callable

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse

from findings.caching import PublicRequest, public
from findings.exports.ledger import MEDIA_TYPE, VERIFY_PROGRAM, ledger_chunks
from findings.pages.about import FACETS, about_page, llms_page, verify_page
from findings.pages.conformance import conformance_page
from findings.pages.quality import quality_page
from findings.pages.view_heads import words_head
from findings.queries.facets import counts
from findings.queries.quality import quality
from findings.queries.questions import Question
from findings.views.exports import open_to_all
from findings.views.responses import newest_version, show

#: More reports, or values of any other facet counted here, than there will ever be.
ALL = 1000


def page(name: str, template: str) -> Callable[..., HttpResponseBase]:
    """The view of a page of words, by its name, with what is counted for it. One statement."""

    @public
    def view(request: PublicRequest) -> HttpResponse:
        page = about_page(request.path, counts(Question(), facets=FACETS, size=ALL))
        return show(request, template, page, head=words_head(name))

    return view


about = page("about", "about/about.html")
method = page("about-method", "about/method.html")
citing = page("about-citing", "about/citing.html")
corrections = page("about-corrections", "about/corrections.html")


@public
def verify(request: PublicRequest) -> HttpResponse:
    return show(request, "about/verify.html", verify_page(), head=words_head("about-verify"))


@open_to_all
def llms(request: PublicRequest) -> HttpResponse:
    """What is where, for programs that read for people (llmstxt.org)."""
    page = llms_page(counts(Question(), facets=FACETS, size=ALL))
    response = show(request, "about/llms.txt", page)
    response.headers["Content-Type"] = "text/plain; charset=utf-8"
    return response


@public
def conformance(request: PublicRequest) -> HttpResponse:
    file = settings.CONFORMANCE_FILE
    found = json.loads(file.read_text()) if file.is_file() else None
    return show(request, "about/conformance.html", conformance_page(found), head=words_head("about-conformance"))


@public
def verify_program(request: PublicRequest) -> HttpResponse:
    return HttpResponse(VERIFY_PROGRAM, content_type="text/x-python; charset=utf-8")


@open_to_all
def ledger(request: PublicRequest) -> HttpResponseBase:
    """Every edition, a line each, streamed: it is asked for as one file, and read to its end."""
    until = newest_version(request)
    pieces = () if request.method == "HEAD" else ledger_chunks(until)
    return StreamingHttpResponse(pieces, content_type=MEDIA_TYPE)


@public
def quality_detail(request: PublicRequest) -> HttpResponse:
    return show(request, "about/quality.html", quality_page(quality()), head=words_head("quality"))
