"""Django's `migrate`, which gives up rather than stand in the way of the pages.

A change of a table waits for whoever reads it, and everybody who comes after waits behind the change: one long query
is enough to stop the portal. So a lock is waited for a few seconds, and then the migration is undone, whole, with a
sentence. Trying again is safe: what was applied is not applied twice.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.core.management.commands import migrate
from django.db import OperationalError, connections
from psycopg.errors import LockNotAvailable

#: Seconds that a migration waits for a lock.
LOCK_TIMEOUT = 5


class Command(migrate.Command):
    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--lock-timeout",
            type=int,
            default=LOCK_TIMEOUT,
            metavar="SECONDS",
            help=f"How long to wait for a lock on a table ({LOCK_TIMEOUT} unless given; 0 waits for ever).",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        seconds = options["lock_timeout"]
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, false)", [f"{seconds}s"])
        try:
            super().handle(*args, **options)
        except OperationalError as error:
            if not isinstance(error.__cause__, LockNotAvailable):
                raise
            raise CommandError(
                f"A table that is to be changed was in use for more than {seconds} s, so the migration that was under "
                "way was undone, and the pages go on. Run the command again; if it keeps failing, see in "
                "pg_stat_activity who holds the table, or wait longer with --lock-timeout."
            ) from error
        finally:
            if connection.connection is not None and connection.is_usable():
                with connection.cursor() as cursor:
                    cursor.execute("RESET lock_timeout")
