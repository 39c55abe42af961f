"""The links of a facet in HTML."""

from __future__ import annotations

from django.template import Context, Template
from django.utils.safestring import mark_safe

from findings.pages.facets import FacetLink, FacetPart
from findings.pages.parts import Link
from findings.templatetags.facets import as_sections, as_sections_elsewhere


def items(*links: FacetLink) -> str:
    return Template("{% load facets %}{{ links|as_items }}").render(Context({"links": links}))


def test_a_link_chooses_a_value_or_lets_it_go() -> None:
    assert items(
        FacetLink("Labor", "/findings/?category=labor&as_of=7", 1234, False, "category-labor"),
        FacetLink("Cyber", "/findings/?as_of=7", 0, True, "category-cyber"),
    ) == (
        '<li><a id="category-labor" href="/findings/?category=labor&amp;as_of=7"><span>Labor</span> 1234</a></li>'
        '<li><a id="category-cyber" href="/findings/?as_of=7" aria-current="true"><span>Cyber</span> 0</a></li>'
    )


def test_words_are_escaped_and_a_name_that_is_html_is_not() -> None:
    assert items(
        FacetLink("<b>'s & Co", "/?q=\"<'", 1, False, 'a"b'),
        FacetLink(mark_safe('<span lang="en">Angara</span>'), "/", 2, False, "actor-angara"),
    ) == (
        '<li><a id="a&quot;b" href="/?q=&quot;&lt;&#x27;"><span>&lt;b&gt;&#x27;s &amp; Co</span> 1</a></li>'
        '<li><a id="actor-angara" href="/"><span><span lang="en">Angara</span></span> 2</a></li>'
    )


def test_a_facet_without_values_has_no_items() -> None:
    assert items() == ""


def test_a_page_that_is_no_list_has_the_same_sections_without_ids() -> None:
    labor = FacetLink("Labor", "/findings/?category=labor", 2, False, "category-labor")
    parts = [
        FacetPart("category", "Category", (labor,), 8, Link("All 9", "/findings/?view=values&of=category")),
        FacetPart("actor", "Actor", (), 0, None),
    ]
    sections = (
        '<section><h3>Category</h3><ul class="facet"><li><a%s href="/findings/?category=labor"><span>Labor</span> 2</a>'
        '</li></ul><p class="small soft">and 8 more; <a href="/findings/?view=values&amp;of=category"'
        ' data-hx-boost="false">All 9</a></p></section>\n'
    )
    assert [as_sections(parts), as_sections_elsewhere(parts)] == [
        sections % ' id="category-labor"',
        sections % "",
    ]
