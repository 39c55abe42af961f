"""Templates are laid out for those who read them, and nothing of the layout reaches a page or a catalogue."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Engine, TemplateSyntaxError
from django.template.loader import get_template
from hypothesis import given
from hypothesis import strategies as st

from mmsmt_portal.templates import put_together

FOLDER = Path(settings.BASE_DIR) / "templates"
LOADERS = ["mmsmt_portal.templates.Loader", "django.template.loaders.app_directories.Loader"]
#: What a line is made of, and what a laid out template may have between two pieces of it.
PIECES = st.sampled_from(
    ["<p>", "</p>", "<br>", "{% if a %}", "{% endif %}", "{{ a }}", "{# a #}", "word", "a: b;", "}"]
)
INDENTATIONS = st.sampled_from(["", "  ", "    ", "\t"])


@pytest.mark.parametrize(
    ("laid_out", "meant"),
    [
        ("<ul>\n  <li>{{ a }}</li>\n</ul>\n", "<ul><li>{{ a }}</li></ul>\n"),
        ("{% if a %}\n  {{ a }}\n{% endif %}", "{% if a %}{{ a }}{% endif %}"),
        ("{# A row. #}\n<tr>\n</tr>", "{# A row. #}<tr></tr>"),
        ("<p>\n  Two\n  words\n</p>", "<p> Two words </p>"),
        ("<p>Two\n  <b>words</b>\n  more</p>", "<p>Two <b>words</b> more</p>"),
        ('<a class="b"\n    href="{{ c }}"\n    rel="d">', '<a class="b" href="{{ c }}" rel="d">'),
        ("{{ a }},\n{{ b }}", "{{ a }}, {{ b }}"),
        ("<b>a</b> <i>b</i>", "<b>a</b> <i>b</i>"),
        ("<b>a</b> {# #}\n  <i>b</i>", "<b>a</b> {# #}<i>b</i>"),
        ("<p>\n\n  <b>a</b>\n\n\n  b</p>", "<p>\n<b>a</b>\n\nb</p>"),
        ("<p>a\n  \n\t<b>b</b></p>", "<p>a\n<b>b</b></p>"),
        ("a }\n{ b", "a } { b"),
        ("<b>a</b>\u00a0\n<b>b</b>", "<b>a</b>\u00a0 <b>b</b>"),
        ("<p></p>\n\n", "<p></p>\n\n"),
        ("\n<p></p>", "\n<p></p>"),
        ("", ""),
    ],
)
def test_between_two_tags_a_line_break_is_nothing_elsewhere_a_space_and_an_empty_line_is_one(
    laid_out: str, meant: str
) -> None:
    assert put_together(laid_out) == meant


@given(st.lists(st.tuples(PIECES, st.sampled_from(["", " ", "\n", "\n\n", "\n\n\n"]), INDENTATIONS, INDENTATIONS)))
def test_how_far_a_line_is_indented_says_nothing(pieces: list[tuple[str, str, str, str]]) -> None:
    """The last piece has nothing after it: what stands at the end of a file stays."""
    body, last = pieces[:-1], "".join(piece for piece, *_ in pieces[-1:])
    one, other = (
        "".join(piece + (sep + way[at] if "\n" in sep else sep) for piece, sep, *way in body) + last for at in (0, 1)
    )
    assert put_together(one) == put_together(other)


@given(st.text(alphabet="ab<>{}%#/ \n\t\u00a0"))
def test_only_white_space_is_taken_away_and_what_has_one_line_stays(text: str) -> None:
    taken = put_together(text)
    assert re.sub(r"[ \t\n]", "", taken) == re.sub(r"[ \t\n]", "", text)
    assert put_together(text.replace("\n", "")) == text.replace("\n", "")


def test_a_space_kept_by_an_empty_comment_is_one_space_of_the_page() -> None:
    template = Engine().from_string(put_together("<b>{{ a }}</b> {# #}\n  <i>b</i>"))
    assert [type(node).__name__ for node in template.nodelist] == ["TextNode", "VariableNode", "TextNode", "TextNode"]
    assert "".join(str(node.s) for node in template.nodelist[2:]) == "</b> <i>b</i>"  # type: ignore[attr-defined]


def test_the_loader_reads_html_of_the_portal_alone(tmp_path: Path) -> None:
    laid_out = "<p>\n  {{ a }}\n</p>\n"
    for name in ("page.html", "page.txt", "page.xml"):
        (tmp_path / name).write_text(laid_out, encoding="utf-8")
    engine = Engine(dirs=[str(tmp_path)], loaders=LOADERS)
    found = {name: engine.get_template(name) for name in ("page.html", "page.txt", "page.xml")}
    assert {name: each.source for name, each in found.items()} == {
        "page.html": "<p>{{ a }}</p>\n",
        "page.txt": laid_out,
        "page.xml": laid_out,
    }
    assert {name: each.origin.name for name, each in found.items()} == {name: str(tmp_path / name) for name in found}


@pytest.mark.parametrize(
    "name", ["admin/change_list.html", "admin/includes/fieldset.html", "registration/logged_out.html"]
)
def test_templates_of_other_apps_are_what_they_are(name: str) -> None:
    template = get_template(name).template  # type: ignore[attr-defined]
    assert FOLDER not in Path(template.origin.name).parents
    assert template.source == Path(template.origin.name).read_text(encoding="utf-8")
    assert put_together(template.source) != template.source


def test_a_mistake_in_a_template_names_its_file(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>\n  {% if %}\n</p>\n", encoding="utf-8")
    engine = Engine(dirs=[str(tmp_path)], loaders=LOADERS, debug=True)
    with pytest.raises(TemplateSyntaxError) as caught:
        engine.get_template("page.html")
    assert caught.value.template_debug["name"] == str(tmp_path / "page.html")  # type: ignore[attr-defined]
    assert caught.value.template_debug["during"] == "{% if %}"  # type: ignore[attr-defined]
