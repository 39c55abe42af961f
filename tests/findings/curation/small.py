"""A small set of curated files, as the dumper writes them but for the heads, and what a load makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db.models import Model

from findings.curation.files import REPORTS
from findings.curation.loader import LoadReport
from findings.curation.stored import RECORDS
from findings.models import CuratedForm
from findings.vocabulary import SubjectKind

#: The files of the repository itself.
FIXTURES = settings.BASE_DIR / "fixtures"

SMALL = {
    "categories.yaml": """
categories:
  - slug: arms-transfers
    position: 1
    name: Arms transfers
    definition: Arms sent.
    leading_finding: MSMT-2025-1-001

  - slug: labor
    position: 2
    name: Labor
    definition: Work abroad.
""",
    "sources.yaml": """
sources:
  - slug: msmt-2025-1
    kind: msmt_report
    title: The first report
    publisher: MSMT
    authors:
      - A. Author
      - B. Author
    published: 2025-05-29
    language: en
    consulted: false
    url: https://example.org/report.pdf

  - slug: reuters
    kind: news
    title: Containers went to Russia
    publisher: Reuters
    published: 2025
    language: en
    consulted: true
    url: https://example.org/reuters
    archived_url: https://example.org/archive
""",
    "geography.yaml": """
places:
  - country: RU
    slug: russia
    name: Russia

  - country: RU
    slug: vladivostok
    name: Vladivostok
    latitude: 43.12
    longitude: 131.89
    precision: locality
""",
    "actors.yaml": """
actors:
  - slug: angara
    kind: vessel
    name: Angara
    aliases:
      - Ангара
      - MV Angara
    country: RU
    identifiers:
      - {scheme: imo, value: '9179842'}
      - {scheme: ofac, value: '42501'}
    description: A cargo ship.
    designations:
      - authority: us_ofac
        list_reference: '42501'
        designated: 2022-05
        measure: asset_freeze
        source: reuters
    sources: [reuters]

  - slug: dprk
    kind: state
    name: DPRK
    country: KP
    sources: [msmt-2025-1, reuters]

  - slug: msmt
    kind: monitoring_body
    name: MSMT
""",
    "resolutions.yaml": """
resolutions:
  - number: '1718'
    symbol: S/RES/1718 (2006)
    adopted: 2006-10-14
    vote: 15-0-0
    url: https://example.org/1718
    provisions:
      - key: 1718-8-a-b
        paragraph: 8(a)-(b)
        paragraph_checked: true
        topic: arms_embargo
        obligation: States keep arms from the DPRK.
      - key: 1718-x
        paragraph_checked: false
        paragraph_note: The number is not known.
        topic: other
        obligation: States do something else.
        source_url: https://example.org/text
""",
    f"{REPORTS}/msmt-2025-1.yaml": """
report:
  slug: msmt-2025-1
  code: MSMT/2025/1
  reference_prefix: MSMT-2025-1
  kind: msmt_report
  title: Unlawful Military Cooperation
  issuer: Multilateral Sanctions Monitoring Team
  published: 2025-05-29
  period_covered: 2024-01 to 2025-04
  url: https://example.org/report.pdf
  source: msmt-2025-1
  read_first_hand: false
  note: Cited at second hand.

events:
  - slug: published
    type: publication
    category: labor
    title: The report came out
    summary: The team published its first report.
    period: {start: 2025-05-29, end: 2025-05-29, carried_by: [reuters]}
    asserted_by: MSMT
    asserters: [msmt]
    places:
      - {place: RU/russia}
    citations:
      - source: reuters
        relation: relays
        locator: p. 1
        supports: the day
    support: single

  - slug: denied
    type: reaction
    title: It was denied
    summary: Somebody denied it.
    asserted_by: Somebody
    support: single

findings:
  - reference: MSMT-2025-1-001
    slug: containers
    category: arms-transfers
    title: 'Containers: more than 20,000'
    summary: >-
      More than 20,000 containers went from the DPRK to Russia between September 2023 and the end of the period that
      the report covers.
    period: {start: 2023-09}
    asserted_by: MSMT
    asserters: [msmt]
    involvements:
      - {actor: dprk, role: supplier, carried_by: [reuters]}
      - {actor: angara, role: carrier}
      - {actor: angara, role: other}
    quantities:
      - measure: containers
        qualifier: more_than
        low: 20000
        unit: containers
        carried_by: [reuters]
      - measure: ether
        qualifier: about
        low: 17413.96
        high: 20000.5
        unit: ETH
    places:
      - {place: RU/vladivostok, carried_by: [reuters]}
      - {place: RU/russia}
    provisions: [1718-x, 1718-8-a-b]
    citations:
      - source: msmt-2025-1
        relation: origin
        locator: p. 11, note 6; Tables 2 and 3
        supports: the claim itself
      - source: reuters
        relation: relays
        locator: the third picture
        supports: the figure
    support: strong
    editors_note: The end is not known.
    recheck: true

  - reference: MSMT-2025-1-002
    slug: denial
    category: arms-transfers
    title: It was not so
    summary: It is said not to be so.
    period: {start: 2024-03-26, end: 2024-03}
    asserted_by: Others
    citations:
      - source: reuters
        relation: disputes
        supports: all of it
        quote: 'An invented passage: nobody said so […].'
        quote_language: en
    support: single
""",
}


@dataclass
class CuratedFiles:
    """A directory of curated files, and the means to break them."""

    directory: Path

    def write(self, name: str, content: str | bytes) -> None:
        path = self.directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    def replace(self, name: str, old: str, new: str) -> None:
        """Write `new` in place of `old`, which stands there once."""
        text = (self.directory / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def texts(self) -> dict[str, str]:
        return texts(self.directory)


def texts(directory: Path) -> dict[str, str]:
    """Path in the directory → text, of every file in it."""
    return {
        path.relative_to(directory).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(directory.rglob("*"))
        if path.is_file()
    }


REPORT = "reports/msmt-2025-1.yaml"
ALL = [
    ("category", "arms-transfers"),
    ("category", "labor"),
    ("source", "msmt-2025-1"),
    ("source", "reuters"),
    ("place", "RU/russia"),
    ("place", "RU/vladivostok"),
    ("actor", "angara"),
    ("actor", "dprk"),
    ("actor", "msmt"),
    ("resolution", "1718"),
    ("report", "msmt-2025-1"),
    ("event", "msmt-2025-1/published"),
    ("event", "msmt-2025-1/denied"),
    ("finding", "MSMT-2025-1-001"),
    ("finding", "MSMT-2025-1-002"),
]
SUBJECTS = [
    (SubjectKind.CATEGORY, "arms-transfers"),
    (SubjectKind.CATEGORY, "labor"),
    (SubjectKind.SOURCE, "msmt-2025-1"),
    (SubjectKind.SOURCE, "reuters"),
    (SubjectKind.RESOLUTION, "1718"),
    (SubjectKind.ACTOR, "angara"),
    (SubjectKind.ACTOR, "dprk"),
    (SubjectKind.ACTOR, "msmt"),
    (SubjectKind.REPORT, "msmt-2025-1"),
    (SubjectKind.FINDING, "MSMT-2025-1-001"),
    (SubjectKind.FINDING, "MSMT-2025-1-002"),
]


def contents() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table that a load writes, ids included."""
    tables: list[type[Model]] = [*RECORDS, CuratedForm]
    return {table._meta.db_table: list(table._default_manager.order_by("pk").values_list()) for table in tables}


def told(report: LoadReport) -> dict[str, object]:
    return {
        "created": report.created,
        "updated": report.updated,
        "kept": report.kept,
        "absent": report.absent,
        "unchanged": report.unchanged,
    }


NOTHING: dict[str, object] = {"created": [], "updated": [], "kept": [], "absent": [], "unchanged": len(ALL)}
