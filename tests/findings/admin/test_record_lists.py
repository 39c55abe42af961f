"""The lists of records in the admin: what they ask of the database, and what a search and a filter find."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from findings import publishing
from findings.vocabulary import SubjectKind
from tests import factories as make
from tests.findings.admin.sent import address, editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(db: None) -> Client:
    return editor()


def some_of_each(n: int) -> None:
    for _each in range(n):
        actor = make.make_actor(aliases=["Alias"], sources=[make.make_source()])
        make.make_designation(actor)
        make.make_finding(
            asserters=[actor],
            involvements=[(actor, "carrier"), (make.make_actor(), "broker")],
            quantities=[{}],
            places=[make.make_place()],
            provisions=[make.make_provision()],
            citations=[(make.make_source(), "origin", "p. 11, note 6"), (make.make_source(), "relays", "p. 3")],
        )
        make.make_event()


#: Kind → statements of its list about records and editions (those about the user and the session are not its own).
LIST_QUERIES = {
    "actor": 2,
    "category": 2,
    "finding": 5,
    "place": 2,
    "provision": 3,
    "report": 3,
    "reportevent": 3,
    "resolution": 4,
    "source": 4,
}


def questions(client: Client, url: str) -> int:
    """How many statements about records, their changes and their editions the page needs."""
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return sum('"findings_' in each["sql"] for each in asked)


@pytest.mark.parametrize("n", [1, 3])
@pytest.mark.parametrize("kind", LIST_QUERIES)
def test_a_list_asks_the_same_number_of_questions_however_long_it_is(client: Client, kind: str, n: int) -> None:
    some_of_each(n)
    assert questions(client, reverse(f"admin:findings_{kind}_changelist")) == LIST_QUERIES[kind]


@pytest.mark.parametrize("n", [1, 3])
def test_a_form_asks_the_same_number_of_questions_however_much_hangs_on_its_record(client: Client, n: int) -> None:
    finding = make.make_finding(
        asserters=[make.make_actor() for _ in range(n)],
        involvements=[(make.make_actor(), "carrier") for _ in range(n)],
        quantities=[{} for _ in range(n)],
        places=[make.make_place() for _ in range(n)],
        provisions=[make.make_provision() for _ in range(n)],
        citations=[(make.make_source(), "origin", "p. 11, note 6; p. 38") for _ in range(n)],
    )
    assert questions(client, address(finding)) == 30


@pytest.mark.parametrize(
    ("searched", "found"),
    [("Kwangson", True), ("Kwangsong Banking", True), ("KKBC", True), ("Ocean", False)],
)
def test_a_search_finds_by_parts_of_names_by_likeness_and_by_alias(client: Client, searched: str, found: bool) -> None:
    make.make_actor("kkbc", name="Korea Kwangson Banking Corporation", aliases=["KKBC", "KKBC Bank"])
    make.make_actor("other", name="Somebody")
    response = client.get(reverse("admin:findings_actor_changelist"), {"q": searched})
    listed = [each.key for each in response.context["cl"].result_list]
    assert listed == (["kkbc"] if found else [])


def test_what_begins_with_the_words_comes_first_unless_a_column_is_sorted_by(client: Client) -> None:
    for slug, name in (("bank", "Central Bank of Russia"), ("russia", "Russian Federation"), ("alias", "A state")):
        make.make_actor(slug, name=name, aliases=["Russia"] if slug == "alias" else [])

    def listed(**asked: str) -> list[str]:
        response = client.get(reverse("admin:findings_actor_changelist"), {"q": "russia"} | asked)
        return [each.key for each in response.context["cl"].result_list]

    assert listed() == ["russia", "bank", "alias"]
    assert listed(o="1") == ["alias", "bank", "russia"]
    offered = client.get(
        "/admin/autocomplete/",
        {"app_label": "findings", "model_name": "involvement", "field_name": "actor", "term": "russia"},
    ).json()["results"]
    assert [each["text"] for each in offered] == ["Russian Federation", "Central Bank of Russia", "A state"]


@pytest.mark.parametrize(
    ("searched", "found"),
    [
        ("Kukmin", ["A-1-001", "A-1-003"]),
        ("account Kukmin", ["A-1-001", "A-1-003"]),
        ("Kukmin Ocean", []),
        ("angara", ["A-1-002"]),
        ("Ocean Star", ["A-1-002"]),
        ("Bering", []),
    ],
)
def test_a_finding_is_found_by_its_sources_and_by_the_actors_that_it_names(
    client: Client, searched: str, found: list[str]
) -> None:
    """What only an event of a report cites or names finds no finding."""
    kukmin = make.make_source("kukmin-2025", title="Kukmin Ilbo account", publisher="Kukmin Ilbo")
    angara = make.make_actor("angara", name="Angara", aliases=["Ocean Star"])
    make.make_finding("A-1-001", citations=[(kukmin, "origin", "p. 1"), (make.make_source(), "relays", "p. 2")])
    make.make_finding("A-1-002", involvements=[(angara, "carrier")])
    make.make_finding("A-1-003", citations=[(kukmin, "origin", "p. 1"), (kukmin, "relays", "p. 1")])
    make.make_event(involvements=[(make.make_actor(name="Bering"), "carrier")])
    response = client.get(reverse("admin:findings_finding_changelist"), {"q": searched})
    assert sorted(each.reference for each in response.context["cl"].result_list) == found


def test_lists_are_filtered_by_the_year_of_a_partial_date_and_by_what_is_missing(client: Client) -> None:
    make.make_finding("A-1-001", period_start="2024-03", citations=[])
    make.make_finding("A-1-002", period_start="2023")
    make.make_finding("A-1-003", period_start=None, period_end=None)

    def listed(**filters: str) -> list[str]:
        response = client.get(reverse("admin:findings_finding_changelist"), filters)
        return [each.reference for each in response.context["cl"].result_list]

    assert listed(period_start_year="2024") == ["A-1-001"]
    assert listed(period_start_year="none") == ["A-1-003"]
    assert listed(sources="none") == ["A-1-001"]
    publishing.publish([(SubjectKind.FINDING, "A-1-002")], editor="Kim", note="First.")
    assert listed(edition="public") == ["A-1-002"]
    assert listed(edition="none") == ["A-1-001", "A-1-003"]


@pytest.mark.parametrize("hyphen", ["-", "\u2010", "\u2011", "\u2013"])
def test_a_finding_is_found_by_its_reference_as_a_document_has_it(client: Client, hyphen: str) -> None:
    wanted = make.make_finding("MSMT-2025-1-001")
    make.make_finding("MSMT-2025-1-002", report=wanted.report, category=wanted.category)
    asked = {"q": wanted.reference.replace("-", hyphen)}
    page = client.get("/admin/findings/finding/", asked)
    assert [each.reference for each in page.context["cl"].result_list] == ["MSMT-2025-1-001"]
