"""The list of findings as feeds, one for each question: what changed last comes first."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect

from findings.caching import PublicRequest
from findings.exports.feeds import Feed, atom, feed_of, json_feed
from findings.exports.forms import MEDIA_TYPES
from findings.views.exports import linked, open_to_all
from findings.views.questions import question_of


def feed(form: str, write: Callable[[Feed], bytes]) -> Callable[..., HttpResponseBase]:
    """The view of the feeds in a form. A page of a feed has FEED_SIZE entries, whatever the list's pages have."""

    @open_to_all
    def view(request: PublicRequest) -> HttpResponseBase:
        question = question_of(request)
        if isinstance(question, HttpResponseRedirect):
            return question
        page = feed_of(question, request.dataset_version)
        response = HttpResponse(write(page), content_type=MEDIA_TYPES[form])
        return linked(response, form, page.question, "alternate")

    return view


finding_atom = feed("atom", atom)
finding_json_feed = feed("feed.json", json_feed)
