"""The public ledger, and the program with which a stranger checks it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from findings import publishing
from findings.documents import document_digest
from findings.exports.ledger import VERIFY_PROGRAM, ledger_pieces
from findings.models import DatasetVersion, Edition
from findings.vocabulary import EditionKind, SubjectKind
from tests import factories as make
from tests.findings.publish import publish_everything
from tests.findings.queries.test_ledger import behind_the_guards

PROGRAM = Path("findings/exports/verify_ledger.py")


@pytest.fixture
def content(transactional_db: None) -> None:
    """Three versions: a finding, its correction, and the redaction of its first edition."""
    finding = make.make_finding("MSMT-2025-1-001", title="A name that nobody should read")
    publish_everything()
    finding.title = "Coal — 석탄, “quoted” \u2028 and \\ back"
    finding.save()
    publish_everything(EditionKind.CORRECTION, note="Another title: é, 한, \u001f.")
    publishing.redact(SubjectKind.FINDING, "MSMT-2025-1-001", [1], editor="Kim", reason="Another person was meant.")


def lines(client: Client) -> list[dict]:
    return [json.loads(line) for line in client.get("/data/ledger.jsonl").getvalue().decode().split("\n")[:-1]]


@pytest.mark.usefixtures("content")
def test_a_line_holds_all_that_a_digest_covers_and_no_name_of_an_editor(client: Client) -> None:
    edition = Edition.objects.get(subject_kind="finding", number=2)
    before = Edition.objects.get(position=edition.position - 1)
    assert lines(client)[edition.position - 1] == {
        "subject_kind": "finding",
        "key": "MSMT-2025-1-001",
        "number": 2,
        "edition_kind": "correction",
        "note": "Another title: é, 한, \u001f.",
        "dataset_version": 2,
        "published_at": edition.published_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "document_digest": document_digest(edition.document),
        "previous": before.digest,
        "digest": edition.digest,
        "redacted_in": None,
    }
    assert "Kim" not in client.get("/data/ledger.jsonl").getvalue().decode()


@pytest.mark.usefixtures("content")
def test_a_redacted_edition_keeps_its_line_and_nothing_of_its_text(client: Client) -> None:
    of_finding = [line for line in lines(client) if line["subject_kind"] == "finding"]
    assert [line["redacted_in"] for line in of_finding] == [3, None]
    assert "nobody should read" not in client.get("/data/ledger.jsonl").getvalue().decode()


@pytest.mark.django_db
def test_an_empty_ledger_has_no_line(client: Client) -> None:
    assert client.get("/data/ledger.jsonl").getvalue() == b""


@pytest.mark.usefixtures("content")
def test_the_program_is_twenty_lines_and_is_what_the_page_prints(client: Client) -> None:
    written = [line for line in PROGRAM.read_text().splitlines() if line]
    assert len(written) <= 20
    assert client.get("/data/verify_ledger.py").content.decode() == PROGRAM.read_text()
    assert client.get("/about/verify/").context["page"].program == VERIFY_PROGRAM


def run(base: str, *head: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-I", PROGRAM, base, *head], capture_output=True, text=True, timeout=60, check=False
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.usefixtures("content")
def test_a_stranger_finds_that_the_served_ledger_holds(live_server: LiveServer) -> None:
    head = DatasetVersion.objects.get(number=3).head
    count = Edition.objects.count()
    assert run(live_server.url, head) == (0, f"{count} editions, each fits the one before. The head is {head}.\n")


@pytest.mark.usefixtures("content")
def test_a_head_that_was_kept_from_an_earlier_version_still_vouches(live_server: LiveServer) -> None:
    first, head = (DatasetVersion.objects.get(number=number).head for number in (1, 3))
    assert first != head
    assert run(live_server.url, first) == (
        0,
        f"{Edition.objects.count()} editions, each fits the one before. The head is {head}.\n",
    )


@pytest.mark.usefixtures("content")
def test_a_stranger_with_another_head_is_told_so(live_server: LiveServer) -> None:
    head = DatasetVersion.objects.get(number=3).head
    code, said = run(live_server.url, "0" * 64)
    count = Edition.objects.count()
    sentence = f"{count} editions fit one another, but {'0' * 64} is not among them. The head is {head}.\n"
    assert (code, said) == (1, sentence)


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize(
    "change",
    ["note = 'Nothing to see here.'", "document_digest = repeat('0', 64)", "number = 7", "digest = repeat('0', 64)"],
)
def test_a_stranger_finds_what_a_hand_changed_behind_the_triggers(tmp_path: Path, change: str) -> None:
    position = Edition.objects.get(subject_kind="finding", number=2).position
    with behind_the_guards(f"UPDATE findings_edition SET {change} WHERE position = {position}"):  # noqa: S608
        changed = "".join(ledger_pieces())
    served = tmp_path / "data" / "ledger.jsonl"
    served.parent.mkdir()
    served.write_text(changed)
    code, said = run(tmp_path.as_uri())
    assert (code, said.startswith(f"Line {position} does not fit: MSMT-2025-1-001, edition")) == (1, True)
