"""Lists and counts, held against a naive recount of the documents."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from findings.documents import entry_of
from findings.models import Edition
from findings.partial_dates import PartialDate
from findings.queries import facets, lists
from findings.queries.facets import Facet, FacetValue
from findings.queries.filters import FILTERS
from findings.queries.questions import Question, UnanswerableError
from findings.vocabulary import SubjectKind
from tests import factories as make
from tests.findings.publish import publish_everything

COLUMNS = {name: values.field_name for name, values in FILTERS.items()}


@pytest.fixture
def twelve_findings(db: None) -> list[dict[str, Any]]:
    """Twelve findings that differ in everything a filter can ask for; their documents, in no order."""
    categories = [make.make_category(f"category-{n}") for n in (1, 2, 3)]
    sources = [make.make_source(f"source-{n}", consulted=n > 1) for n in (1, 2, 3)]
    reports = [make.make_report(f"report-{n}", source=sources[n - 1]) for n in (1, 2)]
    kinds = ["vessel", "company", "state"]
    actors = [
        make.make_actor(f"actor-{n}", country=["KP", "RU", "CN"][n - 1], actor_kind=kinds[n - 1]) for n in (1, 2, 3)
    ]
    provisions = [
        make.make_provision(f"2397-{n}", resolution=make.make_resolution("2397") if n == 1 else None) for n in (1, 2)
    ]
    places = [make.make_place("nampo", country="KP"), make.make_place("rajin", country="KP")]
    periods = [
        ("2023-09", None),
        ("2024", "2024"),
        (None, "2022-09-07"),
        (None, None),
        ("2024-03-26", "2024-03"),
        ("2019-01", "2021"),
    ]
    for n in range(12):
        start, end = periods[n % 6]
        make.make_finding(
            report=reports[n % 2],
            category=categories[n % 3],
            support=["strong", "single"][n % 4 == 0],
            period_start=start,
            period_end=end,
            asserters=[actors[2]] if n % 5 == 0 else [],
            involvements=[
                (actors[i], ["carrier", "supplier", "host"][(i + n // 6) % 3]) for i in range(3) if n & (1 << i)
            ],
            places=[place for i, place in enumerate(places) if n % (i + 2) == 0],
            provisions=[provision for i, provision in enumerate(provisions) if n % (i + 3) == 0],
            citations=[
                (sources[n % 3], "origin", f"p. {n % 2 + 1}, note 6"),
                *([(sources[(n + 1) % 3], "disputes")] if n == 7 else []),
            ],
        )
    publish_everything()
    return list(Edition.objects.of(SubjectKind.FINDING).in_force().values_list("document", flat=True))


def has(document: dict[str, Any], name: str) -> list[Any]:
    """What a document has of a filter."""
    if name == "dating":
        start, end = document["period"]["start"], document["period"]["end"]
        return ["stated" if start else "open" if end else "none"]
    value = entry_of(document, "first")._asdict()[COLUMNS[name]]
    return value if isinstance(value, list) else [value]


def naive(question: Question, documents: list[dict[str, Any]], lifted: str | None = None) -> list[dict[str, Any]]:
    """The documents that answer, found by reading every one of them."""

    def answers(document: dict[str, Any]) -> bool:
        entry = entry_of(document, "first")._asdict()
        for name, values in question.chosen.items():
            if name != lifted and not {FILTERS[name].stored(value) for value in values} & set(has(document, name)):
                return False
        if question.since and (entry["last_day"] is None or entry["last_day"] < question.since.earliest):
            return False
        if question.until:
            if entry["last_day"] is None:
                return False
            if entry["first_day"] is not None and entry["first_day"] > question.until.latest:
                return False
        return True

    return [document for document in documents if answers(document)]


def naive_order(documents: list[dict[str, Any]]) -> list[str]:
    def rank(document: dict[str, Any]) -> tuple[bool, int, str]:
        last = entry_of(document, "first").last_day
        return last is None, -last.toordinal() if last else 0, document["reference"]

    return [document["reference"] for document in sorted(documents, key=rank)]


CHOICES = {
    "category": ["category-1", "category-2"],
    "report": ["report-1", "report-2"],
    "asserter": ["actor-3"],
    "actor": ["actor-1", "actor-2", "actor-3"],
    "kind": ["vessel", "company", "person"],
    "role": ["carrier", "supplier", "victim"],
    "involvement": ["actor-1:carrier", "actor-2:carrier", "actor-1:supplier", "actor-3:host"],
    "country": ["KP", "RU", "JP"],
    "place": ["kp/nampo", "kp/rajin"],
    "provision": ["2397-1", "2397-2"],
    "source": ["source-1", "source-2"],
    "at": ["source-1/p-1-note-6", "source-2/p-2-note-6"],
    "year": ["2022", "2024", "2020"],
    "support": ["strong", "single"],
    "hand": ["first", "second"],
    "disputed": ["yes", "no"],
    "edition": ["first", "correction"],
    "dating": ["stated", "open", "none"],
}
asked = st.dictionaries(st.sampled_from(list(CHOICES)), st.integers(0, 6), max_size=3).map(
    lambda picks: {
        name: tuple(value for i, value in enumerate(CHOICES[name]) if pick & (1 << i)) or (CHOICES[name][0],)
        for name, pick in picks.items()
    }
)
bounds = st.sampled_from([None, *map(PartialDate, ["2021", "2022-09", "2024-03-01", "2025"])])


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=asked, since=bounds, until=bounds)
def test_rows_counts_and_facets_equal_a_naive_recount(
    twelve_findings: list[dict[str, Any]],
    chosen: dict[str, tuple[str, ...]],
    since: PartialDate | None,
    until: PartialDate | None,
) -> None:
    question = Question(chosen, since=since, until=until)
    expected = naive(question, twelve_findings)
    counted = facets.counts(question, facets=list(FILTERS), size=100)
    references = naive_order(expected)
    assert counted.total == len(expected)
    assert [row.document["reference"] for row in lists.rows(question)] == references
    assert lists.references_digest(question) == (
        len(expected),
        hashlib.sha256("".join(f"{each}\n" for each in references).encode()).hexdigest(),
    )
    for facet in counted.facets:
        recount: Counter[str] = Counter()
        for document in naive(question, twelve_findings, lifted=facet.name):
            recount.update(map(str, has(document, facet.name)))
        if facet.name == "involvement":
            recount = Counter({value: n for value, n in recount.items() if is_told(value, question)})
        found = {str(FILTERS[facet.name].stored(value.key)): value.count for value in facet.values if value.count}
        assert (facet.name, found, facet.distinct) == (facet.name, dict(recount), len(recount))


def is_told(involvement: str, question: Question) -> bool:
    """Of actors in roles, those are counted that are asked about: in the roles, or of the actors, or chosen."""
    role, actor = involvement.split(":")
    chosen = [value.split(":") for value in question.chosen.get("involvement", ())]
    if [actor, role] in chosen:
        return True
    if roles := question.chosen.get("role"):
        return role in roles
    if actors := question.chosen.get("actor"):
        return actor in actors
    return not chosen or role in {each for _actor, each in chosen}


@pytest.mark.usefixtures("twelve_findings")
def test_who_asks_for_a_role_is_told_who_is_named_in_it() -> None:
    asked = Question.of(role="carrier")
    assert [name for name in facets.offered(asked) if name not in facets.offered(Question())] == ["involvement"]
    facet = next(
        each for each in facets.counts(asked, facets=facets.offered(asked)).facets if each.name == "involvement"
    )
    assert facet == Facet(
        "involvement",
        "Actor in a role",
        (
            FacetValue("actor-1:carrier", "Actor 1 as carrier", 3, chosen=False, actor="Actor 1"),
            FacetValue("actor-3:carrier", "Actor 3 as carrier", 2, chosen=False, actor="Actor 3"),
        ),
        2,
    )
    for others in ({}, {"actor": "actor-1"}, {"role": ["carrier", "supplier"]}):
        assert "involvement" not in facets.offered(Question.of(**others))


@pytest.mark.usefixtures("twelve_findings")
def test_choosing_a_value_does_not_hide_the_others_of_the_same_finding() -> None:
    facet = next(each for each in facets.counts(Question.of(actor="actor-1")).facets if each.name == "actor")
    assert facet == Facet(
        "actor",
        "Actor",
        (
            FacetValue("actor-1", "Actor 1", 6, chosen=True),
            FacetValue("actor-2", "Actor 2", 6, chosen=False),
            FacetValue("actor-3", "Actor 3", 4, chosen=False),
        ),
        3,
    )


@pytest.mark.usefixtures("twelve_findings")
def test_a_chosen_value_is_offered_however_rare_it_is() -> None:
    facet = facets.counts(Question.of(actor="actor-3"), facets=["actor"], size=1).facets[0]
    assert ([value.key for value in facet.values], facet.distinct, facet.is_cut) == (["actor-1", "actor-3"], 3, True)


@pytest.mark.usefixtures("twelve_findings")
def test_a_long_facet_is_searched_by_the_names_of_its_values() -> None:
    facet = facets.counts(Question.of(actor="actor-1"), facets=["actor"], containing="ACTOR 2").facets[0]
    assert facet.values == (FacetValue("actor-2", "Actor 2", 6, chosen=False),)


@pytest.mark.usefixtures("twelve_findings")
def test_an_unknown_subject_cannot_be_asked_for() -> None:
    with pytest.raises(UnanswerableError) as refused:
        facets.counts(Question.of(actor="nobody"))
    assert refused.value.reasons == ["There is no actor “nobody” in the portal."]


@pytest.mark.django_db
def test_a_resolution_is_no_provision_and_its_paragraphs_are_named() -> None:
    """“No findings mapped to S/RES/2397 (2017)” would be wrong: they are mapped to a paragraph of it."""
    resolution = make.make_resolution("2397")
    fifth = make.make_provision("2397-5", resolution=resolution, paragraph="5")
    for paragraph in ("14", "8"):
        make.make_provision(f"2397-{paragraph}", resolution=resolution, paragraph=paragraph)
    make.make_provision_mapping(make.make_finding(), fifth)
    publish_everything()
    with pytest.raises(UnanswerableError) as refused:
        facets.counts(Question.of(provision=["2397", "1718"]))
    assert refused.value.reasons == [
        "“2397” is a resolution, and findings are mapped to its paragraphs. There are: 2397-5, 2397-8, 2397-14.",
        "There is no provision “1718” in the portal.",
    ]
    assert facets.counts(Question.of(provision="2397-5")).total == 1
    assert facets.counts(Question.of(provision="2397-8")).total == 0


def test_a_known_subject_without_findings_is_an_empty_answer(db: None) -> None:
    make.make_actor("alone")
    make.make_finding()
    publish_everything()
    counted = facets.counts(Question.of(actor="alone"), facets=["actor"])
    assert (counted.total, counted.facets[0].values) == (0, (FacetValue("alone", "Actor 1", 0, chosen=True),))


def test_places_without_findings_are_named_in_one_statement_by_a_finding_each(
    db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    nampo, rajin = (make.make_place(slug, name=slug.title(), country="KP") for slug in ("nampo", "rajin"))
    for places in ([nampo], [nampo, rajin], [rajin]):
        make.make_finding(places=places)
    publish_everything()
    asked = Question.of(place=["kp/rajin", "kp/nampo"], year="1999")
    with django_assert_num_queries(2) as said:
        [facet] = [each for each in facets.counts(asked, facets=()).facets if each.name == "place"]
    assert facet.values == (
        FacetValue("kp/rajin", "Rajin", 0, chosen=True),
        FacetValue("kp/nampo", "Nampo", 0, chosen=True),
    )
    assert said.captured_queries[-1]["sql"].count("LIMIT 1") == 2
    with pytest.raises(UnanswerableError) as refused:
        facets.counts(Question.of(place=["kp/nampo", "kp/nowhere"], year="1999"))
    assert refused.value.reasons == ["There is no place “kp/nowhere” in the portal."]


def test_a_search_shows_the_words_around_its_hits(db: None) -> None:
    make.make_finding(summary="A tanker moved refined petroleum at night.")
    make.make_finding(summary="Coal went by rail.")
    publish_everything()
    assert [row.snippet for row in lists.rows(Question(text="petroleum"))] == [
        f"tanker moved refined {lists.HIT_BEGINS}petroleum{lists.HIT_ENDS} at night"
    ]
    assert [row.snippet for row in lists.rows(Question())] == ["", ""]


def test_an_answer_as_of_a_version_stays_after_later_corrections(db: None) -> None:
    finding = make.make_finding(title="About 9 million rounds")
    publish_everything()
    before = Question(as_of=1)
    said = lists.rows(before), facets.counts(before), lists.references_digest(before)
    finding.title = "Up to 9 million rounds"
    finding.save()
    make.make_finding()
    publish_everything()
    assert (lists.rows(before), facets.counts(before), lists.references_digest(before)) == said
    assert [row.document["title"] for row in said[0]] == ["About 9 million rounds"]
    assert facets.counts(Question()).total == 2
