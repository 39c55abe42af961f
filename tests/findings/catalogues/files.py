"""Catalogues of translations as gettext keeps them: a .po file read, and its .mo file written."""

from __future__ import annotations

import ast
import re
import struct
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

LOCALE = Path(settings.BASE_DIR) / "findings" / "locale"


@dataclass(frozen=True)
class Entry:
    """A string of the interface: `texts` is the one of English, or its singular and its plural."""

    texts: tuple[str, ...]
    context: str | None
    translations: tuple[str, ...]
    flags: frozenset[str] = field(default_factory=frozenset)

    @property
    def key(self) -> tuple[str | None, str]:
        return self.context, self.texts[0]


def po_path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read(path: Path) -> list[Entry]:
    """The entries of a .po file, its head among them; those commented out are left out."""
    return [entry for block in re.split(r"\n\s*\n", path.read_text("utf-8")) if (entry := _entry(block))]


def _entry(block: str) -> Entry | None:
    said: dict[str, str] = {}
    flags: set[str] = set()
    name = ""
    for line in block.splitlines():
        if line.startswith("#,"):
            flags |= {flag.strip() for flag in line[2:].split(",")}
        if line.startswith("#") or not line.strip():
            continue
        keyword, _quote, text = line.partition('"')
        name = keyword.strip() or name
        said[name] = said.get(name, "") + ast.literal_eval(f'"{text}')
    if "msgid" not in said:
        return None
    plural = (said["msgid_plural"],) if "msgid_plural" in said else ()
    translations = tuple(text for name, text in said.items() if name.startswith("msgstr"))
    return Entry((said["msgid"], *plural), said.get("msgctxt"), translations, frozenset(flags))


def messages(entries: list[Entry]) -> dict[str, str]:
    """What a .mo file holds: key (context, \\4, singular, \\0, plural) → translations, set apart by \\0.

    msgfmt leaves the date of the head out, so that the same source makes the same file.
    """
    told = {
        (f"{entry.context}\4" if entry.context is not None else "") + "\0".join(entry.texts): "\0".join(
            entry.translations
        )
        for entry in entries
        if any(entry.translations) and "fuzzy" not in entry.flags
    }
    return {key: re.sub(r"POT-Creation-Date: .*\n", "", text) if key == "" else text for key, text in told.items()}


def read_mo(path: Path) -> dict[str, str]:
    """The messages of a .mo file (GNU gettext manual, 10.3)."""
    content = path.read_bytes()
    order = "<" if content[:4] == b"\xde\x12\x04\x95" else ">"
    _magic, _version, count, ids, strings = struct.unpack(f"{order}5I", content[:20])

    def text(table: int, place: int) -> str:
        length, start = struct.unpack_from(f"{order}2I", content, table + 8 * place)
        return content[start : start + length].decode()

    return {text(ids, place): text(strings, place) for place in range(count)}


def write_mo(path: Path, told: dict[str, str]) -> None:
    pairs = sorted((key.encode(), value.encode()) for key, value in told.items())
    start = 28 + 16 * len(pairs)
    tables: tuple[list[int], list[int]] = ([], [])
    texts = b""
    for side in (0, 1):
        for pair in pairs:
            tables[side].extend((len(pair[side]), start + len(texts)))
            texts += pair[side] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, start)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(head + b"".join(struct.pack(f"<{len(table)}I", *table) for table in tables) + texts)
