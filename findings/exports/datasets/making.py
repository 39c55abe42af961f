"""Making a release: all of its files in one folder, from one snapshot."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from findings.documents import tables
from findings.exports.codebook import CODEBOOK, codebook_of_release
from findings.exports.datasets import descriptions, texts
from findings.exports.datasets.checking import read_sums, wrong_sums
from findings.exports.datasets.databases import DatabaseFile
from findings.exports.datasets.dois import beside, doi_beside
from findings.exports.datasets.files import SUMS, Tables, write_json, write_sums, write_text
from findings.exports.datasets.gathering import Gathering
from findings.exports.datasets.releases import RELEASE, NoReleaseError, Release, read_release
from findings.exports.ledger import ledger_pieces
from findings.queries import dataset
from findings.queries.snapshots import snapshot
from findings.queries.versions import current_version


class NotExportedError(Exception):
    """No release was written. The message is a sentence that says why."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A release in its folder; `is_new` is False where the same bytes stood there already."""

    folder: Path
    release: Release
    is_new: bool


def export(folder: Path, *, version: int | None = None, since: int | None = None, doi: str = "") -> Exported:
    """Write the release of a dataset version, the current one if none is named, into `folder`.

    `doi` is named by its files; where the release stands already without one, by a file beside its folder (`dois`).
    Changes are counted from `since`; if that is None, from the newest release before it that stands beside the folder.
    The folder is there whole or not at all. One that holds the same release is left alone; one that holds it as it was
    before a redaction is replaced. Raises NotExportedError where neither is so, or there is no such version.
    """
    number = _number(version)
    standing = _standing(folder)
    if standing is not None and standing.version != number:
        raise NotExportedError(
            _("%(folder)s holds the release of dataset version %(standing)s. Choose another folder.")
            % {"folder": folder, "standing": standing.version}
        )
    if since is None:
        since = standing.since if standing else _release_before(folder, number)
    if since >= number:
        raise NotExportedError(
            _("Changes are counted from a version before %(number)s, and %(since)s is not one.")
            % {"number": number, "since": since}
        )
    later = doi_beside(folder)
    _check_doi(folder, doi, (standing.doi if standing else "") or later)
    in_files = standing.doi if standing else ("" if later else doi)
    exported = _export(folder, standing, number, since, in_files)
    if doi and not in_files:
        beside(folder).write_text(f"{doi}\n", encoding="ascii")
        exported = replace(exported, release=replace(exported.release, doi=doi, doi_is_later=True))
    return exported


def _export(folder: Path, standing: Release | None, number: int, since: int, doi: str) -> Exported:
    with _beside(folder) as made:
        release = make(made, number, since, doi)
        if standing is not None:
            if (made / SUMS).read_bytes() == (folder / SUMS).read_bytes() and not wrong_sums(folder):
                return Exported(folder, standing, is_new=False)
            if release.redacted_in <= standing.redacted_in and not wrong_sums(folder):
                raise NotExportedError(
                    _(
                        "%(folder)s holds this release in other bytes, and no redaction explains it: another release "
                        "of the code, another SITE_URL or another SQLite made it. A release keeps its bytes for ever. "
                        "Write it into another folder, or remove this one first."
                    )
                    % {"folder": folder}
                )
            shutil.rmtree(folder)
        made.replace(folder)
    return Exported(folder, release, is_new=True)


def make(folder: Path, version: int, since: int, doi: str = "") -> Release:
    """Write all files of the release into an empty folder."""
    with translation.override("en"), snapshot():
        about = list(dataset.versions_until(version))[-1]
        with DatabaseFile(folder / "findings.sqlite") as database, Tables(folder, database) as written:
            gathering = Gathering(version, since, written, folder)
            gathering.run()
        years = sorted(gathering.years)
        release = Release(
            version=version,
            published_at=about["published_at"],
            head=about["head"],
            note=about["note"],
            since=since,
            site=settings.SITE_URL.rstrip("/"),
            counts=written.counts,
            years=(years[0], years[-1]) if years else None,
            redactions=tuple(_plain(row) for row in dataset.redactions_of(version)),
            doi=doi,
        )
        write_text(folder / "ledger.jsonl", ledger_pieces(version))
        _describe(folder, release)
    return release


def _describe(folder: Path, release: Release) -> None:
    write_json(folder / RELEASE, release.as_json())
    write_json(folder / descriptions.DATA_PACKAGE, descriptions.data_package(release, folder))
    write_json(folder / descriptions.CSVW, descriptions.csvw_group(release))
    write_json(folder / CODEBOOK, codebook_of_release(release.version))
    write_json(folder / descriptions.JSON_SCHEMA, descriptions.json_schema(release))
    for table in tables.TABLES:
        write_json(folder / descriptions.side_name(table), descriptions.csvw_side_file(table))
    write_text(folder / "README.txt", texts.readme(release))
    write_text(folder / "LICENSE.txt", texts.licence(release))
    write_text(folder / "CITATION.txt", texts.citation(release))
    if release.redactions:
        write_text(folder / texts.NOTICE, texts.notice(release))
    write_sums(folder)


def _plain(row: dict) -> dict:
    return row | {"redacted_at": texts.moment(row["redacted_at"])}


def _number(version: int | None) -> int:
    current = current_version()
    if current is None:
        raise NotExportedError(_("Nothing has been published yet, so there is nothing to release."))
    if version is None:
        return current.number
    if version < 1:
        raise NotExportedError(_("Dataset versions are counted from 1."))
    if version > current.number:
        raise NotExportedError(
            _("There is no dataset version %(number)s yet: the newest is %(newest)s.")
            % {"number": version, "newest": current.number}
        )
    return version


def _standing(folder: Path) -> Release | None:
    """The release that stands in the folder; None where it is empty or not there."""
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return None
    try:
        return read_release(folder)
    except NoReleaseError as error:
        raise NotExportedError(
            _("%(folder)s is neither empty nor a release. Choose another folder.") % {"folder": folder}
        ) from error


def _check_doi(folder: Path, doi: str, known: str) -> None:
    """A DOI is given once, and names one release."""
    if not doi or doi == known:
        return
    if known:
        raise NotExportedError(
            _("This release has the DOI %(known)s already, and a release has one for ever. Nothing was written.")
            % {"known": known}
        )
    for other, release in _releases_beside(folder):
        if doi in {release.doi, doi_beside(other)}:
            raise NotExportedError(
                _("%(doi)s is the DOI of the release of dataset version %(number)s. Each has one of its own.")
                % {"doi": doi, "number": release.version}
            )


def _release_before(folder: Path, number: int) -> int:
    """The newest dataset version before `number` of which a release stands beside the folder; 0 for none."""
    before = (release.version for _other, release in _releases_beside(folder) if release.version < number)
    return max(before, default=0)


def _releases_beside(folder: Path) -> Iterator[tuple[Path, Release]]:
    """The releases in the folders beside this one, or in it."""
    for each in folder.absolute().parent.glob(f"*/{RELEASE}"):
        try:
            yield each.parent, read_release(each.parent)
        except NoReleaseError:
            continue


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """A new folder beside the final one, which is gone in the end unless it was moved."""
    parent = folder.absolute().parent
    try:
        parent.mkdir(parents=True, exist_ok=True)
        made = Path(mkdtemp(prefix=".", suffix=".part", dir=parent))
        made.chmod(0o755)
    except OSError as error:
        raise NotExportedError(
            _("No folder can be made in %(folder)s: %(reason)s.") % {"folder": parent, "reason": error.strerror}
        ) from error
    try:
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


# Checking one against the database


def differences(folder: Path) -> list[str]:
    """How a release differs from one made anew, a sentence each; [] where it does not, or it cannot be made anew.

    Call it for a release whose sums are right. Raises NotExportedError where the database has not its dataset version.
    """
    standing = read_release(folder)
    _number(standing.version)
    with TemporaryDirectory(prefix="release-") as made:
        fresh = Path(made)
        release = make(fresh, standing.version, standing.since, standing.doi)
        if missing := sorted(release.redacted_in - standing.redacted_in):
            said = ", ".join(map(str, missing))
            return [_("Dataset version %s redacted text of this release: make it anew.") % said]
        of_fresh, of_standing = read_sums(fresh), read_sums(folder)
        excused = {"findings.sqlite", "README.txt"} if library_of(folder) != library_of(fresh) else set()
        return [
            _("%(name)s differs from the one that this database makes.") % {"name": name}
            for name in sorted({*of_fresh, *of_standing} - excused)
            if of_fresh.get(name) != of_standing.get(name)
        ]


def library_of(folder: Path) -> int:
    """The number of the SQLite library that wrote a release's database (SQLite, Database File Format, 1.3.16)."""
    with (folder / "findings.sqlite").open("rb") as file:
        return int.from_bytes(file.read(100)[96:100])
