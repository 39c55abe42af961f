"""What a public address may be asked: GET, HEAD and OPTIONS, without a cookie; before anything else looks at it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _

ALLOWED = "GET, HEAD, OPTIONS"


class HeadMiddleware:
    """An answer to HEAD has the headers of GET, its length among them, and no body (RFC 9110, 9.3.2; CITABLE C15).

    The outermost of all: what any other makes of an answer it makes of the whole one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if isinstance(response, StreamingHttpResponse):
            if request.method == "HEAD":
                response.streaming_content = ()
        elif isinstance(response, HttpResponse) and response.content:
            response.headers["Content-Length"] = str(len(response.content))
            if request.method == "HEAD":
                response.content = b""
        return response


class PublicMethodsMiddleware:
    """OPTIONS answers 204; anything but GET and HEAD is 405. The admin's addresses are left to the admin.

    A cookie that is sent all the same goes no further: the admin's middleware would answer it with another cookie, and
    with a `Vary` that takes the page from every cache.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith("/admin/"):
            return self.get_response(request)
        if request.method in {"GET", "HEAD"}:
            request.META.pop("HTTP_COOKIE", None)
            return self.get_response(request)
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={"Allow": ALLOWED})
        return HttpResponse(
            _("This portal is read-only: its addresses answer GET, HEAD and OPTIONS.\n"),
            status=405,
            content_type="text/plain; charset=utf-8",
            headers={"Allow": ALLOWED, "Cache-Control": "no-store"},
        )
