"""Whole answers, as a program meets them."""

from __future__ import annotations

from typing import Any

import pytest

from findings import publishing
from findings.caching import version_poll
from findings.models import DatasetVersion, Edition, Provision, Resolution
from findings.vocabulary import SubjectKind
from tests import factories as make
from tests.findings.api.content import SUBJECTS, Published, edition, publish_everything, stamp
from tests.findings.api.described import ApiClient

BASE = "http://127.0.0.1:8000"
SOURCE = {
    "key": "s-2019-171",
    "title": "Report of the Panel of Experts",
    "publisher": "United Nations",
    "authors": ["Panel of Experts"],
    "published": "2024-03",
    "url": "https://example.org/s-2019-171",
    "source_kind": "un_document",
    "language": "en",
    "consulted": True,
}
NEWS: dict[str, Any] = {
    "key": "news-1",
    "title": "Source 2",
    "publisher": "United Nations",
    "authors": [],
    "published": None,
    "url": "",
    "source_kind": "news",
    "language": "en",
    "consulted": False,
}
ASSERTER = {"key": "msmt", "name": "MSMT", "actor_kind": "monitoring_body", "country": ""}
REPORT = {
    "key": "msmt-2025-1",
    "code": "MSMT/2025/1",
    "title": "Report 1",
    "issuer": "Multilateral Sanctions Monitoring Team",
    "report_kind": "msmt_report",
    "published": "2025-05-29",
}
PROVISION = {
    "key": "2397-5",
    "paragraph": "5",
    "paragraph_checked": True,
    "paragraph_note": "",
    "topic": "refined_petroleum",
    "obligation": "States do what paragraph 1 says.",
    "source_url": "",
    "resolution": {"number": "2397", "symbol": "S/RES/2397 (2017)"},
}
FINDING = {
    "schema": 2,
    "kind": "finding",
    "key": "MSMT-2025-1-001",
    "slug": "msmt-2025-1-001",
    "reference": "MSMT-2025-1-001",
    "category": {"key": "petroleum", "name": "Petroleum"},
    "report": REPORT,
    "title": "A tanker took refined petroleum at sea",
    "summary": "A tanker took refined petroleum from another ship, beyond the cap.",
    "period": {"start": "2023-09", "end": "2024-03"},
    "asserted_by": "The MSMT participating states",
    "asserters": [ASSERTER],
    "support": "single",
    "at_second_hand": False,
    "quantities": [
        {"measure": "refined petroleum", "low": "1500.5", "high": None, "qualifier": "at_least", "unit": "barrels"}
    ],
    "involvements": [
        {
            "actor": {
                "key": "kum-un-san-3",
                "name": "Kum Un San 3",
                "actor_kind": "vessel",
                "country": "KP",
                "aliases": ["Chon Ma San"],
                "identifiers": [{"scheme": "imo", "value": "8705539"}],
            },
            "role": "carrier",
        },
        {
            "actor": {
                "key": "nampo",
                "name": "Nampo",
                "actor_kind": "port",
                "country": "KP",
                "aliases": [],
                "identifiers": [],
            },
            "role": "location",
        },
    ],
    "places": [
        {
            "key": "kp/nampo",
            "name": "Nampo",
            "country": "KP",
            "latitude": "42.25",
            "longitude": "130.3",
            "precision": "locality",
        }
    ],
    "provisions": [PROVISION],
    "citations": [
        {
            "source": SOURCE,
            "relation": "origin",
            "supports": "The whole claim.",
            "locators": [
                {"locator_kind": "paragraph", "start": "21", "end": "", "printed": "para. 21", "joined": "then"},
                {"locator_kind": "page", "start": "11", "end": "", "printed": "p. 11", "joined": "then"},
                {"locator_kind": "note", "start": "6", "end": "", "printed": "note 6", "joined": "inside"},
            ],
        },
        {"source": NEWS, "relation": "disputes", "supports": "The whole claim.", "locators": []},
    ],
    "editors_note": "Read it.",
    "recheck": False,
}


def test_a_finding_is_its_document_and_its_edition(api: ApiClient, published: Published) -> None:
    response = api.get("/api/v1/findings/msmt-2025-1-001/")
    row = edition(SubjectKind.FINDING, "MSMT-2025-1-001")
    assert response.json() == {**FINDING, "edition": stamp(row, "findings")}


def test_members_keep_the_order_in_which_they_are_described(api: ApiClient, published: Published) -> None:
    members = list(api.get("/api/v1/findings/msmt-2025-1-001/").json())
    assert members[:5] == ["schema", "kind", "key", "slug", "edition"]
    assert members[-4:] == ["recheck", "reference", "category", "report"]


def test_the_list_of_findings_is_a_page_and_the_question_in_words(api: ApiClient, published: Published) -> None:
    response = api.get("/api/v1/findings/?actor=kum-un-san-3&category=petroleum&page_size=1")
    row = edition(SubjectKind.FINDING, "MSMT-2025-1-001")
    assert response.json() == {
        "count": 1,
        "page": 1,
        "pages": 1,
        "results": [{**FINDING, "edition": stamp(row, "findings")}],
        "question": {
            "words": "1 finding about petroleum naming Kum Un San 3",
            "address": f"{BASE}/findings/?category=petroleum&actor=kum-un-san-3",
            "as_of": None,
            "withheld": 0,
        },
    }
    assert response.headers["Total-Count"] == "1"


def test_a_place_is_understood_by_its_name(api: ApiClient, published: Published) -> None:
    told = api.get("/api/v1/findings/?q=place:Nampo").json()
    assert [each["reference"] for each in told["results"]] == ["MSMT-2025-1-001"]
    assert told["question"]["words"] == "1 finding at Nampo"
    assert told["question"]["address"] == f"{BASE}/findings/?place=kp/nampo"
    assert api.get("/api/v1/findings/?q=place:Nampo&as_of=1").json()["question"]["as_of"] == 1


def test_links_lead_through_the_pages_and_keep_the_question(api: ApiClient, published: Published) -> None:
    response = api.get("/api/v1/findings/?page_size=1&page=2&sort=reference&as_of=1")
    path = "/api/v1/findings/?sort=reference&as_of=1"
    assert response.headers["Link"] == (
        f'<{path}&page=3&page_size=1>; rel="next", <{path}&page_size=1>; rel="prev", '
        f'<{path}&page_size=1>; rel="first", <{path}&page=3&page_size=1>; rel="last"'
    )
    assert response.headers["Total-Count"] == "3"
    last = api.get(f"{path}&page=3&page_size=1")
    assert 'rel="next"' not in last.headers["Link"]
    assert [each["reference"] for each in last.json()["results"]] == ["S-2019-171-001"]


def test_links_of_a_long_question_stay_within_what_proxies_take(api: ApiClient, published: Published) -> None:
    words = "한" * 200
    response = api.get("/api/v1/findings/", {"q": f"ship OR {words}", "page_size": "1"})
    assert len(response.headers["Link"]) < 4096
    assert 'rel="next"' in response.headers["Link"]


def test_a_report_has_its_events_and_its_number_of_findings(api: ApiClient, published: Published) -> None:
    event = {
        "slug": "came-out",
        "event_type": "publication",
        "category": None,
        "title": "Event 1",
        "summary": "What is claimed, in the editors' own words.",
        "period": {"start": "2023-09", "end": "2024-03"},
        "asserted_by": "The MSMT participating states",
        "asserters": [ASSERTER],
        "support": "single",
        "at_second_hand": True,
        "quantities": [],
        "involvements": [],
        "places": [
            {"key": "kr/seoul", "name": "Seoul", "country": "KR", "latitude": None, "longitude": None, "precision": ""}
        ],
        "provisions": [],
        "citations": [{"source": NEWS, "relation": "relays", "supports": "The whole claim.", "locators": []}],
        "editors_note": "",
        "recheck": False,
    }
    assert api.get("/api/v1/reports/msmt-2025-1/").json() == {
        "schema": 2,
        "kind": "report",
        "slug": "msmt-2025-1",
        **REPORT,
        "reference_prefix": "MSMT-2025-1",
        "period_covered": "",
        "url": "",
        "source": SOURCE,
        "read_first_hand": True,
        "note": "",
        "events": [event],
        "edition": stamp(edition(SubjectKind.REPORT, "msmt-2025-1"), "reports"),
        "findings": 2,
    }


def test_a_list_of_actors_is_a_page_with_their_numbers_of_findings(api: ApiClient, published: Published) -> None:
    response = api.get("/api/v1/actors/?page_size=1&as_of=1")
    actor = {
        "schema": 2,
        "kind": "actor",
        "key": "kum-un-san-3",
        "slug": "kum-un-san-3",
        "name": "Kum Un San 3",
        "actor_kind": "vessel",
        "country": "KP",
        "aliases": ["Chon Ma San"],
        "identifiers": [{"scheme": "imo", "value": "8705539"}],
        "former_keys": [],
        "designations": [
            {
                "authority": "un_1718",
                "list_reference": "KPe.042",
                "designated": "2018-03-30",
                "measure": "asset_freeze",
                "source": SOURCE,
                "delisted": None,
            }
        ],
        "description": "A tanker.",
        "sources": [SOURCE],
        "edition": stamp(edition(SubjectKind.ACTOR, "kum-un-san-3"), "actors"),
        "findings": 2,
    }
    assert response.json() == {"count": 3, "page": 1, "pages": 3, "as_of": 1, "results": [actor]}
    path = "/api/v1/actors/?as_of=1"
    assert response.headers["Link"] == (
        f'<{path}&page=2&page_size=1>; rel="next", <{path}&page_size=1>; rel="first", '
        f'<{path}&page=3&page_size=1>; rel="last"'
    )


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("designated=yes", ["kum-un-san-3"]),
        ("designated=no", ["msmt", "nampo"]),
        ("kind=port", ["nampo"]),
        ("kind=vessel&designated=no", []),
        ("kind=vessel&designated=yes&as_of=1", ["kum-un-san-3"]),
        ("kind=&designated=", ["kum-un-san-3", "msmt", "nampo"]),
    ],
)
def test_actors_are_listed_by_kind_and_by_a_recorded_designation(
    api: ApiClient, published: Published, query: str, keys: list[str]
) -> None:
    answer = api.get(f"/api/v1/actors/?{query}").json()
    assert ([each["key"] for each in answer["results"]], answer["count"]) == (keys, len(keys))


def test_links_through_the_list_of_actors_keep_what_is_listed(api: ApiClient, published: Published) -> None:
    path = "/api/v1/actors/?designated=no"
    first, second = (api.get(f"{path}&page_size=1{page}") for page in ("", "&page=2"))
    assert [each["key"] for page in (first, second) for each in page.json()["results"]] == ["msmt", "nampo"]
    assert first.headers["Link"] == (
        f'<{path}&page=2&page_size=1>; rel="next", <{path}&page_size=1>; rel="first", '
        f'<{path}&page=2&page_size=1>; rel="last"'
    )


def test_a_provision_has_its_resolution_and_the_edition_of_it(api: ApiClient, published: Published) -> None:
    assert api.get("/api/v1/resolutions/2397/provisions/2397-5/").json() == {
        **PROVISION,
        "findings": 1,
        "permalink": f"{BASE}/resolutions/2397/provisions/2397-5/",
        "address": f"{BASE}/api/v1/resolutions/2397/provisions/2397-5/",
        "edition": stamp(edition(SubjectKind.RESOLUTION, "2397"), "resolutions"),
    }


def test_the_provisions_of_all_resolutions_are_listed_as_each_is_told(api: ApiClient, published: Published) -> None:
    response = api.get("/api/v1/provisions/?page_size=1")
    details = [api.get(f"/api/v1/resolutions/2397/provisions/{key}/").json() for key in ("2397-5", "2397-x")]
    assert [(each["paragraph"], each["paragraph_checked"], each["findings"]) for each in details] == [
        ("5", True, 1),
        ("", False, 0),
    ]
    assert response.json() == {"count": 2, "page": 1, "pages": 2, "as_of": None, "results": [details[0]]}
    assert response.headers["Total-Count"] == "2"
    assert response.headers["Link"] == (
        '</api/v1/provisions/?page=2&page_size=1>; rel="next", </api/v1/provisions/?page_size=1>; rel="first", '
        '</api/v1/provisions/?page=2&page_size=1>; rel="last"'
    )
    second = api.get("/api/v1/provisions/?page=2&page_size=1").json()
    assert second == {"count": 2, "page": 2, "pages": 2, "as_of": None, "results": [details[1]]}


def test_provisions_as_of_a_version_are_those_of_then(api: ApiClient, published: Published) -> None:
    before = api.get("/api/v1/provisions/?as_of=1").json()
    resolution = Resolution.objects.get(number="2397")
    make.make_provision("2397-9", resolution=resolution, paragraph="9")
    make.make_provision_mapping(published.other, Provision.objects.get(key="2397-5"))
    publish_everything("Mapped.")
    now = api.get("/api/v1/provisions/").json()
    assert [(each["key"], each["findings"]) for each in now["results"]] == [("2397-5", 2), ("2397-x", 0), ("2397-9", 0)]
    after = api.get("/api/v1/provisions/?as_of=1").json()
    assert [(each["key"], each["findings"]) for each in after["results"]] == [("2397-5", 1), ("2397-x", 0)]
    assert {each["edition"].pop("superseded_in") for each in after["results"]} == {2}
    assert {each["edition"].pop("superseded_in") for each in before["results"]} == {None}
    assert after == before


def test_the_provisions_of_a_withdrawn_resolution_are_not_listed(api: ApiClient, published: Published) -> None:
    publishing.withdraw(SubjectKind.RESOLUTION, "2397", editor="Kim", note="It was entered twice.")
    version_poll.forget()
    assert api.get("/api/v1/provisions/").json() == {"count": 0, "page": 1, "pages": 1, "as_of": None, "results": []}
    assert api.get("/api/v1/provisions/?as_of=1").json()["count"] == 2


def test_facets_are_counted_each_with_its_own_filter_lifted(api: ApiClient, published: Published) -> None:
    response = api.get("/api/v1/facets/?category=petroleum&facet=category&facet=disputed&facet=at")
    assert response.json() == {
        "count": 2,
        "facets": [
            {
                "name": "category",
                "label": "Category",
                "distinct": 2,
                "values": [
                    {"key": "petroleum", "name": "Petroleum", "count": 2, "chosen": True},
                    {"key": "shipping", "name": "Shipping", "count": 1, "chosen": False},
                ],
            },
            {
                "name": "disputed",
                "label": "Disputed",
                "distinct": 2,
                "values": [
                    {"key": "no", "name": "Does not dispute", "count": 1, "chosen": False},
                    {"key": "yes", "name": "Disputes", "count": 1, "chosen": False},
                ],
            },
            {
                "name": "at",
                "label": "Place in a source",
                "distinct": 2,
                "values": [
                    {
                        "key": "s-2019-171/p-11-note-6",
                        "name": "p.\u00a011, note\u00a06, Report of the Panel of Experts",
                        "count": 1,
                        "chosen": False,
                    },
                    {
                        "key": "s-2019-171/para-21",
                        "name": "para.\u00a021, Report of the Panel of Experts",
                        "count": 1,
                        "chosen": False,
                    },
                ],
            },
        ],
        "question": {
            "words": "2 findings about petroleum",
            "address": f"{BASE}/findings/?category=petroleum",
            "as_of": None,
            "withheld": 0,
        },
    }


def test_facets_are_cut_where_told_and_searched_where_told(api: ApiClient, published: Published) -> None:
    (cut,) = api.get("/api/v1/facets/?facet=actor&size=1").json()["facets"]
    assert (cut["distinct"], [value["key"] for value in cut["values"]]) == (2, ["kum-un-san-3"])
    (searched,) = api.get("/api/v1/facets/?facet=actor&containing=NAM").json()["facets"]
    assert [(value["key"], value["count"]) for value in searched["values"]] == [("nampo", 1)]


def test_a_chosen_value_is_not_listed_where_its_name_lacks_the_words(api: ApiClient, published: Published) -> None:
    (facet,) = api.get("/api/v1/facets/?facet=actor&containing=nampo&actor=kum-un-san-3").json()["facets"]
    assert [value["key"] for value in facet["values"]] == ["nampo"]


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


def test_the_dataset_says_its_version_and_how_much_there_is(api: ApiClient, published: Published) -> None:
    version = DatasetVersion.objects.get()
    assert api.get("/api/v1/dataset/").json() == {
        "version": {
            "number": 1,
            "published_at": version.published_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "head": version.head,
        },
        "subjects": {"finding": 3, "report": 2, "actor": 3, "source": 2, "resolution": 2, "category": 2},
        "findings": {"two_or_more_accounts": 0, "one_account": 3, "at_second_hand": 1},
    }


def test_the_index_leads_everywhere(api: ApiClient, published: Published) -> None:
    index = api.get("/api/v1/")
    service = '</api/v1/schema/>; rel="service-desc", </api/v1/docs/>; rel="service-doc"'
    assert index.headers["Link"] == service
    addresses = index.json()
    assert {"match", "connection"} <= set(addresses)
    for member, address in addresses.items():
        assert address.startswith(f"{BASE}/api/v1/")
        asked: dict[str, dict[str, Any]] = {
            "search": {"q": "2397"},
            "lookup": {"q": "2397"},
            "match": {"name": "Nampo"},
            "connection": {"actor": ["kum-un-san-3", "msmt"]},
        }
        response = api.get(address.removeprefix(BASE), asked.get(member))
        assert response.status_code == 200


def test_editions_are_listed_and_each_stays_at_its_address(api: ApiClient, published: Published) -> None:
    published.finding.title = "A tanker took petroleum at sea"
    published.finding.save()
    publishing.correct([published.finding.subject], editor="Kim", note="It was not refined.")
    version_poll.forget()
    first, second = (edition(SubjectKind.FINDING, "MSMT-2025-1-001", number) for number in (1, 2))
    stamps = [stamp(second, "findings"), stamp(first, "findings", superseded_in=2)]
    assert api.get("/api/v1/findings/msmt-2025-1-001/editions/").json() == {
        "count": 2,
        "page": 1,
        "pages": 1,
        "kind": "finding",
        "key": "MSMT-2025-1-001",
        "results": [{**each, "redaction": None} for each in stamps],
    }
    assert api.get("/api/v1/findings/msmt-2025-1-001/editions/1/").json() == {**FINDING, "edition": stamps[1]}
    assert api.get("/api/v1/findings/msmt-2025-1-001/").json()["edition"] == stamps[0]


def told(row: Edition, plural: str, **more: Any) -> dict[str, Any]:
    """An edition, as the list of all has it."""
    return {
        **stamp(row, plural, superseded_in=row.superseded_in_id),
        "redaction": None,
        "subject": {"kind": row.subject_kind, "key": row.key},
        "address": f"{BASE}/api/v1/{plural}/{row.slug}/editions/{row.number}/",
        **more,
    }


def test_the_editions_of_all_subjects_are_listed_those_published_last_first(
    api: ApiClient, published: Published
) -> None:
    published.vessel.name = "Kum Un San III"
    published.vessel.save()
    publishing.correct([published.vessel.subject], editor="Kim", note="Its name.")
    version_poll.forget()
    whole = Edition.objects.count()
    plurals = {"category": "categories"}
    everything = [
        told(row, plurals.get(row.subject_kind, f"{row.subject_kind}s"))
        for row in Edition.objects.order_by("-position")
    ]
    assert whole == 15
    assert api.get("/api/v1/editions/").json() == {
        "count": whole,
        "page": 1,
        "pages": 1,
        "as_of": None,
        "since": None,
        "results": everything,
    }
    new = {"count": 1, "page": 1, "pages": 1, "as_of": None, "since": 1, "results": everything[:1]}
    assert api.get("/api/v1/editions/?since=1").json() == new
    assert api.get("/api/v1/editions/?since=2").json() == {**new, "count": 0, "since": 2, "results": []}
    first = api.get("/api/v1/editions/?as_of=1").json()
    assert (first["as_of"], first["results"]) == (1, everything[1:])


def test_editions_are_asked_for_by_kinds_of_subject_and_paged(api: ApiClient, published: Published) -> None:
    response = api.get("/api/v1/editions/?kind=report&kind=category&page_size=3&as_of=1")
    subjects = [each["subject"] for each in response.json()["results"]]
    assert subjects == [
        {"kind": "report", "key": "s-2019-171-report"},
        {"kind": "report", "key": "msmt-2025-1"},
        {"kind": "category", "key": "shipping"},
    ]
    path = "/api/v1/editions/?kind=report&kind=category&as_of=1"
    assert response.headers["Link"] == (
        f'<{path}&page=2&page_size=3>; rel="next", <{path}&page_size=3>; rel="first", '
        f'<{path}&page=2&page_size=3>; rel="last"'
    )
    rest = api.get(f"{path}&page=2&page_size=3").json()
    assert [each["subject"] for each in rest["results"]] == [{"kind": "category", "key": "petroleum"}]


def test_editions_without_their_text_are_listed_and_say_why(api: ApiClient, published: Published) -> None:
    published.finding.title = "Zzyzx"
    published.finding.save()
    publish_everything("Second.")
    publishing.redact(*published.finding.subject, [2], reason="A court asked.", editor="Kim")
    publishing.withdraw(*published.other.subject, editor="Kim", note="It was wrong.")
    version_poll.forget()
    response = api.get("/api/v1/editions/?kind=finding&since=1")
    withdrawal, redacted = (edition(SubjectKind.FINDING, key, 2) for key in ("MSMT-2025-1-002", "MSMT-2025-1-001"))
    assert response.json()["results"] == [
        told(withdrawal, "findings"),
        told(redacted, "findings", redaction="A court asked."),
    ]
    assert "Zzyzx" not in response.content.decode()


def test_an_edition_is_listed_at_the_address_that_its_subject_has_today(api: ApiClient, published: Published) -> None:
    published.vessel.slug = "kum-un-san-iii"
    published.vessel.save()
    publish_everything("Its address was mended.")
    listed = api.get("/api/v1/editions/?kind=actor").json()["results"]
    addresses = [each["address"] for each in listed if each["subject"]["key"] == "kum-un-san-3"]
    assert addresses == [f"{BASE}/api/v1/actors/kum-un-san-iii/editions/{number}/" for number in (2, 1)]
    for address in addresses:
        assert api.get(address.removeprefix(BASE)).status_code == 200


def test_an_answer_as_of_a_version_stays_what_it_was(api: ApiClient, published: Published) -> None:
    before = api.get("/api/v1/findings/?as_of=1&sort=reference").json()
    published.finding.title = "Changed"
    published.finding.save()
    publish_everything("Changed.")
    after = api.get("/api/v1/findings/?as_of=1&sort=reference").json()
    assert after["results"][0]["edition"].pop("superseded_in") == 2
    assert before["results"][0]["edition"].pop("superseded_in") is None
    assert after == before


@pytest.mark.parametrize(("plural", "slug"), SUBJECTS)
def test_every_kind_has_its_addresses(api: ApiClient, published: Published, plural: str, slug: str) -> None:
    listed = api.get(f"/api/v1/{plural}/?page_size=100").json()["results"]
    detail = api.get(f"/api/v1/{plural}/{slug}/").json()
    assert detail in listed
    numbered = api.get(f"/api/v1/{plural}/{slug}/editions/1/").json()
    detail.pop("findings", None)
    assert numbered == detail
    (stamped,) = api.get(f"/api/v1/{plural}/{slug}/editions/").json()["results"]
    assert stamped == {**detail["edition"], "redaction": None}


def test_a_former_address_leads_to_the_one_of_today(api: ApiClient, published: Published) -> None:
    published.vessel.slug = "kum-un-san-iii"
    published.vessel.save()
    publish_everything("Its address was mended.")
    for rest in ("", "editions/", "editions/1/"):
        response = api.get(f"/api/v1/actors/kum-un-san-3/{rest}")
        assert (response.status_code, response.headers["Location"]) == (301, f"/api/v1/actors/kum-un-san-iii/{rest}")
    first = api.get("/api/v1/actors/kum-un-san-iii/editions/1/").json()
    assert first["edition"]["permalink"] == f"{BASE}/actors/kum-un-san-iii/"
