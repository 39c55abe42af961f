"""What a source says word for word: with the finding that rests on it, in every form in which that can be taken."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from findings import publishing
from findings.caching import version_poll
from findings.models import Citation, Finding
from tests import factories as make
from tests.findings.publish import publish_everything
from tests.findings.views.test_history import said

FINDING = "/findings/msmt-2025-1-001/"
#: Made up, as its sources are.
PASSAGE = "Придуманная <фраза> […] придуманного источника."
QUOTED = (
    '<figure class="quote"><blockquote lang="ru" dir="auto" cite="https://example.org/paper">'
    "«Придуманная &lt;фраза&gt; […] придуманного источника.»</blockquote><figcaption>{caption}</figcaption></figure>"
)


@pytest.fixture
def quoting(db: None) -> Finding:
    """A finding of two sources: of one it quotes a passage, of the other none."""
    paper = make.make_source(
        "a-paper", title="A paper", publisher="An office", language="ru", url="https://example.org/paper"
    )
    finding = make.make_finding("MSMT-2025-1-001", citations=[(make.make_source("an-account"), "relays", "p. 2")])
    make.make_citation(finding, paper, "origin", "p. 11", quote=PASSAGE, quote_language="ru")
    publish_everything()
    version_poll.forget()
    return finding


def quotes(html: str) -> list[str]:
    return re.findall(r'<figure class="quote">.*?</figure>', html, re.DOTALL)


def test_a_quote_stands_with_its_source_in_the_marks_of_its_language(quoting: Finding, client: Client) -> None:
    assert quotes(client.get(FINDING).content.decode()) == [QUOTED.format(caption="An office, p. 11. Russian.")]


def test_on_a_page_in_another_language_the_quote_keeps_its_own(quoting: Finding, client: Client) -> None:
    (quote,) = quotes(client.get(f"/ko{FINDING}").content.decode())
    assert re.findall(r'lang="(\w\w)"', quote) == ["ru", "en", "en"]


@pytest.mark.parametrize("address", ["/sources/a-paper/at/p-11/", "/sources/a-paper/"])
def test_what_rests_on_a_place_is_told_with_what_is_quoted_from_it(
    quoting: Finding, client: Client, address: str
) -> None:
    assert quotes(client.get(address).content.decode()) == [QUOTED.format(caption="p. 11. Russian.")]


def test_of_another_place_it_is_not_quoted(quoting: Finding, client: Client) -> None:
    html = client.get("/sources/an-account/at/p-2/").content.decode()
    assert ("MSMT-2025-1-001" in html, "Придуманная" in html) == (True, False)


def test_between_editions_a_changed_quote_is_shown(quoting: Finding, client: Client) -> None:
    Citation.objects.exclude(quote="").update(quote=PASSAGE.replace("фраза", "строка"))
    publishing.correct([quoting.subject], editor="Kim", note="It was copied wrongly.")
    version_poll.forget()
    html = client.get(f"{FINDING}diff/1..2/").content.decode()
    assert "Source: A paper (An office), quote Changed" in said(html)
    assert '<del><span class="aside-words">taken out: </span><span lang="ru">фраза</span>' in html
    assert '<ins><span class="aside-words">put in: </span><span lang="ru">строка</span>' in html


def test_a_quote_that_is_taken_out_is_shown_in_its_language(quoting: Finding, client: Client) -> None:
    Citation.objects.update(quote="", quote_language="")
    publishing.correct([quoting.subject], editor="Kim", note="Nobody may quote it.")
    version_poll.forget()
    html = client.get(f"/ko{FINDING}diff/1..2/").content.decode()
    assert '<del lang="ru">Придуманная &lt;фраза&gt; […] придуманного источника.</del>' in html
    assert quotes(client.get(FINDING).content.decode()) == []


def test_files_and_the_api_have_the_quote_where_there_is_one(quoting: Finding, client: Client) -> None:
    document = client.get("/findings/msmt-2025-1-001.json").json()["document"]
    of_the_api = client.get(f"/api/v1{FINDING}").json()
    for citations in (document["citations"], of_the_api["citations"]):
        assert [
            {name: value for name, value in each.items() if name.startswith("quote")} | {"of": each["source"]["key"]}
            for each in citations
        ] == [{"of": "an-account"}, {"of": "a-paper", "quote": PASSAGE, "quote_language": "ru"}]


def test_linked_data_has_it_as_a_part_of_the_work(quoting: Finding, client: Client) -> None:
    claim = client.get("/findings/msmt-2025-1-001.jsonld").json()["mainEntity"]
    assert [each.get("hasPart") for each in claim["citation"]] == [
        None,
        {"@type": "Quotation", "text": PASSAGE, "inLanguage": "ru"},
    ]
