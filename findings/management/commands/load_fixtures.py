"""Load the curated files into the records, or only check them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import DatabaseError

from findings.curation.errors import CuratedErrors
from findings.curation.loader import LoadReport, load
from findings.curation.refused import unusable


class Command(BaseCommand):
    help = "Load the curated files: all of them, or none if anything is wrong."
    # Checks of models may ask the database what it can do; --check works without one.
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "directory",
            nargs="?",
            type=Path,
            default=settings.BASE_DIR / "fixtures",
            metavar="DIR",
            help="the directory of the curated files (default: fixtures)",
        )
        parser.add_argument("--check", action="store_true", help="validate only; needs no database")
        parser.add_argument("--overwrite", action="store_true", help="also write what an editor has changed")

    def handle(self, *, directory: Path, check: bool, overwrite: bool, **_options: Any) -> None:
        try:
            report = load(directory, check=check, overwrite=overwrite)
        except CuratedErrors as errors:
            self.stderr.write(str(errors))
            self.stderr.write(f"{_count(len(errors.errors), 'error')}. Nothing was written.")
            raise SystemExit(1) from None
        except DatabaseError as error:
            self.stderr.write(unusable(error))
            raise SystemExit(1) from None
        for line in told(report, check=check):
            self.stdout.write(line)


def told(report: LoadReport, *, check: bool) -> list[str]:
    """The report in lines."""
    lines = [f"Read {', '.join(_count(number, kind) for kind, number in report.files.items())}."]
    if check:
        lines.append("All is well. Nothing was written.")
    else:
        counts = {"created": report.created, "updated": report.updated, "kept": report.kept, "absent": report.absent}
        said = [f"{len(records)} {word}" for word, records in counts.items()]
        lines.append(f"Records: {', '.join([*said[:2], f'{report.unchanged} unchanged', *said[2:]])}.")
    if report.kept:
        lines.append("Kept, because an editor has changed them since the last load (--overwrite writes them):")
        lines += [f"  {kind} {name}" for kind, name in report.kept]
    if report.absent:
        lines.append("In the database, but in no curated file; left as they are:")
        lines += [f"  {kind} {name}" for kind, name in report.absent]
    if report.verbatim:
        lines.append("Places in a source that are given in words and not by number; kept as written:")
        lines += [f"  {kind} {name}: {text}" for kind, name, text in report.verbatim]
    return lines


def _count(number: int, what: str) -> str:
    plural = what if number == 1 else f"{what.removesuffix('y')}ies" if what.endswith("y") else f"{what}s"
    return f"{number} {plural}"
