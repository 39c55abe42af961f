"""The field lists of every table of a release: what a column is called, what it means, what it refers to.

The table of findings has the fields of `field_list`; the others are made of parts of documents, by `table_rows`. Data
Package, CSVW, JSON Schema, SQLite and the code book are made from these lists, so they cannot say different things.
"""

from __future__ import annotations

from findings.documents.tables.columns import Reference, Table
from findings.documents.tables.of_findings import (
    ASSERTERS,
    CITATIONS,
    FINDINGS,
    INVOLVEMENTS,
    LOCATIONS,
    MAPPINGS,
    QUANTITIES,
)
from findings.documents.tables.of_subjects import (
    ACTORS,
    CATEGORIES,
    DESIGNATIONS,
    IDENTIFIERS,
    PLACES,
    PROVISIONS,
    REPORTS,
    SOURCES,
)
from findings.documents.tables.of_the_ledger import ALIASES, CHANGES, EDITIONS, REDACTIONS, VERSIONS

__all__ = [
    "ACTORS",
    "ALIASES",
    "ASSERTERS",
    "CATEGORIES",
    "CHANGES",
    "CITATIONS",
    "DESIGNATIONS",
    "EDITIONS",
    "FINDINGS",
    "IDENTIFIERS",
    "INVOLVEMENTS",
    "LOCATIONS",
    "MAPPINGS",
    "PLACES",
    "PROVISIONS",
    "QUANTITIES",
    "REDACTIONS",
    "REPORTS",
    "SOURCES",
    "TABLES",
    "TABLE_BY_NAME",
    "VERSIONS",
    "Reference",
    "Table",
]

#: All of them, in the order in which a reader meets them.
TABLES: tuple[Table, ...] = (
    *(FINDINGS, ASSERTERS, INVOLVEMENTS, QUANTITIES, CITATIONS, MAPPINGS, LOCATIONS),
    *(ACTORS, IDENTIFIERS, DESIGNATIONS, SOURCES, PROVISIONS, PLACES, REPORTS, CATEGORIES),
    *(EDITIONS, VERSIONS, ALIASES, REDACTIONS, CHANGES),
)
TABLE_BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}
