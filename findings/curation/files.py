"""Which curated files there are, what each holds, and what stands at its head."""

from __future__ import annotations

from typing import NamedTuple

from findings.curation import schema

#: The folder of the reports, one file each, named by the report's slug.
REPORTS = "reports"


class Section(NamedTuple):
    """A part of a file: the records of one kind, or (`single`) the one record of that kind."""

    kind: str
    model: type[schema.Curated]
    single: bool = False


#: File → its sections by name. Files are read in this order: each refers only to those before it.
FILES: dict[str, dict[str, Section]] = {
    "categories.yaml": {"categories": Section("category", schema.Category)},
    "sources.yaml": {"sources": Section("source", schema.Source)},
    "geography.yaml": {"places": Section("place", schema.Place)},
    "actors.yaml": {"actors": Section("actor", schema.Actor)},
    "resolutions.yaml": {"resolutions": Section("resolution", schema.Resolution)},
}
REPORT_FILE: dict[str, Section] = {
    "report": Section("report", schema.Report, single=True),
    "events": Section("event", schema.Event),
    "findings": Section("finding", schema.Finding),
}

#: What an editor may send in as one file, in the order in which it is written: each refers only to those before it.
UPLOADED: dict[str, Section] = {
    "sources": FILES["sources.yaml"]["sources"],
    "actors": FILES["actors.yaml"]["actors"],
    **REPORT_FILE,
}
#: Kind of record that may be sent in → its schema.
SCHEMAS: dict[str, type[schema.Curated]] = {section.kind: section.model for section in UPLOADED.values()}

_EDITING = """\
# Edit by hand, then run `manage.py load_fixtures --check`: it names every mistake with its line. Leave out what is
# empty. `manage.py dump_fixtures` writes this file in this form; it keeps no comments but these.
"""

HEADS: dict[str, str] = {
    "categories.yaml": """\
# Categories: the fields of conduct that findings are grouped by. `position` is the order in every list and chart.
""",
    "sources.yaml": """\
# Sources: the documents that findings, events and actors cite. `consulted: false` means that the editors know it only
# through others: what it says is cited at second hand.
""",
    "geography.yaml": """\
# Places, by country (ISO 3166-1) and slug; findings name them as RU/vladivostok. Coordinates are degrees (WGS 84),
# rounded, as good as `precision` says: `locality` is about 1 km. A whole country has none.
""",
    "actors.yaml": """\
# Actors: who is named in the reports, with other names and numbers. A list number alone makes nobody designated.
""",
    "resolutions.yaml": """\
# Resolutions of the Security Council, and the provisions that findings are mapped to. `key` is permanent, though the
# number of the paragraph may be corrected. `paragraph_checked: false` means that the number is the one usually cited
# and has not been checked against the text.
""",
    REPORTS: """\
# A report, what happened around it (events), and the claims that it makes (findings, one each). References are given
# once and never used again. `support` says how well attested it is that a claim was made, not that it is true.
# `recheck: true` means that it is still to be checked which cited page carries each detail.
""",
}


def head(name: str) -> str:
    """The comment at the head of a file; `name` is a key of HEADS."""
    return f"{HEADS[name]}{_EDITING}"
