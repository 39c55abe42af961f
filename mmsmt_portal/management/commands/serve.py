"""`manage.py serve`: reads what the command line asks for, and hands it to mmsmt_portal/serving.py."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from findings import publishing
from findings.curation import loader
from findings.curation.errors import CuratedErrors
from findings.queries.versions import current_version
from mmsmt_portal.database import UnusableDatabaseError
from mmsmt_portal.embedded_postgres import PrivateServerError
from mmsmt_portal.serving import Curation, Wanted, serve
from mmsmt_portal.steps import CannotServeError, Steps

CURATION = Curation(
    directory=settings.BASE_DIR / "fixtures",
    load=loader.load,
    ledger_is_empty=lambda: current_version() is None,
    pending=publishing.pending,
    publish=publishing.publish,
    errors=(CuratedErrors, publishing.PublicationError),
)


def port(value: str) -> int:
    if not value.isascii() or not value.isdigit() or int(value) > 65535:
        raise argparse.ArgumentTypeError(f"{value!r} is no port; it is a number up to 65535, and 0 takes a free one")
    return int(value)


def workers(value: str) -> int:
    if not value.isascii() or not value.isdigit() or not 1 <= int(value) <= 64:
        raise argparse.ArgumentTypeError(f"{value!r} is no number of workers; it is 1 to 64, about one for each core")
    return int(value)


class Command(BaseCommand):
    help = (
        "Serve the portal on this machine: a private PostgreSQL unless DATABASE_URL names one, migrations, the curated "
        "records, their first publication, and the web server. Ctrl-C ends all of it."
    )
    # The web server makes them, as in production; a start has no time for them twice.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to serve on (default: %(default)s)")
        parser.add_argument("--port", default=8000, type=port, help="port to serve on (default: %(default)s)")
        parser.add_argument("--workers", default=2, type=workers, help="processes that answer (default: %(default)s)")
        parser.add_argument(
            "--publish",
            action="store_true",
            help="publish what changed in the curated files also when the portal has published before",
        )

    def handle(self, *, host: str, port: int, workers: int, publish: bool, **options: Any) -> None:
        try:
            code = serve(Wanted(host, port, workers, publish), CURATION, Steps(sys.stdout))
        except (CannotServeError, PrivateServerError, UnusableDatabaseError) as error:
            self.stderr.write(str(error))
            sys.exit(1)
        sys.exit(code)
