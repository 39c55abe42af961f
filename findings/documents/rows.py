"""Rows of the records as plain mappings, whose values are JSON in Unicode NFC: what documents are made of.

They are read in a fixed number of statements, for any number of records. An object of a model for each of the dozen
rows that hang on a finding would cost more than all the rest of publishing.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import BooleanField, F, Func, Model, QuerySet, Value

from findings.partial_dates import PartialDate

type Row = dict[str, Any]


class IsAnyOf(Func):
    """column = ANY(ids): one parameter, where `__in` makes one of each of a thousand ids."""

    arg_joiner = " = ANY("
    template = "%(expressions)s)"
    output_field = BooleanField()

    def __init__(self, column: str, ids: Iterable[int]) -> None:
        super().__init__(F(column), Value(list(ids)))


def rows_of(records: QuerySet, *fields: str) -> list[Row]:
    """These fields of each record, as JSON takes them. One statement."""
    return [_row(fields, values) for values in records.values_list(*fields)]


def by_id(model: type[Model], ids: Iterable[int], *fields: str) -> dict[int, Row]:
    """Id → these fields of the record that has it. One statement, or none where there are no ids."""
    wanted = set(ids)
    if not wanted:
        return {}
    found = model._default_manager.filter(IsAnyOf("pk", wanted)).order_by().values_list("pk", *fields)
    return {pk: _row(fields, values) for pk, *values in found}


def hanging(model: type[Model], owner: str, owners: Iterable[int], *fields: str, of: str = "") -> dict[int, list[Row]]:
    """Id of the owner → its rows in the order that readers see, [] where it has none. One statement.

    `owner` is the column that says on what a row hangs: `actor_id`. Where it is others whose ids are given, that is
    `of`: the locators of the citations of these findings.
    """
    found: dict[int, list[Row]] = defaultdict(list)
    # Rows of one position, as an editor may leave them, keep an order too: it is part of what is digested.
    order = [each for each in model._meta.ordering or () if each != owner.removesuffix("_id")]
    rows = model._default_manager.filter(IsAnyOf(of or owner, owners)).order_by(*order, "pk")
    for pk, *values in rows.values_list(owner, *fields):
        found[pk].append(_row(fields, values))
    return found


def _row(fields: Sequence[str], values: Sequence[Any]) -> Row:
    """Names and values of columns → the row: dates and decimals are texts, and texts are in NFC."""
    return {
        name: _PLAIN[type(value)](value) if type(value) in _PLAIN else value
        for name, value in zip(fields, values, strict=True)
    }


def _nfc(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _decimal(value: Decimal) -> str:
    """A decimal as the shortest plain text: 20000, 17413.96, never 2E+4."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


_PLAIN: dict[type, Callable[[Any], Any]] = {
    str: _nfc,
    list: lambda texts: [_nfc(text) for text in texts],
    Decimal: _decimal,
    PartialDate: str,
    dt.date: dt.date.isoformat,
}
