"""Fill an empty portal from a release of the dataset."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, DataError, transaction

from findings import publishing
from findings.curation.refused import is_refusal, sentence_of
from findings.curation.restoring import restore_records
from findings.curation.stored import RECORDS
from findings.exports.datasets.loading import LOADED, UnloadableError, checked, lines
from findings.exports.datasets.releases import NoReleaseError
from findings.publishing import PublicationError
from findings.queries.ledger import verify

#: Subjects that are named where they would be new editions.
NAMED = 20


class Command(BaseCommand):
    help = (
        "Fill an empty portal from a release: the same editions, the same ledger, and the records of what is in force. "
        "Drafts, histories and accounts only come from a backup. All or nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("directory", type=Path, help="the folder of the release")

    def handle(self, *, directory: Path, **_options: Any) -> None:
        try:
            told = _loaded(directory)
        except (UnloadableError, PublicationError) as error:
            self._fail(error.reasons)
        except NoReleaseError as error:
            self._fail([str(error)])
        except DataError as error:
            self._fail([f"A value of the release cannot be stored: {str(error).splitlines()[0]}."])
        except DatabaseError as error:
            if not is_refusal(error):
                raise
            self._fail([str(sentence_of(error))])
        for line in told:
            self.stdout.write(line)

    def _fail(self, reasons: list[str]) -> None:
        for reason in reasons:
            self.stderr.write(reason)
        self.stderr.write("Nothing was written.")
        raise SystemExit(1)


def _loaded(folder: Path) -> list[str]:
    release = checked(folder)
    with transaction.atomic():
        if occupied := next((model for model in RECORDS if model._default_manager.exists()), None):
            raise UnloadableError(
                [f"This portal has {occupied._meta.verbose_name_plural} already. A release fills an empty one only."]
            )
        publishing.restore(*(lines(folder, table) for table in LOADED))
        verified = verify()
        if verified.misfit:
            raise UnloadableError([f"The ledger of the release does not hold. {verified.misfit}"])
        if verified.head != release.head:
            raise UnloadableError(
                [f"The ledger of the release ends with {verified.head}, and not with {release.head} as it says."]
            )
        publishing.rebuild_entries()
        records = restore_records(release.version)
    waiting = publishing.pending(publishing.every_record())
    told = [
        f"Editions: {verified.editions:,}, in {release.version:,} dataset versions; all of them fit.",
        f"Head digest: {verified.head}",
        f"Records: {', '.join(f'{number:,} {kind}' for kind, number in records.items())}.",
    ]
    if waiting:
        told.append(f"Records that differ from their edition in force, and wait for the editors: {len(waiting):,}.")
        told += [f"  {kind} {key}" for kind, key in waiting[:NAMED]]
    return told
