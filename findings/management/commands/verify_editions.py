"""Recompute the ledger of editions."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from findings.queries.ledger import verify


class Command(BaseCommand):
    help = "Recompute the digest of every edition, from the first to the last. Exit code 1 if one does not fit."

    def handle(self, **_options: Any) -> None:
        result = verify()
        if result.misfit:
            self.stderr.write(result.misfit)
            self.stderr.write(f"Editions before it that fit: {result.editions:,}.")
            raise SystemExit(1)
        self.stdout.write(f"Editions, all of which fit: {result.editions:,}.")
        self.stdout.write(f"Head digest: {result.head or 'none yet'}")
