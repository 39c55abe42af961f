"""Who comes in: a password, a second factor, and what happens to those who try too often.

The factors are checked together, by one authentication backend: a wrong code fails as a wrong password does, with the
same words, and counts as one more failure for django-axes. So nobody learns which of the two was right, or whether
there is such an account.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
import math
from collections.abc import Callable
from typing import Any

import django_otp
from axes.helpers import get_client_ip_address, get_client_username
from axes.models import AccessAttempt
from django import forms
from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import authenticate, logout
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User
from django.db.models import Max
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

type GetResponse = Callable[[HttpRequest], HttpResponseBase]

#: What the admin's answers tell every cache on their way.
CACHE_CONTROL = "private, no-store"
#: When a session began, seconds since 1970: it ends so many after, however busy it is (settings.SESSION_LONGEST).
BEGAN = "began"


class SecondFactorBackend(ModelBackend):
    """Lets in who has the password and, once an authenticator app is enrolled, a code of it or a recovery code.

    Who has enrolled none comes in without, and no further than to the enrolment (PortalAdminSite.has_permission).
    """

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> Any:
        token = kwargs.pop("token", "")
        user = super().authenticate(request, username=username, password=password, **kwargs)
        if user is None or not has_second_factor(user):
            return user
        device = _accepting(user, token)
        if device is None:
            return None
        user.otp_device = device  # type: ignore[attr-defined]  # django-otp keeps it in the session at log-in
        return user


def has_second_factor(user: Any) -> bool:
    """Whether an authenticator app is enrolled. Recovery codes alone are none: they come with the app."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def _accepting(user: Any, token: str) -> Device | None:
    """The device that takes this code. Six digits are asked of the app alone, anything else of the recovery codes."""
    token = "".join(token.split()).replace("-", "").lower()
    if not token or "\0" in token:
        return None
    kind: Any = TOTPDevice if token.isdecimal() else StaticDevice
    for device in kind.objects.filter(user=user, confirmed=True):
        if accepted := django_otp.verify_token(user, device.persistent_id, token):
            return accepted
    return None


class CodeInput(forms.TextInput):
    """A code is typed anew each time: no page repeats one, which may be right for half a minute yet."""

    def format_value(self, value: Any) -> None:
        return None


class LogInForm(AdminAuthenticationForm):
    """User name, password and code on one page, and one sentence for whatever of them is wrong."""

    token = forms.CharField(
        label=_("Code"),
        required=False,
        max_length=20,
        help_text=_("Six digits from your authenticator app, or a recovery code. None yet? Leave it empty."),
        widget=CodeInput(
            attrs={"autocomplete": "one-time-code", "spellcheck": "false", "aria-describedby": "token-help"}
        ),
    )
    error_messages = {
        **AdminAuthenticationForm.error_messages,
        "invalid_login": _(
            "User name, password and code do not fit together. Capitals count; a code of the app lives for half a "
            "minute and is taken once."
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].error_messages["required"] = _("Type your user name.")
        self.fields["password"].error_messages["required"] = _("Type your password.")

    def clean(self) -> dict[str, Any]:
        username, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if username is not None and password:
            token = self.cleaned_data.get("token", "")
            self.user_cache = authenticate(self.request, username=username, password=password, token=token)
            if self.user_cache is None:
                raise self.get_invalid_login_error()
            self.confirm_login_allowed(self.user_cache)
        return self.cleaned_data


def address_of(request: HttpRequest) -> str | None:
    """Where a request comes from: the address of the connection, or what the outermost of our proxies saw (PROXIES).

    Each proxy adds to the right of X-Forwarded-For whom it had the request from, or writes that alone. So with two of
    them the second address from the right is the reader's, and whatever the reader wrote stands to the left of it.
    """
    connection = request.META.get("REMOTE_ADDR") or None
    if not settings.PROXIES:
        return connection
    told = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    try:
        return str(ipaddress.ip_address(told[-settings.PROXIES].strip()))
    except (IndexError, ValueError):
        # A proxy that does not say it: then all that come through it are one.
        return connection


def locked_out(request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None) -> HttpResponse:
    """429: too many failures for this name from this address; says when one may try again.

    It is the same for names that exist and for those that do not.
    """
    name = get_client_username(request, credentials) or ""
    attempts = AccessAttempt.objects.filter(username=name, ip_address=get_client_ip_address(request))
    last = attempts.aggregate(last=Max("attempt_time"))["last"] or timezone.now()
    until = last + settings.AXES_COOLOFF_TIME
    seconds = max(math.ceil((until - timezone.now()).total_seconds()), 1)
    # A minute is what a person reads; it is rounded up, so that the time told is never too early.
    told = (until + dt.timedelta(seconds=59)).replace(second=0, microsecond=0)
    page = render(request, "admin/locked_out.html", {"until": told, "minutes": math.ceil(seconds / 60)}, status=429)
    page.headers["Retry-After"] = str(seconds)
    return page


class AdminAnswersMiddleware:
    """Every answer under /admin/ is for one reader: pages, redirects, refusals and errors, whoever made them.

    It stands before all other middleware, so that no answer goes out past it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if is_of_the_admin(request):
            response.headers["Cache-Control"] = CACHE_CONTROL
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response


class SessionLimitMiddleware:
    """Ends a session that has lasted for its longest time; the shorter, idle limit is the session's own expiry."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if is_of_the_admin(request) and request.user.is_authenticated:
            now = int(timezone.now().timestamp())
            if now - request.session.setdefault(BEGAN, now) >= settings.SESSION_LONGEST:
                logout(request)
        return self.get_response(request)


def is_of_the_admin(request: HttpRequest) -> bool:
    return request.path_info == "/admin" or request.path_info.startswith("/admin/")


def forget_second_factor(users: list[User]) -> None:
    """Take the authenticator apps and recovery codes from these users: the next log-in enrols anew."""
    for devices in (TOTPDevice, StaticDevice):
        devices.objects.filter(user__in=users).delete()
