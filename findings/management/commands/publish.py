"""Publish records as editions."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from findings import publishing
from findings.curation.comparing import as_curated
from findings.curation.errors import CuratedErrors
from findings.publishing import Publication, PublicationError
from findings.publishing.changes import SubjectName
from findings.vocabulary import EditionKind, SubjectKind


class WhichError(Exception):
    """The command line does not say what is to be published. `str()` is a sentence that says how to."""


class Command(BaseCommand):
    help = (
        "Publish what has changed of these subjects, as one dataset version. What an editor has changed is published "
        "only by name, or with --all."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "names", nargs="*", metavar="KIND KEY", help="subjects by kind and key: finding MSMT-2025-1-001 actor dprk"
        )
        parser.add_argument(
            "--curated",
            nargs="?",
            type=Path,
            const=settings.BASE_DIR / "fixtures",
            metavar="DIR",
            help="all that stand in the database as the curated files have them (default: fixtures)",
        )
        parser.add_argument("--all", action="store_true", dest="everything", help="all records, whoever changed them")
        parser.add_argument("--editor", required=True, help="who publishes; kept, and never shown to the public")
        parser.add_argument("--note", required=True, help="why, for readers: it stands in every edition")
        parser.add_argument(
            "--kind",
            choices=[EditionKind.UPDATE.value, EditionKind.CORRECTION.value],
            default=EditionKind.UPDATE.value,
            help="what the new editions are, where there is an older one (default: update)",
        )
        parser.add_argument("--again", action="store_true", help="also those named that were withdrawn or redacted")

    def handle(self, *, editor: str, note: str, kind: str, again: bool, **which: Any) -> None:
        try:
            if again and not which["names"]:
                raise WhichError("--again takes KIND KEY: what was withdrawn or redacted comes back only by name.")
            subjects = wanted(which["names"], which["curated"], which["everything"])
            publication = publishing.publish(subjects, editor=editor, note=note, kind=EditionKind(kind), again=again)
        except (WhichError, CuratedErrors, PublicationError) as error:
            self.stderr.write(f"{error}\nNothing was published.")
            raise SystemExit(1) from None
        self.stdout.write(told(publication))


def told(publication: Publication | None) -> str:
    if publication is None:
        return "Nothing has changed, so nothing was published."
    return (
        f"{publication.version}: {publication.editions:,} new editions, {publication.unchanged:,} subjects unchanged."
    )


def wanted(names: list[str], curated: Path | None, everything: bool) -> Iterable[SubjectName]:
    """What the command line asks for. Raises WhichError, or CuratedErrors."""
    if [bool(names), curated is not None, everything].count(True) != 1:
        raise WhichError("Say what to publish: KIND KEY (as often as needed), --curated, or --all; one of the three.")
    if everything:
        return publishing.every_record()
    if curated is not None:
        return as_curated(curated)
    kinds, keys = names[::2], names[1::2]
    unknown = [kind for kind in kinds if kind not in SubjectKind]
    if unknown or len(kinds) != len(keys):
        known = ", ".join(SubjectKind.values)
        raise WhichError(f"Name each subject by its kind and its key; a kind is one of these: {known}.")
    return [(SubjectKind(kind), key) for kind, key in zip(kinds, keys, strict=True)]
