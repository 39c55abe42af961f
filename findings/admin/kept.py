"""What was sent when the session had ended: carried through the log-in by the pages themselves, and sent again.

Nothing of it is stored, neither here nor in the browser: it goes from one page to the next in hidden fields. What it
asks for is done only when its sender, logged in by then, presses the button again.
"""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

#: The hidden field of the log-in that holds a form.
KEPT = "kept"
_TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
#: A form with one of these lets somebody in: no page repeats it.
_SECRETS = {"password", "password1", "password2", "old_password", "new_password1", "new_password2", "token"}

type Fields = list[tuple[str, str]]


def fields_of(request: HttpRequest) -> Fields:
    """The fields of a form that may be carried on, each with its value; [] of one that may not: files, and secrets."""
    if request.method != "POST" or request.FILES or _SECRETS & set(request.POST):
        return []
    return [(name, value) for name, values in request.POST.lists() for value in values if name != _TOKEN]


def packed(fields: Fields) -> str:
    return json.dumps(fields)


def unpacked(text: str) -> Fields:
    """[] of what is no such text."""
    try:
        found: Any = json.loads(text) if text else []
        return [(str(name), str(value)) for name, value in found]
    except (ValueError, TypeError):
        return []


def send_again(request: HttpRequest, address: str, fields: Fields) -> HttpResponse:
    """The page after a log-in that a form has waited for."""
    return _shown(request, {"address": address, "fields": fields, "is_logged_in": True})


def refused_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose token is not that of this browser any more: it was opened before the last log-in.

    If a page of ours has sent it, which the browser says itself (Origin), its sender may send it again.
    """
    own = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    fields = fields_of(request) if request.headers.get("Origin") in own else []
    shown = {"address": request.get_full_path(), "fields": fields, "is_logged_in": False}
    return _shown(request, shown, status=403)


def _shown(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    named = {"site_header": admin.site.site_header, **context}
    return render(request, "admin/send_again.html", named, status=status)
