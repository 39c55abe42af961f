"""The API against its own description, by machine: what the description allows and what it forbids.

A few requests an address in an ordinary run; tests/fuzzing.py says how more are asked.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings

from findings.api.description import openapi
from tests.findings.api.amount import EXAMPLES, ORDINARY
from tests.findings.api.content import Published

#: What is told of what the description does not allow. 301: capitals in an address are put right, not refused.
REFUSED = ["301", "400", "404", "405", "406"]
#: What is told of what it allows. 400: a well-formed key that nothing has, a page that a list does not have.
ANSWERED = ["200", "301", "400", "404"]

schema = schemathesis.openapi.from_dict(
    openapi(),
    config=schemathesis.Config.from_dict(
        {
            "checks": {
                "negative_data_rejection": {"expected-statuses": REFUSED},
                "positive_data_acceptance": {"expected-statuses": ANSWERED},
            },
            # Every boundary of every parameter: hundreds of requests an address.
            "phases": {"coverage": {"enabled": EXAMPLES > ORDINARY}},
        }
    ),
)
schema.app = WSGIHandler()


@pytest.fixture(autouse=True)
def connection_stays_open() -> Iterator[None]:
    """A server closes old connections around each request; the one of a test holds its transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.fuzz
@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    derandomize=EXAMPLES == ORDINARY,
    suppress_health_check=list(HealthCheck),
)
def test_every_address_answers_as_described(published: Published, case: schemathesis.Case) -> None:
    plain = {"Accept-Encoding": "identity"}  # its client of WSGI applications does not unpack
    case.call_and_validate(headers=plain)
