"""The API of a portal in which nothing has been published yet."""

from __future__ import annotations

from typing import Any

import pytest

from findings.caching import version_poll
from tests import factories as make
from tests.findings.api.described import ApiClient

BASE = "http://127.0.0.1:8000"


@pytest.fixture(autouse=True)
def nothing(db: None) -> None:
    version_poll.forget()


def test_an_empty_list_has_one_page(api: ApiClient) -> None:
    response = api.get("/api/v1/findings/")
    assert response.json() == {
        "count": 0,
        "page": 1,
        "pages": 1,
        "results": [],
        "question": {"words": "No findings", "address": f"{BASE}/findings/", "as_of": None, "withheld": 0},
    }


def test_nothing_is_listed(api: ApiClient) -> None:
    empty: dict[str, Any] = {"count": 0, "page": 1, "pages": 1, "as_of": None, "results": []}
    assert api.get("/api/v1/provisions/").json() == empty
    assert api.get("/api/v1/editions/").json() == {**empty, "since": None}


def test_a_dataset_without_anything_published_has_no_version(api: ApiClient) -> None:
    response = api.get("/api/v1/dataset/")
    assert response.json()["version"] is None
    assert "Dataset-Version" not in response.headers


def test_records_are_not_public_by_being_there(api: ApiClient) -> None:
    make.make_finding()
    assert api.get("/api/v1/findings/").json()["count"] == 0
    assert api.get("/api/v1/findings/msmt-2025-1-001/").status_code == 404


def test_no_version_can_be_asked_for(api: ApiClient) -> None:
    (told,) = api.get("/api/v1/findings/?as_of=1").json()["reasons"]
    assert told == "There is no dataset version 1 yet: the newest is 0."
