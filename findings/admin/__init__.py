"""The editors' room: Django's admin, shaped for the records."""

from findings.admin import (
    accounts,
    actors,
    categories,
    findings,
    former,
    imports,
    ledger,
    merging,
    places,
    reports,
    resolutions,
    sources,
    submissions,
)

__all__ = [
    "accounts",
    "actors",
    "categories",
    "findings",
    "former",
    "imports",
    "ledger",
    "merging",
    "places",
    "reports",
    "resolutions",
    "sources",
    "submissions",
]
