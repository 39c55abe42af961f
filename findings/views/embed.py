"""Findings on other sites: the cards in a frame, and oEmbed, by which a site finds the card of an address."""

from __future__ import annotations

import functools
import io
import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override

from findings.caching import PublicRequest, public
from findings.exports.addresses import absolute, list_address
from findings.exports.rows import in_xml
from findings.exports.view_cards import ViewCard
from findings.pages.cards import edition_card, list_card, question_of_edition
from findings.pages.embeds import (
    ROWS,
    Embeddable,
    embeddable,
    embeddable_list,
    embedded_card,
    embedded_findings,
    frame_size,
    oembed,
)
from findings.pages.frames import detail_url
from findings.pages.looks import PARAMETERS as LOOKS
from findings.queries.editions import Moved, PublishedEdition, edition_followed, edition_in_force
from findings.queries.facets import Counts, counts
from findings.queries.lists import rows, withheld
from findings.queries.questions import Question, UnanswerableError
from findings.queries.sentence import sentence
from findings.queries.versions import version_of
from findings.views.plain_refusals import found, not_given, plainly, told_plainly
from findings.views.questions import named_twice, question_of
from findings.views.responses import PART_OF_ADDRESS, View, moved, newest_version
from findings.views.subjects import YEARS
from findings.vocabulary import SubjectKind

#: A card may stand in any site's frame; it loads its one style sheet, and does nothing else.
FRAMED: dict[str, list[str]] = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.SELF],
    "form-action": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "frame-ancestors": ["*"],
}
PARAMETERS = ("url", "format", "maxwidth", "maxheight")
FORMATS = ("json", "xml")
_PIXELS = re.compile("[1-9][0-9]{0,4}")


def framed(view: View) -> View:
    """A public view of what stands in a frame: whatever is to be said, it is said in a card."""

    @xframe_options_exempt
    @csp_override(FRAMED)
    @public
    @functools.wraps(view)
    def answer(request: PublicRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
        except UnanswerableError as error:
            response = _nothing(request, error.reasons, status=400)
        except Http404:
            response = _nothing(request, [], status=404)
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return answer


def _nothing(request: PublicRequest, reasons: list[str], status: int) -> HttpResponse:
    told = {"home": settings.SITE_URL, "reasons": reasons}
    return render(request, "embed/v1/nothing.html", told, status=status)


@framed
def finding_embed(request: PublicRequest, slug: str, number: int | None = None) -> HttpResponse:
    """The card of an edition of a finding; without a number, of the one in force."""
    edition = found(SubjectKind.FINDING, slug, number)
    if isinstance(edition, Moved):
        return moved(request, edition)
    current = edition if edition.is_in_force else edition_in_force(edition.kind, edition.slug)
    return _one(request, edition, current if isinstance(current, PublishedEdition) else edition)


def _one(request: PublicRequest, edition: PublishedEdition, current: PublishedEdition) -> HttpResponse:
    status = 451 if edition.redaction is not None else 410 if edition.is_withdrawn else 200
    return render(request, "embed/v1/finding.html", {"card": embedded_card(edition, current)}, status=status)


def subject_embed(kind: SubjectKind) -> View:
    """The card of the edition in force of an actor or a report, with its findings; or of what became of it."""

    @framed
    def view(request: PublicRequest, slug: str) -> HttpResponse:
        edition = found(kind, slug, None)
        if isinstance(edition, Moved):
            return moved(request, edition)
        if edition.redaction is not None or edition.is_withdrawn:
            return _one(request, edition, edition)
        question = question_of_edition(edition)
        counted = counts(question, facets=("year",), size=YEARS)
        told = edition_card(edition, counted, newest_version(request))
        return _set(request, told, counted, question, absolute(detail_url(kind, edition.slug)))

    return view


@framed
def list_embed(request: PublicRequest) -> HttpResponseBase:
    """The card of a list: its sentence, its years, its first rows."""
    question = question_of(request)
    if isinstance(question, HttpResponseRedirect):
        return question
    question = question.from_the_start()
    counted = counts(question, facets=("year",), size=YEARS)
    told = list_card(question, counted, question.as_of or newest_version(request), withheld(question))
    return _set(request, told, counted, question, list_address(question))


def _set(request: PublicRequest, told: ViewCard, counted: Counts, question: Question, url: str) -> HttpResponse:
    card = embedded_findings(told, counted, rows(question, size=ROWS), url)
    return render(request, "embed/v1/findings.html", {"card": card})


@told_plainly
def oembed_answer(request: PublicRequest) -> HttpResponseBase:
    """What oEmbed asks for an address of a finding, of an edition of it, of an actor, of a report, of a list.

    The card of an address without an edition is of the one in force, whichever that will be.

    404 for any other address, 501 for another format (oEmbed 1.0, 2.3.4).
    """
    asked = _asked(request.GET)
    form = asked.get("format", "json")
    if form not in FORMATS:
        return plainly([_("There is no “%(format)s”. The formats are: json, xml.") % {"format": form}], status=501)
    told = _embeddable_at(asked["url"], newest_version(request))
    if told is None:
        right = f"{settings.SITE_URL}/findings/REFERENCE/"
        sentence = _("That is not the address of a finding, an actor, a report or a list here, as %s is")
        return plainly([sentence % right], status=404)
    if isinstance(told, HttpResponse):
        return told
    most_wide, most_high = (int(asked[name]) if name in asked else None for name in ("maxwidth", "maxheight"))
    answer = oembed(told, *frame_size(most_wide, most_high, is_set=told.is_set))
    if form == "xml":
        return HttpResponse(_in_xml(answer), content_type="text/xml; charset=utf-8")
    return HttpResponse(json.dumps(answer, ensure_ascii=False, indent=1) + "\n", content_type="application/json")


def _asked(parameters: QueryDict) -> dict[str, str]:
    """The parameters, each once. Raises UnanswerableError with a sentence for each thing that is wrong."""
    given = {name: parameters.getlist(name) for name in parameters}
    known = ", ".join(PARAMETERS)
    reasons = [
        _("This address has no parameter “%(name)s”. It has: %(known)s.") % {"name": name, "known": known}
        for name in given
        if name not in PARAMETERS
    ]
    reasons += named_twice(parameters, given)
    reasons += [
        _("“%(value)s” is no number of pixels for “%(name)s”.") % {"value": given[name][0], "name": name}
        for name in ("maxwidth", "maxheight")
        if name in given and not _PIXELS.fullmatch(given[name][0])
    ]
    if not given.get("url", [""])[0]:
        reasons.append(_("Name the address whose card is wanted: “url=%s/findings/REFERENCE/”.") % settings.SITE_URL)
    if reasons:
        raise UnanswerableError(reasons)
    return {name: values[0] for name, values in given.items()}


#: Address of a page, by the name of its view → the kind of its subject.
_EMBEDDED = {
    "finding-detail": SubjectKind.FINDING,
    "finding-edition": SubjectKind.FINDING,
    "actor-detail": SubjectKind.ACTOR,
    "report-detail": SubjectKind.REPORT,
}


def _embeddable_at(address: str, current: int) -> Embeddable | HttpResponse | None:
    """What an absolute address of this portal shows, or why it is not given; None where that is nothing to embed."""
    try:
        asked, own = urlsplit(address), urlsplit(settings.SITE_URL)
        if asked.netloc != own.netloc or asked.scheme not in {"http", "https"}:
            return None
        match = resolve(asked.path.lower())
    except (Resolver404, ValueError):
        return None
    if match.url_name == "finding-list":
        question = Question.read(QueryDict(asked.query), beside=LOOKS)
        if question.as_of is not None and version_of(question.as_of) is None:
            return None
        return embeddable_list(question, str(sentence(question, counts(question, facets=()))), current)
    kind, parts = _EMBEDDED.get(match.url_name or ""), match.kwargs
    if kind is None or not PART_OF_ADDRESS.match(parts["slug"]):
        return None
    edition = edition_followed(kind, parts["slug"], parts.get("number"))
    if edition is None:
        return None
    return not_given(edition) or embeddable(edition, pinned="number" in parts)


def _in_xml(told: Mapping[str, object]) -> bytes:
    written = io.StringIO()
    xml = SimplerXMLGenerator(written, "utf-8", short_empty_elements=True)
    xml.startDocument()
    xml.startElement("oembed", AttributesImpl({}))
    for name, value in told.items():
        xml.addQuickElement(name, in_xml(str(value)))
    xml.endElement("oembed")
    xml.endDocument()
    return written.getvalue().encode()
