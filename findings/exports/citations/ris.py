"""Citations as RIS: a report each, `TY` first and `ER` last, lines ended by CR and LF (C52).

The author holds no comma, so no importer takes it apart. There is no `ET`, which reads as “2nd ed.”: the edition stands
in a note.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from findings.exports.citations.cited import LANGUAGE, Cited, author
from findings.exports.citations.footnote import source_of

MEDIA_TYPE = "application/x-research-info-systems"


def record(cited: Cited) -> str:
    """The edition as a record, its last line ended."""
    source = source_of(cited)
    lines = [
        ("TY", "RPRT"),
        ("TI", cited.title),
        ("AU", author()),
        ("M3", cited.genre),
        ("PB", author()),
        ("SN", cited.key),
        ("PY", str(cited.published.year)),
        ("DA", cited.published.strftime("%Y/%m/%d")),
        ("UR", cited.address),
        ("LA", LANGUAGE),
        ("N1", f"Version {cited.number}"),
        *([("N1", cited.warning)] if cited.warning else []),
        *([("N1", f"Source: {source}")] if source else []),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines)


def pieces(many: Iterable[Cited]) -> Iterator[str]:
    between = ""
    for each in many:
        yield between + record(each)
        between = "\r\n"
