"""How good the data is, as far as it can be counted: what is missing, unchecked or known at second hand alone.

Each figure is of what is in force. A part is always stated with its whole, so that a share can be read from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import batched
from typing import Any

from django.db import connection
from django.db.models import Count, Q, QuerySet

from findings.models import Edition, FindingEntry
from findings.models.editions import EditionQuerySet
from findings.vocabulary import ReportKind, SubjectKind, Support

#: Names listed for a figure at most; the figure itself is always whole.
NAMED = 200


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole`."""

    part: int
    whole: int


@dataclass(frozen=True, slots=True)
class CountedSubjects:
    """The subjects that a figure counts: (slug, title), the first NAMED of them, and how many there are."""

    subjects: tuple[tuple[str, str], ...]
    total: int


@dataclass(frozen=True, slots=True)
class Quality:
    """The figures of the data-quality page.

    `reports_unread` leaves out the editors' own compilations. `years_without` are those between the first year that a
    finding touches and the last.
    """

    second_hand: Share
    one_account: Share
    undated: Share
    without_figure: Share
    without_actor: Share
    without_provision: Share
    to_recheck: Share
    citations_without_place: Share
    places_in_words: Share
    figures_without_source: Share
    roles_without_source: Share
    mentions_without_source: Share
    periods_without_source: Share
    provisions_unchecked: Share
    provisions_without_paragraph: Share
    places_without_coordinates: Share
    sources_unread: Share
    sources_without_copy: Share
    actors_without_identifier: Share
    reports_unread: CountedSubjects
    reports_without_findings: CountedSubjects
    categories_without_findings: CountedSubjects
    years_without: tuple[int, ...]
    first_year: int | None
    last_year: int | None


# What hangs on findings is counted in their documents, in one pass over them.
_IN_FINDINGS = """
    SELECT count(*) FILTER (WHERE document->'quantities' = '[]'),
           count(*) FILTER (WHERE document->'involvements' = '[]'),
           count(*) FILTER (WHERE document->'provisions' = '[]'),
           count(*) FILTER (WHERE (document->>'recheck')::boolean),
           coalesce(sum(jsonb_array_length(document->'citations')), 0),
           coalesce(sum(jsonb_array_length(jsonb_path_query_array(document,
               '$.citations[*] ? (@.locators.size() == 0)'))), 0),
           coalesce(sum(jsonb_array_length(jsonb_path_query_array(document,
               '$.citations[*] ? (exists(@.locators[*] ? (@.locator_kind == "verbatim")))'))), 0),
           coalesce(sum(jsonb_array_length(document->'quantities')), 0),
           coalesce(sum(jsonb_array_length(jsonb_path_query_array(document,
               '$.quantities[*] ? (!exists(@.carried_by))'))), 0),
           coalesce(sum(jsonb_array_length(document->'involvements')), 0),
           coalesce(sum(jsonb_array_length(jsonb_path_query_array(document,
               '$.involvements[*] ? (!exists(@.carried_by))'))), 0),
           coalesce(sum(jsonb_array_length(document->'places')), 0),
           coalesce(sum(jsonb_array_length(jsonb_path_query_array(document,
               '$.places[*] ? (!exists(@.carried_by))'))), 0),
           count(*) FILTER (WHERE document->'period'->>'start' <> '' OR document->'period'->>'end' <> ''),
           count(*) FILTER (WHERE (document->'period'->>'start' <> '' OR document->'period'->>'end' <> '')
               AND NOT document->'period' ? 'carried_by')
      FROM findings_edition
     WHERE subject_kind = 'finding' AND superseded_in IS NULL AND redacted_in IS NULL AND edition_kind <> 'withdrawal'
"""
_PLACES = """
    SELECT count(DISTINCT place->>'key'), count(DISTINCT place->>'key') FILTER (WHERE place->>'latitude' IS NULL)
      FROM findings_edition, jsonb_array_elements(document->'places') AS place
     WHERE subject_kind = 'finding' AND superseded_in IS NULL AND redacted_in IS NULL AND edition_kind <> 'withdrawal'
"""
_PROVISIONS = """
    SELECT count(*), count(*) FILTER (WHERE NOT (provision->>'paragraph_checked')::boolean),
           count(*) FILTER (WHERE provision->>'paragraph' = '')
      FROM findings_edition, jsonb_array_elements(document->'provisions') AS provision
     WHERE subject_kind = 'resolution' AND superseded_in IS NULL AND redacted_in IS NULL
       AND edition_kind <> 'withdrawal'
"""


def quality() -> Quality:
    """All figures. Ten statements, whatever the number of findings."""
    entries = FindingEntry.objects.in_force().aggregate(
        total=Count("pk"),
        second_hand=Count("pk", filter=Q(at_second_hand=True)),
        one_account=Count("pk", filter=Q(support=Support.SINGLE)),
        undated=Count("pk", filter=Q(first_day=None, last_day=None)),
    )
    total = entries["total"]
    no_figure, no_actor, no_provision, recheck, citations, placeless, in_words, *details = _one_row(_IN_FINDINGS)
    figures, roles, mentions, periods = (Share(bare, whole) for whole, bare in batched(details, 2))
    places, unlocated = _one_row(_PLACES)
    provisions, unchecked, without_paragraph = _one_row(_PROVISIONS)
    sources = _subjects(SubjectKind.SOURCE).aggregate(
        total=Count("pk"),
        unread=Count("pk", filter=Q(document__consulted=False)),
        without_copy=Count("pk", filter=Q(document__archived_url="") | Q(document__archived_url__isnull=True)),
    )
    actors = _subjects(SubjectKind.ACTOR).aggregate(
        total=Count("pk"), without=Count("pk", filter=Q(document__identifiers=[]))
    )
    years = _years()
    return Quality(
        second_hand=Share(entries["second_hand"], total),
        one_account=Share(entries["one_account"], total),
        undated=Share(entries["undated"], total),
        without_figure=Share(no_figure, total),
        without_actor=Share(no_actor, total),
        without_provision=Share(no_provision, total),
        to_recheck=Share(recheck, total),
        citations_without_place=Share(placeless, citations),
        places_in_words=Share(in_words, citations),
        figures_without_source=figures,
        roles_without_source=roles,
        mentions_without_source=mentions,
        periods_without_source=periods,
        provisions_unchecked=Share(unchecked, provisions),
        provisions_without_paragraph=Share(without_paragraph, provisions),
        places_without_coordinates=Share(unlocated, places),
        sources_unread=Share(sources["unread"], sources["total"]),
        sources_without_copy=Share(sources["without_copy"], sources["total"]),
        actors_without_identifier=Share(actors["without"], actors["total"]),
        reports_unread=_named(
            SubjectKind.REPORT, Q(document__read_first_hand=False) & ~Q(document__report_kind=ReportKind.COMPILATION)
        ),
        reports_without_findings=_named(SubjectKind.REPORT, ~Q(key__in=_with_findings("report"))),
        categories_without_findings=_named(SubjectKind.CATEGORY, ~Q(key__in=_with_findings("category"))),
        years_without=tuple(sorted(set(range(min(years), max(years) + 1)) - years)) if years else (),
        first_year=min(years, default=None),
        last_year=max(years, default=None),
    )


def _one_row(statement: str) -> tuple[int, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()


def _subjects(kind: SubjectKind) -> EditionQuerySet:
    return Edition.objects.of(kind).in_force().readable()


def _with_findings(column: str) -> QuerySet[FindingEntry, Any]:
    return FindingEntry.objects.in_force().order_by().values(column).distinct()


def _named(kind: SubjectKind, condition: Q) -> CountedSubjects:
    found = list(_subjects(kind).filter(condition).order_by("slug").values_list("slug", "title"))
    return CountedSubjects(tuple(found[:NAMED]), len(found))


def _years() -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT unnest(years) FROM findings_findingentry WHERE superseded_in IS NULL")
        return {year for (year,) in cursor.fetchall()}
