"""The ways to cite in HTML."""

from __future__ import annotations

from django.template import Context, Template
from django.utils.safestring import mark_safe

from findings.languages import speaking
from findings.pages.citing import CiteText

FOOTNOTE = CiteText("footnote", "Foot-note", mark_safe("S/2019/171, “A &amp; B”."))
APA = CiteText("apa", 'A "P" A', mark_safe("<i>Findings</i>."))


def ways(**told: object) -> str:
    return Template("{% load citing %}{% ways_to_cite texts %}").render(Context(told))


def test_a_citation_has_its_name() -> None:
    assert ways(texts=FOOTNOTE) == (
        '<div class="way"><h3>Foot-note</h3><p class="cited" id="cite-footnote">S/2019/171, “A &amp; B”.</p></div>\n'
    )


def test_what_is_said_of_copies_stands_once_in_the_language_of_the_page() -> None:
    told = Template("{% load citing %}{% told_of_copies %}")
    assert told.render(Context()) == (
        '<p class="aside-words" role="status" data-copy="Copy" data-copied="Copied: %s" '
        'data-failed="Selected, to be copied with the keyboard: %s"></p>'
    )
    with speaking("fr"):
        assert 'data-copied="Copié\u202f: %s"' in told.render(Context())


def test_citations_stand_in_their_order_and_names_are_escaped() -> None:
    both = ways(texts=(FOOTNOTE, APA))
    assert both == ways(texts=FOOTNOTE) + ways(texts=APA)
    assert "<h3>A &quot;P&quot; A</h3>" in both
    assert '<p class="cited" id="cite-apa"><i>Findings</i>.</p>' in both


def test_the_address_in_a_citation_is_broken_at_its_slashes() -> None:
    cited = CiteText("apa", "APA", mark_safe("<i>A</i>. https://portal.example/v/1/"))
    assert (
        '<i>A</i>. <span class="piece">https://portal.example/</span><wbr>'
        '<span class="piece">v/</span><wbr><span class="piece">1/</span></p>'
    ) in ways(texts=cited)


def test_in_another_language_the_citation_is_marked_as_english() -> None:
    with speaking("fr"):
        assert '<p class="cited" id="cite-apa" lang="en">' in ways(texts=APA, recorded=mark_safe(' lang="en"'))
