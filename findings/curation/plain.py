"""Text as it was typed or pasted → text as it is kept.

What is copied from a PDF brings what nobody sees: soft hyphens and zero-width spaces inside words, which no search
finds; spaces that do not break; letters taken apart into their strokes (Korean from some systems); control characters,
which a curated file refuses. Readers would quote it, and the ledger would keep it for ever.
"""

from __future__ import annotations

import re
import unicodedata

#: Soft hyphen, zero-width space, word joiner, byte order mark: where a line of another page broke. Marks that open or
#: close a run of another direction: unclosed, they turn about what a page says after them.
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
#: What ends a line: of a PDF, a word processor, a form that was sent.
LINE_ENDS = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
#: Control characters but NUL, which Django's forms refuse with a sentence, and those that are space.
_CONTROL = re.compile("[\x01-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")


def one_line(text: str) -> str:
    """Every run of white space is one space, and line ends are white space."""
    return unicodedata.normalize("NFC", " ".join(_CONTROL.sub("", _UNSEEN.sub("", text)).split()))


def prose(text: str) -> str:
    """The same within each line; lines are ended by a single line feed, as curated files have them."""
    return "\n".join(map(one_line, LINE_ENDS.split(text))).strip("\n")
