"""A small portal: one subject of each kind, published, and a way to ask for it in the roles of a process."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client, override_settings

from findings.caching import version_poll
from findings.models import Finding
from mmsmt_portal import urls
from tests import factories as make
from tests.findings.publish import publish_everything
from tests.ground import ground


@pytest.fixture(autouse=True)
def fresh_poll() -> Iterator[None]:
    """No test believes the dataset version of the one before it."""
    version_poll.forget()
    yield
    version_poll.forget()


@pytest.fixture
def records(db: None) -> Finding:
    """One record of each kind, hanging together; nothing published."""
    return make_records()


@ground
def small_portal() -> None:
    make_records()
    publish_everything()


@pytest.fixture
def portal(small_portal: None) -> Finding:
    """The records, published as dataset version 1."""
    return Finding.objects.get()


def make_records() -> Finding:
    category = make.make_category("petroleum", name="Petroleum", leading_finding="MSMT-2025-1-001")
    report_document = make.make_source("msmt-report", title="The report", consulted=False)
    account = make.make_source("an-account", title="An account", publisher="Reuters, via CNA")
    actor = make.make_vessel("angara", name="Angara", sources=[account])
    report = make.make_report("msmt-2025-1", code="MSMT/2025/1", reference_prefix="MSMT-2025-1", source=report_document)
    make.make_event("launch", report=report)
    return make.make_finding(
        "MSMT-2025-1-001",
        report=report,
        category=category,
        title="Over 20,000 containers",
        involvements=[(actor, "carrier")],
        quantities=[{}],
        places=[make.make_place("nampo", name="Nampo")],
        provisions=[make.make_provision("2397-5", resolution=make.make_resolution("2397"), paragraph="5")],
        citations=[(report_document, "origin"), (account, "relays", "p. 11, note 6")],
    )


@pytest.fixture(params=["all", "public"])
def in_every_role(request: pytest.FixtureRequest) -> Iterator[str]:
    """The process has the admin beside the pages, or has none: with that role's own middleware and addresses."""
    if request.param == "all":
        yield "all"
        return
    public = {"HAS_ADMIN": False, "MIDDLEWARE": settings.PUBLIC_MIDDLEWARE}
    with override_settings(**public):
        spec = importlib.util.spec_from_file_location("urls_of_a_public_process", str(urls.__file__))
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        sys.modules[spec.name] = module
        with override_settings(ROOT_URLCONF=spec.name):
            yield "public"
        del sys.modules[spec.name]


@pytest.fixture
def client() -> Client:
    """As a browser meets it: an error is an answer and not an exception of the test."""
    return Client(raise_request_exception=False)
