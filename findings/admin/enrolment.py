"""Enrolling an authenticator app (TOTP, RFC 6238), and the recovery codes that come with it."""

from __future__ import annotations

import base64
from typing import Any

import django_otp
import segno
from django import forms
from django.contrib.admin import AdminSite
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from findings.admin.access import CodeInput, has_second_factor

RECOVERY_CODES = 10


class CodeForm(forms.Form):
    token = forms.CharField(
        label=gettext_lazy("Code that the app shows now"),
        max_length=10,
        error_messages={
            "required": gettext_lazy("Type the six digits that the app shows now."),
            "max_length": gettext_lazy("A code of the app has six digits. Type those that it shows now."),
        },
        widget=CodeInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false", "autofocus": True}
        ),
    )


def enrol(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Show a new secret; once a code proves that an app has it, show the recovery codes, this one time.

    An app that is enrolled already is replaced, by its owner, who has come in with it.
    """
    user: Any = request.user
    if not (user.is_active and user.is_staff) or (has_second_factor(user) and not user.is_verified()):
        return HttpResponseRedirect(reverse("admin:login"))
    device, _made = TOTPDevice.objects.get_or_create(user=user, confirmed=False, defaults={"name": "app"})
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        token = "".join(form.cleaned_data["token"].split())
        accepted = django_otp.verify_token(user, device.persistent_id, token)
        if accepted is not None:
            codes = _confirm(request, accepted)
            return _shown(request, site, "admin/recovery_codes.html", _("Recovery codes"), codes=codes)
        form.add_error("token", _("This is not the code of this secret. Wait for the next one, and type that."))
    return _shown(
        request,
        site,
        "admin/enrolment.html",
        _("Enrol an authenticator app"),
        form=form,
        qr=qr_code(device.config_url),
        secret=secret_in_groups(device),
        replaces=has_second_factor(user),
        account=user.get_username(),
    )


def qr_code(text: str) -> str:
    """The text as a QR code: one SVG element without styles, on a white ground of its own, for dark pages too."""
    code = segno.make(text, error="m", micro=False)
    svg = code.svg_inline(scale=4, border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None)
    return mark_safe(svg)  # noqa: S308 - segno's own drawing of modules; the text is in it as squares alone


def secret_in_groups(device: TOTPDevice) -> str:
    """The secret as apps take it by hand: base 32, in groups of four."""
    text = base64.b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def _confirm(request: HttpRequest, device: Any) -> list[str]:
    """Make this device the user's second factor in place of any other. Returns the recovery codes."""
    with transaction.atomic():
        TOTPDevice.objects.filter(user=device.user).exclude(pk=device.pk).delete()
        StaticDevice.objects.filter(user=device.user).delete()
        device.confirmed = True
        device.save()
        recovery = StaticDevice.objects.create(user=device.user, name="recovery codes")
        codes = [StaticToken.random_token() + StaticToken.random_token()[:4] for _n in range(RECOVERY_CODES)]
        StaticToken.objects.bulk_create(StaticToken(device=recovery, token=code) for code in codes)
    request.session.cycle_key()  # what was known before the second factor is not what is known after it
    django_otp.login(request, device)
    return ["-".join(code[at : at + 4] for at in range(0, len(code), 4)) for code in codes]


def _shown(request: HttpRequest, site: AdminSite, template: str, title: str, **more: Any) -> HttpResponse:
    context = {**site.each_context(request), "title": title, "next": _next(request), **more}
    return render(request, template, context)


def _next(request: HttpRequest) -> str:
    """Where the user wanted to go, if that is of this host."""
    wanted = request.GET.get("next", "")
    allowed = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if allowed else reverse("admin:index")
