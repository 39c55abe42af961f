"""Records with one of everything that can hang on them, and what is compiled of a record."""

from __future__ import annotations

from findings.documents import Compiled, compile_subjects
from findings.models import Actor, Finding, Report, Resolution, Subject
from tests.factories import (
    make_actor,
    make_category,
    make_designation,
    make_event,
    make_finding,
    make_place,
    make_provision,
    make_report,
    make_resolution,
    make_source,
)


def make_whole_finding() -> Finding:
    return make_finding(
        asserters=[make_actor()],
        involvements=[(make_actor(aliases=["Another"]), "supplier")],
        quantities=[{"low": 5}],
        places=[make_place()],
        provisions=[make_provision()],
        citations=[(make_source(), "origin", "p. 11, note 6; p. 38")],
    )


def make_whole_report() -> Report:
    report = make_report(source=make_source())
    make_event(report=report, category=make_category(), involvements=[(make_actor(), "other")], places=[make_place()])
    make_event(report=report, provisions=[make_provision()])
    return report


def make_whole_actor() -> Actor:
    actor = make_actor(aliases=["Another"], sources=[make_source()])
    make_designation(actor)
    return actor


def make_whole_resolution() -> Resolution:
    return make_provision(resolution=make_resolution()).resolution


def make_particular_finding() -> Finding:
    """A finding with one or two of everything that can hang on it."""
    report = make_report(source=make_source())
    return make_finding(
        report=report,
        title="Over 20,000 containers of munitions",
        period_start="2023-09-01",
        period_end=None,
        support="strong",
        editors_note="The end of the counting period is not known.",
        recheck=True,
        asserters=[make_actor(name="MSMT", actor_kind="monitoring_body", country="")],
        involvements=[
            (
                make_actor(aliases=["Korea Trading", "KTC"], identifiers=[("ofac", "4711"), ("imo", "9074729")]),
                "supplier",
            ),
            (make_actor(country="RU"), "recipient"),
        ],
        quantities=[
            {"low": "20000", "qualifier": "more_than"},
            {"measure": "crude oil", "low": "0.50", "high": "17413.96", "qualifier": "about", "unit": "barrels"},
        ],
        places=[
            make_place("rajin", latitude="42.2", longitude="-130.30000"),
            make_place(latitude=None, longitude=None, precision=""),
        ],
        provisions=[make_provision("1718-8-a", resolution=make_resolution("1718"), paragraph_note="As amended.")],
        citations=[
            (make_source(authors=["A. Author", "B. Author"], consulted=False), "origin"),
            (make_source(), "relays", "p. 11, note 6; paras. 8-10 and 12; the third picture"),
        ],
    )


def compiled(record: Subject) -> Compiled:
    kind, key = record.subject
    [found] = compile_subjects(kind, [key])
    return found
