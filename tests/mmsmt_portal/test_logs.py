"""Logs: one JSON object a line where no person reads along, and nothing in it that a reader typed.

Each case is a process of its own, because logging is set up once a process.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SET_UP = """
import logging, logging.config
from mmsmt_portal import logs
logging.config.dictConfig(logs.configuration(terminal=False))
"""


def lines(statements: str) -> list[dict[str, object]]:
    """What a process in production writes to standard error when it runs the statements, less the times."""
    done = subprocess.run(
        [sys.executable, "-c", SET_UP + statements], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120
    )
    found = [json.loads(line) for line in done.stderr.splitlines()]
    assert all(str(line.pop("time")).endswith("+00:00") for line in found)
    return found


def test_a_record_is_one_line() -> None:
    assert lines(
        r"logging.getLogger('findings').warning('Two\nlines', extra={'subject': 'MSMT-2025-1-001', 'request': 'q=x'})"
    ) == [{"level": "WARNING", "logger": "findings", "message": "Two\nlines", "subject": "MSMT-2025-1-001"}]


def test_a_log_in_writes_no_name_and_a_weakness_of_its_guard_does() -> None:
    assert lines("""
logging.getLogger("axes.handlers.database").info("AXES: Successful login by noor.")
logging.getLogger("axes.apps").warning("AXES: not configured")
""") == [{"level": "WARNING", "logger": "axes.apps", "message": "AXES: not configured"}]


def test_a_traceback_stays_in_its_line() -> None:
    (line,) = lines("""
try:
    raise ValueError("wrong")
except ValueError:
    logging.getLogger("findings").exception("Failed")
""")
    assert str(line.pop("traceback")).splitlines()[-1] == "ValueError: wrong"
    assert line == {"level": "ERROR", "logger": "findings", "message": "Failed"}


def test_an_access_line_has_no_query_and_no_address_and_probes_have_none() -> None:
    assert lines("""
access = logging.getLogger("gunicorn.access")
access.info("%(m)s %(U)s", {
    "m": "GET", "U": "/findings/", "q": "q=name", "s": "200", "B": 5, "D": 9, "h": "10.0.0.7", "{cookie}i": "sessionid",
    "{x-request-id}o": "5f0c", "{dataset-version}o": "7", "{server-timing}o": "app;dur=0.4, cache;desc=kept",
})
access.info("%(m)s %(U)s", {"m": "GET", "U": "/health/ready"})
""") == [
        {
            "level": "INFO",
            "logger": "gunicorn.access",
            "message": "request",
            "method": "GET",
            "path": "/findings/",
            "status": "200",
            "bytes": 5,
            "microseconds": 9,
            "request_id": "5f0c",
            "dataset_version": "7",
            "cache": "kept",
        }
    ]
