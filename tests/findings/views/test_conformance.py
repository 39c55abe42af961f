"""The page about the checks of the build: it prints what the build wrote, the failures too, and knows what it is of."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

import pytest
from django.conf import settings
from django.test import Client, override_settings

from findings.caching import version_poll
from findings.pages.conformance import GROUPS, CheckRow, RatioRow, SpeedPart
from tests import conformance

pytestmark = pytest.mark.django_db

FOUND = {
    "code": settings.CODE_DIGEST,
    "checked_at": "2026-11-26T15:00:00Z",
    "groups": {
        "html": {"tools": {"vnu-jar": "26.9.27"}, "passed": 1, "failed": [], "skipped": 0},
        "feeds": {"tools": {"feedparser": "6.0.14"}, "passed": 11, "failed": ["tests/a.py::test_b"], "skipped": 2},
    },
}


def page_of(client: Client, tmp_path: Path, found: dict[str, Any] | None) -> Any:
    file = tmp_path / "conformance.json"
    if found is not None:
        file.write_text(json.dumps(found))
    version_poll.forget()  # a page is kept for as long as code and content stay, and a build writes once
    with override_settings(CONFORMANCE_FILE=file):
        return client.get("/about/conformance/")


def test_it_prints_each_group_with_its_tools_and_its_failures(client: Client, tmp_path: Path) -> None:
    page = page_of(client, tmp_path, FOUND).context["page"]
    rows = {row.name: row for row in page.rows}

    assert [row.name for row in page.rows] == [str(label) for label, _meaning in GROUPS.values()]
    assert rows["HTML"] == CheckRow("HTML", str(GROUPS["html"][1]), "vnu-jar 26.9.27", "1 passed", [], True)
    assert rows["Feeds"] == CheckRow(
        "Feeds",
        str(GROUPS["feeds"][1]),
        "feedparser 6.0.14",
        "11 passed, 1 failed, 2 not run",
        ["tests/a.py::test_b"],
        False,
    )
    assert (rows["The API"].result, rows["The API"].is_good) == ("Not run by this build.", False)


def test_results_of_other_code_are_said_to_be_so(client: Client, tmp_path: Path) -> None:
    of_this = page_of(client, tmp_path, FOUND).content.decode()
    of_other = page_of(client, tmp_path, {**FOUND, "code": "0.1.0+000000000000"}).content.decode()
    notice = "What runs here is not the code that was checked"
    assert (notice in of_this, notice in of_other) == (False, True)


def test_a_copy_that_no_build_checked_claims_nothing(client: Client, tmp_path: Path) -> None:
    response = page_of(client, tmp_path, None)
    assert response.context["page"].rows == []
    assert "No build checked this copy" in response.content.decode()


def test_ratios_stand_with_their_goals_met_or_not(client: Client, tmp_path: Path) -> None:
    measured = {"list": 1.21, "deep": 0.98, "kept": 0.7, "sets": 2.4}
    found = FOUND | {"ratios": {"findings": [1000, 5000], "measured": measured}}
    response = page_of(client, tmp_path, found)
    assert response.context["page"].speed == SpeedPart(
        "1,000 and 5,000",
        [
            RatioRow(
                "Time of a list among the most findings, to that among the fewest", "1.21 ×", "at most 1.2 ×", False
            ),
            RatioRow("Time of the last page of a list, to that of the first", "0.98 ×", "at most 1.5 ×", True),
            RatioRow(
                "Answers a second of a page that is kept, to those of a view that does nothing",
                "0.7 ×",
                "at least 0.7 ×",
                True,
            ),
            RatioRow("Time of a filtered list’s counts and rows by plain SQL, to that by sets", "2.4 ×", "", True),
        ],
    )
    assert response.content.decode().count("at most 1.2 ×: not met") == 1
    assert page_of(client, tmp_path, FOUND).context["page"].speed is None


def report(test: str, outcome: Literal["passed", "failed", "skipped"], when: Literal["setup", "call"] = "call") -> Any:
    return pytest.TestReport(test, ("", 0, ""), {}, outcome, None, when)


def test_a_run_is_counted_by_group_and_completed_by_a_second_one(tmp_path: Path) -> None:
    file = tmp_path / "conformance.json"
    first = conformance.Results(file)
    first.pytest_runtest_logreport(report("tests/findings/exports/test_feeds.py::test_a", "passed"))
    first.pytest_runtest_logreport(report("tests/findings/exports/test_feeds.py::test_b", "failed", "setup"))
    first.pytest_runtest_logreport(report("tests/findings/api/test_http.py::test_c", "skipped", "setup"))
    first.pytest_sessionfinish()
    second = conformance.Results(file)
    second.pytest_runtest_logreport(report("tests/validators/test_release.py::test_d", "passed"))
    second.pytest_sessionfinish()
    conformance.complete(file, ratios={"findings": [60], "measured": {"deep": 1.0}})

    written = json.loads(file.read_text())
    assert written["ratios"] == {"findings": [60], "measured": {"deep": 1.0}}
    counted = {name: (group["passed"], group["failed"], group["skipped"]) for name, group in written["groups"].items()}
    failed = ["tests/findings/exports/test_feeds.py::test_b"]
    assert written["code"] == settings.CODE_DIGEST
    assert counted == {
        "feeds": (1, failed, 0),
        "api": (0, [], 1),
        "releases": (1, [], 0),
        "everything": (2, failed, 1),
    }


def test_what_was_found_of_other_code_is_forgotten(tmp_path: Path) -> None:
    file = tmp_path / "conformance.json"
    file.write_text(json.dumps(FOUND | {"code": "0.1.0+000000000000"}))
    conformance.complete(file, ratios={})
    written = json.loads(file.read_text())
    assert {name: written[name] for name in written if name != "checked_at"} == {
        "code": settings.CODE_DIGEST,
        "ratios": {},
    }


def test_every_group_of_the_page_is_one_that_tests_are_counted_by() -> None:
    assert set(GROUPS) == set(conformance.GROUPS)
