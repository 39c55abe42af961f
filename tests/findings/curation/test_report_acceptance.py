"""A report's curated file that was sent in at the desk: what is refused when it is accepted."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from findings.curation.loader import load
from findings.curation.proposals import ProposalError, accept, reject
from findings.models import Actor, Category, Finding, Report, ReportEvent, Source
from findings.vocabulary import SubjectKind
from tests.factories import make_finding
from tests.findings.models.ledger import make_edition, make_key_alias

from .report_uploads import WITH_SOURCES, accept_every, counts, proposal_of, replaced, upload
from .small import CuratedFiles, contents

pytestmark = pytest.mark.django_db


def why_not(kind: str, key: str) -> str:
    before = contents()
    with pytest.raises(ProposalError) as refused:
        accept(proposal_of(kind, key), editor="kim")
    assert contents() == before
    return str(refused.value)


def test_a_finding_waits_for_its_report(portal: CuratedFiles) -> None:
    upload()
    assert why_not("finding", "MSMT-2025-1-001") == "There is no report “msmt-2025-1”. Record it first."


def test_a_finding_waits_for_the_actors_that_it_names(portal: CuratedFiles) -> None:
    new = "actors:\n  - {slug: pine, kind: company, name: Pine}\n"
    upload(new + replaced("{actor: angara, role: carrier}", "{actor: pine, role: carrier}"))
    accept(proposal_of("report", "msmt-2025-1"), editor="kim")
    assert why_not("finding", "MSMT-2025-1-001") == "There is no actor “pine”. Record it first."


def test_a_quote_and_a_carrier_wait_for_what_says_that_the_source_was_read(portal: CuratedFiles) -> None:
    text = replaced(
        "        supports: the claim itself\n",
        "        supports: the claim itself\n        quote: Invented.\n        quote_language: en\n",
        replaced("period: {start: 2023-09}", "period: {start: 2023-09, carried_by: [msmt-2025-1]}", WITH_SOURCES),
    )
    assert counts(text) == (5, 1, 1)
    reject([proposal_of("source", "msmt-2025-1")], editor="kim")
    accept(proposal_of("report", "msmt-2025-1"), editor="kim")

    assert why_not("finding", "MSMT-2025-1-001") == (
        "citations[0].quote: “Invented.” quotes msmt-2025-1, which was not consulted; quote only what was read, or say "
        "“consulted: true” of the source if it was. period.carried_by[0]: “msmt-2025-1” carries a detail and was not "
        "consulted; name the account that was read, or say “consulted: true” of the source if it was."
    )
    Source.objects.update(consulted=True)
    assert accept_every() == []


def test_a_prefix_that_was_changed_since_is_told(portal: CuratedFiles) -> None:
    upload()
    accept(proposal_of("report", "msmt-2025-1"), editor="kim")
    Report.objects.update(reference_prefix="MSMT-1")
    assert why_not("finding", "MSMT-2025-1-001") == (
        "reference: “MSMT-2025-1-001” is not of this report; begin it with MSMT-1-."
    )


def test_a_reference_that_was_given_since_is_not_given_again(portal: CuratedFiles) -> None:
    upload()
    accept(proposal_of("report", "msmt-2025-1"), editor="kim")
    make_finding("MSMT-2025-1-001", report=Report.objects.get())
    make_edition(subject_kind=SubjectKind.FINDING, key="MSMT-2025-1-002")
    assert [why_not("finding", f"MSMT-2025-1-00{number}") for number in (1, 2)] == [
        "There is a record “MSMT-2025-1-001” already. Import the file again.",
        "“MSMT-2025-1-002” is taken: a key is given once and never again, and another record has or had it.",
    ]


def test_a_finding_that_was_changed_since_is_not_written_over(loaded: CuratedFiles) -> None:
    upload(replaced("low: 20000\n", "low: 21000\n"))
    Finding.objects.get(reference="MSMT-2025-1-001").quantity_set.filter(measure="ether").update(measure="boxes")
    assert why_not("finding", "MSMT-2025-1-001") == ("“MSMT-2025-1-001” has been changed since. Import the file again.")


def test_a_finding_that_leads_another_category_since_stays_in_it(loaded: CuratedFiles) -> None:
    Category.objects.update(leading_finding="")
    upload(replaced("slug: containers\n    category: arms-transfers", "slug: containers\n    category: labor"))
    Category.objects.filter(key="arms-transfers").update(leading_finding="MSMT-2025-1-001")
    assert why_not("finding", "MSMT-2025-1-001") == (
        "category: “labor” is not arms-transfers, which this finding leads; leave it in arms-transfers, or let another "
        "finding lead that first."
    )


def test_a_changed_actor_that_was_merged_since_was_changed_since(loaded: CuratedFiles) -> None:
    upload("actors:\n  - {slug: msmt, kind: monitoring_body, name: The team}\n")
    make_key_alias(subject_kind=SubjectKind.ACTOR, old="msmt")
    Finding.objects.all().delete()
    ReportEvent.objects.all().delete()
    Actor.objects.filter(key="msmt").delete()
    assert why_not("actor", "msmt") == "“msmt” has been changed since. Import the file again."


@pytest.mark.django_db(transaction=True)
def test_an_acceptance_waits_for_a_save_that_is_under_way_and_is_then_refused(curated: CuratedFiles) -> None:
    load(curated.directory)
    upload(replaced("title: It was not so", "title: It was not so at all"))
    proposal = proposal_of("finding", "MSMT-2025-1-002")
    told: list[str] = []

    def accept_it() -> None:
        try:
            accept(proposal, editor="lee")
        except ProposalError as refused:
            told.append(str(refused))
        finally:
            connection.close()

    with transaction.atomic():
        finding = Finding.objects.select_for_update().get(reference="MSMT-2025-1-002")
        second = threading.Thread(target=accept_it)
        second.start()
        second.join(0.5)
        finding.citation_set.update(supports="of Kim")
    second.join(10)

    assert told == ["“MSMT-2025-1-002” has been changed since. Import the file again."]
    assert list(finding.citation_set.values_list("supports", flat=True)) == ["of Kim"]
