"""Withdrawing a subject, and taking away the text of editions."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from findings import publishing
from findings.models import Actor, DatasetVersion, Edition, FindingEntry, FindingText, Redaction, SubjectEntry
from findings.publishing import Publication, PublicationError
from findings.queries.ledger import verify
from findings.vocabulary import EditionKind, SubjectKind
from tests.factories import make_actor, make_event, make_finding, make_report, make_source
from tests.findings.publishing.acts import change, contents, ledger, publish, tables_with

pytestmark = pytest.mark.django_db


def entries_in_force() -> list[str]:
    """References and names that lists and search offer."""
    findings = FindingEntry.objects.in_force().order_by("edition").values_list("reference", flat=True)
    return [*findings, *SubjectEntry.objects.in_force().order_by("edition").values_list("name", flat=True)]


# Withdrawing


def test_a_withdrawal_is_a_last_edition_that_says_why() -> None:
    finding, better = make_finding(title="A claim"), make_finding()
    publish(finding, better)

    publication = publishing.withdraw(
        *finding.subject, editor="Lee", note="The same as the other one.", replaced_by=better.reference
    )

    assert publication == Publication(DatasetVersion.objects.get(number=2), editions=1, unchanged=0)
    assert ledger() == [
        "1: finding MSMT-2025-1-001, edition 1, first from version 1 until 2",
        "2: finding MSMT-2025-2-001, edition 1, first from version 1",
        "3: finding MSMT-2025-1-001, edition 2, withdrawal from version 2",
    ]
    tombstone = Edition.objects.get(position=3)
    assert (tombstone.slug, tombstone.title, tombstone.note) == (
        "msmt-2025-1-001",
        "A claim",
        "The same as the other one.",
    )
    assert tombstone.document == {
        "schema": 2,
        "kind": "finding",
        "key": "MSMT-2025-1-001",
        "slug": "msmt-2025-1-001",
        "title": "A claim",
        "withdrawn": {"reason": "The same as the other one.", "replaced_by": "MSMT-2025-2-001"},
    }
    assert verify().misfit is None


def test_what_is_withdrawn_is_gone_from_lists_and_stays_in_the_past() -> None:
    finding, other, actor = make_finding(), make_finding(), make_actor(name="Actor")
    publish(finding, other, actor)
    assert entries_in_force() == ["MSMT-2025-1-001", "MSMT-2025-2-001", "Actor"]

    publishing.withdraw(*finding.subject, editor="Kim", note="Withdrawn.")
    publishing.withdraw(*actor.subject, editor="Kim", note="Withdrawn.")

    assert entries_in_force() == ["MSMT-2025-2-001"]
    as_of_1 = FindingEntry.objects.in_force(1).order_by("edition").values_list("reference", flat=True)
    assert list(as_of_1) == ["MSMT-2025-1-001", "MSMT-2025-2-001"]


def refused(act: Any, *arguments: Any, **more: Any) -> list[str]:
    before = contents()
    with pytest.raises(PublicationError) as refusal:
        act(*arguments, editor="Kim", **more)
    assert contents() == before
    return refusal.value.reasons


def test_only_what_is_public_can_be_withdrawn_and_only_once() -> None:
    finding = make_finding()
    kind, key = finding.subject
    not_public = ["Finding MSMT-2025-1-001 is not public, so it cannot be withdrawn."]
    assert refused(publishing.withdraw, kind, key, note="Withdrawn.") == not_public
    publish(finding)
    publishing.withdraw(kind, key, editor="Kim", note="Withdrawn.")
    assert refused(publishing.withdraw, kind, key, note="Withdrawn.") == not_public


@pytest.mark.parametrize("other", ["msmt-2025-1-001", "MSMT-2025-1-001", "MSMT-2025-2-001", "MSMT-2025-3-001", ""])
def test_what_replaces_a_withdrawn_subject_is_another_one_that_is_public(other: str) -> None:
    finding, withdrawn, _unpublished = make_finding(), make_finding(), make_finding()
    publish(finding, withdrawn)
    publishing.withdraw(*withdrawn.subject, editor="Kim", note="Withdrawn.")

    assert refused(publishing.withdraw, *finding.subject, note="Withdrawn.", replaced_by=other) == [
        f"Finding MSMT-2025-1-001 cannot be replaced by “{other}”: name another one that is public."
    ]


def test_a_withdrawal_without_a_reason_is_refused() -> None:
    finding = make_finding()
    publish(finding)
    assert refused(publishing.withdraw, *finding.subject, note=" ") == [
        "An act of publishing needs a note: readers are told why there is a new edition."
    ]


def test_a_withdrawn_subject_is_published_again_only_when_an_editor_says_so() -> None:
    finding = make_finding()
    publish(finding)
    publishing.withdraw(*finding.subject, editor="Kim", note="Withdrawn.")
    change(finding, title="A better title")

    assert publish(finding) is None
    assert publish(finding, again=True) == Publication(DatasetVersion.objects.get(number=3), editions=1, unchanged=0)
    assert ledger()[2:] == ["3: finding MSMT-2025-1-001, edition 3, update from version 3"]
    assert entries_in_force() == ["MSMT-2025-1-001"]


# Redacting

#: A name that stands in the documents, and nowhere in a key.
NAME = "Wrongly Named"


def publish_the_wrong_name() -> tuple[SubjectKind, str]:
    """An actor in two editions, under the wrong name, at an address that repeats it; and a finding that names it."""
    actor = make_actor("wrongly-named", key="actor-1", name=NAME, aliases=["W. Wrongly Named"])
    finding = make_finding(
        title=f"{NAME} carried it", summary=f"{NAME} carried it.", involvements=[(actor, "carrier")], asserted_by=NAME
    )
    publish(actor, finding, make_source())
    change(actor, description=f"{NAME} is a broker.")
    publish(actor)
    return actor.subject


def test_redacted_text_is_gone_from_every_table() -> None:
    kind, key = publish_the_wrong_name()
    holding = {"Edition", "FindingText", "SubjectEntry"}
    assert (tables_with("wrongly named"), tables_with("wrong"), tables_with("wrongly-named")) == (
        holding,
        {*holding, "Word"},
        {"Edition"},
    )

    publishing.redact(kind, key, [1, 2], editor="Lee", reason="By order of a court.")
    publishing.redact(SubjectKind.FINDING, "MSMT-2025-1-001", [1], editor="Lee", reason="By order of a court.")

    assert tables_with("wrong") == set()
    assert tables_with("source 2") == {"Edition", "SubjectEntry"}  # what was not named is still there
    assert list(Edition.objects.ledger().values_list("slug", "title", "document", "redacted_in")) == [
        ("actor-1", "", {}, 3),
        ("msmt-2025-1-001", "", {}, 4),
        ("source-2", "Source 2", Edition.objects.get(position=3).document, None),
        ("actor-1", "", {}, 3),
    ]


def test_a_redaction_is_an_act_of_publishing_that_is_written_down() -> None:
    kind, key = publish_the_wrong_name()
    head = verify().head

    version = publishing.redact(kind, key, [2, 1, 2], editor="Lee", reason="By order of a court.")

    assert (version.number, version.editions, version.head, version.note) == (3, 0, head, "By order of a court.")
    assert version.published_by == "Lee"
    assert Redaction.objects.values().get() == {
        "id": Redaction.objects.get().pk,
        "subject_kind": "actor",
        "key": "actor-1",
        "numbers": [1, 2],
        "reason": "By order of a court.",
        "redacted_by": "Lee",
        "redacted_at": version.published_at,
        "dataset_version_id": 3,
    }


def test_the_chain_holds_after_a_redaction() -> None:
    kind, key = publish_the_wrong_name()
    before = verify()
    publishing.redact(kind, key, [1], editor="Lee", reason="By order of a court.")
    assert (verify(), before.misfit, before.editions) == (before, None, 4)


def test_what_is_redacted_leaves_the_projections_and_nothing_else_does() -> None:
    publish_the_wrong_name()
    publish(make_finding(title="Another claim"))
    publishing.redact(SubjectKind.FINDING, "MSMT-2025-1-001", [1], editor="Lee", reason="By order of a court.")
    assert entries_in_force() == ["MSMT-2025-2-001", "Source 2", NAME]
    assert list(FindingText.objects.values_list("title", flat=True)) == ["Another claim"]


def test_an_old_edition_can_be_redacted_and_the_one_in_force_stay() -> None:
    kind, key = publish_the_wrong_name()
    publishing.redact(kind, key, [1], editor="Lee", reason="By order of a court.")
    assert list(Edition.objects.of(kind, key).values_list("number", "slug", "title")) == [
        (2, "wrongly-named", NAME),
        (1, "actor-1", ""),
    ]
    assert entries_in_force() == ["MSMT-2025-1-001", "Source 2", NAME]


@pytest.mark.parametrize(("numbers", "told"), [([1, 3], "1, 3"), ([3], "3"), ([], "–")])
def test_only_editions_that_exist_can_be_redacted(numbers: list[int], told: str) -> None:
    kind, key = publish_the_wrong_name()
    assert refused(publishing.redact, kind, key, numbers, reason="By order of a court.") == [
        f"Actor actor-1 has no editions {told} that can be redacted."
    ]


def test_an_edition_is_redacted_once() -> None:
    kind, key = publish_the_wrong_name()
    publishing.redact(kind, key, [1], editor="Lee", reason="By order of a court.")
    assert refused(publishing.redact, kind, key, [1, 2], reason="By order of a court.") == [
        "Actor actor-1 has no editions 1, 2 that can be redacted."
    ]


def test_a_redaction_without_a_reason_is_refused() -> None:
    kind, key = publish_the_wrong_name()
    assert refused(publishing.redact, kind, key, [1], reason="") == [
        "An act of publishing needs a note: readers are told why there is a new edition."
    ]


def test_a_redacted_subject_is_published_again_only_when_an_editor_says_so_and_not_as_it_was() -> None:
    kind, key = publish_the_wrong_name()
    actor = Actor.objects.get(key=key)
    publishing.redact(kind, key, [1, 2], editor="Lee", reason="By order of a court.")

    assert publish(actor, again=True) is None  # the text that was taken away
    change(actor, name="Another name", description="", slug="another-name")
    actor.aliases.all().delete()
    assert publish(actor) is None
    assert publish(actor, again=True, kind=EditionKind.CORRECTION) is not None

    assert ledger()[-1] == "5: actor actor-1, edition 3, correction from version 4"
    assert Edition.objects.get(position=5).title == "Another name"
    assert verify().misfit is None


def test_a_redacted_subject_that_had_moved_is_at_its_key_and_can_move_again() -> None:
    """Its key was an alias until then: an address that is in force is none."""
    actor = make_actor("a")
    publish(actor)
    change(actor, slug="b")
    publish(actor)
    publishing.redact(*actor.subject, [2], editor="Lee", reason="By order of a court.")
    assert Edition.objects.of(*actor.subject).in_force().get().slug == "a"
    change(actor, name="Another name")

    publish(actor, again=True)

    assert Edition.objects.of(*actor.subject).in_force().get().slug == "b"
    assert verify().misfit is None


def test_a_redaction_that_would_take_the_address_of_another_is_refused_in_a_sentence() -> None:
    moved = make_actor("a")
    publish(moved)
    change(moved, slug="b")
    publish(moved)
    publish(make_actor("a", key="c"))

    [reason] = refused(publishing.redact, *moved.subject, [2], reason="By order of a court.")

    assert reason == (
        "Actor a cannot be redacted: its address would be “a”, which is that of “c”. "
        "Publish “c” at another address first."
    )


def test_a_report_is_redacted_with_its_events() -> None:
    report = make_report(title="A report")
    make_event(report=report, title=NAME)
    publish(report)
    assert tables_with("wrongly named") == {"Edition"}
    publishing.redact(*report.subject, [1], editor="Lee", reason="By order of a court.")
    assert tables_with("wrongly named") == set()


def test_a_redacted_subject_can_be_withdrawn_and_its_tombstone_says_nothing_of_it() -> None:
    kind, key = publish_the_wrong_name()
    publishing.redact(kind, key, [1, 2], editor="Lee", reason="By order of a court.")
    publishing.redact(SubjectKind.FINDING, "MSMT-2025-1-001", [1], editor="Lee", reason="By order of a court.")
    publishing.withdraw(kind, key, editor="Kim", note="It should never have been here.")
    assert tables_with("wrong") == set()
    assert Edition.objects.of(kind, key).in_force().get().document["withdrawn"] == {
        "reason": "It should never have been here.",
        "replaced_by": None,
    }


def test_the_time_of_a_redaction_is_that_of_its_version(monkeypatch: pytest.MonkeyPatch) -> None:
    kind, key = publish_the_wrong_name()
    later = dt.datetime(2100, 1, 1, 12, tzinfo=dt.UTC)
    monkeypatch.setattr("findings.publishing.ledger.timezone.now", lambda: later)
    version = publishing.redact(kind, key, [1], editor="Lee", reason="By order of a court.")
    assert (version.published_at, Redaction.objects.get().redacted_at) == (later, later)
