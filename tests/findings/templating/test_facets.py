"""The links of a facet in HTML."""

from __future__ import annotations

from django.utils.safestring import mark_safe

from findings.pages.facets import FacetLink, FacetPart
from findings.pages.parts import Link
from tests.findings.templating.rendering import rendered


def sections(*facets: FacetPart, in_list: bool = True) -> str:
    macro = '{% from "findings/_facets.html" import sections %}{{ sections(facets, in_list) }}'
    return rendered(macro, facets=facets, in_list=in_list)


def items(*links: FacetLink) -> str:
    section = sections(FacetPart("category", "Category", links, 0, None))
    return section.removeprefix('<section><h3>Category</h3><ul class="facet">').removesuffix("</ul></section>\n")


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
        '<li><a id="a&#34;b" href="/?q=&#34;&lt;&#39;"><span>&lt;b&gt;&#39;s &amp; Co</span> 1</a></li>'
        '<li><a id="actor-angara" href="/"><span><span lang="en">Angara</span></span> 2</a></li>'
    )


def test_a_facet_without_values_is_none() -> None:
    assert sections(FacetPart("actor", "Actor", (), 0, None)) == ""


def test_a_facet_without_values_that_has_some_elsewhere_leads_to_them() -> None:
    all_of_them = Link("All of them", "/findings/?role=carrier&view=values&of=involvement")
    assert sections(FacetPart("involvement", "Carrier", (), 0, all_of_them)) == (
        "<section><h3>Carrier</h3>"
        '<p class="small soft"><a href="/findings/?role=carrier&amp;view=values&amp;of=involvement" '
        'data-hx-boost="false">All of them</a></p></section>\n'
    )


def test_a_page_that_is_no_list_has_the_same_sections_without_ids() -> None:
    labor = FacetLink("Labor", "/findings/?category=labor", 2, False, "category-labor")
    parts = [
        FacetPart("category", "Category", (labor,), 8, Link("All 9", "/findings/?view=values&of=category")),
        FacetPart("actor", "Actor", (), 0, None),
    ]
    made = (
        '<section><h3>Category</h3><ul class="facet"><li><a%s href="/findings/?category=labor"><span>Labor</span> 2</a>'
        '</li></ul><p class="small soft">and 8 more; <a href="/findings/?view=values&amp;of=category"'
        ' data-hx-boost="false">All 9</a></p></section>\n'
    )
    assert [sections(*parts), sections(*parts, in_list=False)] == [
        made % ' id="category-labor"',
        made % "",
    ]
