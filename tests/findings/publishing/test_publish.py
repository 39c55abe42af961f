"""Publishing: what becomes an edition, of which kind, and what is refused."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

import pytest
import rfc8785
from django.db import connection
from django.test.utils import CaptureQueriesContext

from findings import publishing
from findings.documents import compile_subjects
from findings.models import DatasetVersion, Edition, Finding, FindingEntry, Source
from findings.publishing import Publication, PublicationError, changes
from findings.queries.ledger import verify
from findings.vocabulary import EditionKind, SubjectKind
from tests.factories import make_actor, make_category, make_citation, make_event, make_finding, make_report, make_source
from tests.findings.documents.whole import make_whole_finding
from tests.findings.publishing.acts import change, contents, ledger, publish

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> dict[str, dt.datetime]:
    """What publishing takes for the time: `clock["now"]`."""
    times = {"now": NOON + dt.timedelta(microseconds=987654)}
    monkeypatch.setattr("findings.publishing.ledger.timezone.now", lambda: times["now"])
    return times


def sha256(value: Any) -> str:
    """By the library of RFC 8785, as a stranger would."""
    return hashlib.sha256(rfc8785.dumps(value)).hexdigest()


def test_a_first_publication(clock: dict[str, dt.datetime]) -> None:
    category, source = make_category(), make_source()

    publication = publish(category, source, note="First publication.")

    version = DatasetVersion.objects.get()
    assert publication == Publication(version, editions=2, unchanged=0)
    [category_document, source_document] = [
        compiled.document for each in (category, source) for compiled in compile_subjects(each.kind, [each.key])
    ]
    noon = "2026-01-01T12:00:00Z"
    first = sha256(["", "category", "category-1", 1, "first", "First publication.", 1, noon, sha256(category_document)])
    second = sha256([first, "source", "source-1", 1, "first", "First publication.", 1, noon, sha256(source_document)])
    common = {
        "number": 1,
        "edition_kind": "first",
        "note": "First publication.",
        "published_in_id": 1,
        "superseded_in_id": None,
        "redacted_in_id": None,
        "published_at": NOON,
        "published_by": "Kim",
        "schema": 2,
    }
    assert list(Edition.objects.ledger().values()) == [
        {
            **common,
            "position": 1,
            "subject_kind": "category",
            "key": "category-1",
            "slug": "category-1",
            "title": "Category 1",
            "document": category_document,
            "document_digest": sha256(category_document),
            "digest": first,
        },
        {
            **common,
            "position": 2,
            "subject_kind": "source",
            "key": "source-1",
            "slug": "source-1",
            "title": "Source 1",
            "document": source_document,
            "document_digest": sha256(source_document),
            "digest": second,
        },
    ]
    assert DatasetVersion.objects.values().get() == {
        "number": 1,
        "published_at": NOON,
        "published_by": "Kim",
        "note": "First publication.",
        "editions": 2,
        "head": second,
    }


def test_what_has_not_changed_makes_no_edition_and_no_version() -> None:
    finding = make_finding()
    publish(finding)
    before = contents()

    assert publish(finding) is None
    assert publish() is None
    assert contents() == before


def test_only_what_has_changed_gets_an_edition() -> None:
    category, source, actor = make_category(), make_source(), make_actor()
    publish(category, source, actor)
    change(source, title="A better title")

    publication = publish(category, source, actor)

    assert publication == Publication(DatasetVersion.objects.get(number=2), editions=1, unchanged=2)
    assert ledger() == [
        "1: category category-1, edition 1, first from version 1",
        "2: source source-1, edition 1, first from version 1 until 2",
        "3: actor actor-1, edition 1, first from version 1",
        "4: source source-1, edition 2, update from version 2",
    ]


def test_a_finding_keeps_the_name_that_an_actor_had_until_it_is_published_again() -> None:
    actor = make_actor(name="Old name")
    finding = make_finding(involvements=[(actor, "supplier")])
    publish(actor, finding)
    change(actor, name="New name")
    publish(actor)

    [edition] = Edition.objects.of(SubjectKind.FINDING)
    assert [each["actor"]["name"] for each in edition.document["involvements"]] == ["Old name"]
    assert publishing.pending([actor.subject, finding.subject]) == [finding.subject]


def test_an_edition_is_an_update_or_a_correction_but_the_first_is_the_first() -> None:
    old, new = make_source(), make_source()
    publish(old)
    change(old, title="Something newly known")
    publish(old, kind=EditionKind.UPDATE)
    change(old, title="Something put right")

    publishing.correct([old.subject, new.subject], editor="Kim", note="The title was wrong.")

    assert ledger() == [
        "1: source source-1, edition 1, first from version 1 until 2",
        "2: source source-1, edition 2, update from version 2 until 3",
        "3: source source-1, edition 3, correction from version 3",
        "4: source source-2, edition 1, first from version 3",
    ]


@pytest.mark.parametrize("kind", [EditionKind.FIRST, EditionKind.WITHDRAWAL])
def test_no_other_kind_can_be_published(kind: EditionKind) -> None:
    with pytest.raises(ValueError, match=f"^An edition is published as an update or as a correction, not as {kind}.$"):
        publish(make_source(), kind=kind)
    assert ledger() == []


def test_a_change_that_is_taken_back_is_published_like_any_other() -> None:
    source = make_source(title="As it was")
    publish(source)
    change(source, title="Changed")
    publish(source)
    change(source, title="As it was")
    publish(source)

    digests = [edition.document_digest for edition in Edition.objects.ledger()]
    assert (digests[0] == digests[2], digests[0] == digests[1]) == (True, False)
    assert verify().misfit is None


def test_a_subject_that_is_named_twice_gets_one_edition() -> None:
    source = make_source()
    assert publish(source, source) == Publication(DatasetVersion.objects.get(), editions=1, unchanged=1)


def test_subjects_are_published_in_their_order_and_from_any_iterable() -> None:
    second, first = make_source("b"), make_source("a")
    category = make_category()

    publishing.publish((each.subject for each in (second, category, first)), editor="Kim", note="Published.")

    assert [edition.key for edition in Edition.objects.ledger()] == ["b", "category-1", "a"]


def test_a_finding_in_force_has_one_entry() -> None:
    finding = make_finding()
    publish(finding)
    change(finding, title="A better title")
    publish(finding)

    entries = FindingEntry.objects.order_by("edition").values_list("edition", "published_in", "superseded_in")
    assert list(entries) == [(1, 1, 2), (2, 2, None)]


def test_the_note_is_in_nfc_as_every_text_that_is_digested() -> None:
    publish(make_source(), note="Ha\u0300ng")
    assert [Edition.objects.get().note, DatasetVersion.objects.get().note] == ["Hàng", "Hàng"]
    assert verify().misfit is None


# Time


def test_the_time_of_a_publication_never_goes_back(clock: dict[str, dt.datetime]) -> None:
    source = make_source()
    times = []
    for number, minutes in enumerate([0, -30, 5]):
        clock["now"] = NOON + dt.timedelta(minutes=minutes, milliseconds=999)
        change(source, title=f"Title {number}")
        publication = publish(source)
        assert publication is not None
        times.append(publication.version.published_at)

    assert times == [NOON, NOON, NOON + dt.timedelta(minutes=5)]
    assert list(Edition.objects.ledger().values_list("published_at", flat=True)) == times
    assert verify().misfit is None


# Refusals


def refusal(*arguments: Any, **more: Any) -> list[str]:
    """The reasons why nothing was published; that nothing was, is compared over all tables."""
    before = contents()
    with pytest.raises(PublicationError) as refused:
        publish(*arguments, **more)
    assert contents() == before
    assert str(refused.value) == "\n".join(refused.value.reasons)
    return refused.value.reasons


def test_a_finding_without_a_source_is_refused() -> None:
    assert refusal(make_source(), make_finding(citations=[])) == [
        "Finding MSMT-2025-1-001 cites no source. Every claim needs at least one."
    ]


def test_an_event_without_a_source_is_refused_with_its_report() -> None:
    report = make_report()
    make_event("launch", report=report, citations=[])
    assert refusal(report) == ["Report report-1, event launch cites no source. Every claim needs at least one."]


def test_a_quote_of_a_source_that_nobody_has_read_is_refused() -> None:
    read, unread = make_source(), make_source("a-report", title="A report", consulted=False)
    finding, report = make_finding("MSMT-2025-1-001", citations=[]), make_report("a-report", code="")
    make_citation(finding, read, quote="An invented passage.", quote_language="en")
    unseen = make_citation(finding, unread, quote="Another invented passage.", quote_language="en")
    make_citation(make_event("launch", report=report, citations=[]), unread, quote="A third.", quote_language="en")
    why = (
        "quotes “A report”, which was not consulted: nobody can quote what they have not read. Take the quote out, or "
        "mark the source as consulted if it was."
    )
    assert refusal(report, finding) == [
        f"Report a-report, event launch {why}",
        f"Finding MSMT-2025-1-001 {why}",
    ]

    change(unseen, quote="", quote_language="")
    publish(finding)
    assert [("quote" in each) for each in Edition.objects.get().document["citations"]] == [True, False]


def test_unknown_subjects_are_refused() -> None:
    before = contents()
    with pytest.raises(PublicationError) as refused:
        publishing.publish(
            [make_source().subject, (SubjectKind.ACTOR, "nobody"), (SubjectKind.FINDING, "MSMT-2025-1-999")],
            editor="Kim",
            note="Published.",
        )
    assert refused.value.reasons == [
        "There is no actor “nobody” to publish.",
        "There is no finding “MSMT-2025-1-999” to publish.",
    ]
    assert contents() == before


def test_everything_that_is_wrong_is_told_and_not_only_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever chunk it is in."""
    monkeypatch.setattr(changes, "CHUNK", 1)
    report = make_report()
    make_event(report=report, citations=[])
    assert refusal(make_source(), report, make_finding(citations=[]), make_finding(), make_finding(citations=[])) == [
        "Report report-1, event event-1 cites no source. Every claim needs at least one.",
        "Finding MSMT-2025-2-001 cites no source. Every claim needs at least one.",
        "Finding MSMT-2025-4-001 cites no source. Every claim needs at least one.",
    ]


@pytest.mark.parametrize(
    ("editor", "note", "reasons"),
    [
        (" ", "A note.", ["An act of publishing needs the name of the editor who does it."]),
        ("Kim", "", ["An act of publishing needs a note: readers are told why there is a new edition."]),
        (
            "",
            "\n",
            [
                "An act of publishing needs the name of the editor who does it.",
                "An act of publishing needs a note: readers are told why there is a new edition.",
            ],
        ),
        ("Kim", "N\0te", ["The name or the note holds a character that is no text, such as NUL. Write it anew."]),
        ("K\udcffm", "Note", ["The name or the note holds a character that is no text, such as NUL. Write it anew."]),
    ],
)
def test_an_act_without_a_name_or_a_note_is_refused(editor: str, note: str, reasons: list[str]) -> None:
    source = make_source()
    before = contents()
    with pytest.raises(PublicationError) as refused:
        publishing.publish([source.subject], editor=editor, note=note)
    assert (refused.value.reasons, contents()) == (reasons, before)


# Failures


class PowerCutError(Exception):
    pass


def test_a_failure_in_the_middle_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "CHUNK", 2)
    published = make_finding()
    publish(published)
    before = contents()
    change(published, title="Changed")
    findings = [published, *(make_finding() for _ in range(4))]
    seen = []

    def fail(done: int, total: int) -> None:
        seen.append((done, total, Edition.objects.count()))
        if done == 4:
            raise PowerCutError

    with pytest.raises(PowerCutError):
        publish(*findings, progress=fail)

    assert seen == [(2, 5, 3), (4, 5, 5)]  # editions had been written when it failed
    assert contents() == before
    assert publish(*findings) == Publication(DatasetVersion.objects.get(number=2), editions=5, unchanged=0)
    assert verify().misfit is None


def test_progress_is_told_for_each_chunk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "CHUNK", 2)
    sources = [make_source() for _ in range(3)]
    listed: list[tuple[int, int]] = []
    publish(make_category(), *sources, progress=lambda *told: listed.append(told))
    streamed: list[tuple[int, int]] = []
    publishing.publish(
        (source.subject for source in sources),
        editor="Kim",
        note="Published.",
        progress=lambda *told: streamed.append(told),
    )
    assert (listed, streamed) == ([(1, 4), (3, 4), (4, 4)], [(2, 0), (3, 0)])


# What is pending


def test_pending_is_what_would_become_an_edition() -> None:
    new, same, changed, withdrawn = (make_source() for _ in range(4))
    publish(same, changed, withdrawn)
    publishing.withdraw(*withdrawn.subject, editor="Kim", note="Withdrawn.")
    for each in (changed, withdrawn):
        change(each, title="Changed")
    before = contents()

    subjects = [each.subject for each in (changed, new, same, withdrawn)]
    assert publishing.pending(subjects) == [changed.subject, new.subject]
    assert contents() == before

    publishing.publish(subjects, editor="Kim", note="Published.")
    assert publishing.pending(subjects) == []


def test_what_is_pending_may_still_be_refused() -> None:
    """A portal that serves what is published goes on doing so, whatever lacks a source in the records."""
    incomplete = make_finding(citations=[])
    assert publishing.pending([incomplete.subject, (SubjectKind.ACTOR, "nobody")]) == [incomplete.subject]
    assert refusal(incomplete) == ["Finding MSMT-2025-1-001 cites no source. Every claim needs at least one."]


# Statements


def statements(*records: Any) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert publish(*records) is not None
    return len(queries)


#: Of a chunk of findings published for the first time: 16 read documents, one the editions in force, one the addresses
#: in use; four write editions, entries, texts and words, and one ends aliases. Of the act: lock, last version, last
#: position, the new version, the savepoint that stands for the transaction here, and the rules of the desk.
FIRST_FINDINGS = 30
#: Superseding takes three more (editions and two projections); of addresses that stay, nothing is asked or ended.
CHANGED_FINDINGS = 31


def test_publishing_takes_so_many_statements_for_any_number_of_findings() -> None:
    one, three = [make_whole_finding()], [make_whole_finding() for _ in range(3)]
    assert statements(*one) == statements(*three) == FIRST_FINDINGS
    Finding.objects.update(title="Changed")
    assert statements(*one) == statements(*three) == CHANGED_FINDINGS


def test_statements_grow_only_by_the_chunk() -> None:
    Source.objects.bulk_create(
        Source(key=f"s-{n}", slug=f"s-{n}", title="T", publisher="P", source_kind="news", language="en", consulted=True)
        for n in range(2_500)
    )
    sources = list(Source.objects.order_by("pk"))
    one = statements(*sources[:1])
    three_chunks = statements(*sources[1:], make_source())
    chunk = 7  # documents, keys merged into them, editions in force, addresses in use; editions, names, ended aliases
    assert (one, three_chunks) == (one, one + 2 * chunk)
    assert Edition.objects.count() == 2_501
