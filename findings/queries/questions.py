"""A question to the findings, as an address asks it: words, filters, a period, an order, a page, a dataset version."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any, Self
from urllib.parse import quote

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Case, F, OrderBy, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.expressions import RawSQL
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from findings.models import FindingEntry, FindingText
from findings.partial_dates import PartialDate, PartialDateError
from findings.queries.called import places_called
from findings.queries.changes import last_change
from findings.queries.dates import read_date
from findings.queries.filters import FILTERS
from findings.queries.packing import one_value
from findings.queries.search_text import PERIOD, read_text

_NUMBER = re.compile(r"[1-9][0-9]{0,8}\Z")
#: Values that the filters of one question may have, all together. A value costs little; thousands would not.
MOST_VALUES = 100

_LATEST: list[OrderBy | str] = [F("last_day").desc(nulls_last=True), "reference"]
#: Name → (label, the columns that decide). The reference decides last, so an order is the same everywhere.
ORDERS: dict[str, tuple[object, list[OrderBy | str]]] = {
    "relevance": (gettext_lazy("best fit first"), [F("rank").desc(nulls_last=True), *_LATEST]),
    "latest": (gettext_lazy("latest period first"), _LATEST),
    "earliest": (gettext_lazy("earliest period first"), [F("first_day").asc(nulls_last=True), "reference"]),
    "published": (gettext_lazy("latest edition first"), [F("edition").desc()]),
    "changed": (gettext_lazy("last changed first"), [last_change().desc()]),
    "reference": (gettext_lazy("by reference"), ["reference"]),
}
#: That of feeds: what changed what it says. An edition that only adds to a finding does not move it.
CHANGED = "changed"
#: The order of a list without words, and of one with words, which alone knows of a fit.
DEFAULT_ORDER, RELEVANCE = "latest", "relevance"
#: So many of the findings of a search, those that come first in the default order, are ranked by how well they fit;
#: all others follow in that order. To rank every finding with a common word would cost more than all the rest.
RANKED = 500
#: What a hit is worth in a source (D), a name (C), the summary (B), the title (A): so far apart that a hit of one kind
#: comes before any number of hits of the next.
WORTH = [0.001, 0.01, 0.1, 1.0]

#: Parameters beside the filters.
OTHERS = ("q", "from", "to", "sort", "page", "as_of")


class UnanswerableError(Exception):
    """A question that cannot be answered as it stands. `reasons` are sentences for the person who asked it.

    `wrong` are the values, by parameter, that can be written like this and yet cannot be answered: nobody has the name.
    """

    def __init__(self, reasons: list[str], wrong: Mapping[str, Collection[str]] | None = None) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons
        self.wrong = wrong or {}


class OtherKeysError(UnanswerableError):
    """A filter `name` is given keys, or addresses, that lead to other keys today: `lead_to` is old → key of today."""

    def __init__(self, name: str, lead_to: dict[str, str]) -> None:
        sentence = _("The %(name)s “%(old)s” is found under “%(key)s” now: ask for %(name)s=%(key)s.")
        super().__init__([sentence % {"name": name, "old": old, "key": key} for old, key in lead_to.items()])
        self.name = name
        self.lead_to = lead_to


@dataclass(frozen=True)
class Question:
    """`chosen`: filter name → values, each once, in the order chosen; names without a value are absent.

    `text` is searched in the websearch syntax of PostgreSQL. `since` and `until` bound the stated period: a finding
    answers if its period touches them, at the precision that each was written with. `sort` is the order asked for, ""
    for the default one. `as_of` is a dataset version, None for the current state.
    """

    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    page: int = 1
    text: str = ""
    since: PartialDate | None = None
    until: PartialDate | None = None
    sort: str = ""
    as_of: int | None = None

    @classmethod
    def of(cls, **chosen: str | Iterable[str]) -> Self:
        """A question that the portal itself asks: `Question.of(actor="angara")`."""
        return cls({name: (keys,) if isinstance(keys, str) else tuple(keys) for name, keys in chosen.items()})

    @classmethod
    def read(cls, parameters: QueryDict, *, beside: Iterable[str] = ()) -> Self:
        """The question that an address asks; `beside` are parameters that are not the question's.

        Raises UnanswerableError with a sentence for each thing that is wrong. A date as `as_of` is for the caller to
        resolve first (`versions.as_of`): here it is a number.
        """
        reasons = _unknown(parameters, [*FILTERS, *OTHERS], beside)
        text, operators = read_text(parameters.get("q", ""), reasons)
        operators["place"] = _places(operators.get("place", []), _read_number(parameters, "as_of", []), reasons)
        bounds = {name: [*operators.get(name, []), parameters.get(name, "")][0] for name in PERIOD}
        chosen = {}
        for name, values in FILTERS.items():
            given = [*parameters.getlist(name), *operators.get(name, [])]
            wanted = tuple(dict.fromkeys(value for value in given if value))
            reasons += [wrong for value in wanted if (wrong := values.wrong(value, name))]
            if wanted:
                chosen[name] = wanted
        if (values_chosen := sum(map(len, chosen.values()))) > MOST_VALUES:
            told = {"chosen": values_chosen, "most": MOST_VALUES}
            reasons.insert(0, _("The filters have %(chosen)s values in all. A question has at most %(most)s.") % told)
        question = cls(
            chosen=chosen,
            page=_read_number(parameters, "page", reasons) or 1,
            text=text,
            since=_read_bound(bounds["from"], reasons),
            until=_read_bound(bounds["to"], reasons),
            sort=_read_sort(parameters, reasons),
            as_of=_read_number(parameters, "as_of", reasons),
        )
        if question.since and question.until and question.since.earliest > question.until.latest:
            reasons.append(_("The period ends before it begins: “from” lies after “to”."))
        if reasons:
            raise UnanswerableError(reasons)
        return question

    @property
    def default_order(self) -> str:
        return RELEVANCE if self.text else DEFAULT_ORDER

    @property
    def order(self) -> str:
        """The name of its order. Without words nothing fits better than another."""
        is_asked_for = self.sort and (self.sort != RELEVANCE or self.text)
        return self.sort if is_asked_for else self.default_order

    @property
    def is_filtered(self) -> bool:
        return bool(self.chosen or self.text or self.since or self.until)

    def entries(self, *, lifted: str | None = None) -> QuerySet[FindingEntry, Any]:
        """The entries that answer it, in no order; `lifted` names a filter to leave out."""
        entries: QuerySet[FindingEntry, Any] = FindingEntry.objects.in_force(self.as_of)
        for name, values in self.chosen.items():
            if name != lifted:
                entries = FILTERS[name].filter(entries, list(values))
        if self.since:
            entries = entries.filter(last_day__gte=self.since.earliest)
        if self.until:
            # A period without a stated beginning may have begun at any time before its end.
            touches = Q(first_day__lte=self.until.latest) | Q(first_day__isnull=True, last_day__isnull=False)
            entries = entries.filter(touches)
        if self.text:
            entries = entries.filter(pk__in=FindingText.objects.filter(search=self.search).values("pk"))
        return entries

    def ordered(self, among: QuerySet[FindingEntry, Any] | None = None) -> QuerySet[FindingEntry, Any]:
        """The entries that answer it, or others, in the order asked for."""
        entries = self.entries() if among is None else among
        if self.order == RELEVANCE:
            first = entries.order_by(*_LATEST).values("pk")[:RANKED]
            entries = entries.annotate(rank=Case(When(pk__in=first, then=self._rank)))
        return entries.order_by(*ORDERS[self.order][1])

    def in_order(self, positions: Iterable[int]) -> QuerySet[FindingEntry, Any]:
        """The entries at these positions, in its order."""
        entries = entries_at(positions)
        if self.order == RELEVANCE:
            entries = entries.annotate(rank=self._rank)
        return entries.order_by(*ORDERS[self.order][1])

    @property
    def _rank(self) -> Subquery:
        """How well an entry fits the words."""
        text = FindingText.objects.filter(pk=OuterRef("pk"))
        return Subquery(text.values(fit=SearchRank(F("search"), self.search, weights=WORTH)))

    @property
    def search(self) -> SearchQuery:
        return SearchQuery(self.text, search_type="websearch", config="english")

    def toggled(self, name: str, value: str) -> Self:
        """With the value chosen, or let go if it was; from the first page."""
        values = self.chosen.get(name, ())
        changed = tuple(each for each in values if each != value) if value in values else (*values, value)
        chosen = {**self.chosen, name: changed}
        return replace(self, chosen={each: kept for each, kept in chosen.items() if kept}, page=1)

    def from_the_start(self) -> Self:
        """The same question, asked for its first page."""
        return self if self.page == 1 else replace(self, page=1)

    def pinned_to(self, number: int) -> Self:
        """The question as it is cited: its first page, as of the version that it names, else of this one (0: none)."""
        return replace(self, page=1, as_of=self.as_of or number or None)

    def query(self) -> str:
        """Its canonical query string, "" for the whole list: parameters in a fixed order, defaults left out."""
        return self._query

    @cached_property
    def _query(self) -> str:
        # Thirty links of a page have it, and say beside it how to look.
        page = [f"page={self.page}"] if self.page > 1 else []
        return "&".join([*self._written[0], *(text for _name, text in self._written[1]), *self._written[2], *page])

    @cached_property
    def _written(self) -> tuple[list[str], list[tuple[str, str]], list[str]]:
        """What its query string says before its filters, each value of each of them, and behind them, but the page."""
        words = [f"q={escaped(self.text)}"] if self.text else []
        chosen = [
            (name, f"{name}={escaped(value)}") for name in FILTERS if name in self.chosen for value in self.chosen[name]
        ]
        plain: Mapping[str, object | None] = {
            "from": self.since,
            "to": self.until,
            "sort": self.order if self.order != self.default_order else None,
            "as_of": self.as_of,
        }
        others = [f"{name}={escaped(str(value))}" for name, value in plain.items() if value is not None]
        return words, chosen, others

    def query_choosing(self, name: str) -> tuple[str, str]:
        """What the query string has before and behind one more value of a filter, from the first page.

        To choose one value or another differs in nothing but the value. A list has a hundred such links.
        """
        words, chosen, others = self._written
        place = _PLACES[name]
        before = [*words, *(text for each, text in chosen if _PLACES[each] <= place), f"{name}="]
        behind = [*(text for each, text in chosen if _PLACES[each] > place), *others]
        return "&".join(before), "".join([f"&{text}" for text in behind])


#: The place of each filter in a query string.
_PLACES = {name: place for place, name in enumerate(FILTERS)}


@lru_cache(maxsize=2048)
def escaped(value: str) -> str:
    """A value in a query string, as QueryDict writes it, which is not made for the hundred links of a list."""
    return quote(value, "/:")


def entries_at(positions: Iterable[int]) -> QuerySet[FindingEntry, Any]:
    """The entries at these positions, which are one parameter of the statement: to set five hundred into its text takes
    longer than to answer it."""
    return FindingEntry.objects.filter(pk__in=RawSQL("SELECT unnest(%s::bigint[])", [one_value(positions)]))


def read_page(parameters: QueryDict, *, filters: Iterable[str] = (), wrong: Iterable[str] = ()) -> int:
    """The page of a list of subjects. Raises UnanswerableError.

    `filters` are those that the list has, and `wrong` are sentences on their values: all is told at once.
    """
    reasons = [*_unknown(parameters, [*filters, "page"]), *wrong]
    page = _read_number(parameters, "page", reasons)
    if reasons:
        raise UnanswerableError(reasons)
    return page or 1


def _unknown(parameters: QueryDict, known: list[str], beside: Iterable[str] = ()) -> list[str]:
    return [
        _("There is no filter named “%(name)s”. There are: %(known)s.") % {"name": name, "known": ", ".join(known)}
        for name in parameters
        if name not in {*known, *beside}
    ]


def _places(written: list[str], version: int | None, reasons: list[str]) -> list[str]:
    """The keys of places that words of a search name, by a key or by the name that one place alone has.

    For each name of none, or of several, a sentence is added to `reasons`. One statement for each name.
    """
    keys = []
    for text in filter(None, written):
        if FILTERS["place"].wrong(text, "place") is None:
            keys.append(text)
            continue
        called = places_called(text, version)
        keys += called[:1]
        if not called:
            told = {"name": text, "example": FILTERS["place"].example}
            reasons.append(_("No finding names a place “%(name)s”. One is written like “%(example)s”.") % told)
        elif len(called) > 1:
            told = {"name": text, "known": ", ".join(f"place:{key}" for key in called)}
            reasons.append(_("Several places are called “%(name)s”. Write which one: %(known)s.") % told)
    return keys


def _read_number(parameters: QueryDict, name: str, reasons: list[str]) -> int | None:
    text = parameters.get(name, "")
    if name == "as_of":
        text = text.strip()
    if text == "":
        return None
    if not _NUMBER.match(text):
        # A day as `as_of` is resolved before; a month or a year of versions has no one state.
        sentence = (
            _("“%(text)s” cannot be “as_of”. It is the number of a dataset version, or a day: 2026-03-26.")
            if name == "as_of"
            else _("“%(text)s” cannot be “%(name)s”. It is a number from 1 on.")
        )
        reasons.append(sentence % {"text": text, "name": name})
        return None
    return int(text)


def _read_bound(given: str, reasons: list[str]) -> PartialDate | None:
    text = given.strip()
    if not text:
        return None
    try:
        return read_date(text)
    except PartialDateError as error:
        reasons.append(str(error))
        return None


def _read_sort(parameters: QueryDict, reasons: list[str]) -> str:
    sort = parameters.get("sort", "")
    if not sort or sort in ORDERS:
        return sort
    reasons.append(_("“%(sort)s” is not an order. There are: %(known)s.") % {"sort": sort, "known": ", ".join(ORDERS)})
    return ""
