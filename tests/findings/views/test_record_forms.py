"""A record in another form: what is answered at its addresses, whatever the form is."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponseBase
from django.test import Client

from findings.exports.record_forms import RecordForm, Variants
from findings.models import Edition, Finding
from findings.queries.editions import PublishedEdition
from findings.views import record_forms
from findings.vocabulary import EditionKind, SubjectKind
from tests.findings.publish import publish_everything
from tests.lasting import lasting_headers

ANGARA = "/actors/angara"
FINDING = "/findings/msmt-2025-1-001"
LICENCE = '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'


def _title(edition: PublishedEdition) -> bytes:
    return f"{edition.title}, {edition.number}\n".encode()


def _loudly(edition: PublishedEdition) -> bytes:
    return _title(edition).upper()


@pytest.fixture(autouse=True)
def two_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two forms made up for these tests: one with a parameter, one of findings alone, of which the page is the list."""
    title = RecordForm("title", "text/x-title", _title, variants=Variants("voice", {"low": _title, "loud": _loudly}))
    own = RecordForm("own.json", "application/json", _title, "collection", kinds=frozenset({SubjectKind.FINDING}))
    monkeypatch.setattr(record_forms, "RECORD_FORMS", (title, own))


def told(response: HttpResponseBase) -> tuple[int, str, str]:
    return response.status_code, response.headers["Content-Type"], response.getvalue().decode()


PLAIN = "text/plain; charset=utf-8"


def test_a_form_is_of_the_edition_in_force_and_leads_to_the_page_that_it_stands_beside(
    portal: Finding, client: Client
) -> None:
    portal.title = "More containers"
    portal.save()
    publish_everything(EditionKind.CORRECTION, "The number was wrong.")
    newest, second, first = (client.get(f"{FINDING}{end}") for end in (".title", "/v/2.title", "/v/1.title"))
    assert [told(each) for each in (newest, second, first)] == [
        (200, "text/x-title", "More containers, 2\n"),
        (200, "text/x-title", "More containers, 2\n"),
        (200, "text/x-title", "Over 20,000 containers, 1\n"),
    ]
    page = f"http://127.0.0.1:8000{FINDING}"
    assert [each.headers["Link"] for each in (newest, second, first)] == [
        f'<{page}/>; rel="describes"; type="text/html", {LICENCE}',
        f'<{page}/v/2/>; rel="describes"; type="text/html", {LICENCE}',
        f'<{page}/v/1/>; rel="describes"; type="text/html", {LICENCE}',
    ]
    assert first.headers["Content-Disposition"] == 'inline; filename="msmt-2025-1-001-v1.title"'


def test_a_form_says_how_it_stands_to_the_page(portal: Finding, client: Client) -> None:
    response = client.get(f"{FINDING}.own.json")
    assert told(response) == (200, "application/json", "Over 20,000 containers, 1\n")
    assert 'rel="collection"' in response.headers["Link"]


@pytest.mark.parametrize(
    "path",
    [
        "/categories/petroleum",
        "/reports/msmt-2025-1",
        "/actors/angara",
        "/sources/an-account",
        "/resolutions/2397",
        "/findings/msmt-2025-1-001",
    ],
)
def test_every_kind_of_subject_has_its_forms(portal: Finding, client: Client, path: str) -> None:
    assert [client.get(f"{path}{end}").status_code for end in (".title", "/v/1.title")] == [200, 200]


def test_forms_are_cached_as_pages_are_and_open_to_other_sites(portal: Finding, client: Client) -> None:
    response = client.get(f"{FINDING}.title")
    names = ("Cache-Control", "Dataset-Version", "Access-Control-Allow-Origin", "X-Content-Type-Options")
    assert [response.headers[name] for name in names] == [
        "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400",
        "1",
        "*",
        "nosniff",
    ]
    again = client.get(f"{FINDING}.title", headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.content, again.headers["Access-Control-Allow-Origin"]) == (304, b"", "*")
    head = client.head(f"{FINDING}.title")
    assert (head.status_code, head.content, lasting_headers(head)) == (200, b"", lasting_headers(response))
    assert client.get(f"{FINDING}.title").cookies == {}


def test_the_validator_of_an_editions_file_names_its_document_as_that_of_its_page_does(
    portal: Finding, client: Client
) -> None:
    page = client.get(f"{FINDING}/v/1/").headers["ETag"]
    assert Edition.objects.get(key="MSMT-2025-1-001").document_digest in page
    file = client.get(f"{FINDING}/v/1.title")
    assert file.headers["ETag"] == page
    again = client.get(f"{FINDING}/v/1.title", headers={"If-None-Match": page})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", page)


def test_a_parameter_chooses_among_what_a_form_has(portal: Finding, client: Client) -> None:
    assert told(client.get(f"{FINDING}.title?voice=loud")) == (200, "text/x-title", "OVER 20,000 CONTAINERS, 1\n")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("title?voice=shrill", "“shrill” is no value of “voice”. The values are: low, loud."),
        ("title?voice=low&voice=loud", "The address names “voice” 2 times. Once is right."),
        ("title?volume=1", "This address has no parameter “volume”. It has one: voice."),
        ("own.json?voice=low", "This address has no parameter “voice”. It has none."),
    ],
)
def test_what_a_form_does_not_have_is_refused_in_a_sentence(
    portal: Finding, client: Client, query: str, sentence: str
) -> None:
    response = client.get(f"{FINDING}.{query}")
    assert told(response) == (400, PLAIN, f"{sentence}\n")
    assert response.headers["Cache-Control"] == "no-store"


def test_a_form_that_a_kind_does_not_have_is_nowhere_and_the_forms_are_named(portal: Finding, client: Client) -> None:
    assert told(client.get("/actors/angara.own.json")) == (
        404,
        PLAIN,
        "No actor is to be had as “own.json”. The forms are: title.\n",
    )
    assert told(client.get(f"{FINDING}.pdf"))[0] == 404


def test_a_former_address_and_capitals_lead_on_for_ever(portal: Finding, client: Client) -> None:
    actor = portal.involvement_set.get().actor
    actor.slug = "angara-ship"
    actor.save()
    publish_everything(note="The address says what it is.")
    led = {
        "/actors/angara.title": "/actors/angara-ship.title",
        "/actors/angara/v/1.title?voice=loud": "/actors/angara-ship/v/1.title?voice=loud",
        "/actors/Angara-Ship.TITLE": "/actors/angara-ship.title",
        "/findings/MSMT-2025-1-001/v/1.title": "/findings/msmt-2025-1-001/v/1.title",
    }
    answers = {path: client.get(path) for path in led}
    assert {path: (each.status_code, each.headers["Location"]) for path, each in answers.items()} == {
        path: (301, target) for path, target in led.items()
    }
    assert {each.headers["Access-Control-Allow-Origin"] for each in answers.values()} == {"*"}


def test_a_form_takes_one_statement(portal: Finding, client: Client, django_assert_num_queries: Any) -> None:
    client.get("/")  # the dataset version is asked once a second
    with django_assert_num_queries(1):
        client.get(f"{FINDING}.title")
