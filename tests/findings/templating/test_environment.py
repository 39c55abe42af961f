"""The environment of the templates of public pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines
from jinja2 import Environment, UndefinedError
from jinja2.nodes import Const, Filter

from findings.templating.environment import compile_templates

FOLDER = Path(settings.BASE_DIR) / "templates"


@pytest.fixture
def environment() -> Environment:
    return engines["jinja2"].env  # type: ignore[attr-defined]


def test_what_a_template_is_not_told_is_a_mistake_and_no_empty_place(environment: Environment) -> None:
    for template in ("{{ titel }}", "{{ page.titel }}", "{% if page.titel %}{% endif %}"):
        with pytest.raises(UndefinedError, match="titel"):
            environment.from_string(template).render(page={"title": "Coal"})


def test_words_are_escaped_and_what_is_html_is_not(environment: Environment) -> None:
    made = environment.from_string("{{ words }} {{ words|as_recorded }}").render(words="<b> & \"'")
    assert made == "&lt;b&gt; &amp; &#34;&#39; &lt;b&gt; &amp; &#34;&#39;"


def made_of_constants(environment: Environment, template: str) -> list[object]:
    return [each.node.value for each in environment.parse(template).find_all(Filter) if isinstance(each.node, Const)]


def test_nothing_is_made_of_a_word_that_stands_in_a_template(environment: Environment) -> None:
    """Jinja would make it when it compiles the template, once for the pages of all languages."""
    assert made_of_constants(environment, "{{ 'Origin'|as_label }}{{ word|as_label }}") == ["Origin"]
    files = [path for path in FOLDER.rglob("*") if path.is_file() and "admin" not in path.parts]
    found = {path.name: made_of_constants(environment, path.read_text(encoding="utf-8")) for path in files}
    assert {name: each for name, each in found.items() if each} == {}


def test_an_address_is_that_of_the_view(environment: Environment) -> None:
    assert environment.from_string("{{ url('finding-list') }}").render() == "/findings/"


def test_all_templates_of_public_pages_are_compiled_at_once(environment: Environment) -> None:
    files = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file()}
    assert environment.cache is not None
    environment.cache.clear()
    compile_templates()
    assert {name for _loader, name in environment.cache.keys()} == {  # noqa: SIM118 - no mapping
        name for name in files if not name.startswith("admin/")
    }
