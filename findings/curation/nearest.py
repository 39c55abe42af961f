"""The known word that somebody who wrote an unknown one may have meant."""

from __future__ import annotations

import difflib
from collections.abc import Collection


def did_you_mean(word: str, known: Collection[str]) -> str:
    """`did you mean “dprk”?`, or "" where no known word is near."""
    # A long text is no slip of the pen, and comparing it with every known word would cost much.
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6) if len(word) <= 100 else []
    return f"did you mean “{near[0]}”?" if near else ""
