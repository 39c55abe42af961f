"""The ways to cite in HTML."""

from __future__ import annotations

from django.utils.safestring import mark_safe

from findings.languages import speaking
from findings.pages.citing import CiteText
from tests.findings.templating.rendering import rendered

FOOTNOTE = CiteText("footnote", "Footnote", mark_safe("S/2019/171, “A &amp; B”."))
APA = CiteText("apa", 'A "P" A', mark_safe("<i>Findings</i>."))


def way(text: CiteText, recorded: str = "") -> str:
    return rendered(
        '{% from "findings/_citing.html" import way %}{{ way(text, recorded) }}', text=text, recorded=recorded
    )


def test_a_citation_has_its_name() -> None:
    assert way(FOOTNOTE) == (
        '<div class="way"><h3>Footnote</h3><p class="cited" id="cite-footnote">S/2019/171, “A &amp; B”.</p></div>\n'
    )


def test_what_is_said_of_copies_stands_once_in_the_language_of_the_page() -> None:
    told = '{% from "findings/_citing.html" import told_of_copies %}{{ told_of_copies() }}'
    assert rendered(told) == (
        '<p class="aside-words" role="status" data-copy="Copy" data-copied="Copied: %s" '
        'data-failed="Selected, to be copied with the keyboard: %s"></p>'
    )
    with speaking("fr"):
        assert 'data-copied="Copié\u202f: %s"' in rendered(told)


def test_names_are_escaped_and_a_citation_is_html() -> None:
    assert way(APA) == (
        '<div class="way"><h3>A &#34;P&#34; A</h3><p class="cited" id="cite-apa"><i>Findings</i>.</p></div>\n'
    )


def test_the_address_in_a_citation_is_broken_at_its_slashes() -> None:
    cited = CiteText("apa", "APA", mark_safe("<i>A</i>. https://portal.example/v/1/"))
    assert (
        '<i>A</i>. <span class="piece">https://portal.example/</span><wbr>'
        '<span class="piece">v/</span><wbr><span class="piece">1/</span></p>'
    ) in way(cited)


def test_in_another_language_the_citation_is_marked_as_english() -> None:
    with speaking("fr"):
        assert '<p class="cited" id="cite-apa" lang="en">' in way(APA, mark_safe(' lang="en"'))
