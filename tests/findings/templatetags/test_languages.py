"""Links to the same page, and to a document, in other languages; and where a line of a claim may end."""

from __future__ import annotations

from django.template import Context, Template

from findings.languages import speaking
from findings.pages.parts import LanguageLink
from findings.views.languages import InLanguage

ENGLISH = InLanguage("en", "English", "/?q=a&b", "https://portal.example/?q=a&b", is_this=False)
FRENCH = InLanguage("fr", "Français", "/fr/?q=a&b", "https://portal.example/fr/?q=a&b", is_this=True)


def html(what: str, told: object) -> str:
    return Template(f"{{% load languages %}}{{{{ told|{what} }}}}").render(Context({"told": told}))


def test_search_engines_are_told_of_each_language_and_of_the_first_for_all_others() -> None:
    assert html("as_hreflangs", [ENGLISH, FRENCH]) == (
        '\n<link rel="alternate" hreflang="en" href="https://portal.example/?q=a&amp;b">'
        '\n<link rel="alternate" hreflang="x-default" href="https://portal.example/?q=a&amp;b">'
        '\n<link rel="alternate" hreflang="fr" href="https://portal.example/fr/?q=a&amp;b">'
    )


def test_readers_are_told_which_language_they_are_in() -> None:
    assert html("as_tongues", [ENGLISH, FRENCH]) == (
        '<li><a href="/?q=a&amp;b" hreflang="en" lang="en">English</a></li>'
        '<li><a href="/fr/?q=a&amp;b" hreflang="fr" lang="fr" aria-current="true">Français</a></li>'
    )


def test_a_document_in_arabic_is_read_from_right_to_left() -> None:
    documents = [
        LanguageLink("ar", "العربية", "https://docs.un.org/ar/S/2019/171"),
        LanguageLink("en", "English", "https://docs.un.org/en/S/2019/171"),
    ]
    assert html("as_document_languages", documents) == (
        '<a href="https://docs.un.org/ar/S/2019/171" rel="external" hreflang="ar" lang="ar" dir="rtl">العربية</a>, '
        '<a href="https://docs.un.org/en/S/2019/171" rel="external" hreflang="en" lang="en">English</a>'
    )


def test_an_answer_that_has_no_languages_links_to_none() -> None:
    whats = ("as_hreflangs", "as_tongues", "as_document_languages")
    assert [html(what, "") for what in whats] == ["", "", ""]


def test_a_claim_is_not_broken_inside_a_date_or_a_sum() -> None:
    told = "Kum transferred oil on 9 December 2017 for $1 million; 8 vessels in May 2018, 3 Mayors"
    whole = "Kum transferred oil on 9\u00a0December 2017 for $1\u00a0million; 8 vessels in May 2018, 3 Mayors"
    assert html("as_claim", told) == whole
    with speaking("ko"):
        assert html("as_claim", told) == f'<span lang="en">{whole}</span>'
