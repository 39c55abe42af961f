"""Pages in other languages: where they are, what they say of each other, and what stays English in them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, resolve

from findings import publishing
from findings.caching import version_poll
from findings.exports.datasets.making import export
from findings.languages import LANGUAGES, within
from findings.models import Finding
from findings.templating import words
from findings.urls import pages
from tests.findings.catalogues.files import po_path, read, write_mo

OTHERS = [code for code in LANGUAGES if code != "en"]
SITE = "http://127.0.0.1:8000"

#: An address of every kind of page, in English.
PAGES = [
    "/",
    "/findings/",
    "/findings/?category=petroleum&country=KP&q=containers",
    "/findings/?category=petroleum&report=msmt-2025-1&as_of=1",
    "/findings/?view=table",
    "/findings/?view=timeline",
    "/findings/?view=map",
    "/findings/?view=values&of=actor",
    "/findings/?view=cite&category=petroleum",
    "/findings/?role=victim",
    "/findings/msmt-2025-1-001/",
    "/findings/msmt-2025-1-001/v/1/",
    "/findings/msmt-2025-1-001/history/",
    "/findings/msmt-2025-1-001/diff/1..2/",
    *(
        address
        for home in (
            "/categories/petroleum/",
            "/reports/msmt-2025-1/",
            "/actors/angara/",
            "/sources/an-account/",
            "/resolutions/2397/",
        )
        for address in (f"/{home.split('/')[1]}/", home, f"{home}v/1/", f"{home}history/")
    ),
    "/sources/an-account/at/p-11-note-6/",
    "/reports/msmt-2025-1/events/launch/",
    "/reports/msmt-2025-1/v/1/events/launch/",
    "/resolutions/2397/provisions/2397-5/",
    "/match/",
    "/match/?names=8705539%0A%D0%90%D0%BD%D0%B3%D0%B0%D1%80%D0%B0",
    "/corrections/",
    "/places/",
    "/places/kp/",
    "/places/kp/nampo/",
    "/about/",
    "/about/method/",
    "/about/citing/",
    "/about/corrections/",
    "/about/conformance/",
    "/about/verify/",
    "/data/",
    "/data/quality/",
    "/data/codebook/",
    "/data/codebook/findings/",
    "/data/codebook/involvements/",
    "/data/codebook/choices/",
    "/data/codebook/diff/1..2/",
    "/data/releases/2/",
]

#: Some of them, of those that differ most: every kind is asked for in one language, these in all.
FEW = ["/", "/findings/?category=petroleum&country=KP&q=containers", "/findings/msmt-2025-1-001/", "/about/method/"]


@pytest.fixture
def content(portal: Finding, tmp_path: Path) -> Iterator[None]:
    """The small portal, with a corrected finding and two releases."""
    with override_settings(RELEASES_DIR=tmp_path):
        export(tmp_path / "1")
        portal.summary += " And the “hull” of one."
        portal.save()
        publishing.correct([portal.subject], editor="Kim", note="One ship was left out.")
        version_poll.forget()
        export(tmp_path / "2")
        yield


@pytest.fixture
def marked_words(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A Korean in which every string of the catalogue is the English one in brackets: what has none is not from it."""
    told = {"": "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=1; plural=0;\n"}
    for entry in read(po_path("ko")):
        if entry.texts[0]:
            key = (f"{entry.context}\4" if entry.context is not None else "") + "\0".join(entry.texts)
            joins = re.fullmatch(r"(%\(one\)s)(.*)(%\(next\)s)", entry.texts[0])
            told[key] = "{}⟦{}⟧{}".format(*joins.groups()) if joins else f"⟦{entry.texts[-1]}⟧"
    folder = tmp_path_factory.mktemp("locale")
    write_mo(folder / "ko" / "LC_MESSAGES" / "django.mo", told)
    words.forget()
    with override_settings(LOCALE_PATHS=[folder]):
        yield
    words.forget()


class Page(HTMLParser):
    """What of a page is visible text, told apart by whether it is recorded; its links and its data."""

    NEUTRAL_ELEMENTS = {"script", "style", "pre", "title", "textarea"}
    EMPTY = {"meta", "link", "input", "br", "wbr", "hr"}

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.links: list[dict[str, str | None]] = []
        self.meta: dict[str, str] = {}
        self.recorded: list[str] = []
        self.other: list[str] = []
        self.cited: list[str] = []
        self.data: list[str] = []
        self.language = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        told = dict(attributes)
        if tag == "html":
            self.language = told.pop("lang") or ""
        if tag in {"link", "a"}:
            self.links.append({"tag": tag, **told})
        if tag == "meta":
            self.meta[told.get("name") or told.get("property") or ""] = told.get("content") or ""
        if tag == "abbr":
            self.cited.append(told.get("title") or "")
        if tag not in self.EMPTY:
            self.open.append((tag, told))

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if any(tag == "script" for tag, _told in self.open):
            self.data.append(data)
        if any((told.get("id") or "").startswith("cite-") for _tag, told in self.open):
            self.cited.append(data)
        if any(tag in self.NEUTRAL_ELEMENTS or told.get("class") == "mono" for tag, told in self.open):
            return
        is_recorded = any("lang" in told for _tag, told in self.open)
        (self.recorded if is_recorded else self.other).append(data)

    def links_of(self, relation: str) -> list[tuple[str, str]]:
        """(hreflang, address) of the links of the head of this relation that name a language."""
        return [
            (link.get("hreflang") or "", link.get("href") or "")
            for link in self.links
            if link["tag"] == "link" and link.get("rel") == relation and ("hreflang" in link or relation != "alternate")
        ]


def page_at(client: Client, address: str) -> Page:
    return Page(client.get(address).content.decode())


def test_the_addresses_here_are_of_every_kind_of_page() -> None:
    def kind(name: str) -> str:
        """Pages of subjects are of one kind, whatever the subject."""
        subject, _dash, kind = name.partition("-")
        return kind if subject in {"finding", "category", "report", "actor", "source", "resolution"} else name

    asked = {kind(resolve(address.partition("?")[0]).view_name) for address in PAGES}
    # Those only lead elsewhere.
    assert {kind(str(each.name)) for each in pages if isinstance(each, URLPattern)} - asked == {
        "lookup",
        "release-list",
        "release-on",
    }


@pytest.mark.parametrize(("language", "addresses"), [("ko", PAGES), ("ja", FEW), ("fr", FEW)])
def test_every_page_is_there_in_every_language_without_a_cookie_or_a_vary(
    content: None, client: Client, language: str, addresses: list[str]
) -> None:
    told = []
    for address in addresses:
        response = client.get(within(address, language))
        told.append(
            (
                response.status_code,
                Page(response.content.decode()).language,
                response.headers["Content-Language"],
                {"Accept-Language", "Cookie"} & set(response.headers.get("Vary", "").split(", ")),
                dict(response.cookies),
            )
        )
    assert told == [(200, language, language, set(), {})] * len(addresses)


def test_an_english_page_says_that_it_is_and_asks_no_header(content: None, client: Client) -> None:
    plain = client.get("/findings/msmt-2025-1-001/")
    asked = client.get("/findings/msmt-2025-1-001/", headers={"Accept-Language": "ko", "Cookie": "django_language=ko"})
    assert (plain.headers["Content-Language"], Page(plain.content.decode()).language) == ("en", "en")
    assert (asked.content, asked.headers["Vary"]) == (plain.content, plain.headers["Vary"])


def test_every_page_names_itself_in_all_languages_and_they_name_each_other(content: None, client: Client) -> None:
    """Search engines take the links only where both sides have them, and each page is canonical in its language."""
    for address in PAGES:
        expected = [("en", f"{SITE}{address}"), ("x-default", f"{SITE}{address}")]
        expected += [(code, f"{SITE}{within(address, code)}") for code in OTHERS]
        asked = LANGUAGES if address in FEW else ["en", "fr"]
        told = {language: page_at(client, within(address, language)) for language in asked}
        assert {language: page.links_of("alternate") for language, page in told.items()} == dict.fromkeys(
            asked, expected
        )
        [(_none, canonical)] = told["en"].links_of("canonical") or [("", "")]
        assert {language: page.links_of("canonical") for language, page in told.items()} == {
            language: [("", f"{SITE}{within(canonical.removeprefix(SITE), language)}")] if canonical else []
            for language in asked
        }


def test_what_is_cited_is_the_same_in_another_language(content: None, client: Client) -> None:
    """Citations, unAPI's identifiers, the typed links of head and header, and what linked data is of."""

    def cited(address: str) -> dict[str, Any]:
        response = client.get(address)
        page = Page(response.content.decode())
        about = [json.loads(each) for each in page.data if each.startswith("{")]
        return {
            "texts": page.cited,
            "link": response.headers.get("Link"),
            "cite-as": page.links_of("cite-as"),
            "author": page.links_of("author"),
            "identifier": page.meta.get("DCTERMS.identifier"),
            "citation": page.meta.get("DCTERMS.bibliographicCitation"),
            "og:url": page.meta.get("og:url"),
            "addresses": sorted(re.findall(rf'"({SITE}[^"]*)"', json.dumps(about))),
        }

    for address in PAGES:
        assert cited(within(address, "ko")) == cited(address), address


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_links_of_a_page_stay_in_its_language(content: None, client: Client, language: str) -> None:
    """But for permanent addresses, which are cited, for the other languages, and for what has no language."""
    for address in PAGES:
        page = page_at(client, within(address, language))
        left = [
            href
            for link in page.links
            if link["tag"] == "a" and "hreflang" not in link and (href := link.get("href") or "").startswith("/")
            if not href.startswith(within("/", language)) or (language == "en" and href[:4] in {"/ko/", "/ja/", "/fr/"})
        ]
        without = re.compile(
            r"/(api/v1/|findings\.|match\.csv|corrections\.atom|data/|[a-z]+/[^/]+(\.|/v/\d+\.|/timemap|/history\.))"
        )
        assert [href for href in left if not without.match(href)] == [], address


def test_each_page_leads_to_itself_in_the_other_languages_in_their_own_names(content: None, client: Client) -> None:
    """With the question that was asked, but for what says nothing in it."""
    page = page_at(client, "/ja/findings/?category=petroleum&q=&sort=reference&sort=reference")
    assert [
        (link["href"], link["hreflang"], link["lang"], link.get("aria-current"))
        for link in page.links
        if link["tag"] == "a" and link.get("hreflang") in LANGUAGES and not (link["href"] or "").startswith("http")
    ] == [
        ("/findings/?category=petroleum&sort=reference", "en", "en", None),
        ("/ko/findings/?category=petroleum&sort=reference", "ko", "ko", None),
        ("/ja/findings/?category=petroleum&sort=reference", "ja", "ja", "true"),
        ("/fr/findings/?category=petroleum&sort=reference", "fr", "fr", None),
    ]
    assert {"English", "한국어", "日本語", "Français"} <= set(page.recorded)


@pytest.mark.parametrize(
    "address",
    [
        "/de/findings/",
        "/en/findings/",
        "/ko/ja/findings/",
        "/ko/api/v1/",
        "/ko/admin/",
    ],
)
def test_there_is_nothing_under_other_languages_and_neither_api_nor_admin_in_any(
    portal: Finding, client: Client, address: str
) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("/ko", "/ko/"),
        ("/ja/findings/MSMT-2025-1-001/history", "/ja/findings/msmt-2025-1-001/history/"),
        ("/KO/Findings/", "/ko/findings/"),
        ("/fr/findings/MSMT-2025-1-001/", "/fr/findings/msmt-2025-1-001/"),
        ("/fr/findings/msmt-2025-1-001?as_of=1", "/fr/findings/msmt-2025-1-001/?as_of=1"),
        ("/ko/findings.csv?category=petroleum", "/findings.csv?category=petroleum"),
        ("/ko/findings/msmt-2025-1-001/v/1.bib", "/findings/msmt-2025-1-001/v/1.bib"),
        ("/ko/embed/v1/findings/msmt-2025-1-001/v/1/", "/embed/v1/findings/msmt-2025-1-001/v/1/"),
    ],
)
def test_what_is_only_written_otherwise_leads_to_the_right_address(
    portal: Finding, client: Client, asked: str, leads_to: str
) -> None:
    response = client.get(asked)
    assert (response.status_code, response.headers["Location"]) == (301, leads_to)


@pytest.mark.parametrize(
    "address", ["/findings/?colour=red", "/findings/msmt-2025-1-999/", "/findigs/x/", "/data/releases/9/"]
)
def test_errors_are_said_in_the_language_of_the_address(
    content: None, marked_words: None, client: Client, address: str
) -> None:
    english, korean = client.get(address), client.get(within(address, "ko"))
    told = Page(korean.content.decode())
    assert (korean.status_code, told.language, told.links_of("alternate")) == (english.status_code, "ko", [])
    assert untranslated(told) == []


#: What is the same in every language: names of forms, licences and styles; keys, symbols, addresses, sizes, digests.
NEUTRAL = re.compile(
    r"APA|Chicago|MLA|Harvard|IEEE|BibTeX|RIS|CSL-JSON|JSON-LD|FollowTheMoney|"
    r"CSV|XLSX|JSON|JSON Lines|JSON Feed|GeoJSON|CSVW|SHA-256|"
    r"CC BY 4\.0|KP|angara|petroleum|msmt-2025-1|an-account|p-11-note-6|MSMT-2025-1(-\d+)?|"
    r"[A-Z]+(/[A-Z0-9]+)+( \(\d+)?|/\S*|https?:\S*|\S+/|\S+\.[a-z]+|SHA256SUMS|\d+(\.\d+)? [kM]?B|"
    r"[0-9a-f]{8,}( [0-9a-f]{8})*"
)


def untranslated(page: Page) -> list[str]:
    """Visible words that are neither from the catalogue, nor recorded, nor the same in every language."""
    outside, depth = [], 0
    for text in page.other:
        pieces = ""
        for sign in text:
            depth += (sign == "⟦") - (sign == "⟧")
            pieces += " " if depth or sign == "⟧" else sign
        outside.append(pieces.strip(" .,;:()–…°\n"))
    return [text for text in outside if re.search(r"[A-Za-z]{2}", text) and not NEUTRAL.fullmatch(text)]


def test_every_word_of_a_page_is_translated_or_marked_as_recorded(
    content: None, marked_words: None, client: Client
) -> None:
    """What is recorded carries lang="en", so that it is read out as English; nothing that is translated does."""
    told = {address: page_at(client, within(address, "ko")) for address in PAGES}
    assert {address: found for address, page in told.items() if (found := untranslated(page))} == {}
    assert {address: found for address, page in told.items() if (found := [t for t in page.recorded if "⟦" in t])} == {}
    assert "Over 20,000 containers" in told["/findings/msmt-2025-1-001/"].recorded


def test_a_translated_page_says_that_what_is_recorded_is_english(
    content: None, marked_words: None, client: Client
) -> None:
    said = "What is recorded stands here as it was recorded, in English."
    assert f"⟦{said}⟧" in page_at(client, "/ko/findings/").other
    assert said not in client.get("/findings/").content.decode()


def test_a_page_takes_the_same_statements_in_every_language(content: None, client: Client) -> None:
    def statements(address: str) -> int:
        version_poll.forget()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(address)
        return len(asked)

    counted = {address: statements(address) for address in PAGES}
    assert {address: statements(within(address, "fr")) for address in PAGES} == counted
