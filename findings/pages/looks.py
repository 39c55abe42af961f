"""The ways to look at one set of findings: list, table, timeline, map, comparison, numbers, all values of a facet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Self
from urllib.parse import quote, urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from findings.pages.frames import list_address
from findings.pages.table import COLUMNS
from findings.queries.filters import FILTERS
from findings.queries.questions import Question, UnanswerableError, escaped

VIEWS: dict[str, Any] = {
    "list": gettext_lazy("list"),
    "table": gettext_lazy("table"),
    "timeline": gettext_lazy("timeline"),
    "map": gettext_lazy("map"),
    "compare": gettext_lazy("compare"),
    "months": gettext_lazy("numbers by month"),
    "values": gettext_lazy("all values of a filter"),
    "cite": gettext_lazy("cite this list"),
}
#: The views that are offered above a list; the others have words of their own where they are needed.
OFFERED = ("list", "table", "timeline", "map", "compare")
#: Views that are a part of one that is offered, of which readers know that they look at it.
WITHIN = {"months": "timeline"}
#: Parameters of an address that say how to look, and not at what.
PARAMETERS = ("view", "columns", "of", "containing", "map")
#: Filters whose values can be set side by side.
COMPARABLE = ("actor", "involvement", "report", "provision", "country", "category")
MAPS = ("region", "world")


@dataclass(frozen=True, slots=True)
class Look:
    """How a set is looked at. `columns` are those of a table, () for the usual ones; `of` is the filter whose values
    are listed, `containing` the words that they have; `map` is the frame of the map."""

    view: str = "list"
    columns: tuple[str, ...] = ()
    of: str = ""
    containing: str = ""
    map: str = "region"

    @classmethod
    def read(cls, parameters: QueryDict) -> Self:
        """The look that an address asks for. Raises UnanswerableError with a sentence for each thing that is wrong."""
        view = parameters.get("view") or "list"
        columns = tuple(dict.fromkeys(each for each in parameters.getlist("columns") if each))
        of, frame = parameters.get("of", ""), parameters.get("map") or "region"
        reasons = [
            *_unknown(_("a way to look"), [view], list(VIEWS)),
            *_unknown(_("a column"), columns, list(COLUMNS)),
            *_unknown(_("a filter"), [of] if of else [], list(FILTERS)),
            *_unknown(_("a map"), [frame], list(MAPS)),
        ]
        if view == "values" and not of:
            reasons.append(_("Name the filter whose values are to be listed: “of=actor”."))
        containing = parameters.get("containing", "")
        if "\x00" in containing or len(containing) > 100:
            reasons.append(
                _("The words to look for among the values are longer than 100 characters, or hold a zero byte.")
            )
        if reasons:
            raise UnanswerableError(reasons)
        return cls(view, columns, of, containing, frame)

    def parameters(self) -> list[tuple[str, str]]:
        """The parameters that ask for this look, defaults left out."""
        pairs = [("view", self.view if self.view != "list" else "")]
        pairs += [("columns", column) for column in self.columns]
        pairs += [("of", self.of), ("containing", self.containing), ("map", self.map if self.map != "region" else "")]
        return [(name, value) for name, value in pairs if value]

    def url(self, question: Question) -> str:
        """The address that looks at the answer to a question in this way."""
        own = _query_of(self)
        query = "&".join(part for part in (question.query(), own) if part)
        return f"{list_address()}?{query}" if query else list_address()

    def url_toggling(self, question: Question, name: str) -> Callable[[str], str]:
        """Value of the filter `name` → `url(question.toggled(name, value))`."""
        chosen = question.chosen.get(name, ())
        before, behind = question.query_choosing(name)
        own = _query_of(self)
        before, behind = f"{list_address()}?{before}", f"{behind}&{own}" if own else behind

        def url(value: str) -> str:
            if value in chosen:
                return self.url(question.toggled(name, value))
            return f"{before}{escaped(value)}{behind}"

        return url

    def as_list(self) -> Self:
        return type(self)()

    def at(self, view: str) -> Self:
        """The same set in another view."""
        return replace(self, view=view, columns=(), of="", containing="", map="region")


@lru_cache(maxsize=256)
def _query_of(look: Look) -> str:
    """What a look adds to the query of an address: thirty links of a page have the same one."""
    return urlencode(look.parameters(), quote_via=quote, safe="")


def comparable(question: Question) -> str:
    """The filter whose chosen values can be set side by side; "" where fewer than two of any are chosen."""
    return next((name for name in COMPARABLE if len(question.chosen.get(name, ())) > 1), "")


def _unknown(what: str, given: tuple[str, ...] | list[str], known: list[str]) -> list[str]:
    return [
        _("“%(value)s” is not %(what)s. There are: %(known)s.")
        % {"value": value, "what": what, "known": ", ".join(known)}
        for value in given
        if value not in known
    ]
