"""unAPI: the formats, those of a record, a record in one (CITABLE C42)."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from typing import Any

import pytest
import rispy
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from findings import publishing
from findings.caching import version_poll
from findings.models import Finding
from findings.vocabulary import EditionKind, SubjectKind
from tests.findings.publish import publish_everything
from tests.lasting import lasting_headers

FINDING = "/findings/msmt-2025-1-001"
FORMATS = [
    ("ris", "application/x-research-info-systems"),
    ("bibtex", "application/x-bibtex"),
    ("csljson", "application/vnd.citationstyles.csl+json"),
]


def ask(client: Client, **parameters: str) -> Any:
    return client.get("/unapi", parameters)


def formats(response: Any) -> tuple[int, str, str | None, list[tuple[str | None, str | None]]]:
    root = ElementTree.fromstring(response.content)  # noqa: S314 - our own
    listed = [(each.get("name"), each.get("type")) for each in root]
    return response.status_code, response.headers["Content-Type"], root.get("id"), listed


def test_without_a_record_it_lists_the_formats(portal: Finding, client: Client) -> None:
    response = ask(client)
    assert formats(response) == (200, "application/xml; charset=utf-8", None, FORMATS)
    assert response.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    "identifier",
    [
        f"{FINDING}/",
        f"{FINDING}/v/1/",
        f"http://127.0.0.1:8000{FINDING}/v/1/",
        "/FINDINGS/MSMT-2025-1-001",
        "MSMT-2025-1-001",
        "/actors/angara/",
        "/resolutions/2397/v/1/",
        "/resolutions/2397/v/1/#provision-2397-5",
    ],
)
def test_a_record_has_the_same_formats_under_each_of_its_addresses(
    portal: Finding, client: Client, identifier: str
) -> None:
    assert formats(ask(client, id=identifier)) == (200, "application/xml; charset=utf-8", identifier, FORMATS)


@pytest.mark.parametrize(("name", "form"), [("ris", "ris"), ("bibtex", "bib"), ("csljson", "csl.json")])
def test_a_record_in_a_format_is_the_file_at_its_own_address(
    portal: Finding, client: Client, name: str, form: str
) -> None:
    given, file = ask(client, id=f"{FINDING}/v/1/", format=name), client.get(f"{FINDING}/v/1.{form}")
    assert (given.status_code, given.content) == (200, file.content)
    theirs, own = lasting_headers(given), lasting_headers(file)
    # The validator of an edition's file names its document too; all else is the same.
    assert own.pop("ETag").startswith(theirs.pop("ETag").rstrip('"'))
    assert theirs == own


def test_an_importer_gets_one_corporate_author(portal: Finding, client: Client) -> None:
    (record,) = rispy.loads(ask(client, id=f"{FINDING}/", format="ris").content.decode())
    assert (record["type_of_reference"], record["authors"]) == ("RPRT", ["DPRK Sanctions Findings"])


@pytest.mark.parametrize(
    ("parameters", "status", "sentence"),
    [
        ({"id": "/findings/msmt-2025-1-999/"}, 404, "There is no finding with the address “msmt-2025-1-999”"),
        ({"id": "/findings/", "format": "ris"}, 404, "“/findings/” is the address of no record here"),
        ({"id": "http://example.org/findings/x/"}, 404, "“http://example.org/findings/x/” is the address of no"),
        ({"id": '<&">'}, 404, '“<&">” is the address of no record here'),
        ({"id": f"{FINDING}/", "format": "marc"}, 406, "“marc” is none of the formats: ris, bibtex, csljson."),
        ({"format": "ris"}, 400, "A format is asked for, and no id: there is nothing to give in it."),
        ({"identifier": "x"}, 400, "This address has no parameter “identifier”. It has two: id and format."),
    ],
)
def test_what_cannot_be_given_is_told_in_a_sentence(
    portal: Finding, client: Client, parameters: dict[str, str], status: int, sentence: str
) -> None:
    response = ask(client, **parameters)
    assert (response.status_code, response.headers["Content-Type"]) == (status, "text/plain; charset=utf-8")
    assert response.content.decode().startswith(sentence)


def test_a_parameter_that_is_named_twice_is_refused(portal: Finding, client: Client) -> None:
    response = client.get(f"/unapi?id={FINDING}/&id={FINDING}/")
    assert (response.status_code, response.content.decode()) == (
        400,
        "The address names “id” 2 times. Once is right.\n",
    )


def test_what_is_gone_is_gone_here_too(portal: Finding, client: Client) -> None:
    publishing.redact(SubjectKind.FINDING, "MSMT-2025-1-001", [1], editor="Kim", reason="Another man was meant.")
    version_poll.forget()
    assert [ask(client, id=f"{FINDING}/", **more).status_code for more in ({}, {"format": "ris"})] == [451, 451]
    publishing.withdraw(SubjectKind.ACTOR, "angara", editor="Kim", note="It is no ship.")
    version_poll.forget()
    assert ask(client, id="/actors/angara/").status_code == 410


def test_a_former_address_means_the_same_record(portal: Finding, client: Client) -> None:
    actor = portal.involvement_set.get().actor
    actor.slug = "angara-ship"
    actor.save()
    publish_everything(note="The address says what it is.")
    given = ask(client, id="/actors/angara/", format="ris").content.decode()
    assert "/actors/angara-ship/v/2/" in given


def test_every_mark_of_a_page_leads_to_a_record(portal: Finding, client: Client) -> None:
    for path in (f"{FINDING}/", "/actors/angara/v/1/", "/findings/", "/findings/?view=table&as_of=1"):
        marks = re.findall('<abbr class="unapi-id" title="([^"]*)">', client.get(path).content.decode())
        assert marks
        assert [formats(ask(client, id=mark))[0] for mark in marks] == [200] * len(marks)


def test_pages_say_where_unapi_is(portal: Finding, client: Client) -> None:
    for path in ("/", f"{FINDING}/", "/findings/"):
        assert '<link rel="unapi-server" type="application/xml" title="unAPI" href="/unapi">' in (
            client.get(path).content.decode()
        )


def test_a_row_is_known_by_the_edition_that_it_shows(portal: Finding, client: Client) -> None:
    portal.title = "More containers"
    portal.save()
    publish_everything(EditionKind.CORRECTION, "The number was wrong.")
    for query, number in (("", 2), ("?as_of=1", 1)):
        shown = client.get(f"/findings/{query}").content.decode()
        assert re.findall('unapi-id" title="([^"]*)"', shown) == [f"{FINDING}/v/{number}/"]


def test_it_takes_one_statement(
    portal: Finding, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ask(client)  # the dataset version is asked once a second
    with django_assert_num_queries(1):
        ask(client, id=f"{FINDING}/", format="ris")


@pytest.mark.parametrize(("name", "form"), [("ris", "ris"), ("bibtex", "bib"), ("csljson", "csl.json")])
def test_a_provision_is_given_with_its_paragraph(portal: Finding, client: Client, name: str, form: str) -> None:
    given = ask(client, id="/resolutions/2397/v/1/#provision-2397-5", format=name)
    file = client.get(f"/resolutions/2397/v/1.{form}?provision=2397-5")
    assert (given.status_code, given.content) == (200, file.content)
    assert b"para. 5" in given.content
    for nowhere in ("/resolutions/2397/v/1/#provision-2397-6", "/resolutions/2397/#2397-5", f"{FINDING}/#provision-1"):
        assert ask(client, id=nowhere, format=name).status_code == 404
