"""What can be taken away: the page of the data, releases and their files, the catalogue and the feed of releases.

Releases come and go on disk, beside the dataset version: the validator of what tells of them names their state too, and
no worker keeps such a page. A file's own validator is its SHA-256.
"""

from __future__ import annotations

import base64
import datetime as dt
import functools
import re
from collections.abc import Callable

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from findings.caching import CACHE_CONTROL, PublicRequest, public, public_edition, uncached
from findings.exports.addresses import absolute
from findings.exports.atom import updated_at
from findings.exports.datasets import linked, shelf
from findings.exports.datasets.shelf import Shelved
from findings.exports.described import LICENCE_ADDRESS
from findings.exports.linked_data import portal
from findings.exports.notices import MEDIA_TYPE, NoticeFeed, notices_as_atom
from findings.pages.data import data_page, release_page
from findings.pages.heads import Head
from findings.pages.view_heads import data_head, release_head
from findings.views.links import TypedLink, add_links
from findings.views.plain_refusals import plainly
from findings.views.responses import View, open_to_scripts, show

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


class _Unkept(HttpResponse):
    """A page that no worker keeps: only an answer of Django's own class is kept (findings.caching)."""


def of_releases(view: Callable[[PublicRequest, list[Shelved]], HttpResponse]) -> View:
    """A public view of the newest releases; its validator names the state of the shelf."""

    @public_edition
    def told(request: PublicRequest) -> HttpResponse:
        releases = shelf.shelved()
        request.document_digest = shelf.state(releases)
        return view(request, releases)

    @functools.wraps(view)
    def answer(request: HttpRequest) -> HttpResponseBase:
        # The date of the dataset version is not that of the newest release.
        request.META.pop("HTTP_IF_MODIFIED_SINCE", None)
        response = told(request)
        response.headers.pop("Last-Modified", None)
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return answer


@of_releases
def data(request: PublicRequest, releases: list[Shelved]) -> HttpResponse:
    page = data_page(releases, shelf.total())
    return _shown(request, "data/data.html", page, data_head(page))


@public
def release_list(request: PublicRequest) -> HttpResponse:
    """The releases are listed with everything else that can be taken."""
    return HttpResponseRedirect(reverse("data") + "#releases")


@public_edition
def release_detail(request: PublicRequest, number: int) -> HttpResponse:
    found = shelf.at(number)
    if found is None:
        return _no_release(request, str(number))
    request.document_digest = shelf.state([found])
    page = release_page(found)
    status = 451 if found.withheld else 200
    return _shown(request, "data/release.html", page, release_head(page, found), status=status)


def release_file(request: HttpRequest, number: int, name: str) -> HttpResponseBase:
    """A file of a release, streamed as it is: never compressed on its way, so length and digest are those of it."""
    found = shelf.at(number)
    file = found.file(name) if found is not None and _FILE.fullmatch(name) else None
    if found is None or file is None:
        return _no_file(str(number), name, found)
    if found.withheld:
        return _withheld(found)
    request.META["HTTP_ACCEPT_ENCODING"] = "identity"
    etag = f'"{file.sha256}"'
    unchanged = get_conditional_response(request, etag=etag, last_modified=None, response=None)
    response: HttpResponseBase = unchanged or FileResponse(
        file.path.open("rb"), content_type=file.media_type, filename=f"v{number}-{name}", as_attachment=True
    )
    if unchanged is None:
        response.headers["Content-Length"] = str(file.size)
        digest = base64.b64encode(bytes.fromhex(file.sha256)).decode()
        response.headers["Content-Digest"] = f"sha-256=:{digest}:"
    response.headers["ETag"] = etag
    _add_headers(response, found)
    return response


@public
def release_on(request: PublicRequest, day: str, name: str = "") -> HttpResponse:
    """A day instead of a number: the last release of that day, or before it."""
    date = _date(day)
    found = shelf.on(date) if date is not None else None
    if found is None:
        return _no_release(request, day)
    version = found.release.version
    known = _FILE.fullmatch(name) and found.file(name)
    if name and not known:
        return _no_file(day, name, found)
    to = reverse("release-file", args=[version, name]) if name else reverse("release-detail", args=[version])
    return HttpResponseRedirect(to)


@of_releases
def catalog(_request: PublicRequest, releases: list[Shelved]) -> HttpResponse:
    return _Unkept(portal.file(linked.catalog(releases)), content_type="application/ld+json")


@of_releases
def release_feed(request: PublicRequest, releases: list[Shelved]) -> HttpResponse:
    address, version = absolute(reverse("release-feed")), request.dataset_version
    newest = releases[0].release.published_at if releases else None
    feed = NoticeFeed(
        id=address,
        title=_("Releases of the dataset"),
        page=absolute(reverse("data")),
        updated=updated_at(newest, version),
        pages=(("self", address),),
        notices=linked.notices(releases),
        version=version,
    )
    return _Unkept(notices_as_atom(feed), content_type=MEDIA_TYPE)


def _shown(request: PublicRequest, template: str, page: object, head: Head, status: int = 200) -> HttpResponse:
    made = show(request, template, page, status=status, head=head)
    return _Unkept(made.content, status=status, headers={"Link": made.headers["Link"]})


def _no_release(request: PublicRequest, wanted: str) -> HttpResponse:
    """404, with what there is."""
    told = {"wanted": wanted[:40], "releases": data_page(shelf.shelved(at_most=5), shelf.total()).releases}
    return render(request, "data/no_release.html", told, status=404)


def _no_file(wanted: str, name: str, found: Shelved | None) -> HttpResponse:
    if found is None:
        sentences = [_("There is no release “%s”.") % wanted[:40]]
    else:
        names = ", ".join(file.name for file in found.files)
        sentences = [
            _("The release of dataset version %(version)s has no file “%(name)s”.")
            % {"version": found.release.version, "name": name[:100]},
            _("Its files are: %s.") % names,
        ]
    sentences.append(_("Releases: %s") % absolute(reverse("data")))
    return uncached(plainly(sentences, status=404))


def _withheld(found: Shelved) -> HttpResponse:
    sentences = [
        _("The files of this release hold text that has been taken away since: %s") % reason
        for reason in found.withheld
    ]
    sentences.append(_("They are given out again once the release has been made anew without it."))
    return _add_headers(plainly(sentences, status=451), found)


def _add_headers[R: HttpResponseBase](response: R, found: Shelved) -> R:
    response.headers["Cache-Control"] = CACHE_CONTROL
    response.headers["Dataset-Version"] = str(found.release.version)
    open_to_scripts(response, "Content-Digest")
    add_links(
        response,
        [
            TypedLink(found.release.address, "collection", "text/html"),
            TypedLink(LICENCE_ADDRESS, "license"),
        ],
    )
    return response


def _date(text: str) -> dt.date | None:
    if not _DAY.fullmatch(text):
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
