"""Thirty findings that differ in everything a question can ask for, published over six days in six versions.

1 March 2026, version 1: all thirty. 2 March: MSMT-2025-1-002 and MSMT-2025-2-002 are corrected, the latter moves to
another category. 3 March: MSMT-2025-1-003 is updated, MSMT-2025-1-002 too. 4 March: MSMT-2025-1-004 is withdrawn.
5 March: the text of MSMT-2025-1-005 is redacted. 6 March: MSMT-2025-2-004 is corrected.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from findings import publishing
from findings.caching import version_poll
from findings.models import Finding
from findings.vocabulary import EditionKind, SubjectKind
from tests import factories as make
from tests.findings.publish import publish_everything

#: Texts that a form might not survive.
HOSTILE = (
    '=HYPERLINK("http://example.org";"click")',
    "+1 555, a cell that a spreadsheet would run",
    "-2 vessels; “quotes”, 'quotes' and \"quotes\"",
    "@SUM(A1:A9)\nand a line of its own\r\nand another",
    "\tan indented claim, \u202bעברית ועربي\u202c, \U0001f6a2 and 한국어",
    "a vertical tab \x0b and a form feed \x0c, </script><b> & ]]>",
    "＝1+1 in full width, _x0041_ and a\u2028line separator",
)
_WORDS = ("tanker", "coal", "tanker coal", "worker", "ledger")
_PERIODS = (
    ("2023-09", None),
    ("2024", "2024"),
    (None, "2022-09-07"),
    (None, None),
    ("2024-03-26", "2024-03"),
    ("2019-01", "2021"),
    ("2024-12-31", "2025-01-01"),
)
_QUANTITIES = (
    {"measure": "containers of munitions", "low": 20000, "qualifier": "more_than", "unit": "containers"},
    {"measure": "refined petroleum", "low": None, "high": "1000000.5", "qualifier": "up_to", "unit": "barrels"},
    {"measure": "cash", "low": "17413.96", "high": "17413.96", "qualifier": "exact", "unit": "USD"},
)


def at_noon(monkeypatch: pytest.MonkeyPatch, day: dt.date) -> None:
    """Let it be noon of that day, UTC."""
    noon = dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)
    monkeypatch.setattr(timezone, "now", lambda: noon)


@contextmanager
def thirty_published(blocker: DjangoDbBlocker) -> Iterator[None]:
    """The thirty, for all tests of a module: each works in a savepoint of its own behind them."""
    with blocker.unblock(), pytest.MonkeyPatch.context() as monkeypatch, transaction.atomic():
        publish_thirty(monkeypatch)
        yield
        transaction.set_rollback(True)


def publish_thirty(monkeypatch: pytest.MonkeyPatch) -> None:
    at_noon(monkeypatch, dt.date(2026, 3, 1))
    make_thirty()
    publish_everything()

    at_noon(monkeypatch, dt.date(2026, 3, 2))
    first, second = find("MSMT-2025-1-002"), find("MSMT-2025-2-002")
    first.title, second.category = "Put right", find("MSMT-2025-2-001").category
    first.save()
    second.save()
    publish_everything(EditionKind.CORRECTION, "The title was wrong.")

    at_noon(monkeypatch, dt.date(2026, 3, 3))
    for updated in (find("MSMT-2025-1-003"), find("MSMT-2025-1-002")):
        updated.editors_note = "Seen again elsewhere."
        updated.save()
    publish_everything(EditionKind.UPDATE, "A note.")

    at_noon(monkeypatch, dt.date(2026, 3, 4))
    publishing.withdraw(SubjectKind.FINDING, "MSMT-2025-1-004", editor="Kim", note="It was none.")
    at_noon(monkeypatch, dt.date(2026, 3, 5))
    publishing.redact(SubjectKind.FINDING, "MSMT-2025-1-005", [1], editor="Kim", reason="A court.")

    at_noon(monkeypatch, dt.date(2026, 3, 6))
    corrected = find("MSMT-2025-2-004")
    corrected.support = "single" if corrected.support == "strong" else "strong"
    corrected.save()
    publishing.correct([corrected.subject], editor="Kim", note="One account only.")

    at_noon(monkeypatch, dt.date(2026, 3, 7))
    version_poll.forget()


def find(reference: str) -> Finding:
    return Finding.objects.get(reference=reference)


def make_thirty() -> None:
    categories = [make.make_category(f"category-{n}") for n in (1, 2, 3)]
    sources = [make.make_source(f"source-{n}", consulted=n > 1) for n in (1, 2, 3)]
    reports = [
        make.make_report(f"report-{n}", source=sources[n - 1], reference_prefix=f"MSMT-2025-{n}") for n in (1, 2)
    ]
    actors = [
        make.make_actor("actor-1", country="KP", actor_kind="vessel", name="=Angara; the vessel"),
        make.make_actor("actor-2", country="RU", actor_kind="company"),
        make.make_actor("actor-3", country="", actor_kind="person"),
    ]
    provisions = [
        make.make_provision("2397-5", resolution=make.make_resolution("2397")),
        make.make_provision("2371-3", resolution=make.make_resolution("2371"), paragraph_checked=False),
        make.make_provision("1718-8", resolution=make.make_resolution("1718"), paragraph="", paragraph_checked=False),
    ]
    places = [
        make.make_place("nampo", country="KP", latitude="38.73000", longitude="125.40000"),
        make.make_place("vostochny", country="RU", latitude="42.74000", longitude="133.08000", precision="region"),
        make.make_place("at-sea", country="CN", latitude=None, longitude=None, precision=""),
    ]
    for n in range(30):
        start, end = _PERIODS[n % 7]
        make.make_finding(
            report=reports[n % 2],
            category=categories[n % 3],
            title=HOSTILE[n] if n < len(HOSTILE) else f"Finding {n}",
            summary=f"What is claimed of {_WORDS[n % 5]} number {n}.",
            editors_note=HOSTILE[n - 10] if 10 <= n < 10 + len(HOSTILE) else "",
            support="single" if n % 4 == 0 else "strong",
            period_start=start,
            period_end=end,
            asserters=[actors[2]] if n % 5 == 0 else [],
            involvements=[
                *((actors[i], role) for i, role in enumerate(["carrier", "supplier", "host"]) if n & (1 << i)),
                *([(actors[0], "broker")] if n % 6 == 1 else []),
            ],
            quantities=_QUANTITIES[: n % 4],
            places=[place for i, place in enumerate(places) if n % (i + 2) == 1],
            provisions=[provision for i, provision in enumerate(provisions) if n % (i + 3) == 0],
            citations=[
                (sources[n % 3], "origin", f"p. {n % 2 + 1}, note 6; p. 38"),
                *([(sources[(n + 1) % 3], "disputes")] if n % 8 == 7 else []),
            ],
            recheck=n % 9 == 0,
        )
