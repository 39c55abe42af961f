"""What tests begin with depends on what they ask for, in whichever order they come.

Each of these tests holds by itself; together they are in an order in which what one leaves would be met by the next.
"""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from findings.models import Category
from tests import factories as make
from tests.ground import ground

#: What the tests of `ground_of_itself` were given.
GIVEN: list[object] = []


@ground
def ground_of_one() -> str:
    make.make_category("one")
    return "told"


@ground
def ground_of_itself() -> object:
    make.make_category("itself")
    return object()


@ground
def ground_of_two() -> None:
    make.make_category("one")
    make.make_category("two")


def keys() -> list[str]:
    return list(Category.objects.order_by("key").values_list("key", flat=True))


@pytest.mark.parametrize("time", [1, 2])
def test_what_a_test_changes_is_undone_for_the_next(ground_of_one: str, time: int) -> None:
    assert (ground_of_one, keys()) == ("told", ["one"])
    make.make_category(f"more-{time}")
    Category.objects.filter(key="one").delete()
    assert keys() == [f"more-{time}"]


@pytest.mark.parametrize("time", [1, 2])
def test_it_is_written_once_for_the_tests_that_follow_each_other(ground_of_itself: object, time: int) -> None:
    GIVEN.append(ground_of_itself)
    assert (len(set(GIVEN)), keys()) == (1, ["itself"])


def test_a_test_that_asks_for_another_finds_that_alone(ground_of_two: None) -> None:
    assert keys() == ["one", "two"]


@pytest.mark.django_db
def test_a_test_that_asks_for_none_finds_nothing() -> None:
    assert keys() == []


@pytest.mark.parametrize("time", [1, 2])
def test_it_is_written_anew_where_a_test_has_ended_the_connection(ground_of_two: None, time: int) -> None:
    assert keys() == ["one", "two"]
    connection.connection.close()


def test_an_error_of_the_database_is_undone_with_its_test(ground_of_one: str) -> None:
    with pytest.raises(Exception, match="unique"), transaction.atomic():
        make.make_category("one")
    assert keys() == ["one"]


@pytest.mark.django_db(transaction=True)
def test_a_test_with_transactions_of_its_own_finds_nothing() -> None:
    assert (keys(), connection.in_atomic_block) == ([], False)
