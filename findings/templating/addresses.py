"""Addresses as text: broken at their slashes and nowhere else."""

import functools
import re
from html import escape, unescape

import markupsafe
from django.utils.safestring import SafeString, mark_safe

from findings.pages.frames import address_in_pieces


@functools.lru_cache(maxsize=64)
def in_pieces(url: str) -> SafeString:
    """An address → its pieces in HTML: as a template prints them, and as `unparted` sets them into a text.

    A page names its own address in a dozen places, its citations above all.
    """
    pieces = "<wbr>".join([f'<span class="piece">{escape(piece)}</span>' for piece in address_in_pieces(url)])
    return mark_safe(pieces)  # noqa: S308 - every piece is escaped


def unparted(text: str, autoescape: bool = True) -> SafeString:
    """A line of text → HTML in which a reference stays on one line, and an address is broken at its slashes."""
    return mark_safe(addresses_in_pieces(markupsafe.escape(text) if autoescape else text))  # noqa: S308 - escaped


def addresses_in_pieces(html: str) -> str:
    """HTML whose addresses are in pieces, and whose references are one piece each; all else as it was."""
    return _UNPARTED.sub(_piece, html)


#: An address, or a reference in print: MSMT-2025-1-001. In lower case it is a part of an address. The signs beside it
#: are taken with it, since a line may end on either side of a piece. What it can begin with is looked at first, since
#: nearly all signs of a text are none of these.
_UNPARTED = re.compile(
    r"(?=[(“hA-Z])(?P<before>[(“]?)"
    r"(?:(?P<url>https?://(?:(?!&(?:lt|gt|quot|#x27|#34|#39);)[^\s<>])+(?<![.,:)”]))"
    r"|(?P<reference>\b[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*-[0-9]{3}\b))"
    r"(?P<after>(?(url)[.,:)”]*|[.,:;)”]*))"
)


def _piece(found: re.Match[str]) -> str:
    url, before, after = found["url"], found["before"], found["after"]
    pieces = in_pieces(unescape(url)) if url else f"{_OPENS}{found['reference']}{_ENDS}"
    return f"{_OPENS}{before}{pieces.removeprefix(_OPENS).removesuffix(_ENDS)}{after}{_ENDS}"


_OPENS, _ENDS = '<span class="piece">', "</span>"
