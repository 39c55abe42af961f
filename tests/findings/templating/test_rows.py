"""Rows of lists: finished once, the same in every page, gone with the text that they are made of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client, override_settings

from findings import caching, publishing
from findings.caching import KeptPiece, kept_pages, kept_pieces, version_poll
from findings.models import Finding
from findings.pages import rows as pages_of_rows
from findings.queries import lists
from findings.queries.index_keeping import finding_indexes
from findings.queries.questions import Question
from findings.vocabulary import SubjectKind
from tests import factories as make
from tests.findings.publish import publish_everything

TITLE = "Over 20,000 containers"


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    version_poll.forget()
    yield
    finding_indexes.stop()
    version_poll.forget()


@pytest.fixture
def finding(db: None) -> Finding:
    """Two findings of one actor, published as dataset version 1; the first of them."""
    actor = make.make_actor("angara", name="Angara")
    report = make.make_report("msmt-2025-1", reference_prefix="MSMT-2025-1")
    of_report: dict[str, Any] = {"report": report, "involvements": [(actor, "carrier")], "quantities": [{}]}
    finding = make.make_finding("MSMT-2025-1-001", title=TITLE, summary="Containers by sea & rail.", **of_report)
    make.make_finding("MSMT-2025-1-002", title="Coal by rail", **of_report)
    publish_everything()
    return finding


def page(client: Client, address: str) -> str:
    """A page made anew, from the pieces that are kept."""
    kept_pages.clear()
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def rows_kept() -> int:
    return sum(key[0] == "row" for key in kept_pieces._items)


LISTS = ["/findings/", "/ko/findings/", "/fr/findings/?report=msmt-2025-1", "/reports/msmt-2025-1/"]


@pytest.mark.parametrize("address", LISTS)
def test_a_page_of_kept_rows_is_the_page(finding: Finding, client: Client, address: str) -> None:
    made = page(client, address)
    assert (rows_kept(), page(client, address), TITLE in made) == (2, made, True)


def test_a_kept_row_is_neither_read_nor_rendered_again(
    finding: Finding, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = page(client, "/findings/")
    read: list[str] = []
    finding_row = pages_of_rows.finding_row

    def watched(row: lists.Row) -> pages_of_rows.FindingRow:
        read.append(row.slug)
        return finding_row(row)

    monkeypatch.setattr(pages_of_rows, "finding_row", watched)
    assert (page(client, "/findings/"), read) == (made, [])
    kept_pieces.clear()
    assert (page(client, "/findings/"), read) == (made, ["msmt-2025-1-001", "msmt-2025-1-002"])


def test_each_language_has_its_own_rows(finding: Finding, client: Client) -> None:
    alone = {}
    for prefix in ("", "/ko", "/ja", "/fr"):
        kept_pieces.clear()
        alone[prefix] = page(client, f"{prefix}/findings/")
    kept_pieces.clear()
    assert {prefix: page(client, f"{prefix}/findings/") for prefix in alone} == alone
    assert rows_kept() == 8


def test_a_row_is_kept_without_the_role_of_an_actor(finding: Finding, client: Client) -> None:
    plain = page(client, "/findings/")
    kept_pieces.clear()
    of_actor = page(client, "/actors/angara/")
    assert (rows_kept(), "<span>as carrier</span>" in of_actor, "\0" in of_actor) == (2, True, False)
    assert (page(client, "/findings/"), page(client, "/actors/angara/")) == (plain, of_actor)
    assert ("as carrier" in plain, "\0" in plain) == (False, False)


@pytest.mark.parametrize("prefix", ["", "/fr"])
def test_a_row_is_kept_without_what_a_search_hit_in_it(finding: Finding, client: Client, prefix: str) -> None:
    plain = page(client, f"{prefix}/findings/")
    kept_pieces.clear()
    searches = {text: page(client, f"{prefix}/findings/?q={text}") for text in ("containers", "sea")}
    assert rows_kept() == 1
    lang = ' lang="en"' if prefix else ""
    snippet = f'<p class="snippet"{lang}>… Containers by <mark>sea</mark> &amp; rail …</p></div>'
    assert {text: snippet in made for text, made in searches.items()} == {"containers": False, "sea": True}
    assert page(client, f"{prefix}/findings/") == plain
    assert {text: page(client, f"{prefix}/findings/?q={text}") for text in searches} == searches
    assert ["snippet" in plain, *("\0" in made for made in [plain, *searches.values()])] == [False] * 4


def test_a_correction_is_in_the_row_at_once(finding: Finding, client: Client) -> None:
    assert TITLE in page(client, "/findings/")
    finding.title = "Over 28,000 containers"
    finding.save()
    publish_everything()
    changed = page(client, "/findings/")
    assert (TITLE in changed, "Over 28,000 containers" in changed) == (False, True)
    assert TITLE in page(client, "/findings/?as_of=1")


@pytest.mark.parametrize("is_indexed", [False, True], ids=["statements", "index"])
@pytest.mark.parametrize("has_heard", [False, True], ids=["before the process has heard of it", "a second later"])
def test_of_a_redacted_finding_no_row_is_ever_shown(
    finding: Finding, client: Client, monkeypatch: pytest.MonkeyPatch, *, is_indexed: bool, has_heard: bool
) -> None:
    monkeypatch.setattr(caching, "POLLING_SECONDS", 3600.0)
    if is_indexed:
        finding_indexes.build()
    addresses = ["/findings/", "/ko/findings/", "/reports/msmt-2025-1/", "/findings/?report=msmt-2025-1"]
    before = [page(client, address) for address in addresses]
    assert [TITLE in each for each in before] == [True] * 4
    assert any(TITLE in piece.html for piece in kept_pieces._items.values())
    publishing.redact(SubjectKind.FINDING, "MSMT-2025-1-001", [1], editor="Kim", reason="Another man was meant.")
    if has_heard:
        version_poll.ask_again()
    after = [page(client, address) for address in [*addresses, *(["/findings/?as_of=1"] if has_heard else [])]]
    assert [(TITLE in each, "msmt-2025-1-001" in each, "Coal by rail" in each) for each in after] == [
        (False, False, True)
    ] * len(after)
    # With the new version its text has left the process.
    assert has_heard == (not any(TITLE in piece.html for piece in kept_pieces._items.values()))


def test_a_redacted_finding_is_in_no_list_though_its_row_is_kept(
    finding: Finding, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even while a process still believes in the version before, and has its rows."""
    monkeypatch.setattr(caching, "POLLING_SECONDS", 60.0)
    finding_indexes.build()
    made = page(client, "/findings/")
    publishing.redact(SubjectKind.FINDING, "MSMT-2025-1-001", [1], editor="Kim", reason="A court.")
    left = page(client, "/findings/")
    assert rows_kept() == 2
    assert [(TITLE in each, "Coal by rail" in each) for each in (made, left)] == [(True, True), (False, True)]


def test_the_title_of_a_row_is_that_of_its_document(finding: Finding) -> None:
    found = lists.rows(Question.of(report="msmt-2025-1"))
    assert [row.title for row in found] == [row.document["title"] for row in found] == [TITLE, "Coal by rail"]


def test_nothing_is_kept_while_a_developer_works(finding: Finding, client: Client) -> None:
    with override_settings(DEBUG=True):
        page(client, "/findings/")
    assert len(kept_pieces) == 0


def test_a_row_takes_the_memory_of_its_text() -> None:
    sizes = [KeptPiece(text).size for text in ("", "a" * 1000, "가" * 1000)]
    assert [round(size - sizes[0], -2) for size in sizes] == [0, 1000, 2000]


def test_pages_of_kept_rows_take_no_statement_more(
    finding: Finding, client: Client, django_assert_num_queries: Any
) -> None:
    page(client, "/findings/")
    kept_pages.clear()
    with django_assert_num_queries(2):
        client.get("/findings/")
