"""Of an answer's headers, those that another answer to the same request has too."""

from __future__ import annotations

from django.http import HttpResponseBase

#: What is of one answer alone: its name in the log, and how long it took (mmsmt_portal/headers.py).
OF_ONE_ANSWER = {"X-Request-Id", "Server-Timing"}


def lasting_headers(response: HttpResponseBase) -> dict[str, str]:
    return {name: value for name, value in response.headers.items() if name not in OF_ONE_ANSWER}
