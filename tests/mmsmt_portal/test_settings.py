"""Settings: what the role of a process changes, what production adds, and that reading them starts nothing.

Each case is a process of its own, as settings are read once a process.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mmsmt_portal import environment
from tests.mmsmt_portal.test_environment import PRODUCTION

ROOT = Path(__file__).resolve().parent.parent.parent
#: A process without any of the portal's variables.
UNSET = dict.fromkeys(PRODUCTION, "")

READ = """
import json, sys, django
from django.conf import settings
django.setup()
from django.core.checks import run_checks
from django.urls import get_resolver
from django.urls.resolvers import URLResolver
print(json.dumps({
    "apps": settings.INSTALLED_APPS,
    "middleware": [path.rpartition(".")[2] for path in settings.MIDDLEWARE],
    "admin": any(str(pattern.pattern) == "admin/" for pattern in get_resolver().url_patterns),
    "rooms": sorted({name.split(".")[1] for name in sys.modules if name.startswith("findings.")}),
    "session": settings.DATABASES["default"]["OPTIONS"].get("options", ""),
    "https": [settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS, settings.SESSION_COOKIE_SECURE,
              settings.CSRF_COOKIE_SECURE, settings.SECURE_PROXY_SSL_HEADER],
    "problems": [str(each) for each in run_checks(include_deployment_checks=True) if not each.is_silenced()],
    "cookies": [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.SESSION_COOKIE_PATH,
                settings.CSRF_COOKIE_PATH, settings.SESSION_COOKIE_HTTPONLY, settings.CSRF_COOKIE_HTTPONLY,
                settings.SESSION_COOKIE_SAMESITE, settings.CSRF_COOKIE_SAMESITE],
    "debug": settings.DEBUG,
    "key": settings.SECRET_KEY,
    "release": settings.RELEASE,
}))
"""


def run(*command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    changes = UNSET | {"DJANGO_SETTINGS_MODULE": "mmsmt_portal.settings"} | variables
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment.with_changes(**changes),
        capture_output=True,
        text=True,
        timeout=120,
    )


def read(**variables: str) -> dict[str, Any]:
    done = run("-c", READ, **variables)
    assert done.stderr == ""
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def by_role() -> dict[str, dict[str, Any]]:
    return {role: read(**PRODUCTION | {"SITE_ROLE": role}) for role in environment.SiteRole}


def test_the_role_decides_middleware_and_addresses(by_role: dict[str, dict[str, Any]]) -> None:
    of_the_admin = [
        "SessionMiddleware",
        "CsrfViewMiddleware",
        "AuthenticationMiddleware",
        "OTPMiddleware",
        "SessionLimitMiddleware",
        "MessageMiddleware",
        "ChangesMiddleware",
        "AxesMiddleware",
    ]
    public = by_role["public"]["middleware"]
    assert by_role["editors"]["middleware"] == by_role["all"]["middleware"]
    assert by_role["all"]["middleware"] == ["AdminAnswersMiddleware", *public, *of_the_admin]
    assert not {"AdminAnswersMiddleware", *of_the_admin} & set(public)
    assert {role: found["admin"] for role, found in by_role.items()} == {
        "public": False,
        "editors": True,
        "all": True,
    }


def test_a_public_process_loads_no_code_that_writes(by_role: dict[str, dict[str, Any]]) -> None:
    rooms = {role: {"admin", "curation", "publishing"} & set(found["rooms"]) for role, found in by_role.items()}
    assert rooms == {"public": set(), "editors": {"admin", "curation", "publishing"}, "all": rooms["editors"]}


def test_a_public_process_opens_read_only_sessions(by_role: dict[str, dict[str, Any]]) -> None:
    assert {role: found["session"] for role, found in by_role.items()} == {
        "public": "-c default_transaction_read_only=on -c plan_cache_mode=force_generic_plan",
        "editors": "",
        "all": "",
    }


def test_apps_are_equal_in_all_roles(by_role: dict[str, dict[str, Any]]) -> None:
    assert by_role["public"]["apps"] == by_role["editors"]["apps"] == by_role["all"]["apps"]


def test_https_is_what_site_url_says(by_role: dict[str, dict[str, Any]]) -> None:
    assert by_role["public"]["https"] == [True, 31_536_000, True, True, ["HTTP_X_FORWARDED_PROTO", "https"]]
    assert read(SITE_URL="http://127.0.0.1:8000")["https"] == [False, 0, False, False, None]


def test_cookies_are_for_the_admin_and_over_https_alone(by_role: dict[str, dict[str, Any]]) -> None:
    expected = ["__Secure-sessionid", "__Secure-csrftoken", "/admin/", "/admin/", True, True, "Lax", "Lax"]
    assert {role: each["cookies"] for role, each in by_role.items()} == dict.fromkeys(by_role, expected)


def test_without_variables_nothing_is_baked_in() -> None:
    one, two = read(), read()
    assert one["key"] != two["key"]
    assert one["debug"] is False
    assert one["release"] == two["release"] != ""


def test_production_passes_djangos_own_inspection(by_role: dict[str, dict[str, Any]]) -> None:
    assert {role: found["problems"] for role, found in by_role.items()} == {"public": [], "editors": [], "all": []}


def test_check_and_collectstatic_need_no_database(tmp_path: Path) -> None:
    assert run("manage.py", "check").stdout == "System check identified no issues (0 silenced).\n"
    done = run("manage.py", "collectstatic", "--noinput", "--dry-run")
    assert (done.returncode, done.stderr) == (0, "")


def test_without_a_database_the_error_says_which_variable_is_missing() -> None:
    done = run("manage.py", "showmigrations")
    assert done.returncode == 1
    assert "/DATABASE_URL is not set and manage.py serve does not run here/" in done.stderr.splitlines()[-2]


def test_a_wrong_environment_is_sentences_and_no_traceback() -> None:
    done = run("manage.py", "check", SITE_ROLE="reader", DEBUG="maybe")
    assert (done.returncode, done.stderr) == (
        1,
        "SITE_ROLE is 'reader'; it is one of public, editors, all.\nDEBUG is 'maybe'; it is 1 or 0.\n",
    )


def test_production_does_not_start_on_a_guess() -> None:
    done = run("-c", "import mmsmt_portal.wsgi", SITE_URL="https://portal.example.org")
    assert (done.returncode, done.stderr) == (
        1,
        (
            "The portal does not start, because the environment lacks:\n"
            "  DATABASE_URL: the PostgreSQL server, as postgresql://USER:PASSWORD@HOST:5432/NAME\n"
            "  SECRET_KEY: a long random text, the same in every process\n"
            "  ALLOWED_HOSTS: the names the portal is reached under, separated by commas\n"
            "To try the portal out on this machine, `manage.py serve` needs none of them.\n"
        ),
    )


def test_a_web_process_has_time_limits() -> None:
    done = run(
        "-W",
        "ignore:No directory at",  # a checkout whose static files were never collected
        "-c",
        "import mmsmt_portal.wsgi; from django.db import connection; "
        "print(connection.get_connection_params()['options'])",
        **PRODUCTION,
    )
    assert (done.stdout, done.stderr) == (
        (
            "-c default_transaction_read_only=on -c plan_cache_mode=force_generic_plan "
            "-c statement_timeout=5000 -c lock_timeout=2000 "
            "-c idle_in_transaction_session_timeout=60000\n"
        ),
        "",
    )
