"""What an exception of a view becomes: a question that cannot be answered 400, a database that is away 503."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from findings.caching import uncached
from findings.queries.questions import UnanswerableError
from findings.views.errors import unanswerable

RETRY_AFTER_SECONDS = 10

logger = logging.getLogger(__name__)


class ExceptionPagesMiddleware:
    """Turns what a view may raise into the page that says so.

    A database that is slow or away gives 503 and says when to come back; the next request tries anew.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, UnanswerableError):
            return unanswerable(request, exception)
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        logger.error("The database did not answer: %s", str(exception).partition("\n")[0])
        response = HttpResponse(render_to_string("503.html", request=request), status=503)
        response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
        return uncached(response)
