"""What the values of facets are called."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from findings import publishing
from findings.curation.merging import merge
from findings.models import Actor, FindingEntry
from findings.queries import facets, names
from findings.queries.index_keeping import answering_from, finding_indexes
from findings.queries.names import PLACE, NamedKey, Names, key_of, kind_of, names_of
from findings.queries.questions import Question
from findings.queries.sentence import sentence
from findings.vocabulary import SubjectKind
from tests import factories as make
from tests.findings.publish import publish_everything

pytestmark = pytest.mark.django_db


def test_a_name_is_asked_for_once_and_the_latest_are_remembered(
    django_assert_num_queries: DjangoAssertNumQueries, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(names, "NAMES_KEPT", 2)
    for key in ("one", "two", "three"):
        make.make_actor(key, name=key.title())
    publish_everything()
    known = Names()
    for asked, statements in [("one two", 1), ("one two", 0), ("three", 1), ("two three", 0), ("one two", 1)]:
        with django_assert_num_queries(statements):
            found = known.of([NamedKey("actor", key) for key in asked.split()], None, None)
        assert found == {NamedKey("actor", key): key.title() for key in asked.split()}


def test_each_is_named_by_its_edition_and_a_place_by_the_edition_that_is_given() -> None:
    nampo = make.make_place("nampo", name="Nampo", country="KP")
    make.make_finding("R-001", report=make.make_report("r", code="R/1", reference_prefix="R"), places=[nampo])
    publish_everything()
    nampo.name = "Nampho"
    nampo.save()
    publish_everything()
    wanted = [NamedKey("report", "r"), NamedKey(PLACE, "kp/nampo"), NamedKey("actor", "nobody")]
    of_first, of_second = FindingEntry.objects.order_by("pk").values_list("pk", flat=True)
    told = [list(names_of(wanted, lambda _key, at=at: at, None).values()) for at in (of_first, of_second)]  # type: ignore[misc]
    assert told == [["R/1", "Nampo", "nobody"], ["R/1", "Nampho", "nobody"]]


def merged_with_the_survivor_alone() -> None:
    """“Angara 2” (a-2) is now “Angara”, and the finding that names it has not been published again."""
    survivor = make.make_actor("a", name="Angara")
    make.make_finding("R-001", involvements=[(make.make_actor("a-2", name="Angara 2"), "carrier")])
    publish_everything()
    merge(SubjectKind.ACTOR, "a", "a-2", editor="Kim", reason="One ship.")
    publishing.publish([Actor.objects.get(pk=survivor.pk).subject], editor="Kim", note="One ship.")


@pytest.mark.parametrize("promised", [None, 1])
def test_a_list_of_one_that_was_merged_says_its_name_in_as_many_statements(
    promised: int | None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    merged_with_the_survivor_alone()
    finding_indexes.build()
    for chosen, words in [
        ({"actor": "a-2"}, "1 finding naming Angara 2"),
        ({"involvement": "a-2:carrier"}, "1 finding naming Angara 2 as carrier"),
    ]:
        question = Question.of(**chosen)
        with answering_from(promised), django_assert_num_queries(1):
            counted = facets.counts(question, facets=["actor"])
        assert str(sentence(question, counted)) == words
        assert [(each.key, each.name) for each in counted.facets[0].values] == [("a-2", "Angara 2")]
    finding_indexes.stop()


def test_one_that_was_redacted_after_its_merge_is_called_by_its_key_alone() -> None:
    merged_with_the_survivor_alone()
    wanted = [NamedKey("actor", "a-2")]
    publishing.redact(SubjectKind.ACTOR, "a-2", [1, 2], editor="Kim", reason="A court.")
    assert [names_of(wanted, None, version) for version in (None, 1, 2)] == [{wanted[0]: "a-2"}] * 3


def test_one_that_was_merged_is_called_as_it_was_called_then() -> None:
    merged_with_the_survivor_alone()
    wanted = [NamedKey("actor", "a-2"), NamedKey("actor", "a")]
    called = {wanted[0]: "Angara 2", wanted[1]: "Angara"}
    assert [names_of(wanted, None, version) for version in (1, 2)] == [called, called]


@pytest.mark.parametrize(
    ("name", "stored", "named"),
    [
        ("actor", "angara", ("actor", "angara")),
        ("asserter", "msmt", ("actor", "msmt")),
        ("involvement", "carrier:angara", ("actor", "angara")),
        ("at", "s-2019-171/p-7", ("source", "s-2019-171")),
        ("provision", "2397-5", ("resolution", "2397-5")),
        ("place", "kp/nampo", ("place", "kp/nampo")),
        ("kind", "vessel", ("", "vessel")),
    ],
)
def test_a_value_is_named_by_a_subject_or_a_place_or_in_words(name: str, stored: str, named: tuple[str, str]) -> None:
    assert (kind_of(name), key_of(name, stored)) == named
