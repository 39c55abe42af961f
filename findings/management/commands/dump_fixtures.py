"""Write the records back as curated files."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError

from findings.curation.dumper import OccupiedDirectoryError, dump
from findings.curation.refused import unusable


class Command(BaseCommand):
    help = "Write all records as curated files into a directory."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("directory", type=Path, metavar="DIR", help="where to write; made if it does not exist")
        parser.add_argument("--force", action="store_true", help="write over the curated files that stand there")

    def handle(self, *, directory: Path, force: bool, **_options: Any) -> None:
        try:
            report = dump(directory, force=force)
        except OccupiedDirectoryError as occupied:
            self.stderr.write(f"{occupied}; name another directory, or say --force to write over them.")
            raise SystemExit(1) from None
        except DatabaseError as error:
            self.stderr.write(unusable(error))
            raise SystemExit(1) from None
        except OSError as error:
            self.stderr.write(f"{error.filename or directory}: cannot be written ({error.strerror}).")
            raise SystemExit(1) from None
        self.stdout.write(f"Wrote {len(report.written)} files into {directory}.")
        if report.stray:
            self.stdout.write("Of no report in the database; left as they are:")
            for name in report.stray:
                self.stdout.write(f"  {name}")
