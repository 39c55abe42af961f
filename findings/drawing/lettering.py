"""How much room words take, without a browser: the estimates err on the wide side.

Sans at 13 px, with its x-height evened to half of that, as the sheet sets every drawing. Held against Noto Sans and
Liberation Sans, the widest of the faces that the sheet names: no name of the curated actors and places takes more.
"""

from __future__ import annotations

import functools
import unicodedata

#: Pixels of one line of lettering, with its leading.
LINE = 16
#: From the base line of a line of lettering up to its top, and down to its bottom.
ASCENT, DESCENT = 11, 4

_NARROW = frozenset("fijlI.,:;'’‘|!()[]- \u00a0")


def width(words: str) -> int:
    """Pixels that words take at most: “Rajin” → 33."""
    return round(sum(map(_advance, words)))


def lines(words: str, room: int) -> tuple[str, ...]:
    """Words in as many lines as they need in so many pixels; they part at spaces, a longer word only if it must."""
    broken: list[str] = []
    line = ""
    for word in words.split(" "):
        longer = f"{line} {word}" if line else word
        if width(longer) <= room:
            line = longer
            continue
        if line:
            broken.append(line)
        *full, line = _pieces(word, room)
        broken += full
    return (*broken, line)


def _pieces(word: str, room: int) -> list[str]:
    """A word in pieces that fit; the last may have room left. One sign fits always."""
    pieces, piece = [], ""
    for sign in word:
        if piece and width(piece + sign) > room:
            pieces.append(piece)
            piece = ""
        piece += sign
    return [*pieces, piece]


@functools.lru_cache(maxsize=4096)
def _advance(sign: str) -> float:
    if unicodedata.combining(sign):
        return 0
    if unicodedata.east_asian_width(sign) in "WF" or sign in "mwMW—":
        return 12.5
    if sign in _NARROW:
        return 4.4
    if sign in "rt":
        return 5.6
    return 9.4 if sign.isupper() else 7.5
