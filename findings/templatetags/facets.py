"""The facets of a list, whose HTML is written here and not in a template.

A page of a list has a dozen of them, with ninety links. What a template does for each (five look-ups, a condition, an
escape of every value that takes six times as long as this one) was a third of the time that the whole page took.
"""

from collections.abc import Callable, Iterable
from html import escape

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from findings.pages.facets import FacetLink, FacetPart

register = template.Library()


@register.filter
def as_items(links: Iterable[FacetLink]) -> SafeString:
    """Links of a facet → the items of its list: the name of each value and its count."""
    return mark_safe("".join(map(_item, links)))  # noqa: S308 - every word is escaped


@register.filter
def as_sections(facets: Iterable[FacetPart]) -> SafeString:
    """Facets → a section of each that has values, with the way to those that are not shown.

    A list that changes in place finds the value that was chosen again by its id.
    """
    return _sections(facets, as_items)


@register.filter
def as_sections_elsewhere(facets: Iterable[FacetPart]) -> SafeString:
    """The same on a page that is no list: its links lead to one, and nothing changes in place."""
    return _sections(facets, lambda links: "".join(map(_link, links)))


def _sections(facets: Iterable[FacetPart], items: Callable[[Iterable[FacetLink]], str]) -> SafeString:
    some = [facet for facet in facets if facet.links or facet.all]
    return mark_safe("".join([_section(facet, items(facet.links)) for facet in some]))  # noqa: S308 - as above


def _section(facet: FacetPart, items: str) -> str:
    others = ""
    if facet.all:
        link = f'<a href="{escape(facet.all.url)}" data-hx-boost="false">{conditional_escape(facet.all.words)}</a>'
        before = f"{conditional_escape(facet.more)}; " if items else ""
        others = f'<p class="small soft">{before}{link}</p>'
    listed = f'<ul class="facet">{items}</ul>' if items else ""
    return f"<section><h3>{conditional_escape(facet.label)}</h3>{listed}{others}</section>\n"


def _item(link: FacetLink) -> str:
    return _link(link, f' id="{escape(link.id)}"')


def _link(link: FacetLink, named: str = "") -> str:
    chosen = ' aria-current="true"' if link.is_chosen else ""
    # A name may be HTML already, where it is marked as English; an address and an id never are.
    name = conditional_escape(link.name)
    return f'<li><a{named} href="{escape(link.url)}"{chosen}><span>{name}</span> {link.count}</a></li>'
