"""Make what lists and search read anew from the editions."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from findings import publishing


class Command(BaseCommand):
    help = "Make what lists and search read anew from the documents of the editions. No edition is changed by it."

    def handle(self, **_options: Any) -> None:
        self.stdout.write(f"Editions projected: {publishing.rebuild_entries():,}.")
