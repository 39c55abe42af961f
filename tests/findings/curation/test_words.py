"""Fields of a curated form in the words in which a proposal is read."""

from __future__ import annotations

from typing import Any

import pytest

from findings.curation.words import in_words

SAID: dict[str, tuple[str, Any, list[str]]] = {
    "nothing": ("name", None, []),
    "an empty text": ("name", "", []),
    "a text": ("name", "Pine", ["Pine"]),
    "a truth value": ("recheck", True, ["true"]),
    "texts": ("aliases", ["Fir", "Larch"], ["Fir", "Larch"]),
    "a row of an actor": ("identifiers", [{"scheme": "imo", "value": "9179842"}], ["imo · 9179842"]),
    "a period": ("period", {"start": "2023-09", "end": "2024"}, ["2023-09 to 2024"]),
    "a period that began": (
        "period",
        {"start": "2023-09", "carried_by": ["a", "b"]},
        ["from 2023-09 (carried by a, b)"],
    ),
    "a period that ended": ("period", {"end": "2024"}, ["until 2024"]),
    "roles": (
        "involvements",
        [{"actor": "dprk", "role": "supplier", "carried_by": ["reuters"]}, {"actor": "angara", "role": "carrier"}],
        ["dprk: Supplier (carried by reuters)", "angara: Carrier"],
    ),
    "figures": (
        "quantities",
        [
            {"measure": "oil", "qualifier": "up_to", "high": "1000000.5", "unit": "barrels", "carried_by": ["a"]},
            {"measure": "ships", "qualifier": "exact", "low": "4", "high": "4", "unit": "vessels"},
            {"measure": "ether", "qualifier": "about", "low": "17413.96", "high": "20000", "unit": "ETH"},
        ],
        [
            "oil: up to 1,000,000.5 barrels (carried by a)",
            "ships: exactly 4 vessels",
            "ether: about 17,413.96 to 20,000 ETH",
        ],
    ),
    "places": (
        "places",
        [{"place": "RU/russia", "carried_by": ["a"]}, {"place": "KP/rajin"}],
        ["RU/russia (carried by a)", "KP/rajin"],
    ),
    "citations": (
        "citations",
        [
            {"source": "a", "relation": "origin", "locator": "p. 11, note 6", "supports": "the claim itself"},
            {"source": "b", "relation": "disputes", "supports": "all", "quote": "No […].", "quote_language": "en"},
        ],
        ["a, p. 11, note 6. Asserts it: the claim itself", "b. Disputes it: all. Quoted (en): “No […].”"],
    ),
}


@pytest.mark.parametrize(("field", "value", "lines"), SAID.values(), ids=SAID)
def test_a_field_is_told_in_lines(field: str, value: Any, lines: list[str]) -> None:
    assert in_words(field, value) == lines
