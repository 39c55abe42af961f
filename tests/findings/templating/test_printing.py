"""How a template prints a value."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.template import engines
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from findings.templating.printing import printed
from findings.vocabulary import Role
from tests.findings.templating.rendering import rendered

HOSTILE = "<script>\"a\" & 'b'</script>"


class Drawn:
    def __html__(self) -> str:
        return "<svg/>"


class Named(str):
    __slots__ = ()


VALUES = [
    "",
    "Coal",
    HOSTILE,
    Named(HOSTILE),
    Markup("<b>a</b>"),
    mark_safe("<b>a</b>"),
    gettext_lazy("Findings"),
    Role.CARRIER,
    Drawn(),
    None,
    True,
    7,
    -1.5,
    Decimal("1.50"),
    [HOSTILE],
    {"a": HOSTILE},
]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_it_is_what_escape_makes_of_the_value(value: object) -> None:
    assert printed(value) == escape(value)
    assert rendered("{{ value }}|{{ value }}", value=value) == f"{escape(value)}|{escape(value)}"


@given(st.text(alphabet=st.one_of(st.sampled_from("<>&\"'a"), st.characters())))
def test_of_any_text_it_is_what_escape_makes_of_it(text: str) -> None:
    assert printed(text) == escape(text)


def test_templates_are_compiled_to_print_so() -> None:
    environment = engines["jinja2"].env  # type: ignore[attr-defined]
    code = environment.compile("{{ value }}", raw=True)
    assert "environment.printed(" in code


def test_what_is_not_to_be_escaped_is_not() -> None:
    template = "{% autoescape false %}{{ value }}{% endautoescape %} {{ value|safe }} {{ value }}"
    assert rendered(template, value="<b>") == "<b> <b> &lt;b&gt;"
