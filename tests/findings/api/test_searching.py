"""What is searched, matched, connected and looked up, as a program meets it."""

from __future__ import annotations

from typing import Any

import pytest

from findings.caching import version_poll
from tests import factories as make
from tests.findings.api.content import Published, publish_everything
from tests.findings.api.described import ApiClient
from tests.findings.api.told import BASE, FINDING, REPORT


def test_a_search_is_grouped_by_kind(api: ApiClient, published: Published) -> None:
    assert api.get("/api/v1/search/?q=tanker").json() == {
        "subjects": [],
        "findings": {
            "count": 2,
            "results": [
                {
                    "reference": "MSMT-2025-1-001",
                    "title": FINDING["title"],
                    "category": FINDING["category"],
                    "report": REPORT,
                    "edition_permalink": f"{BASE}/findings/msmt-2025-1-001/v/1/",
                    "snippet": [
                        {"text": "tanker", "is_hit": True},
                        {"text": " took refined petroleum from another ship, beyond the cap. Read", "is_hit": False},
                    ],
                },
                {
                    "reference": "MSMT-2025-1-002",
                    "title": "Another tanker",
                    "category": FINDING["category"],
                    "report": REPORT,
                    "edition_permalink": f"{BASE}/findings/msmt-2025-1-002/v/1/",
                    "snippet": [],
                },
            ],
            "question": {
                "words": "2 findings with the word “tanker”",
                "address": f"{BASE}/findings/?q=tanker",
                "as_of": None,
                "withheld": 0,
            },
        },
    }


def test_a_search_finds_subjects_by_name_and_number(api: ApiClient, published: Published) -> None:
    vessel = {
        "key": "kum-un-san-3",
        "name": "Kum Un San 3",
        "names": ["Kum Un San 3", "Chon Ma San"],
        "part_of": "",
        "permalink": f"{BASE}/actors/kum-un-san-3/",
    }
    for words in ("IMO 8705539", "chon ma san"):
        assert api.get("/api/v1/search/", {"q": words}).json()["subjects"] == [{"kind": "actor", "hits": [vessel]}]
    (group,) = api.get("/api/v1/search/?q=2397/5&as_of=1").json()["subjects"]
    assert (group["kind"], group["hits"][0]["permalink"]) == (
        "resolution",
        f"{BASE}/resolutions/2397/provisions/2397-5/",
    )


def test_a_list_is_matched_line_by_line(api: ApiClient, published: Published) -> None:
    vessel = {
        "key": "kum-un-san-3",
        "name": "Kum Un San 3",
        "kind": "vessel",
        "findings": 2,
        "permalink": f"{BASE}/actors/kum-un-san-3/",
    }
    asked = {"name": ["IMO 8705539", "chon-ma san", "Kum Un San", "nobody", "nobody"]}
    assert api.get("/api/v1/match/", asked).json() == {
        "lines": [
            {
                "line": "IMO 8705539",
                "candidates": [{"how": "number", "similarity": "1.00", "fitted": "8705539", **vessel}],
            },
            {
                "line": "chon-ma san",
                "candidates": [{"how": "name", "similarity": "1.00", "fitted": "Chon Ma San", **vessel}],
            },
            {
                "line": "Kum Un San",
                "candidates": [{"how": "alike", "similarity": "0.85", "fitted": "Kum Un San 3", **vessel}],
            },
            {"line": "nobody", "candidates": []},
        ]
    }


def connection(api: ApiClient, *keys: str, **asked: str) -> dict[str, Any]:
    """How two actors are connected; each finding by its reference, actors by key and roles."""
    answer = api.get("/api/v1/connection/", {"actor": keys, **asked}).json()
    for name in ("steps", "also"):
        answer[name] = [
            (
                (step["before"]["key"], step["before"]["roles"]),
                step["finding"]["reference"],
                (step["after"]["key"], step["after"]["roles"]),
            )
            for step in answer[name]
        ]
    answer["actors"] = [each["key"] for each in answer["actors"]]
    return answer


def test_two_actors_that_a_finding_names_are_connected_by_it(api: ApiClient, published: Published) -> None:
    vessel = {"key": "kum-un-san-3", "name": "Kum Un San 3", "permalink": f"{BASE}/actors/kum-un-san-3/"}
    port = {"key": "nampo", "name": "Nampo", "permalink": f"{BASE}/actors/nampo/"}
    (finding,) = api.get("/api/v1/findings/?actor=nampo").json()["results"]
    assert api.get("/api/v1/connection/?actor=nampo&actor=kum-un-san-3").json() == {
        "actors": [port, vessel],
        "as_of": None,
        "outcome": "direct",
        "steps": [
            {"before": {**port, "roles": ["location"]}, "finding": finding, "after": {**vessel, "roles": ["carrier"]}}
        ],
        "also": [],
    }


def test_a_connection_by_one_finding_is_five_statements(
    api: ApiClient, published: Published, django_assert_num_queries
) -> None:
    """The version, the names of the two, the findings that name both, these, their editions."""
    with django_assert_num_queries(5):
        api.get("/api/v1/connection/?actor=nampo&actor=kum-un-san-3")


def test_two_actors_are_connected_over_others_or_it_is_said_why_not(
    api: ApiClient, published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    broker, state = make.make_actor("broker"), make.make_actor("state", actor_kind="state")
    far = make.make_actor("far")
    report = published.report
    make.make_finding(
        "MSMT-2025-1-004", report=report, involvements=[(published.vessel, "carrier"), (broker, "broker")]
    )
    make.make_finding("MSMT-2025-1-005", report=report, involvements=[(state, "host"), (broker, "broker")])
    make.make_finding("MSMT-2025-1-006", report=report, involvements=[(state, "host"), (far, "other")])
    publish_everything()
    said: dict[str, Any] = {"as_of": None, "also": []}
    chain = [
        (("nampo", ["location"]), "MSMT-2025-1-001", ("kum-un-san-3", ["carrier"])),
        (("kum-un-san-3", ["carrier"]), "MSMT-2025-1-004", ("broker", ["broker"])),
    ]
    assert [
        connection(api, "nampo", "broker"),
        connection(api, "broker", "far"),  # only over a State
        connection(api, "nampo", "msmt", as_of="1"),
    ] == [
        said | {"actors": ["nampo", "broker"], "outcome": "chain", "steps": chain},
        said | {"actors": ["broker", "far"], "outcome": "none", "steps": []},
        said | {"actors": ["nampo", "msmt"], "outcome": "none", "steps": [], "as_of": 1},
    ]
    assert api.get("/api/v1/connection/?actor=nampo&actor=broker&as_of=1").status_code == 400
    monkeypatch.setattr("findings.queries.paths.MOST", 0)
    version_poll.forget()
    assert connection(api, "nampo", "broker") == said | {
        "actors": ["nampo", "broker"],
        "outcome": "unknown",
        "steps": [],
    }


@pytest.mark.parametrize(
    ("words", "kind", "key", "part_of", "at", "address"),
    [
        ("msmt 2025/1 1", "finding", "MSMT-2025-1-001", "", [], "findings/msmt-2025-1-001/"),
        ("2397/5", "resolution", "2397-5", "2397", [], "resolutions/2397/provisions/2397-5/"),
        ("IMO 8705539", "actor", "kum-un-san-3", "", [], "actors/kum-un-san-3/"),
        ("MSMT/2025/1", "report", "msmt-2025-1", "", [], "reports/msmt-2025-1/"),
    ],
)
def test_a_look_up_names_one_thing(
    api: ApiClient, published: Published, words: str, kind: str, key: str, part_of: str, at: list[str], address: str
) -> None:
    assert api.get("/api/v1/lookup/", {"q": words}).json() == {
        "kind": kind,
        "key": key,
        "part_of": part_of,
        "at": at,
        "permalink": f"{BASE}/{address}",
        "address": f"{BASE}/api/v1/{address}",
    }


def test_a_place_in_a_source_is_told_in_canonical_form(api: ApiClient, published: Published) -> None:
    target = api.get("/api/v1/lookup/", {"q": "S/2019/171 para. 21"}).json()
    assert (target["kind"], target["at"]) == ("source", ["para-21"])
