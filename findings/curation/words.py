"""What a field of a curated form says, in lines that an editor reads: one of a text, one an item of a list."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from findings.curation.forms import Form
from findings.vocabulary import CitationRelation, Qualifier, Role, Term, Unit


def in_words(field: str, value: Any) -> list[str]:
    """A row of a claim as a sentence has it; a row of another kind as its values; a text as it stands."""
    if value is None or value == "":
        return []
    rows = value if isinstance(value, list) else [value]
    return [_item(field, row) for row in rows]


def _item(field: str, item: Any) -> str:
    if isinstance(item, dict):
        return _ROWS.get(field, _values)(item)
    if isinstance(item, bool):
        return "true" if item else "false"
    return str(item)


def _values(row: Form) -> str:
    return " · ".join(str(part) for part in row.values())


def _carried(row: Form) -> str:
    """The sources that carry a detail, behind it."""
    return f" (carried by {', '.join(row['carried_by'])})" if row.get("carried_by") else ""


def _period(row: Form) -> str:
    start, end = row.get("start"), row.get("end")
    said = f"{start} to {end}" if start and end else f"from {start}" if start else f"until {end}"
    return said + _carried(row)


def _involvement(row: Form) -> str:
    return f"{row['actor']}: {_label(Role, row['role'])}{_carried(row)}"


def _quantity(row: Form) -> str:
    bounds = [f"{Decimal(row[name]):,}" for name in ("low", "high") if name in row]
    figure = " to ".join(dict.fromkeys(bounds))
    said = f"{_label(Qualifier, row['qualifier'])} {figure} {_label(Unit, row['unit'])}"
    return f"{row['measure']}: {said}{_carried(row)}"


def _place(row: Form) -> str:
    return f"{row['place']}{_carried(row)}"


def _citation(row: Form) -> str:
    place = f", {row['locator']}" if "locator" in row else ""
    said = f"{row['source']}{place}. {_label(CitationRelation, row['relation'])}: {row['supports']}"
    return f"{said}. Quoted ({row['quote_language']}): “{row['quote']}”" if "quote" in row else said


def _label(term: type[Term], value: str) -> str:
    return str(term(value).label)


#: Field that holds rows of a claim → the sentence of one of them.
_ROWS: dict[str, Callable[[Form], str]] = {
    "period": _period,
    "involvements": _involvement,
    "quantities": _quantity,
    "places": _place,
    "citations": _citation,
}
