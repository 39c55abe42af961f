"""Write a release of the dataset, or check one."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from findings.exports.addresses import is_of_this_machine
from findings.exports.datasets.checking import wrong_sums
from findings.exports.datasets.dois import NoDoiError, beside, read_doi
from findings.exports.datasets.making import NotExportedError, differences, export
from findings.exports.datasets.releases import NoReleaseError, read_release
from findings.queries.versions import current_version


class Command(BaseCommand):
    help = (
        "Write the release of a dataset version into a folder, or, with --verify, check the one that is there: against "
        "its own sums, and against this database where that has the dataset version. Exit code 1 if it does not fit."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "directory",
            type=Path,
            nargs="?",
            help="the folder of the release (default: that of its number in RELEASES_DIR, where the portal serves it)",
        )
        parser.add_argument("--as-of", type=int, metavar="N", help="the dataset version (default: the current one)")
        parser.add_argument(
            "--since",
            type=int,
            metavar="N",
            help="the dataset version that changes are counted from (default: the newest release beside the folder)",
        )
        parser.add_argument(
            "--doi",
            metavar="10.xxxx/…",
            help="the DOI of the release: reserved before it is made, it is named by its files; given for a release "
            "that stands already, by the portal's pages alone",
        )
        parser.add_argument("--verify", action="store_true", help="write nothing; check the release in the folder")

    def handle(
        self,
        *,
        directory: Path | None,
        as_of: int | None,
        since: int | None,
        doi: str | None,
        verify: bool,
        **_options: Any,
    ) -> None:
        if doi is not None and verify:
            self._fail(["--verify writes nothing, so it takes no --doi: leave one of them out."])
        current = current_version()
        folder = directory or Path(settings.RELEASES_DIR) / str(as_of or (current.number if current else 0))
        try:
            named = "" if doi is None else read_doi(doi)
            lines = self._verified(folder) if verify else _written(folder, as_of, since, named)
        except (NoDoiError, NotExportedError, NoReleaseError) as error:
            self._fail([str(error)])
        for line in lines:
            self.stdout.write(line)

    def _verified(self, folder: Path) -> list[str]:
        release = read_release(folder)
        if sentences := wrong_sums(folder):
            self._fail(sentences)
        whole = f"{folder}: dataset version {release.version}. Every file is the one that was released."
        current = current_version()
        if current is None or current.number < release.version:
            return [whole, "This database does not have that dataset version, so it was not made anew."]
        if sentences := differences(folder):
            self._fail(sentences)
        return [whole, "It is what this database makes."]

    def _fail(self, sentences: list[str]) -> None:
        for sentence in sentences:
            self.stderr.write(sentence)
        raise SystemExit(1)


def _written(folder: Path, as_of: int | None, since: int | None, doi: str) -> list[str]:
    exported = export(folder, version=as_of, since=since, doi=doi)
    release = exported.release
    told = [f"DOI: {release.doi}"] if release.doi and not release.doi_is_later else []
    if release.doi_is_later:
        words = "The portal's pages name it; the release's files keep their bytes, and do not."
        told = [f"{beside(folder).name}, beside the folder, has the DOI {release.doi}. {words}"]
    if not exported.is_new:
        return [f"{folder} holds this release already: the same bytes. Nothing was written.", *told]
    return [
        f"Dataset version {release.version}: {release.findings:,} findings, {release.counts['editions']:,} editions.",
        f"Changes are counted from dataset version {release.since}: {release.counts['changes']:,}.",
        f"Head digest: {release.head}",
        *told,
        f"Written to {folder}.",
        *_of_this_machine(release.site),
    ]


def _of_this_machine(site: str) -> list[str]:
    """A release keeps its addresses for ever; who makes one for others is told in time to make it anew."""
    if not is_of_this_machine(site):
        return []
    sentence = (
        f"Its files name {site}/, an address of this machine alone. To make a release for others, remove this one, and "
        "set SITE_URL to the address that they know the portal by."
    )
    return [sentence]
