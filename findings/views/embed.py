"""Findings on other sites: the card in a frame, and oEmbed, by which a site finds the card of an address."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from urllib.parse import urlsplit
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override

from findings.caching import PublicRequest, public
from findings.exports.rows import in_xml
from findings.pages.embeds import embedded_card, frame_size, oembed
from findings.queries.editions import Moved, PublishedEdition, edition_in_force, numbered_edition
from findings.queries.questions import UnanswerableError
from findings.views.forms import not_given, plainly, told_plainly
from findings.views.responses import PART_OF_ADDRESS, moved
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


@xframe_options_exempt
@csp_override(FRAMED)
@public
def finding_embed(request: PublicRequest, slug: str, number: int) -> HttpResponse:
    """The card of an edition, for a frame: whatever is to be said, it is said in a card."""
    kind = SubjectKind.FINDING
    edition = numbered_edition(kind, slug, number) if PART_OF_ADDRESS.match(slug) else None
    if isinstance(edition, Moved):
        return moved(request, edition)
    if edition is None:
        response = render(request, "embed/v1/nothing.html", {"home": settings.SITE_URL}, status=404)
    else:
        current = edition if edition.is_in_force else edition_in_force(kind, edition.slug)
        card = embedded_card(edition, current if isinstance(current, PublishedEdition) else edition)
        status = 451 if edition.redaction is not None else 410 if edition.is_withdrawn else 200
        response = render(request, "embed/v1/finding.html", {"card": card}, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@told_plainly
def oembed_answer(request: PublicRequest) -> HttpResponseBase:
    """What oEmbed asks for an address of a finding or of an edition of it; a finding's card is of the edition in force.

    404 for any other address, 501 for another format (oEmbed 1.0, 2.3.4).
    """
    asked = _asked(request.GET)
    form = asked.get("format", "json")
    if form not in FORMATS:
        return plainly([_("There is no “%(format)s”. The formats are: json, xml.") % {"format": form}], status=501)
    edition = _edition_at(asked["url"])
    if edition is None:
        right = f"{settings.SITE_URL}/findings/REFERENCE/"
        return plainly([_("That is not the address of a finding here, which reads %s") % right], status=404)
    if refusal := not_given(edition):
        return refusal
    most_wide, most_high = (int(asked[name]) if name in asked else None for name in ("maxwidth", "maxheight"))
    told = oembed(edition, *frame_size(most_wide, most_high))
    if form == "xml":
        return HttpResponse(_in_xml(told), content_type="text/xml; charset=utf-8")
    return HttpResponse(json.dumps(told, ensure_ascii=False, indent=1) + "\n", content_type="application/json")


def _asked(parameters: QueryDict) -> dict[str, str]:
    """The parameters, each once. Raises UnanswerableError with a sentence for each thing that is wrong."""
    given = {name: parameters.getlist(name) for name in parameters}
    known = ", ".join(PARAMETERS)
    reasons = [
        _("This address has no parameter “%(name)s”. It has: %(known)s.") % {"name": name, "known": known}
        for name in given
        if name not in PARAMETERS
    ]
    reasons += [_("The address names “%s” more than once. Once is right.") % n for n, v in given.items() if len(v) > 1]
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


def _edition_at(address: str) -> PublishedEdition | None:
    """The edition that an absolute address of this portal shows; None where it shows no finding."""
    try:
        asked, own = urlsplit(address), urlsplit(settings.SITE_URL)
        if asked.netloc != own.netloc or asked.scheme not in {"http", "https"}:
            return None
        match = resolve(asked.path.lower())
    except (Resolver404, ValueError):
        return None
    kind, parts = SubjectKind.FINDING, match.kwargs
    if match.url_name not in {"finding-detail", "finding-edition"} or not PART_OF_ADDRESS.match(parts["slug"]):
        return None
    found = (
        numbered_edition(kind, parts["slug"], parts["number"])
        if "number" in parts
        else edition_in_force(kind, parts["slug"])
    )
    if isinstance(found, Moved):
        found = edition_in_force(kind, found.slug)
    return found if isinstance(found, PublishedEdition) else None


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
