"""Templates are laid out for those who read them, and nothing of the layout reaches a page or a catalogue."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Engine, TemplateSyntaxError
from django.template.loader import get_template
from django.utils.translation.template import templatize
from hypothesis import given
from hypothesis import strategies as st

from mmsmt_portal.templates import put_together

FOLDER = Path(settings.BASE_DIR) / "templates"
FILES = sorted(FOLDER.rglob("*.html"))
LOADERS = ["mmsmt_portal.templates.Loader", "django.template.loaders.app_directories.Loader"]
#: A line may be longer than this where it has no place to be broken at: one tag, one sentence, one attribute.
LONGEST = 120
_WHOLE = re.compile(
    r"\s*(?:\{%(?:(?!%\}).)*%\}|\{#.*?#\}|[\w-]+=\"[^\"]*\">?"
    r"|\{% blocktranslate(?! trimmed)(?:(?!%\}).)*%\}(?:(?!\{%).)*\{% endblocktranslate %\})(?: \{# #\})?"
)
_LITERAL = r"u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
_SAID = re.compile(rf"\b(?:\w*gettext|_)\(\s*({_LITERAL}(?:,\s*{_LITERAL})*)")
_PREFORMATTED = re.compile(r"<(pre|textarea|script|style)\b[^>]*>(.*?)</\1>", re.DOTALL)

#: What a line is made of, and what a laid out template may have between two pieces of it.
PIECES = st.sampled_from(
    ["<p>", "</p>", "<br>", "{% if a %}", "{% endif %}", "{{ a }}", "{# a #}", "word", "a: b;", "}"]
)
INDENTATIONS = st.sampled_from(["", "  ", "    ", "\t"])


def told(path: Path) -> str:
    return path.relative_to(FOLDER).as_posix()


def is_too_long(line: str) -> bool:
    return len(line) > LONGEST and not _WHOLE.fullmatch(line)


def said(template: str) -> list[str]:
    """What makemessages finds in it: sentences, with their plurals and contexts."""
    return _SAID.findall(templatize(template))


def lines_of_preformatted(template: str) -> list[str]:
    """Preformatted text of more than one line. A line break right after the tag is no part of it in HTML."""
    return [text for _, text in _PREFORMATTED.findall(template) if "\n" in text.lstrip("\n")]


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


def test_settings_have_the_portals_templates_put_together() -> None:
    template = get_template("findings/finding.html").template  # type: ignore[attr-defined]
    laid_out = (FOLDER / "findings" / "finding.html").read_text(encoding="utf-8")
    assert (template.origin.name, template.source) == (
        str(FOLDER / "findings" / "finding.html"),
        put_together(laid_out),
    )
    assert template.source != laid_out


def test_a_mistake_in_a_template_names_its_file(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>\n  {% if %}\n</p>\n", encoding="utf-8")
    engine = Engine(dirs=[str(tmp_path)], loaders=LOADERS, debug=True)
    with pytest.raises(TemplateSyntaxError) as caught:
        engine.get_template("page.html")
    assert caught.value.template_debug["name"] == str(tmp_path / "page.html")  # type: ignore[attr-defined]
    assert caught.value.template_debug["during"] == "{% if %}"  # type: ignore[attr-defined]


def test_no_line_is_long_that_could_be_shorter() -> None:
    assert [
        f"{told(path)}:{number}"
        for path in FILES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if is_too_long(line)
    ] == []


@pytest.mark.parametrize(
    ("line", "is_long"),
    [
        ('  {% translate "' + "word " * 30 + '" %} {# #}', False),
        ("  {% blocktranslate with a=b %}" + "word " * 30 + "{{ a }}{% endblocktranslate %}", False),
        ("  {% blocktranslate trimmed with a=b %}" + "word " * 30 + "{% endblocktranslate %}", True),
        ('  href="{% url "a" %}' + "a" * 120 + '">', True),
        ("  href=\"{% url 'a' %}" + "a" * 120 + '">', False),
        ('  {% translate "' + "word " * 30 + '" %}{% if a %}', True),
        ('<p>{% translate "' + "word " * 30 + '" %}', True),
        ("word " * 25, True),
        ("word " * 24, False),
    ],
)
def test_a_line_is_too_long_that_is_not_one_thing(line: str, is_long: bool) -> None:
    assert is_too_long(line) is is_long


def test_lines_are_indented_by_pairs_of_spaces_and_end_in_something() -> None:
    wrong = re.compile(r"^(?:  )* (?! )|^ *\t|[ \t]$", re.MULTILINE)
    assert [told(path) for path in FILES if wrong.search(path.read_text(encoding="utf-8"))] == []


def test_nothing_preformatted_stands_on_lines_of_a_template() -> None:
    assert lines_of_preformatted("<pre>\n\n{{ a }}</pre><textarea rows='2'>a\n  b</textarea>") == ["a\n  b"]
    assert [told(path) for path in FILES if lines_of_preformatted(path.read_text(encoding="utf-8"))] == []


def test_translators_get_the_sentences_that_pages_ask_for() -> None:
    laid_out = {told(path): path.read_text(encoding="utf-8") for path in FILES}
    found = {name: said(text) for name, text in laid_out.items()}
    assert found == {name: said(put_together(text)) for name, text in laid_out.items()}
    assert found["about/verify.html"][0] == "u'Verify'"


@pytest.mark.parametrize(
    ("laid_out", "as_in_the_file", "as_asked_for"),
    [
        ("{% blocktranslate %}a\n  b{% endblocktranslate %}", [r"u'a\n  b'"], ["u'a b'"]),
        (
            "{% blocktranslate trimmed %}\n  {{ a }}\n  {{ b }}\n{% endblocktranslate %}",
            ["u'%(a)s %(b)s'"],
            ["u'%(a)s%(b)s'"],
        ),
        (
            "{% blocktranslate trimmed count n=n %}\n  One\n  a\n{% plural %}\n  {{ n }} as\n{% endblocktranslate %}",
            ["u'One a', u'%(n)s as'"],
            ["u'One a', u'%(n)s as'"],
        ),
        ('{% translate "a" context "b" %}\n{% if _("c)") %}', ["""u'b', u'a'""", '"c)"'], ["""u'b', u'a'""", '"c)"']),
    ],
)
def test_a_sentence_that_the_layout_changes_is_seen(
    laid_out: str, as_in_the_file: list[str], as_asked_for: list[str]
) -> None:
    assert (said(laid_out), said(put_together(laid_out))) == (as_in_the_file, as_asked_for)
