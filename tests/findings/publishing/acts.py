"""Acts of publishing as the tests do them, and the ledger as they compare it."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import Model

from findings import publishing
from findings.models import Edition, Subject
from findings.publishing import Publication
from tests.findings.models.every import LEDGER


def publish(*records: Subject, note: str = "Published.", **more: Any) -> Publication | None:
    return publishing.publish([record.subject for record in records], editor="Kim", note=note, **more)


def change(record: Model, **fields: Any) -> None:
    """Change a record as an editor does; nothing of it is public by that."""
    type(record)._default_manager.filter(pk=record.pk).update(**fields)


def ledger() -> list[str]:
    """Every edition, in the order of the ledger: "2: actor actor-1, edition 2 (update) in force from version 2"."""
    return [
        f"{each.position}: {each}, {each.edition_kind} from version {each.published_in_id}"
        f"{f' until {each.superseded_in_id}' if each.superseded_in_id else ''}"
        for each in Edition.objects.ledger()
    ]


def contents() -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables that publishing writes."""
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in LEDGER}


def tables_with(word: str) -> set[str]:
    """Those of these tables that hold the word anywhere, in text, documents, arrays or search vectors."""
    with connection.cursor() as cursor:
        return {
            model.__name__
            for model in LEDGER
            if cursor.execute(
                f"SELECT FROM {model._meta.db_table} AS row WHERE row::text ILIKE %s",
                [f"%{word}%"],
            ).rowcount
        }
