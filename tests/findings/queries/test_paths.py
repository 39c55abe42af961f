"""How two actors are connected: every chain by its findings and actors, and what no chain leads through."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from findings import publishing
from findings.models import Actor, DatasetVersion, Finding
from findings.queries import paths
from findings.queries.paths import Member, Path, path
from findings.vocabulary import SubjectKind
from tests import factories as make
from tests.findings.publish import publish_everything

pytestmark = pytest.mark.django_db


def name_together(*keys: str, period: str | None = "2024", role: str = "carrier") -> Finding:
    """A finding of these actors; `state-…` is a State."""
    actors = [Actor.objects.filter(key=key).first() or make_named(key) for key in keys]
    return make.make_finding(involvements=[(actor, role) for actor in actors], period_start=period, period_end=period)


def make_named(key: str) -> Actor:
    return make.make_actor(key, name=key.title(), actor_kind="state" if key.startswith("state") else "company")


def said(found: Path) -> list[str]:
    """The actors and findings of a chain, in their order."""
    if not found.steps:
        return ["cut"] if found.is_cut else []
    return [found.steps[0].before.key, *(each for s in found.steps for each in (s.finding.reference, s.after.key))]


@pytest.mark.parametrize(("between", "statements"), [([], 2), (["c"], 4), (["c", "d"], 5), (["c", "d", "e"], 4)])
def test_the_chain_of_one_two_and_three_findings(
    django_assert_num_queries, between: list[str], statements: int
) -> None:
    findings = [name_together(*pair) for pair in pairwise(["a", *between, "b"])]
    publish_everything()
    references = [finding.reference for finding in findings]
    with django_assert_num_queries(statements):
        found = path("a", "b")
    steps = [
        (step.before, step.finding.reference, step.finding.slug, step.finding.title, step.after) for step in found.steps
    ]
    expected = [
        (
            Member(one, one.title(), ("carrier",)),
            finding.reference,
            finding.reference.lower(),
            finding.title,
            Member(two, two.title(), ("carrier",)),
        )
        for finding, (one, two) in zip(findings, pairwise(["a", *between, "b"]), strict=True)
    ]
    assert (steps, found.also, found.is_cut) == (expected if len(references) < 4 else [], (), False)


def test_where_findings_name_both_the_newest_is_the_step_and_two_more_are_told() -> None:
    old, undated, new, newer = (name_together("a", "b", period=p) for p in ("2019", None, "2021", "2022"))
    publish_everything()
    found = path("a", "b")
    assert said(found) == ["a", newer.reference, "b"]
    assert [each.finding.reference for each in found.also] == [new.reference, old.reference]
    assert undated.reference not in [each.finding.reference for each in found.also]


def test_of_several_chains_the_newest_findings_are_told_and_the_same_both_ways() -> None:
    for middle, period in (("c", "2019"), ("d", "2023"), ("e", "2023"), ("f", None)):
        name_together("a", middle, period="2020")
        name_together(middle, "b", period=period)
    publish_everything()
    by_key = {key: ref for ref, keys in finding_actors().items() for key in [tuple(keys)]}
    chain = ["a", by_key["a", "d"], "d", by_key["d", "b"], "b"]
    assert (said(path("a", "b")), said(path("b", "a"))) == (chain, chain[::-1])


def finding_actors() -> dict[str, list[str]]:
    return {
        finding.reference: [each.actor.key for each in finding.involvement_set.order_by("pk")]
        for finding in Finding.objects.all()
    }


def test_a_state_is_an_end_and_never_between() -> None:
    one, two = name_together("a", "state-x"), name_together("state-x", "b")
    publish_everything()
    assert [said(path("a", "b")), said(path("a", "state-x")), said(path("state-x", "b"))] == [
        [],
        ["a", one.reference, "state-x"],
        ["state-x", two.reference, "b"],
    ]


def test_an_actor_that_becomes_a_state_is_not_passed_through_from_then_on() -> None:
    """The kind is that of the actor in force in the version asked for, not the one that its findings were told."""
    one, two = name_together("a", "c"), name_together("c", "b")
    publish_everything()
    Actor.objects.filter(key="c").update(actor_kind="state")
    publish_everything()
    assert [said(path("a", "b")), said(path("a", "b", as_of=1))] == [[], ["a", one.reference, "c", two.reference, "b"]]


def test_drafts_withdrawn_and_redacted_findings_connect_nobody() -> None:
    one, two = name_together("a", "c"), name_together("c", "b")
    publish_everything()
    chain = ["a", one.reference, "c", two.reference, "b"]
    name_together("a", "b")  # a draft
    assert said(path("a", "b")) == chain
    publishing.withdraw(SubjectKind.FINDING, two.reference, editor="Kim", note="Wrong.")
    withdrawn = DatasetVersion.objects.count()
    assert [said(path("a", "b")), said(path("a", "b", as_of=1)), said(path("a", "b", as_of=withdrawn))] == [
        [],
        chain,
        [],
    ]
    publishing.redact(SubjectKind.FINDING, one.reference, [1], editor="Kim", reason="A court.")
    assert [said(path("a", "b", as_of=1)), said(path("a", "c"))] == [[], []]


def test_a_finding_that_is_redacted_while_one_asks_connects_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    one, _two = name_together("a", "c"), name_together("c", "b")
    publish_everything()
    read = paths._editions

    def read_after_redaction(entries: Any) -> Any:
        publishing.redact(SubjectKind.FINDING, one.reference, [1], editor="Kim", reason="A court.")
        monkeypatch.setattr(paths, "_editions", read)
        return read(entries)

    monkeypatch.setattr(paths, "_editions", read_after_redaction)
    assert path("a", "b") == Path()
    assert paths._editions is read


def test_a_chain_is_of_the_version_asked_for() -> None:
    one, two = name_together("a", "c"), name_together("c", "b")
    publish_everything()
    direct = name_together("a", "b")
    publish_everything()
    assert [said(path("a", "b", as_of=version)) for version in (1, 2, None)] == [
        ["a", one.reference, "c", two.reference, "b"],
        ["a", direct.reference, "b"],
        ["a", direct.reference, "b"],
    ]


def test_a_step_that_meets_too_many_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two may be named: from `hub` more are, from `b` one; between two hubs nothing can be said."""
    monkeypatch.setattr(paths, "MOST", 2)
    for n in range(3):
        name_together("hub", f"x-{n}")
        name_together("other-hub", f"y-{n}")
    last = name_together("x-0", "b")
    across = name_together("y-0", "b")
    publish_everything()
    by_key = {tuple(keys): reference for reference, keys in finding_actors().items()}
    assert [said(path("hub", "b")), said(path("b", "other-hub")), said(path("hub", "other-hub"))] == [
        ["hub", by_key["hub", "x-0"], "x-0", last.reference, "b"],
        ["b", across.reference, "y-0", by_key["other-hub", "y-0"], "other-hub"],
        ["cut"],
    ]


def test_three_findings_are_looked_through_from_one_end_where_the_other_is_named_too_often(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries
) -> None:
    monkeypatch.setattr(paths, "MOST", 2)
    beyond = [name_together("hub", f"x-{n}") for n in range(3)]
    middle = name_together("x-0", "c")
    first = name_together("c", "b")
    publish_everything()
    with django_assert_num_queries(8):
        found = path("hub", "b")
    assert said(found) == ["hub", beyond[0].reference, "x-0", middle.reference, "c", first.reference, "b"]


ACTORS = ["a", "b", "c", "d", "e", "state-x"]
sets_of_actors = st.lists(st.lists(st.sampled_from(ACTORS), min_size=1, max_size=3, unique=True), max_size=8)


def shortest(findings: Sequence[Sequence[str]], start: str, end: str) -> int | None:
    """How many findings the shortest chain has, by trying every actor after every other."""
    reached, length = {start}, 0
    while end not in reached:
        length += 1
        over = {key for key in reached if key == start or not key.startswith("state")}
        further = reached | {key for named in findings if over & {*named} for key in named}
        if length > paths.LONGEST or further == reached:
            return None
        reached = further
    return length


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(findings=sets_of_actors, most=st.sampled_from([2, 3, 1000]))
def test_a_chain_is_as_short_as_any(findings: list[list[str]], most: int) -> None:
    with pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr(paths, "MOST", most)
        for key in ACTORS:
            make_named(key)
        for named in findings:
            name_together(*named)
        publish_everything()
        named_in = finding_actors()
        for start, end in (("a", "b"), ("a", "state-x"), ("d", "c")):
            found = path(start, end)
            length = shortest(findings, start, end)
            assert said(path(end, start)) == said(found)[::-1]
            if found.is_cut:
                assert most < 1000
                assert length != 1
                continue
            assert len(found.steps) == (length or 0)
            chain = said(found)
            assert all({chain[i], chain[i + 2]} <= {*named_in[chain[i + 1]]} for i in range(0, len(chain) - 2, 2))
            assert not any(key.startswith("state") for key in chain[2:-1:2])
            assert len({*chain}) == len(chain)
        transaction.set_rollback(True)
