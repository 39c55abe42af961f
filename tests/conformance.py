"""What the checks of a build found, for the portal's own page about it: `pytest --conformance=FILE`.

Tests are grouped by what they hold the portal to. A file that is of the same code is completed, so that two runs (one
with the validators of releases) and the benchmark make one file. `findings/pages/conformance.py` prints it.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

#: Group → the tests that belong to it (what their identifiers match), and the packages they judge by: not those that
#: the portal itself is made with.
GROUPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "html": (r"tests/browser/test_html", ("vnu-jar",)),
    "accessibility": (r"tests/browser/.*readable_by_everyone", ("axe-playwright-python", "chromium")),
    "pages": (r"tests/browser/", ("playwright", "chromium")),
    "citations": (
        r"tests/findings/(exports|views|pages)/.*(citation|cite|citing|bibtex|ris\b|csl|unapi)",
        ("bibtexparser", "rispy"),
    ),
    "metadata": (
        r"tests/findings/.*(heads|signposting|linked|discovery|sitemap|oembed|embed)",
        ("signposting", "extruct"),
    ),
    "links": (r"tests/findings/.*crawl", ()),
    "editions": (r"tests/findings/.*(history|memento|corrections|differences|addresses)", ()),
    "feeds": (r"tests/findings/.*feeds", ("feedparser",)),
    "api": (r"tests/findings/api/", ("openapi-spec-validator", "schemathesis")),
    "releases": (r"tests/validators/", ("frictionless", "csvw", "followthemoney", "rdflib", "pyshacl")),
    "ledger": (r"tests/findings/.*(ledger|guards)", ()),
    "hostile": (r"tests/findings/.*(fuzz|hostile|leaks|what_is_public)", ("hypothesis",)),
    "access": (r"tests/findings/admin/|tests/browser/test_editors", ()),
    "everything": (r".", ("pytest", "Django")),
}


class Results:
    """Counts the outcomes of a run, a group at a time; a test may belong to several."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.outcomes: dict[str, str] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        worst = {"failed": 2, "skipped": 1, "passed": 0}
        if report.when == "call" or report.outcome != "passed":
            before = self.outcomes.get(report.nodeid, "passed")
            self.outcomes[report.nodeid] = max(before, report.outcome, key=worst.__getitem__)

    def pytest_sessionfinish(self) -> None:
        groups = known(self.file).get("groups", {})
        for name, (pattern, tools) in GROUPS.items():
            found = {test: outcome for test, outcome in self.outcomes.items() if re.search(pattern, test)}
            if not found:
                continue
            before = groups.get(name) if name == "everything" else None
            groups[name] = {
                "tools": {tool: version_of(tool) for tool in tools},
                "passed": sum(outcome == "passed" for outcome in found.values()) + (before["passed"] if before else 0),
                "failed": sorted(test for test, outcome in found.items() if outcome == "failed")
                + (before["failed"] if before else []),
                "skipped": sum(outcome == "skipped" for outcome in found.values())
                + (before["skipped"] if before else 0),
            }
        complete(self.file, groups=groups)


def known(file: Path) -> dict[str, Any]:
    """What the file says of this code; nothing where it is of another, or not there."""
    found: dict[str, Any] = json.loads(file.read_text()) if file.is_file() else {}
    return found if found.get("code") == settings.CODE_DIGEST else {}


def complete(file: Path, **parts: Any) -> None:
    """Write these members into the file, beside those that it has of the same code."""
    checked_at = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    content = known(file) | {"code": settings.CODE_DIGEST, "checked_at": checked_at} | parts
    file.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n")


def version_of(tool: str) -> str:
    """The version of a package, of the validator of HTML, or of the browser; "" where it cannot be told."""
    if tool == "vnu-jar":
        described = (
            Path(os.environ.get("VNU_JAR", "")).parents[2] / "package.json" if os.environ.get("VNU_JAR") else None
        )
        return json.loads(described.read_text())["version"] if described and described.is_file() else ""
    if tool == "chromium":
        found = shutil.which("chromium")
        told = subprocess.run([found, "--version"], capture_output=True, text=True, check=False) if found else None
        numbers = re.search(r"[0-9]+(\.[0-9]+)+", told.stdout) if told else None
        return numbers[0] if numbers else ""
    try:
        return version(tool)
    except PackageNotFoundError:
        return ""
