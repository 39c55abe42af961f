"""From a page to an answer: the same few lines for every view."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.encoding import escape_uri_path

from findings.caching import CACHE_CONTROL, PublicRequest
from findings.pages.heads import Head
from findings.queries.editions import Moved, closest_addresses
from findings.views.links import TypedLink, add_links
from findings.vocabulary import SubjectKind

#: A view: a request, and the parts of its address → the answer.
type View = Callable[..., HttpResponseBase]

#: What a part of an address can be. What cannot be one is nowhere, and the database is not asked for it.
PART_OF_ADDRESS = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


class NothingHereError(Http404):
    """There is no subject at an address; `closest` are (slug, title) of those whose address begins alike."""

    def __init__(self, kind: SubjectKind, slug: str) -> None:
        super().__init__(f"{kind} {slug}")
        self.kind = kind
        self.slug = slug
        self.closest = closest_addresses(kind, slug)


def show(request: PublicRequest, template: str, page: Any, status: int = 200, head: Head | None = None) -> HttpResponse:
    """The page in its template. Beside `page` and `head`, a template knows the dataset version and nothing else.

    The typed links of the head stand in the header Link too (CITABLE C16, C17).
    """
    told = {"page": page, "head": head, "version": request.dataset_version}
    response = render(request, template, told, status=status)
    if head is not None:
        add_links(response, header_links(head))
    return response


#: Bytes that the links of a head may take of the header. Those that lead through time stand in it as well.
_MOST_BYTES_OF_LINKS = 2_600


def newest_version(request: PublicRequest) -> int:
    """The dataset version that is answered from where none is asked for; 0 while nothing has been published."""
    return request.dataset_version.number if request.dataset_version else 0


def header_links(head: Head) -> list[TypedLink]:
    """The typed links of a head; where they are too long, those that lead to all of them in the linkset."""
    links = [TypedLink(link.url, link.rel, link.type) for link in head.links]
    if sum(len(str(link)) + 2 for link in links) <= _MOST_BYTES_OF_LINKS:
        return links
    return [link for link in links if link.rel in {"cite-as", "license", "linkset"}]


def canonical_path(path: str, ends: str = "/") -> str:
    """Addresses are lower case and end with a slash, unless they are those of files."""
    return f"{path.lower().rstrip('/')}{ends}"


def redirect_for_ever(request: HttpRequest, path: str, *, query: str | None = None) -> HttpResponse:
    """301 to the path, with the query that was asked, or with this one."""
    query = request.META.get("QUERY_STRING", "") if query is None else query
    return HttpResponsePermanentRedirect(
        escape_uri_path(path) + (f"?{query}" if query else ""), headers={"Cache-Control": CACHE_CONTROL}
    )


def at_its_address(
    kind: SubjectKind, *, ends: str = "/"
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A view of subjects of a kind: one with capitals in its address is redirected to the canonical one (301).

    `ends` is how the address ends: with a slash, or, of a file, with "".
    """

    def wrap(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @functools.wraps(view)
        def answer(request: PublicRequest, slug: str, **parts: Any) -> HttpResponse:
            if not all(
                PART_OF_ADDRESS.match(part.lower()) for part in (slug, *parts.values()) if isinstance(part, str)
            ):
                raise NothingHereError(kind, slug)
            if request.path != (canonical := canonical_path(request.path, ends)):
                return redirect_for_ever(request, canonical)
            return view(request, slug=slug, **parts)

        return answer

    return wrap


def moved(request: PublicRequest, to: Moved) -> HttpResponse:
    """To the same page under the subject's address of today (301): its detail page, or the same edition of it."""
    match = request.resolver_match
    if match is None:
        raise NothingHereError(SubjectKind.FINDING, to.slug)
    return redirect_for_ever(request, reverse(match.view_name, kwargs={**match.kwargs, "slug": to.slug}))


#: Headers of an answer that a script of another site may read, beside those that it may always (Fetch, CORS).
_READABLE = ("Content-Disposition", "Dataset-Version", "ETag", "Link", "RateLimit", "RateLimit-Policy", "Retry-After")


def open_to_scripts(response: HttpResponseBase, *more: str) -> None:
    """Let scripts of every site read the answer, and these headers of it: nothing here is secret."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = ", ".join(sorted([*_READABLE, *more]))
