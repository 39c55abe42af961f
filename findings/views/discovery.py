"""What machines look for at addresses of their own: the sitemap, robots.txt, OpenSearch, the catalogue of the API."""

from __future__ import annotations

import datetime as dt
import json
import re

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from findings.caching import CACHE_CONTROL, PublicRequest, public
from findings.documents import moment
from findings.exports import sitemaps
from findings.exports.addresses import absolute, form_address
from findings.exports.forms import in_chunks
from findings.queries.questions import Question
from findings.views.exports import open_to_all
from findings.views.links import TypedLink, add_links
from findings.views.plain_refusals import plainly, told_plainly
from findings.vocabulary import SubjectKind

#: How long after an act of publishing the contact of security.txt counts as kept: under a year (RFC 9116, 2.5.5).
CONTACT_IS_GOOD_FOR = dt.timedelta(days=360)
_PART = re.compile(rf"{sitemaps.PAGES}|(?:{'|'.join(SubjectKind)})-[1-9][0-9]{{0,5}}")


@public
def sitemap(request: PublicRequest) -> HttpResponseBase:
    """The index of the sitemap."""
    return HttpResponse("".join(sitemaps.index(request.dataset_version)), content_type="application/xml")


@told_plainly
def sitemap_part(request: PublicRequest, name: str) -> HttpResponseBase:
    """One file of the sitemap, streamed."""
    if not _PART.fullmatch(name):
        right = ", ".join(sitemaps.names())
        return plainly([_("There is no such part of the sitemap. The parts are: %s.") % right], status=404)
    chunks = () if request.method == "HEAD" else in_chunks(sitemaps.part(name, request.dataset_version))
    return StreamingHttpResponse(chunks, content_type="application/xml")


@public
def robots(request: PublicRequest) -> HttpResponse:
    """Everything that is read is open; what would only be asked in vain is not (CITABLE C63).

    Lists of several filters are open too: a page that may not be fetched cannot say that it wants not to be indexed.
    """
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /health/", "Allow: /", ""]
    lines += [f"Sitemap: {absolute(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@public
def opensearch(request: PublicRequest) -> HttpResponse:
    """How a browser searches here (OpenSearch 1.1)."""
    query = "?q={searchTerms}"
    told = {
        "html": f"{absolute(reverse('finding-list'))}{query}",
        "atom": f"{form_address('atom', Question())}{query}",
        "own": absolute(reverse("opensearch")),
        "icon": absolute(reverse("favicon")),
    }
    media_type = "application/opensearchdescription+xml"
    return render(request, "opensearch.xml", told, content_type=media_type)


@told_plainly
def security(request: PublicRequest) -> HttpResponseBase:
    """Where to report a weakness of the portal (RFC 9116).

    The contact is vouched for by whoever publishes: it expires with the last publication, so that the file of a portal
    that nobody tends any more says so by itself, and is a function of the dataset version as every page is.
    """
    contact, version = settings.SECURITY_CONTACT, request.dataset_version
    if not contact or version is None:
        return plainly([_("No contact for reports on the security of this portal has been named.")], status=404)
    lines = [
        f"Contact: {contact if ':' in contact else f'mailto:{contact}'}",
        f"Expires: {moment(version.published_at + CONTACT_IS_GOOD_FOR)}",
        "Preferred-Languages: en",
        f"Canonical: {absolute(reverse('security'))}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@open_to_all
def api_catalog(request: PublicRequest) -> HttpResponse:
    """Which programming interfaces there are (RFC 9727), as a linkset."""
    here, api = absolute(reverse("api-catalog")), absolute("/api/v1/")
    described = [
        {"href": absolute(reverse("api:schema")), "type": "application/json"},
    ]
    documented = [{"href": absolute(reverse("api:docs")), "type": "text/html"}]
    links = {
        "linkset": [
            {"anchor": here, "item": [{"href": api, "type": "application/json"}]},
            {"anchor": api, "service-desc": described, "service-doc": documented},
        ]
    }
    media_type = 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"'
    response = HttpResponse(json.dumps(links, indent=1) + "\n", content_type=media_type)
    add_links(response, [TypedLink(here, "api-catalog", "application/linkset+json")])
    return response


def favicon(request: PublicRequest) -> HttpResponse:
    """Where programs look that read no page. The icon itself has the name of its content."""
    return HttpResponseRedirect(static("img/icon.ico"), headers={"Cache-Control": CACHE_CONTROL})
