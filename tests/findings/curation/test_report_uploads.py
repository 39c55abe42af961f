"""A report's curated file sent in at the desk: what it proposes, what is refused, and what accepting writes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from findings.curation.loader import load
from findings.curation.proposals import accept
from findings.curation.table_proposals import propose_upload
from findings.models import CuratedForm, Edition, Finding, Proposal, Report, ReportEvent
from findings.vocabulary import SubjectKind
from tests.factories import make_finding, make_merge, make_report
from tests.findings.models.ledger import make_edition, make_key_alias
from tests.findings.publish import publish_everything

from .report_uploads import TEXT, accept_every, counts, proposal_of, refusals, replaced, upload
from .small import FIXTURES, REPORT, SMALL, CuratedFiles, contents

pytestmark = pytest.mark.django_db


# What it proposes, and what accepting writes


def test_a_report_is_proposed_accepted_and_published(portal: CuratedFiles) -> None:
    text = replaced(
        "    asserted_by: Somebody\n",
        "    asserted_by: Somebody\n    citations:\n      - {source: reuters, relation: relays, supports: all of it}\n",
    )
    before = contents()

    assert counts(text) == (5, 0, 0)

    assert contents() == before
    assert list(Proposal.objects.values_list("action", "record_kind", "record_key", "entry", "label")) == [
        ("create", "report", "msmt-2025-1", "line 1", "Unlawful Military Cooperation"),
        ("create", "event", "msmt-2025-1/published", "line 16", "The report came out"),
        ("create", "event", "msmt-2025-1/denied", "line 33", "It was denied"),
        ("create", "finding", "MSMT-2025-1-001", "line 43", "Containers: more than 20,000"),
        ("create", "finding", "MSMT-2025-1-002", "line 85", "It was not so"),
    ]
    assert accept_every() == []
    assert counts(text) == (0, 0, 5)
    publish_everything()
    editions = Edition.objects.filter(subject_kind__in=["report", "finding"]).order_by("subject_kind", "key")
    assert list(editions.values_list("key", "number")) == [
        ("MSMT-2025-1-001", 1),
        ("MSMT-2025-1-002", 1),
        ("msmt-2025-1", 1),
    ]


def test_what_was_accepted_is_what_the_loader_would_have_written(portal: CuratedFiles) -> None:
    upload()
    accept_every()
    portal.write(REPORT, TEXT)
    told = load(portal.directory)
    assert (told.created, told.updated, told.kept) == ([], [], [])


def test_a_report_comes_with_its_sources_and_actors_in_one_file() -> None:
    load_nothing_but = "\n".join(SMALL[name] for name in ("sources.yaml", "actors.yaml"))
    text = f"""{load_nothing_but}
report:
  slug: msmt-2025-1
  reference_prefix: MSMT-2025-1
  kind: msmt_report
  title: Unlawful Military Cooperation
  issuer: Multilateral Sanctions Monitoring Team
  source: msmt-2025-1
  read_first_hand: false
events:
  - slug: published
    type: publication
    title: The report came out
    summary: The team published its first report.
    asserted_by: MSMT
    asserters: [msmt]
    citations:
      - {{source: reuters, relation: relays, supports: the day}}
    support: single
"""
    assert counts(text) == (7, 0, 0)
    assert list(Proposal.objects.values_list("record_kind", flat=True)) == [
        *["source"] * 2,
        *["actor"] * 3,
        "report",
        "event",
    ]
    assert accept_every() == []
    assert counts(text) == (0, 0, 7)


def test_a_changed_figure_is_the_one_difference(loaded: CuratedFiles) -> None:
    assert counts(replaced("low: 20000\n", "low: 21000\n")) == (0, 1, 4)
    assert list(Proposal.objects.values_list("record_key", "evidence")) == [
        (
            "MSMT-2025-1-001",
            {
                "changes": [
                    {
                        "field": "quantities",
                        "before": [
                            "containers: more than 20,000 containers (carried by reuters)",
                            "ether: about 17,413.96 to 20,000.5 ETH",
                        ],
                        "after": [
                            "containers: more than 21,000 containers (carried by reuters)",
                            "ether: about 17,413.96 to 20,000.5 ETH",
                        ],
                    }
                ]
            },
        )
    ]


def test_events_keep_their_places_where_the_file_leaves_some_out(loaded: CuratedFiles) -> None:
    events, denied = TEXT.index("  - slug: published"), TEXT.index("  - slug: denied")
    last = TEXT[denied : TEXT.index("findings:")]
    new = last.replace("slug: denied", "slug: answered")
    report = TEXT[:events]

    assert counts(report + new.rstrip() + "\n" + last) == (1, 0, 2)

    assert accept_every() == []
    assert list(ReportEvent.objects.order_by("position").values_list("slug", "position")) == [
        ("published", 0),
        ("denied", 1),
        ("answered", 2),
    ]


def test_an_accepted_change_is_an_editors_and_a_load_keeps_it(loaded: CuratedFiles) -> None:
    upload(replaced("low: 20000\n", "low: 21000\n"))
    forms = list(CuratedForm.objects.values_list())

    assert accept_every() == []

    assert list(CuratedForm.objects.values_list()) == forms
    told = load(loaded.directory)
    assert (told.updated, told.kept) == ([], [("finding", "MSMT-2025-1-001")])
    assert Finding.objects.get(reference="MSMT-2025-1-001").quantity_set.earliest("position").low == 21000


def test_a_file_that_says_what_stands_overtakes_what_was_proposed_before(loaded: CuratedFiles) -> None:
    upload(replaced("low: 20000\n", "low: 21000\n"))
    assert counts(TEXT) == (0, 0, 5)
    assert list(Proposal.objects.values_list("record_key", "state")) == [("MSMT-2025-1-001", "overtaken")]


def test_the_committed_reports_propose_nothing_where_they_were_loaded() -> None:
    files = load(FIXTURES).files
    paths = sorted((FIXTURES / "reports").iterdir())
    told = {}
    for path in paths:
        report = propose_upload(path.read_bytes(), file_name=path.name, kind="curated", editor="kim")
        told[path.name] = (report.run, report.created, report.changed)
        files["unchanged"] = files.get("unchanged", 0) + report.unchanged
    assert told == {path.name: (None, 0, 0) for path in paths}
    assert files["unchanged"] == files["report"] + files["event"] + files["finding"]
    assert Proposal.objects.count() == 0


# What is refused

WRONG: dict[str, tuple[str, str, list[str]]] = {
    "a prefix": (
        "reference: MSMT-2025-1-002",
        "reference: MSMT-2025-2-002",
        [
            (
                "83: finding MSMT-2025-2-002: reference: “MSMT-2025-2-002” is not of this report; begin it with "
                "MSMT-2025-1-"
            )
        ],
    ),
    "a reference twice": (
        "reference: MSMT-2025-1-002",
        "reference: MSMT-2025-1-001",
        [
            (
                "83: finding MSMT-2025-1-001: reference: “MSMT-2025-1-001” is taken by finding MSMT-2025-1-001 "
                "(line 41); one reference belongs to one record"
            )
        ],
    ),
    "an actor": (
        "{actor: dprk, role",
        "{actor: dprkk, role",
        [("52: finding MSMT-2025-1-001: involvements[0].actor: “dprkk” is an unknown actor; did you mean “dprk”?")],
    ),
    "a place": (
        "{place: RU/vladivostok,",
        "{place: RU/vladivostock,",
        [
            (
                "67: finding MSMT-2025-1-001: places[0].place: “RU/vladivostock” is an unknown place; did you "
                "mean “RU/vladivostok”?"
            )
        ],
    ),
    "a provision": (
        "provisions: [1718-x,",
        "provisions: [1718-y,",
        [("69: finding MSMT-2025-1-001: provisions[0]: “1718-y” is an unknown provision; did you mean “1718-x”?")],
    ),
    "a category": (
        "    category: labor\n",
        "    category: labour\n",
        [
            "18: event published: category: “labour” is an unknown category; did you mean “labor”?",
        ],
    ),
    "the source of a citation": (
        "      - source: reuters\n        relation: disputes",
        "      - source: routers\n        relation: disputes",
        [("91: finding MSMT-2025-1-002: citations[0].source: “routers” is an unknown source; did you mean “reuters”?")],
    ),
    "a quote of what was not read": (
        "        supports: the claim itself\n",
        "        supports: the claim itself\n        quote: Invented.\n        quote_language: en\n",
        [
            (
                "75: finding MSMT-2025-1-001: citations[0].quote: “Invented.” quotes msmt-2025-1, which was not "
                "consulted; quote only what was read, or say “consulted: true” of the source if it was"
            )
        ],
    ),
    "a carrier that was not read": (
        "{actor: angara, role: carrier}",
        "{actor: angara, role: carrier, carried_by: [msmt-2025-1]}",
        [
            (
                "53: finding MSMT-2025-1-001: involvements[1].carried_by[0]: “msmt-2025-1” carries a detail and "
                "was not consulted; name the account that was read, or say “consulted: true” of the source if it was"
            )
        ],
    ),
    "a carrier that is not cited": (
        "low: 17413.96\n",
        "low: 17413.96\n        carried_by: [routers]\n",
        [
            (
                "64: finding MSMT-2025-1-001: quantities[1].carried_by[0]: “routers” carries a detail and is not "
                "cited for the claim; did you mean “reuters”?"
            )
        ],
    ),
    "a carrier that disputes": (
        "period: {start: 2024-03-26, end: 2024-03}",
        "period: {start: 2024-03-26, end: 2024-03, carried_by: [reuters]}",
        [
            (
                "88: finding MSMT-2025-1-002: period.carried_by[0]: “reuters” carries a detail and is not cited "
                "for the claim; name a source that the claim cites, and that does not dispute it"
            )
        ],
    ),
    "two at once": (
        "    support: single\n\nfindings:",
        "    support: weak\n    wrong: field\n\nfindings:",
        [
            "38: event denied: support: “weak” is not a word of this field; write one of: strong, single",
            (
                "39: event denied: “wrong” is an unknown field; the fields here are slug, position, type, "
                "category, title, summary, period, asserted_by, asserters, involvements, quantities, places, "
                "provisions, citations, support, editors_note, recheck"
            ),
        ],
    ),
    "a section": (
        "\nevents:",
        "\nevent:",
        ["15: “event” cannot be imported here; did you mean “events”?"],
    ),
    "nothing in a field": (
        "title: Unlawful Military Cooperation",
        "title:",
        ["6: report msmt-2025-1: title: is empty; write it, or leave the field out where it may be left out"],
    ),
}


@pytest.mark.parametrize(("old", "new", "sentences"), WRONG.values(), ids=WRONG)
def test_what_the_loader_would_refuse_is_refused(
    portal: CuratedFiles, old: str, new: str, sentences: list[str]
) -> None:
    assert refusals(replaced(old, new)) == sentences


def test_claims_without_their_report_are_refused(portal: CuratedFiles) -> None:
    text = TEXT[TEXT.index("findings:") :]
    missing = "1: report: is missing; a file of a report begins with it"
    assert (refusals(text), refusals(f"report:\n{text}")) == ([missing], [missing])


def test_of_a_report_that_is_wrong_only_that_is_told(loaded: CuratedFiles) -> None:
    claims = TEXT[TEXT.index("findings:") :]
    missing = "1: report: is missing; a file of a report begins with it"
    wrong = "5: report msmt-2025-1: kind: “msmt_repport” is not a word of this field; did you mean “msmt_report”?"
    assert refusals(claims) == [missing]
    assert refusals(replaced("kind: msmt_report", "kind: msmt_repport")) == [wrong]


def test_a_key_that_is_no_text_is_refused_of_a_known_record_too(loaded: CuratedFiles) -> None:
    assert refusals(replaced("  slug: msmt-2025-1\n", "  slug: msmt-2025-1\n  key: [other]\n")) == [
        "3: report msmt-2025-1: key: is a list; write a text"
    ]


def test_of_an_actor_that_was_merged_the_survivor_is_told(loaded: CuratedFiles) -> None:
    make_merge(subject_kind=SubjectKind.ACTOR, merged_key="pine", survivor="angara")
    assert refusals(replaced("{actor: angara, role: carrier}", "{actor: pine, role: carrier}")) == [
        (
            "53: finding MSMT-2025-1-001: involvements[1].actor: “pine” is an unknown actor; it was merged into "
            "another record; write the key of that, angara"
        )
    ]


HELD: dict[str, tuple[Callable[[], object], list[str]]] = {
    "its prefix and code": (
        lambda: make_report("other", code="MSMT/2025/1", reference_prefix="MSMT-2025-1"),
        [
            "3: report msmt-2025-1: code: “MSMT/2025/1” is the code of other; one code is that of one report",
            ("4: report msmt-2025-1: reference_prefix: “MSMT-2025-1” is the prefix of other; choose another one"),
        ],
    ),
    "a short name": (
        lambda: make_finding("MSMT-2025-1-007", report=make_report("msmt-2025-1"), slug="denial"),
        [("84: finding MSMT-2025-1-002: slug: “denial” is the short name of MSMT-2025-1-007; choose another one")],
    ),
    "a reference": (
        lambda: make_finding("MSMT-2025-1-002", report=make_report("old", code="OLD", reference_prefix="OLD")),
        [
            (
                "83: finding MSMT-2025-1-002: reference: “MSMT-2025-1-002” is a finding of old; a finding stays "
                "with its report"
            )
        ],
    ),
    "a reference of which editions alone are left": (
        lambda: make_edition(subject_kind=SubjectKind.FINDING, key="MSMT-2025-1-002"),
        [
            (
                "83: finding MSMT-2025-1-002: reference: “MSMT-2025-1-002” was given to another record before; "
                "no reference is given again: choose another"
            )
        ],
    ),
    "a reference that leads to another": (
        lambda: make_key_alias(subject_kind=SubjectKind.FINDING, old="MSMT-2025-1-002"),
        [
            (
                "83: finding MSMT-2025-1-002: reference: “MSMT-2025-1-002” was given to another record before; "
                "no reference is given again: choose another"
            )
        ],
    ),
}


@pytest.mark.parametrize(("make", "sentences"), HELD.values(), ids=HELD)
def test_what_another_record_has_or_had_is_refused(
    portal: CuratedFiles, make: Callable[[], object], sentences: list[str]
) -> None:
    make()
    assert refusals(TEXT) == sentences


def test_a_slug_that_another_report_has_is_refused(loaded: CuratedFiles) -> None:
    text = TEXT[: TEXT.index("events:")].replace(
        "  code: MSMT/2025/1\n  reference_prefix: MSMT-2025-1\n", "  key: other\n"
    )
    assert refusals(text.replace("  kind:", "  reference_prefix: OTHER\n  kind:")) == [
        "2: report other: slug: “msmt-2025-1” is the slug of msmt-2025-1; choose another one"
    ]


def test_the_prefix_of_a_report_that_has_findings_stays(loaded: CuratedFiles) -> None:
    text = TEXT[: TEXT.index("events:")].replace("reference_prefix: MSMT-2025-1", "reference_prefix: MSMT-1")
    assert refusals(text) == [
        (
            "4: report msmt-2025-1: reference_prefix: “MSMT-1” is not the one that MSMT-2025-1-001 begins with; "
            "leave it MSMT-2025-1"
        )
    ]


def test_a_finding_that_leads_a_category_stays_in_it(loaded: CuratedFiles) -> None:
    text = replaced("slug: containers\n    category: arms-transfers", "slug: containers\n    category: labor")
    assert refusals(text) == [
        (
            "43: finding MSMT-2025-1-001: category: “labor” is not arms-transfers, which this finding leads; leave it "
            "in arms-transfers, or let another finding lead that first"
        )
    ]


# How much it asks of the database


def test_an_upload_takes_so_many_statements_whatever_it_holds(portal: CuratedFiles) -> None:
    upload()
    accept(proposal_of("report", "msmt-2025-1"), editor="kim")
    accept(proposal_of("finding", "MSMT-2025-1-001"), editor="kim")
    more = TEXT[TEXT.index("  - reference: MSMT-2025-1-002") :]

    def statements(new: int) -> int:
        """Of an upload of the report with a finding that is there, and so many that are new."""
        rest = [more.replace("-002", f"-1{each:02}").replace("denial", f"denial-{each}") for each in range(new)]
        with CaptureQueriesContext(connection) as queries:
            assert upload(TEXT[: TEXT.index(more)] + "\n".join(rest)).created == 2 + new
        return len(queries)

    assert (statements(1), statements(3)) == (33, 33)


def test_accepting_takes_so_many_statements_whatever_stands_there(loaded: CuratedFiles) -> None:
    def statements(title: str) -> int:
        upload(replaced("title: It was not so", f"title: {title}"))
        proposal = proposal_of("finding", "MSMT-2025-1-002")
        with CaptureQueriesContext(connection) as queries:
            accept(proposal, editor="kim")
        return len(queries)

    one = statements("It was not so at all")
    for number in range(3):
        make_finding(f"MSMT-2025-1-10{number}", report=Report.objects.get())
    assert (one, statements("It was not like this")) == (35, 35)
