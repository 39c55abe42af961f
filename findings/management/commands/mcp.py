"""`manage.py mcp`: the portal for an assistant that runs it, over standard input and output, read-only."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

try:
    from findings.assistants import server
except ModuleNotFoundError as error:
    if error.name not in {"mcp", "mcp_types"}:
        raise
    IS_INSTALLED = False
else:
    IS_INSTALLED = True


class Command(BaseCommand):
    help = "Answer an assistant over standard input and output (Model Context Protocol); nothing can be written."

    def handle(self, *args: Any, **options: Any) -> None:
        if not IS_INSTALLED:
            raise CommandError(
                "The package that speaks the protocol is not installed. This installs it: "
                "pip install --require-hashes -r requirements/mcp.txt"
            )
        server.server().run("stdio")
