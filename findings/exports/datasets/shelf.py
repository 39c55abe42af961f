"""The releases that are served: the folders of RELEASES_DIR, each named by its dataset version.

What stands there is believed only as far as it fits this portal: the folder's name is the release's number, its head is
that of the ledger in that version, and a file is one of those that SHA256SUMS names. A release that holds text which
was redacted since is withheld whole, until it has been made anew.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.conf import settings

from findings.exports.codebook import CODEBOOK
from findings.exports.datasets.checking import read_sums
from findings.exports.datasets.dois import doi_beside
from findings.exports.datasets.files import SUMS, sha256_of
from findings.exports.datasets.releases import NoReleaseError, Release, read_release
from findings.queries import dataset

_NUMBER = re.compile(r"[1-9][0-9]{0,8}")
#: Releases that a list shows at most, the newest first. Others are found at their number.
LISTED = 50

MEDIA_TYPES = {
    ".csv": "text/csv; charset=utf-8; header=present",
    ".jsonl": "application/jsonl; charset=utf-8",
    ".ftm.json": "application/jsonl; charset=utf-8",
    ".csv-metadata.json": "application/csvm+json",
    "csv-metadata.json": "application/csvm+json",
    "schema.json": "application/schema+json",
    ".json": "application/json",
    ".geojson": "application/geo+json",
    ".sqlite": "application/vnd.sqlite3",
    ".txt": "text/plain; charset=utf-8",
    SUMS: "text/plain; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class ReleasedFile:
    name: str
    path: Path
    size: int
    sha256: str

    @property
    def media_type(self) -> str:
        known = (each for end, each in MEDIA_TYPES.items() if self.name.endswith(end))
        return next(known, "application/octet-stream")


@dataclass(frozen=True, slots=True)
class Shelved:
    """A release on the shelf. `sha256` is that of its SHA256SUMS, and so stands for all of its files.

    `withheld` are the reasons of redactions that it has not followed; where there is one, no file is served.
    """

    release: Release
    files: tuple[ReleasedFile, ...]
    sha256: str
    withheld: tuple[str, ...]

    @property
    def size(self) -> int:
        return sum(file.size for file in self.files)

    def file(self, name: str) -> ReleasedFile | None:
        return next((file for file in self.files if file.name == name), None)


def shelved(*, at_most: int = LISTED) -> list[Shelved]:
    """The releases there are, the newest first. At most three statements."""
    return _fitting(_numbers()[:at_most])


def total() -> int:
    return len(_numbers())


def at(version: int) -> Shelved | None:
    """The release of this dataset version, if it is on the shelf."""
    return next(iter(_fitting([version])), None)


def on(day: dt.date) -> Shelved | None:
    """The last release whose dataset version was published on this day or before it (UTC)."""
    for version in _numbers():
        read = _read(version)
        is_early = read is not None and read[0].published_at.astimezone(dt.UTC).date() <= day
        if is_early and (found := at(version)) is not None:
            return found
    return None


def state(releases: Iterable[Shelved]) -> str:
    """A digest that changes when a release is added, made anew, withheld or gets a DOI: their list's validator."""
    told = "\n".join(
        f"{each.release.version} {each.sha256} {len(each.withheld)} {each.release.doi}" for each in releases
    )
    return hashlib.sha256(told.encode()).hexdigest()


def codebook_of(found: Shelved) -> dict[str, Any] | None:
    """The code book that a release holds; None of one that was made before releases held it, or is withheld."""
    file = found.file(CODEBOOK)
    return None if file is None or found.withheld else json.loads(file.path.read_text(encoding="utf-8"))


def holds_codebook(version: int) -> bool:
    """Whether a release of this version stands on the shelf with a code book in it."""
    return (Path(settings.RELEASES_DIR) / str(version) / CODEBOOK).is_file()


def _numbers() -> list[int]:
    folder = Path(settings.RELEASES_DIR)
    names = [path.name for path in folder.iterdir() if path.is_dir()] if folder.is_dir() else []
    return sorted((int(name) for name in names if _NUMBER.fullmatch(name)), reverse=True)


def _fitting(versions: list[int]) -> list[Shelved]:
    found = [each for version in versions if (each := _read(version)) is not None]
    if not found:
        return []
    heads = dataset.heads(release.version for release, _files, _digest in found)
    redactions = dataset.every_redaction()
    return [
        Shelved(release, files, digest, _withheld(release, redactions))
        for release, files, digest in found
        if heads.get(release.version) == release.head
    ]


def _read(version: int) -> tuple[Release, tuple[ReleasedFile, ...], str] | None:
    folder = Path(settings.RELEASES_DIR) / str(version)
    try:
        release, sums, digest = read_release(folder), read_sums(folder), sha256_of(folder / SUMS)
        files = []
        for name, sha256 in {**sums, SUMS: digest}.items():
            path = folder / name
            if path.is_symlink() or not path.is_file():
                return None
            files.append(ReleasedFile(name, path, path.stat().st_size, sha256))
    except (NoReleaseError, OSError, ValueError):
        return None
    if not release.doi and (later := doi_beside(folder)):
        release = replace(release, doi=later, doi_is_later=True)
    return (release, tuple(files), digest) if release.version == version else None


def _withheld(release: Release, redactions: list[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(
        row["reason"]
        for row in redactions
        if row["dataset_version"] not in release.redacted_in
        and any(published_in <= release.version for published_in in row["numbers"].values())
    )
