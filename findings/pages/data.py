"""What can be taken away: the page of the data, and that of a release."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from findings.documents.tables import TABLE_BY_NAME
from findings.exports.datasets import linked
from findings.exports.datasets.files import SUMS
from findings.exports.datasets.shelf import ReleasedFile, Shelved
from findings.exports.datasets.texts import FILES, NOTICE
from findings.exports.linked_data import portal
from findings.pages import words
from findings.pages.frames import absolute
from findings.pages.parts import Link

#: Forms of the files of all findings: the name of the view's form, what it is called, what it is for.
WHOLE_FILES = (
    ("csv", "CSV", gettext_lazy("one row a finding; every column is in the code book")),
    ("xlsx", "XLSX", gettext_lazy("the same as a spreadsheet")),
    ("json", "JSON", gettext_lazy("the whole documents, with what is to be known of them")),
    ("jsonl", "JSON Lines", gettext_lazy("the whole documents, one a line, each as its digest is of it")),
    ("geojson", "GeoJSON", gettext_lazy("the places that are located, each with its precision")),
)


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """A release in the list. `withheld` is "" unless its files may not be given out."""

    link: Link
    published: str
    published_iso: str
    note: str
    findings: int
    changes: int
    size: str
    sha256: str
    short_sha256: str
    citation: str
    withheld: str


@dataclass(frozen=True, slots=True)
class DataPage:
    permalink: str
    files: tuple[tuple[Link, str], ...]
    releases: tuple[ReleaseRow, ...]
    total: int
    feed_url: str
    catalog_url: str


@dataclass(frozen=True, slots=True)
class FileRow:
    link: Link
    what: str
    size: str
    sha256: str
    short_sha256: str


@dataclass(frozen=True, slots=True)
class ReleasePage:
    """`data` is the inside of its block of JSON-LD. `tables` are (name, rows, meaning)."""

    permalink: str
    row: ReleaseRow
    description: str
    head: tuple[str, ...]
    since: int
    tables: tuple[tuple[str, int, str], ...]
    files: tuple[FileRow, ...]
    bibtex: str
    redactions: tuple[str, ...]
    withheld: tuple[str, ...]
    verify: str
    data: str


def data_page(releases: list[Shelved], total: int) -> DataPage:
    return DataPage(
        permalink=absolute(reverse("data")),
        files=tuple((Link(name, reverse(f"finding-list-{form}")), str(what)) for form, name, what in WHOLE_FILES),
        releases=tuple(_row(each) for each in releases),
        total=total,
        feed_url=reverse("release-feed"),
        catalog_url=reverse("catalog"),
    )


def release_page(shelved: Shelved) -> ReleasePage:
    release = shelved.release
    return ReleasePage(
        permalink=release.address,
        row=_row(shelved),
        description=release.description,
        head=tuple(release.head[at : at + 8] for at in range(0, 64, 8)),
        since=release.since,
        tables=tuple(
            (name, count, str(TABLE_BY_NAME[name].meaning))
            for name, count in release.counts.items()
            if name in TABLE_BY_NAME
        ),
        files=() if shelved.withheld else tuple(_file(shelved, each) for each in _ordered(shelved.files)),
        bibtex=release.bibtex,
        redactions=tuple(
            _("%(kind)s %(key)s, edition %(numbers)s: %(reason)s")
            % {
                "kind": each["subject_kind"],
                "key": each["key"],
                "numbers": ", ".join(map(str, each["numbers"])),
                "reason": each["reason"],
            }
            for each in release.redactions
        ),
        withheld=shelved.withheld,
        verify=f"sha256sum --check {SUMS}",
        data=portal.block(linked.release_dataset(shelved)),
    )


def _row(shelved: Shelved) -> ReleaseRow:
    release = shelved.release
    return ReleaseRow(
        link=Link(_("Dataset version %s") % release.version, reverse("release-detail", args=[release.version])),
        published=words.date_in_words(release.published_at),
        published_iso=release.published_at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        note=release.note,
        findings=release.findings,
        changes=release.counts["changes"],
        size=size_in_words(shelved.size),
        sha256=shelved.sha256,
        short_sha256=shelved.sha256[:16],
        citation=release.citation,
        withheld=" ".join(shelved.withheld),
    )


def _ordered(files: tuple[ReleasedFile, ...]) -> list[ReleasedFile]:
    """What has a line of its own in README first, then the tables by name."""
    first = ["README.txt", *FILES, NOTICE]
    return sorted(files, key=lambda file: (first.index(file.name) if file.name in first else len(first), file.name))


def _file(shelved: Shelved, file: ReleasedFile) -> FileRow:
    return FileRow(
        link=Link(file.name, reverse("release-file", args=[shelved.release.version, file.name])),
        what=_what(file.name),
        size=size_in_words(file.size),
        sha256=file.sha256,
        short_sha256=file.sha256[:16],
    )


def _what(name: str) -> str:
    if name in FILES:
        return FILES[name]
    if name == "README.txt":
        return _("what this is, how to read it, and whether it is whole")
    if name == NOTICE:
        return _("what was taken out of this release, and why")
    table = TABLE_BY_NAME.get(name.partition(".")[0].lower())
    if table is None:
        return ""
    if name.endswith("-metadata.json"):
        return _("the columns of %s.csv, for CSV on the Web") % table.name
    return str(table.meaning)


def size_in_words(size: int) -> str:
    """Bytes in the unit that leaves one to three digits: 812 B, 4.1 kB, 23 MB. A kB has 1,000 bytes."""
    number = float(size)
    for unit in ("B", "kB", "MB"):
        if number < 999.5:
            return f"{number:.0f} {unit}" if unit == "B" or number >= 9.95 else f"{number:.1f} {unit}"
        number /= 1000
    return f"{number:.1f} GB"
