"""Symbols of United Nations documents: recognised by their shape, and linked in six languages.

A symbol begins with the organ (S, A, E, ST …) and names its parts between slashes: S/2019/171, S/2019/171/Corr.1,
S/RES/2397 (2017). A number that another body gives its papers, such as MSMT/2025/1, is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote

from findings.vocabulary import SourceKind

_PART = r"[A-Z]+(?:\.[0-9]+)?|[0-9]+|(?:Add|Corr|Rev)\.[0-9]+"
_SHAPE = re.compile(rf"(?:S|A|E|ST)(?:/(?:{_PART}))*/(?:[0-9]+|(?:Add|Corr|Rev)\.[0-9]+)(?: ?\([0-9]{{4}}\))?")
_IN_WORDS = re.compile(rf"\(({_SHAPE.pattern})\)\s*\Z")
#: The addresses under which the United Nations give a document by its symbol.
_PERMALINK = re.compile(
    r"https?://(?:docs\.un\.org/(?:(?:ar|en|es|fr|ru|zh)/)?|(?:www\.)?undocs\.org/(?:(?:ar|en|es|fr|ru|zh)/)?)(.+)\Z"
)

#: Languages of the United Nations → their own names, in the order of the English alphabet.
LANGUAGES = {
    "ar": "العربية",
    "zh": "中文",
    "en": "English",
    "fr": "Français",
    "ru": "Русский",
    "es": "Español",
}


def is_symbol(text: str) -> bool:
    """Whether the text, as a whole, has the shape of a symbol."""
    return _SHAPE.fullmatch(text) is not None


def normal(text: str) -> str:
    """A symbol as it is printed: the year of a resolution stands apart. "" for what is none."""
    if not is_symbol(text):
        return ""
    return re.sub(r" ?\(", " (", text)


def of_address(url: str) -> str:
    """The symbol in an address under which the United Nations give a document; "" for any other."""
    link = _PERMALINK.match(url)
    return normal(unquote(link[1]).partition("?")[0].partition("#")[0].rstrip("/")) if link else ""


def symbol_of(source: Mapping[str, Any]) -> str:
    """The symbol of a source that is a UN document, from its address or the end of its title; "" where it has none.

    `source` is a source's document, or its brief in another one. What is not published by the United Nations has none,
    whatever its title names.
    """
    if source["source_kind"] != SourceKind.UN_DOCUMENT:
        return ""
    if symbol := of_address(source["url"]):
        return symbol
    named = _IN_WORDS.search(source["title"])
    return normal(named[1]) if named else ""


def permalink(symbol: str, language: str) -> str:
    """The address at which the United Nations keep a document in one of their languages, its brackets encoded."""
    return f"https://docs.un.org/{language}/{quote(symbol.replace(' ', ''), safe='/')}"


def permalinks(symbol: str) -> list[tuple[str, str, str]]:
    """(code, the language's own name, address) in each of the six languages; [] for what is no symbol."""
    if not is_symbol(symbol):
        return []
    return [(code, name, permalink(symbol, code)) for code, name in LANGUAGES.items()]
