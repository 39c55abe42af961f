"""Which dataset version is current."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from findings.models import DatasetVersion


@dataclass(frozen=True, slots=True)
class Version:
    """A dataset version: its number, when it was published (UTC), and the head digest of the ledger in it."""

    number: int
    published_at: dt.datetime
    head: str


def current_version() -> Version | None:
    """The newest dataset version; None while nothing has been published. One statement."""
    row = DatasetVersion.objects.order_by("-number").values_list("number", "published_at", "head").first()
    return Version(*row) if row else None
