"""What the values of facets are called."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from findings.models import FindingEntry
from findings.queries import names
from findings.queries.names import PLACE, Named, Names, key_of, kind_of, names_of
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
            found = known.of([Named("actor", key) for key in asked.split()], None, None)
        assert found == {Named("actor", key): key.title() for key in asked.split()}


def test_each_is_named_by_its_edition_and_a_place_by_the_edition_that_is_given() -> None:
    nampo = make.make_place("nampo", name="Nampo", country="KP")
    make.make_finding("R-001", report=make.make_report("r", code="R/1", reference_prefix="R"), places=[nampo])
    publish_everything()
    nampo.name = "Nampho"
    nampo.save()
    publish_everything()
    wanted = [Named("report", "r"), Named(PLACE, "kp/nampo"), Named("actor", "nobody")]
    of_first, of_second = FindingEntry.objects.order_by("pk").values_list("pk", flat=True)
    told = [list(names_of(wanted, lambda _key, at=at: at, None).values()) for at in (of_first, of_second)]  # type: ignore[misc]
    assert told == [["R/1", "Nampo", "nobody"], ["R/1", "Nampho", "nobody"]]


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
