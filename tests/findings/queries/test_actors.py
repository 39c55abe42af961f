"""The list of actors by kind and by whether a designation is recorded, and what of actors rests on a source."""

from __future__ import annotations

import pytest

from findings import publishing
from findings.queries.actors import ActorChoice, RestingActor, actor_list, described_on, designated_on
from findings.vocabulary import SubjectKind
from tests import factories as make
from tests.findings.publish import publish_everything
from tests.findings.publishing.acts import change, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def four_actors() -> None:
    """Two designated banks, one by two authorities; a vessel that was delisted; a vessel that nobody designated."""
    un, treasury = make.make_source("un-list"), make.make_source("treasury")
    bank = make.make_actor("bank", name="Bank A", actor_kind="bank", sources=[un, treasury])
    make.make_designation(bank, source=un, list_reference="KPe.001")
    make.make_designation(bank, source=treasury, authority="us_ofac", list_reference="1")
    make.make_designation(bank, source=un, measure="travel_ban", list_reference="KPe.001", delisted="2020")
    other = make.make_actor("other-bank", name="bank B", actor_kind="bank", sources=[treasury])
    make.make_designation(other, source=treasury, authority="us_ofac", list_reference="2")
    ended = make.make_vessel("ended", name="Ended")
    make.make_designation(ended, source=un, list_reference="KPv.001", delisted="2021-05")
    make.make_vessel("never", name="Never", identifiers=[("un_list", "KPv.002")])
    publish_everything()


@pytest.mark.parametrize(
    ("kind", "designated", "listed"),
    [
        ("", "", ["bank", "other-bank", "ended", "never"]),
        ("", "yes", ["bank", "other-bank"]),
        ("", "no", ["ended", "never"]),
        ("vessel", "", ["ended", "never"]),
        ("bank", "yes", ["bank", "other-bank"]),
        ("vessel", "yes", []),
        ("person", "", []),
    ],
)
def test_actors_are_listed_by_kind_and_by_a_designation_in_force(
    four_actors: None, kind: str, designated: str, listed: list[str]
) -> None:
    """One that was delisted, or has a list number alone, is not among the designated."""
    found = actor_list(ActorChoice(kind, designated))
    assert ([each.key for each in found.subjects], found.total) == (listed, len(listed))
    assert found.counts.numbers == {("bank", True): 2, ("vessel", False): 2}


def test_a_page_of_them_counts_all_of_them(four_actors: None) -> None:
    found = actor_list(ActorChoice(designated="yes"), page=2, size=1)
    assert ([each.key for each in found.subjects], found.total) == (["other-bank"], 2)


def test_the_list_as_of_a_version_is_what_it_was(four_actors: None) -> None:
    actor = make.make_vessel("later", name="Later")
    designation = make.make_designation(actor)
    publish_everything()
    change(designation, delisted="2025")
    publish(actor)
    then = [actor_list(ActorChoice("vessel", "yes"), version).subjects for version in (1, 2, 3)]
    assert [[each.key for each in subjects] for subjects in then] == [[], ["later"], []]
    assert [actor_list(ActorChoice(), version).counts.numbers for version in (1, 2, None)] == [
        {("bank", True): 2, ("vessel", False): 2},
        {("bank", True): 2, ("vessel", False): 2, ("vessel", True): 1},
        {("bank", True): 2, ("vessel", False): 3},
    ]


def test_what_is_withdrawn_or_redacted_is_neither_listed_nor_counted(four_actors: None) -> None:
    publishing.withdraw(SubjectKind.ACTOR, "bank", editor="Kim", note="Recorded twice.")
    publishing.redact(SubjectKind.ACTOR, "other-bank", [1], editor="Kim", reason="A court ordered it.")
    found = actor_list(ActorChoice())
    assert ([each.key for each in found.subjects], found.total) == (["ended", "never"], 2)
    assert (designated_on("treasury").listed, described_on("treasury").listed) == ((), ())


def test_designations_that_rest_on_a_source_are_those_of_it_alone_ended_ones_too(four_actors: None) -> None:
    found = designated_on("un-list")
    told = [(each.name, [row["list_reference"] for row in each.designations]) for each in found.listed]
    assert told == [("Bank A", ["KPe.001", "KPe.001"]), ("Ended", ["KPv.001"])]
    assert (found.actors, found.designations) == (2, 3)


def test_the_first_actors_say_how_many_rest_on_it_in_all(four_actors: None) -> None:
    found = designated_on("un-list", at_most=1)
    assert ([each.slug for each in found.listed], found.actors, found.designations) == (["bank"], 2, 3)
    described = described_on("treasury", at_most=1)
    assert (described.listed, described.actors) == ((RestingActor("bank", "Bank A"),), 2)


def test_nothing_rests_on_a_source_that_no_actor_names(four_actors: None) -> None:
    assert [found("nowhere").listed for found in (designated_on, described_on)] == [(), ()]
