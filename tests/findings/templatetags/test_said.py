"""Words of a template that are looked up once a language."""

from __future__ import annotations

from unittest.mock import patch

from django.template import Context, Template
from django.templatetags import i18n

from findings.languages import speaking


def said(template: Template, language: str = "en", **told: object) -> str:
    with speaking(language):
        return template.render(Context(told))


def test_words_are_those_of_the_language_of_each_page() -> None:
    words = Template("{% load i18n %}{% translate 'Findings' %}")
    assert [said(words, language) for language in ("en", "fr", "en", "ko", "fr")] == [
        "Findings",
        "Constatations",
        "Findings",
        "조사 결과",
        "Constatations",
    ]


def test_words_are_looked_up_once_a_language() -> None:
    words = Template("{% load i18n %}{% translate 'Findings' %}")
    said(words, "fr")
    with patch.object(i18n.TranslateNode, "render", side_effect=AssertionError("looked up again")):
        assert said(words, "fr") == "Constatations"


def test_words_with_a_context_and_words_of_a_variable_are_said_as_django_says_them() -> None:
    template = Template("{% load i18n %}{% translate '.' context 'the end of a sentence' %}{% translate word %}")
    assert [said(template, word=word) for word in ("<one>", "two")] == [".&lt;one&gt;", ".two"]


def test_words_given_a_name_are_told_to_the_template() -> None:
    template = Template("{% load i18n %}{% translate 'Findings' as name %}[{{ name }}]")
    assert said(template, "fr") == "[Constatations]"


def test_a_sentence_is_filled_with_the_values_of_each_page() -> None:
    sentence = Template(
        "{% load i18n %}{% blocktranslate trimmed with number=version.number %}\n"
        "Dataset version {{ number }}{% endblocktranslate %}"
    )
    numbers = [{"number": 7}, {"number": "<8>"}, {}]
    assert [said(sentence, version=each) for each in numbers] == [
        "Dataset version 7",
        "Dataset version &lt;8&gt;",
        "Dataset version ",
    ]


def test_a_sentence_that_counts_chooses_its_form_each_time() -> None:
    sentence = Template(
        "{% load i18n %}{% blocktranslate count n=n %}{{ n }} vessel{% plural %}{{ n }} vessels{% endblocktranslate %}"
    )
    assert [said(sentence, n=n) for n in (1, 3, 1)] == ["1 vessel", "3 vessels", "1 vessel"]


def test_a_per_cent_sign_stands_as_it_is_written() -> None:
    sentence = Template("{% load i18n %}{% blocktranslate %}50% of {{ n }}{% endblocktranslate %}")
    assert said(sentence, n=3) == "50% of 3"
