"""From a page to an answer: the same few lines for every view."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from findings.caching import PublicRequest
from findings.queries.editions import Moved, closest_addresses
from findings.queries.filters import UnanswerableError
from findings.vocabulary import SubjectKind


class NothingHereError(Http404):
    """There is no subject at an address; `closest` are (slug, title) of those whose address begins alike."""

    def __init__(self, kind: SubjectKind, slug: str) -> None:
        super().__init__(f"{kind} {slug}")
        self.kind = kind
        self.slug = slug
        self.closest = closest_addresses(kind, slug)


def show(request: PublicRequest, template: str, page: Any, status: int = 200) -> HttpResponse:
    """The page in its template. Beside `page`, a template knows the dataset version and nothing else."""
    return render(request, template, {"page": page, "version": request.dataset_version}, status=status)


def at_its_address(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Addresses are lower case: one with capitals is redirected for ever (301), whatever was typed."""

    @functools.wraps(view)
    def answer(request: PublicRequest, **parts: Any) -> HttpResponse:
        if request.path == request.path.lower():
            return view(request, **parts)
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(request.path.lower() + (f"?{query}" if query else ""))

    return answer


def moved(request: PublicRequest, to: Moved) -> HttpResponse:
    """To the same page under the subject's address of today (301): its detail page, or the same edition of it."""
    match = request.resolver_match
    if match is None:
        raise NothingHereError(SubjectKind.FINDING, to.slug)
    return redirect(reverse(match.view_name, kwargs={**match.kwargs, "slug": to.slug}), permanent=True)


def check_page(number: int, total: int, size: int) -> None:
    """Raises UnanswerableError where a list of `total` rows has no such page."""
    last = max(-(-total // size), 1)
    if number > last:
        raise UnanswerableError(
            [
                _("There is no page %(number)s of this list: the last one is page %(last)s.")
                % {"number": number, "last": last}
            ]
        )
