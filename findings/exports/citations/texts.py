"""Citations as plain text: an edition in every style or in one, a list in one, a citation a line (C58)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from findings.exports.citations import styles
from findings.exports.citations.cited import Cited
from findings.exports.citations.footnote import footnote

MEDIA_TYPE = "text/plain; charset=utf-8"
PARAMETER = "style"
FOOTNOTE = "footnote"

#: Name, as `?style=` has it → what readers call it; the footnote first, which says most.
NAMES = {FOOTNOTE: "Footnote, United Nations", **{name: label for name, (label, _file) in styles.STYLES.items()}}

#: Name → the citation in that style as text.
WRITERS: dict[str, Callable[[Cited], str]] = {
    FOOTNOTE: footnote,
    **{name: partial(styles.as_text, style=name) for name in styles.STYLES},
}


def in_every_style(cited: Cited) -> str:
    """Each style's name, and below it the citation."""
    return "\n".join(f"{NAMES[name]}\n{write(cited)}\n" for name, write in WRITERS.items())


def pieces(many: Iterable[Cited], style: str = FOOTNOTE) -> Iterator[str]:
    """One citation a line."""
    return (f"{WRITERS[style](each)}\n" for each in many)
