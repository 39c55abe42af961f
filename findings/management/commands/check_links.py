"""Look whether the addresses of sources still lead somewhere."""

from __future__ import annotations

import argparse
from collections import Counter
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from findings.curation.links import MOST, PAUSE, NoNetworkError, addresses, check, look_at
from findings.models import LinkCheck
from findings.models.links import LinkState


class Command(BaseCommand):
    help = (
        "Look at the addresses of sources and of their archived copies, those not looked at for longest first, and "
        "keep what came of it for the work list of dead links. Without a network it says so and keeps nothing."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--most", type=int, default=MOST, help=f"how many addresses at most (default: {MOST})")
        parser.add_argument(
            "--pause", type=float, default=PAUSE, help=f"seconds between two questions to one host (default: {PAUSE:g})"
        )

    def handle(self, *, most: int, pause: float, **_options: Any) -> None:
        urls = addresses(most=max(0, most))
        if not urls:
            self.stdout.write("No source has an address to look at.")
            return
        look = partial(look_at, agent=f"MMSMT-portal-link-check (+{settings.SITE_URL})")
        counted: Counter[LinkState] = Counter()
        try:
            for found in check(urls, look=look, pause=pause):
                counted[found.state] += 1
                if found.state in {LinkState.GONE, LinkState.FAILED}:
                    self.stdout.write(f"{found.state.label}: {found.url} ({found.status or found.said})")
        except NoNetworkError as error:
            self.stderr.write(
                f"There is no network here: nothing could be reached ({error}). Nothing was kept. Run the command "
                "where there is one."
            )
            raise SystemExit(1) from None
        said = ", ".join(f"{counted[state]} {state.label}" for state in LinkState if counted[state])
        self.stdout.write(f"Looked at {sum(counted.values())} of {len(urls)} addresses: {said}.")
        self.stdout.write(f"Dead links on the work list: {LinkCheck.objects.dead().count()}.")
