"""What stands in a drawing again and again, in SVG."""

from __future__ import annotations

from django.utils.safestring import mark_safe

from findings.drawing.time_axis import Year
from findings.drawing.timelines import SmallTimeline, YearBar
from findings.drawing.trees import ActorNode, FindingNode, Layout, NamedActor, Neighbourhood, NeighbourRow, Shared
from findings.languages import speaking
from tests.findings.templating.rendering import rendered

RECORDED = mark_safe(' lang="en"')
FIRST, SECOND = Shared("R-<1>", "/r-1/?a&b", "2024"), Shared("R-2", "/r-2/", "")


def bars(*drawn: YearBar) -> str:
    timeline = SmallTimeline("2023", "2024", drawn, 0)
    return rendered('{% from "findings/_bars.html" import bars %}{{ bars(timeline) }}', timeline=timeline)


def drawn(wide: Layout, narrow: Layout, rows: tuple[NeighbourRow, ...] = (), recorded: str = "") -> str:
    """A tree of Kum with what stands around it, as the page of an actor includes it."""
    tree = {"drawing": Neighbourhood("Kum", 1, 3, 2, wide, narrow, rows, 0), "findings_url": "/findings/?actor=kum&x"}
    return rendered('{% include "findings/_neighbourhood.html" %}', tree=tree, recorded=recorded)


def tree(layout: Layout, recorded: str = "") -> str:
    """The branches of one of the two layouts of a tree: all that hangs on its stem."""
    of_the_first = drawn(layout, layout, recorded=recorded).split('y1="14" y2="60"/>')[1]
    return of_the_first.split('</svg><svg class="')[0]


def layout(*nodes: FindingNode, is_wide: bool = True) -> Layout:
    return Layout(is_wide, 42 if is_wide else 24, 90, 60, nodes)


def node(shared: Shared, *actors: ActorNode, more: int = 0) -> FindingNode:
    return FindingNode(shared, 50, 45, 41, 69, 44, 60, actors, more, 80)


ANGARA = ActorNode("/actors/angara/", 44, ((48, "Angara &"), (64, "Co")), ((80, "vessel, carrier"),))


def test_a_year_with_findings_leads_to_them_and_has_its_bar() -> None:
    year = Year(0.0, 50.0, "2023", "2023", "2023", "/findings/?year=2023&actor=angara")
    assert bars(YearBar(year, 3, 13.5, 11.5)) == (
        '<svg x="0.0%" width="50.0%"><rect class="fill" width="82%" y="13.5" height="11.5"/>'
        '<text class="strong" y="13.5" dy="-2" aria-hidden="true">3</text>'
        '<a href="/findings/?year=2023&amp;actor=angara" aria-label="2023: 3 findings">'
        '<rect class="hit" width="100%" height="40"/>'
        '<text y="39">2023</text></a></svg>'
    )


def test_a_year_without_findings_leads_nowhere() -> None:
    assert bars(YearBar(Year(50.0, 50.0, "2024", "2024", "", ""), 0, 25, 0)) == (
        '<svg x="50.0%" width="50.0%"><rect class="hit" width="100%" height="40"/>'
        '<text class="full" y="39">2024</text></svg>'
    )


def test_a_link_says_its_number_in_the_language_of_the_page() -> None:
    one = YearBar(Year(0.0, 100.0, "2023", "2023", "", "/"), 1, 13, 12)
    assert 'aria-label="2023: one finding"' in bars(one)
    with speaking("fr"):
        assert 'aria-label="2023\u202f: 1 constatation"' in bars(one)


def test_a_finding_of_a_wide_tree_has_its_bracket_and_its_actors() -> None:
    assert tree(layout(node(FIRST, ANGARA, more=2)), recorded=RECORDED) == (
        '<svg y="50"><line class="axis" x1="6" x2="42%"/><line class="axis" x1="42%" x2="42%" y1="-6" y2="10"/>'
        '<a href="/r-1/?a&amp;b"><rect class="open" x="18" y="-5" width="10" height="10"/>'
        '<text class="strong" x="18" y="-9">R-&lt;1&gt;</text></a><text x="18" y="19">2024</text></svg>'
        '<svg x="42%" y="44"><line class="axis" x2="11"/>'
        '<a href="/actors/angara/"><circle class="open" cx="16" r="5"/>'
        '<text class="strong" x="28" y="4" lang="en">Angara &amp;</text>'
        '<text class="strong" x="28" y="20" lang="en">Co</text></a><text x="28" y="36">vessel, carrier</text></svg>'
        '<svg x="42%" y="80"><a href="/r-1/?a&amp;b"><text x="28">and 2 more</text></a></svg>'
    )


def test_in_a_narrow_tree_the_bracket_stands_at_pixels_and_an_unknown_period_is_left_out() -> None:
    assert tree(layout(node(SECOND), is_wide=False)) == (
        '<svg y="50"><line class="axis" x1="6" x2="24"/><line class="axis" x1="24" x2="24" y1="-6" y2="10"/>'
        '<a href="/r-2/"><rect class="open" x="19" y="-5" width="10" height="10"/>'
        '<text class="strong" x="36" y="-9">R-2</text></a></svg>'
    )


def test_findings_follow_one_another() -> None:
    first, second = node(FIRST, ANGARA), node(SECOND)
    assert tree(layout(first, second)) == tree(layout(first)) + tree(layout(second))


def test_a_row_names_the_findings_in_common_with_the_roles_in_each_and_leads_to_the_rest() -> None:
    bank = NamedActor("bank", "A <Bank>", "/actors/bank/", "Company", {})
    rows = (NeighbourRow(bank, 3, ((FIRST, "supplier"), (SECOND, ""))),)
    assert (
        '<tbody><tr><th scope="row"><a href="/actors/bank/">A &lt;Bank&gt;</a></th><td>Company</td>'
        '<td class="number">3</td><td><a href="/r-1/?a&amp;b">R-&lt;1&gt;</a> supplier; <a href="/r-2/">R-2</a>; '
        '<a href="/findings/?actor=kum&amp;x">and one more</a></td></tr></tbody>'
    ) in drawn(layout(), layout(is_wide=False), rows=rows)
    with speaking("ko"):
        assert '<span lang="en">A &lt;Bank&gt;</span></a></th>' in drawn(layout(), layout(is_wide=False), rows=rows)
