"""The index of the findings in force, held against the statements that it stands in for."""

from __future__ import annotations

import threading
import time
from array import array
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyroaring import BitMap

from findings import publishing
from findings.models import DatasetVersion, Edition, Finding
from findings.partial_dates import PartialDate
from findings.queries import common_words, facets, lists
from findings.queries import index as index_module
from findings.queries import questions as questions_module
from findings.queries import sets as sets_module
from findings.queries.filters import FILTERS
from findings.queries.index import (
    FindingIndex,
    FindingIndexes,
    answering_from,
    extended,
    finding_indexes,
    index_for,
    read_index,
)
from findings.queries.order import Order
from findings.queries.pictures import by_month
from findings.queries.questions import ORDERS, Question, UnanswerableError
from findings.queries.subjects import NAMING, findings_of, findings_of_provisions
from findings.queries.summaries import holdings
from findings.queries.unindexed import UNINDEXED
from findings.vocabulary import EditionKind, SubjectKind
from mmsmt_portal import gunicorn_config
from tests import factories as make
from tests.findings.publish import publish_everything

PERIODS = [
    ("2023-09", None),
    ("2024", "2024"),
    (None, "2022-09-07"),
    (None, None),
    ("2024-03-26", "2024-03"),
    ("2019-01", "2021"),
]
WORDS = ["coal", "oil", "ships"]
#: Of actors 1 to 4 in the first findings; in later ones each has the role of the next.
ROLES = ["carrier", "supplier", "host", "broker"]
CHOICES = {
    "category": ["category-1", "category-2", "unused"],
    "report": ["report-1", "report-2"],
    "asserter": ["actor-3"],
    "actor": ["actor-1", "actor-2", "actor-3", "actor-4"],
    "kind": ["vessel", "company", "person"],
    "role": ["carrier", "supplier", "victim"],
    # The second is another actor in the role of the first, the third the actor of the first in another role.
    "involvement": ["actor-1:carrier", "actor-4:carrier", "actor-1:supplier", "bystander:host"],
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
}


class World:
    """Records that differ in everything that a filter can ask for, and what editors do to them."""

    def __init__(self) -> None:
        make.make_category("unused")
        self.categories = [make.make_category(f"category-{n}") for n in (1, 2, 3)]
        self.sources = [make.make_source(f"source-{n}", consulted=n > 1) for n in (1, 2, 3)]
        self.reports = [make.make_report(f"report-{n}", source=self.sources[n - 1]) for n in (1, 2)]
        kinds, countries = ["vessel", "company", "state", "vessel"], ["KP", "RU", "CN", "KP"]
        # Two of one name: what is equal in number follows by its key.
        names = ["Twin", "Beta", "Alpha", "Twin"]
        self.actors = [
            make.make_actor(f"actor-{n + 1}", name=names[n], country=countries[n], actor_kind=kinds[n])
            for n in range(4)
        ]
        self.actors.append(make.make_actor("bystander"))  # whom no finding names
        resolution = make.make_resolution("2397")
        self.provisions = [make.make_provision(f"2397-{n}", resolution=resolution) for n in (1, 2)]
        self.places = [make.make_place("nampo", country="KP"), make.make_place("rajin", country="KP")]

    def add(self, n: int) -> Finding:
        start, end = PERIODS[n % 6]
        return make.make_finding(
            report=self.reports[n % 2],
            category=self.categories[n % 3],
            summary=f"About {WORDS[n % 3]} and {WORDS[n % 2]}.",
            support=["strong", "single"][n % 4 == 0],
            period_start=start,
            period_end=end,
            asserters=[self.actors[2]] if n % 5 == 0 else [],
            involvements=[(self.actors[i], ROLES[(i + n // 8) % 4]) for i in range(4) if n & (1 << i)],
            places=[place for i, place in enumerate(self.places) if n % (i + 2) == 0],
            provisions=[provision for i, provision in enumerate(self.provisions) if n % (i + 3) == 0],
            citations=[
                (self.sources[n % 3], "origin", f"p. {n % 2 + 1}, note 6"),
                *([(self.sources[(n + 1) % 3], "disputes")] if n == 7 else []),
            ],
        )

    # Acts: each takes any number and makes of it what can be done.

    def correct(self, n: int) -> None:
        """Another category, another period, other words; of one finding or of several at once."""
        for finding in Finding.objects.order_by("reference")[n % 9 : n % 9 + 1 + n % 3]:
            finding.category = self.categories[(n + 1) % 3]
            finding.period_start, finding.period_end = PERIODS[(n // 3) % 6]
            finding.summary = f"Now about {WORDS[n % 3]}, as of {n}."
            finding.save()
        publish_everything(EditionKind.CORRECTION, "Mended.")

    def grow(self, n: int) -> None:
        for more in range(1 + n % 3):
            self.add(n + more)
        publish_everything()

    def withdraw(self, n: int) -> None:
        current = Edition.objects.filter(subject_kind=SubjectKind.FINDING).in_force().readable().order_by("key")
        if edition := current[n % 5 : n % 5 + 1].first():
            publishing.withdraw(SubjectKind.FINDING, edition.key, editor="Kim", note="Wrong.")

    def redact(self, n: int) -> None:
        current = Edition.objects.filter(subject_kind=SubjectKind.FINDING).in_force().readable().order_by("-key")
        if edition := current[n % 5 : n % 5 + 1].first():
            publishing.redact(SubjectKind.FINDING, edition.key, [edition.number], editor="Kim", reason="A court.")

    def rename(self, n: int) -> None:
        """The findings that name the actor have new editions; of the bystander's name no finding takes notice."""
        actor = self.actors[n % 5]
        actor.name = f"Renamed {n}"
        actor.save()
        publish_everything()


@pytest.fixture
def world(db: None) -> World:
    """Twelve findings, published."""
    world = World()
    for n in range(12):
        world.add(n)
    publish_everything()
    return world


@pytest.fixture(autouse=True)
def no_index() -> Iterator[None]:
    """No test sees the index of the one before it."""
    yield
    finding_indexes.stop()


@pytest.fixture
def few_at_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is meant for many findings, or for many values, is done for four."""
    monkeypatch.setattr(lists, "SORTED_BY_DATABASE", 3)
    for module in (lists, questions_module):
        monkeypatch.setattr(module, "RANKED", 4)
    monkeypatch.setattr(sets_module, "LONG", 3)
    monkeypatch.setattr(sets_module, "FREQUENT", 6)
    monkeypatch.setattr(sets_module, "COUNTED_AT_ONCE", 2)
    monkeypatch.setattr(sets_module, "FINDINGS_A_SET", 1)
    monkeypatch.setattr(common_words, "COMMON", 3)
    monkeypatch.setattr(facets, "COUNTED", 4)
    monkeypatch.setattr(facets, "LOOKED_UP", 6)
    analyze()


def analyze() -> None:
    """PostgreSQL's statistics, which it makes by itself after a while: they name the frequent words."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE findings_findingtext")


def version() -> int:
    return DatasetVersion.objects.latest("number").number


def outcome(ask: Callable[[], Any]) -> Any:
    """What comes of asking: an answer, or the reasons why there is none."""
    try:
        return ask()
    except UnanswerableError as error:
        return error.reasons


def counts(question: Question, size: int, which: str, **options: Any) -> facets.Counts:
    """The counts that a list asks for, or those of all filters, or of none."""
    names = {"of a list": facets.offered(question), "all": tuple(FILTERS), "none": ()}[which]
    return facets.counts(question, facets=names, size=size, **options)


def answers(question: Question, **options: Any) -> list[Any]:
    """Everything that a list says to a question."""
    return [
        outcome(lambda: counts(question, options["facet_size"], options["facets"], containing=options["containing"])),
        outcome(lambda: lists.rows(question, size=options["page_size"])),
        by_month(question),
        holdings(),
        [findings_of(kind, keys) for kind, keys in NAMED.items()],
        findings_of_provisions(),
    ]


#: Kind → keys of subjects that findings name, and one that none names.
NAMED = {kind: [*CHOICES[name], "none"] for kind, name in NAMING.items()} | {SubjectKind.RESOLUTION: ["2397", "2270"]}


def answers_both_ways(question: Question, **options: Any) -> tuple[list[Any], list[Any]]:
    finding_indexes.build()
    with answering_from(version()):
        assert index_for(question) is not None
        indexed = answers(question, **options)
    return indexed, answers(question, **options)


asked = st.dictionaries(st.sampled_from(list(CHOICES)), st.integers(1, 15), max_size=3).map(
    lambda picks: {
        name: tuple(value for i, value in enumerate(CHOICES[name]) if pick & (1 << i)) or (CHOICES[name][0],)
        for name, pick in picks.items()
    }
)
bounds = st.sampled_from([None, *map(PartialDate, ["2021", "2022-09", "2024-03-01", "2025"])])
questions = st.builds(
    Question,
    chosen=asked,
    page=st.integers(1, 5),
    text=st.sampled_from(["", "", "coal", "oil -ships", '"about oil"', "coal or oil", "nowhere", "the", "-oil"]),
    since=bounds,
    until=bounds,
    sort=st.sampled_from(list(ORDERS)),
)
options = st.fixed_dictionaries(
    {
        "facet_size": st.sampled_from([1, 2, 3, 100]),
        "containing": st.sampled_from(["", "", "a", "TWIN", "no such name"]),
        "page_size": st.sampled_from([1, 3, 25]),
        "facets": st.sampled_from(["of a list", "all", "none"]),
    }
)
acts = st.lists(
    st.tuples(st.sampled_from(["correct", "grow", "withdraw", "redact", "rename"]), st.integers(0, 40)), max_size=4
)
property_test = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


@property_test
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


def test_a_long_filter_keeps_what_is_rare_in_one_array(world: World, few_at_once: None) -> None:
    index = read_index()
    assert index is not None
    actors, places = index.sets["actor"], index.sets["place"]
    assert actors.tail is not None
    assert (list(actors.bitmaps), list(actors.tail.places)) == (["actor-1", "actor-2"], ["actor-3", "actor-4"])
    assert {key: len(each) for key, each in actors.items()} == {"actor-1": 6, "actor-2": 6, "actor-3": 4, "actor-4": 4}
    assert places.tail is None


@settings(property_test, max_examples=15)
@given(acts=acts, question=questions, options=options, put_in_place=st.sampled_from([0, 1, 20]))
def test_an_index_follows_whatever_is_published(
    world: World,
    few_at_once: None,
    monkeypatch: pytest.MonkeyPatch,
    acts: list[tuple[str, int]],
    question: Question,
    options: dict[str, Any],
    put_in_place: int,
) -> None:
    monkeypatch.setattr(index_module, "PUT_IN_PLACE", put_in_place)
    with transaction.atomic():
        index = with_common_words(read_index())
        for act, n in acts:
            getattr(world, act)(n)
            assert index is not None
            index = extended(index)
            assert index is not None
            assert state(index) == state(read_index())
        finding_indexes.stop()
        indexed, stated = answers_both_ways(question, **options)
        assert indexed == stated
        transaction.set_rollback(True)


def with_common_words(index: FindingIndex | None) -> FindingIndex | None:
    assert index is not None
    words = common_words.read_common_words(index.everything)
    assert words
    return replace(index, words=words)


def state(index: FindingIndex | None) -> Any:
    """All that an index says, whatever way it was made."""
    assert index is not None
    sets = {name: dict(each.items()) for name, each in index.sets.items()}
    sizes = {name: len(each) for name, each in index.sets.items()}
    words = {word: common_words._found([word])[word] & index.everything for word in index.words.sets}
    assert index.words.sets == words
    return index.version, index.everything, index.order.page(index.everything, 0, 1000), sets, sizes


def test_acts_between_two_looks_are_taken_together(world: World) -> None:
    index = read_index()
    assert index is not None
    for n, act in enumerate(["correct", "correct", "grow", "redact", "withdraw", "correct"]):
        getattr(world, act)(n)
    index = extended(index)
    assert state(index) == state(read_index())


def test_after_too_much_at_once_an_index_is_read_anew(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_module, "MOST_ADDED", 1)
    index = read_index()
    world.grow(2)
    assert index is not None
    assert extended(index) is None
    finding_indexes.build()
    found = finding_indexes.at(version())
    assert state(found) == state(read_index())


def test_there_is_no_index_before_anything_is_published(db: None) -> None:
    finding_indexes.build()
    assert (read_index(), finding_indexes.at(1)) == (None, None)


def test_without_a_promised_version_there_is_no_index(world: World) -> None:
    finding_indexes.build()
    assert index_for(Question()) is None
    with answering_from(None):
        assert index_for(Question()) is None
    with answering_from(1):
        assert index_for(Question()) is not None
        assert index_for(Question(as_of=1)) is not None
        assert index_for(Question(as_of=2)) is None
    assert index_for(Question()) is None


def test_what_has_as_many_values_as_findings_has_no_sets(world: World) -> None:
    found = read_index()
    assert found is not None
    assert set(FILTERS) - set(found.sets) == {"at", "involvement"}


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


def test_a_reader_who_was_promised_a_version_gets_all_of_it(world: World) -> None:
    asked = Question.of(category="category-1")
    finding_indexes.build()
    with answering_from(1):
        before = facets.counts(asked), lists.rows(asked)
    world.correct(0)
    world.grow(0)
    finding_indexes.build()
    with answering_from(1):
        # The question is the current state's; that of version 1 stays answerable for those who were promised it.
        assert (facets.counts(asked), lists.rows(asked)) == before
    assert (facets.counts(asked), lists.rows(asked)) != before
    assert (facets.counts(replace(asked, as_of=1)), lists.rows(replace(asked, as_of=1))) == before


def test_a_redacted_finding_is_shown_to_nobody(world: World) -> None:
    finding_indexes.build()
    everything = Question()
    world.redact(0)
    redacted = Edition.objects.get(redacted_in__isnull=False).key
    with answering_from(1):
        shown = [row.document["reference"] for row in lists.rows(everything)]
    assert (len(shown), redacted in shown) == (11, False)


def test_an_index_is_kept_beside_the_one_before_it_and_no_longer(world: World) -> None:
    for _version in range(3):
        finding_indexes.build()
        world.grow(0)
    finding_indexes.build()
    assert [finding_indexes.at(n) is not None for n in (1, 2, 3, 4, 5)] == [False, False, True, True, False]


def test_building_twice_changes_nothing(world: World) -> None:
    finding_indexes.build()
    first = finding_indexes.at(1)
    finding_indexes.build()
    assert finding_indexes.at(1) is first


def test_what_did_not_change_is_shared(world: World) -> None:
    before = read_index()
    assert before is not None
    world.rename(4)
    after = extended(before)
    assert after is not None
    assert (after.version, after.order is before.order) == (2, True)
    assert [name for name in before.sets if after.sets[name] is not before.sets[name]] == []


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
    assert list(index.searches) == ["oil", "ships"]


@pytest.mark.django_db(transaction=True)
def test_a_thread_builds_the_index_and_follows_what_is_published(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_module, "PATIENCE", 60.0)
    make.make_finding()
    publish_everything()
    indexes = FindingIndexes()
    indexes.start()
    try:
        first = wait_for(lambda: indexes.at(1))
        make.make_finding()
        publish_everything()
        second = indexes.at(2)
    finally:
        indexes.stop()
    assert first is not None
    assert second is not None
    assert (len(first.everything), len(second.everything)) == (1, 2)
    assert indexes.at(2) is None


@pytest.mark.parametrize(("findings", "is_waited_for"), [(1000, False), (1_000_000, True)])
def test_a_request_waits_for_the_index_as_long_as_counting_without_it_would_take(
    findings: int, is_waited_for: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Among a million findings PostgreSQL would count past its time limit, and the page would be refused."""
    first = FindingIndex(1, BitMap(range(findings)), Order(array("I")), {})
    second = replace(first, version=2)
    come, indexes = threading.Event(), FindingIndexes()

    def build() -> None:
        if indexes.version == 0:
            indexes._kept = (first,)
        elif come.wait(20):
            with indexes._news:
                indexes._kept = (second, first)
                indexes._news.notify_all()

    monkeypatch.setattr(indexes, "build", build)
    monkeypatch.setattr(index_module, "PATIENCE", 0.0)
    monkeypatch.setattr(index_module, "MOST_PATIENCE", 20.0)
    monkeypatch.setattr(index_module, "COUNTED_FOR", 20.0 / 1_000_000 if is_waited_for else 0.0)
    indexes.start()
    try:
        while indexes.version == 0:
            time.sleep(0.01)
        if is_waited_for:
            threading.Timer(0.3, come.set).start()
        assert indexes.at(2) == (second if is_waited_for else None)
    finally:
        come.set()
        indexes.stop()


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_away_is_asked_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(index_module, "RETRY", 0.01)
    make.make_finding()
    publish_everything()
    indexes, tried = FindingIndexes(), []

    def fail_once() -> FindingIndex | None:
        tried.append(1)
        if len(tried) == 1:
            raise OperationalError("connection refused")
        return read_index()

    monkeypatch.setattr(index_module, "read_index", fail_once)
    indexes.start()
    try:
        assert wait_for(lambda: indexes.at(1)) is not None
    finally:
        indexes.stop()
    assert [record.getMessage() for record in caplog.records] == [
        "The index of findings could not be built: connection refused"
    ]


def test_a_worker_starts_its_index_after_the_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[bool] = []
    monkeypatch.setattr(finding_indexes, "start", lambda: started.append(True))
    gunicorn_config.post_worker_init(object())
    assert started == [True]


def wait_for(ask: Callable[[], Any]) -> Any:
    """The first answer that is one, of a thing that another thread makes; None after a minute."""
    deadline = time.monotonic() + 60
    while (answer := ask()) is None and time.monotonic() < deadline:
        time.sleep(0.01)
    return answer
