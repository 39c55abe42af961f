"""Elements of the head of a page in HTML."""

from __future__ import annotations

from django.utils.safestring import mark_safe

from findings.exports.signposting import Signpost
from findings.pages.heads import Alternate, Head
from tests.findings.templating.rendering import rendered

HOME = "http://127.0.0.1:8000/"


def html(head: Head) -> list[str]:
    """The elements of a head, behind the first, its canonical address."""
    first, *others = filter(None, rendered('{% include "findings/_head.html" %}', head=head).splitlines())
    assert first == f'<link rel="canonical" href="{HOME}">'
    return others


def test_each_pair_is_a_meta_named_by_its_attribute() -> None:
    assert html(
        Head(
            HOME,
            names=(("DCTERMS.type", "Text"), ("twitter:card", "<\"'&>")),
            properties=(("og:type", "article"),),
        )
    ) == [
        '<link rel="schema.DCTERMS" href="http://purl.org/dc/terms/">',
        '<meta name="DCTERMS.type" content="Text">',
        '<meta name="twitter:card" content="&lt;&#34;&#39;&amp;&gt;">',
        '<meta property="og:type" content="article">',
    ]


def test_a_title_that_is_html_already_is_not_escaped_again() -> None:
    named = html(Head(HOME, names=(("DCTERMS.title", mark_safe("A &amp; B")),)))
    assert named[1:] == ['<meta name="DCTERMS.title" content="A &amp; B">']


def test_a_link_says_its_media_type_where_it_has_one() -> None:
    links = (
        Signpost("cite-as", "https://portal.example/?a=1&b"),
        Signpost("item", "https://portal.example/", "text/csv"),
    )
    assert html(Head(HOME, links=links)) == [
        '<link rel="cite-as" href="https://portal.example/?a=1&amp;b">',
        '<link rel="item" href="https://portal.example/" type="text/csv">',
    ]


def test_another_form_of_the_page_has_a_title() -> None:
    other = Alternate("application/json", "Editions of “A & B”", "https://portal.example/a")
    assert html(Head(HOME, alternates=(other,))) == [
        '<link rel="alternate" type="application/json" title="Editions of “A &amp; B”" href="https://portal.example/a">'
    ]


def test_a_head_without_any_has_none() -> None:
    assert html(Head(HOME)) == []
