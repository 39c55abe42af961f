"""Counting the values of some findings, however their sets are kept, against counting them one by one."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from functools import reduce
from operator import or_
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyroaring import BitMap

from findings.queries import sets as sets_module
from findings.queries.sets import Among, Sets, Tally, largest

#: So many findings there are. Sets of them are numbers, whose bits are the positions.
FINDINGS = 40
ALL = 2**FINDINGS - 1


def set_of(random: Random, share: float) -> int:
    return sum(1 << position for position in range(FINDINGS) if random.random() < share)


def some_values(random: Random, least: int) -> dict[str, int]:
    """Value → the findings that have it: some values of many findings, most of a few."""
    sets = (set_of(random, random.choice([0.9, 0.5, 0.2, 0.1, 0.1, 0.05])) for _ in range(random.randint(least, 30)))
    return {f"v{n:02}": having for n, having in enumerate(sets) if having}


def some_match(random: Random, values: dict[str, int]) -> int:
    """Findings to count among: any, all, or just those of a value, which then is the one that most of them have."""
    having = random.choice(list(values.values()))
    return random.choice([ALL, set_of(random, 0.2), having, having | set_of(random, 0.1)])


#: Hypothesis gives the chance alone: to draw each set by itself takes a hundred times as long.
chance = st.randoms(use_true_random=True)
sizes = st.sampled_from([0, 1, 1, 2, 3, None])
thorough = settings(max_examples=300)


@pytest.fixture(
    params=[(3, 5, 1), (3, 5, 0), (3, 1, 0), (100, 5, 1)],
    ids=["long, with a tail", "long, never read by findings", "long, without a tail", "short"],
)
def few_at_once(request: pytest.FixtureRequest) -> Iterator[None]:
    """What is meant for thousands of values, and of findings, is done for a few."""
    with pytest.MonkeyPatch.context() as patch:
        for name, number in zip(("LONG", "FREQUENT", "FINDINGS_A_SET"), request.param, strict=True):
            patch.setattr(sets_module, name, number)
        patch.setattr(sets_module, "COUNTED_AT_ONCE", 1)
        patch.setattr(sets_module, "SMALL", 5)
        patch.setattr(sets_module, "SEARCHED", 2)
        yield


def bitmap(bits: int) -> BitMap:
    return BitMap(position for position in range(bits.bit_length()) if bits >> position & 1)


def sets_of(values: dict[str, int]) -> Sets:
    ranked = sorted(values.items(), key=lambda value: (-value[1].bit_count(), value[0]))
    return Sets.of((key, array("I", bitmap(having))) for key, having in ranked)


def check(sets: Sets, values: dict[str, int], match: int, everything: int, size: int | None, exact: bool) -> None:
    naive = {key: (having & match).bit_count() for key, having in values.items() if having & match}
    most = sets.most(Among(bitmap(match), bitmap(everything)), size, exact=exact)
    is_open = most.distinct is None
    assert most == Tally(largest(naive.items(), size), None if is_open else len(naive))
    # How many values there are is left open of a long filter alone, and only where it need not be exact.
    assert not is_open or (sets.is_long and not exact)


@pytest.mark.usefixtures("few_at_once")
@thorough
@given(random=chance, size=sizes, exact=st.booleans())
def test_the_most_frequent_values_are_those_of_a_plain_count(random: Random, size: int | None, exact: bool) -> None:
    values = some_values(random, 8)
    check(sets_of(values), values, some_match(random, values), ALL, size, exact)


@pytest.mark.usefixtures("few_at_once")
@thorough
@given(random=chance, size=sizes, exact=st.booleans())
def test_sets_that_have_changed_are_counted_as_they_are_now(random: Random, size: int | None, exact: bool) -> None:
    values, gone, came = some_values(random, 8), set_of(random, 0.1), some_values(random, 0)
    match = some_match(random, values)
    added = {key: having << FINDINGS for key, having in came.items()}  # what comes has positions of its own, later ones
    now = {key: values.get(key, 0) & ~gone | added.get(key, 0) for key in values.keys() | added.keys()}
    everything = reduce(or_, added.values(), ALL & ~gone)
    sets = sets_of(values).changed(bitmap(gone), {key: bitmap(having) for key, having in added.items()})
    check(sets, now, (match | match << FINDINGS) & everything, everything, size, exact)


@pytest.mark.usefixtures("few_at_once")
@pytest.mark.parametrize(
    ("match", "first"),
    [({0, 1, 24, 25, 26, 27}, {"c": 4}), ({0, 23, 24}, {"a": 1}), (set(range(36)), {"a": 20, "c": 4})],
)
def test_a_value_that_has_become_rare_is_counted_as_it_is_and_hides_no_other(
    match: set[int], first: dict[str, int]
) -> None:
    """`b` has left the tail, and stands behind `a` though it has fewer findings than `c`, which has not."""
    findings = {"a": range(20), "b": range(20, 24), "c": range(24, 28)}
    singles = {f"single-{n}": range(n, n + 1) for n in range(28, 36)}
    ranked = (findings | singles).items()
    sets = Sets.of((key, array("I", having)) for key, having in ranked).changed(BitMap({20, 21, 22}), {})
    everything = BitMap(set(range(36)) - {20, 21, 22})
    among = Among(BitMap(match) & everything, everything)
    assert sets.most(among, len(first), exact=False).counts == first
