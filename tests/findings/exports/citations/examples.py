"""Editions to be cited: made up, in the shape of real documents."""

from __future__ import annotations

import datetime as dt
from typing import Any

from findings import locators
from findings.exports.citations.cited import Cited
from findings.vocabulary import SubjectKind

type Document = dict[str, Any]

SITE = "http://127.0.0.1:8000"


def source(title: str, publisher: str = "United Nations", *, consulted: bool = True, published: str = "") -> Document:
    kind = "un_document" if publisher == "United Nations" else "news"
    return {
        "source_kind": kind,
        "url": "",
        "title": title,
        "publisher": publisher,
        "consulted": consulted,
        "published": published or None,
    }


def citation(source: Document, relation: str = "origin", at: str = "") -> Document:
    steps = [
        {
            "locator_kind": step.kind.value,
            "start": step.start,
            "end": step.end,
            "printed": step.printed,
            "joined": step.joined,
        }
        for step in locators.parse(at)
    ]
    return {"source": source, "relation": relation, "locators": steps}


PANEL = source("Report of the Panel of Experts established pursuant to resolution 1874 (2009) (S/2019/171)")
MSMT = source("Unlawful Military Cooperation (MSMT/2025/1)", "Multilateral Sanctions Monitoring Team", consulted=False)


def finding(
    title: str = "Ship-to-ship transfer of refined petroleum to the vessel “An San 1”",
    *citations: Document,
    asserted_by: str = "1718 Committee Panel of Experts",
    at_second_hand: bool = False,
    key: str = "S-2019-171-001",
    number: int = 2,
    published: dt.date = dt.date(2026, 4, 1),
) -> Cited:
    """Without citations, one at first hand of S/2019/171, para. 17."""
    return Cited(
        kind=SubjectKind.FINDING,
        key=key,
        number=number,
        title=title,
        published=published,
        address=f"{SITE}/findings/{key.lower()}/v/{number}/",
        document={
            "asserted_by": asserted_by,
            "at_second_hand": at_second_hand,
            "citations": list(citations) or [citation(PANEL, at="para. 17")],
        },
    )


def subject(kind: SubjectKind, key: str, title: str, plural: str, /, **document: Any) -> Cited:
    return Cited(kind, key, 1, title, dt.date(2026, 11, 26), f"{SITE}/{plural}/{key}/v/1/", document)


REPORT = subject(
    SubjectKind.REPORT,
    "msmt-2025-1",
    "MSMT/2025/1: Unlawful Military Cooperation",
    "reports",
    code="MSMT/2025/1",
    title="Unlawful Military Cooperation",
    issuer="Multilateral Sanctions Monitoring Team",
    report_kind="msmt_report",
    read_first_hand=False,
)
COMPILATION = subject(
    SubjectKind.REPORT,
    "context",
    "Context: government notices",
    "reports",
    code="",
    title="Context: government notices",
    issuer="The portal's editors",
    report_kind="compilation",
    read_first_hand=False,
)
ACTOR = subject(SubjectKind.ACTOR, "angara", "Angara", "actors")
SOURCE = subject(SubjectKind.SOURCE, "s-2019-171", PANEL["title"], "sources", **PANEL)
UNREAD_SOURCE = subject(SubjectKind.SOURCE, "msmt-2025-1", MSMT["title"], "sources", **MSMT)
RESOLUTION = subject(
    SubjectKind.RESOLUTION,
    "1718",
    "S/RES/1718 (2006): Non-proliferation/DPRK",
    "resolutions",
    symbol="S/RES/1718 (2006)",
)


def provision(key: str, paragraph: str, *, checked: bool = True) -> Cited:
    """A provision of resolution 2397, in its first edition."""
    return Cited(
        SubjectKind.RESOLUTION,
        key,
        1,
        f"S/RES/2397 (2017), {paragraph}: Refined petroleum".replace(", :", ":"),
        dt.date(2026, 11, 26),
        f"{SITE}/resolutions/2397/v/1/#provision-{key}",
        {"symbol": "S/RES/2397 (2017)"},
        {"key": key, "paragraph": paragraph.rpartition(" ")[2].replace("–", "-"), "paragraph_checked": checked},
    )


PROVISION = provision("2397-5", "para. 5")
CATEGORY = subject(SubjectKind.CATEGORY, "petroleum", "Petroleum", "categories")
EVERY_KIND = (finding(), REPORT, ACTOR, SOURCE, RESOLUTION, PROVISION, CATEGORY)
