"""Positions on their way between PostgreSQL and this process: one value for all of them, and no object for each."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable


def packed(column: str, order: str = "") -> str:
    """SQL for all values of a column as one value of four bytes each, which the ledger's positions fit in."""
    return f"string_agg(int4send({column}::int), '' {order})"


def unpacked(packed: bytes | memoryview | None) -> array[int]:
    numbers = array("I")
    numbers.frombytes(packed or b"")
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


def one_value(numbers: Iterable[float]) -> str:
    """Numbers as PostgreSQL writes an array of them, for `%s::bigint[]`: a parameter that is text is only quoted."""
    return f"{{{','.join(map(str, numbers))}}}"
