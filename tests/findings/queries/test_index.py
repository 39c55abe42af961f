"""The index of the findings in force, held against the statements that it stands in for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from findings.queries import facets, lists
from findings.queries import index as index_module
from findings.queries.index_keeping import answering_from, finding_indexes
from findings.queries.index_reading import read_index
from findings.queries.questions import Question
from findings.queries.unindexed import UNINDEXED
from tests.findings.queries.world import World, answers_both_ways, counts, options, outcome, questions, version

property_test = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@settings(property_test, max_examples=40)
@given(question=questions, options=options)
def test_the_index_answers_as_the_statements_do(
    world: World, few_at_once: None, question: Question, options: dict[str, Any]
) -> None:
    indexed, stated = answers_both_ways(question, **options)
    assert indexed == stated


@settings(property_test, max_examples=15)
@given(question=questions, options=options)
def test_a_list_counts_no_more_of_a_long_facet_than_it_shows(
    world: World, few_at_once: None, question: Question, options: dict[str, Any]
) -> None:
    """What it shows is right all the same; only how many more there are may be left open.

    Of what is not indexed, and had to be counted among more than a few findings, it shows what is chosen.
    """
    finding_indexes.build()
    size, which = options["facet_size"], options["facets"]
    with answering_from(version()):
        shown = outcome(lambda: counts(question, size, which, exact=False))
    stated = outcome(lambda: counts(question, size, which))
    if isinstance(stated, facets.Counts):
        stated = replace(stated, facets=tuple(map(left_open_alike, shown.facets, stated.facets)))
        for facet in shown.facets:
            answering = len(lists.rows(without(question, facet.name), size=100))
            assert facet.name not in UNINDEXED or (facet.distinct is None) == (which == "none" or answering > 4)
    assert shown == stated


def left_open_alike(shown: facets.Facet, stated: facets.Facet) -> facets.Facet:
    """What is stated of a facet, where as much is left open as is in what is shown."""
    if shown.distinct is not None:
        return stated
    values = tuple(value for value in stated.values if value.chosen) if shown.name in UNINDEXED else stated.values
    return replace(stated, distinct=None, values=values)


def without(question: Question, name: str) -> Question:
    """A question with a filter lifted, from its first page."""
    chosen = {each: values for each, values in question.chosen.items() if each != name}
    return replace(question, chosen=chosen, page=1)


def test_chosen_values_that_are_not_among_the_first_follow_in_the_same_order(world: World) -> None:
    chosen = [f"actor-{n}" for n in (4, 2, 3, 1)]
    indexed, stated = answers_both_ways(
        Question.of(actor=chosen), facet_size=1, page_size=1, containing="", facets="of a list"
    )
    assert indexed == stated
    facet = next(each for each in indexed[0].facets if each.name == "actor")
    in_order = [("actor-1", 6), ("actor-2", 6), ("actor-3", 4), ("actor-4", 4)]
    assert [(value.key, value.count) for value in facet.values] == in_order


@pytest.mark.parametrize(
    ("question", "facet"),
    [
        (Question.of(at="source-1/p-1-note-6"), "at"),
        (Question.of(involvement=["actor-1:carrier", "actor-4:carrier"]), "involvement"),
    ],
)
def test_values_of_what_is_not_indexed_are_asked_of_the_database_once(
    world: World, django_assert_num_queries: Any, question: Question, facet: str
) -> None:
    """The findings that have them, the counts of the facet, names, rows; later the two that are never remembered."""
    finding_indexes.build()
    with answering_from(1):
        with django_assert_num_queries(4):
            facets.counts(question, facets=facets.offered(question))
            lists.rows(question)
        with django_assert_num_queries(2):
            facets.counts(question, facets=facets.offered(question))
            lists.rows(question)
        with django_assert_num_queries(0):
            assert [each.name for each in facets.counts(question, facets=()).facets] == [facet]


def test_who_is_named_in_a_role_takes_one_statement_more(world: World, django_assert_num_queries: Any) -> None:
    finding_indexes.build()
    with answering_from(1):
        for question, statements in ((Question(), 0), (Question.of(role="carrier"), 1)):
            facets.counts(question, facets=facets.offered(question))
            with django_assert_num_queries(statements):
                facets.counts(question, facets=facets.offered(question))


def test_who_is_named_in_a_role_is_not_counted_among_very_many(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    question = Question.of(role="carrier")
    finding_indexes.build()
    with answering_from(1):
        carriers = facets.counts(question, facets=()).total
        for most, is_counted in ((carriers, True), (carriers - 1, False)):
            monkeypatch.setattr(facets, "COUNTED", most)
            facet = facets.counts(question, facets=["involvement"], exact=False).facets[0]
            assert (facet.distinct is not None, bool(facet.values)) == (is_counted, is_counted)
        # The page of all values counts all the same.
        assert facets.counts(question, facets=["involvement"]).facets[0].distinct == 2


def test_an_actor_in_a_role_is_not_in_another_and_no_other_is_in_it(world: World) -> None:
    """Both halves are there in findings that do not have the two together."""
    finding_indexes.build()
    asked = Question.of(involvement="actor-1:carrier")
    halves = Question.of(actor="actor-1", role="carrier")
    for promised in (None, 1):
        with answering_from(promised):
            found = {row.document["reference"]: row.document["involvements"] for row in lists.rows(asked)}
            others = {row.document["reference"]: row.document["involvements"] for row in lists.rows(halves)}
        assert found.keys() < others.keys()
        for reference, involvements in others.items():
            named = ("actor-1", "carrier") in {(row["actor"]["key"], row["role"]) for row in involvements}
            assert named == (reference in found)


def test_a_search_is_asked_of_the_database_once(world: World, django_assert_num_queries: Any) -> None:
    finding_indexes.build()
    asked = Question(text="coal")
    with answering_from(1):
        with django_assert_num_queries(3):
            facets.counts(asked)
            lists.rows(asked)
        with django_assert_num_queries(1):
            facets.counts(asked)
            lists.rows(asked)


def test_a_search_for_words_that_are_kept_reads_no_finding(
    world: World, few_at_once: None, django_assert_num_queries: Any
) -> None:
    finding_indexes.build()
    index = finding_indexes.at(1)
    assert index is not None
    assert {"'coal'", "'oil'", "'ship'"} <= index.words.sets.keys()
    with django_assert_num_queries(1) as said:
        found = index.matching(Question(text="coal or -oil"))
    assert said.captured_queries[0]["sql"] == "SELECT websearch_to_tsquery('english', 'coal or -oil')::text"
    assert list(found) == list(Question(text="coal or -oil").entries().values_list("pk", flat=True).order_by("pk"))


def test_only_the_latest_searches_are_remembered(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_module, "SEARCHES_KEPT", 2)
    index = read_index()
    assert index is not None
    for text in ("coal", "oil", "ships", "oil"):
        index.matching(Question(text=text))
    assert list(index.searches) == [("q", "oil"), ("q", "ships")]
