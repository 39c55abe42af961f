"""Make the role of PostgreSQL that public processes connect as."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from django.core.management.base import BaseCommand

from findings.management.reader_role import TABLES, RoleError, create_reader_role


class Command(BaseCommand):
    help = (
        "Make a role of PostgreSQL that may read what public pages read, and nothing else: for the DATABASE_URL of "
        "processes with SITE_ROLE=public. Run it again after an upgrade of the portal."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("name", help="small letters, digits and _: portal_reader")
        parser.add_argument(
            "--password-from-stdin", action="store_true", help="the first line of standard input becomes its password"
        )

    def handle(self, *, name: str, password_from_stdin: bool, **_options: Any) -> None:
        password = sys.stdin.readline().rstrip("\r\n") if password_from_stdin else None
        if password == "":
            self.stderr.write("Standard input has no password in its first line. Nothing was changed.")
            raise SystemExit(1)
        try:
            is_new = create_reader_role(name, password)
        except RoleError as error:
            self.stderr.write(f"{error}\nNothing was changed.")
            raise SystemExit(1) from None
        self.stdout.write(f"{'Made' if is_new else 'Renewed'} the role {name}. It may read {len(TABLES)} tables:")
        for table in sorted(TABLES):
            self.stdout.write(f"  {table}")
