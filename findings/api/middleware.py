"""What every answer under /api/ has in common, whoever made it: any origin may read it, and errors are problems.

Where a page of the documentation is not there, a person is told so, on the page that the portal has for it.

It stands outside the middleware that decides methods and the one that tells an absent database, so that their answers,
and Django's own, leave the API in its form too.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from findings.api.docs import is_of_docs
from findings.api.problems import MEDIA_TYPE, general

#: What a script of another site may read and send (Fetch standard, 3.2: the CORS protocol). Nothing here is secret.
#: The limits are told by the proxy that counts (docs/operations.md), where there is one.
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "Allow, Dataset-Version, ETag, Link, Location, RateLimit, RateLimit-Policy, Retry-After, Total-Count"
    ),
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",
}
#: Of an error that something else made, the headers that go on saying what they said.
_KEPT = ("Allow", "Cache-Control", "Dataset-Version", "Retry-After")


class ApiMiddleware:
    """Opens the API to scripts of every origin, and gives errors that Django made the form of problem details."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path_info.startswith("/api/"):
            return response
        is_page = response.status_code == 404 and is_of_docs(request)
        if response.status_code >= 400 and response.headers.get("Content-Type") != MEDIA_TYPE and not is_page:
            response = as_problem(request, response)
        for name, value in {**OPEN, **(PREFLIGHT if request.method == "OPTIONS" else {})}.items():
            response.headers[name] = value
        return response


def as_problem(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The same error as a problem; a developer's own page of an exception stays."""
    status = response.status_code
    if settings.DEBUG and status == 500:
        return response
    told = general(request, status)
    told.headers["Content-Length"] = str(len(told.content))
    for name in _KEPT:
        if name in response.headers:
            told.headers[name] = response.headers[name]
    return told
