"""Elements of the head of a page in HTML."""

from __future__ import annotations

from django.template import Context, Template
from django.utils.safestring import mark_safe

from findings.exports.signposting import Signpost
from findings.pages.heads import Alternate


def html(what: str, told: object) -> str:
    return Template(f"{{% load heads %}}{{{{ told|{what} }}}}").render(Context({"told": told}))


def test_each_pair_is_a_meta_named_by_the_attribute() -> None:
    assert html('as_metas:"name"', [("DCTERMS.type", "Text"), ("twitter:card", "<\"'&>")]) == (
        '\n<meta name="DCTERMS.type" content="Text">\n<meta name="twitter:card" content="&lt;&quot;&#x27;&amp;&gt;">'
    )
    assert html('as_metas:"property"', (("og:type", "article"),)) == '\n<meta property="og:type" content="article">'


def test_a_title_that_is_html_already_is_not_escaped_again() -> None:
    assert html('as_metas:"name"', [("DCTERMS.title", mark_safe("A &amp; B"))]) == (
        '\n<meta name="DCTERMS.title" content="A &amp; B">'
    )


def test_a_link_says_its_media_type_where_it_has_one() -> None:
    links = [
        Signpost("cite-as", "https://portal.example/?a=1&b"),
        Signpost("item", "https://portal.example/", "text/csv"),
    ]
    assert html("as_links", links) == (
        '\n<link rel="cite-as" href="https://portal.example/?a=1&amp;b">'
        '\n<link rel="item" href="https://portal.example/" type="text/csv">'
    )


def test_another_form_of_the_page_has_a_title() -> None:
    assert html(
        "as_alternates", [Alternate("application/json", "Editions of “A & B”", "https://portal.example/a")]
    ) == (
        '\n<link rel="alternate" type="application/json" title="Editions of “A &amp; B”" href="https://portal.example/a">'
    )


def test_a_head_without_any_has_none() -> None:
    assert [html(what, ()) for what in ('as_metas:"name"', "as_links", "as_alternates")] == ["", "", ""]
