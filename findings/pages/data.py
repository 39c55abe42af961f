"""What can be taken away: the page of the data, and that of a release."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from findings.documents import moment
from findings.documents.tables import TABLE_BY_NAME, Table
from findings.exports.addresses import absolute
from findings.exports.codebook import CODEBOOK
from findings.exports.datasets import linked
from findings.exports.datasets.descriptions import side_name
from findings.exports.datasets.files import SUMS, csv_name, jsonl_name
from findings.exports.datasets.shelf import ReleasedFile, Shelved, holds_codebook
from findings.exports.datasets.texts import FILES, NOTICE
from findings.exports.linked_data import portal
from findings.languages import in_english
from findings.pages import words
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
    is_first: bool
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


@dataclass(frozen=True, slots=True)
class TableRow:
    """A table of the release; `files` are its CSV, its JSON Lines and the description of the CSV, with their sizes."""

    name: str
    rows: int
    meaning: str
    files: tuple[tuple[Link, str], ...]


@dataclass(frozen=True, slots=True)
class ReleasePage:
    """`data` is the inside of its block of JSON-LD. `files` are all but those of the tables.

    `codebook_changes_url` is "" where the release that changes are counted from is not here, or holds no code book.
    """

    permalink: str
    row: ReleaseRow
    doi: Link | None
    doi_is_later: bool
    description: str
    head: tuple[str, ...]
    since: int
    tables: tuple[TableRow, ...]
    files: tuple[FileRow, ...]
    bibtex: str
    redactions: tuple[str, ...]
    withheld: tuple[str, ...]
    verify: str
    data: str
    codebook_changes_url: str


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
        doi=Link(release.doi_address, release.doi_address) if release.doi else None,
        doi_is_later=release.doi_is_later,
        description=release.description,
        head=tuple(release.head[at : at + 8] for at in range(0, 64, 8)),
        since=release.since,
        tables=tuple(
            TableRow(name, count, str(TABLE_BY_NAME[name].meaning), _files_of(TABLE_BY_NAME[name], shelved))
            for name, count in release.counts.items()
            if name in TABLE_BY_NAME
        ),
        files=() if shelved.withheld else tuple(_file(shelved, each) for each in _others(shelved.files)),
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
        data=portal.block(in_english(linked.release_dataset)(shelved)),
        codebook_changes_url=(
            reverse("codebook-diff", args=[release.since, release.version])
            if not shelved.withheld and shelved.file(CODEBOOK) and holds_codebook(release.since)
            else ""
        ),
    )


def _row(shelved: Shelved) -> ReleaseRow:
    release = shelved.release
    return ReleaseRow(
        link=Link(_("Dataset version %s") % release.version, reverse("release-detail", args=[release.version])),
        published=words.date_in_words(release.published_at),
        published_iso=moment(release.published_at),
        note=release.note,
        findings=release.findings,
        changes=release.counts["changes"],
        is_first=not release.since,
        size=size_in_words(shelved.size),
        sha256=shelved.sha256,
        short_sha256=shelved.sha256[:16],
        citation=release.citation,
        withheld=" ".join(shelved.withheld),
    )


def _others(files: tuple[ReleasedFile, ...]) -> list[ReleasedFile]:
    """All but those of the tables, in the order of README."""
    names = ["README.txt", *FILES, NOTICE]
    return sorted((file for file in files if file.name in names), key=lambda file: names.index(file.name))


def _files_of(table: Table, shelved: Shelved) -> tuple[tuple[Link, str], ...]:
    if shelved.withheld:
        return ()
    words_of = {csv_name(table): "CSV", jsonl_name(table): "JSON Lines", side_name(table): "CSVW"}
    found = [(words, file) for name, words in words_of.items() if (file := shelved.file(name)) is not None]
    return tuple((Link(words, _address(shelved, file)), size_in_words(file.size)) for words, file in found)


@in_english
def _file(shelved: Shelved, file: ReleasedFile) -> FileRow:
    told = {
        **FILES,
        "README.txt": _("what this is, how to read it, and whether it is whole"),
        NOTICE: _("what was taken out of this release, and why"),
    }
    return FileRow(
        link=Link(file.name, _address(shelved, file)),
        what=told[file.name],
        size=size_in_words(file.size),
    )


def _address(shelved: Shelved, file: ReleasedFile) -> str:
    return reverse("release-file", args=[shelved.release.version, file.name])


def size_in_words(size: int) -> str:
    """Bytes in the unit that leaves one to three digits: 812 B, 4.1 kB, 23 MB. A kB has 1,000 bytes."""
    number = float(size)
    for unit in ("B", "kB", "MB"):
        if number < 999.5:
            return f"{number:.0f} {unit}" if unit == "B" or number >= 9.95 else f"{number:.1f} {unit}"
        number /= 1000
    return f"{number:.1f} GB"
