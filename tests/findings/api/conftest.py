from __future__ import annotations

import pytest

from tests.findings.api.content import Published, publish_first
from tests.findings.api.described import ApiClient


@pytest.fixture
def api() -> ApiClient:
    """A client that holds every answer to the description."""
    return ApiClient()


@pytest.fixture
def published(db: None) -> Published:
    """A small portal in its first dataset version: two reports, three findings, everything that can hang on them."""
    return publish_first()
