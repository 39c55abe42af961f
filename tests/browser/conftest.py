"""The portal with its real findings, as a browser meets it.

The curated files are loaded and published once for this folder, and taken away again after its last test: a live
server answers from other connections, so what it shows has to be committed.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.test import override_settings
from playwright.sync_api import Browser, sync_playwright
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from findings import publishing
from findings.caching import version_poll
from findings.curation.loader import load
from findings.exports.datasets.making import export
from findings.models import Category, Finding, Report, Source
from findings.vocabulary import SubjectKind
from tests import factories as make

FIXTURES = Path(settings.BASE_DIR) / "fixtures"


@dataclass(frozen=True)
class Site:
    """A running portal, and every kind of page it has: name → address."""

    url: str
    pages: dict[str, str]


PAGES = {
    "home": "/",
    "list": "/findings/",
    "filtered list": "/findings/?category=petroleum&category=shipping&actor=russia",
    "last page of the list": "/findings/?page=8",
    "empty list": "/findings/?category=petroleum&report=s-2017-150",
    "search": "/findings/?q=containers&country=RU",
    "table": "/findings/?view=table&report=msmt-2025-1",
    "timeline": "/findings/?view=timeline",
    "numbers by month": "/findings/?view=months",
    "map": "/findings/?view=map",
    "map of the world": "/findings/?view=map&map=world",
    "comparison": "/findings/?view=compare&actor=dprk&actor=russia",
    "all values of a filter": "/findings/?view=values&of=actor",
    "citation of a list": "/findings/?view=cite&category=petroleum",
    "finding": "/findings/msmt-2025-1-001/",
    "finding with several quantities": "/findings/msmt-2025-2-053/",
    "finding of the compilation": "/findings/ctx-001/",
    "finding to be rechecked": "/findings/ctx-013/",
    "finding that states little": "/findings/ctx-002/",
    "finding without an origin": "/findings/poe-2024-04-001/",
    "finding with long names": "/findings/msmt-2025-1-900/",
    "superseded edition": "/findings/msmt-2025-1-002/v/1/",
    "withdrawn": "/findings/msmt-2025-1-044/",
    "redacted": "/findings/s-2019-691-004/",
    "history": "/findings/msmt-2025-1-002/history/",
    "history of a report": "/reports/msmt-2025-1/history/",
    "difference": "/findings/msmt-2025-1-002/diff/1..2/",
    "difference from a withdrawal": "/findings/msmt-2025-1-044/diff/1..2/",
    "corrections": "/corrections/",
    "place in a source": "/sources/msmt-2025-2/at/table-2/",
    "place in a range of a source": "/sources/msmt-2025-2/at/p-58/",
    "no place in a source": "/sources/msmt-2025-2/at/p-999/",
    "UN document as a source": "/sources/s-2019-171/",
    "category": "/categories/luxury-goods/",
    "report": "/reports/msmt-2025-1/",
    "event around a report": "/reports/msmt-2025-1/events/many-unlawful-activities-2024/",
    "event in an edition": "/reports/msmt-2025-1/v/1/events/networks-mapped/",
    "compilation": "/reports/context/",
    "actor with many findings": "/actors/dprk/",
    "designated actor with long names": "/actors/long-names/",
    "actor without a finding": "/actors/chainalysis/",
    "report as a source": "/sources/msmt-2025-1/",
    "press report": "/sources/kukmin-2025-05/",
    "source of nothing": "/sources/ifmat-2021/",
    "resolution": "/resolutions/2397/",
    "provision": "/resolutions/2397/provisions/2397-5/",
    "categories": "/categories/",
    "reports": "/reports/",
    "actors": "/actors/",
    "form to match a list": "/match/",
    "matched list": "/match/?names=Kwangsong+Bank%0AIMO+8705539%0AKPe.022%0AKorea%0ALazarus%0Anobody",
    "sources": "/sources/?page=2",
    "resolutions": "/resolutions/",
    "places": "/places/",
    "country": "/places/ru/",
    "place": "/places/kp/nampo/",
    "actor with neighbours": "/actors/kum-un-san-3/",
    "embedded card": "/embed/v1/findings/msmt-2025-1-001/v/1/",
    "embedded card of a superseded edition": "/embed/v1/findings/msmt-2025-1-002/v/1/",
    "embedded card of a redacted edition": "/embed/v1/findings/s-2019-691-004/v/1/",
    "embedded finding in force": "/embed/v1/findings/msmt-2025-1-002/",
    "embedded actor": "/embed/v1/actors/dprk/",
    "embedded actor with long names": "/embed/v1/actors/long-names/",
    "embedded report": "/embed/v1/reports/msmt-2025-1/",
    "embedded list": "/embed/v1/findings/?category=petroleum",
    "embedded list of nothing": "/embed/v1/findings/?colour=red",
    "embedded card of nothing": "/embed/v1/findings/msmt-2025-1-999/v/1/",
    "documentation of the API": "/api/v1/docs/",
    "resource of the API": "/api/v1/docs/findings/",
    "parameters of the API": "/api/v1/docs/parameters/",
    "vocabularies of the API": "/api/v1/docs/vocabularies/",
    "no such page of the API's documentation": "/api/v1/docs/finding/",
    "about": "/about/",
    "method": "/about/method/",
    "how to cite": "/about/citing/",
    "how mistakes are mended": "/about/corrections/",
    "code book": "/data/codebook/",
    "table of the code book": "/data/codebook/findings/",
    "choices of the code book": "/data/codebook/choices/",
    "data": "/data/",
    "release": "/data/releases/5/",
    "release that holds redacted text": "/data/releases/1/",
    "no such release": "/data/releases/3/",
    "verify": "/about/verify/",
    "checks": "/about/conformance/",
    "quality": "/data/quality/",
    "bad question": "/findings/?colour=red&page=0",
    "not found": "/findings/msmt-2025-1-999/",
    "home in Korean": "/ko/",
    "finding in Korean": "/ko/findings/msmt-2025-2-053/",
    "not found in Korean": "/ko/findings/msmt-2025-1-999/",
    "table in Japanese": "/ja/findings/?view=table&report=msmt-2025-1",
    "designated actor in Japanese": "/ja/actors/long-names/",
    "filtered list in French": "/fr/findings/?category=petroleum&category=shipping&actor=russia",
    "map in French": "/fr/findings/?view=map",
    "method in French": "/fr/about/method/",
}


@pytest.fixture(scope="package")
def beside_an_event_loop() -> Iterator[None]:
    """Playwright runs an event loop in the thread of the tests, beside which Django would refuse the ORM.

    For these tests alone: a process that another test starts must not inherit it.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


#: What the connections of the site's threads are called, apart from those of the tests themselves.
SERVED = "portal-site"


def named(connection: BaseDatabaseWrapper, **_of_the_signal: object) -> None:
    if threading.current_thread() is not threading.main_thread():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('application_name', %s, false)", [SERVED])


@pytest.fixture(scope="package")
def site(
    beside_an_event_loop: None,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    """The real findings and some that try the page, served on a port of this machine."""
    releases = tmp_path_factory.mktemp("releases")
    with django_db_blocker.unblock(), override_settings(RELEASES_DIR=releases):
        publishing.publish(load(FIXTURES).subjects(), editor="Kim", note="First publication.")
        export(releases / "1")
        publish_what_the_files_do_not_have()
        export(releases / "5")
        version_poll.forget()
        connection_created.connect(named)
        server = LiveServer("127.0.0.1")
        try:
            yield Site(server.url, PAGES)
        finally:
            server.stop()
            connection_created.disconnect(named)
            with connection.cursor() as cursor:
                # A browser that leaves in the middle of an answer leaves the connection of its thread behind.
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND application_name = %s",
                    [SERVED],
                )
            call_command("flush", verbosity=0, interactive=False)
            version_poll.forget()
            connections.close_all()


def publish_what_the_files_do_not_have() -> None:
    """A correction, a withdrawal, a redaction, and names that are long, unbroken or of other scripts."""
    corrected = Finding.objects.get(reference="MSMT-2025-1-002")
    corrected.summary += " Korean accounts narrow the window."
    corrected.save()
    publishing.correct([corrected.subject], editor="Kim", note="The period was too wide.")
    publishing.withdraw(
        SubjectKind.FINDING, "MSMT-2025-1-044", editor="Kim", note="Said twice.", replaced_by="MSMT-2025-1-043"
    )
    publishing.redact(SubjectKind.FINDING, "S-2019-691-004", [1], editor="Kim", reason="Another person was meant.")
    source = make.make_source("right-to-left", title="تقرير عن أسلحة كوريا الشمالية (2019)!", language="ar")
    unbroken = "Rechtsschutzversicherungsgesellschaftenbevollmächtigter" * 2
    actor = make.make_actor(
        "long-names",
        name="조선광업개발무역회사(朝鮮鑛業開發貿易會社)",
        aliases=[unbroken, "شركة التعدين"],
        sources=[source],
    )
    make.make_designation(actor, source=source)
    finding = make.make_finding(
        "MSMT-2025-1-900",
        report=Report.objects.get(slug="msmt-2025-1"),
        category=Category.objects.get(slug="labor"),
        title=f"{unbroken} </script> “무기” & مرحبا",
        involvements=[(actor, "carrier"), (actor, "other")],
        quantities=[
            {"measure": unbroken, "low": 630000000, "high": 1000000000, "qualifier": "about", "unit": "USD"},
        ],
        citations=[(source, "origin", "p. 3"), (Source.objects.get(slug="kukmin-2025-05"), "disputes")],
    )
    publishing.publish([source.subject, actor.subject, finding.subject], editor="Kim", note="Names that try a page.")


@pytest.fixture(scope="package")
def browser(site: Site, chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        # Chromium's own sandbox cannot be had as root; the pages are ours.
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()
