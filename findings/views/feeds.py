"""The list of findings as feeds, one for each question: what changed last comes first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect

from findings.caching import PublicRequest
from findings.exports.feeds import FEED_SIZE, Feed, atom, json_feed, title_of
from findings.exports.forms import MEDIA_TYPES
from findings.queries.facets import counts
from findings.queries.paging import check_page
from findings.queries.sentence import sentence
from findings.queries.versions import version_of
from findings.queries.whole import changed_findings
from findings.views.exports import linked, open_to_all
from findings.views.questions import question_of
from findings.views.responses import page_once


def feed(form: str, write: Callable[[Feed], bytes]) -> Callable[..., HttpResponseBase]:
    """The view of the feeds in a form. A page of a feed has FEED_SIZE entries, whatever the list's pages have."""

    @open_to_all
    def view(request: PublicRequest) -> HttpResponseBase:
        page_once(request.GET)
        question = question_of(request)
        if isinstance(question, HttpResponseRedirect):
            return question
        # A feed has one order: the same question in another one is the same feed.
        question = replace(question, sort="")
        counted = counts(question, facets=())
        check_page(question.page, counted.total, FEED_SIZE)
        page = Feed(
            question=question,
            title=title_of(sentence(question, counted)),
            total=counted.total,
            version=request.dataset_version if question.as_of is None else version_of(question.as_of),
            entries=changed_findings(question, size=FEED_SIZE),
        )
        response = HttpResponse(write(page), content_type=MEDIA_TYPES[form])
        return linked(response, form, question, "alternate")

    return view


finding_atom = feed("atom", atom)
finding_json_feed = feed("feed.json", json_feed)
