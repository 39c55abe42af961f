"""A release: the same bytes wherever it is made, as of any version, and without what was redacted."""

from __future__ import annotations

import csv
import datetime as dt
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from findings import publishing
from findings.documents import tables
from findings.exports.datasets.making import export
from findings.models import Finding
from findings.vocabulary import SubjectKind
from tests import factories as make
from tests.findings.exports.thirty import at_noon
from tests.findings.publish import publish_everything


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def lines(folder: Path, name: str) -> list[dict]:
    with (folder / name).open(encoding="utf-8", newline="\n") as file:
        return [json.loads(line) for line in file]


def test_what_is_published_later_changes_nothing_of_it(db: None, tmp_path: Path) -> None:
    finding = make.make_finding("MSMT-2025-1-001", citations=[(make.make_source("a-paper"), "origin")])
    actor = make.make_actor("a-company")
    publish_everything()
    export(tmp_path / "a" / "1")
    finding.title = "Put right"
    finding.save()
    actor.slug = "another-address"
    actor.save()
    publish_everything(note="Later.")
    publishing.withdraw(SubjectKind.FINDING, "MSMT-2025-1-001", editor="Kim", note="It was none.")
    export(tmp_path / "b" / "1", version=1)
    assert files(tmp_path / "a" / "1") == files(tmp_path / "b" / "1")


def test_it_has_what_is_in_force_and_every_edition(monkeypatch: pytest.MonkeyPatch, db: None, tmp_path: Path) -> None:
    at_noon(monkeypatch, dt.date(2026, 3, 1))
    finding = make.make_finding("MSMT-2025-1-001", title="First", citations=[(make.make_source(), "origin")])
    publish_everything()
    finding.title = "Second"
    finding.save()
    publish_everything(note="A better title.")
    export(tmp_path / "2")
    assert [row["title"] for row in rows(tmp_path / "2", "findings.csv")] == ["Second"]
    editions = [each for each in lines(tmp_path / "2", "editions.jsonl") if each["subject_kind"] == "finding"]
    told = [(each["number"], each["superseded_in"], each["document"]["title"]) for each in editions]
    assert told == [(1, 2, "First"), (2, None, "Second")]


def test_changes_are_counted_from_the_release_before(monkeypatch: pytest.MonkeyPatch, db: None, tmp_path: Path) -> None:
    at_noon(monkeypatch, dt.date(2026, 3, 1))
    source = make.make_source("a-paper")
    findings = [make.make_finding(f"MSMT-2025-1-00{n}", citations=[(source, "origin")]) for n in range(1, 5)]
    publish_everything()
    export(tmp_path / "1")
    findings[0].title = "Put right"
    findings[0].save()
    publish_everything(note="The title was wrong.")
    publishing.withdraw(SubjectKind.FINDING, "MSMT-2025-1-002", editor="Kim", note="It was none.")
    publishing.redact(SubjectKind.FINDING, "MSMT-2025-1-003", [1], editor="Kim", reason="A court.")
    make.make_finding("MSMT-2025-1-005", citations=[(source, "origin")])
    publish_everything(note="Another one.")
    gone_at_once = make.make_finding("MSMT-2025-1-006", citations=[(source, "origin")])
    publish_everything(note="Too early.")
    publishing.withdraw(SubjectKind.FINDING, gone_at_once.reference, editor="Kim", note="It was none.")

    exported = export(tmp_path / "7")

    assert exported.release.since == 1
    told = [
        (row["key"], row["change"], row["edition_before"], row["edition"], row["note"])
        for row in rows(tmp_path / "7", "CHANGES.csv")
        if row["subject_kind"] == "finding"
    ]
    assert told == [
        ("MSMT-2025-1-001", "changed", "1", "2", "The title was wrong."),
        ("MSMT-2025-1-002", "withdrawn", "1", "2", "It was none."),
        ("MSMT-2025-1-003", "redacted", "1", "1", "Published."),
        ("MSMT-2025-1-005", "added", "", "1", "Another one."),
    ]
    whole = export(tmp_path / "whole" / "7", since=0)
    added = [row["key"] for row in rows(whole.folder, "CHANGES.csv") if row["subject_kind"] == "finding"]
    assert added == ["MSMT-2025-1-001", "MSMT-2025-1-004", "MSMT-2025-1-005"]


def test_redacted_words_are_in_no_file_and_a_notice_says_so(db: None, tmp_path: Path) -> None:
    actor = make.make_actor("zeppelin-works", name="Zeppelin Works")
    finding = make.make_finding(
        "MSMT-2025-1-001",
        title="A zeppelin of coal",
        summary="The zeppelin landed.",
        editors_note="Zeppelins are rare.",
        citations=[(make.make_source(), "origin", "p. 1")],
    )
    make.make_finding("MSMT-2025-1-002", title="Another claim", citations=[(make.make_source(), "origin")])
    publish_everything()
    before = export(tmp_path / "before" / "1").folder
    finding.summary = "It was an airship."
    finding.save()
    publish_everything(note="Put right.")
    publishing.redact(SubjectKind.FINDING, "MSMT-2025-1-001", [1, 2], editor="Kim", reason="A court.")
    publishing.redact(SubjectKind.ACTOR, actor.key, [1], editor="Kim", reason="Another was meant.")
    held = [name for name, content in files(before).items() if b"eppelin" in content]
    assert {"findings.csv", "editions.jsonl", "findings.sqlite", "findings.ftm.json"} <= set(held)

    after = export(tmp_path / "after" / "1", version=1).folder
    newest = export(tmp_path / "after" / "4").folder

    words = (b"eppelin of coal", b"eppelin landed", b"eppelins are rare", b"eppelin Works", b"airship")
    for folder in (after, newest):
        assert [name for name, content in files(folder).items() for word in words if word in content] == []
        notice = (folder / "REDACTIONS.txt").read_text()
        assert ("A court." in notice, "Another was meant." in notice) == (True, True)
    assert not (before / "REDACTIONS.txt").exists()
    assert [row["reference"] for row in rows(after, "findings.csv")] == ["MSMT-2025-1-002"]


def test_what_is_quoted_stands_in_the_table_of_citations(db: None, tmp_path: Path) -> None:
    finding = make.make_finding("MSMT-2025-1-001", citations=[(make.make_source("an-account"), "relays")])
    make.make_citation(finding, make.make_source("a-paper"), quote="An invented passage.", quote_language="en")
    publish_everything()
    folder = export(tmp_path / "1").folder
    wanted = ("source", "quote", "quote_language")
    assert [tuple(row[name] for name in wanted) for row in rows(folder, "citations.csv")] == [
        ("an-account", "", ""),
        ("a-paper", "An invented passage.", "en"),
    ]
    with closing(sqlite3.connect(folder / "findings.sqlite")) as database:
        told = database.execute("SELECT source, quote, quote_language FROM finding_sources ORDER BY source").fetchall()
    assert told == [("a-paper", "An invented passage.", "en"), ("an-account", None, None)]


def test_each_detail_stands_with_the_keys_of_the_sources_that_carry_it(db: None, tmp_path: Path) -> None:
    ships = {"measure": "ships", "low": 2, "high": 2, "qualifier": "exact", "unit": "ships"}
    finding = make.make_finding(
        quantities=[ships | {"carried_by": ["a-paper", "an-account"]}, ships],
        involvements=[(make.make_actor(), "carrier")],
        places=[make.make_place()],
        citations=[(make.make_source(slug), "relays") for slug in ("an-account", "a-paper")],
    )
    finding.involvement_set.update(carried_by=["a-paper"])
    finding.placemention_set.update(carried_by=["an-account"])
    publish_everything()
    folder = export(tmp_path / "1").folder
    details = ("quantities", "involvements", "locations")
    told = {name: [row["carried_by"] for row in rows(folder, f"{name}.csv")] for name in details}
    assert told == {"quantities": ["an-account; a-paper", ""], "involvements": ["a-paper"], "locations": ["an-account"]}
    assert list(rows(folder, "places.csv")[0]) == [field.name for field in tables.PLACES.fields]


def test_what_is_named_but_not_in_force_stands_in_its_table_as_the_finding_has_it(db: None, tmp_path: Path) -> None:
    actor = make.make_vessel("angara", name="Angara", country="RU", aliases=["Angora"])
    source = make.make_source("a-paper", title="A paper")
    make.make_finding("MSMT-2025-1-001", involvements=[(actor, "carrier")], citations=[(source, "origin")])
    publish_everything()
    publishing.withdraw(SubjectKind.ACTOR, "angara", editor="Kim", note="It was none.")
    publishing.withdraw(SubjectKind.SOURCE, "a-paper", editor="Kim", note="It was none.")
    folder = export(tmp_path / "3").folder
    (named,) = (row for row in rows(folder, "actors.csv") if row["key"] == "angara")
    assert (named["name"], named["country"], named["aliases"], named["edition"], named["permalink"]) == (
        *("Angara", "RU", "Angora"),
        *("", ""),
    )
    (cited,) = (row for row in rows(folder, "sources.csv") if row["key"] == "a-paper")
    assert (cited["title"], cited["edition"]) == ("A paper", "")


def test_nothing_of_a_draft_is_in_it(db: None, tmp_path: Path) -> None:
    published = make.make_finding("MSMT-2025-1-001", citations=[(make.make_source(), "origin")])
    publish_everything()
    published.summary = "A zeppelin that nobody may see yet."
    published.save()
    make.make_finding("MSMT-2025-1-002", title="A zeppelin draft", citations=[(make.make_source(), "origin")])
    make.make_actor("zeppelin-works")
    folder = export(tmp_path / "1").folder
    assert [name for name, content in files(folder).items() if b"eppelin" in content] == []
    assert Finding.objects.count() == 2
