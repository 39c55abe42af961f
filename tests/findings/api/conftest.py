from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from findings.caching import version_poll
from tests.findings.api.content import Published, publish_first, records
from tests.findings.api.described import ApiClient


@pytest.fixture
def api() -> ApiClient:
    """A client that holds every answer to the description."""
    return ApiClient()


@pytest.fixture(scope="module")
def published_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Publishing takes longer than most tests: it is done once for a module, whose tests roll back to it."""
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        publish_first()
    yield
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        outer.__exit__(None, None, None)


@pytest.fixture
def published(published_once: None, db: None) -> Iterator[Published]:
    """A small portal in its first dataset version: two reports, three findings, everything that can hang on them."""
    version_poll.forget()
    yield records()
    version_poll.forget()
