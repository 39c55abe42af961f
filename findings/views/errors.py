"""Errors that a person meets: each page says what was wrong and what would be right."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from findings.caching import uncached
from findings.pages.frames import detail_url
from findings.pages.parts import Link
from findings.views.responses import NothingHereError


def bad_question(request: HttpRequest, reasons: list[str]) -> HttpResponse:
    """400: a filter that does not exist, a value that cannot be."""
    return uncached(render(request, "400.html", {"reasons": reasons, "path": request.path}, status=400))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: what Django itself refuses, such as too many parameters."""
    return bad_question(request, [_("The address, or what was sent with it, cannot be read.")])


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: with those subjects whose address begins alike."""
    closest: list[Link] = []
    if isinstance(exception, NothingHereError):
        closest = [Link(title, detail_url(exception.kind, slug)) for slug, title in exception.closest]
    return render(request, "404.html", {"path": request.path, "closest": closest}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: the same page in every case, made without the database."""
    return uncached(render(request, "500.html", status=500))
