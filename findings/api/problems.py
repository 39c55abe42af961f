"""Why there is no answer: problem details (RFC 9457), for everything that can go wrong under /api/."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import APIException

from findings.exports.addresses import absolute
from findings.queries.questions import UnanswerableError

MEDIA_TYPE = "application/problem+json"
#: How many reasons a problem tells at once: a question can be wrong in a thousand ways.
REASONS = 20

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem. `name` ends its type URI, `meaning` is what the documentation says of it."""

    name: str
    title: str | Promise
    meaning: str | Promise


#: Status code → the kind of problem.
KINDS: dict[int, Kind] = {
    400: Kind(
        "bad-question",
        gettext_lazy("The question cannot be answered"),
        gettext_lazy(
            "A parameter that does not exist, a value that cannot be, a key that no subject has, or a page that a list "
            "does not have. “reasons” holds one sentence for each."
        ),
    ),
    404: Kind(
        "not-found",
        gettext_lazy("There is nothing at this address"),
        gettext_lazy(
            "Nothing was published here. What was published and is wrong is withdrawn (410), never removed. “closest” "
            "holds addresses that read alike."
        ),
    ),
    405: Kind(
        "method-not-allowed",
        gettext_lazy("The API is read-only"),
        gettext_lazy("Its addresses answer GET, HEAD and OPTIONS."),
    ),
    406: Kind(
        "not-acceptable",
        gettext_lazy("The answer does not come in the form asked for"),
        gettext_lazy("The header “Accept” has to take in application/json."),
    ),
    410: Kind(
        "withdrawn",
        gettext_lazy("This was withdrawn"),
        gettext_lazy("“tombstone” says what stood here, why and when it was withdrawn, and what replaces it."),
    ),
    422: Kind(
        "too-large",
        gettext_lazy("The answer does not fit into the form asked for"),
        gettext_lazy("The question is right, and its answer is too large for this form."),
    ),
    429: Kind(
        "too-many-requests",
        gettext_lazy("More was asked than is answered"),
        gettext_lazy(
            "Requests are counted by address, by the server in front of the portal. The header “RateLimit-Policy” of "
            "every answer says how many there may be, and “Retry-After” in how many seconds to ask again."
        ),
    ),
    451: Kind(
        "redacted",
        gettext_lazy("The text was taken away"),
        gettext_lazy("“reason” says why. The number, the date and the digest of the edition stay."),
    ),
    500: Kind(
        "server-error",
        gettext_lazy("The portal made a mistake"),
        gettext_lazy("The mistake is ours and has been recorded."),
    ),
    503: Kind(
        "unavailable",
        gettext_lazy("The portal cannot answer now"),
        gettext_lazy("The database is slow or away. The header “Retry-After” says in how many seconds to ask again."),
    ),
}


class Problem(APIException):
    """No answer. `members` are the extension members of its kind, `headers` go with it."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        members: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status_code = status
        self.members = dict(members or {})
        self.headers = dict(headers or {})


def problem(request: HttpRequest, status: int, detail: str, **members: Any) -> HttpResponse:
    """The answer that tells a problem."""
    kind = KINDS.get(status)
    body = {
        "type": type_uri(kind) if kind else "about:blank",
        "title": str(kind.title) if kind else str(status),
        "status": status,
        "detail": detail,
        "instance": request.get_full_path(),
        **members,
    }
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(text, status=status, content_type=MEDIA_TYPE)


def type_uri(kind: Kind) -> str:
    """Where a kind of problem is explained."""
    return f"{absolute(reverse('api:docs'))}#problem-{kind.name}"


def in_general(status: int) -> str:
    """What can be said of a problem when nothing more is known."""
    kind = KINDS.get(status)
    return f"{kind.title}. {kind.meaning}" if kind else _("There is no answer (%s).") % status


def answer(exception: Exception, context: Mapping[str, Any]) -> HttpResponse | None:
    """DRF's exception handler. None for what is no answer to a request: a mistake of ours, an absent database."""
    request = context["request"]._request
    if isinstance(exception, UnanswerableError):
        return bad_question(request, exception.reasons)
    if isinstance(exception, SuspiciousOperation):
        return general(request, 400)
    if isinstance(exception, Problem):
        response = problem(request, exception.status_code, str(exception.detail), **exception.members)
        for name, value in exception.headers.items():
            response.headers[name] = value
        return response
    if isinstance(exception, APIException):
        return general(request, exception.status_code)
    if isinstance(exception, Http404):
        return general(request, 404)
    return None


def general(request: HttpRequest, status: int) -> HttpResponse:
    """The problem of this status when nothing more is known of it."""
    if status == 400:
        return bad_question(request, [_("The address, or what was sent with it, cannot be read.")])
    if status == 404:
        return nothing_here(request)
    return problem(request, status, in_general(status))


def bad_question(request: HttpRequest, reasons: list[str]) -> HttpResponse:
    """400: each reason is a sentence."""
    told = reasons[:REASONS]
    return problem(request, 400, " ".join(told), reasons=told, more=len(reasons) - len(told))


def nothing_here(request: HttpRequest) -> HttpResponse:
    """404: the API has no such address."""
    return problem(request, 404, _("The API has no address %s.") % request.path, closest=[])


def nothing(closest: list[dict[str, str]], detail: str = "") -> Problem:
    """404, to be raised; `detail` says what there is nothing of, where it is not the address."""
    return Problem(404, detail or str(KINDS[404].title), members={"closest": closest})
