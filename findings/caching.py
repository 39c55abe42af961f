"""Validators and Cache-Control, in one place.

A public page is a function of the release of the code and the dataset version, so these two are its validator: a
request that brings it is answered 304 before any other work (CITABLE C10–C12; RFC 9110, 13.1). A process asks for the
dataset version at most once a second. Nothing is `immutable`, and the stale directives of RFC 5861 are bounded, so that
a redaction reaches every cache within a minute.
"""

from __future__ import annotations

import functools
import threading
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from findings.queries.versions import Version, current_version

CACHE_CONTROL = "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400"
#: Seconds that a process goes on believing the dataset version it last read.
POLLING_SECONDS = 1.0


class VersionPoll:
    """The current dataset version, asked of the database at most once in POLLING_SECONDS by this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        """Ask anew at the next call: for tests, and for the process that has just published."""
        self._asked_at = float("-inf")
        self._version: Version | None = None

    def current(self) -> Version | None:
        """None while nothing has been published. Raises the database's own error if it cannot be asked."""
        with self._lock:
            now = time.monotonic()
            if now - self._asked_at >= POLLING_SECONDS:
                self._version = current_version()
                self._asked_at = now
            return self._version


version_poll = VersionPoll()


class PublicRequest(HttpRequest):
    """A request to a public page: it knows the dataset version that it is answered from."""

    dataset_version: Version | None


def public(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view of published content: gives it `request.dataset_version`, answers 304 for it, sets its headers."""

    @functools.wraps(view)
    def answer(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        version = version_poll.current()
        request.dataset_version = version
        etag = validator(version)
        modified = int(version.published_at.timestamp()) if version else None
        if not settings.DEBUG and (unchanged := _unchanged(request, etag, modified)):
            return _with_headers(unchanged, version, etag, modified)
        response = view(request, *args, **kwargs)
        return _with_headers(response, version, etag, modified)

    return answer


def validator(version: Version | None) -> str:
    """The strong entity tag of every page in this state of code and content."""
    return f'"{settings.RELEASE}-{version.number if version else 0}"'


def _unchanged(request: HttpRequest, etag: str, modified: int | None) -> HttpResponseBase | None:
    """The 304 that answers a conditional request, if its condition says that the reader has the page."""
    if "HTTP_IF_NONE_MATCH" not in request.META and "HTTP_IF_MODIFIED_SINCE" not in request.META:
        return None
    response = get_conditional_response(request, etag=etag, last_modified=modified, response=None)
    return response if response is not None and response.status_code == 304 else None


def _with_headers(
    response: HttpResponseBase, version: Version | None, etag: str, modified: int | None
) -> HttpResponseBase:
    if response.status_code in {200, 301, 302, 304, 404, 410, 451}:
        response.headers["Cache-Control"] = CACHE_CONTROL
    else:
        response.headers["Cache-Control"] = "no-store"
    if response.status_code in {200, 304}:
        response.headers["ETag"] = etag
        if modified is not None:
            response.headers["Last-Modified"] = http_date(modified)
    if version is not None:
        response.headers["Dataset-Version"] = str(version.number)
    return response


def uncached(response: HttpResponse) -> HttpResponse:
    """Mark an answer that no cache may keep: an error that will pass, an editor's preview."""
    response.headers["Cache-Control"] = "no-store"
    return response
