"""Places and countries: views of the findings that name them."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import factories as make
from tests.findings.publish import publish_everything


@pytest.fixture
def named_places(request: pytest.FixtureRequest, db: None) -> None:
    nampo = make.make_place(
        "nampo", name="Nampo", country="KP", latitude="38.74", longitude="125.4", precision="locality"
    )
    china = make.make_place("china", name="China", country="CN", latitude=None, longitude=None, precision="")
    make.make_place("unnamed", name="Unnamed", country="KP")
    report, category = make.make_report(), make.make_category()
    for _number in range(request.param):
        make.make_finding(report=report, category=category, places=[nampo, china])
    publish_everything()


#: address → (status, statements)
PAGES = {
    "/places/": (200, 4),
    "/places/kp/": (200, 5),
    "/places/kp/nampo/": (200, 5),
    "/places/cn/china/": (200, 5),
    "/places/kp/unnamed/": (404, 2),
    "/places/jp/": (404, 4),
    "/places/xx/": (404, 1),
}


@pytest.mark.parametrize("named_places", [1, 3], indirect=True, ids=["one finding", "three findings"])
@pytest.mark.parametrize(("address", "answer"), PAGES.items())
def test_a_place_is_there_while_findings_name_it(
    named_places: None, client: Client, django_assert_max_num_queries, address: str, answer: tuple[int, int]
) -> None:
    status, statements = answer
    with django_assert_max_num_queries(statements):
        response = client.get(address)
    assert response.status_code == status


@pytest.mark.parametrize("named_places", [1], indirect=True)
def test_a_place_says_where_it_is_and_how_well_that_is_known(named_places: None, client: Client) -> None:
    page = client.get("/places/kp/nampo/").content.decode()
    assert ("38.74°\u00a0N, 125.4°\u00a0E" in page, "about 1 km" in page) == (True, True)
    page = client.get("/places/cn/china/").content.decode()
    assert ("No coordinates are recorded" in page, "°" in page) == (True, False)


@pytest.mark.parametrize("named_places", [1], indirect=True)
@pytest.mark.parametrize("address", ["/places/KP/nampo/", "/places/kp/Nampo/", "/Places/kp/"])
def test_an_address_with_capitals_leads_to_the_canonical_one(named_places: None, client: Client, address: str) -> None:
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (301, address.lower())
