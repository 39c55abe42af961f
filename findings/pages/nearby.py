"""An address that would be one of a few pages that are known by name, and is none of them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from django.http import Http404

from findings.pages.parts import Link

#: Names that are offered instead, and how alike they have to be (1 is the same).
_MOST = 3
_ALIKE = 0.5
#: Of what was typed, so many characters are compared.
_COMPARED = 40


class NoPageError(Http404):
    """The sentence says what there is not; `closest` are addresses that may have been meant."""

    def __init__(self, sentence: str, closest: tuple[Link, ...]) -> None:
        super().__init__(sentence)
        self.closest = closest


def no_page(sentence: str, typed: str, pages: Iterable[Link], overview: Link) -> NoPageError:
    """`typed` is the last part of the address; `pages` are told apart by that part of theirs."""
    by_name = {page.url.rstrip("/").rpartition("/")[2]: page for page in pages}
    near = difflib.get_close_matches(typed[:_COMPARED].lower(), by_name, n=_MOST, cutoff=_ALIKE)
    return NoPageError(sentence, (*(by_name[name] for name in near), overview))
