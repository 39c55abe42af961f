"""What must never reach a log line or a page: the password of the database, the key, what an editor types to get in.

Each is a text that is found nowhere else, so that a single place that lets it through is found.
"""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from mmsmt_portal import environment, logs
from tests.findings.admin.desk import code_of, log_in, make_user

ROOT = Path(__file__).resolve().parent.parent.parent
PASSWORD, KEY = "pass-0f-the-database", "key-0f-the-portal-" * 4

#: A process in production whose database is away asks itself for pages, and raises what nobody expected.
ASK = """
import logging.config, sys
from mmsmt_portal import logs, settings as own
own.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
from mmsmt_portal import wsgi
logging.config.dictConfig(logs.configuration(terminal=False))
from django.conf import settings
from django.test import Client
from findings.views import home
def broken(*args, **kwargs):
    if not settings.DEBUG:  # a developer's page shows the variables of a function, and is made to
        held = settings.SECRET_KEY, settings.ENVIRONMENT.database_url, settings.DATABASES
    raise RuntimeError("Nobody expected this.")
client = Client(raise_request_exception=False, headers={"Host": "portal.example.org", "X-Forwarded-Proto": "https"})
def ask(address):
    response = client.get(address)
    print(address, response.status_code)
    print(response.headers)
    print(b"".join(response).decode())
for address in ("/", "/findings/", "/api/v1/findings/", "/health/ready", "/health/version", "/nowhere/", "/admin/"):
    ask(address)
from django.urls import resolvers
from findings import urls
urls.urlpatterns[0].callback = broken
ask("/")
"""


@pytest.mark.parametrize(("debug", "unexpected"), [("0", "Traceback"), ("1", "Nobody expected this.")])
def test_neither_the_database_s_password_nor_the_key_is_told(debug: str, unexpected: str) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore:No directory at", "-c", ASK],
        cwd=ROOT,
        env=environment.with_changes(
            DJANGO_SETTINGS_MODULE="mmsmt_portal.settings",
            DATABASE_URL=f"postgresql://portal:{PASSWORD}@127.0.0.1:1/portal",
            SECRET_KEY=KEY,
            ALLOWED_HOSTS="portal.example.org",
            SITE_URL="https://portal.example.org",
            SITE_ROLE="editors",
            DEBUG=debug,
        ),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    # What was asked for came about: the database was away, the error was told to a developer and to nobody else.
    assert "/findings/ 503" in done.stdout if debug == "0" else "/nowhere/ 404" in done.stdout
    assert "/ 500" in done.stdout
    assert "Nobody expected this." in done.stderr
    assert ("Nobody expected this." in done.stdout) == (debug == "1")
    assert unexpected in (done.stderr if debug == "0" else done.stdout)
    for said in (done.stdout, done.stderr):
        assert (PASSWORD in said, KEY in said) == (False, False)


def test_the_environment_does_not_tell_them_as_text() -> None:
    read = environment.read({"DATABASE_URL": f"postgresql://portal:{PASSWORD}@db/portal", "SECRET_KEY": KEY})
    assert (PASSWORD in str(read), KEY in repr(read), read.secret_key) == (False, False, KEY)


class Written(logging.Handler):
    """Every record as a line of the log, of the level that is written (logs.configuration) or above."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.setFormatter(logs.JsonLine())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def written() -> Any:
    handler, root = Written(), logging.getLogger()
    before = {name: logging.getLogger(name).level for name in ("", "django", "axes", "django_otp", "findings")}
    root.addHandler(handler)
    for name in before:
        logging.getLogger(name).setLevel(logging.INFO)
    yield handler.lines
    root.removeHandler(handler)
    for name, level in before.items():
        logging.getLogger(name).setLevel(level)


@pytest.mark.django_db
def test_nothing_that_an_editor_types_to_get_in_is_told(written: list[str]) -> None:
    client = Client(raise_request_exception=False)
    pages = []
    user = make_user(app=False)
    User.objects.filter(pk=user.pk).update(password="")
    user.set_password("chosen-password-7")
    user.save()
    # Enrolment, right and wrong codes, wrong passwords up to the lock-out, another password.
    pages.append(log_in(client, "kim", "chosen-password-7"))
    pages.append(client.get("/admin/second-factor/"))
    device = TOTPDevice.objects.get(user=user)
    pages.append(client.post("/admin/second-factor/", {"token": "918273"}))
    enrolled = client.post("/admin/second-factor/", {"token": code_of(user, confirmed=False)})
    for _try in range(6):
        pages.append(log_in(client, "kim", "typed-wrongly-8", "564738"))
    pages.append(client.post("/admin/password_change/", {"old_password": "typed-wrongly-8", "new_password1": "new-9x"}))
    shown = "\n".join(page.content.decode() for page in [*pages[2:], enrolled])
    logged = "\n".join(written)
    assert ("axes" in logged, enrolled.status_code < 400) == (True, True)
    secrets = ["chosen-password-7", "typed-wrongly-8", "new-9x", "564738", device.key, str(device.bin_key)]
    assert [each for each in secrets if each in logged] == []
    # A page repeats no password; the secret is shown on the page of enrolment and on no other.
    assert [
        each for each in ("chosen-password-7", "typed-wrongly-8", "new-9x", "564738", "918273") if each in shown
    ] == []
