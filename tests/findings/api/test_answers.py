"""Whole answers, as a program meets them."""

from __future__ import annotations

from typing import Any

import pytest

from findings import publishing
from findings.caching import version_poll
from findings.models import DatasetVersion, Provision, Resolution
from findings.vocabulary import SubjectKind
from tests import factories as make
from tests.findings.api.content import SUBJECTS, Published, edition, publish_everything, stamp
from tests.findings.api.described import ApiClient
from tests.findings.api.told import ASSERTER, BASE, FINDING, NEWS, PROVISION, REPORT, SOURCE


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
