"""The question of an address, and the state that it is asked of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.http import HttpResponseRedirect
from django.test import Client, RequestFactory
from pytest_django import DjangoDbBlocker

from findings.caching import version_poll
from findings.queries.questions import Question, UnanswerableError
from findings.queries.versions import Version, current_version
from findings.views.questions import question_of
from tests.findings.exports.thirty import at_noon, thirty_published


@pytest.fixture(scope="module")
def published(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with thirty_published(django_db_blocker):
        yield


@pytest.fixture(autouse=True)
def six_versions(published: None, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Published on 1 to 6 March 2026, one each day; today is 7 March."""
    at_noon(monkeypatch, dt.date(2026, 3, 7))
    version_poll.forget()


def asked(query: str, beside: tuple[str, ...] = (), version: Version | None = None) -> Question | HttpResponseRedirect:
    request = RequestFactory().get(f"/findings/?{query}")
    request.dataset_version = version or current_version()  # type: ignore[attr-defined]
    return question_of(request, beside)  # type: ignore[arg-type]


def refused(query: str) -> list[str]:
    with pytest.raises(UnanswerableError) as error:
        asked(query)
    return error.value.reasons


def test_a_number_is_the_state_that_is_asked_of() -> None:
    assert asked("category=category-1&as_of=3") == Question({"category": ("category-1",)}, as_of=3)
    assert asked("as_of=+3") == Question(as_of=3)
    assert asked("view=table&columns=title", beside=("view", "columns")) == Question()


@pytest.mark.parametrize(
    ("day", "number"),
    [("2026-03-01", 1), ("2026-03-04", 4), ("2026-03-06", 6), ("4 March 2026", 4), (" 2026-03-04 ", 4)],
)
def test_a_date_leads_to_the_number_of_the_version_in_force_when_it_ended(day: str, number: int) -> None:
    answer = asked(f"view=table&country=KP&country=RU&as_of={day}&from=2024", beside=("view",))
    assert isinstance(answer, HttpResponseRedirect)
    assert (answer.status_code, answer.url) == (
        302,
        f"/findings/?view=table&country=KP&country=RU&from=2024&as_of={number}",
    )


@pytest.mark.parametrize(
    ("query", "reasons"),
    [
        (
            "as_of=2026-03-07",
            [
                (
                    "2026-03-07 is not over (UTC), so what was in force on it is not settled. "
                    "Ask as of dataset version 6, the newest one."
                )
            ],
        ),
        (
            "as_of=9999-12-31",
            [
                (
                    "9999-12-31 is not over (UTC), so what was in force on it is not settled. "
                    "Ask as of dataset version 6, the newest one."
                )
            ],
        ),
        ("as_of=2026-02-28", ["Nothing had been published when 2026-02-28 ended (UTC)."]),
        ("as_of=0001-01-01", ["Nothing had been published when 0001-01-01 ended (UTC)."]),
        ("as_of=0000-01-01", ["“0000-01-01” is a date that does not exist."]),
        ("as_of=2026-02-29", ["“2026-02-29” is a date that does not exist."]),
        ("as_of=7", ["There is no dataset version 7 yet: the newest is 6."]),
        ("as_of=1&as_of=2", ["The address names “as_of” 2 times. Once is right."]),
        (
            "as_of=yesterday",
            ["“yesterday” cannot be “as_of”. It is the number of a dataset version, or a day: 2026-03-26."],
        ),
        (
            "as_of=2026-03",
            ["“2026-03” cannot be “as_of”. It is the number of a dataset version, or a day: 2026-03-26."],
        ),
        ("as_of=2026-03-01&year=next", ["“next” cannot be a value of year. One is written like “2024”."]),
    ],
)
def test_a_state_that_there_is_not_is_refused_in_a_sentence(query: str, reasons: list[str]) -> None:
    assert refused(query) == reasons


def test_a_version_that_another_process_has_just_published_is_good() -> None:
    before = Version(5, dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC), "5" * 64)
    assert asked("as_of=6", version=before) == Question(as_of=6)


@pytest.mark.parametrize(
    "path",
    ["findings/", "findings.csv", "findings.xlsx", "findings.atom", "findings.feed.json", "findings.csv.meta.json"],
)
def test_every_form_of_a_list_takes_a_date(client: Client, path: str) -> None:
    response = client.get(f"/{path}?as_of=2026-03-02&support=strong")
    assert (response.status_code, response.headers["Location"]) == (302, f"/{path}?support=strong&as_of=2")
    assert response.headers["Cache-Control"].startswith("public")
