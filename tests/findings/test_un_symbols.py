"""Symbols of the United Nations: what is one, and where the document is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings import un_symbols


@pytest.mark.parametrize(
    "symbol",
    [
        "S/2019/171",
        "S/2019/171/Corr.1",
        "S/2019/171/Add.1",
        "S/2019/171/Rev.2/Corr.1",
        "S/RES/2397 (2017)",
        "S/PRST/2017/16",
        "A/RES/71/202",
        "A/74/275",
    ],
)
def test_a_symbol_is_known_by_its_shape(symbol: str) -> None:
    assert (un_symbols.is_symbol(symbol), un_symbols.normal(symbol)) == (True, symbol)


@given(
    st.sampled_from(["S", "A", "E"]),
    st.integers(1946, 2100),
    st.integers(1, 9999),
    st.lists(st.tuples(st.sampled_from(["Add", "Corr", "Rev"]), st.integers(1, 99)), max_size=2),
)
def test_every_symbol_of_a_year_is_one(organ: str, year: int, number: int, parts: list[tuple[str, int]]) -> None:
    symbol = "/".join([organ, str(year), str(number), *(f"{name}.{n}" for name, n in parts)])
    assert (un_symbols.is_symbol(symbol), un_symbols.normal(symbol)) == (True, symbol)


def test_the_year_of_a_resolution_stands_apart() -> None:
    assert un_symbols.normal("S/RES/2397(2017)") == "S/RES/2397 (2017)"


@pytest.mark.parametrize(
    "text", ["MSMT/2025/1", "MSMT-2025-1", "S", "S/", "S/2019/171 and", "s/2019/171", "2397", "S/2019/x", ""]
)
def test_what_is_no_symbol_is_never_taken_for_one(text: str) -> None:
    assert (un_symbols.is_symbol(text), un_symbols.normal(text), un_symbols.permalinks(text)) == (False, "", [])


def test_a_document_is_linked_in_six_languages_with_its_brackets_encoded() -> None:
    assert un_symbols.permalinks("S/RES/2397 (2017)") == [
        ("ar", "العربية", "https://docs.un.org/ar/S/RES/2397%282017%29"),
        ("zh", "中文", "https://docs.un.org/zh/S/RES/2397%282017%29"),
        ("en", "English", "https://docs.un.org/en/S/RES/2397%282017%29"),
        ("fr", "Français", "https://docs.un.org/fr/S/RES/2397%282017%29"),
        ("ru", "Русский", "https://docs.un.org/ru/S/RES/2397%282017%29"),
        ("es", "Español", "https://docs.un.org/es/S/RES/2397%282017%29"),
    ]


@pytest.mark.parametrize(
    ("title", "url", "kind", "symbol"),
    [
        ("Report of the Panel (S/2024/215)", "https://documents.un.org/N2403268.PDF", "un_document", "S/2024/215"),
        ("Report of the Panel", "https://docs.un.org/en/S/2024/215", "un_document", "S/2024/215"),
        ("Resolution", "https://undocs.org/S/RES/1718(2006)", "un_document", "S/RES/1718 (2006)"),
        ("Resolution", "https://docs.un.org/en/S/RES/1718%282006%29", "un_document", "S/RES/1718 (2006)"),
        ("What the Panel says in (S/2024/215)", "https://example.org/", "news", ""),
        ("A letter about S/2024/215 and what followed", "https://www.un.org/letter", "un_document", ""),
        ("Unlawful military cooperation (MSMT/2025/1)", "https://example.org/", "msmt_report", ""),
        ("Measures under resolution 1874 (2009)", "https://main.un.org/1718", "un_document", ""),
    ],
)
def test_a_source_has_the_symbol_of_its_own_document(title: str, url: str, kind: str, symbol: str) -> None:
    assert un_symbols.symbol_of({"title": title, "url": url, "source_kind": kind}) == symbol
