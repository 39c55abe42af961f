"""What every answer says of itself, whoever made it: which request it answers, how long it took, what a browser may do.

And what is read in a request before anyone looks at it: the codings that its reader refuses are taken out.

X-Request-Id                  the sender's own, if it is one, else a new one: the same in the log
Server-Timing                 milliseconds spent here, and whether the page was made, kept or unchanged
Permissions-Policy            a page asks a browser for nothing, so nothing is allowed
Cross-Origin-Resource-Policy  pages are for themselves; what is meant for other sites says so
"""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

type GetResponse = Callable[[HttpRequest], HttpResponseBase]

#: What a proxy or a program may call its request: safe in a header and in a log.
REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
#: The features that browsers give to pages which ask for them, none of which a page here does.
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "publickey-credentials-get",
        "screen-wake-lock",
        "usb",
        "xr-spatial-tracking",
    )
)
#: Media that other sites show: the card of an edition. What is open to all by CORS is told by its own header.
SHOWN_ELSEWHERE = ("image/",)
#: A coding with the quality 0, which its reader does not take (RFC 9110, 12.4.2 and 12.5.3): gzip;q=0.
_REFUSED = re.compile(r";[ \t]*q=0(\.0{0,3})?[ \t]*\Z", re.IGNORECASE)


class HeadersMiddleware:
    """The outermost but for what cuts bodies: what it adds, every answer has, errors and redirects too."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        given = request.META.get("HTTP_X_REQUEST_ID", "")
        identifier = given if REQUEST_ID.fullmatch(given) else secrets.token_hex(8)
        request.META["HTTP_X_REQUEST_ID"] = identifier
        if ";" in request.META.get("HTTP_ACCEPT_ENCODING", ""):
            request.META["HTTP_ACCEPT_ENCODING"] = without_refused(request.META["HTTP_ACCEPT_ENCODING"])
        response = self.get_response(request)
        headers = response.headers
        headers["X-Request-Id"] = identifier
        made = headers.get("Server-Timing", "")
        spent = f"app;dur={(time.perf_counter() - began) * 1000:.1f}"
        headers["Server-Timing"] = f"{spent}, {made}" if made else spent
        headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        headers.setdefault(
            "Cross-Origin-Resource-Policy", "cross-origin" if is_shown_elsewhere(response) else "same-origin"
        )
        return response


def without_refused(codings: str) -> str:
    """An Accept-Encoding without the codings that it refuses.

    Django and WhiteNoise look for the name of a coding in the header and not for its quality, and so do we.
    """
    return ",".join(each for each in codings.split(",") if not _REFUSED.search(each)).strip()


def is_shown_elsewhere(response: HttpResponseBase) -> bool:
    """Whether pages of other sites may load it: data that is open to all, and images."""
    is_open = response.headers.get("Access-Control-Allow-Origin") == "*"
    return is_open or response.headers.get("Content-Type", "").startswith(SHOWN_ELSEWHERE)
