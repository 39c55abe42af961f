"""The parts of drawings that stand in them again and again: here and not in a template.

The page of an actor has a bar for each of a dozen years, two trees with a dozen actors in each, and their table. What a
template does for each of the six hundred values in them took eight times as long as this does, and was two fifths of
the time that the whole page took. What a drawing is, and everything that is said of it, stays in its template.
"""

from __future__ import annotations

from html import escape
from typing import Any

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from findings.drawing.timelines import SmallTimeline, YearBar
from findings.drawing.trees import ActorNode, FindingNode, Layout, Neighbourhood, NeighbourRow, Shared
from findings.languages import recorded as as_recorded

register = template.Library()


@register.filter
def as_bars(timeline: SmallTimeline) -> SafeString:
    """A timeline by year → its years in SVG: a bar with its number, the label below, and the link of all of it."""
    return mark_safe("".join(map(_year, timeline.bars)))  # noqa: S308 - every word is escaped


def _year(bar: YearBar) -> str:
    year, findings = bar.year, bar.findings
    drawn = ""
    if findings:
        drawn += f'<rect class="fill" width="82%" y="{bar.y}" height="{bar.height}"/>'
        # Beside the link and not in it: what the link is called begins with what is written in it, and says the number.
        drawn += f'<text class="strong" y="{bar.y}" dy="-2" aria-hidden="true">{findings}</text>'
    label = '<rect class="hit" width="100%" height="40"/>'
    if year.full or year.short:
        # Without a class it is there at every width.
        at = "" if year.full and year.short else ' class="full"' if year.full else ' class="short"'
        label += f'<text{at} y="39">{escape(year.label)}</text>'
    if year.url:
        words = ngettext("%(year)s: one finding", "%(year)s: %(findings)s findings", findings)
        named = words % {"year": year.label, "findings": findings}
        label = f'<a href="{escape(year.url)}" aria-label="{escape(named)}">{label}</a>'
    return f'<svg x="{year.x}%" width="{year.width}%">{drawn}{label}</svg>'


@register.simple_tag(takes_context=True)
def branches(context: Any, layout: Layout) -> SafeString:
    """A tree as it is laid out → its findings in SVG, each with the bracket of the actors that it names."""
    recorded = context.get("recorded", "")
    return mark_safe("".join([_branch(layout, node, recorded) for node in layout.findings]))  # noqa: S308 - as above


def _branch(layout: Layout, node: FindingNode, recorded: str) -> str:
    """Each finding and each actor is drawn around its own mark: where that stands is said once."""
    shared, bracket = node.shared, f"{layout.bracket}%" if layout.is_wide else f"{layout.bracket}"
    x, link = f'x="{layout.words_x}"', f'<a href="{escape(shared.url)}">'
    lines = f'<line class="axis" x1="6" x2="{bracket}"/>'
    if node.top != node.bottom:
        top, bottom = node.top - node.y, node.bottom - node.y
        lines += f'<line class="axis" x1="{bracket}" x2="{bracket}" y1="{top}" y2="{bottom}"/>'
    square = f'<rect class="open" x="{layout.square_x}" y="{node.square_y - node.y}" width="10" height="10"/>'
    reference = f'<text class="strong" {x} y="{node.reference_y - node.y}">{escape(shared.reference)}</text>'
    period = f'<text {x} y="{node.period_y - node.y}">{escape(shared.period)}</text>' if shared.period else ""
    actors = "".join([_actor(actor, bracket, recorded) for actor in node.actors])
    more = f'<svg x="{bracket}" y="{node.more_y}">{link}<text x="28">{_more(node.more)}</text></a></svg>'
    finding = f'<svg y="{node.y}">{lines}{link}{square}{reference}</a>{period}</svg>'
    return f"{finding}{actors}{more if node.more else ''}"


def _actor(actor: ActorNode, bracket: str, recorded: str) -> str:
    name = "".join(
        [f'<text class="strong" x="28" y="{y - actor.y}"{recorded}>{escape(words)}</text>' for y, words in actor.name]
    )
    said = "".join([f'<text x="28" y="{y - actor.y}">{escape(words)}</text>' for y, words in actor.said])
    circle = '<circle class="open" cx="16" r="5"/>'
    line = '<line class="axis" x2="11"/>'
    return f'<svg x="{bracket}" y="{actor.y}">{line}<a href="{escape(actor.url)}">{circle}{name}</a>{said}</svg>'


@register.simple_tag
def neighbours(tree: Neighbourhood, findings_url: str) -> SafeString:
    """The others in a tree → the rows of its table. `findings_url` leads to the findings that a row leaves out."""
    return mark_safe("".join([_row(row, findings_url) for row in tree.table]))  # noqa: S308 - as above


def _row(row: NeighbourRow, findings_url: str) -> str:
    other, named = row.other, [_named(shared, roles) for shared, roles in row.shared]
    if row.more:
        named.append(f'<a href="{escape(findings_url)}">{_more(row.more)}</a>')
    return (
        f'<tr><th scope="row"><a href="{escape(other.url)}">{conditional_escape(as_recorded(other.name))}</a></th>'
        f'<td>{escape(other.kind)}</td><td class="number">{row.findings}</td><td>{"; ".join(named)}</td></tr>'
    )


def _named(shared: Shared, roles: str) -> str:
    link = f'<a href="{escape(shared.url)}">{escape(shared.reference)}</a>'
    return f"{link} {escape(roles)}" if roles else link


def _more(number: int) -> str:
    return escape(ngettext("and one more", "and %(more)s more", number) % {"more": number})
