"""A small portal: each kind of subject at least twice, and everything that can hang on a finding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from findings import publishing
from findings.caching import version_poll
from findings.models import Actor, Category, Edition, Finding, Report, Resolution, Source
from findings.vocabulary import SubjectKind
from tests import factories as make

KINDS: list[Any] = [Category, Source, Resolution, Actor, Report, Finding]
#: An address of each kind: (plural, slug).
SUBJECTS = [
    ("findings", "msmt-2025-1-001"),
    ("reports", "msmt-2025-1"),
    ("actors", "kum-un-san-3"),
    ("sources", "s-2019-171"),
    ("resolutions", "2397"),
    ("categories", "petroleum"),
]


@dataclass(frozen=True)
class Published:
    """The records whose editions are public."""

    finding: Finding
    other: Finding
    vessel: Actor
    report: Report


def publish_everything(note: str = "First publication.") -> None:
    subjects = [record.subject for model in KINDS for record in model.objects.order_by("pk")]
    publishing.publish(subjects, editor="Kim", note=note)
    version_poll.forget()


def publish_first() -> None:
    petroleum = make.make_category("petroleum", name="Petroleum", leading_finding="MSMT-2025-1-001")
    shipping = make.make_category("shipping", name="Shipping")
    text = make.make_source("s-2019-171", title="Report of the Panel of Experts", authors=["Panel of Experts"])
    news = make.make_source("news-1", source_kind="news", published=None, url="", consulted=False)
    asserter = make.make_actor("msmt", name="MSMT", actor_kind="monitoring_body", country="")
    vessel = make.make_vessel(
        "kum-un-san-3",
        name="Kum Un San 3",
        aliases=["Chon Ma San"],
        identifiers=[("imo", "8705539")],
        sources=[text],
        description="A tanker.",
    )
    make.make_designation(vessel, source=text, list_reference="KPe.042")
    port = make.make_actor("nampo", name="Nampo", actor_kind="port")
    resolution = make.make_resolution("2397", symbol="S/RES/2397 (2017)", title="")
    provision = make.make_provision("2397-5", resolution=resolution, paragraph="5", topic="refined_petroleum")
    make.make_provision("2397-x", resolution=resolution, paragraph="", paragraph_checked=False)
    make.make_resolution("1718", symbol="S/RES/1718 (2006)")
    report = make.make_report("msmt-2025-1", code="MSMT/2025/1", reference_prefix="MSMT-2025-1", source=text)
    panel = make.make_report(
        "s-2019-171-report", code="S/2019/171", reference_prefix="S-2019-171", report_kind="panel_of_experts_report"
    )
    make.make_event(
        "came-out",
        report=report,
        asserters=[asserter],
        places=[make.make_place("seoul", name="Seoul", country="KR", latitude=None, longitude=None, precision="")],
        citations=[(news, "relays")],
    )
    make.make_finding(
        report=report,
        category=petroleum,
        title="A tanker took refined petroleum at sea",
        summary="A tanker took refined petroleum from another ship, beyond the cap.",
        asserters=[asserter],
        involvements=[(vessel, "carrier"), (port, "location")],
        quantities=[{"measure": "refined petroleum", "low": "1500.5", "qualifier": "at_least", "unit": "barrels"}],
        places=[make.make_place("nampo", name="Nampo")],
        provisions=[provision],
        citations=[(text, "origin", "para. 21; p. 11, note 6"), (news, "disputes")],
        editors_note="Read it.",
    )
    make.make_finding(
        report=report,
        category=petroleum,
        title="Another tanker",
        period_start="2022",
        period_end=None,
        citations=[(news, "origin")],
    )
    make.make_finding(
        report=panel,
        category=shipping,
        title="A ship changed its name",
        period_start=None,
        period_end=None,
        involvements=[(vessel, "other")],
        citations=[(text, "origin", "table 2")],
    )
    publish_everything()


def records() -> Published:
    """The records that tests change, as the database has them."""
    return Published(
        Finding.objects.get(reference="MSMT-2025-1-001"),
        Finding.objects.get(reference="MSMT-2025-1-002"),
        Actor.objects.get(key="kum-un-san-3"),
        Report.objects.get(key="msmt-2025-1"),
    )


def edition(kind: SubjectKind, key: str, number: int = 1) -> Edition:
    return Edition.objects.get(subject_kind=kind, key=key, number=number)


def stamp(row: Edition, plural: str, *, superseded_in: int | None = None, slug: str = "") -> dict[str, Any]:
    """What the API says of an edition, from its row."""
    home = f"http://127.0.0.1:8000/{plural}/{slug or row.slug}/"
    return {
        "number": row.number,
        "kind": row.edition_kind,
        "note": row.note,
        "published_at": row.published_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "dataset_version": row.published_in_id,
        "superseded_in": superseded_in,
        "digest": row.digest,
        "permalink": home,
        "edition_permalink": f"{home}v/{row.number}/",
    }
