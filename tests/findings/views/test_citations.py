"""Citations at their addresses: every form, of what is in force and of what is not (CITABLE C05, C50–C58)."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from findings import publishing
from findings.caching import CACHE_CONTROL, version_poll
from findings.exports.citations import texts
from findings.models import Finding
from findings.vocabulary import EditionKind, SubjectKind
from tests.findings.exports.thirty import at_noon
from tests.findings.publish import publish_everything
from tests.lasting import lasting_headers

FINDING = "/findings/msmt-2025-1-001"
SITE = "http://127.0.0.1:8000"
TYPES = {
    "csl.json": "application/vnd.citationstyles.csl+json",
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "txt": "text/plain; charset=utf-8",
}
SUBJECTS = [
    FINDING,
    "/categories/petroleum",
    "/reports/msmt-2025-1",
    "/actors/angara",
    "/sources/an-account",
    "/resolutions/2397",
]
every_form = pytest.mark.parametrize("form", TYPES)


@every_form
@pytest.mark.parametrize("path", SUBJECTS)
def test_a_record_is_cited_as_the_edition_that_is_in_force(
    portal: Finding, client: Client, path: str, form: str
) -> None:
    newest, numbered = client.get(f"{path}.{form}"), client.get(f"{path}/v/1.{form}")
    slug = path.rpartition("/")[2]
    assert [newest.headers[name] for name in ("Content-Type", "Cache-Control", "Content-Disposition")] == [
        TYPES[form],
        CACHE_CONTROL,
        f'inline; filename="{slug}-v1.{form}"',
    ]
    pages = [each.headers["Link"].partition("; type=")[0] for each in (newest, numbered)]
    assert pages == [f'<{SITE}{path}/>; rel="describes"', f'<{SITE}{path}/v/1/>; rel="describes"']
    assert f"{SITE}{path}/v/1/" in newest.content.decode()
    # The validator of an edition's file names its document too, and each leads to its page; all else is the same.
    own, lasting = lasting_headers(numbered), lasting_headers(newest)
    assert own.pop("ETag").startswith(lasting.pop("ETag").rstrip('"'))
    assert own.pop("Link") != lasting.pop("Link")
    assert (numbered.content, own) == (newest.content, lasting)


@every_form
def test_the_file_of_an_edition_is_the_same_after_a_correction(portal: Finding, client: Client, form: str) -> None:
    before = client.get(f"{FINDING}/v/1.{form}").content
    portal.title = "More containers"
    portal.save()
    publish_everything(EditionKind.CORRECTION, "The number was wrong.")
    assert client.get(f"{FINDING}/v/1.{form}").content == before
    newest = client.get(f"{FINDING}.{form}").content.decode()
    assert (f"{SITE}{FINDING}/v/2/" in newest, "/v/1/" in newest) == (True, False)


def withdraw(finding: Finding) -> None:
    publishing.withdraw(SubjectKind.FINDING, finding.reference, editor="Kim", note="It said the same twice.")


def redact(finding: Finding) -> None:
    publishing.redact(SubjectKind.FINDING, finding.reference, [1], editor="Kim", reason="Another man was meant.")


@every_form
@pytest.mark.parametrize(
    ("act", "status", "reason"),
    [(withdraw, 410, "It said the same twice."), (redact, 451, "Another man was meant.")],
    ids=["withdrawn", "redacted"],
)
def test_what_is_gone_is_cited_in_no_form(
    portal: Finding, client: Client, form: str, act: Callable[[Finding], None], status: int, reason: str
) -> None:
    assert "MSMT/2025/1" in client.get("/reports/msmt-2025-1.bib").content.decode()
    act(portal)
    version_poll.forget()
    response = client.get(f"{FINDING}.{form}")
    text = response.content.decode()
    assert (response.status_code, response.headers["Content-Type"]) == (status, "text/plain; charset=utf-8")
    assert reason in text
    assert "as recorded in" not in text
    assert ("Over 20,000 containers" in text) == (status == 410)  # a tombstone keeps its title, a redaction nothing


def test_the_files_of_an_edition_say_that_it_was_withdrawn_since(
    portal: Finding, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """C05: whoever cites an edition by its own address learns that the finding was withdrawn, and when."""
    forms = ("bib", "ris", "csl.json", "txt", "txt?style=apa")
    files = [f"{FINDING}/v/1.{form}" for form in forms] + [f"/unapi?id={SITE}{FINDING}/v/1/&format=ris"]
    before = [client.get(file).content.decode() for file in files]
    assert ["ithdrawn" in text for text in before] == [False] * 6
    at_noon(monkeypatch, dt.date(2026, 12, 3))
    withdraw(portal)
    version_poll.forget()
    bib, ris, csl, txt, apa, unapi = (client.get(file).content.decode() for file in files)
    assert "note = {Version 1. Withdrawn on 3 December 2026. Source: " in bib
    assert "N1  - Version 1\r\nN1  - Withdrawn on 3 December 2026\r\nN1  - Source: " in ris
    assert unapi == ris
    assert json.loads(csl)[0]["note"].startswith("Withdrawn on 3 December 2026. Source: ")
    assert ", withdrawn on 3 December 2026, available at " in txt
    assert apa == before[4].rstrip("\n") + " Withdrawn on 3 December 2026.\n"


@every_form
def test_capitals_a_former_address_and_an_unknown_one(portal: Finding, client: Client, form: str) -> None:
    actor = portal.involvement_set.get().actor
    actor.slug = "angara-ship"
    actor.save()
    publish_everything(note="The address says what it is.")
    answers = [
        client.get(f"/findings/MSMT-2025-1-001.{form}"),
        client.get(f"/actors/angara.{form}"),
        client.get(f"/findings/msmt-2025-1-999.{form}"),
        client.get(f"{FINDING}/v/7.{form}"),
    ]
    assert [(each.status_code, each.headers.get("Location")) for each in answers] == [
        (301, f"{FINDING}.{form}"),
        (301, f"/actors/angara-ship.{form}"),
        (404, None),
        (404, None),
    ]


def test_the_forms_of_a_record_say_the_same(portal: Finding, client: Client) -> None:
    (item,) = json.loads(client.get(f"{FINDING}.csl.json").content)
    assert (item["id"], item["number"], item["URL"]) == (
        "MSMT-2025-1-001-v1",
        "MSMT-2025-1-001",
        f"{SITE}{FINDING}/v/1/",
    )
    assert item["note"] == (
        "Source: The MSMT participating states, in United Nations, “The report”, March 2024, "
        "as reported by Reuters, via CNA"
    )
    bib, ris, txt = (client.get(f"{FINDING}.{form}").content.decode() for form in ("bib", "ris", "txt"))
    for text in (bib, ris, txt):
        assert [each in text for each in (item["title"], item["number"], item["URL"])] == [True] * 3
    assert ris.startswith("TY  - RPRT\r\n")
    assert ris.endswith("ER  - \r\n")


def test_plain_text_has_every_style_or_the_one_asked_for(portal: Finding, client: Client) -> None:
    everything = client.get(f"{FINDING}.txt").content.decode()
    by_name = {name: client.get(f"{FINDING}.txt?style={name}").content.decode() for name in texts.NAMES}
    assert everything == "\n".join(f"{label}\n{by_name[name]}" for name, label in texts.NAMES.items())
    assert by_name["apa"].startswith("DPRK Sanctions Findings. (")
    refused = client.get(f"{FINDING}.txt?style=vancouver")
    assert (refused.status_code, refused.content.decode()) == (
        400,
        "“vancouver” is no value of “style”. The values are: footnote, apa, chicago, mla, harvard, ieee.\n",
    )


@every_form
def test_a_citation_takes_one_statement(
    portal: Finding, client: Client, django_assert_num_queries: DjangoAssertNumQueries, form: str
) -> None:
    client.get("/findings/nowhere/")
    with django_assert_num_queries(1):
        client.get(f"{FINDING}.{form}")


# Pages


def page(client: Client, path: str) -> str:
    response: Any = client.get(path)
    return response.content.decode()


@pytest.mark.parametrize("path", SUBJECTS)
def test_a_page_says_how_to_cite_the_edition_that_it_shows(portal: Finding, client: Client, path: str) -> None:
    shown = page(client, f"{path}/")
    assert shown.count('id="cite"') == 1
    assert [shown.count(f'id="cite-{style}"') for style in texts.NAMES] == [1] * len(texts.NAMES)
    for form in TYPES:
        assert f'<a href="{path}/v/1.{form}">' in shown
    assert f'<abbr class="unapi-id" title="{path}/v/1/"></abbr>' in shown


def test_a_superseded_edition_is_cited_as_itself_and_leads_to_the_newest(portal: Finding, client: Client) -> None:
    newer = f'<a href="{FINDING}/#cite">Cite edition 2, the newest</a>'
    assert newer not in page(client, f"{FINDING}/v/1/")
    portal.title = "More containers"
    portal.save()
    publish_everything(EditionKind.CORRECTION, "The number was wrong.")
    assert newer in page(client, f"{FINDING}/v/1/")
    assert newer not in page(client, f"{FINDING}/v/2/")


def test_the_pages_of_what_is_gone_have_no_citation(portal: Finding, client: Client) -> None:
    assert 'id="cite-footnote"' in page(client, f"{FINDING}/")
    withdraw(portal)
    redact(portal)
    version_poll.forget()
    for path in (f"{FINDING}/", f"{FINDING}/v/1/"):
        assert 'id="cite-' not in page(client, path)


def test_a_list_is_cited_whole_and_one_by_one(portal: Finding, client: Client) -> None:
    shown = page(client, "/findings/?view=cite&category=petroleum")
    assert [shown.count(f'id="cite-{style}"') for style in ("text", "apa", "chicago", "mla", "harvard", "ieee")] == (
        [1] * 6
    )
    for form in TYPES:
        assert f'<a href="/findings.{form}?category=petroleum&amp;as_of=1">' in shown
    assert "<i>1 finding about petroleum</i> (Version 1) [Dataset]. DPRK Sanctions Findings." in shown


def test_a_list_of_nothing_has_no_files(portal: Finding, client: Client) -> None:
    shown = page(client, "/findings/?view=cite&category=petroleum&from=2099")
    assert "/findings.bib" not in shown
    assert 'id="cite-apa"' in shown


# Provisions


PROVISION = "/resolutions/2397/provisions/2397-5/"
NAMED = "S/RES/2397 (2006), para. 5"


def test_a_provision_is_cited_with_its_paragraph_in_every_form(portal: Finding, client: Client) -> None:
    """C50 to C57: the edition of its resolution is cited, at the place where the provision stands in it."""
    shown = page(client, PROVISION)
    address = f"{SITE}/resolutions/2397/v/1/#provision-2397-5"
    given = {form: client.get(f"/resolutions/2397/v/1.{form}?provision=2397-5") for form in TYPES}
    for form, response in given.items():
        assert f'<a href="/resolutions/2397/v/1.{form}?provision=2397-5">' in shown
        assert response.headers["Content-Type"] == TYPES[form]
        assert response.headers["Content-Disposition"] == f'inline; filename="2397-5-v1.{form}"'
    text = {form: response.content.decode() for form, response in given.items()}
    (item,) = json.loads(text["csl.json"])
    day = item.pop("issued")["date-parts"][0]
    assert item == {
        "id": "2397-5-v1",
        "type": "report",
        "genre": "Record of a provision",
        "number": "2397-5",
        "title": f"{NAMED}: Arms embargo",
        "author": [{"literal": "DPRK Sanctions Findings"}],
        "publisher": "DPRK Sanctions Findings",
        "version": "1",
        "URL": address,
        "language": "en",
        "note": f"Source: {NAMED}",
    }
    assert text["bib"].startswith("@techreport{2397-5-v1,\n")
    for line in (
        f"  title = {{{{{NAMED}: Arms embargo}}}},",
        "  type = {Record of a provision},",
        f"  url = {{{address}}},",
        f"  note = {{Version 1. Source: {NAMED}}},",
    ):
        assert line in text["bib"].splitlines()
    for line in (
        f"TI  - {NAMED}: Arms embargo",
        "M3  - Record of a provision",
        "SN  - 2397-5",
        f"UR  - {address}",
        f"N1  - Source: {NAMED}",
    ):
        assert line in text["ris"].splitlines()
    # Some styles give a title capitals.
    assert text["txt"].lower().count(f"{NAMED}: Arms embargo".lower()) == len(texts.NAMES) - 1
    printed = text["txt"].splitlines()[1]
    assert printed.startswith(f"{NAMED}, as recorded in DPRK Sanctions Findings, record of a provision (2397-5), ")
    assert printed.endswith(f", available at {address}.")
    apa = client.get("/resolutions/2397/v/1.txt?style=apa&provision=2397-5").content.decode()
    assert apa == (
        f"DPRK Sanctions Findings. ({day[0]}). {NAMED}: Arms embargo (Record of a Provision 2397-5; Version 1). "
        f"DPRK Sanctions Findings. {address}\n"
    )
    for name in texts.NAMES:
        (cited,) = re.findall(f'id="cite-{name}"[^>]*>(.*?)</p>', shown, re.DOTALL)
        assert NAMED.lower() in unescape(cited).lower()
    assert '<abbr class="unapi-id" title="/resolutions/2397/v/1/#provision-2397-5"></abbr>' in shown
    assert '<tr id="provision-2397-5">' in page(client, "/resolutions/2397/v/1/")


def test_a_resolution_is_cited_without_a_paragraph(portal: Finding, client: Client) -> None:
    assert "para. 5" not in client.get("/resolutions/2397.txt").content.decode()
    assert "para. 5" in client.get("/resolutions/2397.txt?provision=2397-5").content.decode()


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/resolutions/2397.bib?provision=2397-6", "“2397-6” is no value of “provision”. The values are: 2397-5.\n"),
        (
            "/resolutions/2397.bib?provision=2397-5&provision=2397-5",
            "The address names “provision” 2 times. Once is right.\n",
        ),
        ("/resolutions/2397.bib?colour=red", "This address has no parameter “colour”. It has one: provision.\n"),
        ("/resolutions/2397.txt?colour=red", "This address has no parameter “colour”. It has two: style, provision.\n"),
        ("/resolutions/2397.json?provision=2397-5", "This address has no parameter “provision”. It has none.\n"),
        (f"{FINDING}.bib?provision=2397-5", "This address has no parameter “provision”. It has none.\n"),
    ],
)
def test_a_provision_that_there_is_not_is_told_in_a_sentence(
    portal: Finding, client: Client, path: str, said: str
) -> None:
    response = client.get(path)
    assert (response.status_code, response.content.decode()) == (400, said)
