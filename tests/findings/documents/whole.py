"""Records with one of everything that can hang on them, in any number."""

from __future__ import annotations

from findings.models import Actor, Finding, Report, Resolution
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
