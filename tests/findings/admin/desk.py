"""People of the desk, as tests let them in: accounts with a role, an enrolled app, and a browser that is logged in."""

from __future__ import annotations

import time
from typing import Any

import django_otp
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from findings import roles

PASSWORD = "a-password-of-a-test"


def make_user(name: str = "kim", *roles_of: str, app: bool = True, **fields: Any) -> User:
    """An active account with these roles; `app` enrols an authenticator app."""
    user = User.objects.create_user(name, password=PASSWORD, **{"is_staff": True} | fields)
    if roles_of:
        if not Group.objects.exists():
            roles.give(apps)  # a test with transactions of its own leaves the tables empty, of roles too
        user.groups.set([Group.objects.get(name=role) for role in roles_of])
    if app:
        TOTPDevice.objects.create(user=user, name="app", confirmed=True)
    return user


def code_of(user: User, *, steps: int = 0, confirmed: bool = True) -> str:
    """What the user's app shows, so many half-minutes from now. A code is taken once: the next one is `steps=1`."""
    device = TOTPDevice.objects.get(user=user, confirmed=confirmed)
    totp = TOTP(device.bin_key)
    totp.time = time.time() + 30 * steps
    return f"{totp.token():06d}"


def logged_in(user: User, client: Client | None = None) -> Client:
    """A client past both factors."""
    client = client or Client(raise_request_exception=False)
    client.force_login(user, backend="findings.admin.access.SecondFactorBackend")
    device = TOTPDevice.objects.filter(user=user, confirmed=True).first()
    if device is not None:
        session = client.session
        session[django_otp.DEVICE_ID_SESSION_KEY] = device.persistent_id
        session.save()
    return client


def log_in(client: Client, name: str, password: str = PASSWORD, token: str = "", **more: Any) -> Any:
    """Send the log-in form."""
    sent = {"username": name, "password": password, "token": token, "next": "/admin/"}
    return client.post("/admin/login/", sent, **more)
