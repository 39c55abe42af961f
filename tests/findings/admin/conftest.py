"""A finding at the desk, and two who work there. A file that needs another one has its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from findings.caching import version_poll
from findings.models import Finding
from tests import factories as make
from tests.findings.admin.desk import logged_in, make_user
from tests.findings.admin.publishing_page import REFERENCE
from tests.findings.publish import publish_everything


@pytest.fixture
def fresh_poll() -> Iterator[None]:
    """What is public is asked anew, and not at most once a second."""
    version_poll.forget()
    yield
    version_poll.forget()


@pytest.fixture
def finding() -> Finding:
    """A finding with all that it needs, nothing published."""
    source = make.make_source("msmt-report", title="The report")
    return make.make_finding(
        REFERENCE,
        title="Over 20,000 containers",
        involvements=[(make.make_vessel("angara", name="Angara"), "carrier")],
        citations=[(source, "origin", "p. 11")],
    )


@pytest.fixture
def published(finding: Finding) -> Finding:
    publish_everything()
    return finding


@pytest.fixture
def publisher() -> Client:
    return logged_in(make_user("pat-of-the-desk", "publisher"))


@pytest.fixture
def editor() -> Client:
    return logged_in(make_user("eve", "editor"))
