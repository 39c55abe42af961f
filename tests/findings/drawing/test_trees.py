"""Who is named with whom: one branch a finding, words that do not run into each other, and an end."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from findings.drawing import lettering
from findings.drawing.trees import (
    MOST_ACTORS,
    MOST_FINDINGS,
    ActorNode,
    FindingNode,
    Layout,
    NamedActor,
    Neighbourhood,
    NeighbourRow,
    Shared,
    neighbourhood,
)
from findings.queries.pictures import Neighbour

FIRST, SECOND = Shared("R-001", "/r-001", "2024"), Shared("R-002", "/r-002", "")


def named(key: str, *references: str) -> tuple[Neighbour, NamedActor]:
    name = f"The {key}"
    roles = dict.fromkeys(references, "supplier")
    return (
        Neighbour(key, name, "vessel", tuple((reference, ("supplier",)) for reference in references)),
        NamedActor(key, name, f"/{key}", "vessel", roles),
    )


def drawn(*pairs: tuple[Neighbour, NamedActor], findings: list[Shared]) -> Neighbourhood | None:
    return neighbourhood(
        "Kum",
        [neighbour for neighbour, _other in pairs],
        {other.key: other for _neighbour, other in pairs},
        {each.reference: each for each in findings},
    )


def test_a_tree_whole() -> None:
    koti, bank = named("koti", "R-001", "R-002"), named("bank", "R-001")

    def node(key: str, y: int) -> ActorNode:
        return ActorNode(f"/{key}", y - 4, ((y, f"The {key}"),), ((y + 16, "vessel, supplier"),))

    assert drawn(koti, bank, findings=[FIRST, SECOND]) == Neighbourhood(
        name="Kum",
        actors=2,
        findings=2,
        drawn=2,
        wide=Layout(
            is_wide=True,
            bracket=42,
            height=164,
            stem_end=140,
            findings=(
                FindingNode(FIRST, 58, 53, 49, 77, 39, 78, (node("koti", 43), node("bank", 82)), 0, 121),
                FindingNode(SECOND, 140, 135, 131, 159, 140, 140, (node("koti", 144),), 0, 183),
            ),
        ),
        narrow=Layout(
            is_wide=False,
            bracket=24,
            height=231,
            stem_end=168,
            findings=(
                FindingNode(FIRST, 40, 35, 44, 60, 40, 118, (node("koti", 83), node("bank", 122)), 0, 161),
                FindingNode(SECOND, 168, 163, 172, 188, 168, 207, (node("koti", 211),), 0, 250),
            ),
        ),
        table=(
            NeighbourRow(koti[1], 2, ((FIRST, "supplier"), (SECOND, "supplier"))),
            NeighbourRow(bank[1], 1, ((FIRST, "supplier"),)),
        ),
        more_actors=0,
    )


def test_without_a_neighbour_there_is_no_tree() -> None:
    assert drawn(findings=[FIRST]) is None


def test_a_finding_with_many_actors_names_four_and_says_how_many_more() -> None:
    tree = drawn(*(named(f"a{n}", "R-001") for n in range(9)), findings=[FIRST])
    assert tree is not None
    assert [(len(node.actors), node.more) for node in tree.wide.findings] == [(4, 5)]


def test_one_actor_more_than_fits_is_drawn_instead_of_the_words() -> None:
    tree = drawn(*(named(f"a{n}", "R-001") for n in range(5)), findings=[FIRST])
    assert tree is not None
    assert [(len(node.actors), node.more) for node in tree.wide.findings] == [(5, 0)]


def test_of_many_findings_and_actors_the_table_says_what_it_leaves_out() -> None:
    findings = [Shared(f"R-{n:03}", f"/r-{n}", "2024") for n in range(40)]
    references = [each.reference for each in findings]
    tree = drawn(*(named(f"a{n}", *references) for n in range(30)), findings=findings)
    assert tree is not None
    assert (tree.actors, len(tree.table), tree.more_actors) == (30, 25, 5)
    assert (tree.findings, tree.more_findings) == (40, 40 - tree.drawn)
    assert (tree.table[0].findings, len(tree.table[0].shared), tree.table[0].more) == (40, 12, 28)


_names = st.sampled_from(
    [
        "Koti",
        "Democratic People's Republic of Korea",
        "Operator of a terminal at Vostochny port (reported as Eastern / Vostochnaya Stevedoring Company)",
    ]
)
_branches = st.lists(st.lists(_names, min_size=1, max_size=7), min_size=1, max_size=11)


@given(_branches)
def test_words_never_run_into_each_other(branches: list[list[str]]) -> None:
    findings = [Shared(f"R-{n:03}", f"/r-{n}", "2024") for n in range(len(branches))]
    pairs = [
        (
            Neighbour(f"a{n}-{m}", name, "vessel", ((finding.reference, ("supplier",)),)),
            NamedActor(f"a{n}-{m}", name, f"/a{n}-{m}", "vessel", {finding.reference: "supplier"}),
        )
        for n, (finding, names) in enumerate(zip(findings, branches, strict=True))
        for m, name in enumerate(names)
    ]
    tree = drawn(*pairs, findings=findings)
    assert tree is not None
    for layout in tree.layouts:
        assert len(layout.findings) <= MOST_FINDINGS
        assert sum(len(node.actors) for node in layout.findings) <= MOST_ACTORS + 1
        beside = [y for node in layout.findings for y in (node.reference_y, node.period_y)]
        named_actors = [
            y
            for node in layout.findings
            for y in (
                *(y for actor in node.actors for y, _words in (*actor.name, *actor.said)),
                *([node.more_y] if node.more else []),
            )
        ]
        columns = [beside, named_actors] if layout.is_wide else [sorted(beside + named_actors)]
        for bases in columns:
            assert bases == sorted(bases)
            assert all(b - a >= lettering.LINE for a, b in pairwise(bases))
            assert bases[-1] + lettering.DESCENT <= layout.height
        for node in layout.findings:
            assert node.top <= node.y <= node.bottom or not layout.is_wide
            assert node.actors
