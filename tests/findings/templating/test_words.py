"""Words of a template in the language of its page."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from django.template import engines
from django.utils import translation
from jinja2 import Environment

from findings.languages import speaking
from findings.templating import words

FINDINGS = "{{ _('Findings') }}"
VERSION = "{% trans trimmed number=version.number %}\n  Dataset version {{ number }}\n{% endtrans %}"
VESSELS = "{% trans n=n %}{{ n }} vessel{% pluralize n %}{{ n }} vessels{% endtrans %}"
SHARE = "{% trans n=n %}{{ n }} % of it{% pluralize n %}{{ n }} % of them{% endtrans %}"


@pytest.fixture(scope="module")
def environment() -> Environment:
    return engines["jinja2"].env  # type: ignore[attr-defined]


def said(environment: Environment, template: str, language: str = "en", **told: object) -> str:
    with speaking(language):
        return environment.from_string(template).render(told)


def test_words_are_those_of_the_language_of_each_page(environment: Environment) -> None:
    assert [said(environment, FINDINGS, language) for language in ("en", "fr", "en", "ko", "fr")] == [
        "Findings",
        "Constatations",
        "Findings",
        "조사 결과",
        "Constatations",
    ]


def test_words_are_looked_up_once_a_language(environment: Environment) -> None:
    said(environment, FINDINGS, "fr")
    with patch.object(translation, "gettext", side_effect=AssertionError("looked up again")):
        assert said(environment, FINDINGS, "fr") == "Constatations"


def test_words_with_a_context_are_others_than_those_without(environment: Environment) -> None:
    template = "{{ pgettext('the end of a sentence', '.') }}{{ _('.') }}"
    assert [said(environment, template, language) for language in ("en", "ja")] == ["..", "。."]


def test_a_sentence_is_filled_with_the_values_of_each_page(environment: Environment) -> None:
    assert [said(environment, VERSION, version={"number": each}) for each in (7, "<8>")] == [
        "Dataset version 7",
        "Dataset version &lt;8&gt;",
    ]


def test_a_value_may_be_called_as_the_functions_call_theirs(environment: Environment) -> None:
    template = (
        "{% trans words=a, context=b, number=c, one=d %}{{ words }}{{ context }}{{ number }}{{ one }}{% endtrans %}"
    )
    assert said(environment, template, a=1, b=2, c=3, d=4) == "1234"


def test_a_sentence_that_counts_chooses_its_form_each_time(environment: Environment) -> None:
    assert [said(environment, VESSELS, n=n) for n in (1, 3, 1)] == ["1 vessel", "3 vessels", "1 vessel"]


def test_a_sentence_with_a_context_counts_as_well() -> None:
    told = [words.npgettext("a ship", "%(n)s of <it>", "%(n)s of <them>", n, n="<n>") for n in (1, 2)]
    assert told == ["&lt;n&gt; of <it>", "&lt;n&gt; of <them>"]


def test_a_per_cent_sign_stands_as_it_is_written(environment: Environment) -> None:
    assert said(environment, "{% trans %}50% of {{ n }}{% endtrans %}{{ _('50%% of it') }}", n=3) == "50% of 350% of it"
    assert [said(environment, SHARE, n=n) for n in (1, 2)] == ["1 % of it", "2 % of them"]
