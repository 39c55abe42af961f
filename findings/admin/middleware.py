"""Who changes records, for the memory of the database."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pghistory
from django.http import HttpRequest, HttpResponse
from django.urls import reverse


class ChangesMiddleware:
    """Give every change that a request of the admin makes its context: the user, and the address.

    The reason is added where it is asked for (`changes.because`). Other addresses change no record, and are not asked
    for a user, so that they read no session.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or not request.path.startswith(reverse("admin:index")):
            return self.get_response(request)
        with pghistory.context(**made_by(request)):
            return self.get_response(request)


def made_by(request: HttpRequest) -> dict[str, Any]:
    """The name stands beside the id: it is still told when the account is gone."""
    return {"user": request.user.pk, "by": request.user.get_username(), "path": request.path}
