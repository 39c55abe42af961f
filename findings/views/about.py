"""What the portal is, how it is made, how to cite it, how it is corrected; and the code book of its data."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse, HttpResponseBase, JsonResponse

from findings.caching import PublicRequest, public
from findings.exports.codebook import codebook, described_fields
from findings.pages.about import FACETS, about_page, codebook_page
from findings.queries.examples import examples
from findings.queries.lists import counts
from findings.queries.questions import Question
from findings.views.exports import open_to_all
from findings.views.responses import show

#: More reports, or values of any other facet counted here, than there will ever be.
ALL = 1000


def page(template: str) -> Callable[..., HttpResponseBase]:
    """The view of a page of words, with what is counted for it. One statement."""

    @public
    def view(request: PublicRequest) -> HttpResponse:
        return show(request, template, about_page(request.path, counts(Question(), facets=FACETS, size=ALL)))

    return view


about = page("about/about.html")
method = page("about/method.html")
citing = page("about/citing.html")
corrections = page("about/corrections.html")


@public
def codebook_detail(request: PublicRequest) -> HttpResponse:
    return show(request, "about/codebook.html", codebook_page(described_fields(examples())))


@open_to_all
def codebook_json(request: PublicRequest) -> HttpResponseBase:
    version = request.dataset_version.number if request.dataset_version else None
    data = codebook(described_fields(examples()), version)
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})
