"""Filling an empty ledger with what a release of the dataset holds: the same editions, and so the same chain.

Who published and who redacted is never public, so no release tells it: one fixed word stands in its place.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from findings.documents import canonical
from findings.models import DatasetVersion, Edition, KeyAlias, Redaction
from findings.publishing.refusals import PublicationError

type Row = dict[str, Any]

#: Who published and redacted, as far as a release says.
RESTORED_BY = "load_dataset"

_COLUMNS = (
    *("position", "subject_kind", "key", "number", "edition_kind", "note", "slug", "title", "published_in"),
    *("superseded_in", "redacted_in", "published_at", "schema", "document_digest", "digest"),
)


def restore(
    versions: Iterable[Row], editions: Iterable[Row], aliases: Iterable[Row], redactions: Iterable[Row]
) -> None:
    """Write what a release's tables of these names hold.

    Call it in a transaction, and have the ledger verified before that ends, and before `rebuild_entries` reads the
    documents: nothing is recomputed here. Raises PublicationError where anything has been published already.
    """
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE findings_datasetversion IN SHARE ROW EXCLUSIVE MODE")
    if DatasetVersion.objects.exists() or Edition.objects.exists():
        raise PublicationError([_("This portal has published something already. A release fills an empty one only.")])
    DatasetVersion.objects.bulk_create(
        DatasetVersion(**row | {"published_at": _moment(row["published_at"]), "published_by": RESTORED_BY})
        for row in versions
    )
    _copy_editions(editions)
    KeyAlias.objects.bulk_create(
        KeyAlias(
            **{name: value for name, value in row.items() if not name.endswith("_in")},
            published_in_id=row["published_in"],
            superseded_in_id=row["superseded_in"],
        )
        for row in aliases
    )
    Redaction.objects.bulk_create(
        Redaction(
            subject_kind=row["subject_kind"],
            key=row["key"],
            numbers=[int(number) for number in row["numbers"]],
            reason=row["reason"],
            redacted_by=RESTORED_BY,
            redacted_at=_moment(row["redacted_at"]),
            dataset_version_id=row["dataset_version"],
        )
        for row in redactions
    )


def _copy_editions(editions: Iterable[Row]) -> None:
    columns = ", ".join([*_COLUMNS, "published_by", "document"])
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY findings_edition ({columns}) FROM STDIN") as copy,
    ):
        for row in editions:
            copy.write_row([*(row[name] for name in _COLUMNS), RESTORED_BY, canonical(row["document"])])


def _moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)
