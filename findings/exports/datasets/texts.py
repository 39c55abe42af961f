"""What a release says to the person who opens it: README, licence, how to cite it, and what was taken out of it."""

from __future__ import annotations

from findings.documents import moment
from findings.documents.tables import TABLES
from findings.exports.datasets.databases import LIBRARY
from findings.exports.datasets.files import csv_name
from findings.exports.datasets.releases import Release
from findings.exports.described import LICENCE, LICENCE_ADDRESS, PORTAL

#: File → what it is. Tables besides: each is a CSV, a JSON Lines file and a description of the CSV.
FILES = {
    "findings.sqlite": "all tables in one SQLite database, with views and a search through the texts",
    "findings.ftm.json": "the findings as entities of FollowTheMoney, one a line",
    "findings.geojson": "the located places of findings as GeoJSON",
    "ledger.jsonl": "the ledger: one line an edition, with the digests that chain them",
    "CHANGES.csv": "subjects added, changed, withdrawn or redacted since the release before",
    "datapackage.json": "the tables described as a Data Package, version 2, with their sums",
    "csv-metadata.json": "the tables described for CSV on the Web, with what refers to what",
    "codebook.json": "every field and choice with its meaning; two releases can be compared by it",
    "schema.json": "the lines of the JSON Lines files, as JSON Schema",
    "release.json": "what this release is, for programs",
    "CITATION.txt": "how to cite this release",
    "LICENSE.txt": "the licence of the content",
    "SHA256SUMS": "the sums of all files; check them with: sha256sum --check SHA256SUMS",
}
NOTICE = "REDACTIONS.txt"
#: What makes these bytes, beside the dataset version, where there is a DOI.
DOI_IN_FILES = """

The DOI was reserved before the release was made. Who makes the release again names it: export_dataset --doi."""


def readme(release: Release) -> str:
    names = {**FILES, **({NOTICE: "what was taken out of this release, and why"} if release.redactions else {})}
    width = max(map(len, names)) + 2
    tables = "\n".join(
        f"  {table.name:<{width}}{release.counts[table.name]:>9,}  {table.meaning}"
        for table in TABLES
        if table.name != "changes"
    )
    files = "\n".join(f"  {name:<{width}}{what}" for name, what in names.items())
    doi, again = (f"DOI: {release.doi_address}\n", DOI_IN_FILES) if release.doi else ("", "")
    return f"""\
{release.title}
{"=" * len(release.title)}

Published {moment(release.published_at)}: {release.note}
Permanent address: {release.address}
{doi}Head digest of the ledger: {release.head}

{release.description}


How to read it
--------------

- A claim is that of the one who asserts it, at the place in the source that is cited. Whether the editors have read the
  document stands with every source, and whether a finding is at second hand with every finding.
- "Named in a finding" and "designated" are two things. Designations have a table of their own.
- How well a claim is attested is no measure of whether it is true.
- Dates stand at the precision that is known: 2024, 2024-03 or 2024-03-26.
- Figures have a qualifier and a unit, which are part of them. They measure different things: never add them up.
- Provisions are mapped to findings by the editors. A paragraph number that has not been checked is marked.
- What is the editors' own judgement or wording is called editorial in the descriptions of the columns.


Tables
------

Each is a CSV (RFC 4180, UTF-8, a header), the same rows as JSON Lines, and {csv_name(TABLES[0])}-metadata.json and its
like, which describe the columns. The lines of editions.jsonl carry the whole documents, of every edition.

{tables}

In a cell of CSV the members of a list are set apart by a semicolon and a space. A text that a spreadsheet would run
as a formula has an apostrophe before it. In JSON a decimal is a text, so that no digit is lost.


Other files
-----------

{files}

The changes are counted from {_since(release)}.


Whether it is whole
-------------------

The same dataset version gives the same bytes wherever it is made, but for findings.sqlite, whose layout is that of the
library that wrote it: SQLite {LIBRARY}. A redaction is the one thing that changes a release; it leaves {NOTICE}.{again}

The document of an edition has the SHA-256 that the ledger gives, in the form of RFC 8785. The digest of an edition is
the SHA-256 of that form of [digest of the edition before or "", subject kind, key, number, edition kind, note, dataset
version, published at, SHA-256 of the document]. The last one is the head above.


Licence
-------

{LICENCE}: {LICENCE_ADDRESS}


How to cite it
--------------

{release.citation}
"""


def licence(release: Release) -> str:
    return f"""\
The content of this release is licensed under the Creative Commons Attribution 4.0 International licence ({LICENCE}).
The text of the licence, which alone is binding: {LICENCE_ADDRESS}legalcode

You may share and adapt it for any purpose, if you name where it is from, link to the licence, and say what you changed.
Name it so: {PORTAL}, dataset version {release.version}, {release.address}

The documents that the findings cite are not part of the release, and are under the terms of whoever published them.
"""


def citation(release: Release) -> str:
    return f"""\
Cite the release where you use the whole. Where you use one finding, cite its edition, which findings.csv has the
address of as edition_permalink.

{release.citation}

{release.bibtex}"""


def notice(release: Release) -> str:
    """What was redacted of a release that was made, or could have been made, before."""
    said = "\n".join(
        f"- {each['subject_kind']} {each['key']}, edition {', '.join(map(str, each['numbers']))}: taken away in "
        f"dataset version {each['dataset_version']} on {each['redacted_at']}. {each['reason']}"
        for each in release.redactions
    )
    return f"""\
Text was taken out of editions of this release. Their digests remain in the ledger, so the chain holds; their documents
are empty in editions.jsonl, and no other table has them. Whoever has a copy made earlier is asked to replace it.

{said}
"""


def _since(release: Release) -> str:
    return f"dataset version {release.since}" if release.since else "an empty portal: it has no release before it"
