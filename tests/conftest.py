"""What every test can count on: a database that needs no installation, plain static files, a browser or a word.

The database is a private, throw-away PostgreSQL that starts with the first test that asks for one, or the server of
DATABASE_URL, where Django makes and drops its test database as usual.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.template.backends import jinja2
from django.test.signals import template_rendered
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker
from xdist.remote import Producer  # type: ignore[import-untyped]
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

from mmsmt_portal import database, environment
from mmsmt_portal.embedded_postgres import PrivateServer
from tests import conformance, ground

#: The names under which distributions install Chromium.
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def find_chromium() -> str | None:
    return next((found for name in CHROMIUM if (found := shutil.which(name))), None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--conformance", type=Path, help="write what the checks found, for /about/conformance/, to a file")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(ground)
    # Where tests run in several processes, the first one hears of them all, and writes.
    if (file := config.getoption("--conformance")) and not hasattr(config, "workerinput"):
        config.pluginmanager.register(conformance.Results(file))
    config.addinivalue_line("markers", "serve: starts the whole portal as a process; a few seconds each")
    config.addinivalue_line("markers", "fuzz: tries what nobody meant; FUZZ=50 tries fifty times as much of it")
    # Pages are tested without a run of collectstatic: names without a hash, files straight from where they lie.
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    # A `serve` of this checkout, which a developer may have running, says what commands beside it take for the site.
    if environment.read().site_url is None:
        settings.SITE_URL = "http://127.0.0.1:8000"
        settings.CSRF_TRUSTED_ORIGINS = [settings.SITE_URL]
        settings.SPECTACULAR_SETTINGS["SERVERS"] = [{"url": settings.SITE_URL}]
    # Whole files that are kept ready are each process's own, and go with it.
    folder = tempfile.TemporaryDirectory(prefix="portal-tests-exports-")
    config.add_cleanup(folder.cleanup)
    settings.EXPORT_DIR = Path(folder.name)
    # Passwords are made to be slow to check; no test is about that.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # A property holds or does not, however long an example takes on a machine that has other work.
    hypothesis_settings.register_profile("no time", hypothesis_settings(), deadline=None)
    hypothesis_settings.load_profile("no time")


#: Files of few tests that take long. They come first, so that no process is left with one of them at the end.
LONGEST = (
    "tests/mmsmt_portal/test_serve.py",
    "tests/browser/",
    "tests/mmsmt_portal/test_settings.py",
    "tests/mmsmt_portal/test_dockerfile.py",
    "tests/test_migrations.py",
    "tests/findings/models/test_guards.py",
)


#: Tests of a browser that share a site: that of readers, and that of the desk.
SITES = {
    "desk in a browser": (
        "tests/browser/test_records.py",
        "tests/browser/test_work.py",
        "tests/browser/test_editors_day.py",
    ),
    "pages in a browser": ("tests/browser/",),
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))
    if find_chromium() is None and not environment.is_continuous_integration():
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason="there is no Chromium here (looked for chromium on PATH)"))


class Together(LoadScopeScheduling):
    """Tests in several processes: those of a file stay together, and those of a browser with their site.

    pytest-xdist's own mark for groups has no effect under pytest 9.2 (its issue 1386), and says nothing.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return next((name for name in SITES if file.startswith(SITES[name])), file)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Together:
    return Together(config, log)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the browser. Where CI is set, a machine without one fails the tests instead of skipping them."""
    found = find_chromium()
    if found is None:
        pytest.fail("CI is set, and there is no Chromium: looked for chromium on PATH", pytrace=False)
    return found


@pytest.fixture(scope="session")
def database_url() -> Iterator[str]:
    """The address of a server that may be used for tests: that of DATABASE_URL, or a private one for this session."""
    if settings.ENVIRONMENT.database_url:
        yield settings.ENVIRONMENT.database_url
        return
    with (
        tempfile.TemporaryDirectory(prefix="portal-tests-") as folder,
        PrivateServer(Path(folder) / "postgres", durable=False) as url,
    ):
        yield url


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request: pytest.FixtureRequest, database_url: str) -> None:
    """Point Django at that server. It is asked for by tests with a database, and by no others."""
    database.use(database_url)
    # A test database can be dropped only when nobody is connected to it.
    connection.settings_dict["CONN_MAX_AGE"] = 0
    request.getfixturevalue("django_db_modify_db_settings_parallel_suffix")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The test database, migrated, in which tests with transactions of their own may empty the tables behind them.

    Django empties them with TRUNCATE, which the portal's guards refuse. Here, and only here, that one guard is lifted;
    those against UPDATE and DELETE stay, and the tests of the guards set theirs again.
    """
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(r"""
            SELECT format('ALTER TABLE %I DISABLE TRIGGER %I', relname, tgname)
            FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
            WHERE tgname LIKE '%%\_is\_never\_truncated'
        """)
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)
    yield
    with django_db_blocker.unblock():
        connection.close()
        with connection.cursor() as cursor:
            # What a browser or a thread has left behind would keep the database from being dropped.
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(autouse=True, scope="session")
def told_to_public_templates() -> Iterator[None]:
    """What a view tells its template stands in `response.context`, of Jinja's as Django has it of its own."""
    render = jinja2.Template.render

    def watched(template: jinja2.Template, context: dict[str, Any] | None = None, request: Any = None) -> Any:
        template_rendered.send(sender=template, template=template.template, context=context or {})
        return render(template, context, request)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jinja2.Template, "render", watched)
        yield
