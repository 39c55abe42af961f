"""What queries count, as drawings: with the words that pages use and the addresses that they lead to.

Each returns what one template prints, or None where there is nothing to draw:

    timeline(question, months, categories, reports)     findings/_timeline.html, as `timeline`
    strips(question, months, categories)                findings/_strips.html, as `strips`
    small_timeline(question, facet)                     findings/_small_timeline.html, as `timeline`
    map_of(question, places, sheet, url_of_sheet, …)    findings/_map.html, as `map`
    cap_chart(rows)                                     findings/_cap_chart.html, as `chart`
    neighbourhood(name, key, rows)                      findings/_neighbourhood.html, as `tree`
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from pyroaring import BitMap

from findings.drawing.bars import CapChart, Figure
from findings.drawing.bars import cap_chart as drawn_cap_chart
from findings.drawing.maps import REGION_SHEET, WORLD_SHEET, Finding, PlaceMap, place_map
from findings.drawing.timelines import Publication, Series, SmallTimeline, Strips, Timeline, UrlOfMonths
from findings.drawing.timelines import small_timeline as drawn_small_timeline
from findings.drawing.timelines import strips as drawn_strips
from findings.drawing.timelines import timeline as drawn_timeline
from findings.drawing.trees import NamedActor, Neighbourhood, Shared
from findings.drawing.trees import neighbourhood as drawn_tree
from findings.languages import inside, joined
from findings.pages import parts, words
from findings.pages.frames import detail_url, list_url
from findings.pages.looks import Look
from findings.pages.parts import Link
from findings.partial_dates import PartialDate
from findings.queries.facets import Facet
from findings.queries.lists import Row
from findings.queries.pictures import Month, Months, PlaceCount, neighbours_in
from findings.queries.questions import Question
from findings.queries.subjects import ListedSubject
from findings.vocabulary import ActorKind, Dating, Qualifier, ReportKind, SubjectKind, Unit

#: Barrels of refined petroleum that all States together may deliver to the DPRK in a year: resolution 2397 (2017),
#: paragraph 5.
CAP = Decimal(500_000)
CAP_PROVISION = ("2397", "2397-5")
#: How many findings are looked through for figures to hold against the cap; far more than there are.
DELIVERIES = 100
#: Which figures are a period's total of refined petroleum, to be held against the cap: those in barrels, of findings
#: that the editors map to the cap and whose period has both ends, under one of these measures. No rule can tell a total
#: from the cargo of one ship, so the editors choose by the words of the measure: what has other words is left out.
CAP_MEASURES = frozenset(
    {
        "oil products",
        "refined petroleum",
        "refined petroleum (NHK)",
        "refined petroleum imports",
        "refined petroleum products",
    }
)
#: The reports that timelines mark: what States and the Panel published, not what the editors gathered.
_MARKED = {ReportKind.MSMT_REPORT, ReportKind.PANEL_OF_EXPERTS_REPORT}


def timeline(
    question: Question,
    months: Months | None,
    categories: Iterable[ListedSubject],
    reports: Iterable[ListedSubject] = (),
) -> Timeline | None:
    """Findings by month, stacked by category. `categories` are all of them, in their order; `reports` are marked."""
    if months is None:
        return None
    return drawn_timeline(
        months,
        _series(question, categories),
        _year_url(question),
        _months_url(question, months),
        _publications(reports),
        _narrowed(question, "dating", Dating.NONE),
        Look("months").url(question.from_the_start()),
    )


def strips(question: Question, months: Months | None, categories: Iterable[ListedSubject]) -> Strips | None:
    """The same, one strip a category."""
    return None if months is None else drawn_strips(months, _series(question, categories), _year_url(question))


def small_timeline(question: Question, facet: Facet) -> SmallTimeline | None:
    """Findings by year, from the facet `year` (`counts(question, facets=("year",), size=100)`)."""
    counted = {int(value.key): value.count for value in facet.values}
    return drawn_small_timeline(counted, _year_url(question))


@dataclass(frozen=True, slots=True)
class MapPart:
    """A map and the addresses of the two sheets: (its name, its address, whether it is the one shown).

    `placeless` is how many findings of the answer name no place: a map without that number looks like all of it.
    """

    drawing: PlaceMap
    sheets: tuple[tuple[str, str, bool], ...]
    placeless: int


def map_of(
    question: Question,
    places: Sequence[PlaceCount],
    sheet: str,
    url_of_sheet: Callable[[str], str],
    references_at: Callable[[Collection[int]], Mapping[int, str]],
    *,
    total: int,
) -> MapPart | None:
    """The places of an answer on a sheet, `region` or `world`; None where it names no place.

    `references_at` tells the references of the findings that are listed, `total` is how many findings the answer has.
    """
    if not places:
        return None
    placeless = total - len(BitMap.union(*(each.findings for each in places)))

    def findings_at(positions: Collection[int]) -> dict[int, Finding]:
        return {position: _finding(reference) for position, reference in references_at(positions).items()}

    drawing = place_map(places, sheet, lambda keys: _narrowed(question, "place", *keys), findings_at)
    names = {REGION_SHEET: _("North-East Asia"), WORLD_SHEET: _("The world")}
    sheets = tuple((name, url_of_sheet(key), key == sheet) for key, name in names.items())
    return MapPart(drawing, sheets, placeless)


@dataclass(frozen=True, slots=True)
class CapPart:
    """Reported deliveries against the cap: its number in words, its provision, where all figures' findings are."""

    drawing: CapChart
    cap: str
    provision: Link
    findings: Link


def cap_question() -> Question:
    """The findings whose figures may be held against the cap."""
    return Question.of(provision=CAP_PROVISION[1])


def cap_chart(rows: Iterable[Row]) -> CapPart | None:
    """Reported deliveries of refined petroleum, the latest period first, from the rows of `cap_question()`."""
    periods = [(each.document["period"], each, quantity) for each in rows for quantity in _totals(each.document)]
    latest = sorted(periods, key=lambda each: each[1].document["reference"])
    latest.sort(key=lambda each: (_last_day(each[0]["end"]), _first_day(each[0]["start"])), reverse=True)
    drawing = drawn_cap_chart([_figure(row, quantity) for _period, row, quantity in latest], CAP)
    if drawing is None:
        return None
    return CapPart(
        drawing,
        words.number(str(CAP)),
        Link(_("resolution 2397, paragraph 5"), reverse("provision-detail", args=CAP_PROVISION)),
        Link(_("All findings that the editors map to it"), list_url(cap_question())),
    )


@dataclass(frozen=True, slots=True)
class TreePart:
    """A tree of neighbours, and where all findings of the actor are listed."""

    drawing: Neighbourhood
    findings_url: str


def neighbourhood(name: str, key: str, rows: Sequence[Row]) -> TreePart | None:
    """Who is named with an actor; `rows` are its findings, the latest first, as many as may be drawn."""
    neighbours = neighbours_in((row.document for row in rows), key)
    findings = {}
    for row in rows:
        reference = row.document["reference"]
        period = words.period_of(row.document, short=True) or _("undated")
        findings[reference] = Shared(reference, detail_url(SubjectKind.FINDING, row.slug), period)
    others = {
        each.key: NamedActor(
            each.key,
            each.name,
            detail_url(SubjectKind.ACTOR, each.key),
            inside(ActorKind(each.kind).label),
            {reference: _roles(said) for reference, said in each.shared},
        )
        for each in neighbours
    }
    drawing = drawn_tree(name, neighbours, others, findings)
    return None if drawing is None else TreePart(drawing, list_url(Question.of(actor=key)))


def _series(question: Question, categories: Iterable[ListedSubject]) -> list[Series]:
    return [Series(each.key, each.title, _narrowed(question, "category", each.key)) for each in categories]


def _year_url(question: Question) -> Callable[[int], str]:
    return lambda year: _narrowed(question, "year", str(year))


def _months_url(question: Question, months: Months) -> UrlOfMonths:
    """Where the findings of some months are listed, of a category or of all: those that are counted there, no others.

    A list of months also has what ends later and has no stated beginning, which is counted in the month of its end
    alone. Where none of these ends in the months, only findings with a beginning are asked for; else the year beside
    the months, if they end in another one; else no list is exact.
    """

    def url(category: str, first: Month, last: Month) -> str:
        ends = months.open.get(category, frozenset()) if category else frozenset().union(*months.open.values())
        later = {year for year, month in ends if (year, month) > last}
        asked = question
        if later:
            holds_open = any(first <= month <= last for month in ends)
            if holds_open and last[0] in later:
                return ""
            name, value = ("year", str(last[0])) if holds_open else ("dating", Dating.STATED.value)
            if value not in question.chosen.get(name, (value,)):
                return ""
            asked = replace(asked, chosen={**asked.chosen, name: (value,)})
        since, until = PartialDate(f"{first[0]}-{first[1]:02}"), PartialDate(f"{last[0]}-{last[1]:02}")
        if asked.since and asked.since.earliest > since.earliest:
            since = asked.since
        if asked.until and asked.until.latest < until.latest:
            until = asked.until
        if since.earliest > until.latest:
            return ""  # a period that ends before it begins is refused
        asked = replace(asked, since=since, until=until, page=1)
        return _narrowed(asked, "category", category) if category else list_url(asked)

    return url


def _narrowed(question: Question, name: str, *values: str) -> str:
    """The address of the findings of an answer that have one of these values.

    Values of one filter are alternatives. So where some are chosen, no address can ask for one of those findings *and*
    another value: "" then, and what stands in the drawing leads nowhere.
    """
    chosen = question.chosen.get(name)
    if chosen and not set(values) <= set(chosen):
        return ""
    return list_url(replace(question, chosen={**question.chosen, name: values}, page=1))


def _publications(reports: Iterable[ListedSubject]) -> list[Publication]:
    return [
        Publication(
            each.title,
            detail_url(SubjectKind.REPORT, each.slug),
            PartialDate(each.document["published"]),
            each.document["report_kind"] == ReportKind.MSMT_REPORT,
        )
        for each in reports
        if each.document["report_kind"] in _MARKED and each.document["published"]
    ]


def _totals(document: dict[str, Any]) -> list[dict[str, Any]]:
    """The figures of a finding that are a period's total of refined petroleum."""
    period = document["period"]
    if not (period["start"] and period["end"]):
        return []
    return [each for each in document["quantities"] if each["unit"] == Unit.BARRELS and each["measure"] in CAP_MEASURES]


def _figure(row: Row, quantity: dict[str, Any]) -> Figure:
    document = row.document
    return Figure(
        reference=document["reference"],
        url=detail_url(SubjectKind.FINDING, row.slug),
        period=words.period_of(document, short=True),
        asserted_by=document["asserted_by"],
        is_msmt=document["report"]["report_kind"] == ReportKind.MSMT_REPORT,
        qualifier=Qualifier(quantity["qualifier"]),
        low=_bound(quantity["low"]),
        high=_bound(quantity["high"]),
        qualifier_words=words.qualifier(quantity)[0],
        bound=words.qualifier(quantity)[1],
        words=words.figure(quantity),
    )


def _bound(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _first_day(text: str) -> str:
    return PartialDate(text).earliest.isoformat()


def _last_day(text: str) -> str:
    return PartialDate(text).latest.isoformat()


def _finding(reference: str) -> Finding:
    return Finding(reference, detail_url(SubjectKind.FINDING, reference.lower()))


def _roles(roles: Iterable[str]) -> str:
    """“supplier, carrier”; "" where the finding states none."""
    return joined(inside(said) for role in dict.fromkeys(roles) if (said := parts.role_in_words(role)))
