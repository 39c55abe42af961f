"""Links to the same page, and to a document, in other languages; and where a line of a claim may end."""

from __future__ import annotations

from django.template.loader import get_template

from findings.languages import speaking
from findings.pages.parts import LanguageLink
from findings.views.languages import InLanguage
from tests.findings.templating.rendering import rendered

ENGLISH = InLanguage("en", "English", "/?q=a&b", "https://portal.example/?q=a&b", is_this=False)
FRENCH = InLanguage("fr", "Français", "/fr/?q=a&b", "https://portal.example/fr/?q=a&b", is_this=True)


def block(name: str, *languages: InLanguage) -> str:
    """A block of the frame of every page."""
    frame = get_template("base.html").template  # type: ignore[attr-defined]
    return "".join(frame.blocks[name](frame.new_context({"in_languages": languages}))).strip()


def test_search_engines_are_told_of_each_language_and_of_the_first_for_all_others() -> None:
    assert block("alternates", ENGLISH, FRENCH).splitlines() == [
        '<link rel="alternate" hreflang="en" href="https://portal.example/?q=a&amp;b">',
        '<link rel="alternate" hreflang="x-default" href="https://portal.example/?q=a&amp;b">',
        '<link rel="alternate" hreflang="fr" href="https://portal.example/fr/?q=a&amp;b">',
    ]


def test_readers_are_told_which_language_they_are_in() -> None:
    assert (
        '<li><a href="/?q=a&amp;b" hreflang="en" lang="en">English</a></li>'
        '<li><a href="/fr/?q=a&amp;b" hreflang="fr" lang="fr" aria-current="true">Français</a></li>'
    ) in block("languages", ENGLISH, FRENCH)


def test_an_answer_that_has_no_languages_links_to_none() -> None:
    assert [block(name) for name in ("alternates", "languages")] == ["", ""]


def test_a_document_in_arabic_is_read_from_right_to_left() -> None:
    documents = [
        LanguageLink("ar", "العربية", "https://docs.un.org/ar/S/2019/171"),
        LanguageLink("en", "English", "https://docs.un.org/en/S/2019/171"),
    ]
    assert rendered('{% include "findings/_languages.html" %}', languages=documents) == (
        '<span class="languages">In the six languages of the United Nations: '
        '<a href="https://docs.un.org/ar/S/2019/171" rel="external" hreflang="ar" lang="ar" dir="rtl">العربية</a>, '
        '<a href="https://docs.un.org/en/S/2019/171" rel="external" hreflang="en" lang="en">English</a></span>\n'
    )


def test_a_claim_is_not_broken_inside_a_date_or_a_sum() -> None:
    told = "Kum transferred oil on 9 December 2017 for $1 million; 8 vessels in May 2018, 3 Mayors"
    whole = "Kum transferred oil on 9\u00a0December 2017 for $1\u00a0million; 8 vessels in May 2018, 3 Mayors"
    assert rendered("{{ told|as_claim }}", told=told) == whole
    with speaking("ko"):
        assert rendered("{{ told|as_claim }}", told=told) == f'<span lang="en">{whole}</span>'
