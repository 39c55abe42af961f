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
    at = f'x="{year.x}%"'
    drawn = ""
    if findings:
        filled = f'<rect class="fill" width="82%" y="{bar.y}" height="{bar.height}"/>'
        drawn += f'<svg {at} width="{year.width}%" height="40">{filled}</svg>'
        # Beside the link and not in it: what the link is called begins with what is written in it, and says the number.
        drawn += f'<text class="strong" {at} y="{bar.y}" dy="-2" aria-hidden="true">{findings}</text>'
    label = f'<rect class="hit" {at} width="{year.width}%" height="40"/>'
    if year.full:
        label += f'<text class="full" {at} y="39">{escape(year.full)}</text>'
    if year.short:
        label += f'<text class="short" {at} y="39">{escape(year.short)}</text>'
    if not year.url:
        return drawn + label
    words = ngettext("%(year)s: one finding", "%(year)s: %(findings)s findings", findings)
    named = words % {"year": year.label, "findings": findings}
    return f'{drawn}<a href="{escape(year.url)}" aria-label="{escape(named)}">{label}</a>'


@register.simple_tag(takes_context=True)
def branches(context: Any, layout: Layout) -> SafeString:
    """A tree as it is laid out → its findings in SVG, each with the bracket of the actors that it names."""
    recorded = context.get("recorded", "")
    return mark_safe("".join([_branch(layout, node, recorded) for node in layout.findings]))  # noqa: S308 - as above


def _branch(layout: Layout, node: FindingNode, recorded: str) -> str:
    shared, bracket = node.shared, f"{layout.bracket}%" if layout.is_wide else f"{layout.bracket}"
    x, link = f'x="{layout.words_x}"', f'<a href="{escape(shared.url)}">'
    lines = f'<line class="axis" x1="6" x2="{bracket}" y1="{node.y}" y2="{node.y}"/>'
    lines += f'<line class="axis" x1="{bracket}" x2="{bracket}" y1="{node.top}" y2="{node.bottom}"/>'
    square = f'<rect class="open" x="{layout.square_x}" y="{node.square_y}" width="10" height="10"/>'
    reference = f'<text class="strong" {x} y="{node.reference_y}">{escape(shared.reference)}</text>'
    period = f'<text {x} y="{node.period_y}">{escape(shared.period)}</text>' if shared.period else ""
    actors = "".join([_actor(actor, recorded) for actor in node.actors])
    more = f'{link}<text x="28" y="{node.more_y}">{_more(node.more)}</text></a>' if node.more else ""
    return f'{lines}{link}{square}{reference}</a>{period}<svg x="{bracket}">{actors}{more}</svg>'


def _actor(actor: ActorNode, recorded: str) -> str:
    name = "".join([f'<text class="strong" x="28" y="{y}"{recorded}>{escape(words)}</text>' for y, words in actor.name])
    said = "".join([f'<text x="28" y="{y}">{escape(words)}</text>' for y, words in actor.said])
    circle = f'<circle class="open" cx="16" cy="{actor.y}" r="5"/>'
    line = f'<line class="axis" x2="11" y1="{actor.y}" y2="{actor.y}"/>'
    return f'{line}<a href="{escape(actor.url)}">{circle}{name}</a>{said}'


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
