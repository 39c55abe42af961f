"""How good the data is, as far as it can be counted: what is missing, unchecked or known at second hand alone.

Each figure is of what is in force. A part is always stated with its whole, so that a share can be read from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, Func, IntegerField, Q, QuerySet, Sum, Value

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


def quality() -> Quality:
    """All figures. Ten statements, whatever the number of findings."""
    entries, findings, places = _entries(), _findings(), _places()
    provisions, sources, actors = _provisions(), _sources(), _actors()
    years = _years()
    total = entries["total"]
    return Quality(
        second_hand=Share(entries["second_hand"], total),
        one_account=Share(entries["one_account"], total),
        undated=Share(entries["undated"], total),
        without_figure=Share(findings["without_figure"], total),
        without_actor=Share(findings["without_actor"], total),
        without_provision=Share(findings["without_provision"], total),
        to_recheck=Share(findings["to_recheck"], total),
        citations_without_place=Share(findings["citations_without_place"], findings["citations"]),
        places_in_words=Share(findings["places_in_words"], findings["citations"]),
        figures_without_source=Share(findings["bare_figures"], findings["figures"]),
        roles_without_source=Share(findings["bare_roles"], findings["roles"]),
        mentions_without_source=Share(findings["bare_mentions"], findings["mentions"]),
        periods_without_source=Share(findings["bare_periods"], findings["periods"]),
        provisions_unchecked=Share(provisions["unchecked"], provisions["total"]),
        provisions_without_paragraph=Share(provisions["without_paragraph"], provisions["total"]),
        places_without_coordinates=Share(places["without_coordinates"], places["total"]),
        sources_unread=Share(sources["unread"], sources["total"]),
        sources_without_copy=Share(sources["without_copy"], sources["total"]),
        actors_without_identifier=Share(actors["without_identifier"], actors["total"]),
        reports_unread=_named(
            SubjectKind.REPORT, Q(document__read_first_hand=False) & ~Q(document__report_kind=ReportKind.COMPILATION)
        ),
        reports_without_findings=_named(SubjectKind.REPORT, ~Q(key__in=_with_findings("report"))),
        categories_without_findings=_named(SubjectKind.CATEGORY, ~Q(key__in=_with_findings("category"))),
        years_without=tuple(sorted(set(range(min(years), max(years) + 1)) - years)) if years else (),
        first_year=min(years, default=None),
        last_year=max(years, default=None),
    )


def _entries() -> dict[str, int]:
    return FindingEntry.objects.in_force().aggregate(
        total=Count("pk"),
        second_hand=Count("pk", filter=Q(at_second_hand=True)),
        one_account=Count("pk", filter=Q(support=Support.SINGLE)),
        undated=Count("pk", filter=Q(first_day=None, last_day=None)),
    )


def _findings() -> dict[str, int]:
    """What hangs on findings is counted in their documents, in one pass over them."""
    dated = '@.start > "" || @.end > ""'  # an end that is open is null, which is no text and so not above any
    return _subjects(SubjectKind.FINDING).aggregate(
        without_figure=Count("pk", filter=Q(document__quantities=[])),
        without_actor=Count("pk", filter=Q(document__involvements=[])),
        without_provision=Count("pk", filter=Q(document__provisions=[])),
        to_recheck=Count("pk", filter=Q(document__recheck=True)),
        citations=_length_of("citations"),
        citations_without_place=_number_of("$.citations[*] ? (@.locators.size() == 0)"),
        places_in_words=_number_of('$.citations[*] ? (exists(@.locators[*] ? (@.locator_kind == "verbatim")))'),
        figures=_length_of("quantities"),
        bare_figures=_number_of("$.quantities[*] ? (!exists(@.carried_by))"),
        roles=_length_of("involvements"),
        bare_roles=_number_of("$.involvements[*] ? (!exists(@.carried_by))"),
        mentions=_length_of("places"),
        bare_mentions=_number_of("$.places[*] ? (!exists(@.carried_by))"),
        periods=_number_of(f"$.period ? ({dated})"),
        bare_periods=_number_of(f"$.period ? (({dated}) && !exists(@.carried_by))"),
    )


def _places() -> dict[str, int]:
    """A place is counted once, however many findings name it."""
    readable, values = _subjects(SubjectKind.FINDING).order_by().values("document").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT count(DISTINCT place->>'key'),
                   count(DISTINCT place->>'key') FILTER (WHERE place->>'latitude' IS NULL)
              FROM ({readable}) AS readable, jsonb_array_elements(document->'places') AS place
            """,  # noqa: S608 - the piece is the query above; every value is a parameter
            values,
        )
        total, without_coordinates = cursor.fetchone()
    return {"total": total, "without_coordinates": without_coordinates}


def _provisions() -> dict[str, int]:
    return _subjects(SubjectKind.RESOLUTION).aggregate(
        total=_length_of("provisions"),
        unchecked=_number_of("$.provisions[*] ? (@.paragraph_checked == false)"),
        without_paragraph=_number_of('$.provisions[*] ? (@.paragraph == "")'),
    )


def _sources() -> dict[str, int]:
    return _subjects(SubjectKind.SOURCE).aggregate(
        total=Count("pk"),
        unread=Count("pk", filter=Q(document__consulted=False)),
        without_copy=Count("pk", filter=Q(document__archived_url="") | Q(document__archived_url__isnull=True)),
    )


def _actors() -> dict[str, int]:
    return _subjects(SubjectKind.ACTOR).aggregate(
        total=Count("pk"), without_identifier=Count("pk", filter=Q(document__identifiers=[]))
    )


def _length_of(name: str) -> Sum:
    """How much a list of the documents holds, of all of them."""
    return Sum(Func(f"document__{name}", function="jsonb_array_length", output_field=IntegerField()), default=0)


def _number_of(path: str) -> Sum:
    """How much there is in all documents at a path of SQL/JSON."""
    template = "jsonb_array_length(jsonb_path_query_array(%(expressions)s::jsonpath))"
    return Sum(Func("document", Value(path), template=template, output_field=IntegerField()), default=0)


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
